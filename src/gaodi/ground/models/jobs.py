"""Jobs: long work that shows its progress, can be stopped, and survives the death of its worker."""

from django.db import models

from gaodi.ground.models.people import Post


class JobState(models.TextChoices):
    """Where a job stands."""

    WAITING = "waiting", "排队"
    RUNNING = "running", "进行中"
    DONE = "done", "完成"
    REFUSED = "refused", "未通过"
    STOPPED = "stopped", "已停止"
    FAILED = "failed", "出错"


class Job(models.Model):
    """作业: one piece of long work; pages read this row, never the queue's own."""

    kind = models.CharField("类别", max_length=40)
    args = models.JSONField("参数", default=dict)
    by = models.ForeignKey(Post, models.PROTECT, verbose_name="发起岗位")
    state = models.CharField("状态", max_length=10, choices=JobState.choices, default=JobState.WAITING)
    done = models.PositiveBigIntegerField("已完成", default=0)
    total = models.PositiveBigIntegerField("总量", default=0)
    what = models.CharField("正在做", max_length=120, blank=True)
    sentence = models.TextField("结果说明", blank=True)
    cancel_asked = models.BooleanField("要求停止", default=False)
    attempt = models.PositiveIntegerField("第几次", default=0)
    queue_id = models.CharField("队列号", max_length=40, blank=True)
    asked_at = models.DateTimeField("发起时间")
    started_at = models.DateTimeField("开始时间", null=True)
    heartbeat = models.DateTimeField("最近动静", null=True)
    ended_at = models.DateTimeField("结束时间", null=True)

    class Meta:
        verbose_name = "作业"
        indexes = [models.Index(fields=["state", "heartbeat"], name="jobs_by_state")]

    def __str__(self) -> str:
        return f"{self.kind} {self.get_state_display()}"
