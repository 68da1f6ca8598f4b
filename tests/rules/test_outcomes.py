"""Outcomes: what does not apply says why, and is nowhere called unknown."""

from __future__ import annotations

from typing import Any

import pytest

from gaodi.rules import book as books
from gaodi.rules.facts import prepare
from gaodi.rules.outcomes import Outcome, explain
from gaodi.rules.tables import of_rows


def outcome(**facts: Any) -> Outcome:
    deadlines = books.load("objection_deadlines")
    rows = of_rows([{"item": "1", "received_on": "2023-06-05", **facts}])
    return explain(deadlines, prepare(rows, deadlines.formula()))[0]


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
    assert outcome(**facts)["appeal_due"].reason == why


def test_a_step_that_was_read_and_does_not_apply_is_not_said_to_be_unknown():
    [read] = [
        read
        for read in outcome(track="supervision")["last_object"].reads
        if read.name == "object_end_inspection"
    ]

    assert read.said == "不适用"
