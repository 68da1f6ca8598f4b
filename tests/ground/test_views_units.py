"""The pages of units: found by a few letters, with their names, aliases, people and what rooms show of them."""

from __future__ import annotations

from datetime import date

import pytest

from gaodi.ground import registry
from gaodi.ground.actions.units import add_alias
from gaodi.ground.models import AuditRow, Role, Unit, UnitKind
from gaodi.ground.registry import Panel
from tests.cast import make_post, make_unit


def names(answer) -> list[str]:
    return [unit.name for unit in answer.context["page"]]


# ------------------------------------------------------------------ the list


def test_units_in_the_order_of_entry(sign_in, 科员, 工信局, 文登教体局):
    answer = sign_in(科员).get("/units/")

    assert names(answer) == ["区教育体育局", "区工业和信息化局"]
    assert [unit.staff for unit in answer.context["page"]] == [1, 0]


@pytest.mark.parametrize("asked", ["教育", "jyj", "qjytyj", "jiaoyu", "税务"])
def test_found_by_a_few_letters(sign_in, 管理员, 教体局, 工信局, asked):
    add_alias(教体局, by=管理员, alias="环翠税务教体", basis="试")

    assert names(sign_in(管理员).get("/units/", {"q": asked})) == ["区教育体育局"]


def test_filtered_by_kind(sign_in, 科员, 环翠区):
    make_unit(环翠区, "zzb", "区委组织部", UnitKind.PARTY)
    client = sign_in(科员)

    answer = client.get("/units/", {"kind": "party_department"})

    assert names(answer) == ["区委组织部"]
    page = answer.content.decode()
    assert "不催办，不排名" in page
    assert "党委部门" in page
    assert names(client.get("/units/", {"kind": "kingdom"})) == []


def test_entering_is_offered_to_who_may(sign_in, client, 科员, 督查员):
    assert "登记单位" not in sign_in(科员).get("/units/").content.decode()
    assert "登记单位" in sign_in(督查员).get("/units/").content.decode()


def test_the_same_questions_for_one_and_three(sign_in, 科员, 环翠区, django_assert_num_queries):
    client = sign_in(科员)
    client.get("/units/")
    with django_assert_num_queries(8):
        assert len(names(client.get("/units/"))) == 1
    make_unit(环翠区, "a", "区甲局")
    make_unit(环翠区, "b", "区乙局")

    with django_assert_num_queries(8):
        assert len(names(client.get("/units/"))) == 3


# ------------------------------------------------------------------ one unit


def test_a_unit_with_its_names_and_people(sign_in, 科员, 局长, 督查员):
    page = sign_in(督查员).get(f"/units/{科员.unit_id}/").content.decode()

    assert "<h1>区教育体育局</h1>" in page
    assert f'<a href="/people/{局长.account_id}/">赵启明</a>' in page
    assert "登记时的名称" in page


def test_a_clerk_sees_colleagues_without_links_and_nobody_elsewhere(sign_in, 科员, 局长, 责任经办):
    client = sign_in(科员)

    own = client.get(f"/units/{科员.unit_id}/").content.decode()
    other = client.get(f"/units/{责任经办.unit_id}/").content.decode()

    assert "赵启明" in own
    assert "/people/" not in own
    assert "孙立行" not in other
    assert "外单位的人员不在这里列出" in other


def test_a_page_asks_the_same_of_one_and_three_people(
    sign_in, 督查员, 科员, 管理员, django_assert_max_num_queries, django_assert_num_queries
):
    client, address = sign_in(督查员), f"/units/{科员.unit_id}/"
    client.get(address)
    with django_assert_max_num_queries(11) as one:
        client.get(address)
    for number in range(2):
        make_post(科员.unit, Role.CLERK, f"u{number}", "某人")
        add_alias(科员.unit, by=管理员, alias=f"别名{number}", basis="清单")

    with django_assert_num_queries(len(one)):
        assert len(client.get(address).context["held"]) == 3


def test_the_stranger_does_not_find_it(sign_in, 外人, 教体局):
    client = sign_in(外人)

    assert client.get(f"/units/{教体局.pk}/").status_code == 404


def test_rooms_show_their_part(sign_in, 科员, monkeypatch, settings, tmp_path):
    (tmp_path / "part.html").write_text("<p>{{ unit }}承担{{ count }}项</p>", encoding="utf-8")
    settings.TEMPLATES = [{**settings.TEMPLATES[0], "DIRS": [*settings.TEMPLATES[0]["DIRS"], tmp_path]}]
    sources = {
        "one": lambda _by, _unit: Panel("承担的任务", "part.html", {"count": 3}, "按时限"),
        "none": lambda _by, _unit: None,
    }
    monkeypatch.setattr(registry.unit_panels, "sources", sources)

    page = sign_in(科员).get(f"/units/{科员.unit_id}/").content.decode()

    assert "承担的任务</h2>" in page
    assert "<p>区教育体育局承担3项</p>" in page


# ------------------------------------------------------------------ entering, aliases, names


def test_entering_a_unit(sign_in, 督查员):
    said = {"name": "区财政局", "kind": "government_department", "key": "finance", "full_name": ""}

    answer = sign_in(督查员).post("/units/add/", said)

    unit = Unit.objects.get(key="finance")
    assert answer.url == f"/units/{unit.pk}/"
    assert (unit.may_be_urged, unit.may_be_ranked, unit.district) == (True, True, 督查员.unit.district)


def test_a_protected_unit(sign_in, 督查员):
    said = {"name": "区气象局", "kind": "public_institution", "key": "weather", "protected": "on"}
    client = sign_in(督查员)

    assert client.post("/units/add/", said).status_code == 422
    client.post("/units/add/", said | {"protected_because": "双重管理"})

    unit = Unit.objects.get(key="weather")
    assert (unit.may_be_urged, unit.may_be_ranked, unit.protected_because) == (False, False, "双重管理")


def test_the_party_is_protected_without_asking(sign_in, 督查员):
    sign_in(督查员).post("/units/add/", {"name": "区委组织部", "kind": "party_department", "key": "zzb"})

    assert not Unit.objects.get(key="zzb").may_be_urged


@pytest.mark.parametrize(
    "change", [{"name": "区教育体育局"}, {"key": "edu_sports_bureau"}, {"kind": "kingdom"}, {"key": "财政"}]
)
def test_what_cannot_be_entered(sign_in, 督查员, 教体局, change):
    said = {"name": "区财政局", "kind": "government_department", "key": "finance"}

    answer = sign_in(督查员).post("/units/add/", said | change)

    assert answer.status_code == 422
    assert "您填的内容都在" in answer.content.decode()
    assert Unit.objects.filter(district=教体局.district).count() == 2


def test_an_alias(sign_in, 督查员, 教体局):
    client, home = sign_in(督查员), f"/units/{教体局.pk}/"

    assert client.post(f"{home}alias/", {"alias": "教体局", "basis": "任务清单第3项"}).url == home
    assert "任务清单第3项" in client.get(home).content.decode()


def test_an_alias_means_one_unit(sign_in, 督查员, 教体局, 工信局):
    add_alias(教体局, by=督查员, alias="教体局", basis="清单")

    answer = sign_in(督查员).post(f"/units/{工信局.pk}/alias/", {"alias": "教体局", "basis": "清单"})

    assert answer.status_code == 422
    assert "“教体局”已经是区教育体育局的名称或别名" in answer.content.decode()


def test_a_change_of_name(sign_in, 管理员, 教体局):
    client, home = sign_in(管理员), f"/units/{教体局.pk}/"
    said = {"name": "区教育和体育局", "since": "2023年9月1日", "basis": "环编〔2023〕5号"}

    assert client.post(f"{home}rename/", said | {"basis": ""}).status_code == 422
    assert client.post(f"{home}rename/", said).url == home

    page = client.get(home).content.decode()
    assert "<h1>区教育和体育局</h1>" in page
    assert "环编〔2023〕5号" in page
    assert "区教育体育局" in page, "the old name stays"
    assert 教体局.names.get(name="区教育和体育局").since == date(2023, 9, 1)
    assert names(client.get("/units/", {"q": "区教育体育局"})) == ["区教育和体育局"]
    assert AuditRow.objects.get(verb="rename_unit").note == "环编〔2023〕5号"


@pytest.mark.parametrize("cast", ["科员", "局长", "审计员"])
@pytest.mark.parametrize("path", ["/units/add/", "/units/{}/alias/", "/units/{}/rename/"])
def test_who_may_not_keep_units_is_refused(request, sign_in, 教体局, cast, path):
    other = request.getfixturevalue(cast)

    answer = sign_in(other).post(path.format(教体局.pk), {"name": "别的"})

    assert answer.status_code == 403
    assert "这一步由管理员、督查员办理" in answer.content.decode()


def test_a_unit_of_the_other_district_is_not_found(sign_in, 督查员, 文登教体局):
    assert sign_in(督查员).post(f"/units/{文登教体局.pk}/rename/", {}).status_code == 404
