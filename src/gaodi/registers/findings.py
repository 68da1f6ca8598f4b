"""What a verifier should look at: facts that contradict one another. Never shown to who reports them."""

from __future__ import annotations

from dataclasses import dataclass


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
