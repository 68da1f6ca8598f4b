"""Part-time teachers among all (R11.3), and what public and private schools share (R11.2)."""

from __future__ import annotations

from polars import Expr, col, lit

from gaodi.rules.arithmetic import ZERO, all_hold, choose, ratio, total
from gaodi.rules.formulas import Fact, Formula, InForce, Step
from gaodi.rules.kinds import CODE, COUNT, QUANTITY, RATIO, STATE, TEXT, TRUTH, YEAR

WARNING = {"warning": "提醒"}
PART_TIME_FACTS = (
    Fact("school_code", "学校标识码", TEXT),
    Fact("year", "年度", YEAR),
    Fact("full_time", "专任教师", COUNT, "人"),
    Fact("part_time", "兼职教师", COUNT, "人"),
)


def part_time_steps(p: InForce) -> tuple[Step, ...]:
    """The share among all teachers; too many is only warned of."""
    part, everyone, most = col("part_time"), col("all_teachers"), p.rate("most_part_time")
    within = ~most.passed_by(part, everyone)
    usual = p.rate("usual_part_time").whole(col("full_time"))
    when = "any_teachers"
    return (
        Step("all_teachers", "专兼职教师总数", COUNT, col("full_time") + part, "人"),
        Step("any_teachers", "有教师", TRUTH, everyone > ZERO, advises="没有教师，占比不适用"),
        Step("share", "兼职教师占比", RATIO, ratio(part, everyone), "比例", when=when),
        Step("most_share", "兼职教师占比上限", RATIO, most.millionths, "比例"),
        Step("within", "兼职教师不超过上限", TRUTH, within, when=when, advises="兼职教师超过上限"),
        Step("state", "兼职教师是否超限", STATE, _warned(), when=when, words=WARNING),
        Step("usual", "参考：按设置标准约有兼职教师", COUNT, usual, "人"),
    )


def _warned() -> Expr:
    return choose(col("within"), lit("met"), lit("warning"))


PART_TIME = Formula(
    name="part_time_teachers",
    label="兼职教师占比",
    facts=PART_TIME_FACTS,
    key=("school_code", "year"),
    steps=part_time_steps,
    outs=("state", "share", "most_share", "usual"),
    dated_by="year",
)

# ------------------------------------------------------------------ sharing

DIRECTIONS = {"public_to_private": "公办到民办", "private_to_public": "民办到公办"}
SHARED = {"person": "人员（按人天）", "asset": "设施（按小时）"}
TERMS = {"unpaid": "无偿", "approved_price": "按批准的价格", "other": "其他收费"}
SHARING_FACTS = (
    Fact("agreement", "共享协议", TEXT),
    Fact("year", "年度", YEAR),
    Fact("direction", "方向", CODE, words=DIRECTIONS),
    Fact("shared", "共享什么", CODE, words=SHARED),
    Fact("amount", "人天或小时", QUANTITY),
    Fact("terms", "收费", CODE, words=TERMS),
    Fact("consent", "教师所在学校同意", TRUTH),
)


def sharing_rows(_: InForce) -> tuple[Step, ...]:
    """Of each agreement: what flows, and whether it may."""
    person = col("shared") == lit("person")
    needs = person & (col("direction") == lit("public_to_private"))
    return (
        Step("person_days_shared", "人天", QUANTITY, choose(person, col("amount"), ZERO), "人天"),
        Step("asset_hours_shared", "设施小时", QUANTITY, choose(person, ZERO, col("amount")), "小时"),
        Step("fair", "无偿或按批准的价格", TRUTH, col("terms") != lit("other")),
        Step("allowed", "公办教师到民办经本校同意", TRUTH, ~needs | col("consent")),
    )


def sharing_sums(_: InForce) -> tuple[Step, ...]:
    """What flows in one direction in a year."""
    return (
        Step("agreements", "共享协议", COUNT, col("agreement").len(), "份"),
        Step("person_days", "人员流动", QUANTITY, total(col("person_days_shared")), "人天"),
        Step("asset_hours", "设施共享", QUANTITY, total(col("asset_hours_shared")), "小时"),
        Step(
            "all_fair",
            "都是无偿或按批准的价格",
            TRUTH,
            all_hold(col("fair")),
            clauses=("terms",),
            refuses="有协议既不是无偿也不是按批准的价格",
        ),
        Step(
            "all_allowed",
            "公办教师到民办都经本校同意",
            TRUTH,
            all_hold(col("allowed")),
            clauses=("public_teacher",),
            refuses="有公办教师未经本校同意到民办学校",
        ),
    )


SHARING = Formula(
    name="sharing",
    label="公办与民办共享",
    facts=SHARING_FACTS,
    key=("agreement", "year"),
    steps=sharing_rows,
    outs=("person_days", "asset_hours", "agreements", "all_fair", "all_allowed"),
    dated_by="year",
    per=("year", "direction"),
    gathered=sharing_sums,
)
