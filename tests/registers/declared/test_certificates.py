from __future__ import annotations

from datetime import date

import pytest

from gaodi.ground.models import Role
from gaodi.ground.refusals import NotYours, Refused
from gaodi.registers.declaration import REGISTERS
from gaodi.registers.kinds import BadCell
from gaodi.registers.queries.findings import findings_of
from tests.cast import make_post, make_unit
from tests.registers.entering import ask, enter, id_number, know, objections, settle

FOUND = {"query": "查到", "queried_on": "2023-05-20"}
SKILL = {"valid_from": "2023-05-10", "certificate_no": "Y0037010020230001", "level": "高级工", **FOUND}
CNC = {
    "valid_from": "2023-05-10",
    "certificate": "国际焊工",
    "certificate_no": "IW-2023-77",
    "holder": "学生",
}


@pytest.fixture(name="人社科员")
def clerk_of_human_resources(环翠区):
    unit = make_unit(环翠区, "human_resources_bureau", "区人力资源社会保障局")
    return make_post(unit, Role.CLERK, "renshe", "宋清")


def test_a_holder_of_two_certificates_counts_once(教务员, 企业人事, 人社科员):
    know("skill-certificates", 教务员, 人社科员, **SKILL, subject=id_number(1))
    second = SKILL | {"certificate_no": "Y0037010020230002", "level": "五级"}
    know("skill-certificates", 教务员, 人社科员, **second, subject=id_number(1))
    other = SKILL | {"certificate_no": "Y0037010020230003", "level": "中级"}
    know("skill-certificates", 企业人事, 人社科员, **other, subject=id_number(2), holder="职工")

    assert ask("skill_certificates.issued", 人社科员).value == 3
    assert ask("skill_certificates.holders", 人社科员).value == 2
    assert ask("skill_certificates.high_skilled", 人社科员).value == 1
    assert ask("skill_certificates.new_holders", 人社科员, date(2024, 12, 31)).value == 0


def test_a_certificate_counts_once_it_was_looked_up(教务员, 人社科员):
    know(
        "skill-certificates",
        教务员,
        人社科员,
        **SKILL | {"query": None, "queried_on": None},
        subject=id_number(1),
    )
    assert ask("skill_certificates.holders", 人社科员).state == "unknown"


def test_an_expired_certificate_does_not_count(教务员, 人社科员):
    know("skill-certificates", 教务员, 人社科员, **SKILL, valid_to="2023-11-30", subject=id_number(1))

    assert ask("skill_certificates.holders", 人社科员).value == 0


@pytest.mark.parametrize(
    ("typed", "sentence"),
    [
        ({"queried_on": None}, "查询日期：填了查询结果，没有填查询日期。"),
        ({"queried_on": "2023-05-09"}, "查询日期：查询日期早于发证日期。"),
        ({"certificate_no": None}, "证书编号：没有填。"),
    ],
)
def test_a_certificate_without_its_facts_is_refused(typed, sentence, 教务员):
    with pytest.raises(Refused, match=sentence):
        enter("skill-certificates", 教务员, **SKILL | typed, subject=id_number())


def test_what_is_not_found_is_warned_of():
    assert objections("skill-certificates", **SKILL | {"query": "查不到"}, warning=True) == [
        "全国联网查不到，不计入持证人数"
    ]


def test_an_occupation_has_its_code():
    kind = REGISTERS["skill-certificates"].kind_of("occupation_code")

    assert kind.parse("6-18-01-01") == "6-18-01-01"
    with pytest.raises(BadCell, match="应为形如6-18-01-01的职业编码"):
        kind.parse("6180101")


def test_one_number_for_two_people_is_found(教务员, 企业人事, 人社科员):
    know("skill-certificates", 教务员, 人社科员, **SKILL, subject=id_number(1))
    know("skill-certificates", 企业人事, 人社科员, **SKILL, subject=id_number(2))

    assert [found.word for found in findings_of(REGISTERS["skill-certificates"], 人社科员)] == [
        "一个证书编号用于两个人或由两个单位填报"
    ]


def test_the_education_bureau_does_not_verify_skill(教务员, 科员):
    with pytest.raises(NotYours, match="职业技能等级证书台账不由区教育体育局审核。"):
        settle("skill-certificates", enter("skill-certificates", 教务员, **SKILL, subject=id_number()), 科员)


def test_holders_of_international_certificates_are_counted(教务员, 科员):
    know("international-certificates", 教务员, 科员, **CNC, subject=id_number(1))
    know(
        "international-certificates",
        教务员,
        科员,
        **CNC | {"certificate": "国际焊接技师"},
        subject=id_number(1),
    )

    assert ask("international_certificates.holders", 科员).value == 1
    assert ask("international_certificates.new_holders", 科员, date(2022, 12, 31)).value == 0


def test_an_international_certificate_has_a_name(教务员):
    with pytest.raises(Refused, match="证书名称：没有填。"):
        enter("international-certificates", 教务员, **CNC | {"certificate": None}, subject=id_number())


def test_a_teachers_certificate_has_no_major_of_a_pupil(教务员):
    with pytest.raises(Refused, match="专业代码：这一行不适用这一栏。"):
        enter(
            "international-certificates",
            教务员,
            **CNC | {"holder": "教师", "major_code": "660102"},
            subject=id_number(),
        )
