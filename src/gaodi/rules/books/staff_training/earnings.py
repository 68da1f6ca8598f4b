"""What of a school's earnings from training and services may pay people (R2.5)."""

from __future__ import annotations

from polars import col, lit

from gaodi.rules.arithmetic import above_zero, choose
from gaodi.rules.formulas import Fact, Formula, InForce, Step
from gaodi.rules.kinds import CODE, MONEY, STATE, TEXT, YEAR

KINDS = {"college": "高职院校", "secondary": "中等职业学校"}
STATES = {"within": "没有超发", "over": "超发"}

FACTS = (
    Fact("school_code", "学校标识码", TEXT),
    Fact("year", "年度", YEAR),
    Fact("kind", "学校类型", CODE, words=KINDS),
    Fact("income", "培训、社会服务、校办企业收入", MONEY, "元"),
    Fact("cost", "相应成本", MONEY, "元"),
    Fact("paid_out", "用作绩效工资等已发放", MONEY, "元"),
)


def steps(p: InForce) -> tuple[Step, ...]:
    """The share of what was earned, nothing of a loss."""
    net = col("net")
    share = choose(
        col("kind") == lit("college"),
        p.rate("college_share").half_up(net),
        p.rate("secondary_share").half_up(net),
    )
    over = choose(col("paid_out") > col("distributable"), lit("over"), lit("within"))
    return (
        Step("net", "净收入（亏损为0）", MONEY, above_zero(col("income") - col("cost")), "元"),
        Step("distributable", "可作绩效工资来源", MONEY, share, "元", clauses=("may_pay",)),
        Step("state", "发放是否超过", STATE, over, words=STATES),
        Step("excess", "超发", MONEY, above_zero(col("paid_out") - col("distributable")), "元"),
    )


EARNINGS = Formula(
    name="school_earnings",
    label="学校社会服务收入的分配",
    facts=FACTS,
    key=("school_code", "year"),
    steps=steps,
    outs=("distributable", "state", "excess"),
    dated_by="year",
)
