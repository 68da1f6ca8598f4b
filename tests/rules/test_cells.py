"""Cells: codes are read however wide their brackets are, and a blank as what it means."""

from __future__ import annotations

import polars as pl
import pytest

from gaodi.rules.cells import read_all
from gaodi.rules.formulas import Fact
from gaodi.rules.kinds import CODE, PERIOD, TRUTH

TRACK = Fact("track", "哪一条路", CODE, words={"inspection": "教育督导（山东）"})


def typed(fact: Fact, *written: str | None) -> list[object]:
    table = pl.DataFrame({fact.name: written}, schema={fact.name: pl.String})
    return read_all(table, [fact])[1][fact.name].to_list()


@pytest.mark.parametrize(
    "written", ["inspection", "教育督导（山东）", "教育督导(山东)", " 教育督导（山东） "]
)
def test_a_code_is_read_with_brackets_of_either_width(written: str):
    assert typed(TRACK, written) == ["inspection"]


def test_a_word_that_no_code_has_is_not_guessed():
    assert typed(TRACK, "教育督导") == [None]


def test_an_empty_word_is_unknown():
    assert typed(Fact("paid", "已付", TRUTH), None, "", "否") == [None, None, False]


@pytest.mark.parametrize(
    ("fact", "meant"),
    [(Fact("to", "止", PERIOD, blank="2099"), "2099"), (Fact("all", "普及", TRUTH, blank="true"), True)],
)
def test_an_empty_word_is_what_it_means(fact: Fact, meant: object):
    assert typed(fact, None, "") == [meant, meant]
