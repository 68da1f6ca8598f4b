"""The subsidy for new-type apprentices, reckoned when their training ends (R6.2)."""

from __future__ import annotations

from polars import Expr, col, lit

from gaodi.rules.arithmetic import ZERO, above_zero, choose
from gaodi.rules.books.apprentice_subsidy.apprentices import ELIGIBLE, LEVELS
from gaodi.rules.books.apprentice_subsidy.bases import COVERAGE
from gaodi.rules.formulas import Check, Fact, Formula, InForce, Step
from gaodi.rules.kinds import CODE, COUNT, MONEY, STATE, TEXT, TRUTH, YEAR

RESULTS = {"pay": "补付", "recover": "追回", "settled": "已结清"}
SUBSIDISED = {code: word for code, word in LEVELS.items() if code != "junior"}

FACTS = (
    Fact("uscc", "统一社会信用代码", TEXT),
    Fact("year", "备案年度", YEAR),
    Fact("level", "培养等级", CODE, words=SUBSIDISED),
    Fact("students", "培养的是全日制学生", TRUTH),
    Fact("places", "备案人数", COUNT, "人"),
    Fact("years", "备案培养年限", COUNT, "年"),
    Fact("completed", "完成培养并取得证书人数", COUNT, "人"),
    Fact("advance", "已预支补贴", MONEY, "元"),
)


def steps(p: InForce) -> tuple[Step, ...]:
    """What is due for those who completed, less what was advanced."""
    due = choose(col("students"), ZERO, col("completed") * col("rate") * col("years"))
    planned = choose(col("students"), ZERO, col("places") * col("rate") * col("years"))
    return (
        Step("rate", "补贴标准", MONEY, _rate(p), "元/人·年"),
        Step(
            "rate_enough",
            "标准不低于国家原则数",
            TRUTH,
            col("rate") >= p.value("rate_least"),
            advises="补贴标准低于国家文件的原则数，请核对",
        ),
        Step("planned", "计划补贴", MONEY, planned, "元", clauses=("employees",)),
        Step("due", "应补", MONEY, due, "元", clauses=("settlement", "employees")),
        Step("balance", "余额（小于0要追回）", MONEY, col("due") - col("advance"), "元"),
        Step("to_pay", "补付", MONEY, above_zero(col("balance")), "元"),
        Step("to_recover", "追回", MONEY, above_zero(-col("balance")), "元", clauses=("settlement",)),
        Step(
            "advance_fits",
            "预支没有超过比例",
            TRUTH,
            ~p.rate("advance_most").passed_by(col("advance"), col("planned")),
            advises="预支超过计划补贴的规定比例",
        ),
        Step("state", "结算结果", STATE, _result(), words=RESULTS),
    )


def _rate(p: InForce) -> Expr:
    level = col("level")
    higher = choose(level == lit("senior"), p.value("rate_senior"), p.value("rate_technician"))
    return choose(level == lit("intermediate"), p.value("rate_intermediate"), higher)


def _result() -> Expr:
    owing = choose(col("balance") < ZERO, lit("recover"), lit("settled"))
    return choose(col("balance") > ZERO, lit("pay"), owing)


SUBSIDY = Formula(
    name="apprentice_subsidy",
    label="企业新型学徒制补贴结算",
    facts=FACTS,
    key=("uscc", "year", "level"),
    steps=steps,
    outs=("state", "due", "balance", "to_pay", "to_recover", "advance_fits"),
    dated_by="year",
    checks=(Check("completed", col("completed") > col("places"), "完成人数大于备案人数"),),
)
FORMULAS = (SUBSIDY, ELIGIBLE, COVERAGE)
