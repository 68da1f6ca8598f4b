"""Checks that registers share."""

from __future__ import annotations

from datetime import date

import pytest

from gaodi.ground.models.people import OPEN_END
from gaodi.registers.rowchecks import goes_with, has_ended, not_before, part_of

MONDAY, TUESDAY = date(2023, 5, 8), date(2023, 5, 9)


def says(check, **row):
    return [(problem.column, problem.sentence, problem.warning) for problem in check(row)]


@pytest.mark.parametrize(
    ("row", "is_wrong"),
    [
        ({"some": 3, "all": 2}, True),
        ({"some": 2, "all": 2}, False),
        ({"some": 2, "all": None}, False),
        ({"some": None, "all": 2}, False),
        ({"some": 0, "all": 0}, False),
    ],
)
def test_a_part_is_within_the_whole(row, is_wrong):
    expected = [("some", "多了", False)] if is_wrong else []
    assert says(part_of("some", "all", "多了"), **row) == expected


def test_a_cell_goes_with_another():
    check = goes_with("paper", "kind", ("bought", "leased"), "没有文件")

    assert says(check, kind="bought") == [("paper", "没有文件", False)]
    assert says(check, kind="bought", paper="一号") == []
    assert says(check, kind="given") == []
    assert says(check) == []
    assert says(goes_with("paper", "kind", ("bought",), "没有文件", warning=True), kind="bought") == [
        ("paper", "没有文件", True)
    ]


def test_0_and_no_are_answers():
    assert says(goes_with("price", "kind", ("free",), "没有价格"), kind="free", price=0) == []
    assert says(goes_with("agreed", "kind", ("free",), "没有填"), kind="free", agreed=False) == []


def test_one_day_is_not_before_another():
    check = not_before("later", "earlier", "早了")

    assert says(check, later=MONDAY, earlier=TUESDAY) == [("later", "早了", False)]
    assert says(check, later=MONDAY, earlier=MONDAY) == []
    assert says(check, later=MONDAY) == []


@pytest.mark.parametrize(("end", "ended"), [(MONDAY, True), (OPEN_END, False), (None, False)])
def test_an_open_end_is_no_end(end, ended):
    assert has_ended({"valid_to": end}) is ended
