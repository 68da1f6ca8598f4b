"""The award for a public training project (R9.1)."""

from __future__ import annotations

from polars import col, lit

from gaodi.rules.arithmetic import ZERO, choose, least
from gaodi.rules.books.base_award.recognitions import RECOGNITION
from gaodi.rules.formulas import Fact, Formula, InForce, Step
from gaodi.rules.kinds import CODE, DATE, MONEY, TEXT, TRUTH

ASSESSMENTS = {"excellent": "优秀", "good": "良好", "passed": "合格", "failed": "不合格", "none": "尚未考核"}
USES = {
    "site": "实训场地",
    "equipment": "设备购置和维修",
    "consumables": "耗材",
    "teachers": "师资",
    "board": "学员食宿",
    "other": "其他（如办公楼）",
}

FACTS = (
    Fact("project", "实训项目", TEXT),
    Fact("listed_on", "评选结果公布日期", DATE),
    Fact("selected", "入选", TRUTH),
    Fact("need", "资金需求", MONEY, "元"),
    Fact("assessment", "考核结果", CODE, words=ASSESSMENTS),
    Fact("use", "资金用途", CODE, words=USES),
)


def steps(p: InForce) -> tuple[Step, ...]:
    """The need up to the ceiling, more for an excellent one, and whether the money goes where it may."""
    first = least(col("need"), p.value("award_most"))
    more = choose(col("assessment") == lit("excellent"), p.value("excellent_most"), ZERO)
    return (
        Step("is_selected", "项目入选", TRUTH, col("selected"), advises="项目没有入选，没有奖补"),
        Step("award", "入选奖补最多", MONEY, first, "元", when="is_selected"),
        Step("excellent_award", "考核优秀另外奖补最多", MONEY, more, "元", when="is_selected"),
        Step(
            "award_total",
            "奖补合计最多",
            MONEY,
            col("award") + col("excellent_award"),
            "元",
            when="is_selected",
        ),
        Step(
            "use_fits",
            "用途可以列支",
            TRUTH,
            p.holds("uses", col("use")),
            when="is_selected",
            refuses="这项用途不在奖补资金的使用范围内",
        ),
    )


AWARD = Formula(
    name="base_award",
    label="公共实训项目奖补",
    facts=FACTS,
    key=("project", "listed_on", "use"),
    steps=steps,
    outs=("award_total", "award", "excellent_award", "use_fits"),
    dated_by="listed_on",
)
FORMULAS = (AWARD, RECOGNITION)
