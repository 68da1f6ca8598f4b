"""填报、报送、审核、退回: what an accepted report moves, what is refused, and that nothing is overwritten silently."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

import pytest

from gaodi.bedrock import clock
from gaodi.ground.models import AuditRow
from gaodi.ground.refusals import NotYours, Overtaken, Refused
from gaodi.supervision.actions.commitments import issue, receive
from gaodi.supervision.actions.reports import (
    accept_report,
    attach,
    save_report,
    send_back,
    submit_report,
    withdraw_report,
)
from gaodi.supervision.models import Report, ReportState
from tests.supervision.conftest import TODAY, duty_of, fresh


def save(duty, by, *, seen=None, text="正在建设。", value=None, claims_met=False) -> Report:
    return save_report(duty, by=by, seen=seen, text=text, value=value, claims_met=claims_met)


def test_an_accepted_report_meets_the_target_on_the_evidences_own_date(填报, 局长):
    accept_report(填报, by=局长, seen=填报.revision, note="属实")

    commitment = fresh(填报.duty.commitment)
    assert commitment.met_on == date(2023, 9, 25)
    assert commitment.last_accepted_on == TODAY
    assert commitment.last_value == Decimal(2)
    row = AuditRow.objects.get(verb="accept_report")
    assert '"met_on":[null,"2023-09-25"]' in row.changes


@pytest.mark.parametrize(
    ("reported", "asked", "next_one"),
    [
        (date(2023, 12, 20), date(2023, 12, 31), date(2024, 3, 31)),
        (date(2023, 12, 31), date(2023, 12, 31), date(2024, 3, 31)),
        (date(2024, 1, 8), date(2023, 12, 31), date(2024, 3, 31)),
        (date(2024, 7, 2), date(2023, 12, 31), date(2024, 9, 30)),
    ],
)
def test_the_next_report_is_asked_for_at_the_end_of_the_next_quarter(
    承办, 科员, 局长, reported, asked, next_one
):
    duty = duty_of(承办.commitment, 承办.unit)
    assert duty.commitment.next_report_on == asked
    with clock.standing_on(reported):
        report = save(duty, 科员)
        report = submit_report(report, by=科员, seen=report.revision)
        accept_report(report, by=局长, seen=report.revision)

    assert fresh(duty.commitment).next_report_on == next_one


def test_a_recurring_duty_goes_on_with_its_next_period(清单, 教体局, 督查员, 科员, 局长):
    selection = 清单.tasks.get(no="3").commitments.select_related("task__task_list__district").get()
    issue([selection], by=督查员)
    receive(duty_of(selection, 教体局), by=科员)
    report = save(duty_of(selection, 教体局), 科员, text="遴选24人。", claims_met=True)
    attach(report, ["名单".encode()], "名单.txt", by=科员, dated_on=TODAY)
    report = submit_report(report, by=科员, seen=report.revision)

    accept_report(report, by=局长, seen=report.revision)

    after = fresh(selection)
    assert (after.due, after.met_on) == (date(2024, 12, 31), None)


def test_a_report_of_a_responsible_unit_moves_nothing_by_itself(承办, 工信局, 责任经办, 局长):
    duty = receive(duty_of(承办.commitment, 工信局), by=责任经办)
    report = save(duty_of(承办.commitment, duty.unit), 责任经办, text="名单已提供。")
    report = submit_report(report, by=责任经办, seen=report.revision)

    accept_report(report, by=局长, seen=report.revision)

    assert fresh(承办.commitment).last_accepted_on is None


@pytest.mark.parametrize("who", ["科员", "责任经办", "督查员", "管理员", "审计员", "外人"])
def test_only_the_head_of_the_owning_unit_verifies(填报, request, who):
    with pytest.raises(NotYours):
        accept_report(填报, by=request.getfixturevalue(who), seen=填报.revision)

    填报.refresh_from_db()
    assert 填报.state == ReportState.SUBMITTED


def test_nobody_verifies_their_own_report_even_from_another_post(填报, 局长):
    局长.account, 填报.reported_by.account = 填报.reported_by.account, 局长.account
    局长.save()

    with pytest.raises(NotYours, match="自己"):
        accept_report(填报, by=局长, seen=填报.revision)


def test_a_report_sent_back_stays_and_the_next_one_is_new(填报, 科员, 局长):
    send_back(填报, by=局长, seen=填报.revision, note="材料日期早于基地建设。")

    again = save(duty_of(填报.duty.commitment, 填报.duty.unit), 科员, text="换了验收后的材料。")

    states = list(Report.objects.order_by("pk").values_list("state", flat=True))
    assert states == [ReportState.RETURNED, ReportState.DRAFT]
    assert again.pk != 填报.pk
    assert fresh(填报.duty.commitment).met_on is None


def test_sending_back_needs_a_reason(填报, 局长):
    with pytest.raises(Refused, match="退回理由"):
        send_back(填报, by=局长, seen=填报.revision, note="  ")


def test_accepting_what_was_withdrawn_in_the_meantime_is_refused(填报, 科员, 局长):
    seen = 填报.revision
    withdraw_report(填报, by=科员, seen=seen)

    with pytest.raises(Overtaken):
        accept_report(填报, by=局长, seen=seen)


def test_of_two_colleagues_the_second_is_told_and_nothing_is_overwritten(承办, 科员):
    duty = duty_of(承办.commitment, 承办.unit)
    first = save(duty, 科员, text="第一稿")
    save(duty, 科员, seen=first.revision, text="第二稿")

    with pytest.raises(Overtaken):
        save(duty, 科员, seen=first.revision, text="照第一稿改")

    assert Report.objects.get().text == "第二稿"


def test_a_target_is_not_claimed_without_proof(承办, 科员):
    report = save(duty_of(承办.commitment, 承办.unit), 科员, value=2, claims_met=True)

    with pytest.raises(Refused, match="要有佐证"):
        submit_report(report, by=科员, seen=report.revision)


@pytest.mark.parametrize("value", [None, Decimal(0), Decimal(1)])
def test_a_target_is_not_claimed_with_less_than_it_asks(承办, 科员, value):
    report = save(duty_of(承办.commitment, 承办.unit), 科员, value=value, claims_met=True)
    attach(report, ["照片".encode()], "说明.txt", by=科员, dated_on=TODAY)

    with pytest.raises(Refused, match="目标是2个"):
        submit_report(report, by=科员, seen=report.revision)


def test_evidence_is_not_dated_in_the_future(承办, 科员):
    report = save(duty_of(承办.commitment, 承办.unit), 科员)

    with pytest.raises(Refused, match="今天之后"):
        attach(report, [b"x"], "说明.txt", by=科员, dated_on=date(2023, 10, 21))


def test_evidence_is_not_added_to_what_is_handed_in(填报, 科员):
    with pytest.raises(Overtaken):
        attach(填报, [b"x"], "说明.txt", by=科员, dated_on=TODAY)


@pytest.mark.parametrize("who", ["局长", "责任经办", "督查员", "管理员", "审计员", "外人"])
def test_only_the_units_own_clerk_reports(承办, request, who):
    with pytest.raises(NotYours):
        save(duty_of(承办.commitment, 承办.unit), request.getfixturevalue(who))


def test_what_is_not_received_is_not_reported(交办, 教体局, 科员):
    with pytest.raises(Refused, match="先签收"):
        save(duty_of(交办, 教体局), 科员)


# ------------------------------------------------------------------ what is found once, and what is asked for next


def accepted(duty, clerk, head, *, claims_met=False, value=None, dated_on=None) -> None:
    """A report from saving to acceptance, on the day one stands on."""
    report = save(duty_of(duty.commitment, duty.unit), clerk, claims_met=claims_met, value=value)
    if dated_on:
        attach(report, ["证明".encode()], "证明.txt", by=clerk, dated_on=dated_on)
    report = submit_report(report, by=clerk, seen=report.revision)
    accept_report(report, by=head, seen=report.revision)


def test_a_second_report_in_one_quarter_puts_nothing_off(承办, 科员, 局长):
    accepted(承办, 科员, 局长)
    accepted(承办, 科员, 局长)

    assert fresh(承办.commitment).next_report_on == date(2024, 3, 31)


def test_a_later_report_does_not_move_the_day_on_which_the_target_was_met(填报, 科员, 局长):
    accept_report(填报, by=局长, seen=填报.revision)
    with clock.standing_on(date(2024, 2, 1)):
        accepted(填报.duty, 科员, 局长, claims_met=True, value=3, dated_on=date(2024, 1, 20))

    assert fresh(填报.duty.commitment).met_on == date(2023, 9, 25)


@pytest.fixture(name="每年遴选")
def selection(清单, 教体局, 督查员, 科员):
    """Task 3, given out and received: by the end of each year."""
    each_year = 清单.tasks.get(no="3").commitments.select_related("task__task_list__district").get()
    issue([each_year], by=督查员)
    return receive(duty_of(each_year, 教体局), by=科员)


def test_the_proof_of_one_year_does_not_stand_for_the_next(每年遴选, 科员, 局长):
    accepted(每年遴选, 科员, 局长, claims_met=True, dated_on=TODAY)

    with pytest.raises(Refused, match="都是上一期的（2023年12月31日及以前）"):
        accepted(每年遴选, 科员, 局长, claims_met=True, dated_on=TODAY)

    assert fresh(每年遴选.commitment).due == date(2024, 12, 31)


def test_the_proof_of_last_year_still_counts_for_last_year(每年遴选, 科员, 局长):
    with clock.standing_on(date(2024, 1, 10)):
        accepted(每年遴选, 科员, 局长, claims_met=True, dated_on=date(2023, 12, 1))

    assert fresh(每年遴选.commitment).due == date(2024, 12, 31)
