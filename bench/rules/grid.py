"""The rows of all firms as a grid, one line a period and one column a firm, so that a period is one vector."""

# mypy: ignore-errors
# what is imported is installed in an environment of its own

from __future__ import annotations

from pathlib import Path

import numpy as np
import pyarrow as pa
import pyarrow.parquet as pq

from bench.rules.fen import OUT, SAVING, money, whole

WIDTH = 18  # signs of a social credit code
ODD = np.array([0x9E3779B97F4A7C15, 0xC2B2AE3D27D4EB4F], np.uint64)


def ends(period: str) -> tuple[int, int]:
    """Year and month in which a period ends: 2023 → 2023, 12; 2023Q1 → 2023, 3; 2023-05 → 2023, 5."""
    year, rest = int(period[:4]), period[4:]
    return year, 12 if not rest else 3 * int(rest[1:]) if rest[0] == "Q" else int(rest[1:])


def numbered(codes: pa.ChunkedArray) -> tuple[np.ndarray, pa.Array]:
    """Which firm each row belongs to, as numbers from 0, and the code of each number: the one sort."""
    text = codes.combine_chunks()
    return _by_hash(text) or _by_dictionary(text)


def _by_dictionary(text: pa.Array) -> tuple[np.ndarray, pa.Array]:
    encoded = text.dictionary_encode()
    return encoded.indices.to_numpy(), encoded.dictionary


def _by_hash(text: pa.Array) -> tuple[np.ndarray, pa.Array] | None:
    """The same for codes of 18 signs, half as long; nothing when two codes share a hash."""
    rows = len(text)
    ends = np.frombuffer(text.buffers()[1], np.int32)[: rows + 1]
    if text.offset or text.null_count or not (np.diff(ends) == WIDTH).all():
        return None
    signs = np.frombuffer(text.buffers()[2], np.uint8)[: WIDTH * rows].reshape(rows, WIDTH)
    halves = np.ascontiguousarray(signs[:, :16]).view(np.uint64)
    hashes = halves[:, 0] * ODD[0] ^ halves[:, 1] * ODD[1]
    hashes += np.ascontiguousarray(signs[:, 16:]).view(np.uint16).ravel()
    order = np.argsort(hashes)
    ordered = hashes[order]
    begins = np.concatenate([[True], ordered[1:] != ordered[:-1]])
    of_row = np.empty(rows, np.int64)
    of_row[order] = np.cumsum(begins) - 1
    firsts = order[begins]
    if not all((halves[:, half] == halves[firsts, half][of_row]).all() for half in (0, 1)):
        return None  # the last two signs follow from the sum
    return of_row, text.take(pa.array(firsts))


class Grid:
    """Where each row lies; a firm without a row of a period has zeros there, out of scope: its carry waits."""

    def __init__(self, table: pa.Table) -> None:
        self.table = table
        of_row, self.firms = numbered(table["uscc"])
        words = table["period"].chunk(0).dictionary.to_pylist()
        self.periods = sorted(words, key=ends)
        line = np.array([self.periods.index(word) for word in words])
        at = np.concatenate([chunk.indices.to_numpy() for chunk in table["period"].chunks])
        self.at = line[at] * len(self.firms) + of_row
        self.size = len(self.firms) * len(words)
        self.present = np.zeros(self.size, bool)
        self.present[self.at] = True
        if int(np.count_nonzero(self.present)) != table.num_rows:
            raise ValueError("a firm has a period twice")

    def laid(self, name: str) -> np.ndarray:
        """A column of the facts, a vector of firms for each period."""
        column = whole(self.table[name])
        grid = np.zeros(self.size, column.dtype)
        grid[self.at] = column
        return grid.reshape(len(self.periods), len(self.firms))

    def filings(self) -> list[str]:
        """The filing of each period: it fits the period, else the facts are refused."""
        kinds = {4: "year", 6: "quarter", 7: "month"}
        return [kinds[len(period)] for period in self.periods]

    def write(self, path: Path, columns: dict[str, np.ndarray]) -> None:
        """The outcome, period after period, without the places where a firm has no row."""
        lines, firms = len(self.periods), len(self.firms)
        names = {
            "uscc": pa.chunked_array([self.firms] * lines),
            "period": pa.DictionaryArray.from_arrays(
                np.repeat(np.arange(lines, dtype=np.int32), firms), self.periods
            ),
        }
        table = pa.table(names | {name: money(columns[name].ravel()) for name in OUT})
        if table.num_rows != self.table.num_rows:
            table = table.filter(pa.array(self.present))
        pq.write_table(table, path, **SAVING)
