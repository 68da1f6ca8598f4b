"""职业体验中心 — where pupils try occupations: centres, their projects, visits and incidents (task 12).

Of children nothing but counts is kept: no name, no number of any pupil.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from django.db import models
from django.db.models import Q

from gaodi.registers.columns import choice, code, day, firm, number, school, text, yes_no, yuan
from gaodi.registers.declaration import Problem, Register
from gaodi.registers.declared.certificates import OCCUPATION
from gaodi.registers.elsewhere import has_begun_in, stands_in
from gaodi.registers.figures import Count, Only, Sum
from gaodi.registers.findings import Same, TwoUnits
from gaodi.registers.models.facts import Fact, keyed, listed
from gaodi.registers.models.subjects import SubjectKind
from gaodi.registers.naming import Numbered
from gaodi.registers.rowchecks import not_before, part_of

LEAST_PROJECTS = 3  # [D] R12.1: so many projects a centre offers before it counts
LEAST_AGE_OF_CONSENT = 14  # 个人信息保护法 art. 31: of younger pupils a guardian consents
FILLERS = ("school", "edu_sports_bureau")
VERIFIERS = ("edu_sports_bureau",)
SOURCE = "职业教育法第十九条"


class ExperienceCentre(Fact):
    """职业体验中心: a centre for pupils of primary and middle schools, from its opening to its end."""

    document_no = text("设立文号", 60, example="威环教〔2021〕12号", aliases=("文号", "批复文号"))
    document_on = day("设立文件日期", aliases=("文件日期", "批复日期"))
    partners = number("合作单位", unit="个", aliases=("合作单位数",), note="职业学校和企业合计")
    partner_school = school("合作学校标识码")
    partner_firm = firm("合作企业统一社会信用代码")
    partner_names = text("合作单位名称", 160)
    address = text("地址", 160)
    area = number("面积", unit="㎡", places=2)
    has_safety_plan = yes_no("有安全预案", aliases=("安全预案",))
    assessed_on = day("安全评估日期")
    is_insured = yes_no("已投保", aliases=("保险",))
    insurance_no = text("保险单号", 60, applies_when={"is_insured": (True,)}, aliases=("保单号",))

    class Meta:
        verbose_name = "职业体验中心"
        constraints = keyed("centre")
        indexes = listed("centre")


def partners_that_are_named(row: Mapping[str, Any]) -> Iterator[Problem]:
    """Who is named as a partner is one."""
    named = row.get("partner_school") or row.get("partner_firm") or row.get("partner_names")
    if row.get("partners") == 0 and named:
        yield Problem("partners", "合作单位为0，又填了合作单位", "请改正其中一格")


ESTABLISHED = Only(Q(document_no__isnull=False), "没有设立文件", needs=("document_no", "document_on"))
EXPERIENCE_CENTRES = Register(
    slug="experience-centres",
    name="职业体验中心",
    model=ExperienceCentre,
    group="职业体验",
    about=Numbered(SubjectKind.CENTRE),
    about_heading="中心编号",
    label="中心名称",
    dates=("启用日期", "停用日期"),
    columns_first=("document_no", "partners", "has_safety_plan", "is_insured"),
    aliases={"名称": "label", "启用时间": "valid_from", "开放日期": "valid_from"},
    checks=(partners_that_are_named,),
    figures=(
        Count("experience_centres.established", "有设立文件的职业体验中心", "个", only=(ESTABLISHED,)),
        Count(
            "experience_centres.counted",
            "符合计数条件的职业体验中心",
            "个",
            only=(
                ESTABLISHED,
                Only(Q(partners__gte=1), "没有合作单位", needs=("partners",)),
                Only(Q(has_safety_plan=True), "没有安全预案", needs=("has_safety_plan",)),
                Only(Q(is_insured=True), "没有投保", needs=("is_insured",)),
                Only(stands_in("centre-projects", least=LEAST_PROJECTS), f"体验项目不到{LEAST_PROJECTS}个"),
                Only(has_begun_in("centre-visits"), "当年没有学校来访"),
            ),
        ),
    ),
    findings=(
        Same(("document_no",), "一份设立文件用于两个中心，只计一个"),
        TwoUnits("一个中心由两个单位填报"),
    ),
    filled_by=FILLERS,
    verified_by=VERIFIERS,
    public=True,
    source=SOURCE,
    task="12",
)


class CentreProject(Fact):
    """体验项目: one thing that pupils can try at a centre."""

    project = text("体验项目", 60, required=True, example="船模制作", aliases=("项目名称", "项目"))
    occupation = text("对应职业", 60)
    occupation_code = code("职业编码", *OCCUPATION, example="6-18-01-01")
    grades = text("适合年级", 40, example="三至六年级")
    hours = number("课时", unit="课时", places=1)
    capacity = number("每批最多", unit="人", aliases=("容纳人数",))
    adults_needed = number("每批指导人员", unit="人")

    class Meta:
        verbose_name = "体验项目"
        constraints = keyed("centre_project", "project")
        indexes = listed("centre_project")


def guided_by_somebody(row: Mapping[str, Any]) -> Iterator[Problem]:
    """Pupils are not left alone."""
    if row.get("adults_needed") == 0:
        yield Problem(
            "adults_needed", "每批没有指导人员", "小学、初中学生体验应有人指导，请核对", warning=True
        )


CENTRE_PROJECTS = Register(
    slug="centre-projects",
    name="体验项目",
    model=CentreProject,
    group="职业体验",
    about=Numbered(SubjectKind.CENTRE),
    about_heading="中心编号",
    dates=("开设日期", "停开日期"),
    columns_first=("project", "occupation", "grades", "capacity"),
    checks=(guided_by_somebody,),
    figures=(Count("centre_projects.total", "体验项目", "个", of="row"),),
    filled_by=FILLERS,
    verified_by=VERIFIERS,
    public=True,
    source=SOURCE,
    task="12",
)


class VisitKind(models.TextChoices):
    """What a visit was: 研学 is collective travel with lodging, half a day is 职业体验 (R12.3)."""

    EXPERIENCE = "experience", "职业体验"
    STUDY_TRIP = "study_trip", "研学旅行"


class CentreVisit(Fact):
    """体验活动: one visit of a class of one school to a centre; of the pupils only counts."""

    visitors = school("来访学校标识码", required=True, aliases=("学校标识码", "学校代码"))
    grade = text("年级（班级）", 40, required=True, example="五年级2班", aliases=("年级", "班级"))
    kind = choice("活动类型", VisitKind, also={"研学": "study_trip"})
    pupils = number("参加学生", unit="人次", aliases=("学生人数", "人次"))
    first_time = number("其中：首次参加", unit="人", note="本年度第一次来的学生；用于算人数")
    under_14 = number("其中：未满14周岁", unit="人")
    adults = number("带队和指导人员", unit="人", aliases=("带队教师",))
    guardians_told = yes_no("已告知监护人", aliases=("监护人告知",))
    guardians_consent = yes_no("监护人同意收集信息", note="没有收集学生信息的填是")
    has_travel = yes_no("集体旅行")
    has_lodging = yes_no("集体食宿")
    charged = yuan("向每名学生收费", unit="元", aliases=("收费",))

    class Meta:
        verbose_name = "体验活动"
        constraints = keyed("centre_visit", "visitors", "grade")
        indexes = listed("centre_visit")


def a_trip_only_with_both(row: Mapping[str, Any]) -> Iterator[Problem]:
    """R12.3: 研学 only if both collective travel and collective lodging."""
    if row.get("kind") == VisitKind.STUDY_TRIP and False in {row.get("has_travel"), row.get("has_lodging")}:
        yield Problem("kind", "没有集体旅行或没有集体食宿，不是研学旅行", "活动类型请改为“职业体验”")


def guarded(row: Mapping[str, Any]) -> Iterator[Problem]:
    """Guardians are told, and consent to the data of children under 14; visits are not sold."""
    if row.get("guardians_told") is False:
        yield Problem("guardians_told", "没有告知监护人", "活动前应告知监护人", warning=True)
    if row.get("under_14") and row.get("guardians_consent") is False:
        yield Problem(
            "guardians_consent",
            f"有未满{LEAST_AGE_OF_CONSENT}周岁的学生，监护人没有同意",
            "没有同意的不得收集信息",
            warning=True,
        )
    if row.get("charged"):
        yield Problem("charged", "向学生收费", "请附收费依据", warning=True)
    if row.get("pupils") and row.get("adults") == 0:
        yield Problem("adults", "没有带队和指导人员", "请核对", warning=True)


CENTRE_VISITS = Register(
    slug="centre-visits",
    name="体验活动",
    model=CentreVisit,
    group="职业体验",
    about=Numbered(SubjectKind.CENTRE),
    about_heading="中心编号",
    dates=("活动日期", ""),
    columns_first=("visitors", "grade", "kind", "pupils"),
    aliases={"日期": "valid_from", "活动时间": "valid_from"},
    checks=(
        part_of("first_time", "pupils", "首次参加的学生比参加学生还多"),
        part_of("under_14", "pupils", "未满14周岁的学生比参加学生还多"),
        a_trip_only_with_both,
        guarded,
    ),
    figures=(
        Count("centre_visits.held", "当期体验活动", "场", of="row", when="period"),
        Sum("centre_visits.person_times", "当期参加体验", "人次", column="pupils", when="period"),
        Sum("centre_visits.pupils", "当期参加体验", "人", column="first_time", when="period"),
        Count("centre_visits.schools", "当期来访学校", "所", of="visitors", when="period"),
        Count(
            "centre_visits.study_trips",
            "当期研学旅行",
            "场",
            of="row",
            when="period",
            only=(
                Only(Q(kind=VisitKind.STUDY_TRIP), "是职业体验", needs=("kind",)),
                Only(Q(has_travel=True), "没有集体旅行", needs=("has_travel",)),
                Only(Q(has_lodging=True), "没有集体食宿", needs=("has_lodging",)),
            ),
        ),
    ),
    filled_by=FILLERS,
    verified_by=VERIFIERS,
    source="教基一〔2016〕8号",
    task="12",
)


class IncidentKind(models.TextChoices):
    """What happened."""

    INJURY = "injury", "人身伤害"
    TRAFFIC = "traffic", "交通"
    FOOD = "food", "食品"
    FIRE = "fire", "火灾"
    OTHER = "other", "其他"


class CentreIncident(Fact):
    """体验安全事件: what happened at a centre on a day; nobody is named."""

    what = text(
        "事件",
        80,
        required=True,
        example="操作台边角划伤",
        note="不写学生姓名",
        aliases=("事件经过", "事件名称"),
    )
    kind = choice("事件类型", IncidentKind)
    injured = number("受伤人数", unit="人")
    handled = text("处理情况", 200, note="不写学生姓名")
    told_on = day("上报日期", aliases=("报告日期",))
    closed_on = day("处理完毕日期")

    class Meta:
        verbose_name = "体验安全事件"
        constraints = keyed("centre_incident", "what")
        indexes = listed("centre_incident")


CENTRE_INCIDENTS = Register(
    slug="centre-incidents",
    name="体验安全事件",
    model=CentreIncident,
    group="职业体验",
    about=Numbered(SubjectKind.CENTRE),
    about_heading="中心编号",
    dates=("发生日期", ""),
    columns_first=("what", "kind", "injured", "closed_on"),
    aliases={"日期": "valid_from", "发生时间": "valid_from"},
    checks=(
        not_before("told_on", "valid_from", "上报日期早于发生日期"),
        not_before("closed_on", "valid_from", "处理完毕日期早于发生日期"),
    ),
    figures=(
        Count("centre_incidents.total", "当期体验安全事件", "件", of="row", when="period"),
        Sum("centre_incidents.injured", "当期受伤", "人", column="injured", when="period"),
        Count(
            "centre_incidents.open",
            "当期发生、还没有处理完毕的体验安全事件",
            "件",
            of="row",
            when="period",
            only=(Only(lambda asked: Q(closed_on__isnull=True) | Q(closed_on__gt=asked.day), "已处理完毕"),),
        ),
    ),
    filled_by=FILLERS,
    verified_by=VERIFIERS,
    source=SOURCE,
    task="12",
)
