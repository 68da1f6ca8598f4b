"""教师 — who teaches at a vocational school, as what, and with which 双师型 level (tasks 1, 10 and 11)."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date
from typing import Any

from django.db import models
from django.db.models import Q

from gaodi.registers.columns import choice, code, day, firm, number, text, yes_no
from gaodi.registers.declaration import Problem, Register
from gaodi.registers.figures import Count, Only, Share, Sum
from gaodi.registers.findings import Overlap, TwoUnits
from gaodi.registers.models.facts import Fact, keyed, listed
from gaodi.registers.naming import Person

NATIONAL_SINCE = date(2022, 10, 1)  # before it there was no national recognition (教师厅〔2022〕2号)


class TeacherKind(models.TextChoices):
    """What a teacher teaches."""

    MAJOR = "major", "专业课"
    PRACTICE = "practice", "实习指导"
    GENERAL = "general", "公共课"


class Employment(models.TextChoices):
    """How a teacher is employed."""

    ESTABLISHED = "established", "在编"
    CONTRACT = "contract", "合同"
    PART_TIME = "part_time", "兼职"


class DualLevel(models.TextChoices):
    """双师型 levels (教师厅〔2022〕2号)."""

    NONE = "none", "未认定"
    JUNIOR = "junior", "初级"
    MIDDLE = "middle", "中级"
    SENIOR = "senior", "高级"


class DualBasis(models.TextChoices):
    """Whose standard a 双师型 level was recognised by: before October 2022 a school's or the province's [D]."""

    NATIONAL = "national", "国家标准"
    PROVINCE = "province", "省级认定"
    SCHOOL = "school", "学校认定"


class TitleLevel(models.TextChoices):
    """Levels of professional titles, of which the standards count the senior and the intermediate."""

    SENIOR = "senior", "高级"  # 正高级 included
    MIDDLE = "middle", "中级"
    JUNIOR = "junior", "初级"
    NONE = "none", "未评定"


class Ethics(models.TextChoices):
    """Result of the yearly assessment of a teacher's ethics (师德)."""

    PASSED = "passed", "合格"
    FAILED = "failed", "不合格"


RECOGNISED = (DualLevel.JUNIOR.value, DualLevel.MIDDLE.value, DualLevel.SENIOR.value)
PROFESSIONAL = (TeacherKind.MAJOR.value, TeacherKind.PRACTICE.value)
FULL_TIME = (Employment.ESTABLISHED.value, Employment.CONTRACT.value)  # [D] 专任: 在编 and 合同
PART_TIME = (Employment.PART_TIME.value,)


class Teacher(Fact):
    """教师: a person who teaches at the reporting school, from a day to a day."""

    kind = choice(
        "任课类型",
        TeacherKind,
        also={"专业": "major", "实训指导": "practice", "文化课": "general", "公共基础课": "general"},
    )
    employment = choice("聘用方式", Employment, also={"编制": "established", "外聘": "part_time"})
    degree = text("最高学历", 20)
    title = text("职称", 40, example="讲师")
    title_level = choice("职称等级", TitleLevel, also={"正高级": "senior", "副高级": "senior", "无": "none"})
    dual_level = choice("双师等级", DualLevel, also={"无": "none", "否": "none"})
    dual_on = day("双师认定日期", applies_when={"dual_level": RECOGNISED})
    dual_by = text("双师认定机构", 60, applies_when={"dual_level": RECOGNISED})
    dual_basis = choice("双师认定依据", DualBasis, applies_when={"dual_level": RECOGNISED})
    major = text("任教专业", 60, applies_when={"kind": PROFESSIONAL})
    major_code = code("任教专业代码", r"\d{6}", "6位数字", applies_when={"kind": PROFESSIONAL})
    ethics = choice("师德考核", Ethics)
    ethics_passed_until = day("师德考核合格至")
    joined_on = day("从事职业教育日期", note="首次到任何一所职业学校任教的日期")
    came_from_enterprise = yes_no("任教前有企业经历")
    employer = firm("所在企业信用代码", applies_when={"employment": PART_TIME}, note="企业派来的兼职教师填")
    hours = number("年授课学时", unit="学时")

    class Meta:
        verbose_name = "教师"
        constraints = keyed("teacher")
        indexes = listed("teacher")


def recognised_with_a_date(row: Mapping[str, Any]) -> Iterator[Problem]:
    """A 双师型 level is recognised on a day."""
    if row.get("dual_level") in RECOGNISED and row.get("dual_on") is None:
        yield Problem("dual_on", "填了双师等级，没有填认定日期", "请填认定文件的日期")


def recognised_by_what_was_in_force(row: Mapping[str, Any]) -> Iterator[Problem]:
    """Nobody was recognised by the national standard before there was one."""
    early = row.get("dual_on") is not None and row["dual_on"] < NATIONAL_SINCE
    if early and row.get("dual_basis") == DualBasis.NATIONAL:
        yield Problem(
            "dual_basis", "2022年10月以前还没有国家标准的认定", "请改为省级认定或学校认定，或核对认定日期"
        )


def ethics_bar_recognition(row: Mapping[str, Any]) -> Iterator[Problem]:
    """师德 failure bars the recognition and cancels it (教师厅〔2022〕2号)."""
    if row.get("ethics") == Ethics.FAILED and row.get("dual_level") in RECOGNISED:
        yield Problem("dual_level", "师德考核不合格，双师认定应撤销", "请改为未认定，或核对师德考核结果")


def joined_before_this_school(row: Mapping[str, Any]) -> Iterator[Problem]:
    """Whoever teaches here has begun to teach."""
    joined, since = row.get("joined_on"), row.get("valid_from")
    if joined is not None and since is not None and joined > since:
        yield Problem("joined_on", "从事职业教育日期晚于到岗日期", "请核对两个日期")


IS_FULL_TIME = Only(Q(employment__in=FULL_TIME), "兼职教师不算专任", needs=("employment",))
IS_PART_TIME = Only(Q(employment__in=PART_TIME), "专任教师", needs=("employment",))
IS_PROFESSIONAL = Only(Q(kind__in=PROFESSIONAL), "公共课教师不在专业课教师之列", needs=("kind",))
IS_RECOGNISED = Only(Q(dual_level__in=RECOGNISED), "未认定双师型", needs=("dual_level",))
BY_THEN = Only(lambda asked: Q(dual_on__lte=asked.day), "当日还没有认定", needs=("dual_on",))
FROM_ENTERPRISE = Only(Q(employer__isnull=False), "不是企业派来的")

FIGURES = (
    Count("teachers.total", "教师", "人"),
    Count("teachers.full_time", "专任教师", "人", only=(IS_FULL_TIME,)),
    Count("teachers.part_time", "兼职教师", "人", only=(IS_PART_TIME,)),
    Share("teachers.part_time_share", "兼职教师占专兼职教师总数", "teachers.part_time", "teachers.total"),
    Count("teachers.major", "专任专业课教师", "人", only=(IS_FULL_TIME, IS_PROFESSIONAL)),
    Share("teachers.major_share", "专业课教师占专任教师", "teachers.major", "teachers.full_time"),
    Count("teachers.dual", "双师型教师", "人", only=(IS_FULL_TIME, IS_PROFESSIONAL, IS_RECOGNISED, BY_THEN)),
    Share("teachers.dual_share", "双师型教师占专业课教师", "teachers.dual", "teachers.major"),
    Count(
        "teachers.dual_by_reference",
        "参照认定的双师型教师",
        "人",
        only=(
            IS_RECOGNISED,
            BY_THEN,
            Only(
                Q(employment__in=PART_TIME) | Q(kind=TeacherKind.GENERAL),
                "专任专业课教师另计",
                needs=("employment", "kind"),
            ),
        ),
    ),
    Count(
        "teachers.senior",
        "高级职称专任教师",
        "人",
        only=(IS_FULL_TIME, Only(Q(title_level=TitleLevel.SENIOR), "不是高级职称", needs=("title_level",))),
    ),
    Share("teachers.senior_share", "高级职称占专任教师", "teachers.senior", "teachers.full_time"),
    Count("teachers.from_enterprise", "企业兼职教师", "人", only=(IS_PART_TIME, FROM_ENTERPRISE)),
    Sum(
        "teachers.enterprise_hours",
        "企业兼职教师年授课",
        "学时",
        column="hours",
        only=(IS_PART_TIME, FROM_ENTERPRISE),
    ),
)

TEACHERS = Register(
    slug="teachers",
    name="教师",
    model=Teacher,
    group="学校",
    about=Person(),
    label="姓名",
    dates=("到岗日期", "离岗日期"),
    columns_first=("kind", "employment", "title", "dual_level"),
    aliases={
        "公民身份号码": "subject",
        "身份证": "subject",
        "教师姓名": "label",
        "双师型": "dual_level",
        "双师型等级": "dual_level",
        "入职时间": "valid_from",
        "到校时间": "valid_from",
        "学历": "degree",
        "专业技术职务": "title",
    },
    checks=(
        recognised_with_a_date,
        recognised_by_what_was_in_force,
        ethics_bar_recognition,
        joined_before_this_school,
    ),
    figures=FIGURES,
    findings=(TwoUnits("一名教师在两所学校填报"), Overlap("一名教师的任教时段重叠")),
    filled_by=("school",),
    verified_by=("edu_sports_bureau",),
    source="教师厅〔2022〕2号，教职成〔2010〕12号",
    task="1",
)
