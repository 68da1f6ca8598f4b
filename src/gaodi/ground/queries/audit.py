"""Reading the audit: which rows one may see, and each row as a sentence with what changed."""

from __future__ import annotations

import json
import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.apps import apps
from django.core.exceptions import FieldDoesNotExist
from django.db import connection
from django.db.models import Field, Q, QuerySet
from django.utils import timezone

from gaodi.bedrock.periods import ONE_DAY, say_day
from gaodi.ground.models import AuditRow, Post, Role, Unit
from gaodi.ground.models.people import OPEN_END
from gaodi.ground.registry import change_words

LOOKED_THROUGH = 20_000  # rows; the form says so
NOTHING = "（无）"
LAST = "\U0010ffff"  # after every character: the end of the names that begin with some letters
ROLES = dict(Role.choices)
# Changes that are no field of their subject and belong to no room.
GROUND_WORDS = {
    "alias": "别名",
    "dated_on": "材料日期",
    "days": "天数",
    "evidence": "佐证",
    "post": "岗位",
    "sha256": "校验值",
    "since": "起始日期",
}
# From each verb to the next in the index: DISTINCT would read every row of it.
NEXT_WORD = f"""
    WITH RECURSIVE seen(word) AS (
        SELECT min(word) FROM {AuditRow._meta.db_table} WHERE district = %(district)s
        UNION ALL
        SELECT (SELECT min(word) FROM {AuditRow._meta.db_table}
                WHERE district = %(district)s AND word > seen.word)
        FROM seen WHERE seen.word IS NOT NULL
    )
    SELECT word FROM seen WHERE word IS NOT NULL
"""  # noqa: S608  the name of our own table
DAY = re.compile(r"\d{4}-\d\d-\d\d")
INSTANT = re.compile(r"\d{4}-\d\d-\d\dT[\d:.]+(?:\+\d\d:\d\d|Z)?")


def visible_audit(by: Post, *, installation: bool = False) -> QuerySet[AuditRow]:
    """The rows of one's own district; or those that belong to none, such as a sign-in by a name nobody has.

    One district at a time: no index would serve both the choice of two and the order. An administrator keeps people
    and units and sees what was done with those; the words of reports are no more theirs here than elsewhere.
    """
    rows = AuditRow.objects.filter(district="" if installation else by.unit.district.code)
    if by.role == Role.ADMIN:
        return rows.filter(Q(subject="") | Q(subject__startswith="ground."))
    return rows


def find_rows(rows: QuerySet[AuditRow], asked: Mapping[str, Any]) -> QuerySet[AuditRow]:
    """Rows by person (from the beginning of the name), unit, verb, days, outcome and subject; empty does not limit."""
    if person := asked.get("person"):
        rows = rows.filter(person__gte=person, person__lt=person + LAST)
    if unit := asked.get("unit"):
        names = names_of(unit)
        by_it, about_it = rows.filter(unit__in=names), rows.filter(about_unit__in=names)
        rows = rows.filter(pk__in=by_it.values("pk").union(about_it.values("pk")))  # an OR would use no index
    if word := asked.get("word"):
        rows = rows.filter(word=word)
    if first := asked.get("first"):
        rows = rows.filter(at__gte=_midnight(first))
    if last := asked.get("last"):
        rows = rows.filter(at__lt=_midnight(last + ONE_DAY))
    if outcome := asked.get("outcome"):
        rows = _latest(rows).filter(
            outcome=outcome
        )  # in no index: refusals are few, and lately is what is asked
    if subject := asked.get("subject"):
        rows = _latest(rows).filter(label__contains=subject)
    return rows


def words_seen(by: Post, *, installation: bool = False) -> list[str]:
    """The verbs that occur, for choosing among them."""
    with connection.cursor() as cursor:
        cursor.execute(NEXT_WORD, {"district": "" if installation else by.unit.district.code})
        return [word for (word,) in cursor.fetchall()]


def _latest(rows: QuerySet[AuditRow]) -> QuerySet[AuditRow]:
    """The last LOOKED_THROUGH rows: words inside a label are found by reading, which must have an end."""
    edge = rows.order_by("-at").values_list("at", flat=True)[LOOKED_THROUGH : LOOKED_THROUGH + 1].first()
    return rows.filter(at__gt=edge) if edge else rows


def names_of(unit: Unit) -> list[str]:
    """Every name a unit has had: rows keep the name of their day."""
    return [unit.name, *unit.names.values_list("name", flat=True)]


@dataclass(frozen=True, slots=True)
class Change:
    """One value that changed, in words."""

    name: str
    was: str
    now: str

    @property
    def is_first(self) -> bool:
        """Whether there was nothing before: then the new value alone says it."""
        return self.was == NOTHING


@dataclass(frozen=True, slots=True)
class Entry:
    """A row of the audit as it is read."""

    row: AuditRow
    who: str
    role: str
    about: str
    changes: list[Change]

    @property
    def refused(self) -> bool:
        return self.row.outcome == "refused"


def read(row: AuditRow) -> Entry:
    """A row in words: 于明 退回 任务6填报; 状态：已报送 → 退回."""
    changes = [
        Change(_name(row.subject, name), _value(row.subject, name, was), _value(row.subject, name, now))
        for name, (was, now) in json.loads(row.changes).items()
    ]
    return Entry(
        row=row,
        who=row.person or "姓名不详",
        role="" if row.role == Role.SYSTEM else ROLES.get(row.role, row.role),
        about="" if row.label == row.word else row.label,
        changes=changes,
    )


def _midnight(day: date) -> datetime:
    return timezone.make_aware(datetime(day.year, day.month, day.day))  # noqa: DTZ001  made aware around it


def _name(subject: str, name: str) -> str:
    field = _field(subject, name)
    return str(field.verbose_name) if field else change_words.get(name) or GROUND_WORDS.get(name, name)


def _value(subject: str, name: str, value: Any) -> str:
    if value in (None, ""):
        return NOTHING
    field = _field(subject, name)
    if field is not None and field.choices and not isinstance(value, list):
        return str(dict(field.flatchoices).get(value, value))
    return _plain_words(value)


def _plain_words(value: Any) -> str:
    if isinstance(value, bool):
        return "是" if value else "否"
    if isinstance(value, list):
        return "、".join(map(_plain_words, value)) or NOTHING
    text = str(value)
    if DAY.fullmatch(text):
        return "不定期" if text == OPEN_END.isoformat() else say_day(date.fromisoformat(text))
    if INSTANT.fullmatch(text):
        at = timezone.localtime(datetime.fromisoformat(text))
        return f"{say_day(at.date())} {at:%H:%M}"
    return re.sub(r" #\d+$", "", text)  # 区财政局 #12: the number is for machines


def _field(subject: str, name: str) -> Field[Any, Any] | None:
    try:
        field = apps.get_model(subject)._meta.get_field(name)
    except (LookupError, ValueError, FieldDoesNotExist):
        return None  # a subject of a room that is no longer there, or no field at all
    return field if isinstance(field, Field) else None
