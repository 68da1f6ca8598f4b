"""The surcharge credit on random facts, row by row beside the slow reference in Decimal."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

from hypothesis import given, settings
from hypothesis import strategies as st

from gaodi.rules import book as books
from gaodi.rules.engines import run_frame
from gaodi.rules.facts import prepare
from gaodi.rules.outcomes import table
from gaodi.rules.tables import of_rows
from tests.rules.references.credit import OUT, surcharge_credit

MONEY = st.decimals(0, 3_000_000, places=2) | st.decimals(0, 3, places=2)
SALES = st.sampled_from(["99999.99", "100000", "100000.01", "300000", "300000.01"]).map(Decimal) | MONEY
YEARS = st.lists(st.integers(2017, 2028), unique=True, min_size=1, max_size=3)
FILINGS = ("year", "quarter", "month")
OF_A_KNOWN_PERIOD = (
    *("pool", "credit_education", "credit_local", "payable_education", "payable_local", "carry_out"),
)


def periods(year: int, filing: str, number: int) -> str:
    return {"year": f"{year}", "quarter": f"{year}Q{number % 4 + 1}", "month": f"{year}-{number + 1:02}"}[
        filing
    ]


@st.composite
def firms(draw: st.DrawFn, gaps: bool = True) -> list[dict[str, Any]]:  # noqa: FBT001, FBT002  of hypothesis
    """One to three firms with one to six periods; with gaps, one fact in twelve is unknown."""
    rows = []
    for firm in range(draw(st.integers(1, 3))):
        for year in draw(YEARS):
            filing = draw(st.sampled_from(FILINGS))
            names = [periods(year, filing, number) for number in draw(numbers(filing))]
            rows.extend(draw(row(f"firm {firm}", name, filing, gaps=gaps)) for name in names)
    return draw(st.permutations(rows))


def numbers(filing: str) -> st.SearchStrategy[list[int]]:
    last = {"year": 0, "quarter": 3, "month": 11}[filing]
    return st.lists(st.integers(0, last), unique=True, min_size=1, max_size=2)


@st.composite
def row(draw: st.DrawFn, firm: str, period: str, filing: str, *, gaps: bool) -> dict[str, Any]:
    facts = {
        "filing": filing,
        "sales": draw(SALES),
        "vat_base": draw(MONEY),
        "consumption_tax_base": draw(st.just(Decimal(0)) | MONEY),
        "half_relief": draw(st.booleans()) and "2019" <= period < "2028",
        "in_scope": draw(st.integers(0, 3)) > 0,
        "new_investment": draw(MONEY),
    }
    if gaps and draw(st.integers(0, 7)) == 0:
        facts[draw(st.sampled_from(sorted(facts)))] = None
    if gaps and facts["half_relief"] is False and draw(st.integers(0, 11)) == 0:
        facts["half_relief"] = True  # on a day without a rate too
    return {"uscc": firm, "period": period, **facts}


def reckoned(rows: list[dict[str, Any]]) -> list[dict[str, Any]]:
    plan = books.load("surcharge_credit").plan()
    found = run_frame(plan, prepare(of_rows(rows), plan.formula))
    return table(plan, found.lazy()).collect().to_dicts()


@given(firms())
@settings(max_examples=60, deadline=None)
def test_each_row_is_that_of_the_slow_reference(rows):
    for found, wanted in zip(reckoned(rows), surcharge_credit(rows, by_column=True), strict=True):
        assert (found["uscc"], found["period"]) == (wanted["uscc"], wanted["period"])
        for name in OUT:
            # a pool rests on what came before and on the grant, so it may be known where the base is not
            if name != "pool" or wanted["carry_out"] is not None:
                assert found[name] == wanted[name], (name, found)


@given(firms())
@settings(max_examples=40, deadline=None)
def test_what_is_unknown_stays_so_and_says_what_is_missing(rows):
    for found in reckoned(rows):
        unknown = [name for name in OF_A_KNOWN_PERIOD if found[name] is None]
        assert bool(unknown) == bool(found["missing"])


@given(firms(gaps=False))
@settings(max_examples=60, deadline=None)
def test_no_credit_is_above_its_base_and_nothing_is_lost(rows):
    found = reckoned(rows)

    for each in found:
        assert min(each[name] for name in OUT) >= 0
        assert each["credit_education"] + each["payable_education"] == each["base_education"]
        assert each["credit_local"] + each["payable_local"] == each["base_local"]
    for firm in {each["uscc"] for each in found}:
        own = sorted((each for each in found if each["uscc"] == firm), key=by_last_day)
        granted = sum(each["grant"] for each in own)
        credited = sum(each["credit_education"] + each["credit_local"] for each in own)
        assert granted == credited + own[-1]["carry_out"]


def by_last_day(row: dict[str, Any]) -> str:
    """2023 after 2023Q4 would be, but those never stand together."""
    year, _, month = row["period"].replace("Q", "-Q").partition("-")
    quarter = {"Q1": "03", "Q2": "06", "Q3": "09", "Q4": "12"}
    return year + (quarter.get(month, month) or "12")
