"""Parameters: which of them may be tried with another value, and with which."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from gaodi.rules.parameters import Sources, load_sources
from gaodi.rules.strict_yaml import Unreadable

MODE = """
parameters:
  mode:
    label: 追回方式
    kind: code
    unit: ""
    rule: R3.9
    words: {part: 按比例, whole: 全部}
    values:
      - {since: 2019-01-01, value: VALUE, document: 通知, article: 第一条, confidence: copy}
"""


def sources(tmp_path: Path, value: str = "part") -> Sources:
    file = tmp_path / "parameters.yaml"
    file.write_text(MODE.replace("VALUE", value), encoding="utf8")
    return load_sources(file)


def test_a_code_is_tried_with_a_word_that_it_may_be(tmp_path: Path):
    tried = sources(tmp_path).trying({"mode": "whole"})

    assert tried.value("mode", date(2024, 1, 1)) == "whole"


def test_another_word_is_refused_and_those_there_are_are_said(tmp_path: Path):
    with pytest.raises(Unreadable, match="part（按比例）、whole（全部）"):
        sources(tmp_path).trying({"mode": "half"})


def test_a_file_may_hold_only_words_that_the_code_may_be(tmp_path: Path):
    with pytest.raises(Unreadable, match="half 不在 words 里"):
        sources(tmp_path, "half")


def test_a_list_of_codes_has_words_too_but_is_not_tried(tmp_path: Path):
    file = tmp_path / "parameters.yaml"
    text = MODE.replace("kind: code", "kind: codes").replace("VALUE", "[part, whole]")
    file.write_text(text, encoding="utf8")
    listed = load_sources(file)

    assert listed["mode"].words["whole"] == "全部"
    with pytest.raises(Unreadable, match="没有可以试改的参数 mode"):
        listed.trying({"mode": "part"})
