"""The page frame's own facts: where one can go, who one is, what day it is."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.conf import settings
from django.http import HttpRequest
from django.urls import reverse
from django.utils.functional import SimpleLazyObject

from gaodi.bedrock import clock
from gaodi.decisions.queries.lists import whole_feeds
from gaodi.ground.models import Post, Role, UnitKind
from gaodi.ground.queries.people import posts_of, system_post
from gaodi.registers.declaration import REGISTERS
from gaodi.supervision.models import TaskList
from gaodi.supervision.queries.scope import only_list

EVERYONE = frozenset(Role)
# label, name of the address and what it is given, who sees it
PLACES = (
    ("工作台", "desk", EVERYONE),
    ("任务清单", "lists", EVERYONE),
    ("台账", "registers", EVERYONE),
    ("一校一档", "subjects school", EVERYONE),
    ("一企一档", "subjects enterprise", EVERYONE),
    ("我的企业", "decision_firms", EVERYONE),
    ("企业兑现", "decision_firms", EVERYONE),
    ("我校达标", "decision_schools", EVERYONE),
    ("学校达标", "decision_schools", EVERYONE),
    ("政策规则", "policies", EVERYONE),
    ("上传识读", "drafts", frozenset({Role.SUPERVISOR})),
    ("单位", "units", EVERYONE),
    ("人员岗位", "people", frozenset({Role.ADMIN, Role.SUPERVISOR, Role.AUDITOR, Role.HEAD})),
    ("审计", "audit", frozenset({Role.AUDITOR, Role.ADMIN})),
)


def _works_for_a_firm(post: Post) -> bool:
    return post.unit.kind == UnitKind.ENTERPRISE


def _oversees_firms(post: Post) -> bool:
    return not _works_for_a_firm(post) and bool(whole_feeds(post))


def _works_for_a_school(post: Post) -> bool:
    return post.unit.kind == UnitKind.SCHOOL


def _verifies_schools(post: Post) -> bool:
    return REGISTERS["school-years"].may_verify(post.unit)


# whom a place concerns among those with the role; all of them, where nothing is said here
CONCERNED: dict[str, Callable[[Post], bool]] = {
    "我的企业": _works_for_a_firm,
    "企业兑现": _oversees_firms,
    "我校达标": _works_for_a_school,
    "学校达标": _verifies_schools,
}


def frame(request: HttpRequest) -> dict[str, Any]:
    """What frame.html needs on every page."""
    post: Post | None = getattr(request, "post", None)
    return {
        "post": post,
        "posts": [other for other in posts_of(post.account) if other.pk != post.pk]
        if post and post.account
        else [],
        "navigation": list(_places(post, request.path)) if post else [_open_place(request.path)],
        "demo": settings.DEMO,
        "today": clock.today(),
        "pretended": clock.pretended_day() is not None,
        "the_list": SimpleLazyObject(
            lambda: _the_list(post)
        ),  # asked only by pages that do not say it themselves
    }


def _the_list(post: Post | None) -> TaskList | None:
    """The list one works with where there is a single one; before signing in only the demonstration names its own."""
    if post is None:
        return only_list(system_post()) if settings.DEMO else None
    return only_list(post)


def _places(post: Post, path: str) -> list[dict[str, Any]]:
    seen = (
        (label, name.split())
        for label, name, roles in PLACES
        if Role(post.role) in roles and _concerns(label, post)
    )
    places = [(label, reverse(name, args=given)) for label, (name, *given) in seen]
    current = max((url for _, url in places if _lies_in(path, url)), key=len, default="")
    return [{"label": label, "url": url, "current": url == current} for label, url in places]


def _concerns(label: str, post: Post) -> bool:
    return label not in CONCERNED or CONCERNED[label](post)


def _open_place(path: str) -> dict[str, Any]:
    """The one place that needs no signing in."""
    url = reverse("policies")
    return {"label": "政策规则", "url": url, "current": path.startswith(url)}


def _lies_in(path: str, place: str) -> bool:
    """Whether a page belongs to a place: a task or a report lies beside the lists, and is reached from them."""
    room = place.removesuffix("lists/")
    return path == place or (path.startswith(room) and room != "/")
