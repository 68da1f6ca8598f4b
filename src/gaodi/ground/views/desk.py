"""The desk: what this post has to do, and what it waits for."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from django.http import HttpResponse
from django.shortcuts import render
from django.template.loader import render_to_string

from gaodi.bedrock import clock
from gaodi.bedrock.periods import WorkCalendar
from gaodi.ground.distances import say_due, say_since
from gaodi.ground.permission import PostedRequest, allow
from gaodi.ground.queries.calendar import work_calendar
from gaodi.ground.registry import Obligation, desk_panels_of, obligations_of, waiting_of


@allow()
def desk_page(request: PostedRequest) -> HttpResponse:
    """Tables and panels come out of the registries; nothing of them is stored."""
    today, calendar = clock.today(), work_calendar()
    duties, waits = obligations_of(request.post), waiting_of(request.post)
    context = {
        "duties": [(duty, _distance(calendar, today, duty.due), _is_late(today, duty)) for duty in duties],
        "waits": [(wait, say_since(calendar, today, wait.since)) for wait in waits],
        "how_pressing": _how_pressing(today, duties),
        "urged": sum(duty.urged for duty in duties),
        "panels": [
            (panel, render_to_string(panel.template, {**panel.context}, request))
            for panel in desk_panels_of(request.post)
        ],
    }
    return render(request, "ground/desk.html", context)


def _distance(calendar: WorkCalendar, today: date, due: date | None) -> str:
    return say_due(calendar, today, due) if due else ""


def _is_late(today: date, duty: Obligation) -> bool:
    return duty.due is not None and duty.due < today


def _how_pressing(today: date, duties: Sequence[Obligation]) -> str:
    """，1件已逾期，2件今天到期: ends the heading, or nothing."""
    late = sum(_is_late(today, duty) for duty in duties)
    now = sum(duty.due == today for duty in duties)
    parts = [f"{late}件已逾期"] * bool(late) + [f"{now}件今天到期"] * bool(now)
    return "".join(f"，{part}" for part in parts)
