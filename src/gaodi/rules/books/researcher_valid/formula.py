"""Part-time researchers: who counts, how many there are beside those in full time (R11.1)."""

from __future__ import annotations

from polars import Expr, col, lit

from gaodi.rules.arithmetic import ZERO, any_holds, distinct, ratio, verdict
from gaodi.rules.books.researcher_valid.sharing import PART_TIME, SHARING
from gaodi.rules.formulas import Check, Fact, Formula, InForce, Step
from gaodi.rules.kinds import CODE, COUNT, DATE, RATIO, STATE, TEXT, TRUTH, YEAR

KINDS = {
    "enterprise": "企业",
    "city_centre": "市教研机构",
    "public_school": "公办学校",
    "full_time": "专职教研员",
}
OPEN = "9999-12-31"  # an appointment without a last day
FACTS = (
    Fact("researcher", "教研员（编号）", TEXT),
    Fact("year", "年度", YEAR),
    Fact("appointment", "聘任文号", TEXT),
    Fact("kind", "来源", CODE, words=KINDS),
    Fact("from", "聘任起日", DATE),
    Fact("to", "聘任止日", DATE, blank=OPEN),
    Fact("consent", "派出单位同意", TRUTH),
    Fact("activities", "当年活动记录", COUNT, "次"),
)


def rows(p: InForce) -> tuple[Step, ...]:
    """Of each appointment: whether it runs at the year's end, is agreed to, and was filled with work."""
    active = col("activities") >= p.value("least_activities")
    return (
        Step("part_time", "兼职", TRUTH, col("kind") != lit("full_time")),
        Step("runs", "年底在聘期内", TRUTH, col("on").is_between(col("from"), col("to"))),
        Step("active", "当年有活动", TRUTH, active),
        Step(
            "counts", "这份聘任有效", TRUTH, col("part_time") & col("runs") & col("consent") & col("active")
        ),
        Step("employed", "专职且在聘期内", TRUTH, ~col("part_time") & col("runs")),
    )


# ------------------------------------------------------------------ one person


def person(_: InForce) -> tuple[Step, ...]:
    """A person counts by one appointment for which all conditions hold."""
    return (
        Step("is_part_time", "兼职教研员", TRUTH, any_holds(col("part_time"))),
        _condition("in_term", "年底在聘期内", "runs", "聘期已满或还没开始", "in_term"),
        _condition("agreed", "派出单位同意", "consent", "派出单位没有同意", "consent"),
        _condition("has_worked", "当年有活动记录", "active", "当年没有活动记录"),
        Step("holds", "有一份聘任三条都满足", TRUTH, any_holds(col("counts"))),
    )


def _condition(name: str, label: str, row: str, refuses: str, *clauses: str) -> Step:
    return Step(name, label, TRUTH, any_holds(col(row)), clauses=clauses, refuses=refuses)


def person_state(_: InForce) -> tuple[Step, ...]:
    """Valid or not; who works in full time is not judged."""
    words = {"met": "有效", "not_met": "无效"}
    return (Step("valid", "兼职教研员有效", STATE, verdict(col("holds")), when="is_part_time", words=words),)


NO_BACKWARDS = (Check("to", col("to") < col("from"), "止日早于起日"),)
PERSON = Formula(
    name="researcher_valid",
    label="兼职教研员是否有效",
    facts=FACTS,
    key=("researcher", "year", "appointment"),
    steps=rows,
    outs=("valid", "in_term", "agreed", "has_worked"),
    dated_by="year",
    per=("researcher", "year"),
    gathered=person,
    concluded=person_state,
    checks=NO_BACKWARDS,
)

# ------------------------------------------------------------------ all of a year


def roster(_: InForce) -> tuple[Step, ...]:
    """Persons, each once."""
    sources = [_persons(f"from_{kind}", f"有效的：来自{KINDS[kind]}", _valid_from(kind)) for kind in KINDS]
    return (
        _persons("listed", "在册兼职教研员", col("part_time")),
        _persons("valid_count", "有效兼职教研员", col("counts")),
        *sources[:-1],
        _persons("full_time", "专职教研员", col("employed")),
    )


def _valid_from(kind: str) -> Expr:
    return col("counts") & (col("kind") == lit(kind))


def _persons(name: str, label: str, where: Expr) -> Step:
    return Step(name, label, COUNT, distinct(col("researcher"), where), "人")


def roster_ratio(_: InForce) -> tuple[Step, ...]:
    """Part time to full time; nobody set a target."""
    part, full = col("valid_count"), col("full_time")
    return (
        Step(
            "any_full_time",
            "有专职教研员",
            TRUTH,
            full > ZERO,
            advises="没有专职教研员，兼职与专职之比不适用",
        ),
        Step("part_to_full", "有效兼职人数是专职的", RATIO, ratio(part, full), "倍", when="any_full_time"),
    )


ROSTER = Formula(
    name="roster",
    label="兼职教研员名册",
    facts=FACTS,
    key=("researcher", "year", "appointment"),
    steps=rows,
    outs=(
        *("valid_count", "listed", "from_enterprise", "from_city_centre", "from_public_school"),
        *("full_time", "part_to_full"),
    ),
    dated_by="year",
    per=("year",),
    gathered=roster,
    concluded=roster_ratio,
    checks=NO_BACKWARDS,
)
FORMULAS = (PERSON, ROSTER, PART_TIME, SHARING)
