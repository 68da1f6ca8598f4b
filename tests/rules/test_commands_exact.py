"""Outcomes as JSON say what the outcomes one by one say, for every case of every book."""

from __future__ import annotations

import json
from collections.abc import Iterator
from datetime import date
from decimal import Decimal
from typing import Any

import polars as pl
import pytest

from gaodi.rules import book as books
from gaodi.rules.cases import cases_of
from gaodi.rules.commands import accounts
from gaodi.rules.commands.exact import exact, nearest_sources, outcome_lines
from gaodi.rules.engines import run_frame
from gaodi.rules.facts import Facts, RefusedFacts, prepare
from gaodi.rules.formulas import ON
from gaodi.rules.outcomes import Answer, Outcome, explained
from gaodi.rules.plans import Plan
from gaodi.rules.tables import of_rows
from gaodi.rules.what_if import compare
from tests.rules import sample

WORKED = [(name, f.name) for name in books.names() for f in books.load(name).formulas]


def cases(name: str, formula: str) -> Iterator[tuple[books.Book, Plan, Facts]]:
    book = books.load(name)
    for case in cases_of(book):
        if book.formula(case.formula).name == formula:
            tried = book.trying(case.changes)
            try:
                yield tried, tried.plan(formula), case.prepared(tried)
            except RefusedFacts:
                continue


def plain(value: Any) -> Any:
    return value.isoformat() if isinstance(value, date) else value


def said(answer: Answer) -> Any:
    return "not_applicable" if answer.state == "not_applicable" else plain(answer.value)


@pytest.mark.parametrize(("name", "formula"), WORKED)
def test_every_case_says_the_same_in_json(name: str, formula: str):
    for book, plan, facts in cases(name, formula):
        frame = run_frame(plan, facts)
        found = [json.loads(line, parse_float=Decimal) for line in outcome_lines(plan, frame)]
        for line, outcome in zip(found, explained(book, plan, frame), strict=True):
            agrees(line, outcome)


def agrees(line: dict[str, Any], outcome: Outcome) -> None:
    assert {name: line[name] for name in outcome.key} == {n: plain(v) for n, v in outcome.key.items()}
    for answer in outcome.steps:
        if answer.name not in outcome.key:
            assert line[answer.name] == said(answer), answer.name
    assert bool(line["missing"]) == bool(outcome.missing)
    assert line["inapplicable"] == outcome.inapplicable
    for name in ("refused", "advised"):
        assert [each["label"] for each in line[name]] == [each.label for each in getattr(outcome, name)]


@pytest.mark.parametrize(("name", "formula"), WORKED)
def test_every_condition_that_fails_names_an_article_of_the_day(name: str, formula: str):
    for _, plan, facts in cases(name, formula):
        frame = run_frame(plan, facts)
        for line, day in zip(outcome_lines(plan, frame), frame[ON], strict=True):
            for each in json.loads(line)["refused"]:
                read = nearest_sources(plan, plan.step(each["name"]))
                assert read, each["name"]
                assert each["article"] or not any(plan.sources[source].at(day) for source in read)


@pytest.mark.parametrize(("name", "formula"), WORKED)
def test_what_is_not_changed_changes_nothing(name: str, formula: str):
    for _, plan, facts in cases(name, formula):
        found = compare(plan, plan, facts)
        assert {name for name, count in found.tally.items() if count} <= {"same", "unknown"}
        assert [shift.moved for shift in found.shifts] == [0] * len(plan.formula.outs)
        assert found.table().height == found.side_by_side.height


def test_the_steps_stand_behind_the_columns(tmp_path):
    plan = sample.plan(tmp_path)
    facts = prepare(of_rows([sample.row()]), sample.FORMULA)
    book = books.load("surcharge_credit")

    [line] = accounts.lines(book, plan, run_frame(plan, facts))
    found = json.loads(line)
    assert [step["name"] for step in found["steps"]] == [step.name for step in plan.shown]
    assert found["bonus_due"] == 200


def test_text_is_quoted_as_json_wants_it(tmp_path):
    plan = sample.plan(tmp_path)
    firm = '甲"乙\\丙\n丁'
    facts = prepare(of_rows([sample.row(firm=firm)]), sample.FORMULA)

    [line] = outcome_lines(plan, run_frame(plan, facts))
    assert json.loads(line)["firm"] == firm


@pytest.mark.parametrize(
    ("value", "text"),
    [
        (Decimal("18000.00"), "18000.00"),
        (Decimal("1E+3"), "1000"),
        (date(2023, 6, 1), '"2023-06-01"'),
        ({"甲": (1, True, None)}, '{"甲": [1, true, null]}'),
        ("“引”", '"“引”"'),
    ],
)
def test_plain_values_are_written_exactly(value: object, text: str):
    assert exact(value) == text


def test_many_rows_are_written_by_column_and_quickly(tmp_path):
    plan = sample.plan(tmp_path)
    rows = of_rows([sample.row(firm=f"企业{number}") for number in range(3_000)])

    lines = list(outcome_lines(plan, run_frame(plan, prepare(rows, sample.FORMULA))))
    assert len(lines) == 3_000
    assert pl.Series(lines).n_unique() == 3_000
