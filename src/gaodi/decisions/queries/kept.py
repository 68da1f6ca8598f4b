"""One kept decision with those before and after it on the same question."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from gaodi.decisions.cards import Periods, periods_of
from gaodi.decisions.differences import Difference, difference
from gaodi.decisions.feeds import FEEDS
from gaodi.decisions.models import Decision
from gaodi.decisions.queries.firms import Source, sources
from gaodi.decisions.queries.scope import visible_decisions
from gaodi.decisions.telling import Doubt, Part, Told, doubts, failed, of_year, parts
from gaodi.ground.models import Post
from gaodi.rules import book as books


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
    def book_title(self) -> str:
        return books.load(self.decision.book).about.title

    @property
    def is_last(self) -> bool:
        return self.others[0].pk == self.decision.pk

    @property
    def rule_moved(self) -> bool:
        """Whether the book has another version today."""
        return books.load(self.decision.book).version != self.decision.version

    @property
    def periods(self) -> Periods | None:
        return periods_of(FEEDS[self.decision.feed], self.told)

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
        label=FEEDS[decision.feed].label,
        told=of_year(decision.outcomes, decision.asked),
        sources=sources(decision.used, by),
        others=others,
        before=difference(earlier, decision) if earlier else None,
        after=difference(decision, later) if later else None,
    )
