"""Items in the many ways papers lay them out: labels with numbers of their own, in square brackets, behind a dash."""

from __future__ import annotations

import pytest

from tests.reading.lists import only, read_text


@pytest.mark.parametrize("heading", ["（一）工业攻坚。", "一、工业攻坚"])
def test_labels_below_a_heading_may_have_numbers(heading: str) -> None:
    row = only(
        read_text(
            f"{heading}\n1.目标任务：新增企业20家。\n2.工作措施：加强帮扶。\n3.责任单位：县工信局\n4.完成时限：2025年底"
        )
    )

    assert (row.title, row.text) == ("工业攻坚", "新增企业20家。\n加强帮扶。")
    assert (row.responsible, row.deadlines) == (["县工信局"], ["2025-12-31"])


def test_labels_in_square_brackets() -> None:
    row = only(
        read_text(
            "一、工业攻坚\n【工作目标】新增企业20家。\n【重点任务】兑现政策。\n【牵头单位】县工信局\n【责任单位】各镇"
        )
    )

    assert (row.title, row.text, row.lead, row.responsible) == (
        "工业攻坚",
        "兑现政策。",
        ["县工信局"],
        ["各镇"],
    )
    assert [target["value"] for target in row.targets] == [20]


@pytest.mark.parametrize(
    ("item", "text"),
    [
        ("1.新建路灯200盏（县城管局、县住建局）", "新建路灯200盏"),
        ("1.新建路灯200盏 （县城管局、县住建局）。", "新建路灯200盏。"),
        ("1.新建路灯200盏。——县城管局、县住建局", "新建路灯200盏。"),
        ("1.新建路灯，（县城管局、县住建局负责）", "新建路灯"),
    ],
)
def test_names_close_a_short_item_that_is_no_sentence(item: str, text: str) -> None:
    row = only(read_text(item))

    assert (row.text, row.responsible) == (text, ["县城管局", "县住建局"])


def test_a_bracket_of_things_closes_nothing() -> None:
    reading = read_text(
        "1.修建站所（含卫生院、文化站）\n责任单位：县住建局\n2.整治路段（两处）\n责任单位：县交通局"
    )

    assert [(row.text, row.responsible) for row in reading.rows] == [
        ("修建站所（含卫生院、文化站）", ["县住建局"]),
        ("整治路段（两处）", ["县交通局"]),
    ]


def test_items_with_one_bracket_below_have_the_number_of_their_heading() -> None:
    row = only(
        read_text(
            "二、保民生\n9.扩大就业\n（1）新增就业500人。\n（2）培训200人。\n（县人社局牵头，各镇配合）"
        )
    )

    assert (row.no, row.category, row.lead) == ("9", "二、保民生", ["县人社局"])


def test_a_chapter_with_a_bracket_keeps_its_sign() -> None:
    row = only(read_text("一、稳增长（牵头单位：县发改局）\n1.兑现资金2亿元。"))

    assert (row.category, row.lead) == ("一、稳增长", ["县发改局"])


def test_duties_with_the_bodies_before_them() -> None:
    reading = read_text(
        "清江县2025年防汛责任分工\n一、总体要求\n做好防汛。\n二、职责分工\n县水利局、县应急局：负责水库巡查，除险加固5座。\n"
        "（一）各镇人民政府：负责群众转移。\n其他：按预案执行。"
    )

    assert [(row.no, row.text, row.responsible, row.category) for row in reading.rows] == [
        (None, "负责水库巡查，除险加固5座。", ["县水利局", "县应急局"], "二、职责分工"),
        ("（一）", "负责群众转移。", ["各镇人民政府"], "二、职责分工"),
    ]


def test_a_chapter_of_duties_beside_measures_gives_no_rows() -> None:
    reading = read_text(
        "一、任务\n1.修路5里。（县交通局）\n二、组织保障\n县水利局：负责水库巡查。\n县应急局：负责救援队伍。"
    )

    assert [row.text for row in reading.rows] == ["修路5里。"]


@pytest.mark.parametrize(
    ("item", "lead", "others"),
    [
        ("1.修路。以上工作由县交通局牵头，县财政局配合，2025年底前完成。", ["县交通局"], ["县财政局"]),
        (
            "1.修路。（县交通局牵头，会同县财政局，2025年底前完成，此后每年开展一次）",
            ["县交通局"],
            ["县财政局"],
        ),
        ("1.修路。（交通、财政等部门负责）", [], ["交通", "财政"]),
        ("1.修路。（县交通局牵头，县财政、人社等部门配合）", ["县交通局"], ["县财政", "人社"]),
    ],
)
def test_sentences_of_duties(item: str, lead: list[str], others: list[str]) -> None:
    row = only(read_text(item))

    assert (row.text, row.lead, row.responsible) == ("修路。", lead, others)


def test_what_an_office_is_for_is_no_chapter_of_its_own() -> None:
    reading = read_text("一、市场监管\n1.查处违法行为5起。\n2.抽检百批。（县市场监管局）")

    assert [(row.no, row.responsible) for row in reading.rows] == [("2", ["县市场监管局"])]
