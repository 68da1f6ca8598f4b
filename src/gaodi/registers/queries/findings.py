"""Finding facts that contradict one another. Only for who verifies: nobody learns here of another unit's rows."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from itertools import groupby, islice
from typing import Any

from django.db.models import Count, Exists, F, Max, OuterRef, Q, QuerySet, RowRange, Window

from gaodi.bedrock.periods import say_day
from gaodi.ground.models import Post
from gaodi.ground.models.people import OPEN_END
from gaodi.registers.declaration import Register
from gaodi.registers.findings import Finding, Overlap, Same, TwoUnits
from gaodi.registers.kinds import Yuan
from gaodi.registers.models.facts import State
from gaodi.registers.queries.figures import whom
from gaodi.registers.queries.scope import current, visible_rows
from gaodi.registers.states import verifies

FIRST = 200  # [D] findings of a kind that are shown; who has mended these sees the next
SAID = 4  # [D] rows that a finding tells of in words
Side = Callable[[Any], int]


def findings_of(register: Register, by: Post) -> list[Finding]:
    """What the verifier of a register should look at, the first of each kind."""
    if not verifies(register, by):
        return []
    rows = as_a_verifier_sees(register, by)
    return [
        finding
        for declared in register.findings
        for finding in islice(FIND[type(declared)](register, rows, declared), FIRST)
    ]


def as_a_verifier_sees(register: Register, by: Post) -> QuerySet[Any]:
    """Each row once: as it was handed in and waits, else as it counts."""
    rows = current(visible_rows(register, by)).filter(void=False)
    same_key = {name: OuterRef(name) for name in register.key}
    waiting = register.model._default_manager.filter(**same_key, open=True, void=False, state=State.SUBMITTED)
    counting = Q(open=False) & ~Q(Exists(waiting))
    return rows.filter(Q(open=True, state=State.SUBMITTED) | counting)


def _same(register: Register, rows: QuerySet[Any], declared: Same) -> Iterator[Finding]:
    """Values that stand in rows of several subjects or units, each value with its rows."""
    values = {f"value_{n}": _value(register, name) for n, name in enumerate(declared.columns)}
    filled = rows.filter(**{f"{name}__isnull": False for name in declared.columns}).annotate(**values)
    counted = filled.select_related(None).values(*values)
    shared = counted.annotate(units=Count("unit", distinct=True), subjects=Count(whom(), distinct=True))
    shared = shared.filter(Q(units__gt=1) | Q(subjects__gt=1)).order_by(*values).values(*values)
    wanted = {tuple(each.values()) for each in shared[:FIRST]}
    near = {f"{name}__in": {value[n] for value in wanted} for n, name in enumerate(values)}
    first = filled.filter(**near).order_by(*values, "pk")
    for value, found in groupby(first, key=lambda row: tuple(getattr(row, name) for name in values)):
        if value in wanted:
            yield _finding(register, declared.word, found, heads=declared.columns)


def _value(register: Register, name: str) -> Any:
    return whom(name) if register.by_name[name].names_subject else F(name)


def _two_units(register: Register, rows: QuerySet[Any], declared: TwoUnits) -> Iterator[Finding]:
    return _clashing(register, rows, declared.word, lambda row: row.unit_id)


def _overlap(register: Register, rows: QuerySet[Any], declared: Overlap) -> Iterator[Finding]:
    return _clashing(register, rows, declared.word, lambda row: row.pk)


def _clashing(register: Register, rows: QuerySet[Any], word: str, side: Side) -> Iterator[Finding]:
    """Subjects of whom rows of different sides say something of the same days. The database finds the subjects."""
    plain = rows.select_related(None).order_by().annotate(whom=whom())
    last = "valid_from" if register.is_of_days else "valid_to"
    before = Window(
        Max(last),
        partition_by=[F("whom")],
        order_by=[F("valid_from").asc(), F("pk").asc()],
        frame=RowRange(end=-1),
    )
    clashing = plain.annotate(before=before).filter(before__gte=F("valid_from")).values("whom")
    suspects = rows.annotate(whom=whom()).filter(whom__in=clashing).order_by("whom", "valid_from", "pk")
    for _, of_one in groupby(suspects.iterator(chunk_size=2000), key=lambda row: row.whom):
        if found := _at_the_same_time(_with_their_days(register, of_one), side):
            yield _finding(register, word, found)


def _with_their_days(register: Register, rows: Iterable[Any]) -> list[Any]:
    """The rows; what happened on one day ends on it, although it stays true."""
    found = list(rows)
    for row in found if register.is_of_days else ():
        row.valid_to = row.valid_from
    return found


def _at_the_same_time(rows: Sequence[Any], side: Side) -> list[Any]:
    """The rows, given by their first day, that share a day with a row of another side. Each is looked at twice."""
    met = _meet_an_earlier(rows, side) | _meet_a_later(rows, side)
    return [row for row in rows if row.pk in met]


def _meet_an_earlier(rows: Sequence[Any], side: Side) -> set[int]:
    met: set[int] = set()
    longest: Any = None
    other: Any = None  # what lasts longest of those on other sides
    for row in rows:
        opposite = other if longest and side(longest) == side(row) else longest
        if opposite and opposite.valid_to >= row.valid_from:
            met.add(row.pk)
        if longest is None or row.valid_to > longest.valid_to:
            other = longest if longest and side(longest) != side(row) else other
            longest = row
        elif side(longest) != side(row) and (other is None or row.valid_to > other.valid_to):
            other = row
    return met


def _meet_a_later(rows: Sequence[Any], side: Side) -> set[int]:
    met: set[int] = set()
    nearest: Any = None
    other: Any = None  # what begins next of those on other sides
    for row in reversed(rows):
        opposite = other if nearest and side(nearest) == side(row) else nearest
        if opposite and opposite.valid_from <= row.valid_to:
            met.add(row.pk)
        if nearest and side(nearest) != side(row):
            other = nearest
        nearest = row
    return met


def _finding(register: Register, word: str, rows: Iterable[Any], heads: Iterable[str] = ()) -> Finding:
    found = list(rows)
    said = "；".join(_span(row) for row in found[:SAID]) + (
        f"；共{len(found)}条" if len(found) > SAID else ""
    )
    head = "，".join(_said(register, found[0], name) for name in heads)
    return Finding(word, found, f"{head}：{said}" if head else said)


def _said(register: Register, row: Any, name: str) -> str:
    column = register.by_name[name]
    unit = column.kind.unit if isinstance(column.kind, Yuan) else ""
    return f"{column.heading}{column.kind.show(getattr(row, name))}{unit}"


def _span(row: Any) -> str:
    until = "起" if row.valid_to == OPEN_END else f"至{say_day(row.valid_to)}"
    until = "" if row.valid_to == row.valid_from else until
    return f"{row.unit}{row}，{say_day(row.valid_from)}{until}"


FIND: dict[type, Callable[..., Iterator[Finding]]] = {Same: _same, TwoUnits: _two_units, Overlap: _overlap}
