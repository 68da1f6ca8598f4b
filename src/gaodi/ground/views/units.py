"""Units: their names of today and before, how papers write them, whether they may be urged, who holds a post."""

from __future__ import annotations

from typing import Any

from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.template.loader import render_to_string
from django.urls import reverse
from django.views.decorators.http import require_GET, require_http_methods

from gaodi.ground.actions.units import KEEPS_UNITS, add_alias, add_unit, rename_unit
from gaodi.ground.asking import Asking, ask, sent
from gaodi.ground.forms import NewAlias, NewName, NewUnit, UnitFilter
from gaodi.ground.models import Role
from gaodi.ground.permission import PostedRequest, allow
from gaodi.ground.queries.paging import page_of
from gaodi.ground.queries.people import posts_in
from gaodi.ground.queries.units import find_units, listed_units, visible_units
from gaodi.ground.registry import unit_panels_of
from gaodi.ground.views.people import READERS

KEEPERS = (Role.ADMIN, Role.SUPERVISOR)
assert set(KEEPERS) <= set(KEEPS_UNITS)


@allow()
@require_GET
def units_page(request: PostedRequest) -> HttpResponse:
    """The units of the district in the order in which they were entered; never ranked."""
    form = UnitFilter(request.GET)
    units = listed_units(request.post)
    found = find_units(units, form.cleaned_data["q"]) if form.is_valid() else units.none()
    if kind := form.cleaned_data.get("kind"):
        found = found.filter(kind=kind)
    context = {
        "form": form,
        "page": page_of(found, "pk", request.GET),
        "filtered": any(form.cleaned_data.values()),
        "may_keep": request.post.role in KEEPERS,
    }
    return render(request, "ground/units.html", context)


@allow()
@require_GET
def unit_page(request: PostedRequest, pk: int) -> HttpResponse:
    """One unit, and what the rooms have to say of it."""
    unit = get_object_or_404(visible_units(request.post), pk=pk)
    context = {
        "unit": unit,
        "names": unit.names.all(),
        "aliases": unit.aliases.order_by("pk"),
        "held": posts_in(unit, request.post),
        "panels": [
            (panel, render_to_string(panel.template, {**panel.context, "unit": unit}, request))
            for panel in unit_panels_of(request.post, unit)
        ],
        "may_keep": request.post.role in KEEPERS,
        "may_see_people": request.post.role in READERS,
        "may_audit": request.post.role in (Role.ADMIN, Role.AUDITOR),
    }
    return render(request, "ground/unit.html", context)


@allow(*KEEPERS)
@require_http_methods(["GET", "POST"])
def add_unit_page(request: PostedRequest) -> HttpResponse:
    """Enter a unit."""

    def add(said: dict[str, Any]) -> HttpResponse:
        protected = said.pop("protected")
        unit = add_unit(
            by=request.post,
            district=request.post.unit.district,
            urged_and_ranked=False if protected else None,
            **said,
        )
        return redirect("unit", unit.pk)

    lead = "文件上出现的单位不会自动登记，由人确认一次。"
    page = Asking("登记单位", "登记", reverse("units"), "单位", lead)
    return ask(request, NewUnit(sent(request)), page, add)


@allow(*KEEPERS)
@require_http_methods(["GET", "POST"])
def add_alias_page(request: PostedRequest, pk: int) -> HttpResponse:
    """Another way papers write the unit."""
    unit = get_object_or_404(visible_units(request.post), pk=pk)
    lead = "登记后，文件里这样写的都认作这个单位。"
    page = Asking(f"登记{unit}的别名", "登记", reverse("unit", args=[pk]), unit.name, lead, "别名已登记。")

    def add(said: dict[str, Any]) -> None:
        add_alias(unit, by=request.post, **said)

    return ask(request, NewAlias(sent(request)), page, add)


@allow(*KEEPERS)
@require_http_methods(["GET", "POST"])
def rename_unit_page(request: PostedRequest, pk: int) -> HttpResponse:
    """An official change of name, with its basis."""
    unit = get_object_or_404(visible_units(request.post), pk=pk)
    lead = "旧名称留在沿革里，仍能查到；以前的记录仍用当时的名称。"
    page = Asking(f"{unit}更名", "更名", reverse("unit", args=[pk]), unit.name, lead, "已更名。")

    def rename(said: dict[str, Any]) -> None:
        rename_unit(unit, by=request.post, **said)

    return ask(request, NewName(sent(request)), page, rename)
