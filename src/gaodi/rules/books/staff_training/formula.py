"""What a firm may deduct for training its staff (R2.1), and what else stands around training (R2.2–R2.5)."""

from __future__ import annotations

from polars import Expr, col

from gaodi.rules.arithmetic import ZERO, above_zero
from gaodi.rules.books.staff_training.earnings import EARNINGS
from gaodi.rules.books.staff_training.front_line import FRONT_LINE
from gaodi.rules.books.staff_training.skill import SKILL_SUBSIDY
from gaodi.rules.books.staff_training.training_vat import TRAINING_VAT
from gaodi.rules.chains import balance, previous
from gaodi.rules.formulas import Fact, Formula, InForce, Step
from gaodi.rules.kinds import MONEY, TEXT, TRUTH, YEAR

FACTS = (
    Fact("uscc", "统一社会信用代码", TEXT),
    Fact("year", "纳税年度", YEAR),
    Fact("wages", "工资薪金总额", MONEY, "元"),
    Fact("spent", "职工教育经费支出", MONEY, "元"),
)


def steps(p: InForce) -> tuple[Step, ...]:
    """The ceiling, what of this year's and earlier spending fits under it, and what is carried on."""
    excess = col("spent") - col("cap")
    deducted = col("carry_in") + col("spent") - col("carry_out")
    return (
        Step("cap", "本年扣除上限", MONEY, p.rate("deduction_rate").half_up(col("wages")), "元"),
        Step("excess", "本年支出超过上限（小于0为余量）", MONEY, excess, "元"),
        Step("carry_out", "结转以后年度扣除", MONEY, balance(col("excess")), "元", clauses=("carry",)),
        Step("carry_in", "上年结转", MONEY, previous(col("carry_out")), "元"),
        Step("deducted", "本年税前扣除", MONEY, deducted, "元", clauses=("carry",)),
        Step("of_carry", "其中扣除上年结转", MONEY, above_zero(col("deducted") - col("spent")), "元"),
        Step(
            "spends",
            "有职工教育经费支出",
            TRUTH,
            col("spent") > ZERO,
            advises="没有职工教育经费支出，也没有培训的，可责令改正并收取应承担的经费",
            clauses=("must_train",),
        ),
        Step(
            "no_gap",
            "与前一行年份相连",
            TRUTH,
            _follows(),
            advises="中间缺年份，结转按已填的年份连续计算",
        ),
    )


def _follows() -> Expr:
    """The first year of a firm, or the year after the row before."""
    before = previous(col("year"))
    return (before == ZERO) | (col("year") == before + 1)


DEDUCTION = Formula(
    name="staff_training",
    label="职工教育经费税前扣除",
    facts=FACTS,
    key=("uscc", "year"),
    steps=steps,
    outs=("deducted", "cap", "carry_in", "carry_out"),
    dated_by="year",
    group=("uscc",),
    periods_apart=True,
)
FORMULAS = (DEDUCTION, SKILL_SUBSIDY, FRONT_LINE, EARNINGS, TRAINING_VAT)
