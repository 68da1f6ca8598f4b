"""A register as an Excel workbook: the template that goes out to be filled, and the export. Both have one layout.

Row 1 the title, row 2 notes, row 3 groups, row 4 headings, then rows; a second sheet says what may stand where. What
is written reads back as the same values. Rows are written as they come and let go of.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from itertools import groupby
from pathlib import Path
from typing import Any

import xlsxwriter

from gaodi.bedrock.periods import say_day
from gaodi.bedrock.unpacking import MAX_ROWS
from gaodi.ground.models.people import OPEN_END
from gaodi.registers.columns import Column
from gaodi.registers.declaration import Register
from gaodi.registers.headings import EXAMPLE, SERIAL, edition_said
from gaodi.registers.kinds import (
    BadCell,
    Choice,
    Day,
    Kind,
    Number,
    PeriodKind,
    Text,
    YesNo,
    Yuan,
)
from gaodi.registers.marking import write_marked
from gaodi.registers.models.subjects import SubjectKind
from gaodi.registers.naming import Firm, Numbered, Person, School, SubjectCell
from gaodi.registers.writing import OPTIONS, number_format_of, sheet_name, value_writer

__all__ = ["write_export", "write_marked", "write_template"]

TITLE, NOTE, GROUP, HEAD, FIRST = range(5)
LIST_LENGTH = 255  # characters of a drop-down's options, beyond which they must stand in cells
EXPLAINED = "填表说明"
EXPLAINED_HEADINGS = (("栏目", 24), ("可以填什么", 44), ("必填", 6), ("说明", 44), ("依据", 30))
HOW_TO_FILL = "带*的必填；不知道的留空，没有的填0；示例行不会导入；已有的行可直接改，新的行接在后面填。"
EXAMPLES: tuple[tuple[type[Kind], Any], ...] = (
    (Person, "37100219900101000X"),  # with a wrong check digit, so that it is nobody's
    (Firm, "91371002MA00000000"),
    (School, "3137000001"),
    (Numbered, "XM-001"),
    (Day, date(2023, 9, 1)),
    (YesNo, True),
    (Yuan, Decimal("1205000.00")),
    (Number, 12),
)

Row = Any  # an instance of the register's model, or a mapping of its columns


def write_template(
    register: Register,
    unit_name: str,
    rows: Iterable[Row],
    path: Path,
    on: date,
    said: Sequence[str] = (),
) -> None:
    """A workbook for a unit to fill, with an example and the rows it has already; ``said`` are lines above all."""
    notes = [*said, f"填报单位：{unit_name}　　{say_day(on)}下载　　{edition_said(register)}", HOW_TO_FILL]
    with xlsxwriter.Workbook(path, OPTIONS) as book:
        sheet = _Sheet(book, register)
        sheet.begin(notes)
        sheet.write_example()
        sheet.write_rows(rows, FIRST + 1)
        sheet.offer_choices()
        sheet.finish()
        _explain(book, register)


def write_export(
    register: Register,
    rows: Iterable[Row],
    path: Path,
    said: list[str],
    more: Sequence[tuple[str, Callable[[Row], object]]] = (),
) -> int:
    """A workbook of rows; ``said`` are the lines under the title: who, when, which filter. Gives how many rows.

    ``more`` are columns behind the register's own, heading and what stands there (填报单位); reading leaves them aside.
    """
    with xlsxwriter.Workbook(path, OPTIONS) as book:
        sheet = _Sheet(book, register, more)
        sheet.begin([*said, edition_said(register)])
        count = sheet.write_rows(rows, FIRST)
        sheet.finish(filter_to=FIRST + count - 1)
        _explain(book, register)
    return count


# ------------------------------------------------------------------ columns


WRAPPED = 14  # characters of the screen


@dataclass(frozen=True, slots=True)
class _Look:
    """How a column looks in a sheet."""

    heading: str
    width: int
    number_format: str


def _look(column: Column) -> _Look:
    heading = column.title + ("*" if column.required else "")
    widest = min(2 * len(heading) + 2, WRAPPED)  # a longer heading goes on below
    return _Look(heading, max(_width(column.kind), widest), number_format_of(column.kind))


def _width(kind: Kind) -> int:
    if isinstance(kind, Person | Firm):
        return 20
    if isinstance(kind, Day | PeriodKind | School | Numbered):
        return 14
    if isinstance(kind, Text):
        return max(9, min(kind.size // 2, 22))
    return 9


def _group(column: Column, register: Register) -> str:
    if column.name in {"subject", "label"}:
        return str(SubjectKind(register.about.kind).label)
    return "时间" if column.name in {"period", "valid_from", "valid_to"} else "情况"


def example_of(column: Column) -> object:
    """What the example row shows in a column: as its declaration says, else by its kind."""
    if column.example is not None:
        return column.example
    if isinstance(column.kind, PeriodKind):
        return column.kind.example
    if isinstance(column.kind, Choice) and column.kind.options:
        return column.kind.options[0][1]
    for kind, value in EXAMPLES:
        if isinstance(column.kind, kind):
            return value if isinstance(column.kind, SubjectCell) else column.kind.cell(value)
    return "张三" if column.name == "label" and column.heading == "姓名" else f"（{column.kind.says()}）"


def example_row(register: Register) -> dict[str, object]:
    """The example row: what is shown in each column, None where the column does not apply to such a row."""
    shown = {column.name: example_of(column) for column in register.columns}
    read = {name: _read(register.kind_of(name), value) for name, value in shown.items()}
    return {column.name: shown[column.name] if column.applies(read) else None for column in register.columns}


def _read(kind: Kind, example: object) -> object:
    try:
        return kind.parse(example)
    except BadCell:  # an example may be words: （文字，最多20个字）
        return None


# ------------------------------------------------------------------ the sheet of rows


class _Sheet:
    """The first sheet while it is being written, from top to bottom."""

    def __init__(
        self,
        book: xlsxwriter.Workbook,
        register: Register,
        more: Sequence[tuple[str, Callable[[Row], object]]] = (),
    ) -> None:
        self.book = book
        self.register = register
        self.more = more
        self.sheet = book.add_worksheet(sheet_name(register.name))
        self.write = value_writer(book, self.sheet)
        self.looks = [_look(column) for column in register.columns]
        self.last = len(register.columns) + len(more)

    def begin(self, notes: Sequence[str]) -> None:
        add, sheet = self.book.add_format, self.sheet
        head = {"bold": True, "border": 1, "align": "center", "valign": "vcenter", "text_wrap": True}
        sheet.set_column(0, 0, 6)
        for index, look in enumerate(self.looks, start=1):
            sheet.set_column(index, index, look.width, add({"num_format": look.number_format}))
        for index, _ in enumerate(self.more, start=len(self.looks) + 1):
            sheet.set_column(index, index, 20)
        title = add({"bold": True, "font_size": 16, "align": "center", "valign": "vcenter"})
        sheet.set_row(TITLE, 30)
        self._across(TITLE, 0, self.last, f"{self.register.name}台账", title)
        sheet.set_row(NOTE, 16 * len(notes) + 4)
        self._across(NOTE, 0, self.last, "\n".join(notes), add({"text_wrap": True, "valign": "top"}))
        self._write_groups(add({**head, "bg_color": "#DCE6F1"}))
        sheet.set_row(HEAD, 34)
        form, required = add({**head, "bg_color": "#F2F2F2"}), add({**head, "bg_color": "#FDE9D9"})
        sheet.write_string(HEAD, 0, SERIAL, form)
        for index, look in enumerate(self.looks, start=1):
            sheet.write_string(HEAD, index, look.heading, required if look.heading.endswith("*") else form)
        for index, (heading, _) in enumerate(self.more, start=len(self.looks) + 1):
            sheet.write_string(HEAD, index, heading, form)

    def _write_groups(self, form: object) -> None:
        self.sheet.write_string(GROUP, 0, "", form)
        start = 1
        for name, columns in groupby(self.register.columns, key=lambda c: _group(c, self.register)):
            end = start + len(list(columns)) - 1
            self._across(GROUP, start, end, name, form)
            start = end + 1
        if self.more:
            self._across(GROUP, start, self.last, "填报", form)

    def _across(self, row: int, first: int, last: int, text: str, form: object) -> None:
        if first == last:
            self.sheet.write_string(row, first, text, form)
        else:
            self.sheet.merge_range(row, first, row, last, text, form)

    def write_example(self) -> None:
        looks = {"border": 1, "italic": True, "font_color": "#808080", "bg_color": "#F7F7F7"}
        self.sheet.write_string(FIRST, 0, EXAMPLE, self.book.add_format(looks))
        write = value_writer(self.book, self.sheet, looks)
        for index, value in enumerate(example_row(self.register).values(), start=1):
            write(FIRST, index, value, self.looks[index - 1].number_format)

    def write_rows(self, rows: Iterable[Row], first: int) -> int:
        """Write the rows from a row on; gives how many."""
        columns = [
            (index, column.name, cell_of(column), look.number_format)
            for index, (column, look) in enumerate(
                zip(self.register.columns, self.looks, strict=True), start=1
            )
        ]
        write, count = self.write, 0
        for count, row in enumerate(rows, start=1):
            place = first + count - 1
            write(place, 0, count, "0")
            get = row.get if isinstance(row, Mapping) else row.__getattribute__
            for index, name, cell, number_format in columns:
                value = get(name)
                write(place, index, None if value is None else cell(value), number_format)
            for index, (_, said) in enumerate(self.more, start=len(columns) + 1):
                write(place, index, said(row), "General")
        return count

    def offer_choices(self) -> None:
        """Drop-downs down to the last row that an import reads."""
        for number, column in enumerate(self.register.columns):
            words = [word for _, word in column.kind.choices()]
            if not words:
                continue
            source: object = words
            if len(",".join(words)) > LIST_LENGTH:
                end = xlsxwriter.utility.xl_rowcol_to_cell(
                    number + 1, len(EXPLAINED_HEADINGS) + len(words), row_abs=True, col_abs=True
                )
                begin = xlsxwriter.utility.xl_rowcol_to_cell(
                    number + 1, len(EXPLAINED_HEADINGS) + 1, row_abs=True, col_abs=True
                )
                source = f"='{EXPLAINED}'!{begin}:{end}"
            self.sheet.data_validation(
                FIRST,
                number + 1,
                MAX_ROWS,
                number + 1,
                {
                    "validate": "list",
                    "source": source,
                    "error_title": "请从下拉框里选",
                    "error_message": f"{column.heading}只能是下拉框里的词",
                },
            )

    def finish(self, filter_to: int = 0) -> None:
        """Frozen headings, and print on A4 across."""
        whom = sum(column.name in {"subject", "label"} for column in self.register.columns)
        self.sheet.freeze_panes(FIRST, 1 + whom)
        if filter_to >= FIRST:
            self.sheet.autofilter(HEAD, 0, filter_to, self.last)
        self.sheet.set_landscape()
        self.sheet.set_paper(9)  # A4
        self.sheet.fit_to_pages(1, 0)
        self.sheet.repeat_rows(GROUP, HEAD)
        self.sheet.set_footer("&C— &P —")


def cell_of(column: Column) -> Callable[[Any], object]:
    """What a column writes for a value that is known."""
    if isinstance(column.kind, SubjectCell):
        code = column.kind.code
        return lambda value: value if isinstance(value, str) else code(value)
    if column.name == "valid_to":
        return lambda value: None if value == OPEN_END else value
    if column.name == "label":
        return lambda value: value or None
    if isinstance(column.kind, Text | Day):
        return lambda value: value
    if isinstance(column.kind, Choice):
        words = dict(column.kind.options)
        return lambda value: words.get(value, value)
    return column.kind.cell


# ------------------------------------------------------------------ the second sheet


def _explain(book: xlsxwriter.Workbook, register: Register) -> None:
    """What may stand in each column, is it required, and which document asks for it."""
    sheet = book.add_worksheet(EXPLAINED)
    head = book.add_format({"bold": True, "border": 1, "bg_color": "#F2F2F2"})
    form = book.add_format({"border": 1, "text_wrap": True, "valign": "top"})
    for index, (heading, width) in enumerate(EXPLAINED_HEADINGS):
        sheet.set_column(index, index, width)
        sheet.write_string(0, index, heading, head)
    for number, column in enumerate(register.columns, start=1):
        words = [word for _, word in column.kind.choices()]
        texts = (column.title, column.kind.says(), "是" if column.required else "", note_of(register, column))
        for index, text in enumerate((*texts, register.source)):
            sheet.write_string(number, index, text, form)
        if len(",".join(words)) > LIST_LENGTH:
            for index, word in enumerate(words, start=len(EXPLAINED_HEADINGS) + 1):
                sheet.write_string(number, index, word)
    sheet.freeze_panes(1, 1)
    sheet.set_landscape()
    sheet.set_paper(9)
    sheet.fit_to_pages(1, 0)


def note_of(register: Register, column: Column) -> str:
    """The column's note, and when it applies at all."""
    conditions = []
    for other, values in column.applies_when.items():
        rule = register.by_name[other]
        words = "、".join(rule.kind.show(value) for value in values)
        conditions.append(f"只在“{rule.heading}”是{words}时填")
    return "；".join(part for part in (column.note, *conditions) if part)
