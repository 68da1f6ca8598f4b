"""Recommendations: counted by 区委组织部, and seen by nobody else."""

from __future__ import annotations

from datetime import date

import pytest

from gaodi.bedrock import clock
from gaodi.ground.models import Role, StoredFile, UnitKind
from gaodi.ground.refusals import NotYours, Refused
from gaodi.registers.declaration import REGISTERS, registers_of
from gaodi.registers.models import Batch, Subject
from gaodi.registers.queries.scope import row_of, visible_batches, visible_rows
from tests.cast import make_post, make_unit
from tests.registers.entering import ask, enter, id_number, know, objections, settle

SOMEBODY = {
    "subject": id_number(1),
    "valid_from": "2022-11-01",
    "body": "人大",
    "term": "第十九届",
    "result": "当选",
    "category": "一线工人",
    "skill_basis": "高级工及以上证书",
}
DAY = date(2022, 12, 31)


@pytest.fixture(name="组织部")
def party_organisation_department(环翠区):
    return make_unit(环翠区, "party_organisation_department", "区委组织部", UnitKind.PARTY)


@pytest.fixture(name="组织员")
def its_clerk(组织部):
    return make_post(组织部, Role.CLERK, "zuzhi", "向南")


@pytest.fixture(name="组织部长")
def its_head(组织部):
    return make_post(组织部, Role.HEAD, "zuzhibuzhang", "柏青")


def test_one_person_for_two_bodies_counts_in_each_and_once_in_all(组织员, 组织部长):
    know("recommendations", 组织员, 组织部长, **SOMEBODY)
    know("recommendations", 组织员, 组织部长, **SOMEBODY | {"body": "政协", "result": "未当选"})

    assert ask("recommendations.congress", 组织部长, DAY).value == 1
    assert ask("recommendations.cppcc", 组织部长, DAY).value == 1
    assert ask("recommendations.cppcc_elected", 组织部长, DAY).value == 0
    assert ask("recommendations.skilled", 组织部长, DAY).value == 1
    assert ask("recommendations.elected", 组织部长, DAY).value == 1


def test_the_share_is_of_skilled_persons_among_all(组织员, 组织部长):
    know("recommendations", 组织员, 组织部长, **SOMEBODY)
    know("recommendations", 组织员, 组织部长, **SOMEBODY | {"subject": id_number(2), "skill_basis": "都没有"})

    assert ask("recommendations.all", 组织部长, DAY).value == 2
    assert ask("recommendations.skilled_share", 组织部长, DAY).value == 50


def test_no_number_is_kept(组织员):
    row = enter("recommendations", 组织员, **SOMEBODY)

    subject = Subject.objects.get(pk=row.subject_id)
    assert subject.sealed is None
    assert subject.shown.startswith("S")
    assert str(row) == subject.shown


def test_nobody_outside_the_department_ever_sees_a_row(
    组织员, 组织部长, 督查员, 审计员, 管理员, 科员, 局长, 责任经办, 教务员, 校长, 企业人事, 外人
):
    row = know("recommendations", 组织员, 组织部长, **SOMEBODY)
    register = REGISTERS["recommendations"]

    assert visible_rows(register, 组织员).count() == visible_rows(register, 组织部长).count() == 1
    for by in (督查员, 审计员, 管理员, 科员, 局长, 责任经办, 教务员, 校长, 企业人事, 外人):
        assert visible_rows(register, by).count() == 0
        assert row_of(register, by, row.pk) is None
        assert register not in registers_of(by)


def test_figures_tell_others_nothing(组织员, 组织部长, 督查员, 审计员, 科员):
    know("recommendations", 组织员, 组织部长, **SOMEBODY)

    for by in (督查员, 审计员, 科员):
        found = ask("recommendations.all", by, DAY)
        assert (found.state, found.value) == ("unknown", None)
        assert list(found.missing) == [f"推荐台账不由{by.unit}填报，看不到"]


def test_an_auditor_of_the_department_itself_sees_nothing(组织部, 组织员, 组织部长):
    know("recommendations", 组织员, 组织部长, **SOMEBODY)
    auditor = make_post(组织部, Role.AUDITOR, "bunei", "石坚")

    assert visible_rows(REGISTERS["recommendations"], auditor).count() == 0


def test_a_sheet_of_recommendations_is_seen_by_hands_of_the_department_only(组织部, 组织员, 组织部长, 督查员):
    sheet = StoredFile.objects.create(sha256="0" * 64, size=1, kind="xlsx", stored_at=clock.now())
    batch = Batch.objects.create(
        register="recommendations", unit=组织部, by=组织员, at=clock.now(), file=sheet, name="推荐.xlsx"
    )
    auditor = make_post(组织部, Role.AUDITOR, "bunei", "石坚")

    assert list(visible_batches(组织部长)) == [batch]
    assert list(visible_batches(auditor)) == list(visible_batches(督查员)) == []


def test_the_department_next_door_sees_nothing(文登区, 组织员, 组织部长):
    know("recommendations", 组织员, 组织部长, **SOMEBODY)
    next_door = make_unit(文登区, "party_organisation_department", "区委组织部", UnitKind.PARTY)
    stranger = make_post(next_door, Role.HEAD, "wendengzuzhi", "辛然")

    assert visible_rows(REGISTERS["recommendations"], stranger).count() == 0


def test_the_department_alone_enters_and_another_of_it_verifies(组织员, 督查员, 科员):
    for by in (督查员, 科员):
        with pytest.raises(NotYours) as refused:
            enter("recommendations", by, **SOMEBODY)
        assert str(refused.value) == f"推荐台账不由{by.unit}填报。"
    row = enter("recommendations", 组织员, **SOMEBODY)
    with pytest.raises(NotYours, match=r"^这一条是您自己填报的，要由另一个人审核。$"):
        settle("recommendations", row, 组织员)


def test_an_expired_certificate_is_none(组织员):
    with pytest.raises(Refused) as refused:
        enter("recommendations", 组织员, **SOMEBODY, skill_until="2022-10-31")

    assert str(refused.value) == "证书有效期至：推荐时证书已过期。请对照原件改正。"


def test_managers_counted_as_skilled_workers_are_asked_about():
    typed = SOMEBODY | {"category": "管理人员"}

    assert objections("recommendations", warning=True, **typed) == ["管理人员按技能人才填报"]
    assert objections("recommendations", warning=True, **SOMEBODY) == []
