"""What a checker of the demonstration should find: facts that contradict one another, sheets that wait or came back.

Most of the slips wait to be verified, so that the figures of the district stay what its offices have reported.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date

from gaodi.registers.demo import firms as of_firms
from gaodi.registers.demo import money, offices, places, pupils, schooling, working
from gaodi.registers.demo.cast import Firm
from gaodi.registers.demo.making import HandedIn, Row, World
from gaodi.registers.demo.schooling import School


def handed_in(world: World, schools: Sequence[School], firms: Sequence[Firm]) -> Iterator[HandedIn]:
    """Slips of everybody."""
    yield from _of_teachers(world, schools, firms)
    yield from _of_pupils(world, schools, firms)
    yield from _of_certificates(schools)
    yield from _of_cooperation(world, schools, firms)
    yield from _of_firms(world, schools, firms)
    yield from _of_offices(schools)
    yield from _sent_back(world, schools, firms)


def _of_teachers(world: World, schools: Sequence[School], firms: Sequence[Firm]) -> Iterator[HandedIn]:
    """One teacher at two schools, stays that overlap, one stay told by two schools, one exchange by two."""
    wanghai, shiyan, haibin = schools
    _, row = wanghai.professional[20]
    again = {**row, "valid_from": date(2023, 9, 1)}
    yield HandedIn("teachers", shiyan.key, date(2023, 10, 16), [again])
    person, _ = shiyan.professional[30]
    stays = [
        schooling.stay(world, person, firms[0], date(2023, 7, 10), 40),
        schooling.stay(world, person, firms[1], date(2023, 8, 7), 25),
    ]
    yield HandedIn("teacher-practices", shiyan.key, date(2023, 10, 16), stays)
    person, _ = haibin.professional[30]
    one = schooling.stay(world, person, firms[3], date(2023, 7, 17), 30)
    for school in (haibin, wanghai):
        yield HandedIn("teacher-practices", school.key, date(2023, 10, 17), [one])
    row = working.exchange(wanghai, shiyan, 9)
    row |= {"valid_from": date(2023, 9, 1), "valid_to": date(2024, 1, 19), "person_days": 40}
    for school, other in ((wanghai, shiyan), (shiyan, wanghai)):
        yield HandedIn("staff-exchanges", school.key, date(2023, 10, 16), [row | {"counterpart": other.code}])
    major = schooling.major_row(world, shiyan, 0, shiyan.majors[0])
    yield HandedIn("majors", shiyan.key, date(2023, 10, 16), [major | {"valid_from": date(2023, 9, 1)}])
    newcomers = [schooling.teacher(world, wanghai, "专业课")[1] for _ in range(2)]
    newcomers = [row | {"valid_from": date(2023, 10, 9), "joined_on": date(2023, 10, 9)} for row in newcomers]
    yield HandedIn("teachers", wanghai.key, date(2023, 10, 16), newcomers)


def _of_pupils(world: World, schools: Sequence[School], firms: Sequence[Firm]) -> Iterator[HandedIn]:
    """One pupil on two rolls, in two internships, in two programmes; one agreement for two."""
    wanghai, shiyan, haibin = schools
    _, row = wanghai.students[700]
    yield HandedIn("students", haibin.key, date(2023, 10, 17), [row | {"major_code": "660103"}])
    intern = pupils.internship(world, haibin, haibin.students[0][1], firms[7], 300)
    second = pupils.internship(world, haibin, haibin.students[300][1], firms[2], 300)
    yield HandedIn("internships", haibin.key, date(2023, 10, 17), [intern, second])
    person = world.person(2006, 2006)
    for school in (wanghai, haibin):
        row = pupils.craftsman(world, school, person, 2023, firms[0].uscc) | {"progress": "推荐"}
        yield HandedIn("craftsman-reserves", school.key, date(2023, 10, 16), [row])
    graduate = shiyan.graduates[40]
    row = pupils.outcome(world, shiyan, firms, graduate, 2023)
    yield HandedIn("graduate-outcomes", wanghai.key, date(2023, 10, 16), [row])
    number = haibin.students[500][1]["subject"]
    base = {"valid_from": date(2023, 9, 4), "valid_to": date(2025, 6, 30), "target_level": "四级/中级工"}
    of_school = base | {
        "subject": number,
        "line": "现代学徒制",
        "enterprise": firms[3].uscc,
        "base_no": "XT04",
    }
    of_firm = base | {
        "subject": number,
        "line": "企业新型学徒制",
        "enterprise": firms[3].uscc,
        "is_student": "是",
    }
    other = base | {"subject": world.person(1990, 2000).number, "line": "企业新型学徒制"}
    number = "Y0037X20230101"
    yield HandedIn("apprentices", haibin.key, date(2023, 10, 17), [of_school])
    yield HandedIn(
        "apprentices",
        "chenghai",
        date(2023, 10, 17),
        [of_firm | {"certificate_no": number}, other | {"certificate_no": number}],
    )


def _of_certificates(schools: Sequence[School]) -> Iterator[HandedIn]:
    """The number of one certificate in two schools' sheets."""
    wanghai, shiyan, haibin = schools
    row = {
        "subject": haibin.students[600][1]["subject"],
        "valid_from": date(2023, 9, 20),
        "certificate_no": "Y0037120230005",
        "level": "四级/中级工",
        "holder": "学生",
    }
    yield HandedIn("skill-certificates", haibin.key, date(2023, 10, 16), [row])
    row = {
        "subject": haibin.students[601][1]["subject"],
        "valid_from": date(2023, 9, 16),
        "certificate": "Web前端开发",
        "level": "初级",
        "result": "通过",
        "certificate_no": "X100003",
    }
    yield HandedIn("x-certificates", haibin.key, date(2023, 10, 16), [row])
    row = {
        "subject": shiyan.students[602][1]["subject"],
        "valid_from": date(2023, 9, 16),
        "certificate": "国际焊工证书",
        "certificate_no": "IWS-1-003",
        "holder": "学生",
    }
    yield HandedIn("international-certificates", shiyan.key, date(2023, 10, 16), [row])
    row = places.trainer(wanghai, 2, 2021)
    yield HandedIn("trainer-teachers", shiyan.key, date(2023, 10, 16), [row])


def _of_cooperation(world: World, schools: Sequence[School], firms: Sequence[Firm]) -> Iterator[HandedIn]:
    """Agreements, contracts, notices and appraisals that are used twice; a base's equipment told twice."""
    wanghai, shiyan, haibin = schools
    on = date(2023, 10, 17)
    row = working.joint_major(haibin, haibin.majors[2], firms[0], 30)
    row |= {"agreement_no": f"{wanghai.short}HZ2022-01", "appraisal_no": "演示评报字〔2022〕第1号"}
    yield HandedIn("cooperation-projects", haibin.key, on, [row])
    share = {
        "subject": "HZ31",
        "valid_from": date(2023, 9, 1),
        "holder": haibin.plan["name"],
        "holder_kind": "国有",
        "form": "实物",
        "share": 51,
        "appraisal_no": "演示评报字〔2022〕第1号",
    }
    yield HandedIn("cooperation-shares", haibin.key, on, [share])
    row = places.apprentice_base(haibin, 3, firms[3], 20, date(2023, 10, 9))
    yield HandedIn("apprentice-bases", haibin.key, on, [row | {"agreement_no": f"{wanghai.short}XT2022-01"}])
    row = places.base(haibin, 1) | {"subject": "SX03", "label": f"{haibin.short}智能制造实训中心"}
    yield HandedIn("bases", haibin.key, on, [row])
    row = working.staff_base(shiyan, firms[1], 12) | {"agreement_no": f"{wanghai.short}ZG2022-01"}
    yield HandedIn("staff-training-bases", shiyan.key, on, [row | {"partner": firms[1].uscc}])
    row = working.staff_base(wanghai, firms[1], 12) | {"agreement_no": f"{wanghai.short}ZG2022-01"}
    yield HandedIn("staff-training-bases", wanghai.key, on, [row])
    row = working.contest("JS2309", f"{haibin.short}2023年车工大赛", 2023, 4)
    yield HandedIn("skill-contests", haibin.key, on, [row])
    yield from _of_training(world, wanghai, firms)
    row = places.centre(date(2023, 9, 25)) | {"subject": "TY09", "label": "海滨职业体验点"}
    yield HandedIn("experience-centres", haibin.key, on, [row])


def _of_training(world: World, school: School, firms: Sequence[Firm]) -> Iterator[HandedIn]:
    """Two classes under one contract, one person in both at once, one certificate for two persons."""
    classes = [
        {
            "subject": f"QY230{no}",
            "label": f"海邦精工职工在岗培训班（{no}）",
            "valid_from": date(2023, 9, 11 + no),
            "valid_to": date(2023, 9, 22),
            "kind": "在岗",
            "is_commissioned": "是",
            "commissioner": firms[0].uscc,
            "contract_no": "HAIBANG-QY2301",
            "hours": 40,
            "trainees": 30,
            "paid": 9_600,
        }
        for no in (1, 2)
    ]
    yield HandedIn("training-classes", school.key, date(2023, 10, 17), classes)
    twice, other = world.person(1980, 1995), world.person(1980, 1995)
    attended = [
        working.attendance(world, school, chosen, 1)
        | {"subject": person.number, "exam_result": "合格", "has_certificate": "是", "certificate_no": number}
        for chosen, person, number in (
            (classes[0], twice, "PXZ20231901"),
            (classes[1], twice, "PXZ20231902"),
            (classes[1], other, "PXZ20231902"),
        )
    ]
    yield HandedIn("training-attendances", school.key, date(2023, 10, 17), attended)


def _of_firms(world: World, schools: Sequence[School], firms: Sequence[Firm]) -> Iterator[HandedIn]:
    """One voucher of mother and daughter; the mother's report of the daughter; firms told by two units."""
    haibang, weilan, daughter = firms[0], firms[1], firms[2]
    paid = next(each for each in of_firms.PAID if each[2] == 236_000)
    claimed = of_firms.payment(haibang, schools[1].plan["name"], paid)
    claimed |= {"partner": schools[2].plan["name"], "subject": daughter.uscc}
    claimed |= {"invoice_no": _invoice(haibang, schools, paid)}
    yield HandedIn("investments", daughter.key, date(2023, 10, 16), [claimed])
    for_her = of_firms.payment(daughter, schools[0].plan["name"], ("haibangzb", paid[1], 60_000, "办学投资"))
    yield HandedIn("investments", haibang.key, date(2023, 10, 17), [for_her])
    yield HandedIn("enterprises", weilan.key, date(2023, 10, 17), [of_firms.itself(weilan, firms)])
    year = of_firms.year_of(world, weilan, 2022, 7)
    yield HandedIn("enterprise-years", weilan.key, date(2023, 10, 17), [year])
    listed = of_firms.listing(weilan, "第一批", date(2021, 6, 18))
    yield HandedIn("ie-enterprises", weilan.key, date(2023, 10, 17), [listed])
    month = {
        "subject": haibang.uscc,
        "valid_from": date(2022, 5, 1),
        "valid_to": date(2022, 5, 31),
        "filing": "按月",
        "consent": "否",
        "credit_education": 4_300,
        "credit_local": 2_900,
        "carry_out": 0,
    }
    yield HandedIn("tax-periods", haibang.key, date(2023, 10, 17), [month])
    uscc = money.school_firm(world, 0)
    itself = {
        "subject": uscc,
        "label": money.SCHOOL_FIRMS[0][1],
        "valid_from": money.SCHOOL_FIRMS[0][2],
        "school": schools[1].code,
        "for_internship": "是",
        "school_share": 40,
    }
    yield HandedIn("school-enterprises", schools[1].key, date(2023, 10, 17), [itself])
    earned = money.income(uscc, 2023, 9, "餐饮住宿服务", 24_000, exempt=True)
    yield HandedIn("service-incomes", schools[1].key, date(2023, 10, 17), [earned])


def _invoice(firm: Firm, schools: Sequence[School], paid: tuple[str, date, int, str]) -> str:
    return str(of_firms.payment(firm, schools[0].plan["name"], paid)["invoice_no"])


def _of_offices(schools: Sequence[School]) -> Iterator[HandedIn]:
    """One payment in two items; a researcher and a day of theirs told twice; a school told by the bureau too."""
    wanghai, shiyan, haibin = schools
    on = date(2023, 10, 17)
    items = [money.item(2023, no) | {"paid": 32.5, "project": "实训楼配套设备"} for no in (6, 7)]
    items = [
        row | {"subject": f"ZJ{no}", "label": f"实训设备购置（{no}）"}
        for no, row in enumerate(items, start=16)
    ]
    yield HandedIn("budget-items", money.FINANCE, on, items)
    person, _ = wanghai.professional[0]
    again = offices.researcher(person.number, person.name, "公办学校", wanghai.plan["name"])
    yield HandedIn("researchers", wanghai.key, on, [again])
    done = offices.activity(again, date(2023, 4, 3), 0)  # the day that the bureau tells too
    yield HandedIn("researcher-activities", wanghai.key, on, [done])
    row = {"subject": haibin.code, "label": haibin.plan["name"], "valid_from": haibin.plan["opened"]}
    yield HandedIn("schools", offices.EDUCATION, on, [row | {"uscc": shiyan.uscc, "kind": "技工学校"}])


def _sent_back(world: World, schools: Sequence[School], firms: Sequence[Firm]) -> Iterator[HandedIn]:
    """Sheets that came back with a reason, to a school, a firm and a bureau."""
    _, shiyan, haibin = schools
    row: Row = schooling.teacher(world, shiyan, "专业课")[1] | {
        "valid_from": date(2023, 9, 1),
        "joined_on": None,
    }
    yield HandedIn(
        "teachers", shiyan.key, date(2023, 10, 12), [row], returned="到岗文件没有附上，请补后重报。"
    )
    row = pupils.internship(world, haibin, haibin.students[400][1], firms[20], 400) | {"insurance_no": ""}
    yield HandedIn(
        "internships", haibin.key, date(2023, 10, 13), [row], returned="没有实习责任保险单，请投保后补报。"
    )
    paid = ("weilan", date(2023, 9, 26), 88_000, "本企业职工培训")
    row = of_firms.payment(firms[1], schools[0].plan["name"], paid) | {"invoice_no": "", "contract_no": ""}
    yield HandedIn(
        "investments",
        "weilan",
        date(2023, 10, 13),
        [row],
        returned="缺合同和发票，无法核对用途，请补齐后重报。",
    )
    row = {"period": "2023", "employer": "事业单位", "graduation": "高等职业学校", "hired": 96}
    yield HandedIn(
        "appointments",
        offices.HUMAN_RESOURCES,
        date(2023, 10, 11),
        [row],
        returned="全年还没有结束，请按已录用人数重报。",
    )
    yield from _half_filled(schools)


def _half_filled(schools: Sequence[School]) -> Iterator[HandedIn]:
    """What somebody has begun to type: the second centre, which has not opened, and a firm's year."""
    row: Row = {
        "subject": "TY02",
        "label": "实验中小学职业体验中心",
        "valid_from": date(2023, 11, 30),
        "partners": 2,
    }
    yield HandedIn("experience-centres", schools[1].key, date(2023, 10, 18), [row], draft=True)
    row = {"subject": "GX02", "label": "机电实训室共享", "valid_from": date(2023, 10, 16)}
    yield HandedIn("resource-sharings", schools[2].key, date(2023, 10, 18), [row], draft=True)
