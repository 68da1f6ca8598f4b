"""The bracket that closes a measure and says who does it, and the same words without a bracket."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

from gaodi.reading.asides import says_when
from gaodi.reading.bodies import Bodies, Manner, read_bodies
from gaodi.reading.collectives import is_collective
from gaodi.reading.heads import BODY_ROLES, Role, head_of
from gaodi.reading.labels import LABEL, label_of, labelled
from gaodi.reading.names import LEVEL, is_complete, is_field
from gaodi.reading.passages import Passage
from gaodi.reading.rows import Span

PAIRS = frozenset("（(【[［〔〖")
CLOSERS = frozenset("）)】]］〕〗")
LONGEST = 900  # of a bracket of bodies: some name forty
LONGEST_NAME = 30
SAYS_WHO = re.compile(r"牵头|负责|配合|主办|协办|会同|落实|承办|[:：]")
STRONG = re.compile(r"牵头|负责|配合|主办|协办|会同|落实|承办")
ENDS_A_SENTENCE = re.compile(r"[。；;！!？?”」』）)]\s*$")
SHARE_OF_NAMES = 0.6
LONGEST_SHORT = 80  # of an item with a bracket of names behind no sentence
LEAST_TEXT = 3
BEFORE_COLON = re.compile(r"\s*([^：:。；;，,]{3,80})[：:](?=\s*\S{4})")
DASH = re.compile(r"\s*(?:—{2,}|-{2,}|——|[ 　]{2,})\s*(?=[^—-]*$)")
ENDS_WHOLLY = re.compile(r"[。；;！!？?]\s*$")
MINISTRY = re.compile(r"[\u4e00-\u9fff]{1,12}(?:部|委|办|局|署|总局|总社|银行|人行|厅|院)")
WORK = re.compile(r"\d|推进|完成|[年月]|的")
# A bracket behind a sentence that explains it: （含县级平台）, （以下简称“办法”）
EXPLAINS = re.compile(
    r"\s*(?:不?含|包括|包含|如|即|例如|其中|主要|原|注|见|详见|参见|附|略|以下|下同|简称|重点是|不包括)"
)


@dataclass(frozen=True, slots=True)
class Closing:
    """A bracket (or an unbracketed tail) of bodies and where it stands in its paragraph."""

    span: Span
    bodies: Bodies


def outer_brackets(text: str) -> Iterator[Span]:
    """The outermost brackets of a text with their signs; one that never closes reaches to the end."""
    depth, start = 0, 0
    for place, char in enumerate(text):
        if char in PAIRS:
            start = place if depth == 0 else start
            depth += 1
        elif char in CLOSERS and depth:
            depth -= 1
            if depth == 0:
                yield Span(start, place + 1)
    if depth and len(text) - start <= LONGEST:
        yield Span(start, len(text))


def closings(passage: Passage, manner: Manner, *, numbered: bool = False) -> list[Closing]:
    """All brackets of bodies in a paragraph, in order; else the words after the last sentence that say who."""
    spans = [span for span in outer_brackets(passage.text) if span.end - span.start <= LONGEST]
    end = len(passage.text.rstrip("。．.；; 　\n\t"))
    found = [
        Closing(span, bodies)
        for span in spans
        if (bodies := read_bracket(passage, span, manner, at_end=span.end >= end)) is not None
    ]
    if any(closing.bodies.names or closing.bodies.labels for closing in found):
        return with_dates(passage, spans, found, manner)
    tail = labelled_tail(passage, manner) or (bare_tail(passage, spans, manner) if numbered else None)
    return [tail] if tail else []


def bare_tail(passage: Passage, spans: Sequence[Span], manner: Manner) -> Closing | None:
    """Names behind a short item that is no sentence: 新建路灯200盏（县城管局）, 新建公厕 —— 县城管局、县住建局."""
    text = passage.text.rstrip("。；; 　")
    dash = DASH.search(text)
    if spans and spans[-1].end >= len(text):
        span, inner = spans[-1], inside(passage, spans[-1])
    elif dash:
        span, inner = Span(dash.start(), len(text)), passage.cut(dash.end(), len(text))
    else:
        return None
    before = text[: span.start].rstrip("。；; 　")
    if not LEAST_TEXT <= len(before) <= LONGEST_SHORT or "。" in before or EXPLAINS.match(inner.text):
        return None
    bodies = read_bodies(inner, Role.BODIES, manner)
    sure = bodies.names and all(is_surely_body(name) for name in bodies.names)
    return Closing(span, bodies) if sure else None


def with_dates(
    passage: Passage, spans: Sequence[Span], found: Sequence[Closing], manner: Manner
) -> list[Closing]:
    """The brackets of bodies, and those beside them that say when: （县财政局牵头）（12月底前）."""
    known = {closing.span: closing for closing in found}
    for before, after in pairwise(spans):
        beside = not passage.text[before.end : after.start].strip("。；;，, ")
        for one, other in ((before, after), (after, before)):
            inner = inside(passage, other)
            if beside and one in known and other not in known and says_when(inner, manner.year):
                known[other] = Closing(other, Bodies(due=[inner]))
    return [known[span] for span in spans if span in known]


def read_bracket(passage: Passage, span: Span, manner: Manner, *, at_end: bool) -> Bodies | None:
    """The bodies of a bracket; None where it is an ordinary one."""
    inner = inside(passage, span)
    if not SAYS_WHO.search(inner.text) and not at_end:
        return bare_names(passage, span, inner, manner)
    bodies = read_bodies(whole_if_label(passage, span, inner), Role.BODIES, manner)
    if bodies.labels or only_says_when(inner):
        return bodies
    if not bodies.names or not plausible(bodies):
        return None
    if STRONG.search(inner.text) and (bodies.verbs or covered(bodies) * 2 >= len(inner)):
        return bodies
    before = passage.text[: span.start]
    listed = at_end and ENDS_A_SENTENCE.search(before) and all(is_body(name) for name in bodies.names)
    return bodies if listed else None


def bare_names(passage: Passage, span: Span, inner: Passage, manner: Manner) -> Bodies | None:
    """The bodies of a bracket of nothing but names that closes a sentence within an item, or opens an item.

    Here nothing but the names themselves says that they are bodies, so that each must be one beyond doubt.
    """
    before, after = passage.text[: span.start], passage.text[span.end :]
    if before.strip() and not ENDS_WHOLLY.search(before):
        return None
    if EXPLAINS.match(inner.text) or after.lstrip()[:1] in "，,、的等":
        return None
    bodies = read_bodies(inner, Role.BODIES, manner)
    return bodies if bodies.names and all(is_surely_body(name) for name in bodies.names) else None


def is_surely_body(name: Passage) -> bool:
    """Whether the words begin like a name as well as end like one: 省水利厅, 教育部, 各乡镇; not 智慧水利平台."""
    sure = LEVEL.match(name.text) or MINISTRY.fullmatch(name.text)
    return is_body(name) and bool(sure) and not WORK.search(name.text)


def covered(bodies: Bodies) -> int:
    """How many characters the names and times take, with the signs between them."""
    return sum(len(name) + 1 for name in [*bodies.names, *bodies.due])


def inside(passage: Passage, span: Span) -> Passage:
    closed = passage.text[span.end - 1 : span.end] in CLOSERS
    return passage.cut(span.start + 1, span.end - 1 if closed else span.end)


def whole_if_label(passage: Passage, span: Span, inner: Passage) -> Passage:
    """【责任单位】 is a label whose bodies follow it."""
    head = head_of(inner.text) if len(inner) <= 12 else None
    return passage.cut(span.start, span.end) if head and head.role in BODY_ROLES else inner


def only_says_when(inner: Passage) -> bool:
    """（完成时限：2025年底前）: no body, but no part of the text either."""
    return any(head is not None and head.role is Role.DUE for head, _ in labelled(inner))


def is_body(name: Passage) -> bool:
    return len(name) <= LONGEST_NAME and (is_complete(name.text) or is_collective(name.text))


def plausible(bodies: Bodies) -> bool:
    """Whether most of the names look like names, or say at least what an office is for: 市场监管、税务等部门."""
    good = sum(is_body(name) or is_field(name.text) for name in bodies.names)
    return good >= SHARE_OF_NAMES * len(bodies.names)


def opening_names(passage: Passage, manner: Manner) -> Closing | None:
    """县教育局、县公安局：负责校园安全。 — the bodies before a colon."""
    match = BEFORE_COLON.match(passage.text)
    if match is None or head_of(match[1]) is not None:
        return None
    bodies = read_bodies(passage.cut(*match.span(1)), Role.BODIES, manner)
    sure = bodies.names and all(is_surely_body(name) for name in bodies.names)
    return Closing(Span(0, match.end()), bodies) if sure else None


def labelled_tail(passage: Passage, manner: Manner) -> Closing | None:
    """…。责任单位：区住建局；完成时限：年底前。 — no bracket, but labels to the end of the paragraph."""
    for match in LABEL.finditer(passage.text):
        head = head_of(label_of(match))
        if head is None or head.role not in BODY_ROLES:
            continue
        before = passage.text[: match.start()].rstrip()
        if before and not ENDS_A_SENTENCE.search(before) and not passage.text[match.start() - 1].isspace():
            continue
        start = first_label(passage.text, match.start())
        tail = passage.cut(start)
        if len(tail) > LONGEST:
            return None
        return Closing(Span(start, len(passage)), read_bodies(tail, Role.BODIES, manner))
    return None


def first_label(text: str, start: int) -> int:
    """Where the labels begin: 完成时限 may stand before 责任单位."""
    for match in LABEL.finditer(text, 0, start):
        head = head_of(label_of(match))
        if (
            head
            and head.role in {Role.DUE, Role.NOTHING}
            and (
                match.start() == 0
                or ENDS_A_SENTENCE.search(text[: match.start()].rstrip())
                or text[match.start() - 1].isspace()
            )
        ):
            return match.start()
    return start


def spoken_tail(passage: Passage, manner: Manner) -> Closing | None:
    """…。由区教育局牵头，区财政局配合。 — a last sentence that is nothing but names and duties."""
    text = passage.text.rstrip("。 　\n")
    start = max(text.rfind(sign) for sign in "。；;！") + 1
    sentence = passage.cut(start)
    if len(sentence) > LONGEST or not STRONG.search(sentence.text):
        return None
    bodies = read_bodies(sentence, Role.BODIES, manner)
    if not bodies.verbs or not bodies.names or not all(is_body(name) for name in bodies.names):
        return None
    return (
        Closing(Span(start, len(passage)), bodies)
        if covered(bodies) * 2 >= len(sentence.text.strip())
        else None
    )
