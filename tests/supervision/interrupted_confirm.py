"""Run in a process of its own by ``test_interrupted``: a paper of 500 rows is confirmed.

interrupted_confirm.py draft [ROW]    make the database and a draft, print its number, and begin to confirm it; at
                                      that row of it, die as at a power cut
interrupted_confirm.py confirm N      confirm draft N
"""

# ruff: noqa: E402 - Django is set up before its models are imported
from __future__ import annotations

import os
import secrets
import signal
import sys

import django

os.environ["DJANGO_SETTINGS_MODULE"] = "gaodi.settings"
django.setup()

from django.core.management import call_command

from gaodi.bedrock import clock
from gaodi.ground.actions.districts import add_district
from gaodi.ground.actions.first_run import ensure_system_post
from gaodi.ground.actions.people import give_post, open_account
from gaodi.ground.actions.units import add_unit
from gaodi.ground.models import Role, UnitKind
from gaodi.reading.rows import Reading, Row
from gaodi.supervision.actions import editions
from gaodi.supervision.actions.drafts import confirm_draft, keep_reading, take_in
from gaodi.supervision.models import Draft

ROWS = 500


def make_draft() -> Draft:
    call_command("migrate", verbosity=0)
    system = ensure_system_post()
    district = add_district(by=system, code="371002", name="环翠区")
    unit = add_unit(by=system, district=district, key="bureau", name="区教育体育局", kind=UnitKind.GOVERNMENT)
    account = open_account(by=system, username="ducha", name="周明远", password=secrets.token_hex())
    by = give_post(account, by=system, unit=unit, role=Role.SUPERVISOR, since=clock.today())
    rows = [
        Row(
            no=str(number),
            text=f"到2023年，建设第{number}个基地。",
            lead=["区教育体育局"],
            responsible=[],
            open_ended=False,
            deadlines=["2023"],
            targets=[],
            strength="plain",
            quotes=[],
        )
        for number in range(1, ROWS + 1)
    ]
    draft = take_in([b"list"], "list.csv", by=by)
    return keep_reading(draft, Reading("任务清单", 2023, rows, []), by=by)


def die_at(row: int) -> None:
    enter = editions._enter

    def enter_or_die(entering: editions.Entering, order: int, said: dict) -> int:
        if order == row:
            os.kill(os.getpid(), signal.SIGKILL)
        return enter(entering, order, said)

    editions._enter = enter_or_die


match sys.argv[1:]:
    case ["draft", row]:
        draft = make_draft()
        sys.stdout.write(f"{draft.pk}\n")
        sys.stdout.flush()
        die_at(int(row))
    case ["confirm", number]:
        draft = Draft.objects.get(pk=number)
confirm_draft(draft, by=draft.by, seen=draft.revision)
