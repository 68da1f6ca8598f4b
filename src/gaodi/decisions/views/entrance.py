"""/decisions/ — leads people on: to their own firm or school, else to the lists they may see."""

from __future__ import annotations

from dataclasses import dataclass

from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_safe

from gaodi.decisions.queries.claims import sees_claims
from gaodi.decisions.queries.lists import whole_feeds
from gaodi.decisions.queries.schools import oversees
from gaodi.ground.models import Post, UnitKind
from gaodi.ground.permission import PostedRequest, allow


@dataclass(frozen=True, slots=True)
class Way:
    """Where one may go on to, and what stands there."""

    name: str
    label: str
    about: str


FIRMS = Way("decision_firms", "企业兑现", "每家企业能享受什么、应尽什么，最近一次测算的结论")
SCHOOLS = Way("decision_schools", "学校达标", "每所学校达标差多少，全区达标几所")
CLAIMS = Way("decision_claims", "重复申报", "同一凭证或发票由两家企业申报投资的")
POLICIES = Way("policies", "政策规则", "每项政策的数、条款和出处，可以代入数试算")


@require_safe
@allow()
def entrance_page(request: PostedRequest) -> HttpResponse:
    """One's own page, where there is one; else the ways there are."""
    if request.post.unit.kind == UnitKind.ENTERPRISE:
        return redirect("decision_firms")
    if request.post.unit.kind == UnitKind.SCHOOL:
        return redirect("decision_schools")
    return render(request, "decisions/entrance.html", {"ways": ways(request.post)})


def ways(by: Post) -> list[Way]:
    """The lists that the post may see, and the policies, which everybody may."""
    open_to = ((FIRMS, bool(whole_feeds(by))), (SCHOOLS, oversees(by)), (CLAIMS, sees_claims(by)))
    return [*(way for way, may in open_to if may), POLICIES]
