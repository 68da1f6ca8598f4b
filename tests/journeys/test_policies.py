"""Policies: a guest opens the register and a policy, tries it, sets a number otherwise, checks a notice."""

from __future__ import annotations

import io

import pdfplumber
import pytest
from playwright.sync_api import Page, expect

from tests.journeys.conftest import CLERKS, PHONE, button
from tests.journeys.test_accessibility import findings, now

CREDIT = "产教融合型企业投资抵免两项附加"
NOTICE = "应聘条件：具有全日制本科及以上学历，35周岁以下。"
ADDRESSES = [
    ("/policies/", "项政策"),
    ("/policies/surcharge_credit/", CREDIT),
    ("/policies/surcharge_credit/try/?example=1", "试算"),
    ("/policies/school_standard/", "办学标准"),
    ("/policies/recruitment_notice/", "招聘公告"),
    ("/policies/recruitment_notice/try/?example=2", "招聘公告"),
]


@pytest.fixture(params=[True, False], ids=["with script", "without script"])
def guest(request, transactional_db, on_a_friday, open_browser) -> Page:
    return open_browser(java_script_enabled=request.param)


@pytest.fixture(params=[CLERKS, PHONE], ids=["wide", "phone"])
def size(request) -> dict[str, int]:
    return request.param


def answer(page: Page, label: str):
    return page.get_by_role("region", name="结果1").get_by_role("row").filter(has_text=label)


def test_a_guest_finds_the_credit_and_sees_what_25_per_cent_would_change(guest):
    guest.goto("/sign-in/")
    guest.get_by_label("主导航").get_by_role("link", name="政策规则").click()
    guest.get_by_role("link", name=CREDIT, exact=True).click()
    expect(guest.get_by_role("heading", level=1)).to_have_text(CREDIT)
    expect(guest.locator("main")).to_contain_text("2019年1月1日起")
    guest.get_by_role("link", name="试算一下").click()

    button(guest, "填入例子").click()
    guest.locator("button.btn-primary").click()

    expect(answer(guest, "抵免教育费附加")).to_contain_text("18,000.00 元")
    steps = guest.get_by_role("region", name="怎么算1", exact=True)
    expect(steps).to_contain_text("当期新增投资额 100,000.00 元 × 30.00%")
    expect(steps).to_contain_text("财税〔2019〕46号第三条")
    expect(guest.locator("main")).to_contain_text("不是审批结果，不留存")

    guest.get_by_text("换个政策的数试试").click()
    guest.get_by_label("抵免比例").fill("25%")
    guest.get_by_label("抵免比例").press("Enter")
    expect(guest.get_by_text("试算所设，不是政策规定", exact=True)).to_be_visible()
    expect(answer(guest, "抵免教育费附加")).to_contain_text("15,000.00 元")
    expect(answer(guest, "抵免教育费附加")).to_contain_text("－3,000.00 元")
    assert "?" not in guest.url.removesuffix("?example=1"), "what was typed stands in no address"


def test_a_guest_adds_a_period_and_mends_what_cannot_be_read(guest):
    guest.goto("/policies/surcharge_credit/try/?example=1")
    button(guest, "再加一期").click()
    second = guest.get_by_role("group", name="第2行")
    expect(second.get_by_label("税款所属期")).to_have_value("2024")

    second.get_by_label("当期新增投资额").fill("十万")
    guest.locator("button.btn-primary").click()
    expect(guest.get_by_role("alert")).to_contain_text("第2行 当期新增投资额")

    second.get_by_label("当期新增投资额").fill("200000")
    guest.locator("button.btn-primary").click()
    expect(guest.get_by_role("alert")).to_have_count(0)
    expect(guest.get_by_role("region", name="结果2")).to_contain_text("2024年")


def test_a_guest_checks_a_notice(guest):
    guest.goto("/policies/recruitment_notice/")
    guest.get_by_role("link", name="试算一下").click()
    guest.get_by_label("招聘公告全文").fill(NOTICE)
    guest.get_by_label("单位性质").select_option(label="事业单位")
    guest.get_by_label("发布日期").fill("2024年3月1日")
    guest.get_by_label("是否在编").select_option(label="是")
    button(guest, "检查").click()

    expect(guest.get_by_role("heading", level=1)).to_contain_text("标出1处：违反规定")
    expect(guest.locator("mark")).to_have_text("具有全日制本科及以上学历")
    expect(guest.locator("main")).to_contain_text("人社部发〔2021〕82号")


def test_axe_finds_nothing(transactional_db, on_a_friday, open_browser, size):
    page = open_browser(viewport=size)

    found = [each for address, word in ADDRESSES for each in findings(page, address, word)]
    page.goto("/policies/surcharge_credit/try/?example=1")
    page.locator("button.btn-primary").click()
    expect(page.get_by_role("region", name="结果1")).to_be_visible()

    assert [*found, *now(page)] == []


def test_nothing_is_scrolled_sideways_on_the_telephone(transactional_db, on_a_friday, open_browser):
    page = open_browser(viewport=PHONE, has_touch=True, is_mobile=True)

    wide = []
    for address, _ in ADDRESSES:
        page.goto(address)
        if page.evaluate("document.documentElement.scrollWidth") > PHONE["width"]:
            wide.append(address)

    assert wide == []


def test_a_policy_prints_its_numbers_with_their_articles(transactional_db, on_a_friday, open_browser):
    page = open_browser()
    page.goto("/policies/surcharge_credit/")

    with pdfplumber.open(io.BytesIO(page.pdf(prefer_css_page_size=True))) as pdf:
        text = "".join(sheet.extract_text() for sheet in pdf.pages)

    assert "30.00%" in text
    assert "财税〔2019〕46号" in text
    assert "试算一下" not in text
