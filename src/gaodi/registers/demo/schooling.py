"""The three schools of the demonstration: themselves, majors, years, teachers and the teachers' stays in firms."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta
from typing import Any

from gaodi.registers.demo.cast import Firm
from gaodi.registers.demo.making import HandedIn, Person, Row, World

YEARS = (2021, 2022, 2023)
ENROLLING = 4  # so many majors of a school enrol
EMPLOYMENTS = {"在编": 85, "合同": 15}
TITLES = {("高级讲师", "高级"): 26, ("讲师", "中级"): 46, ("助理讲师", "初级"): 28}
DEGREES = {"本科": 72, "硕士研究生": 22, "大专": 6}
DUAL_LEVELS = {"初级": 40, "中级": 46, "高级": 14}
DUAL_BY = ((64, 2021), (78, 2022), (83, 2023))  # so many of the three schools were recognised by that year
ENOUGH, THIS_YEAR = 101, 64  # teachers with half a year in firms within five years; those who went in 2023
ENTERPRISE_TEACHERS = 31
FORMS = {"兼职任职": 6, "培训": 3, "研发": 1}


@dataclass
class School:
    """A school with the people it was given."""

    plan: dict[str, Any]
    uscc: str
    majors: list[dict[str, Any]]
    teachers: list[tuple[Person, dict[str, Any]]] = field(default_factory=list)
    students: list[tuple[Person, dict[str, Any]]] = field(default_factory=list)
    graduates: list[Person] = field(default_factory=list)  # of 2023

    @property
    def key(self) -> str:
        return str(self.plan["key"])

    @property
    def code(self) -> str:
        return str(self.plan["code"])

    @property
    def short(self) -> str:
        return str(self.plan["short"])

    @property
    def enrolling(self) -> list[dict[str, Any]]:
        return self.majors[:ENROLLING]

    @property
    def professional(self) -> list[tuple[Person, dict[str, Any]]]:
        """Full-time teachers of majors."""
        return [pair for pair in self.teachers if pair[1]["kind"] == "专业课" and not is_part_time(pair[1])]


def is_part_time(row: Row) -> bool:
    return bool(row["employment"] == "兼职")


def schools_of(world: World, firms: Sequence[Firm]) -> list[School]:
    """The schools with their majors and teachers."""
    known = {major["code"]: major for major in world.plan["majors"]}
    schools = []
    for plan in world.plan["schools"]:
        majors = [known[code] for code in plan["majors"]]
        school = School(plan, world.credit_code(plan["uscc_no"]), majors)
        school.teachers = _teachers(world, school)
        schools.append(school)
    _recognise(world, schools)
    _from_firms(world, schools, firms)
    return schools


# ------------------------------------------------------------------ teachers


def _teachers(world: World, school: School) -> list[tuple[Person, dict[str, Any]]]:
    """As many of each kind as the plan says; of 2022 came teachers of majors, of 2023 others."""
    plan = school.plan["teachers"]
    kinds = [("专业课", False)] * plan["major"] + [("公共课", False)] * plan["general"]
    kinds += [("专业课", True)] * plan["part"]
    made = [teacher(world, school, kind, part_time=part) for kind, part in kinds]
    major, general = school.plan["joined"][2022], school.plan["joined"][2023]
    for newcomers, year in ((made[:major], 2022), (made[plan["major"] :][:general], 2023)):
        for _, row in newcomers:
            row |= {"valid_from": date(year, 8, 28), "joined_on": date(year, 8, 28)}
    if school.key == "wanghai":  # a few cells that nobody filled in
        for _, row in made[-5:]:
            row["title_level"] = row["dual_level"] = ""
    return made


def teacher(
    world: World, school: School, kind: str, *, part_time: bool = False
) -> tuple[Person, dict[str, Any]]:
    person = world.person(1966, 1997, among=school.key)
    title, level = world.weighted(TITLES)
    since = date(min(2020, person.born.year + 23 + world.dice.randrange(6)), 9, 1)
    row = {
        "subject": person.number,
        "label": person.name,
        "valid_from": since,
        "kind": kind,
        "employment": "兼职" if part_time else world.weighted(EMPLOYMENTS),
        "degree": world.weighted(DEGREES),
        "title": title,
        "title_level": level,
        "dual_level": "未认定",
        "joined_on": since,
        "ethics": "合格",
    }
    if kind != "公共课":
        major = world.dice.choice(school.enrolling)
        row |= {"major": major["name"], "major_code": major["code"]}
    return person, row


def _recognise(world: World, schools: Sequence[School]) -> None:
    """Who is 双师型 since when, so that as many are as the schools' reports say."""
    seasoned = [row for school in schools for _, row in school.professional if row["valid_from"].year < 2022]
    world.dice.shuffle(seasoned)
    done = 0
    for total, year in DUAL_BY:
        for row in seasoned[done:total]:
            first = date(2019, 6, 1) if year == 2021 else date(year, 4, 1)
            on = world.day(max(first, row["valid_from"]), date(year, 8, 30))
            basis = "国家标准" if on >= date(2022, 11, 1) else "省级认定"
            level = world.weighted(DUAL_LEVELS)
            row |= {"dual_level": level, "dual_on": on, "dual_by": "威海市教育局", "dual_basis": basis}
        done = total


def _from_firms(world: World, schools: Sequence[School], firms: Sequence[Firm]) -> None:
    part_time = [row for school in schools for _, row in school.teachers if is_part_time(row)]
    for row in part_time[:ENTERPRISE_TEACHERS]:
        row |= {"employer": world.dice.choice(firms).uscc, "hours": world.dice.choice((48, 64, 72, 96))}


# ------------------------------------------------------------------ what they hand in


def handed_in(world: World, schools: Sequence[School], firms: Sequence[Firm]) -> Iterator[HandedIn]:
    """Everything of schools, majors, years, teachers."""
    for school in schools:
        yield HandedIn("schools", school.key, date(2020, 9, 10), [_itself(school)], date(2020, 9, 14))
        yield from _majors(world, school)
        yield from _years(school)
        yield from _staff(school)
    stays = practices(world, schools, firms)
    for school in schools:
        yield HandedIn(
            "teacher-practices", school.key, date(2023, 9, 6), stays[school.key], date(2023, 9, 13)
        )


def _staff(school: School) -> Iterator[HandedIn]:
    """Teachers as of autumn 2021; then each autumn who came and who was recognised as 双师型 since."""
    rows = [row for _, row in school.teachers]
    first = [_not_yet(row) if _told_in(row) > 2021 else row for row in rows if row["valid_from"].year < 2022]
    yield HandedIn("teachers", school.key, date(2021, 9, 13), first, date(2021, 9, 22))
    for year, on in ((2022, date(2022, 9, 20)), (2023, date(2023, 9, 4))):
        told = [row for row in rows if year in {row["valid_from"].year, _told_in(row)}]
        yield HandedIn("teachers", school.key, on, told, on + timedelta(8))


def _told_in(row: Row) -> int:
    """The year in whose sheet a recognition stands."""
    return row["dual_on"].year if row.get("dual_on") and row["dual_on"].year > 2021 else 2021


def _not_yet(row: Row) -> Row:
    return {name: value for name, value in row.items() if not name.startswith("dual")} | {
        "dual_level": "未认定"
    }


def _itself(school: School) -> Row:
    opened = school.plan["opened"]
    kind = {"ordinary": "中等职业学校", "technical": "技工学校"}[school.plan["kind"]]
    return {
        "subject": school.code,
        "label": school.plan["name"],
        "valid_from": opened,
        "uscc": school.uscc,
        "kind": kind,
        "is_public": "是",
        "attached_class_only": "否",
        "is_merged": "否",
        "opened_year": opened.year,
        "address": "威海市环翠区",
    }


def _majors(world: World, school: School) -> Iterator[HandedIn]:
    """What there was in 2021; in 2022 and 2023 what was opened, closed or adjusted to an industry."""
    rows = [major_row(world, school, no, major) for no, major in enumerate(school.majors)]
    first = {"adjusted_on": None, "adjusted_for": None, "valid_to": None}
    old = [row | first for row in rows if row["valid_from"].year < 2022]
    yield HandedIn("majors", school.key, date(2021, 3, 8), old, date(2021, 3, 12))
    changed = [row for row in rows if any(row[name] for name in first) or row["valid_from"].year == 2022]
    for year, on in ((2022, date(2022, 6, 20)), (2023, date(2023, 6, 19))):
        due = [row for row in changed if _changed_on(row).year == year]
        if due:
            yield HandedIn("majors", school.key, on, due, on + timedelta(7))


def _changed_on(row: Row) -> date:
    changed: date = row["adjusted_on"] or row["valid_to"] or row["valid_from"]
    return changed


def major_row(world: World, school: School, no: int, major: dict[str, Any]) -> dict[str, Any]:
    enrols = no < ENROLLING and not major.get("until")
    return {
        "subject": major["code"],
        "label": major["name"],
        "valid_from": major["from"],
        "valid_to": major.get("until") if school.key == "wanghai" else None,
        "catalogue": "2021年版",
        "field": major["field"],
        "years": 3,
        "is_enrolling": "是" if enrols else "否",
        "adjusted_on": major.get("adjusted") if enrols else None,
        "adjusted_for": major.get("adjusted_for") if enrols else None,
        "is_pilot": "是" if major.get("pilot") and enrols else "否",
        "total_hours": 3120,
        "practical_hours": world.dice.choice((1580, 1600, 1640)),
        "general_hours": 1040,
        "elective_hours": 330,
        "internship_months": 6,
    }


def _years(school: School) -> Iterator[HandedIn]:
    """School years; what stood at 望海 for 2022 was a slip, mended half a year later."""
    for year in YEARS:
        row = _year(school, year)
        if school.key == "wanghai" and year == 2022:
            slip = {**row, "students": 1365}
            yield HandedIn("school-years", school.key, date(2022, 10, 11), [slip], date(2022, 10, 18))
            yield HandedIn("school-years", school.key, date(2023, 4, 18), [row], date(2023, 4, 24))
        elif school.key == "shiyan" and year == 2023:  # still waiting, and no value of equipment in it
            yield HandedIn("school-years", school.key, date(2023, 10, 17), [{**row, "equipment_value": None}])
        else:
            yield HandedIn("school-years", school.key, date(year, 10, 11), [row], date(year, 10, 18))


def _year(school: School, year: int) -> dict[str, Any]:
    plan, day = school.plan, date(year, 9, 1)
    here = [row for _, row in school.teachers if row["valid_from"] <= day]
    full_time = [row for row in here if not is_part_time(row)]
    major = [row for row in full_time if row["kind"] != "公共课"]
    dual = [row for row in major if row.get("dual_on") and row["dual_on"] <= day]
    return {
        "subject": school.code,
        "period": f"{year}-{year + 1}学年",
        "measured_on": day,
        "students": plan["students"][year],
        "land_area": plan["land"],
        "land_tenure": "自有",
        "building_area": plan["building"],
        "building_tenure": "自有",
        "teachers": len(full_time),
        "major_teachers": len(major),
        "dual_teachers": len(dual),
        "senior_teachers": sum(row["title_level"] == "高级" for row in full_time),
        "part_time_teachers": len(here) - len(full_time),
        "equipment_value": int(plan["equipment"]) / 10_000 - (2023 - year) * 20,
        "books": plan["books"] - (2023 - year) * 900,
        "computers": 260,
        "professional_hours": 41_600 + 800 * (year - 2021),
    }


# ------------------------------------------------------------------ stays in firms


def practices(
    world: World, schools: Sequence[School], firms: Sequence[Firm]
) -> dict[str, list[dict[str, Any]]]:
    """Stays of teachers of majors, one a year at most; as many reach half a year as the schools' report says."""
    everybody = [(school.key, person) for school in schools for person, _ in school.professional]
    world.dice.shuffle(everybody)
    stays: dict[str, list[dict[str, Any]]] = {school.key: [] for school in schools}
    for no, (key, person) in enumerate(everybody):
        enough = no < ENOUGH
        went_this_year = no < 50 or ENOUGH <= no < ENOUGH + THIS_YEAR - 50
        for year in _in_years(world, enough=enough, this_year=went_this_year):
            begin = date(year, 3, 4) + timedelta(world.dice.randrange(80))
            days = world.dice.randrange(62, 76) if enough else world.dice.randrange(20, 56)
            confirmed = enough or year == 2023 or world.likely(0.7)
            stays[key].append(stay(world, person, world.dice.choice(firms), begin, days, confirmed=confirmed))
    return stays


def _in_years(world: World, *, enough: bool, this_year: bool) -> list[int]:
    earlier = [2019, 2020, 2021, 2022]
    count = (3 if enough else 1) - this_year
    return [*world.dice.sample(earlier, count), *([2023] if this_year else [])]


def stay(
    world: World, person: Person, firm: Firm, begin: date, days: int, *, confirmed: bool = True
) -> dict[str, Any]:
    return {
        "subject": person.number,
        "label": person.name,
        "valid_from": begin,
        "valid_to": begin + timedelta(days - 1),
        "enterprise": firm.uscc,
        "at_base": "否",
        "off_duty": "是" if world.likely(0.8) else "否",
        "form": world.weighted(FORMS),
        "days": days,
        "task": "专业岗位实践",
        "is_confirmed": "是" if confirmed else "",
        "assessment": "合格",
    }
