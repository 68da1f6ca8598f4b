"""What the task page shows: the paper's words, the commitments, who bears them, and what happened."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime

from django.db.models import Prefetch

from gaodi.bedrock import clock
from gaodi.ground.models import Evidence, Post
from gaodi.supervision import lights
from gaodi.supervision.models import Closure, Commitment, Duty, Edition, OpenEnd, Report, Task, Urge
from gaodi.supervision.queries.scope import visible_reports


@dataclass(frozen=True, slots=True)
class Event:
    """One line of a task's history: when, the verb as an office says it, and a sentence."""

    at: datetime
    word: str
    sentence: str
    report: Report | None = None


def commitments_of(task: Task) -> list[Commitment]:
    """The commitments of a task with light, urgency, duties (with unit and urges) and closures."""
    duties = Duty.objects.select_related(
        "unit", "received_by__account", "issued_by__account"
    ).prefetch_related("urges")
    return list(
        lights.with_light(Commitment.objects.filter(task=task), clock.today())
        .select_related("owner", "task__task_list")
        .prefetch_related(
            Prefetch("duties", duties), "closures__closed_by__account", "closures__reopened_by__account"
        )
        .order_by("order", "pk")
    )


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


def timeline(task: Task, commitments: list[Commitment], reports: list[Report]) -> list[Event]:
    """What happened, newest first. Reports one may not see leave no line."""
    events = [
        *_editions(task),
        *_duties(commitments),
        *_reports(reports),
        *_closures(commitments),
        *_open_ends(task),
    ]
    return sorted(events, key=lambda event: event.at, reverse=True)


def _editions(task: Task) -> Iterator[Event]:
    texts = task.texts.select_related("edition__confirmed_by__account").order_by("edition__number")
    for text in texts:
        edition: Edition = text.edition
        yield Event(
            edition.confirmed_at,
            "入库",
            f"{edition.confirmed_by.person}确认第{edition.number}版，原件{edition.source_name}",
        )


def _duties(commitments: list[Commitment]) -> Iterator[Event]:
    issued: dict[tuple[datetime, str], list[str]] = {}
    received: dict[tuple[datetime, str], list[str]] = {}
    for commitment in commitments:
        for duty in commitment.duties.all():
            if duty.issued_at and duty.issued_by:
                issued.setdefault((_minute(duty.issued_at), duty.issued_by.person), []).append(duty.unit.name)
            if duty.received_at and duty.received_by:
                received.setdefault((_minute(duty.received_at), duty.received_by.person), []).append(
                    duty.unit.name
                )
            for urge in duty.urges.all():
                yield _urge(urge, duty)
    for (at, person), units in issued.items():
        yield Event(at, "交办", f"{person}交办给{_names(units)}")
    for (at, person), units in received.items():
        yield Event(at, "签收", f"{_names(units)}（{person}）")


def _urge(urge: Urge, duty: Duty) -> Event:
    return Event(urge.at, "催办", f"{duty.unit}：{urge.text}")


def _reports(reports: list[Report]) -> Iterator[Event]:
    for report in reports:
        what = f"{report.duty.unit}{report.reported_by.person}：{report.text}"
        if report.state != "draft":
            yield Event(report.reported_at, "填报", what, report)
        if report.verified_at and report.verified_by:
            word = "审核通过" if report.state == "accepted" else "退回"
            said = f"：{report.verdict}" if report.verdict else ""
            yield Event(
                report.verified_at,
                word,
                f"{report.verified_by.unit}{report.verified_by.person}{said}",
                report,
            )


def _closures(commitments: list[Commitment]) -> Iterator[Event]:
    for commitment in commitments:
        closure: Closure
        for closure in commitment.closures.all():
            yield Event(
                closure.closed_at, "销号", f"{commitment.title}：{closure.note}（{closure.closed_by.person}）"
            )
            if closure.reopened_at and closure.reopened_by:
                sentence = f"{commitment.title}：{closure.reason}（{closure.reopened_by.person}）"
                yield Event(closure.reopened_at, "恢复督办", sentence)


def _open_ends(task: Task) -> Iterator[Event]:
    end: OpenEnd
    for end in (
        task.open_ends.exclude(closed_at=None).select_related("closed_by__account").prefetch_related("named")
    ):
        names = _names([unit.name for unit in end.named.all()]) or "没有别的单位"
        person = end.closed_by.person if end.closed_by else ""
        yield Event(
            end.closed_at or end.task.task_list.made_at, "点名", f"“{end.printed}”：{names}（{person}）"
        )


def _minute(at: datetime) -> datetime:
    """Acts done together differ by milliseconds; one line says them."""
    return at.replace(second=0, microsecond=0)


def _names(units: list[str]) -> str:
    return "、".join(dict.fromkeys(units))
