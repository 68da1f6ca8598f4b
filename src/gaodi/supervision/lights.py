"""The light of a commitment, computed from its dates; nobody types one.

One ordered table of (light, condition) serves pages, filters and counts alike: the first condition that holds is
the light. The conditions are over the commitment's own columns, so that a filter by light costs what any filter costs.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

from django.db.models import Case, CharField, F, Q, QuerySet, Value, When

from gaodi.ground.lights import LIGHTS
from gaodi.supervision.models import Commitment


def table(today: date) -> tuple[tuple[str, Q], ...]:
    """Light and condition, in the order in which they are tried."""
    return (
        ("done_late", Q(met_on__gt=F("due"))),
        ("done_on_time", Q(met_on__isnull=False)),
        ("overdue", Q(due__lt=today)),
        ("not_started", Q(begins__gt=today) | Q(received_on=None)),
        ("at_risk", Q(warn_on__lte=today) | Q(next_report_on__lt=today) | Q(forecast_on__gt=F("due"))),
        ("unknown", (Q(due=None) & Q(target_value=None)) | Q(last_accepted_on=None)),
        ("on_track", Q()),
    )


# The same table in plain words, for the page 怎么算的.
PLAIN = {
    "done_late": "已达到目标，佐证本身的日期晚于时限。",
    "done_on_time": "已达到目标：没有时限，或佐证本身的日期不晚于时限。",
    "overdue": "时限已过，尚未达到。",
    "not_started": "还没有到开始日期，或主责单位尚未签收。",
    "at_risk": "离时限不远了，或应填报而未见审核通过，或照目前进度到期达不到。",
    "unknown": "原文既没有时限也没有目标数，或从来没有审核通过的填报：说不清办得怎样。",
    "on_track": "以上都不是：有时限或目标数，有审核通过的填报，离时限还远。",
}


# What then, and by whom: a clerk who reads why a light is as it is asks that next.
THEN = {
    "done_late": "督查室核对后销号。",
    "done_on_time": "督查室核对后销号。",
    "overdue": "主责单位抓紧办，办成后报佐证；负责人审核。",
    "not_started": "主责单位签收；已到开始日期的动手办。",
    "at_risk": "主责单位报进展，报了的请负责人审核。",
    "unknown": "主责单位报一次进展；没有时限的，督查室可以定时限。",
    "on_track": "照常办，按时填报。",
}


def with_light(commitments: QuerySet[Commitment], today: date) -> QuerySet[Commitment]:
    """Each commitment with its light and the light's urgency (0 first). What a new edition ended is left out."""
    whens = [When(condition, then=Value(light)) for light, condition in table(today)[:-1]]
    lit = Case(*whens, default=Value("on_track"), output_field=CharField())
    order = Case(*[When(light=light.key, then=Value(place)) for place, light in enumerate(LIGHTS)])
    return commitments.filter(ended_on=None).annotate(light=lit).annotate(urgency=order)


def why(commitment: Commitment, light: str, today: date, last: str = "") -> str:
    """One clause that says why the light is as it is, from the same dates.

    ``last`` says where the owner's last report stands (queries.underway): it tells more than that one is missing,
    and what else is said it follows.
    """
    if not last or light.startswith("done"):
        return _WHY[light](commitment, today)
    if light == "at_risk" and _report_is_late(commitment, today):
        return last
    return f"{_WHY[light](commitment, today)}；{last}"


def _say(day: date | None) -> str:
    return f"{day.year}年{day.month}月{day.day}日" if day else ""


def _not_started(c: Commitment, today: date) -> str:
    if c.issued_on is None:
        return "尚未交办"
    if c.begins and c.begins > today:
        return f"{_say(c.begins)}开始"
    return f"{_say(c.issued_on)}交办，{c.owner}未签收"


def _at_risk(c: Commitment, today: date) -> str:
    if _report_is_late(c, today):
        return f"应于{_say(c.next_report_on)}前填报，未见审核通过"
    if c.warn_on and c.warn_on <= today:
        return f"临近时限{_say(c.due)}，尚未达到"
    return f"照目前进度，预计{_say(c.forecast_on)}才能达到"


def _report_is_late(c: Commitment, today: date) -> bool:
    return c.next_report_on is not None and c.next_report_on < today


def _unknown(c: Commitment, _today: date) -> str:
    if c.last_accepted_on is None:
        return "没有审核通过的填报"
    return f"没有时限和目标数，{_say(c.last_accepted_on)}审核过"


_WHY: dict[str, Callable[[Commitment, date], str]] = {
    "done_late": lambda c, _t: f"{_say(c.met_on)}达到，晚于时限{_say(c.due)}",
    "done_on_time": lambda c, _t: f"{_say(c.met_on)}达到",
    "overdue": lambda c, _t: f"时限{_say(c.due)}已过，尚未达到",
    "not_started": _not_started,
    "at_risk": _at_risk,
    "unknown": _unknown,
    "on_track": lambda c, _t: f"{_say(c.last_accepted_on)}审核通过最近一次填报",
}
