"""A decision as it was kept: what was answered, when, by whom, from which facts, by which article."""

from __future__ import annotations

from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_safe

from gaodi.decisions.models import Decision
from gaodi.decisions.queries.kept import kept_of
from gaodi.ground.permission import PostedRequest, allow
from gaodi.registers.models import SubjectKind


@require_safe
@allow()
def decision_page(request: PostedRequest, pk: int) -> HttpResponse:
    """One decision."""
    kept = kept_of(pk, request.post)
    if kept is None:
        raise Http404
    facts = {"kept": kept, "decision": kept.decision, "back": _back(kept.decision)}
    return render(request, "decisions/decision.html", facts)


def _back(decision: Decision) -> str:
    """Where the question is asked now."""
    if decision.subject.kind == SubjectKind.ENTERPRISE:
        return f"{reverse('decision_firm', args=[decision.subject_id])}?year={decision.asked[:4]}"
    if decision.subject.kind == SubjectKind.SCHOOL:
        return reverse("decision_school_feed", args=[decision.subject_id, decision.feed])
    return reverse("subject", args=[decision.subject_id])
