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
from gaodi.registers.writing import DAY_FORMAT, OPTIONS, number_format_of, sheet_name, value_writer

COMMENTS = (
    1_000  # with a note in the cell; of more a spreadsheet grows slow, and the last column says all [D]
)
LISTED = 5_000  # on the second sheet [D]
PROBLEMS = "问题清单"
WIDTH = 16
RED = {"bg_color": "#FFC7CE", "font_color": "#9C0006", "border": 1, "valign": "top"}


class Marked(Protocol):
    """A problem as an import finds it. ``index`` is the cell in the row, None for the row as a whole."""

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
        self.blank = book.add_format(RED)
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

    def write(self, number: int, cells: Sequence[object], problems: Sequence[Marked]) -> None:
        wrong = {problem.index for problem in problems}
        for index, cell in enumerate(cells):
            if index >= self.last or (number < self.table.head_row and index and cell == cells[index - 1]):
                continue  # a title merged across
            writer = self.red if index in wrong or (None in wrong and cell is not None) else self.plain
            writer(number - 1, index, cell, self._format(index))
            if index in wrong and cell is None:
                self.sheet.write_blank(number - 1, index, None, self.blank)
        if number == self.table.head_row:
            self.sheet.write_string(number - 1, self.last, f"{REMARKS}（共{self.count}处）", self.wrapped)
        elif problems:
            self._remark(number, problems)

    def _remark(self, number: int, problems: Sequence[Marked]) -> None:
        said = "；".join(self._said(problem) for problem in problems)
        self.sheet.write_string(number - 1, self.last, said, self.wrapped)
        notes: dict[int, list[str]] = defaultdict(list)
        for problem in problems:
            notes[problem.index if problem.index is not None else self.last].append(
                f"{problem.sentence}。\n{problem.remedy}。"
            )
        for index, texts in notes.items():
            if self.commented < COMMENTS:
                self.commented += 1
                self.sheet.write_comment(number - 1, index, "\n".join(texts), {"author": "", "x_scale": 2})

    def _said(self, problem: Marked) -> str:
        heading = self.table.heading(problem.index)
        return (
            f"{heading}：{problem.sentence}，{problem.remedy}"
            if heading
            else f"{problem.sentence}，{problem.remedy}"
        )


def _list(book: xlsxwriter.Workbook, table: Table, problems: Sequence[Marked]) -> None:
    """Each problem with its cell, its sentence and what to do."""
    sheet: Any = book.add_worksheet(PROBLEMS)
    head = book.add_format({"bold": True, "border": 1, "bg_color": "#F2F2F2"})
    form = book.add_format({"border": 1, "text_wrap": True, "valign": "top"})
    for index, (heading, width) in enumerate((("位置", 16), ("栏", 20), ("问题", 50), ("怎么改", 50))):
        sheet.set_column(index, index, width)
        sheet.write_string(0, index, heading, head)
    for line, problem in enumerate(problems[:LISTED], start=1):
        where = (
            f"{table.sheet}第{problem.row}行"
            if problem.index is None
            else cell_name(table.sheet, problem.row, problem.index)
        )
        for index, text in enumerate((where, table.heading(problem.index), problem.sentence, problem.remedy)):
            sheet.write_string(line, index, text, form)
    if len(problems) > LISTED:
        sheet.write_string(LISTED + 1, 0, f"还有{len(problems) - LISTED}处，见第一张表的最后一列")
    sheet.freeze_panes(1, 0)
