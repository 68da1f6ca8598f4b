from __future__ import annotations

from datetime import date
from decimal import Decimal

import pytest

from gaodi.ground.refusals import NotYours, Refused
from gaodi.registers.declaration import REGISTERS
from gaodi.registers.queries.findings import findings_of
from tests.registers.entering import ask, enter, id_number, know, objections, settle

APPOINTED = {
    "label": "王安宁",
    "valid_from": "2022-09-01",
    "valid_to": "2025-08-31",
    "kind": "企业",
    "has_consent": "是",
    "is_full_time": "否",
}
LESSON = {"label": "王安宁", "valid_from": "2023-05-10", "topic": "数控编程公开课", "hours": 2}


def test_who_was_appointed_and_did_nothing_is_listed_and_not_counted(教务员, 科员):
    for serial in (1, 2):
        know("researchers", 教务员, 科员, **APPOINTED, subject=id_number(serial))
    know("researchers", 教务员, 科员, **APPOINTED | {"has_consent": "否"}, subject=id_number(3))
    know("researchers", 教务员, 科员, **APPOINTED | {"is_full_time": "是"}, subject=id_number(4))
    for serial in (1, 3):
        know("researcher-activities", 教务员, 科员, **LESSON, subject=id_number(serial))

    assert ask("researchers.appointed", 科员).value == 3
    assert ask("researchers.valid", 科员).value == 1
    assert ask("researchers.from_enterprises", 科员).value == 1
    assert ask("researchers.from_city_centres", 科员).value == 0
    assert ask("researchers.part_time_per_full_time", 科员).value == 1
    assert ask("researchers.valid", 科员, date(2024, 12, 31)).value == 0


def test_an_activity_that_was_not_verified_makes_nobody_valid(教务员, 科员):
    know("researchers", 教务员, 科员, **APPOINTED, subject=id_number(1))
    enter("researcher-activities", 教务员, **LESSON, subject=id_number(1))

    assert ask("researchers.valid", 科员).value == 0


def test_two_appointments_count_once_and_are_found(教务员, 别校教务员, 科员):
    for by in (教务员, 别校教务员):
        know("researchers", by, 科员, **APPOINTED, subject=id_number(1))
    know("researcher-activities", 教务员, 科员, **LESSON, subject=id_number(1))

    assert ask("researchers.valid", 科员).value == 1
    assert [found.word for found in findings_of(REGISTERS["researchers"], 科员)] == [
        "一人由两个单位聘为教研员"
    ]


def test_no_consent_and_double_pay_are_warned_of():
    typed = APPOINTED | {"has_consent": "否", "pay": 5000, "other_pay": "是"}

    assert objections("researchers", **typed, warning=True) == [
        "所在单位没有同意，不计入兼职教研员",
        "两处取酬",
    ]


def test_a_term_does_not_end_before_it_begins(教务员):
    with pytest.raises(Refused, match="聘期止：止期早于起期。"):
        enter("researchers", 教务员, **APPOINTED | {"valid_to": "2022-08-31"}, subject=id_number())


def test_who_hands_an_appointment_in_for_the_bureau_does_not_verify_it(科员):
    row = enter("researchers", 科员, **APPOINTED, subject=id_number())

    with pytest.raises(NotYours, match="这一条是您自己填报的，要由另一个人审核。"):
        settle("researchers", row, 科员)


def test_two_activities_on_one_day_are_two(教务员, 科员):
    know("researcher-activities", 教务员, 科员, **LESSON, subject=id_number(1))
    know("researcher-activities", 教务员, 科员, **LESSON | {"topic": "课程标准研讨"}, subject=id_number(1))

    assert ask("researcher_activities.total", 科员).value == 2
    assert ask("researcher_activities.researchers", 科员).value == 1
    assert ask("researcher_activities.hours", 科员).value == Decimal(4)


def test_activities_are_shared_out_among_the_appointed(教务员, 科员):
    for serial in (1, 2):
        know("researchers", 教务员, 科员, **APPOINTED, subject=id_number(serial))
    know("researcher-activities", 教务员, 科员, **LESSON, subject=id_number(1))

    assert ask("researchers.activities_each", 科员).value == Decimal("0.5")


def test_an_activity_has_a_topic(教务员):
    with pytest.raises(Refused, match="活动主题：没有填。"):
        enter("researcher-activities", 教务员, **LESSON | {"topic": None}, subject=id_number())
