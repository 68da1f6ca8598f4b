"""How the credit grows from ten thousand rows to ten million, here and on Spark; and one firm's explained answer."""

from __future__ import annotations

import json
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from bench.measuring import Figure, median

SIZES = (2_000, 20_000, 200_000, 2_000_000)  # firms, of five years each
ON_SPARK = (200_000, 2_000_000)
WARM_MS = 10
FIRM = {
    "uscc": "甲",
    "filing": "year",
    "sales": None,
    "vat_base": 1_000_000,
    "consumption_tax_base": 0,
    "half_relief": False,
    "in_scope": True,
    "new_investment": 300_000,
}


def explained() -> Iterator[Figure]:
    """Facts as a page hands them over, to every step with its articles; the book has been read before."""
    from gaodi.rules import book as books  # slow: only this figure needs it here
    from gaodi.rules.facts import prepare  # slow: as above
    from gaodi.rules.outcomes import explain  # slow: as above
    from gaodi.rules.tables import of_rows  # slow: as above

    book = books.load("surcharge_credit")
    rows = [FIRM | {"period": str(year)} for year in range(2019, 2024)]
    taken = median(lambda: explain(book, prepare(of_rows(rows), book.formula())), runs=30)
    yield Figure("one firm, five years, explained, warm", taken * 1000, "ms", WARM_MS)


def growth(facts_of: Any) -> Iterator[Figure]:
    """Seconds and peak memory at each size, whole process; ``facts_of`` gives the file of so many firms."""
    for firms in SIZES:
        told = _run("here", facts_of(firms))
        yield Figure(f"{firms * 5:,} rows", told["seconds"], "s")
        yield Figure(f"{firms * 5:,} rows: peak memory", told["peak_mb"], "MB", 4096)
    for firms in ON_SPARK:
        told = _run("spark", facts_of(firms))
        if "missing" in told:
            print(f"  Spark is not measured: {told['missing']}", flush=True)
            return
        yield Figure(f"{firms * 5:,} rows on Spark, local, session started", told["seconds"], "s")


def _run(engine: str, facts: Path) -> dict[str, Any]:
    command = [sys.executable, "-m", "bench.rules.sized", engine, str(facts)]
    told = subprocess.run(command, check=True, stdout=subprocess.PIPE, text=True).stdout
    return dict(json.loads(told.splitlines()[-1]))
