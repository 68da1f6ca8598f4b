"""JSON with numbers as exact as they are reckoned: a decimal is a number with its places and never a float.

Outcomes are written column by column, so that thousands of rows take no longer than reckoning them.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from datetime import date
from decimal import Decimal
from typing import Any, TextIO

import polars as pl

from gaodi.rules.formulas import ON, Fact, Step
from gaodi.rules.kinds import DATE, STATE, TRUTH, Kind, outside
from gaodi.rules.outcomes import doubt, not_applying, table
from gaodi.rules.parameters import TRIAL
from gaodi.rules.plans import MASK, NOT_APPLICABLE, Plan

NULL = pl.lit("null")
INAPPLICABLE = pl.lit('"not_applicable"')
UNKNOWN = pl.lit('"unknown"')


def exact(value: Any) -> str:
    """A plain value as JSON."""
    if isinstance(value, Decimal):
        return f"{value:f}"
    if isinstance(value, date):
        return f'"{value.isoformat()}"'
    if isinstance(value, Mapping):
        members = ", ".join(
            f"{json.dumps(str(key), ensure_ascii=False)}: {exact(each)}" for key, each in value.items()
        )
        return f"{{{members}}}"
    if isinstance(value, list | tuple):
        return f"[{', '.join(map(exact, value))}]"
    return json.dumps(value, ensure_ascii=False)


def write_document(file: TextIO, head: Mapping[str, Any], **parts: Iterator[str]) -> None:
    """An object: its head, then long lists with one member a line."""
    file.write(exact(head).removesuffix("}"))
    for place, (name, lines) in enumerate(parts.items()):
        file.write(f'{", " if head or place else ""}"{name}": [')
        file.writelines(f"{',' if number else ''}\n{line}" for number, line in enumerate(lines))
        file.write("\n]")
    file.write("}\n")


def outcome_lines(plan: Plan, frame: pl.DataFrame) -> Iterator[str]:
    """What ``Plan.run`` gave, an object a row: who it is about, all steps, what is missing and what failed."""
    columns = _columns(plan)
    missing = table(plan, frame.lazy()).select(pl.col("missing")).collect()["missing"]
    columns["missing"] = pl.lit(
        _mapped(missing, lambda text: exact([each for each in text.split("、") if each]))
    )
    columns["inapplicable"] = _inapplicable(plan)
    for name, attribute in (("refused", "refuses"), ("advised", "advises")):
        columns[name] = _failed(plan, attribute, frame[ON])
    yield from objects(frame, columns)


def doubts(plan: Plan, frame: pl.DataFrame) -> list[str]:
    """What the outcomes rest on without its words having been checked: 依据待核：…"""
    names = dict.fromkeys(name for step in plan.all_steps for name in plan.direct_sources(step))
    held = [plan.sources[name].at(day) for name in names for day in frame[ON].unique().sort()]
    unsure = [value.citation for value in held if value and not value.citation.sure]
    return list(dict.fromkeys(doubt(citation) for citation in unsure if citation.document != TRIAL))


def objects(frame: pl.DataFrame, columns: Mapping[str, pl.Expr]) -> Iterator[str]:
    """Rows as JSON objects; each column is an expression that gives JSON text."""
    parts = [
        part
        for number, (name, column) in enumerate(columns.items())
        for part in (pl.lit(f'{", " if number else "{"}"{name}": '), column)
    ]
    yield from frame.select(pl.concat_str(*parts, pl.lit("}")).alias("line"))["line"]


def _columns(plan: Plan) -> dict[str, pl.Expr]:
    facts = {fact.name: fact_json(fact) for fact in key_facts(plan)}
    return facts | {step.name: step_json(step) for step in plan.shown if step.name not in facts}


def key_facts(plan: Plan) -> list[Fact]:
    """The facts that say whom an outcome is about."""
    return [plan.formula.fact(name) for name in plan.formula.per or plan.formula.key]


def fact_json(fact: Fact) -> pl.Expr:
    return pl.coalesce(_text(fact.kind, fact.name), NULL)


def step_json(step: Step, ending: str = "") -> pl.Expr:
    """A value, null (of a state: unknown) where it is unknown, or not_applicable."""
    name = step.name + ending
    unknown = UNKNOWN if step.kind is STATE else NULL
    empty = pl.when(pl.col(MASK + name) == NOT_APPLICABLE).then(INAPPLICABLE).otherwise(unknown)
    return pl.coalesce(_text(step.kind, name), empty)


def number_json(kind: Kind, name: str) -> pl.Expr:
    return pl.coalesce(_text(kind, name), NULL)


def _text(kind: Kind, name: str) -> pl.Expr:
    if kind.places is not None:
        return outside(kind, name).cast(pl.String)
    if kind is TRUTH:
        return pl.col(name).cast(pl.String)
    if kind is DATE:
        return pl.format('"{}"', pl.col(name).cast(pl.String))
    return pl.col(name).map_batches(lambda words: _mapped(words, exact), return_dtype=pl.String)


def _mapped(words: pl.Series, function: Any) -> pl.Series:
    """Each different word put through a function once."""
    known = {word: function(word) for word in words.drop_nulls().unique()}
    if not known:
        return words.cast(pl.String)
    return words.replace_strict(known, default=None, return_dtype=pl.String)


def _inapplicable(plan: Plan) -> pl.Expr:
    """Why parts of the answer do not apply, each reason once."""
    reasons = [
        pl.when(pl.col(MASK + step.name) == NOT_APPLICABLE).then(_first_that_fails(plan, step.when))
        for step in map(plan.step, plan.formula.outs)
        if step.when
    ]
    if not reasons:
        return pl.lit("[]")
    found = pl.concat_list(reasons).list.drop_nulls().list.unique(maintain_order=True)
    return pl.format("[{}]", found.list.join(", "))


def _first_that_fails(plan: Plan, name: str) -> pl.Expr:
    """What the condition says because of which a step does not apply; one that does not apply fails by its own."""
    said = pl.lit(exact(not_applying(plan, name)))
    earlier = plan.conditions.get(name)
    if not earlier:
        return said
    applies_not = pl.col(MASK + name) == NOT_APPLICABLE
    return pl.when(applies_not).then(_first_that_fails(plan, earlier)).otherwise(said)


def _failed(plan: Plan, attribute: str, days: pl.Series) -> pl.Expr:
    """The conditions that a row fails, each with its articles on the row's day."""
    return _array(
        [
            pl.when(~pl.col(step.name)).then(
                pl.lit(
                    _mapped_days(days, lambda day, step=step: exact(condition(plan, step, day, attribute)))
                )
            )
            for step in plan.shown
            if getattr(step, attribute)
        ]
    )


def _mapped_days(days: pl.Series, function: Any) -> pl.Series:
    known = {day: function(day) for day in days.unique()}
    return days.replace_strict(known, return_dtype=pl.String)


def condition(plan: Plan, step: Step, day: date, attribute: str) -> dict[str, str]:
    """A condition that failed: its name, what it says, and the articles that it stands on."""
    held = [plan.sources[name].at(day) for name in nearest_sources(plan, step)]
    articles = dict.fromkeys(str(value.citation) for value in held if value)
    said: str = getattr(step, attribute)
    return {"name": step.name, "label": step.label, "reason": said, "article": "；".join(articles)}


def nearest_sources(plan: Plan, step: Step) -> list[str]:
    """The parameters and clauses of a step, or, where it only compares, those of the steps that it reads."""
    if direct := plan.direct_sources(step):
        return direct
    read = [each for each in plan.all_steps if each.name in step.roots]
    return list(dict.fromkeys(name for each in read for name in nearest_sources(plan, each)))


def _array(members: list[pl.Expr]) -> pl.Expr:
    if not members:
        return pl.lit("[]")
    return pl.format("[{}]", pl.concat_str(members, separator=", ", ignore_nulls=True))
