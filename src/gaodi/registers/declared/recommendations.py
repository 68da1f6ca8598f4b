"""推荐 — skilled persons put forward for 党代会, 人大, 政协 and 团代会: results only, in a closed circle (task 15).

Seen by 区委组织部 and by nobody else. Results are counted; nobody is chosen or ranked here.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from django.db import models
from django.db.models import Q

from gaodi.registers.columns import choice, day, text
from gaodi.registers.declaration import Problem, Register
from gaodi.registers.figures import Count, Only, Share
from gaodi.registers.models.facts import Fact, keyed, listed
from gaodi.registers.naming import Person
from gaodi.registers.rowchecks import not_before


class Body(models.TextChoices):
    """For which body somebody is put forward."""

    PARTY = "party", "党代会"
    CONGRESS = "congress", "人大"
    CPPCC = "cppcc", "政协"
    YOUTH = "youth", "团代会"
    OTHER = "other", "其他"


class Result(models.TextChoices):
    """What came of it."""

    PENDING = "pending", "程序进行中"
    ELECTED = "elected", "当选"
    NOT_ELECTED = "not_elected", "未当选"


class Category(models.TextChoices):
    """What somebody is by trade: managers are not counted as workers."""

    WORKER = "worker", "一线工人"
    TECHNICIAN = "technician", "专业技术人员"
    MANAGER = "manager", "管理人员"
    OTHER = "other", "其他"


class SkillBasis(models.TextChoices):
    """On what somebody counts as skilled (R15.1)."""

    CERTIFICATE = "certificate", "高级工及以上证书"
    AWARD = "award", "区级及以上工匠或技能奖项"
    NONE = "none", "都没有"


class Recommendation(Fact):
    """推荐: one person put forward for one body in one term. Only the hash of the ID number is kept."""

    body = choice(
        "推荐去向", Body, required=True, also={"党代表": "party", "人大代表": "congress", "政协委员": "cppcc"}
    )
    term = text("届次", 30, required=True, example="第十九届")
    result = choice("结果", Result)
    category = choice("人员类别", Category)
    skill_basis = choice("技能人才依据", SkillBasis)
    skill_until = day("证书有效期至", applies_when={"skill_basis": ("certificate",)}, note="长期有效的留空")

    class Meta:
        verbose_name = "推荐"
        constraints = keyed("recommendation", "body", "term")
        indexes = listed("recommendation")


def managers_are_no_workers(row: Mapping[str, Any]) -> Iterator[Problem]:
    """A manager with a certificate is looked at before being counted."""
    if row.get("category") == Category.MANAGER and row.get("skill_basis") in ("certificate", "award"):
        yield Problem("category", "管理人员按技能人才填报", "请核对人员类别和依据", warning=True)


SKILLED = Only(Q(skill_basis__in=("certificate", "award")), "不是技能人才", needs=("skill_basis",))
ELECTED = Only(Q(result=Result.ELECTED), "没有当选", needs=("result",))


def _of_each_body() -> Iterator[Count]:
    for body in Body:
        only = Only(Q(body=body), f"不是{body.label}")
        name, label = f"recommendations.{body.value}", f"推荐到{body.label}的技能人才"
        yield Count(name, label, "人", only=(only, SKILLED), when="period")
        yield Count(
            f"{name}_elected",
            f"当选{body.label}的技能人才",
            "人",
            only=(only, SKILLED, ELECTED),
            when="period",
        )


RECOMMENDATIONS = Register(
    slug="recommendations",
    name="推荐",
    model=Recommendation,
    group="政治和社会待遇",
    about=Person(kept=False),
    dates=("推荐日期", ""),
    columns_first=("body", "term", "result", "category", "skill_basis"),
    aliases={"身份证号码": "subject", "推荐时间": "valid_from", "类别": "category"},
    checks=(
        managers_are_no_workers,
        not_before("skill_until", "valid_from", "推荐时证书已过期"),
    ),
    filled_by=("party_organisation_department",),
    verified_by=("party_organisation_department",),
    figures=(
        Count("recommendations.all", "推荐人数", "人", when="period"),
        Count("recommendations.skilled", "推荐的技能人才", "人", only=(SKILLED,), when="period"),
        Count("recommendations.elected", "当选的技能人才", "人", only=(SKILLED, ELECTED), when="period"),
        Share(
            "recommendations.skilled_share",
            "推荐人选中技能人才占比",
            top="recommendations.skilled",
            bottom="recommendations.all",
        ),
        *_of_each_body(),
    ),
    closed=True,
    source="任务清单第15项",
    task="15",
)
