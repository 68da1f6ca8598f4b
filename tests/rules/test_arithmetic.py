"""Arithmetic over columns: exact, and what is unknown stays unknown."""

from __future__ import annotations

from datetime import date

import polars as pl
import pytest

from gaodi.rules.arithmetic import (
    distinct,
    per_head,
    remainder,
    verdict,
    weekdays,
    whole_share,
    years_after,
)
from gaodi.rules.kinds import QUANTITY


@pytest.mark.parametrize(("truth", "state"), [(True, "met"), (False, "not_met"), (None, None)])
def test_a_test_that_is_unknown_has_no_state(*, truth: bool | None, state: str | None):
    table = pl.DataFrame({"truth": [truth]}, schema={"truth": pl.Boolean})

    assert table.select(verdict(pl.col("truth"))).item() == state


@pytest.mark.parametrize(
    ("holds", "found"), [([True, True, True], 2), ([True, False, True], 1), ([True, None, True], None)]
)
def test_a_name_counts_once_and_no_count_is_made_beside_an_unknown_row(
    holds: list[bool | None], found: int | None
):
    table = pl.DataFrame(
        {"name": ["甲", "乙", "甲"], "holds": holds}, schema={"name": pl.String, "holds": pl.Boolean}
    )

    assert table.select(distinct(pl.col("name"), pl.col("holds"))).item() == found


def test_who_surely_counts_by_one_row_counts_beside_another_that_is_unknown():
    table = pl.DataFrame({"name": ["甲", "甲"], "holds": [True, None]})

    assert table.select(distinct(pl.col("name"), pl.col("holds"))).item() == 1


def test_an_area_by_heads_is_rounded_at_the_sixth_place_and_without_heads_there_is_none():
    table = pl.DataFrame({"land": [4_000_000, 4_000_000], "students": [1350, 0]})

    found = table.select(per_head(pl.col("land"), QUANTITY, pl.col("students")))

    assert found.to_series().to_list() == [29_629_630, None]


@pytest.mark.parametrize(
    ("first", "last", "days"),
    [("2023-06-02", "2023-06-05", 2), ("2023-06-03", "2023-06-04", 0), ("2023-06-05", "2023-06-02", 0)],
)
def test_weekdays_count_both_ends_and_leave_out_saturday_and_sunday(first: str, last: str, days: int):
    table = pl.DataFrame({"first": [date.fromisoformat(first)], "last": [date.fromisoformat(last)]})

    assert table.select(weekdays(pl.col("first"), pl.col("last"))).item() == days


@pytest.mark.parametrize(
    ("born", "birthday"),
    [(date(2007, 9, 1), date(2023, 9, 1)), (date(2008, 2, 29), date(2024, 2, 29)), (None, None)],
)
def test_the_sixteenth_birthday(born: date | None, birthday: date | None):
    table = pl.DataFrame({"born": [born]}, schema={"born": pl.Date})

    assert table.select(years_after(pl.col("born"), pl.lit(16))).item() == birthday


def test_who_was_born_on_29_february_has_the_birthday_on_the_28th_of_other_years():
    table = pl.DataFrame({"born": [date(2008, 2, 29)]})

    assert table.select(years_after(pl.col("born"), pl.lit(18))).item() == date(2026, 2, 28)


def test_a_share_rounded_down_and_what_is_left_of_it_make_the_whole():
    table = pl.DataFrame({"seats": [10, 9 * 10**13], "part": [310, 10**14], "whole": [1000, 3 * 10**14]})
    columns = [pl.col(name) for name in table.columns]

    assert table.select(whole_share(*columns)).to_series().to_list() == [3, 3 * 10**13]
    assert table.select(remainder(*columns)).to_series().to_list() == [100, 0]
