"""A cell for leads and others alike, parted as its head is: 牵头单位/配合单位 over 县教育局/县财政局、县水利局."""

from __future__ import annotations

import re

from gaodi.reading.collectives import is_collective
from gaodi.reading.heads import Role
from gaodi.reading.names import is_complete, top_level
from gaodi.reading.passages import Passage

SLASHES, STOPS = "/／", "；;"
IN_BRACKET = re.compile(r"([^（(]+)[（(]([^（()）]+)[）)]\s*(等?)")
LIST = re.compile(r"[、，,；;\s]+")


def parted(passage: Passage, sign: str) -> list[tuple[Role, Passage]]:
    """The leads and the others of a cell whose head parts them by ``sign``; all in one where the cell does not."""
    bracket = IN_BRACKET.fullmatch(passage.text)
    if sign == "(" and bracket and all(map(is_name, filter(None, LIST.split(bracket[2])))):
        others = passage.cut(*bracket.span(2)) + passage.cut(*bracket.span(3))
        return [(Role.LEAD, passage.cut(*bracket.span(1))), (Role.ASSIST, others)]
    for signs in (SLASHES, STOPS, "\n"):
        place = next(top_level(passage.text, signs), None)
        if place is not None and is_name(LIST.split(passage.text[:place].strip())[-1]):
            return [(Role.LEAD, passage.cut(0, place)), (Role.ASSIST, passage.cut(place + 1))]
    alone = sign != "、" and not LIST.search(passage.text.strip())
    return [(Role.LEAD if alone or sign == "(" else Role.BODIES, passage)]


def is_name(text: str) -> bool:
    return is_complete(text) or is_collective(text)
