"""Lines as paragraphs: where a paper breaks its lines at the edge of the page, they are put together again."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from gaodi.reading.heads import BODY_ROLES, Role, head_of
from gaodi.reading.labels import LABEL
from gaodi.reading.numbering import number_at_start
from gaodi.reading.paper import Kind, Line
from gaodi.reading.passages import Passage, join
from gaodi.reading.scripts import Plain
from gaodi.reading.titles import ENDS_AS_TITLE

PAGE_NUMBER = re.compile(
    r"\s*(?:[-—－–]+\s*\d{1,3}\s*[-—－–]+|第\s*\d+\s*页(?:\s*[,，/共]*\s*\d+\s*页)?|\d{1,3}\s*/\s*\d{1,3})\s*"
)
ENDS = "。；;！!？?：:"
INLINE_NUMBER = re.compile(
    r"(?<=[。；;）)】])\s*(?=\d{1,2}[.．、](?!\d)|[（(][一二三四五六七八九十]{1,3}[）)]|[一二三四五六七八九十]{1,3}、|[①-⑳])"
)
BODIES_CLOSE = re.compile(r"(?:[:：]|负责|牵头|配合|会同|落实)[^（()）【】]*[）)】]$")
BODIES_SAID = re.compile(r"(?:责任|牵头|主办)(?:单位|部门)\s*[:：]|(?:负责|牵头|配合)[）)】]")
WRAPPING_KINDS = frozenset({"pdf", "text"})
WIDEST = 64  # a line longer than that was broken by nobody
NEAR = 0.84  # of the widest line
LEAST = 4
LONGEST_BRACKET = 20  # lines
SHARE = 0.3


def unwrapped(lines: Sequence[Line], plain: Plain, kind: Kind) -> Iterator[tuple[Passage, Line]]:
    """The paragraphs with the line each begins with."""
    lines = [line for line in lines if not PAGE_NUMBER.fullmatch(line.text)]
    width = edge(lines) if kind in WRAPPING_KINDS else 0
    held: list[Passage] = []
    first: Line | None = None
    previous: Line | None = None
    for line in lines:
        if first is not None and previous is not None and goes_on(held, previous, line, width):
            held.append(plain(Passage.of(line)))
        else:
            if first is not None:
                yield from ((item, first) for item in items_of(put_together(held)))
            held, first = [plain(Passage.of(line))], line
        previous = line
    if first is not None:
        yield from ((item, first) for item in items_of(put_together(held)))


def items_of(passage: Passage) -> Iterator[Passage]:
    """A paragraph, or the numbered measures in it where several with bodies of their own stand on one line."""
    text = passage.text
    starts = [match.end() for match in INLINE_NUMBER.finditer(text)] if len(text) > WIDEST else []
    if len(starts) < 1 or len(BODIES_SAID.findall(text)) < 2:
        yield passage
        return
    for start, end in zip([0, *starts], [*starts, len(text)], strict=True):
        yield passage.cut(start, end)


def put_together(held: Sequence[Passage]) -> Passage:
    """One paragraph of broken lines; a blank parts two words in letters, nothing parts Chinese characters."""
    whole = held[0]
    for piece in held[1:]:
        words = (whole.text[-1:] + piece.text[:1]).isascii() and whole.text[-1:].isalpha()
        whole = join([whole, piece.strip()], " " if words else "")
    return whole


def edge(lines: Sequence[Line]) -> int:
    """How long a full line is, where many lines are about that long; else nothing was broken."""
    lengths = [len(line.text.rstrip()) for line in lines]
    widest = max(lengths, default=0)
    if widest > WIDEST or widest < 16:
        return 0
    full = [
        line
        for line in lines
        if len(line.text.rstrip()) >= NEAR * widest and line.text.rstrip()[-1:] not in ENDS
    ]
    return widest if len(full) >= max(LEAST, SHARE * len(lines)) else 0


def goes_on(held: Sequence[Passage], previous: Line, line: Line, width: int) -> bool:
    """Whether a line is the rest of the paragraph of the line before."""
    before, text = previous.text.rstrip(), line.text
    if LABEL.fullmatch(before.strip()) and not text.strip().endswith(("：", ":")):
        head = head_of(before.strip().rstrip("：: "))
        return head is not None and head.role in BODY_ROLES | {Role.DUE} and not LABEL.match(text.strip())
    if not width or len(before) < NEAR * width or BODIES_CLOSE.search(before[-200:]):
        return False
    if is_open(held):
        return True
    if text.startswith(("　　", "    ")) or line.style or is_title(held, before):
        return False
    if before[-1:] in "。；;！!？?" and len(before) < width - 1:
        return False
    return not number_at_start(text) and not LABEL.match(text.strip())


def is_title(held: Sequence[Passage], before: str) -> bool:
    """Whether a line is a title, after which another line begins whatever its length."""
    alone = len(held) == 1 and number_at_start(before) is None and "。" not in before
    return alone and bool(ENDS_AS_TITLE.search(before))


def is_open(held: Sequence[Passage]) -> bool:
    """Whether a bracket of the paragraph so far still waits for its end."""
    texts = [passage.text for passage in held[-LONGEST_BRACKET:]]
    return sum(text.count("（") + text.count("(") for text in texts) > sum(
        text.count("）") + text.count(")") for text in texts
    )
