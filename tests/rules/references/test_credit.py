"""The plain reference of the surcharge credit: the fourteen examples of R3, and what it must refuse."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from decimal import Decimal
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.rules.references.credit import (
    LAW,
    OUT,
    Ledger,
    Refused,
    Withdrawal,
    last_carry,
    ledger,
    nothing_is_lost,
    split,
    surcharge_credit,
)

KINDS = {4: "year", 6: "quarter", 7: "month"}
RATES = (Decimal("0.03"), Decimal("0.02"))


def facts(period: str, vat: str = "0", invest: str = "0", **others: Any) -> dict[str, Any]:
    """One period of a firm in scope, without half relief; sales far above the limits."""
    row = {
        "uscc": "91371002MA3C000001",
        "period": period,
        "filing": KINDS[len(period)],
        "sales": Decimal(9_000_000),
        "vat_base": Decimal(vat),
        "consumption_tax_base": Decimal(0),
        "half_relief": False,
        "in_scope": True,
        "new_investment": Decimal(invest),
    }
    return row | others


def outcome(*rows: dict[str, Any]) -> dict[str, Any]:
    return surcharge_credit(rows)[-1]


def said(outcome: dict[str, Any]) -> tuple[str, ...]:
    """Credit of both lines, payable of both lines, carry."""
    return tuple(f"{outcome[name]:.2f}" for name in OUT[5:])


SECOND = facts("2023", "1000000", "300000")
THIRD = facts("2024", "500000")
HALF = {"half_relief": True}


def test_1_the_pool_is_used_up_three_to_two():
    found = outcome(facts("2023", "1000000", "100000"))

    assert (found["due_education"], found["due_local"], found["pool"]) == (30_000, 20_000, 30_000)
    assert said(found) == ("18000.00", "12000.00", "12000.00", "8000.00", "0.00")


def test_2_what_the_bases_cannot_take_is_carried():
    assert said(outcome(SECOND)) == ("30000.00", "20000.00", "0.00", "0.00", "40000.00")


def test_3_the_carry_is_used_in_the_next_period():
    assert said(outcome(SECOND, THIRD)) == ("15000.00", "10000.00", "0.00", "0.00", "15000.00")


def test_4_half_relief_comes_before_the_credit():
    found = outcome(facts("2023", "200000", "10000", **HALF))

    assert (found["base_education"], found["base_local"], found["pool"]) == (3_000, 2_000, 3_000)
    assert said(found) == ("1800.00", "1200.00", "1200.00", "800.00", "0.00")


def test_5_the_pool_and_the_education_line_are_rounded():
    found = outcome(facts("2023", "1000000", "333.37"))

    assert found["pool"] == Decimal("100.01")
    assert said(found)[:2] == ("60.01", "40.00")


@pytest.mark.parametrize(
    ("sales", "base", "credit", "carry"),
    [
        ("95000", (0, 0), ("0.00", "0.00"), "30000.00"),
        ("100000.00", (0, 0), ("0.00", "0.00"), "30000.00"),
        ("100000.01", (150, 100), ("150.00", "100.00"), "29750.00"),
    ],
)
def test_6_a_month_of_small_sales_is_exempt(sales, base, credit, carry):
    found = outcome(facts("2023-05", "5000", "100000", sales=Decimal(sales)))

    assert (found["due_education"], found["due_local"]) == (150, 100)
    assert (found["base_education"], found["base_local"]) == base
    assert said(found) == (*credit, "0.00", "0.00", carry)


@pytest.mark.parametrize(("sales", "carry"), [("300000.00", "30000.00"), ("300000.01", "29750.00")])
def test_6_a_quarter_has_a_limit_of_its_own(sales, carry):
    assert said(outcome(facts("2023Q2", "5000", "100000", sales=Decimal(sales))))[-1] == carry


def test_6_a_year_has_no_limit():
    assert said(outcome(facts("2023", "5000", "100000", sales=Decimal(1))))[-1] == "29750.00"


def test_7_what_was_paid_counts_in_its_year():
    first, second = surcharge_credit([facts("2022", "0", "800000"), facts("2023", "0", "1200000")])

    assert (first["pool"], second["pool"]) == (240_000, 240_000 + 360_000)


def test_8_before_2019_there_is_no_credit():
    assert outcome(facts("2018-12", "1000000", "300000"))["pool"] == 0


def test_9_all_is_withdrawn():
    kept = ledger([SECOND, THIRD], [Withdrawal("2023", date(2025, 3, 1), Decimal(300_000))])

    assert [each["credit_education"] + each["credit_local"] for each in kept.outcomes] == [50_000, 25_000]
    assert clawed(kept) == [("90000.00", "15000.00", "45000.00", "30000.00")]
    assert last_carry(kept) == 0
    assert nothing_is_lost(kept)


def test_10_only_the_surcharges_of_the_payer_fall():
    parent = facts("2023", "1000000")
    subsidiary = facts("2023", "1000000", "200000", uscc="91371002MA3C000002")

    of_parent, of_subsidiary = surcharge_credit([parent, subsidiary])

    assert said(of_parent) == ("0.00", "0.00", "30000.00", "20000.00", "0.00")
    assert said(of_subsidiary) == ("30000.00", "20000.00", "0.00", "0.00", "10000.00")


def test_11_a_third_is_withdrawn():
    kept = ledger([SECOND, THIRD], [Withdrawal("2023", date(2025, 3, 1), Decimal(100_000))])

    assert clawed(kept) == [("30000.00", "15000.00", "9000.00", "6000.00")]
    assert nothing_is_lost(kept)


def test_11_in_full_the_whole_grant_goes():
    withdrawal = Withdrawal("2023", date(2025, 3, 1), Decimal(100_000))

    assert clawed(ledger([SECOND, THIRD], [withdrawal], full=True))[0][0] == "90000.00"


def test_12_out_of_scope_the_carry_waits():
    out = facts("2024", "500000", "100000", in_scope=False)

    _, waiting, back = surcharge_credit([SECOND, out, facts("2025", "500000")])

    assert waiting["pool"] == 40_000
    assert said(waiting) == ("0.00", "0.00", "15000.00", "10000.00", "40000.00")
    assert said(back) == ("15000.00", "10000.00", "0.00", "0.00", "15000.00")


def test_13_another_filing_passes_the_carry_on():
    quarter = facts("2024Q1", "500000", sales=Decimal(900_000))

    assert said(outcome(SECOND, quarter)) == said(outcome(SECOND, THIRD))


def test_13_a_year_and_one_of_its_quarters_are_refused():
    with pytest.raises(Refused, match="overlap"):
        surcharge_credit([SECOND, facts("2023Q4")])


@pytest.mark.parametrize(
    ("invest", "wanted"),
    [
        ("0", ("0.00", "0.00", "849.62", "566.41", "0.00")),
        ("3333.33", ("600.00", "400.00", "249.62", "166.41", "0.00")),
    ],
)
def test_14_each_line_of_the_half_relief_is_rounded(invest, wanted):
    assert said(outcome(facts("2023", "56641.53", invest, **HALF))) == wanted


# ------------------------------------------------------------------ beside the examples


def test_a_line_takes_no_more_than_its_base():
    assert split(Decimal(50), Decimal(10), Decimal(100), RATES) == (10, 40)
    assert split(Decimal(50), Decimal(100), Decimal(10), RATES) == (40, 10)


def test_consumption_tax_joins_the_base():
    found = outcome(facts("2023", "600000", consumption_tax_base=Decimal(400_000)))

    assert (found["due_education"], found["due_local"]) == (30_000, 20_000)


def test_rows_may_come_in_any_order():
    assert surcharge_credit([THIRD, SECOND]) == surcharge_credit([SECOND, THIRD])[::-1]


@pytest.mark.parametrize(
    "name", ["vat_base", "consumption_tax_base", "half_relief", "in_scope", "new_investment", "filing"]
)
def test_what_is_missing_makes_this_period_and_the_later_ones_unknown(name):
    found = surcharge_credit([facts("2022", "500000"), SECOND | {name: None}, THIRD])

    assert [each["carry_out"] for each in found] == [0, None, None]
    assert all(each[column] is None for each in found[1:] for column in OUT)


def test_by_column_what_needs_no_missing_fact_stands():
    found = surcharge_credit([SECOND | {"new_investment": None}, THIRD], by_column=True)

    assert [each["base_education"] for each in found] == [30_000, 15_000]
    assert [each["payable_education"] for each in found] == [None, None]


def test_sales_are_missed_in_months_and_quarters_only():
    periods = ["2021", "2022Q1", "2022-05"]
    found = [outcome(facts(period, "5000", sales=None))["carry_out"] for period in periods]

    assert found == [0, None, None]


def test_half_relief_after_its_last_day_is_unknown():
    assert outcome(facts("2027", "200000", **HALF))["base_education"] == 3_000
    assert outcome(facts("2028", "200000", **HALF))["base_education"] is None
    assert outcome(facts("2028", "200000"))["base_education"] == 6_000


@pytest.mark.parametrize("period", ["2023Q5", "2023-13", "2023-5", "23", "2023Q", "２０２３"])
def test_what_is_no_period_is_refused(period):
    with pytest.raises(Refused, match="no period"):
        surcharge_credit([SECOND | {"period": period}])


@pytest.mark.parametrize(
    ("period", "filing"), [("2023", "month"), ("2023Q1", "year"), ("2023-05", "quarter")]
)
def test_a_filing_that_does_not_fit_the_period_is_refused(period, filing):
    with pytest.raises(Refused, match="is no"):
        surcharge_credit([facts(period) | {"filing": filing}])


@pytest.mark.parametrize(
    "change", [{"vat_base": Decimal(-1)}, {"new_investment": Decimal("-0.01")}, {"surplus": 1}]
)
def test_other_wrong_facts_are_refused(change):
    with pytest.raises(Refused):
        surcharge_credit([SECOND | change])


def test_the_same_period_twice_is_refused():
    with pytest.raises(Refused, match="overlap"):
        surcharge_credit([SECOND, SECOND])


def test_another_rate_is_another_law():
    law = replace(LAW, credit=((date(2019, 1, 1), date.max, Decimal("0.25")),))

    assert surcharge_credit([SECOND], law)[0]["pool"] == 75_000


# ------------------------------------------------------------------ clawback


def clawed(kept: Ledger) -> list[tuple[str, ...]]:
    return [tuple(f"{amount:.2f}" for amount in each.values()) for each in kept.clawbacks]


def test_the_oldest_vintage_is_used_first():
    rows = [facts("2022", "0", "100000"), facts("2023", "0", "100000"), facts("2024", "800000")]

    kept = ledger(rows)

    assert [each.credited for each in kept.vintages] == [30_000, 10_000, 0]
    assert [each.unused for each in kept.vintages] == [0, 20_000, 0]


def test_what_is_withdrawn_in_a_period_is_missed_by_its_credit():
    kept = ledger([SECOND, THIRD], [Withdrawal("2023", date(2024, 7, 1), Decimal(100_000))])

    assert clawed(kept) == [("30000.00", "30000.00", "0.00", "0.00")]
    assert said(kept.outcomes[1]) == ("6000.00", "4000.00", "9000.00", "6000.00", "0.00")


def test_no_more_is_clawed_than_was_granted():
    twice = [Withdrawal("2023", date(2025, month, 1), Decimal(200_000)) for month in (1, 2)]

    kept = ledger([SECOND, THIRD], twice)

    assert [each[0] for each in clawed(kept)] == ["60000.00", "30000.00"]
    assert nothing_is_lost(kept)


@pytest.mark.parametrize(
    "withdrawal",
    [
        Withdrawal("2022", date(2025, 1, 1), Decimal(1)),
        Withdrawal("2023", date(2022, 12, 31), Decimal(1)),
        Withdrawal("2023", date(2025, 1, 1), Decimal(-1)),
    ],
)
def test_what_cannot_be_withdrawn_is_refused(withdrawal):
    with pytest.raises(Refused, match="withdrawn"):
        ledger([SECOND], [withdrawal])


MONEY = st.decimals(0, 2_000_000, places=2) | st.decimals(0, 3, places=2)
YEARS = [str(year) for year in range(2017, 2026)]


@st.composite
def firms(draw: st.DrawFn) -> list[dict[str, Any]]:
    periods = draw(st.lists(st.sampled_from(YEARS), unique=True, min_size=1, max_size=6))
    return [
        facts(period, draw(MONEY), draw(MONEY), in_scope=draw(st.booleans()))
        | {"consumption_tax_base": draw(MONEY), "half_relief": int(period) >= 2019 and draw(st.booleans())}
        for period in periods
    ]


@st.composite
def withdrawals(draw: st.DrawFn, rows: list[dict[str, Any]]) -> list[Withdrawal]:
    found = []
    for row in draw(st.lists(st.sampled_from(rows), max_size=3)):
        day = draw(st.dates(date(int(row["period"]), 1, 1), date(2027, 1, 1)))
        found.append(Withdrawal(row["period"], day, draw(MONEY)))
    return found


@given(firms())
@settings(max_examples=100, deadline=None)
def test_with_and_without_vintages_come_to_the_same(rows):
    assert ledger(rows).outcomes == surcharge_credit(sorted(rows, key=lambda row: row["period"]))


@given(st.data())
@settings(max_examples=200, deadline=None)
def test_nothing_is_lost_and_no_credit_is_above_its_base(data):
    rows = data.draw(firms())
    kept = ledger(rows, data.draw(withdrawals(rows)), full=data.draw(st.booleans()))

    assert nothing_is_lost(kept)
    for each in kept.outcomes:
        assert min(each[name] for name in OUT) >= 0
        assert each["credit_education"] + each["payable_education"] == each["base_education"]
        assert each["credit_local"] + each["payable_local"] == each["base_local"]
    for vintage in kept.vintages:
        assert 0 <= vintage.repaid <= vintage.credited
        assert vintage.unused >= 0
