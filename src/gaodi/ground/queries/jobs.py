"""Questions about jobs."""

from __future__ import annotations

import math
from datetime import datetime

from django.db.models import Max, QuerySet

from gaodi.bedrock import clock
from gaodi.ground.models import Job, JobState, Post

UNDER_WAY = (JobState.WAITING, JobState.RUNNING)


def visible_jobs(by: Post) -> QuerySet[Job]:
    """The jobs that one's own unit asked for."""
    return Job.objects.filter(by__unit=by.unit).select_related("by__unit", "by__account")


def jobs_under_way(by: Post) -> QuerySet[Job]:
    """What a post's unit waits for, the newest first."""
    return visible_jobs(by).filter(state__in=UNDER_WAY).order_by("-pk")


def seconds_spent_and_left(job: Job) -> tuple[int, int | None]:
    """How long this attempt has run, and how long it will still take at its pace; None while that is unknown."""
    if job.state != JobState.RUNNING or job.started_at is None:
        return 0, None
    spent = max((clock.machine_now() - job.started_at).total_seconds(), 0)
    if not 0 < job.done <= job.total:
        return int(spent), None
    return int(spent), math.ceil(spent * (job.total - job.done) / job.done)


def last_sign_of_life() -> datetime | None:
    """When a running job was last heard of."""
    heard: datetime | None = Job.objects.filter(state=JobState.RUNNING).aggregate(last=Max("heartbeat"))[
        "last"
    ]
    return heard
