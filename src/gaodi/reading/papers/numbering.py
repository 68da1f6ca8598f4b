"""The numbers that Word makes by itself: read from numbering.xml and counted on, paragraph after paragraph."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from lxml.etree import _Element

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
LEVELS = 9
STEMS = "甲乙丙丁戊己庚辛壬癸"
BRANCHES = "子丑寅卯辰巳午未申酉戌亥"
DIGITS = "〇一二三四五六七八九"
LEGAL = str.maketrans("一二三四五六七八九十百千零", "壹贰叁肆伍陆柒捌玖拾佰仟零")
ROMAN = ((1000, "M"), (900, "CM"), (500, "D"), (400, "CD"), (100, "C"), (90, "XC"), (50, "L"), (40, "XL"),
         (10, "X"), (9, "IX"), (5, "V"), (4, "IV"), (1, "I"))  # fmt: skip


@dataclass(frozen=True, slots=True)
class Level:
    """One level of a list: how it counts and how it prints."""

    start: int = 1
    format: str = "decimal"
    text: str = ""
    restart: int | None = None
    legal: bool = False
    style: str = ""


@dataclass(slots=True)
class List:
    """A w:num: the abstract list it counts in, and levels that it changes or starts anew."""

    abstract: str
    levels: dict[int, Level]
    starts: dict[int, int]


@dataclass(slots=True)
class Numbering:
    """The lists of a document and how far each has counted."""

    lists: dict[str, List] = field(default_factory=dict)
    counts: dict[str, list[int | None]] = field(default_factory=dict)
    begun: set[tuple[str, int]] = field(default_factory=set)

    def level_of_style(self, list_id: str, style: str) -> int | None:
        """The level that the list keeps for a paragraph style."""
        levels = self.lists[list_id].levels if list_id in self.lists else {}
        return next((depth for depth, level in levels.items() if style and level.style == style), None)

    def next(self, list_id: str, depth: int) -> str | None:
        """The number of the next paragraph in that list at that depth; None for bullets and unknown lists."""
        numbered = self.lists.get(list_id)
        if numbered is None or depth not in numbered.levels:
            return None
        counts = self.counts.setdefault(numbered.abstract, [None] * LEVELS)
        self.begin(list_id, numbered, counts, depth)
        before = counts[depth]
        counts[depth] = numbered.levels[depth].start if before is None else before + 1
        for deeper in range(depth + 1, LEVELS):
            restart = numbered.levels[deeper].restart if deeper in numbered.levels else None
            if restart is None or (restart and depth < restart):
                counts[deeper] = None
        return printed(numbered.levels, counts, depth)

    def begin(self, list_id: str, numbered: List, counts: list[int | None], depth: int) -> None:
        """A list that starts anew does so at its first paragraph of that depth."""
        if depth in numbered.starts and (list_id, depth) not in self.begun:
            counts[depth] = numbered.starts[depth] - 1
        self.begun.add((list_id, depth))


def printed(levels: dict[int, Level], counts: list[int | None], depth: int) -> str | None:
    """The number as it stands on paper: ``（三）``, ``1.2``."""
    level = levels[depth]
    if level.format == "bullet":
        return None

    def part(match: re.Match[str]) -> str:
        at = int(match[1]) - 1
        outer = levels.get(at, Level())
        value = counts[at]
        number = outer.start if value is None else value
        return in_format(number, "decimal" if level.legal else outer.format)

    return re.sub(r"%([1-9])", part, level.text).strip() or None


def in_format(number: int, name: str) -> str:
    return FORMATS.get(name, str)(number)


def chinese(number: int) -> str:
    """一, 十, 十一, 一百零二: as lists are counted, up to 9999."""
    if not 0 < number < 10_000:
        return str(number) if number else "零"
    text, zero = "", False
    for unit, name in ((1000, "千"), (100, "百"), (10, "十"), (1, "")):
        digit = number // unit % 10
        if digit:
            text += ("零" if zero and text else "") + DIGITS[digit] + name
        zero = digit == 0
    return text.removeprefix("一") if 10 <= number < 20 else text


def digits(number: int) -> str:
    return "".join(DIGITS[int(digit)] for digit in str(number))


def letters(number: int) -> str:
    """A to Z, then AA, BB: Word repeats the letter."""
    return chr(ord("A") + (number - 1) % 26) * min((number - 1) // 26 + 1, 9) if number > 0 else ""


def roman(number: int) -> str:
    if not 0 < number < 4000:
        return str(number)
    text = ""
    for value, sign in ROMAN:
        text += sign * (number // value)
        number %= value
    return text


def circled(number: int) -> str:
    """① to ⑳ and on to ㊿."""
    for first, last, code in ((1, 20, 0x2460), (21, 35, 0x3251), (36, 50, 0x32B1)):
        if first <= number <= last:
            return chr(code + number - first)
    return str(number)


def taken_from(row: str) -> Callable[[int], str]:
    return lambda number: row[(number - 1) % len(row)] if number > 0 else ""


FORMATS: dict[str, Callable[[int], str]] = {
    "decimalZero": lambda number: f"{number:02d}",
    "decimalFullWidth": lambda number: "".join(chr(ord(digit) + 0xFEE0) for digit in str(number)),
    "decimalFullWidth2": lambda number: "".join(chr(ord(digit) + 0xFEE0) for digit in str(number)),
    "decimalEnclosedCircle": circled,
    "decimalEnclosedCircleChinese": circled,
    "decimalEnclosedFullstop": lambda number: chr(0x2487 + number) if 0 < number <= 20 else f"{number}.",
    "decimalEnclosedParen": lambda number: chr(0x2473 + number) if 0 < number <= 20 else f"({number})",
    "upperRoman": roman,
    "lowerRoman": lambda number: roman(number).lower(),
    "upperLetter": letters,
    "lowerLetter": lambda number: letters(number).lower(),
    "chineseCounting": chinese,
    "chineseCountingThousand": chinese,
    "taiwaneseCounting": chinese,
    "taiwaneseCountingThousand": chinese,
    "japaneseCounting": chinese,
    "ideographDigital": digits,
    "japaneseDigitalTenThousand": digits,
    "taiwaneseDigital": digits,
    "chineseLegalSimplified": lambda number: chinese(number).translate(LEGAL),
    "ideographLegalTraditional": lambda number: chinese(number).translate(LEGAL),
    "ideographTraditional": taken_from(STEMS),
    "ideographZodiac": taken_from(BRANCHES),
    "ideographEnclosedCircle": lambda number: chr(0x327F + number) if 0 < number <= 10 else str(number),
    "none": lambda _number: "",
    "bullet": lambda _number: "",
}


def read_numbering(root: _Element, style_lists: dict[str, str]) -> Numbering:
    """The lists of numbering.xml; ``style_lists`` gives the list of a style that an abstract list may point to."""
    abstracts: dict[str, dict[int, Level]] = {}
    links: dict[str, str] = {}
    for element in root.iterchildren(f"{W}abstractNum"):
        name = element.get(f"{W}abstractNumId", "")
        abstracts[name] = read_levels(element)
        link = element.find(f"{W}numStyleLink")
        if link is not None:
            links[name] = link.get(f"{W}val", "")
    owners = {num.get(f"{W}numId", ""): value(num, "abstractNumId") for num in root.iterchildren(f"{W}num")}
    for name, style in links.items():
        abstracts[name] = abstracts.get(owners.get(style_lists.get(style, ""), ""), {})
    return Numbering(
        {num.get(f"{W}numId", ""): read_list(num, abstracts) for num in root.iterchildren(f"{W}num")}
    )


def read_list(num: _Element, abstracts: dict[str, dict[int, Level]]) -> List:
    abstract = value(num, "abstractNumId")
    levels = dict(abstracts.get(abstract, {}))
    starts = {}
    for override in num.iterchildren(f"{W}lvlOverride"):
        depth = number(override.get(f"{W}ilvl"), 0)
        levels.update(read_levels(override))
        if override.find(f"{W}startOverride") is not None:
            starts[depth] = number(value(override, "startOverride"), 1)
    return List(abstract, levels, starts)


def read_levels(element: _Element) -> dict[int, Level]:
    levels = {
        number(level.get(f"{W}ilvl"), 0): read_level(level) for level in element.iterchildren(f"{W}lvl")
    }
    return {depth: level for depth, level in levels.items() if 0 <= depth < LEVELS}


def read_level(element: _Element) -> Level:
    restart = value(element, "lvlRestart")
    legal = element.find(f"{W}isLgl")
    return Level(
        start=number(value(element, "start"), 0),
        format=value(element, "numFmt") or "decimal",
        text=value(element, "lvlText"),
        restart=number(restart, 0) if restart else None,
        legal=legal is not None and legal.get(f"{W}val", "1") not in {"0", "false", "off"},
        style=value(element, "pStyle"),
    )


def value(element: _Element, tag: str) -> str:
    child = element.find(f"{W}{tag}")
    return "" if child is None else child.get(f"{W}val", "")


def number(text: str | None, default: int) -> int:
    """A number of the file, a sane one."""
    match = re.fullmatch(r"-?\d{1,6}", text or "")
    return int(match[0]) if match else default
