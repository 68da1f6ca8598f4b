from __future__ import annotations

from datetime import date

import pytest

from gaodi.ground.refusals import NotYours, Refused
from gaodi.registers.declaration import REGISTERS
from gaodi.registers.queries.findings import findings_of
from tests.registers.entering import ask, credit_code, enter, know, objections

BASE = {
    "subject": "JD-1",
    "label": "海邦职工培训基地",
    "valid_from": "2021-09-01",
    "valid_to": "2024-08-31",
    "partner": credit_code(1),
    "agreement_no": "协〔2021〕3号",
    "signed_on": "2021-08-20",
}
CONTEST = {
    "subject": "JS-1",
    "label": "环翠区焊工技能竞赛",
    "valid_from": "2023-05-10",
    "valid_to": "2023-05-11",
    "level": "区级",
    "contestants": 60,
}


def test_a_base_counts_as_long_as_its_agreement_is_in_force(教务员, 科员):
    know("staff-training-bases", 教务员, 科员, **BASE)

    days = (date(2021, 8, 31), date(2021, 9, 1), date(2024, 8, 31), date(2024, 9, 1))
    assert [ask("staff_training_bases.valid", 科员, day).value for day in days] == [0, 1, 1, 0]


def test_a_base_without_a_firm_is_unknown_and_not_jointly_built(教务员, 科员):
    know("staff-training-bases", 教务员, 科员, **BASE | {"partner": None})

    found = ask("staff_training_bases.valid", 科员)
    assert (found.state, found.value) == ("unknown", 0)


def test_an_agreement_does_not_end_before_it_is_signed(教务员):
    with pytest.raises(Refused, match="协议终止日期：协议终止日期早于签订日期。"):
        enter("staff-training-bases", 教务员, **BASE | {"signed_on": "2024-09-01"})


def test_one_agreement_for_two_bases_is_found(教务员, 别校教务员, 科员):
    know("staff-training-bases", 教务员, 科员, **BASE)
    know("staff-training-bases", 别校教务员, 科员, **BASE)

    found = findings_of(REGISTERS["staff-training-bases"], 科员)
    assert [each.word for each in found] == ["一份协议用于两个职工培训基地"]


def test_contests_of_the_year_are_counted_once_they_have_opened(教务员, 科员):
    know("skill-contests", 教务员, 科员, **CONTEST)
    know("skill-contests", 教务员, 科员, **CONTEST | {"subject": "JS-2", "valid_from": "2022-05-10"})

    assert ask("skill_contests.held", 科员).value == 1
    assert ask("skill_contests.held", 科员, date(2023, 5, 9)).value == 0
    assert ask("skill_contests.contestants", 科员).value == 60


def test_no_more_are_awarded_than_took_part(教务员):
    with pytest.raises(Refused, match="获奖人数：获奖人数比参赛人数还多。"):
        enter("skill-contests", 教务员, **CONTEST, awarded=61)


def test_who_commends_publishes_first():
    assert objections("skill-contests", **CONTEST, commended_on="2023-06-01", warning=True) == [
        "填了表彰日期，没有填公示日期"
    ]
    late = {"published_on": "2023-06-02", "commended_on": "2023-06-01"}
    assert objections("skill-contests", **CONTEST, **late) == ["表彰日期早于公示日期"]


def test_a_firm_reports_no_contest(企业人事):
    with pytest.raises(NotYours, match="技能竞赛台账不由海邦精工有限公司填报。"):
        enter("skill-contests", 企业人事, **CONTEST)
