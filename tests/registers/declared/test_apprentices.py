from __future__ import annotations

from datetime import date

import pytest

from gaodi.ground.models import Role
from gaodi.ground.refusals import NotYours, Refused
from gaodi.registers.declaration import REGISTERS
from gaodi.registers.declared.apprentices import years_later
from gaodi.registers.kinds import BadCell
from gaodi.registers.queries.findings import findings_of
from tests.cast import make_post, make_unit
from tests.registers.entering import ask, credit_code, enter, id_number, know, objections

BASE = {
    "subject": "XT-1",
    "label": "海邦学徒基地",
    "valid_from": "2022-09-01",
    "valid_to": "2025-08-31",
    "major": "660102",
    "partner": credit_code(1),
    "agreement_no": "协〔2022〕1号",
    "signed_on": "2022-08-20",
    "posts": 20,
}
CITY = {"level": "市级", "document_no": "威教〔2023〕5号", "recognised_on": "2023-10-08"}
EMPLOYEE = {
    "valid_from": "2023-03-01",
    "valid_to": "2025-02-28",
    "line": "企业新型学徒制",
    "enterprise": credit_code(1),
    "contract_from": "2023-03-01",
    "contract_to": "2024-02-29",
}
PUPIL = {"valid_from": "2023-09-01", "line": "现代学徒制", "major_code": "660102"}


@pytest.fixture(name="人社员")
def clerk_of_human_resources(环翠区):
    bureau = make_unit(环翠区, "human_resources_bureau", "区人力资源社会保障局")
    return make_post(bureau, Role.CLERK, "renshe", "丛立")


def enrol(code: str, by, verifier, *, enrolling: str = "是"):
    major = {"subject": code, "label": f"专业{code}", "valid_from": "2010-09-01", "is_enrolling": enrolling}
    return know("majors", by, verifier, **major)


def test_a_base_covers_each_of_its_majors_while_they_enrol(教务员, 科员):
    for code in ("660102", "700209", "730301", "710201"):
        enrol(code, 教务员, 科员)
    enrol("610402", 教务员, 科员, enrolling="否")
    for code in ("660102", "700209", "610402"):
        know("apprentice-bases", 教务员, 科员, **BASE | {"major": code})
    expired = {"subject": "XT-2", "major": "730301", "valid_to": "2023-08-31"}
    know("apprentice-bases", 教务员, 科员, **BASE | expired)

    names = ("valid", "majors", "coverage")
    assert [ask(f"apprentice_bases.{name}", 科员).value for name in names] == [1, 2, 50]
    assert ask("apprentice_bases.coverage", 科员, date(2023, 8, 31)).value == 75


def test_a_major_that_another_school_enrols_is_not_covered(教务员, 别校教务员, 科员):
    enrol("660102", 别校教务员, 科员)
    know("apprentice-bases", 教务员, 科员, **BASE)

    assert ask("apprentice_bases.majors", 科员).value == 0


def test_a_city_base_counts_from_its_recognition(教务员, 科员):
    know("apprentice-bases", 教务员, 科员, **BASE, **CITY)

    assert ask("apprentice_bases.city", 科员, date(2023, 10, 7)).value == 0
    assert ask("apprentice_bases.city", 科员, date(2023, 10, 8)).value == 1


def test_a_level_is_given_by_a_document(教务员):
    with pytest.raises(Refused, match="认定文号：填了认定级别，没有填认定文号。"):
        enter("apprentice-bases", 教务员, **BASE | CITY | {"document_no": None})


def test_a_major_is_named_by_six_digits():
    with pytest.raises(BadCell, match="应为6位数字的专业代码"):
        REGISTERS["apprentice-bases"].kind_of("major").parse("机械加工技术")


def test_one_agreement_for_two_bases_is_found(教务员, 科员):
    know("apprentice-bases", 教务员, 科员, **BASE)
    know("apprentice-bases", 教务员, 科员, **BASE | {"subject": "XT-2"})

    found = findings_of(REGISTERS["apprentice-bases"], 科员)
    assert [each.word for each in found] == ["一份协议用于两个学徒基地"]


def test_a_firm_reports_no_base(企业人事):
    with pytest.raises(NotYours, match="学徒基地台账不由海邦精工有限公司填报。"):
        enter("apprentice-bases", 企业人事, **BASE)


def test_the_two_lines_are_kept_apart(教务员, 企业人事, 人社员):
    know("apprentices", 企业人事, 人社员, subject=id_number(1), **EMPLOYEE, result="考核合格")
    know("apprentices", 企业人事, 人社员, subject=id_number(2), **EMPLOYEE, result="中途退出")
    row = know("apprentices", 教务员, 人社员, subject=id_number(3), **PUPIL)

    names = ("enterprise", "school", "passed")
    assert [ask(f"apprentices.{name}", 人社员).value for name in names] == [2, 1, 1]
    assert row.subject.sealed is None


def test_whom_school_and_firm_both_report_is_found_and_counted_once(教务员, 企业人事, 人社员):
    for by in (教务员, 企业人事):
        know("apprentices", by, 人社员, subject=id_number(1), **EMPLOYEE)

    assert ask("apprentices.enterprise", 人社员).value == 1
    words = {each.word for each in findings_of(REGISTERS["apprentices"], 人社员)}
    assert "一名学徒由两个单位填报" in words


@pytest.mark.parametrize(
    ("typed", "warnings"),
    [
        ({}, []),
        ({"contract_to": "2024-02-28"}, ["劳动合同不满1年"]),
        ({"valid_to": "2026-03-01"}, []),
        ({"valid_to": "2026-03-02"}, ["培养期超过3年"]),
        ({"subsidy_filed": "是", "is_student": "是"}, ["全日制在校学生不计补贴"]),
        ({"subsidy_filed": "是", "is_dispatched": "是"}, ["劳务派遣人员不是本企业学徒"]),
        ({"subsidy_filed": "是", "training_subsidy_filed": "是"}, ["同一培训申报了两种补贴"]),
        ({"subsidy_filed": "否", "is_student": "是"}, []),
    ],
)
def test_what_the_notice_asks_is_warned_of(typed, warnings):
    assert objections("apprentices", **EMPLOYEE | typed, warning=True) == warnings
    assert objections("apprentices", **EMPLOYEE | typed) == []


def test_a_pupil_has_no_labour_contract(教务员):
    with pytest.raises(Refused, match="劳动合同编号：这一行不适用这一栏。"):
        enter("apprentices", 教务员, subject=id_number(), **PUPIL, contract_no="L-1")


def test_a_year_after_29_february_is_the_28th():
    assert years_later(date(2024, 2, 29), 1) == date(2025, 2, 28)
    assert years_later(date(2024, 2, 29), 4) == date(2028, 2, 29)
