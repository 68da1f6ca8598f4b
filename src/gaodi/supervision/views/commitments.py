"""What a supervisor does with commitments: writes, changes, ends, issues, strikes off, reopens."""

from __future__ import annotations

from dataclasses import replace
from http import HTTPStatus
from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render, resolve_url
from django.views.decorators.http import require_http_methods

from gaodi.ground.asking import sent
from gaodi.ground.models import Role
from gaodi.ground.permission import PostedRequest, allow
from gaodi.supervision.actions.commitments import (
    change,
    close_out,
    draw_up,
    end,
    issue,
    let_bear,
    release,
    reopen,
)
from gaodi.supervision.deciding import Deciding, attempt, decide, number_in
from gaodi.supervision.forms.commitments import AddBearer, CommitmentForm, IssueForm, Reason, ReopenReason
from gaodi.supervision.models import Commitment
from gaodi.supervision.queries.scope import (
    to_issue,
    units_beside,
    visible_commitments,
    visible_duties,
    visible_lists,
    visible_tasks,
)
from gaodi.supervision.queries.tasks import bearers_of, next_key, standing_duties, text_of


@require_http_methods(["GET", "POST"])
@allow(Role.SUPERVISOR)
def issue_page(request: PostedRequest, slug: str) -> HttpResponse:
    """交办: choose what is given out, in one press."""
    task_list = get_object_or_404(visible_lists(request.post), slug=slug)
    waiting = to_issue(request.post, task_list).prefetch_related("duties__unit")
    form = IssueForm(sent(request), commitments=waiting)

    def do(said: dict[str, Any]) -> None:
        issued = issue(said["commitments"], by=request.post, report_every=said["report_every"])
        messages.success(request, f"已交办{len(issued)}条承诺，等承办单位签收。")

    status = attempt(form, do, task_list)
    if status == HTTPStatus.FOUND:
        return redirect("list", slug)
    shown = list(waiting)
    context = {
        "task_list": task_list,
        "list_title": task_list.title,
        "form": form,
        "commitments": shown,
        "units": {duty.unit_id for each in shown for duty in each.duties.all()},
        "ticked": _ticked(form, shown, request.GET.get("task", "")),
    }
    return render(request, "supervision/issue.html", context, status=status)


def _ticked(form: IssueForm, shown: list[Commitment], only: str) -> set[int]:
    """What is ticked: what was sent, else those of the task one came from, else all."""
    if form.is_bound:
        return {number_in(str(each)) for each in form["commitments"].value() or []}
    return {each.pk for each in shown if not only or str(each.task_id) == only}


@require_http_methods(["GET", "POST"])
@allow(Role.SUPERVISOR)
def add_page(request: PostedRequest, pk: int) -> HttpResponse:
    """拟定承诺: one more thing the task promises, with the words it rests on."""
    task = get_object_or_404(visible_tasks(request.post), pk=pk)
    text, bearers = text_of(task), bearers_of(task)
    form = CommitmentForm(sent(request), text=text, bearers=bearers)
    page = Deciding(
        title=f"拟定承诺：任务{task.no}　{task.title}",
        lead="一项任务拆成几条可以单独判定的承诺；拟定以后再交办。",
        act="拟定",
        back=resolve_url("task", pk),
        origin=f"任务{task.no}",
        task=task,
        done="已拟定，还没有交办。",
        fields="supervision/commitment_fields.html",
        text=text,
    )

    def do(said: dict[str, Any]) -> None:
        chosen, units = said.pop("units"), {unit.pk: unit for unit, _ in bearers}
        said["owner"] = units[said["owner"]]
        duties = [(unit, role) for unit, role in bearers if unit.pk in chosen]
        draw_up(task, by=request.post, key=next_key(task), duties=duties, **said)

    return decide(request, form, page, do)


@require_http_methods(["GET", "POST"])
@allow(Role.SUPERVISOR)
def change_page(request: PostedRequest, pk: int) -> HttpResponse:
    """调整承诺: what it says, with the reason once it has been given out."""
    commitment = get_object_or_404(visible_commitments(request.post), pk=pk)
    text, bearers = text_of(commitment.task), bearers_of(commitment)
    form = CommitmentForm(sent(request), text=text, bearers=bearers, standing=commitment)
    page = replace(
        _about(commitment, "调整承诺", "调整", "已调整。", "调整前后的内容和理由都记入审计。"),
        fields="supervision/commitment_fields.html",
        duties=standing_duties(commitment),
    )

    def do(said: dict[str, Any]) -> None:
        owner = {unit.pk: unit for unit, _ in bearers}[said.pop("owner")]
        seen, note = said.pop("seen"), said.pop("note")
        change(commitment, by=request.post, seen=seen, note=note, owner=owner, **said)

    return decide(request, form, page, do)


@require_http_methods(["GET", "POST"])
@allow(Role.SUPERVISOR)
def duty_add_page(request: PostedRequest, pk: int) -> HttpResponse:
    """增加承办: one more unit bears a commitment."""
    commitment = get_object_or_404(visible_commitments(request.post).filter(ended_on=None), pk=pk)
    form = AddBearer(
        sent(request),
        units=units_beside(request.post, commitment),
        seen=commitment.revision,
        label="增加理由",
        hint="写明依据，如分工调整的文件、会议纪要。",
        required=commitment.issued_on is not None,
    )
    lead = "已交办的随即交办给它，它的工作台上出现“签收”。" if commitment.issued_on else "交办时一并交办。"
    page = _about_bearers(commitment, "增加承办单位", "增加", "已增加承办单位。", lead)

    def do(said: dict[str, Any]) -> None:
        let_bear(commitment, by=request.post, **said)

    return decide(request, form, page, do)


@require_http_methods(["GET", "POST"])
@allow(Role.SUPERVISOR)
def duty_end_page(request: PostedRequest, pk: int) -> HttpResponse:
    """终止承办: a unit no longer bears a commitment."""
    duty = get_object_or_404(visible_duties(request.post).filter(ended_on=None), pk=pk)
    form = Reason(
        sent(request),
        seen=duty.commitment.revision,
        label="终止理由",
        hint="写明依据，如分工调整的文件、会议纪要。",
        required=duty.issued_at is not None,
    )
    lead = f"{duty.unit}不再承办这一条；它已经填报的内容仍然保留。"
    page = _about_bearers(
        duty.commitment, f"终止{duty.unit}承办", "终止承办", f"{duty.unit}不再承办这一条。", lead
    )

    def do(said: dict[str, Any]) -> None:
        release(duty, by=request.post, **said)

    return decide(request, form, page, do)


@require_http_methods(["GET", "POST"])
@allow(Role.SUPERVISOR)
def end_page(request: PostedRequest, pk: int) -> HttpResponse:
    """终止: a commitment leaves lists and counts, with the reason."""
    commitment = get_object_or_404(visible_commitments(request.post).filter(ended_on=None), pk=pk)
    form = Reason(
        sent(request),
        seen=commitment.revision,
        label="终止理由",
        hint="写明依据，如文件废止、并入别的任务。",
    )
    page = _about(
        commitment, "终止承诺", "终止", "已终止。", "终止后不再列入清单和统计，已经填报的内容仍然保留。"
    )

    def do(said: dict[str, Any]) -> None:
        end(commitment, by=request.post, **said)

    return decide(request, form, page, do)


@require_http_methods(["GET", "POST"])
@allow(Role.SUPERVISOR)
def close_out_page(request: PostedRequest, pk: int) -> HttpResponse:
    """销号: strike off what has been met and proved."""
    commitment = get_object_or_404(visible_commitments(request.post).filter(ended_on=None), pk=pk)
    form = Reason(
        sent(request),
        seen=commitment.revision,
        label="销号意见",
        hint="写明核查了什么材料、结论是什么。",
    )
    lead = "销号后主责单位不用再报；发现问题可以恢复督办，两次的意见都保留。"
    page = _about(commitment, "销号", "销号", f"已销号：{commitment.title}。", lead)

    def do(said: dict[str, Any]) -> None:
        close_out(commitment, by=request.post, **said)

    return decide(request, form, page, do)


@require_http_methods(["GET", "POST"])
@allow(Role.SUPERVISOR)
def reopen_page(request: PostedRequest, pk: int) -> HttpResponse:
    """恢复督办: take a striking-off back, with the reason."""
    commitment = get_object_or_404(visible_commitments(request.post).filter(ended_on=None), pk=pk)
    form = ReopenReason(
        sent(request), seen=commitment.revision, label="恢复理由", hint="写明发现了什么问题。"
    )
    page = _about(commitment, "恢复督办", "恢复督办", "已恢复督办。", "原来的销号意见仍然保留在经过里。")

    def do(said: dict[str, Any]) -> None:
        reopen(commitment, by=request.post, reason=said.pop("note"), **said)

    return decide(request, form, page, do)


def _about_bearers(commitment: Commitment, verb: str, act: str, done: str, lead: str) -> Deciding:
    """The way back is the page from which units are added and ended."""
    page = _about(commitment, verb, act, done, lead)
    return replace(page, back=resolve_url("commitment_change", commitment.pk), origin="调整承诺")


def _about(commitment: Commitment, verb: str, act: str, done: str, lead: str) -> Deciding:
    task = commitment.task
    back = resolve_url("task", task.pk)
    return Deciding(f"{verb}：{commitment.title}", lead, act, back, f"任务{task.no}", task, done, commitment)
