"""Measures in paragraphs: numbered sentences whose bodies stand in a closing bracket, in a last sentence or on the
lines below. Headings give the category; aims, preambles and closing words name no body and give no row.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from gaodi.reading.bodies import LABEL, Bodies, Manner, labelled, read_bodies
from gaodi.reading.brackets import Closing, closings, is_body, outer_brackets, read_bracket, spoken_tail
from gaodi.reading.drafts import Draft
from gaodi.reading.heads import BODY_ROLES, Role
from gaodi.reading.names import LEVEL
from gaodi.reading.numbering import Number, number_at_start
from gaodi.reading.passages import Passage, join
from gaodi.reading.tables import NOTE

LONGEST_HEADING = 60
LONGEST_LABEL_LINE = 700
ENDS = "。；;！!？?"
SIGN = re.compile(r"[。；;！!？?，,、：:\s]")
LONGEST_CHAPTER = 40
CHAPTER = re.compile(
    r"(.+?)(牵头)?(?:负责|承担|落实)?(?:的)?(?:重点|主要)?(?:任务|事项|工作)?(?:[（(]共?\d+[项条个件][）)])?[：:]?"
)
BULLET = re.compile(r"\s*(?:[-*+•·●■◆▪➢※☆★]|[►▶√])\s*(?=\S)")
ASIDE = re.compile(
    r"\s*(?:附件|监督电话|举报电话|联系电话|联系人|抄送|主送|印发|本(?:清单|方案|意见|通知))\s*[\d:：]"
)


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


def read_paragraphs(paragraphs: Sequence[Paragraph], manner: Manner) -> list[Draft]:
    """The measures of a run of paragraphs, in order."""
    return ParagraphReader(manner).read(paragraphs)


@dataclass(slots=True)
class Chapter:
    """A heading that names bodies for all the items below it: 一、环境整治（牵头单位：县城管局）, or 一、区教育局."""

    bodies: Bodies
    kinds: frozenset[str]  # a number of one of these kinds ends it
    draft: Draft | None  # the row it would be, had it no items


class ParagraphReader:
    """One pass over the paragraphs: which item is open, which headings stand above it."""

    def __init__(self, manner: Manner) -> None:
        self.manner = manner
        self.headings: list[Item] = []
        self.item: Item | None = None
        self.waiting: list[Item] = []  # items of one kind without bodies since the last heading or row
        self.last: Draft | None = None  # the row that a further line of bodies or dates belongs to
        self.chapter: Chapter | None = None
        self.due: list[Passage] = []  # deadlines that stand on a line before the bodies
        self.drafts: list[Draft] = []

    def read(self, paragraphs: Sequence[Paragraph]) -> list[Draft]:
        for n, paragraph in enumerate(paragraphs):
            following = paragraphs[n + 1] if n + 1 < len(paragraphs) else None
            self.take(paragraph, following)
        self.inherit(None)
        return self.drafts

    def take(self, paragraph: Paragraph, following: Paragraph | None) -> None:
        text = paragraph.text.strip()
        if not text:
            return
        if NOTE.match(text.text) or ASIDE.match(text.text):
            self.inherit(None)
            self.chapter = None
            self.item, self.waiting, self.last = None, [], None
            return
        if not paragraph.number and self.is_duty_line(text):
            return
        number, rest = take_number(paragraph, text)
        found = closings(rest, self.manner)
        if number and not names_someone(found):
            found = [tail] if (tail := spoken_tail(rest, self.manner)) else found
        item = Item(rest, number, text, paragraph.style)
        if number:
            self.inherit(item)
        if names_someone(found):
            self.rows(item, found)
        elif number:
            self.open(item)
        else:
            self.plain(item, following)

    # Chapters

    def inherit(self, following: Item | None) -> None:
        """Give the open item the bodies of its chapter, unless a deeper item shows it to be a heading itself."""
        item, chapter = self.item, self.chapter
        deeper = following is not None and following.kind not in {heading.kind for heading in self.headings}
        if chapter and item and item.number and item.kind not in chapter.kinds and not deeper:
            if chapter.draft in self.drafts:
                self.drafts.remove(chapter.draft)
            self.item = None
            text, title = text_of(item)
            draft = self.draft(item, chapter.bodies.copy(), text)
            draft.title = title
            self.emit(draft)
        if chapter and following and following.kind in chapter.kinds:
            self.chapter = None

    def begin_chapter(self, item: Item, bodies: Bodies, draft: Draft | None) -> None:
        """Remember a heading that names bodies; its items follow, or it is a row itself."""
        self.stand_below(item)
        self.chapter = Chapter(bodies.copy(), frozenset(heading.kind for heading in self.headings), draft)

    def stand_below(self, item: Item) -> bool:
        """Put a heading below those of other kinds; whether it begins a new count."""
        kinds = [heading.kind for heading in self.headings]
        new = item.kind not in kinds
        if not new:
            del self.headings[kinds.index(item.kind) :]
        self.headings.append(item)
        return new

    # Lines that only say who and when

    def is_duty_line(self, text: Passage) -> bool:
        """Take in a line of labels, a bracket alone, or a sentence of names and duties; False for other lines."""
        text = text.cut(bullet.end()) if (bullet := BULLET.match(text.text)) else text
        if len(text) > LONGEST_LABEL_LINE:
            return False
        pieces = list(labelled(text)) if LABEL.match(text.text) else []
        heads = [head for head, piece in pieces if head]
        if heads and pieces[0][0] is not None:
            roles = {head.role for head in heads}
            if roles & (BODY_ROLES | {Role.DUE, Role.NOTHING}):
                self.duties(read_bodies(text, Role.BODIES, self.manner))
                return True
            return self.told(pieces[0][1], heads[0].role)
        if bodies := self.bare_duties(text):
            self.duties(bodies)
            return True
        return False

    def bare_duties(self, text: Passage) -> Bodies | None:
        spans = list(outer_brackets(text.text)) if text.text[0] in "（(【[〔" else []
        if (
            spans
            and spans[0].start == 0
            and spans[-1].end >= len(text.text.rstrip("。；;"))
            and len(spans) <= 3
        ):
            found = [
                bodies for span in spans if (bodies := read_bracket(text, span, self.manner)) is not None
            ]
            if len(found) == len(spans) and (self.item or self.last) and number_at_start(text.text) is None:
                whole = Bodies()
                for bodies in found:
                    whole.add(bodies)
                return whole
            return None
        tail = spoken_tail(text, self.manner) if self.item else None
        return (
            tail.bodies
            if tail and tail.span.start == 0 and all(is_body(n) for n in tail.bodies.names)
            else None
        )

    def told(self, piece: Passage, role: Role) -> bool:
        """工作内容：… and 工作目标：… below a heading."""
        if self.item is None or role not in {Role.TASK, Role.TARGET}:
            return False
        (self.item.told if role is Role.TASK else self.item.aims).append(piece.strip())
        return True

    def duties(self, bodies: Bodies) -> None:
        """Bodies (or a deadline) for the open item, or more of them for the row before."""
        if self.item is None:
            if self.last is not None:
                self.last.bodies.add(bodies)
                self.last.due += bodies.due
            return
        if not bodies.names and not bodies.labels:
            self.due += bodies.due  # 完成时限 on a line before the bodies
            return
        item, self.item = self.item, None
        text, title = text_of(item)
        if siblings := self.siblings(item):
            text, title = join([sibling.whole for sibling in siblings], "\n"), None
        draft = self.draft(item, bodies, text)
        draft.title = title
        self.emit(draft)

    # Items

    def open(self, item: Item) -> None:
        """A numbered line without bodies: a heading, or a measure whose bodies follow."""
        self.item, self.last = item, None
        self.due = []
        new = self.stand_below(item)
        self.waiting = [known for known in self.waiting if known.kind == item.kind and not new]
        self.waiting.append(item)
        if bodies := chapter_bodies(item, self.manner):
            self.begin_chapter(item, bodies, None)
            self.item = None

    def plain(self, item: Item, following: Paragraph | None) -> None:
        """An unnumbered paragraph: more of the open item, a heading, or a measure whose bodies stand below."""
        heads_what_follows = following is not None and bool(take_number(following, following.text.strip())[0])
        if item.style in {"title", "heading"} or (
            heads_what_follows and item.is_heading and item.passage.text[-1:] not in ENDS
        ):
            if not (self.item and self.item.style == "" and item.style == "" and self.item.more):
                self.headings = [item]
                self.waiting, self.last = [], None
                self.item = None
                return
        self.last = None
        if self.item is not None and self.item.number is not None:
            self.item.more.append(item.passage)
        else:
            self.item = item

    def rows(self, item: Item, found: list[Closing]) -> None:
        """The parts of a paragraph, each with the bracket that closes it.

        An unnumbered paragraph below a numbered line has that line's number, and its heading as title.
        """
        above = self.item if item.number is None and self.item and self.item.number else None
        parts = list(parts_of(item.passage, found))
        for n, (text, bodies) in enumerate(parts, 1):
            draft = self.draft(item, bodies, self.led_in(above, text) if above else text)
            if above and above.number:
                draft.no = above.number.printed
                draft.title = above.title if above.is_heading else None
            draft.part = str(n) if len(parts) > 1 else None
            draft.repeats = n > 1
            self.emit(draft)
        if above is None:
            self.item = None
        text, bodies = parts[0]
        if item.number and len(parts) == 1 and len(text) <= LONGEST_CHAPTER and text.text[-1:] not in ENDS:
            self.begin_chapter(Item(text, item.number, join([item.whole.cut(0, 0), text])), bodies, self.last)

    def led_in(self, above: Item, text: Passage) -> Passage:
        """A paragraph with those before it that wait for the same bracket."""
        before = [*([] if above.is_heading or above.used else [above.passage]), *above.more]
        above.more, above.used = [], True
        return join([*before, text], "\n")

    def draft(self, item: Item, bodies: Bodies, text: Passage) -> Draft:
        """The draft of an item that has its bodies now."""
        draft = Draft(text.strip(), bodies, where=item.whole.where or text.where)
        draft.no = item.number.printed if item.number else None
        draft.aims = item.aims
        draft.due = [*self.due, *bodies.due]
        draft.category = self.category(item)
        self.due = []
        return draft

    def siblings(self, item: Item) -> list[Item]:
        """Items of one kind under one heading whose bodies stand once, below the last."""
        waiting = [known for known in self.waiting if known.kind == item.kind]
        under = len(self.headings) > 1 and self.headings[-1] is item
        return (
            waiting if under and len(waiting) > 1 and all(not known.is_heading for known in waiting) else []
        )

    def emit(self, draft: Draft) -> None:
        self.drafts.append(draft)
        self.last, self.waiting = draft, []

    def category(self, item: Item) -> str | None:
        """The nearest heading above: the last of another kind that is short enough to be one."""
        for heading in reversed(self.headings):
            if heading.kind == item.kind and heading.number:
                continue
            if (
                heading.is_heading
                and heading.passage is not item.passage
                and heading.number is not item.number
            ):
                return heading.whole.text.strip() if heading.number is None else printed(heading)
        return None


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
    """The texts that the brackets close, one after the other; brackets side by side close one text together."""
    groups: list[tuple[int, int, Bodies]] = []
    for closing in found:
        start, end = closing.span.start, closing.span.end
        if groups and not SIGN.sub("", passage.text[groups[-1][1] : start]):
            groups[-1][2].add(closing.bodies)
            groups[-1] = (groups[-1][0], end, groups[-1][2])
        else:
            groups.append((start, end, closing.bodies))
    at = 0
    for n, (start, end, bodies) in enumerate(groups):
        text = passage.cut(at, start)
        if n == len(groups) - 1:
            text = with_rest(text, passage.cut(end))
        at = end
        yield text.strip(), bodies


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
