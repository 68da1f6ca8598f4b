"""What is added to each request: its number, the post that acts, the idle limit; and refusals made into pages."""

from __future__ import annotations

import secrets
from collections.abc import Callable
from datetime import datetime, timedelta
from typing import Any

from django.conf import settings
from django.contrib.auth import logout
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render

from gaodi.bedrock import clock
from gaodi.ground.acting import Origin, origin
from gaodi.ground.models import Post
from gaodi.ground.queries.people import post_for
from gaodi.ground.refusals import NotYours, Overtaken, Refused

Next = Callable[[HttpRequest], HttpResponseBase]


class PostMiddleware:
    """Give the request its number and its post; end a session that was idle too long."""

    def __init__(self, get_response: Next) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        number = secrets.token_hex(4)
        token = origin.set(Origin(number, request.META.get("REMOTE_ADDR", "")))
        try:
            self._seat(request, number)
            response = self.get_response(request)
            if request.user.is_authenticated:  # the next one at this machine must not find it by going back
                response.headers.setdefault("Cache-Control", "private, no-store")
            return response
        finally:
            origin.reset(token)

    def process_view(
        self, request: HttpRequest, view: Callable[..., Any], *_: object
    ) -> HttpResponseBase | None:
        """Whoever still has a first password from the administrator changes it before anything else."""
        post: Post | None = request.post  # type: ignore[attr-defined]
        if post is None or post.account is None or not post.account.must_change_password:
            return None
        if getattr(view, "permission", "") == "public" or request.resolver_match.view_name == "password":  # type: ignore[union-attr]
            return None
        return redirect("password")

    def _seat(self, request: HttpRequest, number: str) -> None:
        request.number = number  # type: ignore[attr-defined]
        request.post = None  # type: ignore[attr-defined]
        if not request.user.is_authenticated:
            return
        if self._idle_too_long(request):
            logout(request)
            return
        request.post = post_for(request.user, request.session.get("post"))  # type: ignore[attr-defined]

    def _idle_too_long(self, request: HttpRequest) -> bool:
        now = clock.machine_now()
        last = request.session.get("seen")
        # Written at most once a minute: a session row for every page would make every page a write.
        if last is None or now - datetime.fromisoformat(last) > timedelta(minutes=1):
            idle = last is not None and now - datetime.fromisoformat(last) > timedelta(
                seconds=settings.SESSION_IDLE
            )
            if idle:
                return True
            request.session["seen"] = now.isoformat()
        return False


class SizeMiddleware:
    """Refuse what is too large before any of it is read; a form holds one file of MAX_UPLOAD and some words."""

    WORDS = 1024 * 1024  # bytes

    def __init__(self, get_response: Next) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        announced = request.META.get("CONTENT_LENGTH") or "0"
        if announced.isdecimal() and int(announced) > settings.MAX_UPLOAD + self.WORDS:
            return render(request, "413.html", {"limit": settings.MAX_UPLOAD // 1024**2}, status=413)
        return self.get_response(request)


class RefusalMiddleware:
    """Turn a refusal that a view did not answer itself into a page that says why and what to do."""

    def __init__(self, get_response: Next) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        return self.get_response(request)

    def process_exception(self, request: HttpRequest, exception: Exception) -> HttpResponse | None:
        if not isinstance(exception, Refused):
            return None
        status = 403 if isinstance(exception, NotYours) else 409 if isinstance(exception, Overtaken) else 422
        return render(request, "refusal.html", {"refusal": exception}, status=status)
