from __future__ import annotations

from decimal import Decimal

import pytest

from gaodi.ground.models import Role
from gaodi.ground.refusals import NotYours, Refused
from gaodi.registers.declaration import REGISTERS
from gaodi.registers.kinds import BadCell
from gaodi.registers.queries.findings import findings_of
from tests.cast import make_post, make_unit
from tests.registers.entering import ask, credit_code, enter, id_number, know, objections

WELDING = {
    "subject": "P2023-01",
    "label": "焊工提升班",
    "valid_from": "2023-03-01",
    "valid_to": "2023-03-20",
    "kind": "技能提升",
    "trainees": 40,
}
BOUGHT = {"is_commissioned": "是", "commissioner": credit_code(1), "paid": 12000}
SEAT = {"training_class": "P2023-01", "valid_from": "2023-03-01", "valid_to": "2023-03-20"}


@pytest.fixture(name="人社员")
def clerk_of_human_resources(环翠区):
    bureau = make_unit(环翠区, "human_resources_bureau", "区人力资源社会保障局")
    return make_post(bureau, Role.CLERK, "renshe", "丛立")


def sit(serial: int, by, verifier, **typed):
    return know("training-attendances", by, verifier, **SEAT | {"subject": id_number(serial)} | typed)


def test_person_times_are_summed_by_group(教务员, 人社员):
    know("training-classes", 教务员, 人社员, **WELDING)
    know("training-classes", 教务员, 人社员, **WELDING | {"subject": "P2", "kind": "农民", "trainees": 25})
    know("training-classes", 教务员, 人社员, **WELDING | {"subject": "P3", "valid_from": "2022-03-01"})

    names = ("held", "person_times", "staff", "farmers", "veterans")
    assert [ask(f"training_classes.{name}", 人社员).value for name in names] == [2, 65, 40, 25, 0]


def test_a_class_that_nobody_counted_makes_person_times_unknown(教务员, 人社员):
    know("training-classes", 教务员, 人社员, **WELDING | {"trainees": None})

    found = ask("training_classes.person_times", 人社员)
    assert found.state == "unknown"
    assert found.missing == ("望海职业中等专业学校：培训人次1条未填（焊工提升班）",)


def test_a_firm_that_paid_twice_is_one_buyer_and_one_that_paid_nothing_is_none(教务员, 人社员):
    know("training-classes", 教务员, 人社员, **WELDING, **BOUGHT)
    know("training-classes", 教务员, 人社员, **WELDING | BOUGHT | {"subject": "P2"})
    free = {"subject": "P3", "commissioner": credit_code(2), "paid": 0}
    know("training-classes", 教务员, 人社员, **WELDING | BOUGHT | free)
    know("training-classes", 教务员, 人社员, **WELDING | {"subject": "P4", "is_commissioned": "否"})

    assert ask("training_classes.buyers", 人社员).value == 1


def test_training_at_no_cost_is_warned_of():
    assert objections("training-classes", **WELDING | BOUGHT | {"paid": 0}, warning=True) == [
        "受企业委托但没有收费，不计入购买培训的企业"
    ]
    assert objections("training-classes", **WELDING, **BOUGHT, warning=True) == []


def test_who_was_not_commissioned_names_no_firm(教务员):
    with pytest.raises(Refused, match="委托企业统一社会信用代码：这一行不适用这一栏。"):
        enter("training-classes", 教务员, **WELDING | BOUGHT | {"is_commissioned": "否"})


def test_a_class_has_an_hour_at_least():
    with pytest.raises(BadCell, match="不能小于1"):
        REGISTERS["training-classes"].kind_of("hours").parse(0)


def test_a_firm_reports_no_class(企业人事):
    with pytest.raises(NotYours, match="培训班台账不由海邦精工有限公司填报。"):
        enter("training-classes", 企业人事, **WELDING)


def test_persons_and_person_times_are_kept_apart(教务员, 人社员):
    passed = {"exam_result": "合格", "has_certificate": "是", "certificate_no": "Z1"}
    sit(1, 教务员, 人社员, **passed)
    other = {"training_class": "P2", "valid_from": "2023-05-01", "valid_to": "2023-05-09"}
    sit(1, 教务员, 人社员, exam_result="不合格", **other)
    sit(2, 教务员, 人社员, exam_result="未参加考核")

    names = ("persons", "person_times", "examinees", "certificates", "certified_rate")
    assert [ask(f"training_attendances.{name}", 人社员).value for name in names] == [2, 3, 2, 1, 50]


def test_of_those_who_attended_only_a_hash_is_kept(教务员, 人社员):
    row = sit(1, 教务员, 人社员)

    assert row.subject.sealed is None
    assert str(row) == row.subject.shown


def test_a_certificate_has_a_number(教务员):
    with pytest.raises(Refused, match="证书编号：取得证书，没有填证书编号。"):
        enter(
            "training-attendances",
            教务员,
            **SEAT,
            subject=id_number(),
            exam_result="合格",
            has_certificate="是",
        )


def test_a_missing_last_day_is_warned_of_and_two_classes_at_once_are_found(教务员, 人社员):
    assert objections("training-attendances", **SEAT | {"valid_to": None}, warning=True) == ["没有填结束日期"]
    sit(1, 教务员, 人社员)
    sit(1, 教务员, 人社员, training_class="P2", valid_from="2023-03-20", valid_to="2023-03-25")
    sit(2, 教务员, 人社员, training_class="P2", valid_from="2023-03-21", valid_to="2023-03-25")

    found = findings_of(REGISTERS["training-attendances"], 人社员)
    assert [(each.word, len(each.rows)) for each in found] == [("一人同一时间在两个班参训", 2)]


def test_a_rate_of_attendance_ends_at_100():
    rate = REGISTERS["training-classes"].kind_of("attendance_rate")

    assert rate.parse("98.50") == Decimal("98.5")
    with pytest.raises(BadCell, match="不能大于100"):
        rate.parse(101)
