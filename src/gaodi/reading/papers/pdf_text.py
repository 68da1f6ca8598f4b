"""The letters of a PDF page put together: lines from characters, paragraphs from lines that plainly wrap."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import pairwise
from statistics import median
from typing import Any

Char = dict[str, Any]
# a line that begins like this is a new paragraph, however full the one above it is
OPENING = re.compile(
    r"\s*(?:[（(]?[一二三四五六七八九十百]{1,4}[）)、.．]|[（(]?\d{1,3}[）)、．]|\d{1,3}(?:\.\d{1,3})*[.\s、](?!\d)|[①-⑳]|第[一二三四五六七八九十百\d]+[条章节项]"
    r"|附件|附：|注[:：]|[●■◆▪•○])"
)
LABEL = re.compile(r"[^\s，。；、：:]{2,8}[：:]")  # "牵头：" at the head of a line of a cell
# what may not be broken: an opening mark with the word after it, a word of ASCII signs, a mark that ends something
UNBREAKABLE = re.compile(r"[“‘（《〈【(]*(?:[!-~—–‰]+|.)[，。、；：！？）》〉”’】％‰)]*")
PAGE_NUMBER = re.compile(
    r"[\s—\-–－~_·.]*(?:第\s*)?(?:\d{1,4}|[一二三四五六七八九十]{1,3}(?=\s*页))(?:\s*页)?(?:[\s,，/／]*(?:共\s*)?\d{1,4}\s*页?)?[\s—\-–－~_·.]*"
)
# Fonts that draw a radical and the character of that shape alike are often read back as the radical: 月, 民, 门.
RADICALS = (
    "⺁厂⺅亻⺆冂⺉刂⺎兀⺏尣⺐尢⺒巳⺓幺⺔彑⺖忄⺘扌⺙攵⺚无⺛旡⺜日⺝月⺞歺⺟母⺠民⺡氵⺢氺⺣灬⺤爫⺥爫⺦丬⺨犭⺩王⺪疋⺬示⺭礻⺮竹⺯糹⺰纟⺱罓⺲罒⺳网⺶羊⺹耂⺻聿⺼月⺽臼⺾艹⺿艹⻀艹⻁虎⻂衤⻃覀⻄西⻅见"
    "⻆角⻇角⻈讠⻉贝⻋车⻌辶⻍辶⻎辶⻏阝⻐钅⻑長⻒镸⻓长⻔门⻖阝⻗雨⻘青⻙韦⻚页⻛风⻜飞⻝食⻟飠⻠饣⻢马⻣骨⻤鬼⻥鱼⻦鸟⻧卤⻨麦⻩黄⻪黾⻫斉⻬齐⻭歯⻮齿⻯竜⻰龙⻲亀⻳龟"
)
CHARACTERS = str.maketrans(
    {chr(code): unicodedata.normalize("NFKC", chr(code)) for code in range(0x2F00, 0x2FD6)}
    | {"⼾": "户"}  # the tables of Unicode know the older form only
    | dict(zip(RADICALS[::2], RADICALS[1::2], strict=True))
)


@dataclass(slots=True)
class TextLine:
    """A line on a page; distances in points from its top left corner."""

    text: str
    x0: float
    x1: float
    top: float
    bottom: float
    size: float
    first: float  # the room that its first unbreakable part takes: with so much less, the line above was full


def text_lines(chars: Iterable[Char]) -> list[TextLine]:
    """The lines that the characters form, from top to bottom."""
    return [line for row in char_rows(chars) if (line := one_line(row)).text.strip()]


def char_rows(chars: Iterable[Char]) -> list[list[Char]]:
    """The characters that stand on one line together, from top to bottom."""
    rows: list[list[Char]] = []
    for char in sorted(chars, key=lambda char: ((char["top"] + char["bottom"]) / 2, char["x0"])):
        middle = (char["top"] + char["bottom"]) / 2
        if rows and middle - middle_of(rows[-1]) < 0.5 * max(rows[-1][-1]["height"], char["height"], 1):
            rows[-1].append(char)
        else:
            rows.append([char])
    return rows


def middle_of(row: list[Char]) -> float:
    first = row[0]
    return float(first["top"] + first["bottom"]) / 2


def one_line(row: list[Char]) -> TextLine:
    """Characters from left to right; a wide gap is a blank, a letter printed twice (for bold) is one letter."""
    row.sort(key=lambda char: char["x0"])
    usual = median([after["x0"] - char["x1"] for char, after in pairwise(row)] or [0.0])
    text, before = row[0]["text"], row[0]
    for char in row[1:]:
        if is_doubled(before, char):
            continue
        if char["x0"] - before["x1"] > blank_width(before, char, usual) and text[-1:] != " ":
            text += " "
        text += char["text"]
        before = char
    text = text.translate(CHARACTERS)
    inked = [char for char in row if not char["text"].isspace()] or row
    return TextLine(
        text.strip(),
        min(char["x0"] for char in inked),
        max(char["x1"] for char in inked),
        min(char["top"] for char in inked),
        max(char["bottom"] for char in inked),
        max(char["size"] for char in inked),
        first_width(text.strip(), inked),
    )


def first_width(text: str, inked: list[Char]) -> float:
    """How wide the first unbreakable part of the text stands on the page."""
    part = UNBREAKABLE.match(text)
    left = len(part[0]) if part else 1
    for char in inked:
        left -= len(char["text"])
        if left <= 0:
            return float(char["x1"] - inked[0]["x0"] + 0.1 * char["size"])
    return float(inked[-1]["x1"] - inked[0]["x0"])


def blank_width(before: Char, char: Char, usual: float) -> float:
    """How far two characters must stand apart to have a blank between them.

    Between a Chinese character and an ASCII one Word leaves a quarter of a letter by itself; and letters spread out
    over a line stand apart everywhere.
    """
    alike = before["text"].isascii() == char["text"].isascii()
    return float(max((0.22 if alike else 0.55) * max(char["size"], 1), 2.5 * usual))


def is_doubled(before: Char, char: Char) -> bool:
    near = 0.3 * max(char["size"], 1)
    return bool(
        before["text"] == char["text"]
        and abs(before["x0"] - char["x0"]) < near
        and abs(before["top"] - char["top"]) < near
        and not char["text"].isspace()
    )


def cell_text(lines: Sequence[TextLine], left: float, right: float) -> str:
    """The lines of a cell, put together where the first reaches the cell's edge: there the cell was full."""
    if not lines:
        return ""
    padding = max(0.0, min(min(line.x0 for line in lines) - left, 8.0))
    text = lines[0].text
    for line, following in pairwise(lines):
        full = right - padding - line.x1 < following.first
        text += glue(line.text, following.text) if full and not LABEL.match(following.text) else "\n"
        text += following.text
    return text


def is_wrapped(line: TextLine, following: TextLine, left: float, right: float) -> bool:
    """The line fills the measure of the page, and the next goes on at its left edge in the same letters."""
    return (
        right - line.x1 < following.first + 0.6 * line.size
        and following.x0 - left < 1.2 * following.size
        and abs(line.size - following.size) < 0.15 * line.size
        and not OPENING.match(following.text)
    )


def glue(before: str, after: str) -> str:
    """Between the halves of a broken text: a blank between two words of ASCII letters, else nothing."""
    return (
        " "
        if before[-1:].isascii() and before[-1:].isalpha() and after[:1].isascii() and after[:1].isalpha()
        else ""
    )


def is_page_number(line: TextLine, height: float) -> bool:
    """A lone number in the margin above or below."""
    in_margin = line.top < 0.12 * height or line.bottom > 0.88 * height
    return in_margin and bool(PAGE_NUMBER.fullmatch(line.text))
