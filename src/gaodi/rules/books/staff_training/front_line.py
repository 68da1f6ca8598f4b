"""How much of the training money goes to the front line (R2.4)."""

from __future__ import annotations

from polars import col

from gaodi.rules.arithmetic import ZERO, above_zero, ratio, verdict
from gaodi.rules.formulas import Check, Fact, Formula, InForce, Step
from gaodi.rules.kinds import MONEY, RATIO, STATE, TEXT, TRUTH, YEAR

FACTS = (
    Fact("uscc", "统一社会信用代码", TEXT),
    Fact("year", "年度", YEAR),
    Fact("spent", "职工教育经费支出", MONEY, "元"),
    Fact("front_line", "其中用于一线职工", MONEY, "元"),
)


def steps(p: InForce) -> tuple[Step, ...]:
    """The share, and what it lacks."""
    rate, spent, front_line = p.rate("front_line_rate"), col("spent"), col("front_line")
    return (
        Step(
            "spends",
            "有职工教育经费支出",
            TRUTH,
            spent > ZERO,
            advises="没有职工教育经费支出，没有占比可算；也没有培训的，可责令改正",
            clauses=("must_train",),
        ),
        Step("share", "用于一线职工的比例", RATIO, ratio(front_line, spent), "比例", when="spends"),
        Step("required", "应用于一线职工", MONEY, rate.whole_up(spent), "元", when="spends"),
        Step("gap", "还差", MONEY, above_zero(col("required") - front_line), "元", when="spends"),
        Step(
            "state",
            "一线职工占比是否达到",
            STATE,
            verdict(rate.reached_by(front_line, spent)),
            when="spends",
        ),
    )


FRONT_LINE = Formula(
    name="front_line_share",
    label="职工教育经费用于一线职工的比例",
    facts=FACTS,
    key=("uscc", "year"),
    steps=steps,
    outs=("state", "share", "required", "gap"),
    dated_by="year",
    checks=(Check("front_line", col("front_line") > col("spent"), "用于一线职工的大于全部支出"),),
)
