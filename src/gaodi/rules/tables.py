"""Tables of facts: CSV, Excel, JSON or Parquet with every cell as text, as it stands in the file."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Any

import polars as pl

from gaodi.bedrock.sheets import BadSheet, open_book

FORMATS = {".csv": "csv", ".xlsx": "xlsx", ".json": "json", ".parquet": "parquet"}
HEAD_ROW = 1  # of a sheet: facts begin one row below
BLANKS = ("", "unknown", "未知", "不详")
CODINGS = ("utf-8-sig", "gb18030")


class RefusedTable(ValueError):
    """A file of facts that cannot be read: what is wrong and what to do, in a sentence."""


def scan(path: Path) -> pl.LazyFrame:
    """The cells of a file as text, null where blank; what cannot be read is a RefusedTable.

    Parquet stays on disk until asked for; its columns keep their types, which ``facts`` reads as they are.
    """
    kind = FORMATS.get(path.suffix.lower())
    if kind is None:
        raise RefusedTable(f"{path.name}：只读 CSV、Excel（xlsx）、JSON 和 Parquet")
    if not path.is_file():
        raise RefusedTable(f"没有这个文件：{path}")
    try:
        return {"csv": _csv, "xlsx": _excel, "json": _json, "parquet": _parquet}[kind](path)
    except BadSheet as bad:
        raise RefusedTable(f"{path.name}：{bad.sentence}，{bad.remedy}") from bad
    except (pl.exceptions.PolarsError, OSError, UnicodeError) as error:
        raise RefusedTable(f"{path.name}：文件打不开或已损坏，请重新导出") from error


def of_rows(rows: Sequence[Mapping[str, Any]]) -> pl.LazyFrame:
    """Rows of plain values as a table of text."""
    names = list(dict.fromkeys(name for row in rows for name in row))
    cells = {name: [written(row.get(name)) for row in rows] for name in names}
    return pl.LazyFrame(cells, schema=dict.fromkeys(names, pl.String))


def written(value: object) -> str | None:
    """A plain value as one writes it: true, 2023-06-01, 12.50; nothing for None."""
    if value is None:
        return None
    if isinstance(value, bool):
        return str(value).lower()
    if isinstance(value, date):
        return value.isoformat()[:10]
    if isinstance(value, float | Decimal):
        return f"{Decimal(str(value)):f}".removesuffix(".0")
    return str(value)


def _csv(path: Path) -> pl.LazyFrame:
    content = path.read_bytes()
    coding = next((coding for coding in CODINGS if _decodes(content, coding)), None)
    if coding is None:
        raise RefusedTable(f"{path.name}：认不出编码，请另存为 UTF-8 的 CSV")
    text = content if coding == "utf-8-sig" else content.decode(coding).encode()
    if not text.strip():
        raise RefusedTable(f"{path.name}：文件是空的，第一行应是列名")
    table = pl.read_csv(text, infer_schema=False, truncate_ragged_lines=False)
    return table.lazy()


def _decodes(content: bytes, coding: str) -> bool:
    try:
        content.decode(coding)
    except UnicodeDecodeError:
        return False
    return True


def _excel(path: Path) -> pl.LazyFrame:
    book = open_book(path, "xlsx")
    shown = next((sheet for sheet in book.sheets if not sheet.hidden), None)
    if shown is None:
        raise RefusedTable(f"{path.name}：没有看得见的工作表")
    rows = iter(book.rows(shown.name))
    _, head = next(rows, (0, ()))
    names = [written(cell) or f"第{place + 1}列" for place, cell in enumerate(head)]
    cells = [[written(cell) for cell in row] + [None] * (len(names) - len(row)) for _, row in rows]
    return pl.LazyFrame(
        {name: [row[place] for row in cells] for place, name in enumerate(names)},
        schema=dict.fromkeys(names, pl.String),
    )


def _json(path: Path) -> pl.LazyFrame:
    try:
        data = json.loads(path.read_text(encoding="utf-8-sig"), parse_float=Decimal)
    except ValueError as error:
        raise RefusedTable(f"{path.name}：不是完整的 JSON（{error}）") from error
    rows = data.get("facts") if isinstance(data, dict) else data
    if not isinstance(rows, list) or not all(isinstance(row, dict) for row in rows):
        raise RefusedTable(f'{path.name}：应是一组对象，如 [{{"uscc": …}}]，或 {{"facts": [...]}}')
    return of_rows(rows)


def _parquet(path: Path) -> pl.LazyFrame:
    table = pl.scan_parquet(path)
    table.collect_schema()  # a broken file says so here
    return table
