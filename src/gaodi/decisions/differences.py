"""What differs between two decisions on one question, and why: other facts, or other numbers or words of the policy."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from gaodi.decisions.models import Decision

NONE = "—"


@dataclass(frozen=True, slots=True)
class Change:
    """One value that is another: what it is called, how it was, how it is. A row that came or went has one side."""

    label: str
    was: str
    now: str
    where: str = ""  # which row


@dataclass(frozen=True, slots=True)
class Difference:
    """Between an earlier and a later decision: the answers that changed, and the facts and numbers that made them."""

    earlier: Decision
    later: Decision
    answers: tuple[Change, ...]
    facts: tuple[Change, ...]
    numbers: tuple[Change, ...]
    reworded: bool  # another version of the book, though no number that was read is another


def difference(earlier: Decision, later: Decision) -> Difference:
    """Compare two decisions on the same question."""
    numbers = tuple(_changed(_numbers(earlier), _numbers(later)))
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


def _answers(decision: Decision) -> Said:
    outcome = decision.outcome
    return {
        step["name"]: (step["label"], step["said"] or _unsaid(step["state"]))
        for step in outcome["steps"]
        if step["name"] in outcome["outs"]
    }


def _unsaid(state: str) -> str:
    return {"unknown": "还算不出来", "not_applicable": "不适用"}.get(state, NONE)


def _numbers(decision: Decision) -> Said:
    """Every parameter that was read in any row, with its value; one that changed within them stands once a value."""
    found: dict[str, tuple[str, str]] = {}
    for read in (
        read for outcome in decision.outcomes for step in outcome["steps"] for read in step["reads"]
    ):
        if "citation" in read:
            found.setdefault(f"{read['name']} {read['citation']['document']}", (read["label"], read["said"]))
    return found


def _fact_changes(earlier: Decision, later: Decision) -> Iterator[Change]:
    before, after = (_by_key(decision) for decision in (earlier, later))
    for key in dict.fromkeys([*before, *after]):
        was, now = before.get(key), after.get(key)
        if was and now:
            yield from _cell_changes(was, now)
        elif now:
            yield Change("新增", NONE, _row_said(now), now["label"])
        elif was:
            yield Change("撤销", _row_said(was), NONE, was["label"])


def _by_key(decision: Decision) -> dict[tuple[str, str], dict[str, Any]]:
    return {(used["register"], used["key"]): used for used in decision.used}


def _cell_changes(was: Mapping[str, Any], now: Mapping[str, Any]) -> Iterator[Change]:
    for heading in now["values"]:
        before, after = was["values"].get(heading, NONE), now["values"][heading]
        if before != after:
            yield Change(heading, before, after, now["label"])


def _row_said(used: Mapping[str, Any]) -> str:
    return "，".join(f"{heading} {value}" for heading, value in used["values"].items())
