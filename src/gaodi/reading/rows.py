"""What a careful reader takes out of a task list: rows, and for everything taken the quote it was read from."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any, Literal

Strength = Literal["must", "strive", "explore", "encourage", "plain"]
STRENGTHS: dict[Strength, str] = {
    "must": "必须",
    "strive": "争取",
    "explore": "探索",
    "encourage": "鼓励",
    "plain": "一般",
}


@dataclass(frozen=True, slots=True)
class Span:
    """A stretch of a text, by characters: what was found from ``start`` to ``end``."""

    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Deadline:
    """When: ``2022``, ``2026-12``, ``2013-12-31``, ``annual``, ``every:3m``, ``ongoing``, ``from:2019-01-01``,
    ``2019-01-01/2019-12-31``, ``within:30d``, and ``--06-30`` where no year could be found.
    """

    value: str
    span: Span


@dataclass(frozen=True, slots=True)
class Target:
    """A figure of the task: ``value`` in ``unit``, a share being ``of`` something; money keeps its printed unit."""

    value: float | int
    unit: str
    of: str | None
    what: str
    span: Span
    value_max: float | int | None = None
    cmp: Literal["ge", "gt", "le", "approx"] | None = None
    printed: str | None = None


@dataclass(frozen=True, slots=True)
class Quote:
    """The words a thing was read from: ``purpose`` is ``lead[0]``, ``deadlines[1]``, ``strength`` …; ``start`` and
    ``end`` count characters in the place ``where``.
    """

    purpose: str
    text: str
    where: str
    start: int
    end: int

    def as_json(self) -> dict[str, Any]:
        return {
            "for": self.purpose,
            "text": self.text,
            "where": self.where,
            "start": self.start,
            "end": self.end,
        }


@dataclass(slots=True)
class Row:
    """One task as printed."""

    no: str | None
    text: str
    lead: list[str]
    responsible: list[str]
    open_ended: bool
    deadlines: list[str]
    targets: list[dict[str, Any]]
    strength: Strength
    quotes: list[Quote]
    where: str = ""  # where the row begins
    part: str | None = None
    title: str | None = None
    category: str | None = None
    scope: str | None = None
    # what a person should look at: (purpose as in quotes, sentence in Chinese)
    doubts: list[tuple[str, str]] = field(default_factory=list)

    def as_json(self) -> dict[str, Any]:
        """The fields that the reader promises; those a list does not have are left out."""
        out: dict[str, Any] = {"no": self.no}
        out |= {name: said for name in PLAIN_FIELDS if (said := getattr(self, name)) is not None}
        out["quotes"] = [quote.as_json() for quote in self.quotes]
        out["doubts"] = [{"for": purpose, "say": sentence} for purpose, sentence in self.doubts]
        return out


# what as_json says as it is; the number is said even where there is none
PLAIN_FIELDS = (
    *("text", "lead", "responsible", "open_ended", "deadlines", "targets", "strength"),
    *("where", "part", "title", "category", "scope"),
)


@dataclass(slots=True)
class Reading:
    """A whole list as read: its title, the year it speaks of, rows, and warnings in Chinese naming the place."""

    title: str
    year: int | None
    rows: list[Row]
    warnings: list[str]
