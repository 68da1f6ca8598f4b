"""A year's places for craftsmen-to-be, shared by eligible students (R5.1); who, when and every year (R5.2–R5.4)."""

from __future__ import annotations

from polars import Expr, coalesce, col, lit, struct

from gaodi.rules.arithmetic import ZERO, choose, least, ratio, remainder, total, whole_share
from gaodi.rules.books.craftsman_quota.students import ELIGIBLE, RECOGNITION
from gaodi.rules.books.craftsman_quota.years import EVERY_YEAR
from gaodi.rules.chains import GROUP
from gaodi.rules.formulas import Check, Fact, Formula, InForce, Step
from gaodi.rules.kinds import COUNT, RATIO, TEXT, TRUTH, YEAR

FACTS = (
    Fact("year", "年度", YEAR),
    Fact("pool", "分配范围（区或学校）", TEXT),
    Fact("quota", "名额（同一范围各行相同）", COUNT, "人", optional=True),
    Fact("school_code", "学校标识码", TEXT),
    Fact("major_code", "专业代码（按学校分的填“全部”）", TEXT),
    Fact("eligible", "符合条件的学生", COUNT, "人"),
)


def steps(p: InForce) -> tuple[Step, ...]:
    """The whole, what each row is due, its whole places, and the rest by the largest remainder."""
    places = coalesce(col("quota"), p.value("quota"))
    return (
        Step("quota_used", "采用的名额", COUNT, places, "人"),
        Step("eligible_total", "全部符合条件的学生", COUNT, total(col("eligible")).over(GROUP), "人"),
        Step(
            "any_eligible",
            "有符合条件的学生",
            TRUTH,
            col("eligible_total") > ZERO,
            advises="没有符合条件的学生",
        ),
        *_shares(),
        *_rest(),
        Step("share", "占全部名额", RATIO, ratio(col("places"), col("shared")), "比例", when="any_shared"),
    )


def _shares() -> tuple[Step, ...]:
    """As many places as there are eligible students at most: so no row is ever due more than it has.

    A row is due places × eligible ÷ all ≤ eligible, and a row due exactly what it has leaves no remainder.
    """
    parts = (col("shared"), col("eligible"), col("eligible_total"))
    shared = least(col("quota_used"), col("eligible_total"))
    when = "any_eligible"
    return (
        Step("shared", "可以分出的名额", COUNT, shared, "人", when=when),
        Step("unplaced", "没有分出的名额", COUNT, col("quota_used") - col("shared"), "人", when=when),
        Step(
            "whole_places",
            "应得的整数部分",
            COUNT,
            whole_share(*parts),
            "人",
            when=when,
            clauses=("largest_remainder",),
        ),
        Step("left", "余数（以全部学生数为分母）", COUNT, remainder(*parts), "份", when=when),
        Step("any_shared", "有可以分出的名额", TRUTH, col("shared") > ZERO, advises="没有可以分出的名额"),
    )


def _rest() -> tuple[Step, ...]:
    rest = col("shared") - total(col("whole_places")).over(GROUP)
    one_more = choose(col("turn") <= col("rest"), lit(1), ZERO)
    when = "any_eligible"
    return (
        Step("rest", "按余数再分的名额", COUNT, rest, "人", when=when),
        Step("turn", "按余数排的次序", COUNT, _turn(), "位", when=when, clauses=("largest_remainder",)),
        Step("one_more", "按余数分到", COUNT, one_more, "人", when=when),
        Step("places", "分得名额", COUNT, col("whole_places") + col("one_more"), "人", when=when),
    )


def _turn() -> Expr:
    """By the remainder, then more students, then the lower school code, then the lower major code."""
    order = struct(-col("left"), -col("eligible"), "school_code", "major_code")
    return choose(col("left").is_not_null(), order.rank("ordinal").over(GROUP), ZERO)


def _first_quota() -> Expr:
    return col("quota").first().over("year", "pool")


QUOTA = Formula(
    name="craftsman_quota",
    label="工匠后备人才名额分配",
    facts=FACTS,
    key=("year", "pool", "school_code", "major_code"),
    steps=steps,
    outs=("places", "unplaced", "whole_places", "left", "one_more"),
    dated_by="year",
    group=("year", "pool"),
    checks=(Check("quota", col("quota").ne_missing(_first_quota()), "同一范围各行的名额应当相同"),),
)
FORMULAS = (QUOTA, ELIGIBLE, RECOGNITION, EVERY_YEAR)
