"""学校 — vocational schools as the education bureau records them, and their yearly facts (task 1)."""

from __future__ import annotations

from django.db import models

from gaodi.registers.columns import choice, firm, number, text, yes_no, yuan
from gaodi.registers.declaration import Register
from gaodi.registers.kinds import School as SchoolCode
from gaodi.registers.models.facts import Fact, keyed, listed


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
    kind = choice("学校类别", SchoolKind)
    is_public = yes_no("公办")
    attached_class_only = yes_no("仅附设中职班")
    opened_year = number("建校年份", least=1900, most=2100)
    address = text("办学地址", 160)

    class Meta:
        verbose_name = "学校"
        constraints = keyed("school")
        indexes = listed("school")


SCHOOLS = Register(
    slug="schools",
    name="学校",
    model=School,
    group="学校",
    about=SchoolCode(),
    label="学校名称",
    dates=("设立日期", "撤销日期"),
    aliases={"校名": "label", "学校": "label", "标识码": "subject"},
    filled_by=("school", "edu_sports_bureau"),
    verified_by=("edu_sports_bureau",),
    public=True,
    source="教职成〔2022〕5号",
    task="1",
)


class LandTenure(models.TextChoices):
    """On what title a school holds its land."""

    OWNED = "owned", "自有"
    EXCLUSIVE = "exclusive", "独立使用"
    RENTED = "rented", "租用"
    SHARED = "shared", "共用"


class SchoolYear(Fact):
    """学校年度情况: what the standards measure of a school, once a year, on 1 September."""

    students = number("全日制学历教育在校生", unit="人", aliases=("在校生数", "在校学生数"))
    land_area = number("校园占地面积", unit="㎡", places=2)
    land_tenure = choice("用地权属", LandTenure)
    building_area = number("校舍建筑面积", unit="㎡", places=2)
    teachers = number("专任教师", unit="人")
    major_teachers = number("专业课教师", unit="人")
    senior_teachers = number("高级职称教师", unit="人")
    equipment_value = yuan("仪器设备总值", unit="万元")
    books = number("图书", unit="册")
    computers = number("计算机", unit="台")

    class Meta:
        verbose_name = "学校年度情况"
        constraints = keyed("school_year")
        indexes = listed("school_year")


SCHOOL_YEARS = Register(
    slug="school-years",
    name="学校年度情况",
    model=SchoolYear,
    group="学校",
    about=SchoolCode(),
    period="school_year",
    filled_by=("school",),
    verified_by=("edu_sports_bureau",),
    public=True,
    source="教职成〔2022〕5号 重点监测指标",
    task="1",
)
