"""Tables: heads, columns, blocks, categories, notes, totals, pages."""

from __future__ import annotations

import pytest

from gaodi.reading import read_paper
from gaodi.reading.paper import Cell, Paper, RefusedPaper, Table
from tests.reading.lists import bodies, lines_of, only, read_table, table_of

HEAD = "序号|任务内容|牵头单位|责任单位|完成时限"


def test_a_plain_table_gives_a_row_for_each_line() -> None:
    reading = read_table(
        HEAD, "1|新建公园3个。|县城管局|县财政局|2026年9月底前", above="清江县2026年任务清单"
    )

    row = only(reading)
    assert (row.no, row.text, *bodies(row)) == ("1", "新建公园3个。", ["县城管局"], ["县财政局"], False)
    assert (row.deadlines, reading.title, reading.year) == (["2026-09-30"], "清江县2026年任务清单", 2026)


def test_a_month_takes_the_year_of_the_title() -> None:
    reading = read_table(HEAD, "1|新建公园。|县城管局|无|9月底前", above="清江县2026年任务清单")

    assert only(reading).deadlines == ["2026-09-30"]


@pytest.mark.parametrize(
    "head",
    [
        "编号|整治任务|主办单位|协办单位|时限要求",
        "序号|重点任务|主责单位|参与单位|时间节点",
        "项次|工作事项|牵头责任单位|配合部门|办结时限",
    ],
)
def test_head_words_differ_from_office_to_office(head: str) -> None:
    row = only(read_table(head, "1|新建公园。|县城管局|县财政局|2026年"))

    assert (*bodies(row), row.deadlines) == (["县城管局"], ["县财政局"], False, ["2026"])


def test_columns_of_persons_results_and_remarks_give_nothing() -> None:
    row = only(
        read_table(
            "序号|工作任务|责任领导|责任单位|联系人及电话|成果形式|进展情况|备注",
            "1|新建公园3个。|王强|县城管局|李丽 5551234|方案2份|完成30%，2025年6月完工|2027年评估",
        )
    )

    assert bodies(row) == ([], ["县城管局"], False)
    assert (row.text, row.deadlines, [target["value"] for target in row.targets]) == (
        "新建公园3个。",
        [],
        [3],
    )


def test_a_head_of_two_rows_puts_years_over_their_figures() -> None:
    row = only(
        read_table(
            "序号|工作任务|年度目标|<|责任分工|<|备注",
            "^|^|2024年目标|2025年目标|牵头单位|责任单位|^",
            "1|新增就业。|4000人|—|县人社局|县财政局|2023年3000人",
        )
    )

    assert (row.deadlines, [target["value"] for target in row.targets]) == (["2024"], [4000])
    assert bodies(row) == (["县人社局"], ["县财政局"], False)


def test_a_head_of_two_rows_without_merges_is_understood_too() -> None:
    row = only(
        read_table(
            "序号|工作任务|责任分工||完成时限",
            "||牵头单位|配合单位|",
            "1|新建公园。|县城管局|县财政局|2026年6月",
            kind="csv",
        )
    )

    assert (*bodies(row), row.deadlines) == (["县城管局"], ["县财政局"], False, ["2026-06"])


def test_quarters_in_the_head_are_deadlines() -> None:
    reading = read_table(
        "序号|项目名称|一季度目标|二季度目标|牵头单位",
        "1|体育公园|完成设计|开工|县城管局",
        above="清江县2026年项目计划",
    )

    assert only(reading).deadlines == ["2026-03-31", "2026-06-30"]


def test_a_number_and_a_title_merged_down_hold_for_each_measure() -> None:
    reading = read_table(
        "序号|重点任务|具体措施|牵头单位|完成时限",
        "1|稳定粮食生产|播种5万亩。|县农业农村局|2026年",
        "^|^|推广良种3个。|县种子站|2026年",
    )

    assert [(row.no, row.title, row.text) for row in reading.rows] == [
        ("1", "稳定粮食生产", "播种5万亩。"),
        ("1", "稳定粮食生产", "推广良种3个。"),
    ]
    assert not reading.warnings


def test_a_title_filled_once_holds_for_the_rows_below() -> None:
    reading = read_table(
        "序号|重点任务|具体举措|牵头单位",
        "1|稳定粮食生产|播种5万亩。|县农业农村局",
        "2||推广良种3个。|县种子站",
        kind="markdown",
    )

    assert [row.title for row in reading.rows] == ["稳定粮食生产", "稳定粮食生产"]


def test_bodies_merged_down_hold_for_each_measure() -> None:
    reading = read_table(HEAD, "1|修路。|县交通局|县财政局|2026年", "2|修桥。|^|^|2026年")

    assert [bodies(row) for row in reading.rows] == [(["县交通局"], ["县财政局"], False)] * 2


def test_a_measure_over_several_lines_of_bodies_is_one_row() -> None:
    row = only(read_table("序号|任务|责任单位", "1|建公厕。|县城管局（牵头）", "^|^|县财政局"))

    assert bodies(row) == (["县城管局"], ["县财政局"], False)


def test_category_rows_totals_notes_and_repeated_heads_are_no_rows() -> None:
    reading = read_table(
        HEAD,
        "一、基础设施|<|<|<|<",
        "1|修路。|县交通局|县财政局|2026年",
        HEAD,
        "二、公共服务||||",
        "2|建校。|县教育局|无|2026年",
        "合计|2项|||",
        "注：县督查室负责督查，每月通报。||||",
    )

    assert [(row.no, row.category) for row in reading.rows] == [("1", "一、基础设施"), ("2", "二、公共服务")]


def test_a_chinese_number_with_a_heading_is_a_category() -> None:
    reading = read_table(HEAD, "一|基础设施|||", "1|修路。|县交通局|县财政局|2026年")

    assert [row.no for row in reading.rows] == ["1"]


def test_several_tables_with_different_columns_follow_each_other() -> None:
    reading = read_paper(
        Paper(
            "xlsx",
            [
                Table(
                    [[Cell("填报说明", "sheet 说明 A1")], [Cell("县督查室每月通报。", "sheet 说明 A2")]],
                    "说明",
                ),
                table_of("序号|任务|牵头单位", "1|修路。|县交通局", name="道路"),
                table_of("编号|整治任务|责任单位", "1|治污。|县水利局（牵头）、各镇", name="河道"),
            ],
        )
    )

    assert [(row.category, *bodies(row)) for row in reading.rows] == [
        ("道路", ["县交通局"], [], False),
        ("河道", ["县水利局"], ["各镇"], False),
    ]
    assert not reading.warnings


def test_a_table_goes_on_without_a_head_on_the_next_page() -> None:
    reading = read_paper(
        Paper(
            "docx",
            [
                table_of(HEAD, "1|修路。|县交通局|无|2026年"),
                table_of("2|修桥。|县交通局|无|2027年", number=2),
            ],
        )
    )

    assert [(row.no, row.deadlines) for row in reading.rows] == [("1", ["2026"]), ("2", ["2027"])]
    assert not reading.warnings


def test_a_row_that_a_page_broke_is_put_together() -> None:
    reading = read_paper(
        Paper(
            "pdf",
            [
                table_of(HEAD, "1|修缮农村道路，完善安全防|县交通|县财政局|2026年"),
                table_of(HEAD, "|护设施。|局||", "2|修桥。|县交通局|无|2026年", number=2),
            ],
        )
    )

    assert [(row.no, row.text, row.lead) for row in reading.rows] == [
        ("1", "修缮农村道路，完善安全防护设施。", ["县交通局"]),
        ("2", "修桥。", ["县交通局"]),
    ]


def test_a_real_date_is_the_deadline() -> None:
    head, row = table_of(HEAD, "1|修路。|县交通局|无|").rows
    row[4] = Cell("2026年6月30日", "table 1 row 2 cell 5", date="2026-06-30")

    assert only(read_paper(Paper("xlsx", [Table([head, row])]))).deadlines == ["2026-06-30"]


def test_a_number_made_by_word_is_printed_too() -> None:
    head, row = table_of(HEAD, "|修路。|县交通局|无|2026年").rows
    row[0] = Cell("", "table 1 row 2 cell 1", number="1.")

    assert only(read_paper(Paper("docx", [Table([head, row])]))).no == "1"


def test_a_covering_notice_gives_no_rows() -> None:
    reading = read_table(
        HEAD,
        "1|修路。|县交通局|无|10月底前",
        above="关于印发《清江县2026年任务清单》的通知\n各乡镇：\n"
        "请于2026年3月15日前报送方案（联系人：王强，电话：5551234）。\n清江县人民政府\n附件\n清江县2026年任务清单",
        below="注：各单位于2026年12月1日前报送总结（县政府办负责）。",
    )

    assert only(reading).deadlines == ["2026-10-31"]
    assert reading.title == "清江县2026年任务清单"


def test_a_bracket_in_the_text_names_the_bodies_where_no_column_does() -> None:
    row = only(read_table("序号|工作任务|完成时限", "1|新建公园3个（县城管局牵头，县财政局配合）。|2026年"))

    assert (row.text, *bodies(row)) == ("新建公园3个。", ["县城管局"], ["县财政局"], False)


def test_the_text_gives_its_number_where_no_column_does() -> None:
    row = only(read_table("任务及措施|责任单位", "3.新建公园3个。|县城管局"))

    assert (row.no, row.text) == ("3", "新建公园3个。")


def test_responsible_and_assisting_columns_say_who_leads() -> None:
    row = only(read_table("序号|任务|责任单位|配合单位", "1|修路。|县交通局|县财政局"))

    assert bodies(row) == (["县交通局"], ["县财政局"], False)


def test_forms_one_for_each_task_are_a_table() -> None:
    reading = read_table(
        "任务名称|优化公交",
        "工作内容|优化公交线路12条。",
        "牵头单位|县交通局",
        "完成时限|2026年8月底前",
        "任务名称|建设公墓",
        "工作内容|新建公墓2处。",
        "牵头单位|县民政局",
        "完成时限|2026年底前",
    )

    assert [(row.title, row.text, row.lead, row.deadlines) for row in reading.rows] == [
        ("优化公交", "优化公交线路12条。", ["县交通局"], ["2026-08-31"]),
        ("建设公墓", "新建公墓2处。", ["县民政局"], ["2026-12-31"]),
    ]


def test_a_bare_figure_takes_the_unit_of_its_row() -> None:
    row = only(
        read_table("序号|指标名称|单位|2026年目标|牵头单位", "1|新增市场主体|户|2000以上|县市场监管局")
    )

    assert [(target["value"], target["unit"]) for target in row.targets] == [(2000, "户")]
    assert (row.deadlines, *bodies(row)) == (["2026"], ["县市场监管局"], [], False)


def test_bodies_and_their_deadline_may_share_a_column() -> None:
    row = only(read_table("序号|任务|责任单位及完成时限", "1|引进项目8个。|县投促局⏎县发改局⏎2026年底"))

    assert (*bodies(row), row.deadlines) == ([], ["县投促局", "县发改局"], False, ["2026-12-31"])


def test_persons_in_a_column_of_bodies_are_left_out() -> None:
    row = only(read_table("序号|任务|责任单位及责任人", "1|检查500家次。|县应急局 赵刚、县公安局 钱明"))

    assert row.responsible == ["县应急局", "县公安局"]


def test_rows_may_end_early() -> None:
    reading = read_table(HEAD, "1|修路。|县交通局", "2|修桥。|县交通局|县财政局|2026年")

    assert [(row.no, row.responsible) for row in reading.rows] == [("1", []), ("2", ["县财政局"])]


@pytest.mark.parametrize(
    ("rows", "sentence"),
    [
        (("1|修路。|县交通局|县财政局", "2|修桥。|县交通局|无"), "没有表头"),
        ((HEAD,), "没有任务"),
        (("姓名|单位|职务|手机号码", "王强|县教育局|科员|19900000001"), "没有写任务的一栏"),
    ],
)
def test_what_is_no_list_is_refused_with_a_sentence(rows: tuple[str, ...], sentence: str) -> None:
    with pytest.raises(RefusedPaper, match=sentence) as refusal:
        read_table(*rows)

    assert "王强" not in str(refusal.value)
    assert "1990" not in str(refusal.value)


def test_a_letter_is_refused() -> None:
    with pytest.raises(RefusedPaper, match="没有读到任务"):
        read_paper(
            Paper("pdf", list(lines_of("关于召开会议的通知\n各乡镇：\n定于3月12日召开会议，参会120人。")))
        )


def test_numbers_that_stand_twice_or_are_missing_are_warned_of() -> None:
    reading = read_table(HEAD, *(f"{n}|修路{n}。|县交通局|无|2026年" for n in (1, 2, 3, 3, 4, 6)))

    twice, gone = reading.warnings
    assert twice == "序号重复：3（表1第4行第2格、表1第5行第2格），请核对。"
    assert gone == "序号缺失：5，请核对是否漏项。"


def test_sections_beside_units_are_no_bodies() -> None:
    both = only(read_table("序号|任务|责任单位|责任科室", "1|修路。|县交通局|建设科"))
    alone = only(read_table("序号|任务|牵头科室|配合科室", "1|修路。|建设科|财务科"))

    assert bodies(both) == ([], ["县交通局"], False)
    assert bodies(alone) == (["建设科"], ["财务科"], False)


def test_cells_moved_by_a_merge_that_was_lost_are_in_place() -> None:
    reading = read_table(
        "类别|事项名称|2025年度任务目标|责任单位|分管领导|监督电话",
        "一、教育|1.改建学校|完成2座教学楼。|县教育局|王强|12345",
        "2.铺设操场|完成13处操场。|县教育局|王强|12345|",
        "3.办好托管|34所学校全覆盖。|县教育局、县体育局|李丽|12345",
        kind="markdown",
    )

    assert [(row.no, row.text, row.responsible, row.category) for row in reading.rows] == [
        ("1", "改建学校", ["县教育局"], "一、教育"),
        ("2", "铺设操场", ["县教育局"], "一、教育"),
        ("3", "办好托管", ["县教育局", "县体育局"], "一、教育"),
    ]


def test_bodies_before_the_tasks_head_a_block() -> None:
    reading = read_table(
        "责任单位|序号|任务|时限",
        "县教育局|1|建校。|2025年",
        "|2|招生。|2025年",
        "县水利局|3|修渠。|2025年",
        kind="csv",
    )

    assert [row.responsible for row in reading.rows] == [["县教育局"], ["县教育局"], ["县水利局"]]


def test_labels_in_the_cells_decide_whatever_the_head_says() -> None:
    reading = read_table(
        "序号|任务措施|落实要求",
        "1|新建公园3个。|牵头单位：县城管局⏎配合单位：县财政局、县水利局等⏎完成时限：持续推进",
        "2|修订预案1件。|牵头单位：县城管局⏎配合单位：无⏎完成时限：自印发之日起90日内",
    )

    first, second = reading.rows
    assert (*bodies(first), first.deadlines) == (["县城管局"], ["县财政局", "县水利局"], True, ["ongoing"])
    assert (*bodies(second), second.deadlines) == (["县城管局"], [], False, ["within:90d"])


def test_requirements_without_labels_stay_what_their_head_says() -> None:
    row = only(read_table("序号|工作任务|工作要求|责任单位", "1|新建公园。|绿地率：达到40%|县城管局"))

    assert (bodies(row), [target["value"] for target in row.targets]) == (([], ["县城管局"], False), [40])
