"""Days and working days, against counting by hand."""

from __future__ import annotations

from datetime import date, timedelta
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gaodi.bedrock.periods import (
    ONE_DAY,
    Period,
    WorkCalendar,
    last_day_of_month,
    next_period_end,
    next_working_day,
    period_end,
    previous_period_end,
    read_period,
    say_day,
    say_period,
    working_days_after,
    working_days_before,
    working_days_between,
)

# the National Day of 2023: 29 September to 6 October off, 7 and 8 October worked
OFF = {date(2023, 9, 29) + timedelta(days=n): False for n in range(8)}
CALENDAR = WorkCalendar(
    OFF | {date(2023, 10, 7): True, date(2023, 10, 8): True}, date(2023, 1, 1), date(2023, 12, 31)
)
days = st.dates(date(2023, 8, 1), date(2023, 12, 31))


@pytest.mark.parametrize(
    ("day", "works"),
    [
        (date(2023, 9, 28), True),
        (date(2023, 9, 29), False),
        (date(2023, 10, 7), True),  # a Saturday
        (date(2023, 10, 14), False),  # a Saturday
        (date(2030, 10, 1), True),  # beyond the notices: a Tuesday is a Tuesday
    ],
)
def test_works(day, works):
    assert CALENDAR.works(day) == works


def test_what_is_known_has_both_ends():
    assert CALENDAR.knows(date(2023, 1, 1))
    assert CALENDAR.knows(date(2023, 12, 31))
    assert not CALENDAR.knows(date(2022, 12, 31))
    assert not CALENDAR.knows(date(2024, 1, 1))


@pytest.mark.parametrize(
    ("start", "end", "count"),
    [
        (date(2023, 10, 19), date(2023, 10, 20), 1),
        (date(2023, 10, 20), date(2023, 10, 20), 0),
        (date(2023, 10, 20), date(2023, 10, 23), 1),
        (date(2023, 9, 28), date(2023, 10, 9), 3),
        (date(2023, 10, 9), date(2023, 9, 28), -3),
    ],
)
def test_working_days_between(start, end, count):
    assert working_days_between(CALENDAR, start, end) == count


@given(days, days)
def test_between_is_what_one_counts_on_ones_fingers(start, end):
    early, late = sorted((start, end))
    counted = 0
    day = early
    while day < late:
        day += ONE_DAY
        counted += CALENDAR.works(day)

    assert working_days_between(CALENDAR, early, late) == counted
    assert working_days_between(CALENDAR, late, early) == -counted


@given(days, st.integers(1, 40))
def test_before_and_after_are_each_others_way_back(day, count):
    after = working_days_after(CALENDAR, day, count)
    assert CALENDAR.works(after)
    assert working_days_between(CALENDAR, day, after) == count

    before = working_days_before(CALENDAR, day, count)
    assert CALENDAR.works(before)
    assert working_days_between(CALENDAR, before - ONE_DAY, day - ONE_DAY) == count


def test_twenty_working_days_before_the_end_of_the_year():
    assert working_days_before(CALENDAR, date(2023, 12, 31), 20) == date(2023, 12, 4)


@pytest.mark.parametrize(
    ("day", "worked"),
    [
        (date(2023, 9, 29), date(2023, 10, 7)),
        (date(2023, 10, 8), date(2023, 10, 8)),
        (date(2023, 10, 14), date(2023, 10, 16)),
    ],
)
def test_next_working_day(day, worked):
    assert next_working_day(CALENDAR, day) == worked


@pytest.mark.parametrize(
    ("year", "month", "last"), [(2023, 2, 28), (2024, 2, 29), (2023, 12, 31), (2023, 11, 30), (2100, 2, 28)]
)
def test_last_day_of_month(year, month, last):
    assert last_day_of_month(year, month) == date(year, month, last)


@pytest.mark.parametrize(
    ("rhythm", "end", "following"),
    [
        ("month", date(2023, 11, 30), date(2023, 12, 31)),
        ("quarter", date(2023, 12, 31), date(2024, 3, 31)),
        ("half", date(2023, 12, 31), date(2024, 6, 30)),
        ("year", date(2023, 12, 31), date(2024, 12, 31)),
    ],
)
def test_the_period_a_day_lies_in_and_the_next(rhythm, end, following):
    assert period_end(date(2023, 11, 15), rhythm) == end
    assert next_period_end(date(2023, 11, 15), rhythm) == following
    assert period_end(end, rhythm) == end
    assert previous_period_end(following, rhythm) == end
    assert next_period_end(previous_period_end(date(2023, 11, 15), rhythm), rhythm) == end


def test_a_day_in_words():
    assert say_day(date(2023, 6, 1)) == "2023年6月1日"


# ------------------------------------------------------------------ named periods


@pytest.mark.parametrize(
    ("rhythm", "texts", "period"),
    [
        ("year", ["2023", "2023年", "2023年度"], ("2023", date(2023, 1, 1), date(2023, 12, 31))),
        (
            "school_year",
            ["2023", "2023学年", "2023-2024", "2023—2024学年", "2023至2024学年度", "2023~2024"],
            ("2023-2024", date(2023, 9, 1), date(2024, 8, 31)),
        ),
        (
            "half",
            ["2023H1", "2023h1", "2023上半年", "2023年上半年", "2023年第一半年"],
            ("2023H1", date(2023, 1, 1), date(2023, 6, 30)),
        ),
        ("half", ["2023H2", "2023年下半年"], ("2023H2", date(2023, 7, 1), date(2023, 12, 31))),
        (
            "quarter",
            ["2023Q1", "2023年1季度", "2023年第一季度", "2023年一季"],
            ("2023Q1", date(2023, 1, 1), date(2023, 3, 31)),
        ),
        ("quarter", ["2023Q4"], ("2023Q4", date(2023, 10, 1), date(2023, 12, 31))),
        (
            "month",
            ["2024-02", "2024-2", "2024年2月", "2024/02", "2024.2", "202402"],
            ("2024-02", date(2024, 2, 1), date(2024, 2, 29)),
        ),
        ("month", ["2023年12月"], ("2023-12", date(2023, 12, 1), date(2023, 12, 31))),
    ],
)
def test_a_period_by_its_names(rhythm, texts, period):
    assert [read_period(text, rhythm) for text in texts] == [Period(*period)] * len(texts)


@pytest.mark.parametrize(
    ("rhythm", "text"),
    [
        ("year", "1899"),
        ("year", "2023年5月"),
        ("school_year", "2023-2025"),
        ("school_year", "2023-2022"),
        ("half", "2023H3"),
        ("quarter", "2023Q0"),
        ("quarter", "2023"),
        ("month", "2023-13"),
        ("month", "2023-00"),
        ("month", "2023"),
    ],
)
def test_what_names_no_period(rhythm, text):
    assert read_period(text, rhythm) is None


@pytest.mark.parametrize(
    ("text", "rhythm", "said"),
    [
        ("2023", "year", "2023年"),
        ("2023-2024", "school_year", "2023-2024学年"),
        ("2023H2", "half", "2023年下半年"),
        ("2023Q3", "quarter", "2023年3季度"),
        ("2023-05", "month", "2023年5月"),
    ],
)
def test_a_period_is_said_so_that_it_can_be_read(text, rhythm, said):
    assert say_period(text) == said
    found = read_period(said, rhythm)
    assert found is not None
    assert found.text == text


@pytest.mark.parametrize("rhythm", ["half", "quarter", "month"])
def test_the_periods_of_a_year_follow_one_another_without_a_gap(rhythm):
    names = {
        "half": ["H1", "H2"],
        "quarter": [f"Q{n}" for n in range(1, 5)],
        "month": [f"-{n:02}" for n in range(1, 13)],
    }
    periods = [read_period(f"2024{name}", rhythm) for name in names[rhythm]]

    days = [(period.last - period.first).days + 1 for period in periods]

    assert sum(days) == 366
    assert all(later.first - earlier.last == timedelta(1) for earlier, later in pairwise(periods))
