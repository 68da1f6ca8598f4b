"""Who may not see what: tried by address, by search and by looking around."""

from __future__ import annotations

import pytest
from playwright.sync_api import Page, expect

from gaodi.ground.models import Role
from gaodi.supervision.actions.drafts import take_in
from tests.cast import make_post
from tests.journeys.conftest import LIST, PAPER, TITLE, button, go_to


@pytest.fixture
def addresses(填报, 督查员) -> dict[str, str]:
    """Where the things of the list are, which has been given out, reported on and proved."""
    draft = take_in([PAPER.read_bytes()], PAPER.name, by=督查员)
    return {
        "list": f"/supervision/lists/{LIST}/",
        "table": f"/supervision/lists/{LIST}/table.xlsx",
        "task": f"/supervision/tasks/{填报.duty.commitment.task_id}/",
        "report form": f"/supervision/duties/{填报.duty_id}/report/",
        "report": f"/supervision/reports/{填报.pk}/verify/",
        "evidence": f"/supervision/evidence/{填报.evidence.get().pk}/",
        "draft": f"/supervision/drafts/{draft.pk}/",
    }


def answers(page: Page, addresses: dict[str, str]) -> dict[str, int]:
    """What each address answers."""
    return {name: page.request.get(address).status for name, address in addresses.items()}


def says_the_title(page: Page, addresses: dict[str, str]) -> list[str]:
    """Which addresses tell the list's name, whatever they answer."""
    return [name for name, address in addresses.items() if TITLE in page.request.get(address).text()]


def test_those_whose_business_it_is_open_every_address(browser_of, addresses, 督查员, 局长, 科员):
    office, head, clerk = (answers(browser_of(post), addresses) for post in (督查员, 局长, 科员))

    assert office == {
        **dict.fromkeys(addresses, 200),
        "report form": 403,
        "report": 403,
    }
    assert head == {**dict.fromkeys(addresses, 200), "report form": 403, "draft": 403}
    assert clerk == {**dict.fromkeys(addresses, 200), "report": 403, "draft": 403}


@pytest.mark.parametrize(
    ("role", "not_their_step"),
    [
        (Role.CLERK, {"report", "draft"}),
        (Role.HEAD, {"report form", "draft"}),
        (Role.SUPERVISOR, {"report form", "report"}),
        (Role.AUDITOR, {"report form", "report", "draft"}),
        (Role.ADMIN, {"report form", "report", "draft"}),
    ],
)
def test_nothing_of_another_district_is_there(browser_of, addresses, 文登教体局, role, not_their_step):
    stranger = make_post(文登教体局, role, "linren", "邻区人")

    page = browser_of(stranger)
    found = answers(page, addresses)

    assert says_the_title(page, addresses) == []
    # a step that is not the role's is refused before anything is looked up: the same for a number nobody has
    assert found == {name: 403 if name in not_their_step else 404 for name in addresses}


def test_a_guest_is_asked_to_sign_in_everywhere(open_browser, addresses):
    guest = open_browser()

    for address in addresses.values():
        guest.goto(address)
        expect(guest.get_by_role("heading", name="登录")).to_be_visible()
        expect(guest.get_by_text(TITLE)).to_have_count(0)


def test_a_stranger_who_looks_around_meets_no_list(browser_of, 填报, 外人):
    page = browser_of(外人)

    expect(page.get_by_role("heading", level=1)).to_have_text("现在没有要您办的事")
    expect(page.get_by_label("主导航").get_by_role("link")).to_have_text(
        ["工作台", "任务清单", "台账", "一校一档", "一企一档", "企业兑现", "学校达标", "政策规则", "单位"]
    )
    go_to(page, "任务清单")
    expect(page.get_by_role("heading", level=1)).to_have_text("还没有任务清单")
    expect(page.locator("main")).to_contain_text("您的单位不在任何清单中")
    go_to(page, "单位")
    expect(page.locator("#count")).to_have_text("1个")
    page.get_by_label("名称").fill("环翠")
    button(page, "筛选").click()
    expect(page.locator("#count")).to_have_text("0个符合条件")


def test_the_responsible_units_clerk_sees_only_what_concerns_her(
    browser_of, addresses, 填报, 别处填报, 责任经办
):
    page = browser_of(责任经办)
    elsewhere = 别处填报.duty.commitment.task_id

    expect(page.get_by_label("主导航").get_by_role("link")).to_have_text(
        ["工作台", "任务清单", "台账", "一校一档", "一企一档", "政策规则", "单位"]
    )
    expect(page.get_by_role("row").filter(has_text="签收：")).to_have_count(1)
    assert answers(page, addresses) == {
        **dict.fromkeys(addresses, 200),
        "report form": 404,
        "report": 403,
        "draft": 403,
    }

    page.goto(addresses["task"])
    expect(page.get_by_role("link", name="验收意见.txt")).to_be_visible()
    expect(page.get_by_role("link", name="填报")).to_have_count(0)
    expect(page.get_by_role("link", name="审核")).to_have_count(0)

    page.goto(f"/supervision/tasks/{elsewhere}/")
    expect(page.get_by_role("heading", level=1)).to_contain_text("任务5")
    expect(page.locator("main")).to_contain_text("没有您能看的佐证。")
    expect(page.get_by_text("遴选名单")).to_have_count(0)
    assert page.request.get(f"/supervision/evidence/{别处填报.evidence.get().pk}/").status == 404
