"""The order of a chain: rows stay as the file has them; ORDER says in which order their groups and days follow.

Sorting a nation's rows by the text of their keys takes longer than all formulas together, so rows are ordered by one
number: the hash of the group with the day in its low bits. A second hash proves that no two groups fell together.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

import polars as pl

from gaodi.rules.chains import GROUP, ORDER, PLACE
from gaodi.rules.formulas import ON

FIRST_DAY = date(1800, 1, 1)
DAYS = 2**18  # from FIRST_DAY on; more than any day that facts may bear
SEEDS = (0, 1)


def ordered(typed: pl.DataFrame, group: Sequence[str]) -> pl.DataFrame:
    """The rows with GROUP (which group, counted in their order), ORDER (the rows in order) and PLACE (its inverse)."""
    key = pl.col(group[0]) if len(group) == 1 else pl.struct(group)
    marks = typed.select([key.hash(seed).alias(str(seed)) for seed in SEEDS])
    days = (pl.col(ON) - pl.lit(FIRST_DAY)).dt.total_days().cast(pl.UInt64)
    keys = typed.select((pl.lit(marks["0"]) // DAYS * DAYS) | days).to_series()
    order = keys.arg_sort()
    groups = (keys // DAYS).gather(order).rle_id()
    if not _apart(marks["1"].gather(order), groups):
        order, groups = _by_text(typed, group)
    rows = pl.int_range(len(typed), dtype=pl.UInt32, eager=True)
    place = pl.DataFrame({"order": order, "rows": rows}).sort("order")["rows"]
    return typed.with_columns(groups.gather(place).alias(GROUP), order.alias(ORDER), place.alias(PLACE))


def _apart(proofs: pl.Series, groups: pl.Series) -> bool:
    """Whether within each group all rows have the same second hash, and so the same key."""
    new_proof = proofs != proofs.shift(1)
    new_group = groups != groups.shift(1)
    return bool((new_proof == new_group).all())


def _by_text(typed: pl.DataFrame, group: Sequence[str]) -> tuple[pl.Series, pl.Series]:
    """The same by the keys themselves, slowly and surely."""
    order = typed.select(pl.arg_sort_by([*group, ON])).to_series().cast(pl.UInt32)
    return order, typed.select(pl.struct(group).gather(order).rle_id()).to_series()
