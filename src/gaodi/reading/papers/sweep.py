"""Characters that nobody sees: dropped from every text, and remembered with their places for a warning."""

from __future__ import annotations

import re
from dataclasses import dataclass, field

# Controls but tab and line breaks; zero-width, direction, invisible operators, tags, noncharacters, lone surrogates.
# Joiners of rare characters (variation selectors) and private-use characters of old systems are seen, and stay.
INVISIBLE = re.compile(
    "[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\xad\u034f\u061c\u115f\u1160\u17b4\u17b5\u180b-\u180f\u200b-\u200f"
    "\u202a-\u202e\u2060-\u206f\u3164\ufeff\uffa0\ufff0-\ufffb\ufffe\uffff\ud800-\udfff\U000e0000-\U000e007f]"
)
BREAKS = re.compile("\r\n|[\r\u2028\u2029]")
NAMED_PLACES = 10

PLACES = (
    (re.compile(r"table (\d+) row (\d+) cell (\d+)"), r"第\1个表第\2行第\3格"),
    (re.compile(r"text box (\d+) line (\d+)"), r"文本框\1第\2行"),
    (re.compile(r"sheet (.+) ([A-Z]+\d+)", re.DOTALL), r"“\1”表\2"),
    (re.compile(r"page (\d+) row (\d+)"), r"第\1页表格第\2行"),
    (re.compile(r"page (\d+) line (\d+)"), r"第\1页第\2行"),
    (re.compile(r"line (\d+)"), r"第\1行"),
)


def in_chinese(where: str) -> str:
    """The place as a person would say it: ``line 12`` is 第12行."""
    for pattern, said in PLACES:
        if match := pattern.fullmatch(where):
            return match.expand(said)
    return where


def listed(places: list[str]) -> str:
    """Places in a sentence, the first ten by name."""
    said = "、".join(in_chinese(place) for place in places[:NAMED_PLACES])
    return said if len(places) <= NAMED_PLACES else f"{said}等{len(places)}处"


@dataclass(slots=True)
class Sweeper:
    """Cleans the texts of one paper and keeps what was dropped where."""

    codes: dict[int, None] = field(default_factory=dict)
    places: dict[str, None] = field(default_factory=dict)

    def clean(self, text: str, where: str) -> str:
        """The text without invisible characters, every line break a plain one."""
        if text.isascii() and text.isprintable():
            return text
        if "\r" in text or "\u2028" in text or "\u2029" in text:
            text = BREAKS.sub("\n", text)
        if not INVISIBLE.search(text):
            return text
        self.places[where] = None
        self.codes.update(dict.fromkeys(ord(char) for char in INVISIBLE.findall(text)))
        return INVISIBLE.sub("", text)

    def warnings(self) -> list[str]:
        if not self.places:
            return []
        codes = "、".join(
            "NUL" if code == 0 else f"U+{code:04X}" for code in sorted(self.codes)[:NAMED_PLACES]
        )
        return [f"{listed(list(self.places))}含有看不见的控制字符（{codes}），已去掉，请核对。"]
