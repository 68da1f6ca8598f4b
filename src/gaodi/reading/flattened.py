"""A table pasted as text, one cell a line: the head words come first, then every row, cell after cell.

Blank lines are not among the lines of a paper, but the numbers of the lines tell where they stood: between rows, or in
the place of an empty cell. A line without the tab that the others begin with goes on with the cell above it.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from gaodi.reading.bodies import MARK, NONE
from gaodi.reading.collectives import ETC, is_collective
from gaodi.reading.deadlines import find_deadlines
from gaodi.reading.grids import EMPTY, Box, Grid
from gaodi.reading.heads import BODY_ROLES, Head, Role, head_of
from gaodi.reading.labels import LABEL
from gaodi.reading.names import FRAGMENT, HOUSE, LEVEL, is_complete, joins
from gaodi.reading.numbering import bare_number, ordinal
from gaodi.reading.paper import Line
from gaodi.reading.passages import Passage, join
from gaodi.reading.scripts import Plain
from gaodi.reading.tables import NOTE

LEAST_COLUMNS = 3
MOST_COLUMNS = 14
PERSON = re.compile(r"[\u4e00-\u9fff·]{2,4}|[\d\-— ]{7,}")
LINE_NUMBER = re.compile(r"(\d+)$")
HEADING = re.compile(r"[（(]?[一二三四五六七八九十]+[、）)]|表\s*[\d一二三四五六七八九十]")
DUTIES = re.compile(r"(?:牵头|配合|负责|参与|参加|协办|承办|落实)$|会同")
ASIDE = re.compile(r"[（(〔][^（(）)〔〕]+[）)〕](?:等|[、，,；;].*)?$")
FIRST_PIECE = re.compile(r"[^、，,；;\s]+")
LONGEST_REST = 12
LONGEST_NAME = 20
MOST_MISSING = 3  # numbers that a list may leave out
ENDS = "。；;！!？?"


@dataclass(slots=True)
class Entry:
    """A line: its passage, where it stands, and how many blank lines come before it."""

    line: Line
    text: Passage
    blanks: int

    @property
    def indented(self) -> bool:
        return self.line.text[:1].isspace()


@dataclass(slots=True)
class Stretch:
    """A head run and the lines under it; ``start`` and ``end`` are indices of the lines."""

    start: int
    end: int
    heads: list[Entry]
    body: list[Entry] = field(default_factory=list)

    @property
    def tabbed(self) -> bool:
        """Whether a cell begins with a blank, so that a line without one goes on with the cell above."""
        return all(entry.indented for entry in self.heads)


def entries_of(lines: Sequence[Line], plain: Plain) -> list[Entry]:
    entries: list[Entry] = []
    before: int | None = None
    for line in lines:
        found = LINE_NUMBER.search(line.where)
        number = int(found[1]) if found else None
        blanks = number - before - 1 if number is not None and before is not None and number > before else 0
        text = plain(Passage.of(line)).strip("|｜")
        before = number
        if text or not entries:
            entries.append(Entry(line, text, blanks))
        else:
            before = (
                None if number is None else number - 1 - blanks
            )  # a border alone is as good as a blank line
    return entries


def find_stretches(entries: Sequence[Entry]) -> list[Stretch]:
    """Each run of head words, one a line, with the lines down to the next run."""
    stretches: list[Stretch] = []
    at = 0
    while at < len(entries):
        end = end_of_heads(entries, at)
        while end - at > LEAST_COLUMNS and is_above_heads(*entries[at : at + 3]):
            at += 1  # a caption over the head is no head word
        if end - at >= LEAST_COLUMNS and is_head(entries[at:end]):
            if stretches:
                stretches[-1].end = at
            stretches.append(Stretch(at, len(entries), list(entries[at:end])))
            at = end
        else:
            at += 1
    for stretch in stretches:
        stretch.body = list(whole_cells(entries[stretch.start + len(stretch.heads) : stretch.end], stretch))
    return stretches


def whole_cells(entries: Sequence[Entry], stretch: Stretch) -> Iterator[Entry]:
    """The lines under the heads, a name that was broken over two of them in one piece."""
    usual = spacing(stretch)
    parted = sum(entry.blanks >= usual for entry in entries) * 2 > len(entries)
    held: Entry | None = None
    for entry in entries:
        if held is None:
            held = entry
        elif (parted and entry.blanks < usual and not stretch.tabbed) or breaks_a_name(held, entry):
            held = Entry(held.line, join([held.text, entry.text], "\n"), held.blanks)
        else:
            yield held
            held = entry
    if held is not None:
        yield held


def breaks_a_name(before: Entry, entry: Entry) -> bool:
    """Whether a line begins with the end of the name that the line before began: 人民银行清江县支 and 行、县财政局."""
    if entry.blanks > before.blanks:
        return False
    left, right = before.text.text, FIRST_PIECE.match(entry.text.text)
    if right is None or len(right[0]) > LONGEST_REST:
        return False
    name = last_name(left)
    if left.count("（") > left.count("）") and "）" in entry.text.text and is_list(left):
        return True
    if (
        ASIDE.match(entry.text.text)
        and is_list(left)
        and is_complete(name)
        and not is_heading(entry.text.text)
    ):
        return True  # 县委宣传部 and （县精神文明办）
    begins = is_list(left) and (LEVEL.match(name) or HOUSE.search(name))
    return bool(begins and FRAGMENT.fullmatch(right[0]) and is_complete(name + right[0]))


def is_list(text: str) -> bool:
    """Whether a line can be names and nothing else."""
    pieces = re.split(r"[、，,；;]", text)
    return all(2 <= len(piece.strip()) <= LONGEST_NAME for piece in pieces) and text[-1:] not in ENDS


def is_above_heads(entry: Entry, following: Entry, third: Entry) -> bool:
    """Whether a line stands apart from the head words below it, further than these from each other."""
    return entry.indented != following.indented or following.blanks > third.blanks


def end_of_heads(entries: Sequence[Entry], start: int) -> int:
    """The first line from ``start`` on that is no head word, or repeats one."""
    seen: set[str] = set()
    end = start
    while end < len(entries) and end - start < MOST_COLUMNS:
        text = entries[end].text.text
        if text in seen or text[-1:] in ENDS or head_of(text) is None:
            break
        seen.add(text)
        end += 1
    return end


def is_head(entries: Sequence[Entry]) -> bool:
    roles = {head.role for entry in entries if (head := head_of(entry.text.text))}
    return bool(roles & {Role.TASK, Role.TARGET}) and bool(
        roles & (BODY_ROLES | {Role.DUE, Role.NUMBER, Role.UNIT})
    )


def grid_of_stretch(stretch: Stretch) -> Grid:
    """The stretch as a table."""
    heads = [head_of(entry.text.text) for entry in stretch.heads]
    rows = [[Box(entry.text) for entry in stretch.heads]]
    rows += [fit(group, heads, stretch) for group in groups(stretch, heads)]
    return Grid(rows, merges=True)


def groups(stretch: Stretch, heads: Sequence[Head | None]) -> list[list[Entry]]:
    """The lines of each row: a row begins with its number, or after a blank line when it has as many as the head.

    Headings and notes between the rows stand alone.
    """
    numbered = bool(heads) and heads[0] is not None and heads[0].role is Role.NUMBER
    width, usual = len(heads), spacing(stretch)
    found: list[list[Entry]] = [[]]
    even = all(entry.blanks == usual for entry in stretch.body[1:]) and closed_by_bodies(heads)
    last = 0
    alone = noted = False
    for entry in stretch.body:
        filled = len(found[-1])
        value = value_of(entry) if numbered else None
        begins = value is not None and is_next(value, last, filled, width, apart=entry.blanks > usual)
        last = value if begins and value is not None else last
        noted = (noted or bool(NOTE.match(entry.text.text))) and not begins
        loose = stretch.tabbed or entry.blanks > usual or filled >= width - 1
        heading = noted or (not entry.indented and loose and bool(HEADING.match(entry.text.text)))
        heading |= stretch.tabbed and not entry.indented and entry.blanks > usual
        ended = filled >= width and (entry.blanks > usual or not numbered)
        if not numbered and even:
            ended = bool(found[-1]) and closes_a_row(found[-1][-1], entry, heads[-1])
            heading |= (ended or alone or not found[-1]) and is_heading(entry.text.text)
        if begins or heading or alone or ended or (not numbered and entry.blanks > usual):
            found.append([])
        found[-1].append(entry)
        alone = heading
    return [group for group in found if group]


def closed_by_bodies(heads: Sequence[Head | None]) -> bool:
    """Whether bodies fill the last column, and stand in no other but those beside it."""
    roles = [head.role if head else None for head in heads]
    return roles[-1] in BODY_ROLES and Role.TASK in roles


def is_heading(text: str) -> bool:
    """一、环境整治 — no sentence, as the text of a row would be."""
    return bool(HEADING.match(text)) and text[-1:] not in ENDS


def closes_a_row(before: Entry, entry: Entry, last: Head | None) -> bool:
    """Whether a row ends between two lines: the bodies in its last column are named, and what follows names none."""
    return mismatch(before.text.text, last) == 0 and mismatch(entry.text.text, last) > 0


def value_of(entry: Entry) -> int | None:
    """The number that a line is, if it is one."""
    number = bare_number(entry.text.text)
    part = ordinal(number) if number else None
    return part[1] if part else None


def is_next(value: int, last: int, filled: int, width: int, *, apart: bool) -> bool:
    """Whether a number begins a row: it is the next or the first one, or stands where a row must begin."""
    if apart or not last or value in {last + 1, 1}:
        return True
    return last <= value <= last + MOST_MISSING and filled >= width - 1


def spacing(stretch: Stretch) -> int:
    """How many blank lines stand between two cells of one row."""
    return min((entry.blanks for entry in stretch.heads[1:]), default=0)


def fit(group: Sequence[Entry], heads: Sequence[Head | None], stretch: Stretch) -> list[Box]:
    """The lines of a row as cells: by their places where these are plain, else by what each line looks like."""
    if len(group) == 1 and len(heads) > 1:
        return [Box(group[0].text)] + [EMPTY] * (len(heads) - 1)
    placed = by_place(group, len(heads), stretch)
    if placed is None or (not stretch.tabbed and looks_wrong(placed, heads)):
        placed = by_looks(group, heads)
    return [Box(join(cell, "\n")) if cell else EMPTY for cell in placed]


def looks_wrong(cells: Sequence[Sequence[Passage]], heads: Sequence[Head | None]) -> bool:
    """Whether some cell holds what its column cannot: a blank line and a broken one may hide each other."""
    return any(
        mismatch(passage.text, head) >= 1.5
        for cell, head in zip(cells, heads, strict=True)
        for passage in cell
    )


def by_place(group: Sequence[Entry], width: int, stretch: Stretch) -> list[list[Passage]] | None:
    """Cell after cell, a blank line being an empty cell; None where the count does not come out."""
    tabbed = stretch.tabbed
    step = spacing(stretch) + 1
    cells: list[list[Passage]] = [[] for _ in range(width)]
    at = 0
    for n, entry in enumerate(group):
        if n and tabbed and not entry.indented and not entry.blanks:
            cells[at].append(entry.text)
            continue
        at += 0 if n == 0 else max(1, (entry.blanks + 1) // step)
        if at >= width:
            return None
        cells[at].append(entry.text)
    sure = tabbed or len(group) == width or (at == width - 1 and len(group) < width)
    return cells if sure else None


def by_looks(group: Sequence[Entry], heads: Sequence[Head | None]) -> list[list[Passage]]:
    """The cheapest way to deal the lines out to the columns in order: few empty cells, few broken ones, and each
    line in a column whose kind it looks like.
    """
    width = len(heads)
    costs: list[list[float]] = [[mismatch(entry.text.text, head) for head in heads] for entry in group]
    best: list[list[tuple[float, int]]] = []
    for n, entry in enumerate(group):
        row: list[tuple[float, int]] = []
        for column in range(width):
            if n == 0:
                row.append((costs[0][column] + 0.6 * column, -1))
                continue
            ways = [
                (
                    best[n - 1][before][0] + step_cost(group[n - 1], entry, heads[column], column - before),
                    before,
                )
                for before in range(column + 1)
            ]
            cost, before = min(ways)
            row.append((cost + costs[n][column], before))
        best.append(row)
    column = min(range(width), key=lambda c: best[-1][c][0] + 0.6 * (width - 1 - c))
    cells: list[list[Passage]] = [[] for _ in range(width)]
    for n in range(len(group) - 1, -1, -1):
        cells[column].insert(0, group[n].text)
        column = best[n][column][1]
    return cells


def step_cost(before: Entry, entry: Entry, head: Head | None, step: int) -> float:
    """What it costs to put a line in the cell of the line before (0), in the next (1), or further on."""
    if step:
        return 0.6 * max(0, step - 1 - entry.blanks)
    if head is not None and head.role in BODY_ROLES:
        if LABEL.match(entry.text.text):
            return 0.1
        if not joins(before.text.text[-12:], entry.text.text):
            return 1.2
        return -1.3 if makes_a_name(before.text.text, entry.text.text) else 0.2
    return 0.2 if before.text.text[-1:] not in ENDS else 0.8


def makes_a_name(before: str, text: str) -> bool:
    """Whether two pieces that are no names make one together: 县人力资源社会保障 and 局."""
    broken = before[-1:] not in ENDS and not is_complete(last_name(before))
    return broken and is_complete(last_name(before + text))


def mismatch(text: str, head: Head | None) -> float:
    """How little a line looks like the cells of a column."""
    role = head.role if head else Role.NOTHING
    text = text.replace("\n", "")
    if role is Role.NUMBER:
        return 0 if bare_number(text) else 4
    if role in {Role.DUE, Role.SPAN}:
        return 0 if len(text) < 30 and find_deadlines(text, year=None, cell=True) else 2
    if role in BODY_ROLES:
        return 0 if NONE.fullmatch(text) or looks_like_names(text) or FRAGMENT.fullmatch(text) else 1.5
    if role is Role.TASK and len(text) < 40 and text[-1:] not in ENDS and looks_like_names(text):
        return 1
    if role is Role.TASK:
        return 0 if len(text) >= 8 or text[-1:] in ENDS else 1
    return 0 if PERSON.fullmatch(text) else 0.8


def last_name(text: str) -> str:
    """The last name of a list, without the mark of its duty."""
    return re.sub(r"[（(](?:牵头|配合)[）)]$", "", re.split(r"[、，,；;\s]", text)[-1])


def looks_like_names(text: str) -> bool:
    """Whether half of the pieces or more are bodies."""
    pieces = [piece for piece in re.split(r"[、，,；;/\s]", MARK.sub("", ETC.sub("", text))) if piece]
    good = sum(is_complete(piece) or is_collective(piece) or bool(DUTIES.search(piece)) for piece in pieces)
    return good * 2 >= len(pieces) > 0
