"""What a policy gives, seen by whom it concerns: the firm's clerk keeps a credit twice, a school head reads the gap."""

from __future__ import annotations

import re

import pytest
from playwright.sync_api import Page, expect

from gaodi.decisions.models import Decision
from gaodi.registers.models import Fact, Subject
from tests.decisions.entering_firms import Bureaus, filed, firm_of, listed, paid, yearly
from tests.decisions.entering_schools import measured, school_of
from tests.journeys.conftest import CLERKS, PHONE, button, go_to, said
from tests.journeys.test_accessibility import findings


@pytest.fixture(name="各局")
def bureaus(transactional_db, on_a_friday, 环翠区) -> Bureaus:
    return Bureaus(环翠区)


@pytest.fixture(name="投资")
def investment(各局, 企业人事, 系统) -> Fact:
    """A firm on the list that filed a quarter, and paid 300,000 yuan in it."""
    firm_of(企业人事, 系统)
    listed(企业人事, 各局)
    filed(企业人事, 各局, valid_from="2023-4-1", valid_to="2023-6-30", filing="按季")
    yearly(企业人事, 各局)
    return paid(企业人事, 各局)


@pytest.fixture(name="本校")
def school(各局, 教务员, 科员, 系统) -> Subject:
    found = school_of(教务员, 科员, 系统)
    measured(教务员, 科员)
    return found


@pytest.fixture(params=[CLERKS, PHONE], ids=["wide", "phone"])
def size(request) -> dict[str, int]:
    return request.param


# ------------------------------------------------------------------ the firm


def test_a_corrected_investment_makes_a_second_decision_that_says_why(browser_of, 投资, 企业人事, 科员):
    firm = browser_of(企业人事)
    go_to(firm, "我的企业")
    credit = firm.get_by_role("region", name="能享受：2023年附加费抵免")
    expect(credit).to_contain_text("50,000.00 元可抵免")
    each_step_has_its_article(firm)

    button(credit, "测算并留存").click()
    said(firm, "已测算并留存（第1次）")
    expect(button(credit, "测算并留存")).to_have_count(0)

    correct(firm, 投资, "付款金额", "100000")
    go_to(firm, "我的企业")
    expect(credit).to_contain_text("50,000.00 元可抵免")  # a correction that waits counts for nothing yet
    verify(browser_of(科员), 投资)

    firm.reload()
    changed = firm.get_by_role("region", name="事实有变动")
    expect(changed).to_contain_text("可抵免 50,000.00 元")
    expect(changed).to_contain_text("可抵免 30,000.00 元")
    button(changed, "重新测算").click()
    said(firm, "已测算并留存（第2次）")
    expect(changed).to_have_count(0)

    firm.get_by_role("link", name="第2次测算").click()
    expect(firm.get_by_role("heading", level=1)).to_contain_text("可抵免 30,000.00 元")
    why = firm.get_by_role("region", name="和上一次比").get_by_role("row")
    expect(why.filter(has_text="付款金额")).to_have_text(re.compile(r"300,000\.00\s*100,000\.00\s*事实"))
    both = firm.get_by_role("region", name="同一件事的各次测算").get_by_role("row")
    expect(both.filter(has_text="第1次")).to_contain_text("可抵免 50,000.00 元")
    expect(both.filter(has_text="第2次")).to_contain_text("可抵免 30,000.00 元")
    assert [each.number for each in Decision.objects.order_by("pk")] == [1, 2]


def each_step_has_its_article(page: Page) -> None:
    steps = page.get_by_role("region", name="附加费抵免怎么算出来的").get_by_role("row")
    grant = steps.filter(has=page.get_by_role("rowheader", name="当期可抵免额", exact=True))
    expect(grant).to_contain_text("当期新增投资额 300,000.00 元 × 30.00%")
    expect(grant).to_contain_text("90,000.00 元")
    expect(grant).to_contain_text("财税〔2019〕46号第三条")
    expect(steps.filter(has_text="应缴教育费附加").first).to_contain_text("征收教育费附加的暂行规定第三条")


def correct(page: Page, row: Fact, heading: str, value: str) -> None:
    """By the register, from the firm's page: the fact's name leads to its row."""
    page.get_by_text(re.compile("^附加费抵免用了哪些事实")).click()
    page.get_by_role("link", name=re.compile(f"产教融合投资：{row}")).click()
    page.get_by_role("link", name="更正", exact=True).click()
    page.get_by_label(re.compile(f"^{heading}")).fill(value)
    button(page, "报送审核").click()
    said(page, "已报送审核")


def verify(page: Page, row: Fact) -> None:
    page.goto("/registers/investments/queue/")
    page.get_by_role("link", name=str(row)).first.click()
    button(page, "审核通过").click()
    said(page, "审核通过")


# ------------------------------------------------------------------ the school


def test_a_school_head_reads_in_plain_words_what_is_missing(browser_of, 本校, 校长, size):
    page = browser_of(校长, viewport=size)
    page.goto("/decisions/")

    expect(page.get_by_role("heading", level=1)).to_have_text(
        "有 3 项没有达标：还差用地 4,550 ㎡，按师生比还要补 2 名专任教师，按生均还差设备 37.5 万元"
    )
    land = page.get_by_role("row").filter(has_text="生均用地面积").first
    expect(land).to_contain_text("还差用地 4,550 ㎡")
    expect(land).to_contain_text("教职成〔2022〕5号")
    page.get_by_text(re.compile("^用了哪些事实")).click()
    expect(page.locator("main")).to_contain_text("建校年份 1985")


# ------------------------------------------------------------------ telephone, axe


def test_axe_finds_nothing_and_the_telephone_does_not_scroll_sideways(browser_of, 投资, 企业人事, size):
    page = browser_of(企业人事, viewport=size)
    page.goto("/decisions/")
    button(page.get_by_role("region", name="能享受：2023年附加费抵免"), "测算并留存").click()
    firm, kept = 投资.subject_id, Decision.objects.get().pk

    addresses = {
        f"/decisions/firms/{firm}/": "",
        f"/decisions/firms/{firm}/ledger/": "",
        f"/decisions/{kept}/": "可抵免",
        "/policies/": "",
    }
    for address, word in addresses.items():
        assert findings(page, address, word) == []
        assert page.evaluate("document.documentElement.scrollWidth") <= size["width"]
