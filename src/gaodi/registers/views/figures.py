"""Figures of a register: what they say of a day as known on another, and the rows behind each."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from gaodi.ground.figures import Asked, figure
from gaodi.ground.permission import PostedRequest, allow
from gaodi.ground.queries.paging import page_of
from gaodi.ground.refusals import NotYours
from gaodi.registers.asked import asked_register, open_registers
from gaodi.registers.declaration import Register
from gaodi.registers.forms.figures import Days
from gaodi.registers.queries.answers import (
    Said,
    groups_of,
    naming_columns,
    rows_with_cells,
    said_of,
    since_then,
    span_of,
)
from gaodi.registers.queries.findings import findings_of
from gaodi.registers.queries.lists import units_that_fill
from gaodi.registers.states import verifies


@require_safe
@allow()
def figures_page(request: PostedRequest, slug: str) -> HttpResponse:
    """All figures of a register, for a day."""
    register = asked_register(slug, request.post)
    form = Days(units_that_fill(register, request.post), request.GET)
    asked = form.asked(request.post)
    said = [_compared(each.name, asked) for each in register.figures]
    facts = {
        "register": register,
        "form": form,
        "asked": asked,
        "said": said,
        "days": _days(request),
        "verifies": verifies(register, request.post),
    }
    return render(request, "registers/figures.html", facts)


def _compared(name: str, asked: Asked) -> tuple[Said, str]:
    """What a figure says, and how what is known today differs from it."""
    found = figure(name)
    said = said_of(found, asked)
    if asked.known is None:
        return said, ""
    return said, since_then(said, said_of(found, replace(asked, known=None)))


def _days(request: PostedRequest) -> str:
    """What was asked, to be asked again of a figure or of all."""
    kept = request.GET.copy()
    for name in ("after", "before", "group"):
        kept.pop(name, None)
    return f"?{kept.urlencode()}" if kept else ""


@require_safe
@allow()
def figure_page(request: PostedRequest, name: str) -> HttpResponse:
    """One figure with the rows that count, and those that do not by reason."""
    register = _register_of(name, request)
    form = Days(units_that_fill(register, request.post), request.GET)
    asked = form.asked(request.post)
    said, difference = _compared(name, asked)
    groups = groups_of(name, asked)
    number = request.GET.get("group", "0")
    shown = {str(place): each for place, each in enumerate(groups)}.get(number, groups[0])
    rows = shown.rows.select_related("unit", "subject", *naming_columns(register))
    page = page_of(rows, "label", request.GET)
    facts: dict[str, Any] = {
        "register": register,
        "form": form,
        "asked": asked,
        "said": said,
        "span": span_of(register, name, asked),
        "difference": difference,
        "groups": groups,
        "shown": shown,
        "page": page,
        "lines": rows_with_cells(register, page.rows, request.post),
        "days": _days(request),
    }
    return render(request, "registers/figure.html", facts)


def _register_of(name: str, request: PostedRequest) -> Register:
    for register in open_registers(request.post):
        if any(each.name == name for each in register.figures):
            return register
    raise Http404


@require_safe
@allow()
def findings_page(request: PostedRequest, slug: str) -> HttpResponse:
    """What contradicts itself, for who verifies."""
    register = asked_register(slug, request.post)
    if not verifies(register, request.post):
        raise NotYours("疑点由审核单位的经办人、负责人查看。")
    facts = {"register": register, "findings": findings_of(register, request.post)}
    return render(request, "registers/findings.html", facts)
