"""Gathering: the verified rows about a subject, as facts, with a note of which version each came from."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date
from typing import Any

from django.db.models import Q

from gaodi.bedrock.periods import say_day, say_period
from gaodi.decisions.feeds.feed import Used
from gaodi.ground.models import Post
from gaodi.ground.models.people import OPEN_END
from gaodi.registers.declaration import REGISTERS, Register
from gaodi.registers.models import Fact, Subject
from gaodi.registers.queries.scope import standing, visible_rows
from gaodi.registers.showing import shown_value


def rows_about(slug: str, subject: Subject, by: Post) -> list[Any]:
    """The rows that count now about a subject (and those found to be the same), one a key: its own unit's first."""
    register = REGISTERS[slug]
    whole = subject.same_as or subject
    about = Q(subject=whole) | Q(subject__same_as=whole)
    rows = standing(visible_rows(register, by)).filter(about).order_by("valid_from", "id")
    found: dict[tuple[Any, ...], Any] = {}
    for row in sorted(rows, key=lambda row: row.unit_id == whole.unit_id):
        found[_key(register, row)] = row
    return sorted(found.values(), key=lambda row: (row.valid_from, row.pk))


def _key(register: Register, row: Fact) -> tuple[Any, ...]:
    names = (name for name in register.key if name not in {"unit", "subject"})
    return tuple(getattr(row, name) for name in names)


def true_on(rows: Iterable[Any], day: date) -> Any | None:
    """The row that says how it was on a day; the latest, where several do."""
    return next((row for row in reversed(list(rows)) if row.valid_from <= day <= row.valid_to), None)


def used(slug: str, row: Any, columns: Iterable[str]) -> Used:
    """A note of what was read of a row."""
    register = REGISTERS[slug]
    values = {column.name: getattr(row, column.name) for column in register.columns}
    asked = (register.by_name[name] for name in columns)
    shown = {column.title: shown_value(column, values[column.name], values) for column in asked}
    key = "|".join(str(getattr(row, f"{name}_id", getattr(row, name))) for name in register.key)
    return Used(slug, row.pk, key, f"{register.name}：{row}{_when(register, row)}", shown)


def _when(register: Register, row: Any) -> str:
    """Of which period a row is, where a subject has one row a period: 　2023年7月1日至2023年9月30日."""
    if register.period:
        return f"　{say_period(row.period)}"
    if not register.dates[1] or row.valid_to == OPEN_END:
        return ""
    return f"　{say_day(row.valid_from)}至{say_day(row.valid_to)}"


def notes(slug: str, rows: Iterable[Any], columns: tuple[str, ...]) -> Iterator[Used]:
    """Notes of several rows."""
    return (used(slug, row, columns) for row in rows)
