"""How commands print: tables for eyes, JSON for programs, a bar for patience."""

from __future__ import annotations

import json
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from rich.console import Console
from rich.progress import Progress as Bar
from rich.table import Table

from gaodi.ground.first_run import Progress


def print_json(data: dict[str, Any]) -> int:
    print(json.dumps(data, ensure_ascii=False, indent=1))
    return 0


def print_table(heads: list[str], rows: list[list[str]]) -> int:
    table = Table()
    for head in heads:
        table.add_column(head, overflow="fold")
    for row in rows:
        table.add_row(*row)
    Console().print(table)
    return 0


@contextmanager
def progress_bar() -> Iterator[Progress]:
    """A bar on standard error where a person sits before it, a line elsewhere."""
    if not sys.stderr.isatty():
        print("正在准备演示数据，要十几秒。", file=sys.stderr)
        yield lambda _done, _total, _what: None
        return
    with Bar(console=Console(stderr=True), transient=True) as bar:
        task = bar.add_task("准备演示数据", total=None)

        def progress(done: int, total: int, what: str) -> None:
            bar.update(task, completed=done, total=total or None, description=what)

        yield progress
