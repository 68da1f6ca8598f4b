"""Conditions that look into another register."""

from __future__ import annotations

from datetime import date

import pytest

from gaodi.bedrock.periods import read_period
from gaodi.ground.figures import Asked
from gaodi.registers.actions.subjects import join
from gaodi.registers.declaration import REGISTERS
from gaodi.registers.elsewhere import ever_in, has_begun_in, period_of, stands_in, within_the_period
from gaodi.registers.queries.scope import standing, visible_rows
from tests.registers.entering import id_number, know

WANG = {"label": "王安宁", "valid_from": "2015-09-01"}
LESSON = {"label": "王安宁", "valid_from": "2023-05-10", "topic": "公开课"}
TRAINER = {"label": "王安宁", "valid_from": "2022-08-01", "valid_to": "2023-07-31", "certificate": "培训师"}


def named(condition, by, year=2023, **asked):
    """The teachers who meet a condition at the end of a year, as one may see them."""
    q = condition(Asked(by, date(year, 12, 31), **asked))
    return sorted(row.label for row in standing(visible_rows(REGISTERS["teachers"], by)).filter(q))


@pytest.fixture(name="教师们")
def teachers(教务员, 科员):
    return [
        know("teachers", 教务员, 科员, **WANG | {"subject": id_number(n), "label": f"教师{n}"})
        for n in (1, 2)
    ]


def test_a_day_alone_means_its_year(科员):
    assert period_of(Asked(科员, date(2023, 5, 1))).text == "2023"
    assert period_of(Asked(科员, date(2023, 5, 1), period=read_period("2023-05", "month"))).text == "2023-05"


def test_a_row_that_begins_in_the_period(教师们, 教务员, 科员):
    know("researcher-activities", 教务员, 科员, **LESSON, subject=id_number(1))

    assert named(has_begun_in("researcher-activities"), 科员) == ["教师1"]
    assert named(has_begun_in("researcher-activities"), 科员, 2024) == []
    assert named(ever_in("researcher-activities"), 科员, 2024) == ["教师1"]
    assert named(ever_in("researcher-activities"), 科员, 2022) == []


def test_a_row_that_is_true_on_the_day(教师们, 教务员, 科员):
    know("trainer-teachers", 教务员, 科员, **TRAINER, subject=id_number(2))

    assert named(stands_in("trainer-teachers"), 科员, 2022) == ["教师2"]
    assert named(stands_in("trainer-teachers"), 科员, 2023) == []


def test_what_is_known_later_was_not_known_before(教师们, 教务员, 科员):
    know("researcher-activities", 教务员, 科员, **LESSON, subject=id_number(1))

    assert named(has_begun_in("researcher-activities"), 科员, known=date(2020, 1, 1)) == []


def test_two_subjects_found_to_be_one_are_one(教师们, 教务员, 科员, 管理员):
    other = know("researcher-activities", 教务员, 科员, **LESSON, subject=id_number(3))
    join(other.subject, 教师们[0].subject, by=管理员, note="同一人")

    assert named(has_begun_in("researcher-activities"), 科员) == ["教师1"]


def test_rows_that_one_may_not_see_are_not_looked_at(教师们, 教务员, 别校教务员, 科员):
    know("researcher-activities", 别校教务员, 科员, **LESSON, subject=id_number(1))

    assert named(has_begun_in("researcher-activities"), 科员) == ["教师1"]
    assert named(has_begun_in("researcher-activities"), 教务员) == []


def test_a_day_of_the_row_lies_in_the_period(教师们, 科员):
    assert named(within_the_period("valid_from"), 科员, 2015) == ["教师1", "教师2"]
    assert named(within_the_period("valid_from"), 科员, 2016) == []
