"""Nouns of the ground: people, units, the calendar, files, audit, jobs."""

from gaodi.ground.models.audit import AuditRow
from gaodi.ground.models.calendar import CalendarDay
from gaodi.ground.models.files import Evidence, StoredFile
from gaodi.ground.models.jobs import Job, JobState
from gaodi.ground.models.people import Account, Post, Role
from gaodi.ground.models.units import District, Unit, UnitAlias, UnitKind, UnitName

__all__ = [
    "Account",
    "AuditRow",
    "CalendarDay",
    "District",
    "Evidence",
    "Job",
    "JobState",
    "Post",
    "Role",
    "StoredFile",
    "Unit",
    "UnitAlias",
    "UnitKind",
    "UnitName",
]
