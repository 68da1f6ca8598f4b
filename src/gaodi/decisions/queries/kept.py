"""One kept decision with those before and after it on the same question."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from gaodi.bedrock.periods import say_day, say_period
from gaodi.decisions.cards import Periods, periods_of
from gaodi.decisions.differences import Difference, difference
from gaodi.decisions.feeds import FEEDS
from gaodi.decisions.models import Decision
from gaodi.decisions.queries.firms import Source, sources
from gaodi.decisions.queries.scope import visible_decisions
from gaodi.decisions.telling import Doubt, Part, Told, doubts, failed, of_year, parts
from gaodi.ground.models import Post
from gaodi.rules import book as books
from gaodi.rules.book import Book

DAY = re.compile(r"\d{4}-\d\d-\d\d")


@dataclass(frozen=True, slots=True)
class Kept:
    """A decision as it was kept, with what a page needs beside it."""

    decision: Decision
    label: str
    told: Sequence[Told]
    sources: Sequence[Source]
    others: Sequence[Decision]  # on the same question, the latest first, itself among them
    before: Difference | None  # from the decision before it
    after: Difference | None  # to the one that followed

    @property
    def asked_said(self) -> str:
        """The year, school year or day that was asked about, as people say it."""
        asked = self.decision.asked
        return say_day(date.fromisoformat(asked)) if DAY.fullmatch(asked) else say_period(asked)

    @property
    def book_title(self) -> str:
        return self._book.about.title if self._book else "规则已不再使用"

    @property
    def is_last(self) -> bool:
        return self.others[0].pk == self.decision.pk

    @property
    def rule_moved(self) -> bool:
        """Whether the book has another version today."""
        return self._book is not None and self._book.version != self.decision.version

    @property
    def _book(self) -> Book | None:
        """The book as it is today; what was kept stays readable when there is none any more."""
        try:
            return books.load(self.decision.book)
        except books.UnknownBook:
            return None

    @property
    def periods(self) -> Periods | None:
        """The table of periods; none where the steps had other names when it was kept."""
        feed = FEEDS.get(self.decision.feed)
        try:
            return periods_of(feed, self.told) if feed else None
        except LookupError:
            return None

    @property
    def parts(self) -> list[Part]:
        return parts(self.told)

    @property
    def doubts(self) -> list[Doubt]:
        return doubts(self.told)

    @property
    def failed(self) -> list[Told]:
        return failed(self.told)


def kept_of(pk: int, by: Post) -> Kept | None:
    """A decision by its number, or None where one may not see it: then nobody is told that it exists."""
    decision = visible_decisions(by).filter(pk=pk).first()
    if decision is None:
        return None
    same = visible_decisions(by).filter(subject=decision.subject, feed=decision.feed, asked=decision.asked)
    others = list(same.order_by("-number"))
    by_number = {other.number: other for other in others}
    earlier, later = (by_number.get(decision.number + step) for step in (-1, 1))
    return Kept(
        decision=decision,
        label=FEEDS[decision.feed].label if decision.feed in FEEDS else "已不再测算的事项",
        told=of_year(decision.outcomes, decision.asked),
        sources=sources(decision.used, by),
        others=others,
        before=difference(earlier, decision) if earlier else None,
        after=difference(decision, later) if later else None,
    )
