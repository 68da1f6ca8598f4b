"""Pupils of the demonstration's schools: the roll, where graduates went, certificates, internships, craftsmen."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date
from typing import Any

from gaodi.registers.demo.cast import Firm
from gaodi.registers.demo.making import HandedIn, Person, Row, World
from gaodi.registers.demo.schooling import YEARS, School

OUTCOMES = {"单位就业": 46, "升学": 38, "自主创业": 3, "灵活就业": 7, "参军": 3, "未落实": 3}
PLACES = {"371002": 60, "371000": 14, "370200": 14, "370100": 12}
ORIGINS = {"371002": 55, "371003": 15, "371082": 15, "371083": 15}
EXAMINED, PASSED = 135, 106  # of each school in the year 2022-2023: 318 certificates of 405
LEAVING = 80  # so many of those examined graduated that year
CHOSEN = {2020: 20, 2021: 22, 2022: 24, 2023: 24}  # as the lists say that were published
PROMOTED = (("数控车铣加工", "演示智能制造评价中心"), ("Web前端开发", "演示信息技术评价中心"))
POSTS = ("机加工", "装配", "质检", "前厅服务", "仓储")


def handed_in(world: World, schools: Sequence[School], firms: Sequence[Firm]) -> Iterator[HandedIn]:
    """Everything of pupils."""
    for school in schools:
        school.students = list(_students(world, school))
        school.graduates = [world.person(2004, 2005) for _ in range(school.plan["graduates"][2023])]
        left = [_graduated(world, school, person) for person in school.graduates]
        yield HandedIn("students", school.key, date(2023, 7, 12), left, date(2023, 7, 20))
        enrolled = [row for _, row in school.students]
        yield HandedIn("students", school.key, date(2023, 9, 15), enrolled, date(2023, 9, 22))
        yield from _outcomes(world, school, firms)
        yield from _certificates(world, school, left)
        interns = _internships(world, school, firms)
        yield HandedIn("internships", school.key, date(2023, 9, 26), interns, date(2023, 10, 9))
    yield from _craftsmen(world, schools, firms)


def _students(world: World, school: School) -> Iterator[tuple[Person, dict[str, Any]]]:
    total = school.plan["students"][2023]
    for no, year in enumerate(YEARS):
        for _ in range(total // 3 + (no < total % 3)):
            person = world.person(year - 16, year - 15)
            major = world.dice.choice([each for each in school.enrolling if each["from"].year <= year])
            yield person, pupil(world, person, major, year)


def pupil(world: World, person: Person, major: dict[str, Any], year: int) -> dict[str, Any]:
    return {
        "subject": person.number,
        "valid_from": date(year, 9, 1),
        "enrol_year": year,
        "class_name": f"{year}级{major['name']}{world.dice.randrange(1, 4)}班",
        "major_code": major["code"],
        "is_full_time": "是",
        "status": "在籍",
        "origin": world.weighted(ORIGINS),
        "is_pilot": "是" if major.get("pilot") else "否",
    }


def _graduated(world: World, school: School, person: Person) -> Row:
    major = world.dice.choice([each for each in school.enrolling if each["from"].year <= 2020])
    return {**pupil(world, person, major, 2020), "status": "毕业", "valid_to": date(2023, 6, 30)}


# ------------------------------------------------------------------ graduates


def _outcomes(world: World, school: School, firms: Sequence[Firm]) -> Iterator[HandedIn]:
    of_2022 = [world.person(2003, 2004) for _ in range(school.plan["graduates"][2022])]
    for year, people in ((2022, of_2022), (2023, school.graduates)):
        rows = [outcome(world, school, firms, person, year) for person in people]
        if (school.key, year) == ("shiyan", 2023):  # of two nobody has looked yet
            for row in [row for row in rows if row["kind"] == "单位就业"][:2]:
                row |= {"proof": "", "workplace": ""}
        yield HandedIn("graduate-outcomes", school.key, date(year, 9, 1), rows, date(year, 9, 12))


def outcome(world: World, school: School, firms: Sequence[Firm], person: Person, year: int) -> dict[str, Any]:
    kind = world.weighted(OUTCOMES)
    row = {
        "subject": person.number,
        "period": str(year),
        "kind": kind,
        "major_code": world.dice.choice(school.enrolling)["code"],
    }
    if kind in {"单位就业", "自主创业", "灵活就业"}:
        proof = {"单位就业": "社会保险", "自主创业": "营业执照", "灵活就业": "无"}[kind]
        row |= {"workplace": world.weighted(PLACES), "started_on": date(year, 7, 10), "proof": proof}
    if kind == "单位就业":
        firm = world.dice.choice(firms)
        row |= {"employer": firm.uscc, "employer_name": firm.name}
    return row


# ------------------------------------------------------------------ certificates


def _certificates(world: World, school: School, left: Sequence[Row]) -> Iterator[HandedIn]:
    pilots = [row for _, row in school.students if row["is_pilot"] == "是" and row["enrol_year"] < 2023]
    leaving = [row for row in left if row["is_pilot"] == "是"][:LEAVING]
    chosen = [*leaving, *pilots[: EXAMINED - len(leaving)]]
    rows = [_x_certificate(world, school, row, no) for no, row in enumerate(chosen)]
    yield HandedIn("x-certificates", school.key, date(2023, 7, 5), rows, date(2023, 7, 14))
    skilled = [_skill_certificate(school, row, no) for no, row in enumerate(pilots[-40:], start=1)]
    yield HandedIn("skill-certificates", school.key, date(2023, 7, 6), skilled, date(2023, 7, 18))
    if school.key != "haibin":
        foreign = [_foreign(school, row, no) for no, row in enumerate(pilots[-6:], start=1)]
        yield HandedIn("international-certificates", school.key, date(2023, 6, 8), foreign, date(2023, 6, 16))


def _x_certificate(world: World, school: School, student: Row, no: int) -> Row:
    certificate, organisation = PROMOTED[no % 2]
    row = {
        "subject": student["subject"],
        "valid_from": date(2023, 6, 17),
        "certificate": certificate,
        "level": "初级" if student["enrol_year"] == 2022 else "中级",
        "organisation": organisation,
        "site": f"{school.short}考核站",
        "major_code": student["major_code"],
        "result": "通过" if no < PASSED else world.weighted({"未通过": 8, "缺考": 1}),
    }
    if row["result"] == "通过":
        row |= {
            "certificate_no": f"X{school.code[-1]}{no:05}",
            "query": "查到",
            "queried_on": date(2023, 7, 3),
        }
    return row


def _skill_certificate(school: School, student: Row, no: int) -> Row:
    return {
        "subject": student["subject"],
        "valid_from": date(2023, 5, 22),
        "certificate_no": f"Y0037{school.code[-1]}2023{no:04}",
        "level": "四级/中级工" if no % 9 else "三级/高级工",
        "occupation_code": "6-18-01-01",
        "occupation": "车工",
        "issuer": "演示技能等级评价机构",
        "holder": "学生",
        "query": "查不到" if no == 31 else "查到",
        "queried_on": date(2023, 6, 28),
    }


def _foreign(school: School, student: Row, no: int) -> Row:
    return {
        "subject": student["subject"],
        "valid_from": date(2023, 5, 12),
        "certificate": "国际焊工证书" if school.key == "wanghai" else "国际酒店服务证书",
        "certificate_no": f"IWS-{school.code[-1]}-{no:03}",
        "issuer": "演示国际证书机构",
        "country": "德国" if school.key == "wanghai" else "瑞士",
        "holder": "学生",
        "major_code": student["major_code"],
    }


# ------------------------------------------------------------------ internships


def _internships(world: World, school: School, firms: Sequence[Firm]) -> list[Row]:
    """Third-year pupils from September on; some without a parent's signature, one on an overtime line."""
    third_year = [row for _, row in school.students if row["enrol_year"] == 2021]
    return [
        internship(world, school, row, world.dice.choice(firms), no)
        for no, row in enumerate(third_year[:180])
    ]


def internship(world: World, school: School, student: Row, firm: Firm, no: int) -> dict[str, Any]:
    """One of those agreed on late is 实验's; consents are missing here and there."""
    late = school.key == "shiyan" and no in {11, 12}
    return {
        "subject": student["subject"],
        "valid_from": date(2023, 9, 11),
        "valid_to": date(2024, 3, 10),
        "enterprise": firm.uscc,
        "kind": "岗位实习",
        "grade": 3,
        "major_code": student["major_code"],
        "post": world.dice.choice(POSTS),
        "is_matched": "否" if no % 41 == 40 else "是",
        "is_repetitive": "否",
        "chosen_by": "学校统一安排",
        "hours_per_week": 40,
        "works_rest_days": "否",
        "works_overtime": "是" if no == 7 else "否",
        "works_independently": "是",
        "pay": world.dice.choice((3600, 3800, 4000)) if no != 7 else 3200,
        "post_wage": 4500,
        "lowest_wage": 3400,
        "paid_on": date(2023, 9, 25),
        "paid_in": "货币",
        "paid_by": "企业直接发放",
        "agreement_no": f"{school.short}SX2023-{no + 1:03}",
        "agreement_on": date(2023, 9, 18) if late else date(2023, 9, 4),
        "is_tripartite": "是",
        "student_consents": "是",
        "guardian_consents": "" if school.key == "haibin" and no % 60 == 59 else "否" if no == 23 else "是",
        "insurance_no": f"{school.short}BX2023-{no + 1:03}" if no not in {50, 51} else "",
        "insurance_paid_by": "学校",
        "risk": "无",
        "forbidden_labour": "否",
        "is_forbidden_venue": "否",
        "through_agency": "是" if school.key == "wanghai" and no == 88 else "否",
        "is_forced": "否",
        "for_profit": "否",
        "deposit": 0,
        "charged": 0,
        "keeps_cards": "否",
    }


# ------------------------------------------------------------------ future craftsmen


def _craftsmen(world: World, schools: Sequence[School], firms: Sequence[Firm]) -> Iterator[HandedIn]:
    """As many a year as were published; whether those of 2021 passed waits for its verification."""
    days = {
        2020: date(2020, 11, 3),
        2021: date(2021, 10, 25),
        2022: date(2022, 10, 10),
        2023: date(2023, 9, 22),
    }
    for year, total in CHOSEN.items():
        for place, school in enumerate(schools):
            count = total // 3 + (place < total % 3)
            people = [world.person(year - 17, year - 16) for _ in range(count)]
            rows = [
                craftsman(world, school, person, year, world.dice.choice(firms).uscc) for person in people
            ]
            yield HandedIn("craftsman-reserves", school.key, days[year], rows, _after(days[year]))
            if year == 2020:
                ended = [{**row, **_recognised(school, no)} for no, row in enumerate(rows)]
                yield HandedIn(
                    "craftsman-reserves", school.key, date(2022, 10, 11), ended, date(2022, 10, 19)
                )
            if year == 2021:
                ended = [{**row, **_assessed(school, no)} for no, row in enumerate(rows)]
                yield HandedIn("craftsman-reserves", school.key, date(2023, 10, 13), ended)


def _after(day: date) -> date:
    return date.fromordinal(day.toordinal() + 6)


def craftsman(world: World, school: School, person: Person, year: int, firm: str) -> dict[str, Any]:
    return {
        "subject": person.number,
        "period": str(year),
        "progress": "培养中",
        "major_code": world.dice.choice(school.enrolling)["code"],
        "grade": 2,
        "skill_evidence": world.dice.choice(("中级工", "市级技能大赛二等奖", "校级技能大赛一等奖")),
        "is_disciplined": "否",
        "is_relative": "否",
        "published_from": date(year, 9, 11),
        "published_to": date(year, 9, 18),
        "has_objection": "否",
        "enterprise": firm,
        "plan": f"{year}级工匠后备人才双导师培养计划",
        "training_from": date(year, 10, 8),
        "training_to": date(year + 2, 9, 30),
        "is_direct": "否",
    }


def _recognised(school: School, no: int) -> dict[str, Any]:
    """Of 20 two were eliminated; whether one of those recognised stayed is not known yet."""
    if no == 6:
        return {"progress": "淘汰", "assessment": "不合格", "records": 8} if school.key != "haibin" else {}
    stayed = {1: "否", 5: "" if school.key == "wanghai" else "是"}.get(no, "是")
    return {
        "progress": "已认定",
        "assessment": "合格",
        "score": 78 + no * 2,
        "records": 8,
        "recognised_on": date(2022, 10, 10),
        "stayed": stayed,
    }


def _assessed(school: School, no: int) -> dict[str, Any]:
    failed = no == 6 and school.key != "haibin"
    return {
        "progress": "已考核",
        "assessment": "不合格" if failed else "合格",
        "score": 54 if failed else 80 + no,
        "records": 8,
    }
