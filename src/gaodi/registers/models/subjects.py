"""Subjects: whom or what the rows of registers are about."""

from __future__ import annotations

from django.db import models

from gaodi.ground.models import Unit


class SubjectKind(models.TextChoices):
    """What a subject is."""

    PERSON = "person", "人员"
    SCHOOL = "school", "学校"
    ENTERPRISE = "enterprise", "企业"
    BODY = "body", "机构"  # an organisation that is neither: an examining body, a university
    MAJOR = "major", "专业"
    BASE = "base", "基地"
    CENTRE = "centre", "体验中心"
    PROJECT = "project", "项目"
    CLASS = "class", "培训班"
    CONTEST = "contest", "竞赛"
    SITE = "site", "考核站点"
    ITEM = "item", "预算项目"
    NOTICE = "notice", "招聘公告"
    DOCUMENT = "document", "政策文件"
    SHARING = "sharing", "共享项目"
    DISTRICT = "district", "地区"


class Subject(models.Model):
    """对象: whom or what rows are about. Rows point here and never to one another's versions.

    ``key`` is what tells it from others of its kind: a credit code, a school code, the keyed hash of an ID number,
    or the number a unit gave it, with the unit before it. Two found to be one are joined by ``same_as``.
    """

    kind = models.CharField("类别", max_length=12, choices=SubjectKind.choices)
    key = models.CharField("标识", max_length=80)
    shown = models.CharField("显示为", max_length=80)  # the code itself, or a number with stars
    sealed = models.BinaryField("密存号码", null=True, editable=False)  # None for whom no number is kept
    name = models.CharField("名称", max_length=160, blank=True)  # of bodies and things; never of a person
    unit = models.ForeignKey(
        Unit, models.PROTECT, null=True, blank=True, related_name="subjects", verbose_name="单位"
    )
    same_as = models.ForeignKey(
        "self", models.PROTECT, null=True, blank=True, related_name="others", verbose_name="就是"
    )

    class Meta:
        verbose_name = "对象"
        constraints = [models.UniqueConstraint(fields=["kind", "key"], name="subject_once")]

    def __str__(self) -> str:
        return self.name or self.shown
