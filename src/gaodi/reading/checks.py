"""Warnings about a whole list: numbers that stand twice, numbers that are missing."""

from __future__ import annotations

from collections.abc import Sequence

from gaodi.reading.drafts import Draft
from gaodi.reading.numbering import Flaw, Numbered, flaws
from gaodi.reading.places import say_place

MOST = 8  # of one kind: a list with more is numbered in its own way


def number_warnings(groups: Sequence[Sequence[Draft]]) -> list[str]:
    """One sentence for the duplicate numbers of a list and one for the missing ones."""
    found = [flaw for group in groups for flaw in flaws(numbered(group))]
    twice = [flaw for flaw in found if flaw.places]
    gone = [flaw for flaw in found if not flaw.places]
    return [sentence for sentence in (say_twice(twice), say_gone(gone)) if sentence]


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
