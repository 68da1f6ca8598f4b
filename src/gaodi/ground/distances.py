"""How far off a day is, in working days, as a desk says it: 还有2个工作日, 今天, 逾期2个工作日."""

from __future__ import annotations

from datetime import date

from gaodi.bedrock.periods import WorkCalendar, working_days_between


def say_due(calendar: WorkCalendar, today: date, due: date) -> str:
    """The distance to a due day. Beyond the loaded calendar Monday to Friday holds, and the answer says 暂按."""
    if due == today:
        return "今天"
    return _provisional(calendar, due) + _late_or_left(calendar, today, due)


def say_since(calendar: WorkCalendar, today: date, since: date) -> str:
    """How long something has been waited for."""
    if since >= today:
        return "今天送出"
    worked = working_days_between(calendar, since, today)
    return f"已{worked}个工作日" if worked else f"已{(today - since).days}天，都是休息日"


def _late_or_left(calendar: WorkCalendar, today: date, due: date) -> str:
    worked, days = working_days_between(calendar, today, due), (due - today).days
    word = "逾期" if days < 0 else "还有"
    # A due day on a weekend: no working day is left, yet it is not today.
    return f"{word}{abs(worked)}个工作日" if worked else f"{word}{abs(days)}天，都是休息日"


def _provisional(calendar: WorkCalendar, day: date) -> str:
    return "" if calendar.knows(day) else "暂按"
