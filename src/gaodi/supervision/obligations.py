"""What supervision asks of a post: registered with the ground, read by the desk.

A unit receives, its clerk reports, the owner's head verifies, the supervisor strikes off, names and confirms.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date, datetime

from django.db.models import Exists, OuterRef
from django.urls import reverse

from gaodi.bedrock import clock
from gaodi.bedrock.periods import WorkCalendar, say_day_near, working_days_after
from gaodi.ground.models import Post, Role
from gaodi.ground.queries.calendar import work_calendar
from gaodi.ground.registry import Obligation, obligations
from gaodi.supervision.models import Duty, Report, ReportState, Task, Urge
from gaodi.supervision.parameters import ANSWER_WITHIN, VERIFY_WITHIN
from gaodi.supervision.queries.drafts import left_to_do
from gaodi.supervision.queries.scope import (
    visible_commitments,
    visible_drafts,
    visible_duties,
    visible_open_ends,
    visible_reports,
)


@obligations("supervision.receive")
def to_receive(post: Post) -> Iterator[Obligation]:
    """What was given out to one's unit and not yet received, one line a task: it is received in one press."""
    if post.role not in (Role.CLERK, Role.HEAD):
        return
    calendar = work_calendar()
    waiting = visible_duties(post).filter(
        unit=post.unit,
        received_at=None,
        ended_on=None,
        commitment__ended_on=None,
        commitment__closed_on=None,  # struck off before this unit ever looked at it: nothing is left to do
        issued_at__isnull=False,
    )
    together: dict[Task, list[Duty]] = {}
    for duty in waiting.prefetch_related("urges__by__unit"):
        together.setdefault(duty.commitment.task, []).append(duty)
    for task, duties in together.items():
        yield _receipt(task, duties, calendar)


def _receipt(task: Task, duties: Sequence[Duty], calendar: WorkCalendar) -> Obligation:
    day = min(_day(duty.issued_at) for duty in duties if duty.issued_at)
    urged = _urged([urge for duty in duties for urge in duty.urges.all()])
    only = duties[0].commitment.title if len(duties) == 1 else f"任务{task.no}的{len(duties)}条承诺"
    return Obligation(
        what=f"签收：{only}",
        about=str(task),
        why=urged + f"{duties[0].get_role_display()}单位；{say_day_near(day, clock.today())}交办",
        due=working_days_after(calendar, day, ANSWER_WITHIN.value),
        url=reverse("task", args=[task.pk]),
        verb="签收",
        urged=bool(urged),
    )


@obligations("supervision.report")
def to_report(post: Post) -> Iterator[Obligation]:
    """What the owning unit's clerk has to report, what came back to any clerk, and what any clerk was urged for."""
    if post.role != Role.CLERK:
        return
    open_reports = Report.objects.filter(duty=OuterRef("pk"), state=ReportState.SUBMITTED)
    duties = (
        visible_duties(post)
        .filter(unit=post.unit, ended_on=None, commitment__ended_on=None, commitment__met_on=None)
        .exclude(received_at=None)
        .filter(~Exists(open_reports))
        .prefetch_related("reports__verified_by__account", "urges__by__unit")
    )
    for duty in duties:
        if (found := _report(duty)) is not None:
            yield found


def _report(duty: Duty) -> Obligation | None:
    """What is to be reported on a duty; nothing where nobody asks."""
    commitment, handed_in = duty.commitment, [r for r in duty.reports.all() if r.state != ReportState.DRAFT]
    last = handed_in[-1] if handed_in else None
    back = last if last and last.state == ReportState.RETURNED else None
    urged = _urged([urge for urge in duty.urges.all() if last is None or urge.at > last.reported_at])
    due = min((d for d in (commitment.next_report_on, commitment.due) if d), default=None)
    owns = commitment.owner_id == duty.unit_id
    if back is None and not (owns and due) and not urged:
        return None
    verb = "修改后重报" if back else "填报"
    return Obligation(
        what=f"{verb}：{commitment.title}",
        about=str(commitment.task),
        why=urged + (_sent_back(back) if back else "主责单位经办" if owns else "责任单位经办"),
        due=due,
        url=reverse("report", args=[duty.pk]),
        verb=verb,
        urged=bool(urged),
    )


def _sent_back(report: Report) -> str:
    day = _day(report.verified_at or report.reported_at)
    who = report.verified_by.person if report.verified_by else ""
    return f"{who}{say_day_near(day, clock.today())}退回：{report.verdict}"


def _urged(urges: Sequence[Urge]) -> str:
    """10月9日区委区政府督查室催办：“…”。 The latest of what is still to be answered; empty where nobody urged."""
    if not urges:
        return ""
    last = max(urges, key=lambda urge: urge.at)
    return f"{say_day_near(_day(last.at), clock.today())}{last.by.unit}催办：“{last.text}”"


def _day(at: datetime) -> date:
    return at.astimezone(clock.ZONE).date()


@obligations("supervision.verify")
def to_verify(post: Post) -> Iterator[Obligation]:
    """Reports waiting for the owner's head."""
    if post.role != Role.HEAD:
        return
    calendar = work_calendar()
    for report in visible_reports(post).filter(
        state=ReportState.SUBMITTED, duty__commitment__owner=post.unit, duty__commitment__ended_on=None
    ):
        day = _day(report.reported_at)
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
    for draft in visible_drafts(post).filter(state="ready", by=post).defer("as_read"):
        yield Obligation(
            what=f"核对并确认：{draft.source_name}",
            about=f"读出{len(draft.rows)}项任务　{left_to_do(draft) or '都已核对，等您确认'}",
            why="您上传的文件，确认前不入库",
            due=None,
            url=reverse("draft", args=[draft.pk]),
            verb="核对",
        )
