"""A table laid out with blanks: head words far apart on one line, the cells of every row below them."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass

from gaodi.reading.grids import EMPTY, Box, Grid
from gaodi.reading.heads import BODY_ROLES, Role, head_of
from gaodi.reading.passages import Passage, join
from gaodi.reading.tables import ENDS, NOTE

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
            while end < len(lines) and not is_over(lines[end], heads):
                add_line(rows, fields_of(lines[end]), heads)
                end += 1
            return (start, end, Grid(rows)) if len(rows) > 1 else None
    return None


def is_over(line: Passage, heads: Sequence[Field]) -> bool:
    """A note, another head, or a line of prose: one long piece that begins at the edge."""
    fields = fields_of(line)
    if NOTE.match(line.text) or (
        is_head(fields) and [f.text.text for f in fields] != [f.text.text for f in heads]
    ):
        return True
    return len(fields) == 1 and fields[0].column <= heads[0].column and len(line) > 40


def add_line(rows: list[list[Box]], fields: Sequence[Field], heads: Sequence[Field]) -> None:
    """A new row, or the rest of the cells above where the line has nothing under the first head."""
    row = [EMPTY] * len(heads)
    whole = len(fields) == len(heads)  # a cell under every head: it is plain which is which
    for n, field in enumerate(fields):
        column = n if whole else column_of(field, heads)
        row[column] = Box(join([row[column].text, field.text], "\n") if row[column].filled else field.text)
    if len(rows) > 1 and not row[0].filled and not begins_row(row, rows[-1]):
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


def begins_row(row: Sequence[Box], above: Sequence[Box]) -> bool:
    """A line without a number that is a row of its block: the text above is a whole sentence, and so is its own."""
    longest = max(range(len(row)), key=lambda n: len(above[n].text))
    ended = above[longest].text.text.rstrip()[-1:] in ENDS and row[longest].text.text.rstrip()[-1:] in ENDS
    return ended and sum(box.filled for box in row) >= LEAST_COLUMNS - 1


def column_of(field: Field, heads: Sequence[Field]) -> int:
    return min(range(len(heads)), key=lambda n: abs(heads[n].column - field.column))
