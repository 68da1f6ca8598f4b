"""What offices of the demonstration hand in themselves: notices and documents, appointments, researchers, 推荐."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date, timedelta
from typing import Any

from gaodi.registers.demo.making import HandedIn, Row, World
from gaodi.registers.demo.schooling import School

Fact = dict[str, Any]
HUMAN_RESOURCES, PARTY, EDUCATION = (
    "human_resources_bureau",
    "party_organisation_department",
    "edu_sports_bureau",
)
NOTICES = {2021: (22, 2), 2022: (26, 2), 2023: (17, 1)}  # checked, and with a clause against the rules
DOCUMENTS = 212
HOMES = (("企业", 7), ("市级教研机构", 3), ("公办学校", 8))
ACTIVITIES = 26  # in the first half of 2023


def handed_in(world: World, schools: Sequence[School]) -> Iterator[HandedIn]:
    """Everything of the offices."""
    yield from _notices()
    yield from _documents()
    yield from _appointments()
    yield from _researchers(world, schools)
    yield from _recommendations(world)


# ------------------------------------------------------------------ equal treatment


def _notices() -> Iterator[HandedIn]:
    for year, (checked, wrong) in NOTICES.items():
        rows = [_notice(year, no, violations=int(no <= wrong)) for no in range(1, checked + 1)]
        clauses = [_clause(year, no, wrong=no <= wrong) for no in range(1, wrong + 4)]
        yield HandedIn("job-notices", HUMAN_RESOURCES, date(year, 7, 5), rows, date(year, 7, 10))
        yield HandedIn("notice-clauses", HUMAN_RESOURCES, date(year, 7, 6), clauses, date(year, 7, 10))


def _published(year: int, no: int) -> date:
    return date(year, 2, 20) + timedelta(4 * no)


def _notice(year: int, no: int, *, violations: int) -> Row:
    published = _published(year, no)
    return {
        "subject": f"GG{year}{no:02}",
        "label": f"{year}年环翠区事业单位公开招聘公告（第{no}号）",
        "valid_from": published,
        "issuer": "区人力资源社会保障局",
        "employer": "事业单位",
        "established": "是",
        "posts": 4 + no % 9,
        "catalogue": "两类目录" if no % 4 else "没有写明",
        "skill_posts": "否",
        "checked_on": published + timedelta(1),
        "violations": violations,
        "corrected_on": published + timedelta(3) if violations else None,
    }


def _clause(year: int, no: int, *, wrong: bool) -> Row:
    published = _published(year, no)
    if wrong:
        found = {"wording": "全日制本科及以上学历", "limit": "学习方式", "judgement": "违规"}
        return _clause_of(year, no) | found | {"corrected_on": published + timedelta(3)}
    found = {"wording": "大专及以上学历，专业不限", "limit": "学历", "judgement": "没有问题"}
    return _clause_of(year, no) | found


def _clause_of(year: int, no: int) -> Fact:
    return {"subject": f"GG{year}{no:02}", "valid_from": _published(year, no), "clause_no": 3}


def _documents() -> Iterator[HandedIn]:
    """212 documents were looked through in 2021; two of three clauses were revised, one repealed."""
    rows = [_document(no) for no in range(1, DOCUMENTS + 1)]
    yield HandedIn("policy-documents", HUMAN_RESOURCES, date(2021, 12, 14), rows, date(2021, 12, 17))
    clauses = [
        {
            "subject": _document(no)["subject"],
            "valid_from": _document(no)["valid_from"],
            "clause_no": "第三条",
            "wording": wording,
            "finding": "歧视",
            "action": action,
            "handled_on": date(2021, 12, 10),
        }
        for no, wording, action in (
            (14, "申报人员须具有普通高校全日制学历", "修订"),
            (63, "技工院校毕业生不列入引进范围", "废止"),
            (128, "优先录用重点高校毕业生", "修订"),
        )
    ]
    yield HandedIn("policy-clauses", HUMAN_RESOURCES, date(2021, 12, 15), clauses, date(2021, 12, 17))


def _document(no: int) -> Fact:
    year = 2011 + no % 10
    return {
        "subject": f"演示政发〔{year}〕{no}号",
        "label": f"人才政策文件第{no}件（演示）",
        "valid_from": date(year, 1 + no % 12, 1 + no % 28),
        "issuer": "区政府办公室" if no % 3 else "区人力资源社会保障局",
        "self_checked_on": date(2021, 11, 5) + timedelta(no % 20),
        "cross_checked_on": date(2021, 12, 3),
        "published_on": date(2021, 12, 17),
        "clauses_found": int(no in {14, 63, 128}),
    }


def _appointments() -> Iterator[HandedIn]:
    hired = {"中等职业学校": 6, "技工院校": 4, "高等职业学校": 21, "普通高校": 118}
    for year in (2021, 2022):
        rows = [
            {
                "period": str(year),
                "employer": employer,
                "graduation": school,
                "hired": count // share + year - 2021,
            }
            for employer, share in (("事业单位", 1), ("国有企业", 2))
            for school, count in hired.items()
        ]
        yield HandedIn("appointments", HUMAN_RESOURCES, date(year + 1, 2, 8), rows, date(year + 1, 2, 14))


# ------------------------------------------------------------------ researchers


def _researchers(world: World, schools: Sequence[School]) -> Iterator[HandedIn]:
    """Eighteen part-time and two full-time; each of the eighteen did something in the first half of 2023."""
    teachers = [(person, school) for school in schools for person, _ in school.professional[:3]]
    people: list[Fact] = []
    for kind, count in HOMES:
        for no in range(count):
            person, home = teachers[no] if kind == "公办学校" else (world.person(1968, 1990), None)
            people.append(researcher(person.number, person.name, kind, home.plan["name"] if home else kind))
    part_time = list(people)
    for _ in range(2):
        person = world.person(1970, 1985)
        people.append(
            researcher(person.number, person.name, "市级教研机构", "区教研室") | {"is_full_time": "是"}
        )
    yield HandedIn("researchers", EDUCATION, date(2022, 9, 22), people, date(2022, 9, 27))
    for first, on in ((date(2023, 2, 22), date(2023, 7, 4)), (date(2023, 9, 6), date(2023, 10, 10))):
        count = ACTIVITIES if first.month == 2 else 9
        rows = [
            activity(part_time[no % len(part_time)], first + timedelta(4 * no), no) for no in range(count)
        ]
        yield HandedIn("researcher-activities", EDUCATION, on, rows, on + timedelta(3))


def researcher(number: str, name: str, kind: str, home: str) -> Fact:
    return {
        "subject": number,
        "label": name,
        "valid_from": date(2022, 9, 1),
        "valid_to": date(2025, 8, 31),
        "kind": kind,
        "home_unit": home,
        "has_consent": "是",
        "major_group": "装备制造大类",
        "appointment_no": "演示教聘〔2022〕5号",
        "is_full_time": "否",
        "pay": 0,
        "other_pay": "否",
    }


def activity(who: Row, on: date, no: int) -> Fact:
    kind = ("听课评课", "课程开发", "培训讲座", "课题研究")[no % 4]
    return {
        "subject": who["subject"],
        "label": who["label"],
        "valid_from": on,
        "valid_to": on,
        "topic": f"{who['major_group']}{kind}",
        "kind": kind,
        "hours": 3,
    }


# ------------------------------------------------------------------ the closed circle


def _recommendations(world: World) -> Iterator[HandedIn]:
    """人大: eight skilled of thirty, six elected; 政协: seven of twenty-two, all of them."""
    for body, term, total, skilled, elected in (("人大", "第十九届", 30, 8, 6), ("政协", "第十届", 22, 7, 7)):
        rows = [
            {
                "subject": world.person(1968, 1992).number,
                "valid_from": date(2022, 1, 6),
                "body": body,
                "term": term,
                "result": "当选" if no < elected or no >= skilled else "未当选",
                "category": ("一线工人" if no % 2 else "专业技术人员") if no < skilled else "管理人员",
                "skill_basis": ("高级工及以上证书" if no % 3 else "区级及以上工匠或技能奖项")
                if no < skilled
                else "都没有",
            }
            for no in range(total)
        ]
        yield HandedIn("recommendations", PARTY, date(2022, 1, 14), rows, date(2022, 1, 18))
