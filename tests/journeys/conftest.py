"""Real Chromium: found on this machine, offline but for the server under test, and strict about complaints.

``browser_page`` is one guest's browser, ``browser_of`` signs a person of the cast in, each in a browser of their own.
"""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator
from datetime import date
from pathlib import Path
from urllib.parse import urlsplit

import pytest
from playwright.sync_api import Browser, BrowserContext, Locator, Page, Request, expect, sync_playwright

from gaodi.supervision.actions.commitments import issue, receive
from gaodi.supervision.actions.reports import attach, save_report, submit_report
from gaodi.supervision.models import Commitment, Duty, Report
from gaodi.supervision.packaged import folder_of, load_list, load_units
from tests.cast import PASSWORD
from tests.chromium import FLAGS, MISSING
from tests.chromium import executable as executable_of_chromium

HERE = Path(__file__).parent
TODAY = "2023-10-20"  # a Friday
LIST = "huancui-2020"
TITLE = "环翠区建设职业教育创新发展高地任务清单"
PAPER = folder_of(LIST) / "source" / "huancui-2020.docx"
CLERKS = {"width": 1366, "height": 768}
PHONE = {"width": 375, "height": 740}
# not by intercepting requests: that would switch the browser's store off, and load each style sheet with each page
NO_WAY_OUT = "--host-resolver-rules=MAP * ~NOTFOUND , EXCLUDE localhost , EXCLUDE 127.0.0.1"
PATIENCE = 10_000  # milliseconds; two busy processors are slow, and waiting costs nothing where all goes well

expect.set_options(timeout=PATIENCE)


@pytest.hookimpl(tryfirst=True)
def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    for item in items:
        if item.path.is_relative_to(HERE):
            item.add_marker(pytest.mark.browser)


@pytest.fixture(scope="session")
def chromium() -> Iterator[Browser]:
    executable = executable_of_chromium()
    if executable is None:
        pytest.skip(MISSING)
    # Playwright's event loop runs in this thread; Django would take the tests' own queries for a mistake
    os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"] = "1"
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=executable, args=[*FLAGS, NO_WAY_OUT])
        yield browser
        browser.close()


@pytest.fixture
def complaints() -> list[str]:
    """What went wrong in the browser behind the page's back; a test may look at it, and end with it empty."""
    return []


def watch(page: Page, home: str, complaints: list[str]) -> None:
    """Note every request to another host, which finds no way out; script errors; refusals by the security policy."""

    def note(request: Request) -> None:
        url = urlsplit(request.url)
        if url.scheme not in {"data", "blob"} and url.netloc != home:
            complaints.append(f"asked another host: {request.url}")

    page.on("request", note)
    page.on("pageerror", lambda error: complaints.append(f"script error: {error}"))
    page.on(
        "console",
        lambda message: (
            complaints.append(f"console: {message.text}")
            if "Content Security Policy" in message.text
            else None
        ),
    )


@pytest.fixture
def open_browser(chromium: Browser, live_server, complaints: list[str]) -> Iterator[Callable[..., Page]]:
    """Open a page in a fresh session, of a clerk's size; paths are those of the server under test."""
    contexts: list[BrowserContext] = []

    def opened(**options) -> Page:
        context = chromium.new_context(
            base_url=live_server.url,
            locale="zh-CN",
            timezone_id="Asia/Shanghai",
            **{"viewport": CLERKS, **options},
        )
        contexts.append(context)
        context.set_default_timeout(PATIENCE)
        page = context.new_page()
        watch(page, urlsplit(live_server.url).netloc, complaints)
        return page

    yield opened
    for context in contexts:
        context.close()
    assert complaints == []


@pytest.fixture
def browser_page(open_browser) -> Page:
    return open_browser()


@pytest.fixture
def browser_of(open_browser) -> Callable[..., Page]:
    """Sign a post in by the page, and give the browser, standing on the desk."""

    def signed_in(post, **options) -> Page:
        page = open_browser(**options)
        page.goto("/sign-in/")
        page.get_by_label("用户名").fill(post.account.username)
        page.get_by_label("密码").fill(PASSWORD)
        page.get_by_role("button", name="登录").click()
        expect(page).to_have_title("工作台 · 高地")
        return page

    return signed_in


def button(page: Page, name: str) -> Locator:
    return page.get_by_role("button", name=name, exact=True)


def go_to(page: Page, place: str) -> None:
    """By the navigation, as it stands on every page."""
    page.get_by_label("主导航").get_by_role("link", name=place, exact=True).click()


def said(page: Page, words: str) -> None:
    """What the page says of the act that led to it."""
    expect(page.get_by_role("status")).to_contain_text(words)


# ------------------------------------------------------------------ the world of the journeys


@pytest.fixture
def on_a_friday(monkeypatch) -> None:
    """The server's threads take the day from the environment, as a demonstration does."""
    monkeypatch.setenv("GAODI_TODAY", TODAY)


@pytest.fixture(name="单位")
def units(transactional_db, on_a_friday, 系统, 督查室, 教体局, 工信局):
    """The units of the worked list; those that the cast comes from stand already."""
    return load_units(folder_of(LIST), by=系统)


@pytest.fixture(name="清单")
def task_list(单位, 督查员):
    """The worked list as it comes with Gaodi: 16 tasks, nothing given out yet."""
    return load_list(LIST, by=督查员)


def report_on(key: str, office, clerk, proof: str) -> Report:
    """Give one commitment of the list out, and have its owner's clerk receive it and hand in a report with a proof."""
    commitment = Commitment.objects.select_related("task__task_list__district", "owner").get(key=key)
    issue([commitment], by=office, report_every="quarter")
    duty = Duty.objects.select_related("unit", "commitment__owner", "commitment__task__task_list").get(
        commitment=commitment, unit=clerk.unit
    )
    report = save_report(
        receive(duty, by=clerk), by=clerk, seen=None, text=f"{proof}已报。", value=1, claims_met=False
    )
    attach(report, [proof.encode()], f"{proof}.txt", by=clerk, dated_on=date(2023, 9, 25))
    return submit_report(report, by=clerk, seen=report.revision)


@pytest.fixture(name="填报")
def report(清单, 督查员, 科员) -> Report:
    """教体局 has reported on a base of task 6, which 工信局 bears too."""
    return report_on("06-2", 督查员, 科员, "验收意见")


@pytest.fixture(name="别处填报")
def report_elsewhere(清单, 督查员, 科员) -> Report:
    """教体局 has reported on task 5, which 工信局 has no part in."""
    return report_on("05-1", 督查员, 科员, "遴选名单")
