"""Chains: what a period hands to the next one of the same group, as scans over the whole table.

The rows stand sorted by group and day, and GROUP numbers the groups. A scan over all rows is many times as quick as a
window for each group, so groups are told apart by an offset: each stands lower than all before it by more than any sum.
"""

from __future__ import annotations

import polars as pl

from gaodi.rules.arithmetic import ZERO

GROUP = "_group"
APART = 2**62  # more than any sum within one group; 128 bits hold 2**64 groups of it


def starts() -> pl.Expr:
    """Where a group begins."""
    return (pl.col(GROUP) != pl.col(GROUP).shift(1)).fill_null(value=True)


def previous(amount: pl.Expr) -> pl.Expr:
    """The amount of the period before in the same group, 0 in the first."""
    return pl.when(starts()).then(ZERO).otherwise(amount.shift(1))


def running(amount: pl.Expr) -> pl.Expr:
    """The sum up to and with this period; unknown from the first unknown on."""
    total = amount.fill_null(0).cum_sum()
    before = pl.when(starts()).then(total - amount.fill_null(0)).forward_fill()
    return pl.when(_known_so_far(amount)).then(total - before)


def balance(change: pl.Expr) -> pl.Expr:
    """What is left when each period adds its change and nothing falls below 0: S − min(0, min S)."""
    return _balance_of(running(change))


def _balance_of(sums: pl.Expr) -> pl.Expr:
    offset = pl.col(GROUP).cast(pl.Int128) * APART
    lowest = ((sums.cast(pl.Int128) - offset).cum_min() + offset).clip(upper_bound=0)
    return sums - lowest.cast(pl.Int64)


def _known_so_far(amount: pl.Expr) -> pl.Expr:
    unknown = amount.is_null().cast(pl.Int64)
    total = unknown.cum_sum()
    before = pl.when(starts()).then(total - unknown).forward_fill()
    return total == before
