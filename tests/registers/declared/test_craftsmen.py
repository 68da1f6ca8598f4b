from __future__ import annotations

from datetime import date

import pytest

from gaodi.ground.models import Role
from gaodi.ground.refusals import NotYours, Refused
from gaodi.registers.declaration import REGISTERS
from gaodi.registers.queries.findings import findings_of
from tests.cast import make_post, make_unit
from tests.registers.entering import ask, enter, id_number, know, objections, settle

ENOUGH = {"grade": 2, "skill_evidence": "三级/高级工"}
TRAINED = {"training_from": "2023-03-01", "training_to": "2023-11-30", "assessment": "合格"}
RECOGNISED = {"progress": "已认定", "recognised_on": "2023-12-10"}


@pytest.fixture(name="人社科员")
def clerk_of_human_resources(环翠区):
    unit = make_unit(环翠区, "human_resources_bureau", "区人力资源社会保障局")
    return make_post(unit, Role.CLERK, "renshe", "宋清")


def choose(serial: int, by, verifier, **typed):
    who = {"subject": id_number(serial, "20060101"), "period": "2023年"}
    return know("craftsman-reserves", by, verifier, **who | typed)


def test_who_is_chosen_and_recognised_is_counted_by_year(教务员, 人社科员):
    choose(1, 教务员, 人社科员, **TRAINED, **RECOGNISED, stayed="是")
    choose(2, 教务员, 人社科员, **TRAINED | {"assessment": "不合格"}, progress="淘汰")
    choose(3, 教务员, 人社科员, progress="培养中", training_to="2024-06-30")
    choose(4, 教务员, 人社科员, progress="推荐")
    choose(5, 教务员, 人社科员, progress="退出")

    names = ("nominated", "selected", "due", "recognised", "recognised_share", "stayed_share")
    assert [ask(f"craftsman_reserves.{name}", 人社科员).value for name in names] == [5, 3, 2, 1, 50, 100]
    assert ask("craftsman_reserves.selected", 人社科员, date(2022, 12, 31)).value == 0


@pytest.mark.parametrize(
    ("typed", "sentence"),
    [
        (RECOGNISED | TRAINED | {"training_to": "2023-12-11"}, "培养结束：培养期未满，不能认定。"),
        (RECOGNISED | TRAINED | {"assessment": "不合格"}, "考核结果：没有考核合格，不能认定。"),
        (RECOGNISED | TRAINED | {"has_objection": "是"}, "进展：公示异议没有了结，还不能认定。"),
        (RECOGNISED | {"is_direct": "是"}, "直接申报所凭奖项：直接申报认定要有奖项依据。"),
        (TRAINED | {"progress": "已认定"}, "认定日期：填了已认定，没有填认定日期。"),
    ],
)
def test_recognition_needs_what_it_rests_on(typed, sentence, 教务员):
    with pytest.raises(Refused, match=sentence):
        enter("craftsman-reserves", 教务员, subject=id_number(), period="2023", **typed)


def test_the_direct_route_with_an_award_is_allowed(教务员, 人社科员):
    choose(1, 教务员, 人社科员, **RECOGNISED, is_direct="是", award="省级技能大赛一等奖")

    assert ask("craftsman_reserves.recognised", 人社科员).value == 1
    assert ask("craftsman_reserves.due", 人社科员).value == 1


@pytest.mark.parametrize(
    ("typed", "warnings"),
    [
        (ENOUGH, []),
        (ENOUGH | {"is_disciplined": "是"}, ["处分期内的学生不宜入选"]),
        (ENOUGH | {"grade": 1}, ["一年级学生一般不入选"]),
        (ENOUGH | {"is_relative": "是"}, ["本校教职工子女"]),
        (
            ENOUGH | {"published_from": "2023-05-05", "published_to": "2023-05-10"},
            ["公示只有4个工作日，不足5个"],
        ),
        (ENOUGH | {"published_from": "2023-05-05", "published_to": "2023-05-11"}, []),
        ({"grade": 2}, ["没有填技能等级或获奖依据"]),
    ],
)
def test_a_choice_against_the_rules_is_warned_of(typed, warnings):
    assert objections("craftsman-reserves", period="2023", **typed, warning=True) == warnings
    assert objections("craftsman-reserves", period="2023", **typed) == []


def test_one_pupil_of_two_schools_is_found(教务员, 别校教务员, 人社科员):
    choose(1, 教务员, 人社科员, progress="推荐")
    choose(1, 别校教务员, 人社科员, progress="推荐")

    assert [found.word for found in findings_of(REGISTERS["craftsman-reserves"], 人社科员)] == [
        "一名学生由两所学校推荐为工匠后备人才"
    ]


def test_industry_does_not_verify(教务员, 责任经办):
    row = enter("craftsman-reserves", 教务员, subject=id_number(), period="2023")

    with pytest.raises(NotYours, match="工匠后备人才台账不由区工业和信息化局审核。"):
        settle("craftsman-reserves", row, 责任经办)
