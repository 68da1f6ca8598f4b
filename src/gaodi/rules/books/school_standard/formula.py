"""Whether a school meets the national standard, and what it lacks; how many schools of a district do (R1.1–R1.5)."""

from __future__ import annotations

from functools import reduce
from operator import and_

from polars import Expr, col, lit

from gaodi.rules.arithmetic import LARGEST, MILLION, ZERO, count_of, ratio, total, verdict
from gaodi.rules.books.school_standard.lines import (
    ABSOLUTE_AREAS,
    LINES,
    PUPILS,
    SHARES,
    line_steps,
    shown_steps,
)
from gaodi.rules.books.school_standard.programme import PROGRAMME
from gaodi.rules.formulas import Check, Fact, Formula, InForce, Step, Wording
from gaodi.rules.kinds import CODE, COUNT, MONEY, QUANTITY, RATIO, STATE, TEXT, TRUTH, YEAR

KINDS = {
    "ordinary": "普通中等职业学校",
    "technical": "技工学校",
    "senior_technical": "高级技工学校",
    "arts": "艺术类学校",
    "remote": "偏远脱贫地区学校",
}
FACTS = (
    Fact("school_code", "学校标识码", TEXT),
    Fact("year", "年度", YEAR),
    Fact("kind", "学校类别", CODE, words=KINDS),
    Fact("opened_year", "设立年份", YEAR),
    Fact("attached_class_only", "只是附设中职班", TRUTH),
    Fact("students", "全日制在校学生", COUNT, "人"),
    Fact("land_area", "校园占地面积", QUANTITY, "㎡"),
    Fact("building_area", "校舍建筑面积", QUANTITY, "㎡"),
    Fact("teachers", "专任教师", COUNT, "人"),
    Fact("equipment_value", "教学仪器设备总值", MONEY, "元"),
    Fact("books", "图书", COUNT, "册"),
    Fact("dual_teachers", "双师型教师", COUNT, "人"),
    Fact("major_teachers", "专业教师", COUNT, "人"),
)
MOST_HEADS = LARGEST // MILLION  # a school with more students than that is a slip
TOO_MANY = tuple(
    Check(name, col(name) > lit(MOST_HEADS), "人数过大，请核对")
    for name in ("students", "teachers", "major_teachers")
)

# ------------------------------------------------------------------ one school


def steps(p: InForce) -> tuple[Step, ...]:
    """Who is judged, the nine lines, the verdict, and three lines that are only shown."""
    lines = [step for line in LINES for step in line_steps(p, line)]
    return (*_applying(p), *lines, _compliant(), *shown_steps(p))


def _applying(p: InForce) -> tuple[Step, ...]:
    new = col("opened_year") >= p.value("new_school_from").dt.year()
    students, teachers = col("students") > ZERO, col("teachers") > ZERO
    return (
        Step(
            "in_scope",
            "纳入办学条件监测",
            TRUTH,
            ~(col("attached_class_only") | new),
            clauses=("scope",),
            advises="附设中职班和2022年起新设的学校不纳入监测",
        ),
        Step("kind_given", "学校类别已填", TRUTH, col("kind").str.len_bytes() > ZERO),
        Step("has_students", "有在校学生", TRUTH, students, advises="没有在校学生，生均指标不适用"),
        Step("has_teachers", "有专任教师", TRUTH, teachers, advises="没有专任教师，占专任教师的比例不适用"),
        Step(
            "has_both",
            "有学生和专任教师",
            TRUTH,
            students & teachers,
            advises="没有学生或专任教师，不算师生比",
        ),
        Step(
            "has_major_teachers",
            "有专业教师",
            TRUTH,
            col("major_teachers") > ZERO,
            advises="没有专业教师，占专业教师的比例不适用",
        ),
        Step(
            "areas_counted",
            "占地和校舍的总面积计入",
            TRUTH,
            (
                Wording("areas_of_new_schools", areas_of_new_schools(p)),
                Wording("areas_of_all_schools", areas_of_all_schools()),
            ),
            advises="2022年以前，总面积两项只要求2010年起新设的学校",
        ),
    )


def areas_of_new_schools(p: InForce) -> Expr:
    """2010: the two absolute areas are asked of schools newly set up."""
    return col("opened_year") >= p.value("standard_from").dt.year()


def areas_of_all_schools() -> Expr:
    """2022: the two absolute areas are asked of every school."""
    return lit(value=True)


def _compliant() -> Step:
    held = [_held(line.name) for line in LINES]
    return Step(
        "compliant",
        "达到国家办学标准（九项重点监测指标）",
        TRUTH,
        reduce(and_, held),
        when="in_scope",
        clauses=("all_lines",),
        refuses="九项重点监测指标没有全部达标",
    )


def _held(name: str) -> Expr:
    passed = col(f"{name}_pass")
    return passed | ~col("areas_counted") if name in ABSOLUTE_AREAS else passed


COLUMNS = ("value", "threshold", "pass", "gap")
OUTS = tuple(
    f"{name}_{column}"
    for name in (*(line.name for line in LINES), PUPILS.name, *(share.name for share in SHARES))
    for column in COLUMNS
)
SCHOOL = Formula(
    name="school_standard",
    label="我校达标差多少",
    facts=FACTS,
    key=("school_code", "year"),
    steps=steps,
    outs=("compliant", "in_scope", *OUTS),
    dated_by="year",
    checks=TOO_MANY,
)

# ------------------------------------------------------------------ all schools of a district


def school_steps(p: InForce) -> tuple[Step, ...]:
    """Each school as above; one without students is not in the rate."""
    counts = col("in_scope") & col("has_students").fill_null(value=True)
    return (
        *steps(p),
        Step("counts", "计入达标率", TRUTH, counts),
        Step("holds", "计入且达标", TRUTH, col("counts") & col("compliant")),
    )


def counts(_: InForce) -> tuple[Step, ...]:
    """How many schools there are, are judged, are compliant, and may yet turn out to be."""
    holds = col("holds")
    return (
        Step("schools", "学校", COUNT, col("school_code").len(), "所"),
        Step("in_scope_count", "纳入监测的学校", COUNT, count_of(col("counts")), "所", clauses=("scope",)),
        Step(
            "compliant_count", "达到国家办学标准的学校", COUNT, count_of(holds), "所", clauses=("all_lines",)
        ),
        Step(
            "certain", "已知达标的学校", COUNT, total(holds.fill_null(value=False).cast(COUNT.inside)), "所"
        ),
        Step(
            "possible",
            "最多可能达标的学校",
            COUNT,
            total(holds.fill_null(value=True).cast(COUNT.inside)),
            "所",
        ),
    )


def rates(p: InForce) -> tuple[Step, ...]:
    """The rate beside the target of the year's end and beside that of the task list."""
    return (
        Step(
            "any_in_scope",
            "有纳入监测的学校",
            TRUTH,
            col("in_scope_count") > ZERO,
            advises="没有纳入监测的学校",
        ),
        Step(
            "rate",
            "达标率",
            RATIO,
            ratio(col("compliant_count"), col("in_scope_count")),
            "比例",
            when="any_in_scope",
        ),
        *_target(p, "target_rate", "target", "国家规定的达标率目标（按省）"),
        *_target(p, "task_list_rate", "task_list", "任务清单的达标率目标"),
    )


def _target(p: InForce, parameter: str, name: str, label: str) -> tuple[Step, ...]:
    """Reached when the schools surely compliant suffice; missed when not even the possible ones do."""
    rate, schools = p.rate(parameter), col("in_scope_count")
    sure = rate.reached_by(col("certain"), schools)
    may = rate.reached_by(col("possible"), schools) & rate.reached_by(col("compliant_count"), schools)
    return (
        Step(f"{name}_rate", label, RATIO, rate.millionths, "比例"),
        Step(
            f"{name}_reached",
            f"达到{label}",
            TRUTH,
            sure | may,
            when="any_in_scope",
            advises=f"未达到{label}",
        ),
        Step(
            f"{name}_state", f"{label}完成情况", STATE, verdict(col(f"{name}_reached")), when="any_in_scope"
        ),
    )


DISTRICT = Formula(
    name="district",
    label="全区学校达标率",
    facts=FACTS,
    key=("school_code", "year"),
    steps=school_steps,
    outs=(
        *("in_scope_count", "compliant_count", "rate", "target_rate", "target_state"),
        *("task_list_rate", "task_list_state"),
    ),
    dated_by="year",
    per=("year",),
    gathered=counts,
    concluded=rates,
    checks=TOO_MANY,
)
FORMULAS = (SCHOOL, DISTRICT, PROGRAMME)
