"""学校 — vocational schools as the education bureau records them, and their yearly facts (task 1)."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from django.db import models
from django.db.models import Q

from gaodi.registers.columns import choice, day, firm, number, text, year, yes_no, yuan
from gaodi.registers.declaration import Problem, Register
from gaodi.registers.figures import Count, Only, Share, Sum
from gaodi.registers.findings import Same, TwoUnits
from gaodi.registers.models.facts import Fact, keyed, listed
from gaodi.registers.naming import School as SchoolCode
from gaodi.registers.rowchecks import part_of

NEW_SINCE = 2022  # schools set up in or after it are outside the standards (教职成〔2022〕5号)


class SchoolKind(models.TextChoices):
    """Kinds of schools that the standards tell apart (教职成〔2022〕5号)."""

    ORDINARY = "ordinary", "中等职业学校"
    TECHNICAL = "technical", "技工学校"
    SENIOR_TECHNICAL = "senior_technical", "高级技工学校"
    ARTS = "arts", "艺术类学校"
    REMOTE = "remote", "边远脱贫地区学校"


class School(Fact):
    """学校: a vocational school, from its opening to its end."""

    uscc = firm("统一社会信用代码")
    kind = choice("学校类别", SchoolKind, also={"中职": "ordinary", "中专": "ordinary", "技校": "technical"})
    is_public = yes_no("公办")
    attached_class_only = yes_no("仅附设中职班")
    is_merged = yes_no("合并或集团化办学", note="合并或集团化办学的另表报送")
    opened_year = year("建校年份", example=1985)
    address = text("办学地址", 160)

    class Meta:
        verbose_name = "学校"
        constraints = keyed("school")
        indexes = listed("school")


def opened_before_it_stands(row: Mapping[str, Any]) -> Iterator[Problem]:
    """A school is not set up on paper before the year in which it was opened."""
    opened, since = row.get("opened_year"), row.get("valid_from")
    if opened is not None and since is not None and opened > since.year:
        yield Problem("opened_year", "建校年份晚于设立日期", "请对照设立批文改正")


SCHOOLS = Register(
    slug="schools",
    naming=True,
    name="学校",
    model=School,
    group="学校",
    about=SchoolCode(),
    label="学校名称",
    dates=("设立日期", "撤销日期"),
    aliases={
        "校名": "label",
        "学校": "label",
        "标识码": "subject",
        "学校代码": "subject",
        "学校（机构）标识码": "subject",
        "办学类型": "kind",
        "地址": "address",
    },
    checks=(opened_before_it_stands,),
    figures=(
        Count("schools.total", "职业学校", "所"),
        Count(
            "schools.in_scope",
            "纳入达标监测的学校",
            "所",
            only=(
                Only(
                    Q(attached_class_only=False), "仅附设中职班，不在达标范围", needs=("attached_class_only",)
                ),
                Only(Q(opened_year__lt=NEW_SINCE), "2022年及以后新设，不在达标范围", needs=("opened_year",)),
            ),
        ),
    ),
    findings=(
        Same(("uscc",), "一个统一社会信用代码用于两所学校"),
        TwoUnits("一所学校由两个单位填报"),
    ),
    headline=(
        "school_years.students",
        "school_years.students_per_teacher",
        "teachers.full_time",
        "teachers.major",
        "teachers.dual",
        "teachers.dual_share",
        "teachers.senior_share",
        "graduate_outcomes.placed_share",
        "graduate_outcomes.stay_share",
        "internships.on_post",
        "x_certificates.holders",
        "cooperation_projects.valid",
    ),
    filled_by=("school", "edu_sports_bureau"),
    verified_by=("edu_sports_bureau",),
    public=True,
    source="教职成〔2022〕5号",
    task="1",
)


class LandTenure(models.TextChoices):
    """On what title a school holds its land and its buildings."""

    OWNED = "owned", "自有"
    EXCLUSIVE = "exclusive", "独立使用"
    RENTED = "rented", "租用"
    SHARED = "shared", "共用"


COUNTED_TENURES = (
    LandTenure.OWNED.value,
    LandTenure.EXCLUSIVE.value,
)  # [D] the annex of 〔2022〕5号 is unread


class SchoolYear(Fact):
    """学校年度情况: what the standards measure of a school, once a year, on 1 September."""

    measured_on = day("统计时点", note="一般为9月1日")
    students = number(
        "全日制学历教育在校生",
        unit="人",
        aliases=("在校生数", "在校学生数", "学历教育在校生"),
        note="不含毕业生和高职学生，按实有人数",
    )
    engineering_students = number("其中：工科和医药类在校生", unit="人")
    land_area = number("校园占地面积", unit="㎡", places=2, aliases=("占地面积", "学校占地面积"))
    land_tenure = choice("用地权属", LandTenure)
    building_area = number("校舍建筑面积", unit="㎡", places=2, aliases=("建筑面积", "校舍面积"))
    building_tenure = choice("校舍权属", LandTenure)
    teachers = number("专任教师", unit="人", aliases=("专任教师数",))
    major_teachers = number("专业课教师", unit="人", aliases=("专业教师",), note="专任，含实习指导教师")
    dual_teachers = number("双师型教师", unit="人", note="专任专业课教师中已认定的")
    senior_teachers = number("高级职称教师", unit="人", aliases=("高级职称",))
    part_time_teachers = number("兼职教师", unit="人", aliases=("外聘教师",))
    equipment_value = yuan(
        "仪器设备总值", unit="万元", aliases=("教学仪器设备值", "仪器设备值"), note="账面值，已处置的不计"
    )
    engineering_equipment_value = yuan("其中：工科和医药类设备值", unit="万元")
    books = number("图书", unit="册", aliases=("适用图书", "图书册数"))
    periodicals = number("报刊", unit="种")
    teacher_seats = number("教师阅览座位", unit="个")
    student_seats = number("学生阅览座位", unit="个")
    computers = number("计算机", unit="台", aliases=("教学用计算机",))
    track_length = number("环形跑道", unit="米")
    professional_hours = number("专业课总学时", unit="学时")

    class Meta:
        verbose_name = "学校年度情况"
        constraints = keyed("school_year")
        indexes = listed("school_year")


def held_by_the_school(row: Mapping[str, Any]) -> Iterator[Problem]:
    """Only what a school owns or uses alone is taken to count [D]."""
    for column, what in (("land_tenure", "用地"), ("building_tenure", "校舍")):
        if row.get(column) not in {None, *COUNTED_TENURES}:
            yield Problem(column, f"租用或共用的{what}，达标测算时暂不计入", "请核对权属证明", warning=True)


def _total(name: str, label: str, unit: str, column: str) -> Sum:
    return Sum(f"school_years.{name}", label, unit, column=column, when="latest", expected="schools")


SCHOOL_YEARS = Register(
    slug="school-years",
    name="学校年度情况",
    model=SchoolYear,
    group="学校",
    about=SchoolCode(),
    period="school_year",
    columns_first=("students", "teachers", "land_area", "building_area", "equipment_value"),
    aliases={"标识码": "subject", "学校代码": "subject", "统计学年": "period"},
    checks=(
        part_of("major_teachers", "teachers", "专业课教师比专任教师还多"),
        part_of("dual_teachers", "major_teachers", "双师型教师比专业课教师还多"),
        part_of("senior_teachers", "teachers", "高级职称教师比专任教师还多"),
        part_of("engineering_students", "students", "工科和医药类在校生比全部在校生还多"),
        part_of("engineering_equipment_value", "equipment_value", "工科和医药类设备值比总值还大"),
        held_by_the_school,
    ),
    figures=(
        _total("students", "全日制学历教育在校生", "人", "students"),
        _total("teachers", "专任教师", "人", "teachers"),
        _total("major_teachers", "专业课教师", "人", "major_teachers"),
        _total("senior_teachers", "高级职称教师", "人", "senior_teachers"),
        _total("land_area", "校园占地面积", "㎡", "land_area"),
        _total("building_area", "校舍建筑面积", "㎡", "building_area"),
        _total("equipment_value", "仪器设备总值", "元", "equipment_value"),
        _total("books", "图书", "册", "books"),
        _total("computers", "计算机", "台", "computers"),
        _total("professional_hours", "专业课总学时", "学时", "professional_hours"),
        Share(
            "school_years.students_per_teacher",
            "生师比",
            "school_years.students",
            "school_years.teachers",
            unit="人",
        ),
        Share(
            "school_years.land_per_student",
            "生均用地",
            "school_years.land_area",
            "school_years.students",
            unit="㎡",
        ),
        Share(
            "school_years.equipment_per_student",
            "生均仪器设备值",
            "school_years.equipment_value",
            "school_years.students",
            unit="元",
        ),
        Share(
            "school_years.books_per_student",
            "生均图书",
            "school_years.books",
            "school_years.students",
            unit="册",
        ),
    ),
    findings=(TwoUnits("一所学校的年度情况由两个单位填报"),),
    filled_by=("school",),
    verified_by=("edu_sports_bureau",),
    public=True,
    source="教职成〔2022〕5号 重点监测指标，教职成〔2010〕12号",
    task="1",
)
