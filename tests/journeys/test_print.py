"""The list on paper: A4 and A3 across, every task in the paper's words, the head on each sheet."""

from __future__ import annotations

import io
import unicodedata

import pdfplumber
import pytest
from playwright.sync_api import expect

from gaodi.reading.papers.pdf_text import CHARACTERS
from gaodi.supervision.models import TaskText
from tests.journeys.conftest import go_to

HEAD = ["序号", "任务内容", "状态", "牵头单位", "责任单位", "时限", "力度", "已销号", "说明"]


def plain(text: str | None) -> str:
    """Without blanks, and with characters that the font gives back as radicals."""
    return "".join(unicodedata.normalize("NFKC", (text or "").translate(CHARACTERS)).split())


def rows_of(sheet) -> list[list[str]]:
    """The table of a sheet; the two lines that end it stand so close that they pass for an empty row."""
    return [[plain(cell) for cell in row] for row in sheet.extract_table() if any(row)]


@pytest.mark.parametrize(("paper", "size"), [("A4", (842, 595)), ("A3", (1191, 842))])
def test_the_list_prints_whole_with_its_head_on_every_sheet(browser_of, 清单, 督查员, paper, size):
    page = browser_of(督查员)
    go_to(page, "任务清单")
    page.get_by_role("link", name=f"打印 {paper}").click()
    expect(page.get_by_text("这是打印稿")).to_be_visible()

    printed = page.pdf(prefer_css_page_size=True)

    with pdfplumber.open(io.BytesIO(printed)) as pdf:
        sheets = [rows_of(sheet) for sheet in pdf.pages]
        feet = [plain(sheet.extract_text())[-3:] for sheet in pdf.pages]
        assert {(round(sheet.width), round(sheet.height)) for sheet in pdf.pages} == {size}
    texts = TaskText.objects.order_by("task__order").values_list("no", "text")
    assert len(sheets) > 1
    assert [sheet[0] for sheet in sheets] == [HEAD] * len(sheets)
    assert [(row[0], row[1]) for sheet in sheets for row in sheet[1:]] == [
        (no, plain(text)) for no, text in texts
    ]
    assert feet == [f"—{number}—" for number in range(1, len(sheets) + 1)]
