"""结论的形状 — what the rule gives back, and what it wants from the book in force."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Protocol

Facts = Mapping[str, object]


class Citation(Protocol):
    """Where a value or a wording stands, and how sure that is."""

    @property
    def document(self) -> str: ...
    @property
    def article(self) -> str: ...
    @property
    def confidence(self) -> str: ...
    @property
    def note(self) -> str | None: ...
    @property
    def text(self) -> str | None: ...


class Book(Protocol):
    """The parameters and clauses by day. A clause that was not in force on the day has no citation;
    without a day the latest one is meant.
    """

    def value(self, name: str, on: date) -> object: ...
    def cite(self, name: str, on: date | None) -> Citation | None: ...


@dataclass(frozen=True, slots=True)
class Clause:
    """One stretch of the notice that was looked at: an exact substring, and whether it discriminates by its words."""

    quote: str
    start: int
    end: int
    flagged: bool
    kind: str  # mode | school | abroad | majors | catalogue | practice | lawful
    why: str
    article: str
    confidence: str  # high | medium | low: how far a careful reader may differ

    def as_json(self) -> dict[str, object]:
        names = ("quote", "flagged", "kind", "why", "article", "confidence")
        return {name: getattr(self, name) for name in names}


@dataclass(frozen=True, slots=True)
class Reading:
    """A fact about the notice and where it was taken from; an empty quote: it was given."""

    fact: str
    value: object
    quote: str = ""


@dataclass(frozen=True, slots=True)
class Judged:
    """The outcome for one notice."""

    clauses: tuple[Clause, ...]
    effect: str  # violation | law_53 | advice | none | unknown
    effect_why: str
    missing: tuple[str, ...]
    citations: tuple[Citation, ...]
    readings: tuple[Reading, ...] = ()

    @property
    def flagged(self) -> tuple[str, ...]:
        return tuple(clause.quote for clause in self.clauses if clause.flagged)

    @property
    def lawful(self) -> tuple[str, ...]:
        return tuple(clause.quote for clause in self.clauses if not clause.flagged)

    def as_json(self) -> dict[str, object]:
        return {
            "clauses": [clause.as_json() for clause in self.clauses],
            "effect": self.effect,
            "effect_why": self.effect_why,
            "missing": list(self.missing),
            "citations": [_said(citation) for citation in self.citations],
        }


def _said(citation: Citation) -> dict[str, object]:
    names = ("document", "article", "confidence", "note", "text")
    return {name: getattr(citation, name, None) for name in names}
