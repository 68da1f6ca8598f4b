"""Asking: a feed's facts through its book, now; nothing is kept."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass
from typing import Any

from gaodi.decisions.feeds import Fed, Feed
from gaodi.ground.models import Post
from gaodi.registers.models import Subject
from gaodi.rules import book as books
from gaodi.rules.facts import RefusedFacts, prepare
from gaodi.rules.outcomes import explain, told
from gaodi.rules.tables import of_rows


@dataclass(frozen=True, slots=True)
class Asked:
    """What the book says of the facts as they are now. Without outcomes, ``because`` says why there are none."""

    feed: Feed
    subject: Subject
    period: str
    version: str
    fed: Fed
    outcomes: Sequence[Mapping[str, Any]]
    because: str = ""

    @property
    def state(self) -> str:
        """Value, unknown or not_applicable: of the last row's answers taken together."""
        states = {step["state"] for step in self._answers}
        return next((state for state in ("unknown", "value", "not_applicable") if state in states), "unknown")

    @property
    def _answers(self) -> list[Mapping[str, Any]]:
        last = self.outcomes[-1]
        return [step for step in last["steps"] if step["name"] in last["outs"]]

    @property
    def said(self) -> str:
        return self.feed.say(self.outcomes)

    @property
    def outcome(self) -> Mapping[str, Any]:
        """The answer: the last row."""
        return self.outcomes[-1]

    @property
    def used(self) -> list[dict[str, Any]]:
        """Every version that was read, as a decision keeps it."""
        return [{**asdict(each), "values": dict(each.values)} for each in self.fed.used]

    @property
    def used_json(self) -> str:
        return canonical(self.used)

    @property
    def outcomes_json(self) -> str:
        return canonical(self.outcomes)

    @property
    def digest(self) -> str:
        """The same facts under the same version of the book have the same digest."""
        return hashlib.sha256(f"{self.version}\n{self.used_json}\n{self.outcomes_json}".encode()).hexdigest()


def ask(feed: Feed, subject: Subject, period: str, *, by: Post) -> Asked:
    """The answer for one subject and period, by what the post may see."""
    book = books.load(feed.book)
    fed = feed.gather(subject, period, by)
    if not fed.rows:
        return Asked(feed, subject, period, book.version, fed, (), fed.nothing)
    try:
        facts = prepare(of_rows(fed.rows), book.formula(feed.formula), fed.on)
    except RefusedFacts as refusal:
        said = "；".join(dict.fromkeys(problem.sentence for problem in refusal.problems))
        return Asked(feed, subject, period, book.version, fed, (), f"台账里的事实互相矛盾：{said}")
    outcomes = [told(outcome) for outcome in explain(book, facts, feed.formula)]
    return Asked(feed, subject, period, book.version, fed, outcomes)


def canonical(data: Any) -> str:
    """One text for one meaning."""
    return json.dumps(data, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
