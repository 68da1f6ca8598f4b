"""Tables: rows under a head become drafts; categories, notes, totals and repeated heads are told apart."""

from __future__ import annotations

import re
from dataclasses import dataclass, field, replace

from gaodi.bedrock.text import squash
from gaodi.reading.bodies import Bodies, Manner, read_bodies
from gaodi.reading.brackets import closings
from gaodi.reading.columns import Columns, in_place, is_displaced, is_head_row, read_columns
from gaodi.reading.drafts import Draft
from gaodi.reading.grids import EMPTY, Box, Grid, own_boxes
from gaodi.reading.heads import Role
from gaodi.reading.numbering import bare_number, number_at_start
from gaodi.reading.passages import Passage, join

TOTAL = re.compile(r"(?:合\s*计|总\s*计|小\s*计|共\s*计|累\s*计|总数)(?:[:：共\d].*)?")
NOTE = re.compile(
    r"\s*[（(*※]?\s*(?:备?注|附注|说明|填表说明|填报说明|填报要求|提示|注释|资料来源|数据来源)\s*[\d一二三四1-9]?\s*[:：.、]"
    r"|\s*(?:填表|填报|制表|审核|审批|复核|编制|负责|联系|签发|监督|举报)(?:人|单位|日期|时间|电话)\s*(?:签字|（签字）|\(签字\))?\s*[:：]"
)
BARE_FIGURE = re.compile(r"((?:[≥≤＞＜><约近超过不低少高多于]*)\d[\d.,]*)([^\d]{0,4})")
HAN_KINDS = frozenset({"（一）", "一）", "一、", "第一条", "I"})
ENDS = "。；;！!？?"
LONGEST_CATEGORY = 60


@dataclass(slots=True)
class TableOutcome:
    """What was found in a table: drafts, and which heads, for a refusal must say what is missing."""

    drafts: list[Draft] = field(default_factory=list)
    has_head: bool = False
    has_task: bool = False
    columns: Columns | None = None
    first_leads: bool = False
    opening: list[str] = field(default_factory=list)  # the texts above the head
    caption: str | None = None
    unplaced: list[str] = field(default_factory=list)  # where rows are that do not fit the head


def read_grid(grid: Grid, manner: Manner, before: TableOutcome | None) -> TableOutcome:
    """The drafts of a table. A table without a head may go on where the one before ended."""
    return GridReader(grid, manner, before).read()


class GridReader:
    """One pass over the rows of a table; it remembers what cells left empty take from above."""

    def __init__(self, grid: Grid, manner: Manner, before: TableOutcome | None) -> None:
        self.grid = grid
        self.manner = manner
        self.before = before
        self.outcome = TableOutcome()
        self.columns: Columns | None = None
        self.category: str | None = None
        self.above: list[Box] = []
        self.fresh = True  # at the top of a page or a table, where a broken row may go on
        self.noted = False

    def read(self) -> TableOutcome:
        rows = self.grid.rows = even(self.grid)
        at = 0
        while at < len(rows):
            if is_head_row(rows[at]):
                at = self.take_head(at) + 1
                continue
            if self.columns is not None or self.goes_on(at):
                self.take_row(rows[at])
            else:
                self.outcome.opening += [box.text.text for _, box in own_boxes(rows[at])]
            at += 1
        return self.outcome

    def take_head(self, at: int) -> int:
        """Learn the columns from a head row, the same as before or others; gives its last row."""
        columns = read_columns(self.grid.rows, at)
        self.columns = columns
        self.outcome.columns = columns
        self.outcome.has_head = True
        self.outcome.has_task |= columns.text is not None
        self.outcome.first_leads |= columns.first_leads
        self.fresh = True
        self.noted = False
        if (
            self.before
            and self.before.columns
            and columns.words == self.before.columns.words
            and not self.outcome.drafts
        ):
            self.above = []
        return columns.last_row

    def goes_on(self, at: int) -> bool:
        """Whether a table without a head of its own continues the one before it, over a page."""
        before = self.before.columns if self.before else None
        if before is None or at > 0 or abs(self.grid.width - len(before.words)) > 0 or before.text is None:
            return False
        if any(is_head_row(row) for row in self.grid.rows):
            return False
        self.columns = self.outcome.columns = before
        self.outcome.has_head = self.outcome.has_task = True
        if self.before and self.before.drafts:
            self.category = self.before.drafts[-1].category
        return True

    def box(self, row: list[Box], column: int | None) -> Box:
        """The cell of a column; one that a merge to its left covers is empty."""
        if column is None or column >= len(row) or row[column].covered == "across":
            return EMPTY
        return row[column]

    def take_row(self, row: list[Box]) -> None:
        columns = self.columns
        if columns is None or columns.text is None:
            return
        row = row if self.grid.merges else in_place(row, columns)
        own = own_boxes(row)
        if not own:
            return
        if not self.grid.merges and is_displaced(row, columns):
            self.outcome.unplaced.append(row[0].text.where)
        if self.noted or self.is_aside(own):
            return
        if self.is_category(row, own):
            self.category = (
                own[-1][1].text.flowing().text
                if len(own) == 1
                else "".join(box.text.text for _, box in own[:2])
            )
            self.above = []
            return
        if self.continues(row):
            self.extend(row)
        else:
            self.add(row)
        self.fresh = False

    def is_aside(self, own: list[tuple[int, Box]]) -> bool:
        """A total, or a note; after a note under the table nothing is a task any more."""
        first = own[0][1].text.text
        if NOTE.match(first) and len(own) <= 3:
            self.noted = len(own) == 1
            return True
        second = own[1][1].text.text if len(own) > 1 else ""
        return bool(
            TOTAL.fullmatch(squash(first)) or (TOTAL.fullmatch(squash(second)) and self.columns is not None)
        )

    def is_category(self, row: list[Box], own: list[tuple[int, Box]]) -> bool:
        """A row with one text only, over the whole width or in front, that is a heading."""
        columns = self.columns
        if columns is None or any(box.covered == "down" and box.filled for box in row):
            return False  # a merge reaches down into the row: a measure of its block
        if len(own) > 1:
            return self.is_numbered_heading(own)
        column, box = own[0]
        text = box.text.text.strip()
        if len(text) > LONGEST_CATEGORY:
            return False
        if column + 1 < len(row) and row[column + 1].covered == "across":
            return True
        if column != columns.text:
            return column != columns.number or bare_number(text) is None
        number = number_at_start(text)
        return bool(number and number.kind in HAN_KINDS) or (
            text[-1:] not in ENDS and self.numbers_are_used(row)
        )

    def numbers_are_used(self, row: list[Box]) -> bool:
        return (
            self.columns is not None
            and self.columns.number is not None
            and not self.box(row, self.columns.number).filled
        )

    def is_numbered_heading(self, own: list[tuple[int, Box]]) -> bool:
        """一 | 基础设施建设: a Chinese number and a short heading where measures have figures."""
        columns = self.columns
        if columns is None or len(own) != 2 or own[0][0] != columns.number:
            return False
        number, text = own[0][1].text.text.strip("（）()、. "), own[1][1].text.text
        return (
            number.isalpha()
            and bare_number(number) is not None
            and len(text) <= LONGEST_CATEGORY
            and text[-1:] not in ENDS
        )

    def continues(self, row: list[Box]) -> bool:
        """The rest of a row that a page broke: no number where numbers are, and no bodies that stand for themselves."""
        columns = self.columns
        if (
            not self.fresh
            or columns is None
            or columns.number is None
            or not (self.outcome.drafts or self.carried())
        ):
            return False
        number = self.box(row, columns.number)
        if number.filled or number.number:
            return False
        last = self.outcome.drafts[-1] if self.outcome.drafts else self.carried()
        text = self.box(row, columns.text)
        if last is None or last.no is None:
            return False
        return not text.filled or last.text.text.rstrip()[-1:] not in ENDS

    def carried(self) -> Draft | None:
        return self.before.drafts[-1] if self.before and self.before.drafts else None

    def extend(self, row: list[Box]) -> None:
        """Add the rest of a broken row to the draft it belongs to."""
        columns, last = self.columns, self.outcome.drafts[-1] if self.outcome.drafts else self.carried()
        if columns is None or last is None:
            return
        text = self.box(row, columns.text).text
        if text:
            last.text = join([last.text, text])
        for column, head in columns.bodies:
            self.extend_bodies(last, self.box(row, column), head.role)
        for column in columns.due:
            if (due := self.box(row, column).text) and last.due:
                last.due[-1] = join([last.due[-1], due])
            elif due:
                last.due.append(due)

    def extend_bodies(self, last: Draft, box: Box, role: Role) -> None:
        """A name that the page broke goes on; else more names."""
        if not box.filled:
            return
        cells = last.cells.get(role)
        whole = join([cells, box.text], "\n") if cells else box.text
        last.cells[role] = whole
        last.bodies = Bodies()
        for kept, passage in last.cells.items():
            last.bodies.add(read_bodies(passage, kept, self.manner))

    def add(self, row: list[Box]) -> None:
        columns = self.columns
        if columns is None:
            return
        row = self.filled_from_above(row)
        self.above = row
        draft = self.draft_of(row, columns)
        if draft is None:
            return
        previous = self.outcome.drafts[-1] if self.outcome.drafts else None
        text = row[columns.text] if columns.text is not None and columns.text < len(row) else EMPTY
        if previous and text.covered == "down" and previous.text.text == draft.text.text:
            previous.bodies.add(draft.bodies)
            previous.due += [
                due for due in draft.due if due.text not in {known.text for known in previous.due}
            ]
            return
        self.outcome.drafts.append(draft)

    def filled_from_above(self, row: list[Box]) -> list[Box]:
        """Where no merge does it, a block fills its number and title once: the rows below take them over."""
        if not self.above:
            return row
        takes = self.taken_over(row)
        return [
            replace(self.above[n], covered="down")
            if n in takes and n < len(self.above) and not box.filled and not box.number and not box.covered
            else box
            for n, box in enumerate(row)
        ]

    def taken_over(self, row: list[Box]) -> set[int]:
        """The columns whose empty cell says "as above"."""
        columns = self.columns
        if columns is None:
            return set()
        takes: set[int] = set()
        for n in sorted([*columns.categories, *columns.titles]):
            if row[n].filled:
                break
            takes.add(n)
        if columns.text is not None and not self.grid.merges:  # bodies before the tasks head a block of them
            takes |= {n for n, _ in columns.bodies if n < columns.text and not row[n].filled}
        number = columns.number
        if number is not None and not row[number].filled and not row[number].number:
            takes.add(number)
            if not self.grid.merges and not any(self.box(row, n).filled for n, _ in columns.bodies):
                takes |= {n for n, _ in columns.bodies} | set(columns.due)
        return takes - self.grid.merged_down()

    def draft_of(self, row: list[Box], columns: Columns) -> Draft | None:
        """The row as a draft; None where it holds no task."""
        text = self.box(row, columns.text).text
        titles = [self.box(row, n).text.unbroken().text for n in columns.titles]
        titles = [title for title in titles if title]
        if not text:
            column = next((n for n in reversed(columns.titles) if self.box(row, n).filled), None)
            if column is None:
                return None
            text, titles = self.box(row, column).text, titles[:-1]
        draft = Draft(text, Bodies(), leads_named_elsewhere=columns.has_lead, where=text.where)
        draft.title = "／".join(titles) or None
        draft.category = self.category_of(row, columns)
        self.number(draft, self.box(row, columns.number))
        self.bodies(draft, row, columns)
        self.times(draft, row, columns)
        return draft

    def category_of(self, row: list[Box], columns: Columns) -> str | None:
        cells = [self.box(row, n).text.unbroken().text for n in columns.categories]
        return "／".join(part for part in [self.category, *cells] if part) or None

    def number(self, draft: Draft, box: Box) -> None:
        """The number of the row: its cell's, or the one that its text begins with."""
        printed = box.number or box.text.text
        draft.no = bare_number(printed) or (printed.strip() or None)
        draft.repeats = box.covered == "down"
        begins = number_at_start(draft.text.text)
        if begins and (draft.no is None or one_item(draft.text.text, begins.kind)):
            draft.text = draft.text.cut(begins.end)
            draft.no = draft.no or begins.printed

    def bodies(self, draft: Draft, row: list[Box], columns: Columns) -> None:
        for column, head in columns.bodies:
            cell = self.box(row, column).text
            if cell:
                draft.cells[head.role] = cell
                manner = replace(self.manner, persons=head.persons, paired=head.paired)
                draft.bodies.add(read_bodies(cell, head.role, manner))
        if not draft.bodies.names:
            self.bracket_in_text(draft)
        draft.due += draft.bodies.due
        scope = self.box(row, columns.scope).text
        draft.bodies.scope = draft.bodies.scope or scope or None

    def bracket_in_text(self, draft: Draft) -> None:
        """Where no cell names a body, the text may close with a bracket that does."""
        found = [
            closing for closing in closings(draft.text, self.manner, numbered=True) if closing.bodies.names
        ]
        if found:
            draft.text = draft.text.without([closing.span for closing in found]).strip()
            for closing in found:
                draft.bodies.add(closing.bodies)

    def times(self, draft: Draft, row: list[Box], columns: Columns) -> None:
        for column in columns.due:
            box = self.box(row, column)
            if box.date:
                draft.dates.append((box.date, box.text))
            elif box.says_something:
                draft.due.append(box.text)
        for column, when in columns.spans:
            box = self.box(row, column)
            if box.says_something:
                draft.spans.append((when, with_unit(box.text, self.box(row, columns.unit))))
        aims = [self.box(row, n) for n in columns.aims]
        draft.aims = [with_unit(box.text, self.box(row, columns.unit)) for box in aims if box.says_something]


def even(grid: Grid) -> list[list[Box]]:
    """The rows, all of one length: a paper may leave cells out at the end."""
    width = grid.width
    return [row + [EMPTY] * (width - len(row)) for row in grid.rows]


def with_unit(figure: Passage, unit: Box) -> Passage:
    """6左右 beside a cell that says %: the unit goes behind the number, though it stands in another cell."""
    match = BARE_FIGURE.fullmatch(figure.text)
    if match is None or not unit.says_something:
        return figure
    return join([figure.cut(0, match.end(1)), Passage(unit.text.text), figure.cut(match.end(1))])


def one_item(text: str, kind: str) -> bool:
    """Whether a cell that begins with a number holds that one item, and no list of several."""
    parts = re.split(r"[\n。；;]\s*", text)
    return sum(bool((n := number_at_start(part)) and n.kind == kind) for part in parts if part) <= 1
