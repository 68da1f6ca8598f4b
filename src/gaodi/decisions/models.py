"""Decisions: kept once and never changed; what makes one different is a further one beside it."""

from __future__ import annotations

import json
from functools import cached_property
from typing import Any

from django.db import models

from gaodi.ground.models import District, Post, Unit
from gaodi.registers.models import Subject


class Decision(models.Model):
    """兑现: what a book answered for one subject in one period, from facts as they were known at an instant.

    ``asked`` is the period or the day that was asked about. ``used`` names every version of a row that was read and
    what was read of it; ``outcomes`` holds each row that the formula answered, with steps and citations, the last one
    being the answer. Both are canonical JSON, so that the same facts under the same book have the same ``digest``.
    """

    district = models.ForeignKey(District, models.PROTECT, related_name="+", verbose_name="地区")
    subject = models.ForeignKey(Subject, models.PROTECT, related_name="+", verbose_name="对象")
    unit = models.ForeignKey(
        Unit, models.PROTECT, null=True, related_name="+", verbose_name="单位"
    )  # that the subject is, if it has one here
    feed = models.SlugField("事项", max_length=40)
    book = models.SlugField("规则", max_length=40)
    version = models.CharField("规则版本", max_length=12)
    asked = models.CharField("期间", max_length=10)
    number = models.PositiveIntegerField("第几次")
    state = models.CharField("结果", max_length=14)
    said = models.CharField("结论", max_length=200)
    digest = models.CharField("校验值", max_length=64, editable=False)
    used_json = models.TextField("所用事实")
    outcomes_json = models.TextField("结果和步骤")
    by = models.ForeignKey(Post, models.PROTECT, related_name="+", verbose_name="测算人")
    at = models.DateTimeField("测算时间")

    class Meta:
        verbose_name = "兑现"
        constraints = [
            models.UniqueConstraint(
                fields=["subject", "feed", "asked", "number"], name="decision_numbered_once"
            )
        ]
        indexes = [
            models.Index(fields=["district", "feed", "asked", "state", "id"], name="decision_of_district"),
            models.Index(fields=["unit", "feed", "asked", "number"], name="decision_of_unit"),
        ]

    def __str__(self) -> str:
        return f"{self.subject} {self.asked} 第{self.number}次"

    @cached_property
    def used(self) -> list[dict[str, Any]]:
        """Every version that was read: register, version, label, and columns as they were."""
        found: list[dict[str, Any]] = json.loads(self.used_json)
        return found

    @cached_property
    def outcomes(self) -> list[dict[str, Any]]:
        """Each row of the formula as ``rules.outcomes.told`` gives it."""
        found: list[dict[str, Any]] = json.loads(self.outcomes_json)
        return found

    @property
    def outcome(self) -> dict[str, Any]:
        """The answer: the last row."""
        return self.outcomes[-1]
