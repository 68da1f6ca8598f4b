"""What is asked before a sheet is compared: the unit's rows, its locks, and under which stamp they were read."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from functools import cache
from typing import Any

from gaodi.ground.models import Post, Unit
from gaodi.registers.actions.locks import said_of
from gaodi.registers.declaration import Register
from gaodi.registers.importing.shape import Key, Known, Locked, Shape, Shown, Standing
from gaodi.registers.models import FOREVER, PeriodLock, Stamp, Subject
from gaodi.registers.naming import SubjectCell, TheDistrict

AT_ONCE = 2_000
FACTS = ("pk", "reported_by_id", "state", "void", "revision")


def standing_of(register: Register, by: Post) -> Standing:
    """How the rows of the post's unit are now. The stamp is read first: who writes meanwhile raises it."""
    unit = by.unit
    stamp = Stamp.objects.filter(register=register.slug, unit=unit).values_list("serial", flat=True).first()
    return Standing(
        serial=stamp or 0,
        verified=_rows(register, unit, open=False),
        proposed=_rows(register, unit, open=True),
        locks=locks_of(register, unit),
        colleagues=frozenset(Post.objects.filter(account=by.account_id).values_list("pk", flat=True)),
        own=_own(register, unit),
        shown=cache(lambda: _shown(register, unit)),
    )


def locks_of(register: Register, unit: Unit) -> dict[str, Locked]:
    """The unit's locked periods, and what was lifted from them."""
    locks = PeriodLock.objects.filter(register=register.slug, unit=unit)
    return {lock.period: _locked(lock) for lock in locks.select_related("by__unit", "by__account")}


def _locked(lock: PeriodLock) -> Locked:
    lifted: dict[str, set[str]] = {}
    for key, column in lock.lifted.values_list("subject__key", "column"):
        lifted.setdefault(key, set()).add(column)
    return Locked(*said_of(lock), {key: frozenset(columns) for key, columns in lifted.items()})


def _rows(register: Register, unit: Unit, *, open: bool) -> dict[Key, Known]:  # noqa: A002  as the column is called
    shape = Shape(register)
    rows = register.model._default_manager.filter(unit=unit, open=open, ended_at=FOREVER)
    facts = len(FACTS)
    found: Iterator[tuple[Any, ...]] = rows.values_list(*FACTS, *shape.lookups).iterator(chunk_size=AT_ONCE)
    known = (Known(row[facts:], *row[:facts]) for row in found)
    return {tuple([row.cells[at] for at in shape.key]): row for row in known}


def _own(register: Register, unit: Unit) -> str | None:
    """The key by which the unit is itself a subject of the register."""
    if isinstance(register.about, TheDistrict):
        return unit.district.code
    own = Subject.objects.filter(unit=unit, kind=register.about.kind).order_by("pk")
    return own.values_list("key", flat=True).first()


def _shown(register: Register, unit: Unit) -> Shown:
    """Whom a number with stars may mean, of all that the unit's rows are about."""
    found: dict[str, list[tuple[str, str]]] = {}
    rows = register.model._default_manager.filter(unit=unit, ended_at=FOREVER)
    about = register.about
    for told, key, label in rows.values_list(f"subject__{about.told_by}", "subject__key", "label").distinct():
        found.setdefault(about.made_of(told), []).append((key, label))
    return found


def shown_as(cells_and_keys: Iterable[tuple[SubjectCell, str]]) -> Mapping[tuple[str, str], str]:
    """How subjects are shown, by kind and key; those that are not there yet are left out."""
    wanted: dict[SubjectCell, set[str]] = {}
    for cell, key in cells_and_keys:
        wanted.setdefault(cell, set()).add(key)
    return {
        (s.kind, s.key): s.name or cell.code(s) for cell, keys in wanted.items() for s in _of(cell.kind, keys)
    }


def _of(kind: str, keys: Iterable[str]) -> Iterator[Subject]:
    waiting = sorted(keys)
    for at in range(0, len(waiting), AT_ONCE):
        yield from Subject.objects.filter(kind=kind, key__in=waiting[at : at + AT_ONCE])


def names_of(about: SubjectCell, keys: Iterable[str]) -> dict[str, str]:
    """How subjects are called where a row has no name of its own, by key."""
    return {subject.key: subject.name or about.code(subject) for subject in _of(about.kind, set(keys))}


def numbers_of(kind: str, keys: Iterable[str]) -> dict[tuple[Any, ...], int]:
    """The numbers of subjects that are there, by kind and key."""
    return {(kind, subject.key): subject.pk for subject in _of(kind, keys)}
