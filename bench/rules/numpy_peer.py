"""The full credit rule on vectors of whole 分: ``python -m bench.rules.numpy_peer FACTS DATED OUT``; the floor.

Rows are sorted once (laid into a grid of periods and firms), then each period is one step over vectors of firms.
"""

# mypy: ignore-errors
# what is imported is installed in an environment of its own

from __future__ import annotations

import json
import sys
from fractions import Fraction
from pathlib import Path

import numpy as np

from bench.rules.fen import FACTS, OUT, Stopwatch, read
from bench.rules.grid import Grid, ends


def half_up(amount: np.ndarray, rate: Fraction) -> np.ndarray:
    """Amount times rate to whole 分, a half upwards; amounts are not negative."""
    return (amount * (2 * rate.numerator) + rate.denominator) // (2 * rate.denominator)


def period(facts: dict[str, np.ndarray], carry: np.ndarray, filing: str, law: dict[str, Fraction]) -> tuple:
    """All columns of one period, in the order of OUT."""
    tax = facts["vat_base"] + facts["consumption_tax_base"]
    due = half_up(tax, law["education"]), half_up(tax, law["local"])
    base = [line - np.where(facts["half_relief"], half_up(line, law["half"]), 0) for line in due]
    if filing != "year":
        sells = facts["sales"] > int(law[f"{filing}_limit"] * 100)
        base = [line * sells for line in base]
    pool = carry + half_up(facts["new_investment"], law["credit"]) * facts["in_scope"]
    to_education = half_up(pool, law["education"] / (law["education"] + law["local"]))
    # each line at most its base, the surplus to the other; both full when the pool is larger than both
    education = np.minimum(base[0], np.maximum(to_education, pool - base[1])) * facts["in_scope"]
    local = np.minimum(base[1], pool - education) * facts["in_scope"]
    return (
        *due,
        *base,
        pool,
        education,
        local,
        base[0] - education,
        base[1] - local,
        pool - education - local,
    )


def main(facts: Path, dated: Path, out: Path) -> None:
    watch = Stopwatch()
    table = read(facts)
    watch.step("read")
    law = {
        int(year): {name: Fraction(value) for name, value in numbers.items()}
        for year, numbers in json.loads(dated.read_text(encoding="utf-8")).items()
    }
    grid = Grid(table)
    columns = {name: grid.laid(name) for name in FACTS}
    found = {name: np.empty_like(columns["vat_base"]) for name in OUT}
    carry = np.zeros(len(grid.firms), np.int64)
    for line, (name, filing) in enumerate(zip(grid.periods, grid.filings(), strict=True)):
        row = {name: column[line] for name, column in columns.items()}
        done = period(row, carry, filing, law[ends(name)[0]])
        for column, values in zip(OUT, done, strict=True):
            found[column][line] = values
        carry = done[-1]
    watch.step("compute")
    grid.write(out, found)
    watch.step("write")
    watch.tell()


if __name__ == "__main__":
    main(*(Path(word) for word in sys.argv[1:4]))
