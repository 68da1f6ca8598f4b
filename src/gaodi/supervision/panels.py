"""What supervision shows on pages of the ground: what a unit bears, and an auditor's lists."""

from __future__ import annotations

from datetime import date

from gaodi.bedrock import clock
from gaodi.ground.models import Post, Role, Unit
from gaodi.ground.registry import Panel, desk_panels, unit_panels
from gaodi.supervision import lights
from gaodi.supervision.models import Commitment
from gaodi.supervision.queries.lists import overview
from gaodi.supervision.queries.scope import visible_commitments, visible_duties, visible_lists

WATCHED = 5  # lists; the rest is read on the page of the lists
SHOWN = 20  # more than that is read in the list, filtered by the unit


@desk_panels("supervision.lists")
def watched(by: Post) -> Panel | None:
    """How the lists stand, for who looks at all of them and has no part in any."""
    if by.role != Role.AUDITOR:
        return None
    shown = [(each, overview(each, by)) for each in visible_lists(by)[:WATCHED]]
    return Panel("任务清单", "supervision/lists_table.html", {"lists": shown}) if shown else None


@unit_panels("supervision.duties")
def borne(by: Post, unit: Unit) -> Panel | None:
    """承担的任务, as far as one may see the lists they stand in."""
    duties = {duty.commitment_id: duty for duty in visible_duties(by).filter(unit=unit, ended_on=None)}
    commitments = lights.with_light(visible_commitments(by).filter(pk__in=duties), clock.today())
    found = sorted(commitments, key=_pressing)
    if not found:
        return None
    shown = [(each, duties[each.pk]) for each in found[:SHOWN]]
    lists = {each.task.task_list.slug: each.task.task_list for each in found}
    context = {"duties": shown, "more": len(found) - len(shown), "lists": list(lists.values())}
    closed = sum(each.closed_on is not None for each in found)
    return Panel(
        "承担的任务", "supervision/unit_duties.html", context, f"共{len(found)}条承诺，已销号{closed}条"
    )


def _pressing(commitment: Commitment) -> tuple[int, date, int, int]:
    urgency: int = commitment.urgency  # type: ignore[attr-defined]
    return urgency, commitment.due or date.max, commitment.task.order, commitment.order
