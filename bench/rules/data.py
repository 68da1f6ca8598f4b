"""Invented firms for the bench of the credit: ``python -m bench.rules.data FIRMS FILE``, where NumPy and PyArrow are.

Five years a firm, all facts known, the rows in no order. Seeded: the same firms on every machine.
"""

# mypy: ignore-errors
# what is imported is installed in an environment of its own

from __future__ import annotations

import sys
from pathlib import Path

import numpy as np
import pyarrow as pa
import pyarrow.parquet as pq

from bench.rules.dated import YEARS
from bench.rules.fen import SAVING, money

SEED = 20231020
SIGNS = np.frombuffer(b"0123456789ABCDEFGHJKLMNPQRTUWXY", "S1")
WEIGHTS = np.array([pow(3, place, 31) for place in range(17)])  # GB 32100-2015
DISTRICTS = (371002, 371003, 371082, 371083, 370102, 370202, 330106, 440305)


def codes(firms: int, rng: np.random.Generator) -> pa.Array:
    """Social credit codes with a right last character, no two alike, in no order."""
    places = np.empty((firms, 18), np.int64)
    places[:, :2] = (9, 1)
    district, number = rng.choice(DISTRICTS, firms), rng.permutation(firms) + 31**6
    for place in range(6):
        places[:, 2 + place] = district // 10 ** (5 - place) % 10
    for place in range(9):
        places[:, 8 + place] = number * 7919 // 31 ** (8 - place) % 31
    places[:, 17] = -(places[:, :17] @ WEIGHTS) % 31
    text = np.ascontiguousarray(SIGNS[places]).view("S18").ravel()
    offsets = np.arange(0, 18 * firms + 1, 18, dtype=np.int32)
    return pa.StringArray.from_buffers(firms, pa.py_buffer(offsets), pa.py_buffer(text))


def some(rng: np.random.Generator, share: float, amounts: np.ndarray) -> np.ndarray:
    """The amounts of that share of all, nothing for the others."""
    return np.where(rng.random(len(amounts)) < share, amounts, 0)


def facts(firms: int) -> pa.Table:
    rng = np.random.default_rng(SEED)
    years, rows = len(YEARS), firms * len(YEARS)
    firm, year = np.repeat(np.arange(firms), years), np.tile(np.arange(years), firms)
    # yuan of VAT in a usual year: most firms pay little, a few very much
    size = np.minimum(np.exp(rng.normal(11.8, 1.9, firms)), 3e9)[firm]
    of_year = size * np.exp(rng.normal(0, 0.5, rows))
    vat = some(rng, 0.88, np.where((rng.random(firms) < 0.06)[firm], 0, of_year))
    consumption = np.where((rng.random(firms) < 0.015)[firm], of_year * rng.uniform(0.2, 3, rows), 0)
    listed, left = rng.choice(6, firms, p=(0.6, 0.1, 0.08, 0.07, 0.05, 0.1)), rng.random(firms) < 0.07
    removed = np.where(left, rng.integers(1, 6, firms), 6)
    invested = some(rng, 0.42, of_year * np.exp(rng.normal(-1.9, 1.6, rows)))
    columns = {
        "uscc": pa.DictionaryArray.from_arrays(firm, codes(firms, rng)),
        "period": pa.DictionaryArray.from_arrays(year, [str(year) for year in YEARS]),
        "filing": pa.DictionaryArray.from_arrays(np.zeros(rows, np.int32), ["year"]),
        "sales": money(of_year * rng.uniform(8, 40, rows) * 100),
        "vat_base": money(vat * 100),
        "consumption_tax_base": money(consumption * 100),
        # small firms, and some that are or are not small in one year only
        "half_relief": (size < 150_000) ^ (rng.random(rows) < 0.04),
        "in_scope": (listed[firm] <= year) & (year < removed[firm]),
        "new_investment": money(invested * 100),
    }
    order = rng.permutation(rows)
    return pa.table({name: pa.array(column).take(pa.array(order)) for name, column in columns.items()})


def main(firms: int, path: Path) -> None:
    pq.write_table(facts(firms), path, **SAVING)


if __name__ == "__main__":
    main(int(sys.argv[1]), Path(sys.argv[2]))
