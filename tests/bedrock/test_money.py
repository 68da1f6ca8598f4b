"""Money: whole 分, a half upwards, and no floats."""

from __future__ import annotations

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gaodi.bedrock.money import LIMIT, half_up, to_fen, to_yuan


@pytest.mark.parametrize(
    ("amount", "step", "rounded"),
    [
        ("0.125", "0.01", "0.13"),
        ("0.135", "0.01", "0.14"),
        ("-0.125", "0.01", "-0.13"),
        ("0.1249", "0.01", "0.12"),
        ("2.5", "1", "3"),
        ("-2.5", "1", "-3"),
        ("12.345", "0.1", "12.3"),
        ("7", "0.01", "7.00"),
    ],
)
def test_a_half_goes_upwards(amount, step, rounded):
    assert str(half_up(Decimal(amount), Decimal(step))) == rounded


def test_yuan_are_whole_fen():
    assert to_fen(Decimal("1234.50")) == 123_450
    assert to_fen(Decimal("-0.01")) == -1
    assert to_fen(Decimal("1E+3")) == 100_000
    assert str(to_yuan(123_450)) == "1234.50"


@pytest.mark.parametrize("amount", ["0.001", "1.005", "NaN", "Infinity", str(LIMIT), str(-LIMIT), "1E+30"])
def test_what_is_no_amount_is_a_value_error(amount):
    with pytest.raises(ValueError, match="an amount"):
        to_fen(Decimal(amount))


@pytest.mark.parametrize("amount", [0.1, 1, "1", True, None])
def test_only_decimal_is_money(amount):
    with pytest.raises(TypeError):
        to_fen(amount)


@given(st.integers(-(10**15) + 1, 10**15 - 1))
def test_fen_come_back(fen):
    assert to_fen(to_yuan(fen)) == fen
