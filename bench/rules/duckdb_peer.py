"""The full credit rule as SQL on whole 分: ``python -m bench.rules.duckdb_peer FACTS DATED OUT``, where DuckDB is.

One statement from file to file, so that nothing is kept in between: reading, computing and writing are one figure.
"""

# mypy: ignore-errors
# what is imported is installed in an environment of its own

from __future__ import annotations

import json
import sys
from decimal import Decimal
from pathlib import Path

import duckdb

from bench.rules.fen import OUT, Stopwatch

# rates are in ten-thousandths; amounts stay below 10^13 yuan, so no product leaves 64 bits
RULE = """
WITH fen AS (
    SELECT uscc, period, half_relief, in_scope,
        CASE length(period)
            WHEN 4 THEN CAST(period AS INTEGER) * 12 + 12
            WHEN 6 THEN CAST(left(period, 4) AS INTEGER) * 12 + 3 * CAST(right(period, 1) AS INTEGER)
            ELSE CAST(left(period, 4) AS INTEGER) * 12 + CAST(right(period, 2) AS INTEGER)
        END AS ends,
        {vat_base} + {consumption_tax_base} AS tax,
        {new_investment} AS invested,
        CASE filing
            WHEN 'year' THEN NULL WHEN 'quarter' THEN quarter_limit ELSE month_limit
        END >= {sales} AS small,
        education, local, credit, half
    FROM read_parquet($facts) JOIN dated ON dated.year = CAST(left(period, 4) AS INTEGER)
), due AS (
    SELECT *,
        (tax * education + 5000) // 10000 AS due_education,
        (tax * local + 5000) // 10000 AS due_local,
        CASE WHEN in_scope THEN (invested * credit + 5000) // 10000 ELSE 0 END AS granted
    FROM fen
), base AS (
    SELECT * EXCLUDE (tax, invested, credit, half, small, half_relief),
        CASE WHEN small THEN 0 WHEN half_relief THEN due_education - (due_education * half + 5000) // 10000
            ELSE due_education END AS base_education,
        CASE WHEN small THEN 0 WHEN half_relief THEN due_local - (due_local * half + 5000) // 10000
            ELSE due_local END AS base_local
    FROM due
), net AS (
    SELECT *, CASE WHEN in_scope THEN granted - base_education - base_local ELSE 0 END AS net FROM base
), running AS (
    SELECT *, CAST(sum(net) OVER (
        PARTITION BY uscc ORDER BY ends ROWS BETWEEN UNBOUNDED PRECEDING AND CURRENT ROW
    ) AS BIGINT) AS s FROM net
), carried AS (
    SELECT *,
        s - net - least(0, coalesce(min(s) OVER (
            PARTITION BY uscc ORDER BY ends ROWS BETWEEN UNBOUNDED PRECEDING AND 1 PRECEDING
        ), 0)) + granted AS pool
    FROM running
), to_education AS (
    SELECT *, (2 * pool * education + education + local) // (2 * (education + local)) AS share FROM carried
), credited AS (
    SELECT *, CASE WHEN in_scope
        THEN least(base_education, greatest(share, pool - base_local)) ELSE 0 END AS credit_education
    FROM to_education
), both_credited AS (
    SELECT *, CASE WHEN in_scope
        THEN least(base_local, pool - credit_education) ELSE 0 END AS credit_local
    FROM credited
), outcome AS (
    SELECT *, base_education - credit_education AS payable_education, base_local - credit_local AS payable_local,
        pool - credit_education - credit_local AS carry_out
    FROM both_credited
)
SELECT uscc, period, {out} FROM outcome
"""
DATED = """
CREATE TABLE dated (
    year INTEGER, education BIGINT, local BIGINT, credit BIGINT, half BIGINT,
    month_limit BIGINT, quarter_limit BIGINT
)
"""


def fen(name: str) -> str:
    """Yuan as whole 分, in products that stay within 64 bits."""
    return f"CAST(CAST({name} AS DECIMAL(15, 2)) * CAST(100 AS DECIMAL(3, 0)) AS BIGINT)"


def yuan(name: str) -> str:
    return f"CAST({name} AS DECIMAL(16, 0)) * CAST(0.01 AS DECIMAL(2, 2)) AS {name}"


def dated(path: Path) -> list[tuple[int, ...]]:
    found = []
    for year, numbers in json.loads(path.read_text(encoding="utf-8")).items():
        rates = [Decimal(numbers[name]) * 10_000 for name in ("education", "local", "credit", "half")]
        limits = [Decimal(numbers[name]) * 100 for name in ("month_limit", "quarter_limit")]
        assert all(value == int(value) for value in (*rates, *limits)), numbers
        found.append((int(year), *(int(value) for value in (*rates, *limits))))
    return found


def main(facts: Path, numbers: Path, out: Path) -> None:
    watch = Stopwatch()
    with duckdb.connect() as connection:
        connection.execute(DATED)
        connection.executemany("INSERT INTO dated VALUES (?, ?, ?, ?, ?, ?, ?)", dated(numbers))
        connection.execute("SET preserve_insertion_order = false")
        names = ("sales", "vat_base", "consumption_tax_base", "new_investment")
        rule = RULE.format(out=", ".join(yuan(name) for name in OUT), **{name: fen(name) for name in names})
        rule = rule.replace("$facts", f"'{facts}'")
        connection.execute(f"COPY ({rule}) TO '{out}' (FORMAT parquet)")
    watch.step("statement")
    watch.tell(read=None, compute=None, write=None)


if __name__ == "__main__":
    main(*(Path(word) for word in sys.argv[1:4]))
