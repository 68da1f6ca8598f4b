"""What the three schools of the demonstration hand in: themselves, majors, teachers, students, graduates, practice."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta
from typing import Any

from gaodi.registers.demo.cast import Firm
from gaodi.registers.demo.making import HandedIn, Person, Row, World

TODAY = date(2023, 10, 20)
YEARS = (2021, 2022, 2023)
TEACHER_KINDS = {"专业课": 62, "实习指导": 8, "公共课": 30}
EMPLOYMENTS = {"在编": 78, "合同": 14, "兼职": 8}
TITLES = {("高级讲师", "高级"): 26, ("讲师", "中级"): 44, ("助理讲师", "初级"): 26, ("", ""): 4}
DEGREES = {"本科": 72, "硕士研究生": 22, "大专": 6}
DUAL = {"未认定": 46, "初级": 20, "中级": 24, "高级": 7, "": 3}
OUTCOMES = {"单位就业": 46, "升学": 38, "自主创业": 3, "灵活就业": 7, "参军": 3, "未落实": 3}
PLACES = {"371002": 60, "371000": 14, "370200": 14, "370100": 12}
FORMS = {"顶岗": 6, "培训": 3, "观摩": 1}


@dataclass
class School:
    """A school with the people it was given."""

    plan: dict[str, Any]
    majors: list[dict[str, str]]
    teachers: list[tuple[Person, dict[str, Any]]] = field(default_factory=list)
    students: list[tuple[Person, dict[str, Any]]] = field(default_factory=list)

    @property
    def key(self) -> str:
        return str(self.plan["key"])

    @property
    def code(self) -> str:
        return str(self.plan["code"])


def schools_of(world: World) -> list[School]:
    """The schools with their majors, teachers and students."""
    schools = []
    for plan in world.plan["schools"]:
        school = School(plan, world.dice.sample(world.plan["majors"], 6))
        school.teachers = [_teacher(world, school) for _ in range(plan["teachers"])]
        school.students = list(_students(world, school))
        schools.append(school)
    return schools


def _teacher(world: World, school: School) -> tuple[Person, dict[str, Any]]:
    person = world.person(1966, 1997)
    kind, (title, level) = world.weighted(TEACHER_KINDS), world.weighted(TITLES)
    since = date(min(2022, person.born.year + 23 + world.dice.randrange(6)), 9, 1)
    major = world.dice.choice(school.majors)
    professional = kind != "公共课"
    return person, {
        "subject": person.number,
        "label": person.name,
        "valid_from": since,
        "kind": kind,
        "employment": world.weighted(EMPLOYMENTS),
        "degree": world.weighted(DEGREES),
        "title": title,
        "title_level": level,
        "joined_on": since,
        "ethics": "合格",
        "major": major["name"] if professional else "",
        "major_code": major["code"] if professional else "",
        **_dual(world, professional=professional),
    }


def _dual(world: World, *, professional: bool) -> dict[str, Any]:
    level = world.weighted(DUAL) if professional else "未认定"
    if level in {"", "未认定"}:
        return {"dual_level": level}
    on = world.day(date(2019, 6, 1), date(2023, 6, 30))
    basis = "国家标准" if on >= date(2022, 11, 1) else "省级认定"
    return {"dual_level": level, "dual_on": on, "dual_by": "威海市教育局", "dual_basis": basis}


def _students(world: World, school: School) -> Iterator[tuple[Person, dict[str, Any]]]:
    for year in YEARS:
        for _ in range(school.plan["students"][2023] // 3):
            person = world.person(year - 16, year - 15)
            major = world.dice.choice(school.majors)
            yield (
                person,
                {
                    "subject": person.number,
                    "valid_from": date(year, 9, 1),
                    "enrol_year": year,
                    "class_name": f"{year}级{major['name']}{world.dice.randrange(1, 4)}班",
                    "major_code": major["code"],
                    "is_full_time": "是",
                    "status": "在籍",
                    "origin": world.weighted({"371002": 55, "371003": 15, "371082": 15, "371083": 15}),
                    "is_pilot": "是" if major in school.majors[:2] else "否",
                },
            )


def handed_in(world: World, schools: Sequence[School], firms: Sequence[Firm]) -> Iterator[HandedIn]:
    """Everything in the order of its days."""
    for school in schools:
        yield HandedIn("schools", school.key, date(2020, 9, 10), [_itself(school)], date(2020, 9, 14))
        yield HandedIn("majors", school.key, date(2021, 3, 8), _majors(world, school), date(2021, 3, 12))
        yield from _years(school)
        teachers = [row for _, row in school.teachers]
        yield HandedIn("teachers", school.key, date(2022, 9, 20), teachers, date(2022, 9, 28))
        students = [row for _, row in school.students]
        yield HandedIn("students", school.key, date(2023, 9, 15), students, date(2023, 9, 22))
        practices = list(_practices(world, school, firms))
        yield HandedIn("teacher-practices", school.key, date(2023, 9, 6), practices, date(2023, 9, 13))
        graduates = _graduates(world, school, firms)
        yield HandedIn("graduate-outcomes", school.key, date(2023, 9, 1), graduates, date(2023, 9, 12))
        certificates = _certificates(world, school)
        yield HandedIn("x-certificates", school.key, date(2023, 7, 5), certificates, date(2023, 7, 14))
    yield from _slips(world, schools, firms)


def _itself(school: School) -> Row:
    opened = school.plan["opened"]
    kind = {"ordinary": "中等职业学校", "technical": "技工学校"}[school.plan["kind"]]
    return {
        "subject": school.code,
        "label": school.plan["name"],
        "valid_from": opened,
        "kind": kind,
        "is_public": "是",
        "attached_class_only": "否",
        "opened_year": opened.year,
        "address": "威海市环翠区",
    }


def _majors(world: World, school: School) -> list[Row]:
    return [
        {
            "subject": major["code"],
            "label": major["name"],
            "valid_from": date(2015 + no, 9, 1),
            "catalogue": "2021年版",
            "years": 3,
            "is_enrolling": "是" if no < 5 else "否",
            "is_pilot": "是" if no < 2 else "否",
            "total_hours": 3120,
            "practical_hours": world.dice.choice((1580, 1600, 1640)),
            "general_hours": 1040,
            "elective_hours": 330,
            "internship_months": 6,
        }
        for no, major in enumerate(school.majors)
    ]


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
    plan = school.plan
    full_time = [row for _, row in school.teachers if row["employment"] != "兼职"]
    major = [row for row in full_time if row["kind"] != "公共课"]
    dual = [row for row in major if row.get("dual_on") and row["dual_on"] <= date(year, 9, 1)]
    return {
        "subject": school.code,
        "period": f"{year}-{year + 1}学年",
        "measured_on": date(year, 9, 1),
        "students": plan["students"][year],
        "land_area": plan["land"],
        "land_tenure": "自有",
        "building_area": plan["building"],
        "building_tenure": "自有",
        "teachers": len(full_time),
        "major_teachers": len(major),
        "dual_teachers": len(dual),
        "senior_teachers": sum(row["title_level"] == "高级" for row in full_time),
        "part_time_teachers": len(school.teachers) - len(full_time),
        "equipment_value": int(plan["equipment"]) / 10_000 - (2023 - year) * 20,
        "books": plan["books"] - (2023 - year) * 900,
        "computers": 260,
    }


def _practices(world: World, school: School, firms: Sequence[Firm]) -> Iterator[Row]:
    """Stays of teachers in firms; one in a hundred overlaps another."""
    for person, row in school.teachers:
        if row["kind"] == "公共课" or world.likely(0.25):
            continue
        for _ in range(world.dice.randrange(1, 4)):
            begin = world.day(date(2019, 1, 1), date(2023, 7, 1))
            yield _stay(world, person, world.dice.choice(firms), begin, world.dice.randrange(20, 75))


def _stay(world: World, person: Person, firm: Firm, begin: date, days: int) -> Row:
    return {
        "subject": person.number,
        "label": person.name,
        "valid_from": begin,
        "valid_to": begin + timedelta(days - 1),
        "enterprise": firm.uscc,
        "off_duty": "是" if world.likely(0.8) else "否",
        "form": world.weighted(FORMS),
        "days": days,
        "task": "专业岗位实践",
        "is_confirmed": "是" if world.likely(0.94) else "",
        "assessment": "合格",
    }


def _graduates(world: World, school: School, firms: Sequence[Firm]) -> list[Row]:
    return [_graduate(world, school, firms, year) for year in (2022, 2023) for _ in range(60)]


def _graduate(world: World, school: School, firms: Sequence[Firm], year: int) -> Row:
    kind = world.weighted(OUTCOMES)
    row = {
        "subject": world.person(year - 19, year - 18).number,
        "period": str(year),
        "kind": kind,
        "major_code": world.dice.choice(school.majors)["code"],
    }
    if kind == "单位就业":
        firm = world.dice.choice(firms)
        row |= {
            "employer": firm.uscc,
            "employer_name": firm.name,
            "proof": "社会保险",
            "started_on": date(year, 7, 10),
        }
    if kind in {"单位就业", "自主创业", "灵活就业"}:
        row["workplace"] = world.weighted(PLACES)
    return row


def _certificates(world: World, school: School) -> list[Row]:
    pilots = [m["code"] for m in school.majors[:2]]
    chosen = [row for _, row in school.students if row["major_code"] in pilots and row["enrol_year"] < 2023]
    return [_certificate(world, school, row, no) for no, row in enumerate(chosen, start=1)]


def _certificate(world: World, school: School, student: Row, no: int) -> Row:
    result = world.weighted({"通过": 78, "未通过": 18, "缺考": 4})
    row = {
        "subject": student["subject"],
        "valid_from": date(2023, 6, 17),
        "certificate": "数控车铣加工" if no % 2 else "Web前端开发",
        "level": "初级" if student["enrol_year"] == 2022 else "中级",
        "organisation": "演示评价组织",
        "major_code": student["major_code"],
        "result": result,
    }
    if result == "通过":
        row |= {
            "certificate_no": f"X{school.code[-1]}{no:05}",
            "query": "查到",
            "queried_on": date(2023, 7, 3),
        }
    return row


def _slips(world: World, schools: Sequence[School], firms: Sequence[Firm]) -> Iterator[HandedIn]:
    """What a checker should find: one teacher at two schools, one stay twice; and what waits or came back."""
    wanghai, shiyan = schools[0], schools[1]
    teacher = next(row for _, row in wanghai.teachers if row["employment"] == "在编")
    again = {**teacher, "valid_from": date(2022, 9, 1)}
    yield HandedIn("teachers", shiyan.key, date(2023, 3, 6), [again], date(2023, 3, 10))
    person, _ = next(pair for pair in shiyan.teachers if pair[1]["kind"] == "专业课")
    stays = [
        _stay(world, person, firms[0], date(2023, 7, 10), 40),
        _stay(world, person, firms[1], date(2023, 7, 24), 30),
    ]
    yield HandedIn("teacher-practices", shiyan.key, date(2023, 9, 8), stays, date(2023, 9, 13))
    newcomers = [_teacher(world, wanghai)[1] for _ in range(4)]
    newcomers = [{**row, "valid_from": date(2023, 9, 1), "joined_on": date(2023, 9, 1)} for row in newcomers]
    yield HandedIn("teachers", wanghai.key, date(2023, 10, 16), newcomers)
    doubtful = [{**_teacher(world, shiyan)[1], "valid_from": date(2023, 9, 1), "joined_on": None}]
    yield HandedIn(
        "teachers", shiyan.key, date(2023, 10, 12), doubtful, returned="到岗文件没有附上，请补后重报。"
    )
