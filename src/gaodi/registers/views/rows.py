"""The list of a register, one row, its papers."""

from __future__ import annotations

from datetime import date
from typing import Any

from django.http import FileResponse, Http404, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from gaodi.bedrock import clock
from gaodi.ground.fields import DayField, Form
from gaodi.ground.permission import PostedRequest, allow
from gaodi.ground.queries.files import as_attachment
from gaodi.ground.queries.paging import page_of
from gaodi.registers.actions.numbers import may_open_number
from gaodi.registers.asked import asked_register, asked_row
from gaodi.registers.declaration import Register
from gaodi.registers.forms.rows import LiftForm, RowFilter
from gaodi.registers.models import Fact
from gaodi.registers.queries.lists import (
    listing,
    name_heading,
    reachable_rows,
    said,
    state_word,
    units_that_fill,
)
from gaodi.registers.queries.rows import (
    Story,
    events_of,
    lines_of,
    lock_of,
    may_correct,
    may_see_proofs,
    proofs_of,
    story_of,
    verbs_of,
    version_known_on,
    warnings_of,
)
from gaodi.registers.showing import cells_of, keeps
from gaodi.registers.states import fills, verifies


@require_safe
@allow()
def list_page(request: PostedRequest, slug: str) -> HttpResponse:
    """The rows of a register that one may see, by name, filtered by what stands in the address."""
    post, register = request.post, asked_register(slug, request.post)
    units = units_that_fill(register, post)
    form = RowFilter(register, units, request.GET)
    filters = form.filters
    page = page_of(*listing(register, reachable_rows(post, register), filters), request.GET)
    columns = register.listed_columns
    context = {
        "register": register,
        "form": form,
        "page": page,
        "rows": [(row, state_word(row), cells_of(register, row, columns, post)) for row in page],
        "columns": columns,
        "name_heading": name_heading(register),
        "said": said(register, filters, {unit.pk: unit.name for unit in units}),
        "filtered": bool(filters),
        "fills": fills(register, post),
        "verifies": verifies(register, post),
        "several_units": bool(units),
        "data_until": clock.now(),
    }
    return render(request, "registers/list.html", context)


class KnownOn(Form):
    """As of which day one asks what was known."""

    known = DayField(label="按哪天所知", required=False, help_text="")


@require_safe
@allow()
def row_page(request: PostedRequest, slug: str, pk: int) -> HttpResponse:
    """One row: what stands, what is proposed beside it, where it comes from, how it came to be."""
    post, register = request.post, asked_register(slug, request.post)
    story = story_of(register, asked_row(register, pk, post), post)
    known, form = None, KnownOn(request.GET or None)
    if form.is_valid() and (known := form.cleaned_data["known"]):
        story = _as_known(story, min(known, clock.today()))
    return render(request, "registers/row.html", _row_context(request, story, known) | {"known_form": form})


def _as_known(story: Story, day: date) -> Story:
    version = version_known_on(story, day)
    if version is None:
        return story
    return Story(story.register, version, story.standing, story.proposal, story.versions)


def _row_context(request: PostedRequest, story: Story, known: date | None) -> dict[str, Any]:
    post, register, row = request.post, story.register, story.shown
    heads = verifies(register, post) and post.role == "head" and row.district_id == post.unit.district_id
    lock = lock_of(register, row) if keeps(register, row, post) else None
    return {
        "register": register,
        "story": story,
        "row": row,
        "beside": story.beside,
        "known": known,
        "unknown_then": known is not None and version_known_on(story, min(known, clock.today())) is None,
        "lines": lines_of(story, post),
        "events": events_of(story, post),
        "sources": [(each, proofs_of(register, each, post)) for each in (row, story.beside) if each],
        "may_see_proofs": may_see_proofs(register, row, post),
        "may_correct": may_correct(story, post),
        "verbs": [] if story.is_past else verbs_of(story, post),
        "own_report": _own_report(register, story, request),
        "warnings": warnings_of(register, story.beside or row) if keeps(register, row, post) else [],
        "opens": may_open_number(register, row, post),
        "lock": lock,
        "lift_form": LiftForm(register) if lock and heads else None,
        "data_until": clock.now(),
    }


def _own_report(register: Register, story: Story, request: PostedRequest) -> bool:
    """Whether one would verify it, had one not handed it in oneself."""
    row = story.proposal
    waits = row is not None and row.state == "submitted" and verifies(register, request.post)
    return bool(waits and row and row.reported_by.account_id == request.post.account_id)


@require_safe
@allow()
def evidence_file(request: PostedRequest, slug: str, pk: int, number: int) -> FileResponse:
    """A paper that proves a row, reached only through the row."""
    register = asked_register(slug, request.post)
    row: Fact = asked_row(register, pk, request.post)
    for evidence in proofs_of(register, row, request.post):
        if evidence.pk == number:
            return as_attachment(evidence.file, evidence.name)
    raise Http404
