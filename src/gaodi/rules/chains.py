"""Chains: what a period hands to the next one of the same group, as scans over the whole table.

ORDER lists the rows by group and day, GROUP numbers the groups in that order. A scan over all rows is many times as
quick as a window for each group, so groups are told apart by an offset: each stands lower than all before it by more
than any sum.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence

import polars as pl

GROUP = "_group"
ORDER = "_order"  # the rows of the table in order of their groups and days
PLACE = "_place"  # where each row stands in that order
OWN = frozenset({GROUP, ORDER, PLACE})
IN_64_BITS = 2**62

Scan = Callable[
    [pl.Series, pl.Series], pl.Series
]  # amounts and numbers of groups, in order → what stands at each row


def previous(amount: pl.Expr) -> pl.Expr:
    """The amount of the period before in the same group, 0 in the first."""
    return _scan(amount, _before)


def running(amount: pl.Expr) -> pl.Expr:
    """The sum up to and with this period; unknown from the first unknown on."""
    return _scan(amount, _sums)


def balance(change: pl.Expr) -> pl.Expr:
    """What is left when each period adds its change and nothing falls below 0: S − min(0, min S)."""
    return _scan(change, _balance)


def brought_forward(change: pl.Expr) -> pl.Expr:
    """The balance of the period before: what this period begins with."""
    return _scan(change, lambda amounts, groups: _before(_balance(amounts, groups), groups))


def _scan(amount: pl.Expr, scan: Scan) -> pl.Expr:
    def over_all(columns: Sequence[pl.Series]) -> pl.Series:
        amounts, groups, order, place = columns
        return scan(amounts.gather(order), groups.gather(order)).gather(place)

    own = [pl.col(GROUP), pl.col(ORDER), pl.col(PLACE)]
    return pl.map_batches([amount, *own], over_all, return_dtype=pl.Int64)


def _starts(groups: pl.Series) -> pl.Series:
    return (groups != groups.shift(1)).fill_null(value=True)


def _before(amounts: pl.Series, groups: pl.Series) -> pl.Series:
    return amounts.shift(1).zip_with(~_starts(groups), pl.zeros(len(amounts), dtype=pl.Int64, eager=True))


def _sums(amounts: pl.Series, groups: pl.Series) -> pl.Series:
    """Sums within each group; null from the first null on."""
    if not amounts.null_count():
        return _within(amounts, groups)
    so_far = _within(amounts.is_null().cast(pl.Int64), groups)
    nothing = pl.repeat(None, len(amounts), dtype=pl.Int64, eager=True)
    return _within(amounts.fill_null(0), groups).zip_with(so_far == 0, nothing)


def _within(amounts: pl.Series, groups: pl.Series) -> pl.Series:
    """The running sum since the group began: the sum of all, less what it was before the group."""
    total = amounts.cum_sum()
    before_each_group = (total - amounts).filter(_starts(groups))
    return total - before_each_group.gather(groups)


def _balance(changes: pl.Series, groups: pl.Series) -> pl.Series:
    sums = _sums(changes, groups)
    return sums - _lowest(sums, groups).clip(upper_bound=0)


def _lowest(sums: pl.Series, groups: pl.Series) -> pl.Series:
    """The lowest sum so far in each group: as many bits as offsets that keep the groups apart need."""
    highest, lowest = sums.max(), sums.min()
    if not isinstance(highest, int) or not isinstance(lowest, int):
        return sums  # nothing is known
    apart = highest - lowest + 1
    wide = pl.Int64 if apart * len(groups) < IN_64_BITS else pl.Int128
    offset = pl.lit(groups).cast(wide) * pl.lit(apart, wide)
    lowered = (pl.lit(sums).cast(wide) - offset).cum_min() + offset
    return pl.select(lowered.cast(pl.Int64)).to_series()
