"""The list as printed: editions of a paper, the tasks that outlive them, and the bodies the paper names."""

from __future__ import annotations

from django.db import models

from gaodi.ground.models import District, Post, StoredFile, Unit


class TaskList(models.Model):
    """任务清单: a list of tasks that a government gave out."""

    district = models.ForeignKey(District, models.PROTECT, verbose_name="地区")
    slug = models.SlugField("代号", max_length=60, unique=True)
    title = models.CharField("标题", max_length=200)
    issuer = models.CharField("印发机关", max_length=120, blank=True)
    document_number = models.CharField("文号", max_length=80, blank=True)
    made_at = models.DateTimeField("建立时间")

    class Meta:
        verbose_name = "任务清单"

    def __str__(self) -> str:
        return self.title


class Edition(models.Model):
    """版本: one paper of a list, as a person confirmed it."""

    task_list = models.ForeignKey(TaskList, models.PROTECT, related_name="editions", verbose_name="任务清单")
    number = models.PositiveIntegerField("第几版")
    title = models.CharField("标题", max_length=200)
    source = models.ForeignKey(StoredFile, models.PROTECT, verbose_name="原件")
    source_name = models.CharField("原件文件名", max_length=255)
    confirmed_by = models.ForeignKey(Post, models.PROTECT, verbose_name="确认人")
    confirmed_at = models.DateTimeField("确认时间")

    class Meta:
        verbose_name = "版本"
        ordering = ["number"]
        constraints = [models.UniqueConstraint(fields=["task_list", "number"], name="edition_number_once")]

    def __str__(self) -> str:
        return f"{self.task_list}第{self.number}版"


class Task(models.Model):
    """任务: a task of a list; it stays the same through editions, its words may change."""

    task_list = models.ForeignKey(TaskList, models.PROTECT, related_name="tasks", verbose_name="任务清单")
    no = models.CharField("序号", max_length=20)
    order = models.PositiveIntegerField("次序")
    title = models.CharField("任务", max_length=80)
    search = models.TextField("检索", default="", editable=False)
    ended_on = models.DateField("终止日期", null=True, blank=True)

    class Meta:
        verbose_name = "任务"
        ordering = ["order", "pk"]

    def __str__(self) -> str:
        return f"任务{self.no}　{self.title}"


class TaskText(models.Model):
    """任务原文: what one edition says of a task, with the quotes of everything read from it."""

    edition = models.ForeignKey(Edition, models.PROTECT, related_name="texts", verbose_name="版本")
    task = models.ForeignKey(Task, models.PROTECT, related_name="texts", verbose_name="任务")
    no = models.CharField("序号", max_length=20)
    text = models.TextField("任务内容")
    category = models.CharField("类别", max_length=200, blank=True)
    scope = models.CharField("适用范围", max_length=200, blank=True)
    where = models.CharField("所在位置", max_length=120, blank=True)
    strength = models.CharField("力度", max_length=10)
    open_ended = models.BooleanField("名单未尽")
    deadlines = models.JSONField("时限", default=list)
    targets = models.JSONField("目标", default=list)
    quotes = models.JSONField("引文", default=list)

    class Meta:
        verbose_name = "任务原文"
        constraints = [models.UniqueConstraint(fields=["edition", "task"], name="one_text_per_edition")]

    def __str__(self) -> str:
        return f"{self.edition}　{self.no}"


class BodyRole(models.TextChoices):
    """As what the paper names a body."""

    LEAD = "lead", "牵头单位"
    RESPONSIBLE = "responsible", "责任单位"


class NamedBody(models.Model):
    """署名单位: a body as the paper names it, and the unit a person or an exact match took it for."""

    text = models.ForeignKey(TaskText, models.CASCADE, related_name="bodies", verbose_name="任务原文")
    role = models.CharField("署名", max_length=12, choices=BodyRole.choices)
    order = models.PositiveIntegerField("次序")
    printed = models.CharField("原文写法", max_length=120)
    # empty for a body that the paper does not really name (有关行业主管部门): that is an open end
    unit = models.ForeignKey(Unit, models.PROTECT, null=True, blank=True, verbose_name="单位")

    class Meta:
        verbose_name = "署名单位"
        ordering = ["role", "order"]

    def __str__(self) -> str:
        return self.printed


class OpenEnd(models.Model):
    """待点名: 等 or 有关部门; a queue until someone names the rest, and the naming is kept."""

    task = models.ForeignKey(Task, models.PROTECT, related_name="open_ends", verbose_name="任务")
    printed = models.CharField("原文写法", max_length=120)
    named = models.ManyToManyField(Unit, blank=True, verbose_name="点名的单位")
    closed_by = models.ForeignKey(Post, models.PROTECT, null=True, blank=True, verbose_name="点名人")
    closed_at = models.DateTimeField("点名时间", null=True, blank=True)
    note = models.CharField("说明", max_length=200, blank=True)

    class Meta:
        verbose_name = "待点名"

    def __str__(self) -> str:
        return f"{self.task}“{self.printed}”"
