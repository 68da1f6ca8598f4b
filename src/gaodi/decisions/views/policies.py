"""政策规则 — the register of policies and each of them, open to everybody; nothing of a register is read."""

from __future__ import annotations

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from gaodi.decisions.policies import (
    WORDS,
    Policy,
    all_owners,
    all_tasks,
    examples,
    found,
    policies,
    policy_of,
    totals,
)
from gaodi.ground.permission import public

LONGEST = 40  # characters of a search


@public
@require_safe
def policies_page(request: HttpRequest) -> HttpResponse:
    """Every policy, and on what its numbers stand."""
    words = request.GET.get("q", "")[:LONGEST].replace("\0", "").strip()
    task, owner = request.GET.get("task", ""), request.GET.get("owner", "")
    chosen = found(words, task, owner)
    facts = {
        "policies": [(each, list(each.counts.items())) for each in chosen],
        "count": len(policies()),
        "totals": totals(chosen),
        "words": WORDS,
        "asked": words,
        "task": task,
        "owner": owner,
        "tasks": all_tasks(),
        "owners": all_owners(),
    }
    return render(request, "decisions/policies.html", facts)


@public
@require_safe
def policy_page(request: HttpRequest, book: str) -> HttpResponse:
    """One policy: in plain words, its numbers since when and by which article, what it answers, examples."""
    policy = policy_or_404(book)
    return render(request, "decisions/policy.html", {"policy": policy, "examples": examples(policy.book)})


def policy_or_404(name: str) -> Policy:
    policy = policy_of(name)
    if policy is None:
        raise Http404
    return policy
