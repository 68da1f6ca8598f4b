"""Measures in paragraphs: numbered sentences whose bodies stand in a closing bracket, in a last sentence or on the
lines below. Headings give the category; aims, preambles and closing words name no body and give no row.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from gaodi.reading.bodies import Bodies, Manner, read_bodies
from gaodi.reading.brackets import (
    Closing,
    closings,
    inside,
    is_body,
    opening_names,
    outer_brackets,
    read_bracket,
    spoken_tail,
)
from gaodi.reading.drafts import Draft
from gaodi.reading.heads import BODY_ROLES, Role, head_of
from gaodi.reading.items import (
    BULLET,
    ENDS,
    LONGEST_CHAPTER,
    Chapter,
    Item,
    Paragraph,
    chapter_bodies,
    names_someone,
    parts_of,
    printed,
    take_number,
    text_of,
)
from gaodi.reading.labels import LABEL, label_of, labelled
from gaodi.reading.numbering import Number, number_at_start
from gaodi.reading.passages import Passage, join
from gaodi.reading.rows import Span
from gaodi.reading.series import unread
from gaodi.reading.tables import NOTE
from gaodi.reading.titles import ENDS_AS_TITLE

FIGURE_AFTER_NUMBER = re.compile(r"\s*(\d{1,3})[.．、](?=\d)")
MOST_BRACKETS = 3
LONGEST_LABEL_LINE = 700
ASIDE = re.compile(
    r"\s*(?:附件|监督电话|举报电话|联系电话|联系人|抄送|主送|印发|本(?:清单|方案|意见|通知))\s*[\d:：]"
)


def read_paragraphs(paragraphs: Sequence[Paragraph], manner: Manner) -> tuple[list[Draft], list[Item]]:
    """The measures of a run of paragraphs, in order, and the items that should be measures but name no body."""
    reader = ParagraphReader(manner)
    return reader.read(paragraphs), unread(reader.items)


def is_task_number(text: Passage) -> bool:
    """任务九：… is a numbered line, though a word and a colon begin it as they begin a label."""
    number = number_at_start(text.text)
    return number is not None and number.kind == "任务一"


class ParagraphReader:
    """One pass over the paragraphs: which item is open, which headings stand above it."""

    def __init__(self, manner: Manner) -> None:
        self.manner = manner
        self.headings: list[Item] = []
        self.item: Item | None = None
        self.waiting: list[Item] = []  # items of one kind without bodies since the last heading or row
        self.last: Draft | None = None  # the row that a further line of bodies or dates belongs to
        self.chapter: Chapter | None = None
        self.count = 0  # the last number that was a plain figure
        self.due: list[Passage] = []  # deadlines that stand on a line before the bodies
        self.items: list[Item] = []  # all that have numbers
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
        if not paragraph.number and not is_task_number(text) and self.is_duty_line(text):
            return
        number, rest = self.number_of(paragraph, text)
        if number and self.is_numbered_label(number, rest):
            return
        found = closings(rest, self.manner, numbered=number is not None)
        if number and not names_someone(found):
            found = [tail] if (tail := spoken_tail(rest, self.manner)) else found
        if self.manner.names_first and not found and (opening := opening_names(rest, self.manner)):
            found = [opening]
            self.item = None if number is None else self.item  # what stands above is a heading
        item = Item(rest, number, text, paragraph.style)
        if number:
            self.items.append(item)
            self.inherit(item)
        if names_someone(found):
            self.rows(item, found)
        elif number:
            self.open(item)
        else:
            self.plain(item, following)

    def number_of(self, paragraph: Paragraph, text: Passage) -> tuple[Number | None, Passage]:
        """The number of a paragraph and the text behind it."""
        number, rest = take_number(paragraph, text)
        if number is None and (number := self.next_number(text.text)):
            rest = text.cut(number.end)
        if number and number.kind == "1":
            self.count = int(number.printed)
        return number, rest

    def next_number(self, text: str) -> Number | None:
        """5.2个断面 is the fifth measure where the fourth stands above it, and no figure."""
        match = FIGURE_AFTER_NUMBER.match(text)
        if match is None or int(match[1]) != self.count + 1:
            return None
        return Number(match[1], "1", match.end())

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
        label = LABEL.match(text.text)
        head = head_of(label[2]) if label and label[2] else None
        if label and head and head.role in {Role.TASK, Role.TARGET} and self.item:
            return self.told(text.cut(label.end()), head.role)  # 【工作目标】…
        pieces = list(labelled(text)) if label else []
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

    def is_numbered_label(self, number: Number, rest: Passage) -> bool:
        """Take in 3.责任单位：县工信局 below a heading with a number of another kind."""
        label = LABEL.match(rest.text)
        head = head_of(label_of(label)) if label else None
        heading = self.item if self.item and self.item.number and self.item.is_heading else None
        if head is None or heading is None or heading.kind == number.kind:
            return False
        closed = head.role in {Role.TASK, Role.TARGET} and names_someone(closings(rest, self.manner))
        return not closed and self.is_duty_line(rest)

    def bare_duties(self, text: Passage) -> Bodies | None:
        """The bodies of a line that is nothing but brackets, or a sentence of names and duties."""
        if not (self.item or self.last):
            return None
        spans = list(outer_brackets(text.text)) if text.text[0] in "（(【[〔" else []
        whole = spans and spans[0].start == 0 and spans[-1].end >= len(text.text.rstrip("。；;"))
        if whole and len(spans) <= MOST_BRACKETS and number_at_start(text.text) is None:
            return self.in_brackets(text, spans)
        tail = spoken_tail(text, self.manner) if self.item else None
        return tail.bodies if tail and tail.span.start == 0 else None

    def in_brackets(self, text: Passage, spans: Sequence[Span]) -> Bodies | None:
        """The bodies of brackets that fill a line; bare names only where a numbered item waits for them."""
        found = [read_bracket(text, span, self.manner, at_end=True) for span in spans]
        whole = Bodies()
        for bodies in found:
            if bodies is not None:
                whole.add(bodies)
        if None not in found:
            return whole
        bare = read_bodies(inside(text, spans[0]), Role.BODIES, self.manner)
        waits = self.item is not None and self.item.number is not None and len(spans) == 1
        return bare if waits and bare.names and all(is_body(name) for name in bare.names) else None

    def told(self, piece: Passage, role: Role) -> bool:
        """工作内容：… and 工作目标：… below a heading."""
        if role not in {Role.TASK, Role.TARGET} or (self.item is None and role is Role.TARGET):
            return False
        if names_someone(found := closings(piece, self.manner)):
            self.rows(Item(piece, None, piece), found)
            return True
        if self.item is None or (self.item.number is None and ENDS_AS_TITLE.search(self.item.title)):
            self.item = Item(piece.strip(), None, piece)
            return True
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
            for sibling in siblings:
                sibling.used = True
            text, title = join([sibling.whole for sibling in siblings], "\n"), None
        draft = self.draft(item, bodies, text)
        draft.title = title
        if siblings and (above := self.headings[-2]).number:
            draft.no, draft.category = above.number.printed, self.category(above, self.headings[:-1])
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
        if self.is_plain_heading(item, following):
            self.headings = [item]
            self.waiting, self.last, self.item = [], None, None
            return
        self.last = None
        if self.item is not None and self.item.number is not None:
            self.item.more.append(item.passage)
        else:
            self.item = item

    def is_plain_heading(self, item: Item, following: Paragraph | None) -> bool:
        """An unnumbered heading: the file says so, or it is short and a numbered line follows."""
        if item.style in {"title", "heading"}:
            return True
        if self.item and not self.item.style and self.item.more:
            return False
        numbered = following is not None and take_number(following, following.text.strip())[0] is not None
        return numbered and item.is_heading and item.passage.text[-1:] not in ENDS

    def rows(self, item: Item, found: list[Closing]) -> None:
        """The parts of a paragraph, each with the bracket that closes it.

        An unnumbered paragraph below a numbered line has that line's number, and its heading as title.
        """
        above = self.item if item.number is None and self.item and self.item.number else None
        parts = list(parts_of(item.passage, found))
        for n, (text, bodies) in enumerate(parts, 1):
            if not text:
                continue
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
            heading = item.whole.cut(0, item.whole.text.find(text.text) + len(text))
            self.begin_chapter(Item(text, item.number, heading), bodies, self.last)

    def led_in(self, above: Item, text: Passage) -> Passage:
        """A paragraph with those before it that wait for the same bracket."""
        before = [*([] if above.is_heading or above.used else [above.passage]), *above.more]
        above.more, above.used = [], True
        return join([*before, text], "\n")

    def draft(self, item: Item, bodies: Bodies, text: Passage) -> Draft:
        """The draft of an item that has its bodies now."""
        item.used = True
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
            waiting
            if under
            and len(waiting) > 1
            and all(not known.is_heading or known.passage.text[-1:] in ENDS for known in waiting)
            else []
        )

    def emit(self, draft: Draft) -> None:
        self.drafts.append(draft)
        self.last, self.waiting = draft, []

    def category(self, item: Item, headings: Sequence[Item] | None = None) -> str | None:
        """The nearest heading above: the last of another kind that is short enough to be one."""
        for heading in reversed(self.headings if headings is None else headings):
            if heading.kind == item.kind and heading.number:
                continue
            if (
                heading.is_heading
                and heading.passage is not item.passage
                and heading.number is not item.number
            ):
                return heading.whole.text.strip() if heading.number is None else printed(heading)
        return None
