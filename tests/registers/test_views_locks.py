"""Locking a period, unlocking it, and opening one value of it."""

from __future__ import annotations

import pytest

from gaodi.registers.models import LiftedValue, PeriodLock
from tests.registers.entering import enter, settle
from tests.registers.teachers import at
from tests.supervision.pages import words

SLUG = "school-years"


@pytest.fixture
def year(教务员, 科员):
    row = enter(SLUG, 教务员, subject="3237000001", period="2023-2024学年", students="100", books="10")
    return settle(SLUG, row, 科员)


def lock(browser, unit, period="2023-2024学年", reason="年报已上报"):
    sent = {"do": "lock", "unit": unit.pk, "period": period, "reason": reason}
    return browser.post(at("register_locks", slug=SLUG), sent)


def test_a_locked_period_refuses_a_correction_until_one_value_is_opened(
    sign_in, year, 望海职专, 教务员, 局长
):
    lock(sign_in(局长), 望海职专)
    correction = {"students": "120", "books": "10", "do": "submit"}
    refused = sign_in(教务员).post(at("register_correct", year, SLUG), correction)

    assert refused.status_code == 422
    assert "锁定（年报已上报）" in words(refused)
    lift = {"do": "lift", "row": year.pk, "column": "students", "reason": "统计口径更正"}
    sign_in(局长).post(at("register_locks", slug=SLUG), lift)
    assert "在校生" in words(sign_in(教务员).get(at("register_locks", slug=SLUG)))
    other = {**correction, "books": "11"}
    assert sign_in(教务员).post(at("register_correct", year, SLUG), other).status_code == 422
    assert sign_in(教务员).post(at("register_correct", year, SLUG), correction).status_code == 302


def test_a_lock_is_taken_off_with_a_reason(sign_in, year, 望海职专, 局长):
    browser = sign_in(局长)
    lock(browser, 望海职专)
    number = PeriodLock.objects.get().pk

    assert browser.post(at("register_locks", slug=SLUG), {"do": "unlock", "lock": number}).status_code == 422
    browser.post(at("register_locks", slug=SLUG), {"do": "unlock", "lock": number, "reason": "退回重报"})
    assert not PeriodLock.objects.exists()


@pytest.mark.parametrize("period", ["2023-2025学年", "去年", "", "2023年1季度"])
def test_a_period_that_is_none_is_refused_at_its_field(sign_in, 望海职专, 局长, period):
    answer = lock(sign_in(局长), 望海职专, period)

    assert answer.status_code == 422
    assert answer.context["form"].errors["period"]


def test_a_period_is_locked_once(sign_in, 望海职专, 局长):
    browser = sign_in(局长)
    lock(browser, 望海职专)

    assert "已经锁定" in words(lock(browser, 望海职专))


def test_only_the_head_of_who_verifies_locks(sign_in, year, 望海职专, 科员, 教务员, 校长, 企业人事):
    for post in (科员, 教务员, 校长, 企业人事):
        assert lock(sign_in(post), 望海职专).status_code == 403
    assert not PeriodLock.objects.exists()


def test_a_unit_of_another_district_cannot_be_locked_or_seen(sign_in, year, 望海职专, 局长, 外人):
    head = sign_in(局长)
    lock(head, 望海职专)
    head.get(at("register_locks", slug=SLUG))  # reads the message that it is locked
    number = PeriodLock.objects.get().pk
    page = words(sign_in(外人).get(at("register_locks", slug=SLUG)))

    assert "没有锁定的期间" in page
    assert 望海职专.name not in page
    sign_in(外人).post(at("register_locks", slug=SLUG), {"do": "unlock", "lock": number, "reason": "试"})
    assert (PeriodLock.objects.count(), LiftedValue.objects.count()) == (1, 0)
