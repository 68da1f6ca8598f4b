"""Trying: a formula over what somebody typed; nothing is kept. Numbers set otherwise: both answers side by side."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from gaodi.decisions.policies import told_as
from gaodi.decisions.telling import Doubt, Part, Told, doubts, lines
from gaodi.rules.book import Book
from gaodi.rules.engines import run_frame
from gaodi.rules.facts import Facts, prepare
from gaodi.rules.formulas import Step
from gaodi.rules.kinds import say
from gaodi.rules.outcomes import Answer, Outcome, explained, told
from gaodi.rules.plans import Plan
from gaodi.rules.tables import of_rows

ANYBODY = "试算对象"  # stands for whom it is about: nobody has to say who they are
UNSAID = {"unknown": "无法判断", "not_applicable": "不适用"}


@dataclass(frozen=True, slots=True)
class Shown:
    """One answer: as it is, and as it would be with the numbers that were set."""

    label: str
    said: str
    state: str
    trial: str = ""
    change: str = ""


@dataclass(frozen=True, slots=True)
class Result:
    """One outcome with its answers and the way to them; ``trial`` are the steps with the numbers that were set."""

    title: str
    answers: tuple[Shown, ...]
    part: Part
    trial: Part | None
    missing: tuple[str, ...]
    inapplicable: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Tried:
    """All outcomes of what was typed."""

    results: tuple[Result, ...]
    refused: tuple[Told, ...]
    advised: tuple[Told, ...]
    doubts: tuple[Doubt, ...]
    changes: tuple[tuple[str, str], ...]
    version: str

    @property
    def is_compared(self) -> bool:
        return bool(self.changes)


def try_formula(
    book: Book, formula: str, rows: Sequence[Mapping[str, str]], on: date | None, changes: Mapping[str, str]
) -> Tried:
    """What comes out; RefusedFacts where the rows cannot be read, Unreadable where a number cannot be set so."""
    plan = book.plan(formula)
    tried = (
        Plan(plan.formula, book.sources.trying(changes)) if changes else None
    )  # not kept: anybody may set anything
    facts = prepare(of_rows(rows), plan.formula, on)
    base = _outcomes(book, plan, facts)
    trial: list[Outcome] | list[None] = _outcomes(book, tried, facts) if tried else [None] * len(base)
    outs = [plan.step(name) for name in plan.formula.outs]
    results = [_result(plan, outs, outcome, other) for outcome, other in zip(base, trial, strict=True)]
    kept = [told(outcome) for outcome in base]
    set_to = tuple((tried.sources[name].label, _set_to(tried, name)) for name in changes) if tried else ()
    return Tried(
        tuple(results),
        _once(kept, "refused"),
        _once(kept, "advised"),
        tuple(doubts(kept)),
        set_to,
        book.version,
    )


def _outcomes(book: Book, plan: Plan, facts: Facts) -> list[Outcome]:
    return explained(book, plan, run_frame(plan, facts))


def _set_to(plan: Plan, name: str) -> str:
    parameter = plan.sources[name]
    assert parameter.kind
    return say(parameter.kind, parameter.values[0].value, parameter.unit, dict(parameter.words))  # type: ignore[arg-type]


def _result(plan: Plan, outs: Sequence[Step], outcome: Outcome, other: Outcome | None) -> Result:
    kept = told(outcome)
    answers = (_shown(step, outcome[step.name], other[step.name] if other else None) for step in outs)
    title = _title(plan, outcome)
    trial = Part(title, tuple(lines(told(other)))) if other else None
    return Result(
        title,
        tuple(answers),
        Part(title, tuple(lines(kept))),
        trial,
        tuple(outcome.missing),
        tuple(outcome.inapplicable),
    )


def _title(plan: Plan, outcome: Outcome) -> str:
    """What tells one outcome from another: its key, in words; whom it is about was not asked."""
    facts = {fact.name: fact for fact in plan.formula.facts}
    said = [
        told_as(facts[name], value) for name, value in outcome.key.items() if value not in {None, ANYBODY}
    ]
    return "　".join(said)


def _shown(step: Step, answer: Answer, other: Answer | None) -> Shown:
    said = _said(answer)
    if other is None:
        return Shown(step.label, said, answer.state)
    return Shown(step.label, said, answer.state, _said(other), _change(step, answer, other))


def _change(step: Step, answer: Answer, other: Answer) -> str:
    """By how much a number is more; of anything else only that it is the same."""
    if step.kind.places is not None and answer.state == other.state == "value":
        moved = Decimal(str(other.value)) - Decimal(str(answer.value))
        sign = "＋" if moved > 0 else "－"
        return sign + say(step.kind, abs(moved), step.unit) if moved else "不变"
    return "不变" if _said(answer) == _said(other) else ""


def _said(answer: Answer) -> str:
    return answer.said or UNSAID.get(answer.state, "—")


def _once(outcomes: Sequence[Told], name: str) -> tuple[Told, ...]:
    return tuple({each["label"]: each for outcome in outcomes for each in outcome[name]}.values())
