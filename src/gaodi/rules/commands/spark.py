"""``gaodi rule run --engine spark``: the same cells, reckoned by Spark on this machine or on a cluster."""

from __future__ import annotations

import tempfile
from collections.abc import Callable, Iterator
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any

import polars as pl

from gaodi.rules import book as books
from gaodi.rules import cluster
from gaodi.rules.commands.asking import Asked
from gaodi.rules.commands.refusals import Refused
from gaodi.rules.engines import together
from gaodi.rules.facts import prepare
from gaodi.rules.formulas import ON
from gaodi.rules.plans import MASK, ROW, Plan
from gaodi.rules.tables import HEAD_ROW, scan

if TYPE_CHECKING:
    import pyarrow as pa
    from pyspark.sql import SparkSession

HERE = "spark"


def reckon(asked: Asked, engine: str) -> pl.DataFrame | None:
    """All steps with their masks in the order of the file; Parquet goes from file to folder, and None comes back.

    A cluster reads and writes Parquet where all its machines reach it, nothing else.
    """
    if engine != HERE and not engine.startswith("spark://"):
        raise Refused(f"没有引擎 {engine}，请写 local、spark 或 spark://主机:端口")
    if asked.changes:
        raise Refused("试算（--set）用 local 引擎")
    from_file = asked.facts.suffix.lower() == ".parquet" and asked.format == "parquet"
    if engine != HERE and not from_file:
        raise Refused("集群只读写 Parquet：事实用 .parquet，并写 --format parquet --output 文件夹")
    if asked.output and asked.output.exists() and asked.format == "parquet":
        raise Refused(f"已经有 {asked.output}，请换一个名字或先删去")
    if not from_file:
        asked.prepared()  # what is wrong is said by row and column before anything starts
    session = cluster.session(cluster.LOCAL_MASTER if engine == HERE else engine)
    with tempfile.TemporaryDirectory() as folder:
        facts = asked.facts if from_file else _numbered(asked.facts, Path(folder))
        if asked.format == "parquet":
            assert asked.output is not None
            cluster.run_file(session, asked.book, asked.formula.name, facts, asked.output, on=asked.on)
            return None
        return _frame(session, asked, facts, Path(folder) / "steps")


def _numbered(path: Path, folder: Path) -> Path:
    """Facts of any kind as Parquet, each row with its number in the file."""
    out = folder / "facts.parquet"
    rows = scan(path)
    numbered = rows if ROW in rows.collect_schema() else rows.with_row_index(ROW, HEAD_ROW + 1)
    numbered.sink_parquet(out)
    return out


def _frame(session: SparkSession, asked: Asked, facts: Path, out: Path) -> pl.DataFrame:
    plan = asked.plan
    rows = session.read.parquet(str(facts))
    keys = [name for name in together(plan.formula) if name in rows.columns]
    work = _work(asked.book.name, asked.formula.name, asked.on)
    schema = ", ".join(f"`{name}` {cluster.TYPES[type(kind)]}" for name, kind in _columns(plan).items())
    rows.repartition(*keys).mapInArrow(work, schema).write.parquet(str(out))
    return pl.read_parquet(out / "*.parquet").sort(ROW)  # Spark lays other files beside its parts


def _work(
    name: str, formula: str, on: date | None
) -> Callable[[Iterator[pa.RecordBatch]], Iterator[pa.RecordBatch]]:
    """What a worker does with its piece: all its batches at once, for a firm may lie across two."""

    def work(batches: Iterator[pa.RecordBatch]) -> Iterator[pa.RecordBatch]:
        import pyarrow as pa  # optional: the extra “spark”

        found = [batch for batch in batches if batch.num_rows]
        if not found:
            return
        rows: Any = pl.from_arrow(pa.Table.from_batches(found))
        plan = books.load(name).plan(formula)
        prepared = prepare(rows.lazy(), plan.formula, on)
        run = plan.run(prepared.frame.lazy(), prepared.span)
        kept = run.select(pl.col(name).cast(kind) for name, kind in _columns(plan).items())
        yield from kept.collect().to_arrow().to_batches()

    return work


def _columns(plan: Plan) -> dict[str, pl.DataType]:
    """What is told of a row: its place and day, its facts, all steps, and why those that are null are so."""
    formula = plan.formula
    facts = [formula.fact(name) for name in formula.per] or list(formula.facts)
    kinds = {fact.name: fact.kind.inside for fact in facts}
    kinds |= {step.name: step.kind.inside for step in plan.shown}
    masks = {MASK + step.name: pl.Int64() for step in plan.shown}
    return {ROW: pl.Int64(), ON: pl.Date(), **kinds, **masks}
