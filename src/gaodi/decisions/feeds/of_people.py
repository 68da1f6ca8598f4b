"""What schools report of their people, for feeds: each person once, and in notes by number instead of by name."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import replace
from datetime import date
from typing import Any

from django.db.models import QuerySet

from gaodi.decisions.feeds.feed import Used
from gaodi.decisions.feeds.gathering import used
from gaodi.ground.models import Post
from gaodi.registers.declaration import REGISTERS
from gaodi.registers.models import Subject
from gaodi.registers.models.facts import true_on
from gaodi.registers.queries.answers import naming_columns
from gaodi.registers.queries.scope import standing, visible_rows


def rows_of(slug: str, school: Subject, by: Post) -> list[Any]:
    """The rows of a register about people that count now and that the school itself reported."""
    return list(_rows(slug, school, by))


def people_on(slug: str, school: Subject, day: date, by: Post) -> dict[int, Any]:
    """The row of each person that says how it was on a day, by person; the latest, where several do."""
    return {person_of(row): row for row in _rows(slug, school, by).filter(true_on(day))}


def _rows(slug: str, school: Subject, by: Post) -> QuerySet[Any]:
    """With whom each row names, so that a note of it asks nothing more."""
    rows = standing(visible_rows(REGISTERS[slug], by)).filter(unit=school.unit)
    return rows.select_related(*naming_columns(REGISTERS[slug])).order_by("valid_from", "pk")


def person_of(row: Any) -> int:
    """Whom a row is about, those found to be one being one."""
    found: int = row.subject.same_as_id or row.subject_id
    return found


def nameless(slug: str, rows: Iterable[Any], columns: Iterable[str]) -> Iterator[Used]:
    """Notes that carry no name: who oversees the answer may read them, and does not keep the register."""
    names = tuple(columns)
    for row in rows:
        yield replace(used(slug, row, names), label=f"{REGISTERS[slug].name}：{row.code}")
