"""Counting: what registers declare in ``figures``, as figures of the ground that answer and list their rows.

Each row of a figure's universe has one verdict, computed by the database in one expression: it counts, or it falls
out at one condition, as unknown or for that condition's reason. So the lists behind an answer are disjoint and
complete whatever is NULL.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from django.db.models import BigIntegerField, Case, F, Max, Q, QuerySet, Value, When, Window
from django.db.models import Count as CountOf
from django.db.models import Sum as SumOf
from django.db.models.fields import DecimalField
from django.db.models.functions import Coalesce

from gaodi.bedrock.money import half_up
from gaodi.bedrock.periods import read_period
from gaodi.ground.figures import Answer, Asked, Figure, LeftOut, Rows, figure, figure_names, publish
from gaodi.ground.models import Post, Role
from gaodi.registers.declaration import REGISTERS, Register
from gaodi.registers.figures import Count, Only, Share, Sum
from gaodi.registers.models.facts import true_on
from gaodi.registers.queries.scope import OVERSEES, known_on, standing, true_and_known, visible_rows

COUNTS = -1  # the verdict of a row that counts; others are 2 × place of the condition, + 1 where it failed
NAMED = 3  # [D] how many rows a sentence names before it only counts them
ROW = "row"


def publish_all() -> None:
    """Publish what every register declares; a name that does not exist is a ValueError at the start."""
    for register in REGISTERS.values():
        for declared in register.figures:
            publish(figure_of(register, declared))
    for register in REGISTERS.values():
        for declared in register.figures:
            _refuse_dangling(declared)


def figure_of(register: Register, declared: Count | Sum | Share) -> Figure:
    """A declared figure, ready to be asked."""
    if isinstance(declared, Share):
        return Quotient(declared)
    return Counted(register, declared) if isinstance(declared, Count) else Summed(register, declared)


def _refuse_dangling(declared: Count | Sum | Share) -> None:
    if isinstance(declared, Share):
        lost = {declared.top, declared.bottom} - set(figure_names())
    else:
        lost = {declared.expected} - {"", *REGISTERS}
    if lost:
        raise ValueError(
            f"figure {declared.name!r} rests on {', '.join(sorted(lost))}, which nobody declares"
        )


def whom(path: str = "subject") -> Coalesce:
    """Whom a row is about, those found to be one being one."""
    return Coalesce(f"{path}__same_as_id", f"{path}_id", output_field=BigIntegerField())


def sees_all(register: Register, by: Post) -> bool:
    """Whether a post sees the rows of all units of its district that count."""
    if by.role == Role.SYSTEM or register.may_verify(by.unit):
        return True
    return not register.closed and (by.role in OVERSEES or register.public)


# ------------------------------------------------------------------ which rows a figure looks at


def _on_the_day(rows: QuerySet[Any], asked: Asked) -> QuerySet[Any]:
    return rows.filter(true_on(asked.day))


def _begun_in_the_period(rows: QuerySet[Any], asked: Asked) -> QuerySet[Any]:
    period = asked.period or read_period(str(asked.day.year), "year")
    return rows.filter(valid_from__range=(period.first, period.last)) if period else rows.none()


def _latest_of_each(rows: QuerySet[Any], asked: Asked) -> QuerySet[Any]:
    begun = rows.filter(valid_from__lte=asked.day)
    last = Window(Max("valid_from"), partition_by=[F("whom")])
    latest = begun.select_related(None).annotate(whom=whom(), last=last).filter(last=F("valid_from"))
    return begun.filter(pk__in=latest.values("pk"))


WHEN: dict[str, Callable[[QuerySet[Any], Asked], QuerySet[Any]]] = {
    "day": _on_the_day,
    "period": _begun_in_the_period,
    "latest": _latest_of_each,
}


@dataclass(frozen=True, slots=True)
class _OfRegister:
    """What counts and sums have in common."""

    register: Register
    declared: Any  # Count | Sum

    @property
    def name(self) -> str:
        return str(self.declared.name)

    @property
    def label(self) -> str:
        return str(self.declared.label)

    @property
    def unit(self) -> str:
        return str(self.declared.unit)

    def rows(self, asked: Asked) -> Rows:
        conditions = self._conditions()
        judged = self._universe(asked).alias(verdict=_verdict(self.register, conditions, asked))
        return Rows(judged.filter(verdict=COUNTS), tuple(self._left_out(judged, conditions)))

    def answer(self, asked: Asked) -> Answer:
        rows = self.rows(asked)
        expectation = Expectation(self.register, self.declared)
        if not sees_all(self.register, asked.by) and self._is_a_stranger(asked):
            return Answer("unknown", None, (f"{self.register.name}台账不由{asked.by.unit}填报，看不到",))
        if expectation.is_vain(self._universe(asked), asked):
            return Answer("not_applicable", why=f"没有应当填报{self.register.name}的对象")
        missing = (*self._unfilled(rows), *expectation.unmet(self._universe(asked), asked))
        missing = missing or self._unreported(asked)
        return Answer("unknown" if missing else "value", self._value(rows.counted), missing)

    def _universe(self, asked: Asked) -> QuerySet[Any]:
        seen = visible_rows(self.register, asked.by)
        known = standing(seen) if asked.known is None else known_on(seen, asked.known)
        if asked.unit is not None:
            known = known.filter(unit=asked.unit)
        return WHEN[self.declared.when](known, asked)

    def _is_a_stranger(self, asked: Asked) -> bool:
        """Whether the post has nothing to do with the register: an empty list would read as 0 to it."""
        return not self.register.may_fill(asked.by.unit) and not self._universe(asked).exists()

    def _unreported(self, _asked: Asked) -> tuple[str, ...]:
        return ()

    def _conditions(self) -> tuple[Only, ...]:
        return tuple(self.declared.only)

    def _value(self, counted: QuerySet[Any]) -> Decimal:
        raise NotImplementedError

    def _left_out(self, judged: QuerySet[Any], conditions: tuple[Only, ...]) -> Iterator[LeftOut]:
        for place, only in enumerate(conditions):
            if only.needs:
                headings = "、".join(self.register.by_name[name].heading for name in only.needs)
                yield LeftOut(f"没有填{headings}", judged.filter(verdict=2 * place), unknown=True)
            yield LeftOut(only.why, judged.filter(verdict=2 * place + 1))

    def _unfilled(self, rows: Rows) -> Iterator[str]:
        """A sentence for each unit and column that is empty where it must not be."""
        needed = [only for only in self._conditions() if only.needs]
        unknown = [each for each in rows.left_out if each.unknown]
        for only, left_out in zip(needed, unknown, strict=True):
            matters = self._that_matter(left_out.rows, rows.counted)
            for name in only.needs:
                yield from self._empty_in(matters.filter(_is_unknown(self.register, name)), name)

    def _that_matter(self, unknown: QuerySet[Any], _counted: QuerySet[Any]) -> QuerySet[Any]:
        return unknown

    def _empty_in(self, rows: QuerySet[Any], name: str) -> Iterator[str]:
        heading = self.register.by_name[name].heading
        by_unit = rows.select_related(None).values("unit", "unit__name").order_by("unit__name", "unit")
        for each in by_unit.annotate(found=self._how_many()):
            said = f"{each['unit__name']}：{heading}{each['found']}{self._counter}未填"
            yield said + self._names(rows.filter(unit=each["unit"]), each["unit__name"])

    def _how_many(self) -> CountOf:
        return CountOf("pk")

    @property
    def _counter(self) -> str:
        return "条"

    def _names(self, rows: QuerySet[Any], unit: str) -> str:
        """The first rows by their names, each once; people are only counted, and a unit is named already."""
        if self.register.is_about_people:
            return ""
        named = rows.exclude(label__in=("", unit)).order_by("label")
        labels = list(named.values_list("label", flat=True).distinct()[: NAMED + 1])
        if not labels:
            return ""
        return f"（{'、'.join(labels[:NAMED])}{'等' if len(labels) > NAMED else ''}）"


class Counted(_OfRegister):
    """How many rows, or how many distinct subjects."""

    __slots__ = ()

    def _conditions(self) -> tuple[Only, ...]:
        of = self.declared.of
        own = tuple(self.declared.only)
        return own if of in {"subject", ROW} else (*own, _filled(self.register, of))

    def _value(self, counted: QuerySet[Any]) -> Decimal:
        if self.declared.of == ROW:
            return Decimal(counted.count())
        return Decimal(counted.aggregate(n=CountOf(whom(self.declared.of), distinct=True))["n"])

    def _that_matter(self, unknown: QuerySet[Any], counted: QuerySet[Any]) -> QuerySet[Any]:
        """Whoever counts by another row already counts, whatever this one lacks."""
        if self.declared.of == ROW:
            return unknown
        already = counted.select_related(None).annotate(whom=whom(self.declared.of)).values("whom")
        matters = Q(whom=None) | ~Q(whom__in=already)
        found: QuerySet[Any] = unknown.annotate(whom=whom(self.declared.of)).filter(matters)
        return found

    def _how_many(self) -> CountOf:
        return CountOf(whom(), distinct=True) if self.declared.of == "subject" else CountOf("pk")

    @property
    def _counter(self) -> str:
        return self.unit if self.declared.of == "subject" else "条"


class Summed(_OfRegister):
    """A sum over a column."""

    __slots__ = ()

    def _unreported(self, asked: Asked) -> tuple[str, ...]:
        """The sum of a period for which nobody reported is not 0; that of what happened on days may be."""
        if not self.register.period or self.declared.expected or self._universe(asked).exists():
            return ()
        return (f"{self.register.name}：还没有填报",)

    def _conditions(self) -> tuple[Only, ...]:
        return (*self.declared.only, _filled(self.register, self.declared.column))

    def _value(self, counted: QuerySet[Any]) -> Decimal:
        total = counted.aggregate(total=SumOf(self.declared.column))["total"]
        if total is None:
            return Decimal(0)
        column: Any = self.register.model._meta.get_field(self.declared.column)
        if isinstance(
            column, DecimalField
        ):  # a float on SQLite: right to fifteen digits, so said to its places
            return half_up(Decimal(total), Decimal(1).scaleb(-column.decimal_places))
        return Decimal(total)


# ------------------------------------------------------------------ verdicts


def _verdict(register: Register, conditions: tuple[Only, ...], asked: Asked) -> Any:
    """The place where a row falls out. Conditions are nested, not negated: NOT of an unknown is unknown in SQL."""
    verdict: Any = Value(COUNTS)
    for place in reversed(range(len(conditions))):
        only = conditions[place]
        q = only.q(asked) if callable(only.q) else only.q
        whens = [When(q, then=verdict)] if q else []
        for name in reversed(only.needs):
            whens.insert(0, When(_is_unknown(register, name), then=Value(2 * place)))
        failed = Value(2 * place + 1) if q else verdict
        verdict = Case(*whens, default=failed, output_field=BigIntegerField())
    return verdict


def _is_unknown(register: Register, name: str) -> Q:
    """Empty where it should not be; a column that does not apply to the row is not unknown."""
    q = Q(**{f"{name}__isnull": True})
    for other, values in register.by_name[name].applies_when.items():
        q &= Q(**{f"{other}__isnull": True}) | Q(**{f"{other}__in": tuple(values)})
    return q


def _filled(register: Register, name: str) -> Only:
    heading = register.by_name[name].heading
    return Only(Q(**{f"{name}__isnull": False}), f"这一行不适用{heading}", needs=(name,))


# ------------------------------------------------------------------ who must have a row


@dataclass(frozen=True, slots=True)
class Expectation:
    """Whose rows a figure needs before it is complete: every subject of another register, true on the day."""

    register: Register
    declared: Any  # Count | Sum

    def is_vain(self, universe: QuerySet[Any], asked: Asked) -> bool:
        """Whether nobody is expected, and nobody reported either."""
        return bool(self.declared.expected) and not self._rows(asked).exists() and not universe.exists()

    def unmet(self, universe: QuerySet[Any], asked: Asked) -> list[str]:
        """A sentence for everybody who has no row."""
        if not self.declared.expected:
            return []
        mine, theirs = self._matched_by()
        have = universe.select_related(None).annotate(whom=mine).exclude(whom=None).values("whom")
        without = self._rows(asked).annotate(whom=theirs).filter(Q(whom=None) | ~Q(whom__in=have))
        names = dict(without.order_by("label", "pk").values_list("subject_id", "label"))
        return [f"{name}：没有填报{self.register.name}" for name in dict.fromkeys(names.values())]

    def _rows(self, asked: Asked) -> QuerySet[Any]:
        expected = REGISTERS[self.declared.expected]
        rows = true_and_known(visible_rows(expected, asked.by), asked.day, asked.known)
        if asked.unit is not None:
            rows = rows.filter(Q(unit=asked.unit) | Q(subject__unit=asked.unit))
        if not sees_all(self.register, asked.by):  # others' rows are not seen, so they are not missed either
            rows = rows.filter(Q(unit=asked.by.unit) | Q(subject__unit=asked.by.unit))
        return rows

    def _matched_by(self) -> tuple[Any, Any]:
        """How a row of ours is known to be an expected one's: by subject, by a column, else by who reports it."""
        kind = REGISTERS[self.declared.expected].about.kind
        of = getattr(self.declared, "of", "subject")
        if of not in {"subject", ROW}:
            return whom(of), whom()
        return (whom(), whom()) if self.register.about.kind == kind else (F("unit_id"), F("subject__unit_id"))


# ------------------------------------------------------------------ shares


@dataclass(frozen=True, slots=True)
class Quotient:
    """One figure divided by another; its rows are those of the upper one."""

    declared: Share

    @property
    def name(self) -> str:
        return self.declared.name

    @property
    def label(self) -> str:
        return self.declared.label

    @property
    def unit(self) -> str:
        return self.declared.unit

    def rows(self, asked: Asked) -> Rows:
        return figure(self.declared.top).rows(asked)

    def answer(self, asked: Asked) -> Answer:
        top, bottom = figure(self.declared.top).answer(asked), figure(self.declared.bottom).answer(asked)
        if why := self._why_not(top, bottom):
            return Answer("not_applicable", why=why)
        if top.value is None or bottom.value is None or not (top.is_known and bottom.is_known):
            return Answer("unknown", None, tuple(dict.fromkeys((*top.missing, *bottom.missing))))
        scale = 100 if self.unit == "%" else 1
        return Answer("value", top.value * scale / bottom.value)

    def _why_not(self, top: Answer, bottom: Answer) -> str:
        if bottom.is_known and bottom.value == 0:
            return f"{figure(self.declared.bottom).label}为0"
        return next((each.why for each in (bottom, top) if each.state == "not_applicable"), "")
