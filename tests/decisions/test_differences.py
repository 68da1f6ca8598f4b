"""Differences between two answers to one question: what changed, and because of which fact or number."""

from __future__ import annotations

from types import SimpleNamespace

import pytest

from gaodi.decisions.actions.deciding import decide
from gaodi.decisions.asking import ask
from gaodi.decisions.differences import difference
from gaodi.decisions.feeds import FEEDS
from tests.decisions.entering_firms import filed, listed, paid

CREDIT = FEEDS["surcharge-credit"]


@pytest.fixture(name="先前")
def earlier(本企业, 企业人事, 各局):
    listed(企业人事, 各局)
    filed(企业人事, 各局)
    paid(企业人事, 各局)
    return decide(CREDIT, 本企业, "2023", by=企业人事)


def told(changes) -> list[tuple[str, str, str]]:
    return [(change.label, change.was, change.now) for change in changes]


def test_a_corrected_amount_is_the_reason_and_the_carry_the_result(先前, 本企业, 企业人事, 各局):
    paid(企业人事, 各局, amount="200000")

    found = difference(先前, ask(CREDIT, 本企业, "2023", by=企业人事))

    assert told(found.facts) == [("付款金额（元）", "300,000.00", "200,000.00")]
    assert ("结转下期可抵免额", "40,000.00 元", "10,000.00 元") in told(found.answers)
    assert (found.numbers, found.reworded, found.is_silent) == ((), False, False)


def test_a_row_that_came_stands_on_one_side(先前, 本企业, 企业人事, 各局):
    paid(企业人事, 各局, voucher_no="PZ-2", amount="10000")

    found = difference(先前, ask(CREDIT, 本企业, "2023", by=企业人事))

    assert [(change.label, change.was) for change in found.facts] == [("新增", "—")]
    assert "PZ-2" in found.facts[0].now


def test_two_kept_decisions_are_compared_like_one_with_today(先前, 本企业, 企业人事, 各局):
    paid(企业人事, 各局, amount="200000")
    live = difference(先前, ask(CREDIT, 本企业, "2023", by=企业人事))

    kept = difference(先前, decide(CREDIT, 本企业, "2023", by=企业人事))

    assert (kept.facts, kept.answers) == (live.facts, live.answers)


def test_nothing_changed_is_silent(先前, 本企业, 企业人事):
    assert difference(先前, ask(CREDIT, 本企业, "2023", by=企业人事)).is_silent


def answered(rate: str, version: str = "a"):
    read = {"name": "rate", "label": "比例", "said": rate, "citation": {"document": "文件"}}
    outcome = {"outs": [], "steps": [{"name": "x", "reads": [read]}]}
    return SimpleNamespace(version=version, said="", used=[], outcomes=[outcome], outcome=outcome)


def test_a_number_of_the_policy_that_was_corrected_is_named():
    found = difference(answered("30.00%"), answered("25.00%", "b"))

    assert told(found.numbers) == [("比例", "30.00%", "25.00%")]
    assert not found.reworded


def test_another_version_with_the_same_numbers_is_only_reworded():
    assert difference(answered("30.00%"), answered("30.00%", "b")).reworded
