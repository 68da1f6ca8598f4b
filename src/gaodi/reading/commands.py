"""``gaodi read``: the rows of a task list, for programs as JSON, for eyes as a table."""

from __future__ import annotations

import argparse
import json
import os
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

from gaodi.bedrock.commands import Command
from gaodi.reading.paper import Progress, RefusedPaper, Stopped, no_progress

if TYPE_CHECKING:
    from gaodi.reading.rows import Reading

DONE, OUR_FAULT, REFUSED = 0, 1, 2


def add_arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("file", type=Path, help="任务清单：docx、xlsx、pdf、csv、md 或 txt")
    parser.add_argument(
        "--format", choices=("json", "table"), default="table", help="json 供程序用，table 供人看"
    )


def run(args: argparse.Namespace) -> int:
    """Print the reading of a file; a refusal is one sentence on stderr."""
    from gaodi.reading import read  # slow: the grammar

    try:
        with progress_bar() as progress:
            reading = read(args.file, progress=progress)
    except RefusedPaper as refusal:
        print(refusal, file=sys.stderr)
        return REFUSED
    except FileNotFoundError:
        print(f"没有这个文件：{args.file}", file=sys.stderr)
        return REFUSED
    except OSError as error:
        print(f"文件打不开：{args.file}（{error.strerror}）", file=sys.stderr)
        return REFUSED
    except (KeyboardInterrupt, Stopped):
        print("已停止，没有读出结果。", file=sys.stderr)
        return OUR_FAULT
    try:
        print_reading(reading, as_table=args.format == "table")
    except BrokenPipeError:  # the one who reads our output has had enough
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
    return DONE


def print_reading(reading: Reading, *, as_table: bool) -> None:
    if as_table:
        print_table(reading)
    else:
        print_json(reading)
    for warning in reading.warnings:
        print(f"提醒：{warning}", file=sys.stderr)


def print_json(reading: Reading) -> None:
    """One row a line: quick for a list of thousands, and still to be read by eye."""

    def said(value: object) -> str:
        return json.dumps(value, ensure_ascii=False)

    rows = ",\n".join(said(row.as_json()) for row in reading.rows)
    head = f'"title": {said(reading.title)}, "year": {said(reading.year)}'
    print(f'{{{head}, "rows": [\n{rows}\n], "warnings": {said(reading.warnings)}}}')


def print_table(reading: Reading) -> None:
    from rich.console import Console  # slow: 0.05 s, only for eyes
    from rich.table import Table  # slow: as above

    table = Table(title=reading.title or None, show_lines=True)
    for head in ("序号", "任务", "牵头单位", "责任单位", "时限", "目标", "待核对"):
        table.add_column(head, overflow="fold")
    for row in reading.rows:
        others = "、".join(row.responsible) + ("等" if row.open_ended else "")
        figures = "、".join(f"{target['value']}{target['unit']}" for target in row.targets)
        doubts = "\n".join(sentence for _, sentence in row.doubts)
        table.add_row(
            row.no or "", row.text, "、".join(row.lead), others, "、".join(row.deadlines), figures, doubts
        )
    Console().print(table)


@contextmanager
def progress_bar() -> Iterator[Progress]:
    """A bar on stderr where a person sits before it, silence elsewhere."""
    if not sys.stderr.isatty():
        yield no_progress
        return
    from rich.console import Console  # slow: 0.05 s, only for eyes
    from rich.progress import Progress as Bar  # slow: as above

    with Bar(console=Console(stderr=True), transient=True) as bar:
        task = bar.add_task("打开文件", total=None)

        def progress(done: int, total: int, what: str) -> None:
            bar.update(task, completed=done, total=total or None, description=what)

        yield progress


COMMANDS = [Command("read", "识读一份任务清单", add_arguments, run)]
