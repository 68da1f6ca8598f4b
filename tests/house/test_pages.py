"""Templates, style sheets and scripts: nothing inline, nothing from another host, nothing unused."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from tests.house.repository import files, modules, say, text

INLINE = {
    "a script in the page": re.compile(
        r"<script(?![^>]*\bsrc=)(?![^>]*type=\"application/json\")", re.IGNORECASE
    ),
    "a style element": re.compile(r"<style\b", re.IGNORECASE),
    "a style attribute": re.compile(r"\sstyle\s*=", re.IGNORECASE),
    "an event attribute": re.compile(r"\s(?:on[a-z]+|hx-on[:\w-]*)\s*=", re.IGNORECASE),
    "a script address": re.compile(r"javascript:", re.IGNORECASE),
}
# a namespace is a name, never loaded
OTHER_HOST = re.compile(
    r"(?<![\w:])(?:(?:https?|wss?):)?//(?!www\.w3\.org/)[a-z0-9-]+(?:\.[a-z0-9-]+)+", re.IGNORECASE
)
# Django asks for these by name
CALLED_BY_DJANGO = re.compile(r"(?:400|403|404|500|403_csrf)\.html|registration/.*|django/forms/.*")
TEMPLATES = files("src/gaodi", ".html")


def inline(template: str) -> list[str]:
    return [name for name, pattern in INLINE.items() if pattern.search(template)]


def other_hosts(source: str) -> list[str]:
    return OTHER_HOST.findall(source)


def open_comments(template: str) -> list[str]:
    """Comments that go on over a line: Django knows none, and shows them to everybody."""
    return re.findall(r"\{#(?:(?!#\}).)*$", template, re.MULTILINE)


def template_name(path: Path) -> str:
    return path.as_posix().rpartition("/templates/")[2]


def is_named(name: str, sources: list[str]) -> bool:
    return any(f'"{name}"' in source or f'"{name}#' in source or f"'{name}'" in source for source in sources)


@pytest.mark.parametrize("path", TEMPLATES, ids=say)
def test_nothing_inline(path):
    assert inline(text(path)) == [], "the security policy refuses it in the browser"


@pytest.mark.parametrize("path", files("src/gaodi", ".html", ".css", ".js", ".svg"), ids=say)
def test_no_other_host(path):
    assert other_hosts(text(path)) == []


@pytest.mark.parametrize("path", TEMPLATES, ids=say)
def test_comments_end_on_their_line(path):
    assert open_comments(text(path)) == []


def test_no_unused_template():
    sources = [text(path) for path in [*modules(), *TEMPLATES]]
    names = {template_name(path) for path in TEMPLATES}

    assert {
        name for name in names if not CALLED_BY_DJANGO.fullmatch(name) and not is_named(name, sources)
    } == set()


# ------------------------------------------------------------------ the checks bite


@pytest.mark.parametrize(
    "template",
    [
        "<script>alert(1)</script>",
        "<style>p {}</style>",
        '<p style="color: red">',
        '<p\n  onclick="f()">',
        '<p hx-on:click="f()">',
        '<p hx-on--after-request="f()">',
        '<a href="javascript:f()">',
    ],
)
def test_inline_code_is_seen(template):
    assert len(inline(template)) == 1


@pytest.mark.parametrize(
    "template",
    [
        '<script src="/static/a.js" defer></script>',
        '<script id="a" type="application/json">{}</script>',
        '<svg fill="none"><path class="style" d="M0"/></svg>',
        '<p data-on="x">on = 1</p>',
    ],
)
def test_what_the_policy_allows_passes(template):
    assert inline(template) == []


@pytest.mark.parametrize(
    "source",
    [
        '<link href="https://cdn.example.com/a.css">',
        "<script src=//cdn.example.com/a.js>",
        "@import url(//fonts.example.com/css);",
        'fetch("wss://example.com/x")',
    ],
)
def test_another_host_is_seen(source):
    assert other_hosts(source)


def test_a_namespace_is_no_host():
    assert other_hosts('<svg xmlns="http://www.w3.org/2000/svg"> // a comment') == []


def test_a_comment_over_two_lines_is_seen():
    assert open_comments("{# one #}<p>\n{# two\n   lines #}") == ["{# two"]
    assert open_comments("{# one #}{# two #}\n{% comment %}\nthree{% endcomment %}") == []


def test_an_unnamed_template_is_seen():
    assert is_named("a/b.html", ['render(request, "a/b.html")'])
    assert is_named("a/b.html", ['{% include "a/b.html#part" %}'])
    assert not is_named("a/b.html", ['"xa/b.html"'])
