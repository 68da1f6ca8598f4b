"""One row with all that is known of it: what stands, what is proposed beside it, its versions, its proofs."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from typing import Any

from django.db.models import Q, QuerySet

from gaodi.bedrock import clock
from gaodi.ground.models import Evidence, Post
from gaodi.registers.checking import problems_of
from gaodi.registers.declaration import Problem, Register
from gaodi.registers.models import FOREVER, Fact, PeriodLock, Proof, State
from gaodi.registers.parameters import VERSIONS
from gaodi.registers.queries.lists import WITHDRAWN
from gaodi.registers.queries.scope import OVERSEES, visible_rows
from gaodi.registers.showing import Cell, cells_of, keeps
from gaodi.registers.states import fills, may


@dataclass(frozen=True, slots=True)
class Line:
    """A column of the page of a row: what stands, and what is proposed where it differs."""

    name: str
    heading: str
    now: Cell
    proposed: Cell | None = None


@dataclass(frozen=True, slots=True)
class Event:
    """Something that happened to the row."""

    on: date
    what: str
    says: str


@dataclass(frozen=True, slots=True)
class Story:
    """A row: ``shown`` is the version the page is about, ``proposal`` what is proposed beside it."""

    register: Register
    shown: Fact
    standing: Fact | None
    proposal: Fact | None
    versions: Sequence[Fact]

    @property
    def is_past(self) -> bool:
        """Whether what is shown has stopped counting."""
        return self.shown.ended_at != FOREVER

    @property
    def beside(self) -> Fact | None:
        """What is proposed beside what is shown."""
        return self.proposal if self.shown is self.standing else None

    @property
    def answer(self) -> str:
        """Where the row stands, in words."""
        if self.is_past:
            return "这是以前的值"
        if self.shown.open:
            return WITHDRAWN if self.shown.void else self.shown.get_state_display()
        if self.shown.void:
            return "已撤销"
        return "已核定" + (f"，{_proposed(self.proposal)}" if self.proposal else "")


def _proposed(row: Fact) -> str:
    what = "撤销" if row.void else "更正"
    return {
        State.DRAFT.value: f"另有一处{what}还是草稿",
        State.SUBMITTED.value: f"有一处{what}待审核",
        State.RETURNED.value: f"有一处{what}被退回",
    }[row.state]


def story_of(register: Register, row: Fact, by: Post) -> Story:
    """The row beside all its versions that one may see. An open row that corrects another is shown beside it."""
    versions = list(_versions(register, row, by)[:VERSIONS])
    proposal = next((each for each in versions if each.open), None)
    standing = next((each for each in versions if not each.open and each.ended_at == FOREVER), None)
    asked = next((each for each in versions if each.pk == row.pk), row)
    shown = standing if asked.open and standing and not standing.void else asked
    return Story(register, shown, standing, proposal, versions)


def _versions(register: Register, row: Fact, by: Post) -> QuerySet[Any]:
    key = {name: getattr(row, name) for name in register.key}
    named = [column.name for column in register.columns if column.names_subject]
    rows = visible_rows(register, by).filter(**key)
    joined = rows.select_related(
        "unit__district", "reported_by__account", "reported_by__unit", "subject", *named
    )
    return joined.select_related("verified_by__account", "verified_by__unit", "batch").order_by(
        "-open", "-counts_from", "-pk"
    )


def version_known_on(story: Story, day: date) -> Fact | None:
    """What counted at the end of a day."""
    midnight = datetime.combine(day + timedelta(days=1), time(), tzinfo=clock.ZONE)
    known = (
        row
        for row in story.versions
        if not row.open and row.counts_from and row.counts_from < midnight <= row.ended_at and not row.void
    )
    return next(known, None)


def lines_of(story: Story, by: Post) -> list[Line]:
    """Every column, with what is proposed where it differs."""
    register, beside = story.register, story.beside
    now = cells_of(register, story.shown, register.columns, by)
    then = cells_of(register, beside, register.columns, by) if beside is not None and not beside.void else now
    return [
        Line(column.name, column.title, cell, other if other.shown != cell.shown else None)
        for column, cell, other in zip(register.columns, now, then, strict=True)
    ]


def events_of(story: Story, by: Post) -> list[Event]:
    """What happened, newest first."""
    found: list[Event] = []
    older: Fact | None = None
    for row in reversed(story.versions):
        found += _events(story.register, row, older, by)
        older = row if not row.open else older
    found.reverse()  # of one day, too, the newest first
    return sorted(found, key=lambda event: event.on, reverse=True)


def _events(register: Register, row: Fact, older: Fact | None, by: Post) -> Iterator[Event]:
    what = "申请撤销" if row.void else "填报更正" if older is not None and not older.void else "填报"
    if row.state != State.DRAFT:
        yield Event(_day(row.reported_at), what, f"{row.reported_by.unit}{row.reported_by.person}")
    if row.counts_from and row.verified_by:
        who = f"{row.verified_by.unit}{row.verified_by.person}"
        changed = _changed(register, older, row, by)
        yield Event(
            _day(row.counts_from),
            "撤销通过" if row.void else "审核通过",
            f"{who}{'：' * bool(changed)}{changed}",
        )


def _changed(register: Register, older: Fact | None, row: Fact, by: Post) -> str:
    """双师等级 未认定→中级."""
    if older is None or older.void or row.void:
        return ""
    before, after = (cells_of(register, each, register.columns, by) for each in (older, row))
    return "；".join(
        f"{was.heading} {was.shown}→{now.shown}"
        for was, now in zip(before, after, strict=True)
        if was.shown != now.shown
    )


def _day(at: datetime) -> date:
    return at.astimezone(clock.ZONE).date()


# ------------------------------------------------------------------ proofs


def may_see_proofs(register: Register, row: Fact, by: Post) -> bool:
    """Papers hold more than a row says of a person: seen by those who keep the row and who oversee the district."""
    return keeps(register, row, by) or by.role in OVERSEES


def proofs_of(register: Register, row: Fact, by: Post) -> list[Evidence]:
    """The papers that prove a row, its batch's among them."""
    if not may_see_proofs(register, row, by):
        return []
    of_row = Q(register=register.slug, row=row.pk)
    of_batch = Q(batch=row.batch_id) if row.batch_id else Q()
    found = Proof.objects.filter(of_row | of_batch if row.batch_id else of_row)
    return [each.evidence for each in found.select_related("evidence__file").order_by("pk")]


# ------------------------------------------------------------------ what may be done


def may_correct(story: Story, by: Post) -> bool:
    """Whether the post may propose a correction or a withdrawal of what stands."""
    stands = story.standing is not None and not story.standing.void and story.shown is story.standing
    own = story.shown.unit_id == by.unit_id
    return stands and own and story.proposal is None and fills(story.register, by)


def verbs_of(story: Story, by: Post) -> list[str]:
    """What the post may do with what is proposed."""
    row = story.proposal
    verbs = ("edit", "submit", "discard", "verify", "send_back")
    found = [verb for verb in verbs if row is not None and may(verb, story.register, row, by)]
    return [verb for verb in found if not (verb == "edit" and row is not None and row.void)]


def warnings_of(register: Register, row: Fact) -> list[Problem]:
    """What looks odd in a row, without refusing it."""
    values = {column.name: getattr(row, column.name) for column in register.columns}
    return [problem for problem in problems_of(register, values) if problem.warning]


def lock_of(register: Register, row: Fact) -> PeriodLock | None:
    """The lock on the row's period, if there is one."""
    period = row.period or str(row.valid_from.year)
    locks = PeriodLock.objects.filter(register=register.slug, unit=row.unit_id, period=period)
    return locks.select_related("unit__district", "by__account", "by__unit").first()
