"""All books: their cases hold, their numbers and wordings have a source and a case, their formulas hold no number."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from pathlib import Path

import pytest

from gaodi.rules import book as books
from gaodi.rules.cases import Case, cases_of, differences
from gaodi.rules.facts import RefusedFacts, prepare
from gaodi.rules.formulas import ON
from gaodi.rules.tables import of_rows

BOOKS = books.names()
TABULAR = [name for name in BOOKS if books.load(name).formulas]
CASES = [
    pytest.param(name, case, id=f"{name}-{case.rule}-{case.name}")
    for name in TABULAR
    for case in cases_of(books.load(name))
]


@pytest.mark.parametrize(("name", "case"), CASES)
def test_the_case_holds(name: str, case: Case):
    assert differences(books.load(name), case) == []


@pytest.mark.parametrize("name", BOOKS)
def test_formulas_hold_no_number_but_0_and_1(name: str):
    found = [
        f"{path.name}:{line} {value}"
        for path in sorted((books.BOOKS / name).glob("*.py"))
        for line, value in numbers(path)
    ]
    assert found == []


def numbers(path: Path) -> Iterator[tuple[int, object]]:
    for node in ast.walk(ast.parse(path.read_text(encoding="utf8"))):
        if (
            isinstance(node, ast.Constant)
            and type(node.value) in {int, float, complex}
            and node.value not in {0, 1}
        ):
            yield node.lineno, node.value


@pytest.mark.parametrize("name", BOOKS)
def test_each_number_and_wording_has_a_document_and_an_article(name: str):
    for source in books.load(name).sources.values():
        assert source.label
        assert source.rule.startswith("R")
        for value in source.values:
            assert value.citation.document, source.name
            assert value.citation.article, source.name


@pytest.mark.parametrize("name", TABULAR)
def test_each_dated_value_and_wording_that_a_formula_reads_is_met_by_a_case(name: str):
    book = books.load(name)
    met = {(source, value.since) for case in cases_of(book) for source, value in read_by(book, case)}
    wanted = {
        (source, value.since)
        for formula in book.formulas
        for step in book.plan(formula.name).all_steps
        for source in book.plan(formula.name).direct_sources(step)
        for value in book.sources[source].values
    }
    assert sorted(wanted - met) == []


def read_by(book: books.Book, case: Case) -> Iterator[tuple[str, object]]:
    plan = book.plan(case.formula)
    try:
        days = case.prepared(book).frame[ON].unique().to_list()
    except RefusedFacts:
        return
    for step in plan.all_steps:
        for source in plan.direct_sources(step):
            for day in days:
                if value := book.sources[source].at(day):
                    yield source, value


@pytest.mark.parametrize("name", TABULAR)
def test_every_source_is_read_by_a_formula(name: str):
    book = books.load(name)
    read = {
        source
        for formula in book.formulas
        for step in book.plan(formula.name).all_steps
        for source in book.plan(formula.name).direct_sources(step)
    }
    assert sorted(set(book.sources) - read) == []


@pytest.mark.parametrize("name", TABULAR)
def test_what_is_asked_for_and_given_is_named_in_chinese(name: str):
    for formula in books.load(name).formulas:
        plan = books.load(name).plan(formula.name)
        assert {fact.name for fact in formula.facts} >= set(formula.key)
        assert {step.name for step in plan.shown} >= set(formula.outs)
        for each in (*formula.facts, *plan.all_steps):
            assert any("\u4e00" <= char <= "\u9fff" for char in each.label), each.name


@pytest.mark.parametrize("name", TABULAR)
def test_a_table_without_any_known_fact_answers_unknown_and_names_what_is_missing(name: str):
    from gaodi.rules.outcomes import explain

    book = books.load(name)
    for formula in book.formulas:
        case = next(case for case in cases_of(book) if book.formula(case.formula) is formula and case.expect)
        known = {*formula.key, formula.dated_by, *formula.per, *formula.group}
        row = {
            fact.name: case.facts[0].get(fact.name) if fact.name in known else None for fact in formula.facts
        }
        try:
            facts = prepare(of_rows([row]), formula, case.on)
        except RefusedFacts:
            continue  # a formula may refuse a row that says nothing
        [outcome] = explain(book, facts, formula.name)
        assert outcome.missing or outcome.inapplicable or all(a.state == "value" for a in outcome.answers)
