"""The browser of the journeys itself: it shows a page of ours, and notes what a page does behind one's back."""

import pytest
from playwright.sync_api import Error


def test_a_page_is_whole_without_complaint(browser_page):
    browser_page.goto("/sign-in/")

    assert browser_page.locator("h1").count() == 1
    assert browser_page.evaluate("typeof htmx") == "object"
    assert browser_page.evaluate("getComputedStyle(document.body).getPropertyValue('--tblr-primary')") != ""


def test_a_request_to_another_host_is_noted(browser_page, complaints):
    browser_page.goto("/sign-in/")

    browser_page.evaluate("fetch('http://192.0.2.1/').catch(() => 0)")
    noted = list(complaints)
    complaints.clear()

    assert len(noted) >= 1
    assert "192.0.2.1" in noted[0]


def test_there_is_no_way_to_another_host(browser_page, complaints):
    with pytest.raises(Error, match="ERR_NAME_NOT_RESOLVED"):
        browser_page.goto("http://192.0.2.1/")
    noted = list(complaints)
    complaints.clear()

    assert noted == ["asked another host: http://192.0.2.1/"]


def test_inline_style_is_refused_and_noted(browser_page, complaints):
    browser_page.goto("/sign-in/")

    browser_page.evaluate("document.body.setAttribute('style', 'color: red')")
    noted = list(complaints)
    complaints.clear()

    assert any("Content Security Policy" in each for each in noted)
