"""A plan: a formula with the parameters in force, ready to run over a table of facts.

Beside every step stands a mask that says, where the step is null, why: one bit for each fact or parameter that is
missing, one when an earlier period is unknown, one when it does not apply. So the same columns answer on every engine.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from functools import cached_property
from typing import Any

import polars as pl

from gaodi.rules import kinds
from gaodi.rules.chains import OWN
from gaodi.rules.formulas import MARK, ON, Formula, InForce, Step, denominator
from gaodi.rules.kinds import RATIO, to_inside
from gaodi.rules.parameters import Parameter, Sources
from gaodi.rules.reasons import NONE, either, why_null

MASK = "m:"
GATHERED = "w:"
NOT_APPLICABLE = 1 << 62
EARLIER = 1 << 61  # of a chain: an earlier period is unknown
MOST_BITS = 61  # what a mask of 64 bits has left for facts and parameters
ROW = "_row"
Layer = tuple[list[pl.Expr], list[pl.Expr]]  # columns that need nothing of one another, and their masks


@dataclass(frozen=True, eq=False)  # one plan is itself: what is cached of it is found by it
class Plan:
    """One formula over the sources of its book."""

    formula: Formula
    sources: Sources
    steps: tuple[Step, ...] = field(init=False)
    gathered: tuple[Step, ...] = field(init=False)
    concluded: tuple[Step, ...] = field(init=False)

    def __post_init__(self) -> None:
        in_force = InForce(self.sources)
        for name in ("steps", "gathered", "concluded"):
            made = getattr(self.formula, name)
            object.__setattr__(self, name, tuple(made(in_force)) if made else ())

    @cached_property
    def all_steps(self) -> tuple[Step, ...]:
        return (*self.steps, *self.gathered, *self.concluded)

    @cached_property
    def shown(self) -> tuple[Step, ...]:
        """The steps that stand in the table that comes out: those after gathering, if there is one."""
        return (*self.gathered, *self.concluded) if self.formula.per else self.steps

    @cached_property
    def conditions(self) -> dict[str, str]:
        """Steps that do not always apply, with the truth on which that hangs."""
        return {step.name: step.when for step in self.all_steps if step.when}

    @cached_property
    def bits(self) -> dict[str, int]:
        """What may be missing, each with its bit: facts, and the sources that a step cannot do without."""
        names = [fact.name for fact in self.formula.facts]
        names += [MARK + name for name in self._needed_sources]
        if len(names) > MOST_BITS:
            raise ValueError(
                f"{self.formula.name} reads {len(names)} facts and parameters, at most {MOST_BITS} have a bit"
            )
        return {name: 1 << place for place, name in enumerate(names)}

    def step(self, name: str) -> Step:
        return next(step for step in self.all_steps if step.name == name)

    @cached_property
    def _read_sources(self) -> list[str]:
        """Names of parameters and clauses that any step reads."""
        found: dict[str, None] = {}
        for step in self.all_steps:
            found.update(dict.fromkeys(self.direct_sources(step)))
        return list(found)

    @cached_property
    def _needed_sources(self) -> list[str]:
        """Those whose absence makes a step unknown; a clause that is only cited does not."""
        needed = {root for step in self.all_steps for root in step.roots if root.startswith(MARK)}
        needed |= {MARK + step.wordings[0].clause for step in self.all_steps if step.wordings}
        return [name for name in self._read_sources if MARK + name in needed]

    def direct_sources(self, step: Step) -> list[str]:
        """The parameters that a step reads itself, then the clauses that it carries out."""
        read = [root.removeprefix(MARK) for root in step.roots if root.startswith(MARK)]
        return [*dict.fromkeys([*read, *(each.clause for each in step.wordings), *step.clauses])]

    # ------------------------------------------------------------------ running

    def run(
        self, facts: pl.LazyFrame, span: tuple[date, date] | None = None, *, reasons: bool = True
    ) -> pl.LazyFrame:
        """All steps, with their masks, for typed facts that carry ON and, for a chain, their order.

        ``span`` is the first and last day of the facts, when known: parameters that do not change in it are constants.
        Without ``reasons`` no masks.
        """
        frame = facts.with_columns([self._column(self.sources[name], span) for name in self._read_sources])
        if reasons:
            bits = self.bits.items()
            frame = frame.with_columns([_fact_mask(name, bit) for name, bit in bits])
        frame = self._add(frame, self._layers, reasons=reasons)
        if self.formula.per:
            frame = self._gather(frame, reasons=reasons)
            frame = self._add(frame, self._last_layers, reasons=reasons)
        return frame

    @cached_property
    def _layers(self) -> list[Layer]:
        return [self._layer(steps) for steps in layers(self.steps)]

    @cached_property
    def _last_layers(self) -> list[Layer]:
        return [self._layer(steps) for steps in layers(self.concluded)]

    def _layer(self, steps: Sequence[Step]) -> Layer:
        return [_column_of(step) for step in steps], [self._mask(step) for step in steps]

    def _add(self, frame: pl.LazyFrame, made: Sequence[Layer], *, reasons: bool) -> pl.LazyFrame:
        for columns, masks in made:
            frame = frame.with_columns(columns)
            if reasons:
                frame = frame.with_columns(masks)
        return frame

    def _mask(self, step: Step) -> pl.Expr:
        why = self._reasons(step)
        why = pl.when(why == 0).then(pl.lit(EARLIER)).otherwise(why)
        if step.when:
            applies = pl.col(step.when)
            why = (
                pl.when(applies)
                .then(why)
                .when(~applies)
                .then(pl.lit(NOT_APPLICABLE))
                .otherwise(pl.col(MASK + step.when))
            )
        return pl.when(pl.col(step.name).is_null()).then(why).otherwise(NONE).alias(MASK + step.name)

    def _reasons(self, step: Step) -> pl.Expr:
        """What is missing among all that the step reads; of dated wordings only the one of the row's day counts."""
        if not isinstance(step.expr, tuple):
            return why_null(step.expr, _mask_of)
        found = pl.lit(self.bits[MARK + step.wordings[0].clause])
        for each in step.wordings:
            holds = pl.col(MARK + each.clause).is_not_null()
            found = pl.when(holds).then(why_null(each.expr, _mask_of)).otherwise(found)
        return found

    def _gather(self, frame: pl.LazyFrame, *, reasons: bool) -> pl.LazyFrame:
        made = [_column_of(step) for step in self.gathered]
        kept = [pl.col(name).first() for name in (ON, *(MARK + name for name in self._read_sources))]
        if reasons:
            made += [_gathered_mask(step) for step in self.gathered]
            masked = (*(MARK + name for name in self._needed_sources), *self.formula.per)
            kept += [pl.col(MASK + name).first() for name in masked]
        first_row = pl.col(ROW).min()  # rows of a group may stand in any order
        gathered = frame.group_by(self.formula.per, maintain_order=True).agg(*made, *kept, first_row)
        return gathered.with_columns([_mask_after(step) for step in self.gathered]) if reasons else gathered

    def _column(self, parameter: Parameter, span: tuple[date, date] | None) -> pl.Expr:
        """A column with the value of the row's own day."""
        first, last = span or (date.min, date.max)
        values = [value for value in parameter.values if value.since <= last and value.until >= first]
        name = MARK + parameter.name
        if len(values) == 1 and values[0].since <= first and values[0].until >= last:
            return _literal(parameter, values[0].value).alias(name)
        found = pl.lit(None)
        for value in values:
            holds = pl.col(ON).is_between(pl.lit(value.since), pl.lit(value.until))
            found = pl.when(holds).then(_literal(parameter, value.value)).otherwise(found)
        return found.cast(_inside(parameter)).alias(name)


def layers(steps: Sequence[Step]) -> Iterable[list[Step]]:
    """Steps in groups, each of which reads only facts and groups before it."""
    waiting = list(steps)
    while waiting:
        names = {step.name for step in waiting}
        ready = [step for step in waiting if not names.intersection(step.roots)]
        if not ready:
            raise ValueError(f"steps wait for one another: {sorted(names)}")
        yield ready
        waiting = [step for step in waiting if step not in ready]


def _column_of(step: Step) -> pl.Expr:
    made = step.compiled()
    if step.when:
        made = pl.when(pl.col(step.when)).then(made)
    return made.cast(step.kind.inside).alias(step.name)


def _mask_after(step: Step) -> pl.Expr:
    """The mask of a gathered step, where it is null: what was missing in any of its rows."""
    found = pl.col(GATHERED + step.name)
    reasons = pl.when(found == 0).then(pl.lit(EARLIER)).otherwise(found)
    return pl.when(pl.col(step.name).is_null()).then(reasons).otherwise(NONE).alias(MASK + step.name)


def _mask_of(name: str) -> pl.Expr:
    """The mask of a column that a step reads; days and places in a chain are never missing."""
    return NONE if name in {*OWN, ON} else pl.col(MASK + name)


def _gathered_mask(step: Step) -> pl.Expr:
    roots = [pl.col(MASK + root).bitwise_or() for root in step.roots if root not in OWN]
    return either(roots).alias(GATHERED + step.name)


def _fact_mask(name: str, bit: int) -> pl.Expr:
    return pl.when(pl.col(name).is_null()).then(pl.lit(bit)).otherwise(NONE).alias(MASK + name)


def _inside(parameter: Parameter) -> Any:
    if parameter.kind is None:
        return pl.Boolean()
    return pl.List(pl.String()) if parameter.kind is kinds.TEXT else parameter.kind.inside


def _literal(parameter: Parameter, value: Any) -> pl.Expr:
    """A value in the engine's parts; a ratio is the numerator over the parameter's own denominator."""
    if parameter.kind is None:
        return pl.lit(value=True)
    if parameter.kind is kinds.TEXT:
        return pl.lit(pl.Series([list(value)], dtype=pl.List(pl.String())))
    if parameter.kind is RATIO:
        return pl.lit(int(value * denominator(parameter)), pl.Int64)
    return pl.lit(to_inside(parameter.kind, value), parameter.kind.inside)


def decode(mask: int, bits: Mapping[str, int]) -> list[str]:
    """The names of what is missing by a mask."""
    return [name for name, bit in bits.items() if mask & bit]
