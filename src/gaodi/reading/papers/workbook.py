"""What all sheets of a workbook share: their names and parts, the texts they point to, the formats of their cells."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from itertools import islice
from typing import TYPE_CHECKING

from gaodi.reading.paper import RefusedPaper
from gaodi.reading.papers.formats import BUILT_IN
from gaodi.reading.papers.package import Package

if TYPE_CHECKING:
    from lxml.etree import _Element

S = "{http://schemas.openxmlformats.org/spreadsheetml/2006/main}"
R = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}"
MAX_SHEETS = 200
MAX_STRINGS = 250_000
ESCAPE = re.compile(r"_x([0-9A-Fa-f]{4})_")
OFF = {"0", "false", "off", ""}


@dataclass(slots=True)
class Workbook:
    """What all sheets share."""

    strings: list[str] = field(default_factory=list)
    formats: list[str] = field(default_factory=list)
    from_1904: bool = False
    sheets: list[tuple[str, str]] = field(default_factory=list)  # name and part
    hidden: list[str] = field(default_factory=list)


def read_workbook(package: Package) -> Workbook:
    """Names and parts of the sheets, shared texts, formats."""
    main = package.main_part()
    root = package.tree(main)
    relations = package.relations(main)
    parts = {relation.id: relation for relation in relations if not relation.external}
    kinds = {relation.kind: relation.target for relation in parts.values()}
    properties = root.find(f"{S}workbookPr")
    book = Workbook(from_1904=properties is not None and properties.get("date1904", "0") not in OFF)
    for element in root.iterfind(f"{S}sheets/{S}sheet"):
        relation = parts.get(element.get(f"{R}id", ""))
        if relation is None or relation.kind != "worksheet":
            continue
        name = element.get("name", "")
        if element.get("state", "visible") == "visible":
            book.sheets.append((name, relation.target))
        else:
            book.hidden.append(name)
    if len(book.sheets) > MAX_SHEETS:
        raise RefusedPaper(f"工作表超过 {MAX_SHEETS} 个，不像是任务清单，请只保留清单所在的工作表。")
    if package.has(kinds.get("sharedStrings", "")):
        book.strings = list(islice(shared_strings(package, kinds["sharedStrings"]), MAX_STRINGS + 1))
        if len(book.strings) > MAX_STRINGS:
            raise RefusedPaper("表格的单元格过多，不像是任务清单，请只上传清单部分。")
    if package.has(kinds.get("styles", "")):
        book.formats = cell_formats(package, kinds["styles"])
    return book


def shared_strings(package: Package, part: str) -> Iterator[str]:
    for _, element in package.events(part, ("end",), (f"{S}si",)):
        yield rich_text(element)
        drop(element)
        package.relax()


def cell_formats(package: Package, part: str) -> list[str]:
    """The format code of every cell style, streamed: a workbook passed from hand to hand has tens of thousands."""
    own = {str(number): code for number, code in BUILT_IN.items()}
    formats: list[str] = []
    within = False
    for event, element in package.events(part, ("start", "end"), (f"{S}cellXfs", f"{S}xf", f"{S}numFmt")):
        if element.tag == f"{S}cellXfs":
            within = event == "start"
        elif event == "end" and element.tag == f"{S}numFmt":
            own[element.get("numFmtId", "")] = element.get("formatCode", "General")
        elif event == "end":
            if within:
                formats.append(own.get(element.get("numFmtId", "0"), "General"))
            drop(element)
            package.relax()
    return formats


def rich_text(element: _Element) -> str:
    """The text of a string, runs put together, without the readings printed above it."""
    runs = (child.text or "" for child in element.iter(f"{S}t") if not is_reading(child))
    return unescaped("".join(runs))


def is_reading(element: _Element) -> bool:
    parent = element.getparent()
    return parent is not None and parent.tag == f"{S}rPh"


def unescaped(text: str) -> str:
    """Characters that XML cannot hold are written as ``_x000D_``."""
    return ESCAPE.sub(lambda match: chr(int(match[1], 16)), text) if "_x" in text else text


def drop(element: _Element) -> None:
    """Lets go of an element and of those before it."""
    element.clear()
    parent = element.getparent()
    while parent is not None and element.getprevious() is not None:
        del parent[0]
