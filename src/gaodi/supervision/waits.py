"""What supervision shows of others' business: registered with the ground, read by the desk.

One line a unit and task, however many commitments it is about: who waits asks a unit once, not thirteen times.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date

from django.db.models import F, Q, QuerySet
from django.urls import reverse

from gaodi.bedrock import clock
from gaodi.bedrock.periods import WorkCalendar
from gaodi.ground.models import Post, Role
from gaodi.ground.queries.calendar import work_calendar
from gaodi.ground.registry import Waiting, waiting
from gaodi.supervision.actions.commitments import why_not_urge
from gaodi.supervision.models import Duty
from gaodi.supervision.queries.scope import visible_duties


@waiting("supervision.others")
def what_others_owe(post: Post) -> Iterator[Waiting]:
    """What one's unit owns and others have not received; a supervisor waits for every owner's report and receipt."""
    silent = Q(received_at=None) | Q(
        commitment__next_report_on__lt=clock.today(), unit=F("commitment__owner")
    )
    calendar = work_calendar()
    together: dict[tuple[int, int, bool], list[Duty]] = {}
    for duty in _awaited(post).filter(silent).prefetch_related("urges"):
        key = (duty.unit_id, duty.commitment.task_id, duty.received_at is None)
        together.setdefault(key, []).append(duty)
    for duties in together.values():
        yield _line(sorted(duties, key=_since), calendar)


def _awaited(post: Post) -> QuerySet[Duty]:
    """The duties of others that this post may wait for."""
    duties = visible_duties(post).filter(
        ended_on=None, commitment__ended_on=None, commitment__met_on=None, issued_at__isnull=False
    )
    if post.role == Role.SUPERVISOR:
        return duties.filter(unit=F("commitment__owner"))
    if post.role in (Role.CLERK, Role.HEAD):
        return duties.filter(commitment__owner=post.unit).exclude(unit=post.unit)
    return duties.none()


def _line(duties: Sequence[Duty], calendar: WorkCalendar) -> Waiting:
    """The first duty, silent longest, is the one that is urged; urged for one of them is urged for all."""
    first, task = duties[0], duties[0].commitment.task
    reason = next(filter(None, (why_not_urge(duty, clock.today(), calendar) for duty in duties)), "")
    missing = "未签收" if first.received_at is None else "应填报未见审核通过"
    return Waiting(
        what=f"{task.title}：{len(duties)}条{missing}" if len(duties) > 1 else first.commitment.title,
        about=f"任务{task.no}　{first.commitment.title}等" if len(duties) > 1 else f"{task}　{missing}",
        since=_since(first),
        on_whom=f"{first.unit}（{first.get_role_display()}单位）",
        url=reverse("task", args=[task.pk]),
        may_urge=not reason,
        why_not=reason,
        urge_url="" if reason else reverse("urge", args=[first.pk]),
    )


def _since(duty: Duty) -> date:
    """Since when the unit is silent: the report it owes, or the day on which the duty was given out."""
    assert duty.issued_at is not None
    asked = duty.commitment.next_report_on if duty.received_at else None
    return asked or duty.issued_at.astimezone(clock.ZONE).date()
