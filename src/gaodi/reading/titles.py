"""The title of a list and the words over a table."""

from __future__ import annotations

import re
from collections.abc import Sequence

from gaodi.reading.deadlines import year_of

KINDS = (
    r"清单|分工|分解|方案|台账|任务|意见|通知|计划|要点|实事|事项|行动|一览表|明细表|汇总表"
    r"|措施|决定|目标|安排|规划|办法|表"
)
ENDS_AS_TITLE = re.compile(rf"(?:{KINDS})(?:[（(][^（()）]*[）)])?$")
LIST = re.compile(r"清单|分工|分解|台账|任务|实事|要点|一览表|工作表")
ATTACHED = re.compile(r"附\s*件\s*[\d一二三四五六七八九十]*\s*[:：]?")
NO_TITLE = re.compile(
    r"^(?:[（(]?[一二三四五六七八九十]+[、）)]|填报|填表|制表|单位|联系|表\s*\d|第.*号|附件|\W*密|.*〔\d{4}〕.*号)|[。；;]$"
)
SENTENCE = re.compile(r"[。；;]|，.*，|(?:通过|印发|日)[）)]?$|〔\d{4}〕|[:：]")
LONGEST = 80
CAPTION = re.compile(r"[（(]?(?:单位|填报|填表|制表|联系)")


def title_of(texts: Sequence[str]) -> str:
    """The title among the texts above a list: the last that says what list it is, or the first that ends like one."""
    lines = [
        joined
        for joined in broken_titles(texts)
        if joined and len(joined) <= LONGEST and not NO_TITLE.search(joined)
    ]
    for wanted in (lambda t: LIST.search(t) and ENDS_AS_TITLE.search(t), LIST.search, ENDS_AS_TITLE.search):
        if found := [line for line in lines if wanted(line)]:
            return found[-1]
    return lines[0] if lines else ""


def broken_titles(texts: Sequence[str]) -> list[str]:
    """The texts, a title that was broken over two lines put together."""
    joined: list[str] = []
    for text in map(without_attachment, texts):
        if joined and text and joins_as_title(joined[-1], text):
            joined[-1] += text
        elif text:
            joined.append(text)
    return joined


def without_attachment(text: str) -> str:
    """附件1 before a title is no part of it."""
    text = text.strip()
    return ATTACHED.sub("", text, count=1).strip() if ATTACHED.match(text) else text


def joins_as_title(first: str, second: str) -> bool:
    return (
        4 <= len(first) <= 40
        and len(second) <= 40
        and first[-1] not in "。：:；，！？）)"
        and not ENDS_AS_TITLE.search(first)
        and bool(ENDS_AS_TITLE.search(second))
        and first.startswith(("关于", "国务院", "中共", "省", "市", "县", "区", "XX")) | ("关于" in first)
    )


def year_among(texts: Sequence[str]) -> int | None:
    """The year that the nearest of the texts states, the last being the nearest."""
    for text in reversed(texts):
        if len(text) <= LONGEST and not SENTENCE.search(text) and (year := year_of(text)) is not None:
            return year
    return None


def year_of_list(*nearness: Sequence[str]) -> int | None:
    """The year of a list: that of the nearest title, or that of another heading near it."""
    for texts in nearness:
        year = year_of(title_of(texts)) or year_among(texts)
        if year is not None:
            return year
    return None


def caption_of(texts: Sequence[str]) -> str | None:
    """The heading straight above a table: 表1 隐患排查治理任务."""
    for text in (text.strip() for text in reversed(texts)):
        if (
            text
            and len(text) <= 50
            and text[-1] not in "。；：:"
            and not ATTACHED.fullmatch(text)
            and not CAPTION.match(text)
        ):
            return text
    return None
