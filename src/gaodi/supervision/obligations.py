"""What supervision asks of a post: registered with the ground, read by the desk.

A unit receives, its clerk reports, the owner's head verifies, the supervisor strikes off, names and confirms.
"""

from __future__ import annotations

from collections.abc import Iterator

from django.db.models import Exists, F, OuterRef, Q
from django.urls import reverse

from gaodi.bedrock import clock
from gaodi.bedrock.periods import say_day, working_days_after
from gaodi.ground.models import Post, Role
from gaodi.ground.queries.calendar import work_calendar
from gaodi.ground.registry import Obligation, Waiting, obligations, waiting
from gaodi.supervision.actions.commitments import why_not_urge
from gaodi.supervision.models import Report, ReportState
from gaodi.supervision.parameters import ANSWER_WITHIN, VERIFY_WITHIN
from gaodi.supervision.queries.scope import (
    visible_commitments,
    visible_drafts,
    visible_duties,
    visible_open_ends,
    visible_reports,
)


@obligations("supervision.receive")
def to_receive(post: Post) -> Iterator[Obligation]:
    """What was given out to one's unit and not yet received."""
    if post.role not in (Role.CLERK, Role.HEAD):
        return
    calendar = work_calendar()
    waiting = visible_duties(post).filter(
        unit=post.unit, received_at=None, ended_on=None, commitment__ended_on=None
    )
    for duty in waiting.exclude(issued_at=None):
        assert duty.issued_at is not None
        day = duty.issued_at.astimezone(clock.ZONE).date()
        yield Obligation(
            what=f"签收：{duty.commitment.title}",
            about=str(duty.commitment.task),
            why=f"{duty.get_role_display()}单位；{say_day(day)}交办",
            due=working_days_after(calendar, day, ANSWER_WITHIN.value),
            url=reverse("task", args=[duty.commitment.task_id]),
            verb="签收",
        )


@obligations("supervision.report")
def to_report(post: Post) -> Iterator[Obligation]:
    """What the owning unit's clerk has to report, and what came back to any clerk."""
    if post.role != Role.CLERK:
        return
    open_reports = Report.objects.filter(duty=OuterRef("pk"), state=ReportState.SUBMITTED)
    duties = (
        visible_duties(post)
        .filter(unit=post.unit, ended_on=None, commitment__ended_on=None, commitment__met_on=None)
        .exclude(received_at=None)
        .filter(~Exists(open_reports))
        .prefetch_related("reports__verified_by__account")
    )
    for duty in duties:
        commitment = duty.commitment
        reports = list(duty.reports.all())
        back = reports[-1] if reports and reports[-1].state == ReportState.RETURNED else None
        owns = commitment.owner_id == post.unit_id
        due = min((d for d in (commitment.next_report_on, commitment.due) if d), default=None)
        if back is None and not (owns and due):
            continue
        why = (
            f"{back.verified_by.person if back.verified_by else ''}退回：{back.verdict}"
            if back
            else "主责单位经办"
        )
        yield Obligation(
            what=f"修改后重报：{commitment.title}" if back else f"填报：{commitment.title}",
            about=str(commitment.task),
            why=why,
            due=due,
            url=reverse("report", args=[duty.pk]),
            verb="修改后重报" if back else "填报",
        )


@obligations("supervision.verify")
def to_verify(post: Post) -> Iterator[Obligation]:
    """Reports waiting for the owner's head."""
    if post.role != Role.HEAD:
        return
    calendar = work_calendar()
    for report in visible_reports(post).filter(
        state=ReportState.SUBMITTED, duty__commitment__owner=post.unit
    ):
        day = report.reported_at.astimezone(clock.ZONE).date()
        yield Obligation(
            what=f"审核：{report.duty.commitment.title}",
            about=f"{report.duty.commitment.task}　{report.duty.unit}{report.reported_by.person}填报",
            why="主责单位负责人审核",
            due=working_days_after(calendar, day, VERIFY_WITHIN.value),
            url=reverse("verify", args=[report.pk]),
            verb="审核",
        )


@obligations("supervision.close_out")
def to_close_out(post: Post) -> Iterator[Obligation]:
    """What is met and waits to be struck off; what is open to be named; papers waiting to be confirmed."""
    if post.role != Role.SUPERVISOR:
        return
    for commitment in visible_commitments(post).filter(closed_on=None, ended_on=None).exclude(met_on=None):
        assert commitment.met_on is not None
        yield Obligation(
            what=f"销号：{commitment.title}",
            about=str(commitment.task),
            why=f"{commitment.owner}报已达到，审核通过",
            due=None,
            url=reverse("close_out", args=[commitment.pk]),
            verb="销号",
        )
    for end in visible_open_ends(post).filter(closed_at=None, task__ended_on=None):
        yield Obligation(
            what=f"点名：“{end.printed}”指哪些单位",
            about=str(end.task),
            why="原文没有列全单位",
            due=None,
            url=reverse("name_open_end", args=[end.pk]),
            verb="点名",
        )
    for draft in visible_drafts(post).filter(state="ready", by=post):
        yield Obligation(
            what=f"核对并确认：{draft.source_name}",
            about=f"读出{len(draft.rows)}项任务",
            why="您上传的文件，确认前不入库",
            due=None,
            url=reverse("draft", args=[draft.pk]),
            verb="核对",
        )


@waiting("supervision.others")
def what_others_owe(post: Post) -> Iterator[Waiting]:
    """What one's unit owns and others have not received; a supervisor waits for every owner's report and receipt."""
    if post.role == Role.SUPERVISOR:
        duties = visible_duties(post).filter(unit=F("commitment__owner"))
    elif post.role in (Role.CLERK, Role.HEAD):
        duties = visible_duties(post).filter(commitment__owner=post.unit).exclude(unit=post.unit)
    else:
        return
    calendar, today = work_calendar(), clock.today()
    duties = duties.filter(ended_on=None, commitment__ended_on=None, commitment__met_on=None).exclude(
        issued_at=None
    )
    silent = Q(received_at=None) | Q(commitment__next_report_on__lt=today, unit=F("commitment__owner"))
    for duty in duties.filter(silent).prefetch_related("urges"):
        assert duty.issued_at is not None
        reason = why_not_urge(duty, today, calendar)
        late = duty.received_at is not None and duty.commitment.next_report_on
        yield Waiting(
            what=duty.commitment.title,
            about=f"{duty.commitment.task}　{'应填报未见审核通过' if late else '未签收'}",
            since=late or duty.issued_at.astimezone(clock.ZONE).date(),
            on_whom=f"{duty.unit}（{duty.get_role_display()}单位）",
            url=reverse("task", args=[duty.commitment.task_id]),
            may_urge=not reason,
            why_not=reason,
            urge_url="" if reason else reverse("urge", args=[duty.pk]),
        )
