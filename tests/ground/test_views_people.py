"""The pages of people and posts: who is listed to whom, and what an administrator does there."""

from __future__ import annotations

from datetime import date, timedelta

import pytest

from gaodi.bedrock import clock
from gaodi.ground.actions.people import seat_new_person
from gaodi.ground.models import Account, AuditRow, Post, Role
from gaodi.ground.models.people import OPEN_END
from gaodi.ground.refusals import NotYours
from tests.cast import SINCE, make_post


@pytest.fixture
def seat(管理员, 教体局):
    """Open an account with a post, as the administrator does."""

    def seat(name: str, username: str, role: Role = Role.CLERK) -> Account:
        account = Account(name=name, username=username)
        return seat_new_person(
            by=管理员, account=account, password="quiet-harbour-1", unit=教体局, role=role, since=SINCE
        )

    return seat


def names(answer) -> list[str]:
    return [person.name for person in answer.context["page"]]


# ------------------------------------------------------------------ the list


def test_people_by_the_sound_of_their_names(sign_in, 管理员, seat):
    seat("赵一", "zhao1")
    seat("陈二", "chen2")

    answer = sign_in(管理员).get("/people/")

    assert names(answer)[-2:] == ["陈二", "赵一"]
    assert "区教育体育局　经办人" in answer.content.decode()


@pytest.mark.parametrize("asked", ["陈", "chen", "cl", "chenli", "limin.c"])
def test_found_by_name_sound_initials_and_user_name(sign_in, 管理员, seat, asked):
    seat("陈立民", "limin.c")
    seat("赵一", "zhao1")

    assert names(sign_in(管理员).get("/people/", {"q": asked})) == ["陈立民"]


def test_filtered_by_unit_and_role(sign_in, 管理员, 局长, 责任经办, seat):
    seat("陈立民", "chen")
    client = sign_in(管理员)

    assert names(client.get("/people/", {"unit": 局长.unit.pk, "role": "clerk"})) == ["陈立民"]
    assert names(client.get("/people/", {"role": "head"})) == ["赵启明"]
    assert names(client.get("/people/", {"role": "king"})) == []


def test_nobody_found_says_which_way_out(sign_in, 管理员):
    page = sign_in(管理员).get("/people/", {"q": "没有的人"}).content.decode()

    assert "没有符合条件的人。请减少一个条件" in page


def test_a_head_sees_the_own_unit_only(sign_in, 局长, 科员, 责任经办, 外人):
    assert set(names(sign_in(局长).get("/people/"))) == {"王晓岚", "赵启明"}


def test_the_other_district_is_not_listed(sign_in, 督查员, 科员, 外人):
    assert "吴远山" not in names(sign_in(督查员).get("/people/"))


def test_who_may_not_read_is_refused_with_the_reason(sign_in, 科员):
    answer = sign_in(科员).get("/people/")

    assert answer.status_code == 403
    assert "这一步由管理员、督查员、审计员、单位负责人办理" in answer.content.decode()


def test_the_same_questions_for_one_and_three(sign_in, 督查员, seat, django_assert_num_queries):
    client = sign_in(督查员)
    seat("陈一", "chen1")
    client.get("/people/")
    with django_assert_num_queries(9):
        assert len(names(client.get("/people/"))) >= 1
    seat("陈二", "chen2")
    seat("陈三", "chen3")

    with django_assert_num_queries(9):
        client.get("/people/")


# ------------------------------------------------------------------ one person


def test_a_person_with_history(sign_in, 管理员, 科员, 工信局):
    Post.objects.create(
        account=科员.account, unit=工信局, role=Role.CLERK, since=date(2017, 1, 1), until=date(2018, 6, 30)
    )

    page = sign_in(管理员).get(f"/people/{科员.account_id}/").content.decode()

    assert "区工业和信息化局" in page
    assert "2018年6月30日" in page
    assert "停用账号" in page


@pytest.mark.parametrize("cast", ["督查员", "审计员", "局长"])
def test_readers_are_offered_nothing_they_may_not_do(request, sign_in, 科员, cast):
    reader = request.getfixturevalue(cast)

    page = sign_in(reader).get(f"/people/{科员.account_id}/").content.decode()

    for act in ("加岗位", "停用账号", "重置密码", "上次登录", 'class="btn btn-small"'):
        assert act not in page


def test_a_stranger_is_not_found(sign_in, 管理员, 局长, 责任经办, 外人):
    assert sign_in(管理员).get(f"/people/{外人.account_id}/").status_code == 404
    assert sign_in(局长).get(f"/people/{责任经办.account_id}/").status_code == 404


def test_the_stranger_sees_nobody_of_ours(sign_in, 科员, 文登教体局):
    their_admin = make_post(文登教体局, Role.ADMIN, "wendeng", "文管理")

    client = sign_in(their_admin)

    assert client.get(f"/people/{科员.account_id}/").status_code == 404
    assert client.post(f"/people/{科员.account_id}/password/").status_code == 404
    assert client.post(f"/posts/{科员.pk}/end/", {"until": "2023-10-20"}).status_code == 404


# ------------------------------------------------------------------ what an administrator does


def test_opening_an_account(sign_in, 管理员, 教体局, client):
    said = {
        "name": "陈立民",
        "username": "chenlm",
        "unit": 教体局.pk,
        "role": "clerk",
        "since": "2023年9月1日",
    }

    answer = sign_in(管理员).post("/people/add/", said)

    password = answer.context["password"]
    person = Account.objects.get(username="chenlm")
    assert answer.status_code == 200
    assert "只在这里显示一次" in answer.content.decode()
    assert "no-store" in answer["Cache-Control"]
    assert person.check_password(password)
    assert person.must_change_password
    assert person.posts.get().since == date(2023, 9, 1)
    row = AuditRow.objects.get(verb="open_account")
    assert (row.word, row.about_unit) == ("开户任岗", "区教育体育局")
    assert password not in row.changes


@pytest.mark.parametrize(
    ("change", "field"),
    [
        ({"name": ""}, "name"),
        ({"username": "王 芳"}, "username"),
        ({"since": "去年"}, "since"),
        ({"role": "system"}, "role"),
        ({"unit": "999"}, "unit"),
        ({"username": "keyuan"}, "__all__"),
    ],
)
def test_what_is_wrong_is_said_and_nothing_lost(sign_in, 管理员, 科员, 教体局, change, field):
    said = {"name": "陈立民", "username": "chenlm", "unit": 教体局.pk, "role": "clerk", "since": "2023.9.1"}

    answer = sign_in(管理员).post("/people/add/", said | change)

    assert answer.status_code == 422
    assert list(answer.context["form"].errors) == [field]
    assert "您填的内容都在" in answer.content.decode()
    assert not Account.objects.filter(name="陈立民").exists()


def test_a_unit_of_the_other_district_cannot_be_chosen(sign_in, 管理员, 科员, 文登教体局):
    said = {"unit": 文登教体局.pk, "role": "clerk", "since": "2023-9-1"}

    assert sign_in(管理员).post(f"/people/{科员.account_id}/post/", said).status_code == 422
    assert 科员.account.posts.count() == 1


def test_one_more_post_and_its_end(sign_in, 管理员, 科员, 工信局):
    client = sign_in(管理员)
    home = f"/people/{科员.account_id}/"

    assert client.post(f"{home}post/", {"unit": 工信局.pk, "role": "head", "since": "2023-9-1"}).url == home
    second = 科员.account.posts.get(role="head")
    assert client.get(f"/posts/{second.pk}/end/").status_code == 200
    assert client.post(f"/posts/{second.pk}/end/", {"until": "2023-9-30"}).url == home

    second.refresh_from_db()
    assert second.until == date(2023, 9, 30)
    assert "离岗日期已记下。" in client.get(home).content.decode()


def test_a_post_cannot_end_before_it_began(sign_in, 管理员, 科员):
    answer = sign_in(管理员).post(f"/posts/{科员.pk}/end/", {"until": "2018-1-1"})

    assert answer.status_code == 422
    assert "离岗日期早于到岗日期" in answer.content.decode()


def test_stopping_needs_a_reason_and_works_both_ways(sign_in, 管理员, 科员):
    client = sign_in(管理员)
    address = f"/people/{科员.account_id}/suspend/"

    assert client.post(address, {"note": ""}).status_code == 422
    assert client.post(address, {"note": "调离"}).status_code == 302
    科员.account.refresh_from_db()
    assert not 科员.account.is_active
    assert "启用" in client.get(address).content.decode()
    client.post(address, {"note": "调回"})
    科员.account.refresh_from_db()
    assert 科员.account.is_active


def test_ones_own_account_is_left_to_others(sign_in, 管理员):
    client = sign_in(管理员)

    assert client.post(f"/people/{管理员.account_id}/suspend/", {"note": "试试"}).status_code == 403
    assert client.post(f"/people/{管理员.account_id}/password/").status_code == 403
    assert client.post(f"/posts/{管理员.pk}/end/", {"until": "2023-9-30"}).status_code == 403
    assert AuditRow.objects.filter(outcome="refused").count() == 3


def test_a_new_password_is_shown_once(sign_in, 管理员, 科员):
    client = sign_in(管理员)
    address = f"/people/{科员.account_id}/password/"

    assert client.get(address).status_code == 405
    password = client.post(address).context["password"]

    科员.account.refresh_from_db()
    assert 科员.account.check_password(password)
    assert 科员.account.must_change_password


def test_who_also_serves_elsewhere_is_not_taken_over(sign_in, 管理员, 科员, 文登教体局):
    Post.objects.create(account=科员.account, unit=文登教体局, role=Role.ADMIN, since=SINCE)

    answer = sign_in(管理员).post(f"/people/{科员.account_id}/password/")

    assert answer.status_code == 403
    assert "在其他地区还有岗位" in answer.content.decode()


@pytest.mark.parametrize("cast", ["督查员", "审计员", "局长", "科员"])
@pytest.mark.parametrize(
    "path", ["/people/add/", "/people/{}/post/", "/people/{}/suspend/", "/posts/{}/end/"]
)
def test_only_administrators_keep_people(request, sign_in, 责任经办, cast, path):
    other = request.getfixturevalue(cast)

    answer = sign_in(other).get(path.format(责任经办.pk))

    assert answer.status_code == 403
    assert "这一步由管理员办理" in answer.content.decode()


def test_the_action_itself_keeps_to_the_district(管理员, 文登教体局):
    account = Account(name="陈立民", username="chenlm")

    with pytest.raises(NotYours, match="不在本地区"):
        seat_new_person(
            by=管理员, account=account, password="quiet-harbour-1", unit=文登教体局, role="clerk", since=SINCE
        )


# ------------------------------------------------------------------ pages of a long list


def test_paging_by_key_meets_everyone_once(sign_in, 督查员, 教体局):
    today = clock.today()
    people = Account.objects.bulk_create(
        Account(username=f"u{n}", name="同名", search=f"tongming tm {n % 7}") for n in range(120)
    )
    Post.objects.bulk_create(
        Post(account=each, unit=教体局, role=Role.CLERK, since=today - timedelta(days=1), until=OPEN_END)
        for each in people
    )
    client = sign_in(督查员)

    seen, address, pages = [], "/people/?role=clerk", 0
    while address:
        page = client.get(address).context["page"]
        seen += [each.pk for each in page]
        address, pages, last = page.following and "/people/" + page.following, pages + 1, page

    assert pages == 3
    assert len(seen) == len(set(seen)) == 120
    back = client.get("/people/" + last.previous).context["page"]
    assert [each.pk for each in back] == seen[50:100]
    first = client.get("/people/" + back.previous).context["page"]
    assert [each.pk for each in first] == seen[:50]
    assert first.previous == ""
    assert first.count == "120"


@pytest.mark.parametrize("after", ["x", "-1", "999999", "9" * 40, "１"])
def test_a_page_that_is_none_is_the_first(sign_in, 督查员, after):
    assert names(sign_in(督查员).get("/people/", {"after": after})) == ["周明远"]
