"""Whether new education money leans to vocational education (R13.2), and what stands around it (R13.1, R13.5–R13.7)."""

from __future__ import annotations

from polars import Expr, col, lit

from gaodi.rules.arithmetic import ZERO, choose, exceeds, ratio, verdict
from gaodi.rules.books.fiscal_tilt.budget import BUDGET_LINE
from gaodi.rules.books.fiscal_tilt.growth import GROWTH
from gaodi.rules.formulas import Check, Fact, Formula, InForce, Step
from gaodi.rules.kinds import MONEY, RATIO, STATE, TRUTH, YEAR

FACTS = (
    Fact("year", "年度", YEAR),
    Fact("education_prev", "上年教育经费", MONEY, "元"),
    Fact("education", "本年教育经费", MONEY, "元"),
    Fact("vocational_prev", "上年职业教育经费", MONEY, "元"),
    Fact("vocational", "本年职业教育经费", MONEY, "元"),
)


def steps(_: InForce) -> tuple[Step, ...]:
    """Both changes, both shares, and the one comparison that the year asks for."""
    return (
        Step("education_change", "教育经费比上年增加", MONEY, col("education") - col("education_prev"), "元"),
        Step(
            "vocational_change",
            "职业教育经费比上年增加",
            MONEY,
            col("vocational") - col("vocational_prev"),
            "元",
        ),
        Step("has_base", "上年教育经费大于0", TRUTH, col("education_prev") > ZERO),
        Step(
            "rising",
            "教育经费比上年有新增",
            TRUTH,
            col("education_change") > ZERO,
        ),
        *_shares(),
        *_comparison(),
    )


def _shares() -> tuple[Step, ...]:
    marginal = ratio(col("vocational_change"), col("education_change"))
    return (
        Step("marginal_share", "新增教育经费中职业教育占比", RATIO, marginal, "比例", when="rising"),
        Step(
            "base_share",
            "上年教育经费中职业教育占比",
            RATIO,
            ratio(col("vocational_prev"), col("education_prev")),
            "比例",
        ),
    )


def _comparison() -> tuple[Step, ...]:
    passed = choose(col("rising"), col("grows_faster"), col("kept") | col("grows_faster"))
    known = choose(col("has_base"), verdict(passed), lit(None))
    return (
        Step("grows_faster", "职业教育的增幅高于（降幅小于）教育经费", TRUTH, _grows_faster()),
        Step("kept", "职业教育经费没有减少", TRUTH, col("vocational_change") >= ZERO),
        Step("state", "新增教育经费是否向职业教育倾斜", STATE, known, clauses=("tilt", "comparison")),
    )


def _grows_faster() -> Expr:
    """ΔV ÷ V₀ > ΔE ÷ E₀, crosswise: while education grows, the same as ΔV ÷ ΔE > V₀ ÷ E₀, and V₀ may be 0."""
    changes = (
        col("vocational_change"),
        col("vocational_prev"),
        col("education_change"),
        col("education_prev"),
    )
    return exceeds(*changes)


TILT = Formula(
    name="fiscal_tilt",
    label="新增教育经费向职业教育倾斜",
    facts=FACTS,
    key=("year",),
    steps=steps,
    outs=("state", "marginal_share", "base_share"),
    dated_by="year",
    checks=(
        Check("vocational_prev", col("vocational_prev") > col("education_prev"), "职业教育经费大于教育经费"),
        Check("vocational", col("vocational") > col("education"), "职业教育经费大于教育经费"),
    ),
)
FORMULAS = (TILT, GROWTH, BUDGET_LINE)
