"""Places of the demonstration: bases with their years and recognition, bases of apprentices, the centre, exam sites."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date, timedelta
from typing import Any

from gaodi.registers.demo.cast import Firm
from gaodi.registers.demo.making import HandedIn, Row, World
from gaodi.registers.demo.schooling import School

Fact = dict[str, Any]
# of each school: name, public, of 产教融合, area, workstations, 万元 of equipment
BASES = {
    "wanghai": (("海洋食品实训基地", 0, 0, 1500, 96, 140), ("精密机械实训基地", 0, 1, 1200, 80, 96)),
    "shiyan": (("汽车维修实训基地", 0, 0, 1400, 90, 150), ("产教融合实训基地", 0, 1, 1100, 84, 110)),
    "haibin": (("智能制造公共实训基地", 1, 0, 3200, 180, 262), ("机电实训基地", 0, 0, 1300, 90, 148)),
}
CENTRE = "TY01"
PROJECTS = (
    "海产品品鉴",
    "烘焙",
    "船模制作",
    "木工",
    "急救",
    "茶艺",
    "陶艺",
    "3D打印",
    "无人机",
    "汽车模型",
    "电子焊接",
    "非遗剪纸",
)
VISITS, EACH = 54, 90  # 4,860 pupils of 21 schools
VISITORS = [f"93710020{no}" for no in range(10, 31)]


def handed_in(world: World, schools: Sequence[School], firms: Sequence[Firm]) -> Iterator[HandedIn]:
    """Everything about places."""
    for school in schools:
        yield from _bases(school)
        yield from _sites(school)
    yield from _recognitions(schools)
    yield from _apprentice_bases(schools, firms)
    yield from _apprentices(world, schools, firms)
    yield from _centre(schools[0])


# ------------------------------------------------------------------ bases


def _bases(school: School) -> Iterator[HandedIn]:
    rows = [base(school, no) for no in (1, 2)]
    yield HandedIn("bases", school.key, date(2021, 6, 2), rows, date(2021, 6, 9))
    for year in (2021, 2022):
        rows = [_base_year(school, no, year) for no in (1, 2)]
        on = date(year + 1, 2, 14)
        yield HandedIn("base-years", school.key, on, rows, on + timedelta(9))


def base(school: School, no: int) -> Fact:
    name, public, integration, area, workstations, equipment = BASES[school.key][no - 1]
    return {
        "subject": f"SX{no:02}",
        "label": f"{school.short}{name}",
        "valid_from": date(2019, 9, 1),
        "owner": school.uscc,
        "is_training": "是",
        "is_public": "是" if public else "否",
        "is_integration": "是" if integration else "否",
        "address": "威海市环翠区",
        "area": area,
        "workstations": workstations,
        "equipment_value": equipment,
        "courses": 10 - no,
    }


def _base_year(school: School, no: int, year: int) -> Fact:
    public = BASES[school.key][no - 1][1]
    received = 60 if public else 0
    return {
        "subject": f"SX{no:02}",
        "period": str(year),
        "inside_days": 14_000 - 2_600 * no + 300 * (year - 2021),
        "outside_days": 21_000 if public else 1_400 - 300 * no,
        "open_days": 232,
        "need": received + 20,
        "received": received,
        "spent": received - 7.4 if received else 0,
        "spent_elsewhere": 0,
        "has_own_account": "是",
        "assessment": "良好",
    }


def _recognitions(schools: Sequence[School]) -> Iterator[HandedIn]:
    """One on the city's list; the other base's application to the province waits for who verifies it."""
    named = recognition("SX01", "新旧动能转换公共实训基地", "市级", date(2022, 10, 31))
    named |= {
        "stage": "已认定",
        "valid_to": date(2025, 10, 30),
        "document": "关于公布市级公共实训基地名单的通知（演示）",
        "document_no": "演示工信〔2022〕31号",
        "names_base": "是",
    }
    yield HandedIn("base-recognitions", schools[2].key, date(2022, 11, 9), [named], date(2022, 11, 14))
    applied = [recognition("SX02", "产教融合实训基地", "省级", date(2023, 10, 16))]
    yield HandedIn("base-recognitions", schools[1].key, date(2023, 10, 17), applied)


def recognition(number: str, kind: str, level: str, on: date) -> Fact:
    return {"subject": number, "valid_from": on, "kind": kind, "level": level, "stage": "已申报"}


def _sites(school: School) -> Iterator[HandedIn]:
    """Five sites and twenty-six trainers in the three schools."""
    sites = {"wanghai": 2, "shiyan": 1, "haibin": 2}[school.key]
    rows = [
        {
            "subject": f"KZ{no}",
            "label": f"{school.short}{certificate}考核站",
            "valid_from": date(2021, 4, 20),
            "certificate": certificate,
            "organisation": organisation,
            "filing_no": f"演示备〔2021〕{school.code[-1]}-{no}号",
            "capacity": 60,
            "inspected_on": date(2023, 4, 25),
            "inspection": "合格",
        }
        for no, (certificate, organisation) in enumerate(PROMOTED[:sites], start=1)
    ]
    yield HandedIn("exam-sites", school.key, date(2021, 5, 10), rows, date(2021, 5, 17))
    for year, part in ((2021, 0), (2022, 1), (2023, 2)):
        count = {"wanghai": (4, 3, 2), "shiyan": (3, 2, 3), "haibin": (4, 3, 2)}[school.key]
        first = sum(count[:part])
        trainers = [trainer(school, no, year) for no in range(first, first + count[part])]
        yield HandedIn("trainer-teachers", school.key, date(year, 6, 8), trainers, date(year, 6, 15))


PROMOTED = (("数控车铣加工", "演示智能制造评价中心"), ("Web前端开发", "演示信息技术评价中心"))


def trainer(school: School, no: int, year: int) -> Fact:
    person, _ = school.professional[8 + no]
    certificate, organisation = PROMOTED[no % 2]
    return {
        "subject": person.number,
        "label": person.name,
        "valid_from": date(year, 4, 28),
        "certificate": certificate,
        "level": "中级",
        "organisation": organisation,
        "certificate_no": f"PXS-{school.code[-1]}-{no + 1:03}",
    }


# ------------------------------------------------------------------ apprentices


# which school, the place of the major among its own, firm, signed on, until: five by October 2022, seven by June
# 2023, nine by September 2023; one of the first ran out and was renewed
AGREED: tuple[tuple[int, int, int, date, date], ...] = (
    (0, 0, 3, date(2022, 5, 20), date(2025, 5, 31)),
    (0, 2, 1, date(2022, 5, 26), date(2025, 5, 31)),
    (1, 1, 4, date(2022, 6, 2), date(2025, 5, 31)),
    (2, 0, 0, date(2022, 8, 18), date(2025, 8, 31)),
    (2, 1, 5, date(2022, 8, 30), date(2023, 8, 31)),
    (0, 1, 6, date(2023, 5, 9), date(2026, 5, 31)),
    (1, 2, 7, date(2023, 5, 18), date(2026, 5, 31)),
    (1, 0, 8, date(2023, 9, 6), date(2026, 8, 31)),
    (2, 2, 9, date(2023, 9, 12), date(2026, 8, 31)),
    (2, 1, 5, date(2023, 9, 1), date(2026, 8, 31)),
)


def _apprentice_bases(schools: Sequence[School], firms: Sequence[Firm]) -> Iterator[HandedIn]:
    for no, (place, major, partner, signed, until) in enumerate(AGREED, start=1):
        row = apprentice_base(schools[place], major, firms[partner], no, signed) | {"valid_to": until}
        if no == len(AGREED):  # the renewal of the fifth
            row |= {"subject": "XT05", "valid_from": date(2023, 9, 1)}
        on = signed + timedelta(6)
        yield HandedIn("apprentice-bases", schools[place].key, on, [row], on + timedelta(8))
        if no == 1:
            told = {"level": "区级", "document_no": "演示教〔2023〕12号", "recognised_on": date(2023, 3, 28)}
            on = date(2023, 4, 6)
            yield HandedIn("apprentice-bases", schools[place].key, on, [row | told], on + timedelta(8))


def apprentice_base(school: School, major: int, firm: Firm, no: int, signed: date) -> Fact:
    return {
        "subject": f"XT{no:02}",
        "label": f"{firm.name}学徒基地",
        "valid_from": signed + timedelta(1),
        "major": school.majors[major]["code"],
        "partner": firm.uscc,
        "agreement_no": f"{school.short}XT{signed.year}-{no:02}",
        "signed_on": signed,
        "posts": 20,
        "apprentices": 10 + no,
        "masters": 4,
        "senior_masters": 2,
        "level": "未认定",
    }


def _apprentices(world: World, schools: Sequence[School], firms: Sequence[Firm]) -> Iterator[HandedIn]:
    """Pupils of two schools, and staff of two firms of whom the first firm's have ended."""
    for school, firm, number in ((schools[0], firms[3], "XT01"), (schools[2], firms[0], "XT04")):
        pupils = [row for _, row in school.students if row["enrol_year"] == 2022][:18]
        rows = [_pupil_apprentice(school, row["subject"], row["major_code"], firm, number) for row in pupils]
        yield HandedIn("apprentices", school.key, date(2023, 10, 8), rows, date(2023, 10, 12))
    done = [_staff_apprentice(world, firms[0], no, 2021) for no in range(1, 17)]
    yield HandedIn("apprentices", firms[0].key, date(2022, 10, 14), done, date(2022, 10, 21))
    learning = [_staff_apprentice(world, firms[3], no, 2023) for no in range(1, 13)]
    yield HandedIn("apprentices", firms[3].key, date(2023, 6, 12), learning, date(2023, 6, 19))


def _pupil_apprentice(school: School, number: str, major: str, firm: Firm, base_no: str) -> Row:
    return {
        "subject": number,
        "valid_from": date(2023, 9, 4),
        "valid_to": date(2025, 6, 30),
        "line": "现代学徒制",
        "enterprise": firm.uscc,
        "base_no": base_no,
        "agreement_no": f"{school.short}XTPY-{number[-5:-1]}",
        "major_code": major,
        "has_plan": "是",
        "target_level": "四级/中级工",
        "wage": 1800,
    }


def _staff_apprentice(world: World, firm: Firm, no: int, year: int) -> Fact:
    row = {
        "subject": world.person(1985, 2001).number,
        "valid_from": date(year, 6, 1) if year > 2021 else date(2021, 9, 1),
        "valid_to": date(year + 1, 8, 31),
        "line": "企业新型学徒制",
        "enterprise": firm.uscc,
        "contract_no": f"LD{year}-{no:03}",
        "contract_from": date(year, 1, 1),
        "contract_to": date(year + 2, 12, 31),
        "post_kind": "新招用" if no % 3 else "转岗",
        "is_student": "否",
        "is_dispatched": "否",
        "agreement_no": f"{firm.key.upper()}XT{year}-{no:03}",
        "has_plan": "是",
        "target_level": "四级/中级工",
        "wage": 4200 + 50 * no,
        "subsidy_filed": "是",
        "training_subsidy_filed": "否",
    }
    if year == 2021:
        passed = no not in {5, 11}
        row |= {"result": "考核合格" if passed else "考核不合格"}
        row |= {"certificate_no": f"Y0037X2022{no:04}"} if passed else {}
    return row


# ------------------------------------------------------------------ the centre


def _centre(school: School) -> Iterator[HandedIn]:
    """One centre has opened; visits of October wait."""
    opened = date(2023, 3, 15)
    yield HandedIn("experience-centres", school.key, date(2023, 3, 20), [centre(opened)], date(2023, 3, 27))
    projects = [
        {
            "subject": CENTRE,
            "valid_from": opened,
            "project": name,
            "grades": "三至六年级" if no < 8 else "七至九年级",
            "hours": 2,
            "capacity": 45,
            "adults_needed": 3,
        }
        for no, name in enumerate(PROJECTS)
    ]
    yield HandedIn("centre-projects", school.key, date(2023, 3, 21), projects, date(2023, 3, 27))
    visits = [visit(no) for no in range(VISITS)]
    yield HandedIn("centre-visits", school.key, date(2023, 9, 28), visits, date(2023, 10, 8))
    later = [visit(no) | {"valid_from": date(2023, 10, 12 + no)} for no in range(2)]
    yield HandedIn("centre-visits", school.key, date(2023, 10, 18), later)
    incident = {
        "subject": CENTRE,
        "valid_from": date(2023, 5, 24),
        "what": "木工操作台边角划伤手指",
        "kind": "人身伤害",
        "injured": 1,
        "handled": "校医现场包扎，已告知监护人，台角已加装护套",
        "told_on": date(2023, 5, 24),
        "closed_on": date(2023, 5, 30),
    }
    yield HandedIn("centre-incidents", school.key, date(2023, 5, 25), [incident], date(2023, 5, 31))


def centre(opened: date) -> Fact:
    return {
        "subject": CENTRE,
        "label": "望海中小学职业体验中心",
        "valid_from": opened,
        "document_no": "演示教〔2023〕10号",
        "document_on": date(2023, 3, 10),
        "partners": 2,
        "partner_names": "蔚蓝食品有限公司、海滨技工学校",
        "address": "威海市环翠区",
        "area": 860,
        "has_safety_plan": "是",
        "assessed_on": date(2023, 3, 8),
        "is_insured": "是",
        "insurance_no": "BX-TY01-2023",
    }


def visit(no: int) -> Fact:
    """Twice two classes on the first day, then one visit a day or two; nobody came in the holidays."""
    weeks, weekday = divmod(max(0, no - 1), 3)
    day = date(2023, 3, 15) + timedelta(7 * weeks + weekday)
    if day > date(2023, 6, 30):
        day += timedelta(63)
    again = no >= 2 * len(VISITORS)
    return {
        "subject": CENTRE,
        "valid_from": day,
        "visitors": VISITORS[no % len(VISITORS)],
        "grade": f"{'三四五六'[no % 4]}年级1、2班",
        "kind": "职业体验",
        "pupils": EACH,
        "first_time": 0 if again else EACH,
        "under_14": EACH,
        "adults": 6,
        "guardians_told": "是",
        "guardians_consent": "是",
        "has_travel": "否",
        "has_lodging": "否",
        "charged": 0,
    }
