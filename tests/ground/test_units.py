"""Units: who is meant by a name on paper, who is found by a few letters, and what a change of name leaves."""

from __future__ import annotations

from datetime import date

import pytest

from gaodi.bedrock.clock import seconds
from gaodi.ground.actions.units import add_alias, add_unit, rename_unit
from gaodi.ground.models import AuditRow, District, Unit, UnitAlias, UnitKind, UnitName
from gaodi.ground.queries.units import Matcher, find_units, visible_units
from gaodi.ground.refusals import NotYours, Refused
from tests.cast import make_unit

RENAMED = date(2019, 1, 20)


@pytest.fixture(name="省")
def province(db) -> District:
    return District.objects.create(code="370000", name="山东省")


def meant(district: District, *printed: str) -> list[tuple[str, str]]:
    return [
        (match.unit.name if match.unit else "", match.how) for match in Matcher(district).match_all(printed)
    ]


# ------------------------------------------------------------------ who is meant


def test_the_exact_name(教体局, 环翠区):
    assert meant(环翠区, "区教育体育局") == [("区教育体育局", "exact")]


@pytest.mark.parametrize(
    "printed", ["区教育体育局 ", "区教育\n体育局", "区　教育体育局", "區教育体育局", "区教育体育局\u200b"]
)
def test_white_space_and_width_change_nothing_but_another_character_does(教体局, 环翠区, printed):
    expected = ("", "none") if printed.startswith("區") else ("区教育体育局", "exact")

    assert meant(环翠区, printed) == [expected]


def test_an_alias(教体局, 环翠区, 督查员):
    add_alias(教体局, by=督查员, alias="教体局", basis="通行简称")

    assert meant(环翠区, "教体局") == [("区教育体育局", "alias")]


@pytest.mark.parametrize("ours", ["区教育体育局", "环翠区教育体育局", "威海市环翠区教育体育局"])
@pytest.mark.parametrize(
    "printed", ["教育体育局", "区教育体育局", "环翠区教育体育局", "威海市环翠区教育体育局"]
)
def test_papers_leave_out_the_place_or_add_it(环翠区, ours, printed):
    unit = make_unit(环翠区, "edu", ours)

    assert Matcher(环翠区).match(printed).unit == unit


def test_another_place_in_front_is_another_unit(教体局, 环翠区):
    assert meant(环翠区, "文登区教育体育局", "市教育体育局") == [("", "none"), ("", "none")]


def test_a_prefix_shared_with_the_name_before(省):
    make_unit(省, "science", "省科技厅")
    make_unit(省, "industry", "省工业和信息化厅")

    assert meant(省, "省科技厅", "工业和信息化厅") == [
        ("省科技厅", "exact"),
        ("省工业和信息化厅", "prefix"),
    ]


def test_two_that_could_be_meant_are_asked_about(环翠区):
    make_unit(环翠区, "a", "区教育局")
    make_unit(环翠区, "b", "市教育局")

    (_, found) = Matcher(环翠区).match_all(["市财政局", "教育局"])

    assert (found.unit, found.how) == (None, "none")
    assert {unit.name for unit, _ in found.proposals} == {"区教育局", "市教育局"}


def test_a_former_name_finds_its_unit_and_after_a_split_asks(教体局, 环翠区, 督查员):
    UnitName.objects.create(unit=教体局, name="区教育局")
    assert meant(环翠区, "区教育局") == [("区教育体育局", "alias")]

    other = make_unit(环翠区, "sports", "区体育中心")
    UnitName.objects.create(unit=other, name="区教育局")

    assert meant(环翠区, "区教育局") == [("", "none")]


def test_nobody_knows_the_name_then_the_likely_are_proposed_best_first(教体局, 工信局, 审计局, 环翠区):
    match = Matcher(环翠区).match("区教育和体育局")

    assert (match.unit, match.how) == (None, "none")
    best, score = match.proposals[0]
    assert best == 教体局
    assert 60 <= score < 100
    assert [score for _, score in match.proposals] == sorted((s for _, s in match.proposals), reverse=True)
    assert len(match.proposals) <= 3


@pytest.mark.parametrize("printed", ["", "　", "Ministry of Silly Walks", "局" * 3000])
def test_noise_is_nobody_and_costs_no_time(教体局, 环翠区, printed):
    begun = seconds()

    assert Matcher(环翠区).match(printed).unit is None
    assert seconds() - begun < 0.5


def test_matching_never_makes_a_unit_and_knows_no_other_district(教体局, 文登教体局, 环翠区, 文登区):
    before = Unit.objects.count()

    assert Matcher(文登区).match("区教育体育局").unit == 文登教体局
    assert Matcher(文登区).match("区工业和信息化局").unit is None
    assert Unit.objects.count() == before


def test_a_unit_that_ended_is_no_longer_meant(教体局, 环翠区):
    教体局.ended_on = RENAMED
    教体局.save()

    assert Matcher(环翠区).match("区教育体育局").unit is None


def test_a_whole_list_costs_a_fixed_number_of_questions(教体局, 工信局, 环翠区, django_assert_num_queries):
    with django_assert_num_queries(3):
        Matcher(环翠区).match_all(["区教育体育局", "区工业和信息化局", "某局"] * 10)


# ------------------------------------------------------------------ who is found


@pytest.mark.parametrize("text", ["教育", "教 育", "jiaoyu", "JiaoYu", "qjytyj", "jyj", "qjyj", "体育"])
def test_a_unit_is_found_by_characters_pinyin_and_initials(教体局, 工信局, 科员, text):
    assert list(find_units(visible_units(科员), text)) == [教体局]


@pytest.mark.parametrize("text", ["财政", "xyz", "%", "_", ".*", "[a-z]", "(", "jyj'--"])
def test_what_is_not_there_is_not_found(教体局, 科员, text):
    assert not find_units(visible_units(科员), text).exists()


def test_nothing_asked_is_everything(教体局, 工信局, 科员):
    assert find_units(visible_units(科员), "  ").count() == 2


def test_letters_that_fit_nowhere_cost_no_time(环翠区, 科员):
    make_unit(环翠区, "long", "啊" * 60)
    begun = seconds()

    assert not find_units(visible_units(科员), "a" * 25 + "z").exists()
    assert seconds() - begun < 0.5


def test_another_district_is_not_visible(教体局, 文登教体局, 外人):
    assert list(visible_units(外人)) == [文登教体局]


def test_the_systems_own_unit_is_nobodys(系统):
    assert not visible_units(系统).exists()


# ------------------------------------------------------------------ entered, called, renamed


def test_a_change_of_name_keeps_the_old_one_and_both_find_the_unit(教体局, 科员, 管理员):
    rename_unit(教体局, by=管理员, name="区教育和体育局", since=RENAMED, basis="环编〔2019〕1号")

    教体局.refresh_from_db()
    assert 教体局.name == "区教育和体育局"
    assert [name.name for name in 教体局.names.order_by("pk")] == ["区教育体育局", "区教育和体育局"]
    assert list(find_units(visible_units(科员), "教育体育")) == [教体局]
    assert list(find_units(visible_units(科员), "教育和体育")) == [教体局]
    assert meant(教体局.district, "区教育体育局") == [("区教育和体育局", "alias")]
    row = AuditRow.objects.get()
    assert row.note == "环编〔2019〕1号"
    assert '"name":["区教育体育局","区教育和体育局"]' in row.changes


def test_a_change_of_name_needs_its_basis(教体局, 管理员):
    with pytest.raises(Refused, match="没有写更名依据"):
        rename_unit(教体局, by=管理员, name="区教育和体育局", since=RENAMED, basis="  ")


def test_a_name_or_alias_means_one_unit(教体局, 工信局, 管理员):
    add_alias(教体局, by=管理员, alias="教体局", basis="通行简称")

    for taken in ("区教育体育局", "教体局", " 教体 局"):
        with pytest.raises(Refused, match="已经是区教育体育局的名称或别名"):
            add_alias(工信局, by=管理员, alias=taken, basis="")
    assert UnitAlias.objects.count() == 1


def test_party_and_congress_are_protected_by_the_database_too(环翠区, 管理员):
    party = add_unit(by=管理员, district=环翠区, key="party", name="区委组织部", kind=UnitKind.PARTY)

    assert (party.may_be_urged, party.may_be_ranked, party.protected_because) == (False, False, "党委部门")
    with pytest.raises(Refused, match="不排名、不催办"):
        add_unit(
            by=管理员,
            district=环翠区,
            key="congress",
            name="区人大",
            kind=UnitKind.CONGRESS,
            urged_and_ranked=True,
        )


@pytest.mark.parametrize("role", ["科员", "局长", "审计员", "外人"])
def test_who_keeps_no_units_is_refused(request, 教体局, 环翠区, role):
    by = request.getfixturevalue(role)

    with pytest.raises(NotYours):
        add_unit(by=by, district=环翠区, key="x", name="区某局", kind=UnitKind.GOVERNMENT)
    with pytest.raises(NotYours):
        add_alias(教体局, by=by, alias="教体局", basis="")
    with pytest.raises(NotYours):
        rename_unit(教体局, by=by, name="某局", since=RENAMED, basis="某号")
    assert AuditRow.objects.filter(outcome="refused").count() == 3
