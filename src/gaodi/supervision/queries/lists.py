"""What the list page shows: every task with the light that most needs a hand, and why."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from django.db.models import Q, QuerySet
from django.http import QueryDict

from gaodi.bedrock import clock
from gaodi.bedrock.names import initials_pattern, plain_name
from gaodi.bedrock.periods import period_end
from gaodi.ground.lights import LIGHTS, URGENCY
from gaodi.ground.models import Post
from gaodi.supervision import lights
from gaodi.supervision.models import Commitment, Strength, Task, TaskList, TaskText
from gaodi.supervision.queries.editions import current_texts
from gaodi.supervision.queries.scope import visible_commitments, visible_tasks
from gaodi.supervision.queries.underway import under_way


@dataclass(slots=True)
class TaskRow:
    """A task as a line of the list: its most urgent commitment speaks for it."""

    task: Task
    text: TaskText | None
    commitments: list[Commitment] = field(default_factory=list)
    last: dict[int, str] = field(default_factory=dict)  # where the owner's last report stands, by commitment

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
        return lights.why(self.worst, self.light, clock.today(), self.last.get(self.worst.pk, ""))

    @property
    def due(self) -> date | None:
        """The next date that is still ahead of the task; the last one where all are met."""
        open_dues = [c.due for c in self.commitments if c.due and c.met_on is None]
        return min(open_dues, default=max((c.due for c in self.commitments if c.due), default=None))

    @property
    def rhythm(self) -> str:
        return next((c.get_rhythm_display() for c in self.commitments if c.rhythm), "")

    @property
    def strength(self) -> str:
        """The paper's own word (达到, 争取), or how a person took it; empty where the paper says nothing of it."""
        if self.text is None:
            return ""
        taken = "" if self.text.strength == Strength.PLAIN else Strength(self.text.strength).label
        return printed_strength(self.text) or taken

    @property
    def begins(self) -> date | None:
        """From when, where the paper says that and no end."""
        return min((c.begins for c in self.commitments if c.begins), default=None)

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


@dataclass(frozen=True, slots=True)
class Overview:
    """A list as its page shows it: every row, the rows that pass the sieve, and how many show each light."""

    rows: list[TaskRow]
    shown: list[TaskRow]
    lights: list[tuple[str, int]]  # among the rows that pass what else is asked

    @property
    def closed(self) -> int:
        return sum(row.closed for row in self.rows)

    @property
    def total(self) -> int:
        return sum(row.total for row in self.rows)

    @property
    def pressing(self) -> list[tuple[str, int]]:
        """The lights that ask for a hand now, with their counts over the whole list."""
        return [(key, count) for key, count in count_lights(self.rows) if key in PRESSING and count]


PRESSING = ("overdue", "at_risk")
PER_PAGE = 100  # tasks on screen; lists in use have up to about 500
DIGITS = 8  # of a place in a list


def overview(task_list: TaskList, by: Post, sieve: Sieve | None = None) -> Overview:
    """The rows of a list, most urgent first, in a fixed number of queries."""
    sieve = sieve or Sieve()
    rows = task_rows(task_list, by)
    passing = rows
    if sieve.text or sieve.unit or sieve.due:
        kept = set(_sift(_standing(task_list, by), sieve, clock.today()).values_list("pk", flat=True))
        passing = [row for row in rows if row.task.pk in kept]
    shown = [row for row in passing if not sieve.light or row.light == sieve.light]
    return Overview(rows, shown, count_lights(passing))


def task_rows(task_list: TaskList, by: Post) -> list[TaskRow]:
    """Every task of a list with its commitments, most urgent first."""
    today = clock.today()
    rows = {task.pk: TaskRow(task, None) for task in _standing(task_list, by)}
    for text in current_texts(task_list):
        if text.task_id in rows:
            rows[text.task_id].text = text
    commitments = lights.with_light(visible_commitments(by).filter(task__task_list=task_list), today)
    # the tasks are there already: reading each once more with its commitment would double the time
    found = list(commitments.select_related(None).select_related("owner").order_by("order", "pk"))
    last = under_way(found, Q(duty__commitment__task__task_list=task_list))
    for commitment in found:
        if commitment.task_id in rows:
            rows[commitment.task_id].commitments.append(commitment)
            rows[commitment.task_id].last = last
    return sorted(rows.values(), key=lambda row: (URGENCY[row.light], row.due or date.max, row.task.order))


@dataclass(frozen=True, slots=True)
class Part:
    """Which rows of a long list a page shows, and the addresses of the parts before and after it."""

    first: int
    end: int
    total: int
    previous: str
    following: str

    @property
    def note(self) -> str:
        return f"第{self.first + 1}—{self.end}项，共{self.total}项"

    @property
    def several(self) -> bool:
        return bool(self.previous or self.following)


def page_of_rows(total: int, params: QueryDict, *, whole: bool = False) -> Part:
    """A hundred rows from ``?from=`` on; the rows are computed all the same, but no browser has to draw a thousand."""
    asked = params.get("from", "")
    first = int(asked) if asked.isascii() and asked.isdecimal() and len(asked) < DIGITS else 0
    first = 0 if whole or first >= total else first - first % PER_PAGE
    end = total if whole else min(first + PER_PAGE, total)
    previous = _from(params, first - PER_PAGE) if first else ""
    return Part(first, end, total, previous, _from(params, end) if end < total else "")


def _from(params: QueryDict, first: int) -> str:
    kept = params.copy()
    kept["from"] = str(first)
    return f"?{kept.urlencode()}"


def by_number(rows: Iterable[TaskRow]) -> list[TaskRow]:
    """In the order of the paper, as an office knows its list."""
    return sorted(rows, key=lambda row: row.task.order)


def printed_strength(text: TaskText) -> str:
    """The word from which the strength was read, if the paper has one."""
    return next((quote["text"] for quote in text.quotes if quote["for"] == "strength"), "")


def count_lights(rows: Iterable[TaskRow]) -> list[tuple[str, int]]:
    """How many tasks show each light, in the order of urgency."""
    counted = Counter(row.light for row in rows)
    return [(light.key, counted[light.key]) for light in LIGHTS]


def _standing(task_list: TaskList, by: Post) -> QuerySet[Task]:
    return visible_tasks(by).filter(task_list=task_list, ended_on=None)


def _sift(tasks: QuerySet[Task], sieve: Sieve, today: date) -> QuerySet[Task]:
    if needle := plain_name(sieve.text):
        borne = Q(commitments__ended_on=None, commitments__duties__ended_on=None)
        found = Q(search__contains=needle) | borne & Q(commitments__duties__unit__search__contains=needle)
        if (
            needle.isascii()
        ):  # jyj for 区教育体育局 (qjytyj); in whole sentences any letters stand in any order
            found |= borne & Q(commitments__duties__unit__search__regex=initials_pattern(needle))
        tasks = tasks.filter(found)
    if sieve.unit:
        bears = {"commitments__duties__unit": sieve.unit, "commitments__duties__ended_on": None}
        tasks = tasks.filter(commitments__ended_on=None, **bears)
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
