"""From a draft to a row: deadlines, figures and strength of the text, a quote for everything, and what is doubtful."""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import lru_cache
from typing import Any

from gaodi.reading.collectives import is_collective
from gaodi.reading.deadlines import find_deadlines
from gaodi.reading.drafts import Draft
from gaodi.reading.names import is_complete
from gaodi.reading.passages import Passage
from gaodi.reading.rows import Deadline, Quote, Row, Span, Target
from gaodi.reading.strength import find_strength
from gaodi.reading.targets import find_targets

LONGEST_NAME = 24
ODD = re.compile(r"\d{2,}|推进|开展|落实|完成|建设.{2,}的|按照|(?<![高中初平])等[^）]{3,}|[。；：]")


def finish(draft: Draft, *, converted: bool = False) -> Row:
    """The row of a draft."""
    text = draft.text.flowing()
    quotes: list[Quote] = []
    deadlines = times(draft, text, quotes)
    targets = figures(draft, text, quotes)
    strength, span = find_strength(text.text, [target for target, source in targets if source is text])
    if span is not None:
        add_quote(quotes, "strength", text.cut(span.start, span.end))
    bodies = draft.bodies
    for purpose, names in (("lead", bodies.lead), ("responsible", bodies.others)):
        for n, name in enumerate(names):
            add_quote(quotes, f"{purpose}[{n}]", name)
    for name in bodies.open:
        add_quote(quotes, "open_ended", name)
    row = Row(
        no=draft.no,
        text=text.text,
        lead=[name.text for name in bodies.lead],
        responsible=[name.text for name in bodies.others],
        open_ended=bool(bodies.open),
        deadlines=deadlines,
        targets=[as_json(target) for target, _ in targets],
        strength=strength,
        quotes=quotes,
        where=draft.where or text.where,
        part=draft.part,
        title=draft.title,
        category=draft.category,
        scope=bodies.scope.text if bodies.scope else None,
    )
    row.doubts = [*draft.doubts, *doubts(row, converted=converted)]
    return row


def times(draft: Draft, text: Passage, quotes: list[Quote]) -> list[str]:
    """The deadlines, each once: those of cells and brackets first, then those of the text."""
    found: dict[str, Passage] = {}
    for value, passage in draft.dates:
        found.setdefault(value, passage)
    for when, passage in draft.spans:
        for deadline in cell_deadlines(when, draft.year):
            found.setdefault(deadline.value, passage)
    for passage in draft.due:
        keep(found, passage, cell_deadlines(passage.text, draft.year))
    for passage in draft.aims:
        keep(found, passage, find_deadlines(passage.text, year=draft.year, cell=False))
    keep(found, text, find_deadlines(text.text, year=draft.year, cell=False))
    for n, passage in enumerate(found.values()):
        add_quote(quotes, f"deadlines[{n}]", passage)
    return list(found)


@lru_cache(maxsize=1024)
def cell_deadlines(text: str, year: int | None) -> tuple[Deadline, ...]:
    """The deadlines of a cell; a long list says the same few words again and again."""
    return tuple(find_deadlines(text, year=year, cell=True))


def keep(found: dict[str, Passage], passage: Passage, deadlines: Iterable[Deadline]) -> None:
    for deadline in deadlines:
        found.setdefault(deadline.value, cut(passage, deadline.span))


def figures(draft: Draft, text: Passage, quotes: list[Quote]) -> list[tuple[Target, Passage]]:
    """The figures of the cells of years, then of the text and of a column of aims."""
    cells = [passage.unbroken() for _, passage in draft.spans]
    sources = [*cells, text, *(passage.flowing() for passage in draft.aims)]
    found = [(target, source) for source in sources for target in find_targets(source.text)]
    for n, (target, source) in enumerate(found):
        add_quote(quotes, f"targets[{n}]", cut(source, target.span))
    return found


def cut(passage: Passage, span: Span) -> Passage:
    return passage.cut(span.start, span.end)


def add_quote(quotes: list[Quote], purpose: str, passage: Passage) -> None:
    if quote := passage.quote(purpose):
        quotes.append(quote)


def as_json(target: Target) -> dict[str, Any]:
    """A figure as the reader prints it; what a figure does not have is left out."""
    out: dict[str, Any] = {"value": target.value, "unit": target.unit, "of": target.of, "what": target.what}
    optional = {"value_max": target.value_max, "cmp": target.cmp, "printed": target.printed}
    return out | {key: value for key, value in optional.items() if value is not None}


def doubts(row: Row, *, converted: bool) -> list[tuple[str, str]]:
    """What a person should look at."""
    said: list[tuple[str, str]] = []
    if not row.lead:
        said.append(
            ("lead", "没有写明牵头单位，请指定。" if row.responsible else "没有写明责任单位，请指定。")
        )
    for purpose, names in (("lead", row.lead), ("responsible", row.responsible)):
        said += [
            (f"{purpose}[{n}]", f"“{name}”不像单位名称，请核对。")
            for n, name in enumerate(names)
            if is_odd(name)
        ]
    said += [
        (f"deadlines[{n}]", "时限没有写年份，请补上年份。")
        for n, value in enumerate(row.deadlines)
        if value.startswith("--")
    ]
    if row.open_ended:
        said.append(("open_ended", "“等”待点名：名单没有写全。知道的单位请补上，不知道的入库后再点名。"))
    if converted:
        said.append(("text", "原文是繁体字，已转为简体识读，请对照原文。"))
    said += [(quote.purpose, "名称断在两行，已接上，请核对。") for quote in row.quotes if is_broken(quote)]
    return said


def is_odd(name: str) -> bool:
    """Too long for a name, or with words that no name holds, or without the head that names end in."""
    core = re.sub(r"[（(][^（()）]*[）)]", "", name)
    return (
        len(core) > LONGEST_NAME or bool(ODD.search(core)) or not (is_complete(name) or is_collective(name))
    )


def is_broken(quote: Quote) -> bool:
    return quote.purpose.startswith(("lead", "responsible")) and "\n" in quote.text.strip()
