from __future__ import annotations

import re
import zipfile
from datetime import date
from decimal import Decimal

import openpyxl
import pytest
from hypothesis import given
from hypothesis import strategies as st

from gaodi.bedrock.identity import WrongNumber, read_id_number
from gaodi.bedrock.sheets import open_book
from gaodi.ground.models.people import OPEN_END
from gaodi.registers.declaration import REGISTERS
from gaodi.registers.declared.teachers import Teacher
from gaodi.registers.headings import find_table
from gaodi.registers.kinds import PeriodKind, Yuan
from gaodi.registers.models import Subject
from gaodi.registers.workbook import example_of, example_row, write_export, write_template

ON = date(2024, 3, 5)
SHOWN = "371002********001X"
HOSTILE = ["=1+1", "+86", "-5", "@x", "\t=1", "＝1+1", '=HYPERLINK("http://x")', "'x", "=cmd|'/c calc'!A0"]


def teacher(label="张伟", **more):
    known = {"valid_from": date(2020, 9, 1), "kind": "major", "employment": "established"}
    return Teacher(subject=Subject(kind="person", key="k", shown=SHOWN), label=label, **known | more)


def year(**more):
    return {"subject": "3137000001", "period": "2023-2024"} | more


def read(slug, path):
    """The rows of a workbook of ours as their columns read them, and the table."""
    register = REGISTERS[slug]
    book = open_book(path, "xlsx")
    table = find_table(register, book)
    rows = [
        {
            name: value
            for name, place in table.places.items()
            if (value := register.kind_of(name).parse(cells[place] if place < len(cells) else None))
            is not None
        }
        for _, cells in table.rows(book)
    ]
    return rows, table


def exported(tmp_path, slug, rows, said=("周明远　2024年3月5日导出",), more=()):
    path = tmp_path / "out.xlsx"
    write_export(REGISTERS[slug], rows, path, list(said), more)
    return path


def look(path):
    return openpyxl.load_workbook(path)


# ------------------------------------------------------------------ there and back


def test_teachers_come_back_as_they_went_out(tmp_path):
    rows = [
        teacher(title="讲师", dual_level="junior", dual_on=date(2022, 1, 1), came_from_enterprise=True),
        teacher("李静", valid_to=date(2023, 8, 31), kind="general", came_from_enterprise=False, hours=0),
    ]
    (first, second), table = read("teachers", exported(tmp_path, "teachers", rows))

    subject = first.pop("subject")
    assert (subject.shown, subject.hidden) == (SHOWN, True)
    assert first == {
        "label": "张伟",
        "valid_from": date(2020, 9, 1),
        "kind": "major",
        "employment": "established",
        "title": "讲师",
        "dual_level": "junior",
        "dual_on": date(2022, 1, 1),
        "came_from_enterprise": True,
    }
    assert (second["valid_to"], second["hours"], second["came_from_enterprise"]) == (
        date(2023, 8, 31),
        0,
        False,
    )
    assert (table.sheet, table.extra, table.is_outdated) == ("教师", [], False)


def test_an_open_end_is_an_empty_cell(tmp_path):
    rows, _ = read("teachers", exported(tmp_path, "teachers", [teacher(valid_to=OPEN_END)]))
    assert "valid_to" not in rows[0]


@pytest.mark.parametrize("amount", ["0.00", "0.01", "1234567.89", "9999999999999.99", "0.10"])
def test_money_comes_back_to_the_fen_through_its_unit(tmp_path, amount):
    rows, table = read(
        "school-years", exported(tmp_path, "school-years", [year(equipment_value=Decimal(amount))])
    )

    assert rows[0]["equipment_value"] == Decimal(amount)
    assert table.units["equipment_value"] == "万元"


@given(
    students=st.integers(0, 10**9),
    area=st.decimals(0, 10**9, places=2),
    tenure=st.sampled_from(["owned", "exclusive", "rented", "shared"]),
)
def test_years_of_schools_come_back_as_they_went_out(tmp_path_factory, students, area, tenure):
    path = tmp_path_factory.mktemp("out")
    row = year(students=students, land_area=area, land_tenure=tenure)
    rows, _ = read("school-years", exported(path, "school-years", [row]))

    assert rows[0]["period"].text == "2023-2024"
    assert {name: rows[0][name] for name in ("students", "land_area", "land_tenure")} == {
        "students": students,
        "land_area": area,
        "land_tenure": tenure,
    }


def test_text_that_looks_like_a_formula_stays_text_and_comes_back(tmp_path):
    path = exported(tmp_path, "teachers", [teacher(title=text) for text in HOSTILE])

    rows, _ = read("teachers", path)
    assert [row["title"] for row in rows] == [text.strip() for text in HOSTILE]
    with zipfile.ZipFile(path) as parts:
        sheet = parts.read("xl/worksheets/sheet1.xml").decode()
    assert not re.search(r"<f[ >]", sheet)
    cells = [cell for row in look(path).worksheets[0].iter_rows(min_row=5) for cell in row]
    guarded = {cell.value for cell in cells if isinstance(cell.value, str) and cell.quotePrefix}
    assert guarded == set(HOSTILE) - {"'x"}


def test_every_register_has_a_template_that_is_found_again(tmp_path):
    for register in list(REGISTERS.values()):
        path = tmp_path / f"{register.slug}.xlsx"
        write_template(register, "望海职专", [], path, ON)
        book = open_book(path, "xlsx")
        table = find_table(register, book)

        assert set(table.places) == set(register.by_name)
        assert list(table.rows(book)) == []
        assert table.skipped == [(5, "示例")]
        assert table.units == {c.name: c.kind.unit for c in register.columns if isinstance(c.kind, Yuan)}


# ------------------------------------------------------------------ the layout


@pytest.fixture
def template(tmp_path):
    path = tmp_path / "template.xlsx"
    write_template(REGISTERS["teachers"], "望海职专", [teacher(), teacher("李静")], path, ON)
    return path


def test_a_template_holds_the_rows_that_the_unit_has(template):
    rows, table = read("teachers", template)
    assert [row["label"] for row in rows] == ["张伟", "李静"]
    assert table.skipped == [(5, "示例")]


def test_a_template_says_for_whom_it_is_and_what_is_required(template):
    sheet = look(template).worksheets[0]

    assert sheet["A1"].value == "教师台账"
    assert sheet["A2"].value.startswith("填报单位：望海职专　　2024年3月5日下载")
    assert "带*的必填" in sheet["A2"].value
    assert [sheet.cell(4, column).value for column in range(1, 6)] == [
        "序号",
        "身份证号*",
        "姓名*",
        "到岗日期*",
        "离岗日期",
    ]
    assert [sheet.cell(3, column).value for column in (2, 4, 6)] == ["人员", "时间", "情况"]


def test_codes_are_text_and_days_are_days_where_nothing_is_filled_yet(template):
    columns = look(template).worksheets[0].column_dimensions
    assert columns["B"].number_format == "@"
    assert columns["D"].number_format == 'yyyy"年"m"月"d"日"'


def test_choices_are_drop_downs_down_to_the_last_row(template):
    sheet = look(template).worksheets[0]
    offered = {str(each.sqref): each.formula1 for each in sheet.data_validations.dataValidation}
    assert offered["F5:F300001"] == '"专业课,实习指导,公共课"'


def test_a_drop_down_with_many_words_stands_in_cells(tmp_path, monkeypatch):
    monkeypatch.setattr("gaodi.registers.workbook.LIST_LENGTH", 8)
    path = tmp_path / "template.xlsx"
    write_template(REGISTERS["teachers"], "望海职专", [], path, ON)
    book = look(path)

    offered = {str(each.sqref): each.formula1 for each in book.worksheets[0].data_validations.dataValidation}
    area = offered["F5:F300001"].removeprefix("'填表说明'!").replace("$", "")
    assert [cell.value for cell in book["填表说明"][area][0]] == ["专业课", "实习指导", "公共课"]


def test_headings_stay_in_sight_and_on_every_printed_page(template):
    sheet = look(template).worksheets[0]
    assert sheet.freeze_panes == "D5"
    assert (sheet.page_setup.orientation, sheet.page_setup.paperSize) == ("landscape", 9)
    assert sheet.print_title_rows == "$3:$4"
    assert sheet.sheet_properties.pageSetUpPr.fitToPage


def test_the_second_sheet_explains_each_column(template):
    explained = look(template)["填表说明"]
    by_heading = {row[0]: row[1:] for row in explained.iter_rows(min_row=2, max_col=5, values_only=True)}

    assert list(by_heading) == [column.title for column in REGISTERS["teachers"].columns]
    assert by_heading["姓名"][:2] == ("文字，最多80个字", "是")
    assert by_heading["双师认定日期"][2] == "只在“双师等级”是初级、中级、高级时填"
    assert "教师厅〔2022〕2号" in by_heading["姓名"][3]


def test_the_example_is_nobody(template):
    number = look(template).worksheets[0]["B5"].value
    with pytest.raises(WrongNumber):
        read_id_number(number)


def test_the_example_of_a_period_can_be_read():
    column = REGISTERS["school-years"].by_name["period"]
    assert isinstance(column.kind, PeriodKind)
    assert column.kind.parse(example_of(column)).text == "2023-2024"


def test_an_export_carries_who_when_and_which_filter(tmp_path):
    said = ["演示数据", "周明远　2024年3月5日导出", "筛选：在编　共1条"]
    note = look(exported(tmp_path, "teachers", [teacher()], said)).worksheets[0]["A2"].value
    assert note.splitlines()[:3] == said


def test_more_columns_of_an_export_are_left_aside_when_it_is_read(tmp_path):
    path = exported(
        tmp_path, "teachers", [teacher()], more=[("填报单位", lambda row: f"望海职专{row.label}")]
    )
    rows, table = read("teachers", path)
    assert table.extra == [("W", "填报单位")]
    assert rows[0]["label"] == "张伟"


def test_an_export_says_how_many_rows_it_wrote(tmp_path):
    rows = (teacher(f"张{n}") for n in range(7))
    assert write_export(REGISTERS["teachers"], rows, tmp_path / "out.xlsx", []) == 7


def test_an_export_without_rows_has_its_headings(tmp_path):
    rows, table = read("teachers", exported(tmp_path, "teachers", []))
    assert (rows, table.head_row) == ([], 4)


def test_the_example_fills_no_column_that_does_not_apply_to_it():
    shown = example_row(REGISTERS["teachers"])

    assert shown["dual_level"] == "未认定"
    assert shown["dual_on"] is None
