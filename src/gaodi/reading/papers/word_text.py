"""What a paragraph of Word prints: its text as if every change were accepted, its style and its automatic number."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from gaodi.reading.papers.numbering import Numbering, W, number, read_numbering, value

if TYPE_CHECKING:
    from lxml.etree import _Element

    from gaodi.reading.papers.package import Package

MC = "{http://schemas.openxmlformats.org/markup-compatibility/2006}"
M = "{http://schemas.openxmlformats.org/officeDocument/2006/math}"
P, TBL, TR, TC, BOX, RUN = (f"{W}{tag}" for tag in ("p", "tbl", "tr", "tc", "txbxContent", "r"))
# nothing below these is printed where it stands; text boxes are read after their paragraph
UNPRINTED = frozenset(
    [f"{W}{tag}" for tag in ("del", "moveFrom", "delText", "instrText", "delInstrText", "rt", "pPr", "rPr", "sdtPr",
                             "tblPr", "trPr", "tcPr", "tblGrid", "txbxContent")]
    + [f"{MC}Fallback"]
)  # fmt: skip
CHANGES = tuple(f"{W}{tag}" for tag in ("ins", "del", "moveFrom", "moveTo", "cellIns", "cellDel"))
OFF = {"0", "false", "off"}
SIGNS = {f"{W}tab": "\t", f"{W}ptab": "\t", f"{W}cr": "\n", f"{W}noBreakHyphen": "-"}


@dataclass(slots=True)
class Style:
    """A paragraph style: the style it stands on, what rank it gives, the list it counts in."""

    base: str = ""
    rank: str = ""
    list: str = ""
    depth: int = 0


@dataclass(slots=True)
class Paragraph:
    """A paragraph as printed; ``joins`` where its end mark was deleted, so that the next one continues it."""

    text: str
    number: str | None
    style: str
    joins: bool
    boxes: list[_Element]


@dataclass(slots=True)
class Letters:
    """Reads paragraphs in their order: the lists count on with each."""

    styles: dict[str, Style]
    numbering: Numbering
    notes: set[str] = field(default_factory=set)  # what was met on the way: changes, hidden text

    def paragraph(self, element: _Element) -> Paragraph:
        properties = element.find(f"{W}pPr")
        if next(element.iter(*CHANGES), None) is not None:
            self.notes.add("changes")
        joins = properties is not None and properties.find(f"{W}rPr/{W}del") is not None
        text = self.text(element)
        style = self.style_of(properties)
        printed = None if joins and not text else self.number_of(properties, style)
        rank = "" if style is None else style.rank
        return Paragraph(text, printed, self.rank_of(properties) or rank, joins, boxes_of(element))

    def text(self, element: _Element) -> str:
        return "".join(self.pieces(element))

    def pieces(self, element: _Element) -> Iterator[str]:
        for child in printed_below(element, self.is_hidden):
            tag = child.tag
            if tag in (f"{W}t", f"{M}t"):
                yield child.text or ""
            elif tag == f"{W}br" and child.get(f"{W}type", "textWrapping") == "textWrapping":
                yield "\n"
            elif tag in SIGNS:
                yield SIGNS[tag]

    def is_hidden(self, element: _Element) -> bool:
        """A run that was formatted as hidden does not print."""
        if element.tag != RUN:
            return False
        vanish = element.find(f"{W}rPr/{W}vanish")
        if vanish is None or vanish.get(f"{W}val", "1") in OFF:
            return False
        if any(text.text and text.text.strip() for text in element.iter(f"{W}t")):
            self.notes.add("hidden")
        return True

    def style_of(self, properties: _Element | None) -> Style | None:
        return self.styles.get("" if properties is None else value(properties, "pStyle"))

    def rank_of(self, properties: _Element | None) -> str:
        """A paragraph may take part in the outline by itself."""
        if properties is None:
            return ""
        level = value(properties, "outlineLvl")
        return "heading" if level and number(level, 9) < 9 else ""

    def number_of(self, properties: _Element | None, style: Style | None) -> str | None:
        """The paragraph's own list, or that of its style; list 0 means none."""
        own = None if properties is None else properties.find(f"{W}numPr")
        name = value(own, "numId") if own is not None else ""
        depth = value(own, "ilvl") if own is not None else ""
        if not name and style is not None:
            name, depth = style.list, depth or str(style.depth)
        return self.numbering.next(name, number(depth, 0)) if name and name != "0" else None


def printed_below(element: _Element, is_hidden: object = None) -> Iterator[_Element]:
    """All below that prints, in order; without recursion, for a hostile file may be deep."""
    hidden = is_hidden if callable(is_hidden) else None
    stack = [iter(element)]
    while stack:
        child = next(stack[-1], None)
        if child is None:
            stack.pop()
        elif child.tag not in UNPRINTED and not (hidden and hidden(child)):
            yield child
            stack.append(iter(child))


def boxes_of(element: _Element) -> list[_Element]:
    """The text boxes anchored in a paragraph, each once: Word writes them twice, for old programs again."""
    return [
        box
        for box in element.iter(BOX)
        if not any(above.tag in {f"{MC}Fallback", BOX} for above in box.iterancestors())
    ]


def read_letters(package: Package, main: str) -> Letters:
    """Styles and lists of the document, as far as it has any."""
    parts = {relation.kind: relation.target for relation in package.relations(main) if not relation.external}
    styles: dict[str, Style] = {}
    if package.has(parts.get("styles", "")):
        styles = read_styles(package.tree(parts["styles"]))
    numbering = Numbering()
    if package.has(parts.get("numbering", "")):
        numbering = read_numbering(
            package.tree(parts["numbering"]), {name: style.list for name, style in styles.items()}
        )
    for name, style in styles.items():
        depth = numbering.level_of_style(style.list, name)
        style.depth = style.depth if depth is None else depth
    return Letters({name: inherited(styles, name) for name in styles}, numbering)


def read_styles(root: _Element) -> dict[str, Style]:
    """Styles by their id; the default paragraph style also under the empty id."""
    styles = {}
    for element in root.iterchildren(f"{W}style"):
        style = Style(value(element, "basedOn"), rank_by_name(element))
        properties = element.find(f"{W}pPr")
        if properties is not None:
            numbered = properties.find(f"{W}numPr")
            style.list = "" if numbered is None else value(numbered, "numId")
            style.depth = 0 if numbered is None else number(value(numbered, "ilvl"), 0)
            outline = value(properties, "outlineLvl")
            style.rank = style.rank or ("heading" if outline and number(outline, 9) < 9 else "")
        styles[element.get(f"{W}styleId", "")] = style
        if element.get(f"{W}type") == "paragraph" and element.get(f"{W}default", "0") not in OFF:
            styles[""] = style
    return styles


def rank_by_name(element: _Element) -> str:
    """Word keeps the English names of its own styles in every language."""
    name = value(element, "name").lower()
    if name in {"title", "标题"}:
        return "title"
    return "heading" if name.startswith(("heading ", "标题 ")) else ""


def inherited(styles: dict[str, Style], name: str) -> Style:
    """The style with what it takes from those it stands on; a circle of styles ends where it began."""
    own = styles[name]
    result = Style(own.base, own.rank, own.list, own.depth)
    seen, base = {name}, own.base
    while base in styles and base not in seen and base:
        seen.add(base)
        result.rank = result.rank or styles[base].rank
        if not result.list:
            result.list, result.depth = styles[base].list, styles[base].depth
        base = styles[base].base
    return result
