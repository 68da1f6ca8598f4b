"""Jobs: progress, refusal, stopping, and what happens when a worker dies or is slow."""

from __future__ import annotations

import logging
from datetime import timedelta

import pytest
from django.db import OperationalError, transaction
from django_tasks_db.models import DBTaskResult

from gaodi.bedrock import clock
from gaodi.ground import jobs, worker
from gaodi.ground.acting import acting
from gaodi.ground.jobs import JobStopped, Run, ask, begin, job_kind, stop
from gaodi.ground.models import AuditRow, Job, JobState, UnitAlias
from gaodi.ground.queries.jobs import jobs_under_way, visible_jobs
from gaodi.ground.refusals import NotYours, Refused
from gaodi.ground.worker import sweep, work_off

LONG_AGO = timedelta(seconds=61)


class UnreadableError(Exception):
    """A refusal of a room that the ground does not know."""


@pytest.fixture(autouse=True)
def kinds(monkeypatch):
    """The kinds of these tests alone; each progress is written, however fast they come."""
    monkeypatch.setattr(jobs, "_kinds", {})
    monkeypatch.setattr(jobs, "BETWEEN_SIGNS", 0.0)

    @job_kind("count", "数数")
    def count(run: Run, *, to: int) -> None:
        for n in range(to):
            run.progress(n, to, f"第{n}行")

    @job_kind("alias", "登记别名", refusals=(UnreadableError,))
    def alias(run: Run, *, fail: str = "") -> None:
        if fail == "unreadable":
            raise UnreadableError("文件已加密，请取消密码后再传。")
        if fail == "broken":
            raise ZeroDivisionError
        with transaction.atomic():
            run.fence()
            with acting("add_alias", "登记别名", None, by=run.job.by) as act:
                if fail == "refused":
                    raise Refused("别名已有。", "请核对。")
                unit = run.job.by.unit
                UnitAlias.objects.create(unit=unit, district=unit.district, alias="教体局")
                act.change("alias", None, "教体局")
            run.finish("登记了1个别名。", then="/units/")


def running(job: Job, *, silent_for: timedelta = timedelta(0)) -> Run:
    run = begin(job.pk, job.attempt)
    assert run
    Job.objects.filter(pk=job.pk).update(heartbeat=clock.machine_now() - silent_for)
    return run


def messages() -> int:
    return DBTaskResult.objects.ready().count()


# ------------------------------------------------------------------ the straight way


def test_a_job_is_asked_for_worked_off_and_done(科员):
    job = ask("alias", by=科员, then="/elsewhere/")
    assert (job.state, messages()) == (JobState.WAITING, 1)

    work_off()

    job.refresh_from_db()
    assert (job.state, job.sentence, job.args["then"]) == (JobState.DONE, "登记了1个别名。", "/units/")
    assert job.ended_at >= job.started_at >= job.asked_at
    assert UnitAlias.objects.get().unit == 科员.unit
    assert messages() == 0


def test_a_job_that_says_nothing_more_is_done_when_it_returns(科员):
    job = ask("count", by=科员, to=3)

    work_off()

    job.refresh_from_db()
    assert (job.state, job.done, job.total, job.what) == (JobState.DONE, 2, 3, "第2行")


def test_a_job_is_asked_for_only_if_the_act_is_done(科员):
    def ask_and_be_refused() -> None:
        with acting("import", "导入", None, by=科员):
            ask("count", by=科员, to=3)
            raise Refused("表头不对。")

    with pytest.raises(Refused):
        ask_and_be_refused()

    assert not Job.objects.exists()
    assert messages() == 0


def test_an_unknown_kind_is_a_mistake_of_ours(科员):
    with pytest.raises(ValueError, match="no job kind"):
        ask("count_twice", by=科员)


def test_progress_is_written_at_most_once_a_second(科员, monkeypatch, django_assert_num_queries):
    monkeypatch.setattr(jobs, "BETWEEN_SIGNS", 1.0)
    run = running(ask("count", by=科员, to=3))

    with django_assert_num_queries(1):
        for n in range(1000):
            run.progress(n, 1000)


# ------------------------------------------------------------------ refused, failed


@pytest.mark.parametrize(
    ("fail", "sentence"),
    [("unreadable", "文件已加密，请取消密码后再传。"), ("refused", "别名已有。请核对。")],
)
def test_a_refusal_is_a_state_with_a_sentence_and_stands_in_the_audit(科员, fail, sentence):
    job = ask("alias", by=科员, fail=fail)

    work_off()

    job.refresh_from_db()
    assert (job.state, job.sentence) == (JobState.REFUSED, sentence)
    assert not UnitAlias.objects.exists()
    row = AuditRow.objects.get()
    assert (row.outcome, row.note, row.person) == ("refused", sentence, 科员.person)


def test_a_fault_of_ours_is_a_sentence_and_a_log_never_a_traceback(科员, caplog):
    job = ask("alias", by=科员, fail="broken")

    work_off()

    job.refresh_from_db()
    assert job.state == JobState.FAILED
    assert f"作业{job.pk}" in job.sentence
    assert "ZeroDivision" not in job.sentence
    assert "ZeroDivisionError" in caplog.text
    assert caplog.records[-1].levelno == logging.ERROR


def test_a_kind_this_worker_does_not_know_fails_with_a_sentence(科员):
    job = ask("count", by=科员, to=1)
    jobs._kinds.clear()

    work_off()

    job.refresh_from_db()
    assert (job.state, job.sentence) == (JobState.FAILED, "这种作业现在的系统不认识，请重新发起。")


# ------------------------------------------------------------------ stopping


def test_a_waiting_job_is_stopped_at_once_and_never_begins(科员, 局长):
    job = ask("alias", by=科员)

    stop(job, by=局长)
    work_off()

    job.refresh_from_db()
    assert job.state == JobState.STOPPED
    assert job.started_at is None
    assert AuditRow.objects.get().verb == "stop_job"


def test_a_running_job_stops_at_its_next_progress_and_cannot_write(科员):
    job = ask("count", by=科员, to=3)
    run = running(job)

    stop(job, by=科员)

    assert job.cancel_asked
    with pytest.raises(JobStopped):
        run.progress(1, 3)
    with pytest.raises(JobStopped), transaction.atomic():
        run.fence()


def test_a_job_stopped_in_its_middle_says_that_nothing_was_kept(科员):
    @job_kind("stopped", "被停止")
    def work(run: Run) -> None:
        stop(run.job, by=科员)
        run.progress(1, 3)

    job = ask("stopped", by=科员)

    work_off()

    job.refresh_from_db()
    assert (job.state, job.sentence) == (JobState.STOPPED, "已按要求停止，没有保存任何内容。")


def test_another_unit_neither_sees_nor_stops_a_job(科员, 局长, 责任经办, 外人, 督查员):
    job = ask("count", by=科员, to=3)

    assert list(visible_jobs(局长)) == list(jobs_under_way(科员)) == [job]
    for other in (责任经办, 外人, 督查员):
        assert not visible_jobs(other).exists()
        with pytest.raises(NotYours):
            stop(job, by=other)
    job.refresh_from_db()
    assert job.state == JobState.WAITING


# ------------------------------------------------------------------ dead and slow workers


def test_a_silent_job_is_handed_to_another_attempt(科员):
    job = ask("count", by=科员, to=3)
    running(job, silent_for=LONG_AGO)
    DBTaskResult.objects.update(status="RUNNING")

    assert sweep() == 1

    job.refresh_from_db()
    assert (job.state, job.attempt, messages()) == (JobState.WAITING, 2, 1)
    assert sweep() == 0
    work_off()
    job.refresh_from_db()
    assert (job.state, job.attempt) == (JobState.DONE, 2)
    assert not DBTaskResult.objects.running().exists()


def test_a_job_with_a_sign_of_life_stays_with_its_worker(科员):
    job = ask("count", by=科员, to=3)
    run = running(job, silent_for=LONG_AGO)

    run.progress(1, 3)

    assert sweep() == 0


def test_a_slow_worker_cannot_write_once_another_has_begun(科员):
    job = ask("alias", by=科员)
    slow = running(job, silent_for=LONG_AGO)
    sweep()
    job.refresh_from_db()
    other = running(job)

    with pytest.raises(JobStopped):
        slow.progress(1)
    with pytest.raises(JobStopped), transaction.atomic():
        slow.fence()
    with pytest.raises(JobStopped):
        slow.finish()
    slow.end(JobState.FAILED, "旧的说法")

    with transaction.atomic():
        other.fence()
        other.finish("新的说法")
    job.refresh_from_db()
    assert (job.state, job.sentence) == (JobState.DONE, "新的说法")


def test_a_message_delivered_twice_begins_a_job_once(科员):
    job = ask("alias", by=科员)
    jobs.enqueue(job)
    assert messages() == 2

    work_off()

    assert UnitAlias.objects.count() == 1
    assert begin(job.pk, 1) is None


def test_a_message_lost_before_the_job_began_is_sent_again(科员):
    job = ask("alias", by=科员)
    before = clock.machine_now() - LONG_AGO
    DBTaskResult.objects.update(status="RUNNING", started_at=before)
    Job.objects.update(asked_at=before)

    assert sweep() == 1
    work_off()

    job.refresh_from_db()
    assert (job.state, job.attempt) == (JobState.DONE, 1)


def test_a_job_that_waits_its_turn_is_not_asked_for_again(科员):
    ask("alias", by=科员)
    Job.objects.update(asked_at=clock.machine_now() - LONG_AGO)

    assert sweep() == 0
    assert messages() == 1


def test_after_three_attempts_the_job_is_given_up(科员):
    job = ask("count", by=科员, to=3)
    for _ in range(3):
        job.refresh_from_db()
        running(job, silent_for=LONG_AGO)
        sweep()

    job.refresh_from_db()
    assert (job.state, job.attempt, job.sentence) == (JobState.FAILED, 3, worker.GIVEN_UP)
    assert sweep() == 0


def test_a_job_whose_worker_died_after_it_was_stopped_is_stopped(科员):
    job = ask("count", by=科员, to=3)
    running(job, silent_for=LONG_AGO)
    stop(job, by=科员)

    assert sweep() == 1

    job.refresh_from_db()
    assert job.state == JobState.STOPPED


def test_a_worker_that_is_told_to_end_hands_its_job_back(科员):
    job = ask("count", by=科员, to=3)
    jobs.leaving.set()
    try:
        work_off(most=1)
    finally:
        jobs.leaving.clear()

    job.refresh_from_db()
    assert (job.state, job.attempt, messages()) == (JobState.WAITING, 1, 1)
    work_off()
    job.refresh_from_db()
    assert job.state == JobState.DONE


def test_a_database_that_does_not_answer_is_waited_for(db, monkeypatch):
    mine = worker.Worker()
    looks = []

    def look() -> bool:
        looks.append(1)
        mine.running = len(looks) < 3
        raise OperationalError("server closed the connection unexpectedly")

    monkeypatch.setattr(mine, "look", look)
    monkeypatch.setattr(mine, "configure_signals", lambda: None)
    monkeypatch.setattr(worker.time, "sleep", lambda _seconds: None)
    monkeypatch.setattr(worker.connections, "close_all", lambda: None)

    mine.run_until_told()

    assert len(looks) == 3


def test_the_queue_forgets_its_own_old_rows(科员):
    ask("count", by=科员, to=1)
    work_off()
    DBTaskResult.objects.update(finished_at=clock.machine_now() - timedelta(days=8))

    sweep()

    assert not DBTaskResult.objects.exists()


@pytest.mark.django_db(transaction=True)
def test_inside_a_transaction_progress_writes_nothing(科员):
    run = running(ask("count", by=科员, to=3))

    with transaction.atomic():
        run.progress(2, 3)

    run.job.refresh_from_db()
    assert run.job.done == 0


@pytest.mark.django_db(transaction=True)
def test_a_fence_outside_a_transaction_is_a_mistake_of_ours(科员):
    run = running(ask("count", by=科员, to=3))

    with pytest.raises(RuntimeError):
        run.fence()
