"""Facts as a formula needs them: text of a file into typed columns, or a refusal that names row and column."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

import polars as pl

from gaodi.bedrock.periods import Period, read_period
from gaodi.rules import cells, kinds
from gaodi.rules.arithmetic import LARGEST
from gaodi.rules.formulas import ON, Check, Fact, Formula
from gaodi.rules.ordering import in_order
from gaodi.rules.plans import ROW
from gaodi.rules.tables import HEAD_ROW

BEGINS = "_begins"
RHYTHM = "_rhythm"  # of a period: year, quarter or month
SHOWN = 50  # problems that are said one by one
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


class NoFacts(RefusedFacts):
    """A table without a row."""


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
        raise NoFacts([Problem(0, "", "一行事实也没有")])
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
    known, typed = cells.read_all(raw, formula.facts)
    needed = {*formula.key, *formula.per, formula.dated_by}
    problems: list[Problem] = []
    count = 0
    for fact in formula.facts:
        cell, read = known[fact.name], typed[fact.name]
        wanted = len(read) if fact.name in needed else cell.len() - cell.null_count()
        if wanted > len(read) - read.null_count():
            bad = read.is_null() if fact.name in needed else read.is_null() & cell.is_not_null()
            count += int(bad.sum())
            problems += _first(known, bad, fact)
    if problems:
        raise RefusedFacts(sorted(problems, key=lambda each: each.row)[:SHOWN], count)
    return typed


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


def _first(known: pl.DataFrame, bad: pl.Series, fact: Fact) -> list[Problem]:
    rows = known.filter(bad).head(SHOWN)
    said = _what_it_should_be(fact)
    return [
        Problem(int(row), fact.name, "不能空" if cell is None else f"“{cell}”{said}")
        for row, cell in zip(rows[ROW], rows[fact.name], strict=True)
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
    found = {text: period for text in texts if (period := _period(text))}
    if len(found) < len(texts):
        _refuse_where(
            typed, ~pl.col(name).is_in(list(found)), name, "应是年、季或月，如 2023、2023Q1、2023-05"
        )
    known = pl.DataFrame(
        [(text, rhythm, period.first, period.last) for text, (rhythm, period) in found.items()],
        schema={name: pl.String, RHYTHM: pl.String, BEGINS: pl.Date, ON: pl.Date},
        orient="row",
    )
    return typed.join(known, on=name, how="left", maintain_order="left")


def _period(text: str) -> tuple[str, Period] | None:
    """Whether it is a year, a quarter or a month, and which."""
    return next(((rhythm, found) for rhythm in RHYTHMS if (found := read_period(text, rhythm))), None)


def _ordered(typed: pl.DataFrame, formula: Formula) -> pl.DataFrame:
    order = in_order(typed, formula.group)
    if formula.periods_apart:
        badly = order.follow_badly(typed[BEGINS], typed[ON])
        _refuse_rows_of(
            typed[ROW].gather(badly), formula.dated_by, "与同一对象的另一期重叠，请只留年、季、月中的一种"
        )
    return order.beside(typed)


def _refuse_rows(typed: pl.DataFrame, formula: Formula) -> None:
    """What no row may be: asked of all at once, and looked for only where there is one."""
    wrongs = list(formula.checks)
    if formula.key and not formula.periods_apart:  # rows of one period overlap anyway
        twice = ~pl.struct(formula.key).is_first_distinct()
        wrongs.insert(0, Check("、".join(formula.key), twice, "与前面一行重复"))
    if wrongs:
        found = typed.select([check.wrong.any().alias(str(place)) for place, check in enumerate(wrongs)]).row(
            0
        )
        for check, is_wrong in zip(wrongs, found, strict=True):
            if is_wrong:
                _refuse_where(typed, check.wrong, check.column, check.sentence)


def _refuse_where(typed: pl.DataFrame, wrong: pl.Expr, column: str, sentence: str) -> None:
    _refuse_rows_of(typed.filter(wrong)[ROW], column, sentence)


def _refuse_rows_of(rows: pl.Series, column: str, sentence: str) -> None:
    if len(rows):
        raise RefusedFacts([Problem(int(row), column, sentence) for row in rows.sort()[:SHOWN]], len(rows))
