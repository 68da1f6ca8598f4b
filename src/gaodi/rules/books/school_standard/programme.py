"""The teaching plan of a major: hours of practice, all hours, electives, post internship (R1.6)."""

from __future__ import annotations

from polars import Expr, col, lit

from gaodi.rules.arithmetic import ZERO, above_zero, choose, ratio, verdict
from gaodi.rules.formulas import Fact, Formula, InForce, Step
from gaodi.rules.kinds import COUNT, RATIO, STATE, TEXT, TRUTH, YEAR

WARNING = {"warning": "提醒"}
FACTS = (
    Fact("school_code", "学校标识码", TEXT),
    Fact("major_code", "专业代码", TEXT),
    Fact("year", "方案实施年度", YEAR),
    Fact("length_years", "学制", COUNT, "年"),
    Fact("total_hours", "总学时", COUNT, "学时"),
    Fact("practical_hours", "实践性教学学时", COUNT, "学时"),
    Fact("general_hours", "公共基础课学时", COUNT, "学时"),
    Fact("elective_hours", "选修课学时", COUNT, "学时"),
    Fact("internship_months", "岗位实习时间", COUNT, "个月"),
)


def steps(p: InForce) -> tuple[Step, ...]:
    """The four tests and, as information, the share of general courses."""
    return (
        Step("has_hours", "有总学时", TRUTH, col("total_hours") > ZERO, advises="总学时为0，不算比例"),
        *_hours(p),
        *_practice(p),
        *_electives(p),
        Step(
            "general_share",
            "公共基础课占比（一般约三分之一，仅供参考）",
            RATIO,
            _share("general"),
            "比例",
            when="has_hours",
        ),
        Step(
            "internship_usual",
            "岗位实习达到一般时间",
            TRUTH,
            col("internship_months") >= p.value("internship_months"),
            advises="岗位实习短于一般时间",
        ),
        Step("state", "培养方案", STATE, _state(), when="has_hours", words=WARNING),
    )


def _share(kind: str) -> Expr:
    return ratio(col(f"{kind}_hours"), col("total_hours"))


def _hours(p: InForce) -> tuple[Step, ...]:
    least = p.value("total_hours")
    return (
        Step(
            "three_years",
            "三年制",
            TRUTH,
            col("length_years") == p.value("hours_for_years"),
            advises="总学时下限只对三年制",
        ),
        Step(
            "hours_pass",
            "总学时达到下限",
            TRUTH,
            col("total_hours") >= least,
            when="three_years",
            refuses="总学时不足",
        ),
        Step(
            "hours_gap",
            "总学时还差",
            COUNT,
            above_zero(least - col("total_hours")),
            "学时",
            when="three_years",
        ),
    )


def _practice(p: InForce) -> tuple[Step, ...]:
    """“In principle”: a plan below it is warned of, or fails where a province makes it a must."""
    reached = p.rate("practical_share").reached_by(col("practical_hours"), col("total_hours"))
    lack = p.rate("practical_share").whole_up(col("total_hours")) - col("practical_hours")
    below = choose(p.value("practice_effect") == lit("warning"), lit("warning"), lit("not_met"))
    return (
        Step("practical_share", "实践性教学学时占比", RATIO, _share("practical"), "比例", when="has_hours"),
        Step(
            "practical_pass",
            "实践性教学学时原则上过半",
            TRUTH,
            reached,
            when="has_hours",
            advises="实践性教学学时不到一半",
        ),
        Step("practical_gap", "实践性教学学时还差", COUNT, above_zero(lack), "学时", when="has_hours"),
        Step(
            "practical_state",
            "实践性教学学时",
            STATE,
            choose(col("practical_pass"), lit("met"), below),
            when="has_hours",
            words=WARNING,
        ),
    )


def _electives(p: InForce) -> tuple[Step, ...]:
    reached = p.rate("elective_share").reached_by(col("elective_hours"), col("total_hours"))
    return (
        Step("elective_share", "选修课学时占比", RATIO, _share("elective"), "比例", when="has_hours"),
        Step(
            "elective_pass",
            "选修课学时占比达到下限",
            TRUTH,
            reached,
            when="has_hours",
            refuses="选修课学时不足",
        ),
        Step("elective_state", "选修课", STATE, verdict(col("elective_pass")), when="has_hours"),
    )


def _state() -> Expr:
    """One proven failure outweighs what is unknown, then comes the warning."""
    hours = col("hours_pass") | ~col("three_years")
    practice = col("practical_state")
    fails = ~hours | ~col("elective_pass") | (practice == lit("not_met"))
    return choose(fails, lit("not_met"), choose(practice == lit("warning"), lit("warning"), lit("met")))


PROGRAMME = Formula(
    name="programme_plan",
    label="专业人才培养方案",
    facts=FACTS,
    key=("school_code", "major_code", "year"),
    steps=steps,
    outs=(
        *("state", "practical_share", "practical_state", "practical_gap", "hours_pass", "hours_gap"),
        *("elective_share", "elective_state", "general_share", "internship_usual"),
    ),
    dated_by="year",
)
