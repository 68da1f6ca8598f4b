"""Printing for eyes: tables with Chinese heads, numbers at the right, and what does not fit turned on its side."""

from __future__ import annotations

import sys
from collections.abc import Container, Iterable, Sequence

from rich.console import Console
from rich.measure import Measurement
from rich.table import Table
from rich.text import Text

READABLE = 100  # columns of letters where nobody's screen says how many


def console() -> Console:
    return Console(file=sys.stdout, width=None if sys.stdout.isatty() else READABLE)


def print_lines(lines: Iterable[str]) -> None:
    for line in lines:
        console().print(Text(line))


def print_table(
    heads: Sequence[str],
    rows: Iterable[Sequence[str]],
    *,
    title: str = "",
    numbers: Container[int] = (),
) -> None:
    """A table; the places in ``numbers`` stand at the right."""
    console().print(_table(heads, rows, title, numbers))


def print_wide(heads: Sequence[str], rows: Sequence[Sequence[str]], *, numbers: Container[int]) -> None:
    """A table where it fits the screen, else one small table for each row."""
    screen = console()
    table = _table(heads, rows, "", numbers)
    if Measurement.get(screen, screen.options.update(width=10_000), table).maximum <= screen.width:
        screen.print(table)
        return
    for row in rows:
        print_table(["", ""], zip(heads, row, strict=True), numbers={1})


def _table(heads: Sequence[str], rows: Iterable[Sequence[str]], title: str, numbers: Container[int]) -> Table:
    table = Table(title=Text(title) if title else None, show_header=any(heads), title_justify="left")
    for place, head in enumerate(heads):
        table.add_column(Text(head), overflow="fold", justify="right" if place in numbers else "left")
    for row in rows:
        table.add_row(*(Text(cell) for cell in row))
    return table
