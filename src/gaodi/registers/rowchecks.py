"""Checks that several registers share. Each makes a row function for ``Register.checks``."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from gaodi.ground.models.people import OPEN_END
from gaodi.registers.declaration import Check, Problem

LOOK = "请对照原件改正"


def part_of(part: str, whole: str, sentence: str, *, warning: bool = False) -> Check:
    """A column that counts some of what another counts is never the larger of the two."""

    def check(row: Mapping[str, Any]) -> Iterator[Problem]:
        some, every = row.get(part), row.get(whole)
        if some is not None and every is not None and some > every:
            yield Problem(part, sentence, "请核对两栏的数", warning)

    return check


def goes_with(
    column: str, other: str, values: Sequence[Any], sentence: str, *, warning: bool = False
) -> Check:
    """Where another column has one of some values, this one is filled in."""

    def check(row: Mapping[str, Any]) -> Iterator[Problem]:
        if row.get(other) in values and row.get(column) is None:
            yield Problem(column, sentence, "请补填这一格", warning)

    return check


def not_before(later: str, earlier: str, sentence: str) -> Check:
    """One day of a row does not come before another."""

    def check(row: Mapping[str, Any]) -> Iterator[Problem]:
        one, other = row.get(later), row.get(earlier)
        if one is not None and other is not None and one < other:
            yield Problem(later, sentence, LOOK)

    return check


def has_ended(row: Mapping[str, Any]) -> bool:
    """Whether a row says when it ends: an empty cell, or an open end, says that it goes on."""
    return row.get("valid_to") not in {None, OPEN_END}
