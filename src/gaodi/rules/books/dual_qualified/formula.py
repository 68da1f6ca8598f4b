"""The share of accredited teachers among full-time teachers of a profession, each person counted once (R1.3)."""

from __future__ import annotations

from polars import Expr, col, lit

from gaodi.rules.arithmetic import ZERO, above_zero, all_hold, distinct, ratio, verdict
from gaodi.rules.formulas import Fact, Formula, InForce, Step
from gaodi.rules.kinds import CODE, COUNT, DATE, RATIO, STATE, TEXT, TRUTH, YEAR

TYPES = {"major": "专业课教师", "practice": "实习指导教师", "general": "公共课教师"}
EMPLOYMENTS = {"staff": "编制内", "contract": "合同聘用", "part_time": "兼职"}
LEVELS = {"none": "未认定", "junior": "初级", "intermediate": "中级", "senior": "高级"}
BASES = {"national": "国家统一认定", "provincial": "省级认定", "school": "学校认定"}
NO_PAPER = "无"

FACTS = (
    Fact("teacher", "教师（编号）", TEXT),
    Fact("school_code", "学校标识码", TEXT),
    Fact("year", "年度", YEAR),
    Fact("accreditation", "认定文号或证书号", TEXT, optional=True, blank=NO_PAPER),
    Fact("type", "教师类别", CODE, words=TYPES),
    Fact("employment", "聘用方式", CODE, words=EMPLOYMENTS),
    Fact("level", "认定等级", CODE, words=LEVELS),
    Fact("basis", "认定依据", CODE, words=BASES),
    Fact("accredited_on", "认定日期", DATE),
    Fact("ethics_passed", "师德合格", TRUTH),
)


def rows(p: InForce) -> tuple[Step, ...]:
    """Of each row: whether it is of the denominator, and whether its accreditation holds at the year's end."""
    early = col("accredited_on") < p.value("national_from")
    held = (
        (col("accredited_on") <= col("on"))
        & col("ethics_passed")
        & (early | (col("basis") == lit("national")))
    )
    in_one = col("school_code").n_unique().over("teacher", "year") <= lit(1)
    return (
        Step("of_profession", "教专业课或指导实习", TRUTH, col("type") != lit("general")),
        Step("full_time", "专任", TRUTH, col("employment") != lit("part_time")),
        Step("counted", "计入分母", TRUTH, col("of_profession") & col("full_time")),
        Step(
            "accredited",
            "认定有效",
            TRUTH,
            (col("level") != lit("none")) & held,
        ),
        Step("early", "统一认定以前按学校或省级认定", TRUTH, early & (col("basis") != lit("national"))),
        Step("in_one_school", "只在一所学校", TRUTH, in_one),
    )


def counts(_: InForce) -> tuple[Step, ...]:
    """Different persons, by what holds of any of their rows."""
    dual = col("counted") & col("accredited")
    senior, junior = col("level") == lit("senior"), col("level") == lit("junior")
    by_reference = col("accredited") & ~col("counted")
    return (
        _persons("major_teachers", "专任专业课教师", col("counted"), "denominator"),
        _persons("dual_teachers", "双师型教师", dual, "ethics"),
        _persons("seniors", "高级双师型教师", dual & senior),
        _persons("above_junior", "中级以上双师型教师", dual & ~junior),
        _persons("early_teachers", "其中按以前的学校或省级认定", dual & col("early"), "earlier_basis"),
        _persons("by_reference", "参照认定的公共课、兼职教师（不计入）", by_reference, "by_reference"),
        Step(
            "each_in_one_school",
            "教师都只在本校",
            TRUTH,
            all_hold(col("in_one_school")),
            advises="有教师同一年在别的学校也报了，请核对",
        ),
    )


def _persons(name: str, label: str, where: Expr, *clauses: str) -> Step:
    return Step(name, label, COUNT, distinct(col("teacher"), where), "人", clauses=clauses)


def targets(p: InForce) -> tuple[Step, ...]:
    """The highest level of each, the share, and the two targets."""
    dual, major = col("dual_teachers"), col("major_teachers")
    least, half = p.rate("least_share"), p.rate("more_than_share")
    when = "has_teachers"
    return (
        Step("intermediates", "中级双师型教师", COUNT, col("above_junior") - col("seniors"), "人"),
        Step("juniors", "初级双师型教师", COUNT, dual - col("above_junior"), "人"),
        Step(
            "has_teachers", "有专任专业课教师", TRUTH, major > ZERO, advises="没有专任专业课教师，占比不适用"
        ),
        Step("share", "双师型教师占比", RATIO, ratio(dual, major), "比例", when=when),
        *_target("least", "设置标准", least.reached_by(dual, major), least.whole_up(major)),
        *_target("half", "2022年目标", half.passed_by(dual, major), half.whole(major) + lit(1)),
        Step(
            "state",
            "双师型教师占比（两个目标）",
            STATE,
            verdict(col("least_reached") & col("half_reached")),
            when=when,
            clauses=("both_targets",),
        ),
    )


def _target(name: str, label: str, reached: Expr, enough: Expr) -> tuple[Step, ...]:
    lack = above_zero(enough - col("dual_teachers"))
    when, short = "has_teachers", f"占比没有达到{label}"
    return (
        Step(f"{name}_reached", f"占比达到{label}", TRUTH, reached, when=when, advises=short),
        Step(f"{name}_state", f"{label}的占比", STATE, verdict(col(f"{name}_reached")), when=when),
        Step(f"{name}_gap", f"到{label}还差双师型教师", COUNT, lack, "人", when=when),
    )


DUAL = Formula(
    name="dual_qualified",
    label="双师型教师占比",
    facts=FACTS,
    key=("teacher", "school_code", "year", "accreditation"),
    steps=rows,
    outs=(
        *("share", "state", "dual_teachers", "major_teachers", "least_state", "least_gap", "half_state"),
        *("half_gap", "seniors", "intermediates", "juniors", "early_teachers", "by_reference"),
        "each_in_one_school",
    ),
    dated_by="year",
    group=("year",),  # a teacher may stand in two schools
    per=("school_code", "year"),
    gathered=counts,
    concluded=targets,
)
FORMULAS = (DUAL,)
