"""How many rows stand where, over all registers in one question: for the index, the desk and a unit's page."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from django.core.exceptions import EmptyResultSet
from django.db import connection
from django.db.models import Count, F, Min, Q, QuerySet, Sum, Value

from gaodi.ground.models import Post, Unit
from gaodi.ground.queries.paging import COUNTED, Capped
from gaodi.registers.declaration import REGISTERS, Register
from gaodi.registers.models.facts import State
from gaodi.registers.queries.scope import standing, visible_rows
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


ANY_STATE = "*"  # stands in a question for the state that is asked
OPEN_STATES = (State.DRAFT, State.SUBMITTED, State.RETURNED)


def tallies(by: Post, unit: Unit, registers: Iterable[Register]) -> dict[str, Tally]:
    """Of each register how many rows of the unit stand where, as far as one may see them; none beyond COUNTED."""
    asked = [term for register in registers for term in _terms(register, by, unit)]
    found: dict[str, dict[str, int]] = {}
    for slug, state, count in _counted(asked):
        if count:
            found.setdefault(slug, {})[state] = Capped(count)
    return {slug: Tally(counts) for slug, counts in found.items()}


@dataclass(frozen=True, slots=True)
class _Term:
    """One number to count: the rows of a register in one state, as SQL that gives at most COUNTED + 1 of them."""

    slug: str
    state: str
    sql: str
    params: tuple[Any, ...]


def _terms(register: Register, by: Post, unit: Unit) -> Iterator[_Term]:
    """By state, since a limit needs a question of its own; open rows have an index by state."""
    rows = _of_unit(register, by, unit)
    standing_sql, params = _limited(standing(rows))
    yield _Term(register.slug, State.VERIFIED, standing_sql, params)
    # written once for the three states: making SQL costs more than asking it
    open_sql, params = _limited(rows.filter(open=True, state=ANY_STATE))
    for state in OPEN_STATES:
        given = tuple(state.value if each == ANY_STATE else each for each in params)
        yield _Term(register.slug, state, open_sql, given)


def _of_unit(register: Register, by: Post, unit: Unit) -> QuerySet[Any]:
    """What one may see of a unit's rows. Of one's own that is all: said without alternatives, which cost time."""
    seen = visible_rows(register, by)
    if unit.pk == by.unit_id and not seen.query.is_empty():
        return register.model._default_manager.filter(unit=unit)
    return seen.filter(unit=unit).select_related(None).order_by()


def _limited(rows: QuerySet[Any]) -> tuple[str, tuple[Any, ...]]:
    try:
        sql, params = rows.values("pk")[: COUNTED + 1].query.get_compiler(connection=connection).as_sql()
    except EmptyResultSet:  # nothing one may see
        return "", ()
    return sql, tuple(params)


def _counted(terms: Sequence[_Term]) -> Iterator[tuple[str, str, int]]:
    """All in one question; it answers by place in the list."""
    asked = [term for term in terms if term.sql]
    if not asked:
        return
    each = (f"SELECT {place}, COUNT(*) FROM ({term.sql}) AS t{place}" for place, term in enumerate(asked))  # noqa: S608
    with connection.cursor() as cursor:
        cursor.execute(" UNION ALL ".join(each), [param for term in asked for param in term.params])
        for place, count in cursor.fetchall():
            yield asked[place].slug, asked[place].state, count


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


def seen_of(rows: QuerySet[Any]) -> str:
    """How some rows are: their number and how often they were changed. Whoever judges says what was seen."""
    found = rows.aggregate(rows=Count("pk"), changes=Sum("revision"))
    return f"{found['rows']}.{found['changes'] or 0}"
