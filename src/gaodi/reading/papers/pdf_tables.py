"""Ruled tables of a PDF: boxes laid on a grid, and pieces on following pages put together again."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, field, replace
from typing import Any

from gaodi.reading.paper import Cell
from gaodi.reading.papers.pdf_text import LABEL, Char, cell_text, text_lines
from gaodi.reading.papers.sweep import Sweeper

Box = tuple[float, float, float, float]  # x0, top, x1, bottom
NEAR = 4.0  # points between two rulings that are meant to be one
ROUGHLY = 24.0  # points that a column may be off where no ruling marks it
HEAD_ROWS = 4
CLOSED = re.compile(r"[。；;！!？?]\s*$")


@dataclass(slots=True)
class Piece:
    """A table on one page: the edges of its columns, its rows, and how full the last lines of its cells are."""

    edges: list[float]
    boxes: list[Box]
    rows: list[list[Cell]] = field(default_factory=list)
    ruled: bool = True  # else its columns were found by the blank between them, and stand only roughly


def grid_edges(values: list[float]) -> list[float]:
    """The rulings, those that all but touch taken as one."""
    edges: list[float] = []
    for value in sorted(values):
        if not edges or value - edges[-1] > NEAR:
            edges.append(value)
    return edges


def open_ends(edges: list[Any]) -> list[float]:
    """Heights where three or more upright rulings of a table end in the air: the page was cut within a row."""
    across = [edge for edge in edges if edge["orientation"] == "h" and edge["x1"] - edge["x0"] > NEAR]
    upright = [edge for edge in edges if edge["orientation"] == "v" and edge["bottom"] - edge["top"] > NEAR]
    tops = Counter(round(edge["top"], 1) for edge in upright)
    bottoms = Counter(round(edge["bottom"], 1) for edge in upright)
    heights = {round(edge["top"]) for edge in across}
    return [
        end
        for ends, others in ((tops, bottoms), (bottoms, tops))
        for end, count in ends.items()
        if count > 2 and not is_near(end, heights) and not is_near(end, others) and heights
    ]


def is_near(value: float, others: Iterable[float]) -> bool:
    return any(abs(value - other) <= NEAR for other in others)


def index_of(edges: list[float], value: float) -> int:
    return min(range(len(edges)), key=lambda at: abs(edges[at] - value))


def continues(edges: list[float], piece: Piece) -> bool:
    """Whether the piece stands on the same columns; merged cells may hide some of the rulings."""
    if not piece.ruled:
        return len(edges) == len(piece.edges) and all(
            abs(edge - other) <= ROUGHLY for edge, other in zip(edges[1:-1], piece.edges[1:-1], strict=True)
        )
    outer = abs(edges[0] - piece.edges[0]) <= 2 * NEAR and abs(edges[-1] - piece.edges[-1]) <= 2 * NEAR
    return outer and all(min(abs(edge - known) for known in edges) <= NEAR for edge in piece.edges)


def read_rows(
    piece: Piece, edges: list[float], chars: list[Char], page: int, first_row: int, sweeper: Sweeper
) -> None:
    """Lays the boxes of the piece on the columns ``edges`` and reads what stands in each."""
    tops = grid_edges([box[1] for box in piece.boxes] + [box[3] for box in piece.boxes])
    places: list[list[Cell | None]] = [[None] * (len(edges) - 1) for _ in tops[1:]]
    for box, inside in with_chars(piece.boxes, chars):
        left, right = index_of(edges, box[0]), max(index_of(edges, box[2]), index_of(edges, box[0]) + 1)
        top, bottom = index_of(tops, box[1]), max(index_of(tops, box[3]), index_of(tops, box[1]) + 1)
        if left >= len(edges) - 1 or top >= len(tops) - 1:
            continue
        where = f"page {page} row {first_row + top}"
        text = sweeper.clean(cell_text(text_lines(inside), box[0], box[2]), where)
        for row in range(top, min(bottom, len(places))):
            for column in range(left, min(right, len(edges) - 1)):
                if places[row][column] is None:
                    covered = "" if (row, column) == (top, left) else "across" if row == top else "down"
                    places[row][column] = Cell(text, where, covered=covered)  # type: ignore[arg-type]
    piece.rows = [
        [cell or Cell("", f"page {page} row {first_row + at}") for cell in row]
        for at, row in enumerate(places)
    ]


def with_chars(boxes: list[Box], chars: list[Char]) -> list[tuple[Box, list[Char]]]:
    """Every box with the characters whose middle lies in it; boxes go from top to bottom, left to right."""
    boxes = sorted(boxes, key=lambda box: (box[1], box[0]))
    inside: list[list[Char]] = [[] for _ in boxes]
    by_height = sorted(chars, key=middle)
    start = 0
    for at, (x0, top, x1, bottom) in enumerate(boxes):
        while start < len(by_height) and middle(by_height[start]) < top:
            start += 1
        for char in by_height[start:]:
            if middle(char) >= bottom:
                break
            if x0 <= (char["x0"] + char["x1"]) / 2 < x1:
                inside[at].append(char)
    return list(zip(boxes, inside, strict=True))


def middle(char: Char) -> float:
    return float(char["top"] + char["bottom"]) / 2


def append_piece(rows: list[list[Cell]], piece: Piece) -> None:
    """The rows of a following page: without the head that is printed again, the first joined to a row that broke."""
    more = piece.rows[repeated_head(rows, piece.rows) :]
    if rows and more and is_broken(rows[-1], more[0]):
        rows[-1] = [joined(upper, lower) for upper, lower in zip(rows[-1], more[0], strict=True)]
        more = more[1:]
    rows += more


def repeated_head(rows: list[list[Cell]], more: list[list[Cell]]) -> int:
    """How many of the first rows say again what the table's first rows say."""
    for skipped in (0, 1):  # a title row inside the table need not be printed again
        count = 0
        while count < min(HEAD_ROWS, len(more), len(rows) - skipped) and same_row(
            rows[skipped + count], more[count]
        ):
            count += 1
        if count:
            return count
    return 0


def same_row(one: list[Cell], other: list[Cell]) -> bool:
    texts = [bare(cell.text) for cell in one]
    return any(texts) and texts == [bare(cell.text) for cell in other]


def bare(text: str) -> str:
    return re.sub(r"\s", "", text)


def is_broken(upper: list[Cell], lower: list[Cell]) -> bool:
    """Whether the lower row is the rest of the upper one: no number of its own, and texts that were left open."""
    if len(upper) != len(lower) or not upper[0].text.strip() or lower[0].text.strip():
        return False
    rest = [(above.text, below.text) for above, below in zip(upper, lower, strict=True) if below.text.strip()]
    spanning = any(cell.covered == "across" for cell in lower)
    return (
        bool(rest) and not spanning and all(above.strip() and not CLOSED.search(above) for above, _ in rest)
    )


def joined(upper: Cell, lower: Cell) -> Cell:
    if not lower.text.strip():
        return upper
    between = "\n" if LABEL.match(lower.text) else ""
    return Cell(
        upper.text + between + lower.text, upper.where, upper.offset, upper.covered, upper.number, upper.date
    )


def placed(rows: list[list[Cell]]) -> list[list[Cell]]:
    """The cells with the offset of each in the text of its row, which is what its own cells say with tabs between.

    All cells of a row share one place, so that only the offset tells a quote of one from a quote of another.
    """
    done: list[list[Cell]] = []
    for row in rows:
        line: list[Cell] = []
        at = 0
        for column, cell in enumerate(row):
            if cell.covered:
                covering = (
                    line[-1] if cell.covered == "across" and line else done[-1][column] if done else cell
                )
                line.append(replace(cell, offset=covering.offset))
            else:
                line.append(replace(cell, offset=at))
                at += len(cell.text) + 1
        done.append(line)
    return done


def boxes_of(table: Any) -> list[Box]:
    return [box for box in table.cells if box is not None]
