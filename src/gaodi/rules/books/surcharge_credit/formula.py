"""Credit of investments against both education surcharges (R3.4–R3.8), and the formulas beside it."""

from __future__ import annotations

from polars import Expr, Int64, col, lit

from gaodi.rules.arithmetic import ZERO, Rate, above_zero, choose, least, split
from gaodi.rules.books.surcharge_credit.giving import GIFT
from gaodi.rules.books.surcharge_credit.investing import ELIGIBLE, NEW_INVESTMENT, SCOPE
from gaodi.rules.books.surcharge_credit.preparing import HALF_RELIEF, VAT_BASE
from gaodi.rules.books.surcharge_credit.withdrawing import CLAWBACK
from gaodi.rules.chains import brought_forward
from gaodi.rules.facts import RHYTHM
from gaodi.rules.formulas import Check, Fact, Formula, InForce, Step
from gaodi.rules.kinds import CODE, MONEY, PERIOD, TEXT, TRUTH

FILINGS = {"month": "按月", "quarter": "按季", "year": "按年"}

FACTS = (
    Fact("uscc", "统一社会信用代码", TEXT),
    Fact("period", "税款所属期", PERIOD),
    Fact("filing", "申报期限", CODE, words=FILINGS),
    Fact("sales", "不含税销售额", MONEY, "元"),
    Fact("vat_base", "增值税计征依据", MONEY, "元"),
    Fact("consumption_tax_base", "消费税计征依据", MONEY, "元"),
    Fact("half_relief", "可享受六税两费减征", TRUTH),
    Fact("in_scope", "所属期末在培育范围内", TRUTH),
    Fact("new_investment", "当期新增投资额", MONEY, "元"),
)
CANCELLED = Fact("cancelled", "因撤回投资核减的结转额", MONEY, "元")


def steps(p: InForce) -> tuple[Step, ...]:
    """From the tax base to what is due, relieved, credited, paid and carried on."""
    return (*_due(p), *_relieved(p), *_granted(p), *_credited(p), *_paid())


def steps_after_withdrawal(p: InForce) -> tuple[Step, ...]:
    """The same when an earlier carry was cut because an investment was taken back."""
    return (*_due(p), *_relieved(p), *_granted_after(p), *_credited(p), *_paid())


def _due(p: InForce) -> tuple[Step, ...]:
    base = col("tax_base")
    return (
        Step(
            "tax_base",
            "计征依据",
            MONEY,
            col("vat_base") + col("consumption_tax_base"),
            "元",
            clauses=("consumption",),
        ),
        Step("due_education", "应缴教育费附加", MONEY, p.rate("education_rate").half_up(base), "元"),
        Step("due_local", "应缴地方教育附加", MONEY, p.rate("local_rate").half_up(base), "元"),
    )


def _relieved(p: InForce) -> tuple[Step, ...]:
    limit = choose(
        col("filing") == lit("month"), p.value("small_seller_month"), p.value("small_seller_quarter")
    )
    small = choose(col("filing") == lit("year"), lit(value=False), col("sales") <= col("small_seller_limit"))
    return (
        Step("small_seller_limit", "免征的销售额上限", MONEY, limit, "元"),
        Step("exempt", "销售额在免征上限以内", TRUTH, small),
        *_line(p, "education", "教育费附加"),
        *_line(p, "local", "地方教育附加"),
        Step("base_total", "抵免前应缴合计", MONEY, col("base_education") + col("base_local"), "元"),
    )


def _line(p: InForce, name: str, label: str) -> tuple[Step, ...]:
    """One of the two surcharges: first the exemption, then half of what is left; the rest is payable."""
    taxed, reduction = col(f"taxed_{name}"), col(f"reduction_{name}")
    after = col(f"due_{name}") * _once(~col("exempt"))
    halved = p.rate("half_relief_rate").half_up(taxed)
    return (
        Step(f"taxed_{name}", f"免征后的{label}", MONEY, after, "元", clauses=("small_seller",)),
        Step(f"reduction_{name}", f"{label}减征额", MONEY, choose(col("half_relief"), halved, ZERO), "元"),
        Step(f"base_{name}", f"抵免前的{label}", MONEY, taxed - reduction, "元"),
    )


def _grant(p: InForce) -> Step:
    granted = p.rate("credit_rate").half_up(col("new_investment")) * _once(col("in_scope"))
    return Step("grant", "当期可抵免额", MONEY, granted, "元", clauses=("scope", "investment", "group"))


def _once(truth: Expr) -> Expr:
    """1 where it holds, else 0: times this, what is unknown stays so, which a branch would hide."""
    return truth.cast(Int64)


def _granted(p: InForce) -> tuple[Step, ...]:
    """The pool, and what is left of it period after period; outside the scope the carry waits."""
    return (_grant(p), *_carried("grant", col("carry_in") + col("grant")))


def _granted_after(p: InForce) -> tuple[Step, ...]:
    """The same with a carry that was cut."""
    pool = col("carry_in") + col("added")
    return (
        _grant(p),
        Step(
            "added",
            "当期可抵免额减去核减额",
            MONEY,
            col("grant") - col("cancelled"),
            "元",
            clauses=("clawback",),
        ),
        *_carried("added", above_zero(pool)),
        Step(
            "covered",
            "核减额不超过结转额与当期可抵免额",
            TRUTH,
            pool >= 0,
            advises="核减额多于可核减的，请核对台账",
        ),
    )


def _carried(added: str, pool: Expr) -> tuple[Step, ...]:
    net = col(added) - col("base_total") * _once(col("in_scope"))
    return (
        Step("net", "当期增加的可抵免额减抵免前应缴（范围以外不减）", MONEY, net, "元"),
        Step("carry_in", "上期结转可抵免额", MONEY, brought_forward(col("net")), "元", clauses=("carry",)),
        Step("carry_out", "结转下期可抵免额", MONEY, above_zero(col("carry_in") + col("net")), "元"),
        Step("pool", "本期可用抵免额", MONEY, pool, "元"),
    )


def _credited(p: InForce) -> tuple[Step, ...]:
    first, second = p.rate("education_rate"), p.rate("local_rate")
    whole, total = least(col("pool"), col("base_total")) * _once(col("in_scope")), col("credit_total")
    to_education = education_part(total, col("base_education"), col("base_local"), first, second)
    return (
        Step("credit_total", "本期抵免合计", MONEY, whole, "元"),
        Step("credit_education", "抵免教育费附加", MONEY, to_education, "元", clauses=("order", "ceiling")),
        Step("credit_local", "抵免地方教育附加", MONEY, total - col("credit_education"), "元"),
    )


def education_part(credit: Expr, education: Expr, local: Expr, first: Rate, second: Rate) -> Expr:
    """What the education line takes of a credit that is no more than both bases.

    By the rates, HALF_UP; each line at most its own base, and what is too much for one goes to the other.
    """
    ours = split(credit, first, second)
    theirs = credit - ours
    return ours - above_zero(ours - education) + above_zero(theirs - local)


def _paid() -> tuple[Step, ...]:
    return (
        Step("payable_education", "应缴教育费附加（抵免后）", MONEY, _left("education"), "元"),
        Step("payable_local", "应缴地方教育附加（抵免后）", MONEY, _left("local"), "元"),
    )


def _left(name: str) -> Expr:
    return col(f"base_{name}") - col(f"credit_{name}")


OUTS = (
    *("due_education", "due_local", "base_education", "base_local", "pool", "credit_education"),
    *("credit_local", "payable_education", "payable_local", "carry_out"),
)
CHECKS = (Check("filing", col("filing") != col(RHYTHM), "申报期限与税款所属期不符，如 2023-05 应是按月"),)
CREDIT = Formula(
    name="surcharge_credit",
    label="投资抵免两项附加",
    facts=FACTS,
    key=("uscc", "period"),
    steps=steps,
    outs=OUTS,
    dated_by="period",
    group=("uscc",),
    periods_apart=True,
    gains=("carry_out",),
    burdens=("payable_education", "payable_local"),
    stocks=("pool", "carry_out"),
    checks=CHECKS,
)
CREDIT_AFTER = Formula(
    name="credit_after_withdrawal",
    label="撤回投资以后继续抵免",
    facts=(*FACTS, CANCELLED),
    key=("uscc", "period"),
    steps=steps_after_withdrawal,
    outs=OUTS,
    dated_by="period",
    group=("uscc",),
    periods_apart=True,
    gains=("carry_out",),
    burdens=("payable_education", "payable_local"),
    stocks=("pool", "carry_out"),
    checks=CHECKS,
)
FORMULAS = (CREDIT, VAT_BASE, HALF_RELIEF, SCOPE, ELIGIBLE, NEW_INVESTMENT, CLAWBACK, CREDIT_AFTER, GIFT)
