"""Registers: each declaration is whole, is in the index, and is proved by an example and by a refusal."""

from __future__ import annotations

import ast
import re
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

import pytest
import yaml
from django.db import models

from gaodi.bedrock.text import squash
from gaodi.ground.models import UnitKind
from gaodi.registers import models as index
from gaodi.registers.columns import column_of
from gaodi.registers.declaration import REGISTERS, Register
from gaodi.registers.figures import Count, Share, Sum
from gaodi.registers.kinds import Choice
from gaodi.registers.models import Fact
from gaodi.registers.naming import Person
from tests.house.repository import PACKAGE, ROOT, tree

DECLARED = PACKAGE / "registers" / "declared"
MODULES = sorted(path.stem for path in DECLARED.glob("*.py") if path.stem != "__init__")
UNITS = {
    unit["key"]
    for unit in yaml.safe_load((ROOT / "lists/huancui_2020/units.yaml").read_text(encoding="utf-8"))["units"]
}
CHINESE = re.compile(r"[\u4e00-\u9fff]")
LONGEST_PREFIX = 17  # so that the names of indexes keep within the 30 characters that Django allows

every_register = pytest.mark.parametrize("register", REGISTERS.values(), ids=lambda register: register.slug)
every_module = pytest.mark.parametrize("module", MODULES)


def own_columns(register: Register) -> list[models.Field]:
    """The fields that a register's module declares as columns."""
    return [field for field in register.model._meta.get_fields() if column_of(field)]


def prefixes(register: Register) -> set[str]:
    """What the constraints and indexes of a register are called by."""
    suffix = re.compile(
        r"_(stands_once|proposed_once|open_or_counts|begins_first|by_label|of_unit|(by|u)_(sound|initials)|(u_)?open)$"
    )
    named = [*register.model._meta.constraints, *register.model._meta.indexes]
    return {suffix.sub("", each.name) for each in named if suffix.search(each.name)}


def headings(register: Register) -> Iterator[tuple[str, str]]:
    """Every heading by which a sheet may call a column, without blanks, and the column it means."""
    for column in register.columns:
        for heading in (column.heading, *column.aliases):
            yield squash(heading), column.name
    for heading, name in register.aliases.items():
        yield squash(heading), name


def looked_at(register: Register) -> set[str]:
    """The columns that a register's lists, conditions, figures and findings name."""
    names = {*register.columns_first, *register.aliases.values()}
    for column in register.columns:
        names |= set(column.applies_when)
    for figure in register.figures:
        for only in getattr(figure, "only", ()):
            names |= set(only.needs)
        names |= {figure.column} if isinstance(figure, Sum) else set()
        names |= {figure.of} - {"row"} if isinstance(figure, Count) else set()
    for finding in register.findings:
        names |= set(getattr(finding, "columns", ()))
    return names


# ------------------------------------------------------------------ the declaration


@every_module
def test_a_module_is_in_the_index(module):
    assert hasattr(index, module), f"registers/models/__init__.py does not name {module}"


@every_module
def test_a_module_declares_a_register(module):
    names = {register.model.__module__ for register in REGISTERS.values()}

    assert f"gaodi.registers.declared.{module}" in names


def test_names_stand_once():
    registers = REGISTERS.values()
    figures = [figure.name for register in registers for figure in register.figures]
    prefix = [name for register in registers for name in prefixes(register)]

    for names in (figures, prefix, [r.name for r in registers], [r.model for r in registers]):
        assert [name for name, count in Counter(names).items() if count > 1] == []


@every_register
def test_a_register_says_what_it_is(register):
    assert re.fullmatch(r"[a-z]+(-[a-z0-9]+)*", register.slug)
    assert all(CHINESE.search(word) for word in (register.name, register.group, register.source or "缺"))
    assert bool(register.period) != bool(register.dates[0]), (
        "a register has a rhythm or dates, one of the two"
    )
    assert register.source, "who asks for it is said"
    assert register.task in {"", *(str(number) for number in range(1, 17))}


@every_register
def test_a_register_has_short_prefixes(register):
    assert len(prefixes(register)) == 1
    assert [name for name in prefixes(register) if len(name) > LONGEST_PREFIX] == []


@every_register
def test_a_column_hides_nothing_that_every_row_has(register):
    """A column called ``state`` or ``open`` would take the place of the row's own, without a word."""
    taken = {field.name for field in Fact._meta.local_fields}

    assert [field.name for field in own_columns(register) if field.name in taken] == []


@every_register
def test_a_key_is_never_empty(register):
    nullable = [name for name in register.key if register.model._meta.get_field(name).null]

    assert nullable == []


@every_register
def test_every_column_has_a_heading_of_its_own(register):
    assert [c.name for c in register.columns if not CHINESE.search(c.heading)] == []
    means = {}
    for heading, name in headings(register):
        assert means.setdefault(heading, name) == name, f"“{heading}” means {means[heading]} and {name}"


@every_register
def test_every_choice_has_words(register):
    for column in register.columns:
        if isinstance(column.kind, Choice):
            words = [word.strip() for _, word in column.kind.options]
            assert words
            assert all(words)
            assert len(set(words)) == len(words), column.name
            assert set(column.kind.also.values()) <= {value for value, _ in column.kind.options}, column.name


@every_register
def test_what_is_looked_at_exists(register):
    assert sorted(looked_at(register) - {"subject", *register.by_name, "valid_from", "valid_to"}) == []


@every_register
def test_people_are_private(register):
    open_to_all = [c.name for c in register.columns if isinstance(c.kind, Person) and not c.private]

    assert open_to_all == []


@every_register
def test_only_a_hash_is_kept_with_no_name(register):
    if isinstance(register.about, Person) and not register.about.kept:
        assert register.label == "", "a name beside a hash tells whose it is"


@every_register
def test_those_who_fill_and_verify_exist(register):
    kinds = {str(kind) for kind in UnitKind.values}

    assert register.filled_by
    assert register.verified_by
    assert sorted(set(map(str, register.filled_by)) - kinds - UNITS) == []
    assert sorted(set(register.verified_by) - UNITS) == [], "who verifies is a unit of the list"


@every_register
def test_every_figure_says_what_it_counts(register):
    for figure in register.figures:
        assert re.fullmatch(rf"{register.slug.replace('-', '_')}\.[a-z][a-z0-9_]*", figure.name)
        assert CHINESE.search(figure.label)
        assert figure.unit
        if not isinstance(figure, Share):
            assert [only for only in figure.only if not only.why] == [], (
                f"{figure.name} leaves rows out for a reason"
            )


# ------------------------------------------------------------------ its tests


def words_of(node: ast.AST) -> set[str]:
    """The strings that stand in a piece of code, and the names it uses."""
    strings = {n.value for n in ast.walk(node) if isinstance(n, ast.Constant) and isinstance(n.value, str)}
    return strings | {n.id for n in ast.walk(node) if isinstance(n, ast.Name)}


def proofs_of(slug: str, source: ast.Module) -> list[ast.FunctionDef]:
    """The tests that name a register, themselves or through a function or constant of their module."""
    stands_for = {slug}
    for _ in range(2):  # a helper may call a helper
        for node in source.body:
            if isinstance(node, ast.Assign) and stands_for & words_of(node.value):
                stands_for |= {target.id for target in node.targets if isinstance(target, ast.Name)}
            if isinstance(node, ast.FunctionDef) and stands_for & words_of(node):
                stands_for.add(node.name)
    functions = [node for node in source.body if isinstance(node, ast.FunctionDef)]
    return [node for node in functions if node.name.startswith("test_") and stands_for & words_of(node)]


def refuses(test: ast.FunctionDef) -> bool:
    """Whether a test proves what a register does not take: that it raises, or what it says against a row."""
    nodes = list(ast.walk(test))
    raises = any(isinstance(node, ast.Attribute) and node.attr == "raises" for node in nodes)
    return raises or any(isinstance(node, ast.Name) and node.id == "objections" for node in nodes)


def proof_of(register: Register) -> Path:
    return ROOT / "tests/registers/declared" / f"test_{register.model.__module__.rsplit('.', 1)[1]}.py"


@every_register
def test_a_register_has_an_example_and_a_refusal(register):
    path = proof_of(register)
    assert path.exists(), f"{path.relative_to(ROOT)} is missing"
    tests = proofs_of(register.slug, tree(path))

    assert [test.name for test in tests if not refuses(test)], f"no example of {register.slug} in {path.name}"
    assert [test.name for test in tests if refuses(test)], f"no refusal of {register.slug} in {path.name}"


@pytest.mark.parametrize(
    ("source", "examples", "refusals"),
    [
        ("def test_a(): enter('books')", 1, 0),
        ("def lend(): enter('books')\ndef test_a(): lend()", 1, 0),
        ("def test_a():\n    with pytest.raises(Refused): enter('books')", 0, 1),
        ("BOOKS = REGISTERS['books']\ndef test_a(): use(BOOKS)", 1, 0),
        ("def test_a(): enter('films')", 0, 0),
    ],
)
def test_tests_about_a_register_are_seen(source, examples, refusals):
    found = proofs_of("books", ast.parse(source))

    assert sum(not refuses(test) for test in found) == examples
    assert sum(refuses(test) for test in found) == refusals
