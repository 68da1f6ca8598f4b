"""Cards: the answer of a feed at the top of a page, in one large figure and one or two sentences."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from decimal import Decimal

from gaodi.decisions.feeds import Feed
from gaodi.decisions.telling import Told, period_said, step_of


@dataclass(frozen=True, slots=True)
class Card:
    """The answer: ``big`` with ``small`` behind it, what it means, and what one should know of it."""

    big: str
    small: str = ""
    lines: tuple[str, ...] = ()
    note: str = ""
    owes: bool = False  # whether the subject still has to do something


@dataclass(frozen=True, slots=True)
class Column:
    """A step that is shown period by period. What flows is summed up over the year, what stands is not."""

    name: str
    label: str
    sums: bool = True


def card_of(feed: Feed, told: Sequence[Told], said: str) -> Card:
    """The card of a feed from the rows of its year; the sentence of the answer where it has none of its own."""
    make = CARDS.get(feed.slug)
    return (make(told) if make else None) or Card(said)


def _credit(told: Sequence[Told]) -> Card | None:
    """What needs not be paid, and what is left for later."""
    credit = total(told, "credit_total")
    if credit is None:
        return None
    last = told[-1]
    lines = [f"两项附加可以少缴这些；还有 {step_of(last, 'carry_out')['said']} 留到以后抵免。"]
    if len(told) > 1:
        lines.append(f"按{len(told)}期合计，算到{period_said(last)}。")
    return Card(f"{credit:,.2f}", "元可抵免", tuple(lines), "是测算，不是申报数；申报以税务机关为准。")


def _posts(told: Sequence[Told]) -> Card | None:
    """How many posts are wanting, of how many."""
    steps = {step["name"]: step for step in told[-1]["steps"]}
    state, required, gap = (steps[name] for name in ("state", "required", "offered_gap"))
    reads = {read["name"]: read["said"] for each in steps.values() for read in each["reads"]}
    line = f"应设 {required['said']}，已报 {reads.get('posts_offered') or '未填'}。"
    if state["value"] == "short":
        return Card(gap["said"].split()[0], "个岗位还没有报", (line,), owes=True)
    if state["value"] == "met":
        return Card(required["said"].split()[0], "个岗位已设够", (line,))
    return None


CARDS: dict[str, Callable[[Sequence[Told]], Card | None]] = {
    "surcharge-credit": _credit,
    "internship-posts": _posts,
}
# which steps stand in the table of periods, where a year has several
BY_PERIOD: dict[str, tuple[Column, ...]] = {
    "surcharge-credit": (
        Column("grant", "当期可抵免额"),
        Column("pool", "本期可用", sums=False),
        Column("credit_education", "抵免教育费附加"),
        Column("credit_local", "抵免地方教育附加"),
        Column("payable_education", "还应缴教育费附加"),
        Column("payable_local", "还应缴地方教育附加"),
        Column("carry_out", "结转下期", sums=False),
    ),
}


Cell = tuple[Column, str]


@dataclass(frozen=True, slots=True)
class Periods:
    """The periods of a year side by side, with what they come to."""

    columns: tuple[Column, ...]
    rows: tuple[tuple[str, tuple[Cell, ...]], ...]
    totals: tuple[Cell, ...]


def periods_of(feed: Feed, told: Sequence[Told]) -> Periods | None:
    """The table of periods; none where the year has only one."""
    columns = BY_PERIOD.get(feed.slug, ())
    if len(told) < 2 or not columns:
        return None
    rows = tuple(
        (period_said(each), tuple((c, _cell(step_of(each, c.name))) for c in columns)) for each in told
    )
    return Periods(columns, rows, tuple((column, _foot(told, column)) for column in columns))


def _foot(told: Sequence[Told], column: Column) -> str:
    if not column.sums:
        return _cell(step_of(told[-1], column.name)) if column.name == "carry_out" else ""
    amount = total(told, column.name)
    return "还算不出来" if amount is None else f"{amount:,.2f}"


def _cell(step: Told) -> str:
    said: str = step["said"].removesuffix(" 元")
    return said or "还算不出来"


def total(told: Sequence[Told], name: str) -> Decimal | None:
    """The sum of a step over the rows; unknown when it is in one of them."""
    steps = [step_of(each, name) for each in told]
    if any(step["state"] != "value" for step in steps):
        return None
    return sum((Decimal(step["value"]) for step in steps), Decimal(0))
