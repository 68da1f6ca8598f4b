"""``gaodi rule run``: one book over a file of facts, on an engine, as a table, JSON, CSV or Parquet."""

from __future__ import annotations

import sys
from argparse import Namespace

import polars as pl

from gaodi.rules import book as books
from gaodi.rules.commands import accounts, notices, spark, trials
from gaodi.rules.commands.asking import Asked, understood, write_csv, writing
from gaodi.rules.commands.exact import outcome_lines, write_document
from gaodi.rules.commands.refusals import DONE, say, sentences
from gaodi.rules.engines import LOCAL, run_file, run_frame
from gaodi.rules.facts import RefusedFacts
from gaodi.rules.outcomes import table


def run(args: Namespace) -> int:
    """Reckon the facts, or say row by row why that cannot be."""
    name, _, wanted = args.book.partition(".")
    book = books.load(name)
    if book.text_rule:
        return notices.judge(book, args)
    asked = understood(args, book, book.formula(wanted))
    if asked.on and asked.formula.dated_by:
        print(f"提醒：事实自带日期（{asked.formula.dated_by}），--on 不起作用。", file=sys.stderr)
    try:
        _reckon(asked, args.engine)
    except RefusedFacts as refusal:
        return say(*sentences(refusal, asked.facts, book, asked.formula))
    return DONE


def _reckon(asked: Asked, engine: str) -> None:
    if engine != LOCAL:
        frame = spark.reckon(asked, engine)
        if frame is not None:
            _write(asked, frame)
    elif asked.changes:
        trials.reckon(asked)
    elif asked.format == "parquet":
        assert asked.output is not None
        run_file(asked.plan, asked.facts, asked.output, on=asked.on)
    else:
        _write(asked, run_frame(asked.plan, asked.prepared()))


def _write(asked: Asked, frame: pl.DataFrame) -> None:
    if asked.format == "csv":
        write_csv(asked, table(asked.plan, frame.lazy()).collect())
    elif asked.format == "json":
        with writing(asked.output) as file:
            told = accounts.lines(asked.book, asked.plan, frame) if asked.explain else None
            write_document(file, asked.head(frame), outcomes=told or outcome_lines(asked.plan, frame))
    else:
        with writing(asked.output) as file:
            accounts.print_outcomes(asked.book, asked.plan, frame, file, explain=asked.explain)
