"""Registries by which a room feeds another that may not see it: obligations (what someone has to do)."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date

from gaodi.ground.models import Post


@dataclass(frozen=True, slots=True)
class Obligation:
    """What a post has to do: the thing, why it, by when, and where to do it. A query's row, never stored."""

    what: str
    about: str
    why: str
    due: date | None
    url: str
    verb: str  # what the button says: 签收, 填报, 审核 …


Source = Callable[[Post], Iterator[Obligation]]
_sources: dict[str, Source] = {}


def obligations(name: str) -> Callable[[Source], Source]:
    """Register a source of obligations under a name, once."""

    def register(source: Source) -> Source:
        if name in _sources:
            raise ValueError(f"obligations {name!r} are registered twice")
        _sources[name] = source
        return source

    return register


def obligations_of(post: Post) -> list[Obligation]:
    """Everything a post has to do, nearest first, what has no date last."""
    found = [each for source in _sources.values() for each in source(post)]
    return sorted(found, key=lambda each: (each.due is None, each.due or date.max, each.what))
