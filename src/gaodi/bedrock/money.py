"""Money: whole 分 inside, Decimal yuan outside, HALF_UP where something must be rounded. The only place that rounds."""

from __future__ import annotations

from decimal import ROUND_HALF_UP, Decimal

CENT = Decimal("0.01")
LIMIT = Decimal(10) ** 13  # yuan; what is larger is a slip of the pen


def half_up(amount: Decimal, step: Decimal = CENT) -> Decimal:
    """The amount to the nearest step, a half upwards (away from zero): 0.125 → 0.13."""
    return (amount / step).quantize(Decimal(1), rounding=ROUND_HALF_UP) * step


def to_fen(yuan: Decimal) -> int:
    """Yuan as whole 分; a third decimal or an amount from LIMIT on is a ValueError, a float a TypeError."""
    if type(yuan) is not Decimal:
        raise TypeError(f"money is Decimal yuan, not {type(yuan).__name__}")
    fen = yuan * 100
    if not fen.is_finite() or abs(fen) >= LIMIT * 100:
        raise ValueError("an amount out of range")
    if fen != fen.to_integral_value():
        raise ValueError("an amount of less than a 分")
    return int(fen)


def to_yuan(fen: int) -> Decimal:
    """分 as yuan with two places."""
    return Decimal(fen).scaleb(-2)
