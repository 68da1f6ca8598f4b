"""Tables of a PDF without upright rulings: columns by the blank between them, rows by rules, by gaps or by numbers."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import pairwise
from typing import Any

from gaodi.reading.papers.pdf_tables import Box, Piece
from gaodi.reading.papers.pdf_text import Char, char_rows

Span = tuple[float, float]
WIDE = 0.6  # of a letter's size: the blank between two headings of columns
NARROW = 0.2  # what must stay blank between two columns in every line
NEIGHBOURING = 30.0  # points above and below a table where a rule still belongs to it
LEAST_COLUMNS = 3
LEAST_LINES = 4
SURE_LINES = 8  # so many lines leave no blank in common by chance


@dataclass(slots=True)
class Strip:
    """A line of the page as ink and blank."""

    ink: list[Span]
    top: float
    bottom: float
    size: float

    def gaps(self, least: float) -> list[Span]:
        """The blanks between its ink that are at least so many letters wide."""
        return [(a[1], b[0]) for a, b in pairwise(self.ink) if b[0] - a[1] >= least * self.size]


@dataclass(slots=True)
class Region:
    """Lines that keep the same gutters free; a heading across all columns may stand between them."""

    strips: list[Strip]
    gutters: list[Span]
    across: set[int]  # which of the strips cross the gutters

    def edges(self) -> list[float]:
        """The columns' edges, in the middle of the gutters; outside as far as a gutter reaches on average."""
        margin = sum(high - low for low, high in self.gutters) / len(self.gutters) / 2
        left = min(strip.ink[0][0] for strip in self.strips) - margin
        right = max(strip.ink[-1][1] for strip in self.strips) + margin
        return [left, *((low + high) / 2 for low, high in self.gutters), right]


def unruled_pieces(chars: list[Char], rulings: list[Any]) -> list[Piece]:
    """The tables that stand on the page by their blanks alone."""
    strips = [strip_of(row) for row in char_rows(char for char in chars if not char["text"].isspace())]
    pieces = []
    at = 0
    while at < len(strips):
        region = region_from(strips, at, rulings)
        if region is None:
            at += 1
            continue
        pieces.append(piece_of(region, rulings))
        at += len(region.strips)
    return pieces


def strip_of(row: list[Char]) -> Strip:
    """Ink that all but touches is one."""
    size = max(char["size"] for char in row)
    ink: list[Span] = []
    for char in sorted(row, key=lambda char: char["x0"]):
        if ink and char["x0"] - ink[-1][1] < 0.05 * size:
            ink[-1] = (ink[-1][0], max(ink[-1][1], char["x1"]))
        else:
            ink.append((char["x0"], char["x1"]))
    return Strip(ink, min(char["top"] for char in row), max(char["bottom"] for char in row), size)


def region_from(strips: list[Strip], start: int, rulings: list[Any]) -> Region | None:
    """The table whose headings stand in that line, if three or more do and enough lines keep to their columns."""
    gutters = strips[start].gaps(WIDE)
    if len(gutters) < LEAST_COLUMNS - 1:
        return None
    across: set[int] = set()
    end = start + 1
    while end < len(strips):
        narrowed = narrow(gutters, strips[end])
        if narrowed is not None:
            gutters = narrowed
        elif is_heading(strips, end, gutters):
            across.add(end - start)
        else:
            break
        end += 1
    while start and strips[start - 1].bottom > strips[start].top - 1 and narrow(gutters, strips[start - 1]):
        start -= 1  # a heading of two lines beside headings of one
        across = {at + 1 for at in across}
    kept = strips[start:end]
    spread = sum(len(strip.ink) > 1 for strip in kept)
    if len(kept) < LEAST_LINES or 3 * spread < len(kept):
        return None
    heights = rule_heights(rulings, kept)
    last = heights[-1] if len(heights) > 2 else kept[-1].bottom
    within = [strip for strip in kept if strip.top < last]
    if len(within) > len(across):
        gutters = common_gutters(within, across, gutters)
    while kept and kept[-1].top > last and narrow(gutters, kept[-1]) is None:
        kept.pop()  # a note below the last rule
    return Region(kept, gutters, across)


def common_gutters(strips: list[Strip], across: set[int], found: list[Span]) -> list[Span]:
    """What all lines leave blank: the heading of a narrow column stands too near the next to be told from it."""
    ink: list[Span] = []
    for x0, x1 in sorted(span for at, strip in enumerate(strips) if at not in across for span in strip.ink):
        if ink and x0 <= ink[-1][1]:
            ink[-1] = (ink[-1][0], max(ink[-1][1], x1))
        else:
            ink.append((x0, x1))
    size = strips[0].size
    blanks = [(low[1], high[0]) for low, high in pairwise(ink)]
    more = [blank for blank in blanks if blank[1] - blank[0] >= 0.5 * size and len(strips) >= SURE_LINES]
    apart = [blank for blank in more if all(blank[1] <= low or blank[0] >= high for low, high in found)]
    return sorted(found + apart)


def narrow(gutters: list[Span], strip: Strip) -> list[Span] | None:
    """The gutters as far as the line leaves them blank; None where it writes across one."""
    kept = []
    for low, high in gutters:
        left, right = low, high
        for x0, x1 in strip.ink:
            if x1 <= low or x0 >= high:
                continue
            if x0 <= low and x1 >= high:
                return None
            if x0 <= low or (x1 < high and x0 - low < high - x1):
                left = max(left, x1)
            else:
                right = min(right, x0)
        if right - left < NARROW * strip.size:
            return None
        kept.append((left, right))
    return kept


def is_heading(strips: list[Strip], at: int, gutters: list[Span]) -> bool:
    """One stretch of ink across the columns, with the table going on below it."""
    return len(strips[at].ink) == 1 and at + 1 < len(strips) and len(strips[at + 1].ink) > 1 and (
        narrow(gutters, strips[at + 1]) is not None
    )  # fmt: skip


def piece_of(region: Region, rulings: list[Any]) -> Piece:
    edges = region.edges()
    boxes: list[Box] = []
    first = 0
    for last in [*breaks(region, edges, rulings), len(region.strips)]:
        rows = region.strips[first:last]
        top = min(strip.top for strip in rows) - 0.5
        bottom = max(strip.bottom for strip in rows) + 0.5
        if first in region.across:
            boxes.append((edges[0], top, edges[-1], bottom))
        else:
            boxes += [(low, top, high, bottom) for low, high in pairwise(edges)]
        first = last
    return Piece(edges, without_gaps(boxes), ruled=False)


def without_gaps(boxes: list[Box]) -> list[Box]:
    """Rows that touch: the space between two belongs half to each."""
    tops = sorted({box[1] for box in boxes})
    ends = {top: bottom for _, top, _, bottom in boxes}
    middle = {top: (ends[above] + top) / 2 for above, top in pairwise(tops)}
    below = {above: middle[top] for above, top in pairwise(tops)}
    return [(x0, middle.get(top, top), x1, below.get(top, bottom)) for x0, top, x1, bottom in boxes]


def breaks(region: Region, edges: list[float], rulings: list[Any]) -> list[int]:
    """Before which lines a row begins: at rules if there are some, else at wide gaps, else where a number stands."""
    strips = region.strips
    forced = {at for crossing in region.across for at in (crossing, crossing + 1) if 0 < at < len(strips)}
    ruled = by_rules(strips, rulings)
    if len(ruled) > 2:
        return sorted(ruled | forced)
    numbered = {at for at, strip in enumerate(strips) if at and strip.ink[0][0] < edges[1] - 1}
    gaps = [below.top - above.bottom for above, below in pairwise(strips)]
    wide = {at for at, gap in enumerate(gaps, 1) if gap > min(gaps) + 0.3 * strips[at].size}
    return sorted((wide if len(wide) * 5 >= len(numbered) * 4 else numbered) | forced)


def by_rules(strips: list[Strip], rulings: list[Any]) -> set[int]:
    """The lines above which a rule runs."""
    middles = [(strip.top + strip.bottom) / 2 for strip in strips]
    found = {sum(middle < height for middle in middles) for height in rule_heights(rulings, strips)}
    return {at for at in found if 0 < at < len(strips)}


def rule_heights(rulings: list[Any], strips: list[Strip]) -> list[int]:
    """Where rules, or the edges of shaded rows, run across most of what the lines take up."""
    width = max(strip.ink[-1][1] for strip in strips) - min(strip.ink[0][0] for strip in strips)
    lengths: dict[int, float] = {}
    for edge in rulings:
        if edge["orientation"] == "h":
            height = round(edge["top"])
            lengths[height] = lengths.get(height, 0.0) + edge["x1"] - edge["x0"]
    low, high = strips[0].top - NEIGHBOURING, strips[-1].bottom + NEIGHBOURING
    return sorted(
        height for height, length in lengths.items() if length > 0.6 * width and low < height < high
    )
