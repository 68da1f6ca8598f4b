"""Cells of facts: text, or the types of a Parquet file, into the engine's types; what cannot be read becomes null."""

from __future__ import annotations

from collections.abc import Mapping
from unicodedata import normalize

import polars as pl

from gaodi.rules import kinds
from gaodi.rules.arithmetic import LARGEST
from gaodi.rules.formulas import Fact
from gaodi.rules.tables import BLANKS

YES = ("true", "是", "1")
NO = ("false", "否", "0")
NUMBER = r"^[+-]?(\d{1,3}(,\d{3})+|\d+)(\.\d+)?$"
AROUND = " \t\r\n\u3000\u00a0\ufeff"


def plain(cells: pl.Series, fact: Fact) -> pl.Series:
    """Text without blanks around, null where nothing is known; numbers of a Parquet file as they are."""
    if cells.dtype == pl.String:
        frame = cells.to_frame("cell")
        text = pl.col("cell").str.strip_chars(" \t\r\n\u3000\u00a0\ufeff")
        if fact.kind not in {kinds.TEXT, kinds.PERIOD}:
            text = text.str.normalize("NFKC")
        blank = pl.when(text.is_in(BLANKS)).then(None).otherwise(text)
        filled = blank.fill_null(fact.blank) if fact.blank else blank
        return frame.select(filled.alias("cell"))["cell"]
    if cells.dtype.is_float():
        return cells.cast(pl.String).str.replace(r"\.0$", "")
    if fact.blank and cells.null_count():
        return cells.cast(pl.String).fill_null(fact.blank)
    return cells


def read_cells(cells: pl.Series, fact: Fact) -> pl.Series:
    if fact.kind in {kinds.TEXT, kinds.PERIOD}:
        return cells.cast(pl.String)
    if fact.kind is kinds.CODE:
        return _words(cells.cast(pl.String), fact.words)
    if fact.kind is kinds.TRUTH:
        return _truths(cells)
    if fact.kind is kinds.DATE:
        return _days(cells)
    return _numbers(cells, fact)


def _words(cells: pl.Series, words: Mapping[str, str]) -> pl.Series:
    """Codes, from the codes or from what people say; both with brackets of either width."""
    said = {code: code for code in words} | {word: code for code, word in words.items()}
    said |= {normalize("NFKC", text): code for text, code in said.items()}
    return cells.replace_strict(said, default=None, return_dtype=pl.String)


def _truths(cells: pl.Series) -> pl.Series:
    if cells.dtype == pl.Boolean:
        return cells
    words = dict.fromkeys(YES, True) | dict.fromkeys(NO, False)
    return (
        cells.cast(pl.String).str.to_lowercase().replace_strict(words, default=None, return_dtype=pl.Boolean)
    )


def _days(cells: pl.Series) -> pl.Series:
    if cells.dtype == pl.Date:
        return cells
    if isinstance(cells.dtype, pl.Datetime):
        return cells.dt.date()
    frame = cells.cast(pl.String).to_frame("cell")
    text = pl.col("cell").str.replace_all("[年月./]", "-").str.replace("日$", "")
    return frame.select(text.str.to_date("%Y-%m-%d", strict=False).alias("cell"))["cell"]


def _numbers(cells: pl.Series, fact: Fact) -> pl.Series:
    """Numbers in the smallest parts of their kind; a further decimal, a wrong sign or too large is null."""
    places = fact.kind.places or 0
    frame = cells.to_frame("cell")
    cell = pl.col("cell")
    if cells.dtype.is_integer():
        amount = cell.cast(pl.Int64, strict=False) * 10**places
        whole = cell.cast(pl.Int64, strict=False).abs() < LARGEST // 10**places
    elif cells.dtype.is_decimal():
        scale = getattr(cells.dtype, "scale", 0) or 0
        amount = cell.cast(pl.Decimal(38, max(scale, places))).to_physical()
        step = 10 ** max(0, scale - places)
        whole = amount % step == 0
        amount = amount // step if step > 1 else amount
    else:
        text = cell.cast(pl.String)
        good = text.str.contains(NUMBER) & (text.str.len_chars() < pl.lit(_LONGEST))
        bare = text.str.replace_all(",", "", literal=True)
        exact = pl.when(good).then(bare).cast(pl.Decimal(38, _MOST_PLACES), strict=False).to_physical()
        step = 10 ** (_MOST_PLACES - places)
        whole = (exact % step == 0) & (_decimals(bare) <= _MOST_PLACES)
        amount = exact // step
    kept = whole & (amount.abs() < LARGEST)
    if not fact.negative:
        kept = kept & (amount >= 0)
    return frame.select(pl.when(kept).then(amount).cast(pl.Int64).alias("cell"))["cell"]


_LONGEST = 30  # characters of a number; longer is a slip
_MOST_PLACES = 6


def _decimals(text: pl.Expr) -> pl.Expr:
    after = text.str.extract(r"\.(\d*?)0*$", 1)
    return after.str.len_chars().fill_null(0)
