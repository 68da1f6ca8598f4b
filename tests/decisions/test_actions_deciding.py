"""Deciding: kept once; again only when something changed; never by a stranger."""

from __future__ import annotations

import pytest

from gaodi.decisions.actions.deciding import decide
from gaodi.decisions.feeds import FEEDS
from gaodi.decisions.models import Decision
from gaodi.ground.models import AuditRow
from gaodi.ground.refusals import NotYours, Refused
from tests.decisions.entering_firms import filed, listed, paid, yearly

CREDIT, POSTS = FEEDS["surcharge-credit"], FEEDS["internship-posts"]


@pytest.fixture(name="有事实")
def with_facts(本企业, 企业人事, 各局):
    listed(企业人事, 各局)
    filed(企业人事, 各局)
    paid(企业人事, 各局)
    return 本企业


def test_what_is_kept_says_who_when_by_which_book_and_from_which_rows(有事实, 企业人事):
    decision = decide(CREDIT, 有事实, "2023", by=企业人事)

    assert (decision.number, decision.by, decision.unit) == (1, 企业人事, 企业人事.unit)
    assert (decision.state, decision.said) == ("value", "可抵免 50,000.00 元，结转以后 40,000.00 元")
    assert len(decision.used) == 3
    assert decision.outcome["outs"]
    assert len(decision.version) == 12


def test_the_audit_has_one_row_of_it(有事实, 企业人事):
    decision = decide(CREDIT, 有事实, "2023", by=企业人事)

    row = AuditRow.objects.get(verb="decide")
    assert (row.word, row.outcome, row.subject_id) == ("测算", "done", str(decision.pk))


def test_the_audit_says_what_came_out_unless_a_closed_register_is_behind_it(有事实, 企业人事, 各局):
    yearly(企业人事, 各局)
    decide(CREDIT, 有事实, "2023", by=企业人事)
    decide(POSTS, 有事实, "2023", by=企业人事)

    credit, posts = AuditRow.objects.filter(verb="decide").order_by("at")
    assert (credit.label, credit.changes, credit.note) == ("附加费抵免", "{}", "")
    assert "应设 26 个" in posts.changes
    assert posts.note == "实习岗位 2023"


def test_where_nothing_changed_it_is_refused_and_the_audit_says_so(有事实, 企业人事):
    decide(CREDIT, 有事实, "2023", by=企业人事)

    with pytest.raises(Refused, match="没有变"):
        decide(CREDIT, 有事实, "2023", by=企业人事)

    assert Decision.objects.count() == 1
    assert AuditRow.objects.filter(verb="decide", outcome="refused").exists()


def test_a_correction_that_was_verified_makes_a_second_one_and_leaves_the_first(有事实, 企业人事, 各局):
    first = decide(CREDIT, 有事实, "2023", by=企业人事)
    paid(企业人事, 各局, amount="200000")

    second = decide(CREDIT, 有事实, "2023", by=企业人事)

    kept = Decision.objects.get(pk=first.pk)
    assert (kept.said, kept.digest) == (first.said, first.digest)
    assert (second.number, second.said) == (2, "可抵免 50,000.00 元，结转以后 10,000.00 元")


def test_years_are_numbered_each_for_itself(有事实, 企业人事, 各局):
    decide(CREDIT, 有事实, "2023", by=企业人事)
    filed(企业人事, 各局, valid_from="2022-1-1", valid_to="2022-12-31")

    assert decide(CREDIT, 有事实, "2022", by=企业人事).number == 1


def test_without_facts_nothing_is_kept(本企业, 企业人事):
    with pytest.raises(Refused, match="请先填报"):
        decide(CREDIT, 本企业, "2023", by=企业人事)

    assert not Decision.objects.exists()


def test_a_stranger_is_refused(有事实, 外人, 教务员):
    for other in (外人, 教务员):
        with pytest.raises(NotYours):
            decide(CREDIT, 有事实, "2023", by=other)


def test_the_tax_of_a_firm_is_decided_by_nobody_else(有事实, 各局, 科员, 督查员):
    for other in (各局.tax, 各局.reform, 科员, 督查员):
        with pytest.raises(NotYours):
            decide(CREDIT, 有事实, "2023", by=other)


def test_who_sees_the_years_of_all_firms_may_decide_their_posts(本企业, 企业人事, 各局):
    yearly(企业人事, 各局)

    assert decide(POSTS, 本企业, "2023", by=各局.people).by == 各局.people
