"""Job notices, documents under clean-up, and who was hired."""

from __future__ import annotations

from datetime import date

import pytest

from gaodi.ground.models import Role
from gaodi.ground.refusals import NotYours, Refused
from tests.cast import make_post, make_unit
from tests.registers.entering import ask, enter, know, objections

NOTICE = {
    "subject": "HC-2023-05",
    "label": "2023年区属事业单位公开招聘公告",
    "valid_from": "2023-05-10",
    "issuer": "区人社局",
    "employer": "事业单位",
    "checked_on": "2023-05-12",
    "violations": "1",
}
CLAUSE = {
    "subject": "HC-2023-05",
    "valid_from": "2023-05-10",
    "clause_no": "3",
    "wording": "全日制本科及以上学历",
    "limit": "学习方式",
    "judgement": "违规",
}
DOCUMENT = {"subject": "威环政发〔2015〕8号", "label": "人才引进办法", "valid_from": "2015-06-01"}
OF_DOCUMENT = {"subject": "威环政发〔2015〕8号", "valid_from": "2015-06-01", "clause_no": "第三条"}
HIRED = {"period": "2023年", "employer": "事业单位", "graduation": "高职", "hired": "12"}


@pytest.fixture(name="人社局")
def human_resources_bureau(环翠区):
    return make_unit(环翠区, "human_resources_bureau", "区人力资源社会保障局")


@pytest.fixture(name="人社员")
def its_clerk(人社局):
    return make_post(人社局, Role.CLERK, "renshe", "于海")


@pytest.fixture(name="人社局长")
def its_head(人社局):
    return make_post(人社局, Role.HEAD, "renshejuzhang", "孔令")


# ------------------------------------------------------------------ notices


def test_notices_with_violations_are_counted_among_those_checked(人社员, 人社局长):
    know("job-notices", 人社员, 人社局长, **NOTICE)
    know("job-notices", 人社员, 人社局长, **NOTICE | {"subject": "HC-2023-06", "violations": "0"})

    assert ask("job_notices.checked", 人社局长).value == 2
    assert ask("job_notices.violating", 人社局长).value == 1
    assert ask("job_notices.violating_share", 人社局长).value == 50


def test_a_notice_is_checked_from_the_day_of_its_check(人社员, 人社局长):
    know("job-notices", 人社员, 人社局长, **NOTICE)

    assert ask("job_notices.checked", 人社局长, date(2023, 5, 11)).value == 0
    assert ask("job_notices.checked", 人社局长, date(2023, 5, 12)).value == 1


def test_a_notice_that_nobody_checked_is_unknown(人社员, 人社局长):
    know("job-notices", 人社员, 人社局长, **NOTICE | {"checked_on": "", "violations": ""})

    assert ask("job_notices.violating", 人社局长).state == "unknown"


@pytest.mark.parametrize(
    ("typed", "sentence"),
    [
        ({"checked_on": ""}, "检查日期：填了违规条款，没有填检查日期。请填检查的日期。"),
        ({"corrected_on": "2023-05-11"}, "改正日期：改正早于检查。请对照原件改正。"),
        (
            {"employer": "国有企业", "established": "是"},
            "事业编制岗位：这一行不适用这一栏。请清空这一格，或改正它所依据的那一栏。",
        ),
    ],
)
def test_a_notice_that_contradicts_itself_is_refused(人社员, typed, sentence):
    with pytest.raises(Refused) as refused:
        enter("job-notices", 人社员, **NOTICE | typed)

    assert str(refused.value) == sentence


def test_the_education_bureau_checks_no_notices(科员):
    with pytest.raises(NotYours, match=r"^招聘公告台账不由区教育体育局填报。$"):
        enter("job-notices", 科员, **NOTICE)


def test_clauses_are_corrected_one_by_one(人社员, 人社局长):
    know("notice-clauses", 人社员, 人社局长, **CLAUSE)
    know("notice-clauses", 人社员, 人社局长, **CLAUSE | {"clause_no": "4", "corrected_on": "2023-05-20"})
    know("notice-clauses", 人社员, 人社局长, **CLAUSE | {"clause_no": "5", "judgement": "没有问题"})

    assert ask("notice_clauses.violations", 人社局长).value == 2
    assert ask("notice_clauses.corrected", 人社局长).value == 1
    assert ask("notice_clauses.corrected", 人社局长, date(2023, 5, 19)).value == 0


def test_a_clause_that_is_fine_has_nothing_to_correct(人社员):
    with pytest.raises(Refused, match=r"^改正日期：这一行不适用这一栏。"):
        enter("notice-clauses", 人社员, **CLAUSE | {"judgement": "没有问题", "corrected_on": "2023-05-20"})


def test_a_forbidden_limit_that_is_found_fine_is_asked_about():
    assert objections("notice-clauses", warning=True, **CLAUSE | {"judgement": "合规"}) == [
        "限制了院校、留学经历或学习方式，结论却是没有问题"
    ]
    assert objections("notice-clauses", warning=True, **CLAUSE) == []


# ------------------------------------------------------------------ clean-up


def test_documents_are_counted_as_they_are_gone_through(人社员, 人社局长):
    know("policy-documents", 人社员, 人社局长, **DOCUMENT, self_checked_on="2023-03-01")
    know("policy-documents", 人社员, 人社局长, **DOCUMENT | {"subject": "威环政发〔2016〕2号"})

    assert ask("policy_documents.all", 人社局长).value == 2
    assert (
        ask("policy_documents.checked", 人社局长).state,
        ask("policy_documents.checked", 人社局长).value,
    ) == (
        "unknown",
        1,
    )


def test_a_document_ends_after_it_began(人社员):
    with pytest.raises(Refused, match=r"^废止日期：止期早于起期。请对照原件改正两个日期。$"):
        enter("policy-documents", 人社员, **DOCUMENT, valid_to="2015-05-31")


def test_clauses_handled_are_a_share_of_those_found(人社员, 人社局长):
    found = OF_DOCUMENT | {"finding": "歧视"}
    know("policy-clauses", 人社员, 人社局长, **found, action="废止", handled_on="2023-06-30")
    know("policy-clauses", 人社员, 人社局长, **found | {"clause_no": "第四条"})
    know("policy-clauses", 人社员, 人社局长, **OF_DOCUMENT | {"clause_no": "第五条", "finding": "有利"})

    assert ask("policy_clauses.found", 人社局长).value == 2
    assert ask("policy_clauses.handled_share", 人社局长).value == 50
    assert ask("policy_clauses.handled_share", 人社局长, date(2023, 6, 29)).value == 0


def test_where_nothing_was_found_there_is_no_rate(人社员, 人社局长):
    know("policy-clauses", 人社员, 人社局长, **OF_DOCUMENT, finding="中性")

    assert ask("policy_clauses.handled_share", 人社局长).state == "not_applicable"


def test_a_clause_is_handled_by_something(人社员):
    with pytest.raises(Refused) as refused:
        enter("policy-clauses", 人社员, **OF_DOCUMENT, finding="歧视", handled_on="2023-06-30")

    assert str(refused.value) == "处理方式：填了处理日期，没有填处理方式。请从下拉框里选一个。"


def test_what_discriminates_is_not_kept_without_a_word():
    assert objections("policy-clauses", warning=True, finding="歧视", action="保留") == [
        "有歧视的条款不应保留"
    ]


# ------------------------------------------------------------------ who was hired


def test_vocational_graduates_are_a_share_of_all_hired(人社员, 人社局长):
    know("appointments", 人社员, 人社局长, **HIRED)
    know("appointments", 人社员, 人社局长, **HIRED | {"graduation": "普通高校", "hired": "36"})

    assert ask("appointments.vocational", 人社局长).value == 12
    assert ask("appointments.vocational_share", 人社局长).value == 25


def test_nobody_hired_is_0_and_an_empty_cell_is_refused(人社员, 人社局长):
    know("appointments", 人社员, 人社局长, **HIRED | {"hired": "0"})

    assert ask("appointments.all", 人社局长).value == 0
    with pytest.raises(Refused, match=r"^录用人数：没有填。请填写录用人数。$"):
        enter("appointments", 人社员, **HIRED | {"graduation": "中职", "hired": ""})
