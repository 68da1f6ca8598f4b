"""A row is not a target: a task becomes commitments, and each commitment the duty of units."""

from __future__ import annotations

from django.db import models
from django.db.models import Q

from gaodi.ground.models import Post, Unit
from gaodi.supervision.models.lists import Task


class CommitmentKind(models.TextChoices):
    """What sort of promise it is; decides how it may be judged."""

    QUANTITY = "quantity", "数量"
    STANDARD = "standard", "标准"
    RECURRING = "recurring", "周期"
    ENTITLEMENT = "entitlement", "待遇"
    THIRD_PARTY = "third_party", "第三方义务"
    MECHANISM = "mechanism", "机制"


class Strength(models.TextChoices):
    """How strongly the paper words it; kept, since 争取 is judged otherwise than 必须."""

    MUST = "must", "必须"
    STRIVE = "strive", "争取"
    EXPLORE = "explore", "探索"
    ENCOURAGE = "encourage", "鼓励"
    PLAIN = "plain", "一般"


class Direction(models.TextChoices):
    """On which side of the figure the target lies."""

    AT_LEAST = "at_least", "不少于"
    EXACTLY = "exactly", "等于"
    AT_MOST = "at_most", "不超过"


class DueBasis(models.TextChoices):
    """Where the due date comes from."""

    PRINTED = "printed", "原文写明"
    YEAR_END = "year_end", "原文只写年份，按年底计"
    SET = "set", "另行确定"


class Rhythm(models.TextChoices):
    """A period: of a recurring commitment, or of its reports."""

    MONTH = "month", "每月"
    QUARTER = "quarter", "每季度"
    HALF = "half", "每半年"
    YEAR = "year", "每年"


class Commitment(models.Model):
    """承诺: one thing that will be so by a day, by whom, and how it is judged. Its light is computed from its
    dates; actions write the dates, nobody writes a light.
    """

    task = models.ForeignKey(Task, models.PROTECT, related_name="commitments", verbose_name="任务")
    key = models.CharField("代号", max_length=20)
    order = models.PositiveIntegerField("次序", default=0)
    title = models.CharField("承诺", max_length=80)
    kind = models.CharField("类型", max_length=12, choices=CommitmentKind.choices)
    strength = models.CharField("力度", max_length=10, choices=Strength.choices)
    quote = models.CharField("原文依据", max_length=300)
    owner = models.ForeignKey(Unit, models.PROTECT, related_name="owned", verbose_name="主责单位")

    target_value = models.DecimalField("目标值", max_digits=16, decimal_places=4, null=True, blank=True)
    target_unit = models.CharField("单位", max_length=20, blank=True)
    target_of = models.CharField("占比基数", max_length=60, blank=True)
    direction = models.CharField("方向", max_length=10, choices=Direction.choices, default=Direction.AT_LEAST)
    judged_by = models.CharField("判定办法", max_length=300, blank=True)
    basis = models.JSONField("依据", default=list)  # [{rule, note, confidence}]
    doubts = models.JSONField("存疑", default=list)

    begins = models.DateField("开始日期", null=True, blank=True)
    due = models.DateField("时限", null=True, blank=True)
    due_basis = models.CharField("时限依据", max_length=10, choices=DueBasis.choices, blank=True)
    rhythm = models.CharField("周期", max_length=8, choices=Rhythm.choices, blank=True)
    report_every = models.CharField("填报周期", max_length=8, choices=Rhythm.choices, blank=True)

    # The dates a light is computed from (supervision.lights). For a recurring duty ``due`` is the end of the
    # running period, and the action that accepts its report moves it on.
    warn_on = models.DateField("预警日期", null=True, blank=True)
    issued_on = models.DateField("交办日期", null=True, blank=True)
    received_on = models.DateField("签收日期", null=True, blank=True)
    last_accepted_on = models.DateField("最近审核通过", null=True, blank=True)
    last_value = models.DecimalField("最近审核值", max_digits=16, decimal_places=4, null=True, blank=True)
    next_report_on = models.DateField("下次填报", null=True, blank=True)
    forecast_on = models.DateField("预计达到", null=True, blank=True)  # empty until indicators write it
    met_on = models.DateField("达到日期", null=True, blank=True)  # the evidence's own date
    closed_on = models.DateField("销号日期", null=True, blank=True)
    ended_on = models.DateField("终止日期", null=True, blank=True)
    revision = models.PositiveIntegerField(default=0, editable=False)

    class Meta:
        verbose_name = "承诺"
        ordering = ["task__order", "order", "pk"]
        constraints = [
            models.UniqueConstraint(fields=["task", "key"], name="commitment_key_once_in_task"),
            models.CheckConstraint(
                condition=Q(closed_on=None) | Q(met_on__isnull=False), name="closed_only_when_met"
            ),
        ]

    def __str__(self) -> str:
        return self.title


class DutyRole(models.TextChoices):
    """As what a unit bears a commitment."""

    CONSOLIDATOR = "consolidator", "牵头汇总"
    LEAD = "lead", "牵头"
    RESPONSIBLE = "responsible", "责任"


class Duty(models.Model):
    """承办: a commitment as one unit's business: given out, received, reported on."""

    commitment = models.ForeignKey(Commitment, models.PROTECT, related_name="duties", verbose_name="承诺")
    unit = models.ForeignKey(Unit, models.PROTECT, related_name="duties", verbose_name="承办单位")
    role = models.CharField("分工", max_length=12, choices=DutyRole.choices)
    order = models.PositiveIntegerField("次序", default=0)
    issued_at = models.DateTimeField("交办时间", null=True, blank=True)
    issued_by = models.ForeignKey(
        Post, models.PROTECT, null=True, blank=True, related_name="+", verbose_name="交办人"
    )
    received_at = models.DateTimeField("签收时间", null=True, blank=True)
    received_by = models.ForeignKey(
        Post, models.PROTECT, null=True, blank=True, related_name="+", verbose_name="签收人"
    )
    ended_on = models.DateField("终止日期", null=True, blank=True)

    class Meta:
        verbose_name = "承办"
        ordering = ["role", "order", "pk"]
        constraints = [models.UniqueConstraint(fields=["commitment", "unit"], name="one_duty_per_unit")]

    def __str__(self) -> str:
        return f"{self.commitment}　{self.unit}"


class Closure(models.Model):
    """销号: the supervision office strikes a commitment off; reversible, with a reason, and both are kept."""

    commitment = models.ForeignKey(Commitment, models.PROTECT, related_name="closures", verbose_name="承诺")
    closed_by = models.ForeignKey(Post, models.PROTECT, related_name="+", verbose_name="销号人")
    closed_at = models.DateTimeField("销号时间")
    note = models.CharField("销号意见", max_length=500)
    reopened_by = models.ForeignKey(
        Post, models.PROTECT, null=True, blank=True, related_name="+", verbose_name="恢复人"
    )
    reopened_at = models.DateTimeField("恢复时间", null=True, blank=True)
    reason = models.CharField("恢复理由", max_length=500, blank=True)

    class Meta:
        verbose_name = "销号"
        ordering = ["closed_at", "pk"]

    def __str__(self) -> str:
        return f"{self.commitment}销号"


class Urge(models.Model):
    """催办: a unit is reminded of its duty; at most once in some working days, and never a protected body."""

    duty = models.ForeignKey(Duty, models.PROTECT, related_name="urges", verbose_name="承办")
    by = models.ForeignKey(Post, models.PROTECT, related_name="+", verbose_name="催办人")
    at = models.DateTimeField("催办时间")
    text = models.CharField("内容", max_length=300)

    class Meta:
        verbose_name = "催办"
        ordering = ["at", "pk"]

    def __str__(self) -> str:
        return f"催办{self.duty}"
