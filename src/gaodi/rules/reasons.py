"""Why an expression is null: which of the columns it reads are to blame, row by row.

A column that the row does not look at is not to blame: of a choice only the branch taken counts (both while it is
unknown which), of ``and`` and ``or`` only what leaves them open.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence

import polars as pl

from gaodi.rules.chains import OWN

NONE = pl.lit(0, pl.Int64)
MaskOf = Callable[[str], pl.Expr]


def either(masks: Sequence[pl.Expr]) -> pl.Expr:
    """All bits of all masks."""
    found = NONE
    for mask in masks:
        found = found | mask
    return found


def why_null(expr: pl.Expr, mask_of: MaskOf) -> pl.Expr:
    """The mask of an expression where it is null, by the masks of the columns that it reads."""
    names = list(dict.fromkeys(expr.meta.root_names()))
    if OWN.intersection(names):  # a chain looks at other rows
        return either([mask_of(name) for name in names])
    parts = expr.meta.pop()
    if not parts:
        return either([mask_of(name) for name in names])
    if _is_choice(expr, parts):
        condition, otherwise, then = parts
        return _of_choice(
            condition, why_null(condition, mask_of), why_null(then, mask_of), why_null(otherwise, mask_of)
        )
    found = either([why_null(part, mask_of) for part in parts if part.meta.root_names()])
    return pl.when(expr.is_null()).then(found).otherwise(NONE) if _is_logic(expr, parts) else found


def _of_choice(condition: pl.Expr, of_condition: pl.Expr, of_then: pl.Expr, of_otherwise: pl.Expr) -> pl.Expr:
    return (
        pl.when(condition)
        .then(of_then)
        .when(~condition)
        .then(of_otherwise)
        .otherwise(of_condition | of_then | of_otherwise)
    )


def _is_choice(expr: pl.Expr, parts: Sequence[pl.Expr]) -> bool:
    """Whether it is when–then–otherwise; Polars tells its parts, but of what they are parts only in words."""
    if len(parts) != _PARTS_OF_A_CHOICE:
        return False
    condition, otherwise, then = map(str, parts)
    return str(expr) == f".when({condition}).then({then}).otherwise({otherwise})"


_PARTS_OF_A_CHOICE = 3


def _is_logic(expr: pl.Expr, parts: Sequence[pl.Expr]) -> bool:
    return str(expr) in {f"[({parts[-1]!s}) {sign} ({parts[0]!s})]" for sign in "&|"}
