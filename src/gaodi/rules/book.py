"""A book: one policy, read from its folder, with the checksum that says which version of it answered."""

from __future__ import annotations

import hashlib
import importlib
import re
from collections.abc import Mapping
from dataclasses import dataclass, replace
from functools import cache, cached_property, lru_cache
from pathlib import Path
from typing import TYPE_CHECKING, Any, Protocol

from gaodi.rules.formulas import Formula
from gaodi.rules.parameters import Sources, load_sources
from gaodi.rules.plans import Plan
from gaodi.rules.strict_yaml import Unreadable, load_yaml

if TYPE_CHECKING:
    from types import ModuleType

BOOKS = Path(__file__).with_name("books")
FILES = ("README.md", "parameters.yaml", "formula.py", "cases.yaml")
HEAD = ("主管", "来源", "状态", "核对", "任务")
COMPLETE = "完整"
LINE = re.compile(r"^- (\S+?)：(.+)$", re.MULTILINE)


class UnknownBook(LookupError):
    """No book or formula of that name; the sentence lists those there are."""


@dataclass(frozen=True, slots=True)
class About:
    """What the README of a book says at its top: for whom it is, whence, how far it goes, when it was checked."""

    title: str
    summary: str
    owner: str
    source: str
    status: str
    checked: str
    tasks: tuple[str, ...]
    text: str

    @property
    def complete(self) -> bool:
        return self.status == COMPLETE


class TextRule(Protocol):
    """A rule over the words of one paper, in plain Python."""

    FACTS: tuple[tuple[str, str], ...]

    def judge(self, facts: Mapping[str, object], sources: Sources) -> Any: ...


@dataclass(frozen=True)
class Book:
    """A policy. ``trial`` holds the numbers that were changed to see what would be."""

    name: str
    folder: Path
    sources: Sources
    about: About
    formulas: tuple[Formula, ...]
    text_rule: TextRule | None = None
    trial: tuple[tuple[str, str], ...] = ()

    @cached_property
    def version(self) -> str:
        """The first 12 letters of the checksum over the folder, with the trial if it is one."""
        digest = hashlib.sha256()
        for path in sorted(
            path for path in self.folder.rglob("*") if path.suffix in {".py", ".yaml", ".md", ".txt"}
        ):
            digest.update(
                path.relative_to(self.folder).as_posix().encode() + b"\0" + path.read_bytes() + b"\0"
            )
        for name, text in self.trial:
            digest.update(f"{name}={text}\0".encode())
        return digest.hexdigest()[:12]

    def formula(self, name: str = "") -> Formula:
        """A formula by name, the first without one."""
        for formula in self.formulas:
            if name in {"", formula.name}:
                return formula
        raise UnknownBook(f"{self.name} 里没有 {name}。有：{'、'.join(each.name for each in self.formulas)}")

    def plan(self, name: str = "") -> Plan:
        return _plan(self, self.formula(name).name)

    def cases(self) -> list[dict[str, Any]]:
        found: list[dict[str, Any]] = load_yaml(self.folder / "cases.yaml")
        return found

    def trying(self, changes: Mapping[str, str]) -> Book:
        """The same book with some of its numbers changed, for a what-if."""
        if not changes:
            return self
        return replace(self, sources=self.sources.trying(changes), trial=tuple(sorted(changes.items())))

    def __hash__(self) -> int:
        return hash((self.name, self.trial))


@lru_cache(maxsize=256)  # more than all formulas; trials that anyone may make must not pile up
def _plan(book: Book, formula: str) -> Plan:
    return Plan(book.formula(formula), book.sources)


def names() -> list[str]:
    """The names of all books."""
    return sorted(path.parent.name for path in BOOKS.glob("*/parameters.yaml"))


@cache
def load(name: str) -> Book:
    """A book by its name; UnknownBook, or Unreadable when its folder is not as it should be."""
    folder = BOOKS / name
    if name not in names():
        raise UnknownBook(f"没有 {name} 这本规则。有：{'、'.join(names())}")
    if missing := [file for file in FILES if not (folder / file).is_file()]:
        raise Unreadable(f"{name}：缺 {'、'.join(missing)}")
    module = importlib.import_module(f"gaodi.rules.books.{name}.formula")
    return Book(
        name=name,
        folder=folder,
        sources=load_sources(folder / "parameters.yaml"),
        about=read_about(folder / "README.md"),
        formulas=getattr(module, "FORMULAS", ()),
        text_rule=_text_rule(module),
    )


def _text_rule(module: ModuleType) -> Any:
    return module if hasattr(module, "judge") else None


def read_about(path: Path) -> About:
    """The head of a README; a line that is missing is Unreadable."""
    text = path.read_text(encoding="utf8")
    lines = dict(LINE.findall(text))
    title, _, rest = text.partition("\n")
    if not title.startswith("# ") or any(not lines.get(head) for head in HEAD):
        raise Unreadable(f"{path.parent.name}/README.md：首行是标题，另要有 {'、'.join(HEAD)} 各一行")
    summary = rest.strip().partition("\n\n")[0].replace("\n", "")
    tasks = tuple(part for part in re.split("[、，, ]+", lines["任务"]) if part)
    owner, source, status, checked = (lines[head].strip() for head in HEAD[:4])
    return About(title[2:].strip(), summary, owner, source, status, checked, tasks, text)
