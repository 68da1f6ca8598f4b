"""A passage: text that knows, character by character, where in the paper it stands.

Structure cuts texts, joins broken lines and drops noise; whatever is left can still be quoted exactly.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterable
from dataclasses import dataclass

from gaodi.reading.paper import Cell, Line
from gaodi.reading.rows import Quote, Span

BLANKS = re.compile(r"\s+")
HAN = re.compile(r"[\u3400-\u9fff]")
# A break after one of these parts two sentences or items; any other break is the edge of the paper.
ENDS_A_LINE = "。；;！？!?:："


@dataclass(frozen=True, slots=True)
class Source:
    """A place of the paper and the text that stands there, from ``offset`` on."""

    text: str
    where: str
    offset: int = 0


@dataclass(frozen=True, slots=True)
class Run:
    """``size`` characters of a passage from ``at`` on, standing in the source from ``start`` on."""

    at: int
    source: Source
    start: int
    size: int


class Passage:
    """Text with its places. Cutting and joining give new passages; nothing changes in place."""

    __slots__ = ("runs", "text")

    def __init__(self, text: str = "", runs: tuple[Run, ...] = ()) -> None:
        self.text = text
        self.runs = runs

    @classmethod
    def of(cls, block: Line | Cell) -> Passage:
        return cls.from_source(Source(block.text, block.where, block.offset))

    @classmethod
    def from_source(cls, source: Source) -> Passage:
        return cls(source.text, (Run(0, source, 0, len(source.text)),) if source.text else ())

    def __len__(self) -> int:
        return len(self.text)

    def __bool__(self) -> bool:
        return bool(self.text)

    def __repr__(self) -> str:
        return f"Passage({self.text!r})"

    @property
    def where(self) -> str:
        return self.runs[0].source.where if self.runs else ""

    def cut(self, start: int, end: int | None = None) -> Passage:
        """The characters from ``start`` up to ``end``."""
        end = len(self.text) if end is None else min(end, len(self.text))
        if start <= 0 and end == len(self.text):
            return self
        if start >= end:
            return Passage()
        runs = []
        first = max(0, bisect_right(self.runs, start, key=lambda run: run.at) - 1)
        for run in self.runs[first:]:
            if run.at >= end:
                break
            skip = max(0, start - run.at)
            size = min(run.at + run.size, end) - run.at - skip
            if size > 0:
                runs.append(Run(run.at + skip - start, run.source, run.start + skip, size))
        return Passage(self.text[start:end], tuple(runs))

    def strip(self, more: str = "") -> Passage:
        """Without white space (and the characters of ``more``) at the ends."""
        start, end = 0, len(self.text)
        while start < end and (self.text[start].isspace() or self.text[start] in more):
            start += 1
        while end > start and (self.text[end - 1].isspace() or self.text[end - 1] in more):
            end -= 1
        return self.cut(start, end)

    def __add__(self, other: Passage) -> Passage:
        moved = (Run(run.at + len(self.text), run.source, run.start, run.size) for run in other.runs)
        return Passage(self.text + other.text, (*self.runs, *moved))

    def reworded(self, text: str) -> Passage:
        """The same places under a text of the same length (traditional characters made simplified)."""
        return Passage(text, self.runs)

    def without(self, spans: Iterable[Span]) -> Passage:
        """The passage with some stretches left out; the spans stand in order and do not overlap."""
        kept, at = [], 0
        for span in spans:
            kept.append(self.cut(at, span.start))
            at = span.end
        return join([*kept, self.cut(at)]) if at else self

    def unbroken(self) -> Passage:
        """A name or a date as one piece: line breaks are gone, and blanks beside a Chinese character too."""
        if not BLANKS.search(self.text):
            return self
        return self.without(
            Span(*gap.span()) for gap in BLANKS.finditer(self.text) if "\n" in gap[0] or self._beside_han(gap)
        ).strip()

    def flowing(self) -> Passage:
        """A text as one paragraph: a line break inside a sentence is gone, one between sentences stays."""
        if "\n" not in self.text:
            return self.strip()
        return self.without(
            Span(*gap.span())
            for gap in BLANKS.finditer(self.text)
            if "\n" in gap[0] and self.text[gap.start() - 1 : gap.start()] not in ENDS_A_LINE
        ).strip()

    def _beside_han(self, gap: re.Match[str]) -> bool:
        before, after = self.text[gap.start() - 1 : gap.start()], self.text[gap.end() : gap.end() + 1]
        return not before or not after or not (before.isascii() and after.isascii())

    def placed_in(self, whole: Passage) -> Passage:
        """The passage, cut from words that are those of ``whole``, at the places of ``whole``."""
        runs = [
            Run(run.at + part.at, part.source, part.start, part.size)
            for run in self.runs
            for part in whole.cut(run.start, run.start + run.size).runs
        ]
        return Passage(self.text, tuple(runs))

    def quote(self, purpose: str) -> Quote | None:
        """The words as they stand in the paper, from the first place on; None for an empty passage."""
        if not self.runs:
            return None
        first, last = self.runs[0], self.runs[-1]
        text = verbatim(self.runs)
        start = first.source.offset + first.start
        if first.source is last.source:
            return Quote(
                purpose, text, first.source.where, start, first.source.offset + last.start + last.size
            )
        return Quote(purpose, text, first.source.where, start, start + len(text))


def verbatim(runs: tuple[Run, ...]) -> str:
    """What the paper says between the first and the last character; from place to place, a line break."""
    pieces: list[str] = []
    source, start, end = runs[0].source, runs[0].start, 0
    for run in runs:
        if run.source is not source:
            pieces.append(source.text[start:])
            source, start = run.source, 0
        end = run.start + run.size
    pieces.append(source.text[start:end])
    return "\n".join(pieces)


def join(passages: Iterable[Passage], between: str = "") -> Passage:
    """Passages one after the other; ``between`` stands in no source."""
    texts: list[str] = []
    runs: list[Run] = []
    at = 0
    for passage in passages:
        if texts and between:
            texts.append(between)
            at += len(between)
        texts.append(passage.text)
        runs += [Run(run.at + at, run.source, run.start, run.size) for run in passage.runs]
        at += len(passage.text)
    return Passage("".join(texts), tuple(runs))
