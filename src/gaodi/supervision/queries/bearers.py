"""谁的事: the units of a task, what each has received, how long it is silent, and whether it may be urged."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from gaodi.bedrock import clock
from gaodi.bedrock.periods import WorkCalendar
from gaodi.ground.distances import say_since
from gaodi.ground.models import Post, Role, Unit
from gaodi.supervision.actions.commitments import why_not_urge
from gaodi.supervision.models import Commitment, Duty, DutyRole, Report, ReportState

SAYS = {DutyRole.CONSOLIDATOR: "牵头、汇总", DutyRole.LEAD: "牵头", DutyRole.RESPONSIBLE: "责任"}


@dataclass(frozen=True, slots=True)
class Bearer:
    """A unit in a task. ``silent`` is the duty it is silent about; ``why_not`` stands in place of the button."""

    unit: Unit
    role: str
    state: str
    since: str
    silent: Duty | None
    may_urge: bool
    why_not: str


def bearers(
    commitments: Sequence[Commitment], latest: dict[int, Report], by: Post, calendar: WorkCalendar
) -> list[Bearer]:
    """The units in the order of the paper: consolidator, leads, responsible units."""
    borne: dict[Unit, list[Duty]] = {}
    for commitment in commitments:
        for duty in commitment.duties.all():
            if duty.ended_on is None:
                duty.commitment = commitment  # as loaded above, so that asking for it asks nothing
                borne.setdefault(duty.unit, []).append(duty)
    found = [_bearer(unit, duties, latest, by, calendar) for unit, duties in borne.items()]
    order = list(SAYS.values())
    return sorted(found, key=lambda bearer: order.index(bearer.role))


def _bearer(
    unit: Unit, duties: list[Duty], latest: dict[int, Report], by: Post, calendar: WorkCalendar
) -> Bearer:
    today = clock.today()
    silent, state, since = _silence(duties, latest, today)
    may = silent is not None and may_urge(silent, by)
    return Bearer(
        unit=unit,
        role=next(SAYS[DutyRole(role)] for role in SAYS if any(duty.role == role for duty in duties)),
        state=state,
        since=say_since(calendar, today, since) if since else "",
        silent=silent,
        may_urge=may,
        why_not=why_not_urge(silent, today, calendar) if may and silent else "",
    )


def _silence(
    duties: list[Duty], latest: dict[int, Report], today: date
) -> tuple[Duty | None, str, date | None]:
    """What a unit has not answered, in words, and since when."""
    issued = [duty for duty in duties if duty.issued_at]
    if not issued:
        return None, "未交办", None
    unreceived = [duty for duty in issued if duty.received_at is None]
    if unreceived:
        word = "未签收" if len(unreceived) == len(issued) else f"{len(unreceived)}条未签收"
        first = min(unreceived, key=lambda duty: duty.issued_at or clock.now())
        assert first.issued_at is not None
        return first, word, first.issued_at.astimezone(clock.ZONE).date()
    late = [(asked, duty) for duty in issued if (asked := _asked(duty, latest, today))]
    if late:
        asked, duty = min(late, key=lambda pair: pair[0])
        return duty, "应报未报", asked
    return None, "已签收", None


def _asked(duty: Duty, latest: dict[int, Report], today: date) -> date | None:
    """Since when the owner should have reported; nothing while its head still has to look at the report."""
    commitment = duty.commitment
    if duty.unit_id != commitment.owner_id or commitment.met_on:
        return None
    report = latest.get(duty.pk)
    if report and report.state == ReportState.SUBMITTED:
        return None
    asked = [day for day in (commitment.next_report_on, commitment.due) if day and day < today]
    return min(asked, default=None)


def may_urge(duty: Duty, by: Post) -> bool:
    """A supervisor of the district urges anyone; the owner's people urge the other units of their commitment."""
    if by.role == Role.SUPERVISOR:
        return by.unit.district_id == duty.commitment.task.task_list.district_id
    owner = duty.commitment.owner_id
    return by.role in (Role.CLERK, Role.HEAD) and by.unit_id == owner != duty.unit_id
