"""办学条件达标 — a school against the national standard in a year, line by line."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from typing import Any

from django.db.models import QuerySet

from gaodi.decisions.feeds.feed import Fed, Feed
from gaodi.decisions.feeds.gathering import notes, rows_about, true_on
from gaodi.ground.models import Post
from gaodi.registers.declaration import REGISTERS
from gaodi.registers.declared.schools import COUNTED_TENURES
from gaodi.registers.models import Subject, SubjectKind
from gaodi.registers.queries.scope import standing, visible_rows
from gaodi.rules.kinds import Plain

YEARLY = (
    *(
        "students",
        "land_area",
        "land_tenure",
        "building_area",
        "building_tenure",
        "teachers",
        "equipment_value",
    ),
    *("books", "dual_teachers", "major_teachers"),
)
OF_SCHOOL = ("kind", "opened_year", "attached_class_only")
TENURES = {"land_area": "land_tenure", "building_area": "building_tenure"}
AREAS = {"land_area": "用地", "building_area": "校舍"}


def gather(school: Subject, asked: str, by: Post) -> Fed:
    """The facts of the school year that begins in a year, and what kind of school it was then."""
    year = next((row for row in rows_about("school-years", school, by) if row.period == asked), None)
    if year is None:
        return Fed((), nothing=f"{asked}学年的学校年度情况还没有已核定的记录，请先填报")
    of_school = true_on(rows_about("schools", school, by), year.valid_from)
    read = [
        *notes("school-years", [year], YEARLY),
        *notes("schools", [of_school] if of_school else [], OF_SCHOOL),
    ]
    return Fed([_facts(school.shown, year, of_school)], read, to_judge=[*_to_judge(year)])


def _facts(code: str, year: Any, of_school: Any) -> dict[str, Plain]:
    return {
        "school_code": code,
        "year": year.valid_from.year,
        **{name: getattr(of_school, name, None) for name in OF_SCHOOL},
        **{name: getattr(year, name) for name in YEARLY if name not in TENURES.values()},
        **{area: _counted(year, area) for area in TENURES},
    }


def facts_of_years(school: Subject, by: Post) -> list[dict[str, Plain]]:
    """The facts of all school years of a school, the earliest first."""
    schools = rows_about("schools", school, by)
    return [
        _facts(school.shown, year, true_on(schools, year.valid_from))
        for year in rows_about("school-years", school, by)
    ]


def facts_of_schools(asked: str, by: Post) -> dict[int, dict[str, Plain]]:
    """The facts of all schools that the post may see in a school year, by school: two questions.

    A school that stood then and reported nothing is there too, with nothing known of its year.
    """
    years = _by_school(standing(visible_rows(REGISTERS["school-years"], by)).filter(period=asked))
    schools = _by_school(standing(visible_rows(REGISTERS["schools"], by)))
    day = date(int(asked[:4]), 9, 1)
    found = {
        pk: _facts(rows[-1].subject.shown, rows[-1], true_on(schools.get(pk, ()), day))
        for pk, rows in years.items()
    }
    silent = {pk: true_on(rows, day) for pk, rows in schools.items() if pk not in found}
    return found | {pk: _unreported(row, day) for pk, row in silent.items() if row is not None}


def _unreported(of_school: Any, day: date) -> dict[str, Plain]:
    nothing = dict.fromkeys(name for name in YEARLY if name not in TENURES.values())
    known = {name: getattr(of_school, name) for name in OF_SCHOOL}
    return {"school_code": of_school.subject.shown, "year": day.year, **known, **nothing}


def _by_school(rows: QuerySet[Any]) -> dict[int, list[Any]]:
    """Rows by the school they are about; of several for one, what the school itself reported comes last."""
    found: dict[int, list[Any]] = {}
    for row in sorted(rows.order_by("valid_from", "pk"), key=lambda row: row.unit_id == row.subject.unit_id):
        found.setdefault(row.subject.same_as_id or row.subject_id, []).append(row)
    return found


def _counted(year: Any, area: str) -> Any:
    """An area as the standard counts it: what is owned or used alone [D]; unknown where nobody said."""
    tenure = getattr(year, TENURES[area])
    if tenure is None:
        return None
    return getattr(year, area) if tenure in COUNTED_TENURES else 0


def _to_judge(year: Any) -> Iterator[str]:
    for area, what in AREAS.items():
        tenure = getattr(year, TENURES[area])
        if tenure is None:
            yield f"{what}权属没有填，{what}面积算不出来"
        elif tenure not in COUNTED_TENURES:
            yield f"{what}是租用或共用的，暂不计入；能不能计入，附件注释未见，须人工认定"


def say(outcomes: Sequence[Mapping[str, Any]]) -> str:
    """Whether the school meets the standard, and how many lines it misses."""
    steps = outcomes[-1]["steps"]
    compliant = next(step for step in steps if step["name"] == "compliant")
    failed = [step for step in steps if step["name"].endswith("_pass") and step["value"] == "false"]
    if compliant["state"] == "not_applicable":
        return "不在达标范围"
    if compliant["value"] == "true":
        return "九项全部达标"
    if failed:
        return f"有 {len(failed)} 项没有达标"
    return "还算不出来：缺" + "、".join(outcomes[-1]["missing"][:3])


STANDARD = Feed(
    slug="school-standard",
    label="办学条件达标",
    book="school_standard",
    kind=SubjectKind.SCHOOL,
    rhythm="school_year",
    side="standard",
    registers=("school-years", "schools"),
    gather=gather,
    say=say,
)
