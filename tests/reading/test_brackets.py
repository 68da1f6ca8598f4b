"""Brackets of bodies: at the end of an item, in its middle, before its text."""

from __future__ import annotations

from tests.reading.lists import read_text


def rows_of(text: str):
    return [(row.part, row.text, row.lead + row.responsible) for row in read_text(text).rows]


def test_brackets_of_bare_names_split_an_item() -> None:
    item = (
        "1.平台覆盖率达到90%。（县住建局、县委网信办）改造路口五处。（县交通局、县公安局等）"
        "整治河道。（县水利局、县城管局按职责分工）监测设备在线。（县气象局）"
    )
    assert rows_of(item) == [
        ("1", "平台覆盖率达到90%。", ["县住建局", "县委网信办"]),
        ("2", "改造路口五处。", ["县交通局", "县公安局"]),
        ("3", "整治河道。", ["县水利局", "县城管局"]),
        ("4", "监测设备在线。", ["县气象局"]),
    ]


def test_a_bracket_that_explains_splits_nothing() -> None:
    item = (
        "1.建设平台（县级平台）。建好中心。（含乡镇服务中心）推广系统（以下简称“系统”）。"
        "（原县卫生局）开放数据。（县数据局）"
    )
    [(part, text, names)] = rows_of(item)
    assert (part, names) == (None, ["县数据局"])
    assert text.endswith("（原县卫生局）开放数据。")


def test_a_bracket_may_stand_before_its_text() -> None:
    items = (
        "1.推进改革。（县发改局）\n2.（县工信局、县科技局）推进创新。\n"
        "3.（县教育局）办好学校。（县水利局）管好河道。"
    )
    assert rows_of(items) == [
        (None, "推进改革。", ["县发改局"]),
        (None, "推进创新。", ["县工信局", "县科技局"]),
        ("1", "办好学校。", ["县教育局"]),
        ("2", "管好河道。", ["县水利局"]),
    ]


def test_a_sign_behind_a_bracket_belongs_to_what_it_closes() -> None:
    assert rows_of("1.推进改革（县发改局负责）；推进创新（县工信局负责）。") == [
        ("1", "推进改革；", ["县发改局"]),
        ("2", "推进创新。", ["县工信局"]),
    ]


def test_content_before_a_name_is_no_part_of_it() -> None:
    assert rows_of("1.推进两项工作。（清淤：县水利局；绿化：县林业局）") == [
        (None, "推进两项工作。", ["县水利局", "县林业局"])
    ]


def test_square_brackets_of_full_width() -> None:
    assert rows_of("1.推进改革。［责任单位：县发改局（牵头），县财政局］") == [
        (None, "推进改革。", ["县发改局", "县财政局"])
    ]
