from __future__ import annotations

from datetime import date
from decimal import Decimal

import pytest

from gaodi.ground.refusals import Refused
from gaodi.registers.declaration import REGISTERS
from gaodi.registers.kinds import BadCell
from gaodi.registers.queries.findings import findings_of
from tests.registers.entering import ask, credit_code, enter, know, objections

WANGHAI = {
    "subject": "3137100201",
    "label": "望海职业中等专业学校",
    "valid_from": "1985-09-01",
    "kind": "中等职业学校",
    "attached_class_only": "否",
    "opened_year": 1985,
}
SHIYAN = WANGHAI | {"subject": "3137100202", "label": "实验职业中等专业学校"}
YEAR = {"subject": "3137100201", "period": "2023-2024学年"}


def test_a_school_is_counted_once_the_bureau_has_verified_it(教务员, 科员):
    enter("schools", 教务员, **WANGHAI)
    assert ask("schools.total", 科员).value == 0

    know("schools", 教务员, 科员, **WANGHAI | {"subject": "3137100203"})
    assert ask("schools.total", 科员).value == 1


def test_new_schools_and_attached_classes_are_out_of_scope(教务员, 科员):
    know("schools", 教务员, 科员, **WANGHAI)
    know("schools", 教务员, 科员, **SHIYAN)
    know(
        "schools",
        教务员,
        科员,
        **WANGHAI | {"subject": "3137100204", "opened_year": 2022, "valid_from": "2022-09-01"},
    )
    know("schools", 教务员, 科员, **WANGHAI | {"subject": "3137100205", "attached_class_only": "是"})

    assert ask("schools.total", 科员).value == 4
    assert ask("schools.in_scope", 科员).value == 2


def test_whether_a_school_is_in_scope_is_unknown_without_its_year(教务员, 科员):
    know("schools", 教务员, 科员, **WANGHAI | {"opened_year": None})

    assert ask("schools.in_scope", 科员).state == "unknown"


def test_a_school_is_not_set_up_before_it_was_opened(教务员):
    with pytest.raises(Refused, match="建校年份：建校年份晚于设立日期。"):
        enter("schools", 教务员, **WANGHAI | {"opened_year": 1986})


def test_a_school_code_has_ten_digits():
    with pytest.raises(BadCell, match="学校标识码应为10位数字"):
        REGISTERS["schools"].kind_of("subject").parse("31371002")


def test_a_firm_hands_in_no_school(企业人事):
    with pytest.raises(Refused, match="学校台账不由海邦精工有限公司填报。"):
        enter("schools", 企业人事, **WANGHAI)


def test_one_credit_code_at_two_schools_is_found(教务员, 别校教务员, 科员):
    know("schools", 教务员, 科员, **WANGHAI, uscc=credit_code(1))
    know("schools", 别校教务员, 科员, **SHIYAN, uscc=credit_code(1))

    assert [found.word for found in findings_of(REGISTERS["schools"], 科员)] == [
        "一个统一社会信用代码用于两所学校"
    ]


def test_a_school_year_is_measured_per_pupil(教务员, 科员):
    know("schools", 教务员, 科员, **WANGHAI)
    know(
        "school-years",
        教务员,
        科员,
        **YEAR,
        students="1350",
        teachers="60",
        land_area="40000",
        equipment_value="300",
        books=40500,
    )

    assert ask("school_years.students", 科员).value == 1350
    assert ask("school_years.equipment_value", 科员).value == Decimal("3000000.00")
    assert round(ask("school_years.equipment_per_student", 科员).value, 2) == Decimal("2222.22")
    assert round(ask("school_years.land_per_student", 科员).value, 2) == Decimal("29.63")
    assert ask("school_years.students_per_teacher", 科员).value == Decimal("22.5")
    assert ask("school_years.books_per_student", 科员).value == 30
    assert ask("school_years.computers", 科员).state == "unknown"


def test_a_school_without_its_year_is_missing(教务员, 别校教务员, 科员):
    know("schools", 教务员, 科员, **WANGHAI)
    know("schools", 别校教务员, 科员, **SHIYAN)
    know("school-years", 教务员, 科员, **YEAR, students=1350)

    found = ask("school_years.students", 科员)

    assert (found.state, found.value) == ("unknown", 1350)
    assert list(found.missing) == ["实验职业中等专业学校：没有填报学校年度情况"]


def test_the_latest_year_up_to_the_day_counts(教务员, 科员):
    know("schools", 教务员, 科员, **WANGHAI)
    know("school-years", 教务员, 科员, **YEAR | {"period": "2022"}, students=1300)
    know("school-years", 教务员, 科员, **YEAR, students=1350)

    assert ask("school_years.students", 科员, date(2023, 8, 31)).value == 1300
    assert ask("school_years.students", 科员, date(2023, 9, 1)).value == 1350


@pytest.mark.parametrize(
    ("typed", "sentence"),
    [
        ({"teachers": 60, "major_teachers": 61}, "专业课教师：专业课教师比专任教师还多。"),
        ({"major_teachers": 30, "dual_teachers": 31}, "双师型教师：双师型教师比专业课教师还多。"),
        ({"teachers": 60, "senior_teachers": 61}, "高级职称教师：高级职称教师比专任教师还多。"),
        (
            {"students": 10, "engineering_students": 11},
            "其中：工科和医药类在校生：工科和医药类在校生比全部在校生还多。",
        ),
    ],
)
def test_a_part_is_no_larger_than_the_whole(typed, sentence, 教务员):
    with pytest.raises(Refused, match=sentence):
        enter("school-years", 教务员, **YEAR, **typed)


def test_rented_land_is_taken_in_with_a_warning():
    assert objections("school-years", **YEAR, land_tenure="租用") == []
    assert objections("school-years", **YEAR, land_tenure="租用", warning=True) == [
        "租用或共用的用地，达标测算时暂不计入"
    ]
    assert objections("school-years", **YEAR, land_tenure="自有", warning=True) == []
