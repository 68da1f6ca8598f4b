"""Spark: the same plan on a cluster, each worker reckoning whole groups; an optional extra that needs Java 17."""

from __future__ import annotations

import re
import sys
from collections.abc import Callable, Iterator
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any

import polars as pl

from gaodi.rules import book as books
from gaodi.rules.chains import OWN
from gaodi.rules.engines import answer, together
from gaodi.rules.facts import Problem, RefusedFacts
from gaodi.rules.formulas import ON
from gaodi.rules.outcomes import table
from gaodi.rules.plans import ROW, Plan

if TYPE_CHECKING:
    import pyarrow as pa
    from pyspark.sql import SparkSession

LOCAL_MASTER = "local[*]"
REFUSED = re.compile(r"RefusedFacts: (.+)")
TYPES = {pl.String: "string", pl.Int64: "bigint", pl.Boolean: "boolean", pl.Date: "date"}


class NoCluster(RuntimeError):
    """Spark, or the Java that it needs, is not on this machine; the sentence says what to install."""


def session(master: str = LOCAL_MASTER, **settings: str) -> SparkSession:
    """A Spark session on this machine, or of a cluster by its address (spark://…); NoCluster when there is none."""
    try:
        from pyspark.sql import SparkSession  # optional: the extra “spark”
    except ImportError as error:
        raise NoCluster("没有安装 Spark：请安装 gaodi[spark]，并装好 Java 17") from error
    builder = SparkSession.builder.master(master).appName("gaodi").config("spark.ui.enabled", "false")
    builder = builder.config("spark.ui.showConsoleProgress", "false")
    for name, value in settings.items():
        builder = builder.config(name, value)
    try:
        spark = builder.getOrCreate()
    except Exception as error:  # pyspark has no narrower kind for a Java that is missing or too old
        raise NoCluster(f"Spark 起不来，请检查 Java 17 和 {master}") from error
    spark.sparkContext.pythonExec = sys.executable  # else workers start another Python
    return spark


def run_file(
    spark: SparkSession,
    book: books.Book,
    formula: str,
    facts: Path,
    out: Path,
    *,
    on: date | None = None,
    bare: bool = False,
) -> None:
    """From Parquet to a folder of Parquet; Spark's own setting of shuffle partitions says into how many pieces."""
    plan = book.plan(formula)
    rows = spark.read.parquet(str(facts))
    keys = [name for name in together(plan.formula) if name in rows.columns]
    work = _work(book.name, dict(book.trial), formula, on, bare=bare)
    try:
        rows.repartition(*keys).mapInArrow(work, schema_of(plan, bare=bare)).write.mode("error").parquet(
            str(out)
        )
    except Exception as error:
        refusal = REFUSED.search(str(error))
        if refusal:
            # a row of a piece has no number in the file
            said = re.sub(r"第\d+行 ", "", refusal[1])
            raise RefusedFacts(
                [Problem(0, "", each) for each in dict.fromkeys(said.strip().split("；"))]
            ) from error
        raise


def _work(
    name: str, trial: dict[str, str], formula: str, on: date | None, *, bare: bool
) -> Callable[[Iterator[pa.RecordBatch]], Iterator[pa.RecordBatch]]:
    """What a worker does with its piece: all its batches at once, for a firm may lie across two."""

    def work(batches: Iterator[pa.RecordBatch]) -> Iterator[pa.RecordBatch]:
        import pyarrow as pa  # optional: the extra “spark”

        found = [batch for batch in batches if batch.num_rows]
        if not found:
            return
        rows: Any = pl.from_arrow(pa.Table.from_batches(found))
        plan = books.load(name).trying(trial).plan(formula)
        yield from answer(plan, rows.lazy(), on, bare=bare).to_arrow().to_batches()

    return work


def schema_of(plan: Plan, *, bare: bool) -> str:
    """The columns that come out, as Spark writes types."""
    kinds = {fact.name: fact.kind.inside for fact in plan.formula.facts}
    empty = pl.LazyFrame(schema={ROW: pl.UInt32, ON: pl.Date, **dict.fromkeys(OWN, pl.UInt32), **kinds})
    schema = table(plan, plan.run(empty), bare=bare).collect_schema()
    return ", ".join(f"`{name}` {_spark_type(kind)}" for name, kind in schema.items())


def _spark_type(kind: pl.DataType) -> str:
    if isinstance(kind, pl.Decimal):
        return f"decimal({kind.precision},{kind.scale})"
    return TYPES[type(kind)]
