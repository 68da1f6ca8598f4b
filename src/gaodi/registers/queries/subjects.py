"""Everything known of one subject, from all registers that name it, as far as a post may see it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from functools import reduce
from operator import or_
from typing import Any

from django.db.models import Count, Exists, OuterRef, Q, QuerySet, Sum, Value

from gaodi.bedrock import clock
from gaodi.bedrock.periods import say_day, say_period
from gaodi.ground.models import Post, Unit
from gaodi.ground.models.people import OPEN_END
from gaodi.registers.asked import open_registers
from gaodi.registers.columns import Column
from gaodi.registers.declaration import REGISTERS, Register
from gaodi.registers.importing.shape import Shape
from gaodi.registers.kinds import Yuan
from gaodi.registers.models import BatchState, Subject, SubjectKind
from gaodi.registers.models.facts import Fact
from gaodi.registers.queries.answers import Said, figures_of_unit, naming_columns
from gaodi.registers.queries.lists import state_word
from gaodi.registers.queries.scope import current, standing, visible_batches, visible_rows
from gaodi.registers.queries.tallies import Tally, tallies
from gaodi.registers.showing import Cell, cells_of

SHOWN = 10  # rows of one register; the rest stands in its list
EVENTS = 20
# persons have no list: they are reached from the rows that name them
LISTED = {
    SubjectKind.SCHOOL: ("学校", "一校一档"),
    SubjectKind.ENTERPRISE: ("企业", "一企一档"),
    SubjectKind.BASE: ("基地", "一基地一档"),
}
FILES = {kind: file for kind, (_, file) in LISTED.items()} | {SubjectKind.PERSON: "一人一档"}


@dataclass(frozen=True, slots=True)
class Line:
    """A row that names the subject: its cells, and where it comes from."""

    row: Any
    cells: list[Cell]
    title: str
    since: str
    state: str


@dataclass(frozen=True, slots=True)
class Group:
    """What one register says of the subject, the newest first."""

    register: Register
    lines: list[Line]
    count: int
    total: str = ""  # what was paid in all, of a register of payments

    @property
    def headings(self) -> list[Cell]:
        return self.lines[0].cells

    @property
    def more(self) -> int:
        return self.count - len(self.lines)


@dataclass(frozen=True, slots=True)
class Event:
    """A day in the life of the subject."""

    on: date
    what: str
    says: str


# ------------------------------------------------------------------ whom one may know of


def naming(register: Register, kind: str) -> list[str]:
    """The columns of a register that name subjects of a kind."""
    about = ["subject"] if register.about.kind == kind else []
    others = (c for c in register.columns if c.names_subject and c.name != "subject")
    return about + [c.name for c in others if c.kind.kind == kind]  # type: ignore[attr-defined]


def visible_subjects(by: Post, kind: str) -> QuerySet[Subject]:
    """The subjects of a kind that some visible row names; joined ones stand under the one they are."""
    seen = [Q(found) for register in open_registers(by) for found in _naming_it(register, by, kind)]
    subjects = Subject.objects.filter(kind=kind, same_as=None).select_related("unit")
    return subjects.filter(reduce(or_, seen)) if seen else subjects.none()


def _naming_it(register: Register, by: Post, kind: str) -> Iterator[Exists]:
    """Each by itself: an OR over both ways would read the whole register for every subject."""
    for name in naming(register, kind):
        rows = current(visible_rows(register, by)).select_related(None)
        yield Exists(rows.filter(**{name: OuterRef("pk")}))
        yield Exists(rows.filter(**{f"{name}__same_as": OuterRef("pk")}))


def searched(subjects: QuerySet[Subject], asked: str) -> QuerySet[Subject]:
    """Those whose name holds, or whose code begins with, what is asked."""
    asked = asked.strip()
    return subjects.filter(Q(name__icontains=asked) | Q(shown__istartswith=asked)) if asked else subjects


# ------------------------------------------------------------------ the page of one


@dataclass(frozen=True, slots=True)
class File:
    """档案: a subject with all that is known of it."""

    subject: Subject
    code: str
    name: str
    groups: list[Group]
    events: list[Event]
    figures: list[Said]
    handed_in: list[tuple[Register, Tally]]

    @property
    def count(self) -> int:
        return sum(group.count for group in self.groups)

    @property
    def of_people(self) -> list[Group]:
        """What is only counted: rows about people that name the school, firm or base."""
        return [group for group in self.groups if not group.lines]

    @property
    def is_named(self) -> bool:
        return self.name != self.code


def file_of(pk: int, by: Post) -> File | None:
    """The file of a subject, or None where no visible row names it: then nobody is told that it exists.

    A handful of questions, one for each register that has anything, and those of a few figures.
    """
    subject = Subject.objects.select_related("unit", "same_as__unit").filter(pk=pk).first()
    if subject is None:
        return None
    subject = subject.same_as or subject
    found = _counted(subject, by)
    if not found:
        return None
    groups = [
        Group(register, [], count) if _only_counts(register, subject) else _group(register, rows, count, by)
        for register, rows, count in found
    ]
    unit = subject.unit
    handed_in = _handed_in(unit, by) if unit else []
    code = _code(subject, groups)
    return File(
        subject,
        code,
        _name(subject, groups) or code,
        groups,
        _events([*_of_groups(groups), *(_of_sheets(unit, by) if unit else [])]),
        _figures(unit, subject.kind, handed_in, by) if unit else [],
        handed_in,
    )


def _figures(unit: Unit, kind: str, handed_in: list[tuple[Register, Tally]], by: Post) -> list[Said]:
    """What its head asks first."""
    headline = (name for each in open_registers(by) if each.about.kind == kind for name in each.headline)
    return figures_of_unit(unit, [register for register, _ in handed_in], list(headline), by)


def _handed_in(unit: Unit, by: Post) -> list[tuple[Register, Tally]]:
    """What the unit itself keeps, counted: a school's teachers do not name the school."""
    registers = [each for each in open_registers(by) if each.may_fill(unit)]
    counted = tallies(by, unit, registers)
    return [
        (each, counted[each.slug]) for each in registers if each.slug in counted and counted[each.slug].all
    ]


def _counted(subject: Subject, by: Post) -> list[tuple[Register, QuerySet[Any], int]]:
    """The registers that name the subject, counted in one question; its yearly facts first, then what is about it."""
    same = list(Subject.objects.filter(same_as=subject).values_list("pk", flat=True))
    asked = dict(_asked(subject.kind, [subject.pk, *same], by))
    if not asked:
        return []
    counts = dict(_count_each(asked))
    found = [(register, rows, counts[register.slug]) for register, rows in asked.items()]
    return sorted((each for each in found if each[2]), key=lambda each: _order(each[0], subject.kind))


def _asked(kind: str, same: list[int], by: Post) -> Iterator[tuple[Register, QuerySet[Any]]]:
    for register in open_registers(by):
        if names := naming(register, kind):
            named = reduce(or_, (Q(**{f"{name}__in": same}) for name in names))
            yield register, current(visible_rows(register, by)).filter(named)


def _count_each(asked: dict[Register, QuerySet[Any]]) -> Iterable[tuple[str, int]]:
    counts = [
        rows.select_related(None).order_by().values(slug=Value(register.slug)).annotate(n=Count("pk"))
        for register, rows in asked.items()
    ]
    first, *others = (each.values_list("slug", "n") for each in counts)
    found = {register.slug: 0 for register in asked} | dict(first.union(*others, all=True))
    return found.items()


def _order(register: Register, kind: str) -> tuple[bool, bool]:
    about = register.about.kind == kind
    return not (about and register.period), not about


def _only_counts(register: Register, subject: Subject) -> bool:
    """Whether the file only counts a register: who did an internship in a firm stands on no firm's page."""
    return register.is_about_people and subject.kind != SubjectKind.PERSON


def _group(register: Register, rows: QuerySet[Any], count: int, by: Post) -> Group:
    columns = [c for c in register.listed_columns if c.name not in {"subject", "period", "valid_from"}][:5]
    joined = ["verified_by__account", "verified_by__unit"]
    joined += naming_columns(register)
    newest = rows.select_related(*joined).annotate(corrects=_before(register)).order_by("-valid_from", "-pk")
    lines = [_line(register, row, columns, by) for row in newest[:SHOWN]]
    return Group(register, lines, count, _total(register, rows))


def _before(register: Register) -> Exists:
    """Whether another value of the same row counted until this one did."""
    same = {name: OuterRef(name) for name in register.key}
    versions = register.model._default_manager.filter(**same, open=False, void=False)
    return Exists(versions.filter(ended_at=OuterRef("counts_from")))


def _total(register: Register, rows: QuerySet[Any]) -> str:
    """付款金额合计2,644,000.00元: what was verified of a register whose rows are payments, each on its day."""
    listed = (column for column in register.listed_columns if not column.private)
    money = [column for column in listed if isinstance(column.kind, Yuan)]
    if register.period or register.dates[1] or not money:
        return ""
    column = money[0]
    amount = standing(rows.order_by()).aggregate(of=Sum(column.name))["of"]
    return "" if amount is None else f"{column.heading}合计{column.kind.show(amount)}{column.kind.unit}"  # type: ignore[attr-defined]


def _line(register: Register, row: Fact, columns: list[Column], by: Post) -> Line:
    cells = cells_of(register, row, columns, by)
    if register.period:
        return Line(row, cells, say_period(row.period), "", state_word(row))
    begin, end = (heading.removesuffix("日期") for heading in register.dates)
    since = f"{say_day(row.valid_from)}{begin}"
    until = "" if row.valid_to == OPEN_END else f"，{say_day(row.valid_to)}{end or '止'}"
    return Line(row, cells, str(row), since + until, state_word(row))


def _code(subject: Subject, groups: list[Group]) -> str:
    """The code by which the registers that one sees know it; with stars only where one of those keeps the number."""
    cells = [cell for group in groups for cell in Shape(group.register).cells.values()]
    codes = dict.fromkeys(cell.code(subject) for cell in cells if cell.kind == subject.kind)
    return subject.shown if subject.shown in codes else next(iter(codes), subject.shown)


def _name(subject: Subject, groups: list[Group]) -> str:
    """What it is called; a person's name stands only in the rows about the person."""
    if subject.kind != SubjectKind.PERSON:
        return subject.name
    own = [g for g in groups if g.register.is_about_people and g.register.label]
    names = [line.row.label for group in own for line in group.lines if line.row.subject_id == subject.pk]
    return names[0] if names else ""


def _events(found: Iterable[Event]) -> list[Event]:
    """What has happened, the newest first."""
    events = (event for event in found if event.on <= clock.today())
    return sorted(events, key=lambda event: event.on, reverse=True)[:EVENTS]


def _of_groups(groups: list[Group]) -> Iterator[Event]:
    for group in groups:
        for line in group.lines:
            if not line.row.open:  # what is only proposed has not happened yet
                yield from _begun_and_ended(group.register, line.row)
                yield from _corrected(group.register, line)


def _begun_and_ended(register: Register, row: Fact) -> Iterator[Event]:
    if register.period:
        return
    begin, end = (heading.removesuffix("日期") for heading in register.dates)
    yield Event(row.valid_from, register.name, f"{row}　{begin}　{row.unit}")
    if end and row.valid_to != OPEN_END:
        yield Event(row.valid_to, register.name, f"{row}　{end}　{row.unit}")


def _corrected(register: Register, line: Line) -> Iterator[Event]:
    """A correction that was verified."""
    row = line.row
    if row.corrects and row.counts_from is not None:
        on = row.counts_from.astimezone(clock.ZONE).date()
        by = f"{row.unit}更正，{row.verified_by.unit}核定" if row.verified_by else f"{row.unit}更正"
        yield Event(on, register.name, f"{line.title}　{by}")


def _of_sheets(unit: Unit, by: Post) -> Iterator[Event]:
    """The sheets by which the unit handed in, as far as one may see them."""
    sheets = visible_batches(by).filter(unit=unit, state=BatchState.STORED).defer("found")
    for each in sheets.order_by("-at", "-pk")[:EVENTS]:
        if register := REGISTERS.get(each.register):
            yield Event(
                each.at.astimezone(clock.ZONE).date(),
                register.name,
                f"用表格报来“{each.name}”　{each.by.person}",
            )
