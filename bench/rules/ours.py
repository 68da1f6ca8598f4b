"""The same rule by Gaodi's own book, in a process of its own: ``python -m bench.rules.ours ENGINE FACTS OUT``.

Runs where Gaodi is installed; each engine gives the seconds of the steps that it can tell apart (read, compute, write).
"""

from __future__ import annotations

import json
import resource
import shutil
import sys
import time
from pathlib import Path

from gaodi.rules.cluster import NoCluster


def ours(facts: Path, out: Path) -> dict[str, float]:
    """In this process, from Parquet to Parquet: facts checked, rows in the order of the file."""
    import polars as pl  # slow: a process without it starts sooner

    from gaodi.rules import book, engines, tables  # slow: as above

    plan = book.load("surcharge_credit").plan()
    begun = time.perf_counter()
    pieces = engines.answer(plan, tables.scan(facts), None, bare=True)
    reckoned = time.perf_counter()
    assert isinstance(pieces, pl.DataFrame)
    pieces.write_parquet(out, compression="snappy")
    return {"compute": reckoned - begun, "write": time.perf_counter() - reckoned}


def ours_on_spark(facts: Path, out: Path) -> dict[str, float]:
    """The same function on PySpark, local; ``out`` is a folder of files. The session's start is not counted."""
    from gaodi.rules import book, cluster  # slow: as above

    spark = cluster.session("local[*]", **{"spark.driver.memory": "2g", "spark.sql.shuffle.partitions": "8"})
    shutil.rmtree(out, ignore_errors=True)
    begun = time.perf_counter()
    cluster.run_file(spark, book.load("surcharge_credit"), "", facts, out, bare=True)
    return {"total": time.perf_counter() - begun}


ENGINES = {"ours": ours, "ours_on_spark": ours_on_spark}


def main(engine: str, facts: Path, out: Path) -> None:
    begun, busy = time.perf_counter(), time.process_time()
    try:
        steps = ENGINES[engine](facts, out)
    except NoCluster as missing:
        print(json.dumps({"missing": str(missing)}))
        return
    total, cpu = time.perf_counter() - begun, time.process_time() - busy
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    told = {"read": None, "compute": None, "write": None, "total": total, **steps}
    print(json.dumps(told | {"cpu": cpu, "peak_rss_mb": peak}))


if __name__ == "__main__":
    main(sys.argv[1], Path(sys.argv[2]), Path(sys.argv[3]))
