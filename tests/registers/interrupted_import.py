"""Run in a process of its own by ``test_interrupted``: a sheet of 3,000 rows is stored.

interrupted_import.py hand-in [ROW]   make the database and a checked sheet, print its number and begin to store it;
                                      when that row goes in, die as at a power cut
interrupted_import.py store N         confirm sheet N again and store it
"""

# ruff: noqa: E402 - Django is set up before its models are imported
from __future__ import annotations

import os
import secrets
import signal
import sys
from pathlib import Path

import django

sys.path.insert(0, str(Path(__file__).parents[2]))
os.environ["DJANGO_SETTINGS_MODULE"] = "gaodi.settings"
django.setup()

from django.core.management import call_command

from gaodi.bedrock import clock
from gaodi.ground.actions.districts import add_district
from gaodi.ground.actions.first_run import ensure_system_post
from gaodi.ground.actions.people import give_post, open_account
from gaodi.ground.actions.units import add_unit
from gaodi.ground.models import Job, JobState, Post, Role, UnitKind
from gaodi.registers.actions import storing
from gaodi.registers.actions.imports import confirm
from gaodi.registers.models import Batch
from tests.registers.sheets import checked, done, teacher

ROWS = 3_000


def make_sheet() -> Batch:
    call_command("migrate", verbosity=0)
    system = ensure_system_post()
    district = add_district(by=system, code="371002", name="环翠区")
    unit = add_unit(by=system, district=district, key="wanghai", name="望海职专", kind=UnitKind.SCHOOL)
    account = open_account(by=system, username="jiaowu", name="迟晓", password=secrets.token_hex())
    post = give_post(account, by=system, unit=unit, role=Role.CLERK, since=clock.today())
    by = Post.objects.select_related("unit__district", "account").get(pk=post.pk)
    days = [f"{year}-{month}-1" for year in (2015, 2016, 2017) for month in range(1, 13)]
    rows = [teacher(n % 900, 到岗日期=days[n // 900]) for n in range(ROWS)]
    return checked(rows, by)


def die_at(row: int) -> None:
    sounds, heard = storing.sounds, iter(range(ROWS))

    def sounds_or_die(label: str) -> tuple[str, str]:
        if next(heard) == row:
            os.kill(os.getpid(), signal.SIGKILL)
        return sounds(label)

    storing.AT_ONCE = 500  # rows: some thousand are written before
    storing.sounds = sounds_or_die


match sys.argv[1:]:
    case ["hand-in", row]:
        batch = make_sheet()
        sys.stdout.write(f"{batch.pk}\n")
        sys.stdout.flush()
        die_at(int(row))
    case ["store", number]:
        batch = Batch.objects.select_related("by__unit__district", "by__account").get(pk=number)
        # as the sweep does with what a dead worker left for the last time
        Job.objects.filter(pk=batch.job_id).update(state=JobState.FAILED)
job = done(confirm(batch, by=batch.by).job)
assert job.state == JobState.DONE, job.sentence
