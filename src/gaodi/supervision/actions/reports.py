"""Verbs about reports: save, submit, withdraw, attach, accept, send back."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from decimal import Decimal

from gaodi.bedrock import clock
from gaodi.bedrock.periods import (
    next_period_end,
    period_end,
    previous_period_end,
    say_day,
    working_days_before,
)
from gaodi.ground.acting import acting, locked
from gaodi.ground.actions.files import store_file
from gaodi.ground.models import Evidence, Post, Role
from gaodi.ground.queries.calendar import work_calendar
from gaodi.ground.refusals import NotYours, Overtaken, Refused
from gaodi.supervision.models import Commitment, Direction, Duty, Report, ReportState
from gaodi.supervision.parameters import WARN_BEFORE

OPEN = (ReportState.DRAFT, ReportState.SUBMITTED)


def save_report(
    duty: Duty, *, by: Post, seen: int | None, text: str, value: Decimal | None, claims_met: bool
) -> Report:
    """暂存: write the open report of a duty. ``seen`` is the revision of the draft shown, None where there was none."""
    with acting("save_report", "暂存填报", duty, by=by, unit=duty.unit) as act:
        _may_report(duty, by)
        report = _draft_of(duty, by, seen)
        act.subject = report
        act.set(report, text=text, value=value, claims_met=claims_met)
        report.reported_by, report.reported_at = by, clock.now()
        report.revision += 1
        new = report.pk is None
        report.save()
        if new:
            _carry_evidence_over(report)
        act.subject = report
    return report


def attach(report: Report, chunks: Iterable[bytes], name: str, *, by: Post, dated_on: date) -> Evidence:
    """Hand in evidence for an open report, with the date the material itself bears."""
    with acting("attach", "提供佐证", report, by=by, unit=report.duty.unit) as act:
        _may_report(report.duty, by)
        report = _open(report, ReportState.DRAFT)
        if dated_on > clock.today():
            raise Refused("材料日期在今天之后。", "请填材料本身的日期。")
        stored, shown = store_file(chunks, name)
        evidence = Evidence.objects.create(
            file=stored, name=shown, dated_on=dated_on, unit=by.unit, added_by=by, added_at=clock.now()
        )
        report.evidence.add(evidence)
        act.change("evidence", None, f"{shown} {stored.sha256}")
        act.change("dated_on", None, dated_on)
    return evidence


def detach(report: Report, evidence: Evidence, *, by: Post) -> Report:
    """Take evidence out of a draft again; the file stays for the audit."""
    with acting("detach", "撤下佐证", report, by=by, unit=report.duty.unit) as act:
        _may_report(report.duty, by)
        report = _open(report, ReportState.DRAFT)
        act.change("evidence", evidence.name, None)
        report.evidence.remove(evidence)
    return report


def submit_report(report: Report, *, by: Post, seen: int) -> Report:
    """报送: hand a report in for verification."""
    with acting("submit_report", "报送", report, by=by, unit=report.duty.unit) as act:
        _may_report(report.duty, by)
        report = _open(report, ReportState.DRAFT, seen)
        _refuse_empty(report)
        act.set(report, state=ReportState.SUBMITTED)
        report.reported_by, report.reported_at = by, clock.now()
        report.revision += 1
        report.save()
    return report


def withdraw_report(report: Report, *, by: Post, seen: int) -> Report:
    """撤回: take a report back as long as nobody has verified it."""
    with acting("withdraw_report", "撤回填报", report, by=by, unit=report.duty.unit) as act:
        _may_report(report.duty, by)
        report = _open(report, ReportState.SUBMITTED, seen)
        act.set(report, state=ReportState.DRAFT)
        report.revision += 1
        report.save()
    return report


def accept_report(report: Report, *, by: Post, seen: int, note: str = "") -> Report:
    """审核通过: the head of the owning unit finds the report true. Moves the commitment's dates."""
    with acting("accept_report", "审核通过", report, by=by, unit=report.duty.unit, note=note) as act:
        report = _verified(report, by, seen, ReportState.ACCEPTED, note)
        act.change("state", ReportState.SUBMITTED, ReportState.ACCEPTED)
        commitment = report.duty.commitment
        if report.duty.unit_id == commitment.owner_id:
            before = {name: getattr(commitment, name) for name in MOVED}
            _move_on(commitment, report)
            for name in MOVED:
                act.change(name, before[name], getattr(commitment, name))
    return report


def send_back(report: Report, *, by: Post, seen: int, note: str) -> Report:
    """退回: the report is not enough, and the reason says what is missing."""
    with acting("send_back", "退回", report, by=by, unit=report.duty.unit, note=note) as act:
        if not note.strip():
            raise Refused("没有写退回理由。", "请写明缺什么、怎么改。")
        report = _verified(report, by, seen, ReportState.RETURNED, note)
        act.change("state", ReportState.SUBMITTED, ReportState.RETURNED)
    return report


MOVED = ("last_accepted_on", "last_value", "next_report_on", "met_on", "due", "warn_on")


def _move_on(commitment: Commitment, report: Report) -> None:
    """What an accepted report of the owning unit changes: the next report, and whether the target is met."""
    reported = report.reported_at.astimezone(clock.ZONE).date()
    commitment.last_accepted_on = clock.today()
    if report.value is not None:
        commitment.last_value = report.value
    if commitment.report_every:
        commitment.next_report_on = _next_report(commitment.next_report_on, reported, commitment.report_every)
    if report.claims_met:
        _meet(commitment, report)
    commitment.revision += 1
    commitment.save()


def _next_report(asked: date | None, reported: date, every: str) -> date:
    """A report answers for the period it was made in: made late it answers for the one missed, and this period's is
    still owed; a second one in the same period puts nothing off.
    """
    period = period_end(reported, every)
    if asked is None or asked == period:
        return next_period_end(period, every)
    return max(asked, period)


def _meet(commitment: Commitment, report: Report) -> None:
    """The target is met on the evidence's own date, and what was found once stands until somebody takes it back; a
    recurring duty goes on with its next period.
    """
    if commitment.rhythm and commitment.due:
        if _before_its_period(commitment, report):
            return
        commitment.due = next_period_end(commitment.due, commitment.rhythm)
        commitment.warn_on = working_days_before(work_calendar(), commitment.due, WARN_BEFORE.value)
    elif commitment.met_on is None:
        commitment.met_on = max(evidence.dated_on for evidence in report.evidence.all())


def _before_its_period(commitment: Commitment, report: Report) -> date | None:
    """The end of the period before the running one, where all evidence is from then; else nothing is wrong."""
    if not (commitment.rhythm and commitment.due):
        return None
    before = previous_period_end(commitment.due, commitment.rhythm)
    return before if all(each.dated_on <= before for each in report.evidence.all()) else None


def _verified(report: Report, by: Post, seen: int, state: ReportState, note: str) -> Report:
    commitment = report.duty.commitment
    if reason := why_not_verify(report, by):
        raise NotYours(reason)
    report = _open(report, ReportState.SUBMITTED, seen)
    report.duty.commitment = locked(Commitment.objects.select_related("owner", "task"), commitment.pk)
    if reason := why_not_verify(report, by):
        raise NotYours(reason)
    report.state, report.verified_by, report.verified_at, report.verdict = state, by, clock.now(), note
    report.revision += 1
    report.save()
    return report


def why_not_verify(report: Report, by: Post) -> str:
    """The sentence that stands in place of the buttons; empty for who may verify."""
    owner = report.duty.commitment.owner
    if by.role != Role.HEAD or by.unit_id != owner.pk:
        return f"填报由主责单位{owner}的负责人审核。"
    if report.reported_by.account_id == by.account_id:
        return "填报人不能审核自己填的报，请本单位另一位负责人审核。"
    return ""


def _may_report(duty: Duty, by: Post) -> None:
    if by.role != Role.CLERK or by.unit_id != duty.unit_id:
        raise NotYours(f"这一件由{duty.unit}的经办人填报。")
    if duty.ended_on or duty.commitment.ended_on:
        raise Refused("这一条承诺已经终止，不用再报。")
    if duty.received_at is None:
        raise Refused("还没有签收。", "请先签收，再填报。")
    if duty.commitment.closed_on:
        raise Refused("这一条承诺已经销号，不用再报。")


def _draft_of(duty: Duty, by: Post, seen: int | None) -> Report:
    report = Report.objects.select_for_update().filter(duty=duty, state__in=OPEN).first()
    if report is None:
        if seen is not None:
            raise Overtaken
        return Report(duty=duty, reported_by=by, reported_at=clock.now())
    if report.state == ReportState.SUBMITTED:
        raise Refused("这一件已经报送，正在等审核。", "要修改请先撤回。")
    if report.revision != seen:
        raise Overtaken("同事刚才改过这份草稿，您看到的是旧的。")
    return report


def _carry_evidence_over(report: Report) -> None:
    """What was attached to a report that came back stays attached to the next; the clerk takes out what was wrong."""
    before = (
        Report.objects.filter(duty=report.duty).exclude(pk=report.pk).order_by("-reported_at", "-pk").first()
    )
    if before is not None and before.state == ReportState.RETURNED:
        report.evidence.set(before.evidence.all())


def _open(report: Report, state: ReportState, seen: int | None = None) -> Report:
    """The report as it is now, locked, in the state that the verb starts from."""
    joined = ("duty__unit", "duty__commitment__owner", "duty__commitment__task", "reported_by")
    fresh = locked(Report.objects.select_related(*joined), report.pk)
    if fresh.state != state or (seen is not None and fresh.revision != seen):
        raise Overtaken(f"这份填报现在是“{fresh.get_state_display()}”，您看到的是旧的。")
    return fresh


def _refuse_empty(report: Report) -> None:
    if not report.text.strip():
        raise Refused("没有写进展情况。", "请写明做了什么、做到哪一步。")
    commitment = report.duty.commitment
    if report.claims_met and not report.evidence.exists():
        raise Refused("报“已达到目标”要有佐证。", "请上传证明材料，并填材料日期。")
    if report.claims_met and (before := _before_its_period(commitment, report)):
        raise Refused(
            f"佐证材料都是上一期的（{say_day(before)}及以前），不能报本期“已达到目标”。",
            "请上传本期的材料，或去掉“已达到目标”。",
        )
    if report.claims_met and _falls_short(commitment, report.value):
        target = (
            f"{commitment.target_value.normalize():f}{commitment.target_unit}"
            if commitment.target_value
            else ""
        )
        said = (
            "没有填"
            if report.value is None
            else f"填的是{report.value.normalize():f}{commitment.target_unit}"
        )
        raise Refused(
            f"目标是{target}，达到数{said}，不能报“已达到目标”。", "请核对数字，或去掉“已达到目标”。"
        )


def _falls_short(commitment: Commitment, value: Decimal | None) -> bool:
    target = commitment.target_value
    if target is None:
        return False
    if value is None:
        return True
    if commitment.direction == Direction.AT_MOST:
        return value > target
    return value != target if commitment.direction == Direction.EXACTLY else value < target
