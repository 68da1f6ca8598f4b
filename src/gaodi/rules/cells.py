"""Cells of facts: text, or the types of a Parquet file, into the engine's types; what cannot be read becomes null.

What reads a cell is an expression over the column of its fact, so that a whole table is read in two passes.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from unicodedata import normalize

import polars as pl

from gaodi.rules import kinds
from gaodi.rules.arithmetic import LARGEST
from gaodi.rules.formulas import Fact
from gaodi.rules.tables import BLANKS

YES = ("true", "是", "1")
NO = ("false", "否", "0")
NUMBER = r"^[+-]?(\d{1,3}(,\d{3})+|\d+)(\.\d{1,6}0*)?$"  # MOST_PLACES decimals, zeros after them not counted
AROUND = " \t\r\n\u3000\u00a0\ufeff"
LONGEST = 30  # characters of a number; longer is a slip
MOST_PLACES = 6
PAYS_FROM = 10_000  # rows; in fewer, looking for words that repeat costs more than it saves


def read_all(raw: pl.DataFrame, facts: Sequence[Fact]) -> tuple[pl.DataFrame, pl.DataFrame]:
    """The cells as they are known (null: nothing is), and as typed (null beside a known cell: it cannot be read)."""
    repeating = [fact for fact in facts if len(raw) > PAYS_FROM and _has_few(raw.schema[fact.name], fact)]
    few = {fact.name: _read_few(raw[fact.name], fact) for fact in repeating}
    many = [fact for fact in facts if fact.name not in few]
    known = raw.with_columns([plain(fact, raw.schema[fact.name]) for fact in many])
    typed = known.with_columns([read(fact, known.schema[fact.name]) for fact in many])
    return known.with_columns([each for each, _ in few.values()]), typed.with_columns(
        [t for _, t in few.values()]
    )


def _has_few(given: pl.DataType, fact: Fact) -> bool:
    repeats = given == pl.String and fact.kind in {kinds.CODE, kinds.TRUTH, kinds.PERIOD}
    return repeats and not fact.blank  # an empty cell that means something is a word too


def _read_few(column: pl.Series, fact: Fact) -> tuple[pl.Series, pl.Series]:
    """Of words that repeat, each is read once: a nation's cells hold a dozen."""
    words = column.unique().drop_nulls()
    known = words.to_frame().select(plain(fact, words.dtype))
    typed = known.select(read(fact, known.schema[fact.name]))
    return _replaced(column, words, known[fact.name]), _replaced(column, words, typed[fact.name])


def _replaced(column: pl.Series, words: pl.Series, by: pl.Series) -> pl.Series:
    if words.is_empty():
        return column.cast(by.dtype)
    return column.replace_strict(words, by, default=None, return_dtype=by.dtype)


def plain(fact: Fact, given: pl.DataType) -> pl.Expr:
    """Text without blanks around, null where nothing is known; numbers of a Parquet file as they are."""
    cell = pl.col(fact.name)
    if given == pl.String:
        text = cell.str.strip_chars(AROUND)
        if fact.kind not in {kinds.TEXT, kinds.PERIOD}:
            text = text.str.normalize("NFKC")
        known = pl.when(~text.is_in(BLANKS)).then(text)
        return known.fill_null(fact.blank) if fact.blank else known
    if given.is_float():
        return cell.cast(pl.String).str.replace(r"\.0$", "")
    return cell.cast(pl.String).fill_null(fact.blank) if fact.blank else cell


def read(fact: Fact, given: pl.DataType) -> pl.Expr:
    """The engine's type of what ``plain`` left."""
    cell = pl.col(fact.name)
    if fact.kind in {kinds.TEXT, kinds.PERIOD}:
        return cell.cast(pl.String)
    if fact.kind is kinds.CODE:
        return _word(cell.cast(pl.String), fact.words)
    if fact.kind is kinds.TRUTH:
        return cell if given == pl.Boolean else _truth(cell.cast(pl.String))
    if fact.kind is kinds.DATE:
        return _day(cell, given)
    return _number(cell, given, fact)


def _word(cell: pl.Expr, words: Mapping[str, str]) -> pl.Expr:
    """Codes, from the codes or from what people say; both in characters of either width."""
    said = {code: code for code in words} | {word: code for code, word in words.items()}
    said |= {normalize("NFKC", text): code for text, code in said.items()}
    return cell.replace_strict(said, default=None, return_dtype=pl.String)


def _truth(cell: pl.Expr) -> pl.Expr:
    words = dict.fromkeys(YES, True) | dict.fromkeys(NO, False)
    return cell.str.to_lowercase().replace_strict(words, default=None, return_dtype=pl.Boolean)


def _day(cell: pl.Expr, given: pl.DataType) -> pl.Expr:
    if given == pl.Date:
        return cell
    if isinstance(given, pl.Datetime):
        return cell.dt.date()
    text = cell.cast(pl.String).str.replace_all("[年月./]", "-").str.replace("日$", "")
    return text.str.to_date("%Y-%m-%d", strict=False)


def _number(cell: pl.Expr, given: pl.DataType, fact: Fact) -> pl.Expr:
    """Numbers in the smallest parts of their kind; a further decimal, a wrong sign or too large is null."""
    places = fact.kind.places or 0
    if given.is_integer():
        amount, whole = _of_integers(cell, places)
    elif isinstance(given, pl.Decimal):
        amount, whole = _of_decimals(cell, given.scale, places)
    else:
        amount, whole = _of_text(cell.cast(pl.String), places)
    kept = whole & (amount.abs() < LARGEST)
    if not fact.negative:
        kept = kept & (amount >= 0)
    return pl.when(kept).then(amount).cast(pl.Int64)


def _of_integers(cell: pl.Expr, places: int) -> tuple[pl.Expr, pl.Expr]:
    number = cell.cast(pl.Int64, strict=False)
    return number * 10**places, number.abs() < LARGEST // 10**places


def _of_decimals(cell: pl.Expr, scale: int, places: int) -> tuple[pl.Expr, pl.Expr]:
    amount = cell.cast(pl.Decimal(38, max(scale, places))).to_physical()
    if scale <= places:
        return amount, pl.lit(value=True)
    step = 10 ** (scale - places)
    return amount // step, amount % step == 0


def _of_text(text: pl.Expr, places: int) -> tuple[pl.Expr, pl.Expr]:
    good = text.str.contains(NUMBER) & (text.str.len_chars() < LONGEST)
    bare = text.str.replace_all(",", "", literal=True)
    exact = pl.when(good).then(bare).cast(pl.Decimal(38, MOST_PLACES), strict=False).to_physical()
    step = 10 ** (MOST_PLACES - places)
    return exact // step, exact % step == 0
