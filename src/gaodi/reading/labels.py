"""Labels before a colon — 牵头单位：, 完成时限：, 【责任单位】 — and the pieces of text that they stand over."""

from __future__ import annotations

import re
from collections.abc import Iterator

from gaodi.reading.heads import BODY_ROLES, Head, Role, head_of
from gaodi.reading.passages import Passage
from gaodi.reading.rows import Span

# Words that are a label wherever a colon follows them: 牵头：县教育局配合：县财政局.
LABEL_WORD = (
    r"(?:牵头|配合|责任|主办|协办|参与|承办|协同)(?:责任)?(?:单位|部门)?|(?:完成|办结|整改)(?:时限|时间|期限)"
)
LABEL_AT_END = re.compile(rf"(?:{LABEL_WORD})$")
# A label opens the text or follows a sign: 牵头单位：, 【责任单位】.
LABEL = re.compile(
    r"(?:^|(?<=[\s；;，,。、（(]))([^\s；;，,。、：:（()）【】\[\]]{2,12}(?:[（(][^（()）：:]{1,10}[）)])?)[ 　]*[:：]"
    r"|[【\[〔]([^】\]〕：:]{2,12})[】\]〕][ 　]*[:：]?"
    r"|(?:^|(?<=[\s；;，,。、（(]))((?:牵头|配合|责任|主办|协办|参与|承办)(?:单位|部门))(?=[ 　\n]+\S)"
    rf"|({LABEL_WORD})[ 　]*[:：]"
    r"|(?:^|(?<=[\s；;，,。、（(]))((?:牵头|配合|责任|主办|协办|参与|承办)(?:责任)?(?:单位|部门))(?:为|是)(?!牵头|主办|第|[：:])(?=\S)"
)
BROKEN_LABEL = re.compile(r"([^\s、，,；;。：:]{1,6})[ 　]*\n\s*([^\s、，,；;。：:]{1,5})(?=[ 　]*[:：])")


def labelled(passage: Passage) -> Iterator[tuple[Head | None, Passage]]:
    """The pieces of a text and the label before each."""
    head: Head | None = None
    at = 0
    for match in LABEL.finditer(passage.text):
        if not is_outside(passage.text, match.start()):
            continue
        start, found = match.start(), head_of(label_of(match))
        if found is None and match[1] and (inner := LABEL_AT_END.search(match[1])):
            start, found = match.start(1) + inner.start(), head_of(inner[0])
        if found is None or (match[2] and found.role not in BODY_ROLES and found.role is not Role.DUE):
            continue
        if passage.text[at:start].strip():
            yield head, passage.cut(at, start)
        head, at = found, match.end()
    if at < len(passage) or head is None:
        yield head, passage.cut(at)


def label_of(match: re.Match[str]) -> str:
    """The word of a label, whatever signs stand about it."""
    return match[1] or match[2] or match[3] or match[4] or match[5]


def is_outside(text: str, place: int) -> bool:
    """Whether a place stands in no bracket: 区教育局（责任科室：基教科）holds no label."""
    before = text[:place]
    return sum(before.count(sign) for sign in "（(") <= sum(before.count(sign) for sign in "）)")


def whole_labels(passage: Passage) -> Passage:
    """The passage with labels that a narrow cell broke (责任单 / 位：) in one piece."""
    breaks = [
        Span(match.end(1), match.start(2))
        for match in BROKEN_LABEL.finditer(passage.text)
        if head_of(match[2]) is None and head_of(match[1] + match[2]) is not None
    ]
    return passage.without(breaks)
