"""Arithmetic over columns: exact, and what is unknown stays unknown."""

from __future__ import annotations

import polars as pl
import pytest

from gaodi.rules.arithmetic import distinct, verdict


@pytest.mark.parametrize(("truth", "state"), [(True, "met"), (False, "not_met"), (None, None)])
def test_a_test_that_is_unknown_has_no_state(truth: bool | None, state: str | None):
    table = pl.DataFrame({"truth": [truth]}, schema={"truth": pl.Boolean})

    assert table.select(verdict(pl.col("truth"))).item() == state


@pytest.mark.parametrize(
    ("holds", "found"), [([True, True, True], 2), ([True, False, True], 1), ([True, None, True], None)]
)
def test_a_name_counts_once_and_no_count_is_made_beside_an_unknown_row(
    holds: list[bool | None], found: int | None
):
    table = pl.DataFrame(
        {"name": ["甲", "乙", "甲"], "holds": holds}, schema={"name": pl.String, "holds": pl.Boolean}
    )

    assert table.select(distinct(pl.col("name"), pl.col("holds"))).item() == found
