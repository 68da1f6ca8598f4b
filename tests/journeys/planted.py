"""The teachers' template as a clerk fills it in: twenty errors of twenty kinds, each in a row of its own.

What is changed is the downloaded file itself; its layout stays as it came.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from pathlib import Path
from typing import Any, NamedTuple

from openpyxl import load_workbook
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.worksheet import Worksheet

from tests.registers.entering import credit_code, id_number

HEADINGS = 4  # the row in which they stand
ID = "身份证号"
RECOGNISED = {"双师等级": "中级", "双师认定日期": date(2023, 6, 1), "双师认定依据": "国家标准"}
VISITOR = {"聘用方式": "兼职"}


class Planted(NamedTuple):
    """A row with one error: where, what stands there, what the site says of it; then what is right."""

    heading: str
    wrong: Any
    said: str
    right: Any = None
    besides: Mapping[str, Any] = {}  # other cells of the row, right from the beginning


def other(serial: int) -> str:
    return id_number(100 + serial)


PLANTED = (
    Planted(ID, 3.71002198501e17, "身份证号被表格软件当成了数，后几位已丢", other(1)),
    Planted(ID, other(2)[:17] + "1X"[other(2)[17] == "1"], "身份证号最后一位校验不符", other(2)),
    Planted(ID, other(3)[:17], "身份证号应为18位，这里是17位", other(3)),
    Planted(ID, "371002198502300015", "身份证号里的出生日期不存在", other(4)),
    Planted(ID, id_number(1), "与第6行重复", other(5)),
    Planted(ID, "371002********9999", "本单位没有这个带星号的号码", other(6)),
    Planted("姓名", None, "没有填", "姜海若"),
    Planted("到岗日期", "2023.6.31", "2023年6月没有31日", "2023.6.30"),
    Planted("到岗日期", "9/1/23", "日期没有看懂", "2023-9-1"),
    Planted("离岗日期", "2014年7月1日", "止期早于起期"),
    Planted("任课类型", "客座讲座", "只能是：专业课、实习指导、公共课", "专业课"),
    Planted("最高学历", "山东师范大学职业技术教育学专业硕士研究生毕业", "有22个字，最多20个", "硕士研究生"),
    Planted("职称", "#N/A", "这一格是公式错误 #N/A（没有查到）", "讲师"),
    Planted("职称等级", '=IF(I6="讲师","中级","")', "这一格的公式没有结果", "中级"),
    Planted("双师等级", "初级", "填了双师等级，没有填认定日期", "未认定"),
    Planted("双师认定日期", date(2023, 3, 1), "这一行不适用这一栏"),
    Planted("任教专业代码", "7103", "应为6位数字", "660301"),
    Planted("师德考核合格至", 20241301, "没有13月", date(2024, 12, 31)),
    Planted(
        "所在企业信用代码",
        credit_code(7)[:8] + "O" + credit_code(7)[9:],
        "统一社会信用代码里不会有“O”",
        credit_code(7),
        VISITOR,
    ),
    Planted("年授课学时", -40, "不能是负数", 40, VISITOR),
)
WHERE_SAID = {"双师等级": "双师认定日期"}  # a level without its date is told at the date
RIGHT = tuple({ID: id_number(n), "姓名": name, **RECOGNISED} for n, name in ((2, "丛日升"), (3, "毕克勤")))


def fill(template: Path, to: Path) -> list[tuple[str, str]]:
    """Correct the teacher in the template and add others; gives the cell of each error and what is wrong there."""
    book = load_workbook(template)
    sheet, places = _sheet(book)
    for heading, value in RECOGNISED.items():
        _put(sheet, places[heading], HEADINGS + 2, value)
    row = _first_free(sheet)
    for n, more in enumerate(RIGHT):
        _write(sheet, places, row + n, more)
    begin, found = row + len(RIGHT), []
    for row, planted in enumerate(PLANTED, start=begin):
        n = row - begin + 1
        _write(sheet, places, row, {ID: other(n), "姓名": f"教师{n:02}", **planted.besides})
        _put(sheet, places[planted.heading], row, planted.wrong)
        at = places[WHERE_SAID.get(planted.heading, planted.heading)]
        found.append((f"{sheet.title}!{get_column_letter(at)}{row}", planted.said))
    book.save(to)
    return found


def repair(file: Path, to: Path) -> None:
    """Put what is right in each cell where an error was planted."""
    book = load_workbook(file)
    sheet, places = _sheet(book)
    begin = next(r for r in range(1, sheet.max_row + 1) if sheet.cell(r, places["姓名"]).value == "教师01")
    for row, planted in enumerate(PLANTED, start=begin):
        _put(sheet, places[planted.heading], row, planted.right)
    book.save(to)


def remarks(file: Path) -> dict[str, str]:
    """The comments of a marked file: cell → what it says."""
    sheet, _ = _sheet(load_workbook(file))
    return {
        f"{sheet.title}!{cell.coordinate}": cell.comment.text
        for line in sheet.iter_rows()
        for cell in line
        if cell.comment
    }


def rows_of(file: Path) -> list[str]:
    """The names in a template, its example left out."""
    sheet, places = _sheet(load_workbook(file))
    column = places["姓名"]
    return [str(sheet.cell(row, column).value) for row in range(HEADINGS + 2, _first_free(sheet))]


def _sheet(book: Any) -> tuple[Worksheet, dict[str, int]]:
    """The sheet of rows, and which column stands where."""
    sheet = book.worksheets[0]
    headings = ((cell.column, str(cell.value or "")) for cell in sheet[HEADINGS])
    return sheet, {text.rstrip("*").split("（")[0]: column for column, text in headings}


def _first_free(sheet: Worksheet) -> int:
    row = HEADINGS + 2  # below the example
    while sheet.cell(row, 2).value is not None:
        row += 1
    return row


def _write(sheet: Worksheet, places: Mapping[str, int], row: int, more: Mapping[str, Any]) -> None:
    base = {
        "到岗日期": "2015年9月1日",
        "任课类型": "专业课",
        "聘用方式": "在编",
        "双师等级": "未认定",
    }
    _put(sheet, 1, row, row - HEADINGS - 1)
    for heading, value in (base | dict(more)).items():
        _put(sheet, places[heading], row, value)


def _put(sheet: Worksheet, column: int, row: int, value: object) -> None:
    cell = sheet.cell(row, column)
    cell.value = value
    if type(value) is int:
        cell.number_format = "General"  # as a spreadsheet has it after pasting; a day would show as ########
