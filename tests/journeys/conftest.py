"""Real Chromium: found on this machine, offline but for the server under test, and strict about complaints."""

from __future__ import annotations

import os
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import urlsplit

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, Route, sync_playwright

from tests.chromium import FLAGS, MISSING
from tests.chromium import executable as executable_of_chromium

HERE = Path(__file__).parent


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
        browser = playwright.chromium.launch(executable_path=executable, args=FLAGS)
        yield browser
        browser.close()


@pytest.fixture
def complaints() -> list[str]:
    """What went wrong in the browser behind the page's back; a test may look at it, and end with it empty."""
    return []


def watch(context: BrowserContext, page: Page, home: str, complaints: list[str]) -> None:
    """Refuse and note every request to another host; note script errors and refusals by the security policy."""

    def route(route: Route) -> None:
        url = urlsplit(route.request.url)
        if url.scheme in {"data", "blob"} or url.netloc == home:
            route.continue_()
        else:
            complaints.append(f"asked another host: {route.request.url}")
            route.abort()

    context.route("**/*", route)
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
def browser_page(chromium: Browser, live_server, complaints: list[str]) -> Iterator[Page]:
    """A page of a clerk's size in a fresh session; paths are those of the server under test."""
    context = chromium.new_context(
        base_url=live_server.url,
        locale="zh-CN",
        timezone_id="Asia/Shanghai",
        viewport={"width": 1366, "height": 768},
    )
    context.set_default_timeout(10_000)
    page = context.new_page()
    watch(context, page, urlsplit(live_server.url).netloc, complaints)
    yield page
    context.close()
    assert complaints == []
