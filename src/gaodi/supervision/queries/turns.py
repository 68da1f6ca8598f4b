"""Whose turn it is in a task, and what a post may do with each commitment now; the buttons come from here."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date

from django.urls import reverse

from gaodi.bedrock import clock
from gaodi.bedrock.periods import WorkCalendar, say_day
from gaodi.ground.distances import say_due, say_since
from gaodi.ground.models import Post, Role, Unit
from gaodi.supervision.models import Commitment, Duty, OpenEnd, Report, ReportState, Task
from gaodi.supervision.states import COMMITMENT_MOVES, REPORT_MOVES

# Which of several turns is named first: what holds up somebody else comes before what is merely still to come.
ORDER = ("verify", "rework", "receive", "late", "close_out", "name", "issue", "report")


OPENING = 90  # characters of a report, two lines of the bar


@dataclass(frozen=True, slots=True)
class Turn:
    """A step that somebody has to take. ``unit`` is empty where it is the supervisors' business."""

    kind: str
    unit: Unit | None
    roles: tuple[Role, ...]
    verb: str
    what: str
    why: str
    since: date | None
    due: date | None
    url: str
    posts: bool = False  # the button does it at once, by POST

    def is_for(self, by: Post, task: Task) -> bool:
        if by.role not in self.roles:
            return False
        if self.unit is None:
            return by.unit.district_id == task.task_list.district_id
        return by.unit_id == self.unit.pk

    @property
    def whom(self) -> str:
        """区教育体育局经办人; a receipt is the whole unit's business."""
        if self.unit is None:
            return "督查员"
        return self.unit.name if len(self.roles) > 1 else f"{self.unit}{self.roles[0].label}"


@dataclass(frozen=True, slots=True)
class Bar:
    """The bar above a task: whose turn it is, and the button where it is mine."""

    what: str
    why: str
    turn: Turn
    mine: bool


@dataclass(frozen=True, slots=True)
class Move:
    """A button beside a commitment."""

    verb: str
    word: str
    url: str


def latest_reports(task: Task) -> dict[int, Report]:
    """The newest report of each duty, of all units: whose turn it is depends on them, their words stay hidden."""
    reports = Report.objects.filter(duty__commitment__task=task).select_related(
        "verified_by__account", "reported_by__account"
    )
    reports = reports.prefetch_related("evidence")
    return {report.duty_id: report for report in reports.order_by("reported_at", "pk")}


def turns(
    task: Task, commitments: Sequence[Commitment], latest: dict[int, Report], ends: Sequence[OpenEnd]
) -> list[Turn]:
    """Every step that waits for somebody, what presses most first."""
    found = [*_receipts(task, commitments), *_names(ends), *_issue(task, commitments)]
    for commitment in sorted(commitments, key=lambda each: each.urgency):  # type: ignore[attr-defined]
        found += _of(commitment, latest)
    return sorted(found, key=lambda turn: ORDER.index(turn.kind))


def bar(waiting: Sequence[Turn], by: Post, task: Task, calendar: WorkCalendar) -> Bar | None:
    """My turn before anybody else's; of others' turns the reason is not told, it may quote a report."""
    mine = [turn for turn in waiting if turn.is_for(by, task)]
    if mine:
        turn = mine[0]
        more = f"　另有{len(mine) - 1}件在下面。" if len(mine) > 1 else ""
        due = f"，{say_day(turn.due)}前（{say_due(calendar, clock.today(), turn.due)}）" if turn.due else ""
        return Bar(f"轮到您：{turn.what}{due}", turn.why + more, turn, mine=True)
    if not waiting:
        return None
    turn = waiting[0]
    since = f"，{say_since(calendar, clock.today(), turn.since)}" if turn.since else ""
    more = f"　还有{len(waiting) - 1}件在等别的单位或人。" if len(waiting) > 1 else ""
    return Bar(f"在等{turn.whom}{turn.verb}{since}", f"{turn.what}{more}", turn, mine=False)


def moves(commitment: Commitment, by: Post, latest: dict[int, Report]) -> list[Move]:
    """What this post may do with a commitment now, the nearest first."""
    if commitment.ended_on is not None:
        return []
    return [
        *_reporting(commitment, by, latest),
        *_verifying(commitment, by, latest),
        *_supervising(commitment, by),
    ]


# ------------------------------------------------------------------ turns


def _receipts(task: Task, commitments: Sequence[Commitment]) -> Iterator[Turn]:
    waiting: dict[Unit, list[Duty]] = {}
    for commitment in commitments:
        for duty in commitment.duties.all():
            open_to_it = duty.ended_on is None and commitment.closed_on is None
            if duty.issued_at and duty.received_at is None and open_to_it:
                waiting.setdefault(duty.unit, []).append(duty)
    for unit, duties in waiting.items():
        since = min(_day(duty.issued_at) for duty in duties if duty.issued_at)
        yield Turn(
            kind="receive",
            unit=unit,
            roles=COMMITMENT_MOVES["receive"].roles,
            verb="签收",
            what=f"签收{len(duties)}条承诺",
            why=f"{say_day(since)}交办，{duties[0].get_role_display()}单位。签收后才能填报。",
            since=since,
            due=None,
            url=reverse("receive_task", args=[task.pk]),
            posts=True,
        )


def _names(ends: Sequence[OpenEnd]) -> Iterator[Turn]:
    for end in ends:
        if end.closed_at is None:
            url = reverse("name_open_end", args=[end.pk])
            what, why = f"点名“{end.printed}”指哪些单位", "原文没有列全单位，点名以前不产生承办。"
            yield Turn("name", None, (Role.SUPERVISOR,), "点名", what, why, None, None, url)


def _issue(task: Task, commitments: Sequence[Commitment]) -> Iterator[Turn]:
    drawn_up = [each for each in commitments if each.issued_on is None]
    if drawn_up:
        url = reverse("issue", args=[task.task_list.slug]) + f"?task={task.pk}"
        what = f"交办{len(drawn_up)}条承诺"
        yield Turn(
            "issue", None, (Role.SUPERVISOR,), "交办", what, "交办后承办单位才能签收。", None, None, url
        )


def _of(commitment: Commitment, latest: dict[int, Report]) -> Iterator[Turn]:
    for duty in commitment.duties.all():
        report = latest.get(duty.pk)
        if duty.ended_on or report is None:
            continue
        if report.state == ReportState.SUBMITTED:
            yield _verify(commitment, duty, report)
        elif report.state == ReportState.RETURNED and commitment.closed_on is None:
            yield _rework(commitment, duty, report)
    if commitment.met_on and commitment.closed_on is None:
        yield Turn(
            kind="close_out",
            unit=None,
            roles=(Role.SUPERVISOR,),
            verb="销号",
            what=f"销号：{commitment.title}",
            why=f"{commitment.owner}报已达到，审核通过，佐证日期{say_day(commitment.met_on)}。",
            since=commitment.last_accepted_on,
            due=None,
            url=reverse("close_out", args=[commitment.pk]),
        )
    yield from _report(commitment, latest)


def _verify(commitment: Commitment, duty: Duty, report: Report) -> Turn:
    since = _day(report.reported_at)
    return Turn(
        kind="verify",
        unit=commitment.owner,
        roles=REPORT_MOVES["accept_report"].roles,
        verb="审核",
        what=f"审核{duty.unit}的填报：{commitment.title}",
        why=f"{report.reported_by.person}{say_day(since)}报送：“{_opening(report.text)}”{_proofs(report)}",
        since=since,
        due=None,
        url=reverse("verify", args=[report.pk]),
    )


def _opening(text: str) -> str:
    """The beginning of a report, enough to know what it is about; the whole of it stands on the page that judges."""
    return text if len(text) <= OPENING else text[: OPENING - 1] + "…"


def _proofs(report: Report) -> str:
    """佐证2份，材料日期2023年9月25日、9月28日 — the proof's own dates, which decide what counts."""
    dated = sorted(each.dated_on for each in report.evidence.all())
    if not dated:
        return "没有附佐证。"
    days = "、".join(dict.fromkeys(map(say_day, dated)))
    return f"佐证{len(dated)}份，材料日期{days}。"


def _rework(commitment: Commitment, duty: Duty, report: Report) -> Turn:
    since = _day(report.verified_at or report.reported_at)
    who = report.verified_by.person if report.verified_by else ""
    return Turn(
        kind="rework",
        unit=duty.unit,
        roles=REPORT_MOVES["submit_report"].roles,
        verb="修改后重报",
        what=f"修改后重报：{commitment.title}",
        why=f"{who}{say_day(since)}退回：“{report.verdict}”",
        since=since,
        due=_next(commitment),
        url=reverse("report", args=[duty.pk]),
    )


def _report(commitment: Commitment, latest: dict[int, Report]) -> Iterator[Turn]:
    due = _next(commitment)
    duty = next((each for each in commitment.duties.all() if each.unit_id == commitment.owner_id), None)
    if duty is None or due is None or duty.received_at is None or commitment.met_on:
        return
    report = latest.get(duty.pk)
    if report and report.state in (ReportState.SUBMITTED, ReportState.RETURNED):
        return
    late = due < clock.today()
    yield Turn(
        kind="late" if late else "report",
        unit=duty.unit,
        roles=REPORT_MOVES["submit_report"].roles,
        verb="填报",
        what=f"填报：{commitment.title}",
        why=f"主责单位经办，应于{say_day(due)}前报。",
        since=due if late else None,
        due=due,
        url=reverse("report", args=[duty.pk]),
    )


# ------------------------------------------------------------------ moves


def _reporting(commitment: Commitment, by: Post, latest: dict[int, Report]) -> Iterator[Move]:
    duty = next((each for each in commitment.duties.all() if each.unit_id == by.unit_id), None)
    if duty is None or duty.ended_on or duty.issued_at is None:
        return
    if duty.received_at is None:
        if by.role in COMMITMENT_MOVES["receive"].roles:
            yield Move("receive", "签收", reverse("receive", args=[duty.pk]))
    elif by.role in REPORT_MOVES["save_report"].roles and commitment.closed_on is None:
        report = latest.get(duty.pk)
        words = {
            ReportState.DRAFT: "接着填",
            ReportState.SUBMITTED: "看填报",
            ReportState.RETURNED: "修改后重报",
        }
        word = words.get(ReportState(report.state), "填报") if report else "填报"
        yield Move("report", word, reverse("report", args=[duty.pk]))


def _verifying(commitment: Commitment, by: Post, latest: dict[int, Report]) -> Iterator[Move]:
    if by.role not in REPORT_MOVES["accept_report"].roles or by.unit_id != commitment.owner_id:
        return
    for duty in commitment.duties.all():
        report = latest.get(duty.pk)
        if report and report.state == ReportState.SUBMITTED:
            word = "审核" if duty.unit_id == commitment.owner_id else f"审核{duty.unit}"
            yield Move("verify", word, reverse("verify", args=[report.pk]))


def _supervising(commitment: Commitment, by: Post) -> Iterator[Move]:
    if by.role not in COMMITMENT_MOVES["close_out"].roles:
        return
    if by.unit.district_id != commitment.task.task_list.district_id:
        return
    if commitment.closed_on:
        yield Move("reopen", "恢复督办", reverse("reopen", args=[commitment.pk]))
        return
    if commitment.met_on:
        yield Move("close_out", "销号", reverse("close_out", args=[commitment.pk]))
    yield Move("commitment_change", "调整", reverse("commitment_change", args=[commitment.pk]))
    yield Move("commitment_end", "终止", reverse("commitment_end", args=[commitment.pk]))


def _next(commitment: Commitment) -> date | None:
    return min((day for day in (commitment.next_report_on, commitment.due) if day), default=None)


def _day(at: object) -> date:
    return at.astimezone(clock.ZONE).date()  # type: ignore[attr-defined, no-any-return]
