"""What goes before the credit: the tax base of a return (R3.6), and who may use the half relief (R3.7)."""

from __future__ import annotations

from polars import Expr, col

from gaodi.rules.arithmetic import above_zero
from gaodi.rules.formulas import Fact, Formula, InForce, Step, Wording
from gaodi.rules.kinds import COUNT, MONEY, PERIOD, TEXT, TRUTH

USCC = Fact("uscc", "统一社会信用代码", TEXT)
PERIOD_FACT = Fact("period", "税款所属期", PERIOD)


def base_steps(_p: InForce) -> tuple[Step, ...]:
    """The first columns of the return."""
    sum_of_columns = col("vat") + col("exempt_offset") - col("refund_deducted")
    return (
        Step(
            "vat_base", "增值税计征依据", MONEY, above_zero(sum_of_columns), "元", clauses=("base_columns",)
        ),
    )


VAT_BASE = Formula(
    name="vat_base",
    label="增值税计征依据",
    facts=(
        USCC,
        PERIOD_FACT,
        Fact("vat", "实际缴纳的增值税", MONEY, "元"),
        Fact("exempt_offset", "增值税免抵税额", MONEY, "元"),
        Fact("refund_deducted", "留抵退税本期扣除额", MONEY, "元"),
    ),
    key=("uscc", "period"),
    steps=base_steps,
    outs=("vat_base",),
    dated_by="period",
)


def relief_steps(p: InForce) -> tuple[Step, ...]:
    """Until 2021 small-scale taxpayers only, then individual traders and firms of small profit too."""
    return (
        Step("low_income", "应纳税所得额不超过上限", TRUTH, col("income") <= p.value("small_profit_income")),
        Step("few_staff", "从业人数不超过上限", TRUTH, col("staff") <= p.value("small_profit_staff")),
        Step("low_assets", "资产总额不超过上限", TRUTH, col("assets") <= p.value("small_profit_assets")),
        Step("small_profit", "是小型微利企业", TRUTH, _small_profit()),
        Step(
            "half_relief",
            "可享受六税两费减征",
            TRUTH,
            (Wording("relief_small_scale", _small_scale()), Wording("relief_wider", _wider())),
            refuses="不属于可享受六税两费减征的纳税人",
        ),
    )


def _small_profit() -> Expr:
    return col("low_income") & col("few_staff") & col("low_assets") & ~col("restricted_industry")


def _small_scale() -> Expr:
    """From 2019 to 2021: VAT small-scale taxpayers."""
    return col("small_scale")


def _wider() -> Expr:
    """Since 2022: also individual traders, and small low-profit firms."""
    return col("small_scale") | col("individual") | col("small_profit")


HALF_RELIEF = Formula(
    name="half_relief",
    label="能否享受六税两费减征",
    facts=(
        USCC,
        PERIOD_FACT,
        Fact("small_scale", "增值税小规模纳税人", TRUTH),
        Fact("individual", "个体工商户", TRUTH),
        Fact("restricted_industry", "从事国家限制或禁止的行业", TRUTH),
        Fact("income", "年度应纳税所得额", MONEY, "元"),
        Fact("staff", "从业人数（含劳务派遣）", COUNT, "人"),
        Fact("assets", "资产总额", MONEY, "元"),
    ),
    key=("uscc", "period"),
    steps=relief_steps,
    outs=("half_relief", "small_profit"),
    dated_by="period",
)
