"""激励台账 — a firm's investments and what became of the grant of each."""

from __future__ import annotations

from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from gaodi.bedrock import clock
from gaodi.decisions.queries.firms import firm_of
from gaodi.decisions.queries.ledger import ledger_of, sees_ledger
from gaodi.ground.permission import PostedRequest, allow


@require_safe
@allow()
def ledger_page(request: PostedRequest, pk: int) -> HttpResponse:
    """The ledger of one firm, for who sees all that it is made of."""
    firm = firm_of(pk, request.post)
    if firm is None or not sees_ledger(firm, request.post):
        raise Http404
    facts = {"firm": firm, "ledger": ledger_of(firm, request.post), "day": clock.today()}
    return render(request, "decisions/ledger.html", facts)
