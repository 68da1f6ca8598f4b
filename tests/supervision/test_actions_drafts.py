"""A paper between reading and confirmation, and what a new edition does to its list."""

from __future__ import annotations

from dataclasses import replace

import pytest

from gaodi.ground.models import Role
from gaodi.ground.refusals import NotYours, Overtaken, Refused
from gaodi.supervision.actions.commitments import issue
from gaodi.supervision.actions.drafts import (
    confirm_draft,
    correct_rows,
    discard_draft,
    drop_row,
    name_draft,
    settle_name,
    take_in,
    unsettled,
)
from gaodi.supervision.models import Commitment, Draft, NamedBody, Task, TaskList
from gaodi.supervision.queries.editions import changes
from tests.cast import make_post
from tests.supervision.conftest import BASES, SELECTION, TODAY, TRAINING, confirm, draft_of, fresh, row


def test_until_it_is_confirmed_nothing_of_a_paper_is_in_a_list(files, 督查员, 教体局, 工信局):
    draft_of([BASES, TRAINING], 督查员)

    assert not TaskList.objects.exists()
    assert not Task.objects.exists()


def test_a_confirmed_paper_is_a_list_with_commitments_drawn_from_its_words(清单, 教体局):
    task = 清单.tasks.get(no="1")
    commitment = task.commitments.get()

    assert [t.no for t in 清单.tasks.all()] == ["1", "2", "3"]
    assert (commitment.target_value, commitment.target_unit) == (2, "个")
    assert (str(commitment.due), commitment.due_basis) == ("2023-12-31", "year_end")
    assert commitment.owner == 教体局
    assert [(d.unit.name, d.role) for d in commitment.duties.all()] == [
        ("区教育体育局", "consolidator"),
        ("区工业和信息化局", "responsible"),
    ]
    assert [end.printed for end in 清单.tasks.get(no="2").open_ends.all()] == ["等"]


def test_a_name_nobody_knows_must_be_settled_and_makes_no_unit(files, 督查员, 教体局, 工信局):
    draft = draft_of([replace_lead(BASES, "区教育和体育事业局")], 督查员)
    assert unsettled(draft) == ["区教育和体育事业局"]
    draft = correct_rows(draft, {0: {}}, by=督查员, seen=draft.revision)
    with pytest.raises(Refused, match="1个单位没有认定：区教育和体育事业局"):
        confirm_draft(draft, by=督查员, seen=draft.revision)

    draft = settle_name(draft, "区教育和体育事业局", by=督查员, seen=draft.revision, unit=教体局)
    edition = confirm_draft(draft, by=督查员, seen=draft.revision)

    body = NamedBody.objects.get(text__edition=edition, role="lead")
    assert (body.printed, body.unit) == ("区教育和体育事业局", 教体局)
    assert type(教体局).objects.filter(district=教体局.district).count() == 3


def test_a_body_that_is_not_named_becomes_an_open_end(files, 督查员, 教体局, 工信局):
    draft = draft_of([row("1", "共同推进。", responsible=["有关行业主管部门"], open_ended=True)], 督查员)
    draft = settle_name(draft, "有关行业主管部门", by=督查员, seen=draft.revision, unit=None)

    edition = confirm(draft, 督查员)

    task = edition.task_list.tasks.get()
    assert [end.printed for end in task.open_ends.all()] == ["有关行业主管部门"]
    assert [d.unit for d in task.commitments.get().duties.all()] == [教体局]


def test_a_doubt_must_have_been_looked_at(files, 督查员, 教体局):
    doubtful = row("1", "共同推进。")
    doubtful.doubts = [("lead[0]", "单位名在原文中断成两行，已并作一个。")]
    draft = draft_of([doubtful], 督查员)

    with pytest.raises(Refused, match="1处存疑没有看过"):
        confirm_draft(draft, by=督查员, seen=draft.revision)


def test_a_corrected_row_keeps_what_was_read_beside_what_stands(files, 督查员, 教体局, 工信局):
    draft = draft_of([BASES], 督查员)

    draft = correct_rows(draft, {0: {"responsible": []}}, by=督查员, seen=draft.revision)

    assert draft.as_read[0]["responsible"] == ["区工业和信息化局"]
    assert draft.rows[0]["responsible"] == []
    assert list(draft.names) == ["区教育体育局"]


def test_correcting_what_a_colleague_has_corrected_is_refused(files, 督查员, 教体局, 工信局):
    draft = draft_of([BASES, TRAINING], 督查员)
    seen = draft.revision
    correct_rows(draft, {0: {"no": "一"}}, by=督查员, seen=seen)

    with pytest.raises(Overtaken):
        drop_row(draft, 0, by=督查员, seen=seen)


def test_a_row_without_any_unit_is_not_confirmed(files, 督查员, 教体局):
    draft = draft_of([row("1", "共同推进。", lead=[])], 督查员)
    draft = correct_rows(draft, {0: {}}, by=督查员, seen=draft.revision)

    with pytest.raises(Refused, match="第1项没有单位"):
        confirm_draft(draft, by=督查员, seen=draft.revision)


def test_a_discarded_draft_leaves_no_rows(files, 督查员, 教体局, 工信局):
    draft = discard_draft(draft_of([BASES], 督查员), by=督查员)

    assert (draft.state, draft.rows) == ("discarded", [])
    with pytest.raises(Overtaken):
        discard_draft(draft, by=督查员)


@pytest.mark.parametrize("who", ["科员", "局长", "责任经办", "管理员", "审计员", "外人"])
def test_only_a_supervisor_brings_in_papers(files, request, who):
    with pytest.raises(NotYours):
        take_in([b"x"], "a.txt", by=request.getfixturevalue(who))

    assert not Draft.objects.exists()


# ------------------------------------------------------------------ a new edition


def replace_lead(given, *names):
    return replace(given, lead=list(names))


@pytest.fixture(name="新稿")
def second_paper(清单, 督查员, 审计局) -> Draft:
    """Task 1 with three bases and another body; task 2 as it was; task 3 gone; one task more."""
    changed = replace(
        BASES,
        text="到2023年，建设3个学徒基地。",
        responsible=["区审计局"],
        targets=[{"value": 3, "unit": "个", "of": None, "what": "学徒基地"}],
    )
    added = row("3", "建立校企联席会议制度。")
    return draft_of([changed, TRAINING, added], 督查员, task_list=清单)


def test_a_new_edition_says_what_is_the_same_changed_added_and_ended(新稿):
    said = [(change.what, change.task.title if change.task else None) for change in changes(新稿)]

    assert said == [
        ("changed", "建设2个学徒基地"),
        ("same", "支持企业参与职业培训"),
        ("added", None),
        ("ended", "每年遴选学生参加培养"),
    ]
    assert changes(新稿)[0].fields == ("任务内容", "责任单位")


def test_a_new_edition_keeps_the_work_done_on_the_rest(承办, 新稿, 督查员, 教体局, 工信局, 审计局):
    before = fresh(承办.commitment)

    edition = confirm(新稿, 督查员)

    after = fresh(before)
    assert edition.number == 2
    assert (after.received_on, after.ended_on) == (before.received_on, None)
    standing = after.duties.filter(ended_on=None).values_list("unit__name", flat=True)
    assert set(standing) == {"区教育体育局", "区审计局"}
    assert after.duties.get(unit=工信局).ended_on == TODAY
    assert after.duties.get(unit=审计局).issued_at is not None, (
        "a body that joins an issued commitment is told at once"
    )
    assert after.doubts == ["新版原文已没有这句话，请督查员核对。"]


def test_what_the_new_paper_no_longer_has_ends(清单, 新稿, 督查员):
    selection = 清单.tasks.get(no="3")

    confirm(新稿, 督查员)

    selection.refresh_from_db()
    assert selection.ended_on == TODAY
    assert Commitment.objects.get(task=selection).ended_on == TODAY
    assert 清单.tasks.filter(ended_on=None, no="3").get().title == "建立校企联席会议制度"


def test_the_same_paper_again_changes_nothing(清单, 督查员):
    issue(Commitment.objects.select_related("task__task_list__district"), by=督查员)
    before = list(Commitment.objects.order_by("pk").values())

    confirm(draft_of([BASES, TRAINING, SELECTION], 督查员, task_list=清单), 督查员)

    assert list(Commitment.objects.order_by("pk").values()) == before


def test_a_person_may_say_that_a_row_is_a_new_task(新稿, 督查员, 清单):
    draft = correct_rows(新稿, {0: {"task": None}}, by=督查员, seen=新稿.revision)

    assert [change.what for change in changes(draft)] == ["added", "same", "added", "ended", "ended"]


def test_a_paper_may_be_made_an_edition_after_reading(files, 清单, 督查员):
    draft = draft_of([BASES], 督查员)

    draft = name_draft(
        draft, by=督查员, seen=draft.revision, title="学徒基地任务清单（修订）", task_list=清单
    )

    assert [change.what for change in changes(draft)] == ["same", "ended", "ended"]


def test_a_second_paper_is_not_confirmed_before_it_was_compared_with_the_first(清单, 督查员):
    first, second = (draft_of([BASES, SELECTION], 督查员, task_list=清单) for _ in range(2))
    second = correct_rows(second, {0: {}, 1: {}}, by=督查员, seen=second.revision)
    confirm(first, 督查员)

    with pytest.raises(Overtaken):
        confirm_draft(second, by=督查员, seen=second.revision)

    second.refresh_from_db()
    assert confirm_draft(second, by=督查员, seen=second.revision).number == 3


def test_an_open_end_that_the_new_paper_closes_leaves_the_queue(清单, 督查员):
    named = replace(TRAINING, open_ended=False, responsible=["区工业和信息化局", "区教育体育局"])

    confirm(draft_of([BASES, named, SELECTION], 督查员, task_list=清单), 督查员)

    assert not 清单.tasks.get(no="2").open_ends.exists()


def test_a_supervisor_of_another_district_confirms_nothing(files, 督查员, 教体局, 工信局, 文登教体局):
    draft = draft_of([BASES], 督查员)
    next_door = make_post(文登教体局, Role.SUPERVISOR, "linqu", "邻区人")

    with pytest.raises(NotYours):
        confirm_draft(draft, by=next_door, seen=draft.revision)


def test_a_sentence_in_the_place_of_a_unit_is_refused(files, 督查员, 教体局):
    draft = draft_of([row("1", "共同推进。", lead=["区教育体育局", "各有关单位" * 30])], 督查员)
    draft = correct_rows(draft, {0: {}}, by=督查员, seen=draft.revision)

    with pytest.raises(Refused, match="有150个字，不像单位名称"):
        confirm_draft(draft, by=督查员, seen=draft.revision)


def test_a_figure_too_large_for_a_target_stays_in_the_words(files, 督查员, 教体局):
    huge = {"value": 12345678901234567890, "unit": "个", "of": None, "what": "岗位"}
    edition = confirm(draft_of([row("1", "新增岗位。", targets=[huge])], 督查员), 督查员)

    assert [each.target_value for each in Commitment.objects.filter(task__task_list=edition.task_list)] == [
        None
    ]


def test_a_new_date_in_the_paper_moves_no_commitment_but_is_asked_about(承办, 督查员, 清单):
    later = replace(BASES, deadlines=["2024-06-30"])

    confirm(draft_of([later, TRAINING, SELECTION], 督查员, task_list=清单), 督查员)

    after = fresh(承办.commitment)
    assert str(after.due) == "2023-12-31"
    assert after.doubts == ["新版原文时限为2024年6月30日，请督查员核对。"]
