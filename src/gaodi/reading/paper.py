"""What an opened file is before anyone asks what it means: lines and tables of text, each with its place.

``open_paper`` (in ``reading.papers``) makes a ``Paper`` from a file; the grammar turns it into rows.
Text is kept exactly as it stands in the source, so that a quote can be found there again.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from typing import Literal

Kind = Literal["docx", "xlsx", "pdf", "csv", "markdown", "text"]


class RefusedPaper(Exception):
    """A file that is no task list: one sentence in Chinese that says what is wrong and what to do."""


class Stopped(Exception):
    """The reader was asked to stop; nothing of the paper is kept."""


@dataclass(frozen=True, slots=True)
class Line:
    """A paragraph or a line of text.

    ``where`` is its place (``line 12``, ``page 3 line 7``), ``number`` the number that Word would print before it,
    ``offset`` where the text begins in that place (a heading of Markdown leaves its ``#`` out).
    """

    text: str
    where: str
    number: str | None = None
    style: str = ""  # "title" or "heading" where the file itself says so
    offset: int = 0


@dataclass(frozen=True, slots=True)
class Cell:
    """A cell of a table.

    ``where`` is ``table 1 row 5 cell 3``, ``sheet 任务 B7``, ``page 3 row 4`` or ``line 12``; ``offset`` is where the
    text begins in that place: several cells of a Markdown line share one place, and so do those of a row of a PDF,
    whose text is what its own cells say with tabs between. ``covered`` marks a cell hidden under a merge: it repeats
    the text and the place of the cell that covers it (``across`` or ``down``).
    """

    text: str
    where: str
    offset: int = 0
    covered: Literal["", "across", "down"] = ""
    number: str | None = None  # a number made by Word's automatic numbering
    date: str | None = (
        None  # a real date cell: "2026-06-30", or "2026-06", "2026" where it prints no more than that
    )


@dataclass(frozen=True, slots=True)
class Table:
    """A table: rows of cells, ragged rows allowed. ``name`` is the sheet's name where there is one."""

    rows: list[list[Cell]]
    name: str = ""


@dataclass(slots=True)
class Paper:
    """An opened file: its blocks in the order of reading, and sentences in Chinese about what was doubtful."""

    kind: Kind
    blocks: list[Line | Table]
    warnings: list[str] = field(default_factory=list)

    def lines(self) -> Iterator[Line]:
        return (block for block in self.blocks if isinstance(block, Line))

    def tables(self) -> Iterator[Table]:
        return (block for block in self.blocks if isinstance(block, Table))


# done, total (0 while unknown) and what is being read; it may raise Stopped
Progress = Callable[[int, int, str], None]


def no_progress(_done: int, _total: int, _what: str) -> None:
    """The progress of one who does not ask."""
