"""Education money may not fall: six tests of one level of schools against the year before (R13.7)."""

from __future__ import annotations

from polars import Expr, col

from gaodi.rules.arithmetic import ZERO, exceeds, verdict
from gaodi.rules.formulas import Fact, Formula, InForce, Step
from gaodi.rules.kinds import CODE, COUNT, MONEY, STATE, TRUTH, YEAR, Kind

LEVELS = {
    "all": "全部学段",
    "kindergarten": "幼儿园",
    "primary": "小学",
    "junior": "初中",
    "senior": "普通高中",
    "vocational": "中等职业学校",
}


def _pair(name: str, label: str, kind: Kind = MONEY, unit: str = "元") -> tuple[Fact, Fact]:
    return Fact(f"{name}_prev", f"上年{label}", kind, unit), Fact(name, f"本年{label}", kind, unit)


FACTS = (
    Fact("year", "年度", YEAR),
    Fact("level", "学段", CODE, words=LEVELS),
    *_pair("education", "一般公共预算教育支出"),
    *_pair("pupils", "在校学生数", COUNT, "人"),
    *_pair("allocation", "教育财政拨款"),
    *_pair("revenue", "财政经常性收入"),
    *_pair("cost", "生均教育费用"),
    *_pair("pay", "教师平均工资"),
    *_pair("funds", "生均公用经费"),
)


def steps(_: InForce) -> tuple[Step, ...]:
    """Each test with a state of its own; nothing is added up."""
    not_fallen = ~exceeds(col("education_prev"), col("pupils_prev"), col("education"), col("pupils"))
    faster = exceeds(
        col("allocation") - col("allocation_prev"),
        col("allocation_prev"),
        col("revenue") - col("revenue_prev"),
        col("revenue_prev"),
    )
    risen = col("allocation") >= col("allocation_prev")
    return (
        Step("has_pupils", "两年都有在校学生", TRUTH, (col("pupils_prev") > ZERO) & (col("pupils") > ZERO)),
        Step("has_revenue", "上年教育拨款和经常性收入都大于0", TRUTH, _above_zero()),
        Step(
            "total_state",
            "教育支出只增不减",
            STATE,
            verdict(col("education") >= col("education_prev")),
            clauses=("not_fall",),
        ),
        Step(
            "per_pupil_state",
            "生均教育支出只增不减",
            STATE,
            verdict(not_fallen),
            when="has_pupils",
            clauses=("not_fall",),
        ),
        Step(
            "allocation_state",
            "教育拨款增长高于财政经常性收入增长",
            STATE,
            verdict(faster),
            when="has_revenue",
            clauses=("faster",),
        ),
        Step("allocation_kept", "教育财政拨款没有减少", TRUTH, risen, advises="教育财政拨款比上年减少"),
        _grown("cost", "生均教育费用增长"),
        _grown("pay", "教师平均工资增长"),
        _grown("funds", "生均公用经费增长"),
    )


def _above_zero() -> Expr:
    return (col("allocation_prev") > ZERO) & (col("revenue_prev") > ZERO)


def _grown(name: str, label: str) -> Step:
    grown = verdict(col(name) > col(f"{name}_prev"))
    return Step(f"{name}_state", label, STATE, grown, clauses=("growing",))


GROWTH = Formula(
    name="education_growth",
    label="教育投入只增不减",
    facts=FACTS,
    key=("year", "level"),
    steps=steps,
    outs=("total_state", "per_pupil_state", "allocation_state", "cost_state", "pay_state", "funds_state"),
    dated_by="year",
)
