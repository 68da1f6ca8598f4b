"""Reporting on a duty, and verifying a report."""

from __future__ import annotations

from http import HTTPStatus
from typing import Any

from django.contrib import messages
from django.core.files.uploadedfile import UploadedFile
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_http_methods, require_POST

from gaodi.ground.asking import sent
from gaodi.ground.models import Role
from gaodi.ground.permission import PostedRequest, allow
from gaodi.ground.refusals import NotYours, Overtaken, Refused
from gaodi.supervision.actions.reports import (
    accept_report,
    attach,
    detach,
    save_report,
    send_back,
    submit_report,
    why_not_verify,
    withdraw_report,
)
from gaodi.supervision.deciding import attempt, number_in, seen_in, show_revision
from gaodi.supervision.forms.reports import ReportForm, VerdictForm
from gaodi.supervision.models import Duty, Report, ReportState
from gaodi.supervision.queries.reports import Desk, desk_of, late_proofs
from gaodi.supervision.queries.scope import visible_duties, visible_reports


@require_http_methods(["GET", "POST"])
@allow(Role.CLERK)
def report_page(request: PostedRequest, pk: int) -> HttpResponse:
    """填报: pre-filled with what stands; saves, attaches and hands in by one form."""
    duty = get_object_or_404(visible_duties(request.post).filter(unit=request.post.unit), pk=pk)
    desk = desk_of(duty)
    if request.method != "POST":
        return _report(request, desk, ReportForm(initial=desk.initial, counts=desk.counts))
    form = ReportForm(request.POST, request.FILES, counts=desk.counts, initial=desk.initial)
    if not form.is_valid():
        return _report(request, desk, form, status=422)
    try:
        return _do(request, duty, form.cleaned_data)
    except NotYours:
        raise
    except Refused as refusal:
        form.add_error(None, str(refusal))
        overtaken = isinstance(refusal, Overtaken)
        # what was saved before the refusal stands, and what a colleague wrote meanwhile is shown beside
        return _report(request, desk_of(duty), form, status=409 if overtaken else 422, overtaken=overtaken)


def _do(request: PostedRequest, duty: Duty, said: dict[str, Any]) -> HttpResponse:
    """Save, then what the pressed button says; each is an act of its own."""
    post, act = request.post, request.POST.get("do", "save")
    report = save_report(
        duty,
        by=post,
        seen=said["seen"],
        text=said["text"],
        value=said.get("value"),
        claims_met=said["claims_met"],
    )
    if isinstance(file := said["file"], UploadedFile):
        attach(report, file.chunks(), file.name or "", by=post, dated_on=said["dated_on"])
    if act.startswith("detach-"):
        gone = get_object_or_404(report.evidence.all(), pk=number_in(act.removeprefix("detach-")))
        detach(report, gone, by=post)
    if act == "submit":
        submit_report(report, by=post, seen=report.revision)
        messages.success(request, f"已报送：{duty.commitment.title}。由{duty.commitment.owner}负责人审核。")
        return redirect("task", duty.commitment.task_id)
    messages.success(request, "已暂存。报送以前，别的单位看不到。")
    return redirect("report", duty.pk)


def _report(
    request: PostedRequest, desk: Desk, form: ReportForm, *, status: int = 200, overtaken: bool = False
) -> HttpResponse:
    context = {"desk": desk, "form": form, "overtaken": overtaken, "list_title": desk.task.task_list.title}
    if form.is_bound:
        show_revision(form, desk.initial["seen"])
    return render(request, "supervision/report.html", context, status=status)


@require_POST
@allow(Role.CLERK)
def withdraw(request: PostedRequest, pk: int) -> HttpResponse:
    """撤回, as long as nobody has verified it."""
    report = get_object_or_404(visible_reports(request.post), pk=pk)
    withdraw_report(report, by=request.post, seen=seen_in(request))
    messages.success(request, "已撤回，改好后再报送。")
    return redirect("report", report.duty_id)


@require_http_methods(["GET", "POST"])
@allow(Role.HEAD)
def verify_page(request: PostedRequest, pk: int) -> HttpResponse:
    """审核: the report beside what was promised; accepted, or sent back with what is missing."""
    report = get_object_or_404(
        visible_reports(request.post)
        .select_related("duty__commitment__task__task_list")
        .prefetch_related("evidence__file"),
        pk=pk,
    )
    accepting = request.POST.get("do") == "accept"
    form = VerdictForm(sent(request), seen=report.revision, sending_back=not accepting)
    status = attempt(form, lambda said: _judge(request, report, said), report)
    if status == HTTPStatus.FOUND:
        return redirect("task", report.duty.commitment.task_id)
    context = {
        "report": report,
        "commitment": report.duty.commitment,
        "open": report.state == ReportState.SUBMITTED,
        "why_not": why_not_verify(report, request.post),
        "evidence": late_proofs(report),
        "form": form,
        "list_title": report.duty.commitment.task.task_list.title,
    }
    return render(request, "supervision/verify.html", context, status=status)


def _judge(request: PostedRequest, report: Report, said: dict[str, Any]) -> None:
    if request.POST.get("do") == "accept":
        accept_report(report, by=request.post, seen=said["seen"], note=said["note"])
        messages.success(request, f"审核通过：{report.duty.commitment.title}。")
    else:
        send_back(report, by=request.post, seen=said["seen"], note=said["note"])
        messages.success(request, f"已退回{report.duty.unit}：{report.duty.commitment.title}。")
