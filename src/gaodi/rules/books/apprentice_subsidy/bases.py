"""How many of the majors that enrol have an apprentice base on a day (R6.3)."""

from __future__ import annotations

from polars import col, lit

from gaodi.rules.arithmetic import ZERO, distinct, ratio, verdict
from gaodi.rules.formulas import ON, Fact, Formula, InForce, Step
from gaodi.rules.kinds import COUNT, DATE, RATIO, STATE, TEXT, TRUTH

NONE = "无"

FACTS = (
    Fact("school", "学校（或区）", TEXT),
    Fact("major", "专业代码", TEXT),
    Fact("base", "学徒基地（没有的留空）", TEXT, blank=NONE),
    Fact("enrolling", "当年招生（停招的填否）", TRUTH),
    Fact("agreed_from", "协议开始日期", DATE, optional=True),
    Fact("agreed_to", "协议结束日期", DATE, optional=True),
)


def steps(_: InForce) -> tuple[Step, ...]:
    """Of a major with one of its bases."""
    day = col(ON)
    valid = (col("base") != lit(NONE)) & (col("agreed_from") <= day) & (day <= col("agreed_to"))
    return (
        Step("valid", "基地协议有效", TRUTH, valid, clauses=("by_major",)),
        Step("covers", "招生专业有有效基地", TRUTH, col("enrolling") & col("valid")),
    )


def gathered(_: InForce) -> tuple[Step, ...]:
    """A major counts once, however many bases it has."""
    return (
        Step("majors", "当年招生专业数", COUNT, distinct(col("major"), col("enrolling")), "个"),
        Step("covered", "有基地的专业数", COUNT, distinct(col("major"), col("covers")), "个"),
    )


def concluded(p: InForce) -> tuple[Step, ...]:
    """The share of them."""
    covered, majors = col("covered"), col("majors")
    return (
        Step("has_majors", "当年有招生专业", TRUTH, majors > ZERO, advises="当年没有招生专业"),
        Step(
            "coverage",
            "专业覆盖率",
            RATIO,
            ratio(covered, majors),
            "比例",
            when="has_majors",
            clauses=("by_major",),
        ),
        Step("without", "还没有基地的专业", COUNT, majors - covered, "个", when="has_majors"),
        Step(
            "state",
            "专业覆盖是否达到目标",
            STATE,
            verdict(p.rate("coverage_target").reached_by(covered, majors)),
            when="has_majors",
        ),
    )


COVERAGE = Formula(
    name="coverage",
    label="学徒基地专业覆盖率",
    facts=FACTS,
    key=("school", "major", "base"),
    steps=steps,
    gathered=gathered,
    concluded=concluded,
    outs=("state", "coverage", "majors", "covered", "without"),
    per=("school",),
)
