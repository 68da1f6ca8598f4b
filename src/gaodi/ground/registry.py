"""Registries by which a room feeds pages of the ground, which may not see it.

What a post has to do, what it waits for, what else stands on its desk and on a unit's page, what fields in the
audit are called.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any, Generic, TypeVar

from gaodi.ground.models import Post, Unit


@dataclass(frozen=True, slots=True)
class Obligation:
    """What a post has to do: the thing, why it, by when, and where to do it. A query's row, never stored."""

    what: str
    about: str
    why: str
    due: date | None
    url: str
    verb: str  # what the button says: 签收, 填报, 审核 …
    urged: bool = False  # somebody has reminded the unit of it, and it is still to be done


@dataclass(frozen=True, slots=True)
class Waiting:
    """What a post waits for others to do.

    ``urge_url`` takes the urging by POST; without it the button leads to ``url``.
    """

    what: str
    about: str
    since: date
    on_whom: str
    url: str
    may_urge: bool
    why_not: str  # stands in place of the button: 党委部门，不催办; 今天已催
    urge_url: str = ""


@dataclass(frozen=True, slots=True)
class Panel:
    """A part of a page that another room draws: its heading, its template and what that needs."""

    title: str
    template: str
    context: Mapping[str, Any]
    note: str = ""


Source = TypeVar("Source", bound=Callable[..., Any])


class Registry(Generic[Source]):
    """Sources by name, each registered once, in the order in which they came."""

    def __init__(self, what: str) -> None:
        self.what = what
        self.sources: dict[str, Source] = {}

    def __call__(self, name: str) -> Callable[[Source], Source]:
        """Register the decorated source under a name."""

        def register(source: Source) -> Source:
            if name in self.sources:
                raise ValueError(f"{self.what} {name!r} are registered twice")
            self.sources[name] = source
            return source

        return register

    def __iter__(self) -> Iterator[Source]:
        return iter(self.sources.values())


obligations: Registry[Callable[[Post], Iterable[Obligation]]] = Registry("obligations")
waiting: Registry[Callable[[Post], Iterable[Waiting]]] = Registry("waiting")
# by → a panel for the desk of those who watch or keep rather than do, or None
desk_panels: Registry[Callable[[Post], Panel | None]] = Registry("desk panels")
# (by, unit) → a panel for the unit's page, or None where there is nothing to show
unit_panels: Registry[Callable[[Post, Unit], Panel | None]] = Registry("unit panels")
# what an audit row's change is called where it is no field of its subject: named → 点名单位
change_words: dict[str, str] = {}


def obligations_of(post: Post) -> list[Obligation]:
    """Everything a post has to do, nearest first, what has no date last; of one day what was urged before the rest."""
    found = [each for source in obligations for each in source(post)]
    return sorted(found, key=lambda each: (each.due or date.max, not each.urged, each.what))


def waiting_of(post: Post) -> list[Waiting]:
    """Everything a post waits for, longest first."""
    found = [each for source in waiting for each in source(post)]
    return sorted(found, key=lambda each: (each.since, each.what))


def desk_panels_of(by: Post) -> list[Panel]:
    """What the rooms show on this post's desk beside its duties."""
    return [panel for source in desk_panels if (panel := source(by)) is not None]


def unit_panels_of(by: Post, unit: Unit) -> list[Panel]:
    """What the rooms show of a unit to this post."""
    return [panel for source in unit_panels if (panel := source(by, unit)) is not None]
