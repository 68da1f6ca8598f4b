"""Nouns of supervision: the list and its editions, commitments and duties, reports, drafts."""

from gaodi.supervision.models.commitments import (
    Closure,
    Commitment,
    CommitmentKind,
    Direction,
    DueBasis,
    Duty,
    DutyRole,
    Rhythm,
    Strength,
    Urge,
)
from gaodi.supervision.models.drafts import Draft, DraftState
from gaodi.supervision.models.lists import BodyRole, Edition, NamedBody, OpenEnd, Task, TaskList, TaskText
from gaodi.supervision.models.reports import Report, ReportState

__all__ = [
    "BodyRole",
    "Closure",
    "Commitment",
    "CommitmentKind",
    "Direction",
    "Draft",
    "DraftState",
    "DueBasis",
    "Duty",
    "DutyRole",
    "Edition",
    "NamedBody",
    "OpenEnd",
    "Report",
    "ReportState",
    "Rhythm",
    "Strength",
    "Task",
    "TaskList",
    "TaskText",
    "Urge",
]
