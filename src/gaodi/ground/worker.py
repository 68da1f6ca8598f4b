"""The worker: takes jobs from the queue one after the other, and takes back those whose worker died.

Only this file knows which engine stands behind the Tasks API.
"""

from __future__ import annotations

import logging
import os
import time
from datetime import timedelta
from pathlib import Path
from types import FrameType

from django.conf import settings
from django.db import InterfaceError, OperationalError, close_old_connections, connections, transaction
from django.db.models import Q
from django.utils.crypto import get_random_string
from django_tasks import TaskResultStatus
from django_tasks_db.management.commands.db_worker import Worker as LibraryWorker
from django_tasks_db.models import DBTaskResult

from gaodi.bedrock import clock
from gaodi.ground import jobs
from gaodi.ground.actions.files import sweep_incoming
from gaodi.ground.models import Job, JobState

BETWEEN_SWEEPS = 30.0  # seconds
BETWEEN_LOOKS = 0.5  # seconds the worker sleeps when there is nothing to do
AFTER_A_FAILURE = 2.0  # seconds it waits for a database that does not answer
KEPT = timedelta(days=7)  # how long the queue's own finished rows are kept
GIVEN_UP = "处理了三次都没有做完，已经停下。请把文件拆小再试，仍不行请找管理员。"

log = logging.getLogger(__name__)


def sign_of_life() -> Path:
    """A file whose date says when a worker was last seen."""
    return Path(settings.VAR) / "worker_seen"


class Worker(LibraryWorker):
    """The library's worker, one message at a time, so that sweeps come between. It ends with ``parent``, if given."""

    def __init__(self, parent: int | None = None) -> None:
        super().__init__(
            queue_names=["*"],
            interval=0,
            batch=True,
            backend_name="default",
            startup_delay=False,
            max_tasks=None,
            worker_id=get_random_string(32),
            excluded_queue_names=[],
        )
        self._parent = parent
        self._swept_at: float | None = None

    def shutdown(self, signum: int, frame: FrameType | None) -> None:
        """The first signal lets the running job hand itself back; a second one ends at once."""
        jobs.leaving.set()
        super().shutdown(signum, frame)

    def run_until_told(self) -> None:
        """Work until a signal comes, or the parent is gone."""
        logging.getLogger("django_tasks_db").setLevel(
            logging.ERROR
        )  # its farewell is English, and not needed
        self.configure_signals()
        while self.running and self._parent in (None, os.getppid()):
            try:
                found = self.look()
            except (
                OperationalError,
                InterfaceError,
            ) as error:  # a restart of the database is no reason to end
                log.warning("the database does not answer: %s", error)
                connections.close_all()
                found = False
                time.sleep(AFTER_A_FAILURE)
            if not found:
                time.sleep(BETWEEN_LOOKS)

    def look(self) -> bool:
        """Do one piece of work, if there is one, and sweep when it is time."""
        close_old_connections()
        self._sweep_when_due()
        if not DBTaskResult.objects.ready().exists():  # asked first: taking one locks SQLite for writing
            return False
        self.max_tasks = self._run_tasks + 1
        self.run()
        return True

    def _sweep_when_due(self) -> None:
        now = clock.seconds()
        if self._swept_at is None or now - self._swept_at >= BETWEEN_SWEEPS:
            self._swept_at = now
            sign_of_life().parent.mkdir(parents=True, exist_ok=True)
            sign_of_life().touch()
            sweep()
            sweep_incoming()


def work_off(most: int = 1000) -> None:
    """Run what waits, here and now, also inside a transaction: for loaders and tests."""
    worker = Worker()
    for _ in range(most):
        message = DBTaskResult.objects.ready().first()
        if message is None:
            return
        message.claim(worker.worker_id)  # no lock: a message taken twice begins its job once
        worker.run_task(message)


# ------------------------------------------------------------------ taking back


def sweep() -> int:
    """Hand back what a dead worker left, and what the queue lost; gives how many jobs that were."""
    limit = clock.machine_now() - jobs.LEASE
    silent = Job.objects.filter(state=JobState.RUNNING, heartbeat__lt=limit)
    waiting = Job.objects.filter(state=JobState.WAITING, asked_at__lt=limit)
    swept = sum(_take_back(job) for job in silent) + sum(_ask_again(job) for job in waiting)
    DBTaskResult.objects.finished().filter(finished_at__lt=clock.machine_now() - KEPT).delete()
    return swept


def _take_back(job: Job) -> bool:
    """Raise the attempt, so that the old worker can write no more, and put a new message into the queue."""
    limit = clock.machine_now() - jobs.LEASE
    same = Job.objects.filter(pk=job.pk, state=JobState.RUNNING, attempt=job.attempt, heartbeat__lt=limit)
    now = clock.machine_now()
    with transaction.atomic():
        if job.cancel_asked:
            return bool(same.update(state=JobState.STOPPED, sentence=jobs.STOPPED, ended_at=now))
        if job.attempt >= jobs.ATTEMPTS:
            return bool(same.update(state=JobState.FAILED, sentence=GIVEN_UP, ended_at=now))
        if not same.update(state=JobState.WAITING, attempt=job.attempt + 1, done=0, total=0, what=""):
            return False
        _close_message(job)
        job.attempt += 1
        jobs.enqueue(job)
    log.warning("job %s (%s) taken back from a silent worker, attempt %s", job.pk, job.kind, job.attempt)
    return True


def _ask_again(job: Job) -> bool:
    """A worker may die between taking the message and beginning the job: then no message speaks for the job."""
    limit = clock.machine_now() - jobs.LEASE
    speaks = Q(status=TaskResultStatus.READY) | Q(status=TaskResultStatus.RUNNING, started_at__gte=limit)
    with transaction.atomic():
        same = Job.objects.select_for_update().filter(
            pk=job.pk, state=JobState.WAITING, queue_id=job.queue_id
        )
        if not same.exists() or DBTaskResult.objects.filter(speaks, pk=job.queue_id).exists():
            return False
        _close_message(job)
        jobs.enqueue(job)
    return True


def _close_message(job: Job) -> None:
    """The message died with its worker. A new one is sent, as a slow worker may still sign the old one off."""
    dead = DBTaskResult.objects.filter(pk=job.queue_id, status=TaskResultStatus.RUNNING)
    dead.update(status=TaskResultStatus.FAILED, finished_at=clock.machine_now())
