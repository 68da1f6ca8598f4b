"""What-if: both outcomes side by side, sums of what is known both ways, and who gains or loses."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal
from pathlib import Path

import polars as pl
import pytest

from gaodi.rules import book as books
from gaodi.rules.facts import prepare
from gaodi.rules.formulas import InForce, Step
from gaodi.rules.kinds import MONEY
from gaodi.rules.plans import Plan
from gaodi.rules.tables import of_rows
from gaodi.rules.what_if import Comparison, Shift, compare
from tests.rules import sample

ROWS = (
    sample.row(firm="甲", year=2022, heads=2),
    sample.row(firm="甲", year=2023, heads=2),
    sample.row(firm="乙", heads=1),
    sample.row(firm="丙", heads=None),
    sample.row(firm="丁", excluded=True),
)


def compared(
    folder: Path, changes: dict[str, str], *rows: dict[str, object], **changed: object
) -> Comparison:
    formula = replace(sample.FORMULA, **changed)
    sources = sample.sources(folder)
    plans = Plan(formula, sources), Plan(formula, sources.trying(changes))
    return compare(*plans, prepare(of_rows(rows or ROWS), formula))


def shift(comparison: Comparison, name: str) -> Shift:
    return next(each for each in comparison.shifts if each.name == name)


def test_both_values_and_the_difference_stand_side_by_side_in_the_order_of_the_file(tmp_path: Path):
    found = compared(tmp_path, {"bonus": "120"}).table()

    names = ["firm", "year", "bonus_due", "bonus_due_trial", "bonus_due_change"]
    assert found.select(names).rows() == [
        ("甲", 2022, Decimal("200.00"), Decimal("240.00"), Decimal("40.00")),
        ("甲", 2023, Decimal("301.00"), Decimal("240.00"), Decimal("-61.00")),
        ("乙", 2022, Decimal("100.00"), Decimal("120.00"), Decimal("20.00")),
        ("丙", 2022, None, None, None),
        ("丁", 2022, None, None, None),
    ]
    assert found["state"].to_list() == ["met", "met", "met", "unknown", "not_applicable"]
    assert "state_change" not in found.columns


def test_rows_are_counted_and_sums_told_of_what_is_known_both_ways(tmp_path: Path):
    found = shift(compared(tmp_path, {"bonus": "120"}), "bonus_due")

    assert (found.rose, found.fell, found.changed) == (2, 1, 0)
    assert (found.same, found.unknown) == (1, 1), "what applies in neither case is the same; 丙 is unknown"
    assert (found.base, found.trial, found.change) == (Decimal("601.00"), Decimal("600.00"), Decimal("-1.00"))


def test_sums_beyond_64_bits_are_exact(tmp_path: Path):
    most = "999999999999.99"
    rows = [sample.row(firm=str(number), paid=most) for number in range(1_000)]
    found = shift(compared(tmp_path, {"bonus": "120"}, *rows), "left")

    assert found.base == Decimal(most) * 1_000


def test_what_is_carried_on_is_summed_at_the_end_only(tmp_path: Path):
    assert shift(compared(tmp_path, {"bonus": "120"}), "left").base == Decimal("50.00")

    found = shift(compared(tmp_path, {"bonus": "120"}, stocks=("left",)), "left")
    assert found.base == Decimal("40.00"), "甲 has 10 in 2022 and 20 in 2023, 乙 and 丙 10 each"


def test_without_a_direction_it_is_told_who_has_more_and_who_less(tmp_path: Path):
    found = compared(tmp_path, {"bonus": "120"})

    assert found.tally == {"more": 1, "less": 1, "mixed": 0, "same": 2, "unknown": 0}
    assert not found.directed


def test_a_gain_is_what_the_formula_says_and_a_burden_the_contrary(tmp_path: Path):
    gaining = compared(tmp_path, {"bonus": "120"}, gains=("bonus_due",))
    paying = compared(tmp_path, {"bonus": "120"}, burdens=("bonus_due",))

    assert gaining.tally == {"gain": 1, "lose": 1, "mixed": 0, "same": 1, "unknown": 1}
    assert paying.tally == gaining.tally, "甲 gets 21 less over both years, 乙 20 more: turned round"
    lower = {"bonus": "90"}
    assert compared(tmp_path, lower, gains=("bonus_due",)).tally["lose"] == 2
    assert compared(tmp_path, lower, burdens=("bonus_due",)).tally["gain"] == 2


def test_two_outs_that_move_apart_are_no_gain(tmp_path: Path):
    directions = {"outs": ("bonus_due", "twice"), "gains": ("bonus_due",), "burdens": ("twice",)}
    found = compared(tmp_path, {"bonus": "90"}, steps=_twice, **directions)

    assert found.tally["mixed"] == 2


def _twice(p: InForce) -> tuple[Step, ...]:
    return (*sample.steps(p), Step("twice", "两倍", MONEY, 2 * pl.col("bonus_due"), "元"))


def test_a_state_that_is_met_is_more_than_one_that_is_not(tmp_path: Path):
    fewer = compared(tmp_path, {}, outs=("state",), gains=("state",)).side_by_side
    turned = fewer.with_columns(pl.lit("not_met").alias("state"), pl.lit("met").alias("state_trial"))
    plan = Plan(replace(sample.FORMULA, outs=("state",), gains=("state",)), sample.sources(tmp_path))

    assert Comparison(plan, turned).tally["gain"] == 4
    assert shift(Comparison(plan, turned), "state").rose == 5
    assert shift(Comparison(plan, turned), "state").base is None, "no sum of words"


def test_a_lower_rate_of_credit_is_a_loss_and_nothing_else_is(tmp_path: Path):
    book = books.load("surcharge_credit")
    known = {
        "filing": "year",
        "sales": None,
        "vat_base": 1_000_000,
        "consumption_tax_base": 0,
        "half_relief": False,
    }
    rows = [
        {"uscc": "A", "period": "2022", **known, "in_scope": True, "new_investment": 100_000},
        {"uscc": "A", "period": "2023", **known, "in_scope": True, "new_investment": 300_000},
        {"uscc": "B", "period": "2023", **known, "in_scope": False, "new_investment": 300_000},
        {"uscc": "C", "period": "2023", **known, "in_scope": True, "new_investment": None},
    ]
    facts = prepare(of_rows(rows), book.formula())
    found = compare(book.plan(), book.trying({"credit_rate": "0.25"}).plan(), facts)

    assert found.tally == {"gain": 0, "lose": 1, "mixed": 0, "same": 1, "unknown": 1}
    carried, paid = shift(found, "carry_out"), shift(found, "payable_education")
    assert (carried.base, carried.trial) == (Decimal("40000.00"), Decimal("25000.00"))
    assert paid.change == Decimal("3000.00")


@pytest.mark.parametrize("height", [1, 3])
def test_some_rows_leave_like_all(tmp_path: Path, height: int):
    found = compared(tmp_path, {"bonus": "120"})

    assert found.table(found.side_by_side.head(height)).equals(found.table().head(height))
    assert isinstance(found.table(), pl.DataFrame)
