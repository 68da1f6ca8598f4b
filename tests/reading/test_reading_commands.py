"""``gaodi read``: rows for programs, a table for eyes, a sentence where a file is no list."""

from __future__ import annotations

import argparse
import json
from pathlib import Path

import pytest

from gaodi.reading import commands
from gaodi.reading.paper import Stopped

LIST = "序号,任务内容,牵头单位,责任单位\n1,新建公园3个。,县城管局,县财政局等\n3,修路。,县交通局,无\n"


def run(file: Path, *options: str) -> int:
    parser = argparse.ArgumentParser()
    (command,) = commands.COMMANDS
    command.add_arguments(parser)
    return command.run(parser.parse_args([str(file), *options]))


@pytest.fixture
def task_list(tmp_path: Path) -> Path:
    file = tmp_path / "list.csv"
    file.write_text(LIST, "utf8")
    return file


def test_json_is_printed_and_warnings_are_said_too(task_list: Path, capsys) -> None:
    assert run(task_list, "--format", "json") == 0

    out, err = capsys.readouterr()
    printed = json.loads(out)
    assert [row["no"] for row in printed["rows"]] == ["1", "3"]
    assert printed["rows"][0]["responsible"] == ["县财政局"]
    assert printed["warnings"] == ["序号缺失：2，请核对是否漏项。"]
    assert printed["warnings"][0] in err


def test_a_table_is_printed_for_eyes(task_list: Path, capsys) -> None:
    assert run(task_list) == 0

    assert "县城管局" in capsys.readouterr().out


def test_a_file_that_is_no_list_is_refused_in_a_sentence(tmp_path: Path, capsys) -> None:
    file = tmp_path / "letter.txt"
    file.write_text("关于召开会议的通知\n定于3月12日召开会议。\n", "utf8")

    assert run(file, "--format", "json") == 2

    out, err = capsys.readouterr()
    assert out == ""
    assert "没有读到任务" in err


def test_a_file_that_is_not_there_is_said(tmp_path: Path, capsys) -> None:
    assert run(tmp_path / "nothing.txt") == 2
    assert capsys.readouterr().err.strip()


@pytest.mark.parametrize("stop", [KeyboardInterrupt, Stopped])
def test_stopping_is_clean(task_list: Path, capsys, monkeypatch, stop: type[BaseException]) -> None:
    def stopped(*_args: object, **_options: object) -> None:
        raise stop

    monkeypatch.setattr("gaodi.reading.read", stopped)

    assert run(task_list) == 1
    assert "已停止" in capsys.readouterr().err
