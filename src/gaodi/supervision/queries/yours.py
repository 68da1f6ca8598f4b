"""What one's own unit has to do in a task: whoever opens the page asks that first."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

from gaodi.ground.models import Post, Role
from gaodi.supervision.models import Commitment, Duty, DutyRole

OWNS, LEADS, HELPS = "主责", "共同牵头", "配合"


@dataclass(frozen=True, slots=True)
class Part:
    """A commitment with the duty of one's own unit, and as what the unit bears it."""

    commitment: Commitment
    duty: Duty

    @property
    def word(self) -> str:
        if self.duty.unit_id == self.commitment.owner_id:
            return OWNS
        return HELPS if self.duty.role == DutyRole.RESPONSIBLE else LEADS


def parts_of_unit(commitments: Sequence[Commitment], by: Post) -> dict[int, Part]:
    """By commitment the part of one's own unit, as loaded with the commitments; only what has been given out."""
    return {
        commitment.pk: Part(commitment, duty)
        for commitment in commitments
        for duty in commitment.duties.all()
        if duty.unit_id == by.unit_id and duty.issued_at and duty.ended_on is None
    }


def yours(parts: Sequence[Part], by: Post) -> str:
    """本单位主责1条、配合2条。…… Empty for a post whose unit bears nothing, or that does not handle business."""
    if not parts or by.role not in (Role.CLERK, Role.HEAD):
        return ""
    counted = Counter(part.word for part in parts)
    count = "、".join(f"{word}{counted[word]}条" for word in (OWNS, LEADS, HELPS) if counted[word])
    return f"本单位{count}。{_others([part for part in parts if part.word != OWNS], by)}"


def _others(parts: Sequence[Part], by: Post) -> str:
    """To whom one's unit reports of what it does not own."""
    running = [part for part in parts if part.commitment.closed_on is None]
    if not running:
        return "其中由别的单位主责的都已销号，不用再办。" if parts else ""
    owners = "、".join(dict.fromkeys(part.commitment.owner.name for part in running))
    first = "先签收；" if any(part.duty.received_at is None for part in running) else ""
    how = "点那一条的“填报”" if by.role == Role.CLERK else "由经办人填报"
    return f"由{owners}主责的，{first}本单位做成了什么，{how}，由主责单位负责人审核。"
