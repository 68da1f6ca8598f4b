"""The verb about open ends: name who is meant by 等 or 有关部门."""

from __future__ import annotations

from collections.abc import Sequence

from gaodi.bedrock import clock
from gaodi.ground.acting import acting, locked
from gaodi.ground.models import Post, Unit
from gaodi.ground.refusals import Overtaken, Refused
from gaodi.supervision.actions.commitments import add_duty, supervises
from gaodi.supervision.actions.editions import derived, row_of
from gaodi.supervision.models import DutyRole, OpenEnd
from gaodi.supervision.queries.tasks import bearers_of, paper_of


def name_open_end(open_end: OpenEnd, *, by: Post, units: Sequence[Unit], note: str) -> OpenEnd:
    """点名: say who is meant by 等 or 有关部门. The named units bear the task's commitments from now on.

    A task whose lead was still to be named has none yet; they are drawn up now.
    """
    with acting("name_open_end", "点名", open_end, by=by, note=note) as act:
        supervises(by, open_end.task.task_list)
        open_end = locked(OpenEnd.objects.select_related("task__task_list__district"), open_end.pk)
        if open_end.closed_at:
            raise Overtaken("这里已经点过名了。")
        if not units and not note.strip():
            raise Refused("没有选单位。", "确实没有别的单位的，请写明理由。")
        open_end.named.set(units)
        act.set(open_end, closed_by=by, closed_at=clock.now(), note=note)
        act.change("named", [], [unit.name for unit in units])
        open_end.save()
        _let_bear(open_end, units, by)
    return open_end


def _let_bear(open_end: OpenEnd, units: Sequence[Unit], by: Post) -> None:
    task, paper = open_end.task, paper_of(open_end.task)
    standing = list(task.commitments.filter(ended_on=None))
    leads = any(body.printed == open_end.printed for body in paper.leads)
    for commitment in standing:
        for unit in units:
            add_duty(commitment, unit, DutyRole.LEAD if leads else DutyRole.RESPONSIBLE, by)
    if paper.text and not task.commitments.exists():
        derived(task, row_of(paper.text), bearers_of(task), by)
