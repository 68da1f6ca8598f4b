"""What was kept stays readable and unchanged, whatever becomes of the book, the feed, the registers and the rows."""

from __future__ import annotations

import json
import re

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from gaodi.decisions import asking
from gaodi.decisions.actions import deciding
from gaodi.decisions.actions.deciding import decide
from gaodi.decisions.asking import ask
from gaodi.decisions.differences import difference
from gaodi.decisions.feeds import FEEDS
from gaodi.decisions.models import Decision
from gaodi.ground.refusals import Overtaken, Refused
from gaodi.registers.actions.facts import withdraw
from gaodi.registers.actions.subjects import join
from gaodi.registers.declaration import REGISTERS
from gaodi.registers.models import Subject
from gaodi.rules import book as books
from tests.decisions.entering_firms import filed, listed, paid, yearly
from tests.decisions.entering_schools import measured, school_of, taught
from tests.registers.entering import credit_code, enter, id_number, know, settle

CREDIT, POSTS, PRACTICE = (
    FEEDS[slug] for slug in ("surcharge-credit", "internship-posts", "teacher-practice")
)


@pytest.fixture(name="投资")
def investment(本企业, 企业人事, 各局):
    listed(企业人事, 各局)
    filed(企业人事, 各局)
    return paid(企业人事, 各局)


def page_of(browser, decision: Decision) -> str:
    answer = browser.get(reverse("decision", args=[decision.pk]))
    assert answer.status_code == 200
    return re.sub(r"\s+", " ", answer.content.decode())


# ------------------------------------------------------------------ the rule changes


def test_a_corrected_number_of_the_policy_makes_the_next_decision_and_says_why(
    投资, 本企业, 企业人事, sign_in, monkeypatch
):
    first = decide(CREDIT, 本企业, "2023", by=企业人事)
    corrected = books.load("surcharge_credit").trying({"credit_rate": "0.1"})
    monkeypatch.setattr(asking.books, "load", lambda _name: corrected)

    second = decide(CREDIT, 本企业, "2023", by=企业人事)

    found = difference(first, second)
    assert [(each.label, each.was, each.now) for each in found.numbers] == [("抵免比例", "30.00%", "10.00%")]
    assert not found.facts
    assert (first.said, second.said) == (
        "可抵免 50,000.00 元，结转以后 40,000.00 元",
        "可抵免 30,000.00 元，结转以后 0.00 元",
    )
    page = page_of(sign_in(企业人事), second)
    assert "规则的数" in page
    assert "现在的规则已有更新" in page_of(sign_in(企业人事), first)
    assert Decision.objects.get(pk=first.pk).outcomes_json == first.outcomes_json


@pytest.mark.parametrize("gone", ["book", "feed", "register", "step"])
def test_what_was_kept_is_read_though_what_it_came_from_is_gone(gone, 投资, 本企业, 企业人事, 外人, sign_in):
    decision = decide(CREDIT, 本企业, "2023", by=企业人事)
    lost = Decision.objects.filter(pk=decision.pk)
    if gone in {"book", "feed"}:
        lost.update(**{gone: "no-longer"})
    elif gone == "register":
        lost.update(used_json=decision.used_json.replace("tax-periods", "no-longer"))
    else:
        outcomes = json.loads(decision.outcomes_json.replace('"grant"', '"no_longer"'))
        lost.update(outcomes_json=json.dumps([*outcomes, outcomes[-1]]))

    page = page_of(sign_in(企业人事), decision)

    assert "可抵免 50,000.00 元" in page
    assert sign_in(外人).get(reverse("decision", args=[decision.pk])).status_code == 404


def test_a_day_that_was_asked_about_is_said_as_one(教务员, 科员, 系统, 校长, sign_in):
    school = school_of(教务员, 科员, 系统)
    measured(教务员, 科员)
    taught(教务员, 科员, id_number(1))

    decision = decide(PRACTICE, school, "2023-12-31", by=校长)

    assert "2023年12月31日教师企业实践" in page_of(sign_in(校长), decision)


# ------------------------------------------------------------------ two at once


def test_two_who_decide_at_once_keep_one_and_the_other_is_told(投资, 本企业, 企业人事, sign_in, monkeypatch):
    decide(CREDIT, 本企业, "2023", by=企业人事)
    monkeypatch.setattr(
        deciding, "latest", lambda *_: None
    )  # as the second sees it that began before the first ended

    with pytest.raises(Overtaken):
        decide(CREDIT, 本企业, "2023", by=企业人事)
    answer = sign_in(企业人事).post(
        reverse("decide_firm", args=[本企业.pk, CREDIT.slug]), {"year": "2023"}, follow=True
    )

    assert answer.status_code == 200
    assert "刚才已有人办理" in answer.content.decode()
    assert Decision.objects.count() == 1


# ------------------------------------------------------------------ which facts count


def test_what_only_waits_for_its_verification_counts_for_nothing(投资, 本企业, 企业人事):
    before = ask(CREDIT, 本企业, "2023", by=企业人事)
    typed = {
        "subject": credit_code(),
        "label": "共建实训基地",
        "valid_from": "2023-5-11",
        "category": "办学投资",
        "subsidy_received": "0",
    }
    enter("investments", 企业人事, **typed, voucher_no="PZ-1", amount="900000")
    enter("investments", 企业人事, **typed, voucher_no="PZ-2", amount="900000")

    assert ask(CREDIT, 本企业, "2023", by=企业人事).digest == before.digest


def test_a_payment_that_was_withdrawn_from_the_register_is_out_of_the_sum(投资, 本企业, 企业人事, 各局):
    settle("investments", withdraw(REGISTERS["investments"], 投资, by=企业人事, reason="填错了"), 各局.reform)

    assert ask(CREDIT, 本企业, "2023", by=企业人事).said == "可抵免 0.00 元，结转以后 0.00 元"


def test_what_the_firm_itself_reports_goes_before_what_a_bureau_reported_of_it(
    本企业, 企业人事, 责任经办, 各局
):
    yearly(企业人事, 各局, staff_total="1286")
    yearly(责任经办, 各局, staff_total="100", staff_on_post="90")

    for post in (企业人事, 各局.people):
        asked = ask(POSTS, 本企业, "2023", by=post)
        assert asked.said == "应设 26 个，还差 8 个"


def test_rows_about_a_code_found_to_be_the_firm_s_are_the_firm_s_for_everybody(
    本企业, 企业人事, 责任经办, 各局, 系统
):
    """Else the firm and the bureau would overturn one another's decisions for ever."""
    yearly(责任经办, 各局, serial=7)
    other = Subject.objects.get(shown=credit_code(7))
    join(other, 本企业, by=系统, note="旧代码")

    by_bureau, by_firm = (ask(POSTS, 本企业, "2023", by=post) for post in (各局.people, 企业人事))

    assert by_bureau.said == "应设 26 个，还差 8 个"
    assert by_firm.digest == by_bureau.digest


def test_of_two_lists_the_earlier_day_counts_from_either(本企业, 企业人事, 各局):
    listed(企业人事, 各局, valid_from="2023-1-1", level="省")
    listed(企业人事, 各局, valid_from="2023-6-1", level="国家")
    filed(企业人事, 各局)
    paid(企业人事, 各局)

    assert "可抵免 50,000.00 元" in ask(CREDIT, 本企业, "2023", by=企业人事).said


def test_a_past_year_is_decided_with_what_is_known_today(投资, 本企业, 企业人事, 各局):
    filed(企业人事, 各局, valid_from="2022-1-1", valid_to="2022-12-31")
    paid(企业人事, 各局, valid_from="2022-5-11", voucher_no="PZ-0", amount="100000")

    decision = decide(CREDIT, 本企业, "2022", by=企业人事)

    assert decision.said == "可抵免 30,000.00 元，结转以后 0.00 元"
    with pytest.raises(Refused):
        decide(CREDIT, 本企业, "2021", by=企业人事)


def test_words_as_long_as_a_column_takes_neither_break_a_decision_nor_its_page(
    投资, 本企业, 企业人事, 各局, sign_in
):
    long = "实" * 80
    know(
        "investments",
        企业人事,
        各局.reform,
        subject=credit_code(),
        label=long,
        valid_from="2023-5-12",
        category="捐赠",
        voucher_no="PZ-8",
        amount="1",
        subsidy_received="0",
    )

    assert long in page_of(sign_in(企业人事), decide(CREDIT, 本企业, "2023", by=企业人事))


@pytest.mark.parametrize("name", ["decision", "decision_ledger"])
def test_a_page_asks_as_much_of_three_payments_as_of_one(name, 投资, 本企业, 企业人事, 各局, sign_in):
    browser = sign_in(企业人事)

    def questions() -> int:
        decision = decide(CREDIT, 本企业, "2023", by=企业人事)
        address = reverse(name, args=[decision.pk if name == "decision" else 本企业.pk])
        browser.get(address)
        Decision.objects.exclude(pk=decision.pk).delete()  # else the page has a difference to show as well
        with CaptureQueriesContext(connection) as asked:
            assert browser.get(address).status_code == 200
        return len(asked)

    one = questions()
    for number in (2, 3):
        paid(企业人事, 各局, voucher_no=f"PZ-{number}")

    assert questions() == one
