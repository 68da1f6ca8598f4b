"""Verbs about units: what they refuse besides what the pages show."""

from __future__ import annotations

from datetime import date

import pytest

from gaodi.ground.actions.units import add_alias, add_unit, rename_unit
from gaodi.ground.models import AuditRow, Unit, UnitKind
from gaodi.ground.models.units import NEVER_URGED
from gaodi.ground.refusals import NotYours, Refused


@pytest.mark.parametrize("kind", sorted(NEVER_URGED))
def test_some_bodies_are_never_urged_even_if_asked(督查员, 环翠区, kind):
    with pytest.raises(Refused, match="不排名、不催办"):
        add_unit(by=督查员, district=环翠区, key="x", name="某机关", kind=kind, urged_and_ranked=True)


@pytest.mark.parametrize("name", ["", "  ", "\u200b"])
def test_a_unit_has_a_name(督查员, 环翠区, name):
    with pytest.raises(Refused, match="单位名称是空的"):
        add_unit(by=督查员, district=环翠区, key="x", name=name, kind=UnitKind.GOVERNMENT)


def test_blanks_and_width_make_no_other_name(督查员, 教体局):
    with pytest.raises(Refused, match="“区教育体育局”已经是区教育体育局的名称或别名"):
        add_unit(
            by=督查员, district=教体局.district, key="x", name=" 区教育 体育局", kind=UnitKind.GOVERNMENT
        )


def test_a_new_name_rests_on_a_paper(督查员, 教体局):
    with pytest.raises(Refused, match="没有写更名依据"):
        rename_unit(教体局, by=督查员, name="区教育和体育局", since=date(2023, 9, 1), basis=" ")

    教体局.refresh_from_db()
    assert 教体局.name == "区教育体育局"
    assert AuditRow.objects.get().outcome == "refused"


@pytest.mark.parametrize("cast", ["科员", "局长", "审计员"])
def test_units_are_kept_by_administrators_and_supervisors(request, cast, 教体局):
    with pytest.raises(NotYours, match="登记单位由管理员或督查员办理"):
        add_alias(教体局, by=request.getfixturevalue(cast), alias="教体局", basis="x")


def test_another_district_keeps_its_own(督查员, 文登区, 文登教体局):
    with pytest.raises(NotYours, match="文登区的单位由文登区登记"):
        add_unit(by=督查员, district=文登区, key="x", name="区财政局", kind=UnitKind.GOVERNMENT)
    with pytest.raises(NotYours):
        rename_unit(文登教体局, by=督查员, name="x", since=date(2023, 9, 1), basis="x")

    assert Unit.objects.filter(district=文登区).count() == 1
