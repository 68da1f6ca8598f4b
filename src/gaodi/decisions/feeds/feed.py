"""A feed: how rows of registers become the facts of a book, for one subject and one period or day."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from gaodi.ground.models import Post, Role, UnitKind
from gaodi.registers.declaration import REGISTERS
from gaodi.registers.models import Subject
from gaodi.registers.queries.figures import sees_all
from gaodi.registers.queries.scope import OVERSEES
from gaodi.rules.kinds import Plain

OUTSIDE = (UnitKind.SCHOOL, UnitKind.ENTERPRISE)  # each has its own answers, whatever the role
CIRCLE = (Role.CLERK, Role.HEAD)  # of a closed register, whoever else is in a unit that verifies it


@dataclass(frozen=True, slots=True)
class Used:
    """A version of a row that was read, and what was read of it."""

    register: str
    version: int
    key: str  # what its later versions share with it
    label: str
    values: Mapping[str, str]  # heading → as people read it


@dataclass(frozen=True, slots=True)
class Fed:
    """The facts of one question. No rows: there is nothing to ask, and ``nothing`` says what to enter first."""

    rows: Sequence[Mapping[str, Plain]]
    used: Sequence[Used] = ()
    on: date | None = None
    nothing: str = ""
    to_judge: Sequence[str] = ()  # what a person must look at: 捐赠 120,000.00 元，文件没有列明


@dataclass(frozen=True)
class Feed:
    """What is asked of a book about subjects of one kind.

    Attributes:
        slug: its name; also in addresses.
        label: as people call it: 附加费抵免.
        book: of the rules; ``formula`` in it, empty for the first.
        kind: of the subjects: enterprise, school, district.
        rhythm: what is asked about: year, school_year, or day.
        side: entitled (能享受) or owed (应尽), for a firm; standard for a school.
        registers: slugs of all registers that are read; who may not see them all may not see the answer.
        gather: the facts, of verified rows that the post may see.
        say: the answer in one sentence, from the outcomes as told.

    """

    slug: str
    label: str
    book: str
    kind: str
    rhythm: str
    side: str
    registers: tuple[str, ...]
    gather: Callable[[Subject, str, Post], Fed] = field(repr=False)
    say: Callable[[Sequence[Mapping[str, Any]]], str] = field(repr=False)
    formula: str = ""

    def __post_init__(self) -> None:
        if self.slug in FEEDS:
            raise ValueError(f"feed {self.slug!r} is declared twice")
        FEEDS[self.slug] = self

    @property
    def closed(self) -> bool:
        """Whether a register behind it is closed: then so is every answer, to all but the circle of that register."""
        return any(REGISTERS[slug].closed for slug in self.registers)

    def seen_by(self, by: Post) -> bool:
        """Whether the answers about all of its district are the post's business, and it sees all that is behind them.

        That a register is public does not make a judgement on it everybody's: it is for who verifies and who oversees.
        """
        if by.role == Role.SYSTEM:
            return True
        if by.unit.kind in OUTSIDE or (self.closed and by.role not in CIRCLE):
            return False
        registers = [REGISTERS[slug] for slug in self.registers]
        concerned = by.role in OVERSEES or any(each.may_verify(by.unit) for each in registers)
        return concerned and all(sees_all(each, by) for each in registers)


FEEDS: dict[str, Feed] = {}


def feeds_of(kind: str) -> list[Feed]:
    """The feeds about subjects of a kind, in the order in which they were declared."""
    return [feed for feed in FEEDS.values() if feed.kind == kind]
