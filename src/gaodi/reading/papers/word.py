"""Word: paragraphs and tables of a .docx in the order of the body, a row at a time, so that memory stays small."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, Literal

from gaodi.reading.paper import Cell, Line, Paper, Progress, RefusedPaper, Table
from gaodi.reading.papers.guard import MAX_CELLS, MAX_LINES, MAX_ROWS
from gaodi.reading.papers.numbering import W, number, value
from gaodi.reading.papers.package import Package, open_package
from gaodi.reading.papers.word_text import (
    BOX,
    TBL,
    TC,
    TR,
    Letters,
    P,
    Paragraph,
    printed_below,
    read_letters,
)

if TYPE_CHECKING:
    from lxml.etree import _Element

    from gaodi.reading.papers.sweep import Sweeper

MAX_NESTING = 12  # tables in tables that are still read as tables; deeper ones are text of their cell
MAX_TABLES = 5_000
MAX_SPAN = 63  # more columns Word itself does not make
PROGRESS_EVERY = 200

CHANGES = "文档含有修订痕迹，已按全部接受修订识读，请核对是否为定稿。"
HIDDEN = "文档含有设为隐藏的文字，未予识读，请核对。"
INSERTED = "文档嵌入了别的文件（altChunk），其内容未予识读，请核对。"
REMOTE = "文档引用了外部地址（模板、图片或其他文件），系统不会访问该地址，请核对来源。"


@dataclass(slots=True)
class RowInMaking:
    """A row as its cells stand in it: (column, width, merge down, cell); ``inside`` what a lone cell wraps."""

    cells: list[tuple[int, int, str, Cell]]
    deleted: bool
    inside: list[Line | Table] | None = None


@dataclass(slots=True)
class TableInMaking:
    """A table while its rows arrive."""

    number: int
    rows: list[list[Cell]] = field(default_factory=list)
    above: dict[int, Cell] = field(default_factory=dict)  # by column: what a cell that merges down repeats
    inside: list[Line | Table] = field(default_factory=list)
    lone: bool = True  # every row has had one cell only
    seen: int = 0


@dataclass(slots=True)
class WordReader:
    """Turns the elements of the body into blocks."""

    letters: Letters
    sweeper: Sweeper
    progress: Progress
    lines: int = 0
    tables: int = 0
    boxes: int = 0
    cells: int = 0
    nesting: int = 0
    joined: str = ""  # a paragraph whose end was deleted waits for the next

    def paragraph(self, element: _Element) -> Iterator[Line | Table]:
        """The lines of a paragraph of the body, and then of the text boxes it anchors."""
        self.lines += 1
        if self.lines > MAX_LINES:
            raise RefusedPaper(f"文档超过 {MAX_LINES} 段，不像是任务清单，请只上传清单部分。")
        paragraph = self.letters.paragraph(element)
        yield from self.printed_lines(paragraph, f"line {self.lines}")
        for box in paragraph.boxes:
            yield from self.box(box)

    def printed_lines(self, paragraph: Paragraph, where: str) -> Iterator[Line]:
        """A line for each line that the paragraph breaks into; the number stands before the first."""
        text = self.joined + self.sweeper.clean(paragraph.text, where)
        self.joined = text if paragraph.joins else ""
        if paragraph.joins:
            return
        printed, offset = paragraph.number, 0
        for piece in text.split("\n"):
            if piece.strip() or printed:
                yield Line(piece, where, printed, paragraph.style, offset)
            printed, offset = None, offset + len(piece) + 1

    def box(self, box: _Element) -> Iterator[Line | Table]:
        self.boxes += 1
        yield from self.contents(box, f"text box {self.boxes}")

    def contents(self, element: _Element, place: str) -> Iterator[Line | Table]:
        """The blocks of a text box or of a cell that wraps them: lines, and tables of their own."""
        count = 0
        for child in top_blocks(element):
            if child.tag == TBL:
                yield from self.whole_table(child)
                continue
            count += 1
            paragraph = self.letters.paragraph(child)
            where = f"{place} line {count}" if place.startswith("text") else place
            yield from self.printed_lines(paragraph, where)
            for box in paragraph.boxes:
                yield from self.box(box)

    def whole_table(self, element: _Element) -> Iterator[Line | Table]:
        table = self.new_table()
        for row in top_rows(element):
            self.row(table, row)
        yield from self.finished(table)

    def new_table(self) -> TableInMaking:
        self.tables += 1
        if self.tables > MAX_TABLES:
            raise RefusedPaper(f"文档的表格超过 {MAX_TABLES} 个，不像是任务清单，请只上传清单部分。")
        return TableInMaking(self.tables)

    def row(self, table: TableInMaking, element: _Element) -> None:
        """One more row, laid on the grid of columns; a row whose deletion is tracked counts but is not kept."""
        table.seen += 1
        if table.seen > MAX_ROWS:
            raise RefusedPaper(f"表格超过 {MAX_ROWS} 行，不像是任务清单，请只上传清单部分。")
        if table.seen % PROGRESS_EVERY == 0:
            self.progress(table.seen, 0, f"第{table.number}个表第{table.seen}行")
        row = self.row_in_making(table, element)
        table.lone = table.lone and len(row.cells) == 1
        if row.deleted:
            lay(row, table)
            return
        if row.inside:
            table.inside += row.inside
        elif row.cells:
            table.inside.append(Line(row.cells[0][3].text, row.cells[0][3].where, row.cells[0][3].number))
        laid = lay(row, table)
        self.cells += len(laid)
        if self.cells > MAX_CELLS:
            raise RefusedPaper("表格的单元格过多，不像是任务清单，请只上传清单部分。")
        table.rows.append(laid)

    def row_in_making(self, table: TableInMaking, element: _Element) -> RowInMaking:
        properties = element.find(f"{W}trPr")
        deleted = False
        column = 0
        if properties is not None:
            deleted = properties.find(f"{W}del") is not None
            if deleted or properties.find(f"{W}ins") is not None:
                self.letters.notes.add("changes")
            column = min(number(value(properties, "gridBefore"), 0), MAX_SPAN)
        elements = list(top_cells(element))
        row = RowInMaking([], deleted)
        for cell in elements:
            where = f"table {table.number} row {table.seen} cell {column + 1}"
            width, down, across = merges(cell)
            if across and row.cells:
                first, wide, kind, covering = row.cells[-1]
                row.cells[-1] = (first, wide + width, kind, covering)
            elif len(elements) == 1 and self.wraps_tables(cell):
                self.nesting += 1
                row.inside = list(self.contents(cell, where))
                self.nesting -= 1
                row.cells.append((column, width, down, Cell(text_of(row.inside), where)))
            else:
                text, printed = ("", None) if down == "continue" or deleted else self.cell_text(cell, where)
                row.cells.append((column, width, down, Cell(text, where, number=printed)))
            column += width
        return row

    def wraps_tables(self, cell: _Element) -> bool:
        return self.nesting < MAX_NESTING and any(child.tag == TBL for child in top_blocks(cell))

    def cell_text(self, element: _Element, where: str) -> tuple[str, str | None]:
        """The paragraphs of a cell, nested tables and text boxes too, as lines; the first number made by Word."""
        properties = element.find(f"{W}tcPr")
        if properties is not None and properties.find(f"{W}cellDel") is not None:
            self.letters.notes.add("changes")
            return "", None
        texts, printed, joined = [], None, ""
        for paragraph in self.paragraphs_within(element):
            printed = printed or paragraph.number
            joined += paragraph.text
            if not paragraph.joins:
                texts.append(joined)
                joined = ""
        if joined:
            texts.append(joined)
        return self.sweeper.clean("\n".join(texts), where), printed

    def paragraphs_within(self, element: _Element) -> Iterator[Paragraph]:
        for child in printed_below(element):
            if child.tag == P:
                paragraph = self.letters.paragraph(child)
                yield paragraph
                for box in paragraph.boxes:
                    yield from self.paragraphs_within(box)

    def finished(self, table: TableInMaking) -> Iterator[Line | Table]:
        """The table; where it only frames other tables, what it frames."""
        if table.lone and any(isinstance(block, Table) for block in table.inside):
            yield from (block for block in table.inside if isinstance(block, Table) or block.text.strip())
        elif table.rows:
            yield Table(table.rows)


def lay(row: RowInMaking, table: TableInMaking) -> list[Cell]:
    """The row on the grid: every column has a cell, those under a merge repeat the cell that covers them."""
    laid: list[Cell] = []
    above: dict[int, Cell] = {}
    for column, width, down, cell in row.cells:
        laid += [Cell("", cell.where)] * (column - len(laid))
        covering = table.above.get(column) if down == "continue" else None
        laid.append(covered(covering, "down") if covering else cell)
        laid += [covered(covering or cell, "down" if covering else "across")] * (width - 1)
        if down:
            above[column] = covering or cell
    table.above = above
    return laid


def covered(cell: Cell, how: Literal["across", "down"]) -> Cell:
    return Cell(cell.text, cell.where, cell.offset, how, cell.number, cell.date)


def merges(cell: _Element) -> tuple[int, str, bool]:
    """How many columns wide, whether it begins or continues a merge down, whether it continues an old one across."""
    properties = cell.find(f"{W}tcPr")
    if properties is None:
        return 1, "", False
    width = max(1, min(number(value(properties, "gridSpan"), 1), MAX_SPAN))
    down, across = properties.find(f"{W}vMerge"), properties.find(f"{W}hMerge")
    kind = "" if down is None else down.get(f"{W}val", "continue")
    return width, kind, across is not None and across.get(f"{W}val", "continue") == "continue"


def text_of(blocks: list[Line | Table]) -> str:
    """What a cell that wraps tables would print."""
    lines = (
        [block.text]
        if isinstance(block, Line)
        else [cell.text for row in block.rows for cell in row if not cell.covered]
        for block in blocks
    )
    return "\n".join(text for texts in lines for text in texts)


def top_blocks(element: _Element) -> Iterator[_Element]:
    """Paragraphs and tables that stand in it, through content controls, but not those in other tables."""
    return outermost(element, (P, TBL))


def top_rows(element: _Element) -> Iterator[_Element]:
    return outermost(element, (TR,))


def top_cells(element: _Element) -> Iterator[_Element]:
    return outermost(element, (TC,))


def outermost(element: _Element, tags: tuple[str, ...]) -> Iterator[_Element]:
    stack = [iter(element)]
    while stack:
        child = next(stack[-1], None)
        if child is None:
            stack.pop()
        elif child.tag in tags:
            yield child
        else:
            stack.append(iter(child))


def read_word(path: Path, sweeper: Sweeper, progress: Progress) -> Paper:
    """The document as if printed, every change accepted; headers, footers, comments and footnotes left out."""
    with open_package(path, "docx") as package:
        main = package.main_part()
        reader = WordReader(read_letters(package, main), sweeper, progress)
        blocks = list(read_body(package, main, reader))
        warnings = [CHANGES] if "changes" in reader.letters.notes else []
        warnings += [HIDDEN] if "hidden" in reader.letters.notes else []
        warnings += [INSERTED] if "inserted" in reader.letters.notes else []
        warnings += [REMOTE] if package.remote_targets() else []
    return Paper("docx", blocks, warnings)


def read_body(package: Package, main: str, reader: WordReader) -> Iterator[Line | Table]:
    """Blocks of the body; every row and paragraph is let go of as soon as it is read."""
    body = Body(reader, package)
    for event, element in package.events(main, ("start", "end"), (P, TBL, TR, BOX, f"{W}altChunk")):
        yield from body.begins(element) if event == "start" else body.ends(element)


@dataclass(slots=True)
class Body:
    """Where in the body the stream of elements is; what lies in a text box is read with its paragraph."""

    reader: WordReader
    package: Package
    boxes: int = 0
    depth: int = 0  # of tables
    table: TableInMaking | None = None

    def begins(self, element: _Element) -> Iterator[Line | Table]:
        if element.tag == BOX:
            self.boxes += 1
        elif element.tag == TBL and not self.boxes:
            self.depth += 1
            if self.depth == 1:
                self.table = self.reader.new_table()
        return iter(())

    def ends(self, element: _Element) -> Iterator[Line | Table]:
        if element.tag == BOX:
            self.boxes -= 1
        elif self.boxes:
            return
        elif element.tag == TBL:
            self.depth -= 1
            if self.depth == 0 and self.table is not None:
                yield from self.reader.finished(self.table)
        elif self.depth == 0:
            yield from self.loose(element)
        elif element.tag == TR and self.depth == 1 and self.table is not None:
            self.reader.row(self.table, element)
            self.let_go(element)

    def loose(self, element: _Element) -> Iterator[Line | Table]:
        """A paragraph of the body, or a file put in whole."""
        if element.tag == P:
            yield from self.reader.paragraph(element)
            self.let_go(element)
        elif element.tag != TR:
            self.reader.letters.notes.add("inserted")

    def let_go(self, element: _Element) -> None:
        element.clear()
        self.package.relax()
