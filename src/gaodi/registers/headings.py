"""Finding a register's table in somebody's workbook: which sheet, which rows are headings, what each column means.

Headings are found by name wherever they stand in the first twenty rows, below titles, in one row or two, in any order,
with line breaks, blanks and the unit in brackets.
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import pairwise

from gaodi.bedrock.sheets import BadSheet, Book, letter
from gaodi.bedrock.text import squash
from gaodi.registers.columns import Column
from gaodi.registers.declaration import Register
from gaodi.registers.kinds import SCALES, Number, Yuan, tidy

LOOKED_AT = 20  # rows within which the headings must end
ENOUGH = 2  # headings in one row: fewer may be chance
SERIAL = "序号"
REMARKS = "核对出的问题"  # the column that marking adds
EXAMPLE = "示例"
TOTALS = frozenset({"合计", "总计"})
NOTES = ("注:", "填表说明", "填报说明")
SIGNED = ("填表人:", "制表人:", "审核人:", "填报人:", "负责人:", "单位负责人:")
BEGINNINGS = frozenset(text[0] for text in (EXAMPLE, *TOTALS, *NOTES, *SIGNED))
BRACKETED = re.compile(r"(.+)[(\[【]([^()\[\]【】]+)[)\]】]|(.+?)[,/](?:单位:?)?([^,/]+)")
ABOVE = re.compile(r"单位[:：]?(?:人民币)?((?:千|万|亿)?元)")
EDITION = re.compile(r"版式([a-z][a-z0-9-]*)-([0-9a-f]{8})")
SAME_UNITS = {
    "平方米": "m2",
    "平米": "m2",
    "名": "人",
    "人数": "人",
    "人民币元": "元",
    "人民币万元": "万元",
    "百分比": "%",
}
OTHER_UNITS = re.compile(
    r"[百千万亿]*(?:元|人次?|名|个|台|套|册|本|亩|公顷|平方米|平方公里|m2|km2|学时|课时|小时|天|月|年|%|‰|美元|欧元)"
)


@dataclass
class Table:
    """A register's table as it stands in a sheet. Rows count from 1, cells from 0."""

    register: Register = field(repr=False)
    sheet: str
    head_row: int  # the lower one of two
    first_row: int
    places: dict[str, int]  # column → cell
    units: dict[str, str] = field(default_factory=dict)  # money column → the unit that the sheet says
    extra: list[tuple[str, str]] = field(
        default_factory=list
    )  # letter and heading of columns without a meaning
    hidden: list[str] = field(default_factory=list)  # hidden sheets, left aside
    hidden_rows: int = 0  # they are read like all others
    template_edition: str = ""  # of our own template; empty for a sheet made elsewhere
    skipped: list[tuple[int, str]] = field(default_factory=list)  # rows that are notes, as ``rows`` met them

    headings: list[str] = field(default_factory=list)  # as they are written

    @property
    def width(self) -> int:
        return len(self.headings)

    @property
    def is_outdated(self) -> bool:
        """Whether the sheet was made from a template of other columns than the register has today."""
        return bool(self.template_edition) and self.template_edition != edition(self.register)

    def rows(self, book: Book) -> Iterator[tuple[int, Sequence[object]]]:
        """The rows below the headings that say something; the example, totals and notes go to ``skipped``."""
        self.skipped.clear()
        wanted = tuple(self.places.values())
        for number, cells in book.rows(self.sheet):
            if number < self.first_row:
                continue
            if _is_note(cells):
                self.skipped.append((number, _first(cells)[:40]))
            elif any(place < len(cells) and cells[place] is not None for place in wanted):
                yield number, cells


def find_table(register: Register, book: Book) -> Table:
    """The register's table in the only visible sheet that has its headings; else a BadSheet says what is missing."""
    meanings = meanings_of(register)
    found = [
        head for sheet in book.sheets if not sheet.hidden and (head := _find_head(book, sheet.name, meanings))
    ]
    whole = [head for head in found if not head.missing(register)]
    if len(whole) > 1:
        names = "、".join(f"“{head.sheet}”" for head in whole)
        raise BadSheet(
            f"{names}都有{register.name}的表头，不知道该读哪一张", "请只留要上报的一张，其余删去或隐藏"
        )
    if not whole:
        raise _nothing(register, book, found, meanings)
    return _table(register, book, whole[0])


def meanings_of(register: Register) -> dict[str, str]:
    """Every heading that means a column, squashed → the column's name. A column's own heading wins."""
    meanings = {_plain(heading): name for heading, name in register.aliases.items()}
    meanings |= {_plain(alias): column.name for column in register.columns for alias in column.aliases}
    return meanings | {_plain(column.heading): column.name for column in register.columns}


def edition(register: Register) -> str:
    """What a register's template is told by: the columns and what may stand in them, as a checksum."""
    said = "\n".join(f"{c.name}\t{c.title}\t{c.kind.says()}\t{c.required}" for c in register.columns)
    return hashlib.sha256(said.encode()).hexdigest()[:8]


def edition_said(register: Register) -> str:
    """The words of a template by which ``find_table`` knows it again."""
    return f"版式{register.slug}-{edition(register)}"


# ------------------------------------------------------------------ headings


@dataclass
class Head:
    """The headings of a sheet: column → the cells in which it stands, and what is written there."""

    sheet: str
    row: int
    cells: dict[str, list[int]]
    written: list[str]
    above: list[str] = field(default_factory=list)  # what stands over them: titles and notes

    def missing(self, register: Register) -> list[Column]:
        """The columns without which nothing can be read; whom a row is about may be the unit itself."""
        if len(self.cells) < min(ENOUGH, len(register.columns)):
            return list(register.columns)
        return [c for c in register.columns if c.required and c.name not in {"subject", *self.cells}]


def _plain(heading: str) -> str:
    """A heading in one width, without blanks, marks of what is required, or a colon at its end."""
    return re.sub(r"\((?:必填|选填)\)|[*＊※★]", "", squash(tidy(heading))).rstrip(":").strip()


def _split(plain: str) -> tuple[str, str]:
    """A plain heading as name and what stands in the last brackets behind it."""
    hit = BRACKETED.fullmatch(plain)
    if not hit:
        return plain, ""
    return hit[1] or hit[3], (hit[2] or hit[4]).removeprefix("单位:").removeprefix("单位")


def _meant(plain: str, meanings: Mapping[str, str]) -> str | None:
    """The column that a heading means, with what stands in brackets behind it or without."""
    while plain and plain not in meanings:
        name = _split(plain)[0]
        plain = name if name != plain else ""
    return meanings.get(plain)


def _find_head(book: Book, sheet: str, meanings: Mapping[str, str]) -> Head | None:
    """The rows of a sheet's beginning that hold the most headings: one, or two if both are needed."""
    rows: list[tuple[int, list[str]]] = []
    for number, cells in book.rows(sheet):
        if number > LOOKED_AT:
            break
        rows.append((number, [_plain(str(cell)) if cell is not None else "" for cell in cells]))
    heads = [Head(sheet, number, _cells(texts, meanings), texts) for number, texts in rows]
    for (_, upper), (number, lower) in pairwise(rows):
        joined = _join(upper, lower, meanings)
        heads.append(Head(sheet, number, _cells(joined, meanings), joined))
    best = max(heads, key=lambda head: len(head.cells), default=None)
    if best is None or not best.cells:
        return None
    best.above = [
        text for number, texts in rows if number < best.row for text in dict.fromkeys(texts) if text
    ]
    return best


def _cells(texts: Sequence[str], meanings: Mapping[str, str]) -> dict[str, list[int]]:
    """Column → the cells whose heading means it. 序号 only numbers the rows where a column has a better heading."""
    cells: dict[str, list[int]] = {}
    for index, text in enumerate(texts):
        if name := _meant(text, meanings):
            cells.setdefault(name, []).append(index)
    for places in cells.values():
        if len(places) > 1:
            places[:] = [place for place in places if texts[place] != SERIAL] or places
    return cells


def _join(upper: Sequence[str], lower: Sequence[str], meanings: Mapping[str, str]) -> list[str]:
    """Two rows of headings as one: 双师 over 等级 is 双师等级 where that means something, else 等级."""
    joined, group = [], ""
    for index, below in enumerate(lower):
        above = upper[index] if index < len(upper) else ""
        group = above or group
        if not below:
            joined.append(above)
        else:
            both = group + below
            joined.append(both if _meant(both, meanings) else below)
    return joined + list(upper[len(lower) :])


# ------------------------------------------------------------------ the table


def _table(register: Register, book: Book, head: Head) -> Table:
    for name, places in head.cells.items():
        if len(places) > 1:
            where = "、".join(f"{letter(place)}列" for place in places)
            raise BadSheet(
                f"“{head.sheet}”里“{register.by_name[name].heading}”有{len(places)}列：{where}",
                "请只留一列，其余删去或改名",
            )
    known = {places[0]: name for name, places in head.cells.items()}
    return Table(
        register,
        head.sheet,
        head_row=head.row,
        first_row=head.row + 1,
        places={c.name: head.cells[c.name][0] for c in register.columns if c.name in head.cells},
        units=_units(register, head, known),
        extra=[
            (letter(i), text)
            for i, text in enumerate(head.written)
            if text and i not in known and text != SERIAL and not text.startswith(REMARKS)
        ],
        hidden=[sheet.name for sheet in book.sheets if sheet.hidden],
        hidden_rows=book.hidden_rows(head.sheet),
        template_edition=_edition_of(register, head),
        headings=_without_remarks(head.written),
    )


def _without_remarks(headings: Sequence[str]) -> list[str]:
    """The headings up to the last but what a marking added behind them."""
    known = [index for index, text in enumerate(headings) if text and not text.startswith(REMARKS)]
    return list(headings[: known[-1] + 1])


def _units(register: Register, head: Head, known: Mapping[int, str]) -> dict[str, str]:
    """The unit of each money column as the heading says it, else as a line above does: 单位：万元."""
    general = next((hit[1] for text in head.above if (hit := ABOVE.search(text))), "")
    units = {}
    for place, name in known.items():
        column = register.by_name[name]
        written = _split(head.written[place])[1]
        unit = SAME_UNITS.get(written, written)
        if isinstance(column.kind, Yuan):
            if unit not in SCALES and OTHER_UNITS.fullmatch(unit):
                raise _strange_unit(column, head, place, written, "元、千元、万元或亿元")
            if unit in SCALES or general:
                units[name] = unit if unit in SCALES else general
        elif isinstance(column.kind, Number) and OTHER_UNITS.fullmatch(unit):
            own = squash(column.unit)
            if column.unit and unit != SAME_UNITS.get(own, own):
                raise _strange_unit(column, head, place, written, column.unit)
    return units


def _strange_unit(column: Column, head: Head, place: int, written: str, wanted: str) -> BadSheet:
    return BadSheet(
        f"“{head.sheet}”{letter(place)}列“{column.heading}”的单位是{written}，这里只收{wanted}",
        f"请把这一列换算成{wanted}，并改表头",
    )


def _edition_of(register: Register, head: Head) -> str:
    hit = next((hit for text in head.above if (hit := EDITION.search(text))), None)
    if hit and hit[1] != register.slug:
        raise BadSheet(f"这是别的台账的模板，不是{register.name}的", f"请下载{register.name}台账的模板再填")
    return hit[2] if hit else ""


def _nothing(register: Register, book: Book, found: Sequence[Head], meanings: Mapping[str, str]) -> BadSheet:
    """Why no table was found: what is missing in the nearest sheet, or where it hides."""
    for sheet in book.sheets:
        head = _find_head(book, sheet.name, meanings) if sheet.hidden else None
        if head and not head.missing(register):
            return BadSheet(f"{register.name}的表在隐藏的“{sheet.name}”里", "请取消隐藏，保存后再上传")
    best = max(found, key=lambda head: len(head.cells), default=None)
    remedy = f"请对照{register.name}台账的模板改正表头，或把数据粘贴到模板里"
    if best is None:
        wanted = "、".join(column.title for column in register.columns)
        return BadSheet(f"没有一张表有{register.name}的表头，应有：{wanted}", remedy)
    missing = "、".join(c.heading for c in best.missing(register))
    present = "、".join(register.by_name[name].heading for name in best.cells)
    return BadSheet(f"“{best.sheet}”第{best.row}行的表头缺少：{missing}（已有：{present}）", remedy)


# ------------------------------------------------------------------ rows that are none


def _first(cells: Sequence[object]) -> str:
    """What stands first in a row, however far to the right."""
    return next((text for cell in cells if cell is not None and (text := tidy(cell))), "")


def _is_note(cells: Sequence[object]) -> bool:
    first = cells[0]
    if first is None:
        first = next((cell for cell in cells if cell is not None), None)
    if not isinstance(first, str) or first.lstrip()[:1] not in BEGINNINGS:
        return False
    text = squash(first[:20])
    return text in TOTALS or text == EXAMPLE or text.startswith((f"{EXAMPLE}:", *NOTES, *SIGNED))
