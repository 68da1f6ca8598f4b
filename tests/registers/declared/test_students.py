from __future__ import annotations

from datetime import date

import pytest

from gaodi.ground.refusals import Refused
from gaodi.registers.declaration import REGISTERS
from gaodi.registers.queries.findings import findings_of
from tests.registers.entering import ask, enter, id_number, know, objections

PUPIL = {"valid_from": "2020-09-01", "enrol_year": 2020, "is_full_time": "是", "class_name": "2020级机电1班"}
GONE = {"status": "毕业", "valid_to": "2023-06-30", "is_pilot": "是"}
X = {
    "certificate": "工业机器人操作与运维",
    "level": "初级",
    "result": "通过",
    "query": "查到",
    "queried_on": "2023-01-09",
}


def learn(serial: int, by, verifier, **typed):
    return know("students", by, verifier, **PUPIL | {"subject": id_number(serial, "20050101")} | typed)


def certify(serial: int, by, verifier, **typed):
    values = {
        "subject": id_number(serial, "20050101"),
        "valid_from": "2022-11-05",
        "certificate_no": f"X{serial}",
    }
    return know("x-certificates", by, verifier, **values | X | typed)


def test_nothing_but_a_hash_is_kept_of_a_pupil(教务员, 科员):
    row = learn(1, 教务员, 科员, status="在籍")

    assert row.subject.sealed is None
    assert row.subject.shown.startswith("S")
    assert row.label == row.subject.shown
    assert id_number(1, "20050101") not in repr(vars(row)) + repr(vars(row.subject))


def test_pupils_are_counted_as_they_were_on_a_day(教务员, 科员):
    learn(1, 教务员, 科员, status="在籍")
    learn(2, 教务员, 科员, **GONE)
    learn(3, 教务员, 科员, status="在籍", is_full_time="否")

    assert ask("students.enrolled", 科员, date(2023, 6, 30)).value == 3
    assert ask("students.enrolled", 科员, date(2023, 7, 1)).value == 2
    assert ask("students.full_time", 科员, date(2023, 7, 1)).value == 1
    assert ask("students.graduates", 科员, date(2023, 12, 31)).value == 1
    assert ask("students.graduates", 科员, date(2022, 12, 31)).value == 0


def test_a_graduate_with_two_certificates_covers_one(教务员, 科员):
    for serial in (1, 2, 3, 4):
        learn(serial, 教务员, 科员, **GONE)
    learn(5, 教务员, 科员, **GONE | {"is_pilot": "否"})
    certify(1, 教务员, 科员)
    certify(1, 教务员, 科员, level="中级", certificate_no="X1M")
    certify(2, 教务员, 科员)
    certify(3, 教务员, 科员, query="查不到")
    certify(5, 教务员, 科员)

    assert ask("students.pilot_graduates", 科员).value == 4
    assert ask("students.pilot_graduates_with_x", 科员).value == 2
    assert ask("students.x_coverage", 科员).value == 50


@pytest.mark.parametrize(
    ("typed", "sentence"),
    [
        ({"status": "毕业"}, "离校日期：已毕业或退学，没有填离校日期。"),
        ({"status": "在籍", "valid_to": "2023-06-30"}, "学籍状态：填了离校日期，状态还是在籍或休学。"),
    ],
)
def test_who_has_left_did_so_on_a_day(typed, sentence, 教务员):
    with pytest.raises(Refused, match=sentence):
        enter("students", 教务员, subject=id_number(), **PUPIL, **typed)


def test_a_year_of_enrolment_that_differs_is_warned_of():
    assert objections("students", **PUPIL | {"enrol_year": 2019}, warning=True) == [
        "入学年份与入学日期不一致"
    ]
    assert objections("students", **PUPIL, warning=True) == []


def test_a_pupil_at_two_schools_is_found(教务员, 别校教务员, 科员):
    learn(1, 教务员, 科员)
    learn(1, 别校教务员, 科员)

    assert "一名学生在两所学校在籍" in [found.word for found in findings_of(REGISTERS["students"], 科员)]
    assert findings_of(REGISTERS["students"], 教务员) == []


def test_an_office_hands_in_no_pupil(责任经办):
    with pytest.raises(Refused, match="学生台账不由区工业和信息化局填报。"):
        enter("students", 责任经办, subject=id_number(), **PUPIL)
