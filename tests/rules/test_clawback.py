"""What is taken back of withdrawn investments, beside the slow ledger: nothing is lost."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from typing import Any

from hypothesis import given, settings
from hypothesis import strategies as st

from gaodi.rules import book as books
from gaodi.rules.engines import run_frame
from gaodi.rules.facts import prepare
from gaodi.rules.outcomes import table
from gaodi.rules.tables import of_rows
from tests.rules.references.credit import OUT, Ledger, Withdrawal, last_carry, last_day, ledger
from tests.rules.test_credit import FILINGS, MONEY, YEARS, numbers, periods, row

Row = dict[str, Any]
CLAWED = ("clawback", "cancelled", "repaid_education", "repaid_local")


def answers(formula: str, rows: list[Row], mode: str) -> list[Row]:
    plan = books.load("surcharge_credit").trying({"clawback_mode": mode}).plan(formula)
    found = run_frame(plan, prepare(of_rows(rows), plan.formula))
    return table(plan, found.lazy()).collect().to_dicts()


@dataclass
class Kept:
    """One firm as an office keeps it: its periods, and what each withdrawal took back, one after the other."""

    rows: list[Row]
    mode: str
    taken: list[Row] = field(default_factory=list)
    cancelled: dict[str, Decimal] = field(default_factory=dict)  # by vintage
    repaid: dict[str, Decimal] = field(default_factory=dict)
    cut: dict[str, Decimal] = field(default_factory=dict)  # the carry, by the period of withdrawal

    def periods(self) -> list[Row]:
        rows = [row | {"cancelled": self.cut.get(row["period"], Decimal(0))} for row in self.rows]
        return answers("credit_after_withdrawal", rows, self.mode)

    def withdraw(self, withdrawal: Withdrawal) -> None:
        """Before the credit of the period in which it happens, as the return nets it there."""
        before = [row for row in self.rows if last_day(row) < withdrawal.day]
        now = self.rows[len(before) : len(before) + 1]
        vintages = [self.vintage(each, withdrawal) for each in self.periods()[: len(before) + len(now)]]
        for each in vintages[len(before) :]:
            each["credit"] = Decimal(0)
        found = answers("clawback", vintages, self.mode)
        [hit] = [each for each in found if each["period"] == withdrawal.period]
        self.taken.append(hit)
        add(self.cancelled, withdrawal.period, hit["cancelled"])
        add(self.repaid, withdrawal.period, hit["repaid"])
        for each in now:
            add(self.cut, each["period"], hit["cancelled"])

    def vintage(self, outcome: Row, withdrawal: Withdrawal) -> Row:
        hit = outcome["period"] == withdrawal.period
        return {
            "uscc": outcome["uscc"],
            "period": outcome["period"],
            "grant": outcome["grant"],
            "credit": outcome["credit_education"] + outcome["credit_local"],
            "cancelled_before": self.cancelled.get(outcome["period"], Decimal(0)),
            "repaid_before": self.repaid.get(outcome["period"], Decimal(0)),
            "withdrawn": withdrawal.amount if hit else Decimal(0),
            "withdrawn_on": withdrawal.day if hit else None,
        }


def add(amounts: dict[str, Decimal], period: str, amount: Decimal) -> None:
    amounts[period] = amounts.get(period, Decimal(0)) + amount


@st.composite
def firms(draw: st.DrawFn) -> list[Row]:
    rows = []
    for year in draw(YEARS):
        filing = draw(st.sampled_from(FILINGS))
        names = [periods(year, filing, number) for number in draw(numbers(filing))]
        rows.extend(draw(row("firm", name, filing, gaps=False)) for name in names)
    return sorted(rows, key=last_day)


@st.composite
def withdrawals(draw: st.DrawFn, rows: list[Row]) -> list[Withdrawal]:
    found = []
    for each in draw(st.lists(st.sampled_from(rows), min_size=1, max_size=3)):
        day = draw(st.sampled_from([last_day(row) for row in rows]) | st.just(date(2030, 1, 1)))
        amount = draw(st.just(each["new_investment"]) | MONEY)
        found.append(Withdrawal(each["period"], max(day, last_day(each)), amount))
    return sorted(found, key=lambda withdrawal: withdrawal.day)


@given(st.data())
@settings(max_examples=25, deadline=None)
def test_each_withdrawal_costs_what_it_does_in_the_slow_ledger_and_nothing_is_lost(data):
    rows = data.draw(firms())
    mode = data.draw(st.sampled_from(["pro_rata", "full"]))
    taken = data.draw(withdrawals(rows))
    kept, wanted = Kept(rows, mode), ledger(rows, taken, full=mode == "full")
    for withdrawal in taken:
        kept.withdraw(withdrawal)

    outcomes = kept.periods()

    assert [{name: each[name] for name in OUT} for each in outcomes] == [
        {name: each[name] for name in OUT} for each in wanted.outcomes
    ]
    assert [{name: each[name] for name in CLAWED} for each in kept.taken] == wanted.clawbacks
    nothing_is_lost(kept, outcomes, wanted)


def nothing_is_lost(kept: Kept, outcomes: list[Row], wanted: Ledger) -> None:
    """R3.9: grants = credits - repaid + last carry + clawback, where clawback = cancelled + repaid."""
    cut_later = sum(kept.cancelled.values()) - sum(kept.cut.values())  # by withdrawals after the last period
    carry = outcomes[-1]["carry_out"] - cut_later
    credited = sum(each["credit_education"] + each["credit_local"] for each in outcomes)
    repaid = sum(each["repaid_education"] + each["repaid_local"] for each in kept.taken)
    clawback = sum(each["clawback"] for each in kept.taken)

    assert sum(each["grant"] for each in outcomes) == credited - repaid + carry + clawback
    assert clawback == repaid + sum(kept.cancelled.values())
    assert carry == last_carry(wanted)
    assert carry >= 0
    assert all(not each["advised"] for each in outcomes)


def test_a_withdrawal_after_the_last_period_leaves_the_carry_of_the_vintages():
    kept = Kept([period("2023", 1_000_000, 300_000), period("2024", 500_000, 0)], "pro_rata")

    kept.withdraw(Withdrawal("2023", date(2025, 3, 1), Decimal(20_000)))

    assert [kept.taken[0][name] for name in (*CLAWED, "carry_after")] == [6_000, 6_000, 0, 0, 9_000]


def period(name: str, vat: int, invest: int) -> Row:
    return {
        "uscc": "firm",
        "period": name,
        "filing": "year",
        "sales": None,
        "vat_base": Decimal(vat),
        "consumption_tax_base": Decimal(0),
        "half_relief": False,
        "in_scope": True,
        "new_investment": Decimal(invest),
    }
