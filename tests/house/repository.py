"""What the tests of the repository look at: its files, as they stand in this working copy."""

from __future__ import annotations

import ast
import subprocess
from functools import cache
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
PACKAGE = ROOT / "src" / "gaodi"


@cache
def all_files() -> tuple[Path, ...]:
    """Every file that is tracked or would be: what git ignores is left out."""
    listed = subprocess.run(
        ["git", "ls-files", "-z", "--cached", "--others", "--exclude-standard"],
        cwd=ROOT,
        check=True,
        capture_output=True,
        text=True,
    ).stdout
    paths = (ROOT / name for name in sorted(set(listed.split("\0")) - {""}))
    return tuple(path for path in paths if path.is_file())


def files(folder: str = "", *endings: str) -> list[Path]:
    return [
        path
        for path in all_files()
        if path.is_relative_to(ROOT / folder) and (not endings or path.name.endswith(endings))
    ]


def modules() -> list[Path]:
    """The modules of the package, without generated migrations."""
    return [path for path in files("src/gaodi", ".py") if "migrations" not in path.parts]


def say(path: Path) -> str:
    return path.relative_to(ROOT).as_posix()


@cache
def text(path: Path) -> str:
    return path.read_text(encoding="utf-8")


@cache
def tree(path: Path) -> ast.Module:
    return ast.parse(text(path))


def table(path: Path, columns: int) -> list[list[str]]:
    """The rows of the Markdown tables of ``columns`` columns in a document, heads and rules left out."""
    rows: list[list[str]] = []
    lines = text(path).splitlines()
    for line, after in zip(lines, [*lines[1:], ""], strict=True):
        if not line.startswith("|"):
            continue
        cells = [cell.strip() for cell in line.strip().strip("|").split("|")]
        is_rule = set("".join(cells)) <= set("-: ")
        is_head = after.startswith("|") and set(after) <= set("|-: ")
        if len(cells) == columns and not is_rule and not is_head:
            rows.append(cells)
    return rows
