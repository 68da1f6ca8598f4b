from __future__ import annotations

from datetime import date

import pytest

from gaodi.ground.models import Role
from gaodi.ground.refusals import NotYours, Refused
from gaodi.registers.declaration import REGISTERS
from gaodi.registers.queries.findings import findings_of
from tests.cast import make_post, make_unit
from tests.registers.entering import ask, credit_code, enter, know, objections

JOINT = {
    "subject": "XM-1",
    "label": "医疗器械共建专业",
    "valid_from": "2022-09-01",
    "valid_to": "2025-08-31",
    "kind": "共建专业",
    "partner": credit_code(1),
    "agreement_no": "协〔2022〕7号",
    "signed_on": "2022-08-15",
    "committed": 200,
    "paid": 80,
    "paid_until": "2023-06-30",
}
SHARE = {"subject": "XM-1", "valid_from": "2022-09-01", "holder": "海邦精工有限公司", "form": "货币"}
STATE = SHARE | {"holder": "区国资中心", "holder_kind": "国有", "form": "实物", "share": 60}


@pytest.fixture(name="国资员")
def clerk_of_state_assets(环翠区):
    return make_post(make_unit(环翠区, "state_assets_centre", "区国资中心"), Role.CLERK, "guozi", "毕正")


def test_projects_in_force_are_counted_by_kind(教务员, 科员):
    know("cooperation-projects", 教务员, 科员, **JOINT)
    order = {"subject": "XM-2", "kind": "订单班", "valid_to": "2023-08-31"}
    know("cooperation-projects", 教务员, 科员, **JOINT | order)

    names = ("valid", "joint_major", "order_class", "mixed")
    assert [ask(f"cooperation_projects.{name}", 科员).value for name in names] == [1, 1, 0, 0]
    assert ask("cooperation_projects.valid", 科员, date(2023, 8, 31)).value == 2


def test_what_was_promised_is_not_what_was_paid(教务员, 科员):
    know("cooperation-projects", 教务员, 科员, **JOINT)

    names = ("committed", "paid", "paid_rate")
    assert [ask(f"cooperation_projects.{n}", 科员).value for n in names] == [2_000_000, 800_000, 40]


def test_a_joint_major_without_pupils_does_not_count_and_an_empty_cell_is_unknown(教务员, 科员):
    know("cooperation-projects", 教务员, 科员, **JOINT, enrolled=45)
    know("cooperation-projects", 教务员, 科员, **JOINT | {"subject": "XM-2"}, enrolled=0)
    assert ask("cooperation_projects.majors_with_students", 科员).value == 1

    know("cooperation-projects", 教务员, 科员, **JOINT | {"subject": "XM-3"})
    assert ask("cooperation_projects.majors_with_students", 科员).state == "unknown"


def test_a_framework_without_activity_is_counted_apart(教务员, 科员):
    know("cooperation-projects", 教务员, 科员, **JOINT, last_active_on="2023-01-01")

    assert ask("cooperation_projects.active", 科员, date(2023, 12, 31)).value == 1
    assert ask("cooperation_projects.active", 科员, date(2024, 1, 1)).value == 0
    assert ask("cooperation_projects.valid", 科员, date(2024, 1, 1)).value == 1


def test_money_that_came_has_a_day_until_which_it_was_counted(教务员):
    with pytest.raises(Refused, match="到位资金统计截止日：填了到位资金，没有填统计截止日。"):
        enter("cooperation-projects", 教务员, **JOINT | {"paid_until": None})


@pytest.mark.parametrize(
    ("typed", "sentence"),
    [
        ({"paid": 201}, "实际到位比约定投入还多"),
        ({"approved_on": "2022-08-16"}, "批准日期晚于签订日期"),
        ({"appraised_on": "2022-08-16"}, "资产评估日期晚于签订日期"),
        ({"kind": "混合所有制", "uses_fiscal_money": "是"}, "使用财政性经费的不能参与营利性办学"),
        ({"kind": "混合所有制", "brand_only": "是"}, "只输出品牌的不算合作办学"),
        ({"kind": "PPP", "concession_years": 45}, "特许经营原则上不超过40年"),
        ({"fixed_return": "是"}, "承诺固定回报或回购，可能是变相举债"),
        ({"kind": "土地置换", "land_rezoned": "是"}, "改变了土地用途"),
    ],
)
def test_what_the_rules_will_look_at_is_warned_of(typed, sentence):
    assert objections("cooperation-projects", **JOINT | typed, warning=True) == [sentence]
    assert objections("cooperation-projects", **JOINT | typed) == []


def test_only_a_concession_has_years(教务员):
    with pytest.raises(Refused, match="特许经营年限：这一行不适用这一栏。"):
        enter("cooperation-projects", 教务员, **JOINT, concession_years=20)


def test_one_agreement_of_two_schools_is_found(教务员, 别校教务员, 科员):
    know("cooperation-projects", 教务员, 科员, **JOINT)
    know("cooperation-projects", 别校教务员, 科员, **JOINT)

    found = findings_of(REGISTERS["cooperation-projects"], 科员)
    assert [each.word for each in found] == ["一份协议用于两个项目或由两个单位填报"]


def test_one_holder_may_give_money_and_goods(教务员, 国资员):
    know("cooperation-shares", 教务员, 国资员, **SHARE, holder_kind="非公有", share=40, amount=30)
    know("cooperation-shares", 教务员, 国资员, **SHARE | {"form": "实物"}, holder_kind="非公有", amount=10)
    know("cooperation-shares", 教务员, 国资员, **STATE)

    assert ask("cooperation_shares.non_public_capital", 国资员).value == 400_000
    assert ask("cooperation_shares.projects", 国资员).value == 1


def test_a_row_of_shares_does_not_rename_its_project(教务员, 科员, 国资员):
    project = know("cooperation-projects", 教务员, 科员, **JOINT)
    know("cooperation-shares", 教务员, 国资员, **STATE)

    project.subject.refresh_from_db()
    assert project.subject.name == "医疗器械共建专业"


def test_state_assets_are_appraised_and_filed():
    assert objections("cooperation-shares", **STATE, warning=True) == [
        "国有资产出资，没有填评估报告编号",
        "国有资产出资，没有填评估备案日期",
    ]
    appraised = {"appraisal_no": "评2022-8", "appraisal_filed_on": "2022-08-01"}
    assert objections("cooperation-shares", **STATE, **appraised, warning=True) == []


def test_a_share_of_nothing_is_refused(教务员):
    with pytest.raises(Refused, match="出资比例：出资比例为0。"):
        enter("cooperation-shares", 教务员, **SHARE, share=0)


def test_the_education_bureau_does_not_verify_money(教务员, 科员):
    with pytest.raises(NotYours, match="办学出资台账不由区教育体育局审核。"):
        know("cooperation-shares", 教务员, 科员, **SHARE)
