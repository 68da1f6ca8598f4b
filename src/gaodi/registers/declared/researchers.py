"""兼职教研员 — who was appointed to research teaching beside another post, and what they did (task 11)."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from django.db import models
from django.db.models import Q

from gaodi.registers.columns import choice, number, text, yes_no, yuan
from gaodi.registers.declaration import Problem, Register
from gaodi.registers.elsewhere import has_begun_in
from gaodi.registers.figures import Count, Only, Share, Sum
from gaodi.registers.findings import TwoUnits
from gaodi.registers.models.facts import Fact, keyed, listed
from gaodi.registers.naming import Person


class ResearcherKind(models.TextChoices):
    """Where a part-time researcher comes from."""

    ENTERPRISE = "enterprise", "企业"
    CITY_CENTRE = "city_centre", "市级教研机构"
    PUBLIC_SCHOOL = "public_school", "公办学校"


class Researcher(Fact):
    """兼职教研员: a person appointed for a term, with the consent of the unit he belongs to."""

    kind = choice("来源", ResearcherKind, also={"行业企业": "enterprise", "市教研中心": "city_centre"})
    home_unit = text("所在单位", 80, aliases=("工作单位",))
    has_consent = yes_no("所在单位同意", aliases=("单位同意",))
    major_group = text("专业大类", 40, aliases=("专业群",))
    appointment_no = text("聘任文号", 60)
    is_full_time = yes_no("专职", note="专职教研员填是，用于算专兼职比例")
    pay = yuan("年报酬", note="没有报酬填0")
    other_pay = yes_no("另有兼职报酬")

    class Meta:
        verbose_name = "兼职教研员"
        constraints = keyed("researcher")
        indexes = listed("researcher")


def let_go_by_the_unit(row: Mapping[str, Any]) -> Iterator[Problem]:
    """An appointment without the home unit's consent is listed and does not count (R11.1)."""
    if row.get("has_consent") is False:
        yield Problem("has_consent", "所在单位没有同意，不计入兼职教研员", "请补同意文件", warning=True)
    if row.get("pay") and row.get("other_pay"):
        yield Problem("other_pay", "两处取酬", "请核对是否已报备", warning=True)


IS_PART_TIME = Only(Q(is_full_time=False), "专职教研员", needs=("is_full_time",))
IS_FULL_TIME = Only(Q(is_full_time=True), "兼职教研员", needs=("is_full_time",))
HAS_CONSENT = Only(Q(has_consent=True), "所在单位没有同意", needs=("has_consent",))
IS_ACTIVE = Only(has_begun_in("researcher-activities"), "这一期间没有活动记录")
VALID = (IS_PART_TIME, HAS_CONSENT, IS_ACTIVE)


def _from(name: str, kind: ResearcherKind) -> Count:
    only = (*VALID, Only(Q(kind=kind), "来源不同", needs=("kind",)))
    return Count(f"researchers.from_{name}", f"来自{kind.label}的兼职教研员", "人", only=only)


RESEARCHERS = Register(
    slug="researchers",
    name="兼职教研员",
    model=Researcher,
    group="教师",
    about=Person(),
    label="姓名",
    dates=("聘任日期", "聘期止"),
    columns_first=("kind", "home_unit", "has_consent", "major_group"),
    aliases={"教研员姓名": "label", "公民身份号码": "subject", "聘期起": "valid_from", "聘期至": "valid_to"},
    checks=(let_go_by_the_unit,),
    figures=(
        Count("researchers.appointed", "在聘的兼职教研员", "人", only=(IS_PART_TIME,)),
        Count("researchers.valid", "有效的兼职教研员", "人", only=VALID),
        _from("enterprises", ResearcherKind.ENTERPRISE),
        _from("city_centres", ResearcherKind.CITY_CENTRE),
        _from("public_schools", ResearcherKind.PUBLIC_SCHOOL),
        Count("researchers.full_time", "专职教研员", "人", only=(IS_FULL_TIME,)),
        Share(
            "researchers.part_time_per_full_time",
            "兼职与专职教研员之比",
            "researchers.valid",
            "researchers.full_time",
            unit="倍",
        ),
        Share(
            "researchers.activities_each",
            "人均教研活动",
            "researcher_activities.total",
            "researchers.appointed",
            unit="次",
        ),
    ),
    findings=(TwoUnits("一人由两个单位聘为教研员"),),
    filled_by=("school", "edu_sports_bureau"),
    verified_by=("edu_sports_bureau",),
    source="职业教育法第四十六条、第四十七条",
    task="11",
)


class ActivityKind(models.TextChoices):
    """What a researcher did."""

    LESSON = "lesson", "听课评课"
    COURSE = "course", "课程开发"
    TRAINING = "training", "培训讲座"
    PROJECT = "project", "课题研究"
    OTHER = "other", "其他"


class ResearcherActivity(Fact):
    """教研活动: one thing that a researcher did on one day."""

    topic = text("活动主题", 80, required=True, aliases=("活动内容", "主题"))
    kind = choice("活动类型", ActivityKind)
    hours = number("活动时数", unit="小时", places=1, most=24, aliases=("小时",))
    output = text("成果", 120, aliases=("活动成果",))

    class Meta:
        verbose_name = "教研活动"
        constraints = keyed("research_activity", "topic")
        indexes = listed("research_activity")


RESEARCHER_ACTIVITIES = Register(
    slug="researcher-activities",
    name="教研活动",
    model=ResearcherActivity,
    group="教师",
    about=Person(),
    label="教研员姓名",
    dates=("活动日期", ""),
    columns_first=("topic", "kind", "hours", "output"),
    aliases={"姓名": "label", "公民身份号码": "subject", "日期": "valid_from", "时间": "valid_from"},
    figures=(
        Count("researcher_activities.total", "教研活动", "次", of="row", when="period"),
        Count("researcher_activities.researchers", "参加活动的教研员", "人", when="period"),
        Sum("researcher_activities.hours", "教研活动时数", "小时", column="hours", when="period"),
    ),
    findings=(TwoUnits("一人同一天的活动由两个单位填报"),),
    filled_by=("school", "edu_sports_bureau"),
    verified_by=("edu_sports_bureau",),
    source="职业教育法第四十六条、第四十七条",
    task="11",
)
