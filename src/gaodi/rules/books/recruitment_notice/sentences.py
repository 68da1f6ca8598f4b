"""分句 — a notice cut into the pieces a condition is written in: table cells, sentences, clauses, with their labels."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field, replace

from gaodi.bedrock.text import fold

from .sections import MARKS, Outline, are_heads, column_kind

LINE = re.compile(r"[^\r\n]+")
CELL = re.compile(r"[^\t|｜]+")
# A blank parts two statements only behind a word that ends one: scanned text has blanks anywhere.
BLANK = re.compile(r"(?<=[历位业岁证先名限上下书验格招。；：;:])[ \u3000]+(?=\S{3})")
BRACKETED = re.compile(r"\([^()]{0,90}\)|〔[^〔〕]{0,20}〕|《[^《》]{0,60}》")
TITLE = re.compile(r"《[^《》]{0,60}》")
BULLET = r"[●•◆■·★※-](?=[\u4e00-\u9fff])"
AT_MARK = re.compile("|".join([*(pattern.pattern for _, pattern in MARKS), BULLET]))
INLINE = "|".join(pattern.pattern for name, pattern in MARKS if name in {"round", "figure", "half", "ring"})
INLINE_MARK = re.compile(rf"(?<=[。;:!?])(?={INLINE})")
SENTENCE = re.compile(r"[^。!?;]+")
CLAUSE = re.compile(r"(?:[^，,:]|(?<=\d)[,:](?=\d))+")


@dataclass(frozen=True, slots=True)
class Piece:
    """One clause, folded, and where its own words stand in the notice; ``rest`` is what its sentence goes on with."""

    text: str
    start: int
    end: int
    sentence: int = 0
    label: str = ""
    column: str = ""
    sections: frozenset[str] = field(default_factory=frozenset)
    before: tuple[str, ...] = ()
    rest: tuple[str, ...] = ()

    @property
    def plain(self) -> str:
        """The words without the titles of books: 《普通高等学校本科专业目录》 demands nothing."""
        return TITLE.sub(_dots, self.text)


def _dots(found: re.Match[str]) -> str:
    return "·" * len(found[0])


def flatten(text: str) -> str:
    """The same length with what stands in brackets covered, so that no boundary is seen in there."""
    return BRACKETED.sub(_dots, text)


@dataclass(slots=True)
class Reader:
    """Walks through a notice from top to bottom and remembers under which heading it is."""

    notice: str
    outline: Outline = field(default_factory=Outline)
    heads: list[str] = field(default_factory=list)
    sentence: int = 0

    def pieces(self) -> Iterator[Piece]:
        for line in LINE.finditer(self.notice):
            yield from self._line(line[0], line.start())

    def _line(self, line: str, offset: int) -> Iterator[Piece]:
        cells = list(CELL.finditer(line))
        names = [fold(cell[0]).text for cell in cells]
        if is_table_row := len(cells) > 1:
            if are_heads(names):
                self.heads = names
                return
        else:
            self.outline.enter_line(names[0] if names else "")
        for place, cell in enumerate(cells):
            column = self.heads[place] if is_table_row and place < len(self.heads) else ""
            yield from self._cell(cell[0], offset + cell.start(), column)

    def _cell(self, cell: str, offset: int, column: str) -> Iterator[Piece]:
        begin = 0
        for blank in [*BLANK.finditer(cell), None]:
            end = blank.start() if blank else len(cell)
            yield from self._stretch(cell[begin:end], offset + begin, column)
            begin = blank.end() if blank else end

    def _stretch(self, raw: str, offset: int, column: str) -> Iterator[Piece]:
        folded = fold(raw)
        for begin, end in _sentences(folded.text):
            self.sentence += 1
            own = []
            for first, last, label in self._clauses(folded.text, begin, end):
                start, stop = folded.origin(first, last)
                sections = self.outline.kinds | ({kind} if (kind := column_kind(column)) else set())
                own.append(
                    Piece(
                        folded.text[first:last],
                        offset + start,
                        offset + stop,
                        self.sentence,
                        label,
                        column,
                        frozenset(sections),
                    )
                )
            yield from _in_their_sentence(own)

    def _clauses(self, text: str, begin: int, end: int) -> Iterator[tuple[int, int, str]]:
        mark = AT_MARK.match(text, begin, end)
        begin = mark.end() if mark else begin
        flat, label = flatten(text), ""
        for clause in CLAUSE.finditer(flat, begin, end):
            if not clause[0].strip():
                continue
            yield clause.start(), clause.end(), label
            if flat[clause.end() : clause.end() + 1] == ":":
                label = text[clause.start() : clause.end()]
                self.outline.enter_label(label)


def _sentences(text: str) -> Iterator[tuple[int, int]]:
    for sentence in SENTENCE.finditer(flatten(text)):
        begin = sentence.start()
        for mark in INLINE_MARK.finditer(text, sentence.start(), sentence.end()):
            if mark.start() > begin:
                yield begin, mark.start()
                begin = mark.start()
        yield begin, sentence.end()


def _in_their_sentence(pieces: list[Piece]) -> Iterator[Piece]:
    texts = tuple(piece.text for piece in pieces)
    for place, piece in enumerate(pieces):
        yield replace(piece, before=texts[:place], rest=texts[place + 1 :])


def read(notice: str) -> list[Piece]:
    """All pieces of a notice in their order."""
    return list(Reader(notice).pieces())
