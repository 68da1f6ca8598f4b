"""What the audit is told of acts on rows of open and closed registers."""

from __future__ import annotations

import pytest

from gaodi.ground.models import AuditRow, Role, UnitKind
from gaodi.ground.refusals import NotYours, Refused
from gaodi.registers.actions import facts
from gaodi.registers.declaration import REGISTERS
from tests.cast import make_post, make_unit
from tests.registers.entering import enter, id_number, know

SOMEBODY = {
    "subject": id_number(1),
    "valid_from": "2022-11-01",
    "body": "人大",
    "term": "第十九届",
    "result": "当选",
    "category": "一线工人",
}
CLOSED = REGISTERS["recommendations"]


@pytest.fixture(name="组织员")
def clerk_of_the_department(环翠区):
    department = make_unit(环翠区, "party_organisation_department", "区委组织部", UnitKind.PARTY)
    return make_post(department, Role.CLERK, "zuzhi", "向南")


@pytest.fixture(name="组织部长")
def head_of_the_department(组织员):
    return make_post(组织员.unit, Role.HEAD, "zuzhibuzhang", "柏青")


def told() -> list[tuple[str, str, str, str, str]]:
    rows = AuditRow.objects.order_by("pk")
    return [(row.verb, row.outcome, row.label, row.changes, row.note) for row in rows]


def test_the_audit_of_a_closed_register_names_no_row_and_no_value(组织员, 组织部长):
    row = enter("recommendations", 组织员, **SOMEBODY)
    facts.send_back(CLOSED, row, by=组织部长, revision=row.revision, reason="届次写错了")
    facts.discard(CLOSED, row, by=组织员, revision=row.revision)
    counts = know("recommendations", 组织员, 组织部长, **SOMEBODY)
    facts.withdraw(CLOSED, counts, by=组织员, reason="当选无效")

    assert told() == [
        ("propose", "done", "推荐", "{}", ""),
        ("send_back", "done", "推荐", "{}", ""),
        ("discard", "done", "推荐", "{}", ""),
        ("propose", "done", "推荐", "{}", ""),
        ("verify", "done", "推荐", "{}", ""),
        ("withdraw", "done", "推荐", "{}", ""),
    ]


def test_a_refusal_in_a_closed_register_names_no_row(组织员):
    row = enter("recommendations", 组织员, **SOMEBODY)
    with pytest.raises(NotYours):
        facts.verify(CLOSED, row, by=组织员, revision=row.revision)
    with pytest.raises(Refused):
        enter("recommendations", 组织员, **SOMEBODY)

    assert [(verb, outcome, label, changes) for verb, outcome, label, changes, _ in told()][1:] == [
        ("verify", "refused", "推荐", "{}"),
        ("propose", "refused", "推荐", "{}"),
    ]


def test_the_audit_of_an_open_register_tells_the_story(教务员, 科员):
    row = enter(
        "teachers", 教务员, subject=id_number(1), label="王安宁", valid_from="2015-09-01", kind="专业课"
    )
    teachers = REGISTERS["teachers"]
    facts.send_back(teachers, row, by=科员, revision=row.revision, reason="请补职称")

    proposed, returned = told()
    assert proposed[2] == returned[2] == "教师：王安宁"
    assert '"kind":[null,"major"]' in proposed[3]
    assert returned[4] == "请补职称"
