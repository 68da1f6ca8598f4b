"""Vintages: first in first out, and nothing is lost: granted = credited + carried + taken back."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from gaodi.decisions.vintages import Withdrawal, at_the_end, settle, standing

ZERO = Decimal(0)


def year(number: int, invested: int, base: int | None = 1_000_000) -> dict:
    return {
        "uscc": "甲",
        "period": str(number),
        "filing": "year",
        "sales": None,
        "vat_base": None if base is None else Decimal(base),
        "consumption_tax_base": ZERO,
        "half_relief": False,
        "in_scope": True,
        "new_investment": Decimal(invested),
    }


def ledger(rows, withdrawals=()):
    """Of each vintage: granted, used without what was paid back, left, taken back; and the last carry of the chain."""
    settled = settle(rows, withdrawals)
    found = []
    for credited, vintage in at_the_end(settled):
        before = standing(credited, settled.taken_back)
        cancelled, repaid = before["cancelled_before"], before["repaid_before"]
        found.append(
            (
                credited["grant"].value,
                vintage["used"].value - repaid,
                vintage["left"].value,
                cancelled + repaid,
            )
        )
    return found, credited["carry_out"].value


def test_the_first_vintage_is_used_up_before_the_second():
    found, _ = ledger([year(2022, 100_000), year(2023, 200_000)])

    assert found == [(30_000, 30_000, 0, 0), (60_000, 50_000, 10_000, 0)]


def test_what_is_taken_back_cuts_the_carry_first_and_then_is_paid_back():
    rows = [year(2022, 300_000), year(2023, 0)]

    settled = settle(rows, [Withdrawal(date(2023, 3, 1), date(2022, 5, 1), Decimal(200_000))])

    (taken,) = settled.taken_back
    assert (taken.period, taken.cancelled, taken.repaid) == ("2023", 40_000, 20_000)
    assert (taken.repaid_education, taken.repaid_local) == (12_000, 8_000)
    assert [row["cancelled"] for row in settled.rows] == [0, 40_000]


def test_a_second_withdrawal_takes_no_more_than_is_left():
    rows = [year(2022, 300_000), year(2023, 0), year(2024, 0)]
    days = (date(2023, 3, 1), date(2024, 3, 1))

    settled = settle(rows, [Withdrawal(day, date(2022, 5, 1), Decimal(200_000)) for day in days])

    assert [taken.cancelled + taken.repaid for taken in settled.taken_back] == [60_000, 30_000]


def test_what_is_withdrawn_in_the_period_of_its_payment_was_never_credited():
    settled = settle(
        [year(2023, 300_000)], [Withdrawal(date(2023, 9, 1), date(2023, 5, 1), Decimal(100_000))]
    )

    assert (settled.taken_back[0].cancelled, settled.taken_back[0].repaid) == (30_000, 0)


def test_an_amount_that_nobody_told_is_unknown_and_not_0():
    settled = settle(
        [year(2022, 300_000), year(2023, 0)], [Withdrawal(date(2023, 3, 1), date(2022, 5, 1), None)]
    )

    assert (settled.taken_back[0].cancelled, settled.taken_back[0].repaid) == (None, None)
    assert settled.rows[1]["cancelled"] is None


def test_a_withdrawal_in_a_period_that_was_not_filed_is_counted_in_none():
    settled = settle(
        [year(2022, 300_000)], [Withdrawal(date(2023, 3, 1), date(2022, 5, 1), Decimal(100_000))]
    )

    assert (settled.taken_back[0].period, settled.taken_back[0].period_said) == ("", "")
    assert [row["cancelled"] for row in settled.rows] == [0]


money = st.integers(0, 500_000)


@settings(max_examples=25, deadline=None)
@given(
    invested=st.lists(money, min_size=3, max_size=3),
    bases=st.lists(st.integers(0, 3_000_000), min_size=3, max_size=3),
    withdrawn=st.lists(st.tuples(st.integers(0, 2), st.integers(0, 2), money), max_size=3),
)
def test_nothing_is_lost(invested, bases, withdrawn):
    rows = [year(2021 + n, invested[n], bases[n]) for n in range(3)]
    taken = [
        Withdrawal(date(2021 + max(of, on), 11, 1), date(2021 + of, 2, 1), Decimal(amount))
        for of, on, amount in withdrawn
    ]

    found, carry = ledger(rows, taken)

    for granted, credited, left, back in found:
        assert granted == credited + left + back
        assert min(credited, left, back) >= 0
    assert sum(left for _, _, left, _ in found) == carry


@pytest.mark.parametrize("base", [None])
def test_where_a_base_is_unknown_so_is_every_vintage(base):
    settled = settle([year(2022, 300_000, base)], ())

    assert at_the_end(settled)[0][1]["used"].value is None
