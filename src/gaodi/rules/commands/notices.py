"""``gaodi rule run`` of a text rule: one paper, as text or with what is known of it, and what each clause is."""

from __future__ import annotations

import json
from argparse import Namespace
from collections.abc import Mapping
from datetime import date
from pathlib import Path
from typing import Any, TextIO

import polars as pl

from gaodi.rules.book import Book
from gaodi.rules.commands.asking import BY_ENDING, writing
from gaodi.rules.commands.exact import exact
from gaodi.rules.commands.eyes import console, print_lines, print_table
from gaodi.rules.commands.refusals import DONE, Refused, nearest
from gaodi.rules.outcomes import doubt
from gaodi.rules.tables import decoded

TEXT, DAY = "text", "on"
COLUMNS = {"quote": "原文", "flagged": "不合规", "why": "为什么", "article": "依据"}
YES = {True: "是", False: "否"}


def judge(book: Book, args: Namespace) -> int:
    """Judge one paper; what cannot be read is refused in a sentence."""
    ending = args.output.suffix.lower() if args.output else ""
    wanted = args.format or BY_ENDING.get(ending, "table")
    if args.set or args.engine != "local" or wanted == "parquet":
        raise Refused("文字规则看一份文件，不用 --set、--engine 和 parquet")
    assert book.text_rule is not None
    facts = read_paper(book, args.facts, args.on)
    found = book.text_rule.judge(facts, book.sources)
    unsure = [doubt(citation) for citation in found.citations if not citation.sure]
    judged = {"book": book.name, "version": book.version, "doubts": unsure, **found.as_json()}
    if wanted == "csv":
        return _write_csv(judged, args.output)
    with writing(args.output) as file:
        if wanted == "json":
            print(exact(judged), file=file)
        else:
            _print(book, judged, file)
    return DONE


def read_paper(book: Book, path: Path, on: date | None) -> dict[str, object]:
    """The text of a paper and what is given about it; a day in the paper's own facts comes first."""
    if not path.is_file():
        raise Refused(f"没有这个文件：{path}")
    kind = path.suffix.lower()
    if kind not in {".txt", ".json"}:
        raise Refused(f"{path.name}：文字规则只读 txt，或 json 写的 text 等事实")
    content = decoded(path).replace("\r\n", "\n")
    facts = {TEXT: content} if kind == ".txt" else _object(book, path, content)
    if not str(facts.get(TEXT) or "").strip():
        raise Refused(f"{path.name}：没有文字")
    return {DAY: on, **facts}


def _object(book: Book, path: Path, content: str) -> dict[str, object]:
    try:
        given = json.loads(content)
    except ValueError as error:
        raise Refused(f"{path.name}：不是完整的 JSON（{error}）") from error
    if not isinstance(given, dict):
        raise Refused(f'{path.name}：应是一个对象，如 {{"text": "…", "on": "2023-06-01"}}')
    assert book.text_rule is not None
    known = dict(book.text_rule.FACTS)
    for name in given:
        if name not in known:
            near = nearest(name, known) or "。"
            raise Refused(f"{path.name}：不认识 {name}{near}可写：{'、'.join(known)}")
    return {name: _fact(path, name, value) for name, value in given.items() if value not in {None, ""}}


def _fact(path: Path, name: str, value: object) -> object:
    if name == DAY:
        try:
            return date.fromisoformat(str(value))
        except ValueError as error:
            raise Refused(f"{path.name}：{name} 是“{value}”，应是日期，如 2023-06-01") from error
    if not isinstance(value, str | bool):
        raise Refused(f"{path.name}：{name} 应是文字或 true、false")
    return value


def _write_csv(judged: Mapping[str, Any], output: Path | None) -> int:
    rows = [{name: clause[name] for name in COLUMNS} for clause in judged["clauses"]]
    kinds = {name: pl.Boolean() if name == "flagged" else pl.String() for name in COLUMNS}
    table = pl.DataFrame(rows, schema=kinds)
    with writing(output) as file:
        file.write(("\ufeff" if output else "") + table.write_csv())
    return DONE


def _print(book: Book, judged: Mapping[str, Any], file: TextIO) -> None:
    screen = console(file)
    print_lines([f"{book.about.title}（{book.name}，{book.version}）", judged["effect_why"]], screen)
    rows = [
        [clause["quote"], YES[clause["flagged"]], clause["why"], clause["article"]]
        for clause in judged["clauses"]
    ]
    print_table(list(COLUMNS.values()), rows, screen=screen)
    if judged["missing"]:
        known = dict(book.text_rule.FACTS) if book.text_rule else {}
        print_lines([f"还要知道：{'、'.join(known.get(name, name) for name in judged['missing'])}"], screen)
    print_lines(judged["doubts"], screen)
