"""A table laid out with blanks: head words far apart on one line, the cells of every row below them."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass

from gaodi.reading.grids import EMPTY, Box, Grid
from gaodi.reading.heads import BODY_ROLES, Role, head_of
from gaodi.reading.passages import Passage, join
from gaodi.reading.tables import NOTE

WIDE_GAP = re.compile(r"[ ]{2,}|[\u3000\t]")
LEAST_COLUMNS = 3


@dataclass(frozen=True, slots=True)
class Field:
    """A cell of a line and the column of the screen it begins at."""

    text: Passage
    column: int


def fields_of(line: Passage) -> list[Field]:
    """What stands between gaps of two blanks or more."""
    text = line.text
    found: list[Field] = []
    start = 0
    for gap in [*WIDE_GAP.finditer(text), None]:
        end = gap.start() if gap else len(text)
        piece = line.cut(start, end)
        if piece.text.strip():
            lead = len(piece.text) - len(piece.text.lstrip())
            found.append(Field(piece.strip(), width_of(text[: start + lead])))
        start = gap.end() if gap else end
    return found


def width_of(text: str) -> int:
    """How many columns of a screen a text takes."""
    return sum(2 if unicodedata.east_asian_width(char) in "WF" else 1 for char in text)


def is_head(fields: Sequence[Field]) -> bool:
    if len(fields) < LEAST_COLUMNS:
        return False
    roles = {head.role for field in fields if (head := head_of(field.text.text))}
    known = sum(head_of(field.text.text) is not None for field in fields)
    return (
        known == len(fields)
        and bool(roles & {Role.TASK, Role.TARGET})
        and bool(roles & (BODY_ROLES | {Role.DUE}))
    )


def find_aligned(lines: Sequence[Passage]) -> tuple[int, int, Grid] | None:
    """The first such table: where it begins and ends among the lines, and its cells."""
    for start, line in enumerate(lines):
        heads = fields_of(line) if WIDE_GAP.search(line.text.strip()) else []
        if is_head(heads):
            rows = [[Box(field.text) for field in heads]]
            end = start + 1
            while end < len(lines) and not NOTE.match(lines[end].text) and not is_prose(lines[end], heads):
                add_line(rows, fields_of(lines[end]), heads)
                end += 1
            return (start, end, Grid(rows)) if len(rows) > 1 else None
    return None


def is_prose(line: Passage, heads: Sequence[Field]) -> bool:
    """A line of one piece that begins at the edge and is no category: the table is over."""
    fields = fields_of(line)
    return len(fields) == 1 and fields[0].column <= heads[0].column and len(line) > 40


def add_line(rows: list[list[Box]], fields: Sequence[Field], heads: Sequence[Field]) -> None:
    """A new row, or the rest of the cells above where the line has nothing under the first head."""
    row = [EMPTY] * len(heads)
    for field in fields:
        row[column_of(field, heads)] = Box(field.text)
    if not row[0].filled and len(rows) > 1:
        rows[-1] = [
            Box(join([above.text, box.text], "\n"))
            if above.filled and box.filled
            else above
            if above.filled
            else box
            for above, box in zip(rows[-1], row, strict=True)
        ]
    else:
        rows.append(row)


def column_of(field: Field, heads: Sequence[Field]) -> int:
    return min(range(len(heads)), key=lambda n: abs(heads[n].column - field.column))
