"""Tables pasted as text: one cell a line, or laid out with blanks."""

from __future__ import annotations

from tests.reading.lists import bodies, only, read_text


def test_cells_one_a_line_are_a_table() -> None:
    reading = read_text(
        "\t清江县2026年任务清单\n\n\t序号\n\t任务内容\n\t牵头单位\n\t责任单位\n\n"
        "\t1\n\t新建公园3个。\n\t县城管局\n\t　\n\n\t2\n\t修路。\n\t县交通局\n\t县财政局、县人力资源社会保障\n局\n"
    )

    assert [(row.no, *bodies(row)) for row in reading.rows] == [
        ("1", ["县城管局"], [], False),
        ("2", ["县交通局"], ["县财政局", "县人力资源社会保障局"], False),
    ]


def test_an_empty_cell_in_the_middle_stays_empty() -> None:
    row = only(
        read_text(
            "\t序号\n\t任务内容\n\t牵头单位\n\t责任单位\n\t责任人\n\t完成时限\n\n"
            "\t1\n\t修路。\n\t县交通局\n\t　\n\t王强\n\t长期坚持\n"
        )
    )

    assert (*bodies(row), row.deadlines) == (["县交通局"], [], False, ["ongoing"])


def test_a_repeated_head_is_no_row() -> None:
    head = "\t序号\n\t任务内容\n\t责任单位\n"

    reading = read_text(f"{head}\n\t1\n\t修路。\n\t县交通局\n\n{head}\n\t2\n\t修桥。\n\t县交通局\n")

    assert [row.no for row in reading.rows] == ["1", "2"]
    assert not reading.warnings


def test_without_tabs_the_looks_of_a_line_decide() -> None:
    reading = read_text(
        "序号\n任务内容\n牵头单位\n配合单位\n完成时限\n"
        "1\n修缮道路，完善安全防护设施，\n确保出行安全。\n县交通局\n县财政局、\n县公安局\n2026年5月底前\n"
        "2\n修桥2座。\n县交通局\n无\n长期坚持\n"
    )

    assert [(*bodies(row), row.deadlines) for row in reading.rows] == [
        (["县交通局"], ["县财政局", "县公安局"], False, ["2026-05-31"]),
        (["县交通局"], [], False, ["ongoing"]),
    ]
    assert reading.rows[0].text == "修缮道路，完善安全防护设施，确保出行安全。"


def test_headings_between_the_rows_are_categories() -> None:
    reading = read_text(
        "\t任务内容\n\t责任单位\n\t完成时间\n\n一、拥军\n\t走访300人次。\n\t县民政局\n\t2026年\n\n二、拥政\n\t义诊20场。\n\t县医院\n\t每季度\n"
    )

    assert [(row.category, row.responsible) for row in reading.rows] == [
        ("一、拥军", ["县民政局"]),
        ("二、拥政", ["县医院"]),
    ]


def test_columns_laid_out_with_blanks_are_a_table() -> None:
    reading = read_text(
        "清江镇2025年任务清单\n\n"
        "序号    任务内容              责任单位            完成时限\n"
        "1       修路5公里。           镇农业办、各村      6月底前\n"
        "2       种油茶800亩。         镇林业站            2025年底\n"
    )

    assert [(row.no, row.responsible, row.deadlines) for row in reading.rows] == [
        ("1", ["镇农业办", "各村"], ["2025-06-30"]),
        ("2", ["镇林业站"], ["2025-12-31"]),
    ]
