"""What figures say, ready for a page: a value, 不明 with what is missing, or 不适用 with why; and the rows."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from django.db.models import QuerySet

from gaodi.bedrock import clock
from gaodi.bedrock.money import half_up
from gaodi.bedrock.periods import read_period, say_day
from gaodi.ground.figures import Answer, Asked, Figure, figure
from gaodi.ground.models import Post, Unit
from gaodi.ground.queries.paging import say_count
from gaodi.registers.declaration import Register
from gaodi.registers.figures import Share
from gaodi.registers.queries.figures import sees_all
from gaodi.registers.showing import Cell, cells_of

SHOWN = Decimal(
    "0.01"
)  # [D] shares are shown to two places; they are never rounded where they are reckoned with
NAMED = 3  # [D] what is missing is named so often before it is only counted
OF_UNIT = 12  # [D] figures on the page of a school or a firm; each asks a few questions
COUNTED = "算进去的"


@dataclass(frozen=True, slots=True)
class Said:
    """A figure's answer as a page says it."""

    figure: Figure
    answer: Answer

    @property
    def value(self) -> Decimal | None:
        value = self.answer.value
        return value if value is None or value == value.to_integral_value() else half_up(value, SHOWN)

    @property
    def words(self) -> str:
        """57名 · 不明，已知至少41名 · 不适用."""
        if self.answer.state == "not_applicable":
            return "不适用"
        if self.answer.state == "unknown":
            least = f"，已知至少{self.amount}" if self.value else ""
            return f"不明{least}"
        return self.amount

    @property
    def why(self) -> str:
        """What is missing, or why it does not apply; empty where there is a value."""
        missing = list(self.answer.missing)
        more = f"；等{len(missing)}处" if len(missing) > NAMED else ""
        return self.answer.why or "；".join(missing[:NAMED]) + more

    @property
    def amount(self) -> str:
        if self.value is None:
            return "不明"
        shown = f"{self.value:,.2f}" if self.figure.unit == "元" else f"{self.value:,f}"
        if "." in shown and self.figure.unit != "元":
            shown = shown.rstrip("0").rstrip(".")
        return f"{shown}{self.figure.unit}"


def said_of(asked_figure: Figure, asked: Asked) -> Said:
    return Said(asked_figure, asked_figure.answer(asked))


def figures_of_unit(
    unit: Unit, registers: Iterable[Register], headline: Sequence[str], by: Post
) -> list[Said]:
    """The figures of the headline that rest on what a unit reports, today.

    None of a register where one does not see all of the unit's rows.
    """
    asked = Asked(by, clock.today(), unit=unit)
    seen = (each for each in registers if unit.pk == by.unit_id or sees_all(each, by))
    known = {declared.name for register in seen for declared in register.figures}
    return [said_of(figure(name), asked) for name in headline[:OF_UNIT] if name in known]


def since_then(then: Said, now: Said) -> str:
    """How what is known today differs from what was known then; empty where it does not."""
    if then.words == now.words:
        return ""
    known = then.answer.is_known and now.answer.is_known
    if not known or then.value is None or now.value is None:
        return f"按今天所知是{now.words}"
    more = now.value - then.value
    amount = Said(now.figure, Answer("value", abs(more))).amount
    return f"与今天所知相差{amount}：今天所知{now.words}，{'多' if more > 0 else '少'}{amount}"


def span_of(register: Register, name: str, asked: Asked) -> str:
    """Of which time the figure speaks, as a page says it."""
    when = _when(register, name)
    if when == "period":
        year = read_period(str(asked.day.year), "year")
        return f"{asked.day.year}年全年发生的" if year else ""
    if when == "latest":
        return f"到{say_day(asked.day)}为止各自最近一期的"
    return f"{say_day(asked.day)}的"


def _when(register: Register, name: str) -> str:
    declared = {each.name: each for each in register.figures}
    found = declared.get(name)
    if isinstance(found, Share):
        found = declared.get(found.top)
    return str(getattr(found, "when", "day"))


# ------------------------------------------------------------------ the rows


@dataclass(frozen=True, slots=True)
class Group:
    """Rows that count, or that do not for one reason."""

    word: str
    rows: QuerySet[Any]
    count: str
    counts: bool = False
    unknown: bool = False


def groups_of(name: str, asked: Asked) -> list[Group]:
    """The rows that count first, then the others by reason; each row stands in exactly one group."""
    rows = figure(name).rows(asked)
    counted = Group(COUNTED, rows.counted, say_count(rows.counted), counts=True)
    others = (
        Group(each.why, each.rows, say_count(each.rows), unknown=each.unknown) for each in rows.left_out
    )
    return [counted, *(each for each in others if each.count != "0")]


def naming_columns(register: Register) -> list[str]:
    """The columns that name subjects."""
    return [column.name for column in register.columns if column.names_subject]


@dataclass(frozen=True, slots=True)
class Line:
    """A row with its cells."""

    row: Any
    cells: list[Cell]


def rows_with_cells(register: Register, rows: Iterable[Any], by: Post) -> list[Line]:
    return list(_lines(register, rows, by))


def _lines(register: Register, rows: Iterable[Any], by: Post) -> Iterator[Line]:
    for row in rows:  # what its cells name came with it
        yield Line(row, cells_of(register, row, register.listed_columns, by))
