"""What a verifier should look at: facts that contradict one another. Never shown to who reports them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any


@dataclass(frozen=True, slots=True)
class Same:
    """One value (a voucher, a certificate number) in rows of different subjects or units."""

    columns: tuple[str, ...]
    word: str


@dataclass(frozen=True, slots=True)
class TwoUnits:
    """One subject reported by two units at the same time."""

    word: str


@dataclass(frozen=True, slots=True)
class Overlap:
    """Rows of one subject whose days overlap."""

    word: str


@dataclass(frozen=True, slots=True)
class Finding:
    """Something to look at: its word, the rows that contradict one another, and what they say."""

    word: str
    rows: Sequence[Any]
    said: str
