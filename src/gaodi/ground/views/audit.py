"""The audit: who did what to what, from which value to which. Looked at, never changed."""

from __future__ import annotations

from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_GET

from gaodi.ground.forms import AuditFilter
from gaodi.ground.models import Role
from gaodi.ground.permission import PostedRequest, allow
from gaodi.ground.queries.audit import find_rows, read, visible_audit, words_seen
from gaodi.ground.queries.paging import page_of


@allow(Role.AUDITOR, Role.ADMIN)
@require_GET
def audit_page(request: PostedRequest) -> HttpResponse:
    """The rows of the district, the latest first."""
    installation = request.GET.get("scope") == "installation"
    words = words_seen(request.post, installation=installation)
    form = AuditFilter(request.post, words, request.GET)
    rows = visible_audit(request.post, installation=installation)
    # With a condition that was not understood nothing is shown: all rows would pass for the answer.
    found = find_rows(rows, form.cleaned_data) if form.is_valid() else rows.none()
    page = page_of(found, "at", request.GET, falling=True)
    context = {
        "form": form,
        "page": page,
        "entries": [read(row) for row in page],
        "filtered": any(form.cleaned_data.values()),
    }
    return render(request, "ground/audit.html", context)
