"""One column for leads and others, columns of helpers, names that close with a bracket of their own."""

from __future__ import annotations

import pytest

from tests.reading.lists import bodies, only, read_table, read_text


@pytest.mark.parametrize(
    ("head", "cell", "lead", "others"),
    [
        ("牵头单位/配合单位", "县教育局/县财政局、县水利局", "县教育局", "县财政局 县水利局"),
        ("牵头单位／配合单位", "县教育局／各镇、街道", "县教育局", "各镇、街道"),
        ("牵头单位/配合单位", "县教育局/—", "县教育局", ""),
        ("牵头单位/配合单位", "县教育局", "县教育局", ""),
        ("牵头单位/配合单位", "县教育局牵头，县财政局配合", "县教育局", "县财政局"),
        ("牵头、配合单位", "县教育局；县财政局、县水利局", "县教育局", "县财政局 县水利局"),
        ("牵头、配合单位", "县教育局、县财政局", "", "县教育局 县财政局"),
        ("牵头单位（配合单位）", "县教育局（县财政局、县水利局）", "县教育局", "县财政局 县水利局"),
        ("牵头（配合）单位", "县教育局（县财政局）", "县教育局", "县财政局"),
        ("牵头单位", "县教育局（县体育局）", "县教育局（县体育局）", ""),
    ],
)
def test_a_cell_is_parted_as_its_head_is(head: str, cell: str, lead: str, others: str) -> None:
    row = only(read_table(f"序号|任务内容|{head}", f"1|新建学校3所。|{cell}"))

    assert bodies(row) == (lead.split(), others.split(), False)


@pytest.mark.parametrize(
    ("heads", "lead", "others"),
    [
        ("总牵头单位|分项责任单位", "县教育局", "县财政局"),
        ("主要责任单位|次要责任单位", "县教育局", "县财政局"),
        ("抓总单位|落实单位", "县教育局", "县财政局"),
        ("组长单位|成员单位", "县教育局", "县财政局"),
        ("业主单位|行业主管部门", "", "县教育局 县财政局"),
        ("A角|B角", "", "县教育局 县财政局"),
        ("主要责任单位|备注", "", "县教育局"),
    ],
)
def test_columns_of_leads_and_of_helpers(heads: str, lead: str, others: str) -> None:
    row = only(read_table(f"序号|任务内容|{heads}", "1|新建学校3所。|县教育局|县财政局"))

    assert bodies(row) == (lead.split(), others.split(), False)


def test_persons_under_a_letter_are_no_bodies() -> None:
    row = only(read_table("序号|任务内容|责任单位|A角|B角", "1|新建学校3所。|县教育局|王强|李丽"))

    assert bodies(row) == ([], ["县教育局"], False)


def test_a_name_with_angular_brackets_within_a_sentence() -> None:
    row = only(read_text("1.编制核算指南1部。（县资源局〔县林业局〕牵头，清江海洋研究院配合）"))

    assert bodies(row) == (["县资源局〔县林业局〕"], ["清江海洋研究院"], False)


def test_labels_with_a_verb_instead_of_a_colon() -> None:
    row = only(
        read_text("1.新建学校3所。（牵头单位为县教育局，配合单位为县财政局、县水利局，各区政府、管委会）")
    )

    assert bodies(row) == (["县教育局"], ["县财政局", "县水利局", "各区政府、管委会"], False)


def test_a_bracket_on_a_line_of_its_own_belongs_to_the_body_above() -> None:
    cells = ["序号", "工作任务", "牵头单位", "配合单位", "完成时限"]
    cells += ["1", "培训督导员600名。", "县委宣传部", "（县精神文明办公室）", "团县委、县妇联", "2026年6月"]
    cells += ["2", "检查市场20家。", "县市场监管局", "县商务局", "2026年9月"]

    first, second = read_text("\n".join(cells)).rows
    assert bodies(first) == (["县委宣传部（县精神文明办公室）"], ["团县委", "县妇联"], False)
    assert bodies(second) == (["县市场监管局"], ["县商务局"], False)


def test_a_row_whose_merged_cells_were_left_out_moves_to_its_columns() -> None:
    reading = read_table(
        "序号|项目内容|进展情况|责任单位",
        "1|建成驿站7家。|建成13家。|县卫健局",
        "新增托位500个。|新增600个。||",
        "新增护士5名。|||",
        "2|修路100公里。|完成50公里。|县交通局",
        kind="markdown",
    )

    assert [(row.no, row.text, row.responsible) for row in reading.rows] == [
        ("1", "建成驿站7家。", ["县卫健局"]),
        ("1", "新增托位500个。", ["县卫健局"]),
        ("1", "新增护士5名。", ["县卫健局"]),
        ("2", "修路100公里。", ["县交通局"]),
    ]
    assert reading.warnings == []


def test_a_row_without_its_number_keeps_its_own_bodies() -> None:
    rows = read_table(
        "序号|工作任务|牵头单位|配合单位|完成时限",
        "1|建新库房3间。|县档案馆|县财政局|2026年6月",
        "接收档案500卷。|县档案馆|县直各部门|2026年9月",
        kind="markdown",
    ).rows

    assert [(row.no, row.text, row.lead, row.deadlines) for row in rows] == [
        ("1", "建新库房3间。", ["县档案馆"], ["2026-06"]),
        ("1", "接收档案500卷。", ["县档案馆"], ["2026-09"]),
    ]


def test_a_row_that_does_not_fit_its_head_is_named() -> None:
    reading = read_table(
        "序号|工作任务|责任单位",
        "1|建新库房3间。|县档案馆",
        "接收档案500卷。|已完成。|2026年9月",
        kind="markdown",
    )

    assert reading.warnings == ["与表头对不上：表1第3行第1格，各栏内容未能认定，请核对。"]


@pytest.mark.parametrize(
    ("heads", "deadlines"),
    [
        ("6月底前|12月底前", ["2026-06-30", "2026-12-31"]),
        ("1-3月|4-6月", ["2026-01-01/2026-03-31", "2026-04-01/2026-06-30"]),
        ("近期目标（2026年）|远期目标（2030年）", ["2026", "2030"]),
    ],
)
def test_heads_that_say_when(heads: str, deadlines: list[str]) -> None:
    row = only(
        read_table(
            f"序号|工作任务|{heads}|责任单位", "1|新建库房。|3间|5间|县档案馆", above="清江县2026年任务清单"
        )
    )

    assert (row.deadlines, [target["value"] for target in row.targets]) == (deadlines, [3, 5])


@pytest.mark.parametrize("head", ["频次", "周期", "工作频次"])
def test_how_often_is_a_time(head: str) -> None:
    row = only(read_table(f"序号|工作任务|{head}|责任单位", "1|检查库房。|每月|县档案馆"))

    assert row.deadlines == ["every:1m"]
