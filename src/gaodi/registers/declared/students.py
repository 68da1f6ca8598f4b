"""学生 — pupils of vocational schools by salted hash, and what they are in their cohort (tasks 5, 10 and 16).

Nothing but the hash of an ID number is kept of a pupil: no name, no number, no birthday.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from django.db import models
from django.db.models import Q

from gaodi.registers.columns import choice, code, number, text, yes_no
from gaodi.registers.declaration import Problem, Register
from gaodi.registers.declared.one_plus_x import IS_VALID
from gaodi.registers.elsewhere import ever_in, within_the_period
from gaodi.registers.figures import Count, Only, Share
from gaodi.registers.findings import Overlap, TwoUnits
from gaodi.registers.models.facts import Fact, keyed, listed
from gaodi.registers.naming import Person
from gaodi.registers.rowchecks import has_ended

REGION = (r"\d{6}", "6位数字的行政区划代码")


class StudentStatus(models.TextChoices):
    """Where a pupil stands in the school's roll."""

    ENROLLED = "enrolled", "在籍"
    ON_LEAVE = "on_leave", "休学"
    GRADUATED = "graduated", "毕业"
    LEFT = "left", "退学"


GONE = (StudentStatus.GRADUATED.value, StudentStatus.LEFT.value)


class Student(Fact):
    """学生: a pupil of the reporting school, known only by a hash, from enrolment to leaving."""

    enrol_year = number("入学年份", least=1990, most=2100, example=2022)
    class_name = text("班级", 40, example="2022级机电1班")
    major_code = code("专业代码", r"\d{6}", "6位数字")
    is_full_time = yes_no("全日制学历教育", note="附设高职班的学生填否")
    status = choice(
        "学籍状态", StudentStatus, also={"在读": "enrolled", "在校": "enrolled", "结业": "graduated"}
    )
    origin = code("生源地区划代码", *REGION)
    is_pilot = yes_no("1+X试点专业学生")

    class Meta:
        verbose_name = "学生"
        constraints = keyed("student")
        indexes = listed("student")


def leaves_on_a_day(row: Mapping[str, Any]) -> Iterator[Problem]:
    """Who has graduated or left did so on a day; who is enrolled has not."""
    status = row.get("status")
    if status in GONE and not has_ended(row):
        yield Problem("valid_to", "已毕业或退学，没有填离校日期", "请填离校日期")
    if status is not None and status not in GONE and has_ended(row):
        yield Problem("status", "填了离校日期，状态还是在籍或休学", "请改状态，或清空离校日期")


def enrolled_in_that_year(row: Mapping[str, Any]) -> Iterator[Problem]:
    """The year and the day of enrolment agree."""
    year, since = row.get("enrol_year"), row.get("valid_from")
    if year is not None and since is not None and year != since.year:
        yield Problem("enrol_year", "入学年份与入学日期不一致", "转入的学生请核对原校入学年份", warning=True)


IS_STUDYING_FULL_TIME = Only(Q(is_full_time=True), "不是全日制学历教育", needs=("is_full_time",))
HAS_GRADUATED = (
    Only(Q(status=StudentStatus.GRADUATED), "没有毕业", needs=("status",)),
    Only(within_the_period("valid_to"), "不在这一期间毕业"),
)
OF_A_PILOT = Only(Q(is_pilot=True), "不是试点专业", needs=("is_pilot",))

STUDENTS = Register(
    slug="students",
    name="学生",
    model=Student,
    group="学校",
    about=Person(kept=False),
    about_heading="学生身份证号",
    dates=("入学日期", "离校日期"),
    columns_first=("enrol_year", "class_name", "major_code", "status"),
    aliases={
        "身份证号": "subject",
        "身份证件号": "subject",
        "公民身份号码": "subject",
        "学生编码": "subject",
        "入校时间": "valid_from",
        "入学时间": "valid_from",
        "毕业日期": "valid_to",
        "班级名称": "class_name",
        "状态": "status",
        "生源地": "origin",
    },
    checks=(leaves_on_a_day, enrolled_in_that_year),
    figures=(
        Count("students.enrolled", "在籍学生", "人"),
        Count("students.full_time", "全日制学历教育在籍学生", "人", only=(IS_STUDYING_FULL_TIME,)),
        Count("students.graduates", "毕业生", "人", when="latest", only=HAS_GRADUATED),
        Count(
            "students.pilot_graduates",
            "试点专业毕业生",
            "人",
            when="latest",
            only=(*HAS_GRADUATED, OF_A_PILOT),
        ),
        Count(
            "students.pilot_graduates_with_x",
            "取得1+X证书的试点专业毕业生",
            "人",
            when="latest",
            only=(
                *HAS_GRADUATED,
                OF_A_PILOT,
                Only(ever_in("x-certificates", IS_VALID), "没有有效的1+X证书"),
            ),
        ),
        Share(
            "students.x_coverage",
            "1+X证书覆盖率",
            "students.pilot_graduates_with_x",
            "students.pilot_graduates",
        ),
    ),
    findings=(TwoUnits("一名学生在两所学校在籍"), Overlap("一名学生的在籍时段重叠")),
    filled_by=("school",),
    verified_by=("edu_sports_bureau",),
    source="学籍系统",
    task="10",
)
