"""Firms of schools, their quarters and what they earn by services."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

import pytest

from gaodi.ground.models import Role, UnitKind
from gaodi.ground.refusals import NotYours, Refused
from gaodi.registers.actions.facts import fields_of
from gaodi.registers.declaration import REGISTERS
from gaodi.registers.queries.findings import findings_of
from tests.cast import make_post, make_unit
from tests.registers.entering import ask, credit_code, enter, know, objections, read, settle

HOTEL = {
    "subject": credit_code(7),
    "label": "望海实训酒店有限公司",
    "valid_from": "2016-09-01",
    "school": "3710020001",
    "ownership": "公办",
    "school_share": "100",
}
INCOME = {
    "subject": credit_code(7),
    "period": "2023年5月",
    "service": "餐饮",
    "income": "50000",
    "separate_books": "是",
    "exempt_sales": "50000",
    "exempted_tax": "3000",
}


@pytest.fixture(name="税务员")
def clerk_of_the_tax_bureau(环翠区):
    return make_post(
        make_unit(环翠区, "tax_bureau", "区税务局", UnitKind.VERTICAL), Role.CLERK, "shuiwu", "宫平"
    )


def test_a_schools_firm_is_verified_by_the_tax_bureau(教务员, 税务员):
    row = know("school-enterprises", 教务员, 税务员, **HOTEL, informed_on="2023-06-01")

    assert (row.school.shown, row.school_share) == ("3710020001", 100)
    assert ask("school_enterprises.all", 税务员).value == 1
    assert ask("school_enterprises.informed", 税务员).value == 1
    assert ask("school_enterprises.informed", 税务员, date(2023, 5, 31)).value == 0


def test_whether_a_firm_was_informed_may_be_unknown(教务员, 税务员):
    know("school-enterprises", 教务员, 税务员, **HOTEL)

    assert ask("school_enterprises.informed", 税务员).state == "unknown"


def test_the_education_bureau_does_not_verify_it(教务员, 科员):
    row = enter("school-enterprises", 教务员, **HOTEL)

    with pytest.raises(NotYours, match=r"^校办企业台账不由区教育体育局审核。$"):
        settle("school-enterprises", row, 科员)


def test_a_private_holder_is_entered_with_a_warning():
    typed = HOTEL | {"school_share": "80"}

    assert objections("school-enterprises", **typed) == []
    assert objections("school-enterprises", warning=True, **typed) == ["不是学校全额出资"]


def test_a_share_is_at_most_the_whole(教务员):
    with pytest.raises(ValueError, match=r"^不能大于100$"):
        enter("school-enterprises", 教务员, **HOTEL | {"school_share": "100.01"})


def test_a_firm_of_two_schools_is_found(教务员, 别校教务员, 税务员):
    know("school-enterprises", 教务员, 税务员, **HOTEL)
    enter("school-enterprises", 别校教务员, **HOTEL)

    found = findings_of(REGISTERS["school-enterprises"], 税务员)

    assert [each.word for each in found] == ["两所学校填报了同一家校办企业"]


# ------------------------------------------------------------------ quarters


def test_days_of_interns_are_summed_and_firms_without_them_counted(教务员, 科员):
    know(
        "school-enterprise-quarters",
        教务员,
        科员,
        subject=credit_code(7),
        period="2023年1季度",
        intern_days="120",
    )
    know(
        "school-enterprise-quarters",
        教务员,
        科员,
        subject=credit_code(8),
        period="2023年2季度",
        intern_days="0",
    )

    assert ask("school_enterprise_quarters.intern_days", 科员).value == 120
    assert ask("school_enterprise_quarters.without_interns", 科员).value == 1


def test_a_quarter_without_interns_is_asked_about():
    assert objections("school-enterprise-quarters", warning=True, intern_days="0") == ["这一季度没有学生实习"]


def test_a_month_is_no_quarter(教务员):
    with pytest.raises(ValueError, match=r"^期间没有看懂$"):
        enter("school-enterprise-quarters", 教务员, subject=credit_code(7), period="2023年5月")


# ------------------------------------------------------------------ income


def test_two_services_of_one_month_stand_beside_each_other(教务员, 税务员):
    know("service-incomes", 教务员, 税务员, **INCOME)
    advertising = {"service": "广告服务", "income": "80000", "exempt_sales": "0", "exempted_tax": "0"}
    know("service-incomes", 教务员, 税务员, **INCOME | advertising)

    assert ask("service_incomes.income", 税务员).value == Decimal(130_000)
    assert ask("service_incomes.exempt_sales", 税务员).value == Decimal(50_000)
    assert ask("service_incomes.exempted_tax", 税务员).value == Decimal(3_000)


@pytest.mark.parametrize(
    ("typed", "sentence"),
    [
        ({"exempt_sales": "50000.01"}, "申报免税销售额：免税销售额多于收入。请核对两栏的数。"),
        ({"separate_books": "否"}, "申报免税销售额：没有单独核算，不得免税。请填0，或改正“单独核算”。"),
        ({"income": ""}, "不含税收入：没有填。请填写不含税收入。"),
    ],
)
def test_income_that_contradicts_itself_is_refused(教务员, typed, sentence):
    with pytest.raises(Refused) as refused:
        enter("service-incomes", 教务员, **INCOME | typed)

    assert str(refused.value) == sentence


def test_from_2026_an_exemption_is_asked_about(教务员, 税务员):
    register = REGISTERS["service-incomes"]
    said = {}
    for period in ("2025年12月", "2026年1月"):
        fields = fields_of(register, read(register, **INCOME | {"period": period}), 教务员.unit)
        said[period] = [problem.sentence for check in register.checks for problem in check(fields)]

    assert said == {"2025年12月": [], "2026年1月": ["2026年1月1日起这项免税已停止"]}
