"""The credit of one file, on one engine, in a process of its own: ``python -m bench.rules.sized here|spark FACTS``."""

from __future__ import annotations

import json
import resource
import shutil
import sys
import time
from pathlib import Path

from gaodi.rules import book, cluster, engines


def main(engine: str, facts: Path) -> None:
    """One size on one engine, in a process of its own."""
    out = facts.with_name(f"grown-{facts.name}")
    shutil.rmtree(out, ignore_errors=True)
    out.unlink(missing_ok=True)
    credit = book.load("surcharge_credit")
    if engine == "here":
        begun = time.perf_counter()
        engines.run_file(credit.plan(), facts, out, bare=True)
    else:
        try:
            spark = cluster.session(
                "local[*]", **{"spark.driver.memory": "2g", "spark.sql.shuffle.partitions": "8"}
            )
        except cluster.NoCluster as missing:
            print(json.dumps({"missing": str(missing)}))
            return
        begun = time.perf_counter()
        cluster.run_file(spark, credit, "", facts, out, bare=True)
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    print(json.dumps({"seconds": time.perf_counter() - begun, "peak_mb": peak}))


if __name__ == "__main__":
    main(sys.argv[1], Path(sys.argv[2]))
