"""The highland's line in the budget, for what it is used, and how much of it was paid (R13.1, R13.5, R13.6)."""

from __future__ import annotations

from polars import Expr, col

from gaodi.rules.arithmetic import ZERO, choose, ratio, verdict
from gaodi.rules.formulas import ON, Fact, Formula, InForce, Step
from gaodi.rules.kinds import CODE, DATE, MONEY, RATIO, STATE, TEXT, TRUTH, YEAR

USES = {
    "contest": "技能大赛",
    "cooperation": "校企合作项目",
    "major": "省市高水平专业",
    "new_major": "新办急需紧缺专业",
    "other": "其他",
}
NEVER = "9999-12-31"

FACTS = (
    Fact("year", "年度", YEAR),
    Fact("item", "预算项目", TEXT),
    Fact("use", "用途", CODE, words=USES),
    Fact("approved_by_congress", "列入人大批准的预算", TRUTH),
    Fact("approved", "批准的预算数", MONEY, "元"),
    Fact("adjusted_on", "调整预算批准日期（没有调整的留空）", DATE, blank=NEVER, optional=True),
    Fact("adjusted", "调整后的预算数", MONEY, "元", optional=True),
    Fact("paid", "支付数", MONEY, "元"),
    Fact("carried_prev", "上年未用完的结转", MONEY, "元"),
    Fact("carried", "本年未用完的结转", MONEY, "元"),
)


def steps(p: InForce) -> tuple[Step, ...]:
    """What the budget of the year holds for the item, and what became of it."""
    return (
        Step("budget", "预算数（已批准的调整计入）", MONEY, _budget(), "元", clauses=("approved_budget",)),
        Step(
            "state",
            "高地建设是否列入预算",
            STATE,
            verdict(col("approved_by_congress") & (col("budget") > ZERO)),
            clauses=("approved_budget",),
        ),
        Step("use_fits", "用途在任务清单之内", TRUTH, p.holds("uses", col("use")), advises="不在用途范围内"),
        Step("has_budget", "预算数大于0", TRUTH, col("budget") > ZERO),
        Step("execution", "预算执行率", RATIO, ratio(col("paid"), col("budget")), "比例", when="has_budget"),
        Step(
            "not_idle",
            "没有连续两年未用完的结转",
            TRUTH,
            ~((col("carried_prev") > ZERO) & (col("carried") > ZERO)),
            advises="连续两年未用完，按结余资金管理",
            clauses=("carried_twice",),
        ),
    )


def _budget() -> Expr:
    """The adjusted budget counts from the day of its approval."""
    return choose(col("adjusted_on") <= col(ON), col("adjusted"), col("approved"))


BUDGET_LINE = Formula(
    name="budget_line",
    label="高地建设预算列项与执行",
    facts=FACTS,
    key=("year", "item"),
    steps=steps,
    outs=("state", "budget", "use_fits", "execution", "not_idle"),
    dated_by="year",
)
