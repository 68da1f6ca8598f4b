"""Who may see what of supervision. Every page, search, count, export and file starts here.

A list is seen by its district's supervisors, auditors and administrators, and by every unit that it names.
Reports and evidence are seen by those who check (supervisors, auditors) and by the units that bear the same task.
"""

from __future__ import annotations

from django.db.models import Exists, OuterRef, Q, QuerySet

from gaodi.ground.models import Evidence, Post, Role, Unit
from gaodi.ground.queries.units import visible_units
from gaodi.supervision.models import Commitment, Draft, Duty, NamedBody, OpenEnd, Report, Task, TaskList

WATCHES = (Role.SUPERVISOR, Role.AUDITOR, Role.SYSTEM)


def visible_lists(by: Post) -> QuerySet[TaskList]:
    """The lists one may open."""
    lists = TaskList.objects.select_related("district").order_by("-made_at")
    if by.role == Role.SYSTEM:
        return lists
    lists = lists.filter(district=by.unit.district)
    if by.role in (*WATCHES, Role.ADMIN):
        return lists
    # asked by the unit's own rows: joined to all tasks, a list would be multiplied by everything that hangs on it
    named = NamedBody.objects.filter(unit=by.unit_id, text__task__task_list=OuterRef("pk"))
    bears = Duty.objects.filter(unit=by.unit_id, commitment__task__task_list=OuterRef("pk"))
    return lists.filter(Exists(named) | Exists(bears))


def only_list(by: Post) -> TaskList | None:
    """The list, where one may open a single one."""
    found = list(visible_lists(by)[:2])
    return found[0] if len(found) == 1 else None


def namesake(by: Post, title: str) -> TaskList | None:
    """A list of this title: a paper that bears it may well be meant as its new edition."""
    return visible_lists(by).filter(title=title).first() if title else None


def visible_tasks(by: Post) -> QuerySet[Task]:
    """The tasks of those lists; all of them, since the paper itself went to every unit it names."""
    return Task.objects.filter(task_list__in=visible_lists(by)).select_related("task_list__district")


def visible_commitments(by: Post) -> QuerySet[Commitment]:
    """The commitments of those tasks."""
    return Commitment.objects.filter(task__in=visible_tasks(by)).select_related("task__task_list", "owner")


def visible_duties(by: Post) -> QuerySet[Duty]:
    """Who bears those commitments."""
    return Duty.objects.filter(commitment__in=visible_commitments(by)).select_related(
        "unit__district", "commitment__task__task_list__district", "commitment__owner"
    )


def visible_open_ends(by: Post) -> QuerySet[OpenEnd]:
    """The names still to be given."""
    return OpenEnd.objects.filter(task__in=visible_tasks(by)).select_related("task__task_list__district")


def visible_reports(by: Post) -> QuerySet[Report]:
    """The reports of the tasks that one's unit bears; all for those who check. A draft is its own unit's business."""
    reports = Report.objects.filter(duty__commitment__in=visible_commitments(by)).select_related(
        "duty__unit",
        "duty__commitment__task",
        "duty__commitment__owner",
        "reported_by__account",
        "reported_by__unit",
    )
    if by.role in WATCHES:
        return reports.exclude(state="draft")
    if by.role == Role.ADMIN:
        return reports.none()
    borne = Task.objects.filter(commitments__duties__unit=by.unit, commitments__duties__ended_on=None)
    reports = reports.filter(duty__commitment__task__in=borne)
    return reports.filter(~Q(state="draft") | Q(duty__unit=by.unit))


def visible_evidence(by: Post) -> QuerySet[Evidence]:
    """The evidence of those reports, and nothing else: a file is reached only through an object one may see."""
    return Evidence.objects.filter(reports__in=visible_reports(by)).select_related("file").distinct()


def visible_drafts(by: Post) -> QuerySet[Draft]:
    """The uploaded papers not yet confirmed: a supervisor's business, within the district."""
    drafts = Draft.objects.select_related(
        "source", "job", "task_list", "by__unit__district", "by__account"
    ).order_by("-made_at")
    if by.role == Role.SYSTEM:
        return drafts
    if by.role != Role.SUPERVISOR:
        return drafts.none()
    return drafts.filter(by__unit__district=by.unit.district)


def to_receive(by: Post, task_list: TaskList) -> QuerySet[Duty]:
    """What was given out to one's unit from a list and waits to be received by this post."""
    if by.role not in (Role.CLERK, Role.HEAD):
        return Duty.objects.none()
    duties = visible_duties(by).filter(
        unit=by.unit, received_at=None, ended_on=None, commitment__ended_on=None, commitment__closed_on=None
    )
    return duties.filter(commitment__task__task_list=task_list).exclude(issued_at=None)


def unreceived_beside(duty: Duty) -> int:
    """How many duties of the same unit in the same task wait to be received: they are urged together."""
    return Duty.objects.filter(
        unit=duty.unit_id,
        commitment__task=duty.commitment.task_id,
        commitment__ended_on=None,
        received_at=None,
        ended_on=None,
        issued_at__isnull=False,
    ).count()


def to_issue(by: Post, task_list: TaskList) -> QuerySet[Commitment]:
    """What of a list is drawn up and not yet given out, if giving it out is this post's business."""
    if by.role != Role.SUPERVISOR or by.unit.district_id != task_list.district_id:
        return Commitment.objects.none()
    drawn_up = visible_commitments(by).filter(task__task_list=task_list, issued_on=None, ended_on=None)
    return drawn_up.order_by("task__order", "order", "pk")


def units_to_name(by: Post, task: Task) -> QuerySet[Unit]:
    """The units of the district that do not bear anything of a task yet, by name."""
    bearing = Duty.objects.filter(commitment__task=task, ended_on=None).values("unit")
    return visible_units(by).filter(ended_on=None).exclude(pk__in=bearing).order_by("name")


def units_beside(by: Post, commitment: Commitment) -> QuerySet[Unit]:
    """The units of the district that do not bear a commitment, by name."""
    bearing = Duty.objects.filter(commitment=commitment, ended_on=None).values("unit")
    return visible_units(by).filter(ended_on=None).exclude(pk__in=bearing).order_by("name")


def bodies_of(task_list: TaskList) -> QuerySet[Unit]:
    """The units that bear anything of a list, by name."""
    return (
        Unit.objects.filter(duties__commitment__task__task_list=task_list, duties__ended_on=None)
        .distinct()
        .order_by("name")
    )
