"""Tax periods, which only the firm and the tax bureau see, and totals that name no firm."""

from __future__ import annotations

from decimal import Decimal

import pytest

from gaodi.ground.models import Role, UnitKind
from gaodi.ground.refusals import NotYours, Refused
from gaodi.registers.declaration import REGISTERS, registers_of
from gaodi.registers.queries.findings import findings_of
from gaodi.registers.queries.scope import visible_rows
from tests.cast import make_post, make_unit
from tests.registers.entering import ask, credit_code, enter, know, objections, settle

QUARTER = {
    "subject": credit_code(1),
    "valid_from": "2023-10-01",
    "valid_to": "2023-12-31",
    "filing": "按季",
    "consent": "是",
    "sales": "900000",
    "vat_base": "500000",
    "credit_education": "15000",
    "credit_local": "10000",
}
TOTALS = {"period": "2023年", "eligible": "10", "enjoying": "8", "credit_education": "1.5"}


@pytest.fixture(name="税务局")
def tax_bureau(环翠区):
    return make_unit(环翠区, "tax_bureau", "区税务局", UnitKind.VERTICAL)


@pytest.fixture(name="税务员")
def its_clerk(税务局):
    return make_post(税务局, Role.CLERK, "shuiwu", "宫平")


@pytest.fixture(name="税务局长")
def its_head(税务局):
    return make_post(税务局, Role.HEAD, "shuiwujuzhang", "原野")


def test_a_firm_declares_a_quarter_and_the_tax_bureau_verifies_it(企业人事, 税务员):
    row = know("tax-periods", 企业人事, 税务员, **QUARTER)

    assert (row.vat_base, row.half_relief) == (Decimal(500_000), None)
    assert ask("tax_periods.credit_education", 税务员).value == Decimal(15_000)
    assert ask("tax_periods.credit_local", 税务员).value == Decimal(10_000)


def test_nobody_else_sees_a_tax_period(企业人事, 税务员, 科员, 督查员, 审计员, 教务员):
    know("tax-periods", 企业人事, 税务员, **QUARTER)
    periods = REGISTERS["tax-periods"]

    assert visible_rows(periods, 企业人事).count() == visible_rows(periods, 税务员).count() == 1
    for by in (科员, 督查员, 审计员, 教务员):
        assert visible_rows(periods, by).count() == 0
        assert periods not in registers_of(by)
        assert (
            ask("tax_periods.credit_education", by).state,
            ask("tax_periods.credit_education", by).value,
        ) == (
            "unknown",
            None,
        )


def test_one_firm_does_not_see_another_firms_period(环翠区, 企业人事, 税务员):
    other = make_unit(环翠区, "weilan", "蔚蓝食品有限公司", UnitKind.ENTERPRISE)
    know("tax-periods", 企业人事, 税务员, **QUARTER)

    assert visible_rows(REGISTERS["tax-periods"], make_post(other, Role.CLERK, "moran", "莫然")).count() == 0


def test_details_without_consent_are_refused(企业人事):
    with pytest.raises(Refused, match=r"^不含税销售额：这一行不适用这一栏。"):
        enter("tax-periods", 企业人事, **QUARTER | {"consent": "否"})


def test_totals_need_no_consent(企业人事, 税务员):
    row = know("tax-periods", 企业人事, 税务员, **QUARTER | {"consent": "否", "sales": "", "vat_base": ""})

    assert (row.consent, row.sales, row.credit_education) == (False, None, Decimal(15_000))


@pytest.mark.parametrize(
    ("filing", "begin", "end", "said"),
    [
        ("按月", "2024-02-01", "2024-02-29", []),
        ("按季", "2023-10-01", "2023-12-31", []),
        ("按年", "2023-01-01", "2023-12-31", []),
        ("按月", "2023-02-02", "2023-02-28", ["不是申报期的第一天"]),
        ("按季", "2023-02-01", "2023-04-30", ["不是申报期的第一天"]),
        ("按季", "2023-01-01", "2023-12-31", ["和申报方式不符"]),
        ("按月", "2023-02-01", "", ["没有填"]),
    ],
)
def test_a_period_is_as_long_as_the_filing_says(filing, begin, end, said):
    typed = QUARTER | {"filing": filing, "valid_from": begin, "valid_to": end}

    assert objections("tax-periods", **typed) == said


def test_periods_of_one_firm_that_overlap_are_found(企业人事, 税务员):
    know("tax-periods", 企业人事, 税务员, **QUARTER)
    know("tax-periods", 企业人事, 税务员, **QUARTER | {"valid_from": "2023-01-01", "filing": "按年"})

    assert [each.word for each in findings_of(REGISTERS["tax-periods"], 税务员)] == [
        "同一企业的税款所属期重叠"
    ]


# ------------------------------------------------------------------ totals


def test_totals_of_a_year_are_known_to_who_oversees(税务员, 税务局长, 督查员):
    know("relief-years", 税务员, 税务局长, **TOTALS)

    assert ask("relief_years.enjoying_share", 督查员).value == 80
    assert ask("relief_years.credit_education", 督查员).value == Decimal(15_000)
    assert ask("relief_years.carried", 督查员).state == "unknown"


def test_more_cannot_enjoy_a_relief_than_are_eligible(税务员):
    with pytest.raises(Refused) as refused:
        enter("relief-years", 税务员, **TOTALS | {"enjoying": "11"})

    assert str(refused.value) == "已享受税收优惠的企业：已享受的多于符合条件的。请核对两栏的数。"


def test_who_entered_the_totals_does_not_verify_them(税务员):
    row = enter("relief-years", 税务员, **TOTALS)

    with pytest.raises(NotYours, match=r"^这一条是您自己填报的，要由另一个人审核。$"):
        settle("relief-years", row, 税务员)
