"""Warnings about a whole list: numbers that stand twice, numbers that are missing, items that name no body."""

from __future__ import annotations

from collections.abc import Sequence

from gaodi.reading.drafts import Draft
from gaodi.reading.items import Item
from gaodi.reading.numbering import Flaw, Numbered, flaws, ordinal
from gaodi.reading.places import say_place

MOST = 8  # of one kind: a list with more is numbered in its own way


def number_warnings(groups: Sequence[tuple[Sequence[Draft], Sequence[Item]]]) -> list[str]:
    """One sentence for the duplicate numbers of a list, one for the missing ones, and one for items without bodies.

    A number whose item was seen and named no body is not missing.
    """
    twice: list[Flaw] = []
    gone: list[Flaw] = []
    for drafts, items in groups:
        seen = {value_of(item.number.printed) for item in items if item.number}
        found = flaws(numbered(drafts))
        twice += [flaw for flaw in found if flaw.places]
        gone += [flaw for flaw in found if not flaw.places and value_of(flaw.printed) not in seen]
    unread = [item for _, items in groups for item in items]
    return [sentence for sentence in (say_twice(twice), say_gone(gone), say_unread(unread)) if sentence]


def say_unplaced(places: Sequence[str]) -> list[str]:
    """One sentence for the rows whose cells do not fit the head of their table."""
    each = "、".join(map(say_place, places[:MOST]))
    more = "等" if len(places) > MOST else ""
    return [f"与表头对不上：{each}{more}，各栏内容未能认定，请核对。"] if places else []


def value_of(printed: str) -> int | None:
    """The last part of a number: 3 for 2.3 and for （三）."""
    part = ordinal(printed)
    return part[1] if part else None


def numbered(group: Sequence[Draft]) -> list[Numbered]:
    return [Numbered(draft.no, draft.where, draft.repeats) for draft in group if draft.no]


def say_twice(found: Sequence[Flaw]) -> str:
    each = [
        f"{flaw.printed}（{'、'.join(say_place(place) for place in flaw.places)}）" for flaw in found[:MOST]
    ]
    return f"序号重复：{'，'.join(each)}{'等' if len(found) > MOST else ''}，请核对。" if found else ""


def say_gone(found: Sequence[Flaw]) -> str:
    each = "、".join(flaw.printed for flaw in found[:MOST])
    return f"序号缺失：{each}{'等' if len(found) > MOST else ''}，请核对是否漏项。" if found else ""


def say_unread(found: Sequence[Item]) -> str:
    each = "、".join(
        f"“{item.number.printed}”（{say_place(item.whole.where)}）" for item in found[:MOST] if item.number
    )
    more = "等" if len(found) > MOST else ""
    return f"没有读出责任单位，未列为任务：{each}{more}，请核对。" if found else ""
