"""Words about registers: who fills and who verifies them."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from gaodi.ground.models import Post, UnitKind
from gaodi.ground.queries.units import visible_units
from gaodi.registers.declaration import Register

KINDS = dict(UnitKind.choices)


@dataclass(frozen=True, slots=True)
class Hands:
    """Who fills a register, and who verifies it."""

    fills: str
    verifies: str


def hands_of(registers: Iterable[Register], by: Post) -> dict[str, Hands]:
    """By slug; one question for all of them."""
    registers = list(registers)
    keys = {key for each in registers for key in (*each.filled_by, *each.verified_by) if key not in KINDS}
    found = visible_units(by).filter(key__in=keys).values_list("key", "name")
    names = {**KINDS, **dict(found)}
    return {
        each.slug: Hands(_say(each.filled_by, names), _say(each.verified_by, names)) for each in registers
    }


def _say(keys: Iterable[str], names: Mapping[str, str]) -> str:
    return "、".join(str(names[key]) for key in keys if key in names) or "未设定的单位"
