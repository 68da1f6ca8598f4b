from __future__ import annotations

from datetime import date

import pytest

from gaodi.ground.refusals import Refused
from gaodi.registers.declaration import REGISTERS
from gaodi.registers.kinds import BadCell
from gaodi.registers.queries.findings import findings_of
from tests.registers.entering import ask, enter, know, objections

MACHINING = {
    "subject": "660102",
    "label": "机械加工技术",
    "valid_from": "2010-09-01",
    "catalogue": "2021年版",
}
FISHING = MACHINING | {"subject": "610402", "label": "渔业装备"}
HOURS = {"years": 3, "total_hours": 3120, "practical_hours": 1600, "elective_hours": 312}


def test_one_code_at_two_schools_is_two_majors(教务员, 别校教务员, 科员):
    know("majors", 教务员, 科员, **MACHINING, is_enrolling="是")
    know("majors", 别校教务员, 科员, **MACHINING, is_enrolling="否")

    assert ask("majors.total", 科员).value == 2
    assert ask("majors.enrolling", 科员).value == 1


def test_added_dropped_and_adjusted_are_counted_for_a_year(教务员, 科员):
    know("majors", 教务员, 科员, **MACHINING, adjusted_on="2023-03-01", adjusted_for="医疗器械")
    know("majors", 教务员, 科员, **FISHING | {"valid_from": "2023-09-01"})
    know("majors", 教务员, 科员, **MACHINING | {"subject": "730301"}, valid_to="2023-06-30")

    names = ("majors.total", "majors.added", "majors.dropped", "majors.adjusted")
    assert [ask(name, 科员).value for name in names] == [2, 1, 1, 1]
    assert [ask(name, 科员, date(2022, 12, 31)).value for name in names] == [2, 0, 0, 0]


@pytest.mark.parametrize("typed", ["66010", "66010A", "0660102"])
def test_a_code_of_a_major_has_six_digits(typed):
    with pytest.raises(BadCell, match="应为6位数字的专业代码"):
        REGISTERS["majors"].kind_of("subject").parse(typed)


def test_practical_hours_are_no_more_than_all(教务员):
    with pytest.raises(Refused, match="实践性教学学时：实践性教学学时比总学时还多。"):
        enter("majors", 教务员, **MACHINING, total_hours=3000, practical_hours=3001)


def test_who_adjusts_says_for_what(教务员):
    with pytest.raises(Refused, match="对接产业：填了调整日期，没有填对接产业。"):
        enter("majors", 教务员, **MACHINING, adjusted_on="2023-03-01")


@pytest.mark.parametrize(
    ("changed", "warnings"),
    [
        ({}, []),
        ({"practical_hours": 1500}, ["实践性教学不到总学时的一半"]),
        ({"elective_hours": 311}, ["选修课不到总学时的10%"]),
        ({"total_hours": 2980, "practical_hours": 1490, "elective_hours": 298}, ["三年制总学时不到3000"]),
    ],
)
def test_the_hours_of_a_programme_are_warned_of(changed, warnings):
    assert objections("majors", **MACHINING, **HOURS | changed, warning=True) == warnings
    assert objections("majors", **MACHINING, **HOURS | changed) == []


def test_a_major_that_stands_twice_is_found(教务员, 科员):
    know("majors", 教务员, 科员, **MACHINING)
    know("majors", 教务员, 科员, **MACHINING | {"valid_from": "2020-09-01"})

    assert [found.word for found in findings_of(REGISTERS["majors"], 科员)] == ["一所学校的同一专业填了两次"]
