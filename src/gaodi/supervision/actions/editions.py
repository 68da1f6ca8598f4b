"""Making an edition from a confirmed draft. Part of ``confirm_draft``: no act of its own.

A task that goes on keeps its commitments and all work done on them; one that the new paper no longer has ends.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from gaodi.bedrock import clock
from gaodi.bedrock.names import searchable
from gaodi.ground.models import Post, Unit
from gaodi.supervision.actions.commitments import GONE, add_duty, draw_up
from gaodi.supervision.derive import proposals, short_title
from gaodi.supervision.models import (
    BodyRole,
    Commitment,
    Draft,
    DraftState,
    DutyRole,
    Edition,
    NamedBody,
    OpenEnd,
    Task,
    TaskList,
    TaskText,
)
from gaodi.supervision.queries.editions import current_texts, link_rows
from gaodi.supervision.queries.tasks import in_roles
from gaodi.supervision.wording import say_deadlines

Bearers = list[tuple[Unit, str]]
# Who writes the commitments of a new task: derived from the words, or given as data with a packaged list.
Drawer = Callable[[Task, dict[str, Any], Bearers, Post], None]


@dataclass(frozen=True, slots=True)
class Entering:
    """What entering each row of one edition has in common."""

    edition: Edition
    means: dict[str, Unit | None]  # whom each printed name means; None is an open end
    before: dict[int, TaskText]
    draw: Drawer
    by: Post


def confirm_rows(draft: Draft, by: Post, draw: Drawer | None = None) -> Edition:
    """Enter all rows of a draft as the next edition of its list."""
    task_list = draft.task_list or _new_list(draft)
    before = {text.task_id: text for text in current_texts(task_list)}
    edition = Edition.objects.create(
        task_list=task_list,
        number=max((each.number for each in task_list.editions.all()), default=0) + 1,
        title=draft.title,
        source=draft.source,
        source_name=draft.source_name,
        confirmed_by=by,
        confirmed_at=clock.now(),
    )
    entering = Entering(edition, _whom_names_mean(draft), before, draw or derived, by)
    kept = {_enter(entering, order, row) for order, row in enumerate(draft.rows)}
    for task_id in before.keys() - kept:
        _end_task(before[task_id].task)
    _compare_anew(task_list, draft)
    return edition


def _compare_anew(task_list: TaskList, draft: Draft) -> None:
    """Other drafts of the list were compared with an edition that is no longer the newest: whoever looks at one of
    them sees the new comparison before confirming.
    """
    for other in Draft.objects.filter(task_list=task_list, state=DraftState.READY).exclude(pk=draft.pk):
        other.rows, other.revision = link_rows(task_list, other.rows), other.revision + 1
        other.save(update_fields=["rows", "revision"])


def _whom_names_mean(draft: Draft) -> dict[str, Unit | None]:
    units = Unit.objects.in_bulk({name["unit"] for name in draft.names.values() if name.get("unit")})
    return {printed: units.get(name.get("unit") or 0) for printed, name in draft.names.items()}


def _new_list(draft: Draft) -> TaskList:
    stem = f"{draft.by.unit.district.code}-{clock.today():%Y%m%d}"
    taken = TaskList.objects.filter(slug__startswith=stem).count()
    return TaskList.objects.create(
        district=draft.by.unit.district,
        slug=f"{stem}-{taken + 1}" if taken else stem,
        title=draft.title or draft.source_name,
        made_at=clock.now(),
    )


def _enter(entering: Entering, order: int, row: dict[str, Any]) -> int:
    """Enter one row; gives the task it belongs to."""
    was = entering.before.get(row.get("task") or 0)
    task = was.task if was else Task(task_list=entering.edition.task_list)
    task.no, task.order = (row["no"] or str(order + 1))[:20], order
    task.title = (row.get("short_title") or task.title or short_title(row["text"]))[:80]
    task.search = searchable(task.title, row["text"][:200], *row["lead"], *row["responsible"])
    task.save()
    text = _text(entering.edition, task, row)
    bearers = _name_bodies(text, row, entering.means)
    _open_ends(task, row, entering.means)
    if was is None or not task.commitments.exists():  # none yet: until now its lead was still to be named
        entering.draw(task, row, bearers, entering.by)
    else:
        _carry_over(was, row, bearers, entering.by)
    return task.pk


def _text(edition: Edition, task: Task, row: dict[str, Any]) -> TaskText:
    return TaskText.objects.create(
        edition=edition,
        task=task,
        no=task.no,
        text=row["text"],
        category=(row.get("category") or "")[:200],
        scope=(row.get("scope") or "")[:200],
        where=(row.get("where") or "")[:120],
        strength=row["strength"],
        open_ended=row["open_ended"],
        deadlines=row["deadlines"],
        targets=row["targets"],
        quotes=row["quotes"],
    )


def _name_bodies(text: TaskText, row: dict[str, Any], means: dict[str, Unit | None]) -> Bearers:
    """Keep the names as printed; gives who bears the task, the consolidating lead first."""
    named = [(BodyRole.LEAD, name) for name in row["lead"]] + [
        (BodyRole.RESPONSIBLE, name) for name in row["responsible"]
    ]
    NamedBody.objects.bulk_create(
        NamedBody(text=text, role=role, order=order, printed=name, unit=means.get(name))
        for order, (role, name) in enumerate(named)
    )
    return in_roles(((role, means.get(name)) for role, name in named), led=bool(row["lead"]))


def _open_ends(task: Task, row: dict[str, Any], means: dict[str, Unit | None]) -> None:
    """What the paper leaves open becomes a queue until someone names the rest."""
    standing = {end.printed for end in task.open_ends.all()}
    nobody = [name for name in [*row["lead"], *row["responsible"]] if means.get(name) is None]
    wanted = nobody or (["等"] if row["open_ended"] else [])
    for printed in wanted:
        if printed not in standing:
            OpenEnd.objects.create(task=task, printed=printed)
    for end in task.open_ends.filter(closed_at=None).exclude(printed__in=wanted):
        end.delete()  # this paper says who is meant, or leaves it out


def row_of(text: TaskText) -> dict[str, Any]:
    """What ``derived`` asks of a row, out of the text as it was entered."""
    names = ("text", "strength", "deadlines", "targets", "quotes")
    return {name: getattr(text, name) for name in names}


def derived(task: Task, row: dict[str, Any], bearers: Bearers, by: Post) -> None:
    """Draw up what the words themselves promise."""
    if all(role == DutyRole.RESPONSIBLE for _, role in bearers):
        return  # who leads is still to be named; the commitments are drawn up then
    for order, each in enumerate(proposals(row), start=1):
        draw_up(
            task,
            by=by,
            key=str(order),
            duties=bearers,
            order=order,
            title=each.title,
            kind=each.kind,
            strength=row["strength"],
            quote=each.quote,
            owner=bearers[0][0],
            target_value=each.value,
            target_unit=each.unit[:20],
            target_of=each.of[:60],
            direction=each.direction,
            begins=each.when.begins,
            due=each.when.due,
            due_basis=each.when.basis,
            rhythm=each.when.rhythm,
        )


def _carry_over(was: TaskText, row: dict[str, Any], bearers: Bearers, by: Post) -> None:
    """A task goes on: its commitments stay, new bodies join, those no longer named leave.

    Dates are not moved by a paper: what now reads otherwise is a doubt that a supervisor settles with a reason.
    """
    task, plain = was.task, "".join(row["text"].split())
    now = {unit.pk for unit, _ in bearers}
    for commitment in Commitment.objects.filter(task=task, ended_on=None):
        for unit, role in bearers:
            if not commitment.duties.filter(unit=unit, ended_on=None).exists():
                add_duty(commitment, unit, DutyRole.LEAD if role == DutyRole.CONSOLIDATOR else role, by)
        gone = commitment.duties.filter(ended_on=None).exclude(unit__in=now | _named_later(task))
        gone.exclude(unit=commitment.owner_id).update(ended_on=clock.today())
        doubts = [] if "".join(commitment.quote.split()) in plain else [GONE]
        if row["deadlines"] != was.deadlines:
            doubts.append(f"新版原文时限为{say_deadlines(row['deadlines']) or '空'}，请督查员核对。")
        if fresh := [doubt for doubt in doubts if doubt not in commitment.doubts]:
            commitment.doubts = [*commitment.doubts, *fresh]
            commitment.save(update_fields=["doubts"])  # the rest may be changing under somebody else's act


def _named_later(task: Task) -> set[int]:
    return set(task.open_ends.values_list("named", flat=True)) - {None}


def _end_task(task: Task) -> None:
    task.ended_on = clock.today()
    task.save()
    task.commitments.filter(ended_on=None).update(ended_on=clock.today())
    for end in task.open_ends.filter(closed_at=None):
        end.delete()
