from __future__ import annotations

from decimal import Decimal

import pytest

from gaodi.ground.refusals import NotYours, Refused
from gaodi.registers.declaration import REGISTERS
from gaodi.registers.queries.findings import findings_of
from tests.registers.entering import ask, credit_code, enter, id_number, know, settle

WANG = {"subject": id_number(), "label": "王安宁", "valid_from": "2015年9月1日"}
FULL = {"kind": "专业课", "employment": "在编"}
DUAL = {"dual_level": "中级", "dual_on": "2023-06-01", "dual_basis": "国家标准"}


def teach(serial: int, by, verifier, **typed):
    return know(
        "teachers", by, verifier, **WANG | {"subject": id_number(serial), "label": f"教师{serial}"}, **typed
    )


def test_dual_teachers_are_counted_among_full_time_professional_ones(教务员, 科员):
    teach(1, 教务员, 科员, **FULL, **DUAL)
    teach(2, 教务员, 科员, **FULL, dual_level="未认定")
    teach(3, 教务员, 科员, kind="实习指导", employment="合同", dual_level="未认定")
    teach(4, 教务员, 科员, kind="公共课", employment="在编", **DUAL)
    teach(5, 教务员, 科员, kind="专业课", employment="兼职", **DUAL)

    assert ask("teachers.total", 科员).value == 5
    assert ask("teachers.full_time", 科员).value == 4
    assert ask("teachers.major", 科员).value == 3
    assert ask("teachers.dual", 科员).value == 1
    assert round(ask("teachers.dual_share", 科员).value, 2) == Decimal("33.33")
    assert ask("teachers.dual_by_reference", 科员).value == 2
    assert ask("teachers.major_share", 科员).value == 75


def test_one_person_at_two_schools_counts_once_and_is_found(教务员, 别校教务员, 科员):
    teach(1, 教务员, 科员, **FULL, **DUAL)
    teach(1, 别校教务员, 科员, **FULL, **DUAL)

    assert ask("teachers.dual", 科员).value == 1
    assert "一名教师在两所学校填报" in [found.word for found in findings_of(REGISTERS["teachers"], 科员)]


def test_an_unknown_employment_makes_the_share_unknown(教务员, 科员):
    teach(1, 教务员, 科员, kind="专业课", dual_level="未认定")

    assert ask("teachers.total", 科员).value == 1
    assert ask("teachers.dual_share", 科员).state == "unknown"


def test_part_time_teachers_and_their_hours(教务员, 科员):
    teach(1, 教务员, 科员, **FULL)
    teach(2, 教务员, 科员, employment="兼职", employer=credit_code(), hours=80)
    teach(3, 教务员, 科员, employment="兼职", hours=40)

    assert round(ask("teachers.part_time_share", 科员).value, 2) == Decimal("66.67")
    assert ask("teachers.from_enterprise", 科员).value == 1
    assert ask("teachers.enterprise_hours", 科员).value == 80


def test_senior_titles_are_counted(教务员, 科员):
    teach(1, 教务员, 科员, **FULL, title="高级讲师", title_level="副高级")
    teach(2, 教务员, 科员, **FULL, title="讲师", title_level="中级")

    assert ask("teachers.senior_share", 科员).value == 50


@pytest.mark.parametrize(
    ("typed", "sentence"),
    [
        ({"dual_level": "中级"}, "双师认定日期：填了双师等级，没有填认定日期。"),
        (DUAL | {"dual_on": "2022-09-30"}, "双师认定依据：2022年10月以前还没有国家标准的认定。"),
        (DUAL | {"ethics": "不合格"}, "双师等级：师德考核不合格，双师认定应撤销。"),
        ({"joined_on": "2015-09-02"}, "从事职业教育日期：从事职业教育日期晚于到岗日期。"),
        ({"kind": "公共课", "major": "机电"}, "任教专业：这一行不适用这一栏。"),
    ],
)
def test_a_row_that_contradicts_itself_is_refused(typed, sentence, 教务员):
    with pytest.raises(Refused, match=sentence):
        enter("teachers", 教务员, **WANG, **typed)


def test_recognition_by_the_province_may_be_older(教务员, 科员):
    teach(1, 教务员, 科员, **FULL, **DUAL | {"dual_on": "2021-06-01", "dual_basis": "省级认定"})

    assert ask("teachers.dual", 科员).value == 1


def test_a_teacher_is_verified_by_the_bureau_alone(教务员, 校长):
    with pytest.raises(NotYours, match="教师台账不由望海职业中等专业学校审核。"):
        settle("teachers", enter("teachers", 教务员, **WANG), 校长)
