"""People: passwords, accounts and posts, and who may give them."""

from __future__ import annotations

from datetime import date

import pytest
from django.contrib.auth.hashers import get_hasher, identify_hasher, make_password

from gaodi.bedrock import clock
from gaodi.ground.actions.people import (
    change_own_password,
    end_post,
    give_post,
    open_account,
    reset_password,
    seat_new_person,
    suspend,
)
from gaodi.ground.models import Account, AuditRow, Post, Role
from gaodi.ground.passwords import CLEAR, Argon2id, first_password
from gaodi.ground.queries.people import post_for, posts_of, system_post, visible_posts
from gaodi.ground.refusals import NotYours, Refused
from tests.cast import PASSWORD

TODAY = date(2023, 10, 20)
GOOD = "quiet-harbour-1891"


def seat(by: Post, username: str = "xinren", name: str = "陈一诺", password: str = GOOD, **more) -> Account:
    unit, role = more.pop("unit", by.unit), more.pop("role", Role.CLERK)
    account = Account(username=username, name=name)
    return seat_new_person(
        by=by, account=account, password=password, unit=unit, role=role, since=TODAY, **more
    )


# ------------------------------------------------------------------ passwords


def test_the_shipped_hash_is_argon2id_at_the_strength_that_was_measured():
    shipped = make_password(GOOD, hasher=Argon2id())

    assert shipped.startswith("argon2$argon2id$v=19$m=19456,t=2,p=1$")
    assert isinstance(identify_hasher(shipped), Argon2id)
    assert Argon2id().verify(GOOD, shipped)
    assert not Argon2id().verify(GOOD + " ", shipped)


def test_one_check_takes_long_enough_to_hurt_a_thief_and_not_a_clerk():
    begun = clock.seconds()
    Argon2id().encode(GOOD, Argon2id().salt())

    assert 0.005 < clock.seconds() - begun < 2.0


def test_an_old_hash_is_renewed_at_the_next_sign_in(科员):
    assert get_hasher().algorithm == "md5"  # only in tests; settings.py says so
    weak = Argon2id()
    weak.time_cost = 1
    assert Argon2id().must_update(weak.encode(GOOD, weak.salt()))
    assert not Argon2id().must_update(make_password(GOOD, hasher=Argon2id()))


@pytest.mark.parametrize(
    ("password", "why"),
    [
        ("", "密码不合要求"),
        ("short-123", "密码太短，至少10个字符。"),
        ("1234567890", "这个密码太常见了。"),
        ("xinren-xinren", "密码里不能有用户名或姓名。"),
        ("2023XinRen2023", "密码里不能有用户名或姓名。"),
        ("chenyinuo-1891", "密码里不能有用户名或姓名。"),
        ("就是陈一诺本人呀真的", "密码里不能有用户名或姓名。"),
    ],
)
def test_a_bad_password_is_refused_with_the_reason(管理员, password, why):
    with pytest.raises(Refused, match=why):
        seat(管理员, password=password)

    assert not Account.objects.filter(username="xinren").exists()


def test_first_passwords_differ_and_can_be_read_out():
    made = {first_password() for _ in range(50)}

    assert len(made) == 50
    assert all(set(each) <= set(CLEAR) | {"-"} and len(each) >= 14 for each in made)


# ------------------------------------------------------------------ accounts


def test_a_new_person_has_an_account_a_post_and_a_password_to_change(管理员):
    account = seat(管理员)

    assert account.must_change_password
    assert account.check_password(GOOD)
    assert [(post.role, post.since) for post in account.posts.all()] == [("clerk", TODAY)]
    assert AuditRow.objects.get().word == "开户任岗"


def test_no_password_stands_in_the_audit(管理员, 科员):
    seat(管理员)
    reset_password(科员.account, by=管理员, password="another-harbour-2")
    change_own_password(科员.account, by=科员, password="third-harbour-345")

    written = "".join(f"{row.changes}{row.note}{row.label}" for row in AuditRow.objects.all())

    assert "harbour" not in written
    assert "argon2" not in written
    assert 科员.account.password not in written


@pytest.mark.parametrize("username", ["", "a", "x" * 41, "有 空格", "a/b", "a\nb", "<b>", "ke\x00yuan"])
def test_what_is_no_user_name(管理员, username):
    with pytest.raises(Refused, match="不能作用户名"):
        seat(管理员, username=username)


@pytest.mark.parametrize("name", ["", "  ", "某" * 41])
def test_what_is_no_name(管理员, name):
    with pytest.raises(Refused, match="姓名"):
        seat(管理员, name=name)


def test_a_user_name_is_taken_once_whatever_its_width(管理员, 科员):
    with pytest.raises(Refused, match="“keyuan”已有人用"):
        open_account(by=管理员, username="ｋｅｙｕａｎ", name="另一人", password=GOOD)


def test_a_stopped_account_may_come_back(管理员, 科员):
    suspend(科员.account, by=管理员, active=False, note="借调")
    assert not Account.objects.get(pk=科员.account_id).is_active

    suspend(科员.account, by=管理员, active=True, note="回来了")

    assert Account.objects.get(pk=科员.account_id).is_active
    assert [row.word for row in AuditRow.objects.order_by("pk")] == ["停用账号", "启用账号"]


def test_nobody_helps_themselves(管理员):
    own = 管理员.account
    for act in (
        lambda: give_post(own, by=管理员, unit=管理员.unit, role=Role.SUPERVISOR, since=TODAY),
        lambda: end_post(管理员, by=管理员, until=TODAY),
        lambda: suspend(own, by=管理员, active=False, note=""),
        lambda: reset_password(own, by=管理员, password=GOOD),
    ):
        with pytest.raises(NotYours):
            act()
    assert AuditRow.objects.filter(outcome="refused").count() == 4


@pytest.mark.parametrize("role", ["督查员", "科员", "局长", "审计员", "外人"])
def test_only_administrators_keep_people(request, 责任经办, role):
    by, other = request.getfixturevalue(role), 责任经办.account
    for act in (
        lambda: seat(by),
        lambda: give_post(other, by=by, unit=by.unit, role=Role.ADMIN, since=TODAY),
        lambda: end_post(责任经办, by=by, until=TODAY),
        lambda: suspend(other, by=by, active=False, note=""),
        lambda: reset_password(other, by=by, password=GOOD),
        lambda: change_own_password(other, by=by, password=GOOD),
    ):
        with pytest.raises(NotYours):
            act()

    assert Post.objects.filter(account=other).count() == 1
    assert Account.objects.get(pk=other.pk).check_password(PASSWORD)


# ------------------------------------------------------------------ posts


@pytest.mark.parametrize("role", ["system", "superuser", ""])
def test_nobody_is_given_a_role_there_is_not(管理员, 科员, role):
    with pytest.raises(Refused, match="没有这样的岗位"):
        give_post(科员.account, by=管理员, unit=科员.unit, role=role, since=TODAY)
    with pytest.raises(Refused, match="没有这样的岗位"):
        seat(管理员, role=role)
    assert not Account.objects.filter(username="xinren").exists()


def test_the_same_post_is_given_once(管理员, 科员):
    with pytest.raises(Refused, match="已经在区教育体育局担任经办人"):
        give_post(科员.account, by=管理员, unit=科员.unit, role=Role.CLERK, since=TODAY)


def test_a_post_that_ended_is_history_and_may_begin_again(管理员, 科员):
    end_post(科员, by=管理员, until=date(2023, 10, 19))

    with clock.standing_on(TODAY):
        assert not posts_of(科员.account).exists()
        assert post_for(科员.account, 科员.pk) is None
    with clock.standing_on(date(2023, 10, 19)):
        assert post_for(科员.account, 科员.pk) == 科员

    again = give_post(科员.account, by=管理员, unit=科员.unit, role=Role.CLERK, since=date(2024, 1, 1))
    assert again != 科员
    assert 科员.account.posts.count() == 2


def test_a_post_begins_on_its_day(管理员, 科员, 工信局):
    later = give_post(科员.account, by=管理员, unit=工信局, role=Role.CLERK, since=date(2024, 1, 1))

    with clock.standing_on(TODAY):
        assert post_for(科员.account, later.pk) == 科员
    with clock.standing_on(date(2024, 1, 1)):
        assert post_for(科员.account, later.pk) == later


def test_the_posts_one_sees(科员, 局长, 责任经办, 督查员, 外人, 系统):
    assert set(visible_posts(局长)) == {科员, 局长}
    assert set(visible_posts(督查员)) == {科员, 局长, 责任经办, 督查员}
    assert set(visible_posts(外人)) == {外人}


def test_the_system_acts_and_never_signs_in(系统):
    assert system_post() == 系统
    assert (系统.person, 系统.account) == ("系统", None)
    assert not Account.objects.exists()
