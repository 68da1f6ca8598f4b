"""How long somebody waits who types a command, the start of Python included."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

from bench.measuring import Figure, median

GAODI = Path(sys.executable).with_name("gaodi")
PAPER = Path("lists/huancui_2020/source/huancui-2020.docx")


def figures() -> Iterator[Figure]:
    for words in (("--version",), ("read", str(PAPER), "--format", "json")):
        yield Figure(
            f"gaodi {' '.join(words)[:40]}", median(lambda words=words: _run(*words), runs=3), "s", 1.5
        )


def _run(*words: str) -> None:
    subprocess.run([GAODI, *words], check=True, capture_output=True)
