"""What a list of a register shows: the filters, one meaning for page and export, and the rows of a page."""

from __future__ import annotations

import sys
from collections.abc import Mapping
from datetime import date
from typing import Any

from django.db.models import Q, QuerySet

from gaodi.bedrock.names import plain_name
from gaodi.bedrock.periods import say_day
from gaodi.ground.models import Post, Role, Unit
from gaodi.ground.queries.units import visible_units
from gaodi.registers.declaration import Register
from gaodi.registers.models.facts import Fact, State, true_on
from gaodi.registers.queries.scope import OVERSEES, current, known_on, own_subjects, visible_rows

SURROGATES = range(0xD800, 0xE000)  # no characters
WITHDRAWN = "待审核撤销"


def filtered(register: Register, rows: QuerySet[Any], filters: Mapping[str, Any]) -> QuerySet[Any]:
    """The rows that a list's filters leave, of all versions one may see.

    ``filters`` are plain text, so that a job can keep them: q the beginning of a name, unit a number, state,
    known the day as of which one asks what was known, day the day on which it is to have been true.
    """
    return listing(register, rows, filters)[0]


def listing(register: Register, rows: QuerySet[Any], filters: Mapping[str, Any]) -> tuple[QuerySet[Any], str]:
    """The rows that the filters leave, and the column by which they are put in order: one that has an index."""
    found = _narrowed(rows, filters).select_related(*_joined(register))
    asked = str(filters.get("q") or "")
    letters = plain_name(asked)
    if not (letters.isascii() and any(c.isalpha() for c in letters)):
        return found.filter(_range("label", asked.strip())), "label"
    sounding = found.filter(_range("sound", letters))
    # one way or the other: alternatives over two indexes would be read to their end and sorted
    if sounding.exists():
        return sounding, "sound"
    return found.filter(_range("initials", letters)), "initials"


def _narrowed(rows: QuerySet[Any], filters: Mapping[str, Any]) -> QuerySet[Any]:
    """By everything that is asked but the name."""
    found = known_on(rows, date.fromisoformat(filters["known"])) if filters.get("known") else current(rows)
    if filters.get("unit"):
        found = found.filter(unit=int(filters["unit"]))
    if filters.get("state"):
        # what is open has an index of its own, by state
        found = found.filter(state=filters["state"], open=filters["state"] != State.VERIFIED)
    if filters.get("day"):
        found = found.filter(true_on(date.fromisoformat(filters["day"])))
    return found


def reachable_rows(by: Post, register: Register) -> QuerySet[Any]:
    """The same rows as ``visible_rows``, with the district or unit said once more, by which the indexes begin.

    Without it the alternatives of what is visible make the database read the whole register.
    """
    rows = visible_rows(register, by)
    if by.role == Role.SYSTEM:
        return rows
    if register.public or register.may_verify(by.unit) or by.role in OVERSEES:
        return rows.filter(district=by.unit.district)
    own = list(own_subjects(by).filter(kind=register.model.about.kind).values_list("pk", flat=True))
    return rows.filter(Q(unit=by.unit) | Q(subject__in=own)) if own else rows.filter(unit=by.unit)


def _joined(register: Register) -> list[str]:
    named = [column.name for column in register.columns if column.names_subject and column.name != "subject"]
    return ["unit", "subject", *named]


def _range(name: str, beginning: str) -> Q:
    """As a range, which enters the index where LIKE reads the whole table. The database sorts by code point."""
    if not beginning:
        return Q()
    following = ord(beginning[-1]) + 1
    after = beginning[:-1] + chr(
        SURROGATES.stop if following in SURROGATES else min(following, sys.maxunicode)
    )
    return Q(**{f"{name}__gte": beginning, f"{name}__lt": after})


def said(register: Register, filters: Mapping[str, Any], units: Mapping[int, str]) -> str:
    """The filters in words: 姓名以“王”开头，望海职专填报，已核定。 Empty where there are none."""
    parts = []
    if filters.get("q"):
        parts.append(f"{name_heading(register)}以“{filters['q']}”开头")
    if filters.get("unit"):
        parts.append(f"{units.get(int(filters['unit']), '另一单位')}填报")
    if filters.get("state"):
        parts.append(State(filters["state"]).label)
    if filters.get("day"):
        parts.append(f"{say_day(date.fromisoformat(filters['day']))}的情况")
    if filters.get("known"):
        parts.append(f"按{say_day(date.fromisoformat(filters['known']))}所知")
    return "，".join(parts)


def name_heading(register: Register) -> str:
    """What the first column of a list is called."""
    return register.label or "名称"


def units_that_fill(register: Register, by: Post) -> list[Unit]:
    """The units by which one may narrow the list; none where one sees hardly more than one's own."""
    if not (register.public or register.may_verify(by.unit) or by.role in OVERSEES):
        return []
    kinds_or_keys = Q(kind__in=register.filled_by) | Q(key__in=register.filled_by)
    return list(visible_units(by).filter(kinds_or_keys).order_by("pk"))


def state_word(row: Fact) -> str:
    """Where a row stands, as a list says it."""
    if row.open and row.void and row.state == State.SUBMITTED:
        return WITHDRAWN
    return row.get_state_display()
