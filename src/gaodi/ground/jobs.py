"""Jobs: long work that shows its progress, can be stopped, and survives the death of its worker.

    @job_kind("read_draft", "识读文件", refusals=(RefusedPaper,))
    def read_draft(run: Run, *, draft: int) -> None:
        …long work, calling run.progress(done, total, "第3页") as it goes…
        with transaction.atomic():
            run.fence()          # first statement: whoever lost the job writes nothing
            …one action…
            run.finish(then=f"/supervision/drafts/{draft}/")

    ask("read_draft", by=post, draft=7, then=…)   # in the caller's transaction: no act, no job

The queue is Django's Tasks API, so that the engine can be changed; what it lacks is the ``Job`` row. A message in the
queue says (job, attempt), and begins only a job that waits for that attempt: a message delivered twice does nothing.
A kind calls ``run.progress`` at least every half minute: a job without a sign of life for LEASE is taken from its
worker (``ground.worker``), and the next attempt begins.
"""

from __future__ import annotations

import logging
import threading
from collections.abc import Callable
from dataclasses import dataclass
from datetime import timedelta
from typing import Any

from django.db import transaction
from django.db.models import QuerySet
from django_tasks import task

from gaodi.bedrock import clock
from gaodi.ground.acting import acting, in_transaction, record_refusal
from gaodi.ground.models import Job, JobState, Post
from gaodi.ground.refusals import NotYours, Refused

LEASE = timedelta(seconds=60)
ATTEMPTS = 3
BETWEEN_SIGNS = 1.0  # seconds between two writes of progress
STOPPED = "已按要求停止，没有保存任何内容。"
ADDRESSES = ("then", "back")  # where the page of a job leads: when it is done, and when it is not

log = logging.getLogger(__name__)
leaving = threading.Event()  # the worker was asked to end: jobs hand themselves back at their next progress


class JobStopped(Exception):
    """The job is no longer this worker's: it was stopped, or another attempt has begun. Nothing may be written."""


class WorkerLeaves(Exception):
    """The worker ends; the job goes back to the queue with nothing written."""


# ------------------------------------------------------------------ kinds

Work = Callable[..., None]


@dataclass(frozen=True, slots=True)
class Kind:
    """A kind of job: its word, what it does, and which exceptions are refusals rather than faults of ours."""

    word: str
    work: Work
    refusals: tuple[type[Exception], ...]


_kinds: dict[str, Kind] = {}


def job_kind(name: str, word: str, *, refusals: tuple[type[Exception], ...] = ()) -> Callable[[Work], Work]:
    """Register ``work(run, **args)`` under a name, once. ``args`` must be JSON."""

    def register(work: Work) -> Work:
        if name in _kinds:
            raise ValueError(f"job kind {name!r} is registered twice")
        _kinds[name] = Kind(word, work, (Refused, *refusals))
        return work

    return register


def word_of(kind: str) -> str:
    """What an office calls this kind of job."""
    return _kinds[kind].word if kind in _kinds else "后台作业"


# ------------------------------------------------------------------ asking and stopping


def ask(kind: str, *, by: Post, **args: Any) -> Job:
    """Ask for a job, in the caller's transaction. ``then`` and ``back`` are addresses, the rest goes to the kind."""
    if kind not in _kinds:
        raise ValueError(f"no job kind {kind!r}")
    with transaction.atomic():
        job = Job.objects.create(kind=kind, args=args, by=by, attempt=1, asked_at=clock.machine_now())
        enqueue(job)
    return job


def enqueue(job: Job) -> None:
    """Put a message for the job's present attempt into the queue."""
    job.queue_id = run_job.enqueue(job.pk, job.attempt).id
    job.save(update_fields=["queue_id"])


def stop(job: Job, *, by: Post) -> Job:
    """Stop a job: at once while it waits, else at its next progress."""
    with acting("stop_job", "停止作业", job, by=by, unit=job.by.unit) as act:
        if by.unit_id != job.by.unit_id:
            raise NotYours(f"这个作业由{job.by.unit}发起，由该单位停止。")
        row = Job.objects.filter(pk=job.pk)
        if not row.filter(state=JobState.WAITING).update(
            state=JobState.STOPPED, ended_at=clock.machine_now()
        ):
            row.filter(state=JobState.RUNNING).update(cancel_asked=True)
        was = job.state
        job.refresh_from_db()
        act.change("state", was, job.state)
        act.change("cancel_asked", False, job.cancel_asked)
    return job


# ------------------------------------------------------------------ running


class Run:
    """One attempt at a job, in the hands of a worker."""

    def __init__(self, job: Job) -> None:
        self.job = job
        self.finished = False
        self._signed_at: float | None = None

    def progress(self, done: int, total: int = 0, what: str = "") -> None:
        """Say how far the work is; call it as often as you like. Raises when the work is to stop."""
        if in_transaction():  # what is written there becomes visible, or certain, only with the whole
            return
        if leaving.is_set():
            raise WorkerLeaves
        now = clock.seconds()
        if self._signed_at is not None and now - self._signed_at < BETWEEN_SIGNS:
            return
        self._signed_at = now
        self._hold(done=done, total=total, what=what[:120])

    def fence(self) -> None:
        """First statement of the writing transaction: goes on only while the job is still this attempt's."""
        if not transaction.get_connection().in_atomic_block:
            raise RuntimeError("run.fence() belongs inside the writing transaction")
        self._hold()

    def finish(self, sentence: str = "", then: str = "") -> None:
        """The job is done; last statement of the writing transaction. Called for a kind that does not call it."""
        if then:
            self.job.args["then"] = then
        if not self._mine().update(
            state=JobState.DONE, sentence=sentence, args=self.job.args, ended_at=clock.machine_now()
        ):
            raise JobStopped
        self.finished = True

    def end(self, state: JobState, sentence: str) -> None:
        """The job ends without success, if it is still this attempt's."""
        self._mine().update(state=state, sentence=sentence, ended_at=clock.machine_now())

    def hand_back(self) -> None:
        """Put the job back into the queue as it was before this attempt."""
        with transaction.atomic():
            if self._mine().update(state=JobState.WAITING, done=0, total=0, what=""):
                enqueue(self.job)

    def _mine(self) -> QuerySet[Job]:
        return Job.objects.filter(pk=self.job.pk, state=JobState.RUNNING, attempt=self.job.attempt)

    def _hold(self, **values: Any) -> None:
        if not self._mine().filter(cancel_asked=False).update(heartbeat=clock.machine_now(), **values):
            raise JobStopped


def begin(job_id: int, attempt: int) -> Run | None:
    """Take up a job that waits for this attempt; none when it was stopped, or the message came twice."""
    now = clock.machine_now()
    waiting = Job.objects.filter(pk=job_id, state=JobState.WAITING, attempt=attempt)
    if not waiting.update(state=JobState.RUNNING, started_at=now, heartbeat=now):
        return None
    return Run(Job.objects.select_related("by__unit__district", "by__account").get(pk=job_id))


@task()
def run_job(job_id: int, attempt: int) -> None:
    """What the queue carries. Nothing but a broken database leaves it as an exception."""
    run = begin(job_id, attempt)
    if run is None:
        return
    kind = _kinds.get(run.job.kind)
    if kind is None:  # asked for by a newer or an older Gaodi than this worker's
        run.end(JobState.FAILED, "这种作业现在的系统不认识，请重新发起。")
        return
    try:
        kind.work(run, **{name: value for name, value in run.job.args.items() if name not in ADDRESSES})
        if not run.finished:
            run.finish()
    except JobStopped:
        run.end(JobState.STOPPED, STOPPED)
    except WorkerLeaves:
        run.hand_back()
    except kind.refusals as refusal:
        sentence = getattr(refusal, "sentence", str(refusal)) + getattr(refusal, "remedy", "")
        run.end(JobState.REFUSED, sentence)
        record_refusal(run.job.kind, kind.word, by=run.job.by, note=sentence)
    except Exception:
        log.exception("job %s (%s) failed", run.job.pk, run.job.kind)
        run.end(
            JobState.FAILED,
            f"系统出了错，没有办成，已记入日志（作业{run.job.pk}）。请重试，仍不行请找管理员。",
        )
