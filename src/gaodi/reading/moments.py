"""时刻 — a text on its way through the rules that find the expressions of time in it.

What a rule has taken is blanked, so that a later rule cannot read a part of it again (每年3月底前 holds no 3月底).
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass

from gaodi.reading import dates
from gaodi.reading import time_phrases as phrases
from gaodi.reading.dates import YEAR, Point, read_point

DATED_YEAR = re.compile(rf"({YEAR})(?={dates.MONTH}|{dates.YEAR_PART})")


@dataclass(frozen=True, slots=True)
class Moment:
    """An expression of time; ``value`` is None where it says when something was, or measures something."""

    start: int
    end: int
    value: str | None


class Reader:
    """A text on its way through the rules."""

    def __init__(self, text: str, *, year: int | None, cell: bool) -> None:
        self.text = text
        self.left = phrases.TITLE.sub(_blank, text)
        self.year = year
        self.cell = cell
        self.moments: list[Moment] = []

    def apply(self, pattern: re.Pattern[str], read: Read) -> None:
        kept = [
            match
            for match in pattern.finditer(self.left)
            if match[0] and self._take(match, read(self, match))
        ]
        if kept:
            self.left = _blanked(self.left, kept)

    def _take(self, match: re.Match[str], value: str | None) -> bool:
        if value is NOT_THIS:
            return False
        self.moments.append(Moment(*match.span(), value))
        return True

    def point(self, text: str, near: int) -> Point | None:
        """What a date says; one without a year takes the year of the month before it in the same text."""
        return read_point(text, year=self.year_before(near))

    def year_before(self, place: int) -> int | None:
        dated = DATED_YEAR.findall(self.text, max(0, place - 60), place)
        point = read_point(dated[-1], year=self.year) if dated else None
        return point.year if point and point.year else self.year

    def before(self, match: re.Match[str]) -> str:
        return self.text[max(0, match.start() - 16) : match.start()]

    def after(self, match: re.Match[str]) -> str:
        return self.text[match.end() : match.end() + 16]


Read = Callable[[Reader, "re.Match[str]"], "str | None"]
NOT_THIS = "not this rule's"


def _blank(match: re.Match[str]) -> str:
    return phrases.TAKEN * len(match[0])


def _blanked(text: str, matches: list[re.Match[str]]) -> str:
    return "".join(_pieces(text, matches))


def _pieces(text: str, matches: list[re.Match[str]]) -> Iterator[str]:
    at = 0
    for match in matches:
        yield text[at : match.start()]
        yield _blank(match)
        at = match.end()
    yield text[at:]
