"""What stands between schools and firms in the demonstration: classes, internships, bases, cooperation, centres."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date, timedelta
from typing import Any

from gaodi.registers.demo.cast import Firm
from gaodi.registers.demo.making import HandedIn, Row, World
from gaodi.registers.demo.schooling import School

KINDS = {"在岗": 5, "技能提升": 4, "社区": 3, "农民": 2, "退役军人": 1}
POSTS = ("机加工", "装配", "质检", "前厅服务", "仓储")


def handed_in(world: World, schools: Sequence[School], firms: Sequence[Firm]) -> Iterator[HandedIn]:
    """Everything in the order of its days."""
    for school in schools:
        classes = [_class(world, firms, no) for no in range(1, 13)]
        yield HandedIn("training-classes", school.key, date(2023, 9, 4), classes, date(2023, 9, 11))
        attended = _attendances(world, classes)
        yield HandedIn("training-attendances", school.key, date(2023, 9, 5), attended, date(2023, 9, 12))
        interns = _internships(world, school, firms)
        yield HandedIn("internships", school.key, date(2023, 9, 26), interns, date(2023, 10, 9))
        yield HandedIn("bases", school.key, date(2021, 6, 2), _bases(school), date(2021, 6, 9))
        yield HandedIn(
            "apprentice-bases",
            school.key,
            date(2022, 6, 7),
            _apprentice_bases(school, firms),
            date(2022, 6, 15),
        )
        yield HandedIn(
            "cooperation-projects", school.key, date(2023, 6, 12), _projects(school, firms), date(2023, 6, 20)
        )
    recognised = [_recognition("PX1", "市级", date(2022, 12, 6))]
    yield HandedIn("base-recognitions", schools[2].key, date(2022, 12, 12), recognised, date(2022, 12, 19))
    applied = [{**_recognition("PX1", "省级", date(2023, 9, 8)), "stage": "已申报", "names_base": None}]
    yield HandedIn("base-recognitions", schools[2].key, date(2023, 10, 11), applied)
    for firm in firms[:2]:
        posts = [_post(world, firm, post) for post in POSTS[:3]]
        yield HandedIn("intern-posts", firm.key, date(2023, 10, 8), posts, date(2023, 10, 16))
    yield from _centres(schools)


def _class(world: World, firms: Sequence[Firm], no: int) -> dict[str, Any]:
    begin = world.day(date(2021, 3, 1), date(2023, 7, 20))
    commissioned = no % 3 == 0
    row: dict[str, Any] = {
        "subject": f"PX{no:02}",
        "label": f"{begin.year}年第{no}期{world.dice.choice(POSTS)}培训班",
        "valid_from": begin,
        "valid_to": begin + timedelta(11),
        "kind": "在岗" if commissioned else world.weighted(KINDS),
        "is_commissioned": "是" if commissioned else "否",
        "hours": world.dice.choice((24, 40, 80)),
        "trainees": world.dice.randrange(24, 60),
        "attendance_rate": world.dice.choice((92, 95.5, 98, None)),
        "funding": "企业付费" if commissioned else "财政补贴",
        "paid": world.dice.randrange(8, 40) * 1000 if commissioned else 0,
    }
    if commissioned:
        row |= {"commissioner": world.dice.choice(firms).uscc, "contract_no": f"PXHT-{no:03}"}
    return row


def _attendances(world: World, classes: Sequence[dict[str, Any]]) -> list[Row]:
    return [
        {
            "subject": world.person(1970, 2000).number,
            "valid_from": chosen["valid_from"],
            "valid_to": chosen["valid_to"],
            "training_class": chosen["subject"],
            "attended_hours": chosen["hours"] - world.dice.randrange(4),
            "exam_result": world.weighted({"合格": 90, "不合格": 6, "未参加考核": 4}),
        }
        for chosen in classes[:4]
        for _ in range(20)
    ]


def _internships(world: World, school: School, firms: Sequence[Firm]) -> list[Row]:
    """Third-year pupils from September on; some without a parent's signature, one on an overtime line."""
    third_year = [row for _, row in school.students if row["enrol_year"] == 2021]
    return [_internship(world, row, world.dice.choice(firms), no) for no, row in enumerate(third_year[:180])]


def _internship(world: World, student: Row, firm: Firm, no: int) -> Row:
    return {
        "subject": student["subject"],
        "valid_from": date(2023, 9, 11),
        "valid_to": date(2024, 3, 10),
        "enterprise": firm.uscc,
        "kind": "岗位实习",
        "grade": 3,
        "major_code": student["major_code"],
        "post": world.dice.choice(POSTS),
        "is_matched": "是" if world.likely(0.95) else "否",
        "chosen_by": "学校统一安排",
        "hours_per_week": 40,
        "works_overtime": "是" if no == 7 else "否",
        "works_independently": "是",
        "pay": world.dice.choice((3200, 3600, 4000)),
        "post_wage": 4500,
        "lowest_wage": 3400,
        "paid_on": date(2023, 10, 10),
        "paid_in": "货币",
        "paid_by": "企业直接发放",
        "agreement_no": f"SX{no:04}",
        "agreement_on": date(2023, 9, 4),
        "is_tripartite": "是",
        "student_consents": "是",
        "guardian_consents": "是" if world.likely(0.96) else "",
        "insurance_no": f"BX{no:05}",
        "insurance_paid_by": "学校",
        "risk": "无",
        "deposit": 0,
    }


def _bases(school: School) -> list[Row]:
    return [
        {
            "subject": f"PX{no}",
            "label": f"{school.plan['short']}{major['name']}实训基地",
            "valid_from": date(2019, 9, 1),
            "is_training": "是",
            "is_public": "是" if no == 1 else "否",
            "is_integration": "是" if no == 2 else "否",
            "area": 1800 - no * 300,
            "workstations": 120 - no * 20,
            "equipment_value": 420 - no * 90,
            "courses": 9 - no,
        }
        for no, major in enumerate(school.majors[:2], start=1)
    ]


def _recognition(base: str, level: str, on: date) -> dict[str, Any]:
    return {
        "subject": base,
        "valid_from": on,
        "kind": "新旧动能转换公共实训基地",
        "level": level,
        "stage": "已认定",
        "document": "关于公布公共实训基地名单的通知（演示）",
        "document_no": f"演示〔{on.year}〕{on.day}号",
        "names_base": "是",
    }


def _apprentice_bases(school: School, firms: Sequence[Firm]) -> list[Row]:
    return [
        {
            "subject": f"XT{no:02}",
            "label": f"{firms[no].name}学徒基地",
            "valid_from": date(2022, 6, 1),
            "valid_to": date(2025, 5, 31),
            "major": major["code"],
            "partner": firms[no].uscc,
            "agreement_no": f"XTXY-{no:02}",
            "signed_on": date(2022, 5, 20),
            "posts": 20,
            "apprentices": 12 + no,
            "masters": 4,
            "senior_masters": 2,
        }
        for no, major in enumerate(school.majors[:4])
    ]


def _projects(school: School, firms: Sequence[Firm]) -> list[Row]:
    """Joint majors; in the second only what was promised is known, not what was paid."""
    return [
        {
            "subject": f"HZ{no:02}",
            "label": f"{major['name']}专业共建",
            "valid_from": date(2022, 9, 1),
            "kind": "共建专业" if no else "订单班",
            "partner": firms[no].uscc,
            "agreement_no": f"HZXY-{no:02}",
            "signed_on": date(2022, 7, 12),
            "committed": 80,
            "paid": 46 if no != 1 else None,
            "paid_until": date(2023, 5, 31) if no != 1 else None,
            "major_code": major["code"],
            "enrolled": 38,
            "last_active_on": date(2023, 5, 16),
        }
        for no, major in enumerate(school.majors[:3])
    ]


def _post(world: World, firm: Firm, occupation: str) -> Row:
    offered = world.dice.randrange(2, 8)
    return {
        "subject": firm.uscc,
        "period": "2023",
        "occupation": occupation,
        "offered": offered,
        "filled": max(0, offered - 1),
        "pay": 3600,
        "post_wage": 4500,
        "has_master": "是",
        "workers": 60,
    }


def _centres(schools: Sequence[School]) -> Iterator[HandedIn]:
    """One centre that works, one that was founded and has had no visitor yet."""
    wanghai, haibin = schools[0], schools[2]
    first = _centre("TY01", "海洋食品职业体验中心", date(2022, 9, 20))
    yield HandedIn("experience-centres", wanghai.key, date(2022, 10, 8), [first], date(2022, 10, 14))
    projects = [
        {
            "subject": "TY01",
            "valid_from": date(2022, 10, 8),
            "project": name,
            "grades": "三至六年级",
            "hours": 2,
        }
        for name in ("海产品品鉴", "烘焙", "船模")
    ]
    yield HandedIn("centre-projects", wanghai.key, date(2022, 10, 9), projects, date(2022, 10, 14))
    visits = [_visit(month, no) for no, month in enumerate((3, 4, 5, 9), start=1)]
    yield HandedIn("centre-visits", wanghai.key, date(2023, 9, 25), visits, date(2023, 10, 8))
    second = _centre("TY02", "智能制造职业体验中心", date(2023, 9, 28))
    yield HandedIn("experience-centres", haibin.key, date(2023, 10, 9), [second], date(2023, 10, 17))


def _centre(number: str, name: str, opened: date) -> Row:
    return {
        "subject": number,
        "label": name,
        "valid_from": opened,
        "document_no": f"演示〔{opened.year}〕{opened.month}号",
        "document_on": opened - timedelta(8),
        "partners": 2,
        "has_safety_plan": "是",
        "is_insured": "是",
        "insurance_no": f"BX-{number}",
    }


def _visit(month: int, no: int) -> Row:
    return {
        "subject": "TY01",
        "valid_from": date(2023, month, 12),
        "visitors": f"937100201{no}",
        "grade": f"{no + 2}年级1班",
        "kind": "职业体验",
        "pupils": 44,
        "first_time": 44,
        "adults": 4,
        "guardians_told": "是",
        "guardians_consent": "是",
        "charged": 0,
    }
