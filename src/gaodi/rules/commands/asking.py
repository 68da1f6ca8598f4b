"""What the words of ``gaodi rule run`` mean, and where the answer goes."""

from __future__ import annotations

import sys
from argparse import Namespace
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any, TextIO

import polars as pl

from gaodi.rules.book import Book
from gaodi.rules.commands.exact import doubts
from gaodi.rules.commands.refusals import Refused, nearest
from gaodi.rules.facts import Facts, prepare
from gaodi.rules.formulas import Formula
from gaodi.rules.plans import Plan
from gaodi.rules.tables import scan

BY_ENDING = {".json": "json", ".csv": "csv", ".parquet": "parquet"}


@dataclass(frozen=True)
class Asked:
    """What the words of the command mean."""

    book: Book
    formula: Formula
    changes: dict[str, str]
    facts: Path
    on: date | None
    format: str
    output: Path | None
    explain: bool

    @property
    def plan(self) -> Plan:
        return self.book.plan(self.formula.name)

    @property
    def tried(self) -> Book:
        return self.book.trying(self.changes)

    def prepared(self) -> Facts:
        return prepare(scan(self.facts), self.formula, self.on)

    def head(self, *frames: pl.DataFrame) -> dict[str, Any]:
        """What stands above the outcomes in JSON."""
        head = {"book": self.book.name, "version": self.book.version, "formula": self.formula.name}
        return {
            **head,
            **({"on": self.on} if self.on and not self.formula.dated_by else {}),
            "doubts": list(dict.fromkeys(each for frame in frames for each in doubts(self.plan, frame))),
        }


def understood(args: Namespace, book: Book, formula: Formula) -> Asked:
    ending = args.output.suffix.lower() if args.output else ""
    asked = Asked(
        book=book,
        formula=formula,
        changes=changes_of(args.set),
        facts=args.facts,
        on=args.on,
        format=args.format or BY_ENDING.get(ending, "table"),
        output=args.output,
        explain=args.explain,
    )
    _refuse_changes(asked)
    if asked.format == "parquet" and asked.output is None:
        raise Refused("parquet 不能写到屏幕，请用 --output 写明文件")
    if asked.output and not asked.output.absolute().parent.is_dir():
        raise Refused(f"没有文件夹 {asked.output.parent}，写不了 {asked.output.name}")
    if asked.explain and (asked.changes or asked.format in {"csv", "parquet"}):
        raise Refused("--explain 只和 table、json 一起用，也不和 --set 一起用")
    return asked


def _refuse_changes(asked: Asked) -> None:
    """Numbers that the formula does not read; to change them would change nothing."""
    plan = asked.plan
    read = {name for step in plan.all_steps for name in plan.direct_sources(step)}
    known = {each.name: each.label for each in asked.book.sources.parameters if each.name in read}
    for name in asked.changes:
        if name not in known:
            near = "" if name in asked.book.sources else nearest(name, known)
            said = "、".join(f"{each}（{label}）" for each, label in known.items())
            raise Refused(f"{asked.formula.label}不用参数 {name}{near or '。'}可改：{said}")


def changes_of(words: list[str]) -> dict[str, str]:
    """What --set says: name and number."""
    pairs = [word.partition("=") for word in words]
    for name, sign, value in pairs:
        if not (name.strip() and sign and value.strip()):
            raise Refused(f"--set 要写成 参数=数，如 credit_rate=0.25；“{name}{sign}{value}”没有看懂")
    return {name.strip(): value.strip() for name, _, value in pairs}


def write_csv(asked: Asked, rows: pl.DataFrame) -> None:
    """With the mark by which Excel knows UTF-8 in a file, without it for a program that reads along."""
    if asked.output:
        rows.write_csv(asked.output, include_bom=True)
    else:
        sys.stdout.write(rows.write_csv())


@contextmanager
def writing(output: Path | None) -> Iterator[TextIO]:
    """Where to write: the file that was named, else the screen."""
    if output is None:
        yield sys.stdout
        return
    with output.open("w", encoding="utf8", newline="\n") as file:
        yield file
