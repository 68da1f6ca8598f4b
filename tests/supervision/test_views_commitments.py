"""交办、拟定、调整、终止、销号、恢复: the supervisor's own pages, each with its reason and its refusals."""

from __future__ import annotations

from datetime import date

import pytest
from django.urls import reverse

from gaodi.ground.models import AuditRow, Role
from gaodi.supervision.actions.commitments import change
from gaodi.supervision.actions.reports import accept_report
from gaodi.supervision.forms.commitments import OWN_WORDS, clauses
from gaodi.supervision.models import Commitment, DueBasis, DutyRole
from tests.cast import make_post, make_unit
from tests.supervision.conftest import BASES, TRAINING, confirm, draft_of, fresh
from tests.supervision.pages import questions, words

PAGES = ("commitment_change", "commitment_end", "close_out", "reopen")


def at(name: str, thing) -> str:
    return reverse(name, args=[thing.pk])


@pytest.fixture(name="达到")
def met(填报, 局长) -> Commitment:
    return fresh(accept_report(填报, by=局长, seen=填报.revision).duty.commitment)


# ------------------------------------------------------------------ who


@pytest.mark.parametrize("who", ["科员", "局长", "责任经办", "管理员", "审计员", "外人"])
def test_only_supervisors_decide(sign_in, 清单, 任务, 承诺, request, who):
    browser = sign_in(request.getfixturevalue(who))
    addresses = [at(name, 承诺) for name in PAGES]
    addresses += [at("commitment_add", 任务), reverse("issue", args=[清单.slug])]

    assert {browser.get(address).status_code for address in addresses} == {403}


def test_a_supervisor_of_another_district_finds_nothing(sign_in, 清单, 任务, 承诺, 文登区):
    office = make_unit(文登区, "supervision_office", "文登区督查室", "supervision_office")
    browser = sign_in(make_post(office, Role.SUPERVISOR, "wdducha", "丛一"))
    addresses = [at(name, 承诺) for name in PAGES]
    addresses += [at("commitment_add", 任务), reverse("issue", args=[清单.slug])]

    assert {browser.get(address).status_code for address in addresses} == {404}


# ------------------------------------------------------------------ issuing


def test_issuing_is_one_press_with_its_count(sign_in, 清单, 督查员):
    browser = sign_in(督查员)
    target = reverse("issue", args=[清单.slug])
    page = browser.get(target)
    assert "有3条承诺还没有交办" in words(page)
    assert "交办全部3条" in words(page)

    chosen = [each.pk for each in page.context["commitments"]]
    answer = browser.post(target, {"commitments": chosen, "report_every": "quarter"})

    assert answer.headers["Location"] == reverse("list", args=[清单.slug])
    assert Commitment.objects.filter(issued_on=None).count() == 0
    assert set(Commitment.objects.values_list("report_every", flat=True)) == {"quarter"}
    assert "全部承诺都已交办" in words(browser.get(target))


def test_from_a_task_only_its_own_are_ticked(sign_in, 清单, 任务, 督查员):
    target = reverse("issue", args=[清单.slug], query={"task": 任务.pk})

    page = sign_in(督查员).get(target)

    assert page.context["ticked"] == {任务.commitments.get().pk}
    assert "交办所选的（现选1条）" in words(page)


def test_issuing_nothing_is_refused(sign_in, 清单, 督查员):
    answer = sign_in(督查员).post(reverse("issue", args=[清单.slug]), {"report_every": ""})

    assert answer.status_code == 422
    assert "承诺：没有选承诺" in words(answer)


def test_what_is_issued_already_cannot_be_issued_again(sign_in, 清单, 交办, 督查员):
    answer = sign_in(督查员).post(reverse("issue", args=[清单.slug]), {"commitments": [交办.pk]})

    assert answer.status_code == 422


def test_as_many_queries_for_one_as_for_two(sign_in, files, 督查员, 教体局, 工信局):
    one = confirm(draft_of([BASES], 督查员, title="一"), 督查员).task_list
    two = confirm(draft_of([BASES, TRAINING], 督查员, title="二"), 督查员).task_list
    browser = sign_in(督查员)

    assert questions(browser, reverse("issue", args=[one.slug])) == questions(
        browser, reverse("issue", args=[two.slug])
    )


# ------------------------------------------------------------------ writing


def written(**said):
    return {
        "clause": "建设2个学徒基地",
        "title": "第二批基地",
        "kind": "quantity",
        "strength": "plain",
        "direction": "at_least",
        "target_value": "2",
        "target_unit": "个",
        "due": "2023-12-31",
        "due_basis": "year_end",
    } | said


def test_a_commitment_is_drawn_up_on_a_quote_of_the_paper(sign_in, 任务, 教体局, 工信局, 督查员):
    browser = sign_in(督查员)
    said = written(owner=教体局.pk, units=[教体局.pk, 工信局.pk])

    answer = browser.post(at("commitment_add", 任务), said)

    assert answer.status_code == 302
    made = Commitment.objects.get(title="第二批基地")
    assert (made.quote, made.due, made.owner) == ("建设2个学徒基地", date(2023, 12, 31), 教体局)
    assert sorted(made.duties.values_list("role", flat=True)) == [DutyRole.CONSOLIDATOR, DutyRole.RESPONSIBLE]


@pytest.mark.parametrize(
    ("said", "sentence"),
    [
        ({"clause": ""}, "还没有选。"),
        ({"clause": OWN_WORDS, "quote": ""}, "还没有照抄。"),
        ({"clause": OWN_WORDS, "quote": "建设三个基地"}, "“建设三个基地”不是任务原文里的话。"),
        ({"target_unit": ""}, "有目标值的要写计量单位。"),
        ({"begins": "2024-1-1"}, "时限早于开始日期。"),
        ({"due": "年底"}, "没有看懂"),
    ],
)
def test_what_is_wrong_is_said_and_nothing_written(sign_in, 任务, 教体局, 督查员, said, sentence):
    typed = written(owner=教体局.pk, units=[教体局.pk]) | said

    answer = sign_in(督查员).post(at("commitment_add", 任务), typed)

    assert answer.status_code == 422
    assert sentence in words(answer)
    assert answer.context["form"]["title"].value() == "第二批基地"
    assert Commitment.objects.filter(task=任务).count() == 1


def test_the_owner_must_bear_what_it_owns(sign_in, 任务, 教体局, 工信局, 督查员):
    typed = written(owner=教体局.pk, units=[工信局.pk])

    answer = sign_in(督查员).post(at("commitment_add", 任务), typed)

    assert answer.status_code == 422
    assert "主责单位区教育体育局不在牵头单位里。" in words(answer)


def test_a_date_without_basis_is_set_by_the_office_and_no_date_has_none(sign_in, 任务, 教体局, 督查员):
    browser = sign_in(督查员)
    typed = written(owner=教体局.pk, units=[教体局.pk])

    browser.post(at("commitment_add", 任务), typed | {"title": "甲", "due_basis": ""})
    browser.post(at("commitment_add", 任务), typed | {"title": "乙", "due": "", "due_basis": "printed"})

    assert Commitment.objects.get(title="甲").due_basis == DueBasis.SET
    assert Commitment.objects.get(title="乙").due_basis == ""


def changed(commitment: Commitment, **said):
    return (
        written(
            clause=commitment.quote,
            title=commitment.title,
            owner=commitment.owner_id,
            seen=commitment.revision,
        )
        | {"note": ""}
        | said
    )


def test_before_issuing_a_change_needs_no_reason(sign_in, 承诺, 督查员):
    sign_in(督查员).post(at("commitment_change", 承诺), changed(承诺, title="建成2个基地"))

    assert fresh(承诺).title == "建成2个基地"


def test_after_issuing_a_change_needs_a_reason_and_both_values_are_kept(sign_in, 交办, 督查员):
    browser = sign_in(督查员)
    later = changed(fresh(交办), due="2024年6月30日", due_basis="set")

    refused = browser.post(at("commitment_change", 交办), later)
    assert refused.status_code == 422
    assert "已经交办的承诺，调整要写理由。" in words(refused)

    assert browser.post(at("commitment_change", 交办), later | {"note": "专题会议纪要"}).status_code == 302
    row = AuditRow.objects.filter(verb="change", outcome="done").get()
    assert '"due":["2023-12-31","2024-06-30"]' in row.changes
    assert row.note == "专题会议纪要"


def test_opening_and_pressing_changes_nothing(sign_in, 承诺, 督查员):
    browser = sign_in(督查员)
    form = browser.get(at("commitment_change", 承诺)).context["form"]
    typed = {bound.name: bound.value() for bound in form if bound.value() not in (None, False)}

    browser.post(at("commitment_change", 承诺), typed)

    assert AuditRow.objects.get(verb="change").changes == "{}"


def test_who_was_slower_keeps_what_was_typed(sign_in, 承诺, 督查员):
    mine = changed(承诺, title="我的改法")
    change(承诺, by=督查员, seen=承诺.revision, note="", title="同事的改法")
    browser = sign_in(督查员)

    answer = browser.post(at("commitment_change", 承诺), mine)

    assert answer.status_code == 409
    assert "刚才已有人办理" in words(answer)
    assert "最近一次办理：周明远（区委区政府督查室）：调整承诺。" in words(answer)
    assert "这一条承诺同事的改法" in words(answer)
    assert answer.context["form"]["title"].value() == "我的改法"

    browser.post(at("commitment_change", 承诺), mine | {"seen": answer.context["form"]["seen"].value()})
    assert fresh(承诺).title == "我的改法"


def test_a_verdict_on_its_report_overtakes_a_striking_off(sign_in, 达到, 督查员):
    answer = sign_in(督查员).post(at("close_out", 达到), {"note": "材料齐全", "seen": 达到.revision - 1})

    assert answer.status_code == 409
    assert "最近一次办理：赵启明（区教育体育局）：审核通过。" in words(answer)


def test_ending_takes_it_out_of_the_list_with_a_reason(sign_in, 承诺, 任务, 督查员):
    browser = sign_in(督查员)
    assert browser.post(at("commitment_end", 承诺), {"note": "", "seen": 承诺.revision}).status_code == 422

    browser.post(at("commitment_end", 承诺), {"note": "文件废止", "seen": 承诺.revision})

    assert fresh(承诺).ended_on is not None
    assert "共0条，已销号0条" in words(browser.get(at("task", 任务)))
    assert browser.get(at("commitment_end", 承诺)).status_code == 404


# ------------------------------------------------------------------ striking off


def test_what_is_met_is_struck_off_with_an_opinion_and_reopened_with_a_reason(sign_in, 达到, 任务, 督查员):
    browser = sign_in(督查员)
    assert "达到日期2023年9月25日" in words(browser.get(at("close_out", 达到)))

    browser.post(at("close_out", 达到), {"note": "现场看过", "seen": 达到.revision})
    closed = fresh(达到)
    assert closed.closed_on is not None

    browser.post(at("reopen", 达到), {"note": "挂牌不实", "seen": closed.revision})
    reopened = fresh(达到)
    assert (reopened.closed_on, reopened.met_on) == (None, None)
    page = words(browser.get(at("task", 任务)))
    assert "现场看过（周明远）" in page
    assert "恢复督办建设2个学徒基地：挂牌不实（周明远）" in page


def test_the_finding_may_stand(sign_in, 达到, 督查员):
    browser = sign_in(督查员)
    browser.post(at("close_out", 达到), {"note": "现场看过", "seen": 达到.revision})

    sent = {"note": "再核一次", "met_stands": "on", "seen": fresh(达到).revision}
    browser.post(at("reopen", 达到), sent)

    assert str(fresh(达到).met_on) == "2023-09-25"


def test_what_is_not_met_is_not_struck_off(sign_in, 交办, 督查员):
    answer = sign_in(督查员).post(at("close_out", 交办), {"note": "可以了", "seen": fresh(交办).revision})

    assert answer.status_code == 422
    assert "还没有审核通过、达到目标的填报，不能销号。" in words(answer)
    assert answer.context["form"]["note"].value() == "可以了"


# ------------------------------------------------------------------ picking a quote


def test_sentences_and_clauses_are_offered_once_each():
    assert clauses("到2023年，建设2个学徒基地。建设2个学徒基地；加强领导") == [
        "到2023年，建设2个学徒基地。",
        "建设2个学徒基地；",
        "加强领导",
        "到2023年",
        "建设2个学徒基地",
    ]
