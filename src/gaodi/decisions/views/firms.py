"""我的企业：能享受什么、应尽什么 — one firm in a year, and the list of firms for who oversees them."""

from __future__ import annotations

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_POST, require_safe

from gaodi.decisions.actions.deciding import decide
from gaodi.decisions.feeds import FEEDS
from gaodi.decisions.queries.claims import sees_claims
from gaodi.decisions.queries.firms import (
    Standing,
    firm_of,
    open_feeds,
    own_firm,
    period_asked,
    standings,
    years,
)
from gaodi.decisions.queries.ledger import sees_ledger
from gaodi.decisions.queries.lists import (
    STATES,
    firms_with_last,
    last_decisions,
    narrowed,
    whole_feeds,
    word_of,
)
from gaodi.ground.models import UnitKind
from gaodi.ground.permission import PostedRequest, allow
from gaodi.ground.queries.paging import page_of
from gaodi.ground.refusals import NotYours, Refused
from gaodi.registers.models import Subject

LONGEST = 80  # characters of a search: no name is longer


@require_safe
@allow()
def firms_page(request: PostedRequest) -> HttpResponse:
    """A firm's people come to their own firm; who sees a feed of the whole district gets its firms."""
    own = own_firm(request.post)
    if own is not None:
        return redirect("decision_firm", own.pk)
    feeds = whole_feeds(request.post)
    if request.post.unit.kind == UnitKind.ENTERPRISE:
        raise Refused("您单位还没有关联统一社会信用代码。", "请管理员在“单位”页关联以后再来。")
    if not feeds:
        raise NotYours("企业的测算结果由企业自己和审核它的台账的单位查看。")
    feed = next((each for each in feeds if each.slug == request.GET.get("feed")), feeds[0])
    year, asked, state = _year(request), _words(request), request.GET.get("state", "")
    firms = narrowed(firms_with_last(feed, year, request.post), asked, state)
    page = page_of(firms, "name", request.GET)
    last = last_decisions(page.rows, request.post)
    facts = {
        "sees_claims": sees_claims(request.post),
        "feed": feed,
        "feeds": feeds,
        "year": year,
        "years": years(),
        "asked": asked,
        "state": state,
        "states": STATES,
        "page": page,
        "rows": [(firm, last.get(firm.pk), word_of(last.get(firm.pk))) for firm in page],
    }
    return render(request, "decisions/firms.html", facts)


@require_safe
@allow()
def firm_page(request: PostedRequest, pk: int) -> HttpResponse:
    """What the firm may claim and what it owes in a year."""
    firm = _firm(request, pk)
    year = _year(request)
    found = standings(firm, year, request.post)
    facts = {
        "firm": firm,
        "year": year,
        "years": years(),
        "standings": found,
        "sees_ledger": sees_ledger(firm, request.post),
        "primary": _first_to_do(found),
        "is_own": firm.unit_id == request.post.unit_id,
    }
    return render(request, "decisions/firm.html", facts)


@require_POST
@allow()
def decide_firm(request: PostedRequest, pk: int, slug: str) -> HttpResponse:
    """Keep what is answered now."""
    firm, feed = _firm(request, pk), FEEDS.get(slug)
    if feed is None or feed not in open_feeds(firm, request.post):
        raise Http404
    year = _year(request)
    back = f"{reverse('decision_firm', args=[firm.pk])}?year={year}"
    try:
        decision = decide(feed, firm, period_asked(feed, year), by=request.post)
    except NotYours:
        raise
    except Refused as refusal:
        messages.warning(request, str(refusal))
        return redirect(back)
    messages.success(request, f"{feed.label}已测算并留存（第{decision.number}次）：{decision.said}。")
    return redirect(back)


def _first_to_do(found: list[Standing]) -> str:
    """The feed whose button is the page's filled one: what to reckon again, else what to fill in, else nothing."""
    stale = [each.feed.slug for each in found if each.is_stale and each.may_decide]
    wanting = [each.feed.slug for each in found if each.wants_facts and each.to_fill]
    return next(iter([*stale, *wanting]), "")


def _firm(request: PostedRequest, pk: int) -> Subject:
    firm = firm_of(pk, request.post)
    if firm is None:
        raise Http404
    return firm


def _words(request: PostedRequest) -> str:
    return request.GET.get("q", "")[:LONGEST].replace("\0", "").strip()


def _year(request: PostedRequest) -> int:
    """The year that is asked for, of those there are; the running one where none is."""
    asked = request.GET.get("year", "") or request.POST.get("year", "")
    offered = years()
    return next((year for year in offered if str(year) == asked), offered[0])
