"""What an auditor and an administrator find on their desk: counts of the last days, and what is not ready yet."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta

from django.db.models import Exists, Model, OuterRef, QuerySet

from gaodi.bedrock import clock
from gaodi.ground.models import Account, Post, Unit
from gaodi.ground.queries.audit import find_rows, visible_audit
from gaodi.ground.queries.paging import say_count
from gaodi.ground.queries.people import held_today, visible_people
from gaodi.ground.queries.units import visible_units

LATELY = 7  # days; a week of an office
SHOWN = 6  # names; the rest is counted


@dataclass(frozen=True, slots=True)
class Watched:
    """The audit of the last days: counts with the day from which they run."""

    since: date
    rows: str
    refused: str
    sign_ins: str  # that failed


@dataclass(frozen=True, slots=True)
class Some:
    """The first few of a set, and how many more there are."""

    shown: list[Model]
    more: int

    def __iter__(self) -> Iterator[Model]:
        return iter(self.shown)

    def __len__(self) -> int:
        return len(self.shown) + self.more


@dataclass(frozen=True, slots=True)
class Kept:
    """What an administrator has still to arrange."""

    first_password: Some  # people who have not signed in with a password of their own
    without_post: Some  # people who can sign in and do nothing
    without_people: Some  # units that nobody acts for


def watched_by(by: Post) -> Watched:
    """The audit keeps the machine's own time, whatever day the house pretends it is."""
    since = clock.machine_now().astimezone(clock.ZONE).date() - timedelta(days=LATELY - 1)
    rows = find_rows(visible_audit(by), {"first": since})
    refused = rows.filter(outcome="refused")
    return Watched(since, say_count(rows), say_count(refused), say_count(refused.filter(word="登录")))


def kept_by(by: Post) -> Kept:
    """People and units of the district that are not ready for work."""
    active = visible_people(by).filter(is_active=True)
    seats = Post.objects.filter(held_today())
    idle = active.filter(~Exists(seats.filter(account=OuterRef("pk"))))
    empty = visible_units(by).filter(~Exists(seats.filter(unit=OuterRef("pk"))), ended_on=None)
    return Kept(_some(active.filter(must_change_password=True)), _some(idle), _some(empty.order_by("pk")))


def _some(found: QuerySet[Account] | QuerySet[Unit]) -> Some:
    return Some(list(found[:SHOWN]), max(0, found.count() - SHOWN))
