from __future__ import annotations

import csv
import io
import struct
import zipfile
import zlib
from datetime import date, datetime

import openpyxl
import pytest
import xlsxwriter
from hypothesis import given
from hypothesis import strategies as st

from gaodi.bedrock import sheets, unpacking
from gaodi.bedrock.sheets import BadSheet, cell_name, letter, open_book, spoilt

# A heading in Chinese, as every register has one; lone surrogates and controls are no text.
TEXT = st.text(st.characters(exclude_categories=["Cs", "Cc", "Cn", "Co"]), max_size=12)
TABLES = st.lists(st.lists(TEXT, min_size=3, max_size=3), max_size=8)
HEADING = ["姓名", "任教专业", "备注"]


def workbook(tmp_path, fill, name="given.xlsx"):
    path = tmp_path / name
    with xlsxwriter.Workbook(path) as book:
        fill(book)
    return path


def one_sheet(tmp_path, *rows):
    def fill(book):
        sheet = book.add_worksheet("教师")
        for number, row in enumerate(rows):
            for index, cell in enumerate(row):
                sheet.write(number, index, cell)

    return workbook(tmp_path, fill)


def read(path, kind="xlsx", name=None):
    book = open_book(path, kind)
    return [(number, list(cells)) for number, cells in book.rows(name or book.sheets[0].name)]


def written(tmp_path, data: bytes, name="given.csv"):
    path = tmp_path / name
    path.write_bytes(data)
    return path


def repacked(path, change):
    """The workbook with the parts that ``change`` {name: bytes → bytes} names written anew."""
    with zipfile.ZipFile(path) as old:
        parts = {info.filename: old.read(info) for info in old.infolist()}
    for name, by in change.items():
        parts[name] = by(parts.get(name, b""))
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as new:
        for name, data in parts.items():
            new.writestr(name, data)
    return path


SHEET = "xl/worksheets/sheet1.xml"

# ------------------------------------------------------------------ names


@pytest.mark.parametrize(("index", "named"), [(0, "A"), (25, "Z"), (26, "AA"), (701, "ZZ"), (702, "AAA")])
def test_a_column_is_called_as_the_spreadsheet_calls_it(index, named):
    assert letter(index) == named
    assert unpacking.column_index(named) == index


def test_a_cell_is_called_by_sheet_letter_and_row():
    assert cell_name("教师", 7, 2) == "教师!C7"


# ------------------------------------------------------------------ workbooks


HALF_PAST_EIGHT = datetime.fromisoformat("2023-06-01T08:30")


def test_cells_keep_their_types_and_rows_their_numbers(tmp_path):
    def fill(book):
        sheet = book.add_worksheet("教师")
        day = book.add_format({"num_format": "yyyy-mm-dd"})
        sheet.write_string(3, 1, "张伟")
        sheet.write_number(3, 2, 1.5)
        sheet.write_datetime(3, 3, date(2023, 6, 1), day)
        sheet.write_boolean(5, 1, True)
        sheet.write_datetime(5, 3, HALF_PAST_EIGHT, book.add_format({"num_format": "yyyy-mm-dd h:mm"}))

    assert read(workbook(tmp_path, fill)) == [
        (4, [None, "张伟", 1.5, date(2023, 6, 1)]),
        (6, [None, True, None, HALF_PAST_EIGHT]),
    ]


def test_a_row_of_blanks_and_ideographic_spaces_is_blank(tmp_path):
    assert read(one_sheet(tmp_path, ["甲"], ["\u3000", " \u200b"], ["乙"])) == [
        (1, ["甲", None]),
        (3, ["乙", None]),
    ]


def test_a_thousand_blank_rows_end_the_sheet(tmp_path):
    def fill(book):
        sheet = book.add_worksheet()
        sheet.write(0, 0, "甲")
        sheet.write(999, 0, "乙")
        sheet.write(2500, 0, "丙")

    assert [cells for _, cells in read(workbook(tmp_path, fill))] == [["甲"], ["乙"]]


def test_formatted_but_empty_rows_down_to_the_last_are_no_rows(tmp_path):
    path = one_sheet(tmp_path, ["姓名"], ["张伟"])
    far = b'<row r="1048576" spans="1:16384"><c r="XFD1048576" s="0"/></row></sheetData>'
    repacked(path, {SHEET: lambda xml: xml.replace(b"</sheetData>", far)})

    assert read(path) == [(1, ["姓名"]), (2, ["张伟"])]


def test_merged_cells_hold_their_first_value_downwards_and_to_the_right(tmp_path):
    def fill(book):
        sheet = book.add_worksheet()
        sheet.merge_range(0, 0, 2, 0, "望海职专")
        sheet.merge_range(0, 1, 0, 2, "双师")
        sheet.write_row(1, 1, ["等级", "日期"])
        sheet.write_row(2, 1, ["初级", "2023"])
        sheet.write_row(3, 0, ["别校", "中级", "2024"])

    assert [cells for _, cells in read(workbook(tmp_path, fill))] == [
        ["望海职专", "双师", "双师"],
        ["望海职专", "等级", "日期"],
        ["望海职专", "初级", "2023"],
        ["别校", "中级", "2024"],
    ]


def test_sheets_say_whether_they_are_hidden_and_rows_how_many(tmp_path):
    def fill(book):
        shown = book.add_worksheet("教师")
        shown.write_column(0, 0, ["姓名", "张伟", "李静"])
        shown.set_row(1, None, None, {"hidden": True})
        book.add_worksheet("旧表").hide()

    book = open_book(workbook(tmp_path, fill), "xlsx")
    assert [(each.name, each.hidden) for each in book.sheets] == [("教师", False), ("旧表", True)]
    assert book.hidden_rows("教师") == 1
    assert [cells for _, cells in book.rows("教师")] == [["姓名"], ["张伟"], ["李静"]]


def test_the_same_sheet_can_be_read_twice(tmp_path):
    book = open_book(one_sheet(tmp_path, ["姓名"], ["张伟"]), "xlsx")
    assert list(book.rows("教师")) == list(book.rows("教师"))


def test_an_empty_sheet_has_no_rows(tmp_path):
    assert read(one_sheet(tmp_path)) == []


def test_error_values_come_as_text_that_is_known_as_spoilt(tmp_path):
    def fill(book):
        sheet = book.add_worksheet()
        sheet.write(0, 0, "姓名")
        sheet.write_formula(1, 0, "=VLOOKUP(1,A:A,1)", None, "#N/A")
        sheet.write_formula(2, 2, "=B9", None, "#REF!")

    assert [cells for _, cells in read(workbook(tmp_path, fill))] == [
        ["姓名", None, None],
        ["#N/A", None, None],
        [None, None, "#REF!"],
    ]
    assert spoilt("#N/A") == ("这一格是公式错误 #N/A（没有查到）", "请改正公式，或改为直接填写")


def test_a_formula_that_was_never_reckoned_is_not_taken_for_an_empty_cell(tmp_path):
    book = openpyxl.Workbook()  # writes formulas without their values
    book.active.append(["在校生", "合计"])
    book.active.append([3, "=A2+1"])
    book.active.append([None, None, "=A3"])
    book.save(tmp_path / "given.xlsx")

    (_, _), (_, second), (_, third) = read(tmp_path / "given.xlsx")
    assert second[0] == 3
    assert second[1] == third[2]
    assert spoilt(second[1]) == ("这一格的公式没有结果", "请用 Excel 或 WPS 打开并保存一次，或改为直接填写")


@pytest.mark.parametrize("cell", [None, "", "#1楼", "张伟", 3, date(2023, 6, 1)])
def test_other_cells_are_not_spoilt(cell):
    assert spoilt(cell) is None


def test_a_formula_with_a_result_gives_the_result(tmp_path):
    def fill(book):
        sheet = book.add_worksheet()
        sheet.write_formula(0, 0, "=1+1", None, 2)
        sheet.write_formula(0, 1, '=""&"甲"', None, "甲")
        sheet.write_formula(0, 2, '=""', None, "")

    assert read(workbook(tmp_path, fill))[0][1][:2] == [2, "甲"]


@pytest.mark.parametrize("odd", [b"<c r='A2'", b'<c\nr="A2"', b"<c"])
def test_cells_written_oddly_are_looked_at_carefully(tmp_path, odd):
    path = one_sheet(tmp_path, ["姓名"], [5])
    repacked(path, {SHEET: lambda xml: xml.replace(b'<c r="A2"', odd)})

    assert read(path) == [(1, ["姓名"]), (2, [5])]


# ------------------------------------------------------------------ what is refused


def refusal(path, kind="xlsx"):
    with pytest.raises(BadSheet) as caught:
        read(path, kind)
    assert caught.value.remedy
    return caught.value.sentence


def test_what_is_no_workbook_is_refused_by_what_it_is(tmp_path):
    ole = bytes.fromhex("d0cf11e0a1b11ae1")
    assert refusal(written(tmp_path, b"")) == "文件为空"
    assert refusal(written(tmp_path, "姓名,年龄".encode())) == "文件内容不是 Excel 工作簿"
    assert refusal(written(tmp_path, ole + bytes(99))) == "这是旧格式的 .xls 文件"
    assert refusal(written(tmp_path, ole + "EncryptedPackage".encode("utf-16-le"))) == "文件已加密"
    assert refusal(written(tmp_path, b"PK\x03\x04" + bytes(99))) == "文件已损坏，打不开"


def test_a_cut_workbook_is_refused(tmp_path):
    path = one_sheet(tmp_path, *([f"张伟{n}"] for n in range(500)))
    path.write_bytes(path.read_bytes()[:-200])
    assert refusal(path) == "文件已损坏，打不开"


def test_broken_xml_is_refused(tmp_path):
    path = repacked(one_sheet(tmp_path, ["姓名"]), {"xl/workbook.xml": lambda xml: xml[:-30]})
    assert refusal(path) == "文件已损坏，打不开"


def test_another_zip_is_refused(tmp_path):
    with zipfile.ZipFile(tmp_path / "a.xlsx", "w") as archive:
        archive.writestr("[Content_Types].xml", "<Types><Default ContentType='wordprocessingml'/></Types>")
    assert refusal(tmp_path / "a.xlsx") == "文件内容不是 Excel 工作簿"


def test_macros_are_refused_whatever_the_file_is_called(tmp_path):
    path = one_sheet(tmp_path, ["姓名"])
    assert refusal(repacked(path, {"xl/vbaProject.bin": lambda _: b"macro"})) == "文件含有宏"
    types = {"[Content_Types].xml": lambda xml: xml.replace(b"sheet.main", b"sheet.macroEnabled.main")}
    assert refusal(repacked(one_sheet(tmp_path, ["姓名"]), types)) == "文件含有宏"


def test_an_entity_is_refused(tmp_path):
    bad = b'<?xml version="1.0"?><!DOCTYPE x [<!ENTITY e SYSTEM "file:///etc/hostname">]>'
    path = repacked(one_sheet(tmp_path, ["姓名"]), {SHEET: lambda xml: bad + xml.split(b"?>", 1)[1]})
    assert refusal(path) == "文件里有不安全的声明"


def test_xml_in_which_no_word_can_be_found_is_refused(tmp_path):
    path = repacked(one_sheet(tmp_path, ["姓名"]), {SHEET: lambda xml: xml.decode().encode("utf-16")})
    assert refusal(path) == "文件里有不安全的声明"


def test_a_bomb_is_refused_before_it_is_unpacked(tmp_path, monkeypatch):
    path = repacked(one_sheet(tmp_path, ["姓名"]), {SHEET: lambda xml: xml + b" " * (4 << 20)})
    monkeypatch.setattr(unpacking, "_unpack", None)  # would fail when called
    assert refusal(path) == "文件解压后大得异常"


def test_a_bomb_whose_header_lies_is_refused_as_it_comes_out(tmp_path):
    path = repacked(one_sheet(tmp_path, ["姓名"]), {SHEET: lambda xml: xml + b" " * (4 << 20)})
    data = path.read_bytes()
    true = struct.pack(
        "<I", next(i.file_size for i in zipfile.ZipFile(path).infolist() if i.filename == SHEET)
    )
    path.write_bytes(data.replace(true, struct.pack("<I", 1024)))
    assert refusal(path) == "文件解压后大得异常"


def test_all_parts_together_have_a_limit(tmp_path, monkeypatch):
    monkeypatch.setattr(unpacking, "MAX_UNPACKED", 3_000)
    assert refusal(one_sheet(tmp_path, ["姓名"])) == "文件解压后大得异常"


def test_too_many_parts_are_refused(tmp_path):
    path = tmp_path / "a.xlsx"
    with zipfile.ZipFile(path, "w") as archive:
        for number in range(unpacking.MAX_MEMBERS + 1):
            archive.writestr(f"{number}.xml", "")
    assert refusal(path) == "文件里的部件超过5,000个，不像正常的工作簿"


def test_parts_that_share_bytes_are_refused(tmp_path):
    path = one_sheet(tmp_path, ["姓名"])
    members = zipfile.ZipFile(path).infolist()
    members[1].header_offset = members[0].header_offset + 1
    with pytest.raises(BadSheet, match="压缩结构异常"):
        unpacking.check_members(members)


def test_a_file_inside_the_workbook_is_refused(tmp_path):
    path = repacked(one_sheet(tmp_path, ["姓名"]), {"xl/embeddings/a.xlsx": lambda _: b"PK"})
    assert refusal(path) == "工作簿里嵌有别的文件"


def test_one_stray_cell_far_out_is_named_instead_of_read(tmp_path):
    far = b'<row r="900000"><c r="A900000"><v>1</v></c></row></sheetData>'
    path = repacked(one_sheet(tmp_path, ["姓名"]), {SHEET: lambda xml: xml.replace(b"</sheetData>", far)})
    assert refusal(path) == "“教师”第900000行还有内容，最多300,000行"
    right = b'<row r="2"><c r="XFD2"><v>1</v></c></row></sheetData>'
    path = repacked(one_sheet(tmp_path, ["姓名"]), {SHEET: lambda xml: xml.replace(b"</sheetData>", right)})
    assert refusal(path) == "“教师”的XFD列还有内容，最多500列"


def test_rows_times_columns_have_a_limit(tmp_path, monkeypatch):
    monkeypatch.setattr(unpacking, "MAX_CELLS", 5)
    assert (
        refusal(one_sheet(tmp_path, ["甲", "乙", "丙"], ["甲", "乙", "丙"]))
        == "表的行数和列数太多，一次读不下"
    )


def test_what_the_reader_stumbles_over_is_a_refusal(tmp_path, monkeypatch):
    class PanicException(BaseException):
        """As Rust throws it."""

    def panic(path):
        raise PanicException

    monkeypatch.setattr(sheets, "CalamineWorkbook", type("Reader", (), {"from_path": staticmethod(panic)}))
    assert refusal(one_sheet(tmp_path, ["姓名"])) == "文件已损坏，打不开"


# ------------------------------------------------------------------ CSV


def csv_bytes(rows, encoding, delimiter=",", end="\r\n", quoting=csv.QUOTE_MINIMAL):
    held = io.StringIO(newline="")
    csv.writer(held, delimiter=delimiter, lineterminator=end, quoting=quoting).writerows(rows)
    return held.getvalue().encode(encoding)


@pytest.mark.parametrize(
    ("encoding", "found"),
    [("utf-8", "utf-8"), ("utf-8-sig", "utf-8-sig"), ("utf-16", "utf-16"), ("gb18030", "gb18030")],
)
@given(table=TABLES)
def test_a_csv_is_read_as_it_was_written_in_every_encoding(tmp_path_factory, encoding, found, table):
    path = written(tmp_path_factory.mktemp("csv"), csv_bytes([HEADING, *table], encoding))
    book = open_book(path, "csv")
    wanted = [
        [cell or None for cell in row] for row in table if any(cell.strip(sheets.BLANKS) for cell in row)
    ]

    assert book.encoding == found
    assert [cells for _, cells in book.rows(book.sheets[0].name)] == [HEADING, *wanted]


@pytest.mark.parametrize("end", ["\n", "\r\n", "\r"])
@pytest.mark.parametrize("delimiter", [",", "\t", ";", "，"])
def test_a_csv_is_read_with_every_delimiter_and_end_of_line(tmp_path, delimiter, end):
    rows = [["教师名册"], HEADING, ["张伟", "机电，数控", '他说"行"'], ["李静", "旅游\n管理", ""]]
    data = csv_bytes(rows, "utf-8", delimiter, end, csv.QUOTE_ALL)

    assert [cells for _, cells in read(written(tmp_path, data), "csv")][1:] == [
        HEADING,
        ["张伟", "机电，数控", '他说"行"'],
        ["李静", "旅游\n管理", None],
    ]


def test_rows_of_a_csv_are_numbered_as_a_spreadsheet_shows_them(tmp_path):
    data = '姓名,备注\r\n\r\n张伟,"两\n行"\r\n李静,\r\n'.encode()
    assert [number for number, _ in read(written(tmp_path, data), "csv")] == [1, 3, 4]


def test_rare_characters_of_four_bytes_survive_gb18030(tmp_path):
    data = csv_bytes([HEADING, ["𬭎㛃", "机电", ""]], "gb18030")
    assert read(written(tmp_path, data), "csv")[1][1][0] == "𬭎㛃"


@pytest.mark.parametrize(
    "data",
    [
        "姓名,备注\n张伟明华,机电数控\n".encode("gb18030") + "李静雅文,旅游管理\n".encode(),
        b"\xff\xff\xff,\x80\x80",
        "姓名,备注".encode("utf-16-le"),
    ],
    ids=["two encodings", "none", "utf-16 without its mark"],
)
def test_a_csv_whose_encoding_is_unsure_is_refused(tmp_path, data):
    assert refusal(written(tmp_path, data), "csv") == "看不出文件用的是哪种编码，汉字会成乱码"


def test_an_unclosed_quote_is_refused_instead_of_swallowing_rows(tmp_path):
    data = '姓名,备注\n张伟,"没有关\n李静,\n'.encode()
    assert "引号没有成对" in refusal(written(tmp_path, data), "csv")


def test_a_csv_has_the_same_limits(tmp_path, monkeypatch):
    assert refusal(written(tmp_path, b""), "csv") == "文件为空"
    assert "最多" in refusal(written(tmp_path, ("姓名" + "," * 600).encode()), "csv")
    monkeypatch.setattr(sheets, "MAX_ROWS", 2)
    assert "最多2行" in refusal(written(tmp_path, "姓名\n甲\n乙\n".encode()), "csv")
    monkeypatch.setattr(sheets, "MAX_UNPACKED", 3)
    assert refusal(written(tmp_path, "姓名".encode()), "csv") == "文件太大"


def test_a_csv_ends_with_a_thousand_blank_rows(tmp_path):
    data = ("姓名\n" + "\n" * 1_200 + "张伟\n").encode()
    assert read(written(tmp_path, data), "csv") == [(1, ["姓名"])]


def test_the_checksum_of_a_part_is_minded(tmp_path):
    path = one_sheet(tmp_path, ["姓名"])
    data = path.read_bytes()
    crc = next(struct.pack("<I", i.CRC) for i in zipfile.ZipFile(path).infolist() if i.filename == SHEET)
    path.write_bytes(data.replace(crc, struct.pack("<I", zlib.crc32(b"other"))))
    assert refusal(path) == "文件已损坏，打不开"
