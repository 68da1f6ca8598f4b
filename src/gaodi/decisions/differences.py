"""What differs between two answers to one question, and why: other facts, or other numbers or words of the policy.

Two decisions are compared, or the last one with what would be answered now.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Protocol

NONE = "—"


class Answered(Protocol):
    """What was answered: a decision as it was kept, or what is asked now."""

    @property
    def version(self) -> str: ...
    @property
    def said(self) -> str: ...
    @property
    def used(self) -> Sequence[Mapping[str, Any]]: ...
    @property
    def outcomes(self) -> Sequence[Mapping[str, Any]]: ...
    @property
    def outcome(self) -> Mapping[str, Any]: ...


@dataclass(frozen=True, slots=True)
class Change:
    """One value that is another: what it is called, how it was, how it is. A row that came or went has one side."""

    label: str
    was: str
    now: str
    where: str = ""  # which row


@dataclass(frozen=True, slots=True)
class Difference:
    """Between an earlier and a later answer: what changed in it, and the facts and numbers that made it change."""

    earlier: Answered
    later: Answered
    answers: tuple[Change, ...]
    facts: tuple[Change, ...]
    numbers: tuple[Change, ...]
    reworded: bool  # another version of the book, though no number that was read is another

    @property
    def is_silent(self) -> bool:
        """Whether neither answer nor facts nor numbers differ, whatever version of the book was asked."""
        return not (self.answers or self.facts or self.numbers)

    @property
    def is_empty(self) -> bool:
        """Whether there is nothing to tell at all: only what rows are called may be another."""
        return self.is_silent and not self.reworded


def difference(earlier: Answered, later: Answered) -> Difference:
    """Compare two answers to the same question."""
    before = _numbers(earlier)
    numbers = tuple(_changed(before, _renamed(_numbers(later), before)))
    return Difference(
        earlier,
        later,
        answers=tuple(_changed(_answers(earlier), _answers(later))),
        facts=tuple(_fact_changes(earlier, later)),
        numbers=numbers,
        reworded=earlier.version != later.version and not numbers,
    )


Said = Mapping[str, tuple[str, str]]  # name → label and value as said


def _changed(before: Said, after: Said) -> Iterator[Change]:
    for name in dict.fromkeys([*before, *after]):
        label = (after.get(name) or before[name])[0]
        was, now = (side.get(name, ("", NONE))[1] or NONE for side in (before, after))
        if was != now:
            yield Change(label, was, now)


def _answers(answered: Answered) -> Said:
    outcome = answered.outcome
    return {
        step["name"]: (step["label"], step["said"] or _unsaid(step["state"]))
        for step in outcome["steps"]
        if step["name"] in outcome["outs"]
    }


def _unsaid(state: str) -> str:
    return {"unknown": "还算不出来", "not_applicable": "不适用"}.get(state, NONE)


def _numbers(answered: Answered) -> Said:
    """Every parameter that was read in any row, by document, with all values that it had in those rows."""
    found: dict[str, tuple[str, dict[str, None]]] = {}
    for read in (
        read for outcome in answered.outcomes for step in outcome["steps"] for read in step["reads"]
    ):
        if "citation" in read:
            key = f"{read['name']} {read['citation']['document']}"
            found.setdefault(key, (read["label"], {}))[1][read["said"]] = None
    return {key: (label, "、".join(values)) for key, (label, values) in found.items()}


def _renamed(after: Said, before: Said) -> Said:
    """Where a number stands in one other document than before, it is the same number, corrected with its source."""
    went, came = (_by_name(one, other) for one, other in ((before, after), (after, before)))
    same = {
        keys[0]: went[name][0] for name, keys in came.items() if len(keys) == len(went.get(name, ())) == 1
    }
    return {same.get(key, key): said for key, said in after.items()}


def _by_name(one: Said, other: Said) -> dict[str, list[str]]:
    """The keys of one that the other has not, by the number that they name."""
    found: dict[str, list[str]] = {}
    for key in one:
        if key not in other:
            found.setdefault(key.split(" ")[0], []).append(key)
    return found


def _fact_changes(earlier: Answered, later: Answered) -> Iterator[Change]:
    before, after = (_by_key(answered) for answered in (earlier, later))
    for key in dict.fromkeys([*before, *after]):
        was, now = before.get(key), after.get(key)
        if was and now:
            yield from _cell_changes(was, now)
        elif now:
            yield Change("新增", NONE, _row_said(now), now["label"])
        elif was:
            yield Change("撤销", _row_said(was), NONE, was["label"])


def _by_key(answered: Answered) -> dict[tuple[str, str], Mapping[str, Any]]:
    return {(used["register"], used["key"]): used for used in answered.used}


def _cell_changes(was: Mapping[str, Any], now: Mapping[str, Any]) -> Iterator[Change]:
    for heading in now["values"]:
        before, after = was["values"].get(heading, NONE), now["values"][heading]
        if before != after:
            yield Change(heading, before, after, now["label"])


def _row_said(used: Mapping[str, Any]) -> str:
    return "，".join(f"{heading} {value}" for heading, value in used["values"].items())
