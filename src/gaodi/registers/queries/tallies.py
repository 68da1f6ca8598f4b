"""How many rows stand where, over all registers in one question: for the index, the desk and a unit's page."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from django.db.models import Count, F, Min, Q, QuerySet, Value

from gaodi.ground.models import Post, Unit
from gaodi.registers.declaration import REGISTERS, Register
from gaodi.registers.models.facts import State
from gaodi.registers.queries.scope import current, visible_rows
from gaodi.registers.states import verifies


@dataclass(frozen=True, slots=True)
class Tally:
    """A unit's rows of a register by state."""

    counts: dict[str, int] = field(default_factory=dict)

    @property
    def draft(self) -> int:
        return self.counts.get(State.DRAFT, 0)

    @property
    def submitted(self) -> int:
        return self.counts.get(State.SUBMITTED, 0)

    @property
    def returned(self) -> int:
        return self.counts.get(State.RETURNED, 0)

    @property
    def verified(self) -> int:
        return self.counts.get(State.VERIFIED, 0)

    @property
    def all(self) -> int:
        return sum(self.counts.values())


@dataclass(frozen=True, slots=True)
class Heap:
    """Rows of one unit that wait to be verified by this post."""

    register: Register
    unit: Unit
    count: int
    oldest: datetime


def tallies(by: Post, unit: Unit, registers: Iterable[Register]) -> dict[str, Tally]:
    """Of each register how many rows of the unit stand where, as far as one may see them."""
    asked = [
        current(visible_rows(register, by))
        .filter(unit=unit)
        .select_related(None)
        .order_by()
        .values(slug=Value(register.slug), at=F("state"))
        .annotate(n=Count("pk"))
        .values_list("slug", "at", "n")
        for register in registers
    ]
    found: dict[str, dict[str, int]] = {}
    for slug, state, count in _together(asked):
        found.setdefault(slug, {})[state] = count
    return {slug: Tally(counts) for slug, counts in found.items()}


def waiting_rows(register: Register, by: Post) -> QuerySet[Any]:
    """What was handed in and this post may verify: never what the same person handed in."""
    rows: QuerySet[Any] = visible_rows(register, by).filter(open=True, state=State.SUBMITTED)
    own = Q(reported_by__account=by.account_id) if by.account_id else Q(pk__in=())
    return rows.filter(district=by.unit.district).exclude(own)


def heaps(by: Post) -> list[Heap]:
    """What waits for this post, by register and unit."""
    asked = [
        waiting_rows(register, by)
        .select_related(None)
        .order_by()
        .values(slug=Value(register.slug), of=F("unit"))
        .annotate(n=Count("pk"), oldest=Min("reported_at"))
        .values_list("slug", "of", "n", "oldest")
        for register in REGISTERS.values()
        if verifies(register, by)
    ]
    found = list(_together(asked))
    units = Unit.objects.in_bulk({unit for _, unit, _, _ in found}) if found else {}
    return [Heap(REGISTERS[slug], units[unit], count, oldest) for slug, unit, count, oldest in found]


def _together(asked: Sequence[QuerySet[Any, Any]]) -> Iterable[Any]:
    if not asked:
        return []
    first, *others = asked
    return first.union(*others, all=True) if others else first
