"""Credit of investments against both education surcharges (R3.4–R3.8)."""

from __future__ import annotations

from polars import Expr, col, lit

from gaodi.rules.arithmetic import ZERO, above_zero, choose, least, split
from gaodi.rules.chains import balance, previous
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


def steps(p: InForce) -> tuple[Step, ...]:
    """From the tax base to what is due, relieved, credited, paid and carried on."""
    return (*_due(p), *_relieved(p), *_credited(p), *_paid())


def _due(p: InForce) -> tuple[Step, ...]:
    base = col("tax_base")
    return (
        Step("tax_base", "计征依据", MONEY, col("vat_base") + col("consumption_tax_base"), "元"),
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
    halved = p.rate("half_relief_rate").half_up(taxed)
    return (
        Step(
            f"taxed_{name}", f"免征后的{label}", MONEY, choose(col("exempt"), ZERO, col(f"due_{name}")), "元"
        ),
        Step(f"reduction_{name}", f"{label}减征额", MONEY, choose(col("half_relief"), halved, ZERO), "元"),
        Step(f"base_{name}", f"抵免前的{label}", MONEY, taxed - reduction, "元"),
    )


def _credited(p: InForce) -> tuple[Step, ...]:
    in_scope, pool, base = col("in_scope"), col("pool"), col("base_total")
    grant = choose(in_scope, p.rate("credit_rate").half_up(col("new_investment")), ZERO)
    share = split(col("credit_total"), p.rate("education_rate"), p.rate("local_rate"))
    over_education = above_zero(col("share_education") - col("base_education"))
    over_local = above_zero(col("share_local") - col("base_local"))
    whole = col("credit_total") == base
    return (
        Step("grant", "当期可抵免额", MONEY, grant, "元", clauses=("scope", "investment")),
        Step("net", "当期可抵免额减抵免前应缴", MONEY, choose(in_scope, col("grant") - base, ZERO), "元"),
        Step("carry_out", "结转下期可抵免额", MONEY, balance(col("net")), "元", clauses=("carry",)),
        Step("carry_in", "上期结转可抵免额", MONEY, previous(col("carry_out")), "元"),
        Step("pool", "本期可用抵免额", MONEY, col("carry_in") + col("grant"), "元"),
        Step("credit_total", "本期抵免合计", MONEY, choose(in_scope, least(pool, base), ZERO), "元"),
        Step("share_education", "按征收率分给教育费附加", MONEY, share, "元", clauses=("order",)),
        Step(
            "share_local", "其余分给地方教育附加", MONEY, col("credit_total") - col("share_education"), "元"
        ),
        Step(
            "credit_education",
            "抵免教育费附加",
            MONEY,
            choose(whole, col("base_education"), col("share_education") - over_education + over_local),
            "元",
        ),
        Step("credit_local", "抵免地方教育附加", MONEY, col("credit_total") - col("credit_education"), "元"),
    )


def _paid() -> tuple[Step, ...]:
    return (
        Step("payable_education", "应缴教育费附加（抵免后）", MONEY, _left("education"), "元"),
        Step("payable_local", "应缴地方教育附加（抵免后）", MONEY, _left("local"), "元"),
    )


def _left(name: str) -> Expr:
    return col(f"base_{name}") - col(f"credit_{name}")


def _unfit(filing: str, form: str) -> Expr:
    return (col("filing") == lit(filing)) & ~col("period").str.contains(form)


CREDIT = Formula(
    name="surcharge_credit",
    label="投资抵免两项附加",
    facts=FACTS,
    key=("uscc", "period"),
    steps=steps,
    outs=(
        *("due_education", "due_local", "base_education", "base_local", "pool", "credit_education"),
        *("credit_local", "payable_education", "payable_local", "carry_out"),
    ),
    dated_by="period",
    group=("uscc",),
    periods_apart=True,
    checks=(
        Check(
            "filing",
            _unfit("month", "[-月]") | _unfit("quarter", "[Qq季]") | _unfit("year", r"^\d+年?度?$"),
            "申报期限与税款所属期不符，如 2023-05 应是按月",
        ),
    ),
)
FORMULAS = (CREDIT,)
