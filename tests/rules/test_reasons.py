"""Why an answer is unknown: only what the row looks at is named."""

from __future__ import annotations

from typing import Any

import polars as pl
import pytest

from gaodi.rules import book
from gaodi.rules.arithmetic import choose
from gaodi.rules.facts import prepare
from gaodi.rules.outcomes import explain
from gaodi.rules.reasons import why_null
from gaodi.rules.tables import of_rows

BITS = {"a": 1, "b": 2, "c": 4}
A, B, C = (pl.col(name) for name in BITS)


def blamed(expr: pl.Expr, **row: Any) -> set[str]:
    """The columns to blame for a null, of one row in which those not given are missing."""
    masks = {f"m:{name}": 0 if name in row else bit for name, bit in BITS.items()}
    frame = pl.DataFrame(
        {**dict.fromkeys(BITS), **row, **masks}, schema_overrides=dict.fromkeys(BITS, pl.Boolean)
    )
    mask = frame.select(why_null(expr, lambda name: pl.col(f"m:{name}"))).item()
    return {name for name, bit in BITS.items() if mask & bit}


def test_the_branch_not_taken_is_not_named() -> None:
    assert blamed(choose(A, B, C), a=True) == {"b"}
    assert blamed(choose(A, B, C), a=False) == {"c"}


def test_while_it_is_unknown_which_branch_is_taken_both_are_named() -> None:
    assert blamed(choose(A, B, C)) == {"a", "b", "c"}
    assert blamed(choose(A, B, C), b=True) == {"a", "c"}


def test_an_open_and_is_left_open_by_those_that_are_missing() -> None:
    assert blamed(A & B, a=True) == {"b"}
    assert blamed((A & B) | C, a=True) == {"b", "c"}


def test_a_part_that_is_decided_is_not_named_in_what_is_open() -> None:
    assert blamed((A & B) | C, a=False) == {"c"}
    assert blamed((A | B) & C, a=True) == {"c"}


@pytest.mark.parametrize(
    ("name", "facts", "missing"),
    [
        # sales matter only for months and quarters
        ("surcharge_credit", {"uscc": "A", "period": "2023", "filing": "year", "consumption_tax_base": 0,
                              "half_relief": False, "in_scope": True, "new_investment": 0},
         ["增值税计征依据"]),
        # no adjusted budget is asked for where the budget was not adjusted
        ("fiscal_tilt.budget_line", {"year": 2023, "item": "A", "use": "contest", "approved_by_congress": True,
                                     "paid": 1, "carried_prev": 0, "carried": 0},
         ["批准的预算数"]),
        # a threshold of 中职 is not asked for at a college
        ("staff_training.school_earnings", {"school_code": "A", "year": 2023, "kind": "college", "cost": 0,
                                            "paid_out": 0},
         ["培训、社会服务、校办企业收入"]),
        # an answer that has the name of its fact
        ("school_standard", {"school_code": "A", "year": 2023, "kind": "ordinary", "opened_year": 1990,
                             "attached_class_only": False, "students": 1200, "land_area": 50000,
                             "building_area": 30000, "teachers": 70, "books": 40000, "dual_teachers": 20,
                             "major_teachers": 40},
         ["教学仪器设备总值"]),
    ],
)  # fmt: skip
def test_an_outcome_names_what_matters_and_nothing_else(
    name: str, facts: dict[str, Any], missing: list[str]
) -> None:
    policy, _, wanted = name.partition(".")
    policy_book = book.load(policy)
    formula = policy_book.formula(wanted)
    unknown = dict.fromkeys(fact.name for fact in formula.facts)
    prepared = prepare(of_rows([{**unknown, **facts}]), formula)
    assert explain(policy_book, prepared, wanted)[0].missing == missing
