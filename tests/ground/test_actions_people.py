"""Verbs about people: what they change, what they record, and whom they refuse."""

from __future__ import annotations

from datetime import date, timedelta

import pytest

from gaodi.bedrock import clock
from gaodi.ground.actions.people import (
    change_own_password,
    end_post,
    give_post,
    open_account,
    reset_password,
    suspend,
)
from gaodi.ground.models import AuditRow, Post, Role
from gaodi.ground.refusals import NotYours, Refused
from tests.cast import PASSWORD, SINCE

NEW = "quiet-harbour-1891"


def last_row() -> AuditRow:
    return AuditRow.objects.latest("pk")


def test_an_account_is_found_by_sound_and_user_name(管理员):
    account = open_account(by=管理员, username="ChenLM", name="陈立民", password=NEW)

    assert account.search == "chenlimin clm 陈立民 chenlm"
    assert account.must_change_password
    row = last_row()
    assert (row.verb, row.outcome, row.label) == ("open_account", "done", "陈立民")
    assert NEW not in row.changes


@pytest.mark.parametrize("password", ["short", "1234567890", "chenlimin1"])
def test_a_weak_password_opens_nothing(管理员, password):
    with pytest.raises(Refused, match="密码不合要求"):
        open_account(by=管理员, username="chenlimin", name="陈立民", password=password)

    assert last_row().outcome == "refused"


def test_nobody_gets_the_same_post_twice(管理员, 科员):
    with pytest.raises(Refused, match="已经在区教育体育局担任经办人"):
        give_post(科员.account, by=管理员, unit=科员.unit, role=Role.CLERK, since=SINCE)


def test_a_post_given_up_can_be_given_again(管理员, 科员):
    end_post(科员, by=管理员, until=date(2020, 1, 1))

    again = give_post(科员.account, by=管理员, unit=科员.unit, role=Role.CLERK, since=date(2021, 1, 1))

    assert again.holds_on(date(2021, 1, 1))
    assert not again.holds_on(date(2020, 12, 31))


def test_nobody_promotes_themselves(管理员, 教体局):
    with pytest.raises(NotYours, match="不能给自己加岗位"):
        give_post(管理员.account, by=管理员, unit=教体局, role=Role.HEAD, since=SINCE)

    assert 管理员.account.posts.count() == 1


def test_the_house_may_seat_anyone_anywhere(系统, 科员, 文登教体局):
    assert give_post(科员.account, by=系统, unit=文登教体局, role=Role.HEAD, since=SINCE).pk


def test_only_ones_own_password(科员, 局长):
    with pytest.raises(NotYours, match="只能改自己的密码"):
        change_own_password(局长.account, by=科员, password=NEW)

    局长.account.refresh_from_db()
    assert 局长.account.check_password(PASSWORD)


@pytest.mark.parametrize("cast", ["督查员", "科员", "局长", "审计员"])
def test_people_are_kept_by_administrators(request, cast, 责任经办):
    by: Post = request.getfixturevalue(cast)
    acts = (
        lambda: open_account(by=by, username="x1", name="某人", password=NEW),
        lambda: give_post(责任经办.account, by=by, unit=责任经办.unit, role=Role.HEAD, since=SINCE),
        lambda: end_post(责任经办, by=by, until=clock.today()),
        lambda: suspend(责任经办.account, by=by, active=False, note="x"),
        lambda: reset_password(责任经办.account, by=by, password=NEW),
    )

    for act in acts:
        with pytest.raises(NotYours, match="账号和岗位由管理员办理"):
            act()

    assert list(AuditRow.objects.values_list("outcome", flat=True)) == ["refused"] * len(acts)


def test_who_holds_a_post_elsewhere_for_a_while_is_not_taken_over_from_here(管理员, 系统, 科员, 文登教体局):
    elsewhere = give_post(科员.account, by=系统, unit=文登教体局, role=Role.HEAD, since=SINCE)
    end_post(elsewhere, by=系统, until=clock.today() + timedelta(days=90))

    for act in (
        lambda: reset_password(科员.account, by=管理员, password=NEW),
        lambda: suspend(科员.account, by=管理员, active=False, note="调离"),
    ):
        with pytest.raises(NotYours, match="在其他地区还有岗位"):
            act()


def test_nobody_lengthens_a_post_of_their_own(管理员, 系统, 督查室):
    other = give_post(管理员.account, by=系统, unit=督查室, role=Role.SUPERVISOR, since=SINCE)
    other = end_post(other, by=系统, until=clock.today() - timedelta(days=1))

    with pytest.raises(NotYours, match="不能延长自己的岗位"):
        end_post(other, by=管理员, until=date(2099, 12, 31))


def test_a_session_left_alone_ends(sign_in, 科员, settings):
    client = sign_in(科员)
    client.get("/")
    session = client.session
    long_ago = clock.machine_now() - timedelta(seconds=settings.SESSION_IDLE + 1)
    session["seen"] = long_ago.isoformat()
    session.save()

    assert client.get("/").url == "/sign-in/?next=/"
