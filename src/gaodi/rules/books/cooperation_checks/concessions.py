"""Which rules a project of government and social capital is under, and whether it may be (R4.4)."""

from __future__ import annotations

from polars import col, lit

from gaodi.rules.arithmetic import choose
from gaodi.rules.formulas import Fact, Formula, InForce, Step, Wording
from gaodi.rules.kinds import COUNT, DATE, STATE, TEXT, TRUTH

REGIMES = {"old": "按原规定执行", "concession": "按特许经营新机制执行"}

FACTS = (
    Fact("project", "社会资本项目", TEXT),
    Fact("awarded", "采购完成日期", DATE),
    Fact("user_pays", "由使用者付费（政府付费的填否）", TRUTH),
    Fact("years", "合作期限", COUNT, "年"),
)


def steps(p: InForce) -> tuple[Step, ...]:
    """By the day of award first; only what came later is asked who pays and for how long."""
    late = col("awarded") >= p.value("new_regime_from")
    regime = choose(col("new_regime"), lit("concession"), lit("old"))
    return (
        Step("new_regime", "采购在新机制以后完成", TRUTH, late, advises="按原规定执行，新机制不适用"),
        Step("regime", "适用的规定", STATE, regime, clauses=("old_regime",), words=REGIMES),
        Step(
            "paid_by_users",
            "由使用者付费",
            TRUTH,
            (Wording("concession_only", col("user_pays")),),
            when="new_regime",
            refuses="新机制只允许使用者付费的特许经营，不得由政府付费",
        ),
        Step(
            "within_years",
            "期限在原则上限以内",
            TRUTH,
            col("years") <= p.value("concession_years"),
            when="new_regime",
            advises="特许经营期限超过原则上限，要说明理由",
        ),
        Step(
            "allowed",
            "可以实施",
            TRUTH,
            choose(col("new_regime"), col("paid_by_users"), lit(value=True)),
        ),
    )


PPP_REGIME = Formula(
    name="ppp_regime",
    label="社会资本项目适用的规定",
    facts=FACTS,
    key=("project",),
    steps=steps,
    outs=("regime", "allowed", "within_years"),
)
