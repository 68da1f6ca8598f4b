"""The same pages without a mouse, and on a telephone."""

from __future__ import annotations

import re

from playwright.sync_api import Locator, Page, expect

from gaodi.supervision.actions.commitments import issue
from gaodi.supervision.models import Commitment
from tests.cast import PASSWORD
from tests.journeys.conftest import PHONE, TITLE, button, said

PROOF = {"name": "名单.txt", "mimeType": "text/plain", "buffer": "遴选名单".encode()}


def tab_to(page: Page, name: str) -> None:
    """Go on with Tab until the named thing has the focus, as seen by who sees only the focus."""
    for _ in range(60):
        page.keyboard.press("Tab")
        words = page.evaluate(
            "() => { const e = document.activeElement; return (e.labels?.[0] ?? e).textContent.trim() }"
        )
        if words.startswith(name):
            return
    raise AssertionError(f"Tab never comes to {name}")


def test_from_signing_in_to_a_receipt_by_keys_alone(open_browser, 清单, 督查员, 科员):
    issue([Commitment.objects.get(key="06-2")], by=督查员)
    page = open_browser()

    page.goto("/sign-in/")
    tab_to(page, "用户名")
    page.keyboard.type(科员.account.username)
    tab_to(page, "密码")
    page.keyboard.type(PASSWORD)
    page.keyboard.press("Enter")
    expect(page.get_by_role("heading", level=1)).to_have_text("待我办理1件")
    tab_to(page, "签收：")
    page.keyboard.press("Enter")
    expect(page.get_by_role("heading", level=1)).to_contain_text("任务6")
    tab_to(page, "签收")
    page.keyboard.press("Enter")

    said(page, "已签收任务6的1条承诺。")


def test_the_first_tab_leads_to_the_text(browser_of, 科员):
    page = browser_of(科员)

    page.keyboard.press("Tab")
    expect(page.get_by_role("link", name="跳到正文")).to_be_focused()
    page.keyboard.press("Enter")

    expect(page.locator("main")).to_be_focused()


def fits(page: Page, heading: str) -> None:
    """The page of this heading is there, and nothing on it is to be scrolled sideways."""
    expect(page.get_by_role("heading", level=1)).to_contain_text(heading)
    assert page.evaluate("document.documentElement.scrollWidth") <= PHONE["width"]


def test_a_report_from_the_telephone(browser_of, 填报, 科员):
    page = browser_of(科员, viewport=PHONE, has_touch=True, is_mobile=True)
    fits(page, "现在没有要您办的事")

    menu = page.get_by_label("菜单", exact=True)
    expect(menu).to_be_hidden()
    page.locator("summary", has_text="菜单").tap()
    menu.get_by_role("link", name="任务清单").tap()
    fits(page, TITLE)
    is_a_card(page.get_by_role("row").filter(has_text="企业学徒基地"))

    page.get_by_role("link", name="企业学徒基地").tap()
    fits(page, "任务6")
    page.get_by_role("link", name=re.compile("^看填报")).tap()
    button(page, "撤回").tap()
    said(page, "已撤回")
    page.get_by_label("进展情况").fill("已提交市级评审。")
    page.get_by_label("佐证材料").set_input_files(PROOF)
    button(page, "报送审核").tap()
    expect(page.get_by_role("alert")).to_contain_text("还没有填材料日期")
    fits(page, "填报")
    page.get_by_label("材料日期").fill("2023-10-18")
    page.get_by_label("佐证材料").set_input_files(PROOF)
    button(page, "报送审核").tap()

    said(page, "由区教育体育局负责人审核。")
    expect(page.get_by_role("link", name="名单.txt")).to_be_visible()


def is_a_card(row: Locator) -> None:
    """Name and light abreast on the first line, what is longer below from the left edge on."""
    light, why = row.locator(".light"), row.locator("[data-th='为什么']")
    expect(light).to_be_visible()
    first, below = light.bounding_box(), why.bounding_box()
    assert first is not None
    assert below is not None
    assert first["x"] > PHONE["width"] / 2
    assert below["y"] >= first["y"] + first["height"]
    assert below["x"] < PHONE["width"] / 4
