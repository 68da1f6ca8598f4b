"""我校达标差多少 — one school in a school year, what stands behind it, and the list for who oversees schools."""

from __future__ import annotations

from collections.abc import Sequence

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_POST, require_safe

from gaodi.decisions.actions.deciding import decide
from gaodi.decisions.feeds import FEEDS, Feed
from gaodi.decisions.feeds.school_standard import STANDARD
from gaodi.decisions.feeds.teacher_practice import PRACTICE
from gaodi.decisions.queries.district_schools import overview
from gaodi.decisions.queries.schools import (
    keeps_teachers,
    kept_in,
    may_keep,
    open_feeds,
    oversees,
    own_school,
    period_asked,
    periods_known,
    school_of,
    school_standing,
    standing_of,
    teacher_lines,
)
from gaodi.ground.permission import PostedRequest, allow
from gaodi.ground.refusals import NotYours, Refused
from gaodi.registers.declaration import REGISTERS
from gaodi.registers.models import Subject


@require_safe
@allow()
def schools_page(request: PostedRequest) -> HttpResponse:
    """A school's people come to their own school; who oversees schools gets all of the district."""
    own = own_school(request.post)
    if own is not None:
        return redirect("decision_school", own.pk)
    if not oversees(request.post):
        raise NotYours("学校的达标测算由学校自己、教育部门和督查审计查看。")
    periods = periods_known(request.post)
    period = _period(request, periods)
    facts = {"period": period, "periods": periods, "overview": overview(period, request.post)}
    return render(request, "decisions/schools.html", facts)


@require_safe
@allow()
def school_page(request: PostedRequest, pk: int) -> HttpResponse:
    """Whether the school meets the standard, and what is missing."""
    school = _school(request, pk)
    periods = periods_known(request.post, school)
    period = _period(request, periods)
    facts = _about(request, school, period, periods)
    if not period:
        return render(request, "decisions/school_empty.html", facts)
    facts["found"] = school_standing(school, period, request.post)
    return render(request, "decisions/school.html", facts)


@require_safe
@allow()
def school_feed_page(request: PostedRequest, pk: int, slug: str) -> HttpResponse:
    """How one answer about the school came about."""
    school = _school(request, pk)
    feed = _feed(request, school, slug)
    periods = periods_known(request.post, school)
    period = _period(request, periods)
    if not period:
        return redirect("decision_school", school.pk)
    standing = standing_of(feed, school, period, request.post)
    by_name = feed is PRACTICE
    facts = {
        **_about(request, school, period, periods),
        "feed": feed,
        "standing": standing,
        "teachers": teacher_lines(standing, request.post) if by_name else [],
        "shows_names": keeps_teachers(school, request.post),
        "parts": [] if by_name else standing.parts,
        "kept": kept_in(feed, school, period, request.post),
    }
    return render(request, "decisions/school_feed.html", facts)


@require_POST
@allow()
def decide_school(request: PostedRequest, pk: int, slug: str) -> HttpResponse:
    """Keep what is answered now."""
    school = _school(request, pk)
    feed = _feed(request, school, slug)
    if not may_keep(school, request.post):
        raise NotYours(f"{school}的{feed.label}由本校和核定台账的单位测算。")
    period = _period(request, periods_known(request.post, school))
    if not period:
        raise Http404
    try:
        decision = decide(feed, school, period_asked(feed, period), by=request.post)
    except NotYours:
        raise
    except Refused as refusal:
        messages.warning(request, str(refusal))
    else:
        messages.success(request, f"{feed.label}已测算并留存（第{decision.number}次）：{decision.said}。")
    return redirect(_page_of(school, feed, period))


def _page_of(school: Subject, feed: Feed, period: str) -> str:
    if feed is STANDARD:
        return f"{reverse('decision_school', args=[school.pk])}?year={period}"
    return f"{reverse('decision_school_feed', args=[school.pk, feed.slug])}?year={period}"


def _about(request: PostedRequest, school: Subject, period: str, periods: Sequence[str]) -> dict[str, object]:
    own = school.unit_id == request.post.unit_id
    return {
        "school": school,
        "period": period,
        "periods": periods,
        "is_own": own,
        "may_keep": may_keep(school, request.post),
        "may_fill": own and REGISTERS["school-years"].may_fill(request.post.unit),
    }


def _school(request: PostedRequest, pk: int) -> Subject:
    school = school_of(pk, request.post)
    if school is None:
        raise Http404
    return school


def _feed(request: PostedRequest, school: Subject, slug: str) -> Feed:
    feed = FEEDS.get(slug)
    if feed is None or feed not in open_feeds(school, request.post):
        raise Http404
    return feed


def _period(request: PostedRequest, periods: Sequence[str]) -> str:
    """The school year that is asked for, of those of which something is known; the latest where none is."""
    asked = request.GET.get("year", "") or request.POST.get("year", "")
    return asked if asked in periods else next(iter(periods), "")
