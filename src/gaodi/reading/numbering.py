"""Numbers before measures — 1. 1.1 （一） 一、 ① 第一条 — and what is wrong with a run of them."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from gaodi.bedrock.text import read_number

HAN_DIGITS = "零〇一二三四五六七八九十百"
CIRCLED = "①-⑳㉑-㊿⑴-⒇❶-❿⓵-⓾㈠-㈩"
# Words that follow a figure and no number of an item: 3 个, 12 月, 2.6 公里.
COUNTED = (
    "万亿千百个家所座年月日天周岁公平亩吨元倍户人次名条项处件张套台辆场期批度分号季"
    "米里升斤秒时克瓦立顷层间栋幢支册份只头株％%‰"
)
AFTER_BLANK = rf"(?=[\s　]+[^\s\d{COUNTED}])"

KINDS: tuple[tuple[str, re.Pattern[str]], ...] = (
    ("第一条", re.compile(rf"(第[{HAN_DIGITS}\d]{{1,4}}[条项章节款部分]+)[、.．:：\s　]*")),
    ("（一）", re.compile(rf"([（(][{HAN_DIGITS}]{{1,4}}[）)])[、.．]?")),
    ("一）", re.compile(rf"([{HAN_DIGITS}]{{1,4}}[）)])[、.．]?")),
    ("一、", re.compile(rf"([{HAN_DIGITS}]{{1,4}})[、．.]")),
    ("（1）", re.compile(r"([（(]\d{1,3}[）)])[、.．]?")),
    ("1）", re.compile(r"(\d{1,3}[）)])[、.．]?")),
    ("1.1.1", re.compile(rf"(\d{{1,2}}(?:[.．-]\d{{1,2}}){{2}})(?:[.．、]|(?=[^\d.{COUNTED}]))")),
    (
        "1.1",
        re.compile(rf"(\d{{1,2}}[.．]\d{{1,2}})(?:[.．、](?!\d)|(?=[\s　])|(?=[^\d\s.．/／:：{COUNTED}]))"),
    ),
    ("1-1", re.compile(r"(\d{1,2}[-－—]\d{1,2})(?:[.．、](?!\d)|(?=[\s　]))")),
    ("1", re.compile(rf"(\d{{1,4}})(?:[.．、](?:(?!\d)|(?=20\d\d年))|{AFTER_BLANK})")),
    ("①", re.compile(rf"([{CIRCLED}])[、.．]?")),
    (
        "任务一",
        re.compile(rf"((?:任务|措施|事项|项目|行动|工程)[{HAN_DIGITS}\d]{{1,3}})(?:[:：、.．]|(?=[\s　]))"),
    ),
    ("I", re.compile(r"([Ⅰ-Ⅻ]|[IVX]{1,4})[、.．]")),
)
BLANK = re.compile(r"[\s　]*")
BARE = re.compile(
    rf"\d{{1,5}}|[{HAN_DIGITS}]{{1,4}}|\d{{1,2}}(?:[.．-]\d{{1,2}}){{1,2}}|[{CIRCLED}]|[A-Z]\d{{1,3}}"
)


@dataclass(frozen=True, slots=True)
class Number:
    """The number as printed, its kind, and where the text after it begins."""

    printed: str
    kind: str
    end: int


def number_at_start(text: str) -> Number | None:
    """The number that a line begins with, if any."""
    start = BLANK.match(text).end()  # type: ignore[union-attr]  # it matches nothing at least
    head = text[start : start + 16]
    for kind, form in KINDS:
        if match := form.match(head):
            rest = start + match.end()
            return Number(match[1], kind, BLANK.match(text, rest).end())  # type: ignore[union-attr]  # as above
    return None


def bare_number(text: str) -> str | None:
    """What a cell of numbers says: ``3`` for 3, 3. and 3、; None where the cell is no number."""
    text = text.strip().rstrip(".．、 　")
    if text.endswith(".0") and text[:-2].isdigit():
        text = text[:-2]
    if BARE.fullmatch(text):
        return text
    number = number_at_start(f"{text} 务")
    return number.printed if number and number.printed == text else None


def ordinal(printed: str) -> tuple[str, int] | None:
    """What comes before the last part of a number, and that part as an integer: 2.3 is ("2.", 3)."""
    core = printed.strip("（）()第条项款章节")
    if len(core) == 1 and "①" <= core <= "⑳":
        return "①", ord(core) - ord("①") + 1
    match = re.fullmatch(rf"(.*?)(\d+|[{HAN_DIGITS}]+)", core)
    value = read_number(match[2]) if match else None
    kind = "" if core == printed else printed.replace(core, "")
    return (kind + match[1], value) if match and isinstance(value, int) else None


@dataclass(frozen=True, slots=True)
class Numbered:
    """A row's number, where it stands, and whether it repeats the number of its block."""

    printed: str
    where: str
    repeats: bool = False


@dataclass(frozen=True, slots=True)
class Flaw:
    """A number that stands twice (``places`` says where) or is missing (no places)."""

    printed: str
    places: tuple[str, ...] = ()


def flaws(numbers: Sequence[Numbered]) -> list[Flaw]:
    """Duplicate and missing numbers of one list; each time the count begins again, a new run begins."""
    found: list[Flaw] = []
    run: dict[int, str] = {}
    prefix = ""
    for number in numbers:
        part = ordinal(number.printed)
        if part is None or number.repeats:
            continue
        before, value = part
        if run and (before != prefix or (value == 1 and max(run) > 1)):
            found += missing(run, prefix)
            run = {}
        prefix = before
        if value in run:
            found.append(Flaw(number.printed, (run[value], number.where)))
        run.setdefault(value, number.where)
    return found + missing(run, prefix)


def missing(run: dict[int, str], prefix: str) -> list[Flaw]:
    if not run:
        return []
    gaps = [n for n in range(min(run), max(run)) if n not in run]
    mark = prefix.strip("①（）()第条项款章节")
    return [Flaw(f"{mark}{n}") for n in gaps]
