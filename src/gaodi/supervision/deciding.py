"""A page that is one decision about a task or a commitment: what it is about, the reason, one button."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from http import HTTPStatus
from typing import Any, cast

from django import forms
from django.contrib import messages
from django.db.models import Model
from django.http import HttpRequest, HttpResponse, QueryDict
from django.shortcuts import redirect, render

from gaodi.ground.refusals import NotYours, Overtaken, Refused
from gaodi.supervision.models import Commitment, Duty, Task
from gaodi.supervision.queries.acts import last_act

DIGITS = 18  # no column holds a longer number


@dataclass(frozen=True, slots=True)
class Deciding:
    """What stands around the form. ``done`` is what the next page says."""

    title: str
    lead: str
    act: str  # the button, a verb of the office
    back: str
    origin: str  # the name of the page one came from
    task: Task
    done: str
    commitment: Commitment | None = None
    fields: str = "supervision/fields.html"  # how the fields are drawn
    text: str = ""  # the task's own words, where there is no commitment to show
    duties: Sequence[Duty] = ()  # who bears it, where that can be changed from here


def attempt(form: forms.Form, do: Callable[[dict[str, Any]], object], about: Model) -> int:
    """Do what a form says, if it was sent and is right; gives the status to answer with, 302 once it is done.

    What the action refuses becomes a line above the fields, which keep what was typed. Who was overtaken is told by
    whom, and the next press is about what ``about`` is now.
    """
    if not form.is_bound:
        return HTTPStatus.OK
    if not form.is_valid():
        return HTTPStatus.UNPROCESSABLE_ENTITY
    try:
        do(form.cleaned_data)
    except NotYours:
        raise
    except Refused as refusal:
        form.add_error(None, str(refusal))
        if not isinstance(refusal, Overtaken):
            return HTTPStatus.UNPROCESSABLE_ENTITY
        if faster := last_act(about):
            form.add_error(None, f"最近一次办理：{faster}。")
        show_revision(form, getattr(about, "revision", None))
        return HTTPStatus.CONFLICT
    return HTTPStatus.FOUND


def show_revision(form: forms.Form, revision: int | None) -> None:
    """What was typed stays, the revision becomes the one that is shown now."""
    typed = cast("QueryDict", form.data).copy()
    typed["seen"] = "" if revision is None else str(revision)
    form.data = typed


def seen_in(request: HttpRequest) -> int:
    """The revision that a page was shown with."""
    return number_in(request.POST.get("seen", ""))


def number_in(text: str) -> int:
    """A number out of a hidden field or an address; -1, which nothing has, where somebody put other things there."""
    return int(text) if text.isascii() and text.isdecimal() and len(text) <= DIGITS else -1


def decide(
    request: HttpRequest, form: forms.Form, page: Deciding, do: Callable[[dict[str, Any]], object]
) -> HttpResponse:
    """Show the form, or do what it says and go back."""
    status = attempt(form, do, page.commitment or page.task)
    if status == HTTPStatus.FOUND:
        messages.success(request, page.done)
        return redirect(page.back)
    context = {"form": form, "page": page, "list_title": page.task.task_list.title}
    return render(request, "supervision/decide.html", context, status=status)
