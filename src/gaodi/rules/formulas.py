"""What a formula is made of: the facts it asks for, and its steps, each an expression over named columns."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from functools import cached_property

import polars as pl

from gaodi.rules import kinds
from gaodi.rules.arithmetic import NARROW, Rate
from gaodi.rules.kinds import Kind
from gaodi.rules.parameters import Parameter, Sources

ON = "on"  # the column of the day by which dated values are chosen
MARK = "p:"  # before the name of a parameter that stands as a column


@dataclass(frozen=True, slots=True)
class Fact:
    """A column that a formula asks for. An empty cell is unknown, unless ``blank`` gives it a meaning."""

    name: str
    label: str
    kind: Kind
    unit: str = ""
    words: Mapping[str, str] = field(default_factory=dict)  # of a code: as stored → as people say it
    negative: bool = False  # whether a number may be below 0
    optional: bool = False  # whether the column may be missing altogether
    blank: str = ""  # what an empty cell means: an open end of a stay, no day of leaving


@dataclass(frozen=True, slots=True)
class Wording:
    """The expression that one dated clause asks for."""

    clause: str
    expr: pl.Expr


@dataclass(frozen=True)
class Step:
    """One named column: how it comes out of facts, parameters and the steps before it.

    ``when`` names a truth; where that is false, the step does not apply. ``refuses`` makes a truth a condition and is
    what to say when it fails (``advises``: said, but nothing is refused). ``clauses`` are the articles it carries out
    beside those of the parameters it reads.
    """

    name: str
    label: str
    kind: Kind
    expr: pl.Expr | tuple[Wording, ...]
    unit: str = ""
    when: str = ""
    clauses: tuple[str, ...] = ()
    refuses: str = ""
    advises: str = ""
    words: Mapping[str, str] = field(default_factory=dict)

    @property
    def wordings(self) -> tuple[Wording, ...]:
        return self.expr if isinstance(self.expr, tuple) else ()

    def compiled(self) -> pl.Expr:
        """One expression; each dated wording answers for the rows of its own days, no wording is null."""
        if not isinstance(self.expr, tuple):
            return self.expr
        return pl.coalesce(
            [pl.when(pl.col(MARK + wording.clause).is_not_null()).then(wording.expr) for wording in self.expr]
        )

    @cached_property
    def roots(self) -> list[str]:
        """The columns that it reads, itself and the day left out."""
        exprs = [wording.expr for wording in self.expr] if isinstance(self.expr, tuple) else [self.expr]
        names = [name for expr in exprs for name in expr.meta.root_names()]
        names += [self.when] if self.when else []
        return [name for name in dict.fromkeys(names) if name not in {ON, self.name}]


class InForce:
    """The parameters as a formula sees them: columns that hold, in each row, the value of that row's day."""

    def __init__(self, sources: Sources) -> None:
        self.sources = sources

    def value(self, name: str) -> pl.Expr:
        """A money, count, quantity, date or code parameter, in the engine's parts."""
        if self._parameter(name).kind is kinds.RATIO:
            raise TypeError(f"{name} is a ratio: ask rate()")
        return pl.col(MARK + name)

    def rate(self, name: str) -> Rate:
        """A ratio parameter as an exact fraction."""
        parameter = self._parameter(name)
        if parameter.kind is not kinds.RATIO:
            raise TypeError(f"{name} is no ratio: ask value()")
        whole = denominator(parameter)
        largest = max([whole, *(int(Decimal(str(value.value)) * whole) for value in parameter.values)])
        return Rate(pl.col(MARK + name), whole, wide=largest > NARROW)

    def holds(self, name: str, word: pl.Expr) -> pl.Expr:
        """Whether a list of words holds this one on the row's day."""
        return word.is_in(pl.col(MARK + name))

    def _parameter(self, name: str) -> Parameter:
        return self.sources[name]


def denominator(parameter: Parameter) -> int:
    """The power of ten over which all values of a ratio are whole."""
    numbers = [Decimal(str(value.value)) for value in parameter.values]
    places = max([0, *(-int(number.as_tuple().exponent) for number in numbers)])
    return int(Decimal(1).scaleb(places))


@dataclass(frozen=True, slots=True)
class Check:
    """What no row may be: where the truth holds, the whole table is refused at this column."""

    column: str
    wrong: pl.Expr
    sentence: str


Steps = Callable[[InForce], Sequence[Step]]


@dataclass(frozen=True, slots=True)
class Formula:
    """One computation of a book.

    ``key`` is what makes two rows the same (empty: no two are; two firms may be visited on the same days);
    ``dated_by`` the fact whose last day chooses the values (empty: a day must be given); rows of one ``group`` are
    reckoned together in order of their day. With ``per``, rows are gathered: ``gathered`` gives the steps whose
    expressions aggregate the rows of one outcome, then ``concluded`` those after.

    Of the outs, more of the ``gains`` and less of the ``burdens`` is what those wish whom it is about; ``stocks`` are
    what is left at the end of a period and not added up over periods. A what-if tells by them who gains and loses.
    """

    name: str
    label: str
    facts: tuple[Fact, ...]
    key: tuple[str, ...]
    steps: Steps
    outs: tuple[str, ...]
    dated_by: str = ""
    group: tuple[str, ...] = ()
    periods_apart: bool = False  # whether periods of one group may not overlap
    per: tuple[str, ...] = ()
    gathered: Steps | None = None
    concluded: Steps | None = None
    checks: tuple[Check, ...] = ()
    gains: tuple[str, ...] = ()
    burdens: tuple[str, ...] = ()
    stocks: tuple[str, ...] = ()

    def fact(self, name: str) -> Fact:
        return next(fact for fact in self.facts if fact.name == name)
