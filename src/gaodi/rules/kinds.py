"""Kinds of columns: what a cell is inside (whole numbers of a smallest part) and how it is said outside.

Money is 分, a quantity its hundredth, a ratio its millionth; so nothing is a float, and sums are exact.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from decimal import Decimal

import polars as pl

from gaodi.bedrock.money import half_up
from gaodi.bedrock.periods import say_day

# the states a test may end in; a book may add words of its own
STATES = {
    "met": "达到",
    "not_met": "未达到",
    "met_late": "逾期达到",
    "short": "不足",
    "conflict": "要求相互冲突",
    "lapsed": "已失效",
    "unknown": "无法判断",
    "not_applicable": "不适用",
}
TRUTHS = {"true": "是", "false": "否"}


@dataclass(frozen=True, slots=True)
class Kind:
    """One kind: its name, its type inside, and as how many decimal places it is kept (``None``: no number)."""

    name: str
    inside: pl.DataType
    places: int | None = None


TEXT = Kind("text", pl.String())
CODE = Kind("code", pl.String())  # one of a list of words
STATE = Kind("state", pl.String())
TRUTH = Kind("truth", pl.Boolean())
DATE = Kind("date", pl.Date())
PERIOD = Kind("period", pl.String())  # 2023 · 2023Q1 · 2023-05
YEAR = Kind("year", pl.Int64(), 0)
COUNT = Kind("count", pl.Int64(), 0)
MONEY = Kind("money", pl.Int64(), 2)
QUANTITY = Kind("quantity", pl.Int64(), 2)
RATIO = Kind("ratio", pl.Int64(), 6)

KINDS = {
    kind.name: kind for kind in (TEXT, CODE, STATE, TRUTH, DATE, PERIOD, YEAR, COUNT, MONEY, QUANTITY, RATIO)
}
Plain = str | int | Decimal | bool | date | None


def to_inside(kind: Kind, value: Plain) -> str | int | bool | date | None:
    """A plain value as the engine keeps it; one with too many decimals is a ValueError."""
    if kind.places is None or value is None:
        return value if not isinstance(value, Decimal) else str(value)
    if isinstance(value, bool | str | date):
        raise ValueError(f"{value} is no {kind.name}")  # noqa: TRY004  a file's mistake, not the program's
    scaled = Decimal(value).scaleb(kind.places)
    if scaled != scaled.to_integral_value():
        raise ValueError(f"{value} has more than {kind.places} decimals")
    return int(scaled)


def to_plain(kind: Kind, inside: object) -> Plain:
    """A value of the engine as others read it: Decimal with its places, whole numbers as int."""
    if not kind.places or not isinstance(inside, int):
        return inside  # type: ignore[return-value]
    return Decimal(inside).scaleb(-kind.places)


def outside(kind: Kind, column: str) -> pl.Expr:
    """A column of the engine as it leaves: numbers as decimals with their places."""
    if not kind.places:
        return pl.col(column)
    part = pl.lit(Decimal(1).scaleb(-kind.places)).cast(pl.Decimal(kind.places + 1, kind.places))
    return (pl.col(column).cast(pl.Decimal(38, 0)) * part).alias(column)


def say(kind: Kind, value: Plain, unit: str = "", words: dict[str, str] | None = None) -> str:
    """A value for people: 18,000.00 元, 52.50%, 2023年6月1日, 是."""
    if value is None:
        return ""
    if isinstance(value, bool):
        return TRUTHS[str(value).lower()]
    if isinstance(value, date):
        return say_day(value)
    if isinstance(value, str):
        return {**STATES, **TRUTHS, **(words or {})}.get(value, value)
    if kind is RATIO and unit in {"", "比例"}:
        return f"{half_up(Decimal(value) * 100):,}%"
    return f"{_shown(kind, value)} {unit}".strip()


def _shown(kind: Kind, value: int | Decimal) -> str:
    if kind is YEAR or not kind.places:
        return str(value) if kind is YEAR else f"{value:,}"
    exact = half_up(Decimal(value))
    if kind is QUANTITY and exact == exact.to_integral_value():
        return f"{int(exact):,}"
    return f"{exact:,}"
