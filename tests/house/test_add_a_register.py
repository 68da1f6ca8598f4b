"""docs/how-to/add-a-register.md, followed word for word in a copy of the package."""

from __future__ import annotations

import json
import os
import re
import shlex
import shutil
import subprocess
import sys
import textwrap
from collections.abc import Callable
from pathlib import Path

import pytest
from openpyxl import load_workbook

from tests.house.repository import ROOT, all_files

PAGE = ROOT / "docs" / "how-to" / "add-a-register.md"
MOST_STEPS = 7
MODULE = "book_loans"
PROOFS = (
    f"tests/registers/declared/test_{MODULE}.py",
    "tests/house/test_registers.py",
    "tests/house/test_words.py",
)
CAST = """
import django; django.setup()
from gaodi.ground.actions.first_run import ensure_system_post
from gaodi.ground.models import District, Role, UnitKind
from tests.cast import make_post, make_unit

ensure_system_post()
district = District.objects.create(code="371002", name="环翠区")
make_post(make_unit(district, "wanghai", "望海职专", UnitKind.SCHOOL), Role.CLERK, "jiaowu", "迟晓")
make_post(make_unit(district, "edu_sports_bureau", "区教育体育局"), Role.CLERK, "keyuan", "王晓岚")
"""
VERIFY = """
import django; django.setup()
from gaodi.ground.models import Post
from gaodi.registers.actions.imports import verify_batch
from gaodi.registers.models import Batch

print(verify_batch(Batch.objects.get(), by=Post.objects.get(account__username="keyuan")))
"""


# ------------------------------------------------------------------ the page


def steps() -> list[str]:
    """Each numbered step with what belongs to it."""
    text = PAGE.read_text(encoding="utf-8")
    return re.split(r"^\d+\. ", text, flags=re.MULTILINE)[1:]


def code(step: str) -> str:
    """The block of code of a step, at the margin."""
    hit = re.search(r"^ *```\w*\n(.+?)^ *```$", step, re.MULTILINE | re.DOTALL)
    assert hit, step
    return textwrap.dedent(hit[1])


def named(step: str) -> str:
    """The file that a step begins with."""
    hit = re.search(r"`([\w/<>]+\.py)`", step)
    assert hit, step
    return hit[1].replace("<what>", MODULE)


def test_a_register_is_added_in_seven_steps_at_most():
    assert 0 < len(steps()) <= MOST_STEPS


# ------------------------------------------------------------------ the copy


@pytest.fixture
def copy(tmp_path) -> Path:
    """This working copy again, as far as git knows it."""
    target = tmp_path / "copy"
    for path in all_files():
        to = target / path.relative_to(ROOT)
        to.parent.mkdir(parents=True, exist_ok=True)
        shutil.copy2(path, to)
    subprocess.run(["git", "init", "--quiet"], cwd=target, check=True)
    return target


@pytest.fixture
def run(copy, tmp_path) -> Callable[..., str]:
    """Run Python in the copy; gives what it printed."""
    kept = {name: value for name, value in os.environ.items() if not name.startswith(("GAODI_", "DATABASE"))}
    environment = kept | {
        "PYTHONPATH": f"{copy / 'src'}{os.pathsep}{copy}",
        "GAODI_VAR": str(tmp_path / "var"),
        "GAODI_TODAY": "2024-02-01",
        "DJANGO_SETTINGS_MODULE": "gaodi.settings",
    }

    def running(*words: str | Path) -> str:
        done = subprocess.run(
            [sys.executable, *words], cwd=copy, env=environment, capture_output=True, text=True, check=False
        )
        assert done.returncode == 0, f"{words}\n{done.stdout}\n{done.stderr}"
        return done.stdout

    return running


def follow(copy: Path, run: Callable[..., str]) -> None:
    """Steps 1 to 5 as they are written."""
    module, index, migration, words, proof, *_ = steps()
    (copy / named(module)).write_text(code(module), encoding="utf-8")
    add_line(copy / named(index), "    bases,\n", textwrap.indent(code(index), "    "))
    assert "`make migrate`" in migration
    before = len(list((copy / "src/gaodi/registers/migrations").glob("0*.py")))
    run("-m", "django", "makemigrations")
    assert len(list((copy / "src/gaodi/registers/migrations").glob("0*.py"))) == before + 1
    run("-m", "gaodi.cli", "migrate")
    add_line(copy / "docs/words.md", "| 教师 | `Teacher`", code(words), before=True)
    (copy / named(proof)).write_text(code(proof), encoding="utf-8")


def add_line(path: Path, beside: str, line: str, *, before: bool = False) -> None:
    text = path.read_text(encoding="utf-8")
    assert text.count(beside) == 1, beside
    path.write_text(text.replace(beside, line + beside if before else beside + line), encoding="utf-8")


def commands() -> list[list[str]]:
    """What step 6 types in the shell, behind ``gaodi``."""
    lines = [shlex.split(line) for line in code(steps()[5]).splitlines()]
    assert {line[0] for line in lines} == {"gaodi"}
    return [line[1:] for line in lines]


def fill(path: Path) -> None:
    book = load_workbook(path)
    sheet = book.worksheets[0]
    cells = {"学校标识码": "3137100201", "年度": "2023年", "借出图书（册）*": 1200, "借书学生（人）": 300}
    headings = [cell.value for cell in sheet[4]]
    for heading, value in cells.items():
        at = next(
            n for n, text in enumerate(headings, start=1) if str(text).rstrip("*") == heading.rstrip("*")
        )
        sheet.cell(6, at).value = value
    book.save(path)


@pytest.mark.slow
def test_a_register_added_by_the_page_works(copy, run):
    """The new register is listed, checked by the house, filled by its sheet and counted."""
    follow(copy, run)
    listing, template, bring_in, figures = commands()

    found = json.loads(run("-m", "gaodi.cli", *listing, "--format", "json"))["registers"]
    assert "book-loans" in {each["slug"] for each in found}
    run("-m", "pytest", "-q", "-k", "book", *PROOFS)

    run("-c", CAST)
    run("-m", "gaodi.cli", *template)
    fill(copy / "loans.xlsx")
    run("-m", "gaodi.cli", *bring_in)
    assert run("-c", VERIFY).strip() == "1"
    said = json.loads(run("-m", "gaodi.cli", *figures, "--format", "json"))
    assert "1200" in json.dumps(said, ensure_ascii=False), said
