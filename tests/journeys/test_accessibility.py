"""axe over the pages, wide and on the telephone: no finding of WCAG 2.2 A and AA or of good practice."""

from __future__ import annotations

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page, expect

from gaodi.reading import read
from gaodi.supervision.actions.drafts import keep_reading, take_in
from gaodi.supervision.actions.reports import withdraw_report
from tests.journeys.conftest import CLERKS, LIST, PAPER, PHONE, TITLE, button

LIST_PAGE = f"/supervision/lists/{LIST}/"


@pytest.fixture(params=[CLERKS, PHONE], ids=["wide", "phone"])
def size(request) -> dict[str, int]:
    return request.param


def findings(page: Page, address: str, heading: str) -> list[str]:
    """What axe finds on the page at an address, once it is there."""
    page.goto(address)
    expect(page.get_by_role("heading", level=1)).to_contain_text(heading)
    return [f"{address} {found}" for found in now(page)]


def now(page: Page) -> list[str]:
    """What axe finds on the page as it stands: each by its rule, and where."""
    return [
        f"{found['id']}: {found['help']} {[node['target'] for node in found['nodes'][:3]]}"
        for found in Axe().run(page).response["violations"]
    ]


def test_signing_in(open_browser, 清单, size):
    page = open_browser(viewport=size)

    assert findings(page, "/sign-in/", "任务清单的交办") == []


def test_the_pages_of_a_clerk(browser_of, 填报, 别处填报, 科员, size):
    withdraw_report(别处填报, by=科员, seen=别处填报.revision)
    page = browser_of(科员, viewport=size)
    form = f"/supervision/duties/{别处填报.duty_id}/report/"

    found = [
        *findings(page, "/", "待我办理1件"),
        *findings(page, LIST_PAGE, TITLE),
        *findings(page, f"/supervision/tasks/{填报.duty.commitment.task_id}/", "任务6"),
        *findings(page, f"/supervision/duties/{填报.duty_id}/report/", "填报"),
        *findings(page, form, "每年遴选"),
    ]
    page.get_by_label("材料日期").fill("哪天")
    button(page, "报送审核").click()
    expect(page.get_by_role("alert")).to_be_visible()

    assert [*found, *now(page)] == []


def test_the_pages_of_a_head(browser_of, 填报, 局长, size):
    page = browser_of(局长, viewport=size)

    assert [
        *findings(page, "/", "待我办理1件"),
        *findings(page, f"/supervision/reports/{填报.pk}/verify/", "审核区教育体育局的填报"),
    ] == []


def test_the_pages_of_a_supervisor(browser_of, 填报, 督查员, size):
    draft = keep_reading(take_in([PAPER.read_bytes()], PAPER.name, by=督查员), read(PAPER), by=督查员)
    page = browser_of(督查员, viewport=size)
    commitment = 填报.duty.commitment

    assert [
        *findings(page, "/", "待我办理"),
        *findings(page, "/supervision/drafts/", "上传任务清单"),
        *findings(page, f"/supervision/drafts/{draft.pk}/", "读出16项任务"),
        *findings(page, f"{LIST_PAGE}issue/", "还没有交办"),
        *findings(page, f"/supervision/tasks/{commitment.task_id}/", "任务6"),
        *findings(page, f"/supervision/commitments/{commitment.pk}/change/", "调整承诺"),
        *findings(page, "/supervision/how/", ""),
    ] == []


def test_the_pages_of_an_administrator(browser_of, 填报, 管理员, 科员, size):
    page = browser_of(管理员, viewport=size)

    assert [
        *findings(page, "/", "现在没有要您办的事"),
        *findings(page, "/people/", "人员"),
        *findings(page, f"/people/{科员.account.pk}/", "王晓岚"),
        *findings(page, "/units/", "单位"),
        *findings(page, f"/units/{科员.unit.pk}/", "区教育体育局"),
        *findings(page, "/audit/", "审计"),
        *findings(page, "/nowhere/", ""),
    ] == []


# ------------------------------------------------------------------ the check bites


def test_a_field_without_its_label_is_found(open_browser):
    page = open_browser()
    page.goto("/sign-in/")

    page.locator("label[for=id_username]").evaluate("label => label.remove()")

    assert [each.split(":")[0] for each in now(page)] == ["label"]
