"""docs/how-to/add-a-policy.md, followed word for word in a copy of the package."""

from __future__ import annotations

import json
import os
import re
import shutil
import subprocess
import sys
import textwrap
from pathlib import Path

import pytest

from tests.house.repository import PACKAGE, ROOT

PAGE = ROOT / "docs" / "how-to" / "add-a-policy.md"
MOST_STEPS = 7
BOOK = "book_bonus"
WRITTEN = ("__init__.py", "README.md", "parameters.yaml", "formula.py", "cases.yaml")


def steps() -> list[str]:
    """Each numbered step with what belongs to it."""
    return re.split(r"^\d+\. ", PAGE.read_text(encoding="utf-8"), flags=re.MULTILINE)[1:]


def code(step: str) -> str:
    """The block of code of a step, at the margin."""
    hit = re.search(r"^ *```\w*\n(.+?)^ *```$", step, re.MULTILINE | re.DOTALL)
    assert hit, step
    return textwrap.dedent(hit[1])


def test_a_policy_is_added_in_seven_steps_at_most():
    assert 0 < len(steps()) <= MOST_STEPS


@pytest.fixture
def copy(tmp_path: Path) -> Path:
    """The package without its other books, with the new one in it, and the tests that all books pass."""
    for path in ("src/gaodi/__init__.py", "src/gaodi/cli.py", "tests/rules/test_books.py"):
        (tmp_path / path).parent.mkdir(parents=True, exist_ok=True)
        shutil.copy(ROOT / path, tmp_path / path)
    shutil.copytree(PACKAGE / "bedrock", tmp_path / "src/gaodi/bedrock")
    shutil.copytree(PACKAGE / "rules", tmp_path / "src/gaodi/rules", ignore=shutil.ignore_patterns("books"))
    folder = tmp_path / "src/gaodi/rules/books" / BOOK
    folder.mkdir(parents=True)
    shutil.copy(PACKAGE / "rules/books/__init__.py", folder.parent)
    for name, step in zip(WRITTEN, steps(), strict=False):
        (folder / name).write_text(code(step), encoding="utf8")
    return tmp_path


def run(copy: Path, *words: str) -> str:
    done = subprocess.run(
        [sys.executable, *words],
        cwd=copy,
        env=os.environ | {"PYTHONPATH": str(copy / "src")},
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stdout + done.stderr
    return done.stdout


def test_the_new_book_passes_what_all_books_pass(copy: Path):
    bare = (
        "-p",
        "no:django",
        "-p",
        "no:cacheprovider",
        "-c",
        os.devnull,
        "--rootdir=.",
        "--import-mode=importlib",
    )

    said = run(copy, "-m", "pytest", "-q", *bare, "tests/rules/test_books.py")

    assert re.search(r"\b1\d passed", said), said


def test_the_new_book_answers_in_the_shell(copy: Path):
    facts = copy / "loans.csv"
    facts.write_text("school,year,students,lent\n甲,2024,600,2000\n", encoding="utf8")

    said = run(copy, "-m", "gaodi.cli", "rule", "run", BOOK, "--facts", str(facts), "--format", "json")

    [outcome] = json.loads(said)["outcomes"]
    assert outcome["bonus"] == 1600
