"""How long somebody waits who types a command."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path

from bench.promises import promise

GAODI = Path(sys.executable).with_name("gaodi")
PAPER = Path(__file__).parent.parent / "lists" / "huancui_2020" / "source" / "huancui-2020.docx"


def command(*args: str | Path) -> Callable[[], object]:
    return lambda: subprocess.run([GAODI, *args], check=True, capture_output=True)


@promise(0.3)
def gaodi_version() -> Iterator[Callable[[], object]]:
    yield command("--version")


@promise(1.5)
def gaodi_read_a_list_of_sixteen_tasks() -> Iterator[Callable[[], object]]:
    yield command("read", PAPER, "--format", "json")
