"""增加承办、终止承办: who bears a commitment changes with a reason, and the owner stays."""

from __future__ import annotations

import pytest
from django.urls import reverse

from gaodi.ground.models import AuditRow
from gaodi.ground.refusals import NotYours, Overtaken, Refused
from gaodi.supervision.actions.commitments import let_bear, receive, release
from gaodi.supervision.actions.reports import save_report, submit_report
from gaodi.supervision.models import Duty, DutyRole
from tests.cast import make_unit
from tests.supervision.conftest import duty_of, fresh
from tests.supervision.pages import questions, words


def add(commitment, unit, by, **said) -> Duty:
    given = {"seen": fresh(commitment).revision, "role": DutyRole.RESPONSIBLE, "note": "会议纪要第3期"}
    return let_bear(commitment, by=by, unit=unit, **(given | said))


def drop(commitment, unit, by, **said) -> Duty:
    given = {"seen": fresh(commitment).revision, "note": "会议纪要第3期"}
    return release(duty_of(commitment, unit), by=by, **(given | said))


# ------------------------------------------------------------------ the actions


def test_a_unit_added_to_what_is_given_out_gets_it_at_once_in_one_row_of_the_audit(交办, 审计局, 督查员):
    before = AuditRow.objects.count()

    duty = add(交办, 审计局, 督查员)

    assert (duty.issued_at is not None, duty.issued_by, duty.role) == (True, 督查员, "responsible")
    row = AuditRow.objects.latest("pk")
    assert AuditRow.objects.count() == before + 1
    assert (row.word, row.about_unit, row.note) == ("增加承办", "区审计局", "会议纪要第3期")


def test_before_issuing_it_waits_with_the_rest_and_needs_no_reason(承诺, 审计局, 督查员):
    assert add(承诺, 审计局, 督查员, note="").issued_at is None


@pytest.mark.parametrize("who", ["科员", "局长", "责任经办", "管理员", "审计员", "外人"])
def test_only_the_supervisor_says_who_bears_what(交办, 审计局, 工信局, request, who):
    with pytest.raises(NotYours):
        add(交办, 审计局, request.getfixturevalue(who))
    with pytest.raises(NotYours):
        drop(交办, 工信局, request.getfixturevalue(who))


def test_after_issuing_both_need_a_reason(交办, 审计局, 工信局, 督查员):
    with pytest.raises(Refused, match="没有写增加理由"):
        add(交办, 审计局, 督查员, note=" ")
    with pytest.raises(Refused, match="没有写终止理由"):
        drop(交办, 工信局, 督查员, note=" ")


def test_nobody_is_added_twice_from_elsewhere_or_as_consolidator(交办, 工信局, 审计局, 文登教体局, 督查员):
    with pytest.raises(Overtaken, match="已经承办"):
        add(交办, 工信局, 督查员)
    with pytest.raises(Refused, match="不在本地区"):
        add(交办, 文登教体局, 督查员)
    with pytest.raises(Refused, match="牵头或责任"):
        add(交办, 审计局, 督查员, role=DutyRole.CONSOLIDATOR)


def test_the_owner_cannot_be_dropped(交办, 教体局, 督查员):
    with pytest.raises(Refused, match="是主责单位"):
        drop(交办, 教体局, 督查员)

    assert duty_of(交办, 教体局).ended_on is None


def test_a_report_that_waits_is_judged_first(承办, 工信局, 责任经办, 督查员):
    duty = receive(duty_of(承办.commitment, 工信局), by=责任经办)
    report = save_report(duty, by=责任经办, seen=None, text="名单。", value=None, claims_met=False)
    submit_report(report, by=责任经办, seen=report.revision)

    with pytest.raises(Refused, match="等审核"):
        drop(承办.commitment, 工信局, 督查员)


def test_what_was_changed_meanwhile_is_not_changed_again(交办, 工信局, 审计局, 督查员):
    with pytest.raises(Overtaken):
        drop(交办, 工信局, 督查员, seen=交办.revision + 1)
    drop(交办, 工信局, 督查员)
    with pytest.raises(Overtaken, match="已经不承办"):
        drop(交办, 工信局, 督查员)


def test_whose_part_had_ended_receives_it_anew(交办, 工信局, 责任经办, 督查员):
    receive(duty_of(交办, 工信局), by=责任经办)
    drop(交办, 工信局, 督查员)

    duty = add(交办, 工信局, 督查员, role=DutyRole.LEAD)

    assert (duty.ended_on, duty.received_at, duty.role) == (None, None, "lead")
    assert receive(duty_of(交办, 工信局), by=责任经办).received_at


# ------------------------------------------------------------------ the pages


def test_a_unit_is_added_and_ended_from_the_page_of_the_change(sign_in, 交办, 审计局, 工信局, 督查员):
    browser, change = sign_in(督查员), reverse("commitment_change", args=[交办.pk])
    assert "区工业和信息化局责任终止承办" in words(browser.get(change))

    said = {"unit": 审计局.pk, "role": "responsible", "note": "会议纪要", "seen": 交办.revision}
    added = browser.post(reverse("duty_add", args=[交办.pk]), said)
    seen = fresh(交办).revision
    ended = browser.post(
        reverse("duty_end", args=[duty_of(交办, 工信局).pk]), {"note": "会议纪要", "seen": seen}
    )

    assert (added.headers["Location"], ended.headers["Location"]) == (change, change)
    page = words(browser.get(change))
    assert "区审计局责任终止承办" in page
    assert "区工业和信息化局责任" not in page


def test_what_is_wrong_is_said_and_what_was_typed_stays(sign_in, 交办, 审计局, 教体局, 督查员):
    browser = sign_in(督查员)

    nobody = browser.post(reverse("duty_add", args=[交办.pk]), {"note": "会议纪要", "seen": 交办.revision})
    owner = browser.post(
        reverse("duty_end", args=[duty_of(交办, 教体局).pk]), {"note": "纪要", "seen": 交办.revision}
    )

    assert (nobody.status_code, owner.status_code) == (422, 422)
    assert "还没有选单位。" in words(nobody)
    assert "会议纪要" in nobody.content.decode()
    assert "请先把主责单位调整为别的牵头单位。" in words(owner)


@pytest.mark.parametrize(("who", "status"), [("科员", 403), ("审计员", 403), ("外人", 403)])
def test_the_pages_are_the_supervisors(sign_in, 交办, 工信局, request, who, status):
    browser = sign_in(request.getfixturevalue(who))
    addresses = [reverse("duty_add", args=[交办.pk]), reverse("duty_end", args=[duty_of(交办, 工信局).pk])]

    assert {browser.get(address).status_code for address in addresses} == {status}


def test_as_many_queries_for_one_unit_as_for_three(sign_in, 交办, 环翠区, 督查员):
    browser, change = sign_in(督查员), reverse("commitment_change", args=[交办.pk])
    one = questions(browser, change)
    for number in ("一", "二"):
        add(交办, make_unit(环翠区, f"u{number}", f"区第{number}局"), 督查员)

    assert questions(browser, change) == one
