"""Traditional characters and stray pinyin: a paper is read in simplified characters, and quoted as it stands."""

from __future__ import annotations

import re
from collections.abc import Callable
from functools import cache
from itertools import chain

from gaodi.reading.paper import Line, Paper
from gaodi.reading.passages import Passage
from gaodi.reading.rows import Span

# Characters that no simplified text holds and no traditional one of some length does without.
TRADITIONAL = frozenset("國務責單區將業實發學為爲進機關對開員會動體時應術環構標準設備與處廳團縣鎮鄉")
HAN = re.compile(r"[\u3400-\u9fff]")
# 務(wù), 關（guān）: what some mirror sites leave behind a character. Tone marks tell it from 平台(app).
PINYIN = re.compile(
    r"(?<=[\u3400-\u9fff])[(（] ?[a-züêńňǹḿ]{0,5}[āáǎàēéěèīíǐìōóǒòūúǔùǖǘǚǜńňǹḿ][a-zü]{0,4} ?[)）]"
)
FEW = 3
SHARE = 50  # one in fifty

Plain = Callable[[Passage], Passage]


def plainer(paper: Paper) -> Plain:
    """What makes the texts of this paper plain: nothing to do for most."""
    traditional = is_traditional(paper)

    def plain(passage: Passage) -> Passage:
        if "(" in passage.text or "（" in passage.text:
            passage = passage.without([Span(*match.span()) for match in PINYIN.finditer(passage.text)])
        return passage.reworded(simplified(passage.text)) if traditional else passage

    return plain


def is_traditional(paper: Paper) -> bool:
    """A paper with more than a few traditional characters; one old name in a simplified text makes none."""
    hits = total = 0
    for text in texts(paper):
        hits += sum(char in TRADITIONAL for char in text)
        total += len(text)
    return hits > FEW and hits * SHARE > total


def texts(paper: Paper) -> chain[str]:
    return chain.from_iterable(
        [block.text] if isinstance(block, Line) else (cell.text for row in block.rows for cell in row)
        for block in paper.blocks
    )


@cache
def converter() -> Callable[[str], str]:
    from opencc import OpenCC  # slow: 0.1 s, and few papers are in traditional characters

    convert: Callable[[str], str] = OpenCC("t2s").convert
    return convert


def simplified(text: str) -> str:
    """The text in simplified characters, of the same length, so that every place stays."""
    convert = converter()
    whole = convert(text)
    if len(whole) == len(text):
        return whole
    return "".join(plain if len(plain := convert(char)) == 1 else char for char in text)
