"""重复申报 — one paper with which two firms claim, for who verifies investments and who oversees."""

from __future__ import annotations

from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from gaodi.decisions.queries.claims import claims, sees_claims
from gaodi.ground.permission import PostedRequest, allow
from gaodi.ground.refusals import NotYours


@require_safe
@allow()
def claims_page(request: PostedRequest) -> HttpResponse:
    """Every voucher and invoice that was claimed twice."""
    if not sees_claims(request.post):
        raise NotYours("重复申报由审核产教融合投资的单位和督查、审计人员查看。")
    return render(request, "decisions/claims.html", {"claims": claims(request.post)})
