"""The share of both education surcharges that goes to vocational education (R13.3)."""

from __future__ import annotations

from polars import Expr, col, lit

from gaodi.rules.arithmetic import ZERO, above_zero, choose, ratio, verdict
from gaodi.rules.formulas import Check, Fact, Formula, InForce, Step
from gaodi.rules.kinds import CODE, MONEY, RATIO, STATE, TRUTH, YEAR

SURCHARGES = {"education": "教育费附加", "local": "地方教育附加"}
SEVERITIES = {"policy": "政策要求（法律没有规定比例）"}

FACTS = (
    Fact("year", "年度", YEAR),
    Fact("surcharge", "哪一项附加", CODE, words=SURCHARGES),
    Fact("levied", "抵免前征收数", MONEY, "元"),
    Fact("credited", "产教融合型企业已抵免数", MONEY, "元"),
    Fact("vocational_use", "用于职业教育的支出", MONEY, "元"),
    Fact("universal", "已普及九年义务教育（不填按已普及）", TRUTH, blank="true", optional=True),
)


def steps(p: InForce) -> tuple[Step, ...]:
    """What was collected, what of it must go to vocational education, what went."""
    base, used = col("base"), col("vocational_use")
    reached = _by_surcharge(
        p.rate("education_share").reached_by(used, base),
        p.rate("education_share_elsewhere").reached_by(used, base),
        p.rate("local_share").reached_by(used, base),
    )
    return (
        Step("base", "征收数（抵免后）", MONEY, col("levied") - col("credited"), "元"),
        Step(
            "collected", "当年有征收", TRUTH, base > ZERO, advises="当年没有征收（抵免后为0），没有比例可算"
        ),
        Step("threshold", "要求用于职业教育的比例", RATIO, _threshold(p), "比例", when="collected"),
        Step("share", "用于职业教育的比例", RATIO, ratio(used, base), "比例", when="collected"),
        Step("required", "应安排用于职业教育", MONEY, _required(p), "元", when="collected"),
        Step("gap", "还差", MONEY, above_zero(col("required") - used), "元", when="collected"),
        Step("state", "用于职业教育的比例是否达到要求", STATE, verdict(reached), when="collected"),
        Step(
            "severity",
            "要求的性质",
            STATE,
            lit("policy"),
            when="collected",
            clauses=("severity",),
            words=SEVERITIES,
        ),
    )


def _by_surcharge(education: Expr, elsewhere: Expr, local: Expr) -> Expr:
    of_education = choose(col("universal"), education, elsewhere)
    return choose(col("surcharge") == lit("education"), of_education, local)


def _threshold(p: InForce) -> Expr:
    return _by_surcharge(
        p.rate("education_share").millionths,
        p.rate("education_share_elsewhere").millionths,
        p.rate("local_share").millionths,
    )


def _required(p: InForce) -> Expr:
    base = col("base")
    return _by_surcharge(
        p.rate("education_share").whole_up(base),
        p.rate("education_share_elsewhere").whole_up(base),
        p.rate("local_share").whole_up(base),
    )


SHARE = Formula(
    name="surcharge_share",
    label="两项附加用于职业教育的比例",
    facts=FACTS,
    key=("year", "surcharge"),
    steps=steps,
    outs=("state", "share", "threshold", "required", "gap", "severity"),
    dated_by="year",
    checks=(Check("credited", col("credited") > col("levied"), "抵免数大于征收数"),),
)
FORMULAS = (SHARE,)
