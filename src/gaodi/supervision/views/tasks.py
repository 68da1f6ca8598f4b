"""One task: what the paper says, what was promised, whose turn it is, and what happened; receipts, urging, naming."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import FileResponse, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render, resolve_url
from django.utils.http import url_has_allowed_host_and_scheme
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from gaodi.bedrock import clock
from gaodi.ground.asking import sent
from gaodi.ground.models import Role
from gaodi.ground.permission import PostedRequest, allow
from gaodi.ground.queries.calendar import work_calendar
from gaodi.ground.queries.files import as_attachment
from gaodi.reading.places import say_place
from gaodi.supervision.actions.commitments import receive, receive_all, urge
from gaodi.supervision.actions.naming import name_open_end
from gaodi.supervision.deciding import Deciding, decide
from gaodi.supervision.forms.commitments import NameOpenEnd
from gaodi.supervision.models import Duty
from gaodi.supervision.queries.bearers import bearers
from gaodi.supervision.queries.scope import (
    to_receive,
    units_to_name,
    unreceived_beside,
    visible_duties,
    visible_evidence,
    visible_lists,
    visible_open_ends,
    visible_tasks,
)
from gaodi.supervision.queries.tasks import (
    commitments_of,
    evidence_of,
    open_ends_of,
    paper_of,
    reports_of,
    text_of,
    timeline,
)
from gaodi.supervision.queries.turns import bar, latest_reports, moves, turns
from gaodi.supervision.queries.yours import parts_of_unit, yours

RECENT = 8  # events shown before the rest is folded away


@require_safe
@allow()
def task_page(request: PostedRequest, pk: int) -> HttpResponse:
    """A task with everything that hangs on it, in a fixed number of queries."""
    post = request.post
    task = get_object_or_404(visible_tasks(post), pk=pk)
    commitments, reports = commitments_of(task, post), reports_of(task, post)
    ends, latest, calendar = open_ends_of(task), latest_reports(task), work_calendar()
    mine = parts_of_unit(commitments, post)
    events, paper = timeline(task, commitments, reports, ends), paper_of(task)
    context = {
        "task": task,
        "worst": min(commitments, key=lambda each: each.urgency, default=None),  # type: ignore[attr-defined]
        "bar": bar(turns(task, commitments, latest, ends), post, task, calendar),
        "yours": yours(list(mine.values()), post),
        "paper": paper,
        "place": say_place(paper.text.where) if paper.text else "",
        "commitments": [(each, moves(each, post, latest), mine.get(each.pk)) for each in commitments],
        "commitments_note": f"共{len(commitments)}条，已销号{sum(bool(each.closed_on) for each in commitments)}条",
        "bearers": bearers(commitments, latest, post, calendar),
        "ends": ends,
        "evidence": evidence_of(reports),
        "recent": events[:RECENT],
        "older": events[RECENT:],
        "may_supervise": post.role == Role.SUPERVISOR,
        "list_title": task.task_list.title,
        "data_until": clock.now(),
    }
    return render(request, "supervision/task.html", context)


@require_POST
@allow(Role.CLERK, Role.HEAD)
def receive_duty(request: PostedRequest, pk: int) -> HttpResponse:
    duty = get_object_or_404(visible_duties(request.post), pk=pk)
    receive(duty, by=request.post)
    messages.success(request, f"已签收：{duty.commitment.title}。")
    return redirect(_back(request, duty))


@require_POST
@allow(Role.CLERK, Role.HEAD)
def receive_task(request: PostedRequest, pk: int) -> HttpResponse:
    """Everything of a task that was given out to one's unit, in one press."""
    task = get_object_or_404(visible_tasks(request.post), pk=pk)
    duties = receive_all(
        to_receive(request.post, task.task_list).filter(commitment__task=task), by=request.post
    )
    messages.success(request, f"已签收任务{task.no}的{len(duties)}条承诺。")
    return redirect("task", pk)


@require_POST
@allow(Role.CLERK, Role.HEAD)
def receive_list(request: PostedRequest, slug: str) -> HttpResponse:
    """Everything of a list that was given out to one's unit, in one press."""
    task_list = get_object_or_404(visible_lists(request.post), slug=slug)
    duties = receive_all(to_receive(request.post, task_list), by=request.post)
    messages.success(request, f"已签收{len(duties)}条承诺。")
    return redirect("list", slug)


@require_POST
@allow(Role.SUPERVISOR, Role.CLERK, Role.HEAD)
def urge_duty(request: PostedRequest, pk: int) -> HttpResponse:
    """催办, with the sentence that fits what is missing."""
    duty = get_object_or_404(visible_duties(request.post), pk=pk)
    urge(duty, by=request.post, text=request.POST.get("text", "").strip() or _reminder(duty))
    messages.success(request, f"已催办{duty.unit}，已留痕。")
    return redirect(_back(request, duty))


@require_http_methods(["GET", "POST"])
@allow(Role.SUPERVISOR)
def name_page(request: PostedRequest, pk: int) -> HttpResponse:
    """点名: say whom 等 or 有关部门 means."""
    end = get_object_or_404(visible_open_ends(request.post), pk=pk)
    page = Deciding(
        title=f"点名：“{end.printed}”指哪些单位",
        lead=f"{end.task}。点到的单位从现在起承担这项任务的各条承诺，已交办的同时交办给它们。",
        act="点名",
        back=resolve_url("task", end.task_id),
        origin=f"任务{end.task.no}",
        task=end.task,
        done="已点名。",
        text=text_of(end.task),
    )

    def do(said: dict[str, Any]) -> None:
        name_open_end(end, by=request.post, units=list(said["units"]), note=said["note"])

    units = units_to_name(request.post, end.task)
    return decide(request, NameOpenEnd(sent(request), units=units), page, do)


@require_safe
@allow()
def evidence_file(request: PostedRequest, pk: int) -> FileResponse:
    """A file, reached only through a report that one may see."""
    evidence = get_object_or_404(visible_evidence(request.post), pk=pk)
    return as_attachment(evidence.file, evidence.name)


def _reminder(duty: Duty) -> str:
    task, title = duty.commitment.task, duty.commitment.title
    if duty.received_at:
        return f"请填报任务{task.no}“{title}”的进展。"
    silent = unreceived_beside(duty)
    return f"请签收任务{task.no}交办的{silent}条承诺。" if silent > 1 else f"请签收任务{task.no}“{title}”。"


def _back(request: HttpRequest, duty: Duty) -> str:
    """Where the button was pressed, if that is a page of ours; else the task."""
    came_from = request.headers.get("Referer", "")
    ours = url_has_allowed_host_and_scheme(came_from, {request.get_host()}, require_https=request.is_secure())
    return came_from if ours else resolve_url("task", duty.commitment.task_id)
