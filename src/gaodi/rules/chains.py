"""Chains: what a period hands to the next one of the same group, as scans over the whole table.

ORDER lists the rows by group and day, GROUP numbers the groups in that order. A scan over all rows is many times as
quick as a window for each group, so groups are told apart by an offset: each stands lower than all before it by more
than any sum.
"""

from __future__ import annotations

import polars as pl

from gaodi.rules.arithmetic import ZERO

GROUP = "_group"
ORDER = "_order"  # the rows of the table in order of their groups and days
PLACE = "_place"  # where each row stands in that order
APART = 2**62  # more than any sum within one group; 128 bits hold 2**64 groups of it
OWN = frozenset({GROUP, ORDER, PLACE})


def previous(amount: pl.Expr) -> pl.Expr:
    """The amount of the period before in the same group, 0 in the first."""
    before = pl.when(_starts()).then(ZERO).otherwise(_in_order(amount).shift(1))
    return _back(before)


def running(amount: pl.Expr) -> pl.Expr:
    """The sum up to and with this period; unknown from the first unknown on."""
    return _back(_running(_in_order(amount)))


def balance(change: pl.Expr) -> pl.Expr:
    """What is left when each period adds its change and nothing falls below 0: S − min(0, min S)."""
    sums = _running(_in_order(change))
    offset = _in_order(pl.col(GROUP)).cast(pl.Int128) * APART
    lowest = ((sums.cast(pl.Int128) - offset).cum_min() + offset).clip(upper_bound=0)
    return _back(sums - lowest.cast(pl.Int64))


def _in_order(column: pl.Expr) -> pl.Expr:
    return column.gather(pl.col(ORDER))


def _back(column: pl.Expr) -> pl.Expr:
    return column.gather(pl.col(PLACE))


def _starts() -> pl.Expr:
    """Where a group begins, in order."""
    group = _in_order(pl.col(GROUP))
    return (group != group.shift(1)).fill_null(value=True)


def _running(amounts: pl.Expr) -> pl.Expr:
    """Sums within each group, in order; null from the first null on."""
    unknown = amounts.is_null().cast(pl.Int64)
    known_so_far = _within(unknown) == 0
    return pl.when(known_so_far).then(_within(amounts.fill_null(0)))


def _within(amounts: pl.Expr) -> pl.Expr:
    """The running sum since the group began: the sum of all, less what it was before the group."""
    total = amounts.cum_sum()
    return total - pl.when(_starts()).then(total - amounts).forward_fill()
