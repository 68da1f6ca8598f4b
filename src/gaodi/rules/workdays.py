"""Working days for formulas: a last day that falls on a rest day moves on, by the calendar of the State Council.

Beyond the years that calendar covers Monday to Friday are worked, and an answer is provisional (暂按).
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from functools import cache

import polars as pl

from gaodi.bedrock.periods import WorkCalendar, next_working_day


@cache
def packaged_calendar() -> WorkCalendar:
    """The holidays and make-up days since 2004 as the chinesecalendar package keeps them."""
    from chinese_calendar import constants  # slow: needed only where a limit ends

    exceptions = dict.fromkeys(constants.holidays, False) | dict.fromkeys(constants.workdays, True)
    first, last = min(exceptions), max(exceptions)
    return WorkCalendar(exceptions, date(first.year, 1, 1), date(last.year, 12, 31))


def working_day_from(day: pl.Expr) -> pl.Expr:
    """The day itself when it is worked, else the first working day after it."""
    return _each(day, lambda one: next_working_day(packaged_calendar(), one), pl.Date())


def in_calendar(day: pl.Expr) -> pl.Expr:
    """Whether the year's holidays are in the calendar; where not, a working day is only taken to be one."""
    return _each(day, lambda one: packaged_calendar().knows(one), pl.Boolean())


def _each(day: pl.Expr, told: Callable[[date], object], kind: pl.DataType) -> pl.Expr:
    """What is told of each different day, once."""

    def tell(days: pl.Series) -> pl.Series:
        known = {one: told(one) for one in days.unique().drop_nulls().to_list()}
        return days.replace_strict(known, default=None, return_dtype=kind)

    return day.map_batches(tell, return_dtype=kind, is_elementwise=True)
