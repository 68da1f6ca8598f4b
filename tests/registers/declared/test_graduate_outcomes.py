from __future__ import annotations

from decimal import Decimal

import pytest

from gaodi.ground.refusals import Refused
from gaodi.registers.declaration import REGISTERS
from gaodi.registers.queries.findings import findings_of
from tests.registers.entering import ask, credit_code, enter, id_number, know, objections

WORK = {"kind": "单位就业", "workplace": "371002", "proof": "社会保险"}
QINGDAO = WORK | {"workplace": "370202"}


def goes(serial: int, by, verifier, **typed):
    who = {"subject": id_number(serial, "20050101"), "period": "2023年"}
    return know("graduate-outcomes", by, verifier, **who, **typed)


def test_who_studies_on_is_in_no_denominator_of_employment(教务员, 科员):
    for serial, went in enumerate([WORK, WORK, WORK, QINGDAO], 1):
        goes(serial, 教务员, 科员, **went)
    for serial in range(5, 9):
        goes(serial, 教务员, 科员, kind="升学")
    goes(9, 教务员, 科员, kind="参军")
    goes(10, 教务员, 科员, kind="未落实")

    assert ask("graduate_outcomes.total", 科员).value == 10
    assert ask("graduate_outcomes.working", 科员).value == 4
    assert ask("graduate_outcomes.stay_share", 科员).value == 75
    assert ask("graduate_outcomes.stay_share_of_all", 科员).value == 30
    assert ask("graduate_outcomes.stay_share_with_study", 科员).value == Decimal("37.5")
    assert ask("graduate_outcomes.placed_share", 科员).value == 90
    assert ask("graduate_outcomes.army_share", 科员).value == 10


def test_where_the_work_is_decides_not_where_the_employer_is(教务员, 科员):
    goes(1, 教务员, 科员, **QINGDAO, employer=credit_code())

    assert ask("graduate_outcomes.stay_share", 科员).value == 0


def test_work_without_proof_does_not_stay(教务员, 科员):
    goes(1, 教务员, 科员, **WORK | {"proof": "其他"})

    assert ask("graduate_outcomes.in_weihai", 科员).value == 0
    assert objections("graduate-outcomes", **WORK | {"proof": "无"}, period="2023", warning=True) == [
        "没有社保或合同证明，不计入留威就业"
    ]


def test_a_workplace_that_is_unknown_makes_the_share_unknown(教务员, 科员):
    goes(1, 教务员, 科员, kind="灵活就业", proof="劳动合同")

    assert ask("graduate_outcomes.stay_share", 科员).state == "unknown"


def test_nobody_employed_gives_no_share(教务员, 科员):
    goes(1, 教务员, 科员, kind="升学")

    assert ask("graduate_outcomes.stay_share", 科员).state == "not_applicable"


def test_who_studies_on_has_no_employer(教务员):
    with pytest.raises(Refused, match="用人单位信用代码：这一行不适用这一栏。"):
        enter(
            "graduate-outcomes",
            教务员,
            subject=id_number(),
            period="2023",
            kind="升学",
            employer=credit_code(),
        )


def test_a_graduate_of_two_schools_is_found(教务员, 别校教务员, 科员):
    goes(1, 教务员, 科员, **WORK)
    goes(1, 别校教务员, 科员, **WORK)

    assert [found.word for found in findings_of(REGISTERS["graduate-outcomes"], 科员)] == [
        "一名毕业生的去向由两所学校填报"
    ]
