"""双师型教师占比 — accredited teachers among a school's full-time teachers of a profession, beside both targets."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any

from gaodi.bedrock import clock
from gaodi.decisions.feeds.feed import Fed, Feed
from gaodi.decisions.feeds.of_people import nameless, people_on, person_of
from gaodi.ground.models import Post
from gaodi.registers.declared.teachers import DualBasis, DualLevel, Employment, Ethics
from gaodi.registers.models import Subject, SubjectKind
from gaodi.rules.kinds import Plain

READ = ("kind", "employment", "dual_level", "dual_on", "dual_basis", "ethics", "ethics_passed_until")
EMPLOYMENTS = {
    Employment.ESTABLISHED: "staff",
    Employment.CONTRACT: "contract",
    Employment.PART_TIME: "part_time",
}
LEVELS = {
    DualLevel.NONE: "none",
    DualLevel.JUNIOR: "junior",
    DualLevel.MIDDLE: "intermediate",
    DualLevel.SENIOR: "senior",
}
BASES = {DualBasis.NATIONAL: "national", DualBasis.PROVINCE: "provincial", DualBasis.SCHOOL: "school"}


def gather(school: Subject, asked: str, by: Post) -> Fed:
    """The teachers at the end of the year in which the school year began; today's, while it has not come."""
    year = int(asked[:4])
    day = min(date(year, 12, 31), clock.today())
    teachers = list(people_on("teachers", school, day, by).values()) if school.unit_id else []
    if not teachers:
        return Fed((), nothing="教师台账还没有已核定的记录，请先填报")
    rows = [_row(teacher, school, year, day) for teacher in teachers]
    return Fed(rows, [*nameless("teachers", teachers, READ)])


def _row(teacher: Any, school: Subject, year: int, day: date) -> dict[str, Plain]:
    return {
        "teacher": str(person_of(teacher)),
        "school_code": school.shown,
        "year": year,
        "type": teacher.kind,
        "employment": EMPLOYMENTS.get(teacher.employment),
        "level": LEVELS.get(teacher.dual_level),
        "basis": BASES.get(teacher.dual_basis),
        "accredited_on": teacher.dual_on,
        "ethics_passed": _passed(teacher, day),
    }


def _passed(teacher: Any, day: date) -> bool | None:
    """Whether 师德 was found in order; unknown where the finding has run out [D]."""
    if teacher.ethics == Ethics.FAILED:
        return False
    until = teacher.ethics_passed_until
    if until is not None:
        return True if until >= day else None
    return True if teacher.ethics == Ethics.PASSED else None


def say(outcomes: Sequence[Mapping[str, Any]]) -> str:
    """The share, and how many are wanting to each target."""
    steps = {step["name"]: step for step in outcomes[-1]["steps"]}
    if steps["share"]["state"] == "unknown":
        return "还算不出来：缺" + "、".join(outcomes[-1]["missing"][:3])
    if steps["share"]["state"] == "not_applicable":
        return "没有专任专业课教师，不算占比"
    lacks = [
        f"{label}还差 {steps[f'{name}_gap']['said']}" if steps[f"{name}_state"]["value"] == "not_met" else ""
        for name, label in (("least", "到设置标准"), ("half", "到2022年目标"))
    ]
    return "，".join([f"占 {steps['share']['said']}", *filter(None, lacks)])


DUAL = Feed(
    slug="dual-qualified",
    label="双师型教师占比",
    book="dual_qualified",
    kind=SubjectKind.SCHOOL,
    rhythm="school_year",
    side="standard",
    registers=("teachers",),
    gather=gather,
    say=say,
)
