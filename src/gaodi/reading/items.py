"""The items of a text — numbered lines, headings, chapters — and the parts that brackets cut them into."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from gaodi.reading.bodies import Bodies, Manner, read_bodies
from gaodi.reading.brackets import Closing, is_body
from gaodi.reading.drafts import Draft
from gaodi.reading.heads import Role
from gaodi.reading.names import LEVEL
from gaodi.reading.numbering import Number, number_at_start
from gaodi.reading.passages import Passage, join

LONGEST_HEADING = 60
ENDS = "。；;！!？?"
SIGN = re.compile(r"[。；;！!？?，,、：:\s]")
SIGNS = re.compile(r"[。；;，,、]+")
LONGEST_CHAPTER = 40
CHAPTER = re.compile(
    r"(.+?)(牵头)?(?:负责|承担|落实)?(?:的)?(?:重点|主要)?(?:任务|事项|工作)?(?:[（(]共?\d+[项条个件][）)])?[：:]?"
)
BULLET = re.compile(r"\s*(?:[-*+•·●■◆▪➢※☆★]|[►▶√])\s*(?=\S)")


@dataclass(slots=True)
class Item:
    """A numbered line (or a plain one) that waits for its bodies."""

    passage: Passage  # without the number
    number: Number | None
    whole: Passage
    style: str = ""
    more: list[Passage] = field(default_factory=list)  # plain paragraphs below it
    told: list[Passage] = field(default_factory=list)  # 工作内容：…
    aims: list[Passage] = field(default_factory=list)  # 工作目标：…
    used: bool = False  # its words are in a row already

    @property
    def kind(self) -> str:
        return self.number.kind if self.number else "plain"

    @property
    def title(self) -> str:
        return self.passage.text.strip(" 　。：:")

    @property
    def is_heading(self) -> bool:
        """Short, and no sentence within: 完善公共文化服务, or 加强核心技术攻关。"""
        text = self.passage.text.strip()
        return bool(text) and len(text) <= LONGEST_HEADING and not any(sign in text[:-1] for sign in ENDS)


@dataclass(slots=True)
class Paragraph:
    """A line with its place in the run of lines."""

    text: Passage
    number: str | None = None
    style: str = ""


@dataclass(slots=True)
class Chapter:
    """A heading that names bodies for all the items below it: 一、环境整治（牵头单位：县城管局）, or 一、区教育局."""

    bodies: Bodies
    kinds: frozenset[str]  # a number of one of these kinds ends it
    draft: Draft | None  # the row it would be, had it no items


def printed(heading: Item) -> str:
    """The heading with its number, also where Word made the number."""
    text = heading.whole.text.strip()
    number = heading.number
    return text if number is None or number.printed in text[:12] else f"{number.printed}{text}"


def chapter_bodies(item: Item, manner: Manner) -> Bodies | None:
    """The bodies of a heading that is nothing but their names: 二、区教育局（3项）."""
    match = CHAPTER.fullmatch(item.passage.text.strip())
    if match is None or len(match[1]) > LONGEST_CHAPTER:
        return None
    bodies = read_bodies(
        item.passage.strip().cut(*match.span(1)), Role.LEAD if match[2] else Role.BODIES, manner
    )
    names = bodies.names
    return bodies if names and all(is_body(n) and LEVEL.match(n.text) for n in names) else None


def take_number(paragraph: Paragraph, text: Passage) -> tuple[Number | None, Passage]:
    """The number of a paragraph, printed or made by Word, and the text after it."""
    if paragraph.number:
        made = number_at_start(f"{paragraph.number.strip()} 务") or Number(paragraph.number.strip(), "1", 0)
        return Number(made.printed, made.kind, 0), text
    bullet = BULLET.match(text.text)
    number = number_at_start(text.text)
    if number is None and bullet:
        text = text.cut(bullet.end())
        number = number_at_start(text.text)
    return number, text.cut(number.end) if number else text


def names_someone(found: Sequence[Closing]) -> bool:
    return any(closing.bodies.names or closing.bodies.open or closing.bodies.labels for closing in found)


def parts_of(passage: Passage, found: Sequence[Closing]) -> Iterator[tuple[Passage, Bodies]]:
    """The texts that the brackets close, or open, one after the other; brackets side by side go together."""
    groups: list[tuple[int, int, Bodies]] = []
    for closing in found:
        start, end = closing.span.start, closing.span.end
        if groups and not SIGN.sub("", passage.text[groups[-1][1] : start]):
            groups[-1][2].add(closing.bodies)
            groups[-1] = (groups[-1][0], end, groups[-1][2])
        else:
            groups.append((start, end, closing.bodies))
    rest = passage.cut(groups[-1][1])
    if not passage.text[: groups[0][0]].strip() and SIGN.sub("", rest.text):
        starts = [*(start for start, _, _ in groups[1:]), len(passage)]
        for (_, end, bodies), following in zip(groups, starts, strict=True):
            yield passage.cut(end, following).strip(), bodies
        return
    at = 0
    for n, (start, end, bodies) in enumerate(groups):
        text = without_comma(passage.cut(at, start))
        sign = SIGNS.match(passage.text, end)
        if n == len(groups) - 1:
            text = with_rest(text, rest)
        elif sign:
            text = with_rest(text, passage.cut(end, sign.end()))
        at = sign.end() if sign else end
        yield text.strip(), bodies


def without_comma(text: Passage) -> Passage:
    """A comma before the bracket leads on to it and ends no text."""
    return text.cut(0, len(text.text.rstrip(" 　，,、")))


def with_rest(text: Passage, rest: Passage) -> Passage:
    """What stands after the last bracket: its full stop where the text has none, or more text."""
    rest = rest.strip()
    if not rest or (not SIGN.sub("", rest.text) and text.text.rstrip()[-1:] in ENDS):
        return text
    return text + rest


def text_of(item: Item) -> tuple[Passage, str | None]:
    """The text of an item whose bodies stand below it, and its title where a heading stands on a line of its own."""
    if item.told:
        return join(item.told, "\n"), item.title
    if item.more and item.is_heading:
        return join(item.more, "\n"), item.title
    if item.aims and item.is_heading and not item.more:
        aims, item.aims = item.aims, []
        return join(aims, "\n"), item.title
    return join([item.passage, *item.more], "\n"), None
