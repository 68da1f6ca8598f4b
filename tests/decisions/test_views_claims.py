"""重复申报: one paper claimed by two firms, and whether they are of one group; never shown to firms."""

from __future__ import annotations

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from gaodi.decisions.queries.claims import claims
from gaodi.ground.models import Role, UnitKind
from tests.cast import make_post, make_unit
from tests.decisions.entering_firms import firm_of, paid
from tests.registers.entering import credit_code, know


@pytest.fixture(name="子公司")
def daughter(环翠区, 系统):
    unit = make_unit(环翠区, "haibangzb", "海邦装备有限公司", UnitKind.ENTERPRISE)
    clerk = make_post(unit, Role.CLERK, "gaoyuan", "高远")
    firm_of(clerk, 系统, 2)
    return clerk


@pytest.fixture(name="两家同报")
def claimed_twice(本企业, 企业人事, 子公司, 各局):
    paid(企业人事, 各局)
    paid(子公司, 各局, 2)


def known(clerk, bureau, serial: int, parent: str = "") -> None:
    typed = {
        "subject": credit_code(serial),
        "label": f"{serial}号",
        "valid_from": "2008-5-12",
        "parent": parent,
    }
    know("enterprises", clerk, bureau, **typed)


def test_both_rows_of_one_voucher_stand_together(sign_in, 两家同报, 科员):
    page = sign_in(科员).get(reverse("decision_claims")).content.decode()

    assert "有1处" in page
    assert "海邦精工有限公司" in page
    assert "海邦装备有限公司" in page
    assert "多报" in page


def test_firms_of_one_group_are_named_as_such(两家同报, 企业人事, 子公司, 各局, 科员):
    known(企业人事, 各局.reform, 1)
    known(子公司, 各局.reform, 2, credit_code(1))

    (claim,) = claims(科员)

    assert claim.group == "1号"
    assert claim.amount == 300_000


def test_firms_without_a_parent_are_not_of_one_group(两家同报, 企业人事, 子公司, 各局, 科员):
    known(企业人事, 各局.reform, 1)
    known(子公司, 各局.reform, 2)

    (claim,) = claims(科员)

    assert (claim.group, list(claim.unknown)) == ("", [])


def test_a_firm_of_which_nothing_is_known_leaves_the_group_open(两家同报, 企业人事, 各局, 科员):
    known(企业人事, 各局.reform, 1)

    (claim,) = claims(科员)

    assert claim.group == ""
    assert len(claim.unknown) == 1


def test_two_that_hold_one_another_end_somewhere(两家同报, 企业人事, 子公司, 各局, 科员):
    known(企业人事, 各局.reform, 1, credit_code(2))
    known(子公司, 各局.reform, 2, credit_code(1))

    assert len(claims(科员)) == 1


def test_two_vouchers_of_two_firms_are_no_claim(本企业, 企业人事, 子公司, 各局, 科员):
    paid(企业人事, 各局)
    paid(子公司, 各局, 2, voucher_no="PZ-2")

    assert claims(科员) == []


def test_one_voucher_of_two_payments_of_one_firm_is_no_claim(本企业, 企业人事, 各局, 科员):
    paid(企业人事, 各局)
    paid(企业人事, 各局, valid_from="2023-6-11")

    assert claims(科员) == []


def test_an_invoice_that_two_firms_claim_is_found_with_other_vouchers(本企业, 企业人事, 子公司, 各局, 科员):
    paid(企业人事, 各局, invoice_no="37001")
    paid(子公司, 各局, 2, voucher_no="PZ-2", amount="1000", invoice_no="37001")

    assert [claim.word for claim in claims(科员)] == ["同一张发票在两家企业填报"]


def test_who_oversees_the_district_sees_it(两家同报, sign_in, 督查员, 审计员, 各局):
    for post in (督查员, 审计员, 各局.reform):
        assert "有1处" in sign_in(post).get(reverse("decision_claims")).content.decode()


@pytest.mark.parametrize("role", [Role.CLERK, Role.HEAD, Role.SUPERVISOR, Role.AUDITOR])
def test_a_firm_never_sees_it_in_whatever_role(role, 两家同报, sign_in, 企业):
    post = make_post(企业, role, f"firm-{role}", "某人")

    answer = sign_in(post).get(reverse("decision_claims"))

    assert answer.status_code == 403
    assert "海邦装备" not in answer.content.decode()
    assert claims(post) == []


def test_another_district_sees_nothing_of_it(两家同报, 外人):
    assert claims(外人) == []


def test_three_claims_cost_as_much_as_one(本企业, 企业人事, 子公司, 各局, 科员):
    def asked(number: int) -> int:
        for clerk, serial in ((企业人事, 1), (子公司, 2)):
            paid(clerk, 各局, serial, voucher_no=f"PZ-{number}")
        with CaptureQueriesContext(connection) as questions:
            found = claims(科员)
        assert len(found) == number
        return len(questions)

    assert asked(1) == asked(2) == asked(3)
