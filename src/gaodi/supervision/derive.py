"""From a row as read to the commitments it holds: pure, a proposal that a person looks through.

A row is not a target: each figure becomes a commitment of quantity, a date without a figure one of standard, a
rhythm one that recurs, and a row with neither a mechanism to set up.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any

from gaodi.bedrock.periods import last_day_of_month
from gaodi.supervision.models import CommitmentKind, Direction, DueBasis, Rhythm

TITLE_LENGTH = 24
DIRECTIONS = {"ge": Direction.AT_LEAST, "gt": Direction.AT_LEAST, "le": Direction.AT_MOST}
EVERY = {"1m": Rhythm.MONTH, "3m": Rhythm.QUARTER, "6m": Rhythm.HALF, "1y": Rhythm.YEAR, "12m": Rhythm.YEAR}
LARGEST, PLACES = Decimal(10**12), 4  # of a target; what is larger stays in the words
TELLING = 4  # characters; what is shorter is an opening word (同时, 其中)
_TIME_ONLY = re.compile(
    r"(?=.*(\d|[一二三四五六七八九十]五)).{2,14}(年|月|日|底|末|前|起|止|内|后|期间|以来)”?"
)
_DAY = re.compile(r"\d{4}-\d{2}-\d{2}")


@dataclass(frozen=True, slots=True)
class When:
    """What a row's deadlines say: from when, by when, on what basis, in which rhythm."""

    begins: date | None = None
    due: date | None = None
    basis: str = ""
    rhythm: str = ""


@dataclass(frozen=True, slots=True)
class Proposal:
    """A commitment as derived from the words."""

    title: str
    kind: CommitmentKind
    quote: str
    when: When
    value: Decimal | None = None
    unit: str = ""
    of: str = ""
    direction: Direction = Direction.AT_LEAST


def short_title(text: str, length: int = TITLE_LENGTH) -> str:
    """The first clause that says what (not when), cut to what a table row holds."""
    clauses = [clause.strip("“”") for clause in re.split(r"[，。；：,;\n]", text.strip())]
    telling = [clause for clause in clauses if len(clause) >= TELLING and not _TIME_ONLY.fullmatch(clause)]
    clause = telling[0] if telling else clauses[0] or text.strip()
    return clause if len(clause) <= length else clause[: length - 1] + "…"


def when(deadlines: list[str]) -> When:
    """Bring the deadlines of a row into dates: the last day named, the first start, the rhythm."""
    begins = due = None
    basis = rhythm = ""
    for text in deadlines:
        if text == "annual" or text.startswith("every:"):
            rhythm = Rhythm.YEAR if text == "annual" else EVERY.get(text.removeprefix("every:"), "")
        elif text.startswith("from:"):
            begins = _day(text.removeprefix("from:"))[0]
        else:
            start, _, end = text.rpartition("/")
            begins = _day(start)[0] if start else begins
            day, of_day = _day(end)
            if day and (due is None or day > due):
                due, basis = day, of_day
    return When(begins, due, basis, rhythm)


def _day(text: str) -> tuple[date | None, str]:
    """2022 → 2022-12-31 as the year's end; 2026-12 → its last day; a whole date as printed."""
    try:
        if _DAY.fullmatch(text):
            return date.fromisoformat(text), DueBasis.PRINTED
        if re.fullmatch(r"\d{4}-\d{2}", text):
            return last_day_of_month(int(text[:4]), int(text[5:])), DueBasis.PRINTED
        if re.fullmatch(r"\d{4}", text):
            return date(int(text), 12, 31), DueBasis.YEAR_END
    except ValueError:
        pass
    return None, ""


def proposals(row: dict[str, Any]) -> list[Proposal]:
    """The commitments of a row, one a figure; one for the whole where it has none."""
    times = when(row.get("deadlines") or [])
    quotes = {quote["for"]: quote["text"] for quote in row.get("quotes") or []}
    figures = [
        _of_figure(row["text"], target, quotes.get(f"targets[{place}]", ""), times)
        for place, target in enumerate(row.get("targets") or [])
        if abs(Decimal(str(target["value"]))) < LARGEST
    ]
    return figures or [Proposal(short_title(row["text"]), _kind(times), _clause(row["text"], ""), times)]


def _kind(times: When) -> CommitmentKind:
    if times.rhythm:
        return CommitmentKind.RECURRING
    return CommitmentKind.STANDARD if times.due else CommitmentKind.MECHANISM


def _of_figure(text: str, target: dict[str, Any], quote: str, times: When) -> Proposal:
    clause = _clause(text, quote)
    return Proposal(
        title=short_title(clause),
        kind=CommitmentKind.QUANTITY,
        quote=clause,
        when=times,
        value=round(Decimal(str(target["value"])), PLACES),
        unit=str(target.get("unit") or ""),
        of=str(target.get("of") or ""),
        direction=DIRECTIONS.get(str(target.get("cmp")), Direction.AT_LEAST),
    )


def _clause(text: str, quote: str) -> str:
    """The clause of the text around a quote; the first sentence where the quote cannot be found."""
    at = text.find(quote) if quote else -1
    if at < 0:
        return re.split(r"(?<=[。；])", text.strip(), maxsplit=1)[0][:300]
    start = max(text.rfind(mark, 0, at) for mark in "，。；,;") + 1
    ends = [place for mark in "，。；,;" if (place := text.find(mark, at + len(quote))) >= 0]
    return text[start : min(ends, default=len(text))].strip()[:300]
