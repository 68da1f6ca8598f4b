"""Two at once: exactly one act is done and leaves its row, the other is told; nobody meets a fault of ours."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

import pytest

from gaodi.ground.actions.units import add_unit
from gaodi.ground.models import AuditRow, Post, Role, UnitKind
from gaodi.supervision.actions.commitments import close_out, issue, receive, reopen, urge
from gaodi.supervision.actions.drafts import confirm_draft, correct_rows
from gaodi.supervision.actions.naming import name_open_end
from gaodi.supervision.actions.reports import (
    accept_report,
    save_report,
    send_back,
    submit_report,
    withdraw_report,
)
from gaodi.supervision.models import Closure, Commitment, DutyRole, Edition, Report, ReportState, Urge
from tests.cast import make_post
from tests.supervision.conftest import BASES, SELECTION, TRAINING, draft_of, duty_of, fresh
from tests.supervision.races import race

__all__ = ["race"]  # a fixture of this file

pytestmark = pytest.mark.django_db(transaction=True)


def done(*verbs: str) -> int:
    """How many acts of these kinds the audit knows as done."""
    return AuditRow.objects.filter(verb__in=verbs, outcome="done").count()


def twice(act: Callable[[Post], object], *posts: Post) -> list[Callable[[], object]]:
    return [lambda post=post: act(post) for post in posts]


@pytest.fixture(name="同事")
def second_clerk(教体局) -> Post:
    return make_post(教体局, Role.CLERK, "tongshi", "钱同事")


@pytest.fixture(name="副局长")
def second_head(教体局) -> Post:
    return make_post(教体局, Role.HEAD, "fujuzhang", "郑副局")


@pytest.fixture(name="副主任")
def second_supervisor(督查室) -> Post:
    return make_post(督查室, Role.SUPERVISOR, "fuzhuren", "冯副主任")


def test_a_report_is_accepted_or_sent_back_never_both(race, 填报, 局长, 副局长):
    ends = race(
        lambda: accept_report(填报, by=局长, seen=填报.revision, note="属实"),
        lambda: send_back(填报, by=副局长, seen=填报.revision, note="缺验收单"),
    )

    assert sorted(ends) == ["Overtaken", "办成"]
    assert done("accept_report", "send_back") == 1
    met = fresh(填报.duty.commitment).met_on
    state = Report.objects.get(pk=填报.pk).state
    assert (state, met) in {(ReportState.ACCEPTED, date(2023, 9, 25)), (ReportState.RETURNED, None)}


def test_a_report_is_accepted_or_withdrawn(race, 填报, 局长, 科员):
    ends = race(
        lambda: accept_report(填报, by=局长, seen=填报.revision),
        lambda: withdraw_report(填报, by=科员, seen=填报.revision),
    )

    assert sorted(ends) == ["Overtaken", "办成"]
    assert done("accept_report", "withdraw_report") == 1


def test_two_clerks_begin_one_report(race, 承办, 科员, 同事):
    duty = duty_of(承办.commitment, 承办.unit)

    ends = race(
        *twice(
            lambda post: save_report(
                duty, by=post, seen=None, text=post.person, value=None, claims_met=False
            ),
            科员,
            同事,
        )
    )

    assert sorted(ends) == ["Overtaken", "办成"]
    assert done("save_report") == Report.objects.count() == 1
    assert Report.objects.get().text == Report.objects.get().reported_by.person


def test_a_report_is_handed_in_once(race, 承办, 科员, 同事):
    duty = duty_of(承办.commitment, 承办.unit)
    report = save_report(duty, by=科员, seen=None, text="已挂牌。", value=None, claims_met=False)

    ends = race(*twice(lambda post: submit_report(report, by=post, seen=report.revision), 科员, 同事))

    assert sorted(ends) == ["Overtaken", "办成"]
    assert done("submit_report") == 1


def test_a_duty_is_received_once(race, 交办, 教体局, 科员, 局长):
    duty = duty_of(交办, 教体局)

    ends = race(*twice(lambda post: receive(duty, by=post), 科员, 局长))

    assert sorted(ends) == ["Overtaken", "办成"]
    assert done("receive") == 1


def test_two_units_receive_their_parts_of_one_commitment_at_once(race, 交办, 教体局, 工信局, 科员, 责任经办):
    ends = race(
        lambda: receive(duty_of(交办, 教体局), by=科员),
        lambda: receive(duty_of(交办, 工信局), by=责任经办),
    )

    assert ends == ["办成", "办成"]
    assert done("receive") == 2


def test_commitments_are_given_out_once(race, 承诺, 督查员, 副主任):
    ends = race(*twice(lambda post: issue([承诺], by=post), 督查员, 副主任))

    assert sorted(ends) == ["Overtaken", "办成"]
    assert done("issue") == 1


def test_a_commitment_is_struck_off_once(race, 填报, 局长, 督查员, 副主任):
    accept_report(填报, by=局长, seen=填报.revision)
    met = fresh(填报.duty.commitment)

    ends = race(*twice(lambda post: close_out(met, by=post, seen=met.revision, note="已核"), 督查员, 副主任))

    assert sorted(ends) == ["Overtaken", "办成"]
    assert done("close_out") == Closure.objects.count() == 1


def test_striking_off_and_taking_it_back_do_not_cross(race, 填报, 局长, 督查员, 副主任):
    accept_report(填报, by=局长, seen=填报.revision)
    met = fresh(填报.duty.commitment)
    close_out(met, by=督查员, seen=met.revision, note="已核")
    closed = fresh(met)

    ends = race(
        lambda: close_out(closed, by=督查员, seen=closed.revision, note="已核"),
        lambda: reopen(closed, by=副主任, seen=closed.revision, reason="有举报"),
    )

    assert ends == ["Overtaken", "办成"]
    assert (done("close_out"), done("reopen"), Closure.objects.count()) == (1, 1, 1)


def test_a_unit_is_urged_once(race, 交办, 工信局, 督查员, 副主任):
    duty = duty_of(交办, 工信局)

    ends = race(*twice(lambda post: urge(duty, by=post, text="请签收。"), 督查员, 副主任))

    assert sorted(ends) == ["Refused", "办成"]
    assert done("urge") == Urge.objects.count() == 1


def test_an_open_end_is_named_once(race, 清单, 督查员, 副主任, 审计局):
    task = 清单.tasks.get(no="2")
    end = task.open_ends.select_related("task__task_list__district").get()

    ends = race(*twice(lambda post: name_open_end(end, by=post, units=[审计局], note=""), 督查员, 副主任))

    assert sorted(ends) == ["Overtaken", "办成"]
    assert done("name_open_end") == 1
    assert task.commitments.get().duties.filter(role=DutyRole.RESPONSIBLE, unit=审计局).count() == 1


def test_a_paper_is_confirmed_once(race, files, 督查员, 副主任, 教体局, 工信局):
    draft = draft_of([BASES, TRAINING], 督查员)

    ends = race(*twice(lambda post: confirm_draft(draft, by=post, seen=draft.revision), 督查员, 副主任))

    assert sorted(ends) == ["Overtaken", "办成"]
    assert done("confirm_draft") == Edition.objects.count() == 1
    assert Commitment.objects.count() == 2


def test_of_two_papers_of_one_list_the_second_waits_to_be_compared_with_the_first(race, 清单, 督查员, 副主任):
    papers = [draft_of([BASES, SELECTION], 督查员, task_list=清单) for _ in range(2)]
    papers = [correct_rows(paper, {0: {}}, by=督查员, seen=paper.revision) for paper in papers]

    ends = race(
        *(
            lambda paper=paper, post=post: confirm_draft(paper, by=post, seen=paper.revision)
            for paper, post in zip(papers, (督查员, 副主任), strict=True)
        )
    )

    assert sorted(ends) == ["Overtaken", "办成"]
    assert sorted(清单.editions.values_list("number", flat=True)) == [1, 2]


def test_a_unit_is_entered_once(race, 环翠区, 督查员, 副主任):
    said = {"district": 环翠区, "key": "new-bureau", "name": "区新设局", "kind": UnitKind.GOVERNMENT}

    ends = race(*twice(lambda post: add_unit(by=post, **said), 督查员, 副主任))

    assert set(ends) in ({"Overtaken", "办成"}, {"Refused", "办成"})
    assert done("add_unit") == 1
