"""Run in a process of its own by ``test_worker``: a worker with a slow job, on a lease of two seconds.

slow_worker.py ask         make the database and ask for the job
slow_worker.py work        run a worker until it is killed
"""

# ruff: noqa: E402 - Django is set up before its models are imported
from __future__ import annotations

import os
import sys
import time
from datetime import timedelta
from pathlib import Path

import django

os.environ["DJANGO_SETTINGS_MODULE"] = "gaodi.settings"
django.setup()

from django.conf import settings
from django.core.management import call_command
from django.db import transaction

from gaodi.ground import jobs, worker
from gaodi.ground.acting import acting
from gaodi.ground.actions.first_run import ensure_system_post

jobs.LEASE = timedelta(seconds=2)
jobs.BETWEEN_SIGNS = 0.1
worker.BETWEEN_SWEEPS = 0.2
worker.BETWEEN_LOOKS = 0.05
GO = Path(settings.VAR) / "go"


@jobs.job_kind("slow", "慢活")
def slow(run: jobs.Run) -> None:
    """Say who works, wait to be let go, then write one audit row with the number of the process."""
    (Path(settings.VAR) / f"at-work-{os.getpid()}").touch()
    while not GO.exists():
        run.progress(1, 2, "等放行")
        time.sleep(0.02)
    with transaction.atomic():
        run.fence()
        with acting("slow", "慢活", None, by=run.job.by, note=str(os.getpid())):
            pass
        run.finish()


match sys.argv[1]:
    case "ask":
        call_command("migrate", verbosity=0)
        jobs.ask("slow", by=ensure_system_post())
    case "work":
        worker.Worker().run_until_told()
