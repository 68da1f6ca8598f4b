"""Plans: steps over named columns, and why one of them is empty."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import polars as pl
import pytest

from gaodi.rules.facts import prepare
from gaodi.rules.formulas import Step
from gaodi.rules.kinds import COUNT
from gaodi.rules.outcomes import table
from gaodi.rules.plans import Plan, layers
from gaodi.rules.tables import of_rows
from tests.rules import sample


@pytest.fixture
def plan(tmp_path: Path) -> Plan:
    return sample.plan(tmp_path)


def answered(plan: Plan, *rows: dict[str, object]) -> list[dict[str, object]]:
    facts = prepare(of_rows(rows), plan.formula)
    return table(plan, plan.run(facts.frame.lazy(), facts.span)).collect().to_dicts()


def test_each_row_takes_the_value_of_its_own_day(plan: Plan):
    first, second = answered(plan, sample.row(), sample.row(year=2023))

    assert str(first["bonus_due"]) == "200.00"
    assert str(second["bonus_due"]) == "301.00"


def test_each_row_answers_by_the_wording_of_its_own_day(plan: Plan):
    first, second = answered(plan, sample.row(heads=1), sample.row(heads=1, year=2023))

    assert [first["state"], second["state"]] == ["met", "not_met"]


def test_before_any_wording_and_any_value_the_answer_is_unknown_and_says_which_is_missing(plan: Plan):
    [found] = answered(plan, sample.row(year=2019))

    assert found["bonus_due"] is None
    assert found["state"] == "unknown"
    assert set(str(found["missing"]).split("、")) == {"bonus", "old"}


def test_a_missing_fact_is_named_and_is_neither_0_nor_not_applicable(plan: Plan):
    [found] = answered(plan, sample.row(heads=None))

    assert (found["bonus_due"], found["state"], found["missing"]) == (None, "unknown", "heads")


def test_what_does_not_apply_is_not_unknown_and_names_the_condition(plan: Plan):
    [found] = answered(plan, sample.row(excluded=True, heads=None))

    assert (found["state"], found["missing"], found["refused"]) == ("not_applicable", "", "没有除名")


def test_where_nobody_knows_whether_it_applies_the_answer_is_unknown(plan: Plan):
    [found] = answered(plan, sample.row(excluded=None))

    assert found["state"] == "unknown"
    assert found["missing"] == "excluded"


def test_an_unknown_fact_makes_its_chain_unknown_to_the_end_and_no_other_chain(plan: Plan):
    rows = [sample.row(year=year, paid=None if year == 2021 else 10) for year in (2020, 2021, 2022)]

    found = answered(plan, *rows, sample.row(firm="乙"))

    assert [str(row["left"]) for row in found] == ["10.00", "None", "None", "10.00"]
    assert [row["missing"] for row in found] == ["", "paid", "earlier", ""]


def test_a_parameter_that_was_never_found_is_unknown_by_its_name(plan: Plan):
    [found] = answered(plan, sample.row())

    assert found["beyond"] is None
    assert "never" not in str(found["missing"])  # of no answer


def test_values_that_do_not_change_in_the_span_of_the_facts_are_constants_with_the_same_answer(plan: Plan):
    facts = prepare(of_rows([sample.row(), sample.row(year=2021)]), plan.formula)

    with_span = table(plan, plan.run(facts.frame.lazy(), facts.span)).collect()
    without = table(plan, plan.run(facts.frame.lazy())).collect()

    assert with_span.equals(without)


def test_steps_that_wait_for_one_another_are_refused():
    one = Step("one", "一", COUNT, pl.col("two"))
    two = Step("two", "二", COUNT, pl.col("one"))

    with pytest.raises(ValueError, match="one another"):
        list(layers([one, two]))


def test_a_trial_replaces_a_number_for_all_days(tmp_path: Path):
    tried = Plan(sample.FORMULA, sample.sources(tmp_path).trying({"bonus": "7"}))

    found = answered(tried, sample.row(year=2019), sample.row())

    assert [str(row["bonus_due"]) for row in found] == ["14.00", "14.00"]


def test_the_day_of_a_year_is_its_last(plan: Plan):
    facts = prepare(of_rows([sample.row()]), plan.formula)

    assert facts.span == (date(2022, 12, 31), date(2022, 12, 31))
