"""Stays of one teacher laid over one another: each day counts once, days off duty first (R10.1)."""

from __future__ import annotations

from polars import Expr, coalesce, col, lit

from gaodi.rules.arithmetic import (
    ZERO,
    above_zero,
    choose,
    days_after,
    days_between,
    least,
    most,
    total,
    weekdays,
)
from gaodi.rules.formulas import Check, Fact, InForce, Step
from gaodi.rules.kinds import CODE, COUNT, DATE, TEXT, TRUTH

KINDS = {"major": "专业课教师", "practice": "实习指导教师", "general": "公共课教师"}
OPEN = "9999-12-31"  # a stay not yet ended; with no first day either, there is no stay

FACTS = (
    Fact("teacher", "教师（编号）", TEXT),
    Fact("kind", "教师类别", CODE, words=KINDS),
    Fact("joined", "开始任职业学校教师的日期", DATE),
    Fact("from", "实践起日", DATE, blank=OPEN),
    Fact("to", "实践止日", DATE, blank=OPEN),
    Fact("off_duty", "脱产", TRUTH),
)


def _differ(name: str) -> Check:
    label = {"kind": "类别", "joined": "入职日期"}[name]
    return Check(name, col(name).n_unique().over("teacher") > lit(1), f"同一教师各行的{label}应相同")


CHECKS = (
    Check("to", col("to") < col("from"), "止日早于起日，或只有止日没有起日"),
    _differ("kind"),
    _differ("joined"),
)


def days_of_stays(before: Expr) -> tuple[Step, ...]:
    """The new days of each stay after ``before``, beside those of the teacher's stays that began earlier."""
    begun = most(col("from"), days_after(col("before"), lit(1)))
    first = coalesce(
        [most(begun, col("joined")), begun]
    )  # no stay is cut at a day of joining that is not known
    return (
        Step("before", "计算期间从这一天之后起", DATE, before),
        Step("first", "计入起日", DATE, first),
        Step("last", "计入止日", DATE, least(col("to"), col("on"))),
        Step("inside", "在计算期间内", TRUTH, col("first") <= col("last")),
        Step("off", "期间内的脱产实践", TRUTH, col("inside") & col("off_duty")),
        Step("last_of_all", "计入止日（全部）", DATE, choose(col("inside"), col("last"), col("before"))),
        Step("last_off", "计入止日（脱产）", DATE, choose(col("off"), col("last"), col("before"))),
        Step("new_of_all", "新增起日（全部）", DATE, _after_earlier("last_of_all")),
        Step("new_off", "新增起日（脱产）", DATE, _after_earlier("last_off")),
        Step("off_days_of_stay", "新增脱产天数", COUNT, _where("off", _days(col("new_off"), col("last")))),
        Step("off_weekdays", "其中工作日", COUNT, _where("off", weekdays(col("new_off"), col("last")))),
        Step("all_weekdays", "新增工作日", COUNT, _where("inside", weekdays(col("new_of_all"), col("last")))),
    )


def _after_earlier(lasts: str) -> Expr:
    """The first day that no stay which began earlier has covered."""
    covered = col(lasts).cum_max().shift(1).over("teacher", order_by="first")
    return most(col("first"), days_after(covered.fill_null(col("before")), lit(1)))


def _days(first: Expr, last: Expr) -> Expr:
    return above_zero(days_between(first, last) + lit(1))


def _where(truth: str, days: Expr) -> Expr:
    return choose(col(truth), days, ZERO)


def days_of_teacher(_: InForce) -> tuple[Step, ...]:
    """The days of all stays of a teacher."""
    beside = total(col("all_weekdays")) - total(col("off_weekdays"))
    return (
        Step("teacher_kind", "教师类别", CODE, col("kind").first(), words=KINDS),
        Step("joined_on", "入职日期", DATE, col("joined").first()),
        Step("off_days", "脱产天数", COUNT, total(col("off_days_of_stay")), "天", clauses=("once",)),
        Step("beside_days", "不脱产天数（星期一至五）", COUNT, beside, "天", clauses=("once",)),
    )
