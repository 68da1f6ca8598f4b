"""Markdown: pipe tables become tables, headings and paragraphs lines; every text keeps its offset in its line.

Markup inside a cell is blanked out rather than removed: ``<br>`` becomes blanks and a line break of the same length,
``**`` becomes two blanks. So a text, stripped, can be found again at its offset in the line of the source.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from gaodi.reading.paper import Cell, Line, Paper, RefusedPaper, Table
from gaodi.reading.papers.guard import MAX_LINES, MAX_ROWS
from gaodi.reading.papers.sweep import Sweeper

LINE_END = re.compile("\r\n|[\r\n\u2028\u2029\x85]")
PIPE = re.compile(r"(?<!\\)[|｜]")
RULE = re.compile(r"\s*[|｜]?\s*:?-+:?\s*([|｜]\s*:?-+:?\s*)*[|｜]?\s*")
BR = re.compile(r"<br\s*/?>", re.IGNORECASE)
BOLD = re.compile(r"(\*\*|__)(?=\S)(.+?)(?<=\S)\1")
HEADING = re.compile(r"(#{1,6})\s+")
CLOSING_MARKS = re.compile(r"\s+#+\s*$")
LEADING_MARK = re.compile(r"(>\s*)+|[-*+]\s+(?=\S)")
FENCE = re.compile(r"\s*(```|~~~)")


@dataclass(frozen=True, slots=True)
class Source:
    """A line of the source with its number."""

    number: int
    text: str

    @property
    def where(self) -> str:
        return f"line {self.number}"


def read_markdown(text: str, sweeper: Sweeper) -> Paper:
    """A Markdown text: markup of headings, quotations and bullets is no part of the lines."""
    blocks = list(read_blocks(sources(text, sweeper), marked_up=True))
    return Paper("markdown", blocks)


def sources(text: str, sweeper: Sweeper) -> list[Source]:
    """The lines of a text, cleaned and numbered from 1."""
    lines = LINE_END.split(text)
    if len(lines) > MAX_LINES:
        raise RefusedPaper(f"文本超过 {MAX_LINES} 行，不像是任务清单，请只上传清单部分。")
    return [Source(n, sweeper.clean(line, f"line {n}")) for n, line in enumerate(lines, 1)]


def read_blocks(lines: list[Source], *, marked_up: bool) -> Iterator[Line | Table]:
    """Tables where pipes stand in two lines or more, lines elsewhere; blank lines say nothing."""
    at = 0
    while at < len(lines):
        end = end_of_table(lines, at)
        if end > at:
            yield pipe_table(lines[at:end])
            at = end
            continue
        if lines[at].text.strip() and not (marked_up and FENCE.match(lines[at].text)):
            yield marked_line(lines[at]) if marked_up else Line(lines[at].text, lines[at].where)
        at += 1


def end_of_table(lines: list[Source], start: int) -> int:
    """Where the table that begins at ``start`` ends; ``start`` itself where none begins.

    A table has at least two lines with pipes, and at least two columns; a single pipe in a sentence makes none.
    """
    end = start
    while end < len(lines) and is_pipe_line(lines[end].text):
        end += 1
    if end - start < 2:
        return start
    cells = [len(split_pipes(line.text)) for line in lines[start:end] if not RULE.fullmatch(line.text)]
    ruled = len(cells) < end - start
    return end if cells and max(cells) >= (1 if ruled else 2) else start


def is_pipe_line(text: str) -> bool:
    return bool(PIPE.search(text)) and bool(text.strip())


def pipe_table(lines: list[Source]) -> Table:
    rows = [pipe_row(line) for line in lines if not RULE.fullmatch(line.text)]
    if len(rows) > MAX_ROWS:
        raise RefusedPaper(f"表格超过 {MAX_ROWS} 行，不像是任务清单，请只上传清单部分。")
    return Table(rows)


def pipe_row(line: Source) -> list[Cell]:
    return [Cell(cell, line.where, offset) for offset, cell in split_pipes(line.text)]


def split_pipes(text: str) -> list[tuple[int, str]]:
    """The cells of a line with the offset of each; a pipe at either end of the line is a border."""
    edges = [match.start() for match in PIPE.finditer(text)]
    starts = [0, *(edge + 1 for edge in edges)]
    ends = [*edges, len(text)]
    pieces = list(zip(starts, ends, strict=True))
    if not text[: edges[0]].strip():
        pieces = pieces[1:]
    if len(pieces) > 1 and not text[edges[-1] + 1 :].strip():
        pieces = pieces[:-1]
    return [trimmed(blank_markup(text[start:end]), start) for start, end in pieces]


def trimmed(piece: str, start: int) -> tuple[int, str]:
    """The piece without white space at its ends, and where it then begins."""
    return start + len(piece) - len(piece.lstrip()), piece.strip()


def blank_markup(text: str) -> str:
    """``<br>`` as a line break, escapes and bold marks as blanks, everything at its old offset."""
    text = BR.sub(lambda match: " " * (len(match[0]) - 1) + "\n", text)
    text = BOLD.sub(lambda match: f"  {match[2]}  ", text)
    return text.replace(r"\|", " |")


def marked_line(line: Source) -> Line:
    """A line of Markdown, its mark (#, >, -) left out and counted in the offset."""
    text = line.text.lstrip()
    offset = len(line.text) - len(text)
    style = ""
    if heading := HEADING.match(text):
        style = "title" if len(heading[1]) == 1 else "heading"
        text, offset = CLOSING_MARKS.sub("", text[heading.end() :]), offset + heading.end()
    elif mark := LEADING_MARK.match(text):
        text, offset = text[mark.end() :], offset + mark.end()
    offset, text = trimmed(blank_markup(text), offset)
    return Line(text, line.where, style=style, offset=offset)
