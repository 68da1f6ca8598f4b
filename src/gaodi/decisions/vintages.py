"""Vintages: what each period's investments granted, and where it went when some of them were taken back.

First in first out, by the book surcharge_credit: its formula ``clawback`` lays the credits over the vintages at each
withdrawal, and ``credit_after_withdrawal`` goes on with what is left.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from gaodi.bedrock.periods import Period, read_period, say_period
from gaodi.rules import book as books
from gaodi.rules.facts import RefusedFacts, prepare
from gaodi.rules.kinds import Plain
from gaodi.rules.outcomes import Outcome, explain
from gaodi.rules.tables import of_rows

BOOK = "surcharge_credit"
AFTER, CLAWBACK = "credit_after_withdrawal", "clawback"
ZERO = Decimal(0)
Row = Mapping[str, Plain]


@dataclass(frozen=True, slots=True)
class Withdrawal:
    """An investment, or a part of one, that was taken back or sold on a day; ``vintage`` is its day of payment."""

    on: date
    vintage: date
    amount: Decimal | None  # unknown where nobody said how much


@dataclass(frozen=True, slots=True)
class TakenBack:
    """What one day's withdrawals cost: cut from the carry, and paid back in the period of that day."""

    on: date
    period: str  # empty where the period of that day was not filed
    cancelled: Decimal | None
    repaid_education: Decimal | None
    repaid_local: Decimal | None
    by_vintage: Mapping[str, Outcome]

    @property
    def period_said(self) -> str:
        return say_period(self.period) if self.period else ""

    @property
    def repaid(self) -> Decimal | None:
        parts = (self.repaid_education, self.repaid_local)
        return None if None in parts else sum((part for part in parts if part is not None), ZERO)


@dataclass(frozen=True, slots=True)
class Settled:
    """The periods with what was cut in them, each day's withdrawals, and how the vintages stand at the end."""

    rows: Sequence[Row]
    taken_back: Sequence[TakenBack] = ()


def settle(rows: Sequence[Row], withdrawals: Iterable[Withdrawal]) -> Settled:
    """The rows of a chain with ``cancelled`` filled in, day by day of withdrawal. RefusedFacts as the book refuses."""
    chain: list[Row] = [{**row, "cancelled": ZERO} for row in rows]
    done: list[TakenBack] = []
    for on, of_day in _by_day(withdrawals):
        taken = _take_back(chain, done, on, of_day)
        done.append(taken)
        chain = [_cut(row, taken) for row in chain]
    return Settled(chain, done)


def _by_day(withdrawals: Iterable[Withdrawal]) -> Iterator[tuple[date, list[Withdrawal]]]:
    days: dict[date, list[Withdrawal]] = {}
    for each in withdrawals:
        days.setdefault(each.on, []).append(each)
    yield from sorted(days.items())


def _cut(row: Row, taken: TakenBack) -> Row:
    if row["period"] != taken.period:
        return row
    before = row["cancelled"]
    known = isinstance(before, Decimal) and taken.cancelled is not None
    return {**row, "cancelled": before + taken.cancelled if known else None}  # type: ignore[operator]


def _take_back(
    chain: Sequence[Row], done: Sequence[TakenBack], on: date, of_day: Sequence[Withdrawal]
) -> TakenBack:
    """One day's withdrawals, against what was credited in all periods that had ended by then."""
    credited = run(AFTER, chain)
    begun = [each for each in credited if span(each).first <= on]
    facts = [
        {
            **standing(each, done),
            "credit": each["credit_total"].value if span(each).last < on else ZERO,
            "withdrawn": _withdrawn(of_day, span(each)),
            "withdrawn_on": on,
        }
        for each in begun
    ]
    found = run(CLAWBACK, facts) if facts else []
    return TakenBack(
        on=on,
        period=next((period_of(each) for each in credited if span(each).last >= on), ""),
        cancelled=_total(found, "cancelled"),
        repaid_education=_total(found, "repaid_education"),
        repaid_local=_total(found, "repaid_local"),
        by_vintage={period_of(each): each for each in found},
    )


def standing(outcome: Outcome, done: Sequence[TakenBack]) -> dict[str, Plain]:
    """A vintage as it stands after what was taken back of it so far."""
    period = period_of(outcome)
    before = [each.by_vintage[period] for each in done if period in each.by_vintage]
    return {
        "uscc": outcome.key["uscc"],
        "period": period,
        "grant": outcome["grant"].value,
        "cancelled_before": _total(before, "cancelled"),
        "repaid_before": _total(before, "repaid"),
    }


def at_the_end(settled: Settled) -> list[tuple[Outcome, Outcome]]:
    """Each period as it was credited, with its vintage as all credits so far have used it."""
    credited = run(AFTER, settled.rows)
    facts = [
        {
            **standing(each, settled.taken_back),
            "credit": each["credit_total"].value,
            "withdrawn": ZERO,
            "withdrawn_on": None,
        }
        for each in credited
    ]
    return list(zip(credited, run(CLAWBACK, facts), strict=True))


def _withdrawn(of_day: Sequence[Withdrawal], period: Period) -> Decimal | None:
    amounts = [each.amount for each in of_day if period.first <= each.vintage <= period.last]
    return None if None in amounts else sum((each for each in amounts if each is not None), ZERO)


def run(formula: str, rows: Sequence[Row]) -> list[Outcome]:
    """The rows through one formula of the book, in the order of their periods."""
    book = books.load(BOOK)
    return explain(book, prepare(of_rows(rows), book.formula(formula)), formula)


def period_of(outcome: Outcome) -> str:
    return str(outcome.key["period"])


def span(outcome: Outcome) -> Period:
    return span_of(period_of(outcome))


def span_of(text: str) -> Period:
    """The days of a canonical period: 2023, 2023Q1, 2023-05."""
    rhythm = "quarter" if "Q" in text else "month" if "-" in text else "year"
    found = read_period(text, rhythm)
    assert found is not None
    return found


def _total(outcomes: Iterable[Outcome], name: str) -> Decimal | None:
    values = [each[name].value for each in outcomes]
    return None if None in values else sum((Decimal(str(value)) for value in values), ZERO)


__all__ = ["RefusedFacts", "Settled", "TakenBack", "Withdrawal", "at_the_end", "settle", "standing"]
