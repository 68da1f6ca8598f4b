"""Chains: scans over the whole table say what a loop over each group says."""

from __future__ import annotations

from datetime import date, timedelta

import polars as pl
import pytest
from hypothesis import given
from hypothesis import strategies as st

from gaodi.rules.chains import balance, brought_forward, previous, running
from gaodi.rules.ordering import in_order


@pytest.fixture(autouse=True, scope="module")
def by_hash():
    """A handful of rows is ordered as a nation's are."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("gaodi.rules.ordering.PAYS_FROM", 0)
        yield


ROWS = st.lists(
    st.tuples(st.sampled_from("甲乙丙"), st.integers(0, 9), st.none() | st.integers(-(10**12), 10**12)),
    min_size=1,
    max_size=12,
    unique_by=lambda row: row[:2],
)


def table(rows: list[tuple[str, int, int | None]]) -> pl.DataFrame:
    days = [date(2020, 1, 1) + timedelta(days=place) for _, place, _ in rows]
    columns = {"group": [row[0] for row in rows], "on": days, "amount": [row[2] for row in rows]}
    typed = pl.DataFrame(columns, schema={"group": pl.String, "on": pl.Date, "amount": pl.Int64})
    return in_order(typed, ["group"]).beside(typed)


def by_loop(rows: list[tuple[str, int, int | None]], *, floor: bool) -> list[int | None]:
    """What stands after each row, going through the rows of its group by day."""
    found: dict[tuple[str, int], int | None] = {}
    for group in {row[0] for row in rows}:
        so_far: int | None = 0
        for _, place, amount in sorted(row for row in rows if row[0] == group):
            so_far = None if so_far is None or amount is None else so_far + amount
            so_far = max(0, so_far) if floor and so_far is not None else so_far
            found[group, place] = so_far
    return [found[row[0], row[1]] for row in rows]


@given(ROWS)
def test_a_running_sum_is_that_of_a_loop(rows: list[tuple[str, int, int | None]]):
    assert table(rows).select(running(pl.col("amount"))).to_series().to_list() == by_loop(rows, floor=False)


@given(ROWS)
def test_a_balance_never_below_zero_is_that_of_a_loop(rows: list[tuple[str, int, int | None]]):
    assert table(rows).select(balance(pl.col("amount"))).to_series().to_list() == by_loop(rows, floor=True)


@given(ROWS)
def test_the_previous_amount_is_that_of_the_period_before_in_the_same_group(
    rows: list[tuple[str, int, int | None]],
):
    wanted = []
    for group, place, _ in rows:
        before = [row for row in rows if row[0] == group and row[1] < place]
        wanted.append(max(before, key=lambda row: row[1])[2] if before else 0)

    assert table(rows).select(previous(pl.col("amount"))).to_series().to_list() == wanted


def test_sums_too_large_to_keep_groups_apart_in_64_bits_are_still_told_apart():
    huge = [
        (group, place, sign * 4 * 10**17)
        for group in "甲乙丙"
        for place, sign in enumerate((1, -1, -1, 1, 1))
    ]

    assert table(huge).select(balance(pl.col("amount"))).to_series().to_list() == by_loop(huge, floor=True)


@given(ROWS)
def test_what_is_brought_forward_is_the_balance_of_the_period_before(rows: list[tuple[str, int, int | None]]):
    both = table(rows).with_columns(left=balance(pl.col("amount")), begun=brought_forward(pl.col("amount")))

    assert both["begun"].equals(both.select(previous(pl.col("left"))).to_series())


def test_two_groups_whose_order_by_hash_falls_together_are_told_apart(monkeypatch):
    """Where the second hash finds out, again and again, the rows are ordered by their text."""
    monkeypatch.setattr("gaodi.rules.ordering._apart", lambda *_: False)
    rows = [(group, place, 1) for place in range(3) for group in "甲乙丙丁"]

    assert table(rows).select(running(pl.col("amount"))).to_series().to_list() == by_loop(rows, floor=False)
