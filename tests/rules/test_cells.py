"""Cells: codes are read however wide their brackets are."""

from __future__ import annotations

import polars as pl
import pytest

from gaodi.rules.cells import plain, read_cells
from gaodi.rules.formulas import Fact
from gaodi.rules.kinds import CODE

TRACK = Fact("track", "哪一条路", CODE, words={"inspection": "教育督导（山东）"})


@pytest.mark.parametrize(
    "written", ["inspection", "教育督导（山东）", "教育督导(山东)", " 教育督导（山东） "]
)
def test_a_code_is_read_with_brackets_of_either_width(written: str):
    assert read_cells(plain(pl.Series([written]), TRACK), TRACK).to_list() == ["inspection"]


def test_a_word_that_no_code_has_is_not_guessed():
    assert read_cells(plain(pl.Series(["教育督导"]), TRACK), TRACK).to_list() == [None]
