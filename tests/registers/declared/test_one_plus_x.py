from __future__ import annotations

from datetime import date

import pytest

from gaodi.ground.refusals import NotYours, Refused
from gaodi.registers.declaration import REGISTERS
from gaodi.registers.queries.findings import findings_of
from tests.registers.entering import ask, enter, id_number, know, objections, settle

EXAM = {"valid_from": "2023-06-10", "certificate": "工业机器人操作与运维", "level": "初级", "result": "通过"}
FOUND = {"certificate_no": "X-2023-1", "query": "查到", "queried_on": "2023-07-01"}
SITE = {
    "subject": "KD-01",
    "label": "机器人考核站",
    "valid_from": "2021-03-01",
    "certificate": "工业机器人操作与运维",
    "capacity": 40,
}
TRAINER = {
    "subject": id_number(),
    "label": "王安宁",
    "valid_from": "2022-08-01",
    "valid_to": "2024-07-31",
    "certificate": "工业机器人操作与运维（中级）培训师",
}


def sit(serial: int, by, verifier, **typed):
    return know("x-certificates", by, verifier, **EXAM | {"subject": id_number(serial, "20050101")} | typed)


def test_pupils_pass_once_however_many_certificates_they_hold(教务员, 科员):
    sit(1, 教务员, 科员, **FOUND)
    sit(1, 教务员, 科员, **FOUND | {"certificate_no": "X-2023-2"}, level="中级")
    sit(2, 教务员, 科员, result="未通过")
    sit(3, 教务员, 科员, result="缺考")

    assert ask("x_certificates.examinees", 科员).value == 2
    assert ask("x_certificates.holders", 科员).value == 1
    assert ask("x_certificates.issued", 科员).value == 2
    assert ask("x_certificates.pass_share", 科员).value == 50


@pytest.mark.parametrize(("left_on", "holders"), [("2023-06-11", 1), ("2023-06-10", 0), (None, 1)])
def test_what_was_issued_before_the_organisation_left_stays_valid(left_on, holders, 教务员, 科员):
    sit(1, 教务员, 科员, **FOUND, left_on=left_on)

    assert ask("x_certificates.holders", 科员).value == holders


def test_what_was_issued_after_the_exit_is_warned_of():
    typed = EXAM | FOUND | {"left_on": "2023-06-10"}
    assert objections("x-certificates", **typed, warning=True) == [
        "评价组织退出当日及以后发的证，不计入有效证书"
    ]


def test_passed_and_not_yet_looked_up_is_unknown(教务员, 科员):
    sit(1, 教务员, 科员)

    assert ask("x_certificates.holders", 科员).state == "unknown"


@pytest.mark.parametrize(
    ("typed", "sentence"),
    [
        ({"result": "未通过", "certificate_no": "X-1"}, "证书编号：这一行不适用这一栏。"),
        (FOUND | {"certificate_no": None}, "证书编号：查到的证书没有填证书编号。"),
        ({"level": None}, "等级：没有填。"),
    ],
)
def test_a_certificate_goes_with_a_pass(typed, sentence, 教务员):
    with pytest.raises(Refused, match=sentence):
        enter("x-certificates", 教务员, **EXAM | {"subject": id_number()} | typed)


def test_one_certificate_of_two_pupils_is_found(教务员, 科员):
    sit(1, 教务员, 科员, **FOUND)
    sit(2, 教务员, 科员, **FOUND)

    assert [found.word for found in findings_of(REGISTERS["x-certificates"], 科员)] == [
        "一个证书编号用于两个人或由两个单位填报"
    ]


def test_a_site_counts_until_it_is_closed(教务员, 别校教务员, 科员):
    know("exam-sites", 教务员, 科员, **SITE)
    know("exam-sites", 别校教务员, 科员, **SITE | {"valid_to": "2023-06-30"})

    assert ask("exam_sites.total", 科员).value == 1
    assert ask("exam_sites.capacity", 科员, date(2023, 6, 30)).value == 80


def test_an_inspection_has_its_day(教务员):
    with pytest.raises(Refused, match="最近检查日期：填了检查结果，没有填检查日期。"):
        enter("exam-sites", 教务员, **SITE, inspection="合格")


def test_a_firm_has_no_site(企业人事):
    with pytest.raises(NotYours, match="考核站点台账不由海邦精工有限公司填报。"):
        enter("exam-sites", 企业人事, **SITE)


def test_a_trainer_counts_while_the_certificate_is_valid(教务员, 科员):
    know("trainer-teachers", 教务员, 科员, **TRAINER)

    assert ask("trainer_teachers.total", 科员).value == 1
    assert ask("trainer_teachers.total", 科员, date(2024, 8, 1)).value == 0
    assert ask("trainer_teachers.added", 科员).value == 0
    assert ask("trainer_teachers.added", 科员, date(2022, 12, 31)).value == 1


def test_a_trainers_certificate_does_not_end_before_it_begins(教务员):
    with pytest.raises(Refused, match="有效期止：止期早于起期。"):
        enter("trainer-teachers", 教务员, **TRAINER | {"valid_to": "2022-07-31"})


def test_a_school_does_not_verify_its_own_trainers(教务员, 校长):
    with pytest.raises(NotYours, match="培训师资台账不由望海职业中等专业学校审核。"):
        settle("trainer-teachers", enter("trainer-teachers", 教务员, **TRAINER), 校长)
