"""Two outcomes cell by cell: ``python -m bench.rules.compare OURS THEIRS``, where PyArrow is; prints JSON.

Rows are found by firm and period, whatever their order; an unknown cell differs from a known one.
"""

# mypy: ignore-errors
# what is imported is installed in an environment of its own

from __future__ import annotations

import json
import sys
from decimal import Decimal
from pathlib import Path
from typing import Any

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc
import pyarrow.parquet as pq

from bench.rules.fen import OUT, whole

UNKNOWN = np.int64(-(2**62))


def fen(column: pa.ChunkedArray) -> np.ndarray:
    """分 with a mark for unknown; a column that is no money of two places is an error."""
    if not (pa.types.is_decimal(column.type) and column.type.scale == 2):
        raise TypeError(f"money is decimal(…, 2), not {column.type}")
    amounts = whole(column.cast(pa.decimal128(18, 2)).fill_null(Decimal(0)))
    return np.where(column.is_null().to_numpy(), UNKNOWN, amounts)


def placed(table: pa.Table, firms: pa.Array, periods: list[str]) -> np.ndarray:
    """The place of each row among all firms × periods; a row that has none or shares one is an error."""
    firm = pc.index_in(table["uscc"].cast(pa.string()), value_set=firms)
    period = pc.index_in(table["period"].cast(pa.string()), value_set=pa.array(periods))
    if firm.null_count or period.null_count:
        raise ValueError("a row that the other outcome does not have")
    places = firm.to_numpy().astype(np.int64) * len(periods) + period.to_numpy()
    if int(np.bincount(places).max(initial=0)) > 1:
        raise ValueError("a firm has a period twice")
    return places


def compare(ours: Path, theirs: Path) -> dict[str, Any]:
    mine, other = pq.read_table(ours), pq.read_table(theirs)
    if mine.num_rows != other.num_rows:
        raise ValueError(f"{mine.num_rows} rows beside {other.num_rows}")
    firms = pc.unique(mine["uscc"].cast(pa.string()))
    periods = pc.unique(mine["period"].cast(pa.string())).to_pylist()
    places = [placed(table, firms, periods) for table in (mine, other)]
    # the row of each place in the other table, asked for by each row of mine
    row = np.full(len(firms) * len(periods), -1, np.int64)
    row[places[1]] = np.arange(other.num_rows)
    row = row[places[0]]
    if row.min(initial=0) < 0:
        raise ValueError("a row that the other outcome does not have")
    columns, wrong_rows, furthest = {}, np.zeros(mine.num_rows, bool), 0
    for name in OUT:
        a, b = fen(mine[name]), fen(other[name])[row]
        differs = a != b
        columns[name] = int(differs.sum())
        wrong_rows |= differs
        both = differs & (a != UNKNOWN) & (b != UNKNOWN)
        furthest = max(furthest, int(np.abs(a - b)[both].max(initial=0)))
    return {
        "rows": mine.num_rows,
        "cells": mine.num_rows * len(OUT),
        "cells_that_differ": sum(columns.values()),
        "rows_that_differ": int(wrong_rows.sum()),
        "furthest_apart_fen": furthest,
        "columns": columns,
    }


if __name__ == "__main__":
    print(json.dumps(compare(Path(sys.argv[1]), Path(sys.argv[2]))))
