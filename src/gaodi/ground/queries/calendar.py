"""The working calendar as data for the arithmetic in ``bedrock.periods``."""

from __future__ import annotations

from datetime import date

from gaodi.bedrock.periods import WorkCalendar
from gaodi.ground.models import CalendarDay


def work_calendar() -> WorkCalendar:
    """The State Council's calendar as far as it is loaded; one query."""
    days = dict(CalendarDay.objects.values_list("day", "works"))
    if not days:
        return WorkCalendar({}, date.max, date.min)
    return WorkCalendar(days, date(min(days).year, 1, 1), date(max(days).year, 12, 31))
