"""专业 — what a vocational school teaches, by the catalogue, and the hours of its programme (tasks 1 and 10)."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from fractions import Fraction
from typing import Any

from django.db import models
from django.db.models import Q

from gaodi.registers.columns import choice, day, number, text, yes_no
from gaodi.registers.declaration import Problem, Register
from gaodi.registers.elsewhere import within_the_period
from gaodi.registers.figures import Count, Only
from gaodi.registers.findings import Overlap
from gaodi.registers.models.facts import Fact, keyed, listed
from gaodi.registers.models.subjects import SubjectKind
from gaodi.registers.naming import Numbered
from gaodi.registers.rowchecks import part_of

PRACTICAL_SHARE = Fraction(1, 2)  # R1.6, in principle (教职成〔2019〕13号)
ELECTIVE_SHARE = Fraction(1, 10)
LEAST_HOURS = 3_000  # of three years at a secondary school


class Catalogue(models.TextChoices):
    """Editions of the catalogue of majors; codes differ between them."""

    OF_2021 = "2021", "2021年版"  # 教职成〔2021〕2号
    OF_2010 = "2010", "2010年版"  # [D] what was opened before 2021


class Major(Fact):
    """专业: a major that a school offers, from its opening to its end; dropped is that it has an end."""

    catalogue = choice("专业目录版本", Catalogue, also={"2021": "2021", "2010": "2010"})
    field = text("专业大类", 40, example="装备制造大类")
    years = number("学制", unit="年", least=1, most=5)
    is_enrolling = yes_no("本年招生")
    adjusted_on = day("最近调整日期", note="为对接本地产业而调整专业内容的日期；没有调整过的留空")
    adjusted_for = text("对接产业", 60)
    is_pilot = yes_no("1+X证书试点专业")
    total_hours = number("总学时", unit="学时")
    practical_hours = number("实践性教学学时", unit="学时", aliases=("实践学时", "实践教学学时"))
    general_hours = number("公共基础课学时", unit="学时", aliases=("公共课学时",))
    elective_hours = number("选修课学时", unit="学时")
    internship_months = number("岗位实习", unit="月", places=1, most=24)

    class Meta:
        verbose_name = "专业"
        constraints = keyed("major")
        indexes = listed("major")


def hours_as_the_ministry_asks(row: Mapping[str, Any]) -> Iterator[Problem]:
    """R1.6: half of the hours practical, a tenth elective, 3,000 in three years. The rule decides; this only warns."""
    total = row.get("total_hours")
    if not total:
        return
    practical, elective = row.get("practical_hours"), row.get("elective_hours")
    if practical is not None and Fraction(practical, total) < PRACTICAL_SHARE:
        yield Problem(
            "practical_hours", "实践性教学不到总学时的一半", "原则上应占一半以上，请核对", warning=True
        )
    if elective is not None and Fraction(elective, total) < ELECTIVE_SHARE:
        yield Problem("elective_hours", "选修课不到总学时的10%", "请核对培养方案", warning=True)
    if row.get("years") == 3 and total < LEAST_HOURS:
        yield Problem("total_hours", "三年制总学时不到3000", "请核对培养方案", warning=True)


def adjusted_for_something(row: Mapping[str, Any]) -> Iterator[Problem]:
    """A major is adjusted to some industry."""
    if row.get("adjusted_on") is not None and row.get("adjusted_for") is None:
        yield Problem("adjusted_for", "填了调整日期，没有填对接产业", "请填为哪个产业调整")


MAJORS = Register(
    slug="majors",
    name="专业",
    model=Major,
    group="学校",
    about=Numbered(SubjectKind.MAJOR, pattern=r"\d{6}", form="6位数字的专业代码"),
    about_heading="专业代码",
    label="专业名称",
    dates=("开设日期", "停办日期"),
    columns_first=("field", "years", "is_enrolling", "adjusted_for", "is_pilot"),
    aliases={
        "专业": "label",
        "代码": "subject",
        "开设时间": "valid_from",
        "撤销日期": "valid_to",
        "修业年限": "years",
    },
    checks=(
        part_of("practical_hours", "total_hours", "实践性教学学时比总学时还多"),
        part_of("general_hours", "total_hours", "公共基础课学时比总学时还多"),
        part_of("elective_hours", "total_hours", "选修课学时比总学时还多"),
        hours_as_the_ministry_asks,
        adjusted_for_something,
    ),
    figures=(
        Count("majors.total", "专业", "个"),
        Count(
            "majors.enrolling",
            "本年招生的专业",
            "个",
            only=(Only(Q(is_enrolling=True), "本年不招生", needs=("is_enrolling",)),),
        ),
        Count("majors.added", "新增专业", "个", when="period"),
        Count(
            "majors.dropped",
            "停办专业",
            "个",
            when="latest",
            only=(Only(within_the_period("valid_to"), "没有在这一期间停办"),),
        ),
        Count(
            "majors.adjusted",
            "对接本地产业调整的专业",
            "个",
            when="latest",
            only=(Only(within_the_period("adjusted_on"), "没有在这一期间调整"),),
        ),
        Count(
            "majors.pilot",
            "1+X证书试点专业",
            "个",
            only=(Only(Q(is_pilot=True), "不是试点专业", needs=("is_pilot",)),),
        ),
    ),
    findings=(Overlap("一所学校的同一专业填了两次"),),
    filled_by=("school",),
    verified_by=("edu_sports_bureau",),
    public=True,
    source="教职成〔2021〕2号 专业目录，教职成〔2019〕13号",
    task="1",
)
