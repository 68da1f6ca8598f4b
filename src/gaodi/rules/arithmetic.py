"""Arithmetic over columns of whole numbers, exact and with null as unknown.

Three traps that these hide: ``when(null)`` takes the other branch, ``min_horizontal`` steps over null, and products of
two amounts leave 64 bits.
"""

from __future__ import annotations

from dataclasses import dataclass

import polars as pl

from gaodi.rules.kinds import RATIO, Kind

ZERO = pl.lit(0, pl.Int64)
LARGEST = 10**14  # 分, or the smallest part of any other fact; facts beyond it are refused
MILLION = 10 ** (RATIO.places or 0)
NARROW = 10**3  # the largest numerator of a rate whose products with sums of amounts stay in 64 bits
NARROW_BOTH = 10**4  # the same of two rates that share an amount
WHOLE = pl.lit(MILLION, pl.Int64)  # 100 % as a ratio column


def choose(condition: pl.Expr, then: pl.Expr, otherwise: pl.Expr) -> pl.Expr:
    """``then`` where the condition is true, ``otherwise`` where it is false, null where it is unknown."""
    return pl.when(condition).then(then).when(~condition).then(otherwise)


def least(one: pl.Expr, other: pl.Expr) -> pl.Expr:
    """The smaller of two, null when either is unknown."""
    return choose(one <= other, one, other)


def most(one: pl.Expr, other: pl.Expr) -> pl.Expr:
    """The larger of two, null when either is unknown."""
    return choose(one >= other, one, other)


def above_zero(amount: pl.Expr) -> pl.Expr:
    """The amount where it is positive, else 0; null stays."""
    return amount.clip(lower_bound=0)


def whole_up(amount: pl.Expr, unit: pl.Expr) -> pl.Expr:
    """How many units hold an amount, rounded up: 1,201 pupils by 20 a teacher → 61."""
    return -((-amount) // unit)


def divide_half_up(amount: pl.Expr, by: pl.Expr) -> pl.Expr:
    """Amount ÷ by to the nearest whole, a half away from zero; null where ``by`` is 0."""
    by_size, size = by.abs(), amount.abs()
    return amount.sign() * by.sign() * ((2 * size + by_size) // (2 * by_size))


def total(amounts: pl.Expr) -> pl.Expr:
    """The sum over the rows of an outcome; unknown when one of them is."""
    return pl.when(~amounts.is_null().any()).then(amounts.sum())


def count_of(truth: pl.Expr) -> pl.Expr:
    """How many rows hold; unknown when one of them is."""
    return total(truth.cast(pl.Int64))


def all_hold(truth: pl.Expr) -> pl.Expr:
    """Whether all rows hold: one that fails outweighs the unknown."""
    return truth.all(ignore_nulls=False)


def any_holds(truth: pl.Expr) -> pl.Expr:
    """Whether one row holds: one that holds outweighs the unknown."""
    return truth.any(ignore_nulls=False)


def distinct(names: pl.Expr, where: pl.Expr) -> pl.Expr:
    """How many different names stand in the rows of an outcome that hold; unknown while one name is undecided."""
    certain = names.filter(where).n_unique()
    possible = names.filter(where.fill_null(value=True)).n_unique()
    return pl.when(certain == possible).then(certain)


def verdict(truth: pl.Expr) -> pl.Expr:
    """The state of a test: met where it holds, not_met where it does not."""
    return choose(truth, pl.lit("met"), pl.lit("not_met"))


def ratio(part: pl.Expr, whole: pl.Expr) -> pl.Expr:
    """Part ÷ whole in millionths, HALF_UP; null where the whole is 0."""
    return divide_half_up(part.cast(pl.Int128) * MILLION, whole.cast(pl.Int128)).cast(pl.Int64)


def per_head(amount: pl.Expr, kind: Kind, heads: pl.Expr) -> pl.Expr:
    """An amount of a kind ÷ heads in millionths of its unit, HALF_UP; null without heads: 40,000 ㎡ ÷ 1,350."""
    whole = heads.cast(pl.Int128) * 10 ** (kind.places or 0)
    return ratio(amount, whole)


def exceeds(part: pl.Expr, whole: pl.Expr, other_part: pl.Expr, other_whole: pl.Expr) -> pl.Expr:
    """Whether part ÷ whole > other_part ÷ other_whole, both wholes positive; by cross-multiplication, unrounded."""
    return part.cast(pl.Int128) * other_whole > other_part.cast(pl.Int128) * whole


def whole_share(amount: pl.Expr, part: pl.Expr, whole: pl.Expr) -> pl.Expr:
    """Amount × part ÷ whole rounded down, in 128 bits; the whole is positive."""
    return (amount.cast(pl.Int128) * part // whole).cast(pl.Int64)


def remainder(amount: pl.Expr, part: pl.Expr, whole: pl.Expr) -> pl.Expr:
    """What ``whole_share`` leaves, in parts of the whole."""
    return (amount.cast(pl.Int128) * part % whole).cast(pl.Int64)


@dataclass(frozen=True, slots=True)
class Rate:
    """A dated share as an exact fraction: a column of numerators over one constant denominator.

    ``wide``: by its largest numerator, products with amounts may leave 64 bits, so they are reckoned in 128, slower.
    """

    numerator: pl.Expr
    denominator: int
    wide: bool = False

    def _room(self, amount: pl.Expr) -> pl.Expr:
        return amount.cast(pl.Int128) if self.wide else amount

    def _back(self, amount: pl.Expr) -> pl.Expr:
        return amount.cast(pl.Int64) if self.wide else amount

    def half_up(self, amount: pl.Expr) -> pl.Expr:
        """Amount × rate to the nearest smallest part, a half upwards; the amount is not negative."""
        twice = 2 * self._room(amount) * self.numerator
        return self._back((twice + self.denominator) // (2 * self.denominator))

    def whole(self, count: pl.Expr) -> pl.Expr:
        """Count × rate, rounded down (a ceiling: 45 at 10 % → 4)."""
        return self._back(self._room(count) * self.numerator // self.denominator)

    def whole_up(self, count: pl.Expr) -> pl.Expr:
        """Count × rate, rounded up (a duty: 151 at 2 % → 4)."""
        return -self._back((self._room(-count) * self.numerator) // self.denominator)

    def reached_by(self, part: pl.Expr, whole: pl.Expr) -> pl.Expr:
        """Whether part ÷ whole ≥ rate, unrounded."""
        return part.cast(pl.Int128) * self.denominator >= whole.cast(pl.Int128) * self.numerator

    def passed_by(self, part: pl.Expr, whole: pl.Expr) -> pl.Expr:
        """Whether part ÷ whole > rate, unrounded."""
        return part.cast(pl.Int128) * self.denominator > whole.cast(pl.Int128) * self.numerator

    @property
    def millionths(self) -> pl.Expr:
        """The rate itself as a ratio column."""
        parts: pl.Expr = self.numerator * (MILLION // self.denominator)
        return parts


def split(amount: pl.Expr, first: Rate, second: Rate) -> pl.Expr:
    """The first one's part of an amount shared by two rates, HALF_UP; the second has the remainder."""
    # brought to one denominator by multiplying crosswise
    wide = first.wide or second.wide or first.denominator * second.denominator > NARROW_BOTH
    amount = amount.cast(pl.Int128) if wide else amount
    ours = first.numerator * second.denominator
    both = ours + second.numerator * first.denominator
    found = (2 * amount * ours + both) // (2 * both)
    return found.cast(pl.Int64) if wide else found


def months_after(day: pl.Expr, months: pl.Expr) -> pl.Expr:
    """The same day number so many months later (earlier when negative), else the month's last day."""
    return day.dt.offset_by(pl.format("{}mo", months))


def years_after(day: pl.Expr, years: pl.Expr) -> pl.Expr:
    """The same day so many years later, a birthday say; 29 February becomes the 28th."""
    return day.dt.offset_by(pl.format("{}y", years))


def days_after(day: pl.Expr, days: pl.Expr) -> pl.Expr:
    """The day so many days later."""
    later: pl.Expr = day + pl.duration(days=days)
    return later


def days_between(start: pl.Expr, end: pl.Expr) -> pl.Expr:
    """How many days lie from start to end, 0 when they are one."""
    return (end - start).dt.total_days()


def weekdays(first: pl.Expr, last: pl.Expr) -> pl.Expr:
    """How many Mondays to Fridays lie from first to last, both counted; 0 when last is before first."""
    counted = pl.business_day_count(first, days_after(last, pl.lit(1))).cast(pl.Int64)
    return choose(first <= last, counted, ZERO)


def whole_months(start: pl.Expr, end: pl.Expr) -> pl.Expr:
    """How many whole months lie from start to end: 2023-01-31 to 2023-02-28 is one."""
    apart: pl.Expr = (
        (end.dt.year() - start.dt.year()).cast(pl.Int64) * _MONTHS + end.dt.month() - start.dt.month()
    )
    return apart - (months_after(start, apart) > end).cast(pl.Int64)


_MONTHS = 12
