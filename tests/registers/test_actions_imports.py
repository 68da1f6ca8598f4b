"""A sheet from hand to register: checked by cell, stored whole or not at all, verified by another."""

from __future__ import annotations

from datetime import date

import pytest

from gaodi.ground.jobs import JobStopped, begin, run_job, stop
from gaodi.ground.models import AuditRow, Job
from gaodi.ground.refusals import NotYours, Overtaken, Refused
from gaodi.registers import jobs
from gaodi.registers.actions import facts, locks
from gaodi.registers.actions.imports import (
    confirm,
    drop,
    hand_in,
    rests_at,
    send_back_batch,
    verify_batch,
)
from gaodi.registers.declaration import REGISTERS
from gaodi.registers.declared.teachers import Teacher
from gaodi.registers.models import FOREVER, Batch, Subject
from gaodi.registers.queries.scope import standing, visible_rows
from gaodi.registers.queries.tallies import seen_of
from tests.registers.entering import enter, id_number, settle
from tests.registers.sheets import HEADINGS, checked, counts, done, stored, teacher, workbook

TEACHERS = REGISTERS["teachers"]


@pytest.fixture(autouse=True)
def everybody_is_there(系统, 教务员, 科员):
    """The house's own post among them."""


def said(batch: Batch) -> dict[str, str]:
    return {each["cell"]: each["sentence"] for each in batch.found["problems"]}


# ------------------------------------------------------------------ the way through


def test_a_sheet_becomes_rows_that_count_once_another_has_verified_them(教务员, 科员):
    batch = checked([teacher(1, 双师等级="中级", 双师认定日期="2023-6-1"), teacher(2)], 教务员)
    assert (batch.state, counts(batch)) == ("ready", {"new": 2, "rows": 2})
    assert not Teacher.objects.exists()

    batch = stored(batch, 教务员)
    assert batch.state == "stored"
    assert verify_batch(batch, by=科员) == 2

    rows = list(standing(visible_rows(TEACHERS, 科员)).order_by("label"))
    assert [(r.label, r.dual_level, r.dual_on, r.sound, r.initials) for r in rows] == [
        ("王安三", None, None, "wangansan", "was"),
        ("王安二", "middle", date(2023, 6, 1), "wanganer", "wae"),
    ]
    assert {r.subject.shown for r in rows} == {"371002********" + id_number(n)[-4:] for n in (1, 2)}
    verbs = list(AuditRow.objects.filter(outcome="done").order_by("pk").values_list("verb", flat=True))
    assert verbs[-5:] == ["hand_in", "check_sheet", "confirm_sheet", "import", "verify_batch"]
    told = AuditRow.objects.get(verb="import")
    assert batch.file.sha256 in told.changes
    assert '"new":[0,2]' in told.changes


def test_the_same_file_twice_changes_nothing(教务员, 科员):
    rows = [teacher(n) for n in range(1, 8)]
    verify_batch(stored(checked(rows[:4], 教务员), 教务员), by=科员)
    stored(checked(rows, 教务员), 教务员)
    before = list(Teacher.objects.order_by("pk").values())
    again = checked(rows, 教务员)
    assert counts(again) == {"same": 7, "rows": 7}
    assert counts(stored(again, 教务员)) == {"same": 7, "rows": 7}
    assert list(Teacher.objects.order_by("pk").values()) == before


def test_a_correction_is_proposed_beside_what_stands(教务员, 科员):
    verify_batch(stored(checked([teacher(1), teacher(2)], 教务员), 教务员), by=科员)
    batch = checked([teacher(1, 职称="高级讲师")], 教务员)
    assert batch.found["changes"] == [
        {
            "row": 2,
            "label": "王安二",
            "kind": "changed",
            "cells": [{"heading": "职称", "was": "讲师", "now": "高级讲师"}],
        }
    ]
    stored(batch, 教务员)
    assert [r.title for r in standing(visible_rows(TEACHERS, 科员))] == ["讲师", "讲师"]
    verify_batch(batch, by=科员)
    assert sorted(r.title for r in standing(visible_rows(TEACHERS, 科员))) == ["讲师", "高级讲师"]
    ended = Teacher.objects.exclude(ended_at=FOREVER).get()
    assert ended.ended_at == Teacher.objects.get(title="高级讲师").counts_from


def test_an_open_row_keeps_its_number_and_one_that_returns_to_what_stands_is_gone(教务员, 科员):
    verify_batch(stored(checked([teacher(1)], 教务员), 教务员), by=科员)
    stored(checked([teacher(1, 职称="助理讲师")], 教务员), 教务员)
    proposed = Teacher.objects.get(open=True)
    stored(checked([teacher(1, 职称="高级讲师")], 教务员), 教务员)
    changed = Teacher.objects.get(open=True)
    assert (changed.pk, changed.title, changed.revision) == (proposed.pk, "高级讲师", proposed.revision + 1)
    assert counts(stored(checked([teacher(1)], 教务员), 教务员)) == {"changed": 1, "rows": 1}
    assert not Teacher.objects.filter(open=True).exists()


def test_a_column_that_is_absent_and_a_row_that_is_left_out_stay_as_they_are(教务员, 科员):
    verify_batch(stored(checked([teacher(1), teacher(2)], 教务员), 教务员), by=科员)
    short = [h for h in HEADINGS if h not in {"职称", "任课类型"}]
    batch = checked([teacher(1, 聘用方式="在编")], 教务员, short)
    assert counts(batch) == {"changed": 1, "rows": 1}
    stored(batch, 教务员)
    row = Teacher.objects.get(open=True)
    assert (row.title, row.kind, row.employment) == ("讲师", "major", "established")
    assert Teacher.objects.filter(open=False, ended_at=FOREVER).count() == 2


# ------------------------------------------------------------------ what is wrong


WRONG = [
    ("身份证号", 3.71e17, "当成了数"),
    ("身份证号", "3.71E+17", "科学计数"),
    ("身份证号", id_number(3)[:17], "17位"),
    ("身份证号", id_number(3)[:17] + ("1" if id_number(3)[17] != "1" else "2"), "最后一位"),
    ("身份证号", "371002198502300011", "出生日期"),
    ("身份证号", None, "没有填"),
    ("身份证号", "371002********0011", "没有这个带星号"),
    ("姓名", None, "没有填"),
    ("姓名", "王" * 81, "81个字"),
    ("到岗日期", None, "没有填"),
    ("到岗日期", "2023年2月30日", "没有30日"),
    ("到岗日期", "去年秋天", "没有看懂"),
    ("离岗日期", "2014-01-01", "早于"),
    ("任课类型", "体育课老师", "只能是"),
    ("聘用方式", "劳务", "只能是"),
    ("职称", "#N/A", "#N/A"),
    ("双师等级", "特级", "只能是"),
    ("双师等级", "高级", "没有填认定日期"),
    ("双师认定日期", "2020-01-01", "不适用"),
    ("任教专业", "数控技术", "不适用"),
]


def test_twenty_kinds_of_errors_are_all_named_by_cell_at_once(教务员):
    rows = [teacher(n) for n in range(1, len(WRONG) + 1)]
    for row, (heading, cell, _) in zip(rows, WRONG, strict=True):
        row[heading] = cell
    rows[16]["双师认定日期"] = "2020-01-01"
    rows[18]["双师等级"] = "未认定"
    rows[19]["任课类型"] = "公共课"
    batch = checked([*rows, teacher(40), teacher(40)], 教务员)

    named = said(batch)
    for row, (heading, _, sentence) in enumerate(WRONG, start=2):
        column = "双师认定日期" if sentence == "没有填认定日期" else heading
        cell = f"教师!{'ABCDEFGHIJK'[HEADINGS.index(column)]}{row}"
        assert sentence in named[cell], (cell, named.get(cell))
    assert named["教师!A23"] == "与第22行重复"
    assert counts(batch)["refused"] == len(WRONG) + 1
    assert batch.found["problems_total"] >= len(WRONG) + 1
    assert batch.marked is not None
    assert id_number(3)[:17] not in str(batch.found)


def test_with_an_error_nothing_is_stored_unless_the_right_rows_are_asked_for(教务员):
    batch = checked([teacher(1), teacher(2, 任课类型="体育")], 教务员)
    with pytest.raises(Refused, match="1处错误"):
        confirm(batch, by=教务员)
    assert not Teacher.objects.exists()
    stored(batch, 教务员, partial=True)
    assert Teacher.objects.count() == 1


def test_a_file_that_is_no_sheet_of_the_register_says_why(教务员):
    batch = hand_in(TEACHERS, [workbook([{"甲": "乙"}], ["甲"])], "a.xlsx", by=教务员)
    done(batch.job)
    batch.refresh_from_db()
    assert batch.state == "refused"
    assert "表头" in batch.found["sentence"]
    drop(batch, by=教务员)
    with pytest.raises(Refused, match=r"\.txt"):
        hand_in(TEACHERS, [b"abc"], "a.txt", by=教务员)


# ------------------------------------------------------------------ ticks


def test_a_blank_over_a_value_is_shown_and_ticked(教务员, 科员):
    verify_batch(stored(checked([teacher(1)], 教务员), 教务员), by=科员)
    batch = checked([teacher(1, 职称=None)], 教务员)
    assert counts(batch) == {"changed": 1, "cleared": 1, "rows": 1}
    assert batch.found["changes"][0]["kind"] == "cleared"
    with pytest.raises(Refused, match="清空"):
        confirm(batch, by=教务员)
    stored(batch, 教务员, blanks=True)
    assert Teacher.objects.get(open=True).title is None


def test_another_persons_proposal_is_overwritten_only_when_ticked(教务员, 校长):
    enter("teachers", 校长, subject=id_number(1), label="王安二", valid_from="2015-9-1", title="助理讲师")
    batch = checked([teacher(1)], 教务员)
    assert counts(batch) == {"changed": 1, "others": 1, "rows": 1}
    with pytest.raises(Refused, match="别人填报"):
        confirm(batch, by=教务员)
    stored(batch, 教务员, others=True)
    row = Teacher.objects.get()
    assert (row.title, row.reported_by) == ("讲师", 教务员)


def test_a_number_with_stars_means_one_of_the_units_own(教务员, 别校教务员, 科员):
    stored(checked([teacher(1)], 教务员), 教务员)
    masked = f"371002********{id_number(1)[-4:]}"
    batch = checked([teacher(1, 身份证号=masked, 职称="高级讲师")], 教务员)
    assert counts(batch) == {"changed": 1, "rows": 1}
    stored(batch, 教务员)
    assert Teacher.objects.get().title == "高级讲师"
    assert "没有这个带星号" in said(checked([teacher(1, 身份证号=masked)], 别校教务员))["教师!A2"]


def test_two_people_of_one_number_with_stars_are_told_apart_by_name(教务员):
    numbers: dict[str, list[str]] = {}
    for n in range(60):
        for year in range(60, 90):
            number = id_number(n, born=f"19{year}0101")
            numbers.setdefault(f"{number[:6]}********{number[-4:]}", []).append(number)
    shown, (one, other, *_) = next((s, found) for s, found in numbers.items() if len(found) > 1)
    stored(checked([teacher(1, 身份证号=one), teacher(2, 身份证号=other)], 教务员), 教务员)
    batch = checked([teacher(2, 身份证号=shown, 职称="高级讲师")], 教务员)
    stored(batch, 教务员)
    assert Teacher.objects.get(title="高级讲师").label == "王安三"
    assert "不止一个人" in said(checked([teacher(5, 身份证号=shown)], 教务员))["教师!A2"]


# ------------------------------------------------------------------ locks, strangers, interruptions


def test_a_locked_period_refuses_at_the_check_and_again_when_stored(教务员, 局长):
    batch = checked([teacher(1), teacher(2, 到岗日期="2016-9-1")], 教务员)
    locks.lock_period(TEACHERS, 教务员.unit, "2015", by=局长, reason="年报已上报")
    job = done(confirm(batch, by=教务员).job)
    assert job.state == "refused"
    batch.refresh_from_db()
    assert (rests_at(batch), Teacher.objects.count()) == ("ready", 0)
    again = checked([teacher(1), teacher(2, 到岗日期="2016-9-1")], 教务员)
    assert "锁定" in said(again)["教师!C2"]
    stored(again, 教务员, partial=True)
    assert Teacher.objects.get().valid_from == date(2016, 9, 1)


def test_a_lifted_value_may_change_in_a_locked_period_and_no_other(教务员, 局长, 科员):
    verify_batch(stored(checked([teacher(1)], 教务员), 教务员), by=科员)
    lock = locks.lock_period(TEACHERS, 教务员.unit, "2015", by=局长, reason="年报已上报")
    locks.lift(lock, TEACHERS, Subject.objects.get(kind="person"), "title", by=局长, reason="笔误")
    assert "锁定" in said(checked([teacher(1, 聘用方式="在编")], 教务员))["教师!C2"]
    batch = stored(checked([teacher(1, 职称="高级讲师")], 教务员), 教务员)
    assert verify_batch(batch, by=科员) == 1


def test_a_locked_period_refuses_the_verification_of_a_sheet(教务员, 局长, 科员):
    batch = stored(checked([teacher(1)], 教务员), 教务员)
    locks.lock_period(TEACHERS, 教务员.unit, "2015", by=局长, reason="年报已上报")
    with pytest.raises(Refused, match="锁定"):
        verify_batch(batch, by=科员)
    assert Teacher.objects.get().open


def test_strangers_neither_import_nor_confirm_nor_verify(教务员, 别校教务员, 科员, 外人, 企业人事):
    with pytest.raises(NotYours):
        hand_in(TEACHERS, [workbook([teacher(1)])], "a.xlsx", by=企业人事)
    batch = checked([teacher(1)], 教务员)
    for act in (confirm, drop):
        with pytest.raises(NotYours):
            act(batch, by=别校教务员)
    batch = stored(batch, 教务员)
    for who in (教务员, 别校教务员, 外人):
        with pytest.raises(NotYours):
            verify_batch(batch, by=who)
        with pytest.raises(NotYours):
            send_back_batch(batch, by=who, reason="不对")
    assert Teacher.objects.get().state == "submitted"


def test_a_sheet_is_sent_back_with_a_reason_and_comes_again(教务员, 科员):
    batch = stored(checked([teacher(1), teacher(2)], 教务员), 教务员)
    with pytest.raises(Refused, match="退回原因"):
        send_back_batch(batch, by=科员, reason=" ")
    assert send_back_batch(batch, by=科员, reason="缺双师证书") == 2
    assert set(Teacher.objects.values_list("state", "returned_because")) == {("returned", "缺双师证书")}
    stored(checked([teacher(1, 职称="高级讲师"), teacher(2)], 教务员), 教务员)
    assert sorted(Teacher.objects.values_list("state", flat=True)) == ["returned", "submitted"]


def test_a_storing_that_is_stopped_leaves_nothing_and_can_be_confirmed_again(教务员, monkeypatch):
    batch = checked([teacher(n) for n in range(1, 9)], 教务员)
    job = confirm(batch, by=教务员).job
    real = jobs.sealed_subjects

    def stopped_now(comparison):
        stop(Job.objects.get(pk=job.pk), by=教务员)
        return real(comparison)

    monkeypatch.setattr(jobs, "sealed_subjects", stopped_now)
    assert done(job).state == "stopped"
    assert (Teacher.objects.count(), Subject.objects.filter(kind="person").count()) == (0, 0)
    monkeypatch.undo()
    batch = Batch.objects.get(pk=batch.pk)
    assert rests_at(batch) == "ready"
    assert counts(stored(batch, 教务员)) == {"new": 8, "rows": 8}


def test_a_fault_while_rows_are_written_leaves_none_of_them(教务员, monkeypatch):
    batch = checked([teacher(1)], 教务员)
    job = confirm(batch, by=教务员).job
    monkeypatch.setattr("gaodi.registers.actions.storing._Writer._update", lambda *_: 1 / 0)
    assert done(job).state == "failed"
    assert (Teacher.objects.count(), Subject.objects.filter(kind="person").count()) == (0, 0)


def test_what_is_written_between_reading_and_storing_is_seen(教务员, 校长, monkeypatch):
    batch = checked([teacher(1)], 教务员)
    job = confirm(batch, by=教务员).job
    real, tries = jobs.sealed_subjects, []

    def meanwhile(comparison):
        tries.append(dict(comparison.counts))
        if len(tries) == 1:
            enter("teachers", 校长, subject=id_number(2), label="王安二", valid_from="2015-9-1", title="教授")
        return real(comparison)

    monkeypatch.setattr(jobs, "sealed_subjects", meanwhile)
    assert done(job).state == "done"
    assert [t["new"] for t in tries] == [1, 1]
    assert sorted(Teacher.objects.values_list("title", flat=True)) == ["教授", "讲师"]


def test_a_tick_is_for_as_many_rows_as_were_shown_and_not_for_more(教务员, 校长):
    batch = checked([teacher(1)], 教务员)
    job = confirm(batch, by=教务员, others=True).job
    enter("teachers", 校长, subject=id_number(1), label="王安二", valid_from="2015-9-1", title="教授")

    assert done(job).state == "refused"
    assert Teacher.objects.get().title == "教授"


def test_what_needs_a_tick_only_since_the_confirmation_is_asked_again(教务员, 校长):
    batch = checked([teacher(1)], 教务员)
    job = confirm(batch, by=教务员).job
    enter("teachers", 校长, subject=id_number(1), label="王安二", valid_from="2015-9-1", title="教授")
    assert done(job).state == "refused"
    assert Teacher.objects.get().title == "教授"
    batch = Batch.objects.get(pk=batch.pk)
    assert counts(batch) == {"changed": 1, "others": 1, "rows": 1}
    stored(batch, 教务员, others=True)
    assert Teacher.objects.get().title == "讲师"


def test_a_sheet_is_confirmed_once(教务员):
    batch = checked([teacher(1)], 教务员)
    confirm(batch, by=教务员)
    with pytest.raises(Overtaken):
        confirm(batch, by=教务员)
    with pytest.raises(Overtaken):
        drop(batch, by=教务员)


def test_a_job_that_was_taken_over_writes_nothing(教务员):
    batch = checked([teacher(1)], 教务员)
    job = confirm(batch, by=教务员).job
    run = begin(job.pk, job.attempt)
    Job.objects.filter(pk=job.pk).update(attempt=2)
    with pytest.raises(JobStopped):
        jobs.store_sheet(run, batch=batch.pk, ticked={"problems": False, "cleared": False, "others": False})
    assert not Teacher.objects.exists()
    assert run_job.func(job.pk, 1) is None


def test_a_draft_of_ones_own_is_handed_in_by_the_sheet(教务员):
    enter(
        "teachers",
        教务员,
        submit=False,
        subject=id_number(1),
        label="王安二",
        valid_from="2015-9-1",
        kind="专业课",
        title="讲师",
    )
    stored(checked([teacher(1)], 教务员), 教务员)
    assert Teacher.objects.get().state == "submitted"


def test_a_withdrawal_that_waits_is_not_overwritten(教务员, 科员):
    row = settle(
        "teachers",
        enter("teachers", 教务员, subject=id_number(1), label="王安二", valid_from="2015-9-1"),
        科员,
    )
    facts.withdraw(TEACHERS, row, by=教务员, reason="填错学校")
    assert "撤销" in said(checked([teacher(1)], 教务员))["教师!A2"]


def test_a_school_need_not_write_its_own_code(教务员, 科员):
    headings = ["学校标识码", "学年", "全日制学历教育在校生", "仪器设备总值（元）"]
    row = {"学年": "2023-2024学年", "全日制学历教育在校生": 1200, "仪器设备总值（元）": 1234567.89}
    batch = checked([row], 教务员, headings, "school-years")
    assert "没有填" in said(batch)["教师!A2"]
    own = Subject.objects.create(
        kind="school", key="3137000001", shown="3137000001", unit=教务员.unit, name="望海职专"
    )
    batch = stored(checked([row], 教务员, headings, "school-years"), 教务员)
    found = REGISTERS["school-years"].model.objects.get()
    assert (found.subject, found.label, found.period, found.valid_from) == (
        own,
        "望海职专",
        "2023-2024",
        date(2023, 9, 1),
    )
    assert str(found.equipment_value) == "1234567.89"
    assert counts(checked([row], 教务员, headings, "school-years")) == {"same": 1, "rows": 1}


def test_a_sheet_changed_after_the_verifier_looked_is_not_verified_unseen(教务员, 科员):
    batch = stored(checked([teacher(1), teacher(2)], 教务员), 教务员)
    rows = Teacher.objects.filter(batch=batch)
    seen = seen_of(rows)
    row = rows.order_by("pk")[0]
    facts.send_back(TEACHERS, row, by=科员, revision=row.revision, reason="请附到岗文件")

    with pytest.raises(Overtaken, match="打开这一页以后"):
        verify_batch(batch, by=科员, seen=seen)

    assert not rows.filter(open=False).exists()
