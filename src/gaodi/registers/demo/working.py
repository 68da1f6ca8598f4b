"""What stands between schools and firms in the demonstration: training, cooperation, contests, staff exchanged."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date, timedelta
from typing import Any

from gaodi.registers.demo.cast import Firm
from gaodi.registers.demo.making import HandedIn, Row, World
from gaodi.registers.demo.schooling import School

Fact = dict[str, Any]
ENROLLED = (96, 92, 90, 88, 86, 82, 78)  # 612 pupils in the seven joint majors, as the roll of July 2023 says
BUYERS = 12  # of the fourteen classes that firms bought in 2022


def handed_in(world: World, schools: Sequence[School], firms: Sequence[Firm]) -> Iterator[HandedIn]:
    """Everything between schools and firms."""
    yield from _training(world, schools, firms)
    yield from _projects(schools, firms)
    yield from _staff_bases(schools, firms)
    yield from _contests(schools)
    yield from _exchanges(schools)


# ------------------------------------------------------------------ classes


def _training(world: World, schools: Sequence[School], firms: Sequence[Firm]) -> Iterator[HandedIn]:
    wanghai, shiyan, haibin = schools
    first = [
        _class("PX2101", "家政服务培训班", date(2021, 4, 12), "社区", 38),
        _class("PX2102", "电工培训班", date(2021, 4, 19), "技能提升", 40),
        _class("PX2103", "民宿管理培训班", date(2021, 4, 26), "社区", 34),
    ]
    yield HandedIn("training-classes", wanghai.key, date(2021, 5, 8), first, date(2021, 5, 14))
    farmers = [
        _class(f"PX220{no}", f"高素质农民培训第{no}期", date(2022, 9, 12 + 14 * (no - 1)), "农民", 93)
        for no in (1, 2)
    ]
    yield HandedIn("training-classes", wanghai.key, date(2022, 11, 11), farmers, date(2022, 11, 18))
    for school in schools:
        bought = _bought(world, school, schools, firms)
        yield HandedIn("training-classes", school.key, date(2022, 12, 5), bought, date(2022, 12, 9))
        attended = _attendances(world, school, bought[:4])
        yield HandedIn("training-attendances", school.key, date(2022, 12, 6), attended, date(2022, 12, 13))
    for school, rows in zip(schools, _for_society(), strict=True):
        yield HandedIn("training-classes", school.key, date(2023, 7, 3), rows, date(2023, 7, 5))
    for place, school in enumerate((shiyan, haibin)):
        this_year = [
            _commissioned(
                world, f"QY23{no:02}", firms[place * 3 + no], date(2023, 2, 20) + timedelta(35 * no)
            )
            for no in range(1, 4)
        ]
        this_year[0] |= {"attendance_rate": None, "contract_no": f"{school.key.upper()}23-09"}
        yield HandedIn("training-classes", school.key, date(2023, 9, 4), this_year, date(2023, 9, 11))
        attended = _attendances(world, school, this_year)
        yield HandedIn("training-attendances", school.key, date(2023, 9, 5), attended, date(2023, 9, 12))


def _class(number: str, label: str, begin: date, kind: str, trainees: int) -> Fact:
    return {
        "subject": number,
        "label": label,
        "valid_from": begin,
        "valid_to": begin + timedelta(4),
        "kind": kind,
        "is_commissioned": "否",
        "hours": 40,
        "trainees": trainees,
        "attendance_rate": 96,
        "funding": "财政补贴",
        "fee": 0,
        "paid": 0,
    }


def _bought(world: World, school: School, schools: Sequence[School], firms: Sequence[Firm]) -> list[Fact]:
    """A school's part of fourteen classes that twelve firms bought in 2022."""
    mine = [no for no in range(14) if schools[no % 3] is school]
    return [
        _commissioned(world, f"QY22{no + 1:02}", firms[no % BUYERS], date(2022, 2, 21) + timedelta(19 * no))
        for no in mine
    ]


def _commissioned(world: World, number: str, firm: Firm, begin: date) -> Fact:
    trainees = world.dice.randrange(26, 48)
    fee = trainees * 320
    return _class(number, f"{firm.name.removesuffix('有限公司')}职工在岗培训班", begin, "在岗", trainees) | {
        "is_commissioned": "是",
        "commissioner": firm.uscc,
        "contract_no": f"{firm.key.upper()}-{number}-{begin:%m%d}",
        "is_own_subsidiary": "否",
        "occupation_code": "6-18-01-01",
        "level": "四级/中级工",
        "funding": "企业付费",
        "fee": fee,
        "paid": fee,
    }


def _for_society() -> tuple[list[Fact], list[Fact], list[Fact]]:
    """The first half of 2023: 1,120 of communities, 640 old people, 410 farmers, 170 veterans."""
    classes = [("社区", 80)] * 14 + [("老年", 80)] * 8 + [("农民", 82)] * 5 + [("退役军人", 85)] * 2
    parts: tuple[list[Fact], list[Fact], list[Fact]] = ([], [], [])
    for no, (kind, trainees) in enumerate(classes):
        begin = date(2023, 2, 13) + timedelta(7 * (no % 18))
        part = parts[no % 3]
        part.append(_class(f"SH23{len(part) + 1:02}", f"2023年{kind}培训第{no + 1}班", begin, kind, trainees))
    return parts


def _attendances(world: World, school: School, classes: Sequence[Fact]) -> list[Fact]:
    return [
        attendance(world, school, chosen, no)
        for place, chosen in enumerate(classes)
        for no in range(20 * place, 20 * place + 20)
    ]


def attendance(world: World, school: School, chosen: Row, no: int) -> Fact:
    result = world.weighted({"合格": 90, "不合格": 6, "未参加考核": 4})
    row = {
        "subject": world.person(1970, 2000).number,
        "valid_from": chosen["valid_from"],
        "valid_to": chosen["valid_to"],
        "training_class": chosen["subject"],
        "attended_hours": chosen["hours"] - world.dice.randrange(4),
        "exam_result": result,
        "is_subsidised": "否",
    }
    if result == "合格":
        certified = no % 7 != 0
        number = f"PXZ{chosen['valid_from'].year}{school.code[-1]}{no:03}"
        row |= {"has_certificate": "是" if certified else "否", "certificate_no": number if certified else ""}
    return row


# ------------------------------------------------------------------ projects


def _projects(schools: Sequence[School], firms: Sequence[Firm]) -> Iterator[HandedIn]:
    """Seven joint majors, two classes to order, two bases that outsiders paid into; who holds which share."""
    wanghai, shiyan, haibin = schools
    majors = [(wanghai, 0), (wanghai, 1), (wanghai, 2), (shiyan, 1), (shiyan, 2), (haibin, 0), (haibin, 1)]
    for school in schools:
        rows = [
            joint_major(school, school.majors[place], firms[no], no)
            for no, (its, place) in enumerate(majors)
            if its is school
        ]
        if school is shiyan:  # nobody wrote down when something last happened
            rows[0] |= {"last_active_on": None}
        yield HandedIn("cooperation-projects", school.key, date(2023, 7, 5), rows, date(2023, 7, 10))
    for no, school in enumerate((shiyan, haibin), start=8):
        row = joint_major(school, school.majors[0], firms[no], no) | {"kind": "订单班", "enrolled": 36}
        row |= {"label": f"{firms[no].name[:4]}订单班"}
        yield HandedIn("cooperation-projects", school.key, date(2022, 10, 18), [row], date(2022, 10, 25))
    for school, partner, committed, paid in ((wanghai, firms[1], 500, 200), (haibin, firms[0], 360, 120)):
        yield HandedIn(
            "cooperation-projects",
            school.key,
            date(2022, 6, 8),
            [_shared_base(school, partner, committed, paid)],
            date(2022, 6, 13),
        )
        shares = _shares(school, partner, paid)
        yield HandedIn("cooperation-shares", school.key, date(2022, 6, 9), shares, date(2022, 6, 16))


def joint_major(school: School, major: Row, firm: Firm, no: int) -> Fact:
    return {
        "subject": f"HZ{no + 1:02}",
        "label": f"{major['name']}专业共建",
        "valid_from": date(2022, 9, 1),
        "valid_to": date(2025, 8, 31),
        "kind": "共建专业",
        "partner": firm.uscc,
        "agreement_no": f"{school.short}HZ2022-{no + 1:02}",
        "signed_on": date(2022, 7, 12),
        "committed": 0,
        "paid": 0,
        "major_code": major["code"],
        "enrolled": ENROLLED[no] if no < len(ENROLLED) else 36,
        "last_active_on": date(2023, 5, 16),
        "fixed_return": "否",
    }


def _shared_base(school: School, partner: Firm, committed: int, paid: int) -> Fact:
    return {
        "subject": "HZ20",
        "label": f"{school.short}与{partner.name[:4]}共建实训基地",
        "valid_from": date(2022, 4, 1),
        "valid_to": date(2032, 3, 31),
        "kind": "共建实训基地",
        "partner": partner.uscc,
        "agreement_no": f"{school.short}HZ2022-20",
        "signed_on": date(2022, 3, 24),
        "filed_on": date(2022, 4, 6),
        "committed": committed,
        "paid": paid,
        "paid_until": date(2022, 5, 31),
        "approval_no": f"演示教发〔2022〕{8 if school.key == 'wanghai' else 9}号",
        "approved_on": date(2022, 3, 10),
        "legality_reviewed": "是",
        "appraisal_no": f"演示评报字〔2022〕第{school.code[-1]}号",
        "appraised_on": date(2022, 2, 21),
        "last_active_on": date(2023, 6, 20),
        "fixed_return": "否",
    }


def _shares(school: School, partner: Firm, paid: int) -> list[Fact]:
    """望海's shares make nine tenths only: a slip that a checker should find."""
    mine, theirs = (40, 50) if school.key == "wanghai" else (60, 40)
    state = {
        "subject": "HZ20",
        "valid_from": date(2022, 4, 1),
        "holder": school.plan["name"],
        "holder_uscc": school.uscc,
        "holder_kind": "国有",
        "form": "实物",
        "share": mine,
        "amount": paid * mine // theirs,
        "appraised_by": "演示资产评估机构",
        "appraisal_no": f"演示评报字〔2022〕第{school.code[-1]}号",
        "appraised_on": date(2022, 2, 21),
        "appraisal_filed_on": date(2022, 3, 2),
    }
    firm = {"holder": partner.name, "holder_uscc": partner.uscc, "holder_kind": "非公有", "form": "货币"}
    money = {"subject": "HZ20", "valid_from": date(2022, 4, 1), "share": theirs, "amount": paid}
    return [state, firm | money]


# ------------------------------------------------------------------ bases for staff, contests, exchange


def _staff_bases(schools: Sequence[School], firms: Sequence[Firm]) -> Iterator[HandedIn]:
    """Four by the end of 2022."""
    wanghai, shiyan, haibin = schools
    for no, school in enumerate((wanghai, shiyan, haibin, haibin), start=1):
        row = staff_base(school, firms[no], no)
        day = date(2022, 11, 21 + no)
        yield HandedIn("staff-training-bases", school.key, day, [row], day + timedelta(7))


def staff_base(school: School, firm: Firm, no: int) -> Fact:
    return {
        "subject": f"ZG{no:02}",
        "label": f"{firm.name.removesuffix('有限公司')}职工培训基地",
        "valid_from": date(2022, 10, 1),
        "valid_to": date(2025, 9, 30),
        "partner": firm.uscc,
        "agreement_no": f"{school.short}ZG2022-{no:02}",
        "signed_on": date(2022, 9, 20),
        "occupations": "车工、装配钳工",
        "area": 460 + 40 * no,
        "capacity": 60,
        "trainers": 6,
    }


def _contests(schools: Sequence[School]) -> Iterator[HandedIn]:
    """One of pupils in each school a year, one of the district; of staff nobody has reported any."""
    for year in (2021, 2022, 2023):
        for no, school in enumerate(schools, start=1):
            row = contest(f"JS{year % 100}{no:02}", f"{school.short}{year}年学生技能节", year, no)
            yield HandedIn("skill-contests", school.key, date(year, 6, 14), [row], date(year, 6, 21))
        row = contest(f"QJS{year % 100}", f"{year}年全区中职学生技能大赛", year, 4) | {"level": "区级"}
        yield HandedIn("skill-contests", "edu_sports_bureau", date(year, 6, 18), [row], date(year, 6, 25))


def contest(number: str, label: str, year: int, no: int) -> Fact:
    return {
        "subject": number,
        "label": label,
        "valid_from": date(year, 5, 17),
        "valid_to": date(year, 5, 19),
        "level": "校级",
        "organiser": "区教育体育局" if no > 3 else label.split("20", maxsplit=1)[0],
        "notice_no": f"演示赛〔{year}〕{no}号",
        "occupation_code": "6-18-01-01",
        "occupation": "车工",
        "is_for_staff": "否",
        "firms": 0,
        "contestants": 60 + 20 * no,
        "awarded": 18 + 2 * no,
        "published_on": date(year, 5, 23),
        "commended_on": date(year, 6, 1),
    }


def _exchanges(schools: Sequence[School]) -> Iterator[HandedIn]:
    """All schools are public: three teachers and two rooms go from one to the other; nothing across."""
    wanghai, shiyan, haibin = schools
    for no, (giver, user) in enumerate(((wanghai, shiyan), (shiyan, haibin), (haibin, wanghai)), start=1):
        rows = [exchange(giver, user, no)]
        yield HandedIn("staff-exchanges", giver.key, date(2023, 3, 14), rows, date(2023, 3, 21))
    for giver, user, kind in ((haibin, wanghai, "设备"), (wanghai, shiyan, "场地")):
        sharing = {
            "subject": "GX01",
            "label": f"{giver.short}{kind}共享",
            "valid_from": date(2022, 9, 1),
            "valid_to": date(2024, 7, 31),
            "from_school": giver.code,
            "to_school": user.code,
            "direction": "同类之间",
            "kind": kind,
            "hours": 180,
            "basis": "无偿",
            "price": 0,
        }
        yield HandedIn("resource-sharings", giver.key, date(2022, 9, 13), [sharing], date(2022, 9, 20))


def exchange(giver: School, user: School, no: int) -> Fact:
    person, _ = giver.professional[-no]
    return {
        "subject": person.number,
        "label": person.name,
        "valid_from": date(2023, 2, 20),
        "valid_to": date(2023, 7, 14),
        "counterpart": user.code,
        "direction": "同类之间",
        "post": "专业课教师",
        "person_days": 60 + 10 * no,
        "pay": 0,
    }
