"""Words of a README as a page shows them: Markdown without raw HTML, and names of columns by what people call them."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache

from django.utils.safestring import SafeString
from markdown_it import MarkdownIt
from markdown_it.renderer import RendererHTML

from gaodi.rules.book import Book

SECTION = re.compile(r"^## (.+)$", re.MULTILINE)
FOR_AUTHORS = {"例子怎么写"}  # how cases.yaml is written is nothing for those whom a policy concerns
OPEN_QUESTIONS = "存疑"
NAME = re.compile(r"`(?:[a-z_]+\.)?([a-z][a-z0-9_]*)`|(?<![\w`])([a-z]+(?:_[a-z0-9]+)+)(?![\w`])", re.ASCII)


@dataclass(frozen=True, slots=True)
class Section:
    """A part of a README under its heading."""

    title: str
    html: SafeString


def sections(book: Book) -> list[Section]:
    """The parts below the head, open questions last."""
    names = labels(book)
    pieces = SECTION.split(book.about.text)[1:]
    found = [
        Section(title.strip(), rendered(said(text, names)))
        for title, text in zip(pieces[::2], pieces[1::2], strict=True)
        if title.strip() not in FOR_AUTHORS
    ]
    return sorted(found, key=lambda section: section.title == OPEN_QUESTIONS)


def labels(book: Book) -> dict[str, str]:
    """What people call the formulas, facts, steps and parameters that a README names by their columns."""
    found = {source.name: source.label for source in book.sources.values()}
    for formula in reversed(book.formulas):
        found |= {step.name: step.label for step in book.plan(formula.name).all_steps}
        found |= {fact.name: fact.label for fact in formula.facts}
    found |= {formula.name: formula.label for formula in book.formulas}
    return found


def said(text: str, names: Mapping[str, str]) -> str:
    """The text with the labels of what it names; what nobody knows stays as it is."""

    def label(hit: re.Match[str]) -> str:
        known = names.get(hit[1] or hit[2])
        return f"“{known}”" if known else hit[0]

    return NAME.sub(label, text)


def rendered(text: str) -> SafeString:
    """Markdown as HTML. What looks like HTML is text; there are no pictures and no links to elsewhere."""
    return SafeString(_markdown().render(text))  # raw HTML is escaped by the renderer


@cache
def _markdown() -> MarkdownIt:
    reader = MarkdownIt("commonmark", {"html": False}, renderer_cls=_Renderer)
    return reader.enable("table").disable(["image", "link", "autolink", "html_inline", "html_block"])


class _Renderer(RendererHTML):
    """Tables in the form that all our tables have."""

    def table_open(self, *_: object) -> str:
        return '<table class="rows">'

    def th_open(self, *_: object) -> str:
        return '<th scope="col">'

    def td_open(self, *_: object) -> str:
        return "<td>"
