"""Engines: one plan over a table in memory, over a file larger than memory, or over a Spark cluster; the same cells.

Whole groups go together, so a file is cut by the hash of what a chain or an outcome runs over.
"""

from __future__ import annotations

import tempfile
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

import polars as pl

from gaodi.rules.facts import Facts, NoFacts, prepare
from gaodi.rules.formulas import Formula
from gaodi.rules.outcomes import table
from gaodi.rules.plans import ROW, Plan
from gaodi.rules.tables import HEAD_ROW, scan

if TYPE_CHECKING:
    from collections.abc import Callable

LOCAL = "local"
PIECE = 6_000_000  # rows that are reckoned at once; about 3 GB with all steps of the largest formula


def run_frame(plan: Plan, facts: Facts) -> pl.DataFrame:
    """All steps with their masks, in the order of the file."""
    return plan.run(facts.frame.lazy(), facts.span).sort(ROW).collect()


def together(formula: Formula) -> tuple[str, ...]:
    """The columns whose rows must be reckoned in one piece."""
    return formula.group or formula.per or formula.key


def run_file(
    plan: Plan,
    facts: Path,
    out: Path,
    *,
    on: date | None = None,
    bare: bool = False,
    piece: int = PIECE,
    progress: Callable[[int, int], None] = lambda _done, _total: None,
) -> None:
    """From a file of facts to a Parquet file, a piece of whole groups at a time.

    ``bare``: only the answers, without steps and reasons. RefusedFacts leaves no file behind.
    """
    rows_of_file = scan(facts)
    rows = rows_of_file.select(pl.len()).collect().item()
    pieces = max(1, -(-rows // piece))
    with tempfile.TemporaryDirectory(dir=out.parent) as folder:
        parts = []
        for number in range(pieces):
            part = Path(folder) / f"{number}.parquet"
            some = piece_of(rows_of_file, plan.formula, number, pieces)
            try:
                answer(plan, some, on, bare=bare).write_parquet(part)
                parts.append(part)
            except NoFacts:
                if pieces == 1:
                    raise
                # large groups: no row has this piece's hash
            progress(number + 1, pieces)
        if pieces == 1:
            parts[0].replace(out)
        else:
            pl.scan_parquet(parts).sink_parquet(out)


def piece_of(whole: pl.LazyFrame, formula: Formula, number: int, pieces: int) -> pl.LazyFrame:
    """The rows of one piece, with the numbers that they bear in the file."""
    if pieces == 1:
        return whole
    names = set(whole.collect_schema().names()) & set(together(formula))
    marks = [pl.col(name).cast(pl.String).str.strip_chars() for name in sorted(names)]
    place = pl.concat_str(marks, separator="\0", ignore_nulls=True).hash() % pieces
    numbered = whole if ROW in whole.collect_schema() else whole.with_row_index(ROW, HEAD_ROW + 1)
    return numbered.filter(place == number)


def answer(plan: Plan, rows: pl.LazyFrame, on: date | None, *, bare: bool = False) -> pl.DataFrame:
    """One piece, as it leaves."""
    facts = prepare(rows, plan.formula, on)
    return table(plan, plan.run(facts.frame.lazy(), facts.span), bare=bare).collect()
