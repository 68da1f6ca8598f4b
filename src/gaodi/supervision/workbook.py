"""A list as an Excel table. Every cell is written as text: what a clerk typed can never become a formula."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date
from io import BytesIO
from urllib.parse import quote

import xlsxwriter
from django.http import HttpResponse

from gaodi.bedrock import clock
from gaodi.bedrock.periods import say_day
from gaodi.ground.lights import LIGHT
from gaodi.ground.models import Post
from gaodi.supervision.models import TaskList
from gaodi.supervision.queries.lists import TaskRow

KIND = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
# head and width in characters
COLUMNS = (
    ("序号", 6),
    ("任务", 26),
    ("任务内容", 60),
    ("状态", 10),
    ("为什么", 36),
    ("牵头单位", 24),
    ("责任单位", 36),
    ("名单未尽", 9),
    ("时限", 16),
    ("力度", 8),
    ("承诺数", 8),
    ("已销号", 8),
)
HEAD_ROW = 3


def list_workbook(
    task_list: TaskList, rows: Sequence[TaskRow], asked: Sequence[tuple[str, str]], *, by: Post
) -> HttpResponse:
    """The table as a download, with title, who exported it when, and by which filter."""
    held = BytesIO()
    with xlsxwriter.Workbook(held, {"in_memory": True, "strings_to_urls": False}) as book:
        sheet = book.add_worksheet("任务清单")
        head, cell = _formats(book)
        for column, (_, width) in enumerate(COLUMNS):
            sheet.set_column(column, column, width)
        sheet.write_string(0, 0, task_list.title, book.add_format({"bold": True, "font_size": 16}))
        sheet.write_string(1, 0, _said(rows, asked, by))
        _write(sheet, HEAD_ROW, [name for name, _ in COLUMNS], head)
        for place, row in enumerate(rows, start=HEAD_ROW + 1):
            _write(sheet, place, _cells(row), cell)
        sheet.freeze_panes(HEAD_ROW + 1, 2)
        sheet.set_landscape()
        sheet.set_paper(9)  # A4
        sheet.fit_to_pages(1, 0)
        sheet.repeat_rows(HEAD_ROW)
        sheet.set_footer("&C— &P —")
    response = HttpResponse(held.getvalue(), content_type=KIND)
    name = quote(f"{task_list.title}（{say_day(clock.today())}）.xlsx", safe="")
    response["Content-Disposition"] = f"attachment; filename*=UTF-8''{name}"
    response["Cache-Control"] = "private, no-store"
    return response


def _formats(book: xlsxwriter.Workbook) -> tuple[object, object]:
    grid = {"border": 1, "valign": "top", "text_wrap": True}
    return book.add_format({**grid, "bold": True, "align": "center"}), book.add_format(grid)


def _write(sheet: xlsxwriter.worksheet.Worksheet, place: int, texts: Iterable[str], form: object) -> None:
    for column, text in enumerate(texts):
        sheet.write_string(place, column, text, form)


def _said(rows: Sequence[TaskRow], asked: Sequence[tuple[str, str]], by: Post) -> str:
    chosen = "，".join(f"{label}：{choice}" for label, choice in asked) or "全部"
    return f"{by.unit}{by.person}　{say_day(clock.today())}导出　筛选：{chosen}　共{len(rows)}项"


def _cells(row: TaskRow) -> list[str]:
    text = row.text
    return [
        row.task.no,
        row.task.title,
        text.text if text else "",
        LIGHT[row.light].word,
        row.why,
        "、".join(row.leads),
        "、".join(row.responsible),
        "等" if text and text.open_ended else "",
        due_words(row),
        row.strength,
        str(row.total),
        str(row.closed),
    ]


def due_words(row: TaskRow) -> str:
    """The date, else what the paper says in its place."""
    said: date | None = row.due
    if said:
        return say_day(said) + (f"（{row.rhythm}）" if row.rhythm else "")
    if row.rhythm:
        return row.rhythm
    return f"{say_day(row.begins)}起" if row.begins else "未定时限"
