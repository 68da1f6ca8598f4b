"""Modules: their names, first lines, sizes, imports, and where a table may be asked."""

from __future__ import annotations

import ast
import re
import subprocess
import sys
from pathlib import Path

import pytest

from tests.house.repository import PACKAGE, ROOT, files, modules, say, table, text, tree

DRAWERS = {
    "utils",
    "util",
    "helpers",
    "helper",
    "common",
    "core",
    "services",
    "service",
    "signals",
    "misc",
    "managers",
}
REASON = re.compile(r"# (slow|optional|app ready|circle): \S")
# where tables may be asked by name: questions and what declares them, verbs, jobs (which act on the id they were given)
# and loaders of packaged data; everything else starts from a question in queries
ASKING = {
    *("queries", "obligations", "figures", "actions", "acting", "jobs", "worker", "bulk"),
    *("models", "migrations", "packaged", "demo"),
}
MANAGERS = {"objects", "_default_manager", "_base_manager"}
LONGEST = {"src": 400, "tests": 600}


def junk_drawers(path: Path) -> set[str]:
    return DRAWERS & {part.removesuffix(".py").strip("_") for part in path.parts}


def deferred_imports_without_reason(source: str) -> list[int]:
    """The lines of imports inside functions that do not say why they are not at the top."""
    lines = source.splitlines()
    return [
        node.lineno
        for function in ast.walk(ast.parse(source))
        if isinstance(function, ast.FunctionDef | ast.AsyncFunctionDef)
        for node in ast.walk(function)
        if isinstance(node, ast.Import | ast.ImportFrom)
        and not any(REASON.search(line) for line in lines[node.lineno - 1 : node.end_lineno])
    ]


def direct_questions(source: ast.Module) -> list[int]:
    """The lines that ask a table by its model's name: Task.objects, get_object_or_404(Task, …)."""
    found = []
    for node in ast.walk(source):
        if isinstance(node, ast.Attribute) and node.attr in MANAGERS:
            found.append(node.lineno)
        if (
            isinstance(node, ast.Call)
            and isinstance(node.func, ast.Name)
            and node.func.id in {"get_object_or_404", "get_list_or_404"}
            and isinstance(node.args[0], ast.Name)
            and node.args[0].id[0].isupper()
        ):
            found.append(node.lineno)
    return found


def may_ask(path: Path) -> bool:
    return bool(ASKING & {part.removesuffix(".py") for part in path.relative_to(PACKAGE).parts})


def test_no_drawer_for_everything():
    assert [say(path) for path in files("src", ".py") if junk_drawers(path.relative_to(ROOT))] == []


def test_every_module_says_in_its_first_line_what_lives_there():
    speechless = [
        say(path)
        for path in modules()
        if text(path).strip() and not (ast.get_docstring(tree(path)) or "").strip()
    ]

    assert speechless == []


def test_every_deferred_import_says_why():
    found = [
        f"{say(path)}:{line}" for path in modules() for line in deferred_imports_without_reason(text(path))
    ]

    assert found == [], "the reasons: # slow: … | # optional: … | # app ready: … | # circle: …"


def test_tables_are_asked_in_queries_and_actions_only():
    """Pages, files, counts and exports start from ``visible_<noun>(by)``; anything else shows too much."""
    found = [
        f"{say(path)}:{line}"
        for path in modules()
        if not may_ask(path)
        for line in direct_questions(tree(path))
    ]

    assert found == []


def test_what_is_visible_depends_on_who_asks():
    """``visible_<noun>`` takes ``by`` first, or behind what is looked into; each room with pages has one."""
    without_by, rooms_with = [], set()
    for path in modules():
        for node in tree(path).body:
            if isinstance(node, ast.FunctionDef) and node.name.startswith("visible_"):
                rooms_with.add(path.relative_to(PACKAGE).parts[0])
                if "by" not in [argument.arg for argument in node.args.args[:2]]:
                    without_by.append(f"{say(path)}:{node.lineno} {node.name}")
    rooms_with_pages = {
        path.relative_to(PACKAGE).parts[0] for path in modules() if {"views", "views.py"} & set(path.parts)
    }

    assert without_by == []
    assert rooms_with_pages - rooms_with == set()


def test_long_modules_are_owned_up_to():
    """A long module is no crime; one that nobody means to look at again is. docs/debts.md lists them."""
    listed = {cells[0].strip("`") for cells in table(ROOT / "docs" / "debts.md", 3)}
    long = {
        say(path)
        for folder, limit in LONGEST.items()
        for path in files(folder, ".py")
        if "migrations" not in path.parts and len(text(path).splitlines()) > limit
    }

    assert long - listed == set()


def test_debts_that_are_paid_leave_the_list():
    listed = {cells[0].strip("`") for cells in table(ROOT / "docs" / "debts.md", 3)}
    paths = {name for name in listed if name.endswith(".py")}

    assert {name for name in paths if not (ROOT / name).exists()} == set()


def test_imports_go_down_the_stairs():
    lint_imports = Path(sys.executable).with_name("lint-imports")
    run = subprocess.run([lint_imports, "--no-logo"], cwd=ROOT, check=False, capture_output=True, text=True)

    assert run.returncode == 0, run.stdout


# ------------------------------------------------------------------ the checks bite


@pytest.mark.parametrize(
    "name", ["gaodi/ground/utils.py", "gaodi/core/models.py", "gaodi/ground/helpers/text.py"]
)
def test_a_drawer_is_seen(name):
    assert junk_drawers(Path(name))


def test_a_name_that_only_contains_a_drawer_is_no_drawer():
    assert junk_drawers(Path("gaodi/ground/scores.py")) == set()


@pytest.mark.parametrize(
    ("source", "lines"),
    [
        ("def f():\n    import lxml\n", [2]),
        ("def f():\n    import lxml  # because\n", [2]),
        ("def f():\n    import lxml  # slow:\n", [2]),
        ("class A:\n    def f(self):\n        from x import y\n", [3]),
        ("def f():\n    import lxml  # slow: wanted for Word only\n", []),
        ("def f():\n    from x import (  # app ready: needs models\n        y,\n    )\n", []),
        ("import lxml\n", []),
    ],
)
def test_a_deferred_import_without_reason_is_seen(source, lines):
    assert deferred_imports_without_reason(source) == lines


@pytest.mark.parametrize(
    ("source", "lines"),
    [
        ("Task.objects.all()", [1]),
        ("Task._default_manager.get(pk=1)", [1]),
        ("get_object_or_404(Task, pk=1)", [1]),
        ("get_object_or_404(visible_tasks(by), pk=1)", []),
        ("visible_tasks(by).filter(pk=1)", []),
    ],
)
def test_a_direct_question_is_seen(source, lines):
    assert direct_questions(ast.parse(source)) == lines


@pytest.mark.parametrize(
    ("name", "may"),
    [
        ("supervision/queries.py", True),
        ("supervision/actions/lists.py", True),
        ("supervision/views.py", False),
        ("supervision/forms.py", False),
        ("navigation.py", False),
    ],
)
def test_who_may_ask(name, may):
    assert may_ask(PACKAGE / name) is may
