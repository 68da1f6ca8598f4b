"""Public funds per student against the standard, fees left out (R13.4)."""

from __future__ import annotations

from polars import coalesce, col

from gaodi.rules.arithmetic import ZERO, above_zero, divide_half_up, verdict
from gaodi.rules.formulas import Fact, Formula, InForce, Step
from gaodi.rules.kinds import COUNT, MONEY, STATE, TEXT, TRUTH, YEAR

FACTS = (
    Fact("school_code", "学校标识码", TEXT),
    Fact("year", "年度", YEAR),
    Fact("students", "在校学生数", COUNT, "人"),
    Fact("appropriation", "财政拨付的公用经费", MONEY, "元"),
    Fact("fees", "列入公用经费预算的学费等收费", MONEY, "元"),
    Fact("standard", "生均公用经费标准（已知的填）", MONEY, "元/生·年", optional=True),
)


def steps(p: InForce) -> tuple[Step, ...]:
    """The standard that holds, what it asks of the founder, what the founder gave."""
    standard = coalesce(col("standard"), p.value("standard"))
    given = col("appropriation")
    return (
        Step("has_students", "有在校学生", TRUTH, col("students") > ZERO, advises="没有在校学生"),
        Step("standard_used", "采用的生均公用经费标准", MONEY, standard, "元/生·年", when="has_students"),
        Step(
            "per_student",
            "生均公用经费（只算拨款）",
            MONEY,
            divide_half_up(given, col("students")),
            "元/生·年",
            when="has_students",
        ),
        Step(
            "required",
            "按标准应拨付",
            MONEY,
            col("standard_used") * col("students"),
            "元",
            when="has_students",
        ),
        Step("gap", "还差拨款", MONEY, above_zero(col("required") - given), "元", when="has_students"),
        Step(
            "state",
            "生均公用经费是否足额拨付",
            STATE,
            verdict(given >= col("required")),
            when="has_students",
            clauses=("in_full",),
        ),
        Step(
            "no_fees",
            "没有用收费抵顶拨款",
            TRUTH,
            col("fees") <= ZERO,
            advises="学费等收费不得抵顶生均拨款",
            clauses=("no_offset",),
        ),
    )


FUNDS = Formula(
    name="per_student_funds",
    label="生均公用经费足额拨付",
    facts=FACTS,
    key=("school_code", "year"),
    steps=steps,
    outs=("state", "per_student", "standard_used", "required", "gap", "no_fees"),
    dated_by="year",
)
FORMULAS = (FUNDS,)
