"""The audit: one row an act, without foreign keys, so that history never blocks and is never blocked."""

from django.db import models


class AuditRow(models.Model):
    """审计: who did what to what, from which value to which, when, for which unit. Append-only by triggers."""

    at = models.DateTimeField("时间", db_index=True)
    post = models.BigIntegerField("岗位号", null=True)
    person = models.CharField("姓名", max_length=40)
    role = models.CharField("角色", max_length=16)
    unit = models.CharField("单位", max_length=120)
    # the area whose auditor sees the row; empty for what concerns the whole installation
    district = models.CharField("区划代码", max_length=12, blank=True)
    verb = models.CharField("动作", max_length=40)
    word = models.CharField("办的事", max_length=20)  # the verb as the office says it: 签收, 退回
    outcome = models.CharField("结果", max_length=8, choices=[("done", "已办"), ("refused", "拒绝")])
    subject = models.CharField("对象类别", max_length=60)
    subject_id = models.CharField("对象号", max_length=60)
    label = models.CharField("对象", max_length=200)
    about_unit = models.CharField("涉及单位", max_length=120, blank=True)
    changes = models.TextField("变更", default="{}")  # canonical JSON: field → [from, to]
    note = models.TextField("说明", blank=True)
    request = models.CharField("请求号", max_length=40, blank=True)
    address = models.CharField("来源地址", max_length=60, blank=True)

    class Meta:
        verbose_name = "审计"
        indexes = [
            models.Index(fields=["subject", "subject_id"], name="audit_of_a_subject"),
            models.Index(fields=["district", "at"], name="audit_of_a_district"),
            models.Index(fields=["district", "person", "at"], name="audit_of_a_person"),
            models.Index(fields=["district", "unit", "at"], name="audit_of_the_actors_unit"),
            models.Index(fields=["district", "about_unit", "at"], name="audit_of_a_unit"),
            models.Index(fields=["district", "word", "at"], name="audit_of_a_word"),
        ]

    def __str__(self) -> str:
        return f"{self.at:%Y-%m-%d %H:%M} {self.person} {self.verb} {self.label}"
