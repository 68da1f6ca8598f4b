"""The head of a table: which rows it is, and what each column under it is for."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field

from gaodi.bedrock.text import squash
from gaodi.reading.asides import FIRST_LEADS
from gaodi.reading.collectives import is_collective
from gaodi.reading.grids import EMPTY, Box, own_boxes
from gaodi.reading.heads import BODY_ROLES, YEAR_OR_SEASON, Head, Role, head_of
from gaodi.reading.labels import labelled
from gaodi.reading.names import is_complete
from gaodi.reading.numbering import bare_number
from gaodi.reading.passages import Passage

MOST_HEAD_ROWS = 3
MOST_MOVED = 2
SENTENCE_ENDS = ("。", "；", ";", "！", "!")
LEAST_MEASURE = 4
DIGITS = re.compile(r"[\d〇○零一二三四五六七八九]{4}(?=年|$|\D)")
MAIN = re.compile(r"主要责任")
PERSON_OR_BODY = re.compile(r"[AaBbＡＢ][角岗]")
SECTION = re.compile(r"科室|处室|股室")
SEASON = re.compile(
    r"第?[一二三四1-4]季度|[上下]半年|(?:\d{1,2}[-—–~～至])?\d{1,2}月(?:底前?|末)?|全年|前三季度"
)
SOLID = frozenset(
    {
        Role.TASK,
        Role.TARGET,
        Role.LEAD,
        Role.BODIES,
        Role.ASSIST,
        Role.DUE,
        Role.NUMBER,
        Role.NOTHING,
        Role.UNIT,
    }
)


@dataclass(slots=True)
class Columns:
    """The columns of a table by what they hold."""

    words: list[str]
    heads: list[Head | None]
    last_row: int
    number: int | None = None
    text: int | None = None
    titles: list[int] = field(default_factory=list)
    categories: list[int] = field(default_factory=list)
    bodies: list[tuple[int, Head]] = field(default_factory=list)
    due: list[int] = field(default_factory=list)
    aims: list[int] = field(default_factory=list)
    spans: list[tuple[int, str]] = field(default_factory=list)
    scope: int | None = None
    unit: int | None = None  # of measure, for figures that are bare numbers

    @property
    def has_lead(self) -> bool:
        return any(head.role is Role.LEAD for _, head in self.bodies)

    @property
    def first_leads(self) -> bool:
        return any(FIRST_LEADS.search(word) for word in self.words)


def is_head_row(row: Sequence[Box]) -> bool:
    """Whether a row is a head: most of its filled cells are head words, of two kinds at least."""
    filled = [box for _, box in own_boxes(list(row))]
    if len(filled) < 2 or filled[0].text.text.isdigit():
        return False
    heads = [head_of(box.text.text) for box in filled]
    known = [head for head in heads if head is not None]
    kinds = {head.role for head in known}
    return len(known) >= 2 and len(known) * 2 > len(filled) and len(kinds & SOLID) >= 2


def find_columns(rows: Sequence[list[Box]], start: int) -> Columns | None:
    """The columns under the first head row from ``start`` on."""
    for at in range(start, len(rows)):
        if is_head_row(rows[at]):
            return read_columns(rows, at)
    return None


def read_columns(rows: Sequence[list[Box]], at: int) -> Columns:
    last = at
    while last + 1 < min(len(rows), at + MOST_HEAD_ROWS) and is_lower_head(rows[last], rows[last + 1]):
        last += 1
    layers = [
        spread(row, below)
        for row, below in zip(rows[at : last + 1], [*rows[at + 1 : last + 1], None], strict=True)
    ]
    width = max(len(layer) for layer in layers)
    stacked = [stack(layers, column) for column in range(width)]
    columns = Columns(["".join(words) for words in stacked], [head_over(words) for words in stacked], last)
    learn_from_cells(columns, rows[last + 1 :])
    assign(columns)
    return columns


def learn_from_cells(columns: Columns, rows: Sequence[Sequence[Box]]) -> None:
    """Labels in the cells (牵头单位：…⏎完成时限：…) say that a column holds bodies, whatever its head says."""
    for n, head in enumerate(columns.heads):
        either = bool(PERSON_OR_BODY.fullmatch(columns.words[n]))
        if head is not None and head.role in BODY_ROLES | {Role.NUMBER, Role.NOTHING} and not either:
            continue
        others = [one for m, one in enumerate(columns.heads) if one and m != n]
        if not any(one.role in {Role.TASK, Role.TARGET, Role.CATEGORY} for one in others):
            continue  # the only task there is: its own words may name the bodies
        cells = cells_below(rows, n)
        named = names_are_most(cells) if either else sum(map(is_labelled, cells)) * 2 > len(cells)
        if cells and named:
            columns.heads[n] = Head(Role.BODIES)


def cells_below(rows: Sequence[Sequence[Box]], column: int) -> list[Passage]:
    """The cells of a column that say something, down to the next head."""
    cells: list[Passage] = []
    for row in rows:
        if is_head_row(row):
            break
        if column < len(row) and row[column].says_something and not row[column].covered:
            cells.append(row[column].text)
    return cells


def is_labelled(cell: Passage) -> bool:
    """Whether a cell is made of labels, one of bodies among them, from its beginning on."""
    heads = [head for head, _ in labelled(cell)]
    return heads[0] is not None and any(head is not None and head.role in BODY_ROLES for head in heads)


def is_lower_head(upper: Sequence[Box], lower: Sequence[Box]) -> bool:
    """Whether ``lower`` is a second row of the head: head words below a group, nothing below the rest."""
    own = own_boxes(list(lower))
    if not own or any(bare_number(box.text.text) or box.number for _, box in own):
        return False
    if not all(head_of(box.text.text) for _, box in own):
        return False
    over = [upper[n] if n < len(upper) else EMPTY for n, _ in own]
    grouped = any(box.covered == "across" or not box.filled for box in over)
    kept = all(
        not lower[n].filled or lower[n].covered for n in range(len(lower)) if n not in {m for m, _ in own}
    )
    alone = any(
        box.filled and (n >= len(lower) or lower[n].covered == "down" or not lower[n].filled)
        for n, box in enumerate(upper)
    )
    return grouped and kept and (alone or any(box.covered == "across" for box in upper))


def spread(row: Sequence[Box], below: Sequence[Box] | None) -> list[str]:
    """The words over each column; a group without a merge reaches over the filled cells below its blanks."""
    words: list[str] = []
    for n, box in enumerate(row):
        under = below[n] if below is not None and n < len(below) else EMPTY
        carry = not box.filled and under.filled and not under.covered and n > 0
        words.append(words[-1] if carry else box.text.text)
    return words


def stack(layers: list[list[str]], column: int) -> list[str]:
    """The words over one column from top to bottom, each once."""
    words = [squash(layer[column]) for layer in layers if column < len(layer)]
    return [word for n, word in enumerate(words) if word and word not in words[:n]]


def head_over(words: list[str]) -> Head | None:
    """What the words over a column mean together."""
    if not words:
        return None
    lowest = head_of(words[-1])
    if len(words) == 1:
        return lowest
    together = head_of("".join(words))
    if (
        together is not None
        and together.role is Role.SPAN
        and (lowest is None or lowest.role is not Role.NOTHING)
    ):
        return together
    if lowest is None or lowest.role is Role.UNIT:
        return together or lowest or head_of(words[0])
    return lowest


def assign(columns: Columns) -> None:
    """Give every column its part; of several task columns one is the text and those before it are titles."""
    heads = columns.heads
    bodies = [n for n, head in enumerate(heads) if head and head.role in BODY_ROLES]
    if not bodies:
        units = [n for n, head in enumerate(heads) if head and head.role is Role.UNIT]
        for n in units[-1:]:
            heads[n] = Head(Role.BODIES)
    if len(bodies) == 1 and MAIN.match(columns.words[bodies[0]]):
        heads[bodies[0]] = Head(Role.BODIES)  # 主要责任单位 leads only where others have a column beside it
    columns.bodies = [(n, head) for n, head in enumerate(heads) if head and head.role in BODY_ROLES]
    if offices := [(n, head) for n, head in columns.bodies if not SECTION.search(columns.words[n])]:
        columns.bodies = offices  # beside 责任单位, 责任科室 only says which door to knock at
    columns.number = first_of(heads, Role.NUMBER)
    columns.scope = first_of(heads, Role.SCOPE)
    columns.unit = first_of(heads, Role.UNIT)
    columns.due = [n for n, head in enumerate(heads) if head and head.role is Role.DUE]
    columns.spans = [
        (n, when(columns.words[n])) for n, head in enumerate(heads) if head and head.role is Role.SPAN
    ]
    columns.text = text_column(heads)
    if columns.text is None:
        return
    columns.titles = [
        n for n, head in enumerate(heads) if head and head.role is Role.TASK and n < columns.text
    ]
    columns.categories = [
        n for n, head in enumerate(heads) if head and head.role is Role.CATEGORY and n != columns.text
    ]
    columns.aims = [
        n for n, head in enumerate(heads) if head and head.role is Role.TARGET and n != columns.text
    ]


def first_of(heads: list[Head | None], role: Role) -> int | None:
    return next((n for n, head in enumerate(heads) if head and head.role is role), None)


def text_column(heads: list[Head | None]) -> int | None:
    """The column whose words are the task: the most particular of them, the last of equals."""
    ranked = [(head.rank, n) for n, head in enumerate(heads) if head and head.role is Role.TASK]
    if ranked:
        return max(ranked)[1]
    for role in (Role.TARGET, Role.CATEGORY):
        if (found := first_of(heads, role)) is not None and any(
            head and head.role in BODY_ROLES for head in heads
        ):
            return found
    return None


def when(words: str) -> str:
    """The time in the words over a column: 年度目标2025年目标 is 2025年."""
    year, season = DIGITS.search(words), SEASON.search(words)
    if not year and not season:
        found = YEAR_OR_SEASON.search(words)
        return found[0] if found else ""
    return (f"{year[0]}年" if year else "") + (season[0] if season else "")


def in_place(row: list[Box], columns: Columns) -> list[Box]:
    """A row without the cell that a merge covered in the paper it was copied from: its cells move to the right.

    The columns of bodies show it: as the row stands something else is in them, moved they hold names. A measure in
    the place of the number shows it, too, where the cells at the end are empty: then it is moved to its column.
    """
    displaced = is_displaced(row, columns)
    if names_bodies(row, columns) and not displaced:
        return row
    for step in range(1, MOST_MOVED + 1):
        if len(row) <= step or row[-step].filled:
            break
        moved = [EMPTY] * step + row[:-step]
        if names_bodies(moved, columns):
            return moved
    far = columns.text or 0
    if displaced and far <= MOST_MOVED and not any(box.filled for box in row[-far:]):
        return [EMPTY] * far + row[:-far]
    return row


def is_displaced(row: Sequence[Box], columns: Columns) -> bool:
    """Whether a measure stands where the number must be, in the first of the columns."""
    if columns.number != 0 or not columns.text or not row[0].filled or row[0].number:
        return False
    words = row[0].text.text.strip()
    return words[-1:] in SENTENCE_ENDS and len(words) >= LEAST_MEASURE


def names_bodies(row: Sequence[Box], columns: Columns) -> bool:
    """Whether the columns of bodies hold names; an empty one tells nothing, but one at least must be filled."""
    return names_are_most([row[n].text for n, _ in columns.bodies if n < len(row) and row[n].filled])


def names_are_most(cells: Sequence[Passage]) -> bool:
    """Whether half of what the cells list are names of bodies, or more."""
    words = [cell.unbroken().text for cell in cells]
    pieces = [piece for word in words for piece in re.split(r"[、，,；;\s]", word) if piece]
    good = sum(is_complete(piece) or is_collective(piece) for piece in pieces)
    return good * 2 >= len(pieces) > 0
