"""Documents: what they name is there, and what they should name is named."""

from __future__ import annotations

import ast
import re
import tomllib
from collections import Counter
from pathlib import Path

import pytest

from tests.house.repository import PACKAGE, ROOT, files, modules, say, table, text, tree

ADR = ROOT / "docs" / "adr"
LINK = re.compile(r"!?\[[^\]]*\]\(([^)\s]+)\)")
MAKE = re.compile(
    r"`(?:[A-Z_]+=\S+ )*make ((?:[a-z][a-z-]*|[A-Z_]+=[^\s`]+| )+)|^(?:[A-Z_]+=\S+ )*make ((?:[a-z][a-z-]*| )+)",
    re.MULTILINE,
)


def heading_anchors(markdown: str) -> set[str]:
    heads = re.findall(r"^#+ +(.+?) *$", markdown, re.MULTILINE)
    return {re.sub(r"[^\w\- ]", "", head.lower()).replace(" ", "-") for head in heads}


def broken_links(path: Path, markdown: str) -> list[str]:
    """The links of a document that lead nowhere in this repository; other hosts are not asked."""
    broken = []
    for target in LINK.findall(re.sub(r"```.*?```", "", markdown, flags=re.DOTALL)):
        if re.match(r"[a-z]+:", target):
            continue
        name, _, anchor = target.partition("#")
        there = (path.parent / name).resolve() if name else path
        if not there.exists() or (
            anchor and there.suffix == ".md" and anchor not in heading_anchors(text(there))
        ):
            broken.append(target)
    return broken


def commands(markdown: str) -> set[str]:
    """The make targets that a document tells its reader to type."""
    return {word for found in MAKE.findall(markdown) for word in "".join(found).split() if "=" not in word}


def targets() -> set[str]:
    return set(re.findall(r"^([a-z][a-z-]*):", text(ROOT / "Makefile"), re.MULTILINE))


def variables_read(source: ast.Module) -> set[str]:
    """The environment variables that a module asks for: env.str("A"), os.environ.get("B"), os.environ["C"]."""
    found = set()
    for node in ast.walk(source):
        match node:
            case ast.Call(
                func=ast.Attribute(value=ast.Name(id="env")), args=[ast.Constant(value=str(name)), *_]
            ):
                found.add(name)
            case ast.Call(
                func=ast.Attribute(value=ast.Attribute(attr="environ"), attr="get" | "setdefault"),
                args=[ast.Constant(value=str(name)), *_],
            ):
                found.add(name)
            case ast.Subscript(value=ast.Attribute(attr="environ"), slice=ast.Constant(value=str(name))):
                found.add(name)
    return found


def variables_explained(example: str) -> set[str]:
    return set(re.findall(r"^#? ?([A-Z][A-Z0-9_]+)=", example, re.MULTILINE))


def requirement_names(lines: str) -> set[str]:
    names = re.findall(r"^([A-Za-z][\w.-]*)", lines, re.MULTILINE)
    return {re.sub(r"[-_.]+", "-", name).lower() for name in names}


@pytest.mark.parametrize("path", files("", ".md"), ids=say)
def test_links_lead_somewhere(path):
    assert broken_links(path, text(path)) == []


@pytest.mark.parametrize("path", files("", ".md"), ids=say)
def test_make_commands_exist(path):
    assert commands(text(path)) - targets() == set()


def test_every_target_for_people_is_explained():
    makefile = text(ROOT / "Makefile")
    for_people = {name for name in targets() if not name.startswith("check-")}
    explained = set(re.findall(r"^([a-z-]+):.*## \S", makefile, re.MULTILINE))

    assert for_people - explained == set()


def test_decisions_have_their_own_numbers_and_stand_in_the_index():
    records = [path.name for path in files("docs/adr", ".md") if path.name != "README.md"]
    numbers = Counter(name[:4] for name in records)
    linked = set(LINK.findall(text(ADR / "README.md")))

    assert [name for name in records if not re.fullmatch(r"\d{4}-[a-z0-9-]+\.md", name)] == []
    assert [number for number, count in numbers.items() if count > 1] == []
    assert set(records) - linked == set()


@pytest.mark.parametrize("path", files("docs/adr", ".md"), ids=say)
def test_a_decision_says_context_decision_consequences(path):
    if path.name == "README.md":
        return
    heads = re.findall(r"^## (.+)$", text(path), re.MULTILINE)

    assert heads[:3] == ["Context", "Decision", "Consequences"]


def test_the_map_of_the_documents_is_complete():
    linked = {target.partition("#")[0] for target in LINK.findall(text(ROOT / "docs" / "index.md"))}
    documents = {path.relative_to(ROOT / "docs").as_posix() for path in files("docs", ".md")}
    top = {name for name in documents if "/" not in name} - {"index.md"}

    assert top - linked == set()


def test_every_variable_is_read_in_settings_and_explained_in_the_example():
    settings = variables_read(tree(PACKAGE / "settings.py"))
    elsewhere = {name for path in modules() for name in variables_read(tree(path))} - {
        "DJANGO_SETTINGS_MODULE"
    }
    explained = variables_explained(text(ROOT / ".env.example"))

    assert elsewhere - settings == set()
    assert settings == explained


def test_operating_explains_the_same_variables_as_the_example():
    rows = table(ROOT / "docs" / "operating.md", 3)
    named = {row[0].strip("`") for row in rows}

    assert named == variables_explained(text(ROOT / ".env.example"))


def test_the_drawing_shows_every_room_of_the_import_contract():
    contracts = tomllib.loads(text(ROOT / "pyproject.toml"))["tool"]["importlinter"]["contracts"]
    layers = next(contract["layers"] for contract in contracts if contract["type"] == "layers")
    rooms = set(re.findall(r"[a-z]+", " ".join(layers))) - {"wsgi"}
    drawing = text(ROOT / "docs" / "architecture.md").split("```")[1]

    assert {room for room in rooms if room not in drawing} == set()


def test_the_package_needs_what_the_lists_of_requirements_hold():
    project = tomllib.loads(text(ROOT / "pyproject.toml"))["project"]
    base = text(ROOT / "requirements" / "base.in")

    assert requirement_names("\n".join(project["dependencies"])) == requirement_names(base)


@pytest.mark.parametrize("name", ["base", "build"])
def test_tests_run_on_the_versions_that_run(name):
    pinned = set(re.findall(r"^\S+==\S+", text(ROOT / "requirements" / f"{name}.txt"), re.MULTILINE))

    assert (
        pinned - set(re.findall(r"^\S+==\S+", text(ROOT / "requirements" / "dev.txt"), re.MULTILINE)) == set()
    )


# ------------------------------------------------------------------ the checks bite


def test_a_broken_link_is_seen():
    here = ROOT / "docs" / "index.md"
    markdown = "[a](nowhere.md) [b](index.md#no-such-head) [c](https://example.org/) [d](../README.md)"

    assert broken_links(here, markdown) == ["nowhere.md", "index.md#no-such-head"]


def test_commands_are_found_in_code_only():
    sentence = "Make sure it runs. `make run`, `GAODI_X=1 make test`"
    markdown = f"{sentence}\n```\nmake setup demo  # both\nmake test ARGS=-x\n```\n"

    assert commands(markdown) == {"run", "test", "setup", "demo"}


def test_variables_are_found():
    source = 'env.str("ONE"); env.bool("TWO", default=False); os.environ.get("THREE", ""); os.environ["FOUR"]'
    example = "# A sentence=\nONE=1\n# TWO=2\n#THREE=3\n"

    assert variables_read(ast.parse(source)) == {"ONE", "TWO", "THREE", "FOUR"}
    assert variables_explained(example) == {"ONE", "TWO", "THREE"}
