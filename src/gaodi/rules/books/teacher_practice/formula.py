"""Months of practice in enterprises: six in five years, and one in each year (R10.1, R10.2)."""

from __future__ import annotations

from polars import Expr, coalesce, col, date, lit

from gaodi.rules.arithmetic import (
    ZERO,
    above_zero,
    days_after,
    least,
    months_after,
    ratio,
    verdict,
    whole_months,
)
from gaodi.rules.books.teacher_practice.posts import POSTS
from gaodi.rules.books.teacher_practice.stays import CHECKS, FACTS, days_of_stays, days_of_teacher
from gaodi.rules.formulas import Formula, InForce, Step
from gaodi.rules.kinds import COUNT, RATIO, STATE, TRUTH

MONTHS = "个月"


def in_five_years(p: InForce) -> tuple[Step, ...]:
    """The stays within the five years that end on the day asked for."""
    return days_of_stays(months_after(col("on"), -p.value("window_months")))


def in_this_year(_: InForce) -> tuple[Step, ...]:
    """The stays within the calendar year of the day asked for."""
    return days_of_stays(days_after(date(col("on").dt.year(), 1, 1), lit(-1)))


def _counted(p: InForce) -> tuple[Step, ...]:
    """Days and months."""
    return (
        Step("days", "企业实践天数", COUNT, col("off_days") + col("beside_days"), "天"),
        Step("months", "企业实践月数", RATIO, ratio(_parts(p), _whole(p)), MONTHS),
    )


def _parts(p: InForce) -> Expr:
    """Both kinds of months, off duty and beside teaching, over one denominator."""
    return col("off_days") * p.value("weekdays_per_month") + col("beside_days") * p.value("days_per_month")


def _whole(p: InForce) -> Expr:
    return p.value("days_per_month") * p.value("weekdays_per_month")


def judged_by_five_years(p: InForce) -> tuple[Step, ...]:
    """What is required of a teacher who joined so many months ago, and whether it is there; compared as fractions."""
    window, since = p.value("window_months"), col("months_since")
    asked = p.value("required_months") * since
    lack = above_zero(asked * _whole(p) - _parts(p) * window)
    return (
        *_counted(p),
        Step("of_profession", "专业课教师或实习指导教师", TRUTH, col("teacher_kind") != lit("general")),
        Step("months_since", "入职满月数（不超过一个周期）", COUNT, _months_since(window), MONTHS),
        Step(
            "required",
            "应实践月数",
            RATIO,
            ratio(asked, window),
            MONTHS,
            when="of_profession",
            clauses=("five_years", "pro_rata"),
        ),
        Step(
            "bound",
            "有月数要求",
            TRUTH,
            col("of_profession") & (since > ZERO),
            advises="公共课教师，或入职不满一个月，没有月数要求",
        ),
        Step("months_short", "还差月数", RATIO, ratio(lack, window * _whole(p)), MONTHS, when="bound"),
        Step("reached", "实践月数达到要求", TRUTH, lack == ZERO, when="bound", refuses="企业实践月数不够"),
        Step("state", "企业实践（五年一周期）", STATE, verdict(col("reached")), when="bound"),
    )


def _months_since(window: Expr) -> Expr:
    """A teacher whose day of joining is not known owes the whole."""
    return coalesce([above_zero(least(whole_months(col("joined_on"), col("on")), window)), window])


def judged_by_year(p: InForce) -> tuple[Step, ...]:
    """A month in a year that is over and in which the teacher did not join."""
    year, asked = col("on").dt.year(), p.value("yearly_months")
    over = days_after(col("on"), lit(1)).dt.year() > year
    there = (col("joined_on").dt.year() < year).fill_null(value=True)
    return (
        *_counted(p),
        Step(
            "whole_year",
            "年度已结束、年初已在职",
            TRUTH,
            over & there,
            clauses=("whole_year",),
            advises="年度没有结束，或当年才入职",
        ),
        Step("required", "当年应实践月数", COUNT, asked, MONTHS, when="whole_year"),
        Step(
            "reached",
            "当年月数达到要求",
            TRUTH,
            _parts(p) >= asked * _whole(p),
            when="whole_year",
            refuses="当年企业实践不足",
        ),
        Step("state", "企业实践（当年）", STATE, verdict(col("reached")), when="whole_year"),
    )


FIVE_YEARS = Formula(
    name="teacher_practice",
    label="教师企业实践：五年六个月",
    facts=FACTS,
    key=(),
    steps=in_five_years,
    outs=("state", "days", "months", "required", "months_short", "off_days", "beside_days"),
    per=("teacher",),
    gathered=days_of_teacher,
    concluded=judged_by_five_years,
    checks=CHECKS,
)
YEARLY = Formula(
    name="yearly_month",
    label="教师企业实践：当年一个月",
    facts=FACTS,
    key=(),
    steps=in_this_year,
    outs=("state", "days", "months", "required"),
    per=("teacher",),
    gathered=days_of_teacher,
    concluded=judged_by_year,
    checks=CHECKS,
)
FORMULAS = (FIVE_YEARS, YEARLY, POSTS)
