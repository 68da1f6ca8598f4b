from __future__ import annotations

import pytest
import xlsxwriter

from gaodi.bedrock.sheets import BadSheet, open_book
from gaodi.registers.declaration import REGISTERS
from gaodi.registers.headings import edition, edition_said, find_table

HEADINGS = ["身份证号", "姓名", "到岗日期", "任课类型"]


@pytest.fixture
def book(tmp_path):
    """A function that makes a workbook of sheets {name: rows} and opens it; one whose name begins with _ is hidden."""

    def make(**sheets):
        path = tmp_path / "given.xlsx"
        with xlsxwriter.Workbook(path) as made:
            for name, rows in sheets.items():
                sheet = made.add_worksheet(name.lstrip("_"))
                for number, row in enumerate(rows):
                    sheet.write_row(number, 0, row)
                if name.startswith("_"):
                    sheet.hide()
        return open_book(path, "xlsx")

    return make


def teachers(book):
    return find_table(REGISTERS["teachers"], book)


def years(book):
    return find_table(REGISTERS["school-years"], book)


def refusal(register, book):
    with pytest.raises(BadSheet) as caught:
        find_table(REGISTERS[register], book)
    assert caught.value.remedy
    return caught.value.sentence


def test_a_plain_table_is_found(book):
    table = teachers(book(教师=[HEADINGS, ["1", "张伟", "2020-9-1", "专业课"]]))

    assert (table.sheet, table.head_row, table.first_row) == ("教师", 1, 2)
    assert table.places == {"subject": 0, "label": 1, "valid_from": 2, "kind": 3}
    assert (table.extra, table.hidden, table.units, table.template_edition) == ([], [], {}, "")


@pytest.mark.parametrize(
    ("written", "column"),
    [
        ("身份证", "subject"),
        ("公民身份号码", "subject"),
        ("身份证号（18位）", "subject"),
        ("身 份\n证 号", "subject"),
        ("身份证号*", "subject"),
        ("教师\u3000姓名", "label"),
        ("姓名：", "label"),
        ("姓名（必填）", "label"),
        ("双师型", "dual_level"),
        ("双 师 等 级", "dual_level"),
        ("最高学历 ", "degree"),
        ("最高学历（全日制）（填最高的）", "degree"),
    ],
)
def test_a_heading_is_known_however_it_is_written(book, written, column):
    table = teachers(book(教师=[["到岗日期", "姓名" if column != "label" else "职称", written]]))
    assert table.places[column] == 2


def test_titles_above_and_another_order_do_no_harm(book):
    rows = [
        ["望海职专教师名册"],
        [],
        ["填报时间：2024年3月"],
        ["序号", *reversed(HEADINGS)],
        [1, "专业课", "", "张伟", ""],
    ]
    table = teachers(book(教师=rows))

    assert table.head_row == 4
    assert table.places == {"subject": 4, "label": 3, "valid_from": 2, "kind": 1}


def test_headings_below_the_twentieth_row_are_not_looked_for(book):
    assert "没有一张表有教师的表头" in refusal("teachers", book(教师=[*([["说明"]] * 20), HEADINGS]))


def test_two_rows_of_headings_are_read_together(book):
    upper = ["身份证号", "姓名", "到岗日期", "双师", "", "备注"]
    lower = ["", "", "", "等级", "认定日期", ""]
    table = teachers(book(教师=[["名册"], upper, lower, ["1", "张伟"]]))

    assert (table.head_row, table.first_row) == (3, 4)
    assert table.places == {"subject": 0, "label": 1, "valid_from": 2, "dual_level": 3, "dual_on": 4}
    assert table.extra == [("F", "备注")]


def test_merged_groups_over_the_headings_do_no_harm(tmp_path):
    path = tmp_path / "given.xlsx"
    with xlsxwriter.Workbook(path) as made:
        sheet = made.add_worksheet("教师")
        sheet.merge_range(0, 0, 0, 3, "教师名册")
        sheet.merge_range(1, 0, 2, 0, "姓名")
        sheet.merge_range(1, 1, 1, 3, "任教情况")
        sheet.write_row(2, 1, ["到岗日期", "任课类型", "双师等级"])
    table = teachers(open_book(path, "xlsx"))

    assert table.head_row == 3
    assert table.places == {"label": 0, "valid_from": 1, "kind": 2, "dual_level": 3}


def test_columns_without_a_meaning_are_told_with_their_letter(book):
    table = teachers(book(教师=[["序号", *HEADINGS, "血型", ""]]))
    assert table.extra == [("F", "血型")]


def test_a_hidden_sheet_is_left_aside_and_told(book):
    table = teachers(book(教师=[HEADINGS], _旧表=[HEADINGS]))
    assert (table.sheet, table.hidden) == ("教师", ["旧表"])


def test_a_table_only_on_a_hidden_sheet_is_refused_by_its_name(book):
    assert refusal("teachers", book(说明=[["请填"]], _旧表=[HEADINGS])) == "教师的表在隐藏的“旧表”里"


def test_the_second_sheet_may_hold_the_table(book):
    assert teachers(book(说明=[["怎么填", "请看"]], 数据=[HEADINGS])).sheet == "数据"


def test_two_tables_are_refused(book):
    said = refusal("teachers", book(一部=[HEADINGS], 二部=[HEADINGS]))
    assert said == "“一部”、“二部”都有教师的表头，不知道该读哪一张"


def test_a_column_twice_is_refused_with_both_letters(book):
    assert refusal("teachers", book(教师=[[*HEADINGS, "教师姓名"]])) == "“教师”里“姓名”有2列：B列、E列"


def test_a_missing_required_column_is_named_beside_what_was_found(book):
    said = refusal("teachers", book(教师=[["名册"], ["身份证号", "姓名", "职称"]]))
    assert said == "“教师”第2行的表头缺少：到岗日期（已有：身份证号、姓名、职称）"


def test_whom_a_row_is_about_may_be_left_out(book):
    table = find_table(REGISTERS["school-years"], book(年度=[["学年", "在校生数", "图书（册）"]]))
    assert "subject" not in table.places


def test_a_book_without_any_heading_is_refused_with_what_should_be_there(book):
    said = refusal("school-years", book(花名册=[["甲", "乙"], [1, 2]]))
    assert said.startswith("没有一张表有学校年度情况的表头，应有：")
    assert "仪器设备总值（万元）" in said


# ------------------------------------------------------------------ units


@pytest.mark.parametrize(
    ("heading", "unit"),
    [
        ("仪器设备总值（元）", "元"),
        ("仪器设备总值(万元)", "万元"),
        ("仪器设备总值\n（单位：千元）", "千元"),
        ("仪器设备总值/亿元", "亿元"),
        ("仪器设备总值【人民币万元】", "万元"),
    ],
)
def test_the_unit_of_money_is_read_from_its_heading(book, heading, unit):
    assert years(book(年度=[["学年", heading]])).units == {"equipment_value": unit}


def test_a_line_above_says_the_unit_of_money_that_names_none(book):
    table = years(book(年度=[["年度情况", "", "单位：元"], ["学年", "仪器设备总值"]]))
    assert table.units == {"equipment_value": "元"}


def test_money_without_a_unit_has_none_written(book):
    assert years(book(年度=[["学年", "仪器设备总值"]])).units == {}


@pytest.mark.parametrize("unit", ["万美元", "台", "%"])
def test_money_in_another_unit_is_refused(book, unit):
    said = refusal("school-years", book(年度=[["学年", f"仪器设备总值（{unit}）"]]))
    assert said == f"“年度”B列“仪器设备总值”的单位是{unit}，这里只收元、千元、万元或亿元"


@pytest.mark.parametrize("same", ["平方米", "㎡", "m²", "含操场"])
def test_the_same_unit_in_other_words_and_a_remark_are_taken(book, same):
    assert years(book(年度=[["学年", f"校园占地面积（{same}）"]])).places["land_area"] == 1


@pytest.mark.parametrize("other", ["亩", "万平方米"])
def test_another_unit_of_a_number_is_refused(book, other):
    said = refusal("school-years", book(年度=[["学年", f"校园占地面积（{other}）"]]))
    assert said == f"“年度”B列“校园占地面积”的单位是{other.replace('㎡', 'm2')}，这里只收㎡"


# ------------------------------------------------------------------ rows


def test_rows_leave_out_the_example_totals_and_notes_and_tell_them(book):
    rows = [
        ["序号", *HEADINGS],
        ["示例", "371002", "张三", "2023-9-1", "专业课"],
        [1, "a", "张伟", "2023-9-1", "专业课"],
        [2],
        ["合计", "", "1"],
        ["", "b", "合计明", "2023-9-1", "公共课"],
        ["注：到岗日期按合同"],
        ["填表人：迟晓"],
    ]
    given = book(教师=rows)
    table = teachers(given)

    assert [(number, cells[2]) for number, cells in table.rows(given)] == [(3, "张伟"), (6, "合计明")]
    assert [number for number, _ in table.skipped] == [2, 5, 7, 8]
    assert [number for number, _ in table.rows(given)] == [3, 6]
    assert len(table.skipped) == 4


# ------------------------------------------------------------------ editions of the template


def test_the_template_is_known_by_its_edition(book):
    register = REGISTERS["teachers"]
    table = teachers(book(教师=[[f"下载 {edition_said(register)}"], HEADINGS]))

    assert table.template_edition == edition(register)
    assert not table.is_outdated


def test_an_older_template_is_told_from_the_present_one(book):
    table = teachers(book(教师=[["版式teachers-00000000"], HEADINGS]))
    assert table.is_outdated


def test_the_template_of_another_register_is_refused(book):
    given = book(教师=[[edition_said(REGISTERS["schools"])], HEADINGS])
    assert refusal("teachers", given) == "这是别的台账的模板，不是教师的"


def test_editions_differ_between_registers():
    assert edition(REGISTERS["teachers"]) != edition(REGISTERS["schools"])


def test_a_csv_is_searched_like_a_workbook(tmp_path):
    path = tmp_path / "given.csv"
    path.write_bytes("教师名册\n身份证号;姓名;到岗日期\n1;张伟;2020-9-1\n".encode("gb18030"))
    given = open_book(path, "csv")

    assert [list(cells) for _, cells in teachers(given).rows(given)] == [["1", "张伟", "2020-9-1"]]
