"""Forecasts: when a school will meet each line of the standard, if its facts go on changing as they lately did.

The facts are carried on in a straight line, one by one, and the coming years are judged by the same book: a growing
school needs more land although no one took any away. What comes out is a forecast [D] and never a fact.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum
from fractions import Fraction

import polars as pl

from gaodi.rules import book as books
from gaodi.rules.books.school_standard.lines import LINES
from gaodi.rules.facts import RefusedFacts, prepare
from gaodi.rules.formulas import Formula
from gaodi.rules.kinds import Kind, Plain, to_inside, to_plain
from gaodi.rules.tables import of_rows

BOOK = "school_standard"
WINDOW = 3  # [D] the pace is taken from the last school years, at most so many
HORIZON = 5  # [D] and carried on so many years: beyond it a straight line says nothing
NUMERALS = {2: "两", 3: "三", 4: "四", 5: "五"}


class Course(StrEnum):
    """What becomes of a line."""

    MEETS = "meets"  # fails now, will be met
    NEVER = "never"  # fails now, and does not come nearer
    LATER = "later"  # fails now, comes nearer, but not within the horizon
    LOSES = "loses"  # is met now, will fail
    STAYS = "stays"  # is met now and as far as one looks
    UNCLEAR = "unclear"


@dataclass(frozen=True, slots=True)
class Prospect:
    """One line, or the whole standard: what becomes of it, and in which year."""

    name: str
    label: str
    course: Course
    year: int | None = None
    why: str = ""  # it cannot be told

    @property
    def is_bad(self) -> bool:
        return self.course in {Course.NEVER, Course.LOSES, Course.LATER}

    @property
    def said(self) -> str:
        """In words: 2025年可达标."""
        return {
            Course.MEETS: f"{self.year}年可达标",
            Course.NEVER: "不会达标",
            Course.LATER: f"在缩小，但{NUMERALS[HORIZON]}年内达不到",
            Course.LOSES: f"{self.year}年起不再达标",
            Course.STAYS: "保持达标",
            Course.UNCLEAR: f"看不出：{self.why}",
        }[self.course]


@dataclass(frozen=True, slots=True)
class Forecast:
    """All lines, the whole, and on what the forecast stands."""

    lines: tuple[Prospect, ...]
    whole: Prospect | None = None
    assumption: str = ""  # 按近两年的变化
    because: str = ""  # there is none

    @property
    def said(self) -> str:
        """In one sentence, marked as what it is."""
        if self.whole is None:
            return f"看不出什么时候达标：{self.because}"
        return f"{self.assumption}，{WHOLE[self.whole.course].format(self.whole.year)}"

    @property
    def moving(self) -> list[Prospect]:
        """Lines that will change, or do not stay met: the worst first."""
        moving = (line for line in self.lines if line.course is not Course.STAYS)
        return sorted(moving, key=lambda line: not line.is_bad)

    @property
    def steady(self) -> list[str]:
        return [line.label for line in self.lines if line.course is Course.STAYS]

    @property
    def horizon(self) -> int:
        return HORIZON


WHOLE = {
    Course.MEETS: "{}年九项全部达标",
    Course.NEVER: "不会全部达标",
    Course.LATER: f"{NUMERALS[HORIZON]}年内还不能全部达标",
    Course.LOSES: "{}年起不再全部达标",
    Course.STAYS: "九项保持达标",
    Course.UNCLEAR: "看不出什么时候全部达标",
}
Row = Mapping[str, Plain]


def forecast(years: Iterable[Row]) -> Forecast:
    """What becomes of each line. ``years`` are facts of one school as the book takes them, in any order."""
    known = _latest(years)
    if len(known) < 2:
        return Forecast((), because="只有一个学年的事实，至少要两个" if known else "还没有已核定的事实")
    try:
        judged = _judged([known[-1], *_carried_on(known)])
    except RefusedFacts:
        return Forecast((), because="台账里的事实互相矛盾")
    if judged[0]["in_scope"] is False:
        return Forecast((), because="不在达标范围")
    lines = tuple(
        _prospect(name, label, judged) for name, label in ((line.name, line.label) for line in LINES)
    )
    return Forecast(lines, _of_all(lines, judged), _assumption(known))


def _latest(years: Iterable[Row]) -> list[Row]:
    """The last school years, each once."""
    by_year = {_year(row): row for row in years}
    return [by_year[year] for year in sorted(by_year)][-WINDOW:]


def _year(row: Row) -> int:
    return int(str(row["year"]))


def _assumption(known: Sequence[Row]) -> str:
    first, last = _year(known[0]), _year(known[-1])
    if last - first == len(known) - 1:
        return f"按近{NUMERALS[len(known)]}年的变化"
    return f"按{first}年到{last}年的变化"


# ------------------------------------------------------------------ facts carried on


def _carried_on(known: Sequence[Row]) -> list[dict[str, Plain]]:
    """The facts of the coming years: numbers in a straight line, all else as it is."""
    first, last = known[0], known[-1]
    span = _year(last) - _year(first)
    numbers = {fact.name: fact.kind for fact in _formula().facts if fact.kind.places is not None}
    del numbers["year"], numbers["opened_year"]
    return [
        {
            **last,
            "year": _year(last) + ahead,
            **{
                name: _on(kind, first[name], last[name], Fraction(ahead, span))
                for name, kind in numbers.items()
            },
        }
        for ahead in range(1, HORIZON + 1)
    ]


def _on(kind: Kind, first: Plain, last: Plain, spans: Fraction) -> Plain:
    """A number after so many spans more; never below none, and unknown where it was unknown."""
    if first is None or last is None:
        return None
    begun, now = _inside(kind, first), _inside(kind, last)
    after = now + (now - begun) * spans
    return to_plain(kind, max(0, int(after + Fraction(1, 2))))  # rounded half up; below none it is cut anyway


def _inside(kind: Kind, value: Plain) -> int:
    found = to_inside(kind, Decimal(str(value)))
    return int(str(found))


def _formula() -> Formula:
    return books.load(BOOK).formula()


# ------------------------------------------------------------------ judged by the book


def _judged(rows: Sequence[Row]) -> list[dict[str, object]]:
    """What the book says of each year: whether each line is reached, and how much it lacks."""
    facts = prepare(of_rows(rows), _formula())
    columns = [f"{line.name}_{what}" for line in LINES for what in ("pass", "gap")]
    names = ["year", "compliant", "in_scope", *columns]
    frame: pl.DataFrame = books.load(BOOK).plan().run(facts.frame.lazy(), facts.span).select(names).collect()
    return frame.sort("year").to_dicts()


def _prospect(name: str, label: str, judged: Sequence[Mapping[str, object]]) -> Prospect:
    now, coming = judged[0], judged[1:]
    passed = now[f"{name}_pass"]
    if passed is None or any(row[f"{name}_pass"] is None for row in coming):
        return Prospect(name, label, Course.UNCLEAR, why="缺事实或标准")
    turn = next((row for row in coming if row[f"{name}_pass"] is not passed), None)
    if turn is not None:
        return Prospect(name, label, Course.LOSES if passed else Course.MEETS, int(str(turn["year"])))
    return Prospect(name, label, Course.STAYS if passed else _unmet(name, now, coming[-1]))


def _unmet(name: str, now: Mapping[str, object], last: Mapping[str, object]) -> Course:
    gap, then = (int(str(row[f"{name}_gap"])) for row in (now, last))
    return Course.LATER if then < gap else Course.NEVER


def _of_all(lines: Sequence[Prospect], judged: Sequence[Mapping[str, object]]) -> Prospect:
    """When all lines together are met, or no more."""
    name, label = "compliant", "九项全部达标"
    passed = judged[0][name]
    if passed is None or any(row[name] is None for row in judged):
        return Prospect(name, label, Course.UNCLEAR, why="缺事实或标准")
    turn = next((row for row in judged[1:] if row[name] is not passed), None)
    if turn is not None:
        return Prospect(name, label, Course.LOSES if passed else Course.MEETS, int(str(turn["year"])))
    if passed:
        return Prospect(name, label, Course.STAYS)
    hopeless = any(line.course in {Course.NEVER, Course.LOSES} for line in lines)
    return Prospect(name, label, Course.NEVER if hopeless else Course.LATER)
