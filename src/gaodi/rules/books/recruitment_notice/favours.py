"""照顾技能 — what the circular wants or allows: technician classes, prize winners, a degree lowered for a grade."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from .sentences import Piece
from .wording import compiled

GRADE = r"(?:初级工|中级工|高级工|技师|职业技能等级|职业资格|技能等级)"
FAVOURS = (
    (
        "technician_classes",
        compiled(
            r"(?:预备技师|技师\)?班|高级工班)[^，,;]{0,24}(?:可|均可|同等|视同|按)[^，,;]{0,12}(?:报[考名]|应聘|对待|学历)"
        ),
        "允许技工院校毕业生按规定学历报考，符合规定。",
    ),
    (
        "direct_assessment",
        compiled(
            r"(?:世界技能大赛|全国技能大赛|技能(?:大赛|竞赛)|国家队)[^;]{0,40}(?:直接考[察核]|直接(?:聘用|录用))|可采取直接考察"
        ),
        "技能竞赛获奖人员直接考察聘用，符合规定。",
    ),
    (
        "skill_lowers_degree",
        compiled(rf"{GRADE}[^;]{{0,24}}学历(?:可|可以)?(?:适当)?(?:放宽|降低|不限|不受|不作)"),
        "按技能等级放宽学历，符合规定。",
    ),
)


def favours(pieces: Sequence[Piece]) -> Iterator[tuple[Piece, str, str]]:
    """The clauses that favour skill, with the wording of the circular they follow and what to say of them."""
    for piece in pieces:
        last = "".join(piece.before[-1:])
        for name, pattern, why in FAVOURS:
            is_carried_on = not pattern.search(last) and pattern.search(f"{last}，{piece.plain}")
            if pattern.search(piece.plain) or is_carried_on:
                yield piece, name, why
                break
