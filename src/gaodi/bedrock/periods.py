"""Days, and working days by a calendar that is handed in as data."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta

ONE_DAY = timedelta(days=1)


@dataclass(frozen=True, slots=True)
class WorkCalendar:
    """Which days are worked: exceptions to Monday–Friday (``True`` a make-up workday, ``False`` a day off).

    ``known_from`` to ``known_to`` is the span the State Council's notices cover; beyond it Monday to Friday holds
    and an answer is provisional (暂按).
    """

    exceptions: Mapping[date, bool]
    known_from: date
    known_to: date

    def works(self, day: date) -> bool:
        return self.exceptions.get(day, day.weekday() < 5)

    def knows(self, day: date) -> bool:
        return self.known_from <= day <= self.known_to


def working_days_between(calendar: WorkCalendar, start: date, end: date) -> int:
    """How many working days lie after ``start`` up to and including ``end``; negative when ``end`` is earlier."""
    if end < start:
        return -working_days_between(calendar, end, start)
    return sum(calendar.works(start + ONE_DAY * n) for n in range(1, (end - start).days + 1))


def working_days_before(calendar: WorkCalendar, day: date, count: int) -> date:
    """The day ``count`` working days before ``day``."""
    while count > 0:
        day -= ONE_DAY
        count -= calendar.works(day)
    return day


def working_days_after(calendar: WorkCalendar, day: date, count: int) -> date:
    """The day ``count`` working days after ``day``."""
    for _ in range(count):
        day = next_working_day(calendar, day + ONE_DAY)
    return day


def next_working_day(calendar: WorkCalendar, day: date) -> date:
    """``day`` itself when worked, else the first working day after it."""
    while not calendar.works(day):
        day += ONE_DAY
    return day


def last_day_of_month(year: int, month: int) -> date:
    return date(year + month // 12, month % 12 + 1, 1) - ONE_DAY


def say_day(day: date) -> str:
    """2023年6月1日."""
    return f"{day.year}年{day.month}月{day.day}日"


def say_day_near(day: date, today: date) -> str:
    """6月1日 within the running year, where the year is plain; else with its year."""
    return f"{day.month}月{day.day}日" if day.year == today.year else say_day(day)


MONTHS = {"month": 1, "quarter": 3, "half": 6, "year": 12}


def period_end(day: date, rhythm: str) -> date:
    """The last day of the month, quarter, half-year or year that ``day`` lies in."""
    length = MONTHS[rhythm]
    return last_day_of_month(day.year, (day.month - 1) // length * length + length)


def previous_period_end(day: date, rhythm: str) -> date:
    """The last day of the period before the one that ``day`` lies in."""
    length = MONTHS[rhythm]
    return date(day.year, (day.month - 1) // length * length + 1, 1) - ONE_DAY


def next_period_end(day: date, rhythm: str) -> date:
    """The last day of the period after the one that ``day`` lies in."""
    return period_end(period_end(day, rhythm) + ONE_DAY, rhythm)
