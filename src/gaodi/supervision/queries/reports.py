"""What lies on the table when somebody reports or verifies: the standing draft, the last report, the proofs."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Any

from gaodi.bedrock.periods import say_day
from gaodi.ground.models import Evidence
from gaodi.supervision.models import Commitment, Duty, Report, ReportState, Task


@dataclass(frozen=True, slots=True)
class Desk:
    """A duty with its reports: the open one, the last that came back, the last that was accepted."""

    duty: Duty
    current: Report | None
    returned: Report | None
    accepted: Report | None
    attached: list[Evidence]

    @property
    def commitment(self) -> Commitment:
        return self.duty.commitment

    @property
    def task(self) -> Task:
        return self.duty.commitment.task

    @property
    def counts(self) -> bool:
        """Whether a figure is asked for: only where the paper gives one."""
        return self.commitment.target_value is not None

    @property
    def last(self) -> str:
        """The figure that was last found true, for comparing: 上次审核：7个专业（2023年7月14日）."""
        commitment = self.commitment
        if commitment.last_value is None or commitment.last_accepted_on is None:
            return "上次审核：还没有"
        value = f"{commitment.last_value.normalize():f}{commitment.target_unit}"
        return f"上次审核：{value}（{say_day(commitment.last_accepted_on)}）"

    @property
    def submitted(self) -> bool:
        return self.current is not None and self.current.state == ReportState.SUBMITTED

    @property
    def proofs(self) -> list[tuple[Evidence, str]]:
        """What is attached, each with how its own date lies to the commitment's dates."""
        return [(each, _lies(each.dated_on, self.commitment)) for each in self.attached]

    @property
    def title(self) -> str:
        return "修改后重报" if self.returned and not self.submitted else "填报"

    @property
    def initial(self) -> dict[str, Any]:
        """What the form starts with: the draft, else what came back; a new report begins with the last figure."""
        said = self.current or self.returned
        if said is None:
            value = self.accepted.value if self.accepted else None
            return {"text": "", "value": value, "claims_met": False, "seen": None}
        seen = self.current.revision if self.current else None
        return {"text": said.text, "value": said.value, "claims_met": said.claims_met, "seen": seen}


def desk_of(duty: Duty) -> Desk:
    """The reports of one's own duty as they stand now."""
    reports = list(
        Report.objects.filter(duty=duty)
        .select_related("reported_by__account", "verified_by__account", "verified_by__unit")
        .prefetch_related("evidence__file")
        .order_by("-reported_at", "-pk")
    )
    current = next((r for r in reports if r.state in (ReportState.DRAFT, ReportState.SUBMITTED)), None)
    judged = [r for r in reports if r.state in (ReportState.ACCEPTED, ReportState.RETURNED)]
    returned = judged[0] if judged and judged[0].state == ReportState.RETURNED else None
    accepted = next((r for r in judged if r.state == ReportState.ACCEPTED), None)
    attached = current or returned
    return Desk(duty, current, returned, accepted, list(attached.evidence.all()) if attached else [])


def late_proofs(report: Report) -> list[tuple[Evidence, str]]:
    """The evidence of a report, each with how its own date lies to the commitment's dates."""
    commitment = report.duty.commitment
    return [(each, _lies(each.dated_on, commitment)) for each in report.evidence.all()]


def _lies(day: date, commitment: Commitment) -> str:
    if commitment.begins and day < commitment.begins:
        return "早于开始日期"
    if commitment.due and day > commitment.due:
        return "晚于时限"
    return "在时限以内" if commitment.due else ""
