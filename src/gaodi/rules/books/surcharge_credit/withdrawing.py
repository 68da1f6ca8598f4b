"""What is taken back when an investment is withdrawn or shares are sold (R3.9), by vintage, first in first out."""

from __future__ import annotations

from polars import Expr, col, lit

from gaodi.rules.arithmetic import ZERO, above_zero, choose, least, split, total
from gaodi.rules.chains import GROUP, running
from gaodi.rules.facts import BEGINS
from gaodi.rules.formulas import Check, Fact, Formula, InForce, Step
from gaodi.rules.kinds import DATE, MONEY, PERIOD, TEXT

NO_DAY = "9999-12-31"
FACTS = (
    Fact("uscc", "统一社会信用代码", TEXT),
    Fact("period", "投资所属期", PERIOD),
    Fact("grant", "该期投资形成的可抵免额", MONEY, "元"),
    Fact("credit", "该期已抵免的两项附加", MONEY, "元"),
    Fact("cancelled_before", "以前已核减的结转额", MONEY, "元"),
    Fact("repaid_before", "以前已补缴的附加", MONEY, "元"),
    Fact("withdrawn", "本次撤回的该期投资额", MONEY, "元"),
    Fact("withdrawn_on", "撤回日期（未撤回的留空）", DATE, blank=NO_DAY),
)


def steps(p: InForce) -> tuple[Step, ...]:
    """One row is the vintage of a period; what all periods credited so far is laid over the vintages in their order."""
    return (*_consumed(), *_taken_back(p))


def _consumed() -> tuple[Step, ...]:
    """First in first out: a vintage is used by what all credits reach beyond the vintages before it."""
    kept = col("kept")
    reached = above_zero(col("credits") - col("kept_before"))
    return (
        Step("kept", "扣除以前核减后的可抵免额", MONEY, col("grant") - col("cancelled_before"), "元"),
        Step("kept_before", "更早各期的可抵免额合计", MONEY, running(kept) - kept, "元"),
        Step("credits", "至撤回时已抵免合计", MONEY, total(col("credit")).over(GROUP), "元"),
        Step("used", "该期可抵免额中已抵免的", MONEY, least(reached, kept), "元", clauses=("first_in",)),
        Step("unused", "该期可抵免额中未抵免的", MONEY, kept - col("used"), "元"),
    )


def _taken_back(p: InForce) -> tuple[Step, ...]:
    repaid, education = col("repaid"), col("repaid_education")
    part = split(repaid, p.rate("education_rate"), p.rate("local_rate"))
    return (
        Step("still_granted", "该期还可追回的最高额", MONEY, col("kept") - col("repaid_before"), "元"),
        Step(
            "by_amount", "撤回额按抵免比例折算", MONEY, p.rate("credit_rate").half_up(col("withdrawn")), "元"
        ),
        Step("clawback", "本次应追回", MONEY, _clawback(p), "元", clauses=("clawback",)),
        Step(
            "cancelled",
            "其中核减未抵免的结转额",
            MONEY,
            least(col("clawback"), col("unused")),
            "元",
            clauses=("unused_first",),
        ),
        Step("repaid", "其中在撤回所属期补缴", MONEY, col("clawback") - col("cancelled"), "元"),
        Step("repaid_education", "补缴教育费附加", MONEY, part, "元"),
        Step("repaid_local", "补缴地方教育附加", MONEY, repaid - education, "元"),
        Step("left", "该期核减后还可结转", MONEY, col("unused") - col("cancelled"), "元"),
        Step("carry_after", "企业核减后结转合计", MONEY, total(col("left")).over(GROUP), "元"),
    )


def _clawback(p: InForce) -> Expr:
    """By the amount withdrawn, or the whole vintage; at most what was granted and not yet taken back."""
    mode, still, withdrawn = p.value("clawback_mode"), col("still_granted"), col("withdrawn")
    whole = choose(withdrawn > 0, still, ZERO)
    return choose(mode == lit("full"), whole, least(col("by_amount"), still))


def _of_firm(amount: Expr) -> Expr:
    return amount.sum().over("uscc")


CLAWBACK = Formula(
    name="clawback",
    label="撤回投资的追回",
    facts=FACTS,
    key=("uscc", "period"),
    steps=steps,
    outs=("clawback", "cancelled", "repaid", "repaid_education", "repaid_local", "left", "carry_after"),
    dated_by="period",
    group=("uscc",),
    periods_apart=True,
    checks=(
        Check(
            "repaid_before",
            col("cancelled_before") + col("repaid_before") > col("grant"),
            "以前核减和补缴的合计超过了该期形成的可抵免额",
        ),
        Check(
            "credit",
            _of_firm(col("credit")) > _of_firm(col("grant") - col("cancelled_before")),
            "该企业已抵免合计超过了可抵免额合计",
        ),
        Check("withdrawn_on", col("withdrawn_on") < col(BEGINS), "撤回日期早于投资所属期"),
    ),
)
