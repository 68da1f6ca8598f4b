"""The shape of a register's rows while a sheet is brought in: tuples, in one order of fields."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import Any, NamedTuple

from gaodi.registers.columns import Column
from gaodi.registers.declaration import Register
from gaodi.registers.models.facts import State
from gaodi.registers.naming import SubjectCell

FIXED = ("subject", "label", "period", "valid_from", "valid_to")
LABEL = FIXED.index("label")
VALID_TO = FIXED.index("valid_to")
Key = tuple[Any, ...]
Shown = Mapping[str, list[tuple[str, str]]]  # number with stars → keys and names of whom it may mean


class Known(NamedTuple):
    """A row that is in the register: as a verifier would see it."""

    cells: tuple[Any, ...]
    pk: int
    reported_by: int
    state: str
    void: bool
    revision: int

    @property
    def is_draft(self) -> bool:
        return self.state == State.DRAFT


@dataclass(frozen=True, slots=True)
class Locked:
    """A locked period: what is said of it, and {subject's key: names of columns that may change after all}."""

    sentence: str
    remedy: str
    lifted: Mapping[str, frozenset[str]]


@dataclass(frozen=True, slots=True)
class Standing:
    """What is known of a unit's rows before a sheet is compared, and ``serial``, the stamp they were read under."""

    serial: int
    verified: Mapping[Key, Known]
    proposed: Mapping[Key, Known]
    locks: Mapping[str, Locked]
    colleagues: frozenset[int]  # posts held by the person who brings the sheet in
    own: str | None = None  # key of the unit itself as a subject
    shown: Callable[[], Shown] = dict  # asked only where a sheet names somebody with stars


@dataclass(frozen=True)
class Shape:
    """Which fields the tuples hold, whom they name, and where the key stands in them.

    A subject stands in a tuple as its key: two of one column are the same where their keys are.
    """

    register: Register

    @cached_property
    def fields(self) -> tuple[str, ...]:
        own = (column.name for column in self.register.columns)
        return tuple(dict.fromkeys((*FIXED, *own)))

    @cached_property
    def lookups(self) -> tuple[str, ...]:
        """The fields as a question asks for them."""
        return tuple(f"{name}__key" if name in self.subjects else name for name in self.fields)

    @cached_property
    def subjects(self) -> dict[str, str]:
        """The fields that name a subject, and of which kind."""
        return {name: cell.kind for name, cell in self.cells.items()}

    @cached_property
    def cells(self) -> dict[str, SubjectCell]:
        """The same with their cells."""
        named = {c.name: c.kind for c in self.register.columns if isinstance(c.kind, SubjectCell)}
        return {"subject": self.register.about, **named}

    @cached_property
    def key(self) -> tuple[int, ...]:
        """Where the key stands; the unit is the same in all rows."""
        return tuple(self.fields.index(name) for name in self.register.key if name != "unit")

    def column(self, place: int) -> Column | None:
        return self.register.by_name.get(self.fields[place])
