"""Posts that firms offer for the practice of teachers: how many firms of those that must (R10.4)."""

from __future__ import annotations

from polars import col

from gaodi.rules.arithmetic import ZERO, distinct, ratio
from gaodi.rules.formulas import Fact, Formula, InForce, Step
from gaodi.rules.kinds import COUNT, RATIO, TEXT, TRUTH, YEAR

FACTS = (
    Fact("uscc", "统一社会信用代码", TEXT),
    Fact("year", "年度", YEAR),
    Fact("ie_enterprise", "产教融合型企业", TRUTH),
    Fact("above_scale", "规模以上企业", TRUTH),
    Fact("posts", "提供教师实践岗位", COUNT, "个"),
)


def rows(_: InForce) -> tuple[Step, ...]:
    """Whether a firm must, and whether it does."""
    return (
        Step("must", "应提供岗位的企业", TRUTH, col("ie_enterprise") | col("above_scale")),
        Step("offers", "应提供且已提供", TRUTH, col("must") & (col("posts") > ZERO)),
    )


def counts(_: InForce) -> tuple[Step, ...]:
    """How many must, how many do."""
    return (
        Step(
            "bound_firms",
            "应提供岗位的企业",
            COUNT,
            distinct(col("uscc"), col("must")),
            "家",
            clauses=("posts",),
        ),
        Step("offering_firms", "已提供岗位的企业", COUNT, distinct(col("uscc"), col("offers")), "家"),
    )


def share(_: InForce) -> tuple[Step, ...]:
    """The share; the law gives no number to hold it against."""
    offering, bound = col("offering_firms"), col("bound_firms")
    return (
        Step("any_bound", "有应提供岗位的企业", TRUTH, bound > ZERO, advises="没有应提供岗位的企业"),
        Step("share", "提供教师实践岗位的企业占比", RATIO, ratio(offering, bound), "比例", when="any_bound"),
    )


POSTS = Formula(
    name="practice_posts",
    label="企业提供教师实践岗位",
    facts=FACTS,
    key=("uscc", "year"),
    steps=rows,
    outs=("share", "offering_firms", "bound_firms"),
    dated_by="year",
    per=("year",),
    gathered=counts,
    concluded=share,
)
