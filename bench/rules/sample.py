"""Random firms against the plain reference of the tests: ``python -m bench.rules.sample FACTS OUTCOME FIRMS``.

Prints JSON: how many rows, and how many cells differ.
"""

# mypy: ignore-errors
# what is imported is installed in an environment of its own

from __future__ import annotations

import json
import sys
from pathlib import Path
from typing import Any

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc
import pyarrow.parquet as pq

from bench.rules.data import SEED
from tests.rules.references.credit import FACTS, OUT, surcharge_credit


def rows_of(path: Path, firms: pa.Array, columns: tuple[str, ...]) -> list[dict[str, Any]]:
    table = pq.read_table(path, columns=list(columns))
    return table.filter(pc.is_in(table["uscc"].cast(pa.string()), value_set=firms)).to_pylist()


def main(facts: Path, outcome: Path, firms: int) -> None:
    codes = pc.unique(pq.read_table(facts, columns=["uscc"])["uscc"])
    chosen = np.random.default_rng(SEED).choice(len(codes), min(firms, len(codes)), replace=False)
    chosen = codes.take(pa.array(chosen))
    wanted = surcharge_credit(rows_of(facts, chosen, FACTS))
    names = ("uscc", "period", *OUT)
    found = {(row["uscc"], row["period"]): row for row in rows_of(outcome, chosen, names)}
    differ = sum(row[name] != found[row["uscc"], row["period"]][name] for row in wanted for name in OUT)
    print(json.dumps({"rows": len(wanted), "rows_found": len(found), "cells_that_differ": differ}))


if __name__ == "__main__":
    main(Path(sys.argv[1]), Path(sys.argv[2]), int(sys.argv[3]))
