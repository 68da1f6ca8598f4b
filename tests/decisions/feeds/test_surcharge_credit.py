"""附加费抵免: which rows of the registers become which facts of the book."""

from __future__ import annotations

from decimal import Decimal

import pytest

from gaodi.decisions.asking import ask
from gaodi.decisions.feeds import FEEDS
from tests.decisions.entering_firms import filed, listed, paid

CREDIT = FEEDS["surcharge-credit"]


@pytest.fixture(name="问")
def asked(本企业, 企业人事):
    return lambda year="2023": ask(CREDIT, 本企业, year, by=企业人事)


def facts_of(answer, column: str) -> list:
    return [row[column] for row in answer.fed.rows]


def value(answer, name: str):
    return next(step["value"] for step in answer.outcome["steps"] if step["name"] == name)


def test_a_firm_on_the_list_credits_thirty_percent_of_what_it_paid(问, 企业人事, 各局):
    listed(企业人事, 各局)
    paid(企业人事, 各局)
    filed(企业人事, 各局)

    answer = 问()

    assert answer.said == "可抵免 50,000.00 元，结转以后 40,000.00 元"
    assert [each.register for each in answer.fed.used] == ["tax-periods", "investments", "ie-enterprises"]


def test_without_rows_it_says_what_to_fill_in(问):
    assert "请先填报这两本台账" in 问().because


def test_without_consent_the_bases_are_unknown_and_not_0(问, 企业人事, 各局):
    listed(企业人事, 各局)
    nothing = dict.fromkeys(("sales", "vat_base", "consumption_tax_base", "half_relief"), "")
    filed(企业人事, 各局, consent="否", **nothing)

    answer = 问()

    assert facts_of(answer, "vat_base") == [None]
    assert answer.state == "unknown"
    assert "增值税计征依据" in answer.said


def test_a_list_of_the_city_alone_is_not_enough(问, 企业人事, 各局):
    listed(企业人事, 各局, level="市")
    paid(企业人事, 各局)
    filed(企业人事, 各局)

    assert facts_of(问(), "in_scope") == [False]
    assert value(问(), "carry_out") == "0.00"


def test_who_left_the_list_before_the_period_ended_is_out_of_scope(问, 企业人事, 各局):
    listed(企业人事, 各局, removed_on="2023-12-31", reason="其他")
    filed(企业人事, 各局)

    assert facts_of(问(), "in_scope") == [False]


def test_what_was_paid_before_the_listing_is_left_to_a_person(问, 企业人事, 各局):
    listed(企业人事, 各局, valid_from="2023-6-1")
    paid(企业人事, 各局)
    filed(企业人事, 各局)

    answer = 问()

    assert facts_of(answer, "new_investment") == [Decimal(0)]
    assert any("入库以前付款，须人工认定" in each for each in answer.fed.to_judge)


@pytest.mark.parametrize(
    ("more", "why"),
    [({"category": "捐赠"}, "文件没有列明"), ({"subsidy_received": "100000"}, "有财政补贴返还")],
)
def test_what_the_text_does_not_name_is_not_in_the_sum(more, why, 问, 企业人事, 各局):
    listed(企业人事, 各局)
    paid(企业人事, 各局, **more)
    filed(企业人事, 各局)

    answer = 问()

    assert facts_of(answer, "new_investment") == [Decimal(0)]
    assert any(why in each for each in answer.fed.to_judge)


def test_a_payment_of_which_nobody_said_what_for_makes_the_sum_unknown(问, 企业人事, 各局):
    listed(企业人事, 各局)
    paid(企业人事, 各局, category="")
    filed(企业人事, 各局)

    assert facts_of(问(), "new_investment") == [None]


def test_a_payment_after_the_last_period_that_was_filed_waits(问, 企业人事, 各局):
    listed(企业人事, 各局)
    filed(企业人事, 各局, valid_to="2023-3-31", filing="按季")
    paid(企业人事, 各局)

    answer = 问()

    assert facts_of(answer, "period") == ["2023Q1"]
    assert any("还没有核定，核定以后再计入" in each for each in answer.fed.to_judge)


def test_what_is_withdrawn_cuts_the_carry_and_the_rest_is_paid_back(问, 企业人事, 各局):
    listed(企业人事, 各局)
    paid(企业人事, 各局, valid_from="2022-5-11", withdrawn_on="2023-3-1", withdrawn_amount="200000")
    filed(企业人事, 各局, valid_from="2022-1-1", valid_to="2022-12-31")
    filed(企业人事, 各局)

    answer = 问()

    assert facts_of(answer, "cancelled") == [Decimal(0), Decimal(40_000)]
    assert value(answer, "credit_total") == "0.00"
    assert any(
        "应补缴已抵免的教育费附加 12,000.00 元、地方教育附加 8,000.00 元" in each
        for each in answer.fed.to_judge
    )


def test_a_withdrawal_after_the_year_does_not_touch_it(问, 企业人事, 各局):
    listed(企业人事, 各局)
    paid(企业人事, 各局, valid_from="2022-5-11", withdrawn_on="2023-3-1", withdrawn_amount="200000")
    filed(企业人事, 各局, valid_from="2022-1-1", valid_to="2022-12-31")

    assert 问("2022").said == "可抵免 50,000.00 元，结转以后 40,000.00 元"


def test_a_withdrawal_of_unknown_amount_makes_what_follows_unknown(问, 企业人事, 各局):
    listed(企业人事, 各局)
    paid(企业人事, 各局, valid_from="2022-5-11", withdrawn_on="2023-3-1", withdrawn_amount="")
    filed(企业人事, 各局, valid_from="2022-1-1", valid_to="2022-12-31")
    filed(企业人事, 各局)

    answer = 问()

    assert answer.state == "unknown"
    assert any("应追回多少还算不出来" in each for each in answer.fed.to_judge)


def test_periods_that_overlap_contradict_one_another(问, 企业人事, 各局):
    filed(企业人事, 各局)
    filed(企业人事, 各局, valid_from="2023-4-1", valid_to="2023-6-30", filing="按季")

    assert "台账里的事实互相矛盾" in 问().because
