"""Who may open a view. A view without one of these marks does not start the server (``ground.checks``)."""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from typing import Concatenate, ParamSpec

from django.contrib.auth.views import redirect_to_login
from django.http import HttpRequest, HttpResponseBase
from django.shortcuts import resolve_url

from gaodi.ground.acting import record_refusal
from gaodi.ground.models import Post, Role
from gaodi.ground.refusals import NotYours

P = ParamSpec("P")


class PostedRequest(HttpRequest):
    """A request by a post: what every view behind ``allow`` receives."""

    post: Post


View = Callable[Concatenate[PostedRequest, P], HttpResponseBase]
OpenView = Callable[..., HttpResponseBase]


def public(view: OpenView) -> OpenView:
    """Anyone may open this page, signed in or not."""
    view.permission = "public"  # type: ignore[attr-defined]
    return view


def allow(*roles: Role) -> Callable[[View[P]], OpenView]:
    """Only posts with one of these roles may open the page; with none named, any post may."""

    def mark(view: View[P]) -> OpenView:
        @wraps(view)
        def guarded(request: PostedRequest, *args: P.args, **kwargs: P.kwargs) -> HttpResponseBase:
            post = getattr(request, "post", None)
            if post is None:
                # what was sent in is lost with the session: its address alone would only answer 405
                asked = request.get_full_path() if request.method in {"GET", "HEAD"} else resolve_url("desk")
                return redirect_to_login(asked)
            if roles and post.role not in roles:
                who = "、".join(role.label for role in roles)
                refusal = NotYours(f"这一步由{who}办理，您现在的岗位是{post.unit}{post.get_role_display()}。")
                record_refusal("open", "打开页面", note=f"{request.path}　{refusal}", by=post)
                raise refusal
            return view(request, *args, **kwargs)

        guarded.permission = roles or "any post"  # type: ignore[attr-defined]
        return guarded

    return mark
