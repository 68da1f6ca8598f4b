"""The working calendar of the State Council's yearly notices."""

from django.db import models


class CalendarDay(models.Model):
    """工作日历: a day that departs from Monday to Friday: a day off, or a make-up workday (调休)."""

    day = models.DateField("日期", unique=True)
    works = models.BooleanField("上班")
    name = models.CharField("名称", max_length=40, blank=True)
    source = models.CharField("依据", max_length=120)

    class Meta:
        verbose_name = "工作日历"
        ordering = ["day"]

    def __str__(self) -> str:
        return f"{self.day} {'上班' if self.works else '放假'}"
