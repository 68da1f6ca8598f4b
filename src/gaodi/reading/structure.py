"""From a paper to a reading: which of its blocks hold the list, in what order, under which title and year."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from gaodi.bedrock.text import squash
from gaodi.reading.aligned import find_aligned
from gaodi.reading.asides import FIRST_LEADS, SYMBOL_LEADS
from gaodi.reading.bodies import Manner
from gaodi.reading.cards import turned
from gaodi.reading.checks import number_warnings, say_unplaced
from gaodi.reading.drafts import Draft
from gaodi.reading.finish import finish
from gaodi.reading.flattened import entries_of, find_stretches, grid_of_stretch
from gaodi.reading.grids import Grid, grid_of, own_boxes
from gaodi.reading.items import Item, Paragraph
from gaodi.reading.lines import unwrapped
from gaodi.reading.numbering import number_at_start
from gaodi.reading.paper import Line, Paper, Progress, RefusedPaper, no_progress
from gaodi.reading.paragraphs import read_paragraphs
from gaodi.reading.passages import Passage, join
from gaodi.reading.rows import Reading
from gaodi.reading.scripts import is_traditional, plainer
from gaodi.reading.spaced import find_spaced
from gaodi.reading.tables import ENDS, NOTE, TableOutcome, read_grid
from gaodi.reading.titles import caption_of, title_of, year_among, year_of_list

MERGING_KINDS = frozenset({"docx", "xlsx", "pdf"})
STRONG_PARAGRAPHS = 3
LEAST_DUTIES = 2
TICK = 50


@dataclass(slots=True)
class Found:
    """What the blocks of a paper gave."""

    tables: list[TableOutcome] = field(default_factory=list)
    groups: list[list[Draft]] = field(
        default_factory=list
    )  # the drafts of each table or run of paragraphs, in order
    unread: list[list[Item]] = field(default_factory=list)  # of each group: items that name no body
    from_tables: list[bool] = field(default_factory=list)
    above: list[str] = field(default_factory=list)  # the texts before the first group, for the title
    loose: list[Grid] = field(default_factory=list)  # tables without a head


def read_paper(paper: Paper, *, progress: Progress = no_progress) -> Reading:
    """The rows of a paper; ``RefusedPaper`` where it holds no list."""
    reader = StructureReader(paper)
    found = reader.read()
    if not (groups := chosen(found)):
        # only where nothing else names a body: in most papers such a chapter says what each office is for
        reader = StructureReader(paper, names_first=True)
        by_names = reader.read()
        if sum(map(len, by_names.groups)) < LEAST_DUTIES:
            raise refusal(found)
        found, groups = by_names, chosen(by_names)
    flat = [draft for n in groups for draft in found.groups[n]]
    settle(flat, 0 if any(table.first_leads for table in found.tables) else rule_begins(flat, reader.rules))
    converted = is_traditional(paper)
    rows = []
    for n, draft in enumerate(flat):
        if n % TICK == 0:
            progress(n, len(flat), "识读任务")
        rows.append(finish(draft, converted=converted))
    progress(len(flat), len(flat), "识读任务")
    title = title_of(found.above)
    warnings = [*paper.warnings, *number_warnings([(found.groups[n], found.unread[n]) for n in groups])]
    warnings += say_unplaced([place for table in found.tables for place in table.unplaced])
    return Reading(title, year_of_list(found.above), rows, warnings)


def chosen(found: Found) -> list[int]:
    """Which groups make the list: where tables hold rows, paragraphs beside them are notices, unless they are
    plainly measures of their own.
    """
    has_tables = any(group for group, table in zip(found.groups, found.from_tables, strict=True) if table)
    return [
        n
        for n, (group, table) in enumerate(zip(found.groups, found.from_tables, strict=True))
        if group and (table or not has_tables or are_measures(group))
    ]


def are_measures(group: Sequence[Draft]) -> bool:
    return sum(draft.no is not None and bool(draft.bodies.names) for draft in group) >= STRONG_PARAGRAPHS


def settle(drafts: Sequence[Draft], first: int) -> None:
    """Name the leads; from the draft ``first`` on, the first body leads where nothing else says who does."""
    for n, draft in enumerate(drafts):
        if not draft.leads_named_elsewhere:
            draft.bodies.settle(first_leads=n >= first)


def rule_begins(drafts: Sequence[Draft], texts: Sequence[str]) -> int:
    """The first draft to which 列第一位者为牵头单位，下同 applies; behind the last where nobody says it.

    Said beside the bodies of an item it holds from there on, as 下同 means (in the first item that is the whole list).
    Said anywhere else — in the preamble, a head, a note below — it holds for the whole list.
    """
    rules = {squash(rule.text) for draft in drafts for rule in draft.bodies.rules}
    for text in map(squash, texts):
        for rule in rules:
            text = text.replace(rule, "")  # noqa: PLW2901
        if FIRST_LEADS.search(text):
            return 0
    return next((n for n, draft in enumerate(drafts) if draft.bodies.rules), len(drafts))


def refusal(found: Found) -> RefusedPaper:
    """What is wrong with a paper without rows, and what to do."""
    if any(table.has_head and table.has_task for table in found.tables):
        return RefusedPaper("表头下面没有任务：请填上任务后重新上传。")
    if any(table.has_head for table in found.tables):
        return RefusedPaper(
            "表中没有写任务的一栏（如“任务内容”“工作举措”），不像任务清单，请核对后重新上传。"
        )
    if any(sum(len(own_boxes(row)) > 1 for row in grid.rows) > 1 for grid in found.loose):
        return RefusedPaper(
            "表格没有表头：请在第一行写明各栏名称（如“任务内容”“牵头单位”“责任单位”）后重新上传。"
        )
    return RefusedPaper("没有读到任务：文件里没有任务表格，也没有写明责任单位的任务，请上传任务清单。")


def whole_texts(paper: Paper) -> Iterator[str]:
    """The texts of a paper, lines broken anywhere being one text."""
    yield "".join(line.text.strip() for line in paper.lines())
    yield from ("".join(cell.text.split()) for table in paper.tables() for row in table.rows for cell in row)


class StructureReader:
    """Walks over the blocks of a paper, lines between tables being read together."""

    def __init__(self, paper: Paper, *, names_first: bool = False) -> None:
        self.paper = paper
        self.plain = plainer(paper)
        self.rules = [
            self.plain(Passage(text)).text for text in whole_texts(paper) if "牵" in text or "牽" in text
        ]
        sign = next((match[1] for text in self.rules if (match := SYMBOL_LEADS.search(text))), "")
        self.manner = Manner(lead_sign=sign, names_first=names_first)
        self.found = Found()
        self.recent: list[str] = []  # texts since the last table

    def read(self) -> Found:
        lines: list[Line] = []
        for block in self.paper.blocks:
            if isinstance(block, Line):
                lines.append(block)
                continue
            self.take_lines(lines)
            lines = []
            self.take_grid(grid_of(block, self.plain, merges=self.paper.kind in MERGING_KINDS))
        self.take_lines(lines)
        self.name_by_captions()
        return self.found

    def take_lines(self, lines: Sequence[Line]) -> None:
        """A run of lines: tables laid out with blanks, or pasted one cell a line, and paragraphs for the rest."""
        passages = [self.plain(Passage.of(line)) for line in lines]
        at = 0
        while laid_out := find_aligned(passages[at:]) or find_spaced(passages[at:]):
            start, end, grid = laid_out
            self.take_flattened(lines[at : at + start])
            self.take_grid(grid)
            at += end
        self.take_flattened(lines[at:])

    def take_flattened(self, lines: Sequence[Line]) -> None:
        entries = entries_of(lines, self.plain)
        lines = [entry.line for entry in entries]
        at = 0
        for stretch in find_stretches(entries):
            self.take_text(lines[at : stretch.start])
            self.take_grid(grid_of_stretch(stretch))
            at = stretch.end
        self.take_text(lines[at:])

    def take_text(self, lines: Sequence[Line]) -> None:
        if not lines:
            return
        paragraphs = [
            Paragraph(text, line.number, line.style)
            for text, line in unwrapped(lines, self.plain, self.paper.kind)
        ]
        if paragraphs and self.ends_a_broken_row(paragraphs[0]):
            paragraphs = paragraphs[1:]
        spoken = [paragraph.text.text.strip() for paragraph in paragraphs]
        drafts, unread = read_paragraphs(paragraphs, self.manner)
        before = spoken[: first_place(drafts, paragraphs)]
        year = year_of_list(before, self.found.above)
        if not any(self.found.groups):
            self.found.above += before
        self.recent = spoken[-6:]
        for draft in drafts:
            draft.year = year_among([draft.category or ""]) or year
        self.found.groups.append(drafts)
        self.found.unread.append(unread)
        self.found.from_tables.append(False)

    def ends_a_broken_row(self, paragraph: Paragraph) -> bool:
        """Whether the first line under a table is the rest of its last row, that a page broke in mid-sentence."""
        if self.paper.kind != "pdf" or not self.found.tables or not self.found.tables[-1].drafts:
            return False
        last, text = self.found.tables[-1].drafts[-1], paragraph.text.text.strip()
        goes_on = last.text.text.rstrip()[-1:] not in ENDS and text[-1:] in ENDS
        if not goes_on or number_at_start(text) or NOTE.match(text):
            return False
        last.text = join([last.text, paragraph.text])
        return True

    def take_grid(self, grid: Grid) -> None:
        before = self.found.tables[-1] if self.found.tables else None
        grid = turned(grid) or grid
        outcome = read_grid(grid, self.manner, before)
        if not outcome.has_head:
            self.found.loose.append(grid)
            if not any(self.found.groups):
                self.found.above += outcome.opening
            return
        year = year_of_list(outcome.opening, self.recent, self.found.above, [grid.name])
        for draft in outcome.drafts:
            draft.year = year_among([draft.category or ""]) or year
        if not any(self.found.groups):
            self.found.above += outcome.opening
        outcome.caption = grid.name or caption_of([*self.recent, *outcome.opening])
        self.recent = []
        self.found.tables.append(outcome)
        self.found.groups.append(outcome.drafts)
        self.found.unread.append([])
        self.found.from_tables.append(True)

    def name_by_captions(self) -> None:
        """Where a paper holds several tables, the heading (or the sheet) of each is the category of its rows."""
        filled = [table for table in self.found.tables if table.drafts]
        if len({table.caption for table in filled}) < 2:
            return
        for table in filled:
            for draft in table.drafts:
                draft.category = "／".join(part for part in (table.caption, draft.category) if part) or None


def first_place(drafts: Sequence[Draft], paragraphs: Sequence[Paragraph]) -> int:
    """How many paragraphs stand before the first measure."""
    if not drafts:
        return len(paragraphs)
    where = drafts[0].where
    return next((n for n, paragraph in enumerate(paragraphs) if paragraph.text.where == where), 0)
