"""A page that is one form: it asks, says what is wrong, and hands what is right to an action."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django import forms
from django.contrib import messages
from django.http import HttpRequest, HttpResponse, QueryDict
from django.shortcuts import redirect, render

from gaodi.ground.refusals import NotYours, Overtaken, Refused


@dataclass(frozen=True, slots=True)
class Asking:
    """What stands around the form. ``done`` is what the next page says once it is done."""

    title: str
    act: str  # the button, a verb of the office
    back: str  # where one came from and goes to afterwards
    origin: str  # the name of that page, for the way back above the heading
    lead: str = ""
    done: str = ""


def sent(request: HttpRequest) -> QueryDict | None:
    """What was sent in, or nothing when the page is only opened: an empty form is sent in, too."""
    return request.POST if request.method == "POST" else None


def ask(
    request: HttpRequest, form: forms.Form, page: Asking, do: Callable[[dict[str, Any]], object]
) -> HttpResponse:
    """Show the form, or do what it says and go back. ``do`` may answer with a page of its own.

    A refusal by the action becomes a line above the fields, which keep what was typed; what this post may not do
    at all, or what somebody else did meanwhile, is a page of its own.
    """
    if form.is_bound and form.is_valid():
        try:
            answer = do(form.cleaned_data)
        except (NotYours, Overtaken):
            raise
        except Refused as refusal:
            form.add_error(None, str(refusal))
        else:
            if isinstance(answer, HttpResponse):
                return answer
            if page.done:
                messages.success(request, page.done)
            return redirect(page.back)
    return render(
        request, "ground/form.html", {"form": form, "page": page}, status=422 if form.is_bound else 200
    )
