"""Listed firms, their payments and incentives."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

import pytest

from gaodi.ground.models import Role, UnitKind
from gaodi.ground.refusals import NotYours, Refused
from gaodi.registers.declaration import REGISTERS
from gaodi.registers.queries.findings import findings_of
from tests.cast import make_post, make_unit
from tests.registers.entering import ask, credit_code, enter, know, objections, settle

LISTING = {
    "subject": credit_code(1),
    "label": "海邦精工有限公司",
    "level": "省级",
    "valid_from": "2022-04-01",
}
PAYMENT = {
    "subject": credit_code(1),
    "label": "智能制造实训基地",
    "valid_from": "2023-04-12",
    "category": "实训基地",
    "voucher_no": "银付2023-0412",
    "amount": "300,000.00",
    "subsidy_received": "0",
}


@pytest.fixture(name="发改局")
def development_reform_bureau(环翠区):
    return make_unit(环翠区, "development_reform_bureau", "区发改局")


@pytest.fixture(name="发改经办")
def its_clerk(发改局):
    return make_post(发改局, Role.CLERK, "fagai", "丁一鸣")


@pytest.fixture(name="发改局长")
def its_head(发改局):
    return make_post(发改局, Role.HEAD, "fagaijuzhang", "戚海")


@pytest.fixture(name="蔚蓝人事")
def clerk_of_another_firm(环翠区):
    firm = make_unit(环翠区, "weilan", "蔚蓝食品有限公司", UnitKind.ENTERPRISE)
    return make_post(firm, Role.CLERK, "moran", "莫然")


# ------------------------------------------------------------------ the list


def test_a_listing_is_entered_by_one_person_and_verified_by_another(发改经办, 发改局长):
    row = enter("ie-enterprises", 发改经办, **LISTING, stage="入库")

    with pytest.raises(NotYours, match=r"^这一条是您自己填报的，要由另一个人审核。$"):
        settle("ie-enterprises", row, 发改经办)
    settle("ie-enterprises", row, 发改局长)
    assert ask("ie_enterprises.listed", 发改局长).value == 1


def test_a_firm_on_two_lists_is_one_firm(发改经办, 发改局长):
    know("ie-enterprises", 发改经办, 发改局长, **LISTING)
    know("ie-enterprises", 发改经办, 发改局长, **LISTING | {"level": "市级"})

    assert ask("ie_enterprises.listed", 发改局长).value == 1
    assert ask("ie_enterprises.listed_by_province", 发改局长).value == 1


def test_a_firm_is_certified_from_the_day_of_its_certificate(发改经办, 发改局长):
    know("ie-enterprises", 发改经办, 发改局长, **LISTING, stage="认证", certified_on="2023-04-01")

    assert ask("ie_enterprises.certified", 发改局长, date(2023, 3, 31)).value == 0
    assert ask("ie_enterprises.certified", 发改局长, date(2023, 4, 1)).value == 1


def test_a_firm_in_the_library_is_known_not_to_be_certified(发改经办, 发改局长):
    know("ie-enterprises", 发改经办, 发改局长, **LISTING, stage="入库")

    found = ask("ie_enterprises.certified", 发改局长)

    assert (found.state, found.value) == ("value", 0)


def test_a_removed_firm_is_off_the_list_on_that_day(发改经办, 发改局长):
    know("ie-enterprises", 发改经办, 发改局长, **LISTING, removed_on="2024-03-10", reason="弄虚作假")

    assert ask("ie_enterprises.listed", 发改局长, date(2024, 3, 9)).value == 1
    assert ask("ie_enterprises.listed", 发改局长, date(2024, 3, 10)).value == 0


@pytest.mark.parametrize(
    ("typed", "sentence"),
    [
        ({"removed_on": "2024-03-10"}, "退出原因：填了退出日期，没有填退出原因。请从下拉框里选一个。"),
        ({"reason": "其他"}, "退出日期：填了退出原因，没有填退出日期。请填退出文件的日期。"),
        ({"stage": "认证"}, "认证日期：已在认证目录，没有填认证日期。请补填这一格。"),
        ({"plan_published_on": "2022-03-31"}, "三年规划公布日期：早于入库日期。请对照原件改正。"),
        (
            {"stage": "入库", "certified_on": "2023-04-01"},
            "认证日期：这一行不适用这一栏。请清空这一格，或改正它所依据的那一栏。",
        ),
    ],
)
def test_a_listing_that_contradicts_itself_is_refused(发改经办, typed, sentence):
    with pytest.raises(Refused) as refused:
        enter("ie-enterprises", 发改经办, **LISTING, **typed)

    assert str(refused.value) == sentence


# ------------------------------------------------------------------ payments


def test_payments_count_in_the_year_they_were_paid(企业人事, 科员):
    know("investments", 企业人事, 科员, **PAYMENT)
    know(
        "investments", 企业人事, 科员, **PAYMENT | {"voucher_no": "银付2022-0007", "valid_from": "2022-12-31"}
    )

    assert ask("investments.paid", 科员).value == Decimal(300_000)
    assert ask("investments.payers", 科员).value == 1


def test_only_what_the_text_names_without_subsidy_is_eligible(企业人事, 科员):
    know("investments", 企业人事, 科员, **PAYMENT)
    know("investments", 企业人事, 科员, **PAYMENT | {"voucher_no": "2", "category": "捐赠"})
    know("investments", 企业人事, 科员, **PAYMENT | {"voucher_no": "3", "subsidy_received": "1"})

    assert ask("investments.eligible", 科员).value == Decimal(300_000)
    assert ask("investments.paid", 科员).value == Decimal(900_000)


def test_a_subsidy_that_nobody_knows_leaves_it_unknown(企业人事, 科员):
    know("investments", 企业人事, 科员, **PAYMENT | {"subsidy_received": None})

    assert ask("investments.eligible", 科员).state == "unknown"


def test_what_was_withdrawn_is_summed_apart(企业人事, 科员):
    know("investments", 企业人事, 科员, **PAYMENT)
    withdrawn = {"voucher_no": "2", "withdrawn_on": "2023-11-01", "withdrawn_amount": "100000"}
    know("investments", 企业人事, 科员, **PAYMENT | withdrawn)

    assert ask("investments.withdrawn", 科员).value == Decimal(100_000)


@pytest.mark.parametrize(
    ("typed", "sentence"),
    [
        ({"voucher_no": ""}, "付款凭证号：没有填。请填写付款凭证号。"),
        ({"subsidy_received": "300000.01"}, "其中：财政补贴返还：财政补贴多于付款金额。请核对两栏的数。"),
        ({"withdrawn_on": "2023-04-11"}, "撤回或转让日期：撤回早于付款。请对照原件改正。"),
        ({"withdrawn_amount": "1"}, "撤回或转让日期：填了撤回金额，没有填日期。请填撤回或转让的日期。"),
    ],
)
def test_a_payment_that_contradicts_itself_is_refused(企业人事, typed, sentence):
    with pytest.raises(Refused) as refused:
        enter("investments", 企业人事, **PAYMENT | typed)

    assert str(refused.value) == sentence


def test_what_a_person_must_judge_is_entered_with_a_warning():
    typed = {
        "category": "土地等实物投入",
        "subsidy_received": "5",
        "valid_from": "2018-12-31",
        "amount": "10",
    }

    assert objections("investments", warning=True, **PAYMENT | typed) == [
        "文件没有列明这一类投资",
        "有财政补贴返还",
        "付款在2019年1月1日以前，不能抵免",
    ]
    assert objections("investments", **PAYMENT | typed) == []


def test_one_voucher_of_two_firms_is_found_by_who_verifies(企业人事, 蔚蓝人事, 科员, 发改经办):
    know("investments", 企业人事, 科员, **PAYMENT, invoice_no="00112233")
    enter("investments", 蔚蓝人事, **PAYMENT | {"subject": credit_code(2)}, invoice_no="00112233")

    words = [each.word for each in findings_of(REGISTERS["investments"], 发改经办)]

    assert words == ["两家企业用同一张付款凭证填报投资", "同一张发票在两家企业填报"]
    assert findings_of(REGISTERS["investments"], 企业人事) == []


def test_a_bureau_enters_no_payments(科员):
    with pytest.raises(NotYours, match=r"^产教融合投资台账不由区教育体育局填报。$"):
        enter("investments", 科员, **PAYMENT)


# ------------------------------------------------------------------ incentives


def test_incentives_are_counted_and_summed_by_kind(发改经办, 发改局长):
    loan = {
        "subject": credit_code(1),
        "label": "技改贷款",
        "valid_from": "2023-06-01",
        "document_no": "威商银贷〔2023〕8号",
    }
    know("incentives", 发改经办, 发改局长, **loan, kind="金融", amount="200")
    know("incentives", 发改经办, 发改局长, **loan | {"document_no": "环信〔2023〕1号", "kind": "信用"})

    assert ask("incentives.banking", 发改局长).value == 1
    assert ask("incentives.banking_amount", 发改局长).value == Decimal(2_000_000)
    assert ask("incentives.credit", 发改局长).value == 1
    assert ask("incentives.firms", 发改局长).value == 1


def test_credit_standing_has_no_amount(发改经办):
    with pytest.raises(Refused, match=r"^金额：这一行不适用这一栏。"):
        enter(
            "incentives",
            发改经办,
            subject=credit_code(1),
            label="信用激励",
            valid_from="2023-06-01",
            document_no="环信〔2023〕1号",
            kind="信用",
            amount="1",
        )
