"""What the task page shows: the paper's words, the commitments, who bears them, and what happened."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime

from django.db.models import Prefetch, Q

from gaodi.bedrock import clock
from gaodi.ground.models import Evidence, Post, Unit
from gaodi.supervision import lights
from gaodi.supervision.models import (
    BodyRole,
    Closure,
    Commitment,
    Duty,
    DutyRole,
    NamedBody,
    OpenEnd,
    Report,
    Task,
    TaskText,
)
from gaodi.supervision.queries.scope import visible_commitments, visible_reports
from gaodi.supervision.queries.underway import under_way


@dataclass(frozen=True, slots=True)
class Event:
    """One line of a task's history: when, the verb as an office says it, and a sentence."""

    on: datetime
    what: str
    says: str


@dataclass(frozen=True, slots=True)
class Paper:
    """What the paper says of a task: the newest words, what was read from them, and what earlier editions said."""

    text: TaskText | None
    marks: list[tuple[int, int, str]]
    earlier: list[TaskText]

    @property
    def leads(self) -> list[NamedBody]:
        return self._named_as(BodyRole.LEAD)

    @property
    def responsible(self) -> list[NamedBody]:
        return self._named_as(BodyRole.RESPONSIBLE)

    def _named_as(self, role: BodyRole) -> list[NamedBody]:
        return [body for body in self.text.bodies.all() if body.role == role] if self.text else []


def commitments_of(task: Task, by: Post) -> list[Commitment]:
    """The commitments of a task with light, urgency, why, duties (with unit and urges) and closures."""
    today = clock.today()
    duties = Duty.objects.select_related(
        "unit", "received_by__account", "issued_by__account"
    ).prefetch_related("urges")
    found = list(
        lights.with_light(visible_commitments(by).filter(task=task), today)
        .select_related("owner", "task__task_list")
        .prefetch_related(
            Prefetch("duties", duties), "closures__closed_by__account", "closures__reopened_by__account"
        )
        .order_by("order", "pk")
    )
    last = under_way(found, Q(duty__commitment__task=task))
    for commitment in found:
        said = last.get(commitment.pk, "")
        commitment.why = lights.why(commitment, commitment.light, today, said)  # type: ignore[attr-defined]
    return found


def paper_of(task: Task) -> Paper:
    """The task's words through the editions, each edition whose words were others."""
    texts = list(
        task.texts.select_related("edition__confirmed_by__account")
        .prefetch_related("bodies__unit")
        .order_by("-edition__number")
    )
    if not texts:
        return Paper(None, [], [])
    newest, seen, earlier = texts[0], {texts[0].text}, []
    for text in texts[1:]:
        if text.text not in seen:
            seen.add(text.text)
            earlier.append(text)
    return Paper(newest, list(_marks(newest)), earlier)


def text_of(task: Task) -> str:
    """The newest words of a task, for quoting."""
    return task.texts.order_by("-edition__number").values_list("text", flat=True).first() or ""


def _marks(text: TaskText) -> Iterator[tuple[int, int, str]]:
    """Where the text holds what was read from it; quotes count characters of the source, not of the text."""
    for quote in text.quotes:
        at = text.text.find(quote["text"]) if quote["text"] else -1
        if at >= 0 and quote["text"] != text.text:
            yield at, at + len(quote["text"]), "taken"


def reports_of(task: Task, by: Post) -> list[Report]:
    """The reports on a task that one may see, newest first, with their evidence."""
    evidence = Evidence.objects.select_related("file", "unit").order_by("-dated_on")
    return list(
        visible_reports(by)
        .filter(duty__commitment__task=task)
        .select_related("verified_by__account", "verified_by__unit")
        .prefetch_related(Prefetch("evidence", evidence))
        .order_by("-reported_at", "-pk")
    )


def open_ends_of(task: Task) -> list[OpenEnd]:
    """What the paper leaves open, and whom it was found to mean."""
    return list(task.open_ends.select_related("closed_by__account").prefetch_related("named").order_by("pk"))


def evidence_of(reports: Sequence[Report]) -> list[tuple[Evidence, Report]]:
    """Each piece of evidence once, with the newest report that rests on it."""
    found: dict[int, tuple[Evidence, Report]] = {}
    for report in reports:
        for evidence in report.evidence.all():
            found.setdefault(evidence.pk, (evidence, report))
    return sorted(found.values(), key=lambda pair: (pair[0].dated_on, pair[0].pk), reverse=True)


# ------------------------------------------------------------------ what happened


def timeline(
    task: Task, commitments: Sequence[Commitment], reports: Sequence[Report], ends: Sequence[OpenEnd]
) -> list[Event]:
    """What happened, newest first. Reports one may not see leave no line."""
    several = len(commitments) > 1
    events = [
        *_editions(task),
        *_duties(commitments),
        *_reports(reports, several=several),
        *_closures(commitments),
        *_open_ends(ends),
    ]
    return sorted(events, key=lambda event: event.on, reverse=True)


def _editions(task: Task) -> Iterator[Event]:
    for text in task.texts.select_related("edition__confirmed_by__account").order_by("edition__number"):
        edition = text.edition
        says = f"{edition.confirmed_by.person}确认第{edition.number}版，原件{edition.source_name}"
        yield Event(edition.confirmed_at, "入库", says)


class _Together:
    """Acts of one person on one day, said in one line: the first instant, and whom they concern."""

    def __init__(self) -> None:
        self.lines: dict[tuple[str, str, str], tuple[datetime, list[str]]] = {}

    def add(self, what: str, at: datetime, person: str, unit: str) -> None:
        day = at.astimezone(clock.ZONE).date().isoformat()
        line = self.lines.setdefault((what, day, person), (at, []))
        if unit not in line[1]:
            line[1].append(unit)

    def events(self) -> Iterator[Event]:
        for (what, _, person), (at, units) in self.lines.items():
            names = "、".join(units)
            yield Event(at, what, f"{person}交办给{names}" if what == "交办" else f"{names}（{person}）")


def _duties(commitments: Sequence[Commitment]) -> Iterator[Event]:
    together = _Together()
    for commitment in commitments:
        for duty in commitment.duties.all():
            if duty.issued_at and duty.issued_by:
                together.add("交办", duty.issued_at, duty.issued_by.person, duty.unit.name)
            if duty.received_at and duty.received_by:
                together.add("签收", duty.received_at, duty.received_by.person, duty.unit.name)
            for urge in duty.urges.all():
                yield Event(urge.at, "催办", f"{duty.unit}：{urge.text}")
    yield from together.events()


def _reports(reports: Sequence[Report], *, several: bool) -> Iterator[Event]:
    for report in reports:
        about = f"“{report.duty.commitment.title}”" if several else ""
        if report.state != "draft":
            says = f"{report.duty.unit}{report.reported_by.person}报{about}：{report.text}"
            yield Event(report.reported_at, "填报", says)
        if report.verified_at and report.verified_by:
            word = "审核通过" if report.state == "accepted" else "退回"
            said = f"：{report.verdict}" if report.verdict else ""
            who = f"{report.verified_by.unit}{report.verified_by.person}"
            yield Event(report.verified_at, word, f"{who}{about}{said}")


def _closures(commitments: Sequence[Commitment]) -> Iterator[Event]:
    for commitment in commitments:
        closure: Closure
        for closure in commitment.closures.all():
            says = f"{commitment.title}：{closure.note}（{closure.closed_by.person}）"
            yield Event(closure.closed_at, "销号", says)
            if closure.reopened_at and closure.reopened_by:
                says = f"{commitment.title}：{closure.reason}（{closure.reopened_by.person}）"
                yield Event(closure.reopened_at, "恢复督办", says)


def _open_ends(ends: Sequence[OpenEnd]) -> Iterator[Event]:
    for end in ends:
        if end.closed_at and end.closed_by:
            names = "、".join(unit.name for unit in end.named.all()) or f"没有别的单位，{end.note}"
            yield Event(end.closed_at, "点名", f"“{end.printed}”：{names}（{end.closed_by.person}）")


# ------------------------------------------------------------------ for writing a commitment


def bearers_of(thing: Task | Commitment) -> list[tuple[Unit, str]]:
    """Who bears a commitment, or whom the paper names for a task: the first lead puts the parts together."""
    if isinstance(thing, Commitment):
        duties = thing.duties.filter(ended_on=None).select_related("unit")
        return [(duty.unit, duty.role) for duty in duties]
    paper, ends = paper_of(thing), open_ends_of(thing)
    meant = {end.printed: list(end.named.all()) for end in ends}
    to_come = {end.printed for end in ends if end.closed_at is None}
    led = any(body.unit or meant.get(body.printed) or body.printed in to_come for body in paper.leads)
    named: list[tuple[str, Unit | None]] = []
    for body in (*paper.leads, *paper.responsible):
        units = [body.unit] if body.unit else meant.pop(body.printed, [])
        named += [(body.role, unit) for unit in units]
    named += [(BodyRole.RESPONSIBLE, unit) for units in meant.values() for unit in units]
    return in_roles(named, led=led)


def in_roles(named: Iterable[tuple[str, Unit | None]], *, led: bool) -> list[tuple[Unit, str]]:
    """Each named unit once, leads first; the first lead puts the parts together.

    Where the paper says of nobody that they lead (``led``), the first body does [D].
    """
    found: dict[Unit, str] = {}
    for role, unit in named:
        if unit is not None and unit not in found:
            first = not found and (role == BodyRole.LEAD or not led)
            found[unit] = DutyRole.CONSOLIDATOR if first else DutyRole(role)
    return list(found.items())


def standing_duties(commitment: Commitment) -> list[Duty]:
    """Who bears a commitment today, in the order of the paper."""
    return list(commitment.duties.filter(ended_on=None).select_related("unit"))


def next_key(task: Task) -> str:
    """A key no commitment of the task has, ended ones included."""
    taken = set(task.commitments.values_list("key", flat=True))
    return next(key for number in range(1, len(taken) + 2) if (key := f"{task.no}-{number}") not in taken)
