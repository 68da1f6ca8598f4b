"""Pages of long lists, by key instead of by number: page 10,000 costs as much as page 1."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any, Generic, TypeVar

from django.db.models import Model, Q, QuerySet
from django.http import QueryDict

M = TypeVar("M", bound=Model)
SIZE = 50
COUNTED = 10_000  # beyond this a list says 10,000+ instead of counting on


class Capped(int):
    """A number that was counted up to COUNTED only, and says so beyond: 10,000+."""

    def __format__(self, spec: str) -> str:
        return f"{COUNTED:,}+" if self > COUNTED else format(int(self), spec)

    def __str__(self) -> str:
        return format(self, "")

    def __add__(self, other: int) -> Capped:
        return Capped(int(self) + int(other))

    __radd__ = __add__


@dataclass(frozen=True, slots=True)
class Page(Generic[M]):
    """The rows of a page, the addresses of its neighbours, and how many there are in all."""

    rows: list[M]
    previous: str
    following: str
    count: str

    def __iter__(self) -> Iterator[M]:
        return iter(self.rows)

    def __len__(self) -> int:
        return len(self.rows)


def page_of(
    rows: QuerySet[M], key: str, params: QueryDict, *, falling: bool = False, size: int = SIZE
) -> Page[M]:
    """A page of rows by (key, number): after the row that ``?after=`` names, or before that of ``?before=``.

    ``key`` must be indexed and never NULL; ``falling`` puts the highest first. A row that is gone, or that one
    may not see, names the beginning.
    """
    backward = "after" not in params and "before" in params
    edge = _edge(rows, key, params.get("before" if backward else "after", ""))
    backward = backward and edge is not None
    descending = falling != backward
    sign = "-" if descending else ""
    found = list(_beyond(rows, key, edge, descending).order_by(f"{sign}{key}", f"{sign}pk")[: size + 1])
    more, found = len(found) > size, found[:size]
    if backward:
        found.reverse()
    has_previous = more if backward else edge is not None
    has_following = backward or more
    return Page(
        found,
        _address(params, "before", found[0].pk) if found and has_previous else "",
        _address(params, "after", found[-1].pk) if found and has_following else "",
        say_count(rows),
    )


def _edge(rows: QuerySet[M], key: str, number: str) -> tuple[Any, int] | None:
    if not (number.isascii() and number.isdigit() and len(number) < 19):
        return None
    return rows.order_by().filter(pk=int(number)).values_list(key, "pk").first()


def _beyond(rows: QuerySet[M], key: str, edge: tuple[Any, int] | None, descending: bool) -> QuerySet[M]:  # noqa: FBT001
    if edge is None:
        return rows
    value, number = edge
    way = "lt" if descending else "gt"
    # key >= v AND (key > v OR pk > n): the same rows as the plain OR, but the index is entered at v
    return rows.filter(
        Q(**{f"{key}__{way}e": value}) & (Q(**{f"{key}__{way}": value}) | Q(**{f"pk__{way}": number}))
    )


def _address(params: QueryDict, way: str, number: int) -> str:
    kept = params.copy()
    for gone in ("after", "before"):
        kept.pop(gone, None)
    kept[way] = str(number)
    return f"?{kept.urlencode()}"


def say_count(rows: QuerySet[M]) -> str:
    """The number of rows, up to COUNTED; beyond that it is not counted on."""
    return f"{Capped(rows.order_by()[: COUNTED + 1].count()):,}"
