"""A table as the grammar sees it: rows of boxes with their passages, whatever the paper was."""

from __future__ import annotations

import re
from dataclasses import dataclass, field

from gaodi.reading.paper import Table
from gaodi.reading.passages import Passage
from gaodi.reading.scripts import Plain

BLANK_SIGNS = re.compile(r"[\s—–－/／\\_-]*|无|暂无")


@dataclass(frozen=True, slots=True)
class Box:
    """A cell with its plain passage."""

    text: Passage
    covered: str = ""
    number: str | None = None
    date: str | None = None

    @property
    def filled(self) -> bool:
        return bool(self.text.text.strip())

    @property
    def says_something(self) -> bool:
        """Filled with more than a sign for none."""
        return not BLANK_SIGNS.fullmatch(self.text.text)


EMPTY = Box(Passage())


@dataclass(slots=True)
class Grid:
    """The rows of a table. ``merges`` says whether an empty cell is empty, or may stand for the one above."""

    rows: list[list[Box]]
    name: str = ""
    merges: bool = True
    _merged: frozenset[int] | None = field(default=None, repr=False)

    def merged_down(self) -> frozenset[int]:
        """The columns where a merge reaches down: there an empty cell is empty."""
        if self._merged is None:
            self._merged = frozenset(
                n for row in self.rows for n, box in enumerate(row) if box.covered == "down"
            )
        return self._merged

    @property
    def width(self) -> int:
        return max((len(row) for row in self.rows), default=0)


def grid_of(table: Table, plain: Plain, *, merges: bool) -> Grid:
    """The boxes of a table of the paper."""
    rows = [
        [Box(plain(Passage.of(cell)).strip(), cell.covered, cell.number, cell.date) for cell in row]
        for row in table.rows
    ]
    return Grid(rows, table.name, merges)


def own_boxes(row: list[Box]) -> list[tuple[int, Box]]:
    """The filled boxes that no merge covers, with their columns."""
    return [(n, box) for n, box in enumerate(row) if not box.covered and (box.filled or box.number)]
