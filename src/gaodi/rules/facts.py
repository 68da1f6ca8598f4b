"""Facts as a formula needs them: text of a file into typed columns, or a refusal that names row and column."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

import polars as pl

from gaodi.bedrock.periods import Period, read_period
from gaodi.rules import kinds
from gaodi.rules.arithmetic import LARGEST
from gaodi.rules.chains import GROUP
from gaodi.rules.formulas import ON, Fact, Formula
from gaodi.rules.plans import ROW
from gaodi.rules.tables import BLANKS, HEAD_ROW

BEGINS = "_begins"
SHOWN = 50  # problems that are said one by one
YES = ("true", "是", "1")
NO = ("false", "否", "0")
NUMBER = r"^[+-]?(\d{1,3}(,\d{3})+|\d+)(\.\d+)?$"
RHYTHMS = ("year", "quarter", "month")


@dataclass(frozen=True, slots=True)
class Problem:
    """What is wrong with a cell: row as the file counts (0: the whole table), column, and a sentence."""

    row: int
    column: str
    sentence: str

    def __str__(self) -> str:
        place = f"第{self.row}行 " if self.row else ""
        return f"{place}{self.column}：{self.sentence}" if self.column else f"{place}{self.sentence}"


class RefusedFacts(ValueError):
    """Facts that are not as the formula needs them; nothing was reckoned."""

    def __init__(self, problems: Sequence[Problem], count: int | None = None) -> None:
        super().__init__("；".join(map(str, problems)))
        self.problems = tuple(problems)
        self.count = count or len(problems)


@dataclass(frozen=True, slots=True)
class Facts:
    """Typed facts, ready for a plan: sorted where a chain asks for it, with the days they span."""

    frame: pl.DataFrame
    span: tuple[date, date] | None


def prepare(table: pl.LazyFrame, formula: Formula, on: date | None = None) -> Facts:
    """Type, check and order a table. ``on`` is the day where the facts carry none (or the day they are asked for).

    RefusedFacts names unknown and missing columns, cells that cannot be read, amounts below 0, rows that stand
    twice and periods that overlap.
    """
    names = table.collect_schema().names()
    _refuse_columns(names, formula, on)
    given = [fact for fact in formula.facts if fact.name in names]
    numbered = table if ROW in names else table.with_row_index(ROW, HEAD_ROW + 1)
    raw = numbered.select([pl.col(ROW), *(pl.col(fact.name) for fact in given)]).collect()
    raw = raw.with_columns(
        [pl.lit(None, pl.String).alias(f.name) for f in formula.facts if f.name not in names]
    )
    if raw.is_empty():
        raise RefusedFacts([Problem(0, "", "一行事实也没有")])
    typed = _typed(raw, formula)
    typed = _dated(typed, formula, on)
    _refuse_rows(typed, formula)
    if formula.group:
        typed = _ordered(typed, formula)
    first, last = typed[ON].min(), typed[ON].max()
    assert isinstance(first, date)
    assert isinstance(last, date)
    return Facts(typed, (first, last))


def _refuse_columns(names: Sequence[str], formula: Formula, on: date | None) -> None:
    known = {fact.name for fact in formula.facts}
    problems = [
        Problem(0, fact.name, f"缺这一列（{fact.label}）")
        for fact in formula.facts
        if fact.name not in names and not fact.optional
    ]
    problems += [
        Problem(0, name, "不认识这一列，请删去或改名") for name in names if name not in known | {ROW}
    ]
    if not formula.dated_by and on is None:
        problems.append(Problem(0, "", "事实里没有日期，请给出哪一天（--on 2023-12-31）"))
    if problems:
        raise RefusedFacts(problems)


# ------------------------------------------------------------------ cells


def _typed(raw: pl.DataFrame, formula: Formula) -> pl.DataFrame:
    problems: list[Problem] = []
    count = 0
    columns = [raw[ROW]]
    for fact in formula.facts:
        cells = _plain(raw[fact.name], fact)
        read = _read(cells, fact)
        bad = cells.is_not_null() & read.is_null()
        sentence = _what_it_should_be(fact)
        if bad.any():
            count += int(bad.sum())
            problems += _first(raw, bad, fact.name, sentence)
        if fact.name in {*formula.key, formula.dated_by} and read.null_count():
            count += read.null_count()
            problems += _first(raw, read.is_null() & ~bad, fact.name, "不能空")
        columns.append(read.alias(fact.name))
    if problems:
        raise RefusedFacts(sorted(problems, key=lambda each: each.row)[:SHOWN], count)
    return pl.DataFrame(columns)


def _plain(cells: pl.Series, fact: Fact) -> pl.Series:
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


def _read(cells: pl.Series, fact: Fact) -> pl.Series:
    if fact.kind in {kinds.TEXT, kinds.PERIOD}:
        return cells.cast(pl.String)
    if fact.kind is kinds.CODE:
        return _words(
            cells.cast(pl.String), {word: word for word in fact.words} | {v: k for k, v in fact.words.items()}
        )
    if fact.kind is kinds.TRUTH:
        return _truths(cells)
    if fact.kind is kinds.DATE:
        return _days(cells)
    return _numbers(cells, fact)


def _words(cells: pl.Series, words: dict[str, str]) -> pl.Series:
    return cells.replace_strict(words, default=None, return_dtype=pl.String)


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


def _what_it_should_be(fact: Fact) -> str:
    if fact.words:
        return f"应是{'、'.join(f'{code}（{word}）' for code, word in fact.words.items())}之一"
    sign = "" if fact.negative else "不小于0的"
    most = f"，绝对值小于{LARGEST // 10 ** (fact.kind.places or 0):,}"
    sentences = {
        "truth": "应是 true（是）或 false（否）",
        "date": "应是日期，如 2023-06-01",
        "year": "应是四位年份，如 2023",
        "count": f"应是{sign}整数{most}",
        "money": f"应是{sign}金额（元，最多两位小数{most}）",
        "quantity": f"应是{sign}数，最多两位小数{most}",
        "ratio": f"应是{sign}比例，如 0.25，最多六位小数",
    }
    return sentences.get(fact.kind.name, "不认识")


def _first(raw: pl.DataFrame, bad: pl.Series, column: str, sentence: str) -> list[Problem]:
    rows = raw.filter(bad).head(SHOWN)
    return [
        Problem(int(row), column, sentence if cell is None else f"“{cell}”{sentence}")
        for row, cell in zip(rows[ROW], rows[column], strict=True)
    ]


# ------------------------------------------------------------------ days, order, rows against each other


def _dated(typed: pl.DataFrame, formula: Formula, on: date | None) -> pl.DataFrame:
    """With ON, the day that chooses the values, and BEGINS where facts are of periods."""
    if not formula.dated_by:
        return typed.with_columns(pl.lit(on).alias(ON))
    fact = formula.fact(formula.dated_by)
    if fact.kind is kinds.DATE:
        return typed.with_columns(pl.col(fact.name).alias(ON))
    if fact.kind is kinds.YEAR:
        _refuse_where(typed, ~pl.col(fact.name).is_between(*_YEARS), fact.name, "应是四位年份，如 2023")
        first, last = pl.date(pl.col(fact.name), 1, 1), pl.date(pl.col(fact.name), 12, 31)
        return typed.with_columns(first.alias(BEGINS), last.alias(ON))
    return _with_periods(typed, fact.name)


_YEARS = (1900, 2099)


def _with_periods(typed: pl.DataFrame, name: str) -> pl.DataFrame:
    texts = typed[name].unique().to_list()
    periods = {text: found for text in texts if (found := _period(text))}
    _refuse_where(typed, ~pl.col(name).is_in(list(periods)), name, "应是年、季或月，如 2023、2023Q1、2023-05")
    return typed.with_columns(
        pl.col(name)
        .replace_strict({t: p.first for t, p in periods.items()}, return_dtype=pl.Date)
        .alias(BEGINS),
        pl.col(name).replace_strict({t: p.last for t, p in periods.items()}, return_dtype=pl.Date).alias(ON),
    )


def _period(text: str) -> Period | None:
    return next((found for rhythm in RHYTHMS if (found := read_period(text, rhythm))), None)


def _ordered(typed: pl.DataFrame, formula: Formula) -> pl.DataFrame:
    ordered = typed.sort([*formula.group, ON])
    numbered = ordered.with_columns(pl.struct(formula.group).rle_id().alias(GROUP))
    if formula.periods_apart:
        before = pl.col(ON).shift(1) >= pl.col(BEGINS)
        overlaps = before & (pl.col(GROUP) == pl.col(GROUP).shift(1))
        _refuse_where(
            numbered, overlaps, formula.dated_by, "与同一对象的另一期重叠，请只留年、季、月中的一种"
        )
    return numbered


def _refuse_rows(typed: pl.DataFrame, formula: Formula) -> None:
    if formula.key and not formula.periods_apart:  # rows of one period overlap anyway
        twice = ~pl.struct(formula.key).is_first_distinct()
        _refuse_where(typed, twice, "、".join(formula.key), "与前面一行重复")
    for check in formula.checks:
        _refuse_where(typed, check.wrong, check.column, check.sentence)


def _refuse_where(typed: pl.DataFrame, wrong: pl.Expr, column: str, sentence: str) -> None:
    rows = typed.filter(wrong)[ROW]
    if len(rows):
        raise RefusedFacts([Problem(int(row), column, sentence) for row in rows.sort()[:SHOWN]], len(rows))
