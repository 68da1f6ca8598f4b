"""Outcomes: what a step says that it read."""

from __future__ import annotations

from gaodi.rules import book as books
from gaodi.rules.facts import prepare
from gaodi.rules.outcomes import Answer, explain
from gaodi.rules.tables import of_rows


def step(rows: list[dict[str, object]], name: str, formula: str = "") -> Answer:
    """A step of the last row of the credit's book."""
    book = books.load("surcharge_credit")
    known = [fact.name for fact in book.formula(formula).facts]
    table = of_rows([dict.fromkeys(known) | row for row in rows])
    return explain(book, prepare(table, book.formula(formula)), formula)[-1][name]


def test_what_is_carried_in_is_said_to_come_from_all_periods_and_not_from_this_one():
    rows = [{"uscc": "A", "period": str(year), "filing": "year"} for year in (2023, 2024)]

    [read] = step(rows, "carry_in").reads

    assert (read.label, read.said) == ("结转下期可抵免额", "各期的数")


def test_a_day_that_was_left_blank_is_said_to_be_blank_and_not_the_end_of_time():
    row = {"uscc": "A", "period": "2023", "removed_on": None}

    said = [read.said for read in step([row], "not_removed", "scope").reads]

    assert said == ["（空）"]
