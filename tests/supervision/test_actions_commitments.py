"""交办、签收、点名、催办、销号、恢复: what each act changes, what it records, and who is refused."""

from __future__ import annotations

from datetime import date, timedelta

import pytest

from gaodi.bedrock import clock
from gaodi.ground.models import AuditRow
from gaodi.ground.refusals import NotYours, Overtaken, Refused
from gaodi.supervision.actions.commitments import (
    change,
    close_out,
    draw_up,
    end,
    issue,
    receive,
    reopen,
    urge,
)
from gaodi.supervision.actions.reports import accept_report
from gaodi.supervision.models import Commitment, Duty, DutyRole
from tests.supervision.conftest import TODAY, duty_of, fresh


def last_row() -> AuditRow:
    return AuditRow.objects.order_by("pk").last()


def test_issuing_gives_every_unit_its_part_and_sets_the_dates(承诺, 督查员):
    issued = fresh(issue([承诺], by=督查员, report_every="quarter")[0])

    assert issued.issued_on == TODAY
    assert issued.next_report_on == date(2023, 12, 31)
    assert issued.warn_on == date(2023, 12, 4), "20 working days before 2023-12-31, by Monday to Friday"
    assert not Duty.objects.filter(commitment=issued, issued_at=None).exists()
    assert last_row().verb == "issue"
    assert last_row().person == "周明远"


def test_a_recurring_duty_falls_due_at_the_end_of_the_running_period(清单, 督查员):
    selection = 清单.tasks.get(no="3").commitments.select_related("task__task_list__district").get()

    issued = fresh(issue([selection], by=督查员)[0])

    assert issued.due == date(2023, 12, 31)


def test_issuing_twice_is_refused(交办, 督查员):
    with pytest.raises(Refused, match="没有可以交办"):
        issue([fresh(交办)], by=督查员)


@pytest.mark.parametrize("who", ["科员", "局长", "责任经办", "管理员", "审计员", "外人"])
def test_only_the_supervisor_issues(承诺, request, who):
    with pytest.raises(NotYours):
        issue([承诺], by=request.getfixturevalue(who))

    assert fresh(承诺).issued_on is None
    assert last_row().outcome == "refused"


def test_receiving_marks_the_duty_and_the_owners_commitment(交办, 教体局, 工信局, 科员, 责任经办):
    receive(duty_of(交办, 工信局), by=责任经办)
    assert fresh(交办).received_on is None, "the owner has not received yet"

    receive(duty_of(交办, 教体局), by=科员)

    assert fresh(交办).received_on == TODAY
    assert duty_of(交办, 教体局).received_by == 科员


@pytest.mark.parametrize("who", ["责任经办", "督查员", "管理员", "审计员", "外人"])
def test_nobody_receives_for_another_unit(交办, 教体局, request, who):
    with pytest.raises(NotYours):
        receive(duty_of(交办, 教体局), by=request.getfixturevalue(who))


def test_receiving_twice_says_so(承办, 科员):
    with pytest.raises(Overtaken, match="已经签收"):
        receive(承办, by=科员)


def test_what_is_not_issued_cannot_be_received(承诺, 教体局, 科员):
    with pytest.raises(Refused, match="还没有交办"):
        receive(duty_of(承诺, 教体局), by=科员)


def test_urging_is_kept_and_not_repeated_within_three_working_days(交办, 工信局, 督查员):
    duty = duty_of(交办, 工信局)
    urge(duty, by=督查员, text="请签收。")

    for days in (0, 3, 4):  # the same Friday, Monday, Tuesday: none, one and two working days later
        with clock.standing_on(TODAY + timedelta(days=days)), pytest.raises(Refused, match="催"):
            urge(duty, by=督查员, text="请签收。")
    with clock.standing_on(TODAY + timedelta(days=5)):
        urge(duty, by=督查员, text="请签收。")

    assert duty.urges.count() == 2


def test_the_owning_units_clerk_may_urge_the_others_but_not_the_other_way_round(
    交办, 教体局, 工信局, 科员, 责任经办
):
    urge(duty_of(交办, 工信局), by=科员, text="请提供名单。")

    with pytest.raises(NotYours):
        urge(duty_of(交办, 教体局), by=责任经办, text="请先办。")


def test_protected_bodies_are_never_urged(交办, 工信局, 督查员):
    工信局.kind, 工信局.may_be_urged, 工信局.may_be_ranked = "vertically_managed", False, False
    工信局.protected_because = "垂直管理机构"
    工信局.save()

    with pytest.raises(Refused, match="垂直管理机构，不催办"):
        urge(duty_of(交办, 工信局), by=督查员, text="请签收。")


def test_closing_needs_a_met_target(承办, 督查员):
    commitment = fresh(承办.commitment)

    with pytest.raises(Refused, match="还没有审核通过、达到目标"):
        close_out(commitment, by=督查员, seen=commitment.revision, note="同意")


@pytest.fixture(name="已达到")
def met(填报, 局长) -> Commitment:
    accept_report(填报, by=局长, seen=填报.revision)
    return fresh(填报.duty.commitment)


def test_closing_and_reopening_are_both_kept(已达到, 督查员):
    close_out(已达到, by=督查员, seen=已达到.revision, note="材料齐全，同意销号。")
    closed = fresh(已达到)
    assert closed.closed_on == TODAY

    reopen(closed, by=督查员, seen=closed.revision, reason="验收单日期有误。")

    again = fresh(closed)
    assert (again.closed_on, again.met_on) == (None, None)
    kept = again.closures.get()
    assert (kept.note, kept.reason, kept.reopened_by) == ("材料齐全，同意销号。", "验收单日期有误。", 督查员)


def test_a_close_out_taken_back_may_leave_the_finding_standing(已达到, 督查员):
    close_out(已达到, by=督查员, seen=已达到.revision, note="同意。")
    closed = fresh(已达到)

    reopen(closed, by=督查员, seen=closed.revision, reason="误点。", met_stands=True)

    assert fresh(closed).met_on == date(2023, 9, 25)


@pytest.mark.parametrize("who", ["科员", "局长", "责任经办", "管理员", "审计员", "外人"])
def test_only_the_supervisor_closes(已达到, request, who):
    with pytest.raises(NotYours):
        close_out(已达到, by=request.getfixturevalue(who), seen=已达到.revision, note="同意。")


def test_two_supervisors_closing_at_once_one_is_told(已达到, 督查员):
    seen = 已达到.revision
    close_out(已达到, by=督查员, seen=seen, note="同意。")

    with pytest.raises(Overtaken):
        close_out(已达到, by=督查员, seen=seen, note="同意。")


def test_a_commitment_quotes_its_task(任务, 督查员, 教体局):
    with pytest.raises(Refused, match="不是任务原文里的话"):
        draw_up(
            任务,
            by=督查员,
            key="2",
            duties=[(教体局, DutyRole.CONSOLIDATOR)],
            title="建成5个基地",
            kind="quantity",
            strength="must",
            quote="建设5个学徒基地",
            owner=教体局,
        )


def test_the_owner_is_one_of_the_leads(任务, 督查员, 教体局, 工信局):
    with pytest.raises(Refused, match="不在牵头单位里"):
        draw_up(
            任务,
            by=督查员,
            key="2",
            duties=[(教体局, DutyRole.CONSOLIDATOR), (工信局, DutyRole.RESPONSIBLE)],
            title="基地",
            kind="quantity",
            strength="must",
            quote="学徒基地",
            owner=工信局,
        )


def test_changing_an_issued_commitment_needs_a_reason_and_keeps_both_values(交办, 督查员):
    commitment = fresh(交办)
    with pytest.raises(Refused, match="要写理由"):
        change(commitment, by=督查员, seen=commitment.revision, note="", due=date(2024, 3, 31))

    change(
        commitment,
        by=督查员,
        seen=commitment.revision,
        note="区政府常务会议同意延期。",
        due=date(2024, 3, 31),
    )

    assert fresh(commitment).due == date(2024, 3, 31)
    assert '"due":["2023-12-31","2024-03-31"]' in last_row().changes
    assert last_row().note == "区政府常务会议同意延期。"


def test_changing_the_title_forgives_no_report_that_is_owed(交办, 督查员):
    with clock.standing_on(date(2024, 1, 15)):
        commitment = fresh(交办)
        written = {"title": "建成2个学徒基地", "report_every": commitment.report_every}
        change(commitment, by=督查员, seen=commitment.revision, note="规范用语。", **written)

    assert fresh(交办).next_report_on == date(2023, 12, 31)


def test_another_owner_has_received_when_it_has_received_itself(承办, 督查员, 工信局, 责任经办):
    commitment = fresh(承办.commitment)
    duty = duty_of(commitment, 工信局)
    duty.role = DutyRole.LEAD
    duty.save()

    change(commitment, by=督查员, seen=commitment.revision, note="改由工信局主责。", owner=工信局)
    assert fresh(commitment).received_on is None
    with clock.standing_on(TODAY + timedelta(days=3)):
        receive(duty_of(fresh(commitment), 工信局), by=责任经办)

    assert fresh(commitment).received_on == TODAY + timedelta(days=3)


@pytest.mark.parametrize("verb", [close_out, reopen, change, end])
def test_what_has_ended_is_nobodys_business_any_more(已达到, 督查员, verb):
    commitment = fresh(已达到)
    end(commitment, by=督查员, seen=commitment.revision, note="文件废止。")
    commitment = fresh(commitment)
    why = {"reason": "有问题。"} if verb is reopen else {"note": "已核。"}

    with pytest.raises(Overtaken, match="已经终止"):
        verb(commitment, by=督查员, seen=commitment.revision, **why)


def test_there_is_no_urging_for_what_was_not_given_out(承诺, 工信局, 督查员):
    with pytest.raises(Refused, match="还没有交办"):
        urge(duty_of(承诺, 工信局), by=督查员, text="请签收。")


def test_there_is_no_urging_for_what_is_met(已达到, 工信局, 督查员):
    with pytest.raises(Refused, match="已经达到目标"):
        urge(duty_of(已达到, 工信局), by=督查员, text="请签收。")
