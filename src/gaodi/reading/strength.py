"""力度 — how binding the words are: 必须, 争取, 探索, 鼓励, or plain.

Of several the strongest that governs a figure counts, for the figure is what will be checked; else the first.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from gaodi.bedrock.text import fold
from gaodi.reading.rows import STRENGTHS, Span, Strength, Target

# 支持 and 争取 are also plain verbs and nouns: 资金支持, 争取上级资金.
OBTAINED = r"(?![^，。；、,;]{0,8}(?:支持|资金|政策|优势|试点|名额|项目|荣誉|资源|指标))"
WORDS: dict[Strength, str] = {
    "must": r"必须|务必|确保|保证(?!金|险|人)|达到|不得(?!不)|严禁|一律",
    "strive": rf"力争|努力(?:实现|达到|建成|打造|争取)?|争取{OBTAINED}",
    "explore": r"探索",
    "encourage": r"鼓励|(?:(?<=[，。；、,;：:)）])|^|(?<=大力|积极|重点|优先|继续|引导|加大)|(?<=并))支持|倡导",
}
MARKER = re.compile("|".join(f"(?P<{strength}>{words})" for strength, words in WORDS.items()))
# The strongest first, as the table of the words is.
RANK = list(STRENGTHS)
SENTENCE_END = re.compile("[。；;！!]")
CLAUSE_END = re.compile("[，,。；;！!]")
REACH = 400  # characters a word may stand before its figure


@dataclass(frozen=True, slots=True)
class _Marker:
    start: int
    end: int
    strength: Strength


def find_strength(text: str, targets: Sequence[Target]) -> tuple[Strength, Span | None]:
    """How binding a task is, and where it says so."""
    folded = fold(text)
    markers = list(_markers(folded.text))
    if not markers:
        return "plain", None
    places = sorted(bisect_left(folded.places, target.span.start) for target in targets)
    governing = [marker for marker in markers if _governs(folded.text, marker, places)]
    chosen = min(governing, key=lambda marker: RANK.index(marker.strength)) if governing else markers[0]
    return chosen.strength, Span(*folded.origin(chosen.start, chosen.end))


def _markers(text: str) -> Iterator[_Marker]:
    """The words of strength; 力争达到60% strives, for 达到 says no more than the word before it in its clause."""
    softer: _Marker | None = None
    for match in MARKER.finditer(text):
        marker = _Marker(*match.span(), next(strength for strength in WORDS if match[strength]))
        if match[0] == "达到" and softer and not CLAUSE_END.search(text, softer.end, marker.start):
            continue
        yield marker
        softer = marker if marker.strength != "must" else None


def _governs(text: str, marker: _Marker, places: list[int]) -> bool:
    """A word governs the figures behind it in its sentence; 达到 those in its clause."""
    following = bisect_left(places, marker.end)
    if following == len(places) or places[following] - marker.end > REACH:
        return False
    end = CLAUSE_END if text[marker.start : marker.end] == "达到" else SENTENCE_END
    return not end.search(text, marker.end, places[following])
