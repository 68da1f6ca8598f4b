"""Who may open a view. A view without one of these marks does not start the server (``ground.checks``)."""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from typing import Concatenate, ParamSpec

from django.contrib.auth.views import redirect_to_login
from django.http import HttpRequest, HttpResponseBase

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
                return redirect_to_login(request.get_full_path())
            if roles and post.role not in roles:
                who = "、".join(role.label for role in roles)
                raise NotYours(f"这一步由{who}办理，您现在的岗位是{post.unit}{post.get_role_display()}。")
            return view(request, *args, **kwargs)

        guarded.permission = roles or "any post"  # type: ignore[attr-defined]
        return guarded

    return mark
