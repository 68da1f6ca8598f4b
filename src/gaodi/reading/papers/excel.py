"""Excel: every visible sheet of an .xlsx, streamed row by row, each cell as it prints."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING

from gaodi.reading.paper import Cell, Paper, Progress, RefusedPaper, Table
from gaodi.reading.papers.formats import printed
from gaodi.reading.papers.guard import MAX_CELLS, MAX_ROWS
from gaodi.reading.papers.package import Package, open_package
from gaodi.reading.papers.sweep import Sweeper, listed
from gaodi.reading.papers.workbook import OFF, S, Workbook, drop, read_workbook, rich_text, unescaped

if TYPE_CHECKING:
    from lxml.etree import _Element

BLANK_ROWS = 1_000  # after so many the sheet is taken to be at its end
MAX_COLUMNS = 500
MAX_MERGES = 50_000
PROGRESS_EVERY = 200
REFERENCE = re.compile(r"\$?([A-Z]{1,3})\$?([1-9]\d{0,6})")
# what is left of a sheet after its many blank rows is only looked through
FILLED = re.compile(rb"<(?:\w+:)?(?:v|t)(?:\s[^>]*)?>[^<]")
ROW = re.compile(rb"<(?:\w+:)?row\s[^>]*?\br=[\"'](\d{1,7})[\"']")
MERGE = re.compile(rb"<(?:\w+:)?mergeCell\s[^>]*?ref=[\"']([A-Z0-9:$]+)[\"']")
TOO_MANY = f"表格超过 {MAX_ROWS} 行，不像是任务清单，请只上传清单部分。"
TOO_WIDE = f"表格超过 {MAX_COLUMNS} 列，不像是任务清单，请只上传清单部分。"


@dataclass(frozen=True, slots=True)
class Area:
    """A merged range by 0-based rows and columns, ends included."""

    top: int
    left: int
    bottom: int
    right: int


@dataclass(slots=True)
class Sheet:
    """A sheet while it is read: cells by row and column, what is merged, what is doubtful."""

    name: str
    rows: dict[int, dict[int, Cell]] = field(default_factory=dict)
    merges: list[Area] = field(default_factory=list)
    formulas: list[str] = field(default_factory=list)
    empty_formulas: list[str] = field(default_factory=list)
    hidden_rows: list[int] = field(default_factory=list)
    hidden_columns: list[tuple[int, int]] = field(default_factory=list)
    cut_after: int | None = None


@dataclass(slots=True)
class ExcelReader:
    """Reads the sheets of one workbook."""

    package: Package
    book: Workbook
    sweeper: Sweeper
    progress: Progress
    cells: int = 0

    def sheet(self, name: str, part: str) -> Sheet:
        """The filled cells of a sheet, until a thousand blank rows follow each other."""
        sheet = Sheet(name)
        tags = tuple(f"{S}{tag}" for tag in ("row", "mergeCell", "col"))
        last = at = -1
        for _, element in self.package.events(part, ("end",), tags):
            if element.tag == f"{S}row":
                at = row_number(element, at + 1)
                if at - last > BLANK_ROWS:
                    break
                last = at if self.row(sheet, element, at) else last
                drop(element)
                self.package.relax()
            elif element.tag == f"{S}col":
                note_column(sheet, element)
            elif len(sheet.merges) < MAX_MERGES and (area := area_of(element.get("ref", ""))):
                sheet.merges.append(area)
        if at - last > BLANK_ROWS:
            self.look_through(sheet, part, last)
        return sheet

    def row(self, sheet: Sheet, element: _Element, at: int) -> bool:
        """One row; gives whether anything stands in it."""
        column = -1
        cells: dict[int, Cell] = {}
        for child in element.iterchildren(f"{S}c"):
            match = REFERENCE.fullmatch(child.get("r", ""))
            column = column_of(match[1]) if match else column + 1
            cell = self.cell(sheet, child, at, column) if len(child) else None
            if cell is not None:
                cells[column] = cell
        if cells:
            self.keep(sheet, at, cells)
            if element.get("hidden", "0") not in OFF:
                sheet.hidden_rows.append(at + 1)
        return bool(cells)

    def keep(self, sheet: Sheet, at: int, cells: dict[int, Cell]) -> None:
        if len(sheet.rows) >= MAX_ROWS:
            raise RefusedPaper(TOO_MANY)
        if max(cells) >= MAX_COLUMNS:
            raise RefusedPaper(TOO_WIDE)
        self.cells += max(cells) + 1
        if self.cells > MAX_CELLS:
            raise RefusedPaper("表格的单元格过多，不像是任务清单，请只上传清单部分。")
        sheet.rows[at] = cells
        if len(sheet.rows) % PROGRESS_EVERY == 0:
            self.progress(len(sheet.rows), 0, f"“{sheet.name}”表第{at + 1}行")

    def cell(self, sheet: Sheet, element: _Element, row: int, column: int) -> Cell | None:
        """A cell that shows something; None for an empty one."""
        name = f"{letters_of(column)}{row + 1}"
        where = f"sheet {sheet.name} {name}"
        text, date = self.shown(element)
        if element.find(f"{S}f") is not None:
            (sheet.formulas if text else sheet.empty_formulas).append(where)
        text = self.sweeper.clean(text, where)
        return Cell(text, where, date=date) if text.strip() else None

    def shown(self, element: _Element) -> tuple[str, str | None]:
        """What the cell shows, and the date it holds."""
        kind = element.get("t", "n")
        if kind == "inlineStr":
            inline = element.find(f"{S}is")
            return ("" if inline is None else rich_text(inline)), None
        stored = element.findtext(f"{S}v") or ""
        if kind == "s":
            return (self.book.strings[int(stored)] if is_index(stored, self.book.strings) else ""), None
        if kind == "b":
            return ("TRUE" if stored.strip() == "1" else "FALSE" if stored else ""), None
        if kind == "d":
            return stored, stored[:10] if re.match(r"\d{4}-\d\d-\d\d", stored) else None
        if kind != "n":
            return unescaped(stored), None
        style = element.get("s", "0")
        code = self.book.formats[int(style)] if is_index(style, self.book.formats) else "General"
        shown = printed(stored.strip(), code, from_1904=self.book.from_1904)
        return shown.text, shown.date

    def look_through(self, sheet: Sheet, part: str, last: int) -> None:
        """The rest of a sheet as bytes: merges stand at its end, and something filled must not vanish unsaid."""
        tail, beyond = b"", False
        with self.package.open(part) as stream:
            while piece := stream.read():
                self.package.relax()
                window = tail + piece
                sheet.merges += [
                    area for match in MERGE.finditer(window) if (area := area_of(match[1].decode()))
                ]
                start = 0 if beyond else first_row_after(window, last + 1)
                beyond = beyond or start >= 0
                if beyond and sheet.cut_after is None and FILLED.search(window, max(start, 0)):
                    sheet.cut_after = last + 1
                cut = window.rfind(b"<")
                tail = window[cut:] if len(window) - cut < 4096 else b""
        del sheet.merges[MAX_MERGES:]


def row_number(element: _Element, expected: int) -> int:
    """The 0-based number of the row, which the file may leave out."""
    stated = element.get("r", "")
    return int(stated) - 1 if re.fullmatch(r"[1-9]\d{0,6}", stated) else expected


def first_row_after(window: bytes, row: int) -> int:
    """Where in the bytes the first row beyond that one begins; -1 if it does not."""
    return next((match.start() for match in ROW.finditer(window) if int(match[1]) > row), -1)


def read_excel(path: Path, sweeper: Sweeper, progress: Progress) -> Paper:
    """The visible sheets in their order, a table for each; what is hidden or computed is said in warnings."""
    with open_package(path, "xlsx") as package:
        book = read_workbook(package)
        reader = ExcelReader(package, book, sweeper, progress)
        sheets = []
        for done, (name, part) in enumerate(book.sheets):
            progress(done, len(book.sheets), f"“{name}”表")
            sheets.append(reader.sheet(name, part))
        tables = [Table(rows, sheet.name) for sheet in sheets if (rows := laid_out(sheet))]
        warnings = [warning for sheet in sheets for warning in doubts(sheet)]
        if book.hidden:
            warnings.insert(
                0, f"有隐藏的工作表未予识读：{'、'.join(book.hidden[:10])}，如需识读请取消隐藏后重新上传。"
            )
        if package.remote_targets():
            warnings.append(
                "工作簿引用了外部地址或别的文件，系统不会访问，单元格按文件中存有的数值识读，请核对。"
            )
    return Paper("xlsx", list(tables), warnings)


def note_column(sheet: Sheet, element: _Element) -> None:
    low, high = element.get("min", ""), element.get("max", "")
    if element.get("hidden", "0") not in OFF and low.isdecimal() and high.isdecimal():
        sheet.hidden_columns.append((int(low) - 1, int(high) - 1))


def laid_out(sheet: Sheet) -> list[list[Cell]]:
    """The rows of the sheet from the first to the last filled one, blank ones kept, merges filled in."""
    if not sheet.rows:
        return []
    first, last = min(sheet.rows), max(sheet.rows)
    cover(sheet, last)
    return [full_row(sheet, at) for at in range(first, last + 1)]


def full_row(sheet: Sheet, at: int) -> list[Cell]:
    cells = sheet.rows.get(at, {})
    width = max(cells, default=-1) + 1
    return [
        cells.get(column) or Cell("", f"sheet {sheet.name} {letters_of(column)}{at + 1}")
        for column in range(width)
    ]


def cover(sheet: Sheet, last: int) -> None:
    """Cells under a merge repeat the cell that covers them, no further than the sheet is filled."""
    widest = max(max(cells) for cells in sheet.rows.values())
    budget = MAX_CELLS
    for area in sheet.merges:
        origin = sheet.rows.get(area.top, {}).get(area.left)
        if origin is None:
            continue
        bottom, right = min(area.bottom, last), min(area.right, widest)
        budget -= (bottom - area.top + 1) * (right - area.left + 1)
        if budget < 0:
            raise RefusedPaper("表格的合并单元格异常，不像是任务清单，请取消合并后重新上传。")
        for row in range(area.top, bottom + 1):
            for column in range(area.left, right + 1):
                if (row, column) != (area.top, area.left):
                    covered = Cell(
                        origin.text,
                        origin.where,
                        0,
                        "across" if row == area.top else "down",
                        None,
                        origin.date,
                    )
                    sheet.rows.setdefault(row, {})[column] = covered


def doubts(sheet: Sheet) -> list[str]:
    """What a person should know about the sheet."""
    said = []
    if sheet.formulas:
        said.append(f"{listed(sheet.formulas)}是公式，按文件中存有的结果识读，请核对。")
    if sheet.empty_formulas:
        said.append(
            f"{listed(sheet.empty_formulas)}是公式而没有存有结果，按空白识读，请用 Excel 打开并保存后重新上传。"
        )
    if sheet.hidden_rows:
        rows = "、".join(str(row) for row in sheet.hidden_rows[:10])
        said.append(
            f"“{sheet.name}”表有{len(sheet.hidden_rows)}个隐藏的行（第{rows}行），已一并识读，请核对。"
        )
    if columns := hidden_filled(sheet):
        said.append(f"“{sheet.name}”表有隐藏的列（{'、'.join(columns)}），已一并识读，请核对。")
    if sheet.cut_after is not None:
        said.append(
            f"“{sheet.name}”表第{sheet.cut_after}行以后有 {BLANK_ROWS} 多个空行，其后的内容未予识读，请核对。"
        )
    return said


def hidden_filled(sheet: Sheet) -> list[str]:
    """Hidden columns that hold something."""
    filled = {column for cells in sheet.rows.values() for column in cells}
    hidden = [
        column
        for column in sorted(filled)
        if any(low <= column <= high for low, high in sheet.hidden_columns)
    ]
    return [letters_of(column) for column in hidden]


def is_index(text: str, items: list[str]) -> bool:
    return text.strip().isdecimal() and int(text) < len(items)


def column_of(letters: str) -> int:
    """The 0-based number of a column: A is 0, AA is 26."""
    number = 0
    for letter in letters:
        number = number * 26 + ord(letter) - 64
    return number - 1


def letters_of(column: int) -> str:
    letters = ""
    column += 1
    while column:
        column, digit = divmod(column - 1, 26)
        letters = chr(65 + digit) + letters
    return letters


def area_of(reference: str) -> Area | None:
    """``B3:C7`` as an area; None for what is none."""
    ends = [REFERENCE.fullmatch(end) for end in reference.split(":")]
    if len(ends) != 2 or ends[0] is None or ends[1] is None:
        return None
    return Area(int(ends[0][2]) - 1, column_of(ends[0][1]), int(ends[1][2]) - 1, column_of(ends[1][1]))
