"""Excel: every visible sheet as it prints, whatever the file says about its size."""

from __future__ import annotations

import datetime as dt

import pytest
import xlsxwriter

from gaodi.reading.paper import Stopped, Table
from gaodi.reading.papers import open_paper
from gaodi.reading.papers.formats import printed
from tests.reading.makers import HEAD, OFFICE, TASK, excel_parts, inline, package, relations, sheet


def texts(table: Table) -> list[list[str]]:
    return [[cell.text for cell in row] for row in table.rows]


@pytest.fixture
def book(tmp_path):
    """A workbook to be filled and then read."""
    path = tmp_path / "清单.xlsx"
    workbook = xlsxwriter.Workbook(path)

    def read():
        workbook.close()
        return open_paper(path)

    workbook.read = read
    return workbook


def opened(tmp_path, *sheets: str, **more: str):
    return open_paper(package(tmp_path / "清单.xlsx", excel_parts(*sheets) | more))


def rows_xml(count: int, start: int = 1) -> str:
    return "".join(f'<row r="{n}">{inline(f"A{n}", f"任务{n}")}</row>' for n in range(start, start + count))


def test_sheets_come_in_order_with_the_place_of_every_cell(book):
    for name in ("说明", "任务"):
        page = book.add_worksheet(name)
        page.write_row(0, 0, HEAD)
        page.write_row(1, 0, TASK)

    paper = book.read()

    assert [table.name for table in paper.tables()] == ["说明", "任务"]
    assert texts(paper.blocks[1]) == [HEAD, TASK]
    assert paper.blocks[1].rows[1][1].where == "sheet 任务 B2"
    assert paper.warnings == []


def test_empty_sheets_give_nothing(book):
    book.add_worksheet()

    assert book.read().blocks == []


def test_blank_rows_and_columns_between_stay(book):
    page = book.add_worksheet()
    page.write(2, 1, "甲")
    page.write(4, 2, "乙")

    (table,) = book.read().tables()

    assert texts(table) == [["", "甲"], [], ["", "", "乙"]]
    assert table.rows[0][0].where == "sheet Sheet1 A3"


def test_merges_cover_across_and_down(book):
    page = book.add_worksheet()
    page.merge_range("A1:C1", "清单")
    page.merge_range("A2:A3", "一")
    page.write_row("B2", ["甲", "乙"])
    page.write_row("B3", ["丙", "丁"])
    page.merge_range("A4:B5", "块")

    (table,) = book.read().tables()

    assert texts(table) == [["清单"] * 3, ["一", "甲", "乙"], ["一", "丙", "丁"], ["块", "块"]]
    assert [[cell.covered for cell in row] for row in table.rows[:3]] == [
        ["", "across", "across"],
        [""] * 3,
        ["down", "", ""],
    ]
    assert table.rows[2][0].where == "sheet Sheet1 A2"


def test_a_merge_of_the_whole_sheet_covers_what_is_filled_only(tmp_path):
    merges = '<mergeCells><mergeCell ref="A1:XFD1048576"/></mergeCells>'
    (table,) = opened(
        tmp_path, sheet(rows_xml(1) + f'<row r="3">{inline("C3", "末")}</row>', merges)
    ).tables()

    assert [len(row) for row in table.rows] == [3, 3, 3]


@pytest.mark.parametrize(
    ("code", "text", "date"),
    [
        ("yyyy/m/d", "2026/6/30", "2026-06-30"),
        ('yyyy"年"m"月"d"日"', "2026年6月30日", "2026-06-30"),
        ('[$-804]yyyy"年"m"月"d"日";@', "2026年6月30日", "2026-06-30"),
        ("yyyy-mm-dd", "2026-06-30", "2026-06-30"),
        ('yyyy"年"m"月"', "2026年6月", "2026-06"),
        ("yyyy.mm", "2026.06", "2026-06"),
        ("mmm-yy", "Jun-26", "2026-06"),
        ('yyyy"年"', "2026年", "2026"),
        ('m"月"d"日"', "6月30日", "2026-06-30"),
        ("yyyy-mm-dd h:mm:ss", "2026-06-30 0:00:00", "2026-06-30"),
        ('[DBNum1][$-804]yyyy"年"m"月"', "二〇二六年六月", "2026-06"),
        ("yyyy/m/d aaaa", "2026/6/30 星期二", "2026-06-30"),
    ],
)
def test_dates_print_in_their_format_and_keep_their_day(book, code, text, date):
    page = book.add_worksheet()
    page.write_datetime(0, 0, dt.datetime(2026, 6, 30), book.add_format({"num_format": code}))  # noqa: DTZ001

    ((cell,),) = book.read().blocks[0].rows

    assert (cell.text, cell.date) == (text, date)


@pytest.mark.parametrize("number", [14, 31, 57])
def test_formats_known_by_number_only_are_dates_too(book, number):
    page = book.add_worksheet()
    page.write_number(0, 0, 46203, book.add_format({"num_format": number}))

    ((cell,),) = book.read().blocks[0].rows

    assert cell.date in {"2026-06-30", "2026-06"}
    assert cell.text.startswith("2026")


def test_days_counted_from_1904_are_the_same_days(tmp_path):
    path = tmp_path / "1904.xlsx"
    book = xlsxwriter.Workbook(path, {"date_1904": True})
    page = book.add_worksheet()
    page.write_datetime(0, 0, dt.datetime(2026, 6, 30), book.add_format({"num_format": "yyyy-mm-dd"}))  # noqa: DTZ001
    book.close()

    assert open_paper(path).blocks[0].rows[0][0].date == "2026-06-30"


@pytest.mark.parametrize(
    ("stored", "code", "text"),
    [
        ("1", "General", "1"),
        ("1.0", "General", "1"),
        ("0.30000000000000004", "General", "0.3"),
        ("1E+2", "General", "100"),
        ("0.3", "0%", "30%"),
        ("0.985", "0.0%", "98.5%"),
        ("1234.5", "#,##0.00", "1,234.50"),
        ("12", '0"项"', "12项"),
        ("7", "000", "007"),
        ("2.5", "0.##", "2.5"),
        ("3", "0.##", "3"),
        ("-5", "0;(0)", "-5"),
        ("46203", "0_);[Red](0)", "46203"),
        ("5", "@", "5"),
        ("abc", "0", "abc"),
        ("NaN", "0", "NaN"),
        ("1e400", "0", "1e400"),
        ("99999999", "yyyy-mm-dd", "99999999"),
        ("0.5", "h:mm", "12:00"),
        ("60", "yyyy-m-d", "1900-2-28"),
        ("1", "yyyy-m-d", "1900-1-1"),
    ],
)
def test_numbers_print_in_their_format(stored, code, text):
    assert printed(stored, code).text == text


def test_formulas_give_their_stored_value_and_are_named(book):
    page = book.add_worksheet("任务")
    page.write_formula("A1", '=HYPERLINK("http://192.0.2.1","新建公园")', None, "新建公园")
    page.write_formula("B1", "=1+1", None, 2)
    page.write_formula("C1", "=X!A1", None, "")
    page.write_string("D1", "=1+1")

    paper = book.read()

    assert texts(paper.blocks[0]) == [["新建公园", "2", "", "=1+1"]]
    assert paper.warnings == [
        "“任务”表A1、“任务”表B1是公式，按文件中存有的结果识读，请核对。",
        "“任务”表C1是公式而没有存有结果，按空白识读，请用 Excel 打开并保存后重新上传。",
    ]


def test_errors_and_truth_values_print(tmp_path):
    cells = '<c t="e"><f>1/0</f><v>#DIV/0!</v></c><c t="b"><v>1</v></c><c t="d"><v>2026-06-30</v></c>'
    paper = opened(tmp_path, sheet(f'<row r="1">{cells}</row>'))

    assert texts(paper.blocks[0]) == [["#DIV/0!", "TRUE", "2026-06-30"]]
    assert paper.blocks[0].rows[0][2].date == "2026-06-30"


def test_rich_text_is_whole_and_readings_are_left_out(tmp_path):
    strings = (
        '<sst xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><si><r><t>县</t></r><r><t>教育局</t></r>'
        '<rPh sb="0" eb="1"><t>xian</t></rPh></si><si><t>甲_x000D_\n乙</t></si></sst>'
    )
    row = '<row><c t="s"><v>0</v></c><c t="s"><v>1</v></c><c t="s"><v>9</v></c></row>'
    paper = open_paper(package(tmp_path / "清单.xlsx", excel_parts(sheet(row), strings=strings)))

    assert texts(paper.blocks[0]) == [["县教育局", "甲\n乙"]]


def test_hidden_sheets_are_not_read_but_announced(book):
    book.add_worksheet("任务").write(0, 0, "甲")
    hidden = book.add_worksheet("旧")
    hidden.write(0, 0, "乙")
    hidden.hide()

    paper = book.read()

    assert [table.name for table in paper.tables()] == ["任务"]
    assert paper.warnings == ["有隐藏的工作表未予识读：旧，如需识读请取消隐藏后重新上传。"]


def test_hidden_rows_and_columns_are_read_and_announced(book):
    page = book.add_worksheet("任务")
    for row in range(4):
        page.write_row(row, 0, ["甲", "乙", "丙"])
    page.set_row(1, None, None, {"hidden": True})
    page.set_column("B:B", 5, None, {"hidden": True})
    page.set_column("H:Z", 5, None, {"hidden": True})

    paper = book.read()

    assert len(paper.blocks[0].rows) == 4
    assert paper.warnings == [
        "“任务”表有1个隐藏的行（第2行），已一并识读，请核对。",
        "“任务”表有隐藏的列（B），已一并识读，请核对。",
    ]


def test_a_chart_sheet_is_passed_over(book):
    book.add_worksheet("任务").write(0, 0, 1)
    chart = book.add_chart({"type": "line"})
    chart.add_series({"values": "=任务!$A$1:$A$1"})
    book.add_chartsheet("图").set_chart(chart)

    assert [table.name for table in book.read().tables()] == ["任务"]


def test_a_sheet_that_says_it_is_endless_is_read_to_its_end(tmp_path):
    blank = "".join(f'<row r="{n}" s="1" customFormat="1"><c r="A{n}" s="1"/></row>' for n in range(4, 6_000))
    merges = '<mergeCells><mergeCell ref="A1:B1"/></mergeCells>'
    paper = opened(tmp_path, sheet(rows_xml(3) + blank, merges, before='<dimension ref="A1:XFD1048576"/>'))

    assert texts(paper.blocks[0]) == [["任务1"], ["任务2"], ["任务3"]]
    assert paper.warnings == []


def test_what_stands_beyond_a_thousand_blank_rows_is_not_lost_silently(tmp_path):
    blank = "".join(f'<row r="{n}"/>' for n in range(4, 2_000))
    paper = opened(tmp_path, sheet(rows_xml(3) + blank + rows_xml(2, 2_000)))

    assert len(paper.blocks[0].rows) == 3
    assert paper.warnings == ["“表1”表第3行以后有 1000 多个空行，其后的内容未予识读，请核对。"]


def test_a_jump_over_many_rows_is_a_gap_too(tmp_path):
    paper = opened(tmp_path, sheet(rows_xml(2) + rows_xml(1, 1_048_576)))

    assert "空行" in paper.warnings[0]
    assert len(paper.blocks[0].rows) < 5


def test_another_workbook_is_announced_and_never_asked(tmp_path):
    links = relations(("r1", "externalLinkPath", "file:///\\\\host\\share\\x.xlsx"), external=True)
    paper = opened(tmp_path, sheet(rows_xml(1)), **{"xl/externalLinks/_rels/externalLink1.xml.rels": links})

    assert "外部地址" in paper.warnings[0]


@pytest.mark.parametrize("reference", ["", "A0", "1", "AAAA1", "A99999999", "'"])
def test_strange_references_do_not_crash(tmp_path, reference):
    row = f'<row r="{reference}"><c r="{reference}" s="99" t="n"><v>5</v></c></row>'

    assert texts(opened(tmp_path, sheet(row)).blocks[0]) == [["5"]]


def test_sheets_are_found_by_their_relations_not_by_their_names(tmp_path):
    parts = excel_parts(sheet(rows_xml(1)))
    parts["xl/其他/页.xml"] = parts.pop("xl/worksheets/sheet1.xml")
    parts["xl/_rels/workbook.xml.rels"] = relations(("s1", "worksheet", "/xl/其他/页.xml"))

    assert open_paper(package(tmp_path / "清单.xlsx", parts)).blocks
    assert OFFICE in parts["xl/workbook.xml"]


def test_unseen_characters_are_dropped_and_named_by_their_cells(tmp_path):
    cell = inline("A1", "县\u200b卫健局")
    paper = opened(tmp_path, sheet(f'<row r="1">{cell}</row>'))

    assert texts(paper.blocks[0]) == [["县卫健局"]]
    assert paper.warnings == ["“表1”表A1含有看不见的控制字符（U+200B），已去掉，请核对。"]


def test_a_long_sheet_tells_its_progress_and_can_be_stopped(tmp_path):
    path = package(tmp_path / "长.xlsx", excel_parts(sheet(rows_xml(500))))
    told = []

    def stop(done, total, what):
        told.append((done, total, what))
        if done == 400:
            raise Stopped

    with pytest.raises(Stopped):
        open_paper(path, progress=stop)

    assert told == [(0, 1, "“表1”表"), (200, 0, "“表1”表第200行"), (400, 0, "“表1”表第400行")]
