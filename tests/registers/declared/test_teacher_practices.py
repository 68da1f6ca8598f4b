from __future__ import annotations

from datetime import date

import pytest

from gaodi.ground.refusals import Refused
from gaodi.registers.declaration import REGISTERS
from gaodi.registers.kinds import BadCell
from gaodi.registers.queries.findings import findings_of
from tests.registers.entering import ask, credit_code, enter, id_number, know, objections

STAY = {
    "subject": id_number(),
    "label": "王安宁",
    "valid_from": "2023-07-01",
    "valid_to": "2023-07-30",
    "enterprise": credit_code(1),
    "off_duty": "是",
    "form": "兼职任职",
    "days": 30,
    "task": "产线调试",
    "is_confirmed": "是",
}


def test_stays_are_counted_by_teacher_enterprise_and_day(教务员, 科员):
    know("teacher-practices", 教务员, 科员, **STAY)
    know("teacher-practices", 教务员, 科员, **STAY | {"enterprise": credit_code(2), "days": 10})
    know("teacher-practices", 教务员, 科员, **STAY | {"subject": id_number(2), "is_confirmed": "否"})

    names = ("teachers", "stays", "enterprises", "days")
    assert [ask(f"teacher_practices.{name}", 科员).value for name in names] == [1, 2, 2, 40]
    assert ask("teacher_practices.stays", 科员, date(2022, 12, 31)).value == 0


def test_a_stay_without_its_days_makes_the_sum_unknown(教务员, 科员):
    know("teacher-practices", 教务员, 科员, **STAY | {"days": None})

    assert ask("teacher_practices.stays", 科员).value == 1
    assert ask("teacher_practices.days", 科员).state == "unknown"


def test_days_are_no_more_than_the_calendar_has(教务员):
    with pytest.raises(Refused, match="实践天数：起止之间只有30天。"):
        enter("teacher-practices", 教务员, **STAY | {"days": 31})


def test_a_stay_that_goes_on_may_have_any_days():
    assert objections("teacher-practices", **STAY | {"valid_to": None, "days": 200}) == []


def test_a_stay_has_its_enterprise(教务员):
    with pytest.raises(Refused, match="实践企业信用代码：没有填。"):
        enter("teacher-practices", 教务员, **STAY | {"enterprise": None})


def test_a_wrong_credit_code_is_not_taken():
    code = credit_code(1)
    wrong = code[:-1] + ("0" if code[-1] != "0" else "1")

    with pytest.raises(BadCell, match="校验"):
        REGISTERS["teacher-practices"].kind_of("enterprise").parse(wrong)


def test_a_visit_off_duty_and_an_empty_form_are_warned_of():
    assert objections("teacher-practices", **STAY | {"form": "观摩"}, warning=True) == ["观摩填成了脱产实践"]
    assert objections("teacher-practices", **STAY | {"task": None}, warning=True) == [
        "企业已证明，没有填实践内容"
    ]


def test_overlapping_stays_of_one_teacher_are_found(教务员, 科员):
    know("teacher-practices", 教务员, 科员, **STAY)
    overlapping = {
        "enterprise": credit_code(2),
        "valid_from": "2023-07-30",
        "valid_to": "2023-08-10",
        "days": 12,
    }
    know("teacher-practices", 教务员, 科员, **STAY | overlapping)

    assert [found.word for found in findings_of(REGISTERS["teacher-practices"], 科员)] == [
        "一名教师的实践时段重叠"
    ]
