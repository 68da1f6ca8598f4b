"""Whether students were selected every year since the programme began (R5.4)."""

from __future__ import annotations

from polars import Expr, col

from gaodi.rules.arithmetic import ZERO, verdict
from gaodi.rules.chains import previous
from gaodi.rules.formulas import ON, Fact, Formula, InForce, Step
from gaodi.rules.kinds import COUNT, STATE, TEXT, TRUTH, YEAR

FACTS = (
    Fact("area", "地区", TEXT),
    Fact("year", "年度", YEAR),
    Fact("selected", "遴选人数", COUNT, "人"),
)


def steps(p: InForce) -> tuple[Step, ...]:
    """Each year by itself, and whether a year was left out."""
    return (
        Step(
            "started",
            "培养工程已启动",
            TRUTH,
            col(ON) >= p.value("programme_start"),
            advises="培养工程还没有启动",
        ),
        Step(
            "state",
            "这一年是否遴选",
            STATE,
            verdict(col("selected") >= p.value("least_selected")),
            when="started",
        ),
        Step("no_gap", "与前一行年份相连", TRUTH, _follows(), advises="中间缺年份，缺的年度没有判断"),
    )


def _follows() -> Expr:
    """The first year of an area, or the year after the row before."""
    before = previous(col("year"))
    return (before == ZERO) | (col("year") == before + 1)


EVERY_YEAR = Formula(
    name="every_year",
    label="每年遴选工匠后备人才",
    facts=FACTS,
    key=("area", "year"),
    steps=steps,
    outs=("state", "no_gap"),
    dated_by="year",
    group=("area",),
    periods_apart=True,
)
