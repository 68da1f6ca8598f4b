"""The surcharge credit as slowly and plainly as it can be written: one firm, one period after the other, in Decimal.

Written from the rules R3.4 to R3.9 and the columns of the facts, never from the formula that is tested against it.
``None`` is unknown. Two loops, one without and one with vintages, so that each can be held against the other.
"""

from __future__ import annotations

import calendar
import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import ROUND_HALF_UP, Decimal
from itertools import pairwise
from typing import Any

Row = Mapping[str, Any]
Outcome = dict[str, Any]
Span = tuple[date, date, Decimal]  # first day, last day, value

FACTS = (
    *("uscc", "period", "filing", "sales", "vat_base", "consumption_tax_base"),
    *("half_relief", "in_scope", "new_investment"),
)
OUT = (
    *("due_education", "due_local", "base_education", "base_local", "pool", "credit_education"),
    *("credit_local", "payable_education", "payable_local", "carry_out"),
)
MONEY = ("sales", "vat_base", "consumption_tax_base", "new_investment")
NEVER, ALWAYS = date.max, date.min
NOTHING = Decimal("0.00")


@dataclass(frozen=True)
class Law:
    """The numbers, each with the days on which it holds; a day without a value makes the outcome unknown."""

    education: tuple[Span, ...] = ((ALWAYS, NEVER, Decimal("0.03")),)  # R3 (a): 3 % of the tax paid
    local: tuple[Span, ...] = ((ALWAYS, NEVER, Decimal("0.02")),)  # R3 (a): 2 %, same base
    credit: tuple[Span, ...] = (
        (ALWAYS, date(2018, 12, 31), Decimal(0)),  # R3.6: before 2019 the rate is 0, a value
        (date(2019, 1, 1), NEVER, Decimal("0.3")),  # R3.6
    )
    month_limit: tuple[Span, ...] = ((date(2016, 2, 1), NEVER, Decimal(100_000)),)  # R3.7
    quarter_limit: tuple[Span, ...] = ((date(2016, 2, 1), NEVER, Decimal(300_000)),)  # R3.7
    half: tuple[Span, ...] = ((date(2019, 1, 1), date(2027, 12, 31), Decimal("0.5")),)  # R3.7, three texts


LAW = Law()


class Refused(ValueError):
    """These facts cannot be worked with."""


def on(spans: Iterable[Span], day: date) -> Decimal | None:
    return next((value for since, until, value in spans if since <= day <= until), None)


def half_up(amount: Decimal) -> Decimal:
    return amount.quantize(Decimal("0.01"), rounding=ROUND_HALF_UP)


# ------------------------------------------------------------------ periods


def kind_and_days(period: str) -> tuple[str, date, date]:
    """2023, 2023Q1 or 2023-05 as the filing it belongs to, its first and its last day."""
    if re.fullmatch(r"\d{4}", period, re.ASCII):
        return "year", date(int(period), 1, 1), date(int(period), 12, 31)
    if re.fullmatch(r"\d{4}Q[1-4]", period, re.ASCII):
        return "quarter", *months(int(period[:4]), 3 * int(period[-1]) - 2, 3 * int(period[-1]))
    if re.fullmatch(r"\d{4}-(0[1-9]|1[0-2])", period, re.ASCII):
        return "month", *months(int(period[:4]), int(period[5:]), int(period[5:]))
    raise Refused(f"{period} is no period")


def months(year: int, first: int, last: int) -> tuple[date, date]:
    return date(year, first, 1), date(year, last, calendar.monthrange(year, last)[1])


def last_day(row: Row) -> date:
    return kind_and_days(row["period"])[2]


def check(rows: Sequence[Row]) -> None:
    """Refuse what cannot be one firm's facts."""
    for row in rows:
        check_row(row)
    ordered = sorted(rows, key=last_day)
    for before, after in pairwise(ordered):
        if kind_and_days(after["period"])[1] <= last_day(before):
            raise Refused(f"{before['period']} and {after['period']} of {after['uscc']} overlap")


def check_row(row: Row) -> None:
    if set(row) != set(FACTS):
        raise Refused(f"columns: {sorted(set(row) ^ set(FACTS))}")
    kind = kind_and_days(row["period"])[0]
    if row["filing"] not in (None, kind):
        raise Refused(f"{row['period']} is no {row['filing']}")
    for name in MONEY:
        if row[name] is not None and row[name] < 0:
            raise Refused(f"{name} of {row['period']} is negative")


# ------------------------------------------------------------------ one period


def due(row: Row, law: Law) -> tuple[Decimal, Decimal] | None:
    """Both surcharges before any relief (column 5 of the return)."""
    if row["vat_base"] is None or row["consumption_tax_base"] is None:
        return None
    tax = row["vat_base"] + row["consumption_tax_base"]
    education, local = surcharge_rates(row, law)
    return half_up(tax * education), half_up(tax * local)


def surcharge_rates(row: Row, law: Law) -> tuple[Decimal, Decimal]:
    education, local = on(law.education, last_day(row)), on(law.local, last_day(row))
    assert education is not None
    assert local is not None
    return education, local


def bases(row: Row, law: Law) -> tuple[Decimal, Decimal] | None:
    """What is left after the small-seller exemption and the half relief; each line by itself."""
    lines, small, share = due(row, law), small_seller(row, law), relief(row, law)
    if lines is None or small is None or share is None:
        return None
    if small:
        return NOTHING, NOTHING
    education, local = lines
    return education - half_up(education * share), local - half_up(local * share)


def small_seller(row: Row, law: Law) -> bool | None:
    """Whether sales are within the limit; a year has no such test."""
    match row["filing"]:
        case "year":
            return False
        case "quarter":
            limit = on(law.quarter_limit, last_day(row))
        case "month":
            limit = on(law.month_limit, last_day(row))
        case _:
            return None
    return None if limit is None or row["sales"] is None else bool(row["sales"] <= limit)


def relief(row: Row, law: Law) -> Decimal | None:
    """The share that the half relief takes off."""
    if row["half_relief"] is None:
        return None
    return on(law.half, last_day(row)) if row["half_relief"] else Decimal(0)


def grant(row: Row, law: Law) -> Decimal | None:
    """What this period's investment adds to the pool; out of scope it adds nothing, now and later."""
    rate = on(law.credit, last_day(row))
    if row["in_scope"] is None or row["new_investment"] is None or rate is None:
        return None
    return half_up(row["new_investment"] * rate) if row["in_scope"] else NOTHING


def split(
    pool: Decimal, education: Decimal, local: Decimal, rates: tuple[Decimal, Decimal]
) -> tuple[Decimal, Decimal]:
    """The pool over the two lines by rate, each at most its own base, what is too much for one to the other."""
    if pool >= education + local:
        return education, local
    to_education = half_up(pool * rates[0] / (rates[0] + rates[1]))
    if to_education > education:
        return education, pool - education
    if pool - to_education > local:
        return pool - local, local
    return to_education, pool - to_education


def credit_lines(
    row: Row, pool: Decimal, lines: tuple[Decimal, Decimal], law: Law
) -> tuple[Decimal, Decimal]:
    return split(pool, *lines, surcharge_rates(row, law)) if row["in_scope"] else (NOTHING, NOTHING)


def outcome_of(row: Row, pool: Decimal, law: Law) -> Outcome:
    """All columns of a period whose facts are known and whose pool is given."""
    lines, left = due(row, law), bases(row, law)
    assert lines is not None
    assert left is not None
    education, local = credit_lines(row, pool, left, law)
    return {
        "uscc": row["uscc"],
        "period": row["period"],
        "due_education": lines[0],
        "due_local": lines[1],
        "base_education": left[0],
        "base_local": left[1],
        "pool": pool,
        "credit_education": education,
        "credit_local": local,
        "payable_education": left[0] - education,
        "payable_local": left[1] - local,
        "carry_out": pool - education - local,
    }


def unknown_outcome(row: Row, law: Law, *, by_column: bool) -> Outcome:
    """A period that a missing fact, here or earlier, makes unknown.

    All of it, as the rule says; ``by_column``: what rests on known facts of its own (due, base) still stands.
    """
    outcome: Outcome = {"uscc": row["uscc"], "period": row["period"]} | dict.fromkeys(OUT)
    if by_column:
        outcome["due_education"], outcome["due_local"] = due(row, law) or (None, None)
        outcome["base_education"], outcome["base_local"] = bases(row, law) or (None, None)
    return outcome


# ------------------------------------------------------------------ one firm after the other


def surcharge_credit(rows: Sequence[Row], law: Law = LAW, *, by_column: bool = False) -> list[Outcome]:
    """The outcome of each row, in the order of the rows."""
    firms: dict[str, list[Row]] = {}
    for row in rows:
        firms.setdefault(row["uscc"], []).append(row)
    found: dict[tuple[str, str], Outcome] = {}
    for firm in firms.values():
        for outcome in of_one_firm(firm, law, by_column=by_column):
            found[outcome["uscc"], outcome["period"]] = outcome
    return [found[row["uscc"], row["period"]] for row in rows]


def of_one_firm(rows: Sequence[Row], law: Law, *, by_column: bool = False) -> list[Outcome]:
    """Period after period; what is left is carried, over gaps and changes of the filing too."""
    check(rows)
    outcomes = []
    carry: Decimal | None = NOTHING
    for row in sorted(rows, key=last_day):
        added, left = grant(row, law), bases(row, law)
        if carry is None or added is None or left is None:
            carry = None
            outcomes.append(unknown_outcome(row, law, by_column=by_column))
        else:
            outcomes.append(outcome_of(row, carry + added, law))
            carry = outcomes[-1]["carry_out"]
    return outcomes


# ------------------------------------------------------------------ clawback


@dataclass
class Vintage:
    """The grant of one period and what became of it: grant = credited + cancelled + unused."""

    period: str
    grant: Decimal
    rate: Decimal
    credited: Decimal = NOTHING
    cancelled: Decimal = NOTHING
    repaid: Decimal = NOTHING  # of what was credited

    @property
    def unused(self) -> Decimal:
        return self.grant - self.credited - self.cancelled


@dataclass(frozen=True)
class Withdrawal:
    """So much of the investment of a period was taken back on a day."""

    period: str
    day: date
    amount: Decimal


@dataclass
class Ledger:
    """One firm: its periods, its vintages, and what each withdrawal cost it, in the order of the days."""

    outcomes: list[Outcome]
    vintages: list[Vintage]
    clawbacks: list[dict[str, Decimal]]


def ledger(
    rows: Sequence[Row], withdrawals: Sequence[Withdrawal] = (), law: Law = LAW, *, full: bool = False
) -> Ledger:
    """The same periods with vintages, first in first out. All facts must be known.

    A withdrawal is worked before the credit of the period it falls into, as the return nets it against the investment
    of that period; one between two periods before the later one, one after the last at the end.
    """
    check(rows)
    check_withdrawals(rows, withdrawals)
    kept = Ledger([], [], [])
    waiting = sorted(withdrawals, key=lambda each: each.day)
    for row in sorted(rows, key=last_day):
        kept.vintages.append(vintage_of(row, law))
        while waiting and waiting[0].day <= last_day(row):
            kept.clawbacks.append(claw(kept.vintages, waiting.pop(0), surcharge_rates(row, law), full=full))
        outcome = outcome_of(row, total(each.unused for each in kept.vintages), law)
        consume(kept.vintages, outcome["credit_education"] + outcome["credit_local"])
        kept.outcomes.append(outcome)
    for each in waiting:
        rates = on(law.education, each.day), on(law.local, each.day)
        kept.clawbacks.append(claw(kept.vintages, each, rates, full=full))
    return kept


def check_withdrawals(rows: Sequence[Row], withdrawals: Sequence[Withdrawal]) -> None:
    known = {row["period"] for row in rows}
    for each in withdrawals:
        if each.period not in known or each.day < kind_and_days(each.period)[1] or each.amount < 0:
            raise Refused(f"nothing of {each.period} can be withdrawn on {each.day}")


def vintage_of(row: Row, law: Law) -> Vintage:
    added, rate = grant(row, law), on(law.credit, last_day(row))
    assert added is not None
    assert rate is not None
    return Vintage(row["period"], added, rate)


def consume(vintages: Sequence[Vintage], credit: Decimal) -> None:
    """The oldest grant first."""
    for each in vintages:
        taken = min(credit, each.unused)
        each.credited += taken
        credit -= taken
    assert credit == 0


def claw(
    vintages: Sequence[Vintage], withdrawal: Withdrawal, rates: tuple[Any, Any], *, full: bool
) -> dict[str, Decimal]:
    """Take back pro rata, or the whole vintage: first what is unused, the rest is repaid, split by rate."""
    vintage = next(each for each in vintages if each.period == withdrawal.period)
    still = vintage.grant - vintage.cancelled - vintage.repaid
    wanted = still if full and withdrawal.amount > 0 else half_up(withdrawal.amount * vintage.rate)
    taken = min(wanted, still)
    cancelled = min(taken, vintage.unused)
    repaid = taken - cancelled
    vintage.cancelled += cancelled
    vintage.repaid += repaid
    education = half_up(repaid * rates[0] / (rates[0] + rates[1]))
    return {
        "clawback": taken,
        "cancelled": cancelled,
        "repaid_education": education,
        "repaid_local": repaid - education,
    }


def nothing_is_lost(kept: Ledger) -> bool:
    """R3.9: grants = credits − repaid + last carry + clawback (= cancelled + repaid)."""
    grants = total(each.grant for each in kept.vintages)
    credited = total(each["credit_education"] + each["credit_local"] for each in kept.outcomes)
    repaid = total(each["repaid_education"] + each["repaid_local"] for each in kept.clawbacks)
    clawback = total(each["clawback"] for each in kept.clawbacks)
    return grants == credited - repaid + last_carry(kept) + clawback


def last_carry(kept: Ledger) -> Decimal:
    """What is left when the last withdrawal is worked too."""
    return total(each.unused for each in kept.vintages)


def total(amounts: Iterable[Decimal]) -> Decimal:
    return sum(amounts, NOTHING)
