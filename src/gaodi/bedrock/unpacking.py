"""The zip under an .xlsx: looked at before any reader unpacks it, so that no file can fill the memory.

Every part that a reader will read is unpacked here in pieces, counted and let go; no header is believed. On the way the
sheets are searched for what the fast reader passes over in silence: error values, formulas without a result.
"""

from __future__ import annotations

import posixpath
import re
import struct
import zipfile
import zlib
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, BinaryIO

from lxml import etree

MAX_UNPACKED = 300 << 20  # bytes, all parts together; an honest sheet of 200,000 rows has 144 MB [D]
MAX_RATIO = 100  # unpacked to packed, of parts above a MB; the honest sheet has 13.5 [D]
MAX_MEMBERS = 5_000
MAX_SHEETS = 200
MAX_ROWS = 300_000
MAX_COLUMNS = 500
MAX_CELLS = 12_000_000  # rows times columns: a reader holds a sheet as one block
PIECE = 1 << 20
LONGEST_TEXT = 4 << 20  # bytes of a sheet without any tag
OLD_OFFICE = bytes.fromhex("d0cf11e0a1b11ae1")
ENCRYPTED = "EncryptedPackage".encode("utf-16-le")
NO_RESULT = "#公式未计算"
SHEETS = ("worksheet", "chartsheet", "dialogsheet")
NESTED = (".zip", ".xlsx", ".xls", ".docx", ".xlsm", ".rar", ".7z", ".exe", ".bin")
HARMLESS_BIN = re.compile(
    r"xl/(printersettings|embeddings|customproperty)/[^/]+\.bin|xl/customproperty\d*\.bin"
)

SAVE_AGAIN = "请用 Excel 或 WPS 打开，另存为“Excel 工作簿（.xlsx）”再上传"
ONE_SHEET = "请新建一个空白工作簿，只把要上报的表复制过去（粘贴为数值），另存后再上传"


class BadSheet(ValueError):
    """A file that cannot be read as a sheet: what is wrong, and what to do."""

    def __init__(self, sentence: str, remedy: str) -> None:
        super().__init__(sentence)
        self.sentence = sentence
        self.remedy = remedy


@dataclass(slots=True)
class Seen:
    """What a look at a sheet's XML found. Rows and columns count from 0."""

    marks: dict[tuple[int, int], str] = field(
        default_factory=dict
    )  # error values and formulas without a result
    hidden_rows: int = 0
    last_row: int = -1
    last_column: int = -1


def look_at(path: Path) -> dict[str, Seen]:
    """What each sheet of a workbook holds, by the sheet's name; a file that may not be opened is a BadSheet."""
    _check_head(path)
    try:
        with path.open("rb") as file, zipfile.ZipFile(file) as archive:
            return _Archive(file, archive.infolist()).look()
    except (
        zipfile.BadZipFile,
        zlib.error,
        struct.error,
        etree.LxmlError,
        EOFError,
        NotImplementedError,
    ) as no:
        raise _damaged() from no


def _damaged() -> BadSheet:
    return BadSheet("文件已损坏，打不开", SAVE_AGAIN)


def _check_head(path: Path) -> None:
    with path.open("rb") as file:
        head = file.read(8)
        if not head:
            raise BadSheet("文件为空", "请确认表已保存，再上传")
        if head == OLD_OFFICE:
            if ENCRYPTED in file.read():
                raise BadSheet("文件已加密", "请取消密码，保存后再上传")
            raise BadSheet("这是旧格式的 .xls 文件", SAVE_AGAIN)
    if not head.startswith(b"PK"):
        raise BadSheet("文件内容不是 Excel 工作簿", SAVE_AGAIN)


class _Archive:
    """The parts of one workbook, and how much of it has been unpacked."""

    def __init__(self, file: BinaryIO, members: list[zipfile.ZipInfo]) -> None:
        self.file = file
        self.unpacked = 0
        self.members = {info.filename.lstrip("/").lower(): info for info in members}
        check_members(members)

    def look(self) -> dict[str, Seen]:
        types = self.read("[content_types].xml")
        if b"macroEnabled" in types or any(name.endswith("vbaproject.bin") for name in self.members):
            raise BadSheet("文件含有宏", "请另存为不带宏的“Excel 工作簿（.xlsx）”再上传")
        if b"spreadsheetml" not in types:
            raise BadSheet("文件内容不是 Excel 工作簿", SAVE_AGAIN)
        parts = self.sheet_parts()
        for name in self.members:
            if name.endswith((".xml", ".rels", ".vml")) and name not in parts.values():
                self.read_through(name)
        seen = {sheet: self.look_at_sheet(part) for sheet, part in parts.items()}
        check_extent(seen)
        return seen

    def sheet_parts(self) -> dict[str, str]:
        """Where each sheet lies, by its name."""
        book = _tree(self.read("xl/workbook.xml"))
        links = _tree(self.read("xl/_rels/workbook.xml.rels"))
        targets = {
            str(link.get("Id")): posixpath.normpath(posixpath.join("/xl", str(link.get("Target"))))[
                1:
            ].lower()
            for link in links
            if str(link.get("Type")).rsplit("/", 1)[-1] in SHEETS
        }
        found = {}
        for sheet in book.iterfind(".//{*}sheets/{*}sheet"):
            link = next((value for key, value in sheet.items() if str(key).endswith("}id")), "")
            if targets.get(str(link)) in self.members:
                found[str(sheet.get("name"))] = targets[str(link)]
        if len(found) > MAX_SHEETS:
            raise BadSheet(f"工作簿里有{len(found)}张表，最多{MAX_SHEETS}张", ONE_SHEET)
        return found

    def read(self, name: str) -> bytes:
        if name not in self.members:
            raise _damaged()
        return b"".join(self.pieces(name))

    def read_through(self, name: str) -> None:
        for _ in self.pieces(name):
            pass

    def pieces(self, name: str) -> Iterator[bytes]:
        """A part unpacked in pieces, each of them counted."""
        info = self.members[name]
        size, tail = 0, b""
        for piece in _unpack(self.file, info):
            size += len(piece)
            self.unpacked += len(piece)
            check_size(size, info.compress_size, self.unpacked)
            window = tail + piece
            if b"<!DOCTYPE" in window or b"<!ENTITY" in window or (not tail and _is_wide(piece)):
                raise BadSheet("文件里有不安全的声明", SAVE_AGAIN)
            tail = piece[-16:]
            yield piece

    def look_at_sheet(self, part: str) -> Seen:
        before, quick = self.unpacked, Quick()
        if all(quick.passes(head) for head in _whole_tags(self.pieces(part))) and quick.is_small:
            return quick.seen
        self.unpacked = before  # unpacked again for the careful look, and counted once
        return look_carefully(self.pieces(part))


def check_members(members: list[zipfile.ZipInfo]) -> None:
    """Too many, locked, one over another, other archives inside: no spreadsheet program writes these."""
    if len(members) > MAX_MEMBERS:
        raise BadSheet(f"文件里的部件超过{MAX_MEMBERS:,}个，不像正常的工作簿", ONE_SHEET)
    if any(info.flag_bits & 0x1 for info in members):
        raise BadSheet("文件已加密", "请取消密码，保存后再上传")
    names = [info.filename.lower() for info in members]
    strange = any(info.compress_type not in {zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED} for info in members)
    if strange or len(set(names)) < len(names) or _overlap(members):
        raise BadSheet("文件的压缩结构异常", SAVE_AGAIN)
    for name in names:
        if name.endswith(NESTED) and "vbaproject" not in name and not HARMLESS_BIN.fullmatch(name):
            raise BadSheet("工作簿里嵌有别的文件", "请删去嵌入的文件，或" + ONE_SHEET.removeprefix("请"))
    total = 0
    for info in members:
        total += info.file_size
        check_size(info.file_size, info.compress_size, total)


def check_size(size: int, packed: int, total: int) -> None:
    """Refuse a part, or all parts together, that unpack to more than a workbook can be."""
    if total > MAX_UNPACKED or (size > PIECE and size > MAX_RATIO * packed):
        raise BadSheet("文件解压后大得异常", ONE_SHEET)


def _overlap(members: list[zipfile.ZipInfo]) -> bool:
    """Whether two parts share bytes: so a few bytes may be unpacked a thousand times."""
    end = 0
    for info in sorted(members, key=lambda info: info.header_offset):
        if info.header_offset < end:
            return True
        end = info.header_offset + 30 + info.compress_size
    return False


def _unpack(file: BinaryIO, info: zipfile.ZipInfo) -> Iterator[bytes]:
    """The bytes that really come out, however many the header promises."""
    file.seek(info.header_offset)
    header = file.read(30)
    name, extra = struct.unpack("<HH", header[26:30])
    file.seek(name + extra, 1)
    inflate = zlib.decompressobj(-zlib.MAX_WBITS)
    left = info.compress_size
    while left > 0 and not inflate.eof:
        packed = file.read(min(left, PIECE))
        if not packed:
            raise EOFError
        left -= len(packed)
        if info.compress_type == zipfile.ZIP_STORED:
            yield packed
            continue
        while packed and not inflate.eof:
            yield inflate.decompress(packed, PIECE)
            packed = inflate.unconsumed_tail
    yield inflate.flush()


def _is_wide(piece: bytes) -> bool:
    """Whether XML is written in an encoding in which no word can be found."""
    declared = re.search(rb"<\?xml[^>]*?encoding\s*=\s*[\"']([^\"']+)", piece[:400])
    known = not declared or declared[1].lower() in {b"utf-8", b"utf8", b"us-ascii", b"ascii"}
    return b"\0" in piece[:400] or not known


def _tree(data: bytes) -> etree._Element:
    return etree.fromstring(data, etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False))


# ------------------------------------------------------------------ a sheet


def _whole_tags(pieces: Iterable[bytes]) -> Iterator[bytes]:
    """The pieces cut before a tag, so that none is torn."""
    rest = b""
    for piece in pieces:
        whole = rest + piece
        cut = whole.rfind(b"<")
        rest = whole[cut:] if cut > 0 else whole
        if len(rest) > LONGEST_TEXT:
            raise BadSheet("有一格的内容长得异常", ONE_SHEET)
        yield whole[: len(whole) - len(rest)]
    yield rest


class Quick:
    """A look that only searches for bytes: it says of a plain sheet, as programs write it, how large it can be.

    It costs half a second for 200,000 rows; going through the elements costs ten times as much.
    """

    FORMULA, BARE_CELL = re.compile(rb"<f[ />]"), re.compile(rb"<c[>\t\n\r]")
    PREFIXED = re.compile(rb":c[ >]")
    ROW = re.compile(rb'<row [^>]*?\br="(\d+)"[^>]*>')
    WIDE = re.compile(rb' r="([A-Z]{2,3})\d')

    def __init__(self) -> None:
        self.seen = Seen(last_column=25)

    def passes(self, head: bytes) -> bool:
        if self._is_odd(head):
            return False
        if head.count(b' r="') != head.count(b"<c ") + head.count(b"<row "):
            return False
        if b" hidden=" in head:
            self.seen.hidden_rows += len(re.findall(rb'<row [^>]*\bhidden="(?:1|true)"', head))
        if (at := head.rfind(b"<row ")) >= 0:
            last = self.ROW.match(head, at)
            if last is None:
                return False
            self.seen.last_row = max(self.seen.last_row, int(last[1]) - 1)
        for letters in set(self.WIDE.findall(head)):
            self.seen.last_column = max(self.seen.last_column, column_index(letters.decode()))
        return True

    def _is_odd(self, head: bytes) -> bool:
        """Whether something stands there that only the careful look can judge; rare signs are asked for first."""
        if b't="e"' in head or (b"'" in head and b"t='e'" in head):
            return True
        if b"<f" in head and self.FORMULA.search(head):
            return True
        if head.count(b"<c") != head.count(b"<c ") and self.BARE_CELL.search(head):
            return True
        return b":" in head and self.PREFIXED.search(head) is not None

    @property
    def is_small(self) -> bool:
        seen = self.seen
        return seen.last_row < MAX_ROWS and (seen.last_row + 1) * (seen.last_column + 1) <= MAX_CELLS // 2


def look_carefully(pieces: Iterable[bytes]) -> Seen:
    """Go through every cell: where the last value stands, which are errors, which formulas have no result."""
    seen, row, column = Seen(), -1, -1
    for event, element in _rows_and_cells(pieces):
        is_row = etree.QName(element).localname == "row"
        if event == "start" and is_row:
            number = element.get("r") or ""
            row, column = (int(number) - 1 if number.isdecimal() else row + 1), -1
            seen.hidden_rows += element.get("hidden") in {"1", "true"}
        elif event == "end" and not is_row:
            row, column = _place(element.get("r"), row, column + 1)
            _take(seen, element, row, column)
    return seen


def _rows_and_cells(pieces: Iterable[bytes]) -> Iterator[tuple[str, etree._Element]]:
    """The beginnings and ends of rows and cells; what is done with is let go."""
    parser = etree.XMLPullParser(
        events=("start", "end"),
        tag=("{*}row", "{*}c"),
        resolve_entities=False,
        no_network=True,
        load_dtd=False,
    )
    for piece in pieces:
        parser.feed(piece)
        events: Iterator[Any] = parser.read_events()
        for event, element in events:
            yield event, element
            if event == "end" and element.tag.endswith("row"):
                element.clear()
                while element.getprevious() is not None:
                    del element.getparent()[0]
    parser.close()


def _place(named: str | None, row: int, column: int) -> tuple[int, int]:
    """Where a cell stands: as it says itself, else after the one before."""
    hit = re.fullmatch(r"\$?([A-Za-z]{1,3})\$?(\d{1,7})", named or "")
    return (int(hit[2]) - 1, column_index(hit[1].upper())) if hit else (row, column)


def _take(seen: Seen, cell: etree._Element, row: int, column: int) -> None:
    kind, value = cell.get("t"), cell.findtext("{*}v")
    has_formula = cell.find("{*}f") is not None
    if kind == "e":
        seen.marks[row, column] = value or "#VALUE!"
    elif has_formula and not value and kind != "str":
        seen.marks[row, column] = NO_RESULT
    if value or has_formula or cell.find("{*}is") is not None:
        seen.last_row, seen.last_column = max(seen.last_row, row), max(seen.last_column, column)


def check_extent(seen: dict[str, Seen]) -> None:
    """Refuse sheets of too many rows or columns, or with one stray cell far out."""
    cells = 0
    for name, sheet in seen.items():
        rows, columns = sheet.last_row + 1, sheet.last_column + 1
        if rows > MAX_ROWS:
            raise BadSheet(
                f"“{name}”第{rows}行还有内容，最多{MAX_ROWS:,}行", "请删去下面多余的行，或分几个文件上传"
            )
        if columns > MAX_COLUMNS:
            where = column_letter(columns - 1)
            raise BadSheet(f"“{name}”的{where}列还有内容，最多{MAX_COLUMNS}列", "请删去右边多余的列")
        cells += rows * columns
    if cells > MAX_CELLS:
        raise BadSheet("表的行数和列数太多，一次读不下", "请删去多余的行和列，或分几个文件上传")


def column_index(letters: str) -> int:
    """A is 0, AA is 26."""
    index = 0
    for char in letters:
        index = index * 26 + ord(char) - 64
    return index - 1


def column_letter(index: int) -> str:
    """0 is A, 26 is AA."""
    letters = ""
    while index >= 0:
        index, rest = divmod(index, 26)
        letters = chr(65 + rest) + letters
        index -= 1
    return letters
