"""Outcomes: what a formula answered for each row, with every step, what it read, and by which article.

An outcome has a value, or is unknown (which fact is missing), or does not apply (why not); and names each condition
that failed. What rests on an article not yet checked says so: 依据待核.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from typing import Any

import polars as pl

from gaodi.rules.book import Book
from gaodi.rules.chains import GROUP
from gaodi.rules.facts import Facts
from gaodi.rules.formulas import MARK, ON, Fact, Step
from gaodi.rules.kinds import STATE, STATES, TRUTH, Plain, outside, say, to_plain
from gaodi.rules.parameters import CONFIDENCE, Citation
from gaodi.rules.plans import EARLIER, MASK, NOT_APPLICABLE, ROW, Plan, decode
from gaodi.rules.tables import written

EARLIER_LABEL = "前面一期的数"
ANOTHER_ROW = "同组另一行的数"
ALL_ROWS = "各期的数"
BLANK = "（空）"
NO_DENOMINATOR = "分母为0或没有可计算的行"


@dataclass(frozen=True, slots=True)
class Read:
    """What a step read: a fact, an earlier step, or a parameter with its citation."""

    name: str
    label: str
    value: Plain
    said: str
    citation: Citation | None = None


@dataclass(frozen=True, slots=True)
class Answer:
    """One step of one row. ``state`` is value, unknown or not_applicable; the reasons are sentences."""

    name: str
    label: str
    value: Plain
    said: str
    unit: str
    state: str
    reads: tuple[Read, ...]
    citations: tuple[Citation, ...]
    missing: tuple[str, ...] = ()
    reason: str = ""

    @property
    def failed(self) -> bool:
        return self.value is False and bool(self.reason)


@dataclass(frozen=True, slots=True)
class Outcome:
    """All steps of one row, in order; ``outs`` names those that are the answer."""

    book: str
    version: str
    formula: str
    on: date
    row: int
    key: Mapping[str, Plain]
    steps: tuple[Answer, ...]
    outs: tuple[str, ...]
    refused: tuple[Answer, ...]
    advised: tuple[Answer, ...]

    def __getitem__(self, name: str) -> Answer:
        return next(step for step in self.steps if step.name == name)

    @property
    def answers(self) -> list[Answer]:
        return [self[name] for name in self.outs]

    @property
    def missing(self) -> list[str]:
        """What must be known for the answer to be complete."""
        return list(dict.fromkeys(label for answer in self.answers for label in answer.missing))

    @property
    def inapplicable(self) -> list[str]:
        """Why parts of it do not apply."""
        reasons = [each.reason for each in self.answers if each.state == "not_applicable" and each.reason]
        return list(dict.fromkeys(reasons))

    @property
    def citations(self) -> list[Citation]:
        return list(dict.fromkeys(citation for step in self.steps for citation in step.citations))

    @property
    def doubts(self) -> list[Citation]:
        """The citations whose words were not checked against an official text."""
        return [citation for citation in self.citations if not citation.sure]


def explain(book: Book, facts: Facts, formula: str = "") -> list[Outcome]:
    """Every row with all its steps, in the order of the file."""
    plan = book.plan(formula)
    steps = _few(plan.run(facts.frame.lazy(), facts.span, reasons=False))
    # why, is asked only where something is unknown: it takes as long again
    if any(steps[step.name].null_count() for step in plan.shown):
        steps = _few(plan.run(facts.frame.lazy(), facts.span))
    return explained(book, plan, steps)


def _few(rows: pl.LazyFrame) -> pl.DataFrame:
    """A handful of rows, in the order of the file."""
    return rows.sort(ROW).collect()


def explained(book: Book, plan: Plan, frame: pl.DataFrame) -> list[Outcome]:
    """What ``Plan.run`` gave, row by row with all its steps."""
    tellers = _tellers(plan)
    return [_outcome(book, plan, tellers, row) for row in frame.iter_rows(named=True)]


@lru_cache(maxsize=256)  # trials that anyone may make must not pile up
def _tellers(plan: Plan) -> list[_Teller]:
    return [_Teller(plan, step) for step in plan.shown]


def _outcome(book: Book, plan: Plan, tellers: list[_Teller], row: dict[str, Any]) -> Outcome:
    steps = tuple(teller.answer(row) for teller in tellers)
    conditions = [
        (teller.step, answer) for teller, answer in zip(tellers, steps, strict=True) if answer.failed
    ]
    key = plan.formula.per or plan.formula.key
    return Outcome(
        book=book.name,
        version=book.version,
        formula=plan.formula.name,
        on=row[ON],
        row=row[ROW],
        key={name: to_plain(plan.formula.fact(name).kind, row[name]) for name in key},
        steps=steps,
        outs=plan.formula.outs,
        refused=tuple(answer for step, answer in conditions if step.refuses),
        advised=tuple(answer for step, answer in conditions if step.advises),
    )


class _Teller:
    """Tells one step of a plan for row after row; what does not depend on the row is found once."""

    def __init__(self, plan: Plan, step: Step) -> None:
        self.plan = plan
        self.step = step
        self.sources = [plan.sources[name] for name in plan.direct_sources(step)]
        facts = {fact.name: fact for fact in plan.formula.facts}
        steps = {each.name: each for each in plan.shown}
        named: dict[str, Fact | Step] = {**facts, **steps} if not plan.formula.per else {**steps}
        self.reads = [named[root] for root in step.roots if root in named]
        self.of_all_rows = GROUP in step.roots  # a chain reads other rows than the one that is told

    def answer(self, row: dict[str, Any]) -> Answer:
        step, on = self.step, row[ON]
        inside = row[step.name]
        mask = row.get(MASK + step.name, 0)
        state = _state(inside, mask)
        value = to_plain(step.kind, inside)
        if inside is None and step.kind is STATE:
            value = state
        held = [source.at(on) for source in self.sources]
        return Answer(
            name=step.name,
            label=step.label,
            value=value,
            said=say(step.kind, value, step.unit, dict(step.words)),
            unit=step.unit,
            state=state,
            reads=tuple(self._reads(row)),
            citations=tuple(value.citation for value in held if value) if state != "not_applicable" else (),
            missing=tuple(self._missing(mask)) if state == "unknown" else (),
            reason=self._reason(row, value, state),
        )

    def _reads(self, row: dict[str, Any]) -> Iterator[Read]:
        for each in self.reads:
            value = to_plain(each.kind, row[each.name])
            if self.of_all_rows:
                yield Read(each.name, each.label, None, ALL_ROWS)
            else:
                yield Read(each.name, each.label, value, self._said(each, value, row))
        for source in self.sources:
            held = source.at(row[ON])
            if held and source.kind and not isinstance(held.value, tuple):
                said = say(source.kind, held.value, source.unit, dict(source.words))
                yield Read(source.name, source.label, held.value, said, held.citation)

    def _said(self, each: Fact | Step, value: Plain, row: dict[str, Any]) -> str:
        if row.get(MASK + each.name) == NOT_APPLICABLE:
            return STATES["not_applicable"]
        if isinstance(each, Fact) and each.blank and written(value) == each.blank:
            return BLANK  # a day at the end of time says nothing to people
        return say(each.kind, value, each.unit, dict(each.words))

    def _missing(self, mask: int) -> list[str]:
        return [label(self.plan, name) for name in decode(mask, self.plan.bits)] or [earlier(self.plan)]

    def _reason(self, row: dict[str, Any], value: Plain, state: str) -> str:
        if value is False:
            return self.step.refuses or self.step.advises
        if state == "not_applicable" and self.step.when:
            return not_applying(self.plan, self._first_that_fails(row))
        return ""

    def _first_that_fails(self, row: dict[str, Any]) -> str:
        """The condition because of which the step does not apply; one that does not apply itself fails by its own."""
        name, conditions = self.step.when, self.plan.conditions
        while row.get(MASK + name) == NOT_APPLICABLE and name in conditions:
            name = conditions[name]
        return name


def _state(inside: object, mask: int) -> str:
    if inside is not None:
        return "value"
    return "not_applicable" if mask == NOT_APPLICABLE else "unknown"


def not_applying(plan: Plan, when: str) -> str:
    """Why a step does not apply: what its condition says when it is false."""
    step = next((each for each in plan.all_steps if each.name == when), None)
    if step and (step.refuses or step.advises):
        return step.refuses or step.advises
    return f"{step.label if step else plan.formula.fact(when).label}：否"


def label(plan: Plan, name: str) -> str:
    """What something that is missing is called: a fact by its label, a parameter as one without a value that day."""
    if name.startswith(MARK):
        return f"{plan.sources[name.removeprefix(MARK)].label}（这一天没有规定）"
    return plan.formula.fact(name).label


def earlier(plan: Plan) -> str:
    """What is missing when no fact of the row itself is."""
    if not plan.formula.group:
        return NO_DENOMINATOR
    return EARLIER_LABEL if plan.formula.periods_apart else ANOTHER_ROW


def doubt(citation: Citation) -> str:
    """How a low confidence shows itself: 依据待核：财综〔2010〕98号第二条（待核对原文：…）."""
    return f"依据待核：{citation}（{CONFIDENCE[citation.confidence]}：{citation.note}）"


# ------------------------------------------------------------------ whole tables


def table(plan: Plan, frame: pl.LazyFrame, *, bare: bool = False) -> pl.LazyFrame:
    """What ``Plan.run`` gave, as it leaves: facts, then all steps, decimals with their places, words for states.

    Three more columns: ``missing`` (names of what is unknown), ``refused`` and ``advised`` (labels of conditions that
    failed), each joined by 、 and empty when there is nothing to say. ``bare``: only what makes a row one, and the
    answers.
    """
    formula = plan.formula
    names = list(formula.per) or (list(formula.key) if bare else [fact.name for fact in formula.facts])
    facts = [_fact_outside(formula.fact(name)) for name in names]
    shown = [plan.step(name) for name in formula.outs] if bare else plan.shown
    steps = [outside_of(step) for step in shown if step.name not in names]
    more = [] if bare else [_missing_column(plan), *_failed_columns(plan)]
    return frame.select(*facts, *steps, *more)


def _fact_outside(fact: Fact) -> pl.Expr:
    return outside(fact.kind, fact.name)


def outside_of(step: Step, ending: str = "") -> pl.Expr:
    """A step's column, or that of a what-if beside it, as it leaves."""
    name = step.name + ending
    column = pl.col(name)
    inapplicable = pl.col(MASK + name) == NOT_APPLICABLE
    if step.kind is STATE:
        otherwise = pl.when(inapplicable).then(pl.lit("not_applicable")).otherwise(pl.lit("unknown"))
        return pl.when(column.is_null()).then(otherwise).otherwise(column).alias(name)
    if step.kind is TRUTH:
        said = column.cast(pl.String)
        return pl.when(inapplicable).then(pl.lit("not_applicable")).otherwise(said).alias(name)
    return outside(step.kind, name)


def _missing_column(plan: Plan) -> pl.Expr:
    mask = pl.lit(0, pl.Int64)
    for name in plan.formula.outs:
        mask = mask | pl.col(MASK + name)
    mask = mask & pl.lit(~NOT_APPLICABLE)

    def said(masks: pl.Series) -> pl.Series:
        names = {
            value: "、".join(name.removeprefix(MARK) for name in decode(value, plan.bits))
            or ("earlier" if value & EARLIER else "")
            for value in masks.unique().to_list()
        }
        return masks.replace_strict(names, return_dtype=pl.String)

    return mask.map_batches(said, return_dtype=pl.String).alias("missing")


def _failed_columns(plan: Plan) -> list[pl.Expr]:
    columns = []
    for name in ("refused", "advised"):
        attribute = {"refused": "refuses", "advised": "advises"}[name]
        steps = [step for step in plan.shown if getattr(step, attribute)]
        if steps:
            said = [pl.when(~pl.col(step.name)).then(pl.lit(step.label)) for step in steps]
            columns.append(pl.concat_str(said, separator="、", ignore_nulls=True).alias(name))
    return columns


# ------------------------------------------------------------------ as kept


def told(outcome: Outcome) -> dict[str, Any]:
    """An outcome as canonical JSON keeps it: values as written, each step with what it read and its articles."""
    return {
        "key": {name: written(value) for name, value in outcome.key.items()},
        "on": outcome.on.isoformat(),
        "row": outcome.row,
        "outs": list(outcome.outs),
        "steps": [_told_step(step) for step in outcome.steps],
        "missing": outcome.missing,
        "inapplicable": outcome.inapplicable,
        "refused": [_told_condition(answer) for answer in outcome.refused],
        "advised": [_told_condition(answer) for answer in outcome.advised],
        "doubts": [doubt(citation) for citation in outcome.doubts],
    }


def _told_step(step: Answer) -> dict[str, Any]:
    return {
        "name": step.name,
        "label": step.label,
        "value": written(step.value),
        "said": step.said,
        "unit": step.unit,
        "state": step.state,
        "missing": list(step.missing),
        "reason": step.reason,
        "reads": [_told_read(read) for read in step.reads],
        "citations": [_told_citation(citation) for citation in step.citations],
    }


def _told_read(read: Read) -> dict[str, Any]:
    cited = {"citation": _told_citation(read.citation)} if read.citation else {}
    return {"name": read.name, "label": read.label, "value": written(read.value), "said": read.said, **cited}


def _told_citation(citation: Citation) -> dict[str, str]:
    return {
        "document": citation.document,
        "article": citation.article,
        "confidence": citation.confidence,
        "note": citation.note,
        "text": citation.text,
    }


def _told_condition(answer: Answer) -> dict[str, Any]:
    return {
        "label": answer.label,
        "reason": answer.reason,
        "articles": [str(citation) for citation in answer.citations],
    }
