"""Words among bodies that name nobody: when it is due, the rule of leads, notes that hold for all items."""

from __future__ import annotations

import pytest

from gaodi.reading.bodies import read_bodies
from gaodi.reading.paper import Line
from gaodi.reading.passages import Passage
from tests.reading.lists import read_text


def bodies_of(text: str):
    return read_bodies(Passage.of(Line(text, "line 1")))


@pytest.mark.parametrize(
    ("bracket", "due"),
    [
        ("县发改局、县财政局；长期坚持", "长期坚持"),
        ("县发改局、县财政局；每季度通报一次", "每季度通报一次"),
        ("县发改局、县财政局；立行立改", "立行立改"),
        ("县发改局、县财政局；列入年度计划", "列入年度计划"),
        ("县发改局、县财政局；2026年6月底前完成，并长期坚持", "2026年6月底前完成，并长期坚持"),
        ("县发改局、县财政局；2026年底前取得阶段性成效", "2026年底前取得阶段性成效"),
        ("县发改局、县财政局；2026年3月启动，10月完成", "2026年3月启动，10月完成"),
        ("县发改局、县财政局 2026年6月底", "2026年6月底"),
        ("县发改局、县财政局2026年6月底", "2026年6月底"),
        ("县发改局、县财政局，6月底前出台相关政策", "6月底前出台相关政策"),
        ("县发改局、县财政局，年内形成规划草案", "年内形成规划草案"),
        ("责任单位：县发改局、县财政局；每季度通报一次", "每季度通报一次"),
    ],
)
def test_words_that_say_when_are_no_body(bracket: str, due: str) -> None:
    found = bodies_of(bracket)
    assert [name.text for name in found.names] == ["县发改局", "县财政局"]
    assert [passage.text for passage in found.due] == [due]
    [row] = read_text(f"1.推进改革。（{bracket}）").rows
    assert (row.text, row.responsible) == ("推进改革。", ["县发改局", "县财政局"])


@pytest.mark.parametrize("name", ["县长效办", "年鉴编辑部", "县季节性用工服务中心"])
def test_a_name_with_a_word_of_time_stays_a_body(name: str) -> None:
    assert [found.text for found in bodies_of(f"县发改局、{name}").names] == ["县发改局", name]


@pytest.mark.parametrize(
    "note",
    [
        "。以下各项工作均需各镇人民政府落实，不再列出",
        "，以下均需各镇人民政府落实，不再单独列出",
        "。具体任务均涉及各镇人民政府，不再做分工，下同",
        "，以下不再列出",
        "。列第一位者为牵头单位，其他有关部门按职责分工负责，下同",
        "（第一责任单位为牵头单位，下同）",
    ],
)
def test_what_is_said_for_all_items_adds_no_body(note: str) -> None:
    found = bodies_of(f"责任单位：县发改局、县财政局{note}")
    assert [name.text for name in found.names] == ["县发改局", "县财政局"]
    assert not found.open


def test_a_rule_of_leads_is_remembered() -> None:
    assert bodies_of("县发改局、县财政局，列第一位者为牵头单位，下同").rules
    assert not bodies_of("县发改局牵头，县财政局配合").rules
