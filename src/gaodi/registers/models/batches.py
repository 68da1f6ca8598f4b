"""Batches: a sheet that was handed in, what was found in it, and the rows it became."""

from __future__ import annotations

from django.db import models

from gaodi.ground.models import Evidence, Job, Post, StoredFile, Unit


class BatchState(models.TextChoices):
    """Where a sheet stands. Until it is confirmed nothing of it is in the register."""

    READING = "reading", "正在核对"
    READY = "ready", "待确认"
    STORING = "storing", "正在入库"
    STORED = "stored", "已入库"
    REFUSED = "refused", "读不了"
    DROPPED = "dropped", "已放弃"


class Batch(models.Model):
    """导入批次: one sheet, handed in by one post for its unit. ``found`` is what the check found, as JSON."""

    register = models.CharField("台账", max_length=40)
    unit = models.ForeignKey(Unit, models.PROTECT, related_name="+", verbose_name="填报单位")
    by = models.ForeignKey(Post, models.PROTECT, related_name="+", verbose_name="导入人")
    at = models.DateTimeField("导入时间")
    file = models.ForeignKey(StoredFile, models.PROTECT, related_name="+", verbose_name="文件")
    name = models.CharField("文件名", max_length=255)
    state = models.CharField("状态", max_length=8, choices=BatchState.choices, default=BatchState.READING)
    found = models.JSONField("核对结果", default=dict)
    marked = models.ForeignKey(
        StoredFile, models.PROTECT, null=True, blank=True, related_name="+", verbose_name="标好错误的表"
    )
    job = models.ForeignKey(
        Job, models.SET_NULL, null=True, blank=True, related_name="+", verbose_name="作业"
    )

    class Meta:
        verbose_name = "导入批次"
        indexes = [models.Index(fields=["register", "unit", "-at"], name="batch_of_unit")]

    def __str__(self) -> str:
        return self.name


class Proof(models.Model):
    """佐证关联: the file that proves a row, or all rows of a batch."""

    register = models.CharField("台账", max_length=40)
    row = models.PositiveBigIntegerField("记录", null=True, blank=True)
    batch = models.ForeignKey(
        Batch, models.PROTECT, null=True, blank=True, related_name="proofs", verbose_name="导入批次"
    )
    evidence = models.ForeignKey(Evidence, models.PROTECT, related_name="+", verbose_name="佐证")

    class Meta:
        verbose_name = "佐证关联"
        indexes = [models.Index(fields=["register", "row"], name="proof_of_row")]
        constraints = [
            models.CheckConstraint(
                condition=models.Q(row=None, batch__isnull=False) | models.Q(row__isnull=False, batch=None),
                name="proof_of_row_or_batch",
            )
        ]

    def __str__(self) -> str:
        return str(self.evidence)


class Export(models.Model):
    """导出: rows that left as a sheet: who took them, when, by which filter, how many."""

    register = models.CharField("台账", max_length=40)
    by = models.ForeignKey(Post, models.PROTECT, related_name="+", verbose_name="导出人")
    at = models.DateTimeField("导出时间")
    filters = models.JSONField("条件", default=dict)
    said = models.CharField("条件", max_length=200)  # the filter in words, as the sheet says it
    rows = models.PositiveIntegerField("行数", default=0)
    file = models.ForeignKey(
        StoredFile, models.PROTECT, null=True, blank=True, related_name="+", verbose_name="文件"
    )
    job = models.ForeignKey(
        Job, models.SET_NULL, null=True, blank=True, related_name="+", verbose_name="作业"
    )

    class Meta:
        verbose_name = "导出"
        indexes = [models.Index(fields=["by", "-at"], name="export_of_post")]

    def __str__(self) -> str:
        return f"{self.register} {self.said}"
