"""``gaodi list`` in the shell: what it says fits a window, and nothing is cut."""

from __future__ import annotations

import argparse
import unicodedata
from datetime import date

import pytest

from gaodi.bedrock import clock
from gaodi.ground.acting import acting
from gaodi.ground.queries.first_run import LOADED
from gaodi.supervision.commands import WIDTH, _its_own_day, run_list


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


def test_the_shell_shows_the_lights_of_the_demonstrations_own_day(monkeypatch, capsys, 系统, 清单):
    monkeypatch.delenv("GAODI_TODAY", raising=False)
    with acting(LOADED, "载入演示数据", None, by=系统):
        pass
    with clock.standing_on(None), _its_own_day():
        assert clock.today() == date(2023, 10, 20)
    assert "按2023年10月20日计" in capsys.readouterr().err
