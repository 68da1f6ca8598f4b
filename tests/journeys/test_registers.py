"""Registers as a school and its bureau keep them: by sheet and by page, each by what they would click."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from gaodi.ground.worker import work_off
from gaodi.registers.actions.subjects import link_unit
from tests.journeys.conftest import button, go_to, said
from tests.journeys.planted import fill, remarks, repair, rows_of
from tests.registers.entering import id_number, know

PROOF = {"name": "教师名册（盖章）.txt", "mimeType": "text/plain", "buffer": "教师名册，已盖章。".encode()}
SCHOOL = "3237000001"


@pytest.fixture(name="王安宁")
def wang(transactional_db, on_a_friday, 教务员, 科员, 局长, 系统, 望海职专):
    """A school with its page, and one teacher who stands in its register already."""
    row = {"subject": SCHOOL, "label": 望海职专.name, "valid_from": "1985-9-1", "kind": "中等职业学校"}
    link_unit(know("schools", 教务员, 科员, **row).subject, 望海职专, by=系统)
    teacher = {"subject": id_number(), "label": "王安宁", "valid_from": "2015年9月1日", "kind": "专业课"}
    return know("teachers", 教务员, 科员, **teacher, employment="在编", dual_level="未认定")


# ------------------------------------------------------------------ by sheet


@pytest.mark.parametrize("script", [True, False], ids=["with script", "without script"])
def test_a_sheet_with_twenty_errors_is_mended_verified_and_counted(
    browser_of, 王安宁, 教务员, 科员, 审计员, tmp_path, script
):
    school = browser_of(教务员, java_script_enabled=script)
    file_of_the_school(school, dual="0人", rows="1条")

    template = download(school, "下载模板", tmp_path / "template.xlsx", at="/registers/teachers/import/")
    assert rows_of(template) == ["王安宁"]
    planted = fill(template, tmp_path / "教师.xlsx")
    assert len({sentence for _, sentence in planted}) == len(planted) == 20

    upload(school, tmp_path / "教师.xlsx")
    expect(school.get_by_role("heading", level=1)).to_contain_text("20")
    assert named(school) == sorted(planted)
    marked = remarks(download(school, "下载标好错误的原表", tmp_path / "marked.xlsx"))
    assert {cell: text.splitlines()[0] for cell, text in marked.items()} == {
        cell: f"{sentence}。" for cell, sentence in planted
    }

    repair(tmp_path / "教师.xlsx", tmp_path / "教师（已改）.xlsx")
    upload(school, tmp_path / "教师（已改）.xlsx")
    expect(school.get_by_role("heading", level=1)).to_have_text("23行都能导入：新增22行，修改1行")
    expect(school.get_by_role("region", name="修改的内容")).to_contain_text("双师等级　未认定 → 中级")
    expect(school.locator("main")).to_contain_text("第5行“示例”")
    confirm(school)
    expect(school.get_by_role("heading", level=1)).to_have_text("已入库：待审核23行")
    expect(button(school, "审核通过23行")).to_have_count(0)
    counted(school, {"教师": "1人", "双师型教师": "0人"})

    bureau = browser_of(科员, java_script_enabled=script)
    verify_sheet(bureau)
    counted(bureau, {"教师": "23人", "双师型教师": "3人"})
    counted(school, {"教师": "23人", "双师型教师": "3人"})
    file_of_the_school(school, dual="3人", rows="23条")

    upload_at_register(school, tmp_path / "教师（已改）.xlsx")
    expect(school.get_by_role("heading", level=1)).to_have_text("23行都和台账一样，没有要入库的")
    expect(button(school, "确认导入并报送审核")).to_have_count(0)

    told(browser_of(审计员, java_script_enabled=script))


def download(page: Page, link: str, to: Path, at: str = "") -> Path:
    if at:
        page.goto(at)
    with page.expect_download() as got:
        page.get_by_role("link", name=link, exact=True).click()
    got.value.save_as(to)
    return to


def upload(page: Page, file: Path) -> None:
    """Hand a sheet in; the worker checks it."""
    page.get_by_label("表格文件").set_input_files(file)
    button(page, "上传并核对").click()
    worked_off(page, "核对导入表")


def worked_off(page: Page, word: str) -> None:
    """Wait for the worker at the job's address, which leads on to where the work is seen."""
    expect(page.get_by_role("heading", level=1)).to_have_text(f"{word}：排队等候")
    job = page.url
    page.goto("/registers/")  # away from a page that asks anew every two seconds
    work_off()
    page.goto(job)


def named(page: Page) -> list[tuple[str, str]]:
    """Cell and sentence of each error, as the page lists them."""
    rows = page.get_by_role("region", name="要改的").locator("tbody tr")
    return sorted(
        (row.locator("th").inner_text().splitlines()[0], row.locator("td").nth(1).inner_text())
        for row in rows.all()
    )


def upload_at_register(page: Page, file: Path) -> None:
    """The way from the navigation to the upload of teachers."""
    go_to(page, "台账")
    page.get_by_role("link", name="教师", exact=True).click()
    page.get_by_role("link", name="导入表格", exact=True).click()
    upload(page, file)


def confirm(page: Page) -> None:
    """With the paper that proves the rows; its date is asked for when it is left out."""
    page.get_by_label("佐证文件").set_input_files(PROOF)
    button(page, "确认导入并报送审核").click()
    expect(page.get_by_role("alert")).to_contain_text("附了佐证，还没有填它的日期")
    page.get_by_label("佐证文件").set_input_files(PROOF)
    page.get_by_label("材料日期").fill("2023年10月18日")
    button(page, "确认导入并报送审核").click()
    worked_off(page, "导入入库")


def verify_sheet(page: Page) -> None:
    """From the list of registers to the sheet that waits; its proof can be opened."""
    go_to(page, "台账")
    page.get_by_role("link", name=re.compile("^审核23条")).click()
    page.get_by_role("link", name=re.compile(r"^审核\s*教师（已改）\.xlsx")).click()
    with page.expect_download() as got:
        page.get_by_role("link", name=PROOF["name"]).click()
    assert got.value.path().read_bytes() == PROOF["buffer"]
    button(page, "审核通过23行").click()
    said(page, "审核通过23行，从现在起算数。")
    expect(page.get_by_role("heading", level=1)).to_have_text("已入库：已核定23行")


def counted(page: Page, expected: dict[str, str]) -> None:
    """What the figures of the register say."""
    page.goto("/registers/teachers/figures/")
    expect(page.get_by_role("heading", level=1)).to_have_text("教师：数")
    assert {name: result_of(page, name) for name in expected} == expected


def result_of(page: Page, figure: str) -> str:
    row = page.get_by_role("row").filter(has=page.get_by_role("link", name=figure, exact=True))
    return row.locator("td").first.inner_text()


def file_of_the_school(page: Page, dual: str, rows: str) -> None:
    """The school's own page: its figures, and what it has handed in."""
    go_to(page, "台账")
    page.get_by_role("link", name="本校档案").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("望海职业中等专业学校")
    figures = page.get_by_role("region", name="主要的数")
    term = figures.get_by_role("term").filter(has_text=re.compile("^双师型教师$"))
    expect(term.locator("xpath=following-sibling::dd[1]").get_by_role("link")).to_have_text(dual)
    handed_in = page.get_by_role("region", name="单位填报的台账")
    expect(handed_in.get_by_role("row", name=re.compile("^教师"))).to_contain_text(rows)


def told(page: Page) -> None:
    """The audit's story of the sheet, the newest first."""
    go_to(page, "审计")
    page.get_by_label("对象").fill("教师（已改）")
    button(page, "筛选").click()
    rows = page.get_by_role("row").filter(has_text="教师（已改）.xlsx")
    expect(rows.locator("b")).to_have_text(
        ["核对导入表", "上传导入表", "批量审核通过", "导入入库", "确认导入", "核对导入表", "上传导入表"]
    )
    verified, stored = rows.nth(2), rows.nth(3)
    expect(verified).to_contain_text("王晓岚")
    expect(verified).to_contain_text("0 → 23")
    expect(stored).to_contain_text("迟晓")
