"""Deciding: keep what a book answers now, beside what it answered before."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

from gaodi.bedrock import clock
from gaodi.decisions.asking import Asked, ask
from gaodi.decisions.feeds import Feed
from gaodi.decisions.models import Decision
from gaodi.decisions.queries.scope import may_ask
from gaodi.ground.acting import Act, acting
from gaodi.ground.models import Post, Role
from gaodi.ground.refusals import NotYours, Refused
from gaodi.registers.models import Subject


def decide(feed: Feed, subject: Subject, period: str, *, by: Post) -> Decision:
    """Keep the answer for a subject and a period. Refused when there is nothing to answer, or nothing changed."""
    with _acting_on(feed, subject, period, by) as act:
        if by.role != Role.SYSTEM and not may_ask(feed, subject, by):
            raise NotYours(f"{subject}的{feed.label}由本单位和主管部门测算。")
        asked = ask(feed, subject, period, by=by)
        if asked.because:
            raise _nothing_to_keep(feed, asked)
        before = latest(feed, subject, period)
        if before and before.digest == asked.digest:
            raise Refused("事实和规则都没有变，结果和上一次一样。", "要重算，请先更正台账并等审核通过。")
        decision = kept(asked, before.number + 1 if before else 1, by)
        act.subject, act.label = decision, str(decision)
        act.change("said", before.said if before else "", decision.said)
    return decision


def _nothing_to_keep(feed: Feed, asked: Asked) -> Refused:
    """Why there is no answer; what a closed register says is not for the audit, where refusals are read too."""
    if feed.closed and asked.because != asked.fed.nothing:
        return Refused(f"按现在的台账还算不出{feed.label}。", "缺什么、哪里矛盾，写在企业自己的页面上。")
    return Refused(f"{asked.because}。")


@contextmanager
def _acting_on(feed: Feed, subject: Subject, period: str, by: Post) -> Iterator[Act]:
    """Whoever reads the audit of the district reads it whole: of what rests on a closed register it says no word."""
    note = "" if feed.closed else f"{feed.label} {period}"
    with acting("decide", "测算", subject, by=by, unit=subject.unit, note=note) as act:
        try:
            yield act
        finally:  # what is refused is recorded too
            if feed.closed:
                act.label, act.changes = feed.label, {}


def latest(feed: Feed, subject: Subject, period: str) -> Decision | None:
    """The last decision on a question."""
    found = Decision.objects.filter(subject=subject, feed=feed.slug, asked=period)
    return found.order_by("-number").first()


def kept(asked: Asked, number: int, by: Post) -> Decision:
    """Write one answer down."""
    subject = asked.subject
    return Decision.objects.create(
        district=subject.unit.district if subject.unit else by.unit.district,
        subject=subject,
        unit=subject.unit,
        feed=asked.feed.slug,
        book=asked.feed.book,
        version=asked.version,
        asked=asked.period,
        number=number,
        state=asked.state,
        said=asked.said[:200],
        digest=asked.digest,
        used_json=asked.used_json,
        outcomes_json=asked.outcomes_json,
        by=by,
        at=clock.now(),
    )
