"""``gaodi register template, import, export``: sheets, by the same steps as the pages, done here and now."""

from __future__ import annotations

import shutil
import sys
import tempfile
import time
from argparse import Namespace
from collections.abc import Iterator
from pathlib import Path

from gaodi.bedrock import clock
from gaodi.ground.commands.printing import print_json
from gaodi.ground.jobs import run_job
from gaodi.ground.models import Job, JobState, Post
from gaodi.ground.queries.files import path_of
from gaodi.ground.refusals import NotYours, Refused
from gaodi.registers.actions.imports import confirm, drop, hand_in, missing_ticks
from gaodi.registers.commands.who import opened, post_named, register_named, unit_meant
from gaodi.registers.models import Batch, BatchState
from gaodi.registers.queries.batches import own_rows
from gaodi.registers.queries.exports import marks
from gaodi.registers.queries.lists import said as filters_said
from gaodi.registers.states import fills

CHUNK = 1 << 20
A_MOMENT = 0.2  # seconds between two looks at a job that a worker took first
UNDER_WAY = frozenset({JobState.WAITING, JobState.RUNNING})


# ------------------------------------------------------------------ in


def bring_in(args: Namespace) -> int:
    """Hand a sheet in, check it, and store it if that was asked for and nothing stands against it."""
    register = register_named(args.slug)
    by = post_named(args.username, register)
    batch = hand_in(register, _chunks(args.file), args.file.name, by=by)
    state = _at_once(batch)
    if batch.state != BatchState.READY:
        return _end(args, batch, by, _said_of_job(batch), 1 if state == JobState.FAILED else 2)
    ticked = {"problems": args.partial, "cleared": args.blanks, "others": args.others}
    if args.check or (against := missing_ticks(batch.found, ticked)):
        has_problems = bool(batch.found["counts"]["refused"])
        said = "只核对了，没有入库。" if args.check else f"{''.join(against)}没有入库。"
        return _end(args, batch, by, said, 2 if has_problems or not args.check else 0)
    batch = confirm(batch, by=by, blanks=args.blanks, others=args.others, partial=args.partial)
    state = _at_once(batch)
    if batch.state == BatchState.STORED:
        return _end(args, batch, by, "已入库，等待审核。", 0)
    return _end(args, batch, by, _said_of_job(batch), 1 if state == JobState.FAILED else 2)


def _at_once(batch: Batch) -> str:
    """Do the sheet's job here and now; how it ended."""
    state = run_here(batch.job)
    batch.refresh_from_db()
    return state


def run_here(job: Job | None) -> str:
    """Do a job without waiting for a worker; where one was faster, wait for it. How it ended."""
    if job is None:
        raise RuntimeError("what was asked for has a job")
    run_job.func(job.pk, job.attempt)
    job.refresh_from_db()
    while job.state in UNDER_WAY:
        time.sleep(A_MOMENT)
        job.refresh_from_db()
    return job.state


def _said_of_job(batch: Batch) -> str:
    said = batch.job.sentence if batch.job else ""
    return said or f"{batch.found.get('sentence', '')}{batch.found.get('remedy', '')}"


def _end(args: Namespace, batch: Batch, by: Post, said: str, code: int) -> int:
    """Say what was found; a sheet that was not stored is given up, so that nobody finds it half done."""
    if batch.state != BatchState.STORED:
        drop(batch, by=by)
    if args.format == "json":
        print_json(
            {"file": batch.name, "stored": batch.state == BatchState.STORED, "said": said, **batch.found}
        )
        return code
    counts = batch.found.get("counts", {})
    if counts:
        words = {"rows": "共", "new": "新增", "changed": "变更", "same": "相同", "refused": "有错"}
        print("，".join(f"{word}{counts[name]}行" for name, word in words.items()))
    for each in batch.found.get("problems", ()):
        mark = "提醒" if each["warning"] else "错误"
        print(f"{mark}　{each['cell']}　{each['heading']}　{each['sentence']}。{each['remedy']}。")
    print(said, file=sys.stdout if code == 0 else sys.stderr)
    return code


def _chunks(path: Path) -> Iterator[bytes]:
    try:
        file = path.open("rb")
    except OSError as wrong:
        raise Refused(f"打不开文件 {path}。", "请核对文件名。") from wrong
    with file:
        while chunk := file.read(CHUNK):
            yield chunk


# ------------------------------------------------------------------ out


def write_template(args: Namespace) -> int:
    """The template of a register with the unit's rows in it."""
    from gaodi.registers import workbook  # slow: needed only to write a sheet

    register = register_named(args.slug)
    by = post_named(args.username, register)
    if not fills(register, by):
        raise NotYours(f"{register.name}台账不由{by.unit}填报。")
    rows = own_rows(register, by).iterator(chunk_size=2000)
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "template.xlsx"
        workbook.write_template(register, by.unit.name, rows, path, clock.today(), marks())
        _copy(path, args.output)
    print(f"已写到 {args.output}。")
    return 0


def write_export(args: Namespace) -> int:
    """The rows one may see and asks for, as a sheet; kept among the exports like one from the page."""
    from gaodi.registers.actions.exports import ask_export  # slow: only where rows are taken out

    by = post_named(args.username)
    register = opened(register_named(args.slug), by)
    unit = unit_meant(args.unit, by, args.username)
    asked = {
        "unit": unit and str(unit.pk),
        "state": args.state,
        "q": args.q,
        "day": args.day,
        "known": args.known,
    }
    filters = {name: str(value) for name, value in asked.items() if value}
    words = filters_said(register, filters, {unit.pk: unit.name} if unit else {})
    export = ask_export(register, filters, words, by=by)
    state = run_here(export.job)
    export.refresh_from_db()
    if export.file is None:
        print(export.job.sentence if export.job else "", file=sys.stderr)
        return 1 if state == JobState.FAILED else 2
    _copy(path_of(export.file.sha256), args.output)
    print(f"已导出{export.rows}行，写到 {args.output}。")
    return 0


def _copy(path: Path, output: Path) -> None:
    try:
        shutil.copyfile(path, output)
    except OSError as wrong:
        raise Refused(f"写不了文件 {output}。", "请换一个位置。") from wrong
