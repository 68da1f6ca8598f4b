"""What the list page shows: every task with the light that most needs a hand, and why."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from django.db.models import Q, QuerySet

from gaodi.bedrock import clock
from gaodi.bedrock.names import plain_name
from gaodi.bedrock.periods import period_end
from gaodi.ground.lights import LIGHTS, URGENCY
from gaodi.ground.models import Post
from gaodi.supervision import lights
from gaodi.supervision.models import Commitment, Task, TaskList, TaskText
from gaodi.supervision.queries.editions import current_texts
from gaodi.supervision.queries.scope import visible_tasks


@dataclass(slots=True)
class TaskRow:
    """A task as a line of the list: its most urgent commitment speaks for it."""

    task: Task
    text: TaskText | None
    commitments: list[Commitment] = field(default_factory=list)

    @property
    def worst(self) -> Commitment | None:
        return min(self.commitments, key=lambda c: (c.urgency, c.due or date.max), default=None)  # type: ignore[attr-defined]

    @property
    def light(self) -> str:
        return self.worst.light if self.worst else "not_started"  # type: ignore[attr-defined]

    @property
    def why(self) -> str:
        if self.worst is None:
            return "还没有拟定承诺"
        return lights.why(self.worst, self.light, clock.today())

    @property
    def due(self) -> date | None:
        """The next date that is still ahead of the task; the last one where all are met."""
        open_dues = [c.due for c in self.commitments if c.due and c.met_on is None]
        return min(open_dues, default=max((c.due for c in self.commitments if c.due), default=None))

    @property
    def rhythm(self) -> str:
        return next((c.get_rhythm_display() for c in self.commitments if c.rhythm), "")

    @property
    def closed(self) -> int:
        return sum(c.closed_on is not None for c in self.commitments)

    @property
    def total(self) -> int:
        return len(self.commitments)

    def bodies(self, role: str) -> list[str]:
        return [b.printed for b in self.text.bodies.all() if b.role == role] if self.text else []

    @property
    def leads(self) -> list[str]:
        return self.bodies("lead")

    @property
    def responsible(self) -> list[str]:
        return self.bodies("responsible")


@dataclass(frozen=True, slots=True)
class Sieve:
    """What the list is filtered by; empty means all."""

    text: str = ""
    unit: int | None = None
    light: str = ""
    due: str = ""  # overdue | month | quarter | year | none

    def __bool__(self) -> bool:
        return bool(self.text or self.unit or self.light or self.due)


def task_rows(task_list: TaskList, by: Post, sieve: Sieve | None = None) -> list[TaskRow]:
    """The rows of a list, most urgent first, in a fixed number of queries."""
    sieve, today = sieve or Sieve(), clock.today()
    tasks = _sift(visible_tasks(by).filter(task_list=task_list, ended_on=None), sieve, today)
    rows = {task.pk: TaskRow(task, None) for task in tasks}
    for text in current_texts(task_list):
        if text.task_id in rows:
            rows[text.task_id].text = text
    commitments = lights.with_light(Commitment.objects.filter(task__in=rows), today)
    for commitment in commitments.select_related("owner").order_by("order", "pk"):
        rows[commitment.task_id].commitments.append(commitment)
    kept = [row for row in rows.values() if not sieve.light or row.light == sieve.light]
    return sorted(kept, key=lambda row: (URGENCY[row.light], row.due or date.max, row.task.order))


def count_lights(rows: Iterable[TaskRow]) -> list[tuple[str, int]]:
    """How many tasks show each light, in the order of urgency."""
    counted = Counter(row.light for row in rows)
    return [(light.key, counted[light.key]) for light in LIGHTS]


def _sift(tasks: QuerySet[Task], sieve: Sieve, today: date) -> QuerySet[Task]:
    if needle := plain_name(sieve.text):
        tasks = tasks.filter(
            Q(search__contains=needle) | Q(commitments__duties__unit__search__contains=needle)
        )
    if sieve.unit:
        tasks = tasks.filter(Q(commitments__duties__unit=sieve.unit, commitments__duties__ended_on=None))
    if sieve.due:
        tasks = tasks.filter(Q(commitments__ended_on=None) & _due(sieve.due, today))
    return tasks.distinct()


def _due(which: str, today: date) -> Q:
    if which == "none":
        return Q(commitments__due=None)
    if which == "overdue":
        return Q(commitments__due__lt=today, commitments__met_on=None)
    if which not in {"month", "quarter", "year"}:
        return Q()
    return Q(commitments__due__range=(today, period_end(today, which)))


def summary(rows: Sequence[TaskRow]) -> dict[str, Any]:
    """The counts of a list, for the page and for ``gaodi list show``."""
    return {
        "tasks": len(rows),
        "two_leads": sum(len(row.leads) == 2 for row in rows),
        "no_responsible": sum(not row.responsible for row in rows),
        "open_ended": sum(bool(row.text and row.text.open_ended) for row in rows),
        "commitments": sum(row.total for row in rows),
        "closed": sum(row.closed for row in rows),
        "lights": dict(count_lights(rows)),
    }
