"""Bringing the demonstration in: each sheet handed in, checked, confirmed and verified through the site's own verbs."""

from __future__ import annotations

import csv
import io
from collections.abc import Callable, Sequence
from datetime import date

from gaodi.bedrock import clock
from gaodi.ground.first_run import DEMO_PASSWORD
from gaodi.ground.jobs import run_job
from gaodi.ground.models import District, Job, JobState, Post, Role
from gaodi.registers.actions.facts import propose
from gaodi.registers.actions.imports import confirm, hand_in, send_back_batch, verify_batch
from gaodi.registers.declaration import REGISTERS, Register
from gaodi.registers.demo import firms, money, offices, places, pupils, schooling, slips, working
from gaodi.registers.demo.cast import Firm, firms_of, load_cast
from gaodi.registers.demo.making import HandedIn, World
from gaodi.registers.models import Batch

REGION = "371002"  # the district of the packaged list
Progress = Callable[[int, int, str], None]


def load_demo(*, by: Post, progress: Progress = lambda _done, _total, _what: None) -> None:
    """Schools, firms and their people, then three years of sheets in the order of their days."""
    district = District.objects.get(code=REGION)
    progress(0, 0, "登记学校和企业")
    world = World.from_plan()
    all_firms = firms_of(world)
    load_cast(world, district, all_firms, by=by, password=DEMO_PASSWORD)
    sheets = sheets_of(world, all_firms)
    for done, sheet in enumerate(sheets, start=1):
        _bring_in(sheet, district)
        progress(done, len(sheets), "按日期填报、审核演示台账")


def sheets_of(world: World, all_firms: Sequence[Firm]) -> list[HandedIn]:
    """Everything that is handed in, in the order of its days."""
    schools = schooling.schools_of(world, all_firms)
    sheets = [
        *schooling.handed_in(world, schools, all_firms),
        *pupils.handed_in(world, schools, all_firms),
        *firms.handed_in(world, all_firms, schools),
        *money.handed_in(world, schools, all_firms),
        *working.handed_in(world, schools, all_firms),
        *places.handed_in(world, schools, all_firms),
        *offices.handed_in(world, schools),
        *slips.handed_in(world, schools, all_firms),
    ]
    return sorted((sheet for sheet in sheets if sheet.rows), key=lambda sheet: sheet.on)


def _bring_in(sheet: HandedIn, district: District) -> None:
    register = REGISTERS[sheet.register]
    with clock.standing_on(sheet.on):
        by = _post(district, (sheet.unit,), sheet.on, (Role.CLERK, Role.HEAD))
        if sheet.draft:
            _type_in(register, sheet, by)
            return
        name = f"{register.name}{sheet.on.year}（演示）.csv"
        batch = hand_in(register, [_written(register, sheet).encode("utf-8-sig")], name, by=by)
        _run(batch)
        if batch.found["problems_total"] and batch.found["counts"]["refused"]:
            raise ValueError(f"{sheet.register} {sheet.unit} {sheet.on}: {batch.found['problems'][:3]}")
        _run(confirm(batch, by=by))
    if sheet.verified or sheet.returned:
        _judge(sheet, register, batch, district)


def _type_in(register: Register, sheet: HandedIn, by: Post) -> None:
    """Rows that were begun on the page and not handed in."""
    for row in sheet.rows:
        values = {name: register.kind_of(name).parse(_cell(value)) for name, value in row.items()}
        propose(register, values, by=by, submit=False)


def _judge(sheet: HandedIn, register: Register, batch: Batch, district: District) -> None:
    day = sheet.verified or sheet.on
    with clock.standing_on(day):
        by = _post(district, register.verified_by, day, (Role.HEAD, Role.CLERK))
        if sheet.returned:
            send_back_batch(batch, by=by, reason=sheet.returned)
        else:
            verify_batch(batch, by=by)


def _run(batch: Batch) -> None:
    """Do the batch's job here and now."""
    batch.refresh_from_db()
    assert batch.job is not None
    run_job.call(batch.job.pk, batch.job.attempt)
    job = Job.objects.get(pk=batch.job.pk)
    if job.state != JobState.DONE:
        raise RuntimeError(f"{batch.register}: {job.sentence}")
    batch.refresh_from_db()


def _post(district: District, units: tuple[str, ...], day: date, roles: tuple[Role, ...]) -> Post:
    """Who does it on that day: the first of the units that has somebody, its clerk or its head."""
    held = Post.objects.select_related("unit__district", "account").filter(since__lte=day, until__gte=day)
    for unit in units:
        for role in roles:
            if post := held.filter(unit__district=district, unit__key=unit, role=role).first():
                return post
    raise LookupError(f"nobody in {units} on {day}")


def _written(register: Register, sheet: HandedIn) -> str:
    """The sheet as a comma-separated file, with the headings of the register's template."""
    columns = [column for column in register.columns if any(column.name in row for row in sheet.rows)]
    out = io.StringIO()
    writer = csv.writer(out)
    writer.writerow([column.title for column in columns])
    for row in sheet.rows:
        writer.writerow([_cell(row.get(column.name)) for column in columns])
    return out.getvalue()


def _cell(value: object) -> str:
    return "" if value is None else str(value)
