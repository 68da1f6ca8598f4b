"""The declaration of a register: everything pages, sheets, figures and documents need to know of it, said once."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any

from gaodi.ground.models import Post, Unit
from gaodi.registers.columns import Column, column_of
from gaodi.registers.kinds import Day, Kind, PeriodKind, Text
from gaodi.registers.models.facts import KEY, Fact
from gaodi.registers.naming import Numbered, SubjectCell, TheDistrict


@dataclass(frozen=True, slots=True)
class Problem:
    """What is wrong with a row, at which column, and what to do. A ``warning`` does not refuse the row."""

    column: str
    sentence: str
    remedy: str
    warning: bool = False


Check = Callable[[Mapping[str, Any]], Iterable[Problem]]


@dataclass(frozen=True)
class Register:
    """台账: a table of facts that units fill and others verify.

    Attributes:
        slug: address and name in the shell.
        name: as an office says it, without 台账: 教师.
        group: under which heading the index lists it.
        about: the cell that names whom a row is about.
        label: heading of the row's name; empty where the subject's own name is shown.
        period: rhythm of a register of periods (year, school_year, half, quarter, month), else empty.
        dates: headings of begin and end for a register of validity; ("签订日期", "") has no end.
        filled_by: kinds of units, or keys of units, that hand rows in.
        verified_by: keys of the units of the district whose people verify.
        columns_first: names of columns shown in lists; the first four where empty.
        aliases: other headings seen in real sheets → name of the column.
        checks: rows as {name: value} → problems.
        public: whether verified rows may be seen by every unit of the district.
        naming: whether its label is the name of the school or firm that the row is about (a thing with a number of
            the unit's own is always called as its rows say; one with a number that all share never is, for then one
            unit would read what another calls it).
        closed: only the units that fill or verify may ever see a row, supervisors and auditors included.
        headline: names of the figures that the file of whom the register is about begins with, of any register.
        source: article or document that asks for it.
        task: number of the task in the list that it serves.

    """

    slug: str
    name: str
    model: type[Fact]
    group: str
    about: SubjectCell
    filled_by: tuple[str, ...]
    verified_by: tuple[str, ...]
    about_heading: str = ""
    label: str = ""
    label_required: bool = True
    period: str = ""
    dates: tuple[str, str] = ("", "")
    columns_first: tuple[str, ...] = ()
    aliases: Mapping[str, str] = field(default_factory=dict)
    checks: tuple[Check, ...] = ()
    figures: tuple[Any, ...] = ()
    findings: tuple[Any, ...] = ()
    headline: tuple[str, ...] = ()
    public: bool = False
    naming: bool = False
    closed: bool = False
    source: str = ""
    task: str = ""

    def __post_init__(self) -> None:
        if self.slug in REGISTERS:
            raise ValueError(f"register {self.slug!r} is declared twice")
        REGISTERS[self.slug] = self
        self.model.about = self.about

    def __hash__(self) -> int:
        return hash(self.slug)

    @cached_property
    def columns(self) -> tuple[Column, ...]:
        """All columns in the order of sheets: whom, name, when, then the model's own."""
        own = (column_of(f) for f in self.model._meta.get_fields())
        return (*self._first_columns(), *(column for column in own if column))

    def _first_columns(self) -> Iterable[Column]:
        if not isinstance(self.about, TheDistrict):
            heading = self.about_heading or self.about.word
            yield Column("subject", heading, self.about, required=True, private=self.is_about_people)
        if self.label:
            yield Column("label", self.label, Text(80), required=self.label_required)
        if self.period:
            yield Column("period", PERIOD_HEADINGS[self.period], PeriodKind(self.period), required=True)
        else:
            begin, end = self.dates
            yield Column("valid_from", begin, Day(), required=True)
            if end:
                yield Column("valid_to", end, Day(), note="还在的留空")

    @cached_property
    def by_name(self) -> dict[str, Column]:
        return {column.name: column for column in self.columns}

    @cached_property
    def key(self) -> tuple[str, ...]:
        """The fields that tell one row from another, the reporting unit among them."""
        for constraint in self.model._meta.constraints:
            if constraint.name.endswith("_proposed_once"):
                return tuple(constraint.fields)  # type: ignore[attr-defined]
        return KEY

    @cached_property
    def key_columns(self) -> frozenset[str]:
        """The columns that a correction may not change."""
        return frozenset({*self.key, "period"}) - {"unit"}

    @cached_property
    def value_fields(self) -> tuple[str, ...]:
        """Names of the fields that a version carries besides the key: what a correction may change."""
        names = dict.fromkeys(("label", "valid_to", *(column.name for column in self.columns)))
        return tuple(name for name in names if name not in self.key_columns)

    @cached_property
    def listed_columns(self) -> tuple[Column, ...]:
        """The columns that lists show beside the name."""
        own = [c for c in self.columns if c.name not in {"subject", "label", "valid_from", "valid_to"}]
        return tuple(self.by_name[n] for n in self.columns_first) if self.columns_first else tuple(own[:5])

    @property
    def is_of_days(self) -> bool:
        """Whether a row tells what happened on one day: a payment, an activity."""
        return not self.period and not self.dates[1]

    @property
    def is_about_people(self) -> bool:
        return self.about.kind == "person"

    @property
    def names_subject(self) -> bool:
        """Whether verified rows say what their subject is called; a person's name stays in the rows."""
        own_number = isinstance(self.about, Numbered) and not self.about.shared
        return bool(self.label) and (self.naming or own_number)

    def may_fill(self, unit: Unit) -> bool:
        return unit.kind in self.filled_by or unit.key in self.filled_by

    def may_verify(self, unit: Unit) -> bool:
        return unit.key in self.verified_by

    def kind_of(self, name: str) -> Kind:
        return self.by_name[name].kind


PERIOD_HEADINGS = {"year": "年度", "school_year": "学年", "half": "半年", "quarter": "季度", "month": "月份"}
REGISTERS: dict[str, Register] = {}


def registers_of(by: Post) -> list[Register]:
    """The registers that a post may open at all."""
    return [each for each in REGISTERS.values() if not each.closed or concerns(each, by)]


def concerns(register: Register, by: Post) -> bool:
    """Whether the post's unit fills or verifies the register."""
    return register.may_fill(by.unit) or register.may_verify(by.unit)
