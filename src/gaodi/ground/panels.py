"""What the ground shows on the desk of those who keep people and units, and of those who read the audit."""

from __future__ import annotations

from gaodi.ground.models import Post, Role
from gaodi.ground.queries.watching import LATELY, kept_by, watched_by
from gaodi.ground.registry import Panel, desk_panels


@desk_panels("ground.audit")
def lately(by: Post) -> Panel | None:
    """How much was recorded lately, and what of it was refused."""
    if by.role != Role.AUDITOR:
        return None
    return Panel(f"近{LATELY}天的办理记录", "ground/desk_audit.html", {"watched": watched_by(by)})


@desk_panels("ground.people")
def unfinished(by: Post) -> Panel | None:
    """Accounts and units that are not ready for work yet."""
    if by.role != Role.ADMIN:
        return None
    return Panel("人员和单位", "ground/desk_people.html", {"kept": kept_by(by)}, "还没有安排好的")
