"""Verbs about commitments: draw up, change, end, issue, receive, urge, close out, reopen; who bears them."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date
from typing import Any

from django.db import transaction

from gaodi.bedrock import clock
from gaodi.bedrock.periods import WorkCalendar, period_end, working_days_before, working_days_between
from gaodi.ground.acting import acting, locked
from gaodi.ground.models import Post, Role, Unit
from gaodi.ground.queries.calendar import work_calendar
from gaodi.ground.refusals import NotYours, Overtaken, Refused
from gaodi.supervision.models import (
    Closure,
    Commitment,
    Duty,
    DutyRole,
    ReportState,
    Task,
    TaskList,
    Urge,
)
from gaodi.supervision.parameters import URGE_EVERY, WARN_BEFORE

# What a commitment says of itself where a new edition no longer has the words it rests on.
GONE = "新版原文已没有这句话，请督查员核对。"
# What a supervisor may write in a commitment; everything else follows from acts.
WRITTEN = [
    "title",
    "kind",
    "strength",
    "quote",
    "owner",
    "target_value",
    "target_unit",
    "target_of",
    "direction",
    "judged_by",
    "begins",
    "due",
    "due_basis",
    "rhythm",
    "report_every",
    "basis",
    "doubts",
    "order",
]


# As what a unit is added: there is one consolidator, and it is the paper's first lead.
ADDED = (DutyRole.LEAD, DutyRole.RESPONSIBLE)


def draw_up(
    task: Task, *, by: Post, key: str, duties: Sequence[tuple[Unit, str]], **written: Any
) -> Commitment:
    """Write a commitment of a task, with who bears it: (unit, DutyRole) in the order of the paper.

    The quote must stand in the task's text; the owner must be one of the leads.
    """
    with acting("draw_up", "拟定承诺", None, by=by, unit=written["owner"]) as act:
        supervises(by, task.task_list)
        _refuse_unknown(written)
        commitment = Commitment(task=task, key=key, **written)
        commitment.warn_on = _warn_on(commitment.due)
        _refuse_foreign_quote(commitment)
        _refuse_owner_outside_leads(commitment.owner, duties)
        commitment.save()
        for order, (unit, role) in enumerate(duties):
            Duty.objects.create(commitment=commitment, unit=unit, role=role, order=order)
        act.subject = commitment
        for name in ("title", "kind", "due", "target_value"):
            act.change(name, None, getattr(commitment, name))
    return commitment


def change(commitment: Commitment, *, by: Post, seen: int, note: str, **written: Any) -> Commitment:
    """Change what a commitment says; the reason and both values are kept in the audit."""
    with acting("change", "调整承诺", commitment, by=by, unit=commitment.owner, note=note) as act:
        supervises(by, commitment.task.task_list)
        _refuse_unknown(written)
        if commitment.issued_on and not note.strip():
            raise Refused("已经交办的承诺，调整要写理由。", "请写明依据和理由。")
        commitment = _standing(commitment, seen)
        reports, owner = commitment.report_every, commitment.owner
        act.set(commitment, **written)
        _refuse_foreign_quote(commitment)
        duties = commitment.duties.filter(ended_on=None)
        _refuse_owner_outside_leads(commitment.owner, list(duties.values_list("unit", "role")))
        act.set(commitment, warn_on=_warn_on(commitment.due))
        act.set(commitment, doubts=[doubt for doubt in commitment.doubts if doubt != GONE])
        if (
            commitment.report_every != reports and commitment.issued_on
        ):  # else a report owed would be forgiven
            act.set(commitment, next_report_on=_first_report(commitment, clock.today()))
        if commitment.owner != owner:
            act.set(commitment, received_on=_received_by_owner(commitment))
        _save(commitment)
    return commitment


def end(commitment: Commitment, *, by: Post, seen: int, note: str) -> Commitment:
    """Take a commitment out of lists and counts, with the reason; what was done for it stays."""
    with acting("end", "终止承诺", commitment, by=by, unit=commitment.owner, note=note) as act:
        supervises(by, commitment.task.task_list)
        _need(note, "终止理由")
        commitment = _standing(commitment, seen)
        act.set(commitment, ended_on=clock.today())
        _save(commitment)
    return commitment


def issue(commitments: Iterable[Commitment], *, by: Post, report_every: str = "") -> list[Commitment]:
    """交办: give commitments out to the units that bear them. Each unit then has to receive its part.

    ``report_every`` sets the rhythm of reports where the commitment has none yet.
    """
    issued: list[Commitment] = []
    with acting("issue", "交办", None, by=by) as act:
        for commitment in commitments:
            supervises(by, commitment.task.task_list)
            fresh = _locked(commitment, commitment.revision)
            if fresh.issued_on is None and fresh.ended_on is None:
                _issue_one(fresh, by, report_every)
                issued.append(fresh)
        if not issued:
            raise Refused("没有可以交办的承诺：都已交办或终止。")
        act.subject = issued[0].task.task_list if len(issued) > 1 else issued[0]
        act.change("issued", [], [f"{each.task.no}-{each.key}" for each in issued])
    return issued


def _issue_one(commitment: Commitment, by: Post, report_every: str) -> None:
    today = clock.today()
    commitment.issued_on = today
    commitment.report_every = commitment.report_every or report_every
    if commitment.rhythm and commitment.due is None:
        commitment.due = period_end(max(today, commitment.begins or today), commitment.rhythm)
        commitment.warn_on = _warn_on(commitment.due)
    commitment.next_report_on = _first_report(commitment, today)
    _save(commitment)
    commitment.duties.filter(issued_at=None, ended_on=None).update(issued_at=clock.now(), issued_by=by)


def receive(duty: Duty, *, by: Post) -> Duty:
    """签收: a unit takes note of its part. Any post of the unit that handles business may."""
    with acting("receive", "签收", duty, by=by, unit=duty.unit) as act:
        if by.unit_id != duty.unit_id or by.role not in (Role.CLERK, Role.HEAD):
            raise NotYours(f"这一件由{duty.unit}的经办人或负责人签收。")
        duty = locked(Duty.objects.select_related("commitment", "unit"), duty.pk)
        if duty.issued_at is None or duty.ended_on or duty.commitment.ended_on:
            raise Refused("这一件还没有交办，或已终止。")
        if duty.received_at:
            raise Overtaken("这一件已经签收过了。")
        act.set(duty, received_at=clock.now(), received_by=by)
        duty.save()
        if duty.unit_id == duty.commitment.owner_id and duty.commitment.received_on is None:
            commitment = _locked(duty.commitment)
            commitment.received_on = clock.today()
            _save(commitment)
    return duty


def receive_all(duties: Iterable[Duty], *, by: Post) -> list[Duty]:
    """签收 of several duties in one press: each has its own row in the audit, all or none are received."""
    with transaction.atomic():
        received = [receive(duty, by=by) for duty in duties]
    if not received:
        raise Overtaken("没有等本单位签收的承诺，可能同事已经签收。")
    return received


def urge(duty: Duty, *, by: Post, text: str) -> Urge:
    """催办: remind a unit of its part. Protected bodies are never urged; nobody twice within some working days."""
    with acting("urge", "催办", duty, by=by, unit=duty.unit, note=text) as act:
        _may_urge(duty, by)
        # locked, so that of two who urge at once the second finds the first
        duty = locked(Duty.objects.select_related("commitment", "unit"), duty.pk)
        _refuse_urging_for_nothing(duty)
        if reason := why_not_urge(duty, clock.today(), work_calendar()):
            raise Refused(reason)
        made = Urge.objects.create(duty=duty, by=by, at=clock.now(), text=text[:300])
        act.change("urged", None, made.at)
    return made


def _refuse_urging_for_nothing(duty: Duty) -> None:
    if duty.issued_at is None:
        raise Refused("还没有交办，不用催。", "请先交办。")
    if duty.ended_on or duty.commitment.ended_on or duty.commitment.met_on:
        raise Refused("这一条已经达到目标或终止，不用催。")


def why_not_urge(duty: Duty, today: date, calendar: WorkCalendar) -> str:
    """The clause that stands in place of the button; empty where urging is right."""
    if not duty.unit.may_be_urged:
        return f"{duty.unit.get_kind_display()}，不催办"  # why at length stands on the unit's page
    last = max((urge.at for urge in duty.urges.all()), default=None)
    if last is None:
        return ""
    day = last.astimezone(clock.ZONE).date()
    if day == today:
        return "今天已催"
    waited = working_days_between(calendar, day, today)
    return (
        f"{day.month}月{day.day}日已催，{URGE_EVERY.value}个工作日内不重复催"
        if waited < URGE_EVERY.value
        else ""
    )


def close_out(commitment: Commitment, *, by: Post, seen: int, note: str) -> Closure:
    """销号: the supervision office strikes off what has been met and proved."""
    with acting("close_out", "销号", commitment, by=by, unit=commitment.owner, note=note) as act:
        supervises(by, commitment.task.task_list)
        _need(note, "销号意见")
        commitment = _standing(commitment, seen)
        if commitment.met_on is None:
            raise Refused("还没有审核通过、达到目标的填报，不能销号。", "请主责单位先报送达到目标的佐证。")
        if commitment.closed_on:
            raise Overtaken("这一条已经销号。")
        act.set(commitment, closed_on=clock.today())
        _save(commitment)
        return Closure.objects.create(commitment=commitment, closed_by=by, closed_at=clock.now(), note=note)


def reopen(
    commitment: Commitment, *, by: Post, seen: int, reason: str, met_stands: bool = False
) -> Commitment:
    """恢复督办: take a close-out back. Unless ``met_stands`` the finding that the target was met falls too."""
    with acting("reopen", "恢复督办", commitment, by=by, unit=commitment.owner, note=reason) as act:
        supervises(by, commitment.task.task_list)
        _need(reason, "恢复理由")
        commitment = _standing(commitment, seen)
        if commitment.closed_on is None:
            raise Overtaken("这一条没有销号，不用恢复。")
        act.set(commitment, closed_on=None, met_on=commitment.met_on if met_stands else None)
        _save(commitment)
        standing = commitment.closures.filter(reopened_at=None)
        standing.update(reopened_by=by, reopened_at=clock.now(), reason=reason)
    return commitment


def let_bear(commitment: Commitment, *, by: Post, seen: int, unit: Unit, role: str, note: str) -> Duty:
    """增加承办: one more unit bears a commitment; given out at once where the commitment is, and then with a reason."""
    with acting("let_bear", "增加承办", commitment, by=by, unit=unit, note=note) as act:
        supervises(by, commitment.task.task_list)
        commitment = _standing(commitment, seen)
        if commitment.closed_on:
            raise Refused("这一条已经销号。", "请先恢复督办。")
        if commitment.issued_on:
            _need(note, "增加理由")
        if role not in ADDED:
            raise Refused("新增的承办单位只能是牵头或责任单位。")
        if unit.district_id != commitment.task.task_list.district_id or unit.ended_on:
            raise Refused(f"{unit}不在本地区，或已撤并。", "请选本地区现有的单位。")
        if commitment.duties.filter(unit=unit, ended_on=None).exists():
            raise Overtaken(f"{unit}已经承办这一条。")
        act.subject = duty = add_duty(commitment, unit, role, by)
        act.change("role", None, DutyRole(role))
        _save(commitment)
    return duty


def release(duty: Duty, *, by: Post, seen: int, note: str) -> Duty:
    """终止承办: a unit no longer bears a commitment, with the reason once it was given out; its reports stay."""
    with acting("release", "终止承办", duty, by=by, unit=duty.unit, note=note) as act:
        supervises(by, duty.commitment.task.task_list)
        commitment = _standing(duty.commitment, seen)
        duty = locked(Duty.objects.select_related("unit", "commitment"), duty.pk)
        if duty.ended_on:
            raise Overtaken(f"{duty.unit}已经不承办这一条。")
        if duty.unit_id == commitment.owner_id:
            raise Refused(f"{duty.unit}是主责单位，不能终止承办。", "请先把主责单位调整为别的牵头单位。")
        if duty.issued_at:
            _need(note, "终止理由")
        if duty.reports.filter(state=ReportState.SUBMITTED).exists():
            raise Refused(f"{duty.unit}有一份填报还在等审核。", "请主责单位负责人先审核或退回。")
        act.set(duty, ended_on=clock.today())
        duty.save()
        _save(commitment)
    return duty


def add_duty(commitment: Commitment, unit: Unit, role: str, by: Post) -> Duty:
    """Let one more unit bear a commitment; issued at once where the commitment is. Part of another act.

    A unit whose part had ended takes it up anew: it is given out and received once more.
    """
    issued = {"issued_at": clock.now(), "issued_by": by} if commitment.issued_on else {}
    last = commitment.duties.count()
    duty, made = Duty.objects.get_or_create(
        commitment=commitment, unit=unit, defaults={"role": role, "order": last, **issued}
    )
    if not made and duty.ended_on:
        anew = {"role": role, "ended_on": None, "received_at": None, "received_by": None, **issued}
        for name, value in anew.items():
            setattr(duty, name, value)
        duty.save()
    return duty


def supervises(by: Post, task_list: TaskList) -> None:
    """Only a supervisor of the list's own district (or the house itself, loading a list) goes on."""
    if by.role == Role.SYSTEM:
        return
    if by.role != Role.SUPERVISOR or by.unit.district_id != task_list.district_id:
        raise NotYours("这一步由本地区的督查员办理。")


def _may_urge(duty: Duty, by: Post) -> None:
    if by.role in (Role.CLERK, Role.HEAD) and by.unit_id == duty.commitment.owner_id != duty.unit_id:
        return
    supervises(by, duty.commitment.task.task_list)


def _first_report(commitment: Commitment, today: date) -> date | None:
    if not commitment.report_every:
        return None
    return period_end(max(today, commitment.begins or today), commitment.report_every)


def _warn_on(due: date | None) -> date | None:
    return working_days_before(work_calendar(), due, WARN_BEFORE.value) if due else None


def _locked(commitment: Commitment, seen: int | None = None) -> Commitment:
    """The commitment as it is now, locked; another revision than the one seen means somebody was faster."""
    fresh = locked(Commitment.objects.select_related("task__task_list__district", "owner"), commitment.pk)
    if seen is not None and fresh.revision != seen:
        raise Overtaken
    return fresh


def _standing(commitment: Commitment, seen: int) -> Commitment:
    """The commitment as it is now, locked; one that has ended is nobody's business any more."""
    fresh = _locked(commitment, seen)
    if fresh.ended_on:
        raise Overtaken("这一条承诺已经终止。")
    return fresh


def _received_by_owner(commitment: Commitment) -> date | None:
    at = commitment.duties.filter(unit=commitment.owner).values_list("received_at", flat=True).first()
    return at.astimezone(clock.ZONE).date() if at else None


def _save(commitment: Commitment) -> None:
    commitment.revision += 1
    commitment.save()


def _need(text: str, what: str) -> None:
    if not text.strip():
        raise Refused(f"没有写{what}。", f"请写明{what}。")


def _refuse_unknown(written: dict[str, Any]) -> None:
    if unknown := set(written) - set(WRITTEN):
        raise TypeError(f"nobody writes {sorted(unknown)} in a commitment")


def _refuse_foreign_quote(commitment: Commitment) -> None:
    text = commitment.task.texts.order_by("-edition__number").values_list("text", flat=True).first() or ""
    if "".join(commitment.quote.split()) not in "".join(text.split()):
        raise Refused(f"“{commitment.quote}”不是任务原文里的话。", "请从原文照抄。")


def _refuse_owner_outside_leads(owner: Unit, duties: Sequence[tuple[Unit | int, str]]) -> None:
    leads = {
        unit if isinstance(unit, int) else unit.pk for unit, role in duties if role != DutyRole.RESPONSIBLE
    }
    if owner.pk not in leads:
        raise Refused(f"主责单位{owner}不在牵头单位里。", "请从牵头单位中选。")
