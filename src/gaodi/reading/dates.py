"""日期 — days, months, years and parts of them, as officials write them, and what day each of them means.

A part of a year or month means its last day: 2026年上半年 is 2026-06-30, 6月上旬 is the 10th, 年底 is 31 December.
A month alone stays a month, a year alone a year.
"""

from __future__ import annotations

import re
from datetime import date, timedelta
from typing import NamedTuple

from gaodi.bedrock.periods import last_day_of_month
from gaodi.bedrock.text import read_number

# Fragments of expressions, without groups, so that they can be composed.
CHINESE_YEAR = r"(?:二[〇零]|一九)[〇零一二三四五六七八九]{2}"
YEAR = (
    rf"(?:(?<![\d.])(?:19|20)\d{{2}}年度?|{CHINESE_YEAR}年度?|[今本当明]年度?"
    # 26年6月, but not the 26年 of a length of time
    r"|(?<![\d.])2\d年(?=\d{1,2}月|年?底|年?末|[上下]半年|第?[一二三四1-4]季))"
)
MONTH_IN_FIGURES = r"(?<![\d.])(?:1[0-2]|0?[1-9])月份?"
MONTH_IN_WORDS = r"(?<![一二三四五六七八九十])(?:十[一二]?|[一二三四五六七八九])月份?"
MONTH = rf"(?:{MONTH_IN_FIGURES}|{MONTH_IN_WORDS})"
DAY = r"(?:3[01]|[12]\d|0?[1-9]|三十一?|二?十[一二三四五六七八九]?|[一二三四五六七八九])[日号]"
MONTH_PART = r"(?:底|末|上中旬|中下旬|[上中下]旬|[上下]半月)"
QUARTER = r"(?:[第前]?[一二三四1-4]个?季度|[一二三四首]季)(?:末|底)?"
HALF = r"(?:上半年|下半年)(?:末|底)?"
FEAST = r"“?(?:元旦|春节|五一|国庆|秋季(?:学期)?开学)”?(?:节|长假|假期)?之?前"
YEAR_PART = rf"(?:{QUARTER}|{HALF}|{FEAST}|年?底|年?末|[年以]?内(?!的))"
# 2026年6月30日, 2026年6月底, 2026年上半年, 2026年底, 2026年
DATED = rf"{YEAR}(?:{MONTH}(?:{DAY}|{MONTH_PART})?|{YEAR_PART})?"
# 6月30日, 6月底, 上半年, 年底 — the year is to be found elsewhere; 一月 alone may be any month
UNDATED = (
    rf"(?:{MONTH_IN_FIGURES}(?:{DAY}|{MONTH_PART})?|{MONTH_IN_WORDS}(?:{DAY}|{MONTH_PART})"
    rf"|(?<![\d一二三四每]){QUARTER}|(?<!每年){HALF}|{FEAST}|(?<![每去上往前历逐半\d])年[底末]|(?<![每多几半\d一二两三四五六七八九十])年内(?!的))"
)
# 2026.12, 2026/12/31, 2026-12-31, 20261231
NUMERIC = (
    r"(?<![\d.])(?:20\d{2}[./-](?:1[0-2]|0?[1-9])(?:[./-](?:3[01]|[12]\d|0?[1-9]))?(?![\d])"
    r"|20\d{2}(?:1[0-2]|0[1-9])(?:3[01]|[12]\d|0[1-9])?(?!\d))(?:日|月)?"
)

PARTS = re.compile(
    rf"(?:(?P<year>\d{{4}}|\d{{2}}|{CHINESE_YEAR}|[今本当明])年度?)?"
    rf"(?:(?P<month>\d{{1,2}}|[一二三四五六七八九十]{{1,2}})月份?(?:(?P<day>\d{{1,2}}|[一二三四五六七八九十]{{1,3}})[日号])?)?"
    rf"(?P<part>{MONTH_PART}|{YEAR_PART})?"
)
NUMERIC_PARTS = re.compile(r"(\d{4})[./-]?(\d{1,2})(?:[./-]?(\d{1,2}))?")
TENTHS = {"上旬": 10, "上半月": 15, "中旬": 20, "上中旬": 20}
FIXED_FEASTS = {"元旦": (1, 1), "五一": (5, 1), "国庆": (10, 1), "秋季": (9, 1)}
# The first day of the lunar year, as published by the Purple Mountain Observatory.
SPRING_FESTIVALS = {
    2012: (1, 23), 2013: (2, 10), 2014: (1, 31), 2015: (2, 19), 2016: (2, 8), 2017: (1, 28), 2018: (2, 16),
    2019: (2, 5), 2020: (1, 25), 2021: (2, 12), 2022: (2, 1), 2023: (1, 22), 2024: (2, 10), 2025: (1, 29),
    2026: (2, 17), 2027: (2, 6), 2028: (1, 26), 2029: (2, 13), 2030: (2, 3), 2031: (1, 23), 2032: (2, 11),
    2033: (1, 31), 2034: (2, 19), 2035: (2, 8), 2036: (1, 28),
}  # fmt: skip


class Point(NamedTuple):
    """A year, a month or a day; without a year where none was found."""

    year: int | None
    month: int | None = None
    day: int | None = None

    def say(self) -> str:
        """``2022``, ``2026-12``, ``2013-12-31``, ``--06-30``."""
        parts = [f"{self.year:04}" if self.year else "-"]
        parts += [f"{part:02}" for part in (self.month, self.day) if part]
        return "-".join(parts)

    def first(self) -> Point:
        """The first day of it."""
        return Point(self.year, self.month or 1, self.day or 1)

    def last(self) -> Point:
        """The last day of it."""
        month = self.month or 12
        return Point(self.year, month, self.day or last_day(self.year, month))


def read_start(text: str, *, year: int | None) -> Point | None:
    """What a date means as a beginning: 第二季度 begins on 1 April, 下半年 on 1 July, 底 and 旬 as they stand."""
    point = read_point(text, year=year)
    if point and point.month and re.search(QUARTER, text):
        return Point(point.year, point.month - 2, 1)
    if point and point.month and re.search(HALF, text):
        return Point(point.year, point.month - 5, 1)
    return point


def last_day(year: int | None, month: int) -> int:
    """The last day of a month; of February in a year unknown, the 28th."""
    return last_day_of_month(year or 2001, month).day


def read_point(text: str, *, year: int | None) -> Point | None:
    """What a date says; ``year`` is the one to take where it says none, or 今年. None for 13月 or 31 June."""
    if numeric := NUMERIC_PARTS.match(text):
        return _valid(Point(*(int(part) if part else None for part in numeric.groups())))
    parts = PARTS.match(text)
    if parts is None or not parts[0]:
        return None
    point = Point(_year(parts["year"], year), _count(parts["month"]), _count(parts["day"]))
    part = parts["part"] or ""
    if parts["year"] and point.year and "元旦" in part:
        point = Point(point.year - 1)  # 2026年元旦前 is in 2025, 元旦前 in a list of 2026 is at its end
    return _valid(_narrow(point, part))


def _count(text: str | None) -> int | None:
    number = read_number(text) if text else None
    return int(number) if number is not None else None


def _year(text: str | None, known: int | None) -> int | None:
    if text is None or text in "今本当":
        return known
    if text == "明":
        return known + 1 if known else None
    number = _count(text)
    return number + 2000 if number is not None and number < 100 else number


def _narrow(point: Point, part: str) -> Point:
    """The last day of a part of the year or month."""
    if not part:
        return point
    if part.endswith("前") and not point.month:
        return _before_feast(point.year, part)
    if point.month:
        return Point(point.year, point.month, TENTHS.get(part) or last_day(point.year, point.month))
    return Point(point.year, _last_month(part), None).last()


def _last_month(part: str) -> int:
    if "首季" in part:
        return 3
    if "季" in part:
        ordinal = re.search(r"[一二三四1-4]", part)
        return 3 * (_count(ordinal[0] if ordinal else None) or 4)
    return 6 if part.startswith("上") else 12


def _before_feast(year: int | None, part: str) -> Point:
    """The day before a feast; nobody can say which before a Spring Festival of a year unknown."""
    if "春节" in part:
        first = SPRING_FESTIVALS.get(year or 0)
        if first is None:
            return Point(year)
    else:
        first = next(day for name, day in FIXED_FEASTS.items() if name in part)
    day = date(year or 2001, *first) - timedelta(days=1)
    return Point(year, day.month, day.day)


def _valid(point: Point) -> Point | None:
    """The point, unless the calendar knows no such day."""
    if point.year is None and point.month is None:
        return None
    if point.year is not None and not 1900 <= point.year < 2100:
        return None
    if point.month is not None and not 1 <= point.month <= 12:
        return None
    # 29 February may be, where the year is unknown
    if point.day is not None and point.day > last_day(point.year or 2000, point.month or 1):
        return None
    return point
