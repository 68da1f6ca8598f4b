"""Working days for formulas: weekends, holidays and make-up days by the calendar, Monday to Friday beyond it."""

from __future__ import annotations

from datetime import date

import polars as pl
import pytest

from gaodi.rules.workdays import in_calendar, working_day_from


@pytest.mark.parametrize(
    ("day", "moved"),
    [
        (date(2023, 7, 5), date(2023, 7, 5)),  # a Wednesday
        (date(2023, 7, 1), date(2023, 7, 3)),  # a Saturday
        (date(2023, 10, 1), date(2023, 10, 7)),  # the national holiday; 7 October is a make-up Saturday
        (date(2023, 10, 7), date(2023, 10, 7)),
        (date(2040, 10, 1), date(2040, 10, 1)),  # no calendar yet: a Monday is worked
        (date(2040, 9, 29), date(2040, 10, 1)),
        (None, None),
    ],
)
def test_a_last_day_on_a_rest_day_moves_to_the_next_working_day(day: date | None, moved: date | None):
    table = pl.DataFrame({"day": [day]}, schema={"day": pl.Date})

    assert table.select(working_day_from(pl.col("day"))).item() == moved


@pytest.mark.parametrize(
    ("day", "known"), [(date(2023, 7, 1), True), (date(2040, 7, 1), False), (None, None)]
)
def test_years_without_a_notice_of_holidays_are_not_known(*, day: date | None, known: bool | None):
    table = pl.DataFrame({"day": [day]}, schema={"day": pl.Date})

    assert table.select(in_calendar(pl.col("day"))).item() is known
