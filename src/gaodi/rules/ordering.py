"""The order of a chain: rows stay as the file has them; ORDER says in which order their groups and days follow.

Sorting a nation's rows by the text of their keys takes longer than all formulas together, so rows are ordered by one
number: the hash of the group with the day in its low bits. A second hash proves that no two groups fell together.
"""

from __future__ import annotations

from collections.abc import Sequence

import polars as pl

from gaodi.rules.chains import GROUP, ORDER, PLACE
from gaodi.rules.formulas import ON

SEEDS = (
    (0, 1),
    (2, 3),
    (4, 5),
)  # of the hash that orders and the one that proves; the next where two fell together


def ordered(typed: pl.DataFrame, group: Sequence[str]) -> pl.DataFrame:
    """The rows with GROUP (which group, counted in their order), ORDER (the rows in order) and PLACE (its inverse)."""
    found = next((found for seeds in SEEDS if (found := _by_hash(typed, group, *seeds))), None)
    order, groups = found or _by_text(typed, group)
    rows = pl.int_range(len(typed), dtype=pl.UInt32, eager=True)
    place = pl.zeros(len(typed), dtype=pl.UInt32, eager=True).scatter(order, rows)
    return typed.with_columns(groups.gather(place).alias(GROUP), order.alias(ORDER), place.alias(PLACE))


def _by_hash(
    typed: pl.DataFrame, group: Sequence[str], seed: int, proving: int
) -> tuple[pl.Series, pl.Series] | None:
    """Order and numbers of groups, in that order; None where two groups have one number."""
    key = pl.col(group[0]) if len(group) == 1 else pl.struct(group)
    days = (pl.col(ON) - pl.col(ON).min()).dt.total_days().cast(pl.UInt64)
    span = 1 << int(typed.select(days.max()).item()).bit_length()
    keys = typed.lazy().select((key.hash(seed) // span * span | days).alias("key")).with_row_index("row")
    in_order = keys.sort("key").collect()
    groups = (in_order["key"] // span).rle_id()
    proofs = typed.select(key.hash(proving)).to_series().gather(in_order["row"])
    return (in_order["row"], groups) if _apart(proofs, groups) else None


def _apart(proofs: pl.Series, groups: pl.Series) -> bool:
    """Whether within each group all rows have the same second hash, and so the same key."""
    new_proof = proofs != proofs.shift(1)
    new_group = groups != groups.shift(1)
    return bool((new_proof == new_group).all())


def _by_text(typed: pl.DataFrame, group: Sequence[str]) -> tuple[pl.Series, pl.Series]:
    """The same by the keys themselves, slowly and surely."""
    order = typed.select(pl.arg_sort_by([*group, ON])).to_series().cast(pl.UInt32)
    return order, typed.select(pl.struct(group).gather(order).rle_id()).to_series()
