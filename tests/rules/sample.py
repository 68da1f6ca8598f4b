"""A small book for tests of the engine: a bonus for each head, from 2023 a larger one, not for the excluded."""

from __future__ import annotations

from pathlib import Path

from polars import col, lit

from gaodi.rules.arithmetic import ZERO, choose
from gaodi.rules.chains import balance, previous, running
from gaodi.rules.formulas import Check, Fact, Formula, InForce, Step, Wording
from gaodi.rules.kinds import CODE, COUNT, DATE, MONEY, STATE, TEXT, TRUTH, YEAR
from gaodi.rules.parameters import Sources, load_sources
from gaodi.rules.plans import Plan

PARAMETERS = """
parameters:
  bonus:
    label: 每人奖励
    kind: money
    unit: 元/人
    rule: R0.1
    values:
      - {since: 2020-01-01, until: 2022-12-31, value: 100, document: 甲发〔2020〕1号, article: 第一条, confidence: copy}
      - {since: 2023-01-01, value: 150.50, document: 甲发〔2023〕1号, article: 第一条, confidence: memory, note: 待核}
  never:
    label: 从未公布的数
    kind: count
    unit: 人
    rule: R0.2
    values: []
clauses:
  old:
    label: 旧口径
    rule: R0.1
    values: [{since: 2020-01-01, until: 2022-12-31, document: 甲发〔2020〕1号, article: 第二条, confidence: copy}]
  new:
    label: 新口径
    rule: R0.1
    values: [{since: 2023-01-01, document: 甲发〔2023〕1号, article: 第二条, confidence: copy}]
"""

FACTS = (
    Fact("firm", "企业", TEXT),
    Fact("year", "年度", YEAR),
    Fact("kind", "类别", CODE, words={"large": "大型", "small": "小型"}),
    Fact("heads", "人数", COUNT, "人"),
    Fact("paid", "已付", MONEY, "元", negative=True),
    Fact("since", "成立日期", DATE),
    Fact("excluded", "已除名", TRUTH),
)


def steps(p: InForce) -> tuple[Step, ...]:
    few = choose(col("heads") >= 1, lit("met"), lit("not_met"))
    many = choose(col("heads") > 1, lit("met"), lit("not_met"))
    return (
        Step(
            "applies", "没有除名", TRUTH, ~col("excluded"), refuses="已除名，不再奖励", clauses=("old", "new")
        ),
        Step("bonus_due", "应奖励", MONEY, col("heads") * p.value("bonus"), "元", when="applies"),
        Step("state", "是否达到", STATE, (Wording("old", few), Wording("new", many)), when="applies"),
        Step("change", "当年增减", MONEY, choose(col("excluded"), ZERO, col("paid")), "元"),
        Step("total", "累计", MONEY, running(col("change")), "元"),
        Step("left", "结余", MONEY, balance(col("change")), "元"),
        Step("before", "上年结余", MONEY, previous(col("left")), "元"),
        Step("beyond", "超出从未公布的数", COUNT, col("heads") - p.value("never"), "人"),
    )


FORMULA = Formula(
    name="sample",
    label="样例",
    facts=FACTS,
    key=("firm", "year"),
    steps=steps,
    outs=("bonus_due", "state", "left"),
    dated_by="year",
    group=("firm",),
    checks=(Check("since", col("since") > col("on"), "成立日期晚于年末"),),
)


def sources(folder: Path) -> Sources:
    path = folder / "parameters.yaml"
    path.write_text(PARAMETERS, encoding="utf8")
    return load_sources(path)


def plan(folder: Path) -> Plan:
    return Plan(FORMULA, sources(folder))


def row(**changed: object) -> dict[str, object]:
    """One row, all known; what is changed is said."""
    known = {"kind": "large", "heads": 2, "paid": 10, "since": "2019-05-01", "excluded": False}
    return {"firm": "甲", "year": 2022, **known, **changed}
