"""Refusals in the shell: what is wrong, in which row and column of the file, and which word was probably meant."""

from __future__ import annotations

import sys
from argparse import Namespace
from collections.abc import Callable, Iterator, Mapping
from pathlib import Path

from rapidfuzz import fuzz, process

from gaodi.bedrock.sheets import letter
from gaodi.rules.book import Book, UnknownBook
from gaodi.rules.cluster import NoCluster
from gaodi.rules.facts import Problem, RefusedFacts
from gaodi.rules.formulas import Formula
from gaodi.rules.strict_yaml import Unreadable
from gaodi.rules.tables import FORMATS, HEAD_ROW, RefusedTable, heads_of

DONE, REFUSED = 0, 2
NEAR = 60  # of 100: from here on two words are so alike that one may be meant by the other
UNWRITABLE = (FileNotFoundError, PermissionError, IsADirectoryError, NotADirectoryError)
SHEETS = {"csv", "xlsx"}


class Refused(ValueError):
    """What was asked cannot be done so; the sentence says what to write instead."""


def guarded(function: Callable[[Namespace], int], args: Namespace) -> int:
    """The exit code of a step; what it refuses is said."""
    try:
        return function(args)
    except (Refused, RefusedTable, UnknownBook, Unreadable, NoCluster) as refusal:
        return say(refusal.args[0])
    except UNWRITABLE as wrong:
        return say(f"写不了文件 {wrong.filename or args.output}，请换一个位置")


def say(*sentences: str) -> int:
    for sentence in sentences:
        print(sentence if sentence.endswith(("。", "？")) else f"{sentence}。", file=sys.stderr)
    return REFUSED


def sentences(refusal: RefusedFacts, path: Path, book: Book, formula: Formula) -> Iterator[str]:
    """One for each problem, by the row and the letter of the column where the file is a sheet."""
    kind = FORMATS.get(path.suffix.lower(), "")
    heads = heads_of(path)
    of_columns = any(problem.column and not problem.row for problem in refusal.problems)
    if of_columns and (fitting := _fitting(heads, book, formula)):
        yield f"这些列合 {fitting}，不合 {book.name}.{formula.name}；请写 gaodi rule run {fitting}"
        return
    places = {name: place for place, name in enumerate(heads)} if kind in SHEETS else {}
    for problem in refusal.problems:
        yield f"{_where(problem, kind, places)}{_what(problem, formula)}"
    if refusal.count > len(refusal.problems):
        yield f"共{refusal.count}处，以上是前{len(refusal.problems)}处"


def _where(problem: Problem, kind: str, places: Mapping[str, int]) -> str:
    columns = problem.column.split("、") if problem.column else []
    if kind not in SHEETS:
        row = f"第{problem.row - HEAD_ROW}{'项' if kind == 'json' else '行'}" if problem.row else ""
        return f"{row} {problem.column}：".strip() if row or columns else ""
    letters = [letter(places[name]) for name in columns if name in places]
    if problem.row:
        cells = "、".join(f"{each}{problem.row}" for each in letters)
        return f"{cells or f'第{problem.row}行'} {problem.column}：".replace(" ：", "：")
    column = f"{'、'.join(letters)}列 " if letters else ""
    return f"{column}{problem.column}：" if columns else ""


def _what(problem: Problem, formula: Formula) -> str:
    known = {fact.name for fact in formula.facts}
    if problem.row or not problem.column or problem.column in known:
        return problem.sentence
    near = nearest(problem.column, {fact.name: fact.label for fact in formula.facts})
    return f"{problem.sentence}{near}"


def nearest(word: str, known: Mapping[str, str]) -> str:
    """“；是不是 sales（不含税销售额）？”, for a word that is near a name or its label."""
    words = {name: name for name in known} | {label: name for name, label in known.items()}
    best = process.extractOne(word, list(words), scorer=fuzz.ratio, processor=str.lower, score_cutoff=NEAR)
    if best is None:
        return ""
    name = words[best[0]]
    return f"；是不是 {name}（{known[name]}）？"


def _fitting(heads: tuple[str, ...], book: Book, formula: Formula) -> str:
    """Another formula of the book for which the columns are right."""
    for other in book.formulas:
        known = {fact.name for fact in other.facts}
        asked = {fact.name for fact in other.facts if not fact.optional}
        if other is not formula and asked <= {head for head in heads if head} <= known:
            return f"{book.name}.{other.name}"
    return ""
