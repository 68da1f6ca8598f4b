"""Giving a sheet back with what is wrong in it: the same cells at the same places, the wrong ones red and with a note.

The file is written anew from its values, so that it holds nothing but them; corrected, it can be handed in again.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import Any, Protocol

import xlsxwriter

from gaodi.bedrock.sheets import cell_name, open_book
from gaodi.registers.headings import REMARKS, Table
from gaodi.registers.kinds import SERIALS
from gaodi.registers.writing import (
    DAY_FORMAT,
    OPTIONS,
    CellWriter,
    number_format_of,
    sheet_name,
    value_writer,
)

COMMENTS = 1_000  # notes in cells; of more a spreadsheet grows slow, and the last column says all [D]
LISTED = 5_000  # on the second sheet [D]
PROBLEMS = "问题清单"
WIDTH = 16
RED = {"bg_color": "#FFC7CE", "font_color": "#9C0006", "border": 1, "valign": "top"}
YELLOW = {"bg_color": "#FFEB9C", "border": 1, "valign": "top"}  # to be looked at; the row is taken


class Marked(Protocol):
    """A problem as an import finds it. ``index`` is the cell, None for the row as a whole.

    One with ``warning`` set does not refuse the row.
    """

    @property
    def row(self) -> int: ...
    @property
    def index(self) -> int | None: ...
    @property
    def sentence(self) -> str: ...
    @property
    def remedy(self) -> str: ...


def write_marked(path_in: Path, kind: str, table: Table, problems: Iterable[Marked], path_out: Path) -> int:
    """The table's sheet again with its problems at their cells and in a last column; gives how many there are."""
    found = list(problems)
    by_row: dict[int, list[Marked]] = defaultdict(list)
    for problem in found:
        by_row[problem.row].append(problem)
    with xlsxwriter.Workbook(path_out, OPTIONS) as book:
        marking = _Marking(book, table, len(found))
        for number, cells in open_book(path_in, kind).rows(table.sheet):
            marking.write(number, cells, by_row.get(number, ()))
        _list(book, table, found)
    return len(found)


class _Marking:
    """The first sheet while it is being written."""

    def __init__(self, book: xlsxwriter.Workbook, table: Table, count: int) -> None:
        self.table = table
        self.count = count
        self.sheet = book.add_worksheet(sheet_name(table.sheet))
        self.plain = value_writer(book, self.sheet)
        self.red = value_writer(book, self.sheet, RED)
        self.yellow = value_writer(book, self.sheet, YELLOW)
        self.blanks = {False: book.add_format(RED), True: book.add_format(YELLOW)}
        self.wrapped = book.add_format({**RED, "text_wrap": True})
        self.commented = 0
        self.formats = {
            place: number_format_of(table.register.kind_of(name)) for name, place in table.places.items()
        }
        self.last = max(table.width, *(place + 1 for place in table.places.values()))
        for index in range(self.last):
            self.sheet.set_column(index, index, WIDTH, book.add_format({"num_format": self._format(index)}))
        self.sheet.set_column(self.last, self.last, 60)
        self.sheet.freeze_panes(table.head_row, 0)

    def _format(self, index: int) -> str:
        """Codes stay text when they are corrected; days look like days; all else shows what it is."""
        found = self.formats.get(index, "General")
        return found if found in {"@", DAY_FORMAT} else "General"

    def _format_of(self, index: int, cell: object) -> str:
        """A number that is no day shows its digits; as a day a spreadsheet would show ######## instead."""
        shown = self._format(index)
        is_no_day = shown == DAY_FORMAT and isinstance(cell, int | float) and int(cell) not in SERIALS
        return "General" if is_no_day else shown

    def write(self, number: int, cells: Sequence[object], problems: Sequence[Marked]) -> None:
        wrong = self._wrong_cells(problems)
        for index, cell in enumerate(cells[: self.last]):
            if number < self.table.head_row and index and cell == cells[index - 1]:
                continue  # a title merged across
            self._writer(wrong.get(index))(number - 1, index, cell, self._format_of(index, cell))
        for index, warning in wrong.items():
            if index >= len(cells) or cells[index] is None:
                self.sheet.write_blank(number - 1, index, None, self.blanks[warning])
        if number == self.table.head_row:
            self.sheet.write_string(number - 1, self.last, f"{REMARKS}（共{self.count}处）", self.wrapped)
        elif problems:
            self._remark(number, problems)

    def _wrong_cells(self, problems: Sequence[Marked]) -> dict[int, bool]:
        """The cells to be marked, and whether only as a warning; the first cell for the row as a whole."""
        wrong: dict[int, bool] = {}
        for problem in problems:
            index = problem.index or 0
            wrong[index] = bool(getattr(problem, "warning", False)) and wrong.get(index, True)
        return wrong

    def _writer(self, warning: bool | None) -> CellWriter:  # noqa: FBT001  None is neither
        return self.plain if warning is None else self.yellow if warning else self.red

    def _remark(self, number: int, problems: Sequence[Marked]) -> None:
        said = "；".join(self._said(problem) for problem in problems)
        self.sheet.write_string(number - 1, self.last, said, self.wrapped)
        notes: dict[int, list[str]] = defaultdict(list)
        for problem in problems:
            note = f"{problem.sentence}。\n{problem.remedy}。"
            notes[problem.index or 0].append(note)
        for index, texts in notes.items():
            if self.commented < COMMENTS:
                self.commented += 1
                self.sheet.write_comment(number - 1, index, "\n".join(texts), {"x_scale": 2})

    def _said(self, problem: Marked) -> str:
        heading = _heading(self.table, problem)
        said = f"{problem.sentence}，{problem.remedy}"
        return f"{heading}：{said}" if heading else said


def _heading(table: Table, problem: Marked) -> str:
    """The heading over the cell, as the register says it."""
    return next(
        (table.register.by_name[c].heading for c, at in table.places.items() if at == problem.index), ""
    )


def _where(table: Table, problem: Marked) -> str:
    if problem.index is None:
        return f"{table.sheet}第{problem.row}行"
    return cell_name(table.sheet, problem.row, problem.index)


def _list(book: xlsxwriter.Workbook, table: Table, problems: Sequence[Marked]) -> None:
    """Each problem with its cell, its sentence and what to do."""
    sheet: Any = book.add_worksheet(PROBLEMS)
    head = book.add_format({"bold": True, "border": 1, "bg_color": "#F2F2F2"})
    form = book.add_format({"border": 1, "text_wrap": True, "valign": "top"})
    for index, (heading, width) in enumerate((("位置", 16), ("栏", 20), ("问题", 50), ("怎么改", 50))):
        sheet.set_column(index, index, width)
        sheet.write_string(0, index, heading, head)
    for line, problem in enumerate(problems[:LISTED], start=1):
        texts = (_where(table, problem), _heading(table, problem), problem.sentence, problem.remedy)
        for index, text in enumerate(texts):
            sheet.write_string(line, index, text, form)
    if len(problems) > LISTED:
        sheet.write_string(LISTED + 1, 0, f"还有{len(problems) - LISTED}处，见第一张表的最后一列")
    sheet.freeze_panes(1, 0)
