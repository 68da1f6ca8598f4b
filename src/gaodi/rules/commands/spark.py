"""``gaodi rule run --engine spark``: the same cells, reckoned by Spark on this machine or on a cluster."""

from __future__ import annotations

import tempfile
from pathlib import Path
from typing import TYPE_CHECKING

import polars as pl

from gaodi.rules import cluster
from gaodi.rules.commands.refusals import Refused
from gaodi.rules.tables import scan

if TYPE_CHECKING:
    from gaodi.rules.commands.asking import Asked

HERE = "spark"


def reckon(asked: Asked, engine: str) -> None:
    """Parquet to a folder of Parquet."""
    if engine != HERE and not engine.startswith("spark://"):
        raise Refused(f"没有引擎 {engine}，请写 local、spark 或 spark://主机:端口")
    if asked.format != "parquet" or asked.changes or asked.explain:
        raise Refused(
            "Spark 只写 parquet，不试算、不逐步说明；请写 --format parquet --output 文件夹，或用 local"
        )
    assert asked.output is not None
    if asked.output.exists():
        raise Refused(f"已经有 {asked.output}，请换一个名字或先删去")
    session = cluster.session(cluster.LOCAL_MASTER if engine == HERE else engine)
    with tempfile.TemporaryDirectory() as folder:
        facts = (
            asked.facts if asked.facts.suffix.lower() == ".parquet" else _parquet(asked.facts, Path(folder))
        )
        cluster.run_file(session, asked.book, asked.formula.name, facts, asked.output, on=asked.on)


def _parquet(path: Path, folder: Path) -> Path:
    """A sheet as text in Parquet, which this machine's Spark reads; a cluster wants Parquet that it can reach."""
    out = folder / "facts.parquet"
    scan(path).select(pl.exclude("_row")).sink_parquet(out)
    return out
