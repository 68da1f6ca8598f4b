from __future__ import annotations

from datetime import date
from decimal import Decimal

import pytest

from gaodi.ground.refusals import Refused
from gaodi.registers.declaration import REGISTERS
from gaodi.registers.queries.findings import findings_of
from tests.registers.entering import ask, enter, id_number, know, objections

SERVE = {
    "subject": id_number(),
    "label": "王安宁",
    "valid_from": "2023-03-01",
    "valid_to": "2023-12-31",
    "counterpart": "3137100209",
    "direction": "公办到民办",
    "has_consent": "是",
    "person_days": 60,
}
SHARE = {
    "subject": "XY-2023-01",
    "label": "实训车间共用",
    "valid_from": "2023-03-01",
    "valid_to": "2024-02-29",
    "from_school": "3137100201",
    "to_school": "3137100209",
    "direction": "公办到民办",
    "kind": "场地",
    "hours": "120.5",
    "basis": "无偿",
}


def test_days_are_summed_by_direction(教务员, 科员):
    know("staff-exchanges", 教务员, 科员, **SERVE)
    back = {"subject": id_number(2), "direction": "民办到公办", "has_consent": None, "person_days": 20}
    know("staff-exchanges", 教务员, 科员, **SERVE | back)

    assert ask("staff_exchanges.persons", 科员).value == 2
    assert ask("staff_exchanges.days_to_private", 科员).value == 60
    assert ask("staff_exchanges.days_to_public", 科员).value == 20


def test_who_goes_without_consent_does_not_count(教务员, 科员):
    know("staff-exchanges", 教务员, 科员, **SERVE | {"has_consent": "否"})

    assert ask("staff_exchanges.persons", 科员).value == 0
    assert objections("staff-exchanges", **SERVE | {"has_consent": "否"}, warning=True) == [
        "公办教师到民办学校任教，须经原校同意"
    ]


@pytest.mark.parametrize(
    ("typed", "sentence"),
    [
        ({"person_days": 307}, "实际工作日：起止之间只有306天。"),
        ({"counterpart": None}, "对方学校标识码：没有填。"),
    ],
)
def test_an_exchange_that_cannot_be_is_refused(typed, sentence, 教务员):
    with pytest.raises(Refused, match=sentence):
        enter("staff-exchanges", 教务员, **SERVE | typed)


def test_one_exchange_told_by_two_schools_is_found(教务员, 别校教务员, 科员):
    know("staff-exchanges", 教务员, 科员, **SERVE)
    know("staff-exchanges", 别校教务员, 科员, **SERVE)

    words = [found.word for found in findings_of(REGISTERS["staff-exchanges"], 科员)]
    assert "一名教师的交流由两所学校填报，可能重复计算或双份取酬" in words


def test_agreements_that_run_are_counted_and_hours_summed(教务员, 科员):
    know("resource-sharings", 教务员, 科员, **SHARE)
    know("resource-sharings", 教务员, 科员, **SHARE | {"subject": "XY-2023-02", "direction": "同类之间"})

    assert ask("resource_sharings.active", 科员).value == 2
    assert ask("resource_sharings.active", 科员, date(2024, 3, 1)).value == 0
    assert ask("resource_sharings.across", 科员).value == 1
    assert ask("resource_sharings.hours_to_private", 科员).value == Decimal("120.5")
    assert ask("resource_sharings.hours_to_public", 科员).value == 0


@pytest.mark.parametrize(
    ("typed", "sentence"),
    [
        ({"price": 100}, "收取费用：填了无偿，又填了收取的费用。"),
        ({"valid_to": "2023-02-28"}, "结束日期：止期早于起期。"),
        ({"to_school": "3137100201"}, "使用学校标识码：提供和使用的是同一所学校。"),
    ],
)
def test_an_agreement_that_contradicts_itself_is_refused(typed, sentence, 教务员):
    with pytest.raises(Refused, match=sentence):
        enter("resource-sharings", 教务员, **SHARE | typed)


def test_a_price_that_nobody_approved_is_warned_of():
    agreed = SHARE | {"basis": "协议价格", "price": 100}
    assert objections("resource-sharings", **agreed, warning=True) == ["收费的共享应按核定价格"]
    assert objections("resource-sharings", **agreed | {"basis": "核定价格"}, warning=True) == []
