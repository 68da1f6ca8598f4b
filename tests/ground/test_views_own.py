"""Signing in and out, one's own password, the choice of a post, and the health page."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.test import Client

from gaodi.bedrock import clock
from gaodi.ground.models import AuditRow, Post, Role
from tests.cast import PASSWORD, SINCE

NEW = "quiet-harbour-1891"


def try_to_enter(client: Client, username: str, password: str = PASSWORD, **more: str):
    return client.post("/sign-in/", {"username": username, "password": password, **more})


# ------------------------------------------------------------------ in


def test_the_way_in(client, 科员):
    answer = try_to_enter(client, "keyuan")

    assert answer.status_code == 302
    assert answer.url == "/"
    assert "这是您第一次登录。" in client.get("/").content.decode()
    row = AuditRow.objects.get()
    assert (row.word, row.outcome, row.person, row.district) == ("登录", "done", "王晓岚", "371002")


def test_the_last_sign_in_and_failures_since_are_told(client, 科员):
    try_to_enter(client, "keyuan")
    client.post("/sign-out/")
    try_to_enter(client, "keyuan", "wrong")
    try_to_enter(client, "keyuan")

    page = client.get("/").content.decode()

    assert "上次登录：" in page
    assert "此后有1次登录没有成功" in page


def test_the_session_gets_a_new_number(client, 科员):
    client.get("/sign-in/")
    session = client.session
    session["planted"] = True
    session.save()
    before = session.session_key
    client.cookies["sessionid"] = before

    try_to_enter(client, "keyuan")

    assert client.cookies["sessionid"].value != before


@pytest.mark.parametrize(("username", "password"), [("keyuan", "wrong"), ("niemand", PASSWORD)])
def test_which_was_wrong_is_not_told(client, 科员, username, password):
    answer = try_to_enter(client, username, password)

    assert answer.status_code == 422
    assert answer.context["form"].non_field_errors() == [
        "用户名或密码不对，或者账号已停用。请核对后重新输入。"
    ]


def test_a_suspended_account_hears_the_same(client, 科员):
    科员.account.is_active = False
    科员.account.save()

    assert "用户名或密码不对，或者账号已停用。" in try_to_enter(client, "keyuan").content.decode()


def test_failed_sign_ins_are_audited_without_unknown_names(client, 科员):
    try_to_enter(client, "keyuan", "wrong")
    try_to_enter(client, "my-own-password", "x")

    known, unknown = AuditRow.objects.order_by("pk")
    assert (known.person, known.outcome, known.district) == ("王晓岚", "refused", "371002")
    assert (unknown.person, unknown.district) == ("", "")
    assert "my-own-password" not in f"{unknown.label}{unknown.note}{unknown.changes}"


def test_who_has_no_post_is_told_so(client, 科员):
    Post.objects.update(until=clock.today() - timedelta(days=1))

    answer = try_to_enter(client, "keyuan")

    assert answer.status_code == 422
    assert "您的账号眼下没有岗位" in answer.content.decode()
    assert "sessionid" not in client.cookies


def test_five_failures_lock(client, 科员):
    answers = [try_to_enter(client, "keyuan", "wrong") for _ in range(5)]
    locked = try_to_enter(client, "keyuan")

    assert [answer.status_code for answer in answers] == [422, 422, 422, 422, 429]
    assert locked.status_code == 429
    assert "账号锁定15分钟" in locked.content.decode()
    assert "sessionid" not in client.cookies
    assert AuditRow.objects.order_by("-pk")[0].note == "连续输错，账号锁定。"


@pytest.mark.parametrize(
    "asked",
    [
        "https://evil.example/",
        "//evil.example/",
        "///evil.example",
        "/\\evil.example",
        "\\\\evil.example",
        "http:///evil.example",
        "http://testserver@evil.example/",
        "javascript:alert(1)",
        " //evil.example",
        "https:evil.example",
    ],
)
def test_no_redirect_to_another_host(client, 科员, asked):
    assert try_to_enter(client, "keyuan", next=asked).url == "/"


def test_the_page_asked_for_is_opened(client, 科员):
    asked = client.get("/units/?q=jyj")
    assert asked.url == "/sign-in/?next=/units/%3Fq%3Djyj"
    assert '<input type="hidden" name="next" value="/units/?q=jyj">' in client.get(asked.url).content.decode()

    assert try_to_enter(client, "keyuan", next="/units/?q=jyj").url == "/units/?q=jyj"


def test_what_was_sent_after_the_session_ended_leads_to_the_desk(client, 科员):
    assert client.post("/units/add/", {"name": "x"}).url == "/sign-in/?next=/"


def test_what_is_missing_is_said_plainly(client, 科员):
    answer = try_to_enter(client, "", "")

    assert answer.content.decode().count("还没有填，请填写。") == 2
    assert AuditRow.objects.count() == 0


def test_who_is_in_is_not_asked_again(sign_in, 科员):
    assert sign_in(科员).get("/sign-in/?next=/units/").url == "/units/"


def test_a_form_without_its_token_gets_a_page(科员):
    answer = try_to_enter(Client(enforce_csrf_checks=True), "keyuan")

    assert answer.status_code == 403
    assert "这次没有保存" in answer.content.decode()


# ------------------------------------------------------------------ out


def test_a_link_signs_nobody_out(sign_in, 科员):
    client = sign_in(科员)

    assert client.get("/sign-out/").status_code == 405
    assert client.get("/").status_code == 200


def test_the_way_out(sign_in, 科员):
    client = sign_in(科员)

    assert client.post("/sign-out/").url == "/sign-in/"
    assert client.get("/").status_code == 302
    assert AuditRow.objects.get().word == "退出"


def test_a_suspended_account_is_out_at_the_next_click(sign_in, 科员):
    client = sign_in(科员)
    科员.account.is_active = False
    科员.account.save()

    assert client.get("/").url == "/sign-in/?next=/"


# ------------------------------------------------------------------ password


@pytest.mark.parametrize("path", ["/", "/units/", "/people/", "/post/", "/audit/"])
def test_a_first_password_is_changed_before_anything_else(sign_in, 管理员, path):
    管理员.account.must_change_password = True
    管理员.account.save()
    client = sign_in(管理员)

    assert client.get(path).url == "/password/"
    assert client.post(path).url == "/password/"


def test_changing_ones_password(sign_in, 科员):
    科员.account.must_change_password = True
    科员.account.save()
    client, elsewhere = sign_in(科员), Client()
    elsewhere.force_login(科员.account)

    answer = client.post("/password/", {"old": PASSWORD, "new": NEW, "again": NEW})

    assert answer.url == "/"
    assert client.get("/").status_code == 200, "still signed in"
    assert elsewhere.get("/").status_code == 302, "other sessions have ended"
    科员.account.refresh_from_db()
    assert 科员.account.check_password(NEW)
    assert not 科员.account.must_change_password
    assert NEW not in AuditRow.objects.get().changes


@pytest.mark.parametrize(
    ("old", "new", "again", "field"),
    [
        ("wrong", NEW, NEW, "old"),
        (PASSWORD, "short", "short", "new"),
        (PASSWORD, "password1234", "password1234", "new"),
        (PASSWORD, PASSWORD, PASSWORD, "new"),
        (PASSWORD, NEW, NEW + "x", "again"),
    ],
)
def test_what_is_no_new_password(sign_in, 科员, old, new, again, field):
    answer = sign_in(科员).post("/password/", {"old": old, "new": new, "again": again})

    assert answer.status_code == 422
    assert list(answer.context["form"].errors) == [field]


# ------------------------------------------------------------------ posts


def test_several_posts_are_a_choice(client, 科员, 工信局):
    second = Post.objects.create(account=科员.account, unit=工信局, role=Role.CLERK, since=SINCE)

    assert try_to_enter(client, "keyuan", next="/units/").url == "/post/?next=%2Funits%2F"
    assert "区工业和信息化局" in client.get("/post/").content.decode()
    assert client.post("/post/", {"post": second.pk, "next": "/units/"}).url == "/units/"
    assert client.get("/").context["post"] == second


@pytest.mark.parametrize("post", ["", "x", "999999"])
def test_only_ones_own_posts_can_be_chosen(sign_in, 科员, post):
    assert sign_in(科员).post("/post/", {"post": post}).status_code == 404


def test_anothers_post_cannot_be_chosen(sign_in, 科员, 局长):
    client = sign_in(科员)

    assert client.post("/post/", {"post": 局长.pk}).status_code == 404
    assert client.get("/").context["post"] == 科员


def test_the_house_says_that_it_stands(client, db):
    answer = client.get("/healthz/")

    assert (answer.status_code, answer.content) == (200, b"ok")
