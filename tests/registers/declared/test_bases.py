from __future__ import annotations

from datetime import date

import pytest

from gaodi.bedrock.periods import read_period
from gaodi.ground.refusals import NotYours, Refused
from gaodi.registers.declaration import REGISTERS
from gaodi.registers.queries.findings import findings_of
from tests.registers.entering import ask, credit_code, enter, know, objections

BASE = {"subject": "B1", "label": "智能制造实训基地", "valid_from": "2020-09-01"}
YEAR = {"subject": "B1", "period": "2023", "inside_days": 9000, "outside_days": 1200}
GRANTS = {"received": 30, "spent": 24, "spent_elsewhere": 0, "has_own_account": "是"}
LISTED = {
    "subject": "B1",
    "valid_from": "2023-08-01",
    "valid_to": "2026-07-31",
    "kind": "产教融合实训基地",
    "level": "省级",
    "stage": "已认定",
    "document_no": "鲁教职字〔2023〕9号",
    "names_base": "是",
}


def test_a_base_may_be_of_several_kinds(教务员, 责任经办):
    know("bases", 教务员, 责任经办, **BASE, is_public="是", is_integration="是", workstations=200)

    names = ("total", "public", "integration", "workstations")
    assert [ask(f"bases.{name}", 责任经办).value for name in names] == [1, 1, 1, 200]


def test_a_firm_owns_bases_too(企业人事, 责任经办):
    know("bases", 企业人事, 责任经办, **BASE, is_public="否")

    assert ask("bases.public", 责任经办).value == 0


def test_equipment_that_stands_in_two_bases_is_found(教务员, 责任经办):
    equipment = {"owner": credit_code(1), "equipment_value": 1234.5}
    know("bases", 教务员, 责任经办, **BASE, **equipment)
    know("bases", 教务员, 责任经办, **BASE | {"subject": "B2", "label": "汽修实训基地"}, **equipment)

    found = findings_of(REGISTERS["bases"], 责任经办)
    assert [each.word for each in found] == ["一个产权单位的两个基地设备值相同，可能是同一批设备"]


def test_a_base_does_not_close_before_it_opened(教务员):
    with pytest.raises(Refused, match="停用日期：止期早于起期。"):
        enter("bases", 教务员, **BASE, valid_to="2020-08-31")


def test_days_and_grants_of_a_year(教务员, 责任经办):
    know("bases", 教务员, 责任经办, **BASE)
    know("base-years", 教务员, 责任经办, **YEAR, **GRANTS)

    names = ("inside_days", "outside_days", "received", "spent", "spent_rate")
    found = [ask(f"base_years.{name}", 责任经办, period=read_period("2023", "year")).value for name in names]
    assert found == [9000, 1200, 300_000, 240_000, 80]


def test_a_base_that_did_not_report_makes_the_year_unknown(教务员, 责任经办):
    know("bases", 教务员, 责任经办, **BASE)
    know("bases", 教务员, 责任经办, **BASE | {"subject": "B2", "label": "汽修实训基地"})
    know("base-years", 教务员, 责任经办, **YEAR)

    found = ask("base_years.inside_days", 责任经办)
    assert (found.state, found.value) == ("unknown", 9000)
    assert found.missing == ("汽修实训基地：没有填报基地年度情况",)


def test_nobody_trains_where_it_was_never_open(教务员):
    with pytest.raises(Refused, match="开放天数：开放天数为0，却有实训人日。"):
        enter("base-years", 教务员, **YEAR, open_days=0)


@pytest.mark.parametrize(
    ("typed", "sentence"),
    [
        ({"spent": 31}, "支出比当年收到的还多"),
        ({"has_own_account": "否"}, "奖补资金没有单独核算"),
        ({"spent_elsewhere": 1}, "有规定用途以外的支出"),
    ],
)
def test_grants_that_are_mixed_are_warned_of(typed, sentence):
    assert objections("base-years", **YEAR, **GRANTS | typed, warning=True) == [sentence]


def test_the_education_bureau_does_not_verify_a_base_year(教务员, 科员):
    with pytest.raises(NotYours, match="基地年度情况台账不由区教育体育局审核。"):
        know("base-years", 教务员, 科员, **YEAR)


def test_applied_is_not_recognised_and_the_city_is_not_the_province(教务员, 责任经办):
    applied = {"valid_from": "2022-11-01", "stage": "已申报", "document_no": None}
    know("base-recognitions", 教务员, 责任经办, **LISTED | applied)
    know("base-recognitions", 教务员, 责任经办, **LISTED | {"level": "市级"})
    name = "base_recognitions.integration_province"

    assert ask(f"{name}_recognised", 责任经办).value == 0
    assert ask(f"{name}_applied", 责任经办).value == 1
    assert ask("base_recognitions.integration_city_recognised", 责任经办).value == 1


def test_a_base_counts_from_the_day_of_the_document_until_its_term_is_over(教务员, 责任经办):
    know("base-recognitions", 教务员, 责任经办, **LISTED)
    know("base-recognitions", 教务员, 责任经办, **LISTED | {"kind": "新旧动能转换"})

    for kind in ("integration", "kinetic"):
        name = f"base_recognitions.{kind}_province_recognised"
        days = (date(2023, 7, 31), date(2023, 8, 1), date(2026, 8, 1))
        assert [ask(name, 责任经办, day).value for day in days] == [0, 1, 0]


def test_a_document_that_names_another_base_does_not_count(教务员, 责任经办):
    know("base-recognitions", 教务员, 责任经办, **LISTED | {"names_base": "否"})

    assert ask("base_recognitions.integration_province_recognised", 责任经办).value == 0


def test_a_base_is_recognised_by_a_document(教务员):
    with pytest.raises(Refused, match="文号：已认定，没有填文号。"):
        enter("base-recognitions", 教务员, **LISTED | {"document_no": None})
