"""Findings: what contradicts what, told to who verifies and to nobody else."""

from __future__ import annotations

import random
from datetime import date, timedelta
from types import SimpleNamespace

import pytest

from gaodi.registers.actions import facts
from gaodi.registers.actions.subjects import join
from gaodi.registers.declaration import REGISTERS
from gaodi.registers.findings import Overlap, Same, TwoUnits
from gaodi.registers.queries import findings
from gaodi.registers.queries.findings import findings_of
from tests.registers.entering import credit_code, enter, id_number, settle

TEACHERS = REGISTERS["teachers"]


@pytest.fixture
def looks_for(monkeypatch):
    """Let a register look for something."""

    def set_findings(*declared, slug="teachers"):
        monkeypatch.setitem(REGISTERS[slug].__dict__, "findings", declared)

    return set_findings


def teach(by, serial: int = 1, **typed):
    whole = {"subject": id_number(serial), "label": f"教师{serial}", "valid_from": "2015-09-01"} | typed
    return enter("teachers", by, **whole)


def test_a_person_of_two_schools_at_the_same_time_is_found(教务员, 别校教务员, 科员, looks_for):
    looks_for(TwoUnits("同时在两所学校任教"))
    one = settle("teachers", teach(教务员), 科员)
    other = teach(别校教务员, valid_from="2020-09-01", valid_to="2021-07-31")
    teach(别校教务员, 2)

    found = findings_of(TEACHERS, 科员)

    assert [(each.word, [row.pk for row in each.rows]) for each in found] == [
        ("同时在两所学校任教", [one.pk, other.pk])
    ]
    assert found[0].said == (
        "望海职业中等专业学校教师1，2015年9月1日起；实验职业中等专业学校教师1，2020年9月1日至2021年7月31日"
    )


def test_who_goes_from_one_school_to_another_is_not(教务员, 别校教务员, 科员, looks_for):
    looks_for(TwoUnits("同时在两所学校任教"), Overlap("任教时间重叠"))
    teach(教务员, valid_to="2020-08-31")
    teach(别校教务员, valid_from="2020-09-01")
    teach(别校教务员, 2)
    teach(别校教务员, 2, valid_from="2016-09-01")

    assert [(each.word, len(each.rows)) for each in findings_of(TEACHERS, 科员)] == [("任教时间重叠", 2)]


def test_two_subjects_found_to_be_one_contradict_each_other(教务员, 别校教务员, 科员, 管理员, looks_for):
    looks_for(TwoUnits("同时在两所学校任教"))
    one, other = teach(教务员, 1), teach(别校教务员, 2)
    assert findings_of(TEACHERS, 科员) == []

    join(one.subject, other.subject, by=管理员, note="同一人")

    assert [[row.pk for row in each.rows] for each in findings_of(TEACHERS, 科员)] == [[one.pk, other.pk]]


def test_a_correction_does_not_contradict_what_it_corrects(教务员, 科员, looks_for):
    looks_for(Overlap("任教时间重叠"), Same(("title",), "职称相同"))
    settle("teachers", teach(教务员, title="讲师"), 科员)
    teach(教务员, title="讲师", degree="本科")

    assert findings_of(TEACHERS, 科员) == []


def test_what_was_withdrawn_or_is_a_draft_contradicts_nothing(教务员, 别校教务员, 科员, looks_for):
    looks_for(TwoUnits("同时在两所学校任教"))
    gone = settle("teachers", teach(教务员), 科员)
    enter("teachers", 别校教务员, submit=False, subject=id_number(), label="教师1", valid_from="2016-09-01")
    assert findings_of(TEACHERS, 科员) == []
    teach(别校教务员)
    assert len(findings_of(TEACHERS, 科员)) == 1

    settle("teachers", facts.withdraw(TEACHERS, gone, by=教务员, reason="填错了人"), 科员)

    assert findings_of(TEACHERS, 科员) == []


def test_one_value_of_two_subjects_is_found_and_an_empty_one_is_not(教务员, 别校教务员, 科员, looks_for):
    looks_for(Same(("dual_by", "title"), "同一机构同一职称"))
    given = {"dual_level": "中级", "dual_on": "2023-06-01"}
    for by, serial, dual_by, title in (
        (教务员, 1, "市教育局", "讲师"),
        (别校教务员, 2, "市教育局", "讲师"),
        (教务员, 3, "市教育局", "教授"),
        (教务员, 4, "省教育厅", "讲师"),
        (教务员, 5, None, "讲师"),
        (教务员, 6, None, "讲师"),
    ):
        teach(by, serial, **given, dual_by=dual_by, title=title)

    found = findings_of(TEACHERS, 科员)

    assert [[row.label for row in each.rows] for each in found] == [["教师1", "教师2"]]
    assert found[0].said.startswith("双师认定机构市教育局，职称讲师：望海职业中等专业学校教师1，")


def test_one_code_of_two_subjects_is_found(教务员, 别校教务员, 科员, looks_for):
    looks_for(Same(("uscc",), "一个信用代码两所学校"), slug="schools")
    for by, code in ((教务员, "3137100201"), (别校教务员, "3137100202")):
        enter("schools", by, subject=code, label=code, valid_from="1990-01-01", uscc=credit_code())

    found = findings_of(REGISTERS["schools"], 科员)

    assert [len(each.rows) for each in found] == [2]
    assert credit_code() in found[0].said


def test_who_does_not_verify_learns_nothing(教务员, 校长, 别校教务员, 督查员, 审计员, 外人, looks_for):
    looks_for(TwoUnits("同时在两所学校任教"))
    teach(教务员)
    teach(别校教务员)

    assert [findings_of(TEACHERS, by) for by in (教务员, 校长, 别校教务员, 督查员, 审计员, 外人)] == [[]] * 6


def test_only_the_first_are_told(教务员, 别校教务员, 科员, looks_for, monkeypatch):
    looks_for(TwoUnits("同时在两所学校任教"), Same(("title",), "职称相同"))
    monkeypatch.setattr(findings, "FIRST", 2)
    for serial in range(1, 5):
        teach(教务员, serial, title=f"职称{serial}")
        teach(别校教务员, serial, title=f"职称{serial}")

    assert [each.word for each in findings_of(TEACHERS, 科员)] == ["同时在两所学校任教"] * 2 + [
        "职称相同"
    ] * 2


def test_the_number_of_queries_does_not_grow(教务员, 别校教务员, 科员, looks_for, django_assert_num_queries):
    looks_for(TwoUnits("同时在两所学校任教"), Overlap("重叠"), Same(("title",), "职称相同"))
    for serial in range(1, 6):
        teach(教务员, serial, title="讲师")
        teach(别校教务员, serial, title="讲师")

    with django_assert_num_queries(4):
        findings_of(TEACHERS, 科员)


def test_days_are_compared_as_if_each_row_met_each_other():
    chance = random.Random(4)  # noqa: S311  not secret, only the same each time
    for _ in range(500):
        rows = []
        for pk in range(chance.randint(1, 9)):
            begin = date(2024, 1, 1) + timedelta(chance.randint(0, 20))
            end = begin + timedelta(chance.randint(0, 8))
            rows.append(SimpleNamespace(pk=pk, unit=chance.randint(1, 3), valid_from=begin, valid_to=end))
        rows.sort(key=lambda row: (row.valid_from, row.pk))
        meets = {
            one.pk
            for one in rows
            for other in rows
            if one.unit != other.unit
            and one.valid_from <= other.valid_to
            and other.valid_from <= one.valid_to
        }

        found = findings._at_the_same_time(rows, lambda row: row.unit)

        assert {row.pk for row in found} == meets
