"""Verifying: what waits, several rows at a time, and sending a row back with the reason."""

from __future__ import annotations

from collections.abc import Iterable

from django.contrib import messages
from django.db.models import Count, Min
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_POST

from gaodi.ground.asking import Asking, ask
from gaodi.ground.models import Role
from gaodi.ground.permission import PostedRequest, allow
from gaodi.ground.queries.paging import page_of
from gaodi.ground.refusals import NotYours, Refused
from gaodi.registers.actions import facts
from gaodi.registers.asked import asked_register, asked_row
from gaodi.registers.declaration import Register
from gaodi.registers.forms.rows import Seen, WithReason
from gaodi.registers.models import Fact
from gaodi.registers.queries.lists import filtered, name_heading, state_word
from gaodi.registers.queries.scope import visible_rows
from gaodi.registers.queries.tallies import waiting_rows
from gaodi.registers.showing import cells_of
from gaodi.registers.states import verifies
from gaodi.registers.wording import hands_of

REASON_HINT = "写明哪里要改、怎么改，填报单位会看到"
SHOWN = 5  # refusals named one by one after verifying many


@require_http_methods(["GET", "POST"])
@allow(Role.CLERK, Role.HEAD)
def queue_page(request: PostedRequest, slug: str) -> HttpResponse:
    """What waits for one's verification, by unit: single rows to be ticked, sheets by the batch."""
    register = asked_register(slug, request.post)
    if not verifies(register, request.post):
        who = hands_of([register], request.post)[slug].verifies
        raise NotYours(f"{register.name}台账由{who}审核，不由{request.post.unit}审核。")
    if request.method == "POST":
        return _decide(request, register)
    form = WithReason(label="退回原因", hint=REASON_HINT)
    return _queue(request, register, form, set())


def _queue(
    request: PostedRequest, register: Register, form: WithReason, ticked: set[str], status: int = 200
) -> HttpResponse:
    waiting = filtered(register, waiting_rows(register, request.post), {})
    single = waiting.filter(batch=None).select_related("reported_by__account", "reported_by__unit")
    page = page_of(single, "unit_id", request.GET)
    columns = register.listed_columns
    context = {
        "register": register,
        "form": form,
        "page": page,
        "columns": columns,
        "name_heading": name_heading(register),
        "rows": [
            (row, state_word(row), cells_of(register, row, columns, request.post), f"{row.pk}:{row.revision}")
            for row in page
        ],
        "ticked": ticked,
        "batches": list(
            waiting.exclude(batch=None)
            .order_by("unit", "batch")
            .values("unit__name", "batch", "batch__name")
            .annotate(n=Count("pk"), since=Min("reported_at"))
        ),
    }
    return render(request, "registers/queue.html", context, status=status)


def _decide(request: PostedRequest, register: Register) -> HttpResponse:
    """Do with all ticked rows what the pressed button says; each is an act of its own."""
    ticked = request.POST.getlist("row")
    sending_back = request.POST.get("do") == "send_back"
    form = WithReason(request.POST, label="退回原因", hint=REASON_HINT)
    if not ticked:
        form.errors.clear()
        form.add_error(None, "还没有勾选。请先勾选要办的记录。")
    elif not sending_back or form.is_valid():
        reason = form.cleaned_data["reason"] if sending_back else ""
        _judge(request, register, ticked, reason)
        return redirect("register_queue", register.slug)
    return _queue(request, register, form, set(ticked), status=422)


def _judge(request: PostedRequest, register: Register, ticked: Iterable[str], reason: str) -> None:
    done, refused = 0, []
    for row, revision in _rows(request, register, ticked):
        try:
            if reason:
                facts.send_back(register, row, by=request.post, revision=revision, reason=reason)
            else:
                facts.verify(register, row, by=request.post, revision=revision)
            done += 1
        except Refused as refusal:
            refused.append(f"{row}：{refusal}")
    if done:
        messages.success(request, f"{'已退回' if reason else '审核通过'}{done}条。")
    for sentence in refused[:SHOWN]:
        messages.error(request, sentence)
    if len(refused) > SHOWN:
        messages.error(request, f"还有{len(refused) - SHOWN}条没有办成，请逐条打开看。")


def _rows(request: PostedRequest, register: Register, ticked: Iterable[str]) -> list[tuple[Fact, int]]:
    """The rows that were ticked, each as it was seen; what one may not see is not there."""
    seen = dict(pair for each in ticked if (pair := _numbers(each)))
    rows = visible_rows(register, request.post).filter(pk__in=seen)
    return [(row, seen[row.pk]) for row in rows.order_by("pk")]


def _numbers(ticked: str) -> tuple[int, int] | None:
    parts = ticked.split(":")
    good = len(parts) == 2 and all(part.isascii() and part.isdecimal() and len(part) < 19 for part in parts)
    return (int(parts[0]), int(parts[1])) if good else None


# ------------------------------------------------------------------ one row


@require_POST
@allow(Role.CLERK, Role.HEAD)
def verify_row(request: PostedRequest, slug: str, pk: int) -> HttpResponse:
    """审核通过."""
    register = asked_register(slug, request.post)
    row = asked_row(register, pk, request.post)
    form = Seen(request.POST)
    form.is_valid()
    facts.verify(register, row, by=request.post, revision=form.seen)
    messages.success(request, f"审核通过：{row}。")
    return redirect("register_row", slug, pk)


@require_http_methods(["GET", "POST"])
@allow(Role.CLERK, Role.HEAD)
def send_back_page(request: PostedRequest, slug: str, pk: int) -> HttpResponse:
    """退回, with the reason."""
    register = asked_register(slug, request.post)
    row = asked_row(register, pk, request.post)
    if not verifies(register, request.post):
        raise NotYours(f"{register.name}台账不由{request.post.unit}审核。")
    page = Asking(
        title=f"退回{register.name}：{row}",
        act="退回",
        back=reverse("register_row", args=[slug, pk]),
        origin=str(row),
        lead=f"{row.unit}{row.reported_by.person}填报。",
        done=f"已退回{row.unit}：{row}。",
    )
    data = request.POST if request.method == "POST" else None
    initial = {"revision": row.revision}
    form = WithReason(data, initial=initial, label="退回原因", hint=REASON_HINT)
    return ask(
        request,
        form,
        page,
        lambda said: facts.send_back(
            register, row, by=request.post, revision=form.seen, reason=said["reason"]
        ),
    )
