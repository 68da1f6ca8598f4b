"""Papers brought in: a PDF that the worker reads, one that is stopped, and the next edition of a list."""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Callable

import pytest
from playwright.sync_api import Page, expect

from gaodi.ground.jobs import Run
from gaodi.ground.worker import work_off
from gaodi.reading import read
from gaodi.supervision.models import Draft, TaskList
from tests.journeys.conftest import PAPER, TITLE, button, go_to
from tests.reading.makers import HEAD, draw_table, drawing, finish

TASKS = [[str(n), f"新建学徒基地{n}个。", "区教育体育局", "区财政局", "2023年底前"] for n in range(1, 6)]


@pytest.fixture
def pdf(tmp_path):
    """A list of five tasks on two pages."""
    canvas, target = drawing()
    canvas.drawCentredString(297, 800, "环翠区学徒基地任务清单")
    for tasks in (TASKS[:3], TASKS[3:]):
        draw_table(canvas, [HEAD, *tasks], top=780, widths=[30.0, 170.0, 90.0, 100.0, 80.0])
        canvas.showPage()
        canvas.setFont("STSong-Light", 10)
    return finish(canvas, target, tmp_path / "学徒基地.pdf")


def upload(page: Page, paper, edition_of: str = "") -> None:
    go_to(page, "上传识读")
    page.get_by_label("任务清单文件").set_input_files(paper)
    if edition_of:
        page.get_by_label("是哪份清单的新版").select_option(edition_of)
    button(page, "开始识读").click()


def while_it_works(monkeypatch, look: Callable[[], None]) -> None:
    """Look at the page once, in the middle of the work."""
    say, looked = Run.progress, []

    def progress(run: Run, *args, **kwargs) -> None:
        say(run, *args, **kwargs)
        if not looked:
            looked.append(True)
            look()

    monkeypatch.setattr(Run, "progress", progress)


# ------------------------------------------------------------------ read by the worker


def test_a_pdf_is_read_in_the_background_and_ends_in_the_preview(browser_of, 单位, 督查员, pdf, monkeypatch):
    page = browser_of(督查员)

    upload(page, pdf)
    expect(page.get_by_role("heading", level=1)).to_have_text("识读文件：排队等候")
    expect(page.locator("meta[http-equiv=refresh]")).to_have_count(1)
    address = page.url
    go_to(page, "工作台")

    def look() -> None:
        page.goto(address)
        expect(page.get_by_role("heading", level=1)).to_contain_text("识读文件：正在处理")
        expect(page.get_by_label("已完成")).to_be_visible()
        go_to(page, "工作台")

    while_it_works(monkeypatch, look)
    work_off()
    page.goto(address)

    expect(page.get_by_role("heading", level=1)).to_contain_text("读出5项任务")
    button(page, "确认入库").first.click()
    expect(page.get_by_role("heading", level=1)).to_have_text("环翠区学徒基地任务清单")
    expect(page.locator("main")).to_contain_text("共5项任务、5条承诺")


def test_stopping_before_the_worker_comes_leaves_nothing(browser_of, 单位, 督查员, pdf):
    page = browser_of(督查员)

    upload(page, pdf)
    button(page, "停止，什么也不保存").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("识读文件：已停止")
    work_off()

    nothing_is_left(page)


def test_stopping_in_the_middle_leaves_nothing(browser_of, 单位, 督查员, pdf, monkeypatch):
    page = browser_of(督查员)

    upload(page, pdf)
    address = page.url
    go_to(page, "工作台")

    def stop() -> None:
        page.goto(address)
        button(page, "停止，什么也不保存").click()
        expect(page.get_by_role("heading", level=1)).to_have_text("识读文件：正在停止")
        go_to(page, "工作台")

    while_it_works(monkeypatch, stop)
    work_off()
    page.goto(address)

    expect(page.locator("main")).to_contain_text("已按要求停止，没有保存任何内容。")
    nothing_is_left(page)


def nothing_is_left(page: Page) -> None:
    assert [draft.rows for draft in Draft.objects.all()] == [[]]
    assert not TaskList.objects.exists()
    go_to(page, "上传识读")
    expect(page.get_by_role("row").filter(has_text="学徒基地.pdf")).to_contain_text("已停止")


# ------------------------------------------------------------------ a new edition


def altered() -> dict[str, str | bytes]:
    """The worked list with task 6 reworded, task 15 left out and one more at its end, as a table."""
    rows = [
        [row.no, row.text, "、".join(row.lead), "、".join(row.responsible) + "等" * row.open_ended]
        for row in read(PAPER).rows
        if row.no != "15"
    ]
    rows[5][1] = "到2024年，职业学校按专业建立企业学徒基地，建设1个市级示范性企业学徒基地。"
    rows.append(["17", "2024年底前，新建2个公共实训基地。", "区教育体育局", "区财政局"])
    table = io.StringIO()
    csv.writer(table).writerows([["序号", "任务内容", "牵头单位", "责任单位"], *rows])
    return {"name": "新版清单.csv", "mimeType": "text/csv", "buffer": table.getvalue().encode()}


def test_a_new_edition_shows_what_it_changes_and_keeps_the_work(browser_of, 填报, 督查员):
    page = browser_of(督查员)

    upload(page, altered(), edition_of=TITLE)
    changes = page.get_by_role("region", name="与原清单相比")
    expect(changes.locator("tbody tr")).to_have_text(
        [
            re.compile(r"第6项\s*修改任务内容、时限\s*任务6"),
            re.compile(r"第17项\s*新增\s*无"),
            re.compile(r"—\s*终止\s*任务15"),
        ]
    )
    expect(changes).to_contain_text("14项没有变化")

    page.get_by_label("有关行业主管部门").select_option("没有具体指明，记入待点名")
    button(page, "认定").click()
    for _ in range(4):
        button(page, "改好了，或本来无误").first.click()
    button(page, "确认入库").first.click()

    expect(page.get_by_role("heading", level=1)).to_have_text(TITLE)
    numbers = page.get_by_role("row").locator("td:first-child").all_inner_texts()
    assert sorted(map(int, numbers)) == [*range(1, 15), 16, 17]
    page.get_by_role("row").filter(has_text="企业学徒基地").get_by_role("link").click()
    expect(page.locator("main")).to_contain_text("到2024年，职业学校按专业建立企业学徒基地")
    expect(page.get_by_role("row").filter(has_text="验收意见.txt")).to_contain_text("待审核")
