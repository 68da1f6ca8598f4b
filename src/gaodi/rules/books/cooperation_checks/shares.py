"""Who holds what of a project: whole, mixed, and state assets appraised (R4.2)."""

from __future__ import annotations

from polars import Expr, col

from gaodi.rules.arithmetic import WHOLE, ZERO, all_hold, any_holds, total
from gaodi.rules.formulas import Check, Fact, Formula, InForce, Step, Wording
from gaodi.rules.kinds import CODE, DATE, RATIO, TEXT, TRUTH

NATURES = {
    "state": "国有",
    "collective": "集体",
    "private": "民营",
    "foreign": "外资",
    "person": "个人",
}

FACTS = (
    Fact("project", "合作项目", TEXT),
    Fact("holder", "出资人", TEXT),
    Fact("signed", "签约日期", DATE),
    Fact("nature", "出资人性质", CODE, words=NATURES),
    Fact("share", "出资份额", RATIO, "比例"),
    Fact("state_assets", "以国有资产出资", TRUTH),
    Fact("appraised", "国有资产经有资质机构评估（没有国有资产的不填）", TRUTH, optional=True),
    Fact("filed", "评估已报国资监管机构备案（没有国有资产的不填）", TRUTH, optional=True),
    Fact("filed_on", "备案日期（没有备案的不填）", DATE, optional=True),
)


def steps(p: InForce) -> tuple[Step, ...]:
    """Of each holder: on which side it stands, and whether its state assets were appraised in time."""
    holds = col("share") > ZERO
    public = col("nature").is_in(["state", "collective"])
    sound = ~col("state_assets") | (col("appraised") & col("filed"))
    early = ~col("state_assets") | ~col("filed") | (col("filed_on") <= col("signed"))
    return (
        Step("public_holder", "国有或集体出资人", TRUTH, public & holds),
        Step("private_holder", "非公有出资人", TRUTH, ~public & holds),
        Step("sound", "国有资产已评估备案", TRUTH, (Wording("appraisal", sound),)),
        Step("early", "备案不晚于签约", TRUTH, (Wording("before_signing", early),)),
        Step("tolerance", "合计允许的误差", RATIO, p.rate("share_tolerance").millionths, "比例"),
    )


def gathered(_: InForce) -> tuple[Step, ...]:
    """Of the project."""
    return (
        Step("total_share", "份额合计", RATIO, total(col("share")), "比例"),
        Step("allowed_error", "合计允许的误差", RATIO, col("tolerance").first(), "比例"),
        Step("has_public", "有国有或集体出资人", TRUTH, any_holds(col("public_holder"))),
        Step("has_private", "有非公有出资人", TRUTH, any_holds(col("private_holder"))),
        Step(
            "state_assets_sound",
            "国有资产已评估备案",
            TRUTH,
            all_hold(col("sound")),
            refuses="国有资产出资没有经有资质机构评估并备案",
            clauses=("appraisal",),
        ),
        Step(
            "filed_in_time",
            "备案不晚于签约",
            TRUTH,
            all_hold(col("early")),
            refuses="国有资产评估备案晚于签约",
            clauses=("before_signing",),
        ),
    )


def concluded(_: InForce) -> tuple[Step, ...]:
    """Shares that do not make a whole say nothing about who holds the project."""
    return (
        Step(
            "whole",
            "份额合计为100%",
            TRUTH,
            _apart() <= col("allowed_error"),
            refuses="份额合计不是100%，数据有误",
        ),
        Step("mixed", "混合所有制", TRUTH, col("has_public") & col("has_private"), when="whole"),
    )


def _apart() -> Expr:
    return (col("total_share") - WHOLE).abs()


SHARES = Formula(
    name="shares",
    label="出资份额与混合所有制",
    facts=FACTS,
    key=("project", "holder"),
    steps=steps,
    gathered=gathered,
    concluded=concluded,
    outs=("whole", "total_share", "mixed", "state_assets_sound", "filed_in_time"),
    dated_by="signed",
    per=("project",),
    checks=(
        Check(
            "signed",
            col("signed").ne_missing(col("signed").first().over("project")),
            "同一项目的签约日期应当一致",
        ),
    ),
)
