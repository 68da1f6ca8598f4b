"""``gaodi list`` in the shell: what it says fits a window, and nothing is cut."""

from __future__ import annotations

import argparse
import unicodedata

import pytest

from gaodi.supervision.commands import WIDTH, run_list


def asked(**said: str) -> argparse.Namespace:
    return argparse.Namespace(**{"action": "show", "slug": "", "username": "", "format": "table"} | said)


def columns(line: str) -> int:
    return sum(2 if unicodedata.east_asian_width(sign) in "FW" else 1 for sign in line.rstrip())


@pytest.fixture(autouse=True)
def nobody_says_how_wide(monkeypatch):
    monkeypatch.delenv("COLUMNS", raising=False)


def test_a_list_fits_the_window_and_nothing_is_cut(清单, 系统, capsys):
    assert run_list(asked(slug=清单.slug)) == 0

    said = capsys.readouterr().out
    assert max(map(columns, said.splitlines())) <= WIDTH
    assert "…" not in said
    assert "未启动  尚未交办" in said


def test_the_lists_are_named(清单, 系统, capsys):
    assert run_list(asked()) == 0

    assert f"{清单.slug}  {清单.title}" in capsys.readouterr().out


def test_a_list_that_is_none_is_refused(系统, capsys):
    assert run_list(asked(slug="nirgends")) == 2

    assert "没有名为 nirgends 的清单。" in capsys.readouterr().err
