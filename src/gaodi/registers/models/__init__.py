"""Models of the registers: what all have in common, then the index, one line a register."""

from gaodi.registers.models.batches import Batch, BatchState, Export, Proof
from gaodi.registers.models.facts import FOREVER, Fact, State
from gaodi.registers.models.locks import LiftedValue, PeriodLock, Stamp
from gaodi.registers.models.subjects import Subject, SubjectKind

# isort: split
from gaodi.registers.declared import (  # noqa: F401  what is imported here is a register
    apprentices,
    bases,
    budget,
    centres,
    certificates,
    cooperation,
    craftsmen,
    enterprises,
    equal_treatment,
    graduate_outcomes,
    ie_enterprises,
    intern_posts,
    internships,
    majors,
    one_plus_x,
    recommendations,
    researchers,
    school_enterprises,
    schools,
    staff_exchanges,
    staff_training,
    students,
    tax_periods,
    teacher_practices,
    teachers,
    training,
)

__all__ = [
    "FOREVER",
    "Batch",
    "BatchState",
    "Export",
    "Fact",
    "LiftedValue",
    "PeriodLock",
    "Proof",
    "Stamp",
    "State",
    "Subject",
    "SubjectKind",
]
