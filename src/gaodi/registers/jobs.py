"""What runs in the background for the registers: checking a sheet, storing it, writing an export."""

from __future__ import annotations

import gc
import tempfile
from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from django.db import transaction

from gaodi.bedrock import clock
from gaodi.bedrock.periods import say_day
from gaodi.bedrock.sheets import BadSheet, open_book
from gaodi.ground import bulk
from gaodi.ground.jobs import Run, job_kind
from gaodi.ground.queries.files import path_of
from gaodi.ground.queries.people import system_post
from gaodi.ground.refusals import Overtaken, Refused
from gaodi.registers.actions.exports import keep_export
from gaodi.registers.actions.imports import counted, missing_ticks
from gaodi.registers.actions.storing import (
    WrittenMeanwhile,
    keep_found,
    refuse_sheet,
    sealed_subjects,
    store,
)
from gaodi.registers.declaration import REGISTERS
from gaodi.registers.headings import Table, find_table
from gaodi.registers.importing.comparing import Comparison
from gaodi.registers.importing.found import told
from gaodi.registers.importing.reading import Reader
from gaodi.registers.models import Batch, Export, Subject
from gaodi.registers.queries.exports import exported, marks
from gaodi.registers.queries.imports import standing_of


@dataclass(frozen=True, slots=True)
class Mark:
    """A problem as it is marked in the sheet."""

    row: int
    index: int | None
    sentence: str
    remedy: str
    warning: bool


TRIES = 4  # how often a sheet is compared anew because somebody wrote meanwhile
CHUNK = 1 << 20
ADDED = (("填报单位", lambda row: row["填报单位"]), ("状态", lambda row: row["状态"]))


@job_kind("check_sheet", "核对导入表")
def check_sheet(run: Run, *, batch: int) -> None:
    """Read a sheet and say what is wrong with it and what it would change; nothing is stored."""
    handed_in = _batch(batch)
    try:
        with tempfile.TemporaryDirectory() as folder, uncollected():
            comparison, table, encoding = _compare(run, handed_in, keep=False)
            found = told(comparison, table, encoding)
            marked = _marked(handed_in, comparison, table, Path(folder) / "marked.xlsx")
            with transaction.atomic():
                run.fence()
                keep_found(handed_in, found, _chunks(marked) if marked else None, by=system_post())
                run.finish()
    except BadSheet as bad:
        with transaction.atomic():
            run.fence()
            refuse_sheet(handed_in, bad.sentence, bad.remedy, by=system_post())
            run.finish()


@job_kind("store_sheet", "导入入库", refusals=(BadSheet,))
def store_sheet(run: Run, *, batch: int, ticked: Mapping[str, bool]) -> None:
    """Read, check and compare a confirmed sheet again, then write all accepted rows or none."""
    for _ in range(TRIES):
        confirmed = _batch(batch)
        with uncollected():
            try:
                return _store(run, confirmed, ticked)
            except WrittenMeanwhile:
                continue
    raise Overtaken("本单位的这本台账正有人在改，没有入库。")


def _store(run: Run, batch: Batch, ticked: Mapping[str, bool]) -> None:
    comparison, table, encoding = _compare(run, batch, keep=True)
    found = told(comparison, table, encoding)
    # a tick is for so many rows as were shown, not for more
    holds = {name: ticked[name] and counted(found, name) <= counted(batch.found, name) for name in ticked}
    if unticked := missing_ticks(found, holds):
        with transaction.atomic():
            run.fence()
            keep_found(batch, found, None, by=system_post())
        raise Refused("确认以后，台账又有变动：" + "".join(unticked), "请看新的核对结果，再确认一次。")
    subjects = sealed_subjects(comparison)
    run.progress(found["counts"]["rows"], found["counts"]["rows"], "入库")
    with bulk.roomy(), transaction.atomic():
        run.fence()
        store(batch, comparison, subjects, found, by=run.job.by)
        run.finish()
    written = len(comparison.inserts) + len(comparison.updates)
    bulk.count_anew(written, comparison.register.model, Subject)


def _compare(run: Run, batch: Batch, *, keep: bool) -> tuple[Comparison, Table, str]:
    """Compare all rows of the sheet with what is known of the unit's."""
    register = REGISTERS[batch.register]
    book = open_book(path_of(batch.file.sha256), batch.file.kind)
    table = find_table(register, book)
    comparison = Comparison(register, batch.unit_id, standing_of(register, run.job.by), keep=keep)
    total = batch.found.get("counts", {}).get("rows", 0)
    for block in Reader(register, table.places, table.units).blocks(table.rows(book)):
        comparison.take(block)
        run.progress(comparison.counts["rows"], total, "核对")
    return comparison, table, book.encoding


@job_kind("export_rows", "导出台账")
def export_rows(run: Run, *, export: int) -> None:
    """Write the rows that were asked for into a sheet, as they may be seen when it is written."""
    from gaodi.registers.workbook import write_export  # slow: the library that writes sheets

    asked = Export.objects.select_related("by__unit__district", "by__account").get(pk=export)
    register = REGISTERS[asked.register]
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "export.xlsx"
        rows = _told(run, exported(register, asked.filters, asked.by))
        count = write_export(register, rows, path, _said(asked), ADDED)
        with transaction.atomic():
            run.fence()
            keep_export(asked, register, _chunks(path), path.stat().st_size, count, by=asked.by)
            run.finish()


def _told(run: Run, blocks: Iterable[list[Mapping[str, Any]]]) -> Iterator[Mapping[str, Any]]:
    done = 0
    for block in blocks:
        yield from block
        done += len(block)
        run.progress(done, 0, "写表")


def _said(export: Export) -> list[str]:
    day = say_day(export.at.astimezone(clock.ZONE).date())
    who = f"导出人：{export.by.unit}　{export.by.person}　　导出日期：{day}"
    return [*marks(), who, f"条件：{export.said or '全部'}"]


def _batch(number: int) -> Batch:
    rows = Batch.objects.select_related("file", "unit__district", "by__unit", "by__account")
    return rows.get(pk=number)


def _marked(batch: Batch, comparison: Comparison, table: Table, path: Path) -> Path | None:
    """The sheet with its errors marked, if it has any."""
    from gaodi.registers.workbook import write_marked  # slow: only where there are errors

    if not comparison.wrong:
        return None
    marks = [
        Mark(w.row, table.places.get(w.column), w.sentence, w.remedy, w.warning) for w in comparison.wrong
    ]
    write_marked(path_of(batch.file.sha256), batch.file.kind, table, marks, path)
    return path


def _chunks(path: Path) -> Iterator[bytes]:
    with path.open("rb") as file:
        while chunk := file.read(CHUNK):
            yield chunk


@contextmanager
def uncollected() -> Iterator[None]:
    """Without the collector of cycles, which would walk over hundreds of thousands of rows again and again."""
    was = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was:
            gc.enable()
