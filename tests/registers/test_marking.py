from __future__ import annotations

from dataclasses import dataclass
from datetime import date

import openpyxl
import pytest

from gaodi.bedrock.sheets import open_book
from gaodi.registers import marking
from gaodi.registers.declaration import REGISTERS
from gaodi.registers.headings import find_table
from gaodi.registers.marking import write_marked


@dataclass(frozen=True)
class Wrong:
    row: int
    index: int | None
    sentence: str = "日期没有看懂"
    remedy: str = "写成2023年6月1日"
    warning: bool = False


@pytest.fixture
def marked(tmp_path):
    """A function that marks problems in a clerk's own sheet; gives the file."""
    source = tmp_path / "given.xlsx"
    book = openpyxl.Workbook()
    sheet = book.active
    sheet.title = "名册"
    sheet.append(["望海职专教师名册"])
    sheet.merge_cells("A1:D1")
    sheet.append([])
    sheet.append(["身份证号", "姓名", "到岗日期", "爱好"])
    sheet.append(["37100219850101001X", "张伟", "去年秋天", 3.5])
    sheet.append([None, "李静", date(2020, 9, 1), "=1+1"])
    sheet["D5"].value = "下棋"
    book.save(source)

    def mark(*problems):
        table = find_table(REGISTERS["teachers"], open_book(source, "xlsx"))
        path = tmp_path / "marked.xlsx"
        assert write_marked(source, "xlsx", table, problems, path) == len(problems)
        return path

    return mark


def test_the_marked_sheet_has_every_cell_where_it_was(marked):
    sheet = openpyxl.load_workbook(marked(Wrong(4, 2))).worksheets[0]

    assert sheet.title == "名册"
    assert [cell.value for cell in sheet[1]][:4] == ["望海职专教师名册", None, None, None]
    assert [cell.value for cell in sheet[4]][:4] == ["37100219850101001X", "张伟", "去年秋天", 3.5]
    assert sheet["C5"].value.date() == date(2020, 9, 1)
    assert sheet["D5"].value == "下棋"


def test_a_problem_is_red_with_a_note_at_its_cell_and_said_at_the_end_of_its_row(marked):
    sheet = openpyxl.load_workbook(marked(Wrong(4, 2), Wrong(5, 0, "没有填", "请填写身份证号"))).worksheets[0]

    assert sheet["C4"].fill.fgColor.rgb == "FFFFC7CE"
    assert sheet["C4"].comment.text == "日期没有看懂。\n写成2023年6月1日。"
    assert sheet["A5"].fill.fgColor.rgb == "FFFFC7CE"
    assert sheet["E3"].value == "核对出的问题（共2处）"
    assert sheet["E4"].value == "到岗日期：日期没有看懂，写成2023年6月1日"
    assert sheet["B4"].fill.fgColor.rgb != "FFFFC7CE"


def test_a_number_that_is_no_day_shows_its_digits_not_hashes(tmp_path):
    source, path = tmp_path / "given.xlsx", tmp_path / "marked.xlsx"
    book = openpyxl.Workbook()
    for row in (["身份证号", "姓名", "到岗日期"], [None, "张伟", 20241301], [None, "李静", 45000]):
        book.active.append(row)
    book.save(source)

    table = find_table(REGISTERS["teachers"], open_book(source, "xlsx"))
    write_marked(source, "xlsx", table, [Wrong(2, 2)], path)

    sheet = openpyxl.load_workbook(path).worksheets[0]
    assert (sheet["C2"].value, sheet["C2"].number_format) == (20241301, "General")
    assert sheet["C3"].value.date() == date(2023, 3, 15)


def test_a_warning_is_yellow_and_an_error_beside_it_red(marked):
    sheet = openpyxl.load_workbook(marked(Wrong(4, 1, warning=True), Wrong(5, 1, warning=True), Wrong(5, 1)))
    assert sheet.worksheets[0]["B4"].fill.fgColor.rgb == "FFFFEB9C"
    assert sheet.worksheets[0]["B5"].fill.fgColor.rgb == "FFFFC7CE"


def test_all_problems_are_listed_by_cell_on_a_second_sheet(marked):
    sheet = openpyxl.load_workbook(marked(Wrong(4, 2), Wrong(5, None, "与第4行是同一人", "请删去一行")))[
        "问题清单"
    ]

    assert [[cell.value for cell in row] for row in sheet.iter_rows(min_row=2)] == [
        ["名册!C4", "到岗日期", "日期没有看懂", "写成2023年6月1日"],
        ["名册第5行", "", "与第4行是同一人", "请删去一行"],
    ]


def test_a_marked_sheet_can_be_handed_in_again(marked):
    path = marked(Wrong(4, 2))
    book = open_book(path, "xlsx")
    table = find_table(REGISTERS["teachers"], book)

    assert table.extra == [("D", "爱好")]
    assert [cells[1] for _, cells in table.rows(book)] == ["张伟", "李静"]
    again = path.with_name("again.xlsx")
    write_marked(path, "xlsx", table, [Wrong(5, 1)], again)
    sheet = openpyxl.load_workbook(again).worksheets[0]
    assert (sheet["E3"].value, sheet["E4"].value) == ("核对出的问题（共1处）", None)


def test_notes_and_the_list_have_an_end_and_the_last_column_has_none(marked, monkeypatch):
    monkeypatch.setattr(marking, "COMMENTS", 1)
    monkeypatch.setattr(marking, "LISTED", 1)
    book = openpyxl.load_workbook(marked(Wrong(4, 2), Wrong(5, 1), Wrong(5, 0)))

    assert book.worksheets[0]["B5"].comment is None
    assert book.worksheets[0]["E5"].value
    assert book["问题清单"]["A3"].value == "还有2处，见第一张表的最后一列"


def test_formulas_typed_into_a_sheet_are_given_back_as_text(tmp_path):
    source = tmp_path / "given.csv"
    source.write_text("身份证号,姓名,到岗日期\n1,=1+1,2020\n", encoding="utf-8")
    table = find_table(REGISTERS["teachers"], open_book(source, "csv"))
    write_marked(source, "csv", table, [Wrong(2, 1)], tmp_path / "out.xlsx")

    cell = openpyxl.load_workbook(tmp_path / "out.xlsx").worksheets[0]["B2"]
    assert (cell.value, cell.quotePrefix, cell.data_type) == ("=1+1", True, "s")
