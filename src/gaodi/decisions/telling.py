"""Telling: outcomes as they are kept, as pages show them: each step with how it was reckoned and by which article.

What is asked now and what was kept once have the same form, so that both are shown by the same lines.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from decimal import ROUND_CEILING, ROUND_FLOOR, ROUND_HALF_UP, Decimal, InvalidOperation
from typing import Any

from gaodi.bedrock.periods import say_period
from gaodi.rules.parameters import CONFIDENCE

Told = Mapping[str, Any]  # an outcome, a step or a read, as ``rules.outcomes.told`` gives them
SURE = "copy"
UNSAID = {"unknown": "还算不出来", "not_applicable": "不适用"}
ROUNDINGS = (ROUND_HALF_UP, ROUND_CEILING, ROUND_FLOOR)


@dataclass(frozen=True, slots=True)
class Cited:
    """An article, and whether its words were checked."""

    text: str
    sure: bool


@dataclass(frozen=True, slots=True)
class Line:
    """One step: what is reckoned, how, what came out, by which articles."""

    name: str
    label: str
    how: str
    said: str
    state: str
    cited: tuple[Cited, ...]
    is_answer: bool


@dataclass(frozen=True, slots=True)
class Doubt:
    """依据待核: which steps stand on an article that was not checked, and what is not known of it."""

    steps: tuple[str, ...]
    article: str
    word: str
    note: str


@dataclass(frozen=True, slots=True)
class Part:
    """One period (or the whole, where there is no other): its lines."""

    title: str
    lines: tuple[Line, ...]


def parts(outcomes: Iterable[Told]) -> list[Part]:
    """Each row that was answered, with its lines."""
    return [Part(period_said(outcome), tuple(lines(outcome))) for outcome in outcomes]


def period_said(outcome: Told) -> str:
    """Which period a row is of: 2023年1季度; a day or a year where it names no period."""
    period = outcome["key"].get("period") or outcome["key"].get("year") or outcome["on"][:4]
    return say_period(str(period))


def lines(outcome: Told) -> Iterator[Line]:
    """The steps, in the order in which one would do them by hand."""
    steps = {step["name"]: step for step in outcome["steps"]}
    for step in _in_order(outcome["steps"]):
        yield Line(
            name=step["name"],
            label=step["label"],
            how=how(step, steps),
            said=step["said"] or UNSAID.get(step["state"], "—"),
            state=step["state"],
            cited=tuple(dict.fromkeys(_cited(each) for each in step["citations"])),
            is_answer=step["name"] in outcome["outs"],
        )


LAST = ("net", "carry_out")  # reckoned early, because what is carried on comes first in a chain; read last


def _in_order(steps: Sequence[Told]) -> list[Told]:
    return sorted(steps, key=lambda step: LAST.index(step["name"]) if step["name"] in LAST else -1)


def _cited(citation: Told) -> Cited:
    return Cited(article(citation), citation["confidence"] == SURE)


def article(citation: Told) -> str:
    return f"{citation['document']}{citation['article']}"


# ------------------------------------------------------------------ how it was reckoned

# what a step takes from the row before it, or from the whole chain, and so does not read in its own row
SPECIAL = {"carry_in": "上一期的结转，第一期为0"}
BY_HAND = {"carry_out": ("pool", "credit_total")}


def how(step: Told, steps: Mapping[str, Told]) -> str:
    """How a value came about, in figures. A sum is only written as one where it gives the value that was kept."""
    if step["state"] == "unknown":
        return "缺" + "、".join(step["missing"]) if step["missing"] else "缺前面一期的数"
    if step["state"] != "value":
        return str(step["reason"])
    if step["name"] in SPECIAL:
        return SPECIAL[step["name"]]
    if step["name"] in BY_HAND:
        whole, taken = (steps.get(name) for name in BY_HAND[step["name"]])
        if whole and taken:
            return _reckoned(step, [whole, taken]) or _listed([whole, taken])
    return _reckoned(step, step["reads"]) or _listed(step["reads"])


def _reckoned(step: Told, reads: Sequence[Told]) -> str:
    """1,286 × 2.00% = 25.72; nothing where two numbers do not make the value in one way alone."""
    value = _number(step)
    numbers = [read for read in reads if _number(read) is not None]
    if value is None or len(numbers) != 2:
        return ""
    left, right = sorted(numbers, key=_is_rate)
    if _is_rate(right):
        return "" if _is_rate(left) else _product(value, left, right)
    return _sum(value, left, right)


def _product(value: Decimal, left: Told, rate: Told) -> str:
    exact = _known(left) * _known(rate)
    if value not in {exact.quantize(value, rounding) for rounding in ROUNDINGS}:
        return ""
    rounded = "" if exact == value else f" ＝ {exact.normalize():,f}"
    return f"{left['label']} {left['said']} × {rate['said']}{rounded}"


def _sum(value: Decimal, left: Told, right: Told) -> str:
    first, second = _known(left), _known(right)
    signs = [sign for sign, result in (("＋", first + second), ("－", first - second)) if result == value]
    if len(signs) != 1:
        return ""
    return f"{left['label']} {left['said']} {signs[0]} {right['label']} {right['said']}"


def _listed(reads: Sequence[Told]) -> str:
    return "，".join(f"{read['label']} {read['said']}" for read in reads if read["said"])


def _number(told: Told) -> Decimal | None:
    try:
        return Decimal(str(told["value"])) if told["value"] is not None else None
    except InvalidOperation:
        return None


def _known(told: Told) -> Decimal:
    found = _number(told)
    assert found is not None
    return found


def _is_rate(told: Told) -> bool:
    return bool(told["said"].endswith("%"))


# ------------------------------------------------------------------ what is doubtful, and what failed


def doubts(outcomes: Iterable[Told]) -> list[Doubt]:
    """The articles that were not checked, each once, with the steps that stand on it."""
    found: dict[tuple[str, str, str], dict[str, None]] = {}
    for outcome in outcomes:
        for step in outcome["steps"]:
            for citation in step["citations"]:
                if citation["confidence"] != SURE:
                    key = (article(citation), CONFIDENCE[citation["confidence"]], citation["note"])
                    found.setdefault(key, {})[step["label"]] = None
    return [Doubt(tuple(steps), *key) for key, steps in found.items()]


def failed(outcomes: Iterable[Told]) -> list[Told]:
    """The conditions that did not hold, each with its article; each once."""
    kept = {
        each["label"]: each for outcome in outcomes for each in [*outcome["refused"], *outcome["advised"]]
    }
    return list(kept.values())


def step_of(outcome: Told, name: str) -> Told:
    """A step by its name; KeyError where what was kept had none of that name."""
    found: dict[str, Told] = {step["name"]: step for step in outcome["steps"]}
    return found[name]


def of_year(outcomes: Sequence[Told], asked: str) -> list[Told]:
    """The rows of the year that was asked about: a chain begins before it."""
    return [outcome for outcome in outcomes if outcome["on"][:4] == asked[:4]] or list(outcomes[-1:])
