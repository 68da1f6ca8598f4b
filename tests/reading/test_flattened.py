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


BROKEN = (
    "推进普惠金融服务工作，扩大覆盖面。\n市委金融办\n人民银行清江县支\n行、县市场监管局（县知识产权局）\n",
    "推进电网改造，提高供电质量。\n国网清江供电\n公司、县城管局\n县发改局\n",
    "推进就业服务，新增就业五千人。\n县人力资源社会保障\n局\n县财政局、县市场监管局（县知识产权\n局）、县工信局\n",
)
WHOLE = [
    (["市委金融办"], ["人民银行清江县支行", "县市场监管局（县知识产权局）"], False),
    (["国网清江供电公司", "县城管局"], ["县发改局"], False),
    (["县人力资源社会保障局"], ["县财政局", "县市场监管局（县知识产权局）", "县工信局"], False),
]


def test_a_broken_name_is_put_together_before_cells_are_dealt_out() -> None:
    numbered = "".join(f"{n}\n金融{n}\n{row}2025年底\n" for n, row in enumerate(BROKEN, 1))
    reading = read_text(f"序号\n重点任务\n工作内容\n牵头单位\n责任单位\n完成时限\n{numbered}")

    assert [bodies(row) for row in reading.rows] == WHOLE
    assert [row.deadlines for row in reading.rows] == [["2025-12-31"]] * 3


def test_without_numbers_a_row_ends_with_its_bodies() -> None:
    reading = read_text(f"工作任务\n牵头单位\n配合单位\n一、兴业\n{''.join(BROKEN)}")

    assert [bodies(row) for row in reading.rows] == WHOLE
    assert {row.category for row in reading.rows} == {"一、兴业"}


def test_duties_may_stand_in_the_last_column() -> None:
    reading = read_text(
        "目标\n任务\n主要内容\n责任单位\n一、公开\n解读政策，回应关切，办好网站。\n县政府办牵头落实\n"
        "按月公开收支，接受监督。\n县财政局、县审计局分别牵头落实\n发布信息，澄清事实。\n县委网信办牵头落实\n"
    )

    assert [row.lead for row in reading.rows] == [["县政府办"], ["县财政局", "县审计局"], ["县委网信办"]]


def test_a_break_without_a_blank_line_stays_in_its_cell() -> None:
    reading = read_text(
        "清江县2025年清单\n\n序号\n\n工作任务\n\n责任单位\n\n完成时限\n\n1\n\n修路5公里，\n修桥2座。\n\n"
        "县交通局、县农业\n农村局\n\n2025年底\n\n2\n\n种树。\n\n县林业局\n\n长期\n"
    )

    assert [(row.no, row.text, row.responsible) for row in reading.rows] == [
        ("1", "修路5公里，修桥2座。", ["县交通局", "县农业农村局"]),
        ("2", "种树。", ["县林业局"]),
    ]


def test_a_border_behind_every_cell_is_no_text() -> None:
    reading = read_text(
        "序号 |\n主要任务 |\n分管 领导 |\n牵头 单位 |\n责任主体与协同单位 |\n是否达序 |\n说明 |\n"
        "1 |\n修路5公里。 |\n王强 |\n县交通局 |\n县财政局、相关镇 |\n是 |\n||\n"
        "2 |\n种树千亩。 |\n李丽 |\n县林业局 |\n县水利局、各镇 |\n否 |\n前期招标有投诉。 |\n"
    )

    assert [(row.text, *bodies(row)) for row in reading.rows] == [
        ("修路5公里。", ["县交通局"], ["县财政局", "相关镇"], True),
        ("种树千亩。", ["县林业局"], ["县水利局", "各镇"], False),
    ]


def test_one_blank_between_the_cells_is_enough_where_the_head_is_plain() -> None:
    reading = read_text(
        "清江县2025年任务分工\n序号 工 作 任 务 牵头负责部门 完成时限\n1 修路5公里，修桥2座 县交通局 6月底前\n"
        "2 打造 “一站式” 窗口 县政务局、县司法局 长期\n请各部门认真落实。"
    )

    assert [(row.no, row.text, row.lead, row.deadlines) for row in reading.rows] == [
        ("1", "修路5公里，修桥2座", ["县交通局"], ["2025-06-30"]),
        ("2", "打造 “一站式” 窗口", ["县政务局", "县司法局"], ["ongoing"]),
    ]


def test_two_blanks_part_the_cells_wherever_they_stand() -> None:
    reading = read_text(
        "序号  任务内容  责任单位  完成时限\n1  新建学校3所。  县教育局、县住建局  2025年\n"
        "2  招聘教师百名。  县教育局  长期"
    )

    assert [(row.no, row.text, row.responsible) for row in reading.rows] == [
        ("1", "新建学校3所。", ["县教育局", "县住建局"]),
        ("2", "招聘教师百名。", ["县教育局"]),
    ]


def test_a_sentence_below_the_heads_is_no_head() -> None:
    reading = read_text(
        "任务\n责任单位\n时限\n推进改革事项。\n县发改局\n2025年\n办好重点实事。\n县民政局\n长期"
    )

    assert [row.text for row in reading.rows] == ["推进改革事项。", "办好重点实事。"]
