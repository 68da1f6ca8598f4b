"""A teacher for the tests of pages: as typed, as handed in, as verified; and how a form of it is sent."""

from __future__ import annotations

from typing import Any

from django.urls import reverse

from gaodi.ground.models import Post
from gaodi.registers.models import Fact
from tests.registers.entering import enter, id_number, settle

SINCE = "2015年9月1日"


def typed(name: str = "王安宁", number: int = 1, **more: Any) -> dict[str, Any]:
    return {"subject": id_number(number), "label": name, "valid_from": SINCE, "kind": "专业课", **more}


def teacher(by: Post, name: str = "王安宁", number: int = 1, *, submit: bool = True, **more: Any) -> Fact:
    return enter("teachers", by, submit=submit, **typed(name, number, **more))


def verified(by: Post, verifier: Post, name: str = "王安宁", number: int = 1, **more: Any) -> Fact:
    return settle("teachers", teacher(by, name, number, **more), verifier)


def at(name: str, row: Fact | None = None, slug: str = "teachers", **query: str) -> str:
    return reverse(name, args=[slug] if row is None else [slug, row.pk], query=query)


def sent(**more: Any) -> dict[str, Any]:
    """What the browser sends of a filled-in form."""
    return {**typed(), "kind": "major", "do": "submit", **more}
