"""Tables of facts: CSV, Excel, JSON or Parquet with every cell as text, as it stands in the file.

Rows are numbered as a spreadsheet shows them, the head being row 1. Where blank rows lie between, ``ROW`` keeps each
number; what has no head (JSON, Parquet) is numbered as if it had one.
"""

from __future__ import annotations

import csv
import io
import json
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Any

import polars as pl

from gaodi.bedrock.sheets import BadSheet, open_book
from gaodi.rules.plans import ROW

FORMATS = {".csv": "csv", ".xlsx": "xlsx", ".json": "json", ".parquet": "parquet"}
HEAD_ROW = 1  # of a sheet: facts begin one row below
BLANKS = ("", "unknown", "未知", "不详")
CODINGS = ("utf-8-sig", "gb18030")
WIDE_MARKS = (b"\xff\xfe", b"\xfe\xff")  # of UTF-16, which Excel calls Unicode
SEPARATORS = (",", "\t", ";")


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


def heads_of(path: Path) -> tuple[str, ...]:
    """The names of the columns where they stand in a file that ``scan`` reads; empty where a column has none."""
    kind = FORMATS[path.suffix.lower()]
    if kind == "csv":
        heads: Sequence[str] = _csv_heads(decoded(path).lstrip("\r\n"))
    elif kind == "xlsx":
        heads = _excel_heads(next(_excel_rows(path), (0, ()))[1])
    else:
        heads = scan(path).collect_schema().names()
    return tuple(head.strip() for head in heads)


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
    text = decoded(path)
    bare = text.lstrip("\r\n")
    if not bare.strip():
        raise RefusedTable(f"{path.name}：文件是空的，第一行应是列名")
    separator = _separator(bare)
    heads = _csv_heads(bare)
    _refuse_head(path, heads)
    try:
        table = pl.read_csv(bare.encode(), separator=separator, infer_schema=False, new_columns=_named(heads))
    except pl.exceptions.PolarsError as error:
        raise RefusedTable(f"{path.name}：{_slip(bare, separator)}") from error
    return _numbered(_filled(table, heads), HEAD_ROW + 1 + text[: len(text) - len(bare)].count("\n"))


def _separator(text: str) -> str:
    return max(SEPARATORS, key=text.partition("\n")[0].count)


def _csv_heads(text: str) -> list[str]:
    return next(csv.reader(io.StringIO(text, newline=""), delimiter=_separator(text)), [])


def _named(heads: Sequence[str]) -> list[str]:
    return [head.strip() or f"第{place}列" for place, head in enumerate(heads, 1)]


def _filled(table: pl.DataFrame, heads: Sequence[str]) -> pl.DataFrame:
    """Without columns that have neither a name nor a cell: what Excel leaves at the right."""
    empty = [
        name
        for name, head in zip(table.columns, heads, strict=False)
        if not head.strip() and (table[name].is_null() | (table[name].str.strip_chars() == "")).all()
    ]
    return table.drop(empty)


def _numbered(table: pl.DataFrame, first: int) -> pl.LazyFrame:
    """Without blank rows; where there are none to leave out, rows need no number beside them."""
    blank = pl.all_horizontal(pl.exclude(ROW).fill_null("").str.strip_chars() == "")
    kept = table.with_row_index(ROW, first).filter(~blank)
    whole = kept.height == table.height and first == HEAD_ROW + 1
    return (table if whole else kept).lazy()


def _slip(text: str, separator: str) -> str:
    """Where a CSV cannot be parted into cells."""
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=separator, strict=True)
    try:
        width = len(next(reader))
        for number, cells in enumerate(reader, HEAD_ROW + 1):
            if len(cells) > width:
                return f"第{number}行有{len(cells)}格，列名只有{width}个，请核对分隔符和引号"
    except csv.Error:
        return f"第{reader.line_num}行起读不下去，多半是引号没有成对"
    return "分不成格，请用 Excel 或 WPS 打开核对，另存为 .xlsx"


def _refuse_head(path: Path, names: Sequence[str]) -> None:
    """Names that stand twice; a title merged over the whole width is the usual case."""
    twice = [
        name for name, count in Counter(name.strip() for name in names if name.strip()).items() if count > 1
    ]
    if twice:
        raise RefusedTable(f"{path.name}：列名“{twice[0]}”不止一个；第一行应是列名，上面不要有标题")
    if ROW in names:
        raise RefusedTable(f"{path.name}：列名不能是 {ROW}，请改名")


def decoded(path: Path) -> str:
    """The text of a file in whichever coding offices use."""
    content = path.read_bytes()
    codings = ("utf-16",) if content.startswith(WIDE_MARKS) else CODINGS
    coding = next((coding for coding in codings if _decodes(content, coding)), None)
    if coding is None:
        raise RefusedTable(f"{path.name}：认不出编码，请另存为 UTF-8")
    return content.decode(coding)


def _decodes(content: bytes, coding: str) -> bool:
    try:
        content.decode(coding)
    except UnicodeDecodeError:
        return False
    return True


def _excel_rows(path: Path) -> Iterator[tuple[int, Sequence[object]]]:
    book = open_book(path, "xlsx")
    shown = next((sheet for sheet in book.sheets if not sheet.hidden), None)
    if shown is None:
        raise RefusedTable(f"{path.name}：没有看得见的工作表")
    yield from book.rows(shown.name)


def _excel_heads(cells: Sequence[object]) -> list[str]:
    return [written(cell) or "" for cell in cells]


def _excel(path: Path) -> pl.LazyFrame:
    rows = _excel_rows(path)
    top, head = next(rows, (0, ()))
    if not top:
        raise RefusedTable(f"{path.name}：表是空的，第一行应是列名")
    found = [(number, [written(cell) for cell in row]) for number, row in rows]
    heads = _excel_heads(head)
    heads += [""] * max([0, *(len(row) - len(heads) for _, row in found)])
    _refuse_head(path, heads)
    names = _named(heads)
    cells = [row + [None] * (len(names) - len(row)) for _, row in found]
    table = pl.DataFrame(
        {name: [row[place] for row in cells] for place, name in enumerate(names)},
        schema=dict.fromkeys(names, pl.String),
    )
    numbers = pl.Series(ROW, [number for number, _ in found], pl.UInt32)
    return _filled(table, heads).with_columns(numbers).lazy()


def _json(path: Path) -> pl.LazyFrame:
    try:
        data = json.loads(path.read_text(encoding="utf-8-sig"), parse_float=Decimal)
    except (ValueError, RecursionError) as error:
        raise RefusedTable(f"{path.name}：不是完整的 JSON（{error}）") from error
    rows = data.get("facts") if isinstance(data, dict) else data
    if not isinstance(rows, list) or not all(isinstance(row, dict) for row in rows):
        raise RefusedTable(f'{path.name}：应是一组对象，如 [{{"uscc": …}}]，或 {{"facts": [...]}}')
    table = of_rows(rows)
    _refuse_head(path, table.collect_schema().names())
    return table


def _parquet(path: Path) -> pl.LazyFrame:
    table = pl.scan_parquet(path)
    schema = table.collect_schema()  # a broken file says so here
    _refuse_head(path, schema.names())
    for name, kind in schema.items():
        if kind.is_nested() or kind == pl.Binary:
            raise RefusedTable(
                f"{path.name}：{name} 这一列不是文字、数、日期或是否（{kind}），请改后重新导出"
            )
    return table
