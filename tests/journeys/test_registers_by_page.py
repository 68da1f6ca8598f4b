"""Registers by page: two who change one row, a full number, the telephone, axe, and paper."""

from __future__ import annotations

import io
import re

import pdfplumber
import pytest
from playwright.sync_api import Page, expect

from gaodi.ground.worker import work_off
from gaodi.registers.actions.imports import hand_in
from gaodi.registers.declaration import REGISTERS
from gaodi.registers.models import Batch
from tests.journeys.conftest import CLERKS, PHONE, button, go_to, said
from tests.journeys.test_accessibility import findings, now
from tests.registers.entering import enter, id_number
from tests.registers.sheets import teacher as in_sheet
from tests.registers.sheets import workbook
from tests.registers.teachers import teacher, verified

TITLE = re.compile("^职称(（可不填）)?$")


@pytest.fixture(params=[CLERKS, PHONE], ids=["wide", "phone"])
def size(request) -> dict[str, int]:
    return request.param


@pytest.fixture(name="有错的表")
def sheet_with_errors(transactional_db, on_a_friday, 系统, 教务员) -> Batch:
    """A sheet that was checked: two rows are right, two have errors."""
    rows = [in_sheet(1), in_sheet(2), in_sheet(3, 到岗日期="2023.6.31"), in_sheet(4, 任课类型="客座")]
    batch = hand_in(REGISTERS["teachers"], [workbook(rows)], "教师.xlsx", by=教务员)
    work_off()
    return Batch.objects.get(pk=batch.pk)


@pytest.fixture(name="待审核的教师")
def waiting(transactional_db, on_a_friday, 教务员):
    return teacher(教务员, employment="在编", title="讲师")


# ------------------------------------------------------------------ two who change one row


def test_the_second_of_two_clerks_is_told_and_keeps_what_they_typed(browser_of, 待审核的教师, 教务员, 校长):
    first, second = browser_of(教务员), browser_of(校长)
    for page in (first, second):
        to_the_form(page)

    first.get_by_role("textbox", name=TITLE).fill("高级讲师")
    button(first, "报送审核").click()
    said(first, "已报送审核")
    second.get_by_role("textbox", name=TITLE).fill("助理讲师")
    second.get_by_label("最高学历").fill("硕士研究生")
    button(second, "报送审核").click()

    expect(second.get_by_role("alert")).to_contain_text("改过")
    expect(second.get_by_role("textbox", name=TITLE)).to_have_value("助理讲师")
    expect(second.get_by_label("最高学历")).to_have_value("硕士研究生")
    now_stands = second.get_by_role("region", name="现在的值")
    expect(now_stands.get_by_role("row").filter(has_text=re.compile(r"^\s*职称\s*高级讲师"))).to_be_visible()
    待审核的教师.refresh_from_db()
    assert (待审核的教师.title, 待审核的教师.degree) == ("高级讲师", None)


def to_the_form(page: Page) -> None:
    go_to(page, "台账")
    page.get_by_role("link", name="教师", exact=True).first.click()
    page.get_by_role("link", name="王安宁").click()
    page.get_by_role("link", name="修改", exact=True).click()
    expect(page.get_by_role("heading", level=1)).to_have_text("修改教师：王安宁")


def test_who_reports_a_row_cannot_verify_it_though_their_unit_may(browser_of, 科员, 局长, on_a_friday):
    """The bureau keeps the experience centres itself: its head verifies what its clerk reports."""
    centre = {"subject": "TY-1", "label": "望海职业体验中心", "valid_from": "2022-9-1"}
    row = enter("experience-centres", 科员, **centre)
    address = f"/registers/experience-centres/rows/{row.pk}/"
    clerk, head = browser_of(科员), browser_of(局长)

    clerk.goto(address)
    expect(clerk.locator("main")).to_contain_text("这一条是您自己填报的，要由另一个人审核。")
    expect(button(clerk, "审核通过")).to_have_count(0)

    head.goto(address)
    button(head, "审核通过").click()
    clerk.goto(address)
    expect(clerk.get_by_role("heading", level=1)).to_have_text("望海职业体验中心：已核定")


# ------------------------------------------------------------------ a full number


def test_a_full_number_is_opened_with_a_reason_and_the_audit_keeps_it(browser_of, 待审核的教师, 科员, 审计员):
    page = browser_of(科员)
    page.goto(f"/registers/teachers/rows/{待审核的教师.pk}/")
    expect(page.locator("main")).not_to_contain_text(id_number())

    page.get_by_role("link", name="看完整号码").click()
    button(page, "查看完整号码").click()
    expect(page.get_by_role("alert")).to_be_visible()
    page.get_by_label("原因").fill("与教师资格证核对")
    button(page, "查看完整号码").click()
    expect(page.locator("main")).to_contain_text(id_number())
    page.get_by_role("link", name="看完了").click()
    expect(page.get_by_role("heading", level=1)).to_contain_text("王安宁")
    expect(page.locator("main")).not_to_contain_text(id_number())

    auditor = browser_of(审计员)
    go_to(auditor, "审计")
    opened = auditor.get_by_role("row").filter(has_text="查看完整号码")
    expect(opened).to_have_count(1)
    expect(opened).to_contain_text("王晓岚")
    expect(opened).to_contain_text("与教师资格证核对")
    expect(auditor.locator("main")).not_to_contain_text(id_number())


# ------------------------------------------------------------------ telephone, axe, paper


def pages(batch: Batch, row) -> list[tuple[str, str]]:
    """What a school's clerk opens: address, and a word of its heading."""
    return [
        ("/registers/", "台账"),
        ("/registers/teachers/", "教师台账"),
        ("/registers/teachers/about/", "教师"),
        ("/registers/teachers/import/", "用表格填报教师台账"),
        ("/registers/imports/", ""),
        (f"/registers/imports/{batch.pk}/", "2处要改"),
        ("/registers/teachers/add/", "填报教师"),
        (f"/registers/teachers/rows/{row.pk}/", "王安宁"),
        (f"/registers/teachers/rows/{row.pk}/edit/", "修改教师"),
        ("/registers/teachers/export/", ""),
        ("/registers/teachers/figures/", "教师：数"),
        ("/registers/figures/teachers.dual/", "双师型教师"),
        (f"/registers/subjects/{row.subject_id}/", "王安宁"),
        ("/registers/subjects/school/", ""),
    ]


def test_axe_finds_nothing_on_the_pages_of_a_school(browser_of, 有错的表, 待审核的教师, 教务员, size):
    page = browser_of(教务员, viewport=size)

    found = [
        each for address, word in pages(有错的表, 待审核的教师) for each in findings(page, address, word)
    ]
    page.goto("/registers/teachers/add/")
    button(page, "报送审核").click()
    expect(page.get_by_role("alert")).to_be_visible()

    assert [*found, *now(page)] == []


def test_axe_finds_nothing_on_the_pages_of_who_verifies(browser_of, 待审核的教师, 科员, size):
    page = browser_of(科员, viewport=size)
    row = f"/registers/teachers/rows/{待审核的教师.pk}/"

    assert [
        *findings(page, "/registers/", "等您办理"),
        *findings(page, "/registers/teachers/queue/", "1条等您审核"),
        *findings(page, row, "王安宁"),
        *findings(page, f"{row}send-back/", ""),
        *findings(page, f"{row}number/", "完整号码"),
        *findings(page, "/registers/teachers/locks/", ""),
        *findings(page, "/registers/teachers/findings/", ""),
    ] == []


def test_nothing_is_scrolled_sideways_on_the_telephone(browser_of, 有错的表, 待审核的教师, 教务员):
    page = browser_of(教务员, viewport=PHONE, has_touch=True, is_mobile=True)

    wide = []
    for address, word in pages(有错的表, 待审核的教师):
        page.goto(address)
        expect(page.get_by_role("heading", level=1)).to_contain_text(word)
        if page.evaluate("document.documentElement.scrollWidth") > PHONE["width"]:
            wide.append(address)

    assert wide == []


def test_the_list_prints_across_with_its_head_on_every_sheet(browser_of, on_a_friday, 教务员, 科员):
    for n in range(1, 41):
        verified(教务员, 科员, f"教师{n:02}", n, title="高级讲师")
    page = browser_of(教务员)
    page.goto("/registers/teachers/")
    expect(page.get_by_role("row")).to_have_count(41)

    printed = page.pdf(prefer_css_page_size=True)

    with pdfplumber.open(io.BytesIO(printed)) as pdf:
        texts = [sheet.extract_text() for sheet in pdf.pages]
        assert {(round(sheet.width), round(sheet.height)) for sheet in pdf.pages} == {(842, 595)}
    assert len(texts) > 1
    assert all("任课类型" in text for text in texts)
    assert [n for n in range(1, 41) if f"{n:02}" not in "".join(texts)] == []
    assert all("导入表格" not in text for text in texts), "buttons are not printed"
