"""The same rule by Gaodi's own book, in a process of its own: ``python -m bench.rules.ours ENGINE FACTS OUT``.

Runs where Gaodi is installed; each engine gives the seconds of the steps that it can tell apart (read, compute, write).
"""

from __future__ import annotations

import json
import resource
import sys
import time
from pathlib import Path


def ours(facts: Path, out: Path) -> dict[str, float]:
    """In this process, from Parquet to Parquet."""
    raise NotImplementedError(f"surcharge_credit from {facts.name} to {out.name}")


def ours_on_spark(facts: Path, out: Path) -> dict[str, float]:
    """The same function on PySpark, local; ``out`` is one file or a folder of them."""
    raise NotImplementedError(f"surcharge_credit from {facts.name} to {out.name} on Spark")


ENGINES = {"ours": ours, "ours_on_spark": ours_on_spark}


def main(engine: str, facts: Path, out: Path) -> None:
    begun, busy = time.perf_counter(), time.process_time()
    try:
        steps = ENGINES[engine](facts, out)
    except NotImplementedError as missing:
        print(json.dumps({"missing": str(missing)}))
        return
    total, cpu = time.perf_counter() - begun, time.process_time() - busy
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    told = {"read": None, "compute": None, "write": None, **steps}
    print(json.dumps(told | {"total": total, "cpu": cpu, "peak_rss_mb": peak}))


if __name__ == "__main__":
    main(sys.argv[1], Path(sys.argv[2]), Path(sys.argv[3]))
