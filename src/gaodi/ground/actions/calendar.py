"""Verbs about the working calendar."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date

from gaodi.ground.acting import acting
from gaodi.ground.models import CalendarDay, Post, Role
from gaodi.ground.refusals import NotYours

PACKAGED = "国务院办公厅历年节假日安排通知（chinesecalendar 软件包）"


def load_calendar(days: Mapping[date, tuple[bool, str]], *, by: Post, source: str) -> int:
    """Enter the days that depart from Monday to Friday: day → (worked, name). A day entered again is replaced."""
    with acting("load_calendar", "载入工作日历", None, by=by, note=source) as act:
        if by.role not in (Role.ADMIN, Role.SYSTEM):
            raise NotYours("工作日历由管理员载入。")
        rows = [
            CalendarDay(day=day, works=works, name=name, source=source) for day, (works, name) in days.items()
        ]
        CalendarDay.objects.bulk_create(
            rows, update_conflicts=True, unique_fields=["day"], update_fields=["works", "name", "source"]
        )
        act.change("days", 0, len(rows))
    return len(rows)


def packaged_days() -> dict[date, tuple[bool, str]]:
    """The notices since 2004 as the chinesecalendar package keeps them."""
    from chinese_calendar import constants  # slow: needed once, when a database is new

    off = {day: (False, str(name)) for day, name in constants.holidays.items() if day.weekday() < 5}
    weekend_off = {day: (False, str(name)) for day, name in constants.holidays.items() if day.weekday() >= 5}
    worked = {day: (True, str(name)) for day, name in constants.workdays.items()}
    return weekend_off | off | worked
