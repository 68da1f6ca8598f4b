"""Which decisions a post may see, and about which subjects and feeds it may ask."""

from __future__ import annotations

from django.db.models import Q, QuerySet

from gaodi.decisions.feeds import FEEDS, Feed
from gaodi.decisions.models import Decision
from gaodi.ground.models import Post, Role
from gaodi.registers.models import Subject
from gaodi.registers.queries.scope import own_subjects

INSIDE = (Role.CLERK, Role.HEAD)  # of a firm or school; who oversees from within it sees no closed register


def visible_decisions(by: Post) -> QuerySet[Decision]:
    """One's own unit's, and those in the district whose registers one sees whole."""
    rows = Decision.objects.select_related("subject", "unit", "by__account", "by__unit")
    if by.role == Role.SYSTEM:
        return rows
    own = [slug for slug, feed in FEEDS.items() if _may_ask_of_own(feed, by)]
    whole = [slug for slug, feed in FEEDS.items() if feed.seen_by(by)]
    seen = Q(unit=by.unit, feed__in=own) | Q(district=by.unit.district, feed__in=whole)
    if by.role in INSIDE:  # what is no longer asked was kept all the same; how closed it was, nobody can say
        seen |= Q(unit=by.unit) & ~Q(feed__in=list(FEEDS))
    return rows.filter(seen)


def may_ask(feed: Feed, subject: Subject, by: Post) -> bool:
    """Whether a post may have this answered: about its own unit, or where it sees all registers behind it."""
    if feed.kind != subject.kind:
        return False
    own = own_subjects(by).filter(pk=subject.pk).exists()
    return (own and _may_ask_of_own(feed, by)) or (feed.seen_by(by) and _lies_in(subject, by))


def _may_ask_of_own(feed: Feed, by: Post) -> bool:
    return by.role in INSIDE or not feed.closed


def _lies_in(subject: Subject, by: Post) -> bool:
    return subject.unit is None or subject.unit.district_id == by.unit.district_id
