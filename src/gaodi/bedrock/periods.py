"""Days, and working days by a calendar that is handed in as data."""

from __future__ import annotations

import re
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


# ------------------------------------------------------------------ named periods


@dataclass(frozen=True, slots=True)
class Period:
    """A stretch of time with a name: ``text`` is canonical (2023 · 2023-2024 · 2023H1 · 2023Q1 · 2023-05)."""

    text: str
    first: date
    last: date


_YEAR = r"((?:19|20)\d\d)"
PERIODS = {
    "year": re.compile(rf"{_YEAR}(?:年度?)?"),
    "school_year": re.compile(rf"{_YEAR}(?:[-—~至]((?:19|20)\d\d))?(?:学年度?)?"),
    "half": re.compile(rf"{_YEAR}年?(?:H|第)?([12一二上下])(?:半年)?"),
    "quarter": re.compile(rf"{_YEAR}年?(?:Q|第)?([1-4一二三四])(?:季度?)?"),
    "month": re.compile(rf"{_YEAR}[-./年]?(0?[1-9]|1[0-2])月?"),
}
ORDINALS = {"一": 1, "二": 2, "三": 3, "四": 4, "上": 1, "下": 2}


def read_period(text: str, rhythm: str) -> Period | None:
    """The period that a text names — 2023年 · 2023-2024学年 · 2023年上半年 · 2023Q1 · 2023年5月 — or None."""
    hit = PERIODS[rhythm].fullmatch(text.upper())
    if not hit:
        return None
    year = int(hit[1])
    if rhythm == "year":
        return Period(str(year), date(year, 1, 1), date(year, 12, 31))
    if rhythm == "school_year":  # from 1 September
        wrong = hit[2] and int(hit[2]) != year + 1
        return None if wrong else Period(f"{year}-{year + 1}", date(year, 9, 1), date(year + 1, 8, 31))
    number = ORDINALS.get(hit[2]) or int(hit[2])
    length = MONTHS[rhythm]
    name = {"half": f"{year}H{number}", "quarter": f"{year}Q{number}", "month": f"{year}-{number:02}"}[rhythm]
    last = last_day_of_month(year, number * length)
    return Period(name, date(year, (number - 1) * length + 1, 1), last)


def say_period(text: str) -> str:
    """A canonical period as an office says it: 2023年, 2023-2024学年, 2023年上半年, 2023年1季度, 2023年5月."""
    if len(text) == 4:
        return f"{text}年"
    if len(text) == 9:
        return f"{text}学年"
    year, rest = text[:4], text[4:]
    if rest[0] == "H":
        return f"{year}年{'上' if rest[1] == '1' else '下'}半年"
    return f"{year}年{rest[1]}季度" if rest[0] == "Q" else f"{year}年{int(rest[1:])}月"
