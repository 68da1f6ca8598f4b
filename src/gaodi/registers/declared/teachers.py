"""教师 — who teaches at a vocational school, as what, and with which 双师型 level (task 1)."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from django.db import models

from gaodi.registers.columns import choice, day, text
from gaodi.registers.declaration import Problem, Register
from gaodi.registers.kinds import Person
from gaodi.registers.models.facts import Fact, keyed, listed


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


RECOGNISED = (DualLevel.JUNIOR.value, DualLevel.MIDDLE.value, DualLevel.SENIOR.value)


class Teacher(Fact):
    """教师: a person who teaches at the reporting school, from a day to a day."""

    kind = choice(
        "任课类型", TeacherKind, also={"专业": "major", "实训指导": "practice", "文化课": "general"}
    )
    employment = choice("聘用方式", Employment, also={"编制": "established", "外聘": "part_time"})
    degree = text("最高学历", 20)
    title = text("职称", 40, example="讲师")
    dual_level = choice("双师等级", DualLevel)
    dual_on = day("双师认定日期", applies_when={"dual_level": RECOGNISED})
    dual_by = text("双师认定机构", 60, applies_when={"dual_level": RECOGNISED})
    major = text("任教专业", 60, applies_when={"kind": ("major", "practice")})
    ethics_passed_until = day("师德考核合格至")

    class Meta:
        verbose_name = "教师"
        constraints = keyed("teacher")
        indexes = listed("teacher")


def recognised_with_a_date(row: Mapping[str, Any]) -> Iterator[Problem]:
    """A 双师型 level is recognised on a day."""
    if row.get("dual_level") in RECOGNISED and row.get("dual_on") is None:
        yield Problem("dual_on", "填了双师等级，没有填认定日期", "请填认定文件的日期")


TEACHERS = Register(
    slug="teachers",
    name="教师",
    model=Teacher,
    group="学校",
    about=Person(),
    label="姓名",
    dates=("到岗日期", "离岗日期"),
    columns_first=("kind", "employment", "title", "dual_level"),
    aliases={"公民身份号码": "subject", "身份证": "subject", "教师姓名": "label", "双师型": "dual_level"},
    checks=(recognised_with_a_date,),
    filled_by=("school",),
    verified_by=("edu_sports_bureau",),
    source="教师厅〔2022〕2号",
    task="1",
)
