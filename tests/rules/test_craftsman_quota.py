"""Places by the largest remainder, held against a slow one that hands out place after place."""

from __future__ import annotations

from fractions import Fraction

from hypothesis import given, settings
from hypothesis import strategies as st

from gaodi.rules import book as books
from gaodi.rules.facts import prepare
from gaodi.rules.outcomes import explain
from gaodi.rules.tables import of_rows


@settings(max_examples=60, deadline=None)
@given(quota=st.integers(0, 60), eligible=st.lists(st.integers(0, 25), min_size=1, max_size=6))
def test_each_row_gets_what_handing_out_place_after_place_gives_it(quota: int, eligible: list[int]):
    assert reckoned(quota, eligible) == (handed_out(quota, eligible) if any(eligible) else None)


def reckoned(quota: int, eligible: list[int]) -> list[int] | None:
    book = books.load("craftsman_quota")
    rows = [
        {
            "year": 2022,
            "pool": "区",
            "quota": quota,
            "school_code": f"{number:04}",
            "major_code": "全部",
            "eligible": count,
        }
        for number, count in enumerate(eligible)
    ]
    outcomes = explain(book, prepare(of_rows(rows), book.formula()))
    if {outcome["places"].state for outcome in outcomes} == {"not_applicable"}:
        return None
    return [outcome["places"].value for outcome in outcomes]


def handed_out(quota: int, eligible: list[int]) -> list[int]:
    """Whole parts, then one each by the remainder; none above its students, what is over goes on to who has room."""
    dues = [Fraction(quota * count, sum(eligible)) for count in eligible]
    given_out = [min(int(due), count) for due, count in zip(dues, eligible, strict=True)]
    turns = sorted(range(len(eligible)), key=lambda row: (-(dues[row] - int(dues[row])), -eligible[row], row))
    while sum(given_out) < quota and given_out != eligible:
        for row in turns:
            if sum(given_out) < quota and given_out[row] < eligible[row]:
                given_out[row] += 1
    return given_out
