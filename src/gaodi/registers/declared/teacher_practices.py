"""教师企业实践 — stays of teachers in enterprises: five years ask for six months of them (task 10)."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from django.db import models
from django.db.models import Q

from gaodi.registers.columns import choice, firm, number, text, yes_no
from gaodi.registers.declaration import Problem, Register
from gaodi.registers.figures import Count, Only, Sum
from gaodi.registers.findings import Overlap, TwoUnits
from gaodi.registers.models.facts import Fact, keyed, listed
from gaodi.registers.naming import Person
from gaodi.registers.rowchecks import has_ended


class PracticeForm(models.TextChoices):
    """Forms of practice (教师〔2016〕3号)."""

    VISIT = "visit", "观摩"
    TRAINING = "training", "培训"
    POST = "post", "兼职任职"
    RESEARCH = "research", "研发"


class PracticeAssessment(models.TextChoices):
    """What the school says of a stay."""

    PASSED = "passed", "合格"
    FAILED = "failed", "不合格"


class TeacherPractice(Fact):
    """教师企业实践: one stay of a teacher at an enterprise or a training base, both ends counted."""

    enterprise = firm("实践企业信用代码", required=True, aliases=("企业信用代码", "统一社会信用代码"))
    at_base = yes_no("在实训基地")
    off_duty = yes_no("脱产", aliases=("是否脱产",))
    form = choice("实践形式", PracticeForm, also={"顶岗": "post", "考察": "visit", "挂职": "post"})
    days = number("实践天数", unit="天", aliases=("天数",))
    task = text("实践内容", 120, aliases=("实践任务",))
    is_confirmed = yes_no("企业已证明", aliases=("企业盖章",))
    assessment = choice("学校考核", PracticeAssessment)

    class Meta:
        verbose_name = "教师企业实践"
        constraints = keyed("teacher_practice", "enterprise")
        indexes = listed("teacher_practice")


def no_more_days_than_there_are(row: Mapping[str, Any]) -> Iterator[Problem]:
    """A stay has no more days than the calendar between its ends, both counted."""
    begin, end, days = row.get("valid_from"), row.get("valid_to"), row.get("days")
    if begin is None or days is None or not has_ended(row) or end is None or end < begin:
        return
    most = (end - begin).days + 1
    if days > most:
        yield Problem("days", f"起止之间只有{most}天", "请核对天数和起止日期")


def is_practice(row: Mapping[str, Any]) -> Iterator[Problem]:
    """A visit is no stay; a stamp under an empty form proves nothing."""
    if row.get("form") == PracticeForm.VISIT and row.get("off_duty"):
        yield Problem("form", "观摩填成了脱产实践", "请核对实践形式", warning=True)
    if row.get("is_confirmed") and row.get("task") is None:
        yield Problem("task", "企业已证明，没有填实践内容", "请补填实践内容", warning=True)


IS_CONFIRMED = Only(Q(is_confirmed=True), "企业没有证明", needs=("is_confirmed",))

TEACHER_PRACTICES = Register(
    slug="teacher-practices",
    name="教师企业实践",
    model=TeacherPractice,
    group="教师",
    about=Person(),
    label="姓名",
    dates=("开始日期", "结束日期"),
    columns_first=("enterprise", "form", "off_duty", "days", "is_confirmed"),
    aliases={
        "教师姓名": "label",
        "公民身份号码": "subject",
        "起始日期": "valid_from",
        "终止日期": "valid_to",
    },
    checks=(no_more_days_than_there_are, is_practice),
    figures=(
        Count("teacher_practices.teachers", "参加企业实践的教师", "人", when="period", only=(IS_CONFIRMED,)),
        Count(
            "teacher_practices.stays", "教师企业实践", "人次", of="row", when="period", only=(IS_CONFIRMED,)
        ),
        Count(
            "teacher_practices.enterprises",
            "接收教师实践的企业",
            "家",
            of="enterprise",
            when="period",
            only=(IS_CONFIRMED,),
        ),
        Sum(
            "teacher_practices.days",
            "教师企业实践天数",
            "人天",
            column="days",
            when="period",
            only=(IS_CONFIRMED,),
        ),
    ),
    findings=(Overlap("一名教师的实践时段重叠"), TwoUnits("一名教师的实践由两所学校填报")),
    filled_by=("school",),
    verified_by=("edu_sports_bureau",),
    source="教师〔2016〕3号",
    task="10",
)
