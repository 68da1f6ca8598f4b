"""Gifts for public welfare: what of them may be deducted from the income of a year (R3.11)."""

from __future__ import annotations

from polars import col

from gaodi.rules.arithmetic import above_zero, least
from gaodi.rules.formulas import Fact, Formula, InForce, Step
from gaodi.rules.kinds import MONEY, TEXT, TRUTH, YEAR

FACTS = (
    Fact("uscc", "统一社会信用代码", TEXT),
    Fact("year", "年度", YEAR),
    Fact("profit", "年度利润总额（亏损为负）", MONEY, "元", negative=True),
    Fact("gift", "当年公益性捐赠支出", MONEY, "元"),
    Fact("left_third", "前三年结转未扣除的捐赠", MONEY, "元"),
    Fact("left_second", "前两年结转未扣除的捐赠", MONEY, "元"),
    Fact("left_last", "上一年结转未扣除的捐赠", MONEY, "元"),
    Fact("claimed_as_investment", "同一笔又申报投资抵免", TRUTH),
)


def steps(p: InForce) -> tuple[Step, ...]:
    """The oldest gift first, all within the year's ceiling."""
    ceiling = p.rate("gift_share").half_up(above_zero(col("profit")))
    used = ("used_third", "used_second", "used_last")
    return (
        Step("ceiling", "当年捐赠扣除限额", MONEY, ceiling, "元"),
        _used("third", "前三年结转的捐赠本年扣除", "ceiling"),
        Step("room_second", "扣前两年结转时余下的限额", MONEY, col("ceiling") - col("used_third"), "元"),
        _used("second", "前两年结转的捐赠本年扣除", "room_second"),
        Step("room_last", "扣上一年结转时余下的限额", MONEY, col("room_second") - col("used_second"), "元"),
        _used("last", "上一年结转的捐赠本年扣除", "room_last"),
        Step("room_gift", "扣当年捐赠时余下的限额", MONEY, col("room_last") - col("used_last"), "元"),
        Step("used_gift", "当年捐赠本年扣除", MONEY, least(col("gift"), col("room_gift")), "元"),
        Step(
            "deductible",
            "本年可税前扣除的捐赠",
            MONEY,
            sum((col(name) for name in used), col("used_gift")),
            "元",
        ),
        Step("carry_gift", "当年捐赠结转以后年度", MONEY, col("gift") - col("used_gift"), "元"),
        Step("carry_until", "当年捐赠最迟扣除年度", YEAR, col("year") + p.value("gift_carry_years")),
        Step("expired", "本年到期不再扣除的捐赠", MONEY, col("left_third") - col("used_third"), "元"),
        Step(
            "claimed_once",
            "未又申报投资抵免",
            TRUTH,
            ~col("claimed_as_investment"),
            clauses=("claimed_once",),
            advises="同一笔又申报投资抵免，由税务部门核定",
        ),
    )


def _used(age: str, label: str, room: str) -> Step:
    return Step(
        f"used_{age}", label, MONEY, least(col(f"left_{age}"), col(room)), "元", clauses=("oldest_first",)
    )


GIFT = Formula(
    name="welfare_gift",
    label="公益性捐赠税前扣除",
    facts=FACTS,
    key=("uscc", "year"),
    steps=steps,
    outs=("deductible", "carry_gift", "carry_until", "expired"),
    dated_by="year",
)
