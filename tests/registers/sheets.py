"""Sheets of teachers as offices make them, and the jobs that read them."""

from __future__ import annotations

import io
from collections.abc import Sequence
from typing import Any

import xlsxwriter

from gaodi.ground.jobs import run_job
from gaodi.ground.models import Job, Post
from gaodi.registers.actions.imports import confirm, hand_in
from gaodi.registers.declaration import REGISTERS
from gaodi.registers.models import Batch
from tests.registers.entering import id_number

HEADINGS = (
    *("身份证号", "姓名", "到岗日期", "离岗日期", "任课类型", "聘用方式"),
    *("职称", "双师等级", "双师认定日期", "双师认定机构", "任教专业"),
)


def teacher(serial: int = 1, **cells: Any) -> dict[str, Any]:
    """A right row."""
    row = dict.fromkeys(HEADINGS)
    right = {"身份证号": id_number(serial), "姓名": f"王安{'一二三四五六七八九十'[serial % 10]}"}
    return row | right | {"到岗日期": "2015年9月1日", "任课类型": "专业课", "职称": "讲师"} | cells


def workbook(rows: Sequence[dict[str, Any]], headings: Sequence[str] = HEADINGS) -> bytes:
    """The rows as an .xlsx; headings in row 1."""
    file = io.BytesIO()
    with xlsxwriter.Workbook(file, {"in_memory": True}) as book:
        sheet = book.add_worksheet("教师")
        for number, cells in enumerate([list(headings), *([row.get(h) for h in headings] for row in rows)]):
            for index, cell in enumerate(cells):
                if isinstance(cell, str):
                    sheet.write_string(number, index, cell)
                elif cell is not None:
                    sheet.write(number, index, cell)
    return file.getvalue()


def done(job: Job | None) -> Job:
    """The job after a worker has done it."""
    assert job is not None
    run_job.func(job.pk, job.attempt)
    job.refresh_from_db()
    return job


def checked(
    rows: Sequence[dict[str, Any]], by: Post, headings: Sequence[str] = HEADINGS, register: str = "teachers"
) -> Batch:
    """A sheet, handed in and checked."""
    batch = hand_in(REGISTERS[register], [workbook(rows, headings)], "教师.xlsx", by=by)
    job = done(batch.job)
    assert job.state == "done", job.sentence
    return Batch.objects.get(pk=batch.pk)


def stored(batch: Batch, by: Post, **ticks: Any) -> Batch:
    """A checked sheet, confirmed and stored."""
    job = done(confirm(batch, by=by, **ticks).job)
    assert job.state == "done", job.sentence
    return Batch.objects.get(pk=batch.pk)


def counts(batch: Batch) -> dict[str, int]:
    """What was counted, without what is 0."""
    return {name: n for name, n in batch.found["counts"].items() if n}
