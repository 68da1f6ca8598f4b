"""What the owner's last report says of a commitment: handed in and not yet verified, or sent back.

That much is seen by whoever sees the list, as it tells whose turn it is; the words of a report stay where they were.
"""

from __future__ import annotations

from collections.abc import Collection, Sequence
from datetime import date, datetime

from django.db.models import Exists, F, OuterRef, Q

from gaodi.bedrock import clock
from gaodi.bedrock.periods import say_day_near
from gaodi.ground.models import Post, Role
from gaodi.supervision.models import Commitment, Report, ReportState, Rhythm

UNDER_WAY = (ReportState.SUBMITTED, ReportState.RETURNED)


def under_way(commitments: Sequence[Commitment], within: Q) -> dict[int, str]:
    """By commitment: 三季度填报10月19日被退回; 10月17日填报，待林卫东审核.

    ``within`` says of which list or task: two queries, however many commitments there are.
    """
    owners = {commitment.owner_id for commitment in commitments if commitment.met_on is None}
    if not owners:
        return {}
    reports = {report.duty.commitment_id: report for report in _last_of_owners(within)}
    heads = _heads(owners)
    today = clock.today()
    return {
        each.pk: _says(each, reports[each.pk], heads, today)
        for each in commitments
        if each.pk in reports and each.met_on is None
    }


def _last_of_owners(within: Q) -> Sequence[Report]:
    """The owners' reports that wait or came back, unless something was handed in after them."""
    later = Report.objects.filter(duty=OuterRef("duty"), reported_at__gt=OuterRef("reported_at"))
    found = Report.objects.filter(within, state__in=UNDER_WAY, duty__unit=F("duty__commitment__owner"))
    return list(found.filter(~Exists(later.exclude(state=ReportState.DRAFT))).select_related("duty"))


def _heads(owners: Collection[int]) -> dict[int, list[str]]:
    """Who verifies in these units today."""
    today = clock.today()
    posts = Post.objects.filter(role=Role.HEAD, since__lte=today, until__gte=today, unit__in=owners)
    heads: dict[int, list[str]] = {}
    for post in posts.select_related("account"):
        heads.setdefault(post.unit_id, []).append(post.person)
    return heads


def _says(commitment: Commitment, report: Report, heads: dict[int, list[str]], today: date) -> str:
    if report.state == ReportState.RETURNED:
        day = say_day_near(_day(report.verified_at or report.reported_at), today)
        return f"{_period(commitment)}填报{day}被退回"
    who = heads.get(commitment.owner_id, [])
    by = who[0] if len(who) == 1 else f"{commitment.owner}负责人"
    return f"{say_day_near(_day(report.reported_at), today)}填报，待{by}审核"


def _period(commitment: Commitment) -> str:
    """三季度, as the period is called that the next report is due for; empty where reports have no rhythm."""
    day = commitment.next_report_on
    if day is None:
        return ""
    names = {
        Rhythm.MONTH: f"{day.month}月",
        Rhythm.QUARTER: f"{'一二三四'[(day.month - 1) // 3]}季度",
        Rhythm.HALF: "上半年" if day.month <= 6 else "下半年",
        Rhythm.YEAR: f"{day.year}年",
    }
    return names.get(Rhythm(commitment.report_every), "") if commitment.report_every else ""


def _day(at: datetime) -> date:
    return at.astimezone(clock.ZONE).date()
