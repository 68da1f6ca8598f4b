"""CSV and TSV: one table whose cells know their line and their offset in it; no unclosed quote is guessed away."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator

from gaodi.reading.paper import Cell, Paper, RefusedPaper, Table
from gaodi.reading.papers.guard import MAX_CELLS, MAX_ROWS
from gaodi.reading.papers.sweep import Sweeper

DELIMITERS = (",", "\t", ";", "，", "；", "|")
QUOTED = re.compile(r'"(?:[^"]|"")*"')
SAMPLE = 50
HINT = re.compile(r"(?:sep|SEP)=(.)\n")


def read_delimited(text: str, sweeper: Sweeper) -> Paper:
    """The records of a delimited text, blank lines left out, as one table."""
    lines = re.split("\r\n|\r|\n", text)
    text = "\n".join(sweeper.clean(line, f"line {number}") for number, line in enumerate(lines, 1))
    hint = HINT.match(text)
    delimiter = hint[1] if hint else delimiter_of(text)
    rows: list[list[Cell]] = []
    cells = 0
    for row in records(text, delimiter, start=hint.end() if hint else 0):
        if any(cell.text.strip() for cell in row):
            rows.append(row)
            cells += len(row)
        if len(rows) > MAX_ROWS or cells > MAX_CELLS:
            raise RefusedPaper(f"表格超过 {MAX_ROWS} 行，不像是任务清单，请只上传清单部分。")
    return Paper("csv", [Table(rows)] if rows else [])


def delimiter_of(text: str) -> str:
    """The character that stands equally often in most lines; the comma where none does."""
    sample = [line for line in QUOTED.sub("", text[: 1 << 16]).split("\n") if line.strip()][:SAMPLE]

    def evenness(delimiter: str) -> tuple[int, int]:
        counts = Counter(line.count(delimiter) for line in sample if delimiter in line)
        if not counts:
            return 0, 0
        times, lines = max(counts.items(), key=lambda item: (item[1], item[0]))
        return lines, times

    return max(DELIMITERS, key=evenness)


def records(text: str, delimiter: str, *, start: int) -> Iterator[list[Cell]]:
    """The records one after the other, as RFC 4180 has them, with a tolerant eye on bare quotes in a line."""
    plain_end = re.compile(f"[{re.escape(delimiter)}\n]")
    closing = re.compile(rf'"[ \t]*(?=[{re.escape(delimiter)}\n]|\Z)')
    at, line, line_start = start, 1 + text.count("\n", 0, start), start
    row: list[Cell] = []
    columns = 0
    while at <= len(text):
        where, offset = f"line {line}", at - line_start
        opening = quote_at(text, at)
        if opening is None:
            found = plain_end.search(text, at)
            end = found.start() if found else len(text)
            row.append(Cell(text[at:end], where, offset))
        else:
            value, end = quoted(text, opening, closing, line)
            check_swallowed(value, delimiter, columns, line)
            row.append(Cell(value, where, opening + 1 - line_start))
            line += value.count("\n")
            if "\n" in text[opening:end]:
                line_start = text.rindex("\n", opening, end) + 1
        if end >= len(text) or text[end] == "\n":
            columns = columns or len(row)
            yield row
            row, line, line_start = [], line + 1, end + 1
        at = end + 1


def quote_at(text: str, at: int) -> int | None:
    """Where a quoted field opens: at once, or after blanks."""
    while at < len(text) and text[at] == " ":
        at += 1
    return at if at < len(text) and text[at] == '"' else None


def quoted(text: str, opening: int, closing: re.Pattern[str], line: int) -> tuple[str, int]:
    """The value of the field that opens there and where the field ends.

    Bare quotes inside are forgiven within one line. A field that goes over several lines must keep to the rule: a
    quote that is neither doubled nor followed by the delimiter belongs to another field, so this one never closed.
    """
    match = QUOTED.match(text, opening)
    shut = closing.match(text, match.end() - 1) if match else None
    if match and shut:
        return match[0][1:-1].replace('""', '"'), shut.end()
    stop = text.find("\n", opening)
    same_line = closing.search(text, opening + 1, len(text) if stop < 0 else stop + 1)
    if same_line:
        return text[opening + 1 : same_line.start()].replace('""', '"'), same_line.end()
    raise refuse_unclosed(line)


def check_swallowed(value: str, delimiter: str, columns: int, line: int) -> None:
    """A whole record inside one field: a quote opened here and met a stranger's quote further down."""
    inner = value.split("\n")[1:]
    if columns > 2 and any(text.count(delimiter) >= columns - 1 for text in inner):
        raise refuse_unclosed(line)


def refuse_unclosed(line: int) -> RefusedPaper:
    return RefusedPaper(f'第{line}行有未闭合的引号（"），其后的内容无法分行，请补上或删去引号后重新上传。')
