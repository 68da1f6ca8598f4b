"""Measures in paragraphs: numbers, closing brackets, lines of bodies, headings, and what gives no row."""

from __future__ import annotations

import pytest

from gaodi.reading.paper import RefusedPaper
from tests.reading.lists import bodies, only, read_text


@pytest.mark.parametrize(
    ("printed", "no"),
    [
        ("1.", "1"),
        ("2、", "2"),
        ("1.1 ", "1.1"),
        ("（三）", "（三）"),
        ("（4）", "（4）"),
        ("五、", "五"),
        ("⑥", "⑥"),
        ("第七条　", "第七条"),
        ("8）", "8）"),
        ("任务九：", "任务九"),
    ],
)
def test_every_way_of_numbering_is_known(printed: str, no: str) -> None:
    row = only(read_text(f"{printed}新建公园3个。（县城管局负责）"))

    assert (row.no, row.text, row.responsible) == (no, "新建公园3个。", ["县城管局"])


def test_a_year_or_a_figure_at_the_start_is_no_number() -> None:
    row = only(read_text("1.2026年新建公园3个。（县城管局负责）"))

    assert (row.no, row.text) == ("1", "2026年新建公园3个。")


@pytest.mark.parametrize(
    ("bracket", "lead", "others", "due"),
    [
        ("（牵头单位：县城管局，配合单位：县财政局）", "县城管局", "县财政局", ""),
        (
            "（责任单位：县财政局；牵头单位：县城管局；完成时限：2026年7月）",
            "县城管局",
            "县财政局",
            "2026-07",
        ),
        ("（县城管局牵头，县财政局配合；2026年10月底前完成）", "县城管局", "县财政局", "2026-10-31"),
        ("【责任单位：县城管局、县财政局】", "", "县城管局 县财政局", ""),
        ("（县城管局、县财政局）", "", "县城管局 县财政局", ""),
        ("（县城管局牵头）（完成时限：2026年底前）", "县城管局", "", "2026-12-31"),
        ("（县城管局牵头）（2026年12月底前）", "县城管局", "", "2026-12-31"),
        ("责任单位：县城管局；完成时限：2026年6月底前。", "", "县城管局", "2026-06-30"),
        ("由县城管局牵头，县财政局配合。", "县城管局", "县财政局", ""),
        ("【牵头单位】县城管局【完成时限】2026年3月", "县城管局", "", "2026-03"),
    ],
)
def test_a_measure_closes_with_its_bodies(bracket: str, lead: str, others: str, due: str) -> None:
    row = only(read_text(f"1.新建公园3个（含健身步道）。{bracket}"))

    assert row.text == "新建公园3个（含健身步道）。"
    assert (row.lead, row.responsible, row.deadlines) == (lead.split(), others.split(), due.split())


def test_an_ordinary_bracket_names_nobody() -> None:
    row = only(
        read_text("一、允许企业直接申报（企业直接向县发改局申报，不需乡镇转报），优先支持。（县发改局负责）")
    )

    assert row.responsible == ["县发改局"]
    assert "不需乡镇转报" in row.text


def test_several_brackets_make_several_parts() -> None:
    reading = read_text(
        "（一）改善条件。新建公园3个。（县城管局负责）更新健身器材60套。（县体育局、县财政局负责）"
    )

    assert [(row.no, row.part, row.text, row.responsible) for row in reading.rows] == [
        ("（一）", "1", "改善条件。新建公园3个。", ["县城管局"]),
        ("（一）", "2", "更新健身器材60套。", ["县体育局", "县财政局"]),
    ]
    assert not reading.warnings


def test_bodies_may_stand_on_the_lines_below() -> None:
    reading = read_text(
        "①新建公园3个。\n牵头单位：县城管局　责任单位：无　完成时限：2026年6月底前\n"
        "②更新器材。\n牵头单位：县体育局\n责任单位：县财政局\n完成时限：2026年底前\n责任人：王强"
    )

    assert [(row.no, row.lead, row.responsible, row.deadlines) for row in reading.rows] == [
        ("①", ["县城管局"], [], ["2026-06-30"]),
        ("②", ["县体育局"], ["县财政局"], ["2026-12-31"]),
    ]


def test_a_bracket_may_stand_on_a_line_of_its_own() -> None:
    row = only(read_text("（1）新建公园3个。\n（县城管局牵头，县财政局配合）"))

    assert (row.no, *bodies(row)) == ("（1）", ["县城管局"], ["县财政局"], False)


def test_bare_names_on_a_line_of_their_own_belong_to_the_number_above() -> None:
    reading = read_text("清江县任务清单\n（县政府办公室）\n1.新建公园3个。\n（县城管局、县财政局）")

    assert [(row.no, row.responsible) for row in reading.rows] == [("1", ["县城管局", "县财政局"])]


def test_a_label_may_stand_above_its_bodies() -> None:
    row = only(read_text("1.新建公园3个。\n牵头单位：\n县城管局\n完成时限：\n2026年11月"))

    assert (row.lead, row.deadlines) == (["县城管局"], ["2026-11"])


def test_a_heading_with_labelled_lines_is_a_title() -> None:
    row = only(
        read_text("1.实施公园提升\n工作内容：新建公园3个。\n工作目标：新增绿地2公顷。\n牵头单位：县城管局")
    )

    assert (row.no, row.title, row.text) == ("1", "实施公园提升", "新建公园3个。")
    assert [target["unit"] for target in row.targets] == ["个", "公顷"]


def test_a_measure_may_go_over_several_paragraphs() -> None:
    row = only(
        read_text("（一）落实清单制度。\n　　严格执行清单。\n　　建立举报平台。（县发改局，各乡镇负责）")
    )

    assert (row.no, row.title) == ("（一）", "落实清单制度")
    assert row.text.split() == ["严格执行清单。", "建立举报平台。"]
    assert row.responsible == ["县发改局", "各乡镇"]


def test_items_with_one_bracket_for_all_are_one_measure() -> None:
    row = only(read_text("（一）加强绿化\n1.新建公园3个。\n2.栽植行道树500株。\n（县城管局负责）"))

    assert (row.responsible, [target["value"] for target in row.targets]) == (["县城管局"], [3, 500])


def test_a_heading_that_names_bodies_gives_them_to_its_items() -> None:
    reading = read_text(
        "一、环境整治行动（牵头单位：县城管局；责任单位：各镇）\n1.整治小巷26条。\n2.规范车位1200个。\n"
        "二、文明交通行动（牵头单位：县公安局）\n3.招募志愿者300名。"
    )

    assert [(row.no, row.lead, row.responsible) for row in reading.rows] == [
        ("1", ["县城管局"], ["各镇"]),
        ("2", ["县城管局"], ["各镇"]),
        ("3", ["县公安局"], []),
    ]


def test_a_list_by_bodies_gives_each_its_items() -> None:
    reading = read_text(
        "一、县发展改革局（2项）\n1.编制规划。\n2.推进项目32个。\n二、县教育局（1项）\n3.新增学位1500个。"
    )

    assert [row.responsible for row in reading.rows] == [["县发展改革局"], ["县发展改革局"], ["县教育局"]]


def test_the_nearest_heading_is_the_category() -> None:
    reading = read_text(
        "清江县2026年任务清单\n一、基础设施\n（一）道路建设\n1.修路3公里。（县交通局负责）\n2.修桥2座。（县交通局负责）\n"
        "（二）水利建设\n3.清淤5公里。（县水利局负责）\n二、公共服务\n4.建校1所。（县教育局负责）"
    )

    assert [row.category for row in reading.rows] == [
        "（一）道路建设",
        "（一）道路建设",
        "（二）水利建设",
        "二、公共服务",
    ]


def test_aims_preambles_and_closing_words_give_no_rows() -> None:
    reading = read_text(
        "清江县2026年任务清单\n2025年完成投资30亿元。为做好工作，2026年底前要全面完成。\n"
        "一、总体要求\n（一）指导思想。坚持稳中求进。\n（二）发展目标。到2030年产值达到100亿元。\n"
        "二、主要任务\n（三）修路3公里。（县交通局负责）\n"
        "三、保障措施\n各单位要于3月31日前制定方案，县督查室每季度通报，完成率低于90%的约谈。\n清江县人民政府\n2026年1月8日"
    )

    assert only(reading).no == "（三）"


def test_labelled_lines_need_no_numbers() -> None:
    reading = read_text(
        "清江县2026年督办事项\n\n事项内容：完成3条道路大修。\n责任单位：县住建局\n办理时限：6月15日前\n\n"
        "事项内容：开展2次检查。\n责任单位：县应急局\n办理时限：每季度"
    )

    assert [(row.text, row.responsible, row.deadlines) for row in reading.rows] == [
        ("完成3条道路大修。", ["县住建局"], ["2026-06-15"]),
        ("开展2次检查。", ["县应急局"], ["every:3m"]),
    ]
    assert (reading.title, reading.year) == ("清江县2026年督办事项", 2026)


def test_several_measures_on_one_line_are_told_apart() -> None:
    reading = read_text(
        "关于支持创业的意见。为落实部署，现提出以下意见，请各单位认真贯彻执行，抓好落实。"
        "1.对创业团队给予100万元资助。责任单位：县科技局。2.对招商项目给予用地指标。责任单位：县发改局、县财政局。"
    )

    assert [(row.no, row.responsible) for row in reading.rows] == [
        ("1", ["县科技局"]),
        ("2", ["县发改局", "县财政局"]),
    ]


def test_a_title_over_two_lines_is_one_title() -> None:
    reading = read_text("县人民政府关于加快发展\n体育产业的意见\n一、总体要求\n1.修路。（县交通局负责）")

    assert reading.title == "县人民政府关于加快发展体育产业的意见"


def test_lines_broken_at_the_edge_are_put_together() -> None:
    row = only(
        read_text(
            "1.健全体系。将全县划分为网格1200个，配备专职网\n格员不少于1500名，实现事项闭环管理，群众满意度\n"
            "达到95%以上，形成共建共治共享的治理格局，推进\n平安建设走深走实。（牵头单位：县委政法委；责任单\n"
            "位：县委组织部、县民政局；完成时限：2025年10月底\n前）"
        )
    )

    assert (*bodies(row), row.deadlines) == (
        ["县委政法委"],
        ["县委组织部", "县民政局"],
        False,
        ["2025-10-31"],
    )
    assert "专职网格员" in row.text


def test_the_first_body_leads_in_the_whole_list() -> None:
    reading = read_text(
        "1.甲工作。（财政部、商务部负责，排在第一位的部门为牵头部门，下同）\n2.乙工作。（商务部负责）\n3.丙工作。（各省级人民政府负责）"
    )

    assert [(row.lead, row.responsible) for row in reading.rows] == [
        (["财政部"], ["商务部"]),
        (["商务部"], []),
        ([], ["各省级人民政府"]),
    ]


def test_a_rule_said_in_an_item_holds_from_there_on() -> None:
    rule = "列第一位者为牵头单位，下同"
    items = (
        "1.推进改革。（县发改局、县财政局）\n2.办好学校。（县教育局、县财政局{}）\n"
        "3.管好河道。（县水利局、县林业局）"
    )
    within = read_text(items.format(f"。{rule}")).rows
    assert [row.lead for row in within] == [[], ["县教育局"], ["县水利局"]]
    below = read_text(f"{items.format('')}\n注：责任单位中{rule}。").rows
    assert [row.lead for row in below] == [["县发改局"], ["县教育局"], ["县水利局"]]


def test_an_item_without_bodies_among_rows_is_told() -> None:
    reading = read_text(
        "一、总体要求\n（一）指导思想。坚持稳中求进。\n二、重点任务\n（二）办好学校。（县教育局）\n（三）管好河道。\n"
        "（四）种树千亩。（县林业局）\n（五）修路百里。\n三、保障措施\n（六）加强领导。\n（七）强化督查。"
    )
    assert [row.no for row in reading.rows] == ["（二）", "（四）"]
    assert reading.warnings == [
        "没有读出责任单位，未列为任务：“（三）”（第5行）、“（五）”（第7行），请核对。"
    ]


def test_headings_and_closing_articles_are_not_told() -> None:
    reading = read_text(
        "一、办学\n1.建校3所。（县教育局）\n2.招生百人。\n责任单位：县教育局\n二、种树\n1.造林。（县林业局）\n"
        "2.本方案自印发之日起施行，有效期3年。"
    )
    assert len(reading.rows) == 3
    assert not reading.warnings


def test_telephones_and_notes_give_no_rows() -> None:
    assert only(read_text("1.修路。（县交通局负责）\n监督电话：5551234\n注：1.数据由县统计局负责。"))


def test_sentences_without_a_list_are_refused() -> None:
    with pytest.raises(RefusedPaper, match="没有读到任务"):
        read_text("加强组织领导，压实工作责任，完善配套措施，确保各项任务落到实处。" * 3000)


def test_a_year_in_a_measure_is_not_the_year_of_the_list() -> None:
    reading = read_text("清江县2026年任务清单\n1.到2030年修路3公里（县交通局负责，6月底前完成）")

    assert only(reading).deadlines == ["2026-06-30", "2030"]


def test_a_figure_behind_the_number_is_no_decimal() -> None:
    reading = read_text(
        "1.修路3公里。（县交通局负责）\n2.2个断面达标。（县水利局负责）\n3、5所学校扩建。（县教育局负责）"
    )

    assert [(row.no, row.text) for row in reading.rows] == [
        ("1", "修路3公里。"),
        ("2", "2个断面达标。"),
        ("3", "5所学校扩建。"),
    ]
