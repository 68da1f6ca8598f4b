"""Figures: what a room can count, by name, so that another room may use it without seeing the rows.

    answer = figure("teachers.dual").answer(by=post, day=date(2024, 12, 31), known=date(2025, 1, 15))

An answer is a value, or ``unknown`` (what is missing), or ``not_applicable`` (why); 0 is a value. It can list exactly
the rows that count, and those that do not with the reason.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from typing import Any, Literal, Protocol

from django.db.models import QuerySet

from gaodi.bedrock.periods import Period
from gaodi.ground.models import Post, Unit

State = Literal["value", "unknown", "not_applicable"]


@dataclass(frozen=True, slots=True)
class Asked:
    """What is asked of a figure: by whom, how it was on a day or in a period, as known at the end of another day.

    ``known`` None is today. ``unit`` narrows it to rows that one unit reports.
    """

    by: Post
    day: date
    known: date | None = None
    period: Period | None = None
    unit: Unit | None = None


@dataclass(frozen=True, slots=True)
class Answer:
    """What a figure says. With ``unknown``, ``value`` is what is known so far: at least, not in all."""

    state: State
    value: Decimal | None = None
    missing: Sequence[str] = ()  # what is missing: 望海职专 双师等级 3行
    why: str = ""

    @property
    def is_known(self) -> bool:
        return self.state == "value"


@dataclass(frozen=True, slots=True)
class LeftOut:
    """Rows that do not count, for one reason."""

    why: str
    rows: QuerySet[Any]
    unknown: bool = False  # nobody can say whether they count


@dataclass(frozen=True, slots=True)
class Rows:
    """The rows behind an answer: those that count, and the rest by reason. Each row is in exactly one of them."""

    counted: QuerySet[Any]
    left_out: Sequence[LeftOut] = field(default_factory=tuple)


class Figure(Protocol):
    """Something that can be counted."""

    @property
    def name(self) -> str: ...

    @property
    def label(self) -> str: ...

    @property
    def unit(self) -> str: ...

    def answer(self, asked: Asked) -> Answer: ...

    def rows(self, asked: Asked) -> Rows: ...


_figures: dict[str, Figure] = {}


def publish(figure: Figure) -> None:
    """A room makes a figure known, once."""
    if figure.name in _figures:
        raise ValueError(f"figure {figure.name!r} is published twice")
    _figures[figure.name] = figure


def figure(name: str) -> Figure:
    """A figure by name; KeyError where no room publishes it."""
    return _figures[name]


def figure_names() -> list[str]:
    """The names of all figures, in their order."""
    return sorted(_figures)
