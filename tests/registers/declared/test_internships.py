from __future__ import annotations

from datetime import date

import pytest

from gaodi.ground.refusals import NotYours, Refused
from gaodi.registers.declaration import REGISTERS
from gaodi.registers.declared.internships import RED_LINES
from gaodi.registers.queries.findings import findings_of
from tests.registers.entering import ask, credit_code, enter, id_number, know, objections

STAY = {
    "enterprise": credit_code(1),
    "valid_from": "2023-03-01",
    "valid_to": "2023-08-31",
    "kind": "岗位实习",
    "birth_on": "2005-06-01",
    "grade": 3,
}
CLEAN = STAY | {
    "is_matched": "是",
    "is_repetitive": "否",
    "chosen_by": "学校统一安排",
    "works_rest_days": "否",
    "works_overtime": "否",
    "works_independently": "是",
    "pay": 4000,
    "post_wage": 5000,
    "lowest_wage": 3800,
    "longest_gap": 31,
    "paid_in": "货币",
    "paid_by": "企业直接发放",
    "agreement_no": "SX-1",
    "agreement_on": "2023-03-01",
    "is_tripartite": "是",
    "student_consents": "是",
    "guardian_consents": "是",
    "insurance_no": "BX-1",
    "insurance_paid_by": "学校",
    "risk": "无",
    "forbidden_labour": "否",
    "is_forbidden_venue": "否",
    "through_agency": "否",
    "is_forced": "否",
    "for_profit": "否",
    "deposit": 0,
    "charged": 0,
    "keeps_cards": "否",
}
BREACHES = [
    ({"grade": 1}, "一年级学生不得参加岗位实习"),
    ({"birth_on": "2007-03-02"}, "实习开始时未满16周岁"),
    ({"is_matched": "否"}, "实习岗位与专业不对口"),
    ({"is_repetitive": "是"}, "不得只安排简单重复劳动"),
    ({"forbidden_labour": "是"}, "属未成年人或女学生禁忌劳动"),
    ({"is_forbidden_venue": "是"}, "不得安排在娱乐、洗浴、网吧等场所"),
    ({"through_agency": "是"}, "不得由中介机构组织、安排、管理实习"),
    ({"is_forced": "是"}, "不得强制安排实习"),
    ({"for_profit": "是"}, "不得以营利为目的组织实习"),
    ({"risk": "井下"}, "属不得安排的危险岗位"),
    ({"risk": "三级及以上体力劳动", "exception_no": "B-1"}, "属不得安排的危险岗位"),
    ({"works_rest_days": "是"}, "休息日、节假日实习没有事先备案"),
    (
        {"works_overtime": "是", "exception_no": "B-1", "exception_on": "2023-03-02"},
        "加班、夜班没有事先备案",
    ),
    ({"longest_gap": 45}, "报酬没有按月发放"),
    ({"paid_in": "代金券"}, "报酬应以货币发放"),
    ({"paid_by": "中介或劳务公司"}, "报酬应直接发给学生"),
    ({"agreement_on": "2023-03-02"}, "三方协议签订日期晚于实习开始日期"),
    ({"is_tripartite": "否"}, "协议没有三方签字"),
    ({"student_consents": "否"}, "没有学生的知情同意"),
    ({"guardian_consents": "否"}, "没有监护人（家长）签字的知情同意书"),
    ({"insurance_paid_by": "学生"}, "责任保险费不得由学生承担"),
    ({"deposit": 200}, "不得向学生收取押金"),
    ({"charged": 50}, "不得向学生收费或克扣报酬"),
    ({"keeps_cards": "是"}, "不得扣押学生证件"),
    ({"pay": 3700}, "低于相同岗位工资的80%，也低于最低档工资"),
]
KEPT = [
    {"birth_on": "2007-03-01"},
    {"pay": 3900},
    {"works_independently": "否", "pay": 1000},
    {"risk": "高空", "exception_no": "B-1", "exception_on": "2023-02-20"},
    {"works_overtime": "是", "exception_no": "B-1"},
    {"chosen_by": "学生自选", "guardian_consents": "否"},
]


def stay(serial: int, by, verifier, **typed):
    return know("internships", by, verifier, **STAY | {"subject": id_number(serial, "20050601")} | typed)


@pytest.mark.parametrize(("typed", "sentence"), BREACHES)
def test_a_red_line_is_warned_of_and_does_not_keep_the_row_out(typed, sentence):
    assert objections("internships", **CLEAN | typed, warning=True) == [sentence]
    assert objections("internships", **CLEAN | typed) == []


@pytest.mark.parametrize("typed", [{}, *KEPT])
def test_what_keeps_within_the_lines_is_not_warned_of(typed):
    assert objections("internships", **CLEAN | typed, warning=True) == []


def test_every_red_line_is_tried():
    tried = {sentence for _, sentence in BREACHES}

    assert {sentence for _, _, sentence in RED_LINES} <= tried


def test_what_nobody_knows_is_not_warned_of():
    assert objections("internships", **STAY, warning=True) == []


def test_interns_are_counted_on_the_day_and_for_the_period(教务员, 科员):
    stay(1, 教务员, 科员, insurance_no="BX-1")
    stay(2, 教务员, 科员, valid_from="2022-09-01", valid_to="2023-02-28")
    stay(3, 教务员, 科员, kind="认识实习")

    on_the_day = [
        ask(f"internships.{n}", 科员, date(2023, 5, 1)) for n in ("on_post", "firms", "insured_rate")
    ]
    assert [found.value for found in on_the_day] == [1, 1, 100]
    assert ask("internships.begun", 科员).value == 1


def test_an_internship_whose_kind_nobody_says_is_unknown(教务员, 科员):
    stay(1, 教务员, 科员, kind=None)

    assert ask("internships.on_post", 科员, date(2023, 5, 1)).state == "unknown"


@pytest.mark.parametrize(
    ("name", "typed", "clean"),
    [
        ("with_deposit", {"deposit": 200}, {"deposit": 0}),
        ("charged", {"charged": 10}, {"charged": 0}),
        ("through_agency", {"through_agency": "是"}, {"through_agency": "否"}),
        ("first_year", {"grade": 1}, {"grade": 3}),
        ("without_guardian", {"guardian_consents": "否"}, {"guardian_consents": "是"}),
        ("unmatched", {"is_matched": "否"}, {"is_matched": "是"}),
        ("agreed_late", {"agreement_on": "2023-03-02"}, {"agreement_on": "2023-03-01"}),
    ],
)
def test_breaches_are_counted_and_an_empty_cell_is_unknown(name, typed, clean, 教务员, 科员):
    stay(1, 教务员, 科员, **typed)
    stay(2, 教务员, 科员, **clean)
    assert ask(f"internships.{name}", 科员).value == 1

    stay(3, 教务员, 科员, **dict.fromkeys(typed))
    assert ask(f"internships.{name}", 科员).state == "unknown"


def test_of_a_student_only_a_hash_is_kept(教务员, 科员):
    row = stay(1, 教务员, 科员)

    assert row.subject.sealed is None
    assert str(row).startswith("S")


def test_nobody_is_born_after_the_internship_began(教务员):
    with pytest.raises(Refused, match="出生日期：出生日期晚于实习开始日期。"):
        enter("internships", 教务员, **STAY | {"birth_on": "2023-03-01"}, subject=id_number())


def test_an_exception_that_was_filed_has_a_number(教务员):
    with pytest.raises(Refused, match="例外备案编号：填了例外备案日期，没有填备案编号。"):
        enter("internships", 教务员, **STAY, exception_on="2023-02-01", subject=id_number())


def test_who_only_looks_on_is_not_paid(教务员):
    with pytest.raises(Refused, match="月报酬：这一行不适用这一栏。"):
        enter("internships", 教务员, **STAY | {"kind": "认识实习"}, pay=1000, subject=id_number())


def test_two_places_at_once_and_one_agreement_for_two_are_found(教务员, 科员):
    stay(1, 教务员, 科员, agreement_no="SX-1")
    stay(1, 教务员, 科员, enterprise=credit_code(2), valid_from="2023-08-31", valid_to="2023-12-31")
    stay(2, 教务员, 科员, agreement_no="SX-1")

    words = [each.word for each in findings_of(REGISTERS["internships"], 科员)]
    assert words == ["一名学生同一时间在两处实习", "一份三方协议用于两名学生"]


def test_a_firm_reports_no_internship(企业人事):
    with pytest.raises(NotYours, match="实习台账不由海邦精工有限公司填报。"):
        enter("internships", 企业人事, **STAY, subject=id_number())
