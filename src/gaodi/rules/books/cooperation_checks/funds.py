"""The development fund of a non-public school (R4.3)."""

from __future__ import annotations

from polars import col

from gaodi.rules.arithmetic import above_zero, verdict
from gaodi.rules.formulas import Fact, Formula, InForce, Step
from gaodi.rules.kinds import MONEY, STATE, TEXT, TRUTH, YEAR

FACTS = (
    Fact("school", "民办学校", TEXT),
    Fact("year", "年度", YEAR),
    Fact("for_profit", "营利性", TRUTH),
    Fact(
        "increase",
        "年度净收益（非营利的填非限定性净资产增加额；亏损、减少填负数）",
        MONEY,
        "元",
        negative=True,
    ),
    Fact("set_aside", "提取的发展基金", MONEY, "元"),
)


def steps(p: InForce) -> tuple[Step, ...]:
    """A tenth of what was gained, nothing of a loss."""
    gain, rate = col("base"), p.rate("fund_rate")
    return (
        Step("base", "提取基数（亏损为0）", MONEY, above_zero(col("increase")), "元"),
        Step("required", "应提取不少于", MONEY, rate.whole_up(gain), "元"),
        Step("gap", "少提", MONEY, above_zero(col("required") - col("set_aside")), "元"),
        Step("state", "发展基金是否提足", STATE, verdict(rate.reached_by(col("set_aside"), gain))),
    )


DEVELOPMENT_FUND = Formula(
    name="development_fund",
    label="民办学校发展基金",
    facts=FACTS,
    key=("school", "year"),
    steps=steps,
    outs=("state", "required", "gap"),
    dated_by="year",
)
