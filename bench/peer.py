"""Run by ``bench.registers`` where django-import-export is installed: ``python peer.py SHEET DATABASE MODE``.

Brings the sheet of teachers in as one would write it with that library: a plain model of the same columns, dates and
choices cleaned, ID numbers checked. It has no proposals, no audit and seals nothing. MODE ``usual`` leaves the settings
as they are, ``quick`` has rows written together, no diff made and known rows read once. Prints JSON.
"""

# mypy: ignore-errors
# what is imported is installed in an environment of its own

from __future__ import annotations

import json
import re
import sys
import time
from datetime import date
from pathlib import Path
from typing import Any

import django
from django.conf import settings

sys.modules["peer"] = sys.modules[__name__]  # an application of one file
settings.configure(
    INSTALLED_APPS=["import_export", "peer"],
    DATABASES={"default": {"ENGINE": "django.db.backends.sqlite3", "NAME": sys.argv[2]}},
)
django.setup()

from django.db import connection, models  # noqa: E402  needs Django set up
from import_export import fields, instance_loaders, resources, widgets  # noqa: E402  as above
from tablib import Dataset  # noqa: E402  as above

QUICK = sys.argv[3] == "quick"
WEIGHTS = [2 ** (17 - place) % 11 for place in range(17)]
DAY = re.compile(r"(\d{4})[年/.-](\d{1,2})[月/.-](\d{1,2})日?")
KINDS = {"专业课": "major", "实习指导": "practice", "公共课": "general"}
EMPLOYMENTS = {"在编": "established", "合同": "contract", "兼职": "part_time"}
LEVELS = {"未认定": "none", "初级": "junior", "中级": "middle", "高级": "senior"}


class Teacher(models.Model):
    """教师: the columns of the sheet and no more."""

    number = models.CharField(max_length=18, unique=True)
    name = models.CharField(max_length=80, db_index=True)
    since = models.DateField()
    until = models.DateField(null=True)
    kind = models.CharField(max_length=9, null=True)  # noqa: DJ001  unknown is NULL
    employment = models.CharField(max_length=11, null=True)  # noqa: DJ001  as above
    degree = models.CharField(max_length=20, null=True)  # noqa: DJ001  as above
    title = models.CharField(max_length=40, null=True)  # noqa: DJ001  as above
    dual_level = models.CharField(max_length=6, null=True)  # noqa: DJ001  as above
    dual_on = models.DateField(null=True)
    dual_by = models.CharField(max_length=60, null=True)  # noqa: DJ001  as above
    major = models.CharField(max_length=60, null=True)  # noqa: DJ001  as above

    class Meta:
        app_label = "peer"

    def __str__(self) -> str:
        return self.name


class Id(widgets.CharWidget):
    """An ID number whose last character is right."""

    def clean(self, value: Any, _row: Any = None, **_: Any) -> str:
        number = str(value).strip()
        if len(number) != 18 or "10X98765432"[sum(map(_times, number, WEIGHTS)) % 11] != number[17]:
            raise ValueError("身份证号不对")
        return number


class Day(widgets.Widget):
    """A day as offices write it."""

    def clean(self, value: Any, _row: Any = None, **_: Any) -> date | None:
        if value in (None, ""):
            return None
        hit = DAY.fullmatch(str(value).strip())
        if hit is None:
            raise ValueError("日期不对")
        return date(*map(int, hit.groups()))


class Choice(widgets.Widget):
    """One of some words."""

    def __init__(self, words: dict[str, str]) -> None:
        super().__init__()
        self.words = words

    def clean(self, value: Any, _row: Any = None, **_: Any) -> str | None:
        if value in (None, ""):
            return None
        if value not in self.words:
            raise ValueError("没有这个选项")
        return self.words[value]


class Text(widgets.CharWidget):
    """Words, or nothing."""

    def clean(self, value: Any, _row: Any = None, **_: Any) -> str | None:
        return str(value).strip() or None if value is not None else None


def _times(digit: str, weight: int) -> int:
    return int(digit) * weight


class Teachers(resources.ModelResource):
    """The sheet."""

    number = fields.Field("number", "身份证号", Id())
    name = fields.Field("name", "姓名", Text())
    since = fields.Field("since", "到岗日期", Day())
    until = fields.Field("until", "离岗日期", Day())
    kind = fields.Field("kind", "任课类型", Choice(KINDS))
    employment = fields.Field("employment", "聘用方式", Choice(EMPLOYMENTS))
    degree = fields.Field("degree", "最高学历", Text())
    title = fields.Field("title", "职称", Text())
    dual_level = fields.Field("dual_level", "双师等级", Choice(LEVELS))
    dual_on = fields.Field("dual_on", "双师认定日期", Day())
    dual_by = fields.Field("dual_by", "双师认定机构", Text())
    major = fields.Field("major", "任教专业", Text())

    class Meta:
        model = Teacher
        exclude = ("id",)
        import_id_fields = ("number",)
        instance_loader_class = (
            instance_loaders.CachedInstanceLoader if QUICK else instance_loaders.ModelInstanceLoader
        )
        use_bulk, skip_diff, batch_size, use_transactions = QUICK, QUICK, 1000, True


with connection.schema_editor() as editor:
    editor.create_model(Teacher)
begun = time.perf_counter()
sheet = Dataset().load(Path(sys.argv[1]).read_bytes(), format="xlsx")
result = Teachers().import_data(sheet, dry_run=False, raise_errors=True)
seconds = time.perf_counter() - begun
print(json.dumps({"rows": Teacher.objects.count(), "seconds": seconds}))
