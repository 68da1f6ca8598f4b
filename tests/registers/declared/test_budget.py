"""Budget items, spending on education by year and level, and the use of both surcharges."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

import pytest

from gaodi.ground.models import Role
from gaodi.ground.refusals import NotYours, Refused
from gaodi.registers.declaration import REGISTERS
from gaodi.registers.queries.findings import findings_of
from tests.cast import make_post, make_unit
from tests.registers.entering import ask, enter, know, objections, settle

CONTEST = {
    "subject": "GD2023-01",
    "label": "职业院校技能大赛经费",
    "period": "2023年",
    "functional_code": "2050302",
    "is_highland": "是",
    "use_class": "技能大赛",
    "approved": "120",
    "adjusted": "120",
    "paid": "90",
}
SPENDING = {"period": "2023年", "basis": "决算", "education": "100,000", "vocational": "8,000"}
SURCHARGE = {"period": "2023年", "collected": "3000", "vocational": "900"}


@pytest.fixture(name="财政局")
def finance_bureau(环翠区):
    return make_unit(环翠区, "finance_bureau", "区财政局")


@pytest.fixture(name="财政员")
def its_clerk(财政局):
    return make_post(财政局, Role.CLERK, "caizheng", "毕成")


@pytest.fixture(name="财政局长")
def its_head(财政局):
    return make_post(财政局, Role.HEAD, "caizhengjuzhang", "谷雨")


# ------------------------------------------------------------------ items


def test_highland_items_are_counted_and_summed_in_yuan(财政员, 财政局长):
    know("budget-items", 财政员, 财政局长, **CONTEST)
    know("budget-items", 财政员, 财政局长, **CONTEST | {"subject": "GD2023-02", "is_highland": "否"})
    know("budget-items", 财政员, 财政局长, **CONTEST | {"subject": "GD2022-01", "period": "2022年"})

    assert ask("budget_items.highland", 财政局长).value == 1
    assert ask("budget_items.approved", 财政局长).value == Decimal(1_200_000)
    assert ask("budget_items.execution", 财政局长).value == 75


def test_nothing_approved_is_no_item_of_the_budget(财政员, 财政局长):
    know("budget-items", 财政员, 财政局长, **CONTEST | {"approved": "0", "adjusted": "0", "paid": "0"})

    assert ask("budget_items.highland", 财政局长).value == 0
    assert ask("budget_items.execution", 财政局长).state == "not_applicable"


def test_a_figure_not_yet_paid_out_is_unknown(财政员, 财政局长):
    know("budget-items", 财政员, 财政局长, **CONTEST | {"paid": ""})

    assert ask("budget_items.paid", 财政局长).state == "unknown"
    assert list(ask("budget_items.paid", 财政局长).missing) == [
        "区财政局：已支出1条未填（职业院校技能大赛经费）"
    ]


def test_an_adjustment_bears_a_date(财政员):
    with pytest.raises(Refused) as refused:
        enter("budget-items", 财政员, **CONTEST | {"adjusted": "150"})

    assert str(refused.value) == "调整批准日期：调整了预算，没有填批准日期。请填人大常委会批准调整的日期。"


def test_the_budget_is_approved_before_it_is_adjusted():
    typed = CONTEST | {"approved_on": "2023-02-01", "adjusted_on": "2023-01-31"}

    assert objections("budget-items", **typed) == ["早于预算批准日期"]


def test_what_may_be_so_is_entered_with_a_warning():
    typed = CONTEST | {"paid": "120.01", "use_class": "其他"}

    assert objections("budget-items", **typed) == []
    assert objections("budget-items", warning=True, **typed) == [
        "支出超过调整预算",
        "高地专项不在任务清单列明的用途内",
    ]


def test_one_expense_in_two_items_is_found(财政员, 财政局长):
    know("budget-items", 财政员, 财政局长, **CONTEST, project="2023年区技能大赛")
    enter("budget-items", 财政员, **CONTEST | {"subject": "GD2023-09"}, project="2023年区技能大赛")

    assert [each.word for each in findings_of(REGISTERS["budget-items"], 财政局长)] == [
        "同一笔支出记在两个预算项目里"
    ]


def test_another_bureau_enters_no_budget(科员):
    with pytest.raises(NotYours, match=r"^预算项目台账不由区教育体育局填报。$"):
        enter("budget-items", 科员, **CONTEST)


# ------------------------------------------------------------------ spending


def test_shares_are_of_the_final_account(财政员, 财政局长):
    know("education-spending", 财政员, 财政局长, **SPENDING)
    know("education-spending", 财政员, 财政局长, **SPENDING | {"basis": "预算", "vocational": "9,000"})

    assert ask("education_spending.education", 财政局长).value == Decimal(1_000_000_000)
    assert ask("education_spending.vocational_share", 财政局长).value == 8
    assert ask("education_spending.education", 财政局长, date(2022, 12, 31)).value == 0


def test_vocational_spending_is_a_part_of_spending(财政员):
    with pytest.raises(Refused) as refused:
        enter("education-spending", 财政员, **SPENDING | {"vocational": "100,000.01"})

    assert str(refused.value) == "其中：职业教育支出：职业教育支出多于教育支出。请核对两栏的数。"


def test_budget_and_final_account_are_told_apart(财政员):
    with pytest.raises(Refused, match=r"^口径：没有填。请填写口径。$"):
        enter("education-spending", 财政员, **SPENDING | {"basis": ""})


def test_money_of_each_level_stands_by_itself(财政员, 财政局长):
    vocational = {
        "period": "2023年",
        "level": "中职",
        "pupils": "4000",
        "operating": "800",
        "fees_inside": "0",
    }
    know("level-spending", 财政员, 财政局长, **vocational)
    know("level-spending", 财政员, 财政局长, **vocational | {"level": "小学", "pupils": "20000"})

    assert ask("level_spending.vocational_pupils", 财政局长).value == 4000
    assert ask("level_spending.vocational_operating", 财政局长).value == Decimal(8_000_000)


def test_fees_in_place_of_money_are_asked_about():
    assert objections("level-spending", warning=True, fees_inside="80") == ["学费抵顶了财政拨款"]
    assert objections("level-spending", warning=True, fees_inside="0") == []


def test_a_level_is_one_of_the_list(财政员):
    with pytest.raises(ValueError, match=r"^只能是：幼儿园、小学、初中、普通高中、中等职业学校$"):
        enter("level-spending", 财政员, period="2023年", level="大学")


# ------------------------------------------------------------------ surcharges


def test_the_share_of_a_surcharge_is_of_what_was_collected(财政员, 财政局长):
    know("surcharge-years", 财政员, 财政局长, **SURCHARGE)

    assert ask("surcharge_years.share", 财政局长).value == 30
    assert ask("surcharge_years.local_share", 财政局长).state == "unknown"


def test_nothing_collected_has_no_share(财政员, 财政局长):
    know("surcharge-years", 财政员, 财政局长, period="2023年", collected="0", vocational="0")

    assert ask("surcharge_years.share", 财政局长).state == "not_applicable"


def test_more_used_than_collected_is_asked_about():
    typed = SURCHARGE | {"vocational": "3000.01"}

    assert objections("surcharge-years", **typed) == []
    assert objections("surcharge-years", warning=True, **typed) == ["用于职业教育的多于当年征收数"]


def test_who_entered_the_surcharge_does_not_verify_it(财政员):
    row = enter("surcharge-years", 财政员, **SURCHARGE)

    with pytest.raises(NotYours, match=r"^这一条是您自己填报的，要由另一个人审核。$"):
        settle("surcharge-years", row, 财政员)
