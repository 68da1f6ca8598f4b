"""Pass rate and coverage of certificates beside the diploma, by persons (R10.3)."""

from __future__ import annotations

from polars import Expr, col, lit

from gaodi.rules.arithmetic import ZERO, count_of, distinct, ratio
from gaodi.rules.formulas import Fact, Formula, InForce, Step
from gaodi.rules.kinds import COUNT, DATE, RATIO, TEXT, TRUTH, YEAR

NOT_EXAMINED = "无"
NEVER = "9999-12-31"  # the day of leaving of an organisation that has not left

FACTS = (
    Fact("student", "学生（编号）", TEXT),
    Fact("school_code", "学校标识码", TEXT),
    Fact("year", "年度", YEAR),
    Fact("certificate", "考核的证书", TEXT, blank=NOT_EXAMINED),
    Fact("organisation", "培训评价组织", TEXT, optional=True),
    Fact("pilot_major", "试点专业", TRUTH),
    Fact("graduate", "当年毕业生", TRUTH),
    Fact("passed", "考核通过", TRUTH),
    Fact("issued_on", "发证日期", DATE),
    Fact("exited_on", "培训评价组织退出日期", DATE, blank=NEVER),
)


def rows(_: InForce) -> tuple[Step, ...]:
    """Of each examination: whether its certificate is valid at the year's end, and whose graduate it is."""
    before_exit = col("issued_on") < col("exited_on")
    passed = col("examined") & col("passed")
    return (
        Step("examined", "参加了考核", TRUTH, col("certificate") != lit(NOT_EXAMINED)),
        Step("before_exit", "组织退出以前发证", TRUTH, before_exit, clauses=("exits",)),
        Step("valid", "证书有效", TRUTH, passed & (col("issued_on") <= col("on")) & col("before_exit")),
        Step("void", "因组织退出无效", TRUTH, passed & ~col("before_exit")),
        Step("of_pilot", "试点专业毕业生", TRUTH, col("pilot_major") & col("graduate")),
    )


def counts(_: InForce) -> tuple[Step, ...]:
    """Different persons; certificates only beside them."""
    return (
        _persons("examinees", "参加考核的学生", col("examined")),
        _persons("holders", "有有效证书的学生", col("valid"), "once"),
        _persons("graduates", "试点专业毕业生", col("of_pilot")),
        _persons("covered", "有有效证书的试点专业毕业生", col("of_pilot") & col("valid"), "once"),
        Step("certificates", "有效证书", COUNT, count_of(col("valid")), "张"),
        Step(
            "void_certificates",
            "因组织退出无效的证书",
            COUNT,
            count_of(col("void")),
            "张",
            clauses=("exits",),
        ),
    )


def _persons(name: str, label: str, where: Expr, *clauses: str) -> Step:
    return Step(name, label, COUNT, distinct(col("student"), where), "人", clauses=clauses)


def rates(_: InForce) -> tuple[Step, ...]:
    """Both rates; no text sets a target."""
    examinees, graduates = col("examinees"), col("graduates")
    none_void = col("void_certificates") == ZERO
    return (
        Step("any_examined", "有学生参加考核", TRUTH, examinees > ZERO, advises="没有学生参加考核"),
        Step("any_graduates", "有试点专业毕业生", TRUTH, graduates > ZERO, advises="没有试点专业毕业生"),
        Step(
            "none_void",
            "没有因组织退出无效的证书",
            TRUTH,
            none_void,
            advises="有证书在组织退出当天或以后发，无效",
        ),
        Step("pass_rate", "考核通过率", RATIO, ratio(col("holders"), examinees), "比例", when="any_examined"),
        Step("coverage", "证书覆盖率", RATIO, ratio(col("covered"), graduates), "比例", when="any_graduates"),
    )


def _formula(name: str, label: str, per: tuple[str, ...]) -> Formula:
    return Formula(
        name=name,
        label=label,
        facts=FACTS,
        key=("student", "year", "certificate"),
        steps=rows,
        outs=(
            "pass_rate",
            "coverage",
            "examinees",
            "holders",
            "graduates",
            "covered",
            "certificates",
            "void_certificates",
        ),
        dated_by="year",
        per=per,
        gathered=counts,
        concluded=rates,
    )


FORMULAS = (
    _formula("x_certificates", "学校的证书通过率和覆盖率", ("school_code", "year")),
    _formula("district", "全区的证书通过率和覆盖率", ("year",)),
)
