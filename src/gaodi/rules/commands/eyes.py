"""Printing for eyes: tables with Chinese heads, numbers at the right, and what does not fit turned on its side."""

from __future__ import annotations

import sys
from collections.abc import Container, Iterable, Sequence
from typing import Literal, TextIO

from rich.console import Console
from rich.measure import Measurement
from rich.table import Table
from rich.text import Text

UNBOUNDED = 10_000
READABLE = 100  # columns of letters where nobody's screen says how many


class Screen(Console):
    """A console whose closed pipe is everybody's: the command ends as it does elsewhere."""

    def on_broken_pipe(self) -> None:
        raise BrokenPipeError


def console(file: TextIO | None = None) -> Console:
    file = file or sys.stdout
    return Screen(file=file, width=None if file.isatty() else READABLE, highlight=False)


def print_lines(lines: Iterable[str], screen: Console | None = None) -> None:
    for line in lines:
        (screen or console()).print(Text(line), soft_wrap=True)


def print_table(
    heads: Sequence[str],
    rows: Iterable[Sequence[str]],
    *,
    title: str = "",
    numbers: Container[int] = (),
    whole: Container[int] = (),
    screen: Console | None = None,
) -> None:
    """A table; the places in ``numbers`` stand at the right, those in ``whole`` are not broken."""
    (screen or console()).print(_table(heads, rows, title, numbers, whole))


def print_wide(
    heads: Sequence[str], rows: Sequence[Sequence[str]], *, numbers: Container[int], screen: Console
) -> None:
    """A table where it fits the screen, else one small table for each row, without its empty cells."""
    table = _table(heads, rows, "", numbers)
    if Measurement.get(screen, screen.options.update(width=UNBOUNDED), table).maximum <= screen.width:
        screen.print(table)
        return
    for row in rows:
        filled = [(head, cell) for head, cell in zip(heads, row, strict=True) if cell]
        print_table(["", ""], filled, screen=screen)


def _table(
    heads: Sequence[str],
    rows: Iterable[Sequence[str]],
    title: str,
    numbers: Container[int],
    whole: Container[int] = (),
) -> Table:
    table = Table(
        title=Text(title) if title else None,
        show_header=any(heads),
        title_justify="left",
        show_lines=bool(whole),
    )
    for place, head in enumerate(heads):
        side: Literal["left", "right"] = "right" if place in numbers else "left"
        table.add_column(Text(head), overflow="fold", justify=side, no_wrap=place in whole)
    for row in rows:
        table.add_row(*map(Text, row))
    return table
