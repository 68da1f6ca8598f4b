"""Writing cells so that they stay what they are: text is never a formula, a code keeps its digits, a day is a day."""

from __future__ import annotations

import math
import re
from collections.abc import Callable, Mapping
from datetime import date, datetime
from decimal import Decimal
from typing import Any

import xlsxwriter

from gaodi.registers.kinds import EXCEL_EPOCH, Day, Kind, Number, PeriodKind, Text, Yuan
from gaodi.registers.naming import SubjectCell

PLAIN: Mapping[str, object] = {"border": 1, "valign": "top"}
OPTIONS = {"constant_memory": True, "strings_to_formulas": False, "strings_to_urls": False}
DAY_FORMAT = 'yyyy"年"m"月"d"日"'
MOMENT_FORMAT = f"{DAY_FORMAT} h:mm"
# A spreadsheet takes a text that begins so for a formula, once it is edited.
DANGEROUS = tuple("=+-@\t\r\n\0＝＋－＠")

CellWriter = Callable[[int, int, object, str], None]


def value_writer(book: xlsxwriter.Workbook, sheet: Any, looks: Mapping[str, object] = PLAIN) -> CellWriter:
    """A function (row, cell, value, number format) that writes any value so that it stays what it is.

    A text that a spreadsheet could take for a formula is written as text and marked as such (the apostrophe that Excel
    shows): the value itself stays as it is.
    """
    formats: dict[tuple[str, bool], object] = {}

    def form(number_format: str, *, guarded: bool = False) -> object:
        key = number_format, guarded
        if key not in formats:
            formats[key] = book.add_format({**looks, "num_format": number_format, "quote_prefix": guarded})
        return formats[key]

    def write(row: int, cell: int, value: object, number_format: str) -> None:
        value = _finite(value)
        if isinstance(value, str):
            sheet.write_string(row, cell, value, form(number_format, guarded=value.startswith(DANGEROUS)))
        elif isinstance(value, bool):
            sheet.write_boolean(row, cell, value, form(number_format))
        elif isinstance(value, datetime):
            sheet.write_datetime(row, cell, value, form(MOMENT_FORMAT))
        elif isinstance(value, date):
            sheet.write_number(row, cell, (value - EXCEL_EPOCH).days, form(DAY_FORMAT))
        elif isinstance(value, int | float | Decimal):
            sheet.write_number(row, cell, value, form(number_format))
        elif value is None:  # an empty cell has its lines too
            sheet.write_blank(row, cell, None, form(number_format))

    return write


def _finite(value: object) -> object:
    """The value, as text where it is a number that no sheet can hold: a file made by hand may say NaN."""
    return str(value) if isinstance(value, float) and not math.isfinite(value) else value


def number_format_of(kind: Kind) -> str:
    """The number format of a column: text for codes, so that no digit is lost."""
    if isinstance(kind, SubjectCell | PeriodKind) or (isinstance(kind, Text) and kind.pattern):
        return "@"
    if isinstance(kind, Day):
        return DAY_FORMAT
    if isinstance(kind, Yuan):
        return "#,##0.00" if kind.unit == "元" else "#,##0.00####"
    if isinstance(kind, Number):
        return "#,##0." + "0" * kind.places if kind.places else "0"
    return "General"


def sheet_name(name: str) -> str:
    """A name that a spreadsheet takes for a sheet."""
    return re.sub(r"[\[\]:*?/\\]", " ", name)[:31].strip("'")
