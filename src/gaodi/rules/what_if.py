"""What-if: one formula with the numbers in force and with some of them changed, row by row, and who gains and loses."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property

import polars as pl

from gaodi.rules.facts import Facts
from gaodi.rules.formulas import ON, Step
from gaodi.rules.kinds import COUNT, MONEY, QUANTITY, STATE, TRUTH, Kind, Plain, outside, to_plain
from gaodi.rules.outcomes import outside_of
from gaodi.rules.plans import MASK, NOT_APPLICABLE, ROW, Plan

BASE, TRIAL, CHANGE = "", "_trial", "_change"
ADDED_UP = {MONEY, COUNT, QUANTITY}  # of a ratio or a year no sum is told
GOOD = "met"
MORE, LESS, MIXED, SAME, UNKNOWN = "more", "less", "mixed", "same", "unknown"
DIRECTED = {MORE: "gain", LESS: "lose"}
_KEPT = (ROW, ON)


@dataclass(frozen=True, slots=True)
class Shift:
    """What became of one out: in how many rows it rose, fell, changed otherwise; sums where these mean something."""

    name: str
    label: str
    unit: str
    kind: Kind
    rose: int
    fell: int
    changed: int
    same: int
    unknown: int
    base: Plain
    trial: Plain
    change: Plain

    @property
    def moved(self) -> int:
        """In how many rows it is not what it was."""
        return self.rose + self.fell + self.changed


@dataclass(frozen=True)
class Comparison:
    """Two outcomes of the same facts side by side.

    ``side_by_side`` holds, in the order of the file, who it is about and for each out the value in force, the value
    tried (``_trial``) and, of numbers, the difference (``_change``), in the engine's parts.
    """

    plan: Plan
    side_by_side: pl.DataFrame

    @property
    def outs(self) -> list[Step]:
        return [self.plan.step(name) for name in self.plan.formula.outs]

    @property
    def key(self) -> tuple[str, ...]:
        return self.plan.formula.per or self.plan.formula.key or (ROW,)

    @property
    def who(self) -> tuple[str, ...]:
        """The columns that say who gains or loses: a firm over all its periods, a school."""
        formula = self.plan.formula
        return formula.per or formula.group or self.key

    @property
    def measured_by(self) -> tuple[str, ...]:
        """The outs by which one gains or loses: those the formula says, else all that have an order."""
        formula = self.plan.formula
        return (*formula.gains, *formula.burdens) or tuple(
            step.name for step in self.outs if has_order(step.kind)
        )

    @property
    def directed(self) -> bool:
        """Whether the formula says what is a gain; else it is only known who has more and who less."""
        return bool(self.plan.formula.gains or self.plan.formula.burdens)

    def table(self, rows: pl.DataFrame | None = None) -> pl.DataFrame:
        """All rows or some, as they leave: decimals with their places, words for states."""
        facts = [outside(self.plan.formula.fact(name).kind, name) for name in self.key if name != ROW]
        steps = [column for step in self.outs for column in _outside(step)]
        return (self.side_by_side if rows is None else rows).select(*facts, *steps)

    @cached_property
    def shifts(self) -> list[Shift]:
        return [self._shift(step) for step in self.outs]

    def _shift(self, step: Step) -> Shift:
        counts: dict[str, int] = self.side_by_side.select(**_counts(step)).row(0, named=True)
        base, trial, change = self._sums(step) if step.kind in ADDED_UP else (None, None, None)
        return Shift(
            step.name, step.label, step.unit, step.kind, **counts, base=base, trial=trial, change=change
        )

    def _sums(self, step: Step) -> tuple[Plain, Plain, Plain]:
        """Totals of the rows that are known both ways; of a stock, those of each one's last period."""
        names = [step.name + ending for ending in (BASE, TRIAL, CHANGE)]
        known = self.side_by_side.filter(pl.col(step.name + CHANGE).is_not_null())
        if step.name in self.plan.formula.stocks:
            known = known.sort(ON).group_by(self.who).agg(pl.col(names).last())
        sums = known.select(pl.col(names).cast(pl.Int128).sum()).row(0)
        base, trial, change = (to_plain(step.kind, int(each)) for each in sums)
        return base, trial, change

    @cached_property
    def tally(self) -> dict[str, int]:
        """How many gain, lose, do both by different outs, stay as they are, or cannot be told."""
        names = self.measured_by
        summed = self.side_by_side.group_by(self.who).agg(
            _difference(self.plan.step(name)).cast(pl.Int128).sum().alias(name) * self._sign(name)
            for name in names
        )
        known = self.side_by_side.group_by(self.who).agg(
            pl.any_horizontal(_told(self.plan.step(name)) for name in names).any().alias("told")
        )
        verdicts = summed.join(known, on=self.who).select(_verdict(names))
        found = dict(verdicts.group_by("verdict").len().rows())
        order = (MORE, LESS, MIXED, SAME, UNKNOWN)
        said = DIRECTED if self.directed else {}
        return {said.get(name, name): found.get(name, 0) for name in order}

    def _sign(self, name: str) -> int:
        return -1 if name in self.plan.formula.burdens else 1


def compare(plan: Plan, tried: Plan, facts: Facts) -> Comparison:
    """The outs of both plans over the same facts; ``tried`` is a plan of the same formula by ``Book.trying``."""
    formula = plan.formula
    who = list(dict.fromkeys((*_KEPT, *(formula.per or (*formula.group, *formula.key)))))
    base, trial = pl.collect_all(
        [
            each.run(facts.frame.lazy(), facts.span).sort(ROW).select(*who, *_values(formula.outs))
            for each in (plan, tried)
        ]
    )
    renamed = trial.drop(who).rename(lambda name: name + TRIAL)
    both = base.hstack(renamed)
    numbers = [step for name in formula.outs if (step := plan.step(name)).kind.places is not None]
    return Comparison(
        plan,
        both.with_columns(
            (pl.col(step.name + TRIAL) - pl.col(step.name)).alias(step.name + CHANGE) for step in numbers
        ),
    )


def has_order(kind: Kind) -> bool:
    """Whether of two values one is more: numbers, no before yes, any other state before met."""
    return kind.places is not None or kind in {TRUTH, STATE}


def _values(outs: Sequence[str]) -> list[pl.Expr]:
    return [pl.col(prefix + name) for name in dict.fromkeys(outs) for prefix in ("", MASK)]


def _difference(step: Step) -> pl.Expr:
    """By how much it is more; null where one of the two is unknown."""
    base, trial = pl.col(step.name), pl.col(step.name + TRIAL)
    if step.kind is TRUTH:
        return trial.cast(pl.Int64) - base.cast(pl.Int64)
    if step.kind is STATE:
        return (trial == GOOD).cast(pl.Int64) - (base == GOOD).cast(pl.Int64)
    return trial - base


def _told_of(step: Step, ending: str) -> pl.Expr:
    """Whether it has a value, or is known not to apply."""
    name = step.name + ending
    return pl.col(name).is_not_null() | (pl.col(MASK + name) == NOT_APPLICABLE)


def _told(step: Step) -> pl.Expr:
    return _told_of(step, BASE) & _told_of(step, TRIAL)


def _counts(step: Step) -> dict[str, pl.Expr]:
    base, trial = pl.col(step.name), pl.col(step.name + TRIAL)
    unknown = ~_told(step)
    differs = base.ne_missing(trial) & ~unknown
    moved = _difference(step) if has_order(step.kind) else pl.lit(None, pl.Int64)
    rose, fell = (moved > 0).fill_null(value=False), (moved < 0).fill_null(value=False)
    return {
        "rose": rose.sum(),
        "fell": fell.sum(),
        "changed": (differs & ~rose & ~fell).sum(),
        "same": (~differs & ~unknown).sum(),
        "unknown": unknown.sum(),
    }


def _verdict(names: Sequence[str]) -> pl.Expr:
    more = pl.any_horizontal(pl.col(name) > 0 for name in names)
    less = pl.any_horizontal(pl.col(name) < 0 for name in names)
    return (
        pl.when(~pl.col("told"))
        .then(pl.lit(UNKNOWN))
        .when(more & less)
        .then(pl.lit(MIXED))
        .when(more)
        .then(pl.lit(MORE))
        .when(less)
        .then(pl.lit(LESS))
        .otherwise(pl.lit(SAME))
        .alias("verdict")
    )


def _outside(step: Step) -> list[pl.Expr]:
    columns = [outside_of(step, ending) for ending in (BASE, TRIAL)]
    return [*columns, outside(step.kind, step.name + CHANGE)] if step.kind.places is not None else columns
