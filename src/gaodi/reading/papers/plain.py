"""Plain text: one line is a line; a table drawn with pipes or laid out with tabs is a table."""

from __future__ import annotations

from gaodi.reading.paper import Cell, Line, Paper, Table
from gaodi.reading.papers.markdown import Source, read_blocks, sources
from gaodi.reading.papers.sweep import Sweeper

LEAST_TABS = 2
LEAST_ROWS = 3


def read_plain(text: str, sweeper: Sweeper) -> Paper:
    """A text: what Excel saves as "Unicode text" has tabs between the cells, what people draw has pipes."""
    lines = sources(text, sweeper)
    blocks: list[Line | Table] = []
    at = rest = 0
    while at < len(lines):
        end = end_of_tabs(lines, at)
        if end - at < LEAST_ROWS:
            at += 1
            continue
        blocks += read_blocks(lines[rest:at], marked_up=False)
        blocks.append(Table([tab_row(line) for line in lines[at:end]]))
        at = rest = end
    blocks += read_blocks(lines[rest:], marked_up=False)
    return Paper("text", blocks)


def end_of_tabs(lines: list[Source], start: int) -> int:
    """The first line from ``start`` on that has not the same number of tabs."""
    tabs = lines[start].text.count("\t")
    end = start
    while tabs >= LEAST_TABS and end < len(lines) and lines[end].text.count("\t") == tabs:
        end += 1
    return end


def tab_row(line: Source) -> list[Cell]:
    cells, offset = [], 0
    for piece in line.text.split("\t"):
        cells.append(Cell(piece, line.where, offset))
        offset += len(piece) + 1
    return cells
