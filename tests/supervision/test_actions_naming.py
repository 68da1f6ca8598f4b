"""点名: whom 等 and 有关部门 mean, and what the named units bear from then on."""

from __future__ import annotations

import pytest

from gaodi.ground.refusals import Overtaken, Refused
from gaodi.supervision.actions.drafts import settle_name
from gaodi.supervision.actions.naming import name_open_end
from gaodi.supervision.models import Duty, DutyRole, OpenEnd
from tests.supervision.conftest import confirm, draft_of, row


def test_naming_an_open_end_lets_the_named_units_bear_the_task(清单, 督查员, 审计局):
    task = 清单.tasks.get(no="2")
    end = task.open_ends.select_related("task__task_list__district").get()

    name_open_end(end, by=督查员, units=[审计局], note="按分工")

    commitment = task.commitments.get()
    assert Duty.objects.get(commitment=commitment, unit=审计局).role == DutyRole.RESPONSIBLE
    end.refresh_from_db()
    assert end.closed_by == 督查员
    assert list(end.named.all()) == [审计局]


def test_naming_nobody_needs_a_reason(清单, 督查员):
    end = 清单.tasks.get(no="2").open_ends.select_related("task__task_list__district").get()

    with pytest.raises(Refused, match="没有选单位"):
        name_open_end(end, by=督查员, units=[], note=" ")


def test_an_open_end_is_named_once(清单, 督查员, 审计局):
    end = 清单.tasks.get(no="2").open_ends.select_related("task__task_list__district").get()
    name_open_end(end, by=督查员, units=[审计局], note="")

    with pytest.raises(Overtaken):
        name_open_end(end, by=督查员, units=[审计局], note="")


@pytest.fixture(name="牵头待定")
def lead_to_be_named(files, 督查员, 工信局, 审计局) -> OpenEnd:
    """A task led by 有关部门, with a responsible unit that is known."""
    paper = row("1", "到2023年，建设2个学徒基地。", lead=["有关部门"], responsible=["区工业和信息化局"])
    draft = draft_of([paper], 督查员)
    draft = settle_name(draft, "有关部门", by=督查员, seen=draft.revision, unit=None)
    task = confirm(draft, 督查员).task_list.tasks.get()
    return task.open_ends.select_related("task__task_list__district").get()


def test_a_paper_whose_lead_is_not_named_is_confirmed_and_promises_nothing_yet(牵头待定):
    assert not 牵头待定.task.commitments.exists()


def test_once_the_lead_is_named_the_commitments_are_drawn_up(牵头待定, 督查员, 审计局, 工信局):
    name_open_end(牵头待定, by=督查员, units=[审计局], note="按分工")

    commitment = 牵头待定.task.commitments.get()
    assert commitment.owner == 审计局
    borne = {duty.unit: duty.role for duty in commitment.duties.all()}
    assert borne == {审计局: DutyRole.CONSOLIDATOR, 工信局: DutyRole.RESPONSIBLE}


def test_where_nobody_is_meant_to_lead_the_first_body_does(牵头待定, 督查员, 工信局):
    name_open_end(牵头待定, by=督查员, units=[], note="没有别的单位。")

    assert 牵头待定.task.commitments.get().owner == 工信局


def test_a_second_lead_that_was_left_open_leads(files, 督查员, 教体局, 审计局):
    draft = draft_of([row("1", "共同推进。", lead=["区教育体育局", "有关部门"])], 督查员)
    draft = settle_name(draft, "有关部门", by=督查员, seen=draft.revision, unit=None)
    task = confirm(draft, 督查员).task_list.tasks.get()

    name_open_end(task.open_ends.get(), by=督查员, units=[审计局], note="")

    assert Duty.objects.get(commitment__task=task, unit=审计局).role == DutyRole.LEAD
