"""教师企业实践 — how many of a school's teachers of a profession have their six months in five years on a day."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from decimal import Decimal
from typing import Any

from gaodi.bedrock.money import half_up
from gaodi.decisions.feeds.feed import Fed, Feed
from gaodi.decisions.feeds.of_people import nameless, people_on, person_of, rows_of
from gaodi.ground.models import Post
from gaodi.ground.models.people import OPEN_END
from gaodi.registers.declared.teacher_practices import PracticeForm
from gaodi.registers.declared.teachers import Employment, TeacherKind
from gaodi.registers.models import Subject, SubjectKind
from gaodi.rules.kinds import Plain

OF_TEACHER = ("kind", "employment", "joined_on")
OF_STAY = ("valid_from", "valid_to", "off_duty", "form", "is_confirmed")


def gather(school: Subject, asked: str, by: Post) -> Fed:
    """Each full-time teacher of a profession on the day, with every stay that a firm confirmed."""
    if not school.unit_id:
        return Fed((), nothing="教师台账还没有已核定的记录，请先填报")
    day = date.fromisoformat(asked)
    teachers = {pk: row for pk, row in people_on("teachers", school, day, by).items() if _is_asked(row)}
    if not teachers:
        return Fed((), nothing="教师台账还没有已核定的专任专业课教师，请先填报")
    stays = [stay for stay in rows_of("teacher-practices", school, by) if person_of(stay) in teachers]
    counted = [stay for stay in stays if stay.is_confirmed and stay.form != PracticeForm.VISIT]
    read = [
        *nameless("teachers", teachers.values(), OF_TEACHER),
        *nameless("teacher-practices", stays, OF_STAY),
    ]
    return Fed(_rows(teachers, counted), read, on=day, to_judge=[*_to_judge(stays)])


def _is_asked(teacher: Any) -> bool:
    """Whether months are asked: of who is employed full time [D], and teaches a profession as far as one knows."""
    return bool(teacher.employment != Employment.PART_TIME and teacher.kind != TeacherKind.GENERAL)


def _rows(teachers: Mapping[int, Any], stays: Sequence[Any]) -> list[dict[str, Plain]]:
    """A row a stay, or one without a stay. What is not known comes last: the last row's state is the decision's."""
    of: dict[int, list[Any]] = {pk: [] for pk in teachers}
    for stay in stays:
        of[person_of(stay)].append(stay)
    in_order = sorted(teachers, key=lambda pk: (_lacks(teachers[pk], of[pk]), *_name(teachers[pk])))
    return [_row(teachers[pk], stay) for pk in in_order for stay in (of[pk] or [None])]


def _lacks(teacher: Any, stays: Sequence[Any]) -> bool:
    return bool(teacher.kind is None or any(stay.off_duty is None for stay in stays))


def _name(teacher: Any) -> tuple[str, int]:
    return teacher.sound, teacher.pk


def _row(teacher: Any, stay: Any) -> dict[str, Plain]:
    until = getattr(stay, "valid_to", None)
    return {
        "teacher": str(person_of(teacher)),
        "kind": teacher.kind,
        "joined": teacher.joined_on,
        "from": getattr(stay, "valid_from", None),
        "to": None if until == OPEN_END else until,
        "off_duty": getattr(stay, "off_duty", None),
    }


def _to_judge(stays: Sequence[Any]) -> Iterator[str]:
    """What the book has no column for: a firm's word, and whether somebody only looked on [D]."""
    unconfirmed = sum(not stay.is_confirmed for stay in stays)
    visits = sum(bool(stay.is_confirmed) and stay.form == PracticeForm.VISIT for stay in stays)
    if unconfirmed:
        yield f"{unconfirmed} 段实践没有企业证明，没有计入"
    if visits:
        yield f"{visits} 段实践的形式是观摩，没有计入月数"


def states(outcomes: Sequence[Mapping[str, Any]]) -> Counter[str]:
    """How many teachers there are in each state."""
    found = (next(step for step in each["steps"] if step["name"] == "state") for each in outcomes)
    return Counter(str(step["value"]) for step in found)


def say(outcomes: Sequence[Mapping[str, Any]]) -> str:
    """How many of how many have their months."""
    found = states(outcomes)
    met, asked, unknown = found["met"], found["met"] + found["not_met"], found["unknown"]
    if unknown:
        return f"{asked + unknown} 人有月数要求，达到的 {met} 人，还算不出来的 {unknown} 人"
    if not asked:
        return "没有教师有月数要求"
    return f"{asked} 人有月数要求，达到的 {met} 人，占 {half_up(Decimal(met) * 100 / asked)}%"


PRACTICE = Feed(
    slug="teacher-practice",
    label="教师企业实践",
    book="teacher_practice",
    kind=SubjectKind.SCHOOL,
    rhythm="day",
    side="standard",
    registers=("teachers", "teacher-practices"),
    gather=gather,
    say=say,
)
