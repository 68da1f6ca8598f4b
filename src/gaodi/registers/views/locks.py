"""Locked periods: which there are, locking, unlocking, and opening one value."""

from __future__ import annotations

from collections.abc import Callable

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods

from gaodi.bedrock.periods import say_period
from gaodi.ground.models import Role
from gaodi.ground.permission import PostedRequest, allow
from gaodi.ground.refusals import NotYours, Refused
from gaodi.registers.actions.locks import lift, lock_period, unlock_period
from gaodi.registers.asked import asked_register, asked_row
from gaodi.registers.declaration import Register
from gaodi.registers.forms.rows import LiftForm, LockForm, WithReason
from gaodi.registers.models import PeriodLock
from gaodi.registers.queries.lists import units_that_fill
from gaodi.registers.queries.locks import visible_locks
from gaodi.registers.queries.rows import lock_of
from gaodi.registers.states import verifies
from gaodi.registers.wording import hands_of

Do = Callable[[PostedRequest, Register], HttpResponse]


@require_http_methods(["GET", "POST"])
@allow()
def locks_page(request: PostedRequest, slug: str) -> HttpResponse:
    """The locked periods one may see; the head of who verifies locks and unlocks them."""
    register = asked_register(slug, request.post)
    if request.method == "POST":
        if not may_lock(request, register):
            who = hands_of([register], request.post)[slug].verifies
            raise NotYours(f"{register.name}台账的期间由{who}的负责人锁定和开启。")
        return DOES.get(request.POST.get("do", ""), _lock)(request, register)
    return _page(request, register, LockForm(register, units_that_fill(register, request.post)))


def may_lock(request: PostedRequest, register: Register) -> bool:
    """Whether the post may lock and open: a head of who verifies."""
    return verifies(register, request.post) and request.post.role == Role.HEAD


def _page(request: PostedRequest, register: Register, form: LockForm, status: int = 200) -> HttpResponse:
    locks = list(visible_locks(request.post, register))
    columns = {column.name: column.heading for column in register.columns} | {"void": "撤销整条"}
    context = {
        "register": register,
        "locks": [
            (
                lock,
                say_period(lock.period),
                [(each, columns.get(each.column, "")) for each in lock.lifted.all()],
            )
            for lock in locks
        ],
        "form": form,
        "may_lock": may_lock(request, register),
        "hands": hands_of([register], request.post)[register.slug],
    }
    return render(request, "registers/locks.html", context, status=status)


def _lock(request: PostedRequest, register: Register) -> HttpResponse:
    form = LockForm(register, units_that_fill(register, request.post), request.POST)
    if form.is_valid():
        said = form.cleaned_data
        try:
            lock = lock_period(
                register, said["unit"], said["period"].text, by=request.post, reason=said["reason"]
            )
        except NotYours:
            raise
        except Refused as refusal:
            form.add_error(None, str(refusal))
        else:
            messages.success(request, f"已锁定{lock.unit}{say_period(lock.period)}。")
            return redirect("register_locks", register.slug)
    return _page(request, register, form, status=422)


def _unlock(request: PostedRequest, register: Register) -> HttpResponse:
    lock = _asked_lock(request, register)
    form = WithReason(request.POST)
    if not form.is_valid():
        raise Refused("没有写解除锁定的理由。", "请返回，写明理由再办。")
    unlock_period(lock, register, by=request.post, reason=form.cleaned_data["reason"])
    messages.success(request, f"已解除锁定：{lock.unit}{say_period(lock.period)}。")
    return redirect("register_locks", register.slug)


def _lift(request: PostedRequest, register: Register) -> HttpResponse:
    row = asked_row(register, _number(request, "row"), request.post)
    lock, form = lock_of(register, row), LiftForm(register, request.POST)
    if lock is None:
        raise Refused("这一期间没有锁定。", "不用开启，可以直接更正。")
    if not form.is_valid():
        raise Refused("还没有选要开启的一栏，或没有写理由。", "请返回，选好一栏、写明理由再办。")
    said = form.cleaned_data
    lift(lock, register, row.subject, said["column"], by=request.post, reason=said["reason"])
    messages.success(request, f"已开启{row}的一个值，{row.unit}可以更正。")
    return redirect("register_row", register.slug, row.pk)


DOES: dict[str, Do] = {"lock": _lock, "unlock": _unlock, "lift": _lift}


def _asked_lock(request: PostedRequest, register: Register) -> PeriodLock:
    lock = visible_locks(request.post, register).filter(pk=_number(request, "lock")).first()
    if lock is None:
        raise Http404
    return lock


def _number(request: PostedRequest, name: str) -> int:
    text = request.POST.get(name, "")
    return int(text) if text.isascii() and text.isdecimal() and len(text) < 19 else 0
