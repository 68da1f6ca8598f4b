"""Where the owner's last report stands, as the reason beside a light."""

from __future__ import annotations

from datetime import date

import pytest
from django.db.models import Q

from gaodi.bedrock import clock
from gaodi.ground.models import Role
from gaodi.supervision import lights
from gaodi.supervision.actions.commitments import receive
from gaodi.supervision.actions.reports import accept_report, save_report, send_back, submit_report
from gaodi.supervision.models import Commitment
from gaodi.supervision.queries.underway import under_way
from tests.cast import make_post
from tests.supervision.conftest import duty_of, fresh
from tests.supervision.pages import words

LATE = date(2024, 1, 3)


def says(commitment: Commitment) -> str:
    return under_way([fresh(commitment)], Q(duty__commitment=commitment)).get(commitment.pk, "")


def test_what_is_handed_in_waits_for_the_head_by_name(填报, 交办, 局长):
    assert says(交办) == "10月20日填报，待赵启明审核"


def test_of_two_heads_none_is_named(填报, 交办, 局长, 教体局):
    make_post(教体局, Role.HEAD, "fujuzhang", "钱敏")

    assert says(交办) == "10月20日填报，待区教育体育局负责人审核"


def test_what_came_back_is_said_with_its_quarter_even_while_it_is_mended(填报, 交办, 承办, 局长, 科员):
    send_back(填报, by=局长, seen=填报.revision, note="缺照片。")
    save_report(承办, by=科员, seen=None, text="补照片。", value=2, claims_met=False)

    assert says(交办) == "四季度填报10月20日被退回"


def test_what_was_accepted_says_nothing_and_neither_does_another_units_report(
    填报, 交办, 工信局, 局长, 责任经办
):
    accept_report(填报, by=局长, seen=填报.revision, note="")
    Commitment.objects.update(met_on=None)
    duty = receive(duty_of(交办, 工信局), by=责任经办)
    other = save_report(duty, by=责任经办, seen=None, text="提供名单。", value=None, claims_met=False)
    submit_report(other, by=责任经办, seen=other.revision)

    assert says(交办) == ""


@pytest.mark.parametrize(
    ("light", "said"),
    [
        ("at_risk", "四季度填报10月20日被退回"),
        ("overdue", "时限2023年12月31日已过，尚未达到；四季度填报10月20日被退回"),
        ("done_on_time", "2023年9月25日达到"),
    ],
)
def test_it_stands_in_place_of_what_is_missing_and_follows_what_is_late(承诺, light, said):
    承诺.next_report_on, 承诺.due, 承诺.met_on = date(2023, 12, 31), date(2023, 12, 31), date(2023, 9, 25)

    assert lights.why(承诺, light, LATE, "四季度填报10月20日被退回") == said


def test_the_list_and_the_task_say_it_and_keep_the_words_of_the_report(sign_in, 填报, 任务, 责任经办, 管理员):
    with clock.standing_on(LATE):
        browser = sign_in(管理员)
        pages = [words(browser.get(f"/supervision/lists/{任务.task_list.slug}/"))]
        pages.append(words(browser.get(f"/supervision/tasks/{任务.pk}/")))

    for page in pages:
        assert "2023年10月20日填报，待" in page
        assert "两个基地已挂牌" not in page
