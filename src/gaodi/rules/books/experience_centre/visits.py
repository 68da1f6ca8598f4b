"""Whom a centre reached, whether a visit has enough adults (R12.2), and what is a study trip (R12.3)."""

from __future__ import annotations

from polars import col, lit

from gaodi.rules.arithmetic import ZERO, above_zero, choose, count_of, distinct, verdict, whole_up
from gaodi.rules.formulas import Check, Fact, Formula, InForce, Step
from gaodi.rules.kinds import COUNT, DATE, STATE, TEXT, TRUTH, YEAR

PUPILS = (
    Fact("centre", "职业体验中心", TEXT),
    Fact("year", "年度", YEAR),
    Fact("pupil", "学生（证件摘要）", TEXT),
    Fact("visited_on", "到访日期", DATE),
    Fact("attended", "到场", TRUTH),
)


def present(_: InForce) -> tuple[Step, ...]:
    """Of one pupil on one day."""
    return (Step("was_there", "到场", TRUTH, col("attended"), clauses=("counting",)),)


def reached(_: InForce) -> tuple[Step, ...]:
    """Pupils and person-times, never added together."""
    return (
        Step("pupils", "服务学生人数", COUNT, distinct(col("pupil"), col("was_there")), "人"),
        Step(
            "person_times",
            "服务人次",
            COUNT,
            count_of(col("was_there")),
            "人次",
            clauses=("counting",),
        ),
    )


REACH = Formula(
    name="reach",
    label="职业体验中心服务人数",
    facts=PUPILS,
    key=("centre", "year", "pupil", "visited_on"),
    steps=present,
    gathered=reached,
    outs=("pupils", "person_times"),
    dated_by="year",
    per=("centre", "year"),
    checks=(Check("visited_on", col("visited_on").dt.year() != col("year"), "到访日期不在这一年度"),),
)

VISIT = (
    Fact("visit", "到访", TEXT),
    Fact("visited_on", "到访日期", DATE),
    Fact("pupils", "学生数", COUNT, "人"),
    Fact("adults", "带队成人", COUNT, "人"),
)


def safety(p: InForce) -> tuple[Step, ...]:
    """How many adults a visit needs."""
    required, when = whole_up(col("pupils"), p.value("pupils_per_adult")), "has_pupils"
    return (
        Step("has_pupils", "有学生", TRUTH, col("pupils") > ZERO, advises="没有学生"),
        Step("required", "应配带队成人", COUNT, required, "人", when=when),
        Step("gap", "还差带队成人", COUNT, above_zero(col("required") - col("adults")), "人", when=when),
        Step("state", "带队成人是否够", STATE, verdict(col("adults") >= col("required")), when=when),
    )


VISIT_SAFETY = Formula(
    name="visit_safety",
    label="到访的带队安全",
    facts=VISIT,
    key=("visit", "visited_on"),
    steps=safety,
    outs=("state", "required", "gap"),
    dated_by="visited_on",
)

KINDS = {"study_trip": "研学旅行", "experience": "职业体验", "other": "都不是（不是学校组织的活动）"}
ACTIVITY = (
    Fact("activity", "活动", TEXT),
    Fact("held_on", "活动日期", DATE),
    Fact("by_school", "教育部门和学校组织", TRUTH),
    Fact("travel", "集体旅行", TRUTH),
    Fact("lodging", "集中食宿", TRUTH),
)


def trip(_: InForce) -> tuple[Step, ...]:
    """Both travelling and lodging together, or a visit."""
    both = col("travel") & col("lodging")
    kind = choose(
        col("by_school"),
        choose(col("together"), lit("study_trip"), lit("experience")),
        lit("other"),
    )
    return (
        Step("together", "集体旅行并且集中食宿", TRUTH, both, clauses=("study_trip",)),
        Step("kind", "活动的类别", STATE, kind, words=KINDS, clauses=("study_trip",)),
    )


STUDY_TRIP = Formula(
    name="study_trip",
    label="研学旅行还是职业体验",
    facts=ACTIVITY,
    key=("activity", "held_on"),
    steps=trip,
    outs=("kind", "together"),
    dated_by="held_on",
)
