"""The largest facts and the oddest trials: exact to the last 分, or refused in a sentence."""

from __future__ import annotations

import math
from datetime import date
from fractions import Fraction
from pathlib import Path

import polars as pl
import pytest

from gaodi.rules import book
from gaodi.rules.arithmetic import LARGEST, Rate, split
from gaodi.rules.facts import prepare
from gaodi.rules.outcomes import explain
from gaodi.rules.strict_yaml import Unreadable
from gaodi.rules.tables import RefusedTable, of_rows, scan

SIXTH = Rate(pl.lit(333_333), 10**6, wide=True)
AMOUNTS = [0, 1, 149, 10**9 + 7, LARGEST - 1]


@pytest.mark.parametrize("amount", AMOUNTS)
def test_a_rate_of_six_decimals_is_exact_up_to_the_largest_amount(amount: int) -> None:
    exact = Fraction(amount * 333_333, 10**6)
    cents = pl.lit(amount, pl.Int64)
    found = pl.select(SIXTH.half_up(cents), up=SIXTH.whole_up(cents), down=SIXTH.whole(cents)).row(0)
    assert found == (math.floor(exact + Fraction(1, 2)), math.ceil(exact), math.floor(exact))


def test_an_amount_is_split_exactly_by_rates_of_many_decimals() -> None:
    amount = LARGEST - 1
    first, second = Rate(pl.lit(33_333), 10**6, wide=True), Rate(pl.lit(2), 100)
    wanted = math.floor(Fraction(amount * 33_333, 53_333) + Fraction(1, 2))
    assert pl.select(split(pl.lit(amount, pl.Int64), first, second)).item() == wanted


def test_a_trial_with_six_decimals_grants_what_it_should_to_the_largest_investment() -> None:
    tried = book.load("surcharge_credit").trying({"credit_rate": "0.333333"})
    row = {
        "uscc": "A",
        "period": "2023",
        "filing": "year",
        "sales": None,
        "vat_base": 0,
        "consumption_tax_base": 0,
    }
    row |= {"half_relief": False, "in_scope": True, "new_investment": "999999999999.99"}
    outcome = explain(tried, prepare(of_rows([row]), tried.formula(), date(2023, 12, 31)))[0]
    assert str(outcome["pool"].value) == "333333000000.00"


@pytest.mark.parametrize("text", ["1e400", "inf", "-inf", "NaN", "101", "-1", "0.1234567", "1/3"])
def test_a_share_that_none_could_mean_is_no_trial(text: str) -> None:
    with pytest.raises(Unreadable, match="不能是"):
        book.load("surcharge_credit").trying({"credit_rate": text})


@pytest.mark.parametrize("cells", [[[1], [2]], [b"A", b"\xff"], [{"a": 1}, {"a": 2}]])
def test_a_column_of_lists_or_bytes_is_refused_by_name(tmp_path: Path, cells: list[object]) -> None:
    path = tmp_path / "facts.parquet"
    pl.DataFrame({"sales": cells}).write_parquet(path)
    with pytest.raises(RefusedTable, match="sales 这一列不是"):
        scan(path)


def test_a_json_file_without_end_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "facts.json"
    path.write_text('{"a":' * 20_000, encoding="utf-8")
    with pytest.raises(RefusedTable, match="JSON"):
        scan(path)
