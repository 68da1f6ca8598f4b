"""Run by ``bench.registers`` in a process of its own: ``python -m bench.importing STEP ROWS SHEET``; prints JSON.

The database is the one that DATABASE_URL names; ``begin`` makes it, ``store`` brings the sheet in, ``export`` takes all
rows out, ``fill`` writes rows without a sheet and ``page`` asks for pages of the list.
"""

from __future__ import annotations

import json
import resource
import secrets
import sys
import time
from collections.abc import Iterator
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import django

django.setup()

from django.core.management import call_command  # noqa: E402  needs Django set up
from django.db import connection, transaction  # noqa: E402  as above
from django.test import Client  # noqa: E402  as above
from django.test.utils import CaptureQueriesContext  # noqa: E402  as above

from gaodi.bedrock import clock  # noqa: E402  as above
from gaodi.bedrock.identity import CHECKS, WEIGHTS  # noqa: E402  as above
from gaodi.ground import bulk  # noqa: E402  as above
from gaodi.ground.actions.districts import add_district  # noqa: E402  as above
from gaodi.ground.actions.first_run import ensure_system_post  # noqa: E402  as above
from gaodi.ground.actions.people import give_post, open_account  # noqa: E402  as above
from gaodi.ground.actions.units import add_unit  # noqa: E402  as above
from gaodi.ground.jobs import run_job  # noqa: E402  as above
from gaodi.ground.models import Job, Post, Role, UnitKind  # noqa: E402  as above
from gaodi.registers.actions.exports import ask_export  # noqa: E402  as above
from gaodi.registers.actions.imports import confirm, hand_in  # noqa: E402  as above
from gaodi.registers.declaration import REGISTERS  # noqa: E402  as above
from gaodi.registers.declared.teachers import Teacher  # noqa: E402  as above
from gaodi.registers.models import FOREVER, Batch, BatchState, Subject  # noqa: E402  as above

TEACHERS = REGISTERS["teachers"]
CLERK = "jiaowu"
HEADINGS = (
    *("身份证号", "姓名", "到岗日期", "离岗日期", "任课类型", "聘用方式", "最高学历", "职称"),
    *("双师等级", "双师认定日期", "双师认定机构", "任教专业"),
)
FILTERS = (
    ("one character", "?q=王"),
    ("letters", "?q=wang1"),
    ("letters that nobody has", "?q=zzz"),
    ("a state", "?state=verified"),
    ("a state with few rows", "?state=submitted"),
    ("as known on a day", "?known={today}"),
    ("a unit", "?unit={unit}"),
)
LEVELS, KINDS = ("未认定", "初级", "中级", "高级"), ("专业课", "实习指导", "公共课")
SURNAMES = "王李张刘陈杨黄赵周吴徐孙马胡朱郭何罗高林"


def id_number(n: int) -> str:
    """A well-formed invented number, another for each n below 980,000,000."""
    born = date(1962, 1, 1) + timedelta(n * 7919 % 12_000)
    first = f"{371000 + n % 90:06}{born:%Y%m%d}{n // 400 % 1000:03}"
    return first + CHECKS[sum(int(d) * w for d, w in zip(first, WEIGHTS, strict=True)) % 11]


def name(n: int) -> str:
    return SURNAMES[n % 20] + chr(0x5B89 + n * 7 % 300) + chr(0x5B89 + n // 300 % 300)


def row(n: int) -> tuple[str, ...]:
    """A row of twelve cells."""
    level, kind, day = LEVELS[n % 4], KINDS[n % 3], date(2000, 1, 1) + timedelta(n * 31 % 8000)
    dual = (f"{day.year + 1}-06-01", "山东省教育厅") if n % 4 else ("", "")
    major = "" if n % 3 == 2 else ("机电技术应用", "数控技术", "护理")[n // 3 % 3]
    began = f"{day.year}年{day.month}月{day.day}日"
    return (id_number(n), name(n), began, "", kind, "在编", "本科", "讲师", level, *dual, major)


def write(rows: int, path: Path) -> None:
    import xlsxwriter  # slow: one step needs it

    with xlsxwriter.Workbook(str(path), {"constant_memory": True}) as book:
        sheet = book.add_worksheet("教师")
        for line, cells in enumerate((HEADINGS, *(row(n) for n in range(rows)))):
            sheet.write_row(line, 0, cells)


def begin() -> None:
    call_command("migrate", verbosity=0)
    call_command("collectstatic", verbosity=0, interactive=False)
    system = ensure_system_post()
    district = add_district(by=system, code="371002", name="环翠区")
    unit = add_unit(by=system, district=district, key="wanghai", name="望海职专", kind=UnitKind.SCHOOL)
    # as after the first sign-in: pages are asked for, not the password's
    account = open_account(by=system, username=CLERK, name="迟晓", password=secrets.token_hex())
    account.must_change_password = False
    account.save(update_fields=["must_change_password"])
    give_post(account, by=system, unit=unit, role=Role.CLERK, since=clock.today())


def clerk() -> Post:
    return Post.objects.select_related("unit__district", "account").get(account__username=CLERK)


def timed(job: Job | None) -> dict[str, Any]:
    """Seconds of a job, and the peak of this process that did little else."""
    assert job is not None
    begun = time.perf_counter()
    run_job.func(job.pk, job.attempt)
    seconds = time.perf_counter() - begun
    job.refresh_from_db()
    assert job.state == "done", job.sentence
    return {"seconds": seconds, "megabytes": resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024}


def store(sheet: Path) -> dict[str, Any]:
    """The confirming job alone: it reads, checks and compares all over again."""
    batch = hand_in(TEACHERS, [sheet.read_bytes()], sheet.name, by=clerk())
    assert batch.job is not None
    Job.objects.filter(pk=batch.job.pk).update(state="done")
    batch.found = {"counts": {"refused": 0, "cleared": 0, "others": 0}}
    batch.state = BatchState.READY
    batch.save()
    done = timed(confirm(batch, by=clerk()).job)
    return done | {"counts": Batch.objects.get(pk=batch.pk).found["counts"]}


def export() -> dict[str, Any]:
    asked = ask_export(TEACHERS, {}, "", by=clerk())
    done = timed(asked.job)
    asked.refresh_from_db()
    return done | {"rows": asked.rows}


def fill(rows: int) -> None:
    """Verified rows up to that many."""
    by, at = clerk(), clock.now()
    same = {
        "district": by.unit.district_id,
        "unit": by.unit_id,
        "period": "",
        "state": "verified",
        "open": False,
    }
    same |= {"void": False, "revision": 1, "returned_because": "", "reported_by": by.pk, "reported_at": at}
    same |= {"verified_by": by.pk, "counts_from": at, "ended_at": FOREVER, "batch": None, "title": "讲师"}
    same |= {"valid_from": date(2015, 9, 1), "valid_to": date(9999, 12, 31)}
    names = ["subject", "label", "sound", "initials", *same]
    for first in range(Teacher.objects.count(), rows, 100_000):
        numbers = range(first, min(first + 100_000, rows))
        subjects = (("person", f"{n:032x}", "371002********0011", None, "") for n in numbers)
        with bulk.roomy(), transaction.atomic():
            ids = bulk.ensure(Subject, ["kind", "key"], ["kind", "key", "shown", "sealed", "name"], subjects)
            cells = ((pk, name(int(k, 16)), f"wang{k}", "w", *same.values()) for (_, k), pk in ids.items())
            bulk.insert(Teacher, names, cells)
    with connection.cursor() as cursor:
        cursor.execute("ANALYZE")


def page() -> dict[str, Any]:
    """The middle of some loads of the first page, how many questions it asked, and the same with each filter."""
    client = Client(headers={"host": "localhost"})
    by = clerk()
    assert by.account is not None
    client.force_login(by.account)
    address = "/registers/teachers/"
    seconds, queries = loaded(client, address)
    asked = {said: address + query.format(unit=by.unit_id, today=clock.today()) for said, query in FILTERS}
    return {
        "seconds": seconds,
        "queries": queries,
        "filtered": {said: loaded(client, each)[0] for said, each in asked.items()},
    }


def loaded(client: Client, address: str) -> tuple[float, int]:
    times = []
    client.get(address)
    for _ in range(5):
        with CaptureQueriesContext(connection) as asked:
            begun = time.perf_counter()
            answer = client.get(address)
            times.append(time.perf_counter() - begun)
        assert answer.status_code == 200, (address, answer.status_code)
    return sorted(times)[2], len(asked)


def steps(step: str, rows: int, sheet: Path) -> Iterator[dict[str, Any]]:
    match step:
        case "write":
            write(rows, sheet)
        case "begin":
            begin()
        case "store":
            yield store(sheet)
        case "export":
            yield export()
        case "fill":
            fill(rows)
        case "page":
            yield page()


if __name__ == "__main__":
    for told in steps(sys.argv[1], int(sys.argv[2]), Path(sys.argv[3])):
        print(json.dumps(told))
