"""Acting: the one way to write. An act is one transaction with one audit row, written last in it.

    with acting("receive", "签收", duty, by=by, unit=duty.unit) as act:
        …check, raise Refused…
        act.change("received_on", duty.received_on, today)
        …save…

No audit row, no act: both stand in the same transaction. A refusal rolls everything back and is then recorded.
What must happen only once the act is certain goes through ``act.afterwards``.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass, field
from datetime import date, datetime
from decimal import Decimal
from typing import Any, TypeVar

from django.db import IntegrityError, models, transaction
from django.db.models import QuerySet

from gaodi.bedrock import clock
from gaodi.ground.models import AuditRow, Post, Role, Unit
from gaodi.ground.refusals import Overtaken, Refused

M = TypeVar("M", bound=models.Model)
UNIQUE_VIOLATION = "23505"  # as PostgreSQL numbers it


@dataclass(frozen=True, slots=True)
class Origin:
    """Where an act comes from: the number of the request and the address of the browser."""

    request: str = ""
    address: str = ""


origin: ContextVar[Origin] = ContextVar("origin", default=Origin())  # noqa: B039 - frozen


@dataclass(slots=True)
class Act:
    """What one act will say in the audit."""

    verb: str
    word: str
    by: Post
    subject: models.Model | None
    unit: Unit | None
    note: str = ""
    changes: dict[str, list[Any]] = field(default_factory=dict)
    label: str = ""

    def change(self, name: str, was: Any, now: Any) -> None:
        """Record one value that changed. Changed twice, it went from the first to the last; back again, not at all."""
        before, after = self.changes.pop(name, [_plain(was)])[0], _plain(now)
        if before != after:
            self.changes[name] = [before, after]

    def set(self, thing: models.Model, **values: Any) -> None:
        """Set fields of ``thing`` and record what changed."""
        for name, value in values.items():
            self.change(name, getattr(thing, name), value)
            setattr(thing, name, value)

    def afterwards(self, tell: Callable[[], None]) -> None:
        """Do this once the transaction is committed."""
        transaction.on_commit(tell)


@contextmanager
def acting(
    verb: str, word: str, subject: models.Model | None, *, by: Post, unit: Unit | None = None, note: str = ""
) -> Iterator[Act]:
    """One act by a post on a subject, concerning a unit. ``word`` is the verb as an office says it."""
    act = Act(verb=verb, word=word, by=by, subject=subject, unit=unit, note=note)
    try:
        with _overtaken_where_two_write_the_same(), transaction.atomic():
            yield act
            _row(act, "done", act.note).save(force_insert=True)
    except Refused as refusal:
        _record_refusal(_row(act, "refused", str(refusal)))
        raise


@contextmanager
def _overtaken_where_two_write_the_same() -> Iterator[None]:
    """Two acts may both find nothing there and both write it; the database lets one of them through."""
    try:
        yield
    except IntegrityError as clash:
        cause = clash.__cause__
        unique = getattr(cause, "sqlite_errorname", "") == "SQLITE_CONSTRAINT_UNIQUE"
        if unique or getattr(cause, "sqlstate", "") == UNIQUE_VIOLATION:
            raise Overtaken from clash
        raise


def locked(rows: QuerySet[M], number: Any) -> M:
    """The row as it is now, which nobody else changes before the act ends.

    First the lock, then the row with what it is joined to: in one question PostgreSQL would join what it had read
    before it waited, and a row that now points elsewhere would not be found at all.
    """
    rows.select_related(None).order_by().select_for_update().values_list("pk").get(pk=number)
    return rows.get(pk=number)


def record_refusal(verb: str, word: str, *, note: str, by: Post | None = None, person: str = "") -> None:
    """Record a refusal that happened outside an act: a failed sign-in, a page one may not see."""
    row = _row(Act(verb=verb, word=word, by=by or Post(), subject=None, unit=None), "refused", note)
    if by is None:
        row.person = _writable(person)[:40]
    _record_refusal(row)


def _record_refusal(row: AuditRow) -> None:
    # Inside somebody's open transaction the row would be rolled back with it; there the outer act records it.
    if not in_transaction():
        row.save(force_insert=True)


def in_transaction() -> bool:
    """Whether a transaction is open; those that Django's tests are wrapped in do not count."""
    return any(not block._from_testcase for block in transaction.get_connection().atomic_blocks)


def _row(act: Act, outcome: str, note: str) -> AuditRow:
    where = origin.get()
    known = act.by.unit_id is not None
    return AuditRow(
        at=clock.machine_now(),
        post=act.by.pk,
        person=act.by.person if known else "",
        role=act.by.role if known else "",
        unit=act.by.unit.name if known else "",
        district=_district(act) if known else "",
        verb=act.verb,
        word=act.word,
        outcome=outcome,
        subject=act.subject._meta.label_lower if act.subject is not None else "",
        subject_id=str(act.subject.pk or "") if act.subject is not None else "",
        label=_writable(act.label or (str(act.subject) if act.subject is not None else act.word))[:200],
        about_unit=act.unit.name if act.unit else "",
        changes=_writable(json.dumps(act.changes, ensure_ascii=False, sort_keys=True, separators=(",", ":"))),
        note=_writable(note),
        request=where.request,
        address=where.address,
    )


def _writable(text: str) -> str:
    """Text that every database takes: a refusal that quotes what was refused must not fail on it."""
    return text.replace("\x00", "\ufffd").encode(errors="replace").decode()


def _district(act: Act) -> str:
    """Whose auditor sees the row: the actor's area; what the house itself did belongs to the unit concerned."""
    if act.by.role != Role.SYSTEM:
        return act.by.unit.district.code
    return act.unit.district.code if act.unit else ""


def _plain(value: Any) -> Any:
    """A value as canonical JSON holds it: dates and amounts as text, a row by its own words and number."""
    if isinstance(value, models.Model):
        return f"{value} #{value.pk}"
    if isinstance(value, date | datetime):
        return value.isoformat()
    if isinstance(value, Decimal):
        return f"{value.normalize():f}"  # 2.0000 out of the database is the 2 that was typed
    if isinstance(value, dict):
        return {str(name): _plain(each) for name, each in value.items()}
    if isinstance(value, list | tuple | set | frozenset):
        plain = [_plain(each) for each in value]
        return sorted(plain, key=str) if isinstance(value, set | frozenset) else plain  # a set has no order
    return value
