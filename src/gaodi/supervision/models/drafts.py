"""Drafts: an uploaded paper between reading and confirmation. Nothing of it is in the list yet."""

from __future__ import annotations

from django.db import models

from gaodi.ground.models import Job, JobState, Post, StoredFile
from gaodi.supervision.models.lists import TaskList

GIVEN_UP = (JobState.STOPPED, JobState.FAILED)


class DraftState(models.TextChoices):
    """Where a draft stands."""

    READING = "reading", "识读中"
    READY = "ready", "待确认"
    REFUSED = "refused", "未能识读"
    CONFIRMED = "confirmed", "已确认"
    DISCARDED = "discarded", "已放弃"


class Draft(models.Model):
    """待确认稿: what was read from a paper, with a person's repairs, until it is confirmed or thrown away."""

    source = models.ForeignKey(StoredFile, models.PROTECT, verbose_name="原件")
    source_name = models.CharField("文件名", max_length=255)
    by = models.ForeignKey(Post, models.PROTECT, verbose_name="上传人")
    made_at = models.DateTimeField("上传时间")
    job = models.ForeignKey(Job, models.SET_NULL, null=True, blank=True, verbose_name="作业")
    # the list of which this paper is a new edition; empty for a new list
    task_list = models.ForeignKey(TaskList, models.PROTECT, null=True, blank=True, verbose_name="原清单")
    state = models.CharField("状态", max_length=10, choices=DraftState.choices, default=DraftState.READING)
    sentence = models.TextField("说明", blank=True)
    title = models.CharField("标题", max_length=200, blank=True)
    warnings = models.JSONField("提示", default=list)
    # Row.as_json() of each row as read (never changed), and each row as it now stands
    as_read = models.JSONField("识读结果", default=list)
    rows = models.JSONField("校改结果", default=list)
    # what a person decided about a printed name: {"税务局": {"unit": 7}} or {"有关部门": {"open": true}}
    names = models.JSONField("认名", default=dict)
    edition = models.ForeignKey(
        "supervision.Edition", models.SET_NULL, null=True, blank=True, verbose_name="形成的版本"
    )
    revision = models.PositiveIntegerField(default=0)

    class Meta:
        verbose_name = "待确认稿"

    def __str__(self) -> str:
        return self.source_name

    @property
    def standing(self) -> str:
        """The word for where it stands; a reading that was stopped or failed says so."""
        if self.state == DraftState.READING and self.job and self.job.state in GIVEN_UP:
            return self.job.get_state_display()
        return self.get_state_display()
