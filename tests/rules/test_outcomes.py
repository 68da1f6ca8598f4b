"""Outcomes: what a step says that it read, and why one does not apply."""

from __future__ import annotations

from typing import Any

import pytest

from gaodi.rules import book as books
from gaodi.rules.facts import prepare
from gaodi.rules.outcomes import Answer, Outcome, explain
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

    assert (read.label, read.said) == ("当期增加的可抵免额减抵免前应缴（范围以外不减）", "各期的数")


def test_a_day_that_was_left_blank_is_said_to_be_blank_and_not_the_end_of_time():
    row = {"uscc": "A", "period": "2023", "removed_on": None}

    said = [read.said for read in step([row], "not_removed", "scope").reads]

    assert said == ["（空）"]


def deadlines(**facts: Any) -> Outcome:
    book = books.load("objection_deadlines")
    rows = of_rows([{"item": "1", "received_on": "2023-06-05", **facts}])
    return explain(book, prepare(rows, book.formula()))[0]


@pytest.mark.parametrize(
    ("facts", "why"),
    [
        ({"track": "supervision"}, "教育督导问责：否"),  # no appeal at all, so none that came too late
        (
            {"track": "accountability", "review_asked": "否", "appealed_on": "2023-06-21"},
            "不满足：超过期限申诉",
        ),
    ],
)
def test_what_hangs_on_a_condition_that_does_not_apply_names_the_first_that_fails(
    facts: dict[str, str], why: str
):
    assert deadlines(**facts)["appeal_due"].reason == why


def test_a_step_that_was_read_and_does_not_apply_is_not_said_to_be_unknown():
    [read] = [
        read
        for read in deadlines(track="supervision")["last_object"].reads
        if read.name == "object_end_inspection"
    ]

    assert read.said == "不适用"
