"""What the tests of pages read: the words of a page without its marks, and how many questions it asked."""

from __future__ import annotations

import re
from html import unescape

from django.db import connection
from django.test.utils import CaptureQueriesContext


def words(response) -> str:
    """The text of a page as a reader sees it, white space and marks left out."""
    body = response.content.decode()
    body = re.sub(r"(?s)<head>.*?</head>|<script.*?</script>", "", body)
    return re.sub(r"\s+", "", unescape(re.sub(r"<[^>]+>", "", body)))


def questions(browser, address: str) -> int:
    """How many queries a page asks; the first call warms what is kept per process and session."""
    browser.get(address)
    with CaptureQueriesContext(connection) as asked:
        assert browser.get(address).status_code == 200
    assert len(asked) > 5
    return len(asked)
