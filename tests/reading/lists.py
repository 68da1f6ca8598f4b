"""Lists written for the tests: a paper from a few lines, without a file."""

from __future__ import annotations

from gaodi.reading import read_paper
from gaodi.reading.paper import Cell, Kind, Line, Paper, Table
from gaodi.reading.rows import Reading, Row


def lines_of(text: str, first: int = 1) -> list[Line]:
    """The lines of a text as the opener of plain text gives them: blank ones counted, not kept."""
    return [Line(line, f"line {n}") for n, line in enumerate(text.split("\n"), first) if line.strip()]


def table_of(*rows: str, name: str = "", number: int = 1) -> Table:
    """A table from lines with ``|`` between the cells; ``^`` is covered from above, ``<`` from the left."""
    table: list[list[Cell]] = []
    for r, row in enumerate(rows, 1):
        cells: list[Cell] = []
        for c, text in enumerate(row.split("|"), 1):
            where = f"sheet {name} {chr(64 + c)}{r}" if name else f"table {number} row {r} cell {c}"
            if text == "^":
                above = table[-1][c - 1]
                cells.append(Cell(above.text, above.where, covered="down"))
            elif text == "<":
                cells.append(Cell(cells[-1].text, cells[-1].where, covered="across"))
            else:
                cells.append(Cell(text.replace("⏎", "\n"), where))
        table.append(cells)
    return Table(table, name)


def read_text(text: str, *, kind: Kind = "text") -> Reading:
    return read_paper(Paper(kind, list(lines_of(text))))


def read_table(*rows: str, above: str = "", below: str = "", kind: Kind = "docx") -> Reading:
    return read_paper(Paper(kind, [*lines_of(above), table_of(*rows), *lines_of(below, 500)]))


def only(reading: Reading) -> Row:
    (row,) = reading.rows
    return row


def bodies(row: Row) -> tuple[list[str], list[str], bool]:
    return row.lead, row.responsible, row.open_ended
