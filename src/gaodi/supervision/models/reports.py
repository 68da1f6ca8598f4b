"""Reports: what a unit says of its duty, what it shows for it, and what came of it."""

from __future__ import annotations

from django.db import models
from django.db.models import Q

from gaodi.ground.models import Evidence, Post
from gaodi.supervision.models.commitments import Duty


class ReportState(models.TextChoices):
    """Where a report stands."""

    DRAFT = "draft", "草稿"
    SUBMITTED = "submitted", "待审核"
    ACCEPTED = "accepted", "审核通过"
    RETURNED = "returned", "已退回"


class Report(models.Model):
    """填报: text, value reached and evidence. A returned report stays; the next one is a new row."""

    duty = models.ForeignKey(Duty, models.PROTECT, related_name="reports", verbose_name="承办")
    state = models.CharField("状态", max_length=10, choices=ReportState.choices, default=ReportState.DRAFT)
    text = models.TextField("进展情况")
    value = models.DecimalField("达到数", max_digits=16, decimal_places=4, null=True, blank=True)
    claims_met = models.BooleanField("已达到目标", default=False)
    evidence = models.ManyToManyField(Evidence, blank=True, related_name="reports", verbose_name="佐证")
    reported_by = models.ForeignKey(Post, models.PROTECT, related_name="+", verbose_name="填报人")
    reported_at = models.DateTimeField("填报时间")
    verified_by = models.ForeignKey(
        Post, models.PROTECT, null=True, blank=True, related_name="+", verbose_name="审核人"
    )
    verified_at = models.DateTimeField("审核时间", null=True, blank=True)
    verdict = models.CharField("审核意见", max_length=500, blank=True)
    revision = models.PositiveIntegerField(default=0, editable=False)

    class Meta:
        verbose_name = "填报"
        ordering = ["reported_at", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["duty"],
                condition=Q(state__in=["draft", "submitted"]),
                name="one_open_report_per_duty",
            ),
            models.CheckConstraint(
                condition=Q(verified_by=None) | ~Q(verified_by=models.F("reported_by")),
                name="nobody_verifies_their_own_report",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.duty}　{self.get_state_display()}"
