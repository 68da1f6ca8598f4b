"""Teachers' practice beside a slow count that walks through the calendar day by day."""

from __future__ import annotations

from calendar import monthrange
from dataclasses import dataclass
from datetime import date, timedelta
from fractions import Fraction

from hypothesis import given, settings
from hypothesis import strategies as st

from gaodi.rules import book as books
from gaodi.rules.facts import prepare
from gaodi.rules.outcomes import explain
from gaodi.rules.tables import of_rows

SIX, CYCLE, BY_DAYS, BY_WEEKDAYS = 6, 60, 30, 22
DAY = timedelta(days=1)
BEGIN = date(2016, 6, 1)


@dataclass(frozen=True)
class Stay:
    first: date
    last: date | None
    off_duty: bool


@dataclass(frozen=True)
class Teacher:
    name: str
    joined: date | None
    stays: tuple[Stay, ...]


def moved(day: date, months: int) -> date:
    years, month = divmod(day.year * 12 + day.month - 1 + months, 12)
    return date(years, month + 1, min(day.day, monthrange(years, month + 1)[1]))


def days_of(teacher: Teacher, on: date) -> tuple[int, int]:
    """Each day of the window: off duty if a stay of that day was, else one of Monday to Friday beside teaching."""
    off = beside = 0
    day = max(moved(on, -CYCLE) + DAY, teacher.joined or date.min)
    while day <= on:
        here = [stay.off_duty for stay in teacher.stays if stay.first <= day <= (stay.last or on)]
        if any(here):
            off += 1
        elif here and day.weekday() < 5:
            beside += 1
        day += DAY
    return off, beside


def required_of(teacher: Teacher, on: date) -> Fraction:
    if teacher.joined is None:
        return Fraction(SIX)
    months = sum(1 for number in range(1, CYCLE + 1) if moved(teacher.joined, number) <= on)
    return Fraction(SIX * months, CYCLE)


def state_of(months: Fraction, required: Fraction) -> str:
    if required == 0:
        return "not_applicable"
    return "met" if months >= required else "not_met"


def millionth(number: Fraction) -> int:
    return (2 * number.numerator * 10**6 + number.denominator) // (2 * number.denominator)


days = st.integers(0, 3000).map(lambda number: BEGIN + number * DAY)
ends_of_months = st.sampled_from([date(2020, 1, 31), date(2020, 2, 29), date(2022, 5, 31), date(2023, 2, 28)])
stays = st.builds(
    lambda first, length, off, ended: Stay(first, first + length * DAY if ended else None, off_duty=off),
    days,
    st.integers(0, 120),
    st.booleans(),
    st.sampled_from([True, True, True, False]),
)
teachers = st.builds(
    lambda joined, mine: (joined, tuple(mine)), st.none() | days | ends_of_months, st.lists(stays, max_size=5)
)


def rows_of(teacher: Teacher) -> list[dict[str, object]]:
    own = {"teacher": teacher.name, "kind": "major", "joined": teacher.joined}
    written = [
        {**own, "from": stay.first, "to": stay.last, "off_duty": stay.off_duty} for stay in teacher.stays
    ]
    return written or [{**own, "from": None, "to": None, "off_duty": None}]


asked = st.integers(1900, 3000).map(lambda number: BEGIN + number * DAY) | ends_of_months.map(
    lambda day: moved(day, 12)
)


@settings(max_examples=60, deadline=None)
@given(st.lists(teachers, min_size=1, max_size=4), asked)
def test_days_months_and_state_are_those_of_a_walk_through_the_calendar(
    drawn: list[tuple[date | None, tuple[Stay, ...]]], on: date
):
    staff = [Teacher(f"教师{number}", joined, mine) for number, (joined, mine) in enumerate(drawn)]
    book = books.load("teacher_practice")
    facts = prepare(of_rows([row for teacher in staff for row in rows_of(teacher)]), book.formula(), on)

    for teacher, outcome in zip(staff, explain(book, facts), strict=True):
        off, beside = days_of(teacher, on)
        months = Fraction(off, BY_DAYS) + Fraction(beside, BY_WEEKDAYS)
        required = required_of(teacher, on)
        assert (outcome["off_days"].value, outcome["beside_days"].value) == (off, beside)
        assert outcome["days"].value == off + beside
        assert outcome["months"].value * 10**6 == millionth(months)
        assert outcome["required"].value * 10**6 == millionth(required)
        assert outcome["state"].value == state_of(months, required)


@settings(max_examples=20, deadline=None)
@given(st.lists(stays, min_size=2, max_size=5), st.randoms())
def test_the_order_of_the_rows_changes_nothing(mine: list[Stay], chance):
    book, on = books.load("teacher_practice"), date(2023, 12, 31)
    rows = rows_of(Teacher("张", None, tuple(mine)))
    shuffled = chance.sample(rows, len(rows))
    one, other = (explain(book, prepare(of_rows(table), book.formula(), on))[0] for table in (rows, shuffled))

    assert [step.value for step in one.steps] == [step.value for step in other.steps]
