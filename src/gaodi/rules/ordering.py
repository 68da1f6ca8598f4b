"""The order of a chain: rows stay as the file has them; ORDER says in which order their groups and days follow.

Sorting a nation's rows by the text of their keys takes longer than all formulas together, so rows are ordered by one
number: the hash of the group with the day in its low bits. A second hash proves that no two groups fell together.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import polars as pl

from gaodi.rules.chains import GROUP, ORDER, PLACE
from gaodi.rules.formulas import ON

PAYS_FROM = 10_000  # rows; fewer are sorted by their text sooner than hashed
SEEDS = (
    (0, 1),
    (2, 3),
    (4, 5),
)  # of the hash that orders and the one that proves; the next where two fell together


@dataclass(frozen=True, slots=True)
class Ordered:
    """Rows in order of their groups and days: which row stands where, and of which group it is (counted from 0)."""

    rows: pl.Series
    groups: pl.Series

    def beside(self, typed: pl.DataFrame) -> pl.DataFrame:
        """The table with GROUP, ORDER and PLACE (where each row stands in that order)."""
        places = pl.int_range(len(typed), dtype=pl.UInt32, eager=True)
        place = pl.zeros(len(typed), dtype=pl.UInt32, eager=True).scatter(self.rows, places)
        groups = self.groups.gather(place)
        return typed.with_columns(groups.alias(GROUP), self.rows.alias(ORDER), place.alias(PLACE))

    def follow_badly(self, begins: pl.Series, ends: pl.Series) -> pl.Series:
        """The rows that begin before the one before them in their group has ended."""
        begins, ends = begins.gather(self.rows), ends.gather(self.rows)
        wrong = (ends.shift(1) >= begins) & (self.groups == self.groups.shift(1))
        return self.rows.filter(wrong.fill_null(value=False))


def in_order(typed: pl.DataFrame, group: Sequence[str]) -> Ordered:
    """The order of a table that has ON."""
    if len(typed) < PAYS_FROM:
        return _by_text(typed, group)
    found = (found for seeds in SEEDS if (found := _by_hash(typed, group, *seeds)))
    return next(found, None) or _by_text(typed, group)


def _by_hash(typed: pl.DataFrame, group: Sequence[str], seed: int, proving: int) -> Ordered | None:
    """By hash and day; None where two groups have one number."""
    key = pl.col(group[0]) if len(group) == 1 else pl.struct(group)
    days = (pl.col(ON) - pl.col(ON).min()).dt.total_days().cast(pl.UInt64)
    span = 1 << int(typed.select(days.max()).item()).bit_length()
    keys = typed.lazy().select((key.hash(seed) // span * span | days).alias("key")).with_row_index("row")
    found = keys.sort("key").collect()
    groups = (found["key"] // span).rle_id()
    proofs = typed.select(key.hash(proving)).to_series().gather(found["row"])
    return Ordered(found["row"], groups) if _apart(proofs, groups) else None


def _apart(proofs: pl.Series, groups: pl.Series) -> bool:
    """Whether within each group all rows have the same second hash, and so the same key."""
    new_proof = proofs != proofs.shift(1)
    new_group = groups != groups.shift(1)
    return bool((new_proof == new_group).all())


def _by_text(typed: pl.DataFrame, group: Sequence[str]) -> Ordered:
    """The same by the keys themselves, slowly and surely."""
    rows = typed.select(pl.arg_sort_by([*group, ON])).to_series().cast(pl.UInt32)
    return Ordered(rows, typed.select(pl.struct(group).gather(rows).rle_id()).to_series())
