"""People and their posts: who is where, as what, since when; opened, moved and stopped by an administrator."""

from __future__ import annotations

from typing import Any

from django.http import HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from gaodi.ground.actions.people import end_post, give_post, reset_password, seat_new_person, suspend
from gaodi.ground.asking import Asking, ask, sent
from gaodi.ground.forms import LastDay, NewPerson, PeopleFilter, Reason, Seat
from gaodi.ground.models import Account, Role
from gaodi.ground.passwords import first_password
from gaodi.ground.permission import PostedRequest, allow
from gaodi.ground.queries.paging import page_of
from gaodi.ground.queries.people import find_people, history_of, visible_people, visible_posts, with_posts

READERS = (Role.ADMIN, Role.SUPERVISOR, Role.AUDITOR, Role.HEAD)


@allow(*READERS)
@require_GET
def people_page(request: PostedRequest) -> HttpResponse:
    """Everybody one may see, by the sound of the name."""
    form = PeopleFilter(request.post, request.GET)
    people = visible_people(request.post)
    found = find_people(people, **form.cleaned_data) if form.is_valid() else people.none()
    context = {
        "form": form,
        "page": page_of(with_posts(found, request.post), "search", request.GET),
        "filtered": any(form.cleaned_data.values()),
        "may_keep": request.post.role == Role.ADMIN,
    }
    return render(request, "ground/people.html", context)


@allow(*READERS)
@require_GET
def person_page(request: PostedRequest, pk: int) -> HttpResponse:
    """One person: account and posts, today's and former."""
    person = get_object_or_404(visible_people(request.post), pk=pk)
    may_keep = request.post.role == Role.ADMIN
    context = {
        "person": person,
        "held": history_of(person, request.post),
        "may_keep": may_keep,
        "may_stop": may_keep and request.post.account_id != person.pk,
        "may_audit": request.post.role in (Role.ADMIN, Role.AUDITOR),
    }
    return render(request, "ground/person.html", context)


@allow(Role.ADMIN)
@never_cache
@require_http_methods(["GET", "POST"])
def add_person_page(request: PostedRequest) -> HttpResponse:
    """A new person with the first post; the password is shown once, here."""

    def add(said: dict[str, Any]) -> HttpResponse:
        password = first_password()
        account = Account(username=said["username"], name=said["name"], phone=said["phone"])
        seat = {name: said[name] for name in ("unit", "role", "since")}
        seat_new_person(by=request.post, account=account, password=password, **seat)
        return _shown_once(request, account, password)

    page = Asking("新增人员", "开户", reverse("people"), "人员岗位", "开户后系统给出初始密码，首次登录须改。")
    return ask(request, NewPerson(request.post, sent(request)), page, add)


@allow(Role.ADMIN)
@require_http_methods(["GET", "POST"])
def add_post_page(request: PostedRequest, pk: int) -> HttpResponse:
    """One more post for a person."""
    person = get_object_or_404(visible_people(request.post), pk=pk)
    page = Asking(f"给{person}加岗位", "任岗", reverse("person", args=[pk]), person.name, done="岗位已加上。")

    def seat(said: dict[str, Any]) -> None:
        give_post(person, by=request.post, **said)

    return ask(request, Seat(request.post, sent(request)), page, seat)


@allow(Role.ADMIN)
@require_http_methods(["GET", "POST"])
def end_post_page(request: PostedRequest, pk: int) -> HttpResponse:
    """The last day of a post; what was done in it stays."""
    held = get_object_or_404(visible_posts(request.post).filter(account__isnull=False), pk=pk)
    back = reverse("person", args=[held.account_id])
    lead = f"{held.unit}{held.get_role_display()}。办过的事仍记在当时的单位和岗位名下。"
    page = Asking(f"{held.person}离岗", "记下离岗", back, held.person, lead, "离岗日期已记下。")

    def end(said: dict[str, Any]) -> None:
        end_post(held, by=request.post, until=said["until"])

    return ask(request, LastDay(sent(request)), page, end)


@allow(Role.ADMIN)
@require_http_methods(["GET", "POST"])
def suspend_page(request: PostedRequest, pk: int) -> HttpResponse:
    """Stop an account, or let it in again, with the reason."""
    person = get_object_or_404(visible_people(request.post), pk=pk)
    act = "停用" if person.is_active else "启用"
    lead = "停用后马上不能登录，正在用的也随即退出；岗位和办过的事不变。" if person.is_active else ""
    page = Asking(
        f"{act}{person}的账号", act, reverse("person", args=[pk]), person.name, lead, f"账号已{act}。"
    )

    def switch(said: dict[str, Any]) -> None:
        suspend(person, by=request.post, active=act == "启用", note=said["note"])

    return ask(request, Reason(sent(request)), page, switch)


@allow(Role.ADMIN)
@never_cache
@require_POST
def reset_password_page(request: PostedRequest, pk: int) -> HttpResponse:
    """A new first password, shown once, here."""
    person = get_object_or_404(visible_people(request.post), pk=pk)
    password = first_password()
    reset_password(person, by=request.post, password=password)
    return _shown_once(request, person, password)


def _shown_once(request: PostedRequest, person: Account, password: str) -> HttpResponse:
    return render(request, "ground/first_password.html", {"person": person, "password": password})
