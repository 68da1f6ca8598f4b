from __future__ import annotations

from datetime import date

import pytest

from gaodi.ground.refusals import NotYours, Refused
from gaodi.registers.declaration import REGISTERS
from gaodi.registers.models import Subject
from gaodi.registers.queries.findings import findings_of
from tests.registers.entering import ask, credit_code, enter, know, objections

CENTRE = {
    "subject": "ZX-1",
    "label": "海洋装备职业体验中心",
    "valid_from": "2021-09-01",
    "document_no": "威环教〔2021〕12号",
    "document_on": "2021-08-20",
    "partners": 2,
    "has_safety_plan": "是",
    "is_insured": "是",
}
PROJECT = {"subject": "ZX-1", "valid_from": "2021-09-01", "project": "船模制作"}
VISIT = {
    "subject": "ZX-1",
    "valid_from": "2023-05-12",
    "visitors": "3737000001",
    "grade": "五年级2班",
    "kind": "职业体验",
    "pupils": 45,
    "first_time": 40,
}
INCIDENT = {"subject": "ZX-1", "valid_from": "2023-05-12", "what": "操作台边角划伤", "injured": 1}


def equip(by, verifier, *names: str):
    for name in names:
        know("centre-projects", by, verifier, **PROJECT | {"project": name})


def test_a_centre_counts_once_it_has_all_that_it_needs(教务员, 科员):
    know("experience-centres", 教务员, 科员, **CENTRE)
    assert ask("experience_centres.established", 科员).value == 1

    equip(教务员, 科员, "船模制作", "焊接体验")
    know("centre-visits", 教务员, 科员, **VISIT)
    assert ask("experience_centres.counted", 科员).value == 0

    equip(教务员, 科员, "无人机")
    assert ask("experience_centres.counted", 科员).value == 1
    assert ask("experience_centres.counted", 科员, date(2022, 12, 31)).value == 0


def test_three_versions_of_one_project_are_one(教务员, 科员):
    know("experience-centres", 教务员, 科员, **CENTRE)
    know("centre-visits", 教务员, 科员, **VISIT)
    for capacity in (20, 30, 40):
        know("centre-projects", 教务员, 科员, **PROJECT, capacity=capacity)

    assert ask("centre_projects.total", 科员).value == 1
    assert ask("experience_centres.counted", 科员).value == 0


@pytest.mark.parametrize("column", ["partners", "has_safety_plan", "is_insured", "document_no"])
def test_a_fact_that_is_missing_makes_the_centre_unknown(column, 教务员, 科员):
    know("experience-centres", 教务员, 科员, **CENTRE | {column: None})

    assert ask("experience_centres.counted", 科员).state == "unknown"


def test_two_rooms_under_one_document_are_found(教务员, 科员):
    know("experience-centres", 教务员, 科员, **CENTRE)
    know("experience-centres", 教务员, 科员, **CENTRE | {"subject": "ZX-2", "label": "二号馆"})

    found = findings_of(REGISTERS["experience-centres"], 科员)
    assert [each.word for each in found] == ["一份设立文件用于两个中心，只计一个"]


def test_a_centre_without_partners_names_none(教务员):
    with pytest.raises(Refused, match="合作单位：合作单位为0，又填了合作单位。"):
        enter("experience-centres", 教务员, **CENTRE | {"partners": 0}, partner_firm=credit_code())


def test_projects_and_visits_do_not_rename_their_centre(教务员, 科员):
    know("experience-centres", 教务员, 科员, **CENTRE)
    know("centre-visits", 教务员, 科员, **VISIT)
    equip(教务员, 科员, "无人机")

    assert Subject.objects.get(kind="centre").name == "海洋装备职业体验中心"


def test_a_project_that_nobody_guides_is_warned_of():
    assert objections("centre-projects", **PROJECT, adults_needed=0, warning=True) == ["每批没有指导人员"]


def test_a_project_is_named(教务员):
    with pytest.raises(Refused, match="体验项目：没有填。"):
        enter("centre-projects", 教务员, **PROJECT | {"project": ""})


def test_pupils_person_times_and_schools_are_kept_apart(教务员, 科员):
    know("centre-visits", 教务员, 科员, **VISIT)
    know("centre-visits", 教务员, 科员, **VISIT | {"grade": "五年级3班", "pupils": 44, "first_time": 44})
    again = {"valid_from": "2023-11-03", "first_time": 0}
    know("centre-visits", 教务员, 科员, **VISIT | again)
    know("centre-visits", 教务员, 科员, **VISIT | {"valid_from": "2022-05-12"})

    names = ("held", "person_times", "pupils", "schools", "study_trips")
    assert [ask(f"centre_visits.{name}", 科员).value for name in names] == [3, 134, 84, 1, 0]


def test_a_trip_has_travel_and_lodging(教务员, 科员):
    trip = VISIT | {"kind": "研学旅行", "has_travel": "是"}
    with pytest.raises(Refused, match="活动类型：没有集体旅行或没有集体食宿，不是研学旅行。"):
        enter("centre-visits", 教务员, **trip, has_lodging="否")

    know("centre-visits", 教务员, 科员, **trip, has_lodging="是")
    assert ask("centre_visits.study_trips", 科员).value == 1


def test_no_more_come_first_than_come(教务员):
    with pytest.raises(Refused, match="其中：首次参加：首次参加的学生比参加学生还多。"):
        enter("centre-visits", 教务员, **VISIT | {"first_time": 46})


@pytest.mark.parametrize(
    ("typed", "sentence"),
    [
        ({"guardians_told": "否"}, "没有告知监护人"),
        ({"under_14": 45, "guardians_consent": "否"}, "有未满14周岁的学生，监护人没有同意"),
        ({"charged": 30}, "向学生收费"),
        ({"adults": 0}, "没有带队和指导人员"),
    ],
)
def test_visits_that_endanger_children_are_warned_of(typed, sentence):
    assert objections("centre-visits", **VISIT | typed, warning=True) == [sentence]


@pytest.mark.parametrize("slug", ["centre-visits", "centre-incidents", "experience-centres"])
def test_no_column_holds_a_child(slug):
    assert [column.name for column in REGISTERS[slug].columns if column.kind.word == "身份证号"] == []


def test_incidents_are_counted_and_open_until_closed(教务员, 科员):
    know("centre-incidents", 教务员, 科员, **INCIDENT, closed_on="2023-05-20")
    know("centre-incidents", 教务员, 科员, **INCIDENT | {"what": "食物过敏"})

    assert ask("centre_incidents.total", 科员).value == 2
    assert ask("centre_incidents.injured", 科员).value == 2
    assert [ask("centre_incidents.open", 科员, date(2023, 5, day)).value for day in (19, 20)] == [2, 1]


def test_an_incident_is_not_told_before_it_happened(教务员):
    with pytest.raises(Refused, match="上报日期：上报日期早于发生日期。"):
        enter("centre-incidents", 教务员, **INCIDENT, told_on="2023-05-11")


@pytest.mark.parametrize(
    ("slug", "typed", "name"),
    [
        ("experience-centres", CENTRE, "职业体验中心"),
        ("centre-projects", PROJECT, "体验项目"),
        ("centre-visits", VISIT, "体验活动"),
        ("centre-incidents", INCIDENT, "体验安全事件"),
    ],
)
def test_a_firm_reports_nothing_of_centres(slug, typed, name, 企业人事):
    with pytest.raises(NotYours, match=f"{name}台账不由海邦精工有限公司填报。"):
        enter(slug, 企业人事, **typed)
