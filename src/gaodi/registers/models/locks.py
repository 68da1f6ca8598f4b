"""Locks: a period that no longer changes, the values lifted from it, and the stamp that orders writers."""

from __future__ import annotations

from django.db import models

from gaodi.ground.models import Post, Unit
from gaodi.registers.models.subjects import Subject


class Stamp(models.Model):
    """写入戳: how often a unit's rows of a register were written. Every verb locks it first and counts it up."""

    register = models.CharField("台账", max_length=40)
    unit = models.ForeignKey(Unit, models.PROTECT, related_name="+", verbose_name="填报单位")
    serial = models.PositiveBigIntegerField("次数", default=0)

    class Meta:
        verbose_name = "写入戳"
        constraints = [models.UniqueConstraint(fields=["register", "unit"], name="stamp_once")]

    def __str__(self) -> str:
        return f"{self.register} {self.serial}"


class PeriodLock(models.Model):
    """锁定期间: a unit's rows of one period that no longer change: their own period, or the year they begin in."""

    register = models.CharField("台账", max_length=40)
    unit = models.ForeignKey(Unit, models.PROTECT, related_name="+", verbose_name="填报单位")
    period = models.CharField("期间", max_length=9)
    by = models.ForeignKey(Post, models.PROTECT, related_name="+", verbose_name="锁定人")
    at = models.DateTimeField("锁定时间")
    reason = models.CharField("理由", max_length=200)

    class Meta:
        verbose_name = "锁定期间"
        constraints = [
            models.UniqueConstraint(fields=["register", "unit", "period"], name="period_locked_once")
        ]

    def __str__(self) -> str:
        return f"{self.unit} {self.period}"


class LiftedValue(models.Model):
    """开启的值: one value of one subject that may be changed although its period is locked."""

    lock = models.ForeignKey(PeriodLock, models.CASCADE, related_name="lifted", verbose_name="锁定期间")
    subject = models.ForeignKey(Subject, models.PROTECT, related_name="+", verbose_name="对象")
    column = models.CharField("栏目", max_length=40)
    by = models.ForeignKey(Post, models.PROTECT, related_name="+", verbose_name="开启人")
    at = models.DateTimeField("开启时间")
    reason = models.CharField("理由", max_length=200)

    class Meta:
        verbose_name = "开启的值"
        constraints = [
            models.UniqueConstraint(fields=["lock", "subject", "column"], name="value_lifted_once")
        ]

    def __str__(self) -> str:
        return f"{self.subject} {self.column}"
