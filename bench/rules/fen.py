"""Columns between Parquet and NumPy: money is DECIMAL(18, 2) in the file and whole 分 in memory; and the clock."""

# mypy: ignore-errors
# what is imported is installed in an environment of its own

from __future__ import annotations

import json
import resource
import time
from pathlib import Path

import numpy as np
import pandas as pd  # noqa: F401  PyArrow imports it (half a second) at the first conversion: no part of any run
import pyarrow as pa
import pyarrow.parquet as pq

MONEY = pa.decimal64(18, 2)
FACTS = ("sales", "vat_base", "consumption_tax_base", "half_relief", "in_scope", "new_investment")
OUT = (
    *("due_education", "due_local", "base_education", "base_local", "pool", "credit_education"),
    *("credit_local", "payable_education", "payable_local", "carry_out"),
)
# amounts hardly repeat: a dictionary of them costs time and saves nothing
SAVING = {
    "compression": "snappy",
    "store_decimal_as_integer": True,
    "store_schema": False,
    "use_dictionary": ["uscc", "period", "filing"],
}


def money(fen: np.ndarray) -> pa.Array:
    """Whole 分 as a column of yuan with two places; fractions of a 分 are cut."""
    fen = np.ascontiguousarray(fen, np.int64) if fen.dtype.kind == "i" else fen.astype(np.int64)
    return pa.Array.from_buffers(MONEY, len(fen), [None, pa.py_buffer(fen)])


def whole(column: pa.ChunkedArray) -> np.ndarray:
    """A column of money as 分, of truth as booleans."""
    if not pa.types.is_decimal(column.type):
        return column.to_numpy()
    assert column.type.scale == 2, column.type
    assert column.null_count == 0
    parts = [_part(chunk) for chunk in column.chunks]
    return parts[0] if len(parts) == 1 else np.concatenate(parts)


def _part(chunk: pa.Array) -> np.ndarray:
    """The lower half of each 128-bit number, in place: an amount of money needs no more."""
    words = chunk.type.bit_width // 64
    return np.frombuffer(chunk.buffers()[1], np.int64)[::words][chunk.offset : chunk.offset + len(chunk)]


def read(path: Path, columns: tuple[str, ...] = FACTS) -> pa.Table:
    """Firms as text, periods as one dictionary."""
    table = pq.ParquetFile(path, read_dictionary=["period"]).read(["uscc", "period", *columns])
    at = table.schema.get_field_index("period")
    return table.set_column(at, "period", table["period"].unify_dictionaries())


class Stopwatch:
    """Seconds of each step, printed as JSON with the peak memory of this process."""

    def __init__(self) -> None:
        self.steps: dict[str, float | None] = {}
        self.begun = self.last = time.perf_counter()
        self.busy = time.process_time()

    def step(self, name: str) -> None:
        now = time.perf_counter()
        self.steps[name], self.last = now - self.last, now

    def tell(self, **others: object) -> None:
        """``cpu`` counts the seconds of all threads: what a busy machine does not lengthen."""
        peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
        sums = {"total": self.last - self.begun, "cpu": time.process_time() - self.busy, "peak_rss_mb": peak}
        print(json.dumps(self.steps | sums | others))
