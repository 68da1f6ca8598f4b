"""What the desk asks of a post and waits for: gathered by task, with who urged, in a fixed number of queries."""

from __future__ import annotations

from datetime import date

from gaodi.bedrock import clock
from gaodi.ground.registry import obligations_of, waiting_of
from gaodi.supervision.actions.commitments import issue, receive, urge
from gaodi.supervision.actions.reports import send_back
from gaodi.supervision.models import Commitment, Duty
from tests.supervision.conftest import duty_of, fresh
from tests.supervision.pages import questions


def three_for(commitment: Commitment, by) -> list[Commitment]:
    """Two more commitments in the same task, borne by the same units; all three given out."""
    for number in ("2", "3"):
        more = fresh(commitment)
        more.pk, more.key, more.title = None, number, f"第{number}件"
        more.save()
        for duty in commitment.duties.all():
            Duty.objects.create(commitment=more, unit=duty.unit, role=duty.role, order=duty.order)
    return issue(commitment.task.commitments.order_by("pk"), by=by, report_every="quarter")


# ------------------------------------------------------------------ what is to be done


def test_what_is_received_in_one_press_is_one_line(承诺, 督查员, 责任经办):
    three_for(承诺, 督查员)

    (line,) = obligations_of(责任经办)

    assert (line.what, line.about) == ("签收：任务1的3条承诺", str(承诺.task))
    assert line.why == "责任单位；10月20日交办"


def test_who_urged_and_with_what_words_is_said_before_the_rest(交办, 工信局, 督查员, 责任经办):
    urge(duty_of(交办, 工信局), by=督查员, text="请尽快签收。")

    (line,) = obligations_of(责任经办)

    assert line.why == "10月20日区委区政府督查室催办：“请尽快签收。”责任单位；10月20日交办"
    assert line.urged


def test_a_report_answers_the_urging_and_one_sent_back_may_be_urged_again(填报, 承办, 科员, 局长, 督查员):
    send_back(填报, by=局长, seen=填报.revision, note="缺照片。")
    assert [line.urged for line in obligations_of(科员)] == [False]

    with clock.standing_on(date(2023, 10, 24)):
        urge(duty_of(承办.commitment, 承办.unit), by=督查员, text="请重报。")

    (line,) = obligations_of(科员)
    assert line.why == "10月24日区委区政府督查室催办：“请重报。”赵启明10月20日退回：缺照片。"


def test_a_responsible_unit_that_is_urged_finds_it_on_its_desk(承办, 工信局, 督查员, 责任经办):
    duty = receive(duty_of(承办.commitment, 工信局), by=责任经办)
    assert obligations_of(责任经办) == []

    urge(duty, by=督查员, text="请报企业名单。")

    (line,) = obligations_of(责任经办)
    assert (line.what, line.verb) == (f"填报：{承办.commitment.title}", "填报")
    assert line.why.endswith("催办：“请报企业名单。”责任单位经办")


# ------------------------------------------------------------------ what others owe


def test_one_line_a_unit_and_task_however_many_it_owes(承诺, 教体局, 督查员, 科员):
    for commitment in three_for(承诺, 督查员):
        receive(duty_of(commitment, 教体局), by=科员)

    (line,) = waiting_of(科员)

    assert line.what == f"{承诺.task.title}：3条未签收"
    assert line.on_whom == "区工业和信息化局（责任单位）"
    assert line.may_urge


def test_urged_for_one_is_urged_for_all(sign_in, 承诺, 教体局, 工信局, 督查员, 科员):
    for commitment in three_for(承诺, 督查员):
        receive(duty_of(commitment, 教体局), by=科员)

    sign_in(科员).post(waiting_of(科员)[0].urge_url)

    (line,) = waiting_of(科员)
    assert (line.may_urge, line.why_not) == (False, "今天已催")
    assert Duty.objects.filter(unit=工信局, urges__text="请签收任务1交办的3条承诺。").count() == 1


def test_the_desk_asks_the_same_of_one_and_of_three(sign_in, 承诺, 督查员, 责任经办, 科员):
    issue([承诺], by=督查员, report_every="quarter")
    asked = [questions(sign_in(post), "/") for post in (责任经办, 科员, 督查员)]
    承诺.duties.update(issued_at=None)
    承诺.issued_on = None
    承诺.save()
    three_for(承诺, 督查员)

    assert [questions(sign_in(post), "/") for post in (责任经办, 科员, 督查员)] == asked
