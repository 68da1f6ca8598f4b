"""我的企业: what a firm may claim and what it owes; the list of firms; the ledger; the kept decision."""

from __future__ import annotations

import re

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from gaodi.decisions.actions.deciding import decide
from gaodi.decisions.feeds import FEEDS
from gaodi.decisions.models import Decision
from gaodi.decisions.queries.ledger import ledger_of
from gaodi.ground.models import Role, UnitKind
from gaodi.registers.actions.facts import withdraw
from gaodi.registers.declaration import REGISTERS
from tests.cast import make_post, make_unit
from tests.decisions.entering_firms import filed, firm_of, listed, paid, yearly
from tests.registers.entering import know, settle

CREDIT, POSTS = FEEDS["surcharge-credit"], FEEDS["internship-posts"]


@pytest.fixture(name="有事实")
def with_facts(本企业, 企业人事, 各局):
    listed(企业人事, 各局)
    filed(企业人事, 各局)
    paid(企业人事, 各局)
    yearly(企业人事, 各局)
    return 本企业


def page_of(browser, name: str, *args, **query) -> str:
    answer = browser.get(reverse(name, args=args), query)
    assert answer.status_code == 200
    return re.sub(r"<[^>]+>", "", re.sub(r"\s+", " ", answer.content.decode().split("<main")[1]))


def press(browser, firm, feed, year="2023"):
    return browser.post(reverse("decide_firm", args=[firm.pk, feed.slug]), {"year": year}, follow=True)


# ------------------------------------------------------------------ the firm


def test_a_clerk_of_a_firm_comes_to_the_own_firm(sign_in, 企业人事, 本企业):
    assert sign_in(企业人事).get(reverse("decision_firms")).url == reverse("decision_firm", args=[本企业.pk])


def test_the_two_answers_stand_first_with_steps_and_articles(sign_in, 企业人事, 有事实):
    page = page_of(sign_in(企业人事), "decision_firm", 有事实.pk)

    assert page.index("50,000.00 元可抵免") < page.index("8 个岗位还没有报") < page.index("怎么算出来的")
    assert "当期新增投资额 300,000.00 元 × 30.00%" in page
    assert "1,286 人 × 2.00% ＝ 25.72" in page
    assert "征收教育费附加的暂行规定第三条" in page
    assert "依据待核" in page
    assert "填报实习岗位" in page


def test_without_facts_it_says_what_to_fill_in_first(sign_in, 企业人事, 本企业):
    page = sign_in(企业人事).get(reverse("decision_firm", args=[本企业.pk])).content.decode()

    assert "请先填报这两本台账" in page
    assert reverse("register_add", args=["tax-periods"]) in page
    assert "测算并留存" not in page


def test_several_periods_have_a_sum(sign_in, 企业人事, 本企业, 各局):
    listed(企业人事, 各局)
    paid(企业人事, 各局, valid_from="2023-2-1")
    for first, last in (("1-1", "3-31"), ("4-1", "6-30")):
        filed(企业人事, 各局, valid_from=f"2023-{first}", valid_to=f"2023-{last}", filing="按季")

    page = page_of(sign_in(企业人事), "decision_firm", 本企业.pk)

    assert "90,000.00 元可抵免" in page
    assert "按2期合计，算到2023年2季度" in page
    assert "2023年1季度" in page


def test_what_a_person_must_judge_is_listed(sign_in, 企业人事, 有事实, 各局):
    paid(企业人事, 各局, voucher_no="PZ-9", category="捐赠")

    assert "捐赠，文件没有列明，须人工认定" in page_of(sign_in(企业人事), "decision_firm", 有事实.pk)


def test_another_year_is_chosen_by_a_link_and_an_unknown_one_is_this_one(sign_in, 企业人事, 有事实):
    browser = sign_in(企业人事)

    assert "2022年附加费抵免" in page_of(browser, "decision_firm", 有事实.pk, year="2022")
    assert "2023年附加费抵免" in page_of(browser, "decision_firm", 有事实.pk, year="1066")


def test_pressing_keeps_the_answer_and_pressing_again_keeps_nothing(sign_in, 企业人事, 有事实):
    browser = sign_in(企业人事)

    first, again = press(browser, 有事实, CREDIT), press(browser, 有事实, CREDIT)

    assert "已测算并留存（第1次）" in first.content.decode()
    assert "没有变" in again.content.decode()
    assert Decision.objects.get().by == 企业人事


def test_after_a_correction_the_page_says_what_changed_and_offers_to_reckon_again(
    sign_in, 企业人事, 有事实, 各局
):
    decide(CREDIT, 有事实, "2023", by=企业人事)
    paid(企业人事, 各局, amount="200000")
    browser = sign_in(企业人事)

    page = page_of(browser, "decision_firm", 有事实.pk)
    press(browser, 有事实, CREDIT)

    assert "事实有变动" in page
    assert "重新测算" in page
    assert re.search(r"付款金额（元）.*300,000\.00\s*200,000\.00", page)
    assert Decision.objects.filter(number=2).exists()
    assert "事实有变动" not in page_of(browser, "decision_firm", 有事实.pk)


def test_when_the_facts_are_gone_what_was_kept_stays(sign_in, 企业人事, 本企业, 各局):
    row = yearly(企业人事, 各局)
    decide(POSTS, 本企业, "2023", by=企业人事)
    gone = withdraw(REGISTERS["enterprise-years"], row, by=企业人事, reason="填错了企业")
    settle("enterprise-years", gone, 各局.people)

    assert "原来留存的结果仍在" in page_of(sign_in(企业人事), "decision_firm", 本企业.pk)


# ------------------------------------------------------------------ who sees it


def test_who_verifies_the_posts_sees_the_posts_and_nothing_of_the_tax(sign_in, 有事实, 各局):
    page = page_of(sign_in(各局.people), "decision_firm", 有事实.pk)

    assert "实习岗位" in page
    assert "附加费抵免" not in page
    assert "填报实习岗位" not in page


def test_nobody_else_is_told_that_the_firm_is_there(sign_in, 有事实, 企业人事, 环翠区, 外人, 教务员, 各局):
    decision = decide(CREDIT, 有事实, "2023", by=企业人事)
    other = make_post(
        make_unit(环翠区, "weilan", "蔚蓝食品", UnitKind.ENTERPRISE), Role.CLERK, "moran", "莫然"
    )
    for post in (外人, 教务员, other, 各局.tax):
        browser = sign_in(post)
        for name in ("decision_firm", "decision_ledger"):
            assert browser.get(reverse(name, args=[有事实.pk])).status_code == 404
        assert browser.get(reverse("decision", args=[decision.pk])).status_code == 404
        assert press(browser, 有事实, CREDIT).status_code == 404


def test_a_feed_of_another_kind_of_subject_is_not_there(sign_in, 企业人事, 有事实):
    address = reverse("decide_firm", args=[有事实.pk, "school-standard"])

    assert sign_in(企业人事).post(address, {"year": "2023"}).status_code == 404


# ------------------------------------------------------------------ the list


def test_the_bureau_sees_every_firm_with_what_was_decided_last(sign_in, 有事实, 企业人事, 各局):
    browser = sign_in(各局.people)
    before = page_of(browser, "decision_firms")
    decide(POSTS, 有事实, "2023", by=企业人事)

    assert "还没有测算 " in before.split("结论")[1]
    assert "应设 26 个，还差 8 个" in page_of(browser, "decision_firms")
    assert "没有查到" in page_of(browser, "decision_firms", state="none")
    assert "应设 26 个" in page_of(browser, "decision_firms", state="value", q="海邦")
    assert "没有查到" in page_of(browser, "decision_firms", state="unknown")


def test_who_sees_no_feed_of_the_district_is_told_who_does(sign_in, 责任经办, 教务员):
    for post in (责任经办, 教务员):
        assert sign_in(post).get(reverse("decision_firms")).status_code == 403


def test_a_firm_without_a_code_is_told_to_have_it_linked(sign_in, 企业人事):
    answer = sign_in(企业人事).get(reverse("decision_firms"))

    assert answer.status_code in {403, 409, 422}
    assert "还没有关联统一社会信用代码" in answer.content.decode()


def test_the_list_asks_as_much_for_three_firms_as_for_one(sign_in, 有事实, 企业人事, 环翠区, 系统, 各局):
    browser = sign_in(各局.people)
    decide(POSTS, 有事实, "2023", by=企业人事)
    page_of(browser, "decision_firms")
    with CaptureQueriesContext(
        connection,
    ) as one:
        page_of(browser, "decision_firms")
    for serial in (2, 3):
        unit = make_unit(环翠区, f"firm{serial}", f"{serial}号企业", UnitKind.ENTERPRISE)
        clerk = make_post(unit, Role.CLERK, f"firm{serial}", "某人")
        firm = firm_of(clerk, 系统, serial)
        yearly(clerk, 各局, serial)
        decide(POSTS, firm, "2023", by=clerk)

    with CaptureQueriesContext(connection) as three:
        page = page_of(browser, "decision_firms")

    assert "3家企业" in page
    assert len(three) == len(one)


def test_the_firm_asks_as_much_with_three_payments_as_with_one(sign_in, 有事实, 企业人事, 各局):
    browser = sign_in(企业人事)
    page_of(browser, "decision_firm", 有事实.pk)
    with CaptureQueriesContext(connection) as one:
        page_of(browser, "decision_firm", 有事实.pk)
    for number in (2, 3):
        paid(企业人事, 各局, voucher_no=f"PZ-{number}")

    with CaptureQueriesContext(connection) as three:
        page_of(browser, "decision_firm", 有事实.pk)

    assert len(three) == len(one)


# ------------------------------------------------------------------ what was kept


def test_a_kept_decision_shows_both_sides_of_a_change_and_which_row_was_corrected(
    sign_in, 企业人事, 有事实, 各局
):
    first = decide(CREDIT, 有事实, "2023", by=企业人事)
    paid(企业人事, 各局, amount="200000")
    second = decide(CREDIT, 有事实, "2023", by=企业人事)
    browser = sign_in(企业人事)

    old, new = page_of(browser, "decision", first.pk), page_of(browser, "decision", second.pk)

    assert "后一次变了什么" in old
    assert "后来已更正" in old
    assert "和上一次比" in new
    assert "后来已更正" not in new
    for page in (old, new):
        assert re.search(r"付款金额（元）.*300,000\.00\s*200,000\.00", page)
        assert "于敏" in page


# ------------------------------------------------------------------ the ledger


def test_the_ledger_balances_and_shows_what_was_taken_back(sign_in, 企业人事, 本企业, 各局):
    listed(企业人事, 各局)
    paid(企业人事, 各局, valid_from="2022-5-11", withdrawn_on="2023-3-1", withdrawn_amount="200000")
    filed(企业人事, 各局, valid_from="2022-1-1", valid_to="2022-12-31")
    filed(企业人事, 各局)

    total = ledger_of(本企业, 企业人事).total
    page = page_of(sign_in(企业人事), "decision_ledger", 本企业.pk)

    assert (total.granted, total.credited, total.carried, total.clawback) == (90_000, 30_000, 0, 60_000)
    assert total.balances
    assert "对账相符" in page
    assert "12,000.00元" in page


def test_other_incentives_stand_below(sign_in, 企业人事, 有事实, 环翠区, 各局):
    bank = make_post(make_unit(环翠区, "finance_bureau", "区财政局"), Role.CLERK, "caizheng", "苗文静")
    typed = {
        "subject": 有事实.shown,
        "label": "产教融合型企业奖补",
        "valid_from": "2023-5-1",
        "kind": "财政",
        "document_no": "财教〔2023〕1号",
        "amount": "20",
    }
    know("incentives", bank, 各局.reform, **typed)

    page = page_of(sign_in(企业人事), "decision_ledger", 有事实.pk)

    assert "200,000.00元" in page


def test_a_ledger_without_investments_says_what_to_fill_in(sign_in, 企业人事, 本企业):
    assert "还没有可以列的投资" in page_of(sign_in(企业人事), "decision_ledger", 本企业.pk)
