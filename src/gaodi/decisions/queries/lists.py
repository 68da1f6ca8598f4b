"""The firms of a district with what was decided last of each, for who may see it of all of them."""

from __future__ import annotations

from collections.abc import Sequence
from functools import reduce
from operator import or_

from django.db.models import OuterRef, Q, QuerySet, Subquery

from gaodi.decisions.feeds import Feed, feeds_of
from gaodi.decisions.models import Decision
from gaodi.decisions.queries.scope import visible_decisions
from gaodi.ground.models import Post
from gaodi.registers.declaration import REGISTERS
from gaodi.registers.models import Subject, SubjectKind
from gaodi.registers.queries.figures import whom
from gaodi.registers.queries.scope import standing, visible_rows
from gaodi.registers.queries.subjects import searched

NONE = "none"
STATES = {
    "value": "已算出",
    "unknown": "缺事实",
    "not_applicable": "不适用",
    NONE: "还没有测算",
}


def whole_feeds(by: Post) -> list[Feed]:
    """The feeds about firms whose answers the post sees for its whole district."""
    return [feed for feed in feeds_of(SubjectKind.ENTERPRISE) if feed.seen_by(by)]


def firms_with_last(feed: Feed, year: int, by: Post) -> QuerySet[Subject]:
    """Every firm that the feed knows of, with the number and the state of its last decision on a feed in a year."""
    last = (
        visible_decisions(by)
        .select_related(None)
        .filter(subject=OuterRef("pk"), feed=feed.slug, asked__startswith=str(year))
        .order_by("-asked", "-number")
    )
    return firms_known(feed, by).annotate(
        last=Subquery(last.values("pk")[:1]), state=Subquery(last.values("state")[:1])
    )


def firms_known(feed: Feed, by: Post) -> QuerySet[Subject]:
    """The firms of which the registers behind a feed say something that the post sees."""
    rows = [
        standing(visible_rows(REGISTERS[slug], by)).select_related(None).order_by() for slug in feed.registers
    ]
    named = (Q(pk__in=each.annotate(whom=whom()).values("whom")) for each in rows)
    return Subject.objects.filter(reduce(or_, named), kind=feed.kind, same_as=None).select_related(
        "unit__district"
    )


def narrowed(firms: QuerySet[Subject], asked: str, state: str) -> QuerySet[Subject]:
    """Those whose name or code is asked for, in a state; an unknown state narrows nothing."""
    found = searched(firms, asked)
    if state not in STATES:
        return found
    return found.filter(Q(state=None) if state == NONE else Q(state=state))


def last_decisions(firms: Sequence[Subject], by: Post) -> dict[int, Decision]:
    """The last decisions of the firms of a page, by firm: one question."""
    numbers = [number for firm in firms if (number := getattr(firm, "last", None))]
    return {each.subject_id: each for each in visible_decisions(by).filter(pk__in=numbers)}


def word_of(decision: Decision | None) -> str:
    """The state of a firm, as the list says it."""
    return STATES[decision.state if decision else NONE]
