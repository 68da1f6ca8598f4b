"""How a unit's rows of a register stand, and what to do next: one line of the index and of the desk."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from itertools import groupby

from django.urls import reverse

from gaodi.registers.declaration import Register
from gaodi.registers.models import State
from gaodi.registers.queries.tallies import Tally
from gaodi.registers.wording import Hands

# What a school or a firm is first asked for stands first; a group that is not named here comes after these.
GROUPS = (
    "学校",
    "教师",
    "企业",
    "校企合作",
    "基地",
    "产教融合型企业",
    "培训",
    "证书",
    "人才",
    "职业体验",
    "校办企业",
    "经费",
    "同等待遇",
)


@dataclass(frozen=True, slots=True)
class Line:
    """A register: how one's unit's rows stand (None where it fills none), what waits for one, the next step."""

    register: Register
    tally: Tally | None
    waiting: int | None = None
    hands: Hands | None = None

    @property
    def is_due(self) -> bool:
        """Whether somebody has to act: rows to verify, rows that came back, rows not handed in."""
        mine = self.tally is not None and (self.tally.returned or self.tally.draft)
        return bool(self.waiting or mine)

    @property
    def step(self) -> tuple[str, str]:
        """What to do next, and where."""
        rows = reverse("register", args=[self.register.slug])
        if self.waiting:
            return f"审核{self.waiting}条", reverse("register_queue", args=[self.register.slug])
        if self.tally is None:
            return "查看", rows
        if self.tally.returned:
            return f"修改{self.tally.returned}条", f"{rows}?state={State.RETURNED}"
        if self.tally.draft:
            return f"报送{self.tally.draft}条草稿", f"{rows}?state={State.DRAFT}"
        return "填报", reverse("register_add", args=[self.register.slug])

    @property
    def says(self) -> str:
        """退回1条，草稿2条，待审核4条，已核定105条."""
        if self.tally is None:
            return ""
        tally = self.tally
        counts = ((tally.returned, "退回"), (tally.draft, "草稿"), (tally.submitted, "待审核"))
        said = [f"{word}{count:,}条" for count, word in (*counts, (tally.verified, "已核定")) if count]
        return "，".join(said) or "还没有填报"


def grouped(lines: Iterable[Line]) -> list[tuple[str, list[Line]]]:
    """By the groups of the index."""
    ordered = sorted(lines, key=lambda line: place(line.register.group))
    return [(group, list(each)) for group, each in groupby(ordered, lambda line: line.register.group)]


def place(group: str) -> tuple[int, str]:
    """Where a group stands among the others."""
    return (GROUPS.index(group), "") if group in GROUPS else (len(GROUPS), group)
