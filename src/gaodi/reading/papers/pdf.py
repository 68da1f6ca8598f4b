"""PDF: text and ruled tables, page by page, each page forgotten before the next; scanned papers are refused.

Lines outside of tables come as paragraphs: where a line plainly wraps, the next is joined to it without a break, and
``where`` names the first. The same holds inside a cell. Page numbers and heads that every page repeats are left out.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from itertools import islice
from pathlib import Path
from typing import Any

from pdfminer.pdfpage import PDFPage
from pdfminer.pdftypes import resolve1

from gaodi.reading.paper import Cell, Line, Paper, Progress, RefusedPaper, Table
from gaodi.reading.papers.guard import MAX_CELLS, MAX_ROWS, damage_refused
from gaodi.reading.papers.pdf_guard import is_drawing, opened
from gaodi.reading.papers.pdf_gutters import unruled_pieces
from gaodi.reading.papers.pdf_tables import (
    Piece,
    append_piece,
    boxes_of,
    continues,
    grid_edges,
    open_ends,
    placed,
    read_rows,
)
from gaodi.reading.papers.pdf_text import TextLine, glue, is_page_number, is_wrapped, text_lines
from gaodi.reading.papers.sweep import Sweeper

MAX_PAGES = 2_000
FEW_ROWS = 3  # a page may hold so little of a ruled table; or shading was taken for one
SHORT = 6  # letters that the longest line may stay short of a margin as wide as the left one
LEAST_LETTERS = 12  # a page number on a scanned page is no text
UNKNOWN_LETTER = re.compile(r"\(cid:\d+\)")
CONTINUED = re.compile(r"[（(]?\s*(?:续表|续上表|接上表|接上页|续)\s*\d*\s*[）)]?")

SCANNED = "这是扫描件，没有可识读的文字，请先 OCR 识别后重新上传，或上传原始的 Word、Excel 文件。"
UNKNOWN = "PDF 的字体没有文字编码，识读不出文字，请先 OCR 识别后重新上传，或上传原始的 Word、Excel 文件。"
ACTIONS = "PDF 中含有脚本、自动动作或附件，系统不会执行或打开，请核对来源。"


@dataclass(slots=True)
class OpenTable:
    """A table that the next page may go on with."""

    edges: list[float]
    rows: list[list[Cell]]


@dataclass(slots=True)
class PdfReader:
    """Gathers blocks over the pages."""

    sweeper: Sweeper
    blocks: list[Line | Table] = field(default_factory=list)
    table: OpenTable | None = None  # the last thing read, if that is a table
    line: tuple[TextLine, float, float] | None = None  # likewise a line, with the measure of its page
    margins: set[tuple[str, int]] = field(default_factory=set)
    cells: int = 0

    def page(self, page: Any, number: int) -> tuple[int, int]:
        """Reads a page; gives the count of its letters and of those whose meaning the file does not tell."""
        with damage_refused("pdf", Exception):
            chars = straight(page.chars)
            settings = {"explicit_horizontal_lines": open_ends(page.edges)}
            tables = [] if is_drawing(page.edges) else page.find_tables(settings)
        pieces = [piece for table in tables if (piece := piece_of(table)) is not None]
        if all(len(grid_edges([box[1] for box in piece.boxes])) < FEW_ROWS for piece in pieces):
            pieces = fuller(unruled_pieces(without_numbers(chars, page.height), page.edges), pieces, chars)
        pieces.sort(key=top_of)
        outside = [char for char in chars if not any(holds(piece, char) for piece in pieces)]
        lines = self.without_margins(text_lines(outside), page.height, number)
        self.blocks_of(lines, pieces, chars, number, measure(lines, page.width))
        letters = sum(not char["text"].isspace() for char in chars)
        return letters, sum(bool(UNKNOWN_LETTER.fullmatch(char["text"])) for char in chars)

    def without_margins(
        self, lines: list[TextLine], height: float, number: int
    ) -> list[tuple[int, TextLine]]:
        """The lines with their numbers on the page, but no page number and no head or foot that was read before."""
        kept = []
        for at, line in enumerate(lines, 1):
            if is_page_number(line, height):
                continue
            if line.top < 0.12 * height or line.bottom > 0.9 * height:
                mark = (re.sub(r"[\d\s]", "", line.text), round(line.top / 4))
                if number > 1 and mark in self.margins:
                    continue
                self.margins.add(mark)
            kept.append((at, line))
        return kept

    def blocks_of(
        self,
        lines: list[tuple[int, TextLine]],
        pieces: list[Piece],
        chars: list[Any],
        number: int,
        measured: tuple[float, float],
    ) -> None:
        """Lines and tables of a page in the order of reading."""
        left, right = measured
        waiting = list(lines)
        row = 1
        for piece in pieces:
            while waiting and waiting[0][1].top < top_of(piece):
                self.add_line(*waiting.pop(0), left, right, number)
            row = self.add_piece(piece, chars, number, row)
        for at, line in waiting:
            self.add_line(at, line, left, right, number)

    def add_line(self, at: int, line: TextLine, left: float, right: float, number: int) -> None:
        """A new paragraph, or the rest of the one before."""
        if self.table and CONTINUED.fullmatch(line.text):
            return
        self.table = None
        where = f"page {number} line {at}"
        text = self.sweeper.clean(line.text, where)
        before = self.blocks[-1] if self.blocks else None
        if self.line and isinstance(before, Line) and is_wrapped(self.line[0], line, left, self.line[2]):
            self.blocks[-1] = Line(before.text + glue(before.text, text) + text, before.where)
        elif text:
            self.blocks.append(Line(text, where))
        self.line = (line, left, right)

    def add_piece(self, piece: Piece, chars: list[Any], number: int, row: int) -> int:
        """A table, or more rows of the table that the page before ended with."""
        following = self.table if row == 1 and self.table and continues(self.table.edges, piece) else None
        edges = following.edges if following else piece.edges
        read_rows(piece, edges, chars, number, row, self.sweeper)
        if following:
            append_piece(following.rows, piece)
        else:
            self.table = OpenTable(edges, piece.rows)
            self.blocks.append(Table(piece.rows))
        self.line = None
        self.cells += len(piece.rows) * len(edges)
        if self.cells > MAX_CELLS or (self.table and len(self.table.rows) > MAX_ROWS):
            raise RefusedPaper(f"表格超过 {MAX_ROWS} 行，不像是任务清单，请只上传清单部分。")
        return row + len(piece.rows)


def read_pdf(path: Path, sweeper: Sweeper, progress: Progress) -> Paper:
    """The text of a PDF; ``progress`` is told every page and may stop the reading."""
    reader = PdfReader(sweeper)
    letters = unknown = 0
    blank: list[int] = []
    with opened(path) as pdf:
        pages = pages_of(pdf)
        for number, page in enumerate(pages, 1):
            progress(number - 1, len(pages), f"第{number}页")
            found, strange = reader.page(page, number)
            if found < LEAST_LETTERS and has_picture(page):
                blank.append(number)
            letters, unknown = letters + found, unknown + strange
            forget(pdf, page)
        warnings = [ACTIONS] if has_actions(pdf) else []
    check_letters(letters, unknown, len(blank), len(pages))
    if blank:
        said = "、".join(str(number) for number in blank[:10])
        warnings.append(f"第{said}页没有文字，可能是扫描件，未予识读，请先 OCR 识别后重新上传。")
    blocks = [Table(placed(block.rows)) if isinstance(block, Table) else block for block in reader.blocks]
    return Paper("pdf", blocks, warnings)


def pages_of(pdf: Any) -> list[Any]:
    """The pages, counted before the library makes anything of them."""
    with damage_refused("pdf", Exception):
        if sum(1 for _ in islice(PDFPage.create_pages(pdf.doc), MAX_PAGES + 1)) > MAX_PAGES:
            raise RefusedPaper(f"PDF 超过 {MAX_PAGES} 页，不像是任务清单，请只上传清单部分。")
        return list(pdf.pages)


def check_letters(letters: int, unknown: int, blank: int, pages: int) -> None:
    """A paper of pictures, of letters without meaning, or of nothing is refused."""
    if unknown * 3 > letters:
        raise RefusedPaper(UNKNOWN)
    if letters < LEAST_LETTERS or (blank and letters < LEAST_LETTERS * pages):
        raise RefusedPaper(SCANNED)


def fuller(unruled: list[Piece], ruled: list[Piece], chars: list[Any]) -> list[Piece]:
    """What was found by blanks, if that holds much more than what was found by rulings: then those were shading."""
    return unruled if held(unruled, chars) > 1.5 * held(ruled, chars) else ruled


def held(pieces: list[Piece], chars: list[Any]) -> int:
    return sum(any(holds(piece, char) for piece in pieces) for char in chars)


def measure(lines: list[tuple[int, TextLine]], width: float) -> tuple[float, float]:
    """Where full lines begin and end; on a page of short lines none is full, and the margin is as wide as the left."""
    left = min((line.x0 for _, line in lines), default=0.0)
    right = max((line.x1 for _, line in lines), default=0.0)
    size = max((line.size for _, line in lines), default=0.0)
    return left, right if right > width - left - SHORT * size else width - left


def without_numbers(chars: list[Any], height: float) -> list[Any]:
    """The characters of a page but its page number."""
    bands = [(line.top, line.bottom) for line in text_lines(chars) if is_page_number(line, height)]
    return [char for char in chars if not any(top <= char["top"] <= bottom for top, bottom in bands)]


def straight(chars: list[Any]) -> list[Any]:
    """The letters that run along the lines; a stamp lying across the page is left out."""
    along = [char for char in chars if abs(char["matrix"][1]) < 0.1 * abs(char["matrix"][0])]
    return along if 2 * len(along) >= len(chars) else chars


def piece_of(table: Any) -> Piece | None:
    """A table of two columns at least; a frame around text is none."""
    boxes = boxes_of(table)
    edges = grid_edges([box[0] for box in boxes] + [box[2] for box in boxes])
    return Piece(edges, boxes) if len(edges) > 2 and len(boxes) > 1 else None


def top_of(piece: Piece) -> float:
    return min(box[1] for box in piece.boxes)


def holds(piece: Piece, char: Any) -> bool:
    middle = (char["top"] + char["bottom"]) / 2
    x = (char["x0"] + char["x1"]) / 2
    within = top_of(piece) <= middle <= max(box[3] for box in piece.boxes)
    return bool(within and piece.edges[0] <= x <= piece.edges[-1])


def has_picture(page: Any) -> bool:
    with damage_refused("pdf", Exception):
        return bool(page.images)


def forget(pdf: Any, page: Any) -> None:
    """Memory stays flat: the page's layout and the objects read for it are let go of."""
    page.close()
    pdf.doc._cached_objs.clear()


def has_actions(pdf: Any) -> bool:
    """Whether the PDF would do something by itself in a program that lets it."""
    with damage_refused("pdf", Exception):
        catalog = pdf.doc.catalog
        names = resolve1(catalog.get("Names")) or {}
        action = resolve1(catalog.get("OpenAction"))
        kind = str(resolve1(action.get("S"))) if isinstance(action, dict) else ""
        listed = isinstance(names, dict) and bool({"JavaScript", "EmbeddedFiles"} & set(names))
    return listed or any(name in kind for name in ("JavaScript", "Launch", "URI", "SubmitForm", "ImportData"))
