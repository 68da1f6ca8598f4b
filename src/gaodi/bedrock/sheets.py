"""Sheets: an .xlsx or a .csv as rows of cells, whoever wrote it; what cannot be read safely is refused with a remedy.

Error values (#N/A) come as text, a formula that was never reckoned as ``#公式未计算``: ``spoilt`` tells them.
"""

from __future__ import annotations

import csv
import io
import re
import unicodedata
from collections import Counter
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date, datetime
from pathlib import Path

from python_calamine import (
    CalamineError,
    CalamineSheet,
    CalamineWorkbook,
    PasswordError,
    SheetTypeEnum,
    SheetVisibleEnum,
)

from gaodi.bedrock.unpacking import (
    MAX_COLUMNS,
    MAX_ROWS,
    MAX_UNPACKED,
    NO_RESULT,
    SAVE_AGAIN,
    BadSheet,
    Seen,
    column_letter,
    look_at,
)

__all__ = ["BadSheet", "Book", "SheetInfo", "cell_name", "letter", "open_book", "spoilt"]

BLANK_ROWS = 1_000  # in a row: the end of a sheet, whatever its used range says
PLAIN = frozenset({str, int, float, bool, date, datetime, type(None)})
BLANKS = "\u200b\u200c\u200d\ufeff\u00a0\u3000 \t\r\n"  # of which a cell may be full and yet be empty
CSV_SHEET = "表格"
DELIMITERS = (",", "\t", ";", "，")
LOOKED_AT = 20  # rows by which the delimiter is found
ERRORS = {
    "#N/A": "没有查到",
    "#REF!": "引用的格已删除",
    "#VALUE!": "公式用错了内容",
    "#DIV/0!": "除数是0",
    "#NAME?": "公式名写错",
    "#NUM!": "公式算不出数",
    "#NULL!": "公式的区域写错",
    "#SPILL!": "公式的结果放不下",
    "#CALC!": "公式算不出来",
    "#GETTING_DATA": "数据还没有取到",
}
HANZI = re.compile("[\u4e00-\u9fff]")


@dataclass(frozen=True, slots=True)
class SheetInfo:
    """A sheet of a book."""

    name: str
    hidden: bool


class Book:
    """An opened file. ``encoding`` is that of a CSV as it was found, empty for a workbook."""

    sheets: list[SheetInfo]
    encoding: str = ""

    def rows(self, name: str) -> Iterator[tuple[int, Sequence[object]]]:
        """Row number as the spreadsheet shows it, and cells: str, int, float, bool, date, datetime or None.

        Wholly blank rows are passed over, and 1,000 of them end the sheet. Each cell of a merged range holds the
        value of its first; that holds for ranges that the file calls merged, not for what only looks so. A row that
        cannot be read is a BadSheet as it is reached.
        """
        raise NotImplementedError

    def hidden_rows(self, name: str) -> int:  # noqa: ARG002  a CSV hides nothing
        """How many rows are hidden, by hand or by a filter; they are read as all others."""
        return 0


def open_book(path: Path, kind: str) -> Book:
    """Open a file of kind "xlsx" or "csv"."""
    return Workbook(path) if kind == "xlsx" else TextTable(path)


def letter(index: int) -> str:
    """A column as the spreadsheet calls it: 0 is A."""
    return column_letter(index)


def cell_name(sheet: str, row: int, index: int) -> str:
    """A cell as the spreadsheet calls it: 教师!C7. ``row`` counts from 1, ``index`` from 0."""
    return f"{sheet}!{column_letter(index)}{row}"


def spoilt(cell: object) -> tuple[str, str] | None:
    """Sentence and remedy for a cell that holds an error value or an unreckoned formula."""
    if not isinstance(cell, str) or not cell.startswith("#"):
        return None
    if cell == NO_RESULT:
        return "这一格的公式没有结果", "请用 Excel 或 WPS 打开并保存一次，或改为直接填写"
    if cell in ERRORS:
        return f"这一格是公式错误 {cell}（{ERRORS[cell]}）", "请改正公式，或改为直接填写"
    return None


def _is_blank(cell: object) -> bool:
    return cell is None or (isinstance(cell, str) and not cell.strip(BLANKS))


# ------------------------------------------------------------------ workbooks


class Workbook(Book):
    """An .xlsx, looked at first and then read by calamine, which knows neither entities nor addresses."""

    def __init__(self, path: Path) -> None:
        self._seen = look_at(path)
        with _reading():
            self._book = CalamineWorkbook.from_path(str(path))
            found = self._book.sheets_metadata
        if any(each.typ in (SheetTypeEnum.MacroSheet, SheetTypeEnum.Vba) for each in found):
            raise BadSheet("文件含有宏表", SAVE_AGAIN)
        self.sheets = [
            SheetInfo(each.name, each.visible != SheetVisibleEnum.Visible)
            for each in found
            if each.typ == SheetTypeEnum.WorkSheet
        ]
        self._held: dict[str, CalamineSheet] = {}

    def rows(self, name: str) -> Iterator[tuple[int, Sequence[object]]]:
        sheet = self._sheet(name)
        left: list[object] = [None] * (sheet.start[1] if sheet.start else 0)
        mend = _Mend(sheet, self._seen.get(name, Seen()))
        blank = 0
        for number, given in enumerate(mend.all_rows(sheet), start=1):
            cells = left + [None if cell == "" else cell for cell in given]
            mend.mark(number - 1, cells)
            if all(map(_is_blank, cells)):
                blank += 1
                if blank >= BLANK_ROWS:
                    return
                continue
            blank = 0
            if not PLAIN.issuperset(map(type, cells)):
                cells = [_plain(cell) for cell in cells]
            mend.fill(number - 1, cells)
            yield number, cells

    def hidden_rows(self, name: str) -> int:
        return self._seen[name].hidden_rows if name in self._seen else 0

    def _sheet(self, name: str) -> CalamineSheet:
        if name not in self._held:
            with _reading():
                self._held[name] = self._book.get_sheet_by_name(name)
        return self._held[name]


@contextmanager
def _reading() -> Iterator[None]:
    """Turn whatever calamine stumbles over into a refusal."""
    try:
        yield
    except PasswordError as locked:
        raise BadSheet("文件已加密", "请取消密码，保存后再上传") from locked
    except (CalamineError, OSError, ValueError) as damage:
        raise BadSheet("文件已损坏，打不开", SAVE_AGAIN) from damage
    except BaseException as fault:
        if type(fault).__name__ == "PanicException":  # of Rust: no Exception by its kind
            raise BadSheet("文件已损坏，打不开", SAVE_AGAIN) from fault
        raise


def _plain(cell: object) -> object:
    """Hours and lengths of time as text; they have no place in any column."""
    return cell if type(cell) in PLAIN else str(cell)


class _Mend:
    """What calamine leaves out of rows: merged cells after the first, and values that are none."""

    def __init__(self, sheet: CalamineSheet, seen: Seen) -> None:
        self.marks: dict[int, list[tuple[int, str]]] = {}
        for (row, column), text in seen.marks.items():
            self.marks.setdefault(row, []).append((column, text))
        self.begins: dict[int, list[tuple[int, int, int]]] = {}
        for (top, first), (bottom, last) in sheet.merged_cell_ranges or ():
            self.begins.setdefault(top, []).append((bottom, first, last))
        self.active: list[tuple[int, int, int, object]] = []

    def all_rows(self, sheet: CalamineSheet) -> Iterator[Sequence[object]]:
        """The rows that calamine gives, and those below in which it sees nothing but a formula does stand."""
        if sheet.start:
            yield from sheet.iter_rows()
        below = max(self.marks, default=-1) + 1 - (sheet.total_height if sheet.start else 0)
        yield from ([] for _ in range(below))

    def mark(self, row: int, cells: list[object]) -> None:
        for column, text in self.marks.get(row, ()):
            cells.extend([None] * (column + 1 - len(cells)))
            cells[column] = text

    def fill(self, row: int, cells: list[object]) -> None:
        """Must see every row that is not blank, from the top."""
        if not (self.begins or self.active):
            return
        self.active = [each for each in self.active if each[0] >= row]
        for bottom, first, last in self.begins.pop(row, ()):
            value = cells[first] if first < len(cells) else None
            self.active.append((bottom, first, last, value))
        if len(self.active) > MAX_COLUMNS:
            raise BadSheet("合并单元格互相重叠", SAVE_AGAIN)
        for _, first, last, value in self.active:
            for column in range(first, min(last + 1, len(cells))):
                cells[column] = value


# ------------------------------------------------------------------ CSV


class TextTable(Book):
    """A .csv, in whatever encoding and with whatever delimiter offices use."""

    def __init__(self, path: Path) -> None:
        if path.stat().st_size > MAX_UNPACKED:
            raise BadSheet("文件太大", "请分几个文件上传")
        self._text, self.encoding = _decode(path.read_bytes())
        self._delimiter = _delimiter(self._text)
        self.sheets = [SheetInfo(CSV_SHEET, hidden=False)]

    def rows(self, name: str) -> Iterator[tuple[int, Sequence[object]]]:  # noqa: ARG002  there is one
        blank = 0
        for number, cells in enumerate(self._records(), start=1):
            if number > MAX_ROWS or len(cells) > MAX_COLUMNS:
                raise BadSheet(f"表太大，最多{MAX_ROWS:,}行、{MAX_COLUMNS}列", "请分几个文件上传")
            if all(map(_is_blank, cells)):
                blank += 1
                if blank >= BLANK_ROWS:
                    return
                continue
            blank = 0
            yield number, [cell or None for cell in cells]

    def _records(self) -> Iterator[list[str]]:
        reader = _reader(self._text, self._delimiter)
        try:
            yield from reader
        except csv.Error as fault:
            sentence = f"第{reader.line_num}行起读不下去，多半是引号没有成对"
            raise BadSheet(sentence, "请用 Excel 或 WPS 打开核对，另存为 .xlsx 再上传") from fault


def _reader(text: str, delimiter: str) -> csv._reader:  # type: ignore[name-defined]
    return csv.reader(io.StringIO(text, newline=""), delimiter=delimiter, strict=True)


def _decode(data: bytes) -> tuple[str, str]:
    """The text and its encoding. A guess is only made where one answer is left."""
    if not data:
        raise BadSheet("文件为空", "请确认表已保存，再上传")
    for mark, encoding in ((b"\xef\xbb\xbf", "utf-8-sig"), (b"\xff\xfe", "utf-16"), (b"\xfe\xff", "utf-16")):
        if data.startswith(mark):
            return _decoded(data, encoding) or _refuse_encoding(), encoding
    text = _decoded(data, "utf-8")
    if text and (text.isascii() or HANZI.search(text)):
        return text, "utf-8"
    other = _decoded(data, "gb18030")
    if other and HANZI.search(other) and not _is_mixed(data):
        return other, "gb18030"
    return text or _refuse_encoding(), "utf-8"


def _decoded(data: bytes, encoding: str) -> str:
    """The text, empty where it cannot be in that encoding."""
    try:
        text = data.decode(encoding)
    except UnicodeDecodeError:
        return ""
    strange = {unicodedata.category(char) for char in set(text) if char not in "\t\r\n\f"}
    return "" if strange & {"Cc", "Cn", "Cs"} else text


def _is_mixed(data: bytes) -> bool:
    """Whether lines of UTF-8 stand in a text of GB18030: both joined by a program that looked at neither."""
    for line in data.splitlines():
        if not line.isascii():
            try:
                in_utf8 = line.decode("utf-8")
            except UnicodeDecodeError:
                continue
            if len(HANZI.findall(in_utf8)) >= 4:
                return True
    return False


def _refuse_encoding() -> str:
    raise BadSheet("看不出文件用的是哪种编码，汉字会成乱码", "请用 Excel 或 WPS 打开，另存为 .xlsx 再上传")


def _delimiter(text: str) -> str:
    """The sign that parts most of the first rows into the same number of cells."""
    return max(DELIMITERS, key=lambda sign: _parted(text, sign))


def _parted(text: str, sign: str) -> int:
    widths: Counter[int] = Counter()
    try:
        for number, cells in enumerate(_reader(text, sign)):
            if number >= LOOKED_AT:
                break
            widths[len(cells)] += len(cells) > 1
    except csv.Error:
        pass
    return max(((width - 1) * count for width, count in widths.items()), default=0)
