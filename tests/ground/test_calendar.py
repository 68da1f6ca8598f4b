"""The working calendar: the State Council's notices, kept as rows and read as data."""

from __future__ import annotations

from datetime import date

import pytest

from gaodi.bedrock.periods import working_days_between
from gaodi.ground.actions.calendar import load_calendar, packaged_days
from gaodi.ground.first_run import prepare, renew_calendar
from gaodi.ground.models import AuditRow, CalendarDay
from gaodi.ground.queries.calendar import work_calendar
from gaodi.ground.refusals import NotYours

NATIONAL_DAY = {date(2023, 10, day): (False, "国庆节") for day in range(2, 7)}
MADE_UP = {date(2023, 10, 7): (True, "国庆节调休"), date(2023, 10, 8): (True, "国庆节调休")}


def test_days_are_loaded_as_one_act_and_read_as_data(系统, django_assert_num_queries):
    assert load_calendar(NATIONAL_DAY | MADE_UP, by=系统, source="国办发明电〔2022〕16号") == 7

    with django_assert_num_queries(1):
        calendar = work_calendar()
    assert not calendar.works(date(2023, 10, 2))
    assert calendar.works(date(2023, 10, 7))
    assert (calendar.known_from, calendar.known_to) == (date(2023, 1, 1), date(2023, 12, 31))
    assert AuditRow.objects.filter(verb="load_calendar").count() == 1
    assert CalendarDay.objects.get(day=date(2023, 10, 7)).source == "国办发明电〔2022〕16号"


def test_a_day_entered_again_is_replaced(系统):
    load_calendar(NATIONAL_DAY, by=系统, source="通知")
    load_calendar({date(2023, 10, 6): (True, "改为上班")}, by=系统, source="更正通知")

    assert work_calendar().works(date(2023, 10, 6))
    assert CalendarDay.objects.count() == 5


def test_an_empty_calendar_knows_nothing_and_takes_monday_to_friday(db):
    calendar = work_calendar()

    assert not calendar.knows(date(2023, 10, 2))
    assert calendar.works(date(2023, 10, 2))


def test_only_administrators_and_the_system_load_it(督查员, 科员):
    for by in (督查员, 科员):
        with pytest.raises(NotYours):
            load_calendar(NATIONAL_DAY, by=by, source="通知")


@pytest.mark.parametrize(
    ("day", "works"),
    [
        (date(2020, 1, 31), False),  # the Spring Festival that was made longer
        (date(2022, 12, 31), False),
        (date(2023, 9, 29), False),
        (date(2023, 10, 7), True),
        (date(2023, 10, 20), True),
        (date(2023, 10, 21), False),
        (date(2024, 2, 18), True),
        (date(2025, 10, 8), False),
    ],
)
def test_the_packaged_notices_say_which_days_are_worked(db, day, works):
    prepare()

    assert work_calendar().works(day) == works
    assert work_calendar().knows(day)


def test_the_packaged_notices_give_the_working_days_of_2023(db):
    prepare()

    assert working_days_between(work_calendar(), date(2022, 12, 31), date(2023, 12, 31)) == 249


def test_a_new_version_brings_the_next_notice_and_nothing_is_loaded_twice(系统):
    days = packaged_days()
    last = max(days).year
    load_calendar({day: value for day, value in days.items() if day.year < last}, by=系统, source="旧版")

    renew_calendar(by=系统)
    renew_calendar(by=系统)

    assert work_calendar().known_to.year == last
    assert AuditRow.objects.filter(verb="load_calendar").count() == 2
