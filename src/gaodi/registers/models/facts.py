"""Facts: one table a register, one row a version. What every register has in common stands here."""

from __future__ import annotations

from datetime import UTC, date, datetime
from typing import TYPE_CHECKING, ClassVar

from django.db import models
from django.db.models import F, Q

from gaodi.ground.models import District, Post, Unit
from gaodi.ground.models.people import OPEN_END
from gaodi.registers.models.batches import Batch
from gaodi.registers.models.subjects import Subject

if TYPE_CHECKING:
    from gaodi.registers.naming import SubjectCell

FOREVER = datetime(9999, 12, 31, tzinfo=UTC)
KEY = ("unit", "subject", "valid_from")  # of every register; some add columns of their own


class State(models.TextChoices):
    """Where an open row stands. A row that counts, or did, is not open and has the last of these."""

    DRAFT = "draft", "草稿"
    SUBMITTED = "submitted", "待审核"
    RETURNED = "returned", "退回"
    VERIFIED = "verified", "已核定"


class Fact(models.Model):
    """事实: one version of one row. Open while it is proposed; once verified it counts until its successor does.

    ``valid_from`` and ``valid_to`` say when it is true, ``counts_from`` and ``ended_at`` when it was known: known at
    the end of day K is ``not open, not void, counts_from < E <= ended_at`` with E the midnight after K in China.
    ``void`` rows say that what stood before was withdrawn. Columns of a register are NULL where unknown.
    """

    about: ClassVar[SubjectCell]  # the cell that names whom a row is about, as its register declares it

    district = models.ForeignKey(
        District, models.PROTECT, related_name="+", db_index=False, verbose_name="地区"
    )
    unit = models.ForeignKey(Unit, models.PROTECT, related_name="+", db_index=False, verbose_name="填报单位")
    subject = models.ForeignKey(Subject, models.PROTECT, related_name="+", verbose_name="对象")
    label = models.CharField("名称", max_length=80, default="")
    sound = models.CharField("拼音", max_length=200, default="", editable=False)
    initials = models.CharField("首字母", max_length=80, default="", editable=False)
    period = models.CharField("期间", max_length=9, default="", blank=True)
    valid_from = models.DateField("起")
    valid_to = models.DateField("止", default=OPEN_END)

    state = models.CharField("状态", max_length=9, choices=State.choices, default=State.DRAFT)
    open = models.BooleanField("未核定", default=True)
    void = models.BooleanField("撤销", default=False)
    revision = models.PositiveIntegerField("修改次数", default=0)
    returned_because = models.CharField("退回原因", max_length=200, default="", blank=True)
    reported_by = models.ForeignKey(
        Post, models.PROTECT, related_name="+", db_index=False, verbose_name="填报人"
    )
    reported_at = models.DateTimeField("填报时间")
    verified_by = models.ForeignKey(
        Post, models.PROTECT, null=True, related_name="+", db_index=False, verbose_name="审核人"
    )
    counts_from = models.DateTimeField("核定时间", null=True)
    ended_at = models.DateTimeField("失效时间", default=FOREVER)
    batch = models.ForeignKey(
        Batch, models.PROTECT, null=True, blank=True, related_name="+", verbose_name="导入批次"
    )

    class Meta:
        abstract = True

    def __str__(self) -> str:
        return self.label or self.subject.name or self.code

    @property
    def code(self) -> str:
        """The code of whom the row is about: a credit code, or a number with stars."""
        return self.about.code(self.subject)


def keyed(name: str, *more: str) -> list[models.BaseConstraint]:
    """The constraints of a register: its key stands once, and once more as a proposal. ``more`` widen the key.

    One constraint over (key, open, ended_at) fails at the third verification of a key at one instant.
    """
    key = [*KEY, *more]
    return [
        models.UniqueConstraint(
            fields=key, condition=Q(open=False, ended_at=FOREVER), name=f"{name}_stands_once"
        ),
        models.UniqueConstraint(fields=key, condition=Q(open=True), name=f"{name}_proposed_once"),
        models.CheckConstraint(
            condition=Q(open=True, counts_from=None, ended_at=FOREVER)
            | Q(open=False, counts_from__isnull=False, counts_from__lte=F("ended_at")),
            name=f"{name}_open_or_counts",
        ),
        models.CheckConstraint(condition=Q(valid_from__lte=F("valid_to")), name=f"{name}_begins_first"),
    ]


def listed(name: str) -> list[models.Index]:
    """The indexes of a register: lists by name, search by the beginning of name, sound and initials, open rows.

    A page is read in the order of one of them, so each begins with the district or the unit of the list. They hold
    ended versions, which are few, so that a list as known on another day enters them too; ``counts_from`` stands at
    the end, so that rows not known then are passed over without being read.
    """
    waits = Q(open=True)
    return [
        models.Index(fields=["district", "label", "id", "counts_from"], name=f"{name}_by_label"),
        models.Index(fields=["unit", "label", "id", "counts_from"], name=f"{name}_of_unit"),
        models.Index(fields=["district", "sound", "id"], name=f"{name}_by_sound"),
        models.Index(fields=["unit", "sound", "id"], name=f"{name}_u_sound"),
        models.Index(fields=["district", "initials", "id"], name=f"{name}_by_initials"),
        models.Index(fields=["unit", "initials", "id"], name=f"{name}_u_initials"),
        models.Index(fields=["district", "state", "label", "id"], condition=waits, name=f"{name}_open"),
        models.Index(fields=["unit", "state", "label", "id"], condition=waits, name=f"{name}_u_open"),
    ]


def true_on(day: date) -> Q:
    """The rows that say how it was on a day."""
    return Q(valid_from__lte=day, valid_to__gte=day)
