"""``gaodi rule run --set``: with the numbers in force and with those tried, side by side; who gains and who loses."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any, TextIO

import polars as pl
from rich.console import Console

from gaodi.rules.commands.asking import Asked, write_csv, writing
from gaodi.rules.commands.books import said_value
from gaodi.rules.commands.exact import (
    exact,
    fact_json,
    key_facts,
    number_json,
    objects,
    outcome_lines,
    step_json,
    write_document,
)
from gaodi.rules.commands.eyes import console, print_lines, print_table
from gaodi.rules.engines import run_frame
from gaodi.rules.facts import Facts
from gaodi.rules.kinds import Plain, say
from gaodi.rules.plans import ROW
from gaodi.rules.what_if import CHANGE, TRIAL, Comparison, Shift, compare

LARGEST = 10  # changes that are shown to eyes
WORDS = {
    "gain": "得益",
    "lose": "受损",
    "more": "增加",
    "less": "减少",
    "mixed": "有增有减",
    "same": "不变",
    "unknown": "无法判断",
}


def reckon(asked: Asked) -> None:
    """Both outcomes, in the form that was asked for."""
    facts = asked.prepared()
    comparison = compare(asked.plan, asked.tried.plan(asked.formula.name), facts)
    if asked.format == "csv":
        write_csv(asked, comparison.table())
    elif asked.format == "parquet":
        assert asked.output is not None
        comparison.table().write_parquet(asked.output)
    else:
        with writing(asked.output) as file:
            if asked.format == "json":
                _write_json(asked, facts, comparison, file)
            else:
                _print(asked, comparison, file)


# ------------------------------------------------------------------ for programs


def _write_json(asked: Asked, facts: Facts, comparison: Comparison, file: TextIO) -> None:
    changed = {"set": {name: _tried(asked, name) for name in asked.changes}}
    for name, book, said in (("base", asked.book, {}), ("trial", asked.tried, changed)):
        frame = run_frame(book.plan(asked.formula.name), facts)
        head = {**asked.head(frame), "version": book.version, **said}
        file.write(f'{"{" if name == "base" else ", "}"{name}": ')
        write_document(file, head, outcomes=outcome_lines(book.plan(asked.formula.name), frame))
    file.write(f', "summary": {exact(summary(comparison))}, "changes": [\n')
    file.write(",\n".join(_changes(comparison)))
    file.write("\n]}\n")


def _changes(comparison: Comparison) -> Iterator[str]:
    """For each row the difference of every number; of a word that changed, from what to what."""
    columns = {fact.name: fact_json(fact) for fact in key_facts(comparison.plan)}
    for step in comparison.outs:
        if step.kind.places is not None:
            columns[step.name] = number_json(step.kind, step.name + CHANGE)
        else:
            columns[step.name] = _moved(step_json(step), step_json(step, TRIAL))
    return objects(comparison.side_by_side, columns)


def _moved(base: pl.Expr, trial: pl.Expr) -> pl.Expr:
    said = pl.concat_str(pl.lit('{"from": '), base, pl.lit(', "to": '), trial, pl.lit("}"))
    return pl.when(base != trial).then(said).otherwise(pl.lit("null"))


def summary(comparison: Comparison) -> dict[str, Any]:
    """Who gains and who loses, and for each out how many rows moved and what the sums are."""
    return {
        "rows": comparison.side_by_side.height,
        "who": comparison.who,
        "measured_by": comparison.measured_by,
        **comparison.tally,
        "outs": [_shift(shift) for shift in comparison.shifts],
    }


def _shift(shift: Shift) -> dict[str, Any]:
    names = ("name", "label", "unit", "rose", "fell", "changed", "same", "unknown", "base", "trial", "change")
    return {name: getattr(shift, name) for name in names}


# ------------------------------------------------------------------ for eyes


def _print(asked: Asked, comparison: Comparison, file: TextIO) -> None:
    screen = console(file)
    tried = "，".join(_said_of(asked, name) for name in asked.changes)
    who = "、".join(asked.formula.fact(name).label for name in comparison.who if name != ROW)
    counts = "，".join(f"{WORDS[name]}{count:,}个" for name, count in comparison.tally.items())
    print_lines([f"{asked.book.about.title}：{asked.formula.label}，试算 {tried}"], screen)
    print_lines([f"{f'按{who}数：' if who else ''}{counts}"], screen)
    heads = ["", "现行合计", "试算合计", "相差", "增加", "减少", "另有变化", "不变", "无法判断"]
    moved = [shift for shift in comparison.shifts if shift.moved]
    still = [shift.label for shift in comparison.shifts if not shift.moved]
    print_table(heads, map(_shift_row, moved), numbers=range(1, len(heads)), screen=screen)
    print_lines([f"没有变化：{'、'.join(still)}"] if still else [], screen)
    _print_largest(comparison, screen)


def _tried(asked: Asked, name: str) -> Plain | tuple[str, ...]:
    """What is tried, as the book understood it; it holds on all days."""
    return asked.tried.sources[name].values[0].value


def _said_of(asked: Asked, name: str) -> str:
    source = asked.tried.sources[name]
    return f"{source.label} {said_value(source.values[0], source)}"


def _shift_row(shift: Shift) -> Sequence[str]:
    sums = [_amount(shift, each) for each in (shift.base, shift.trial, shift.change)]
    counts = (shift.rose, shift.fell, shift.changed, shift.same, shift.unknown)
    return [shift.label, *sums, *(f"{count:,}" for count in counts)]


def _amount(shift: Shift, value: Plain) -> str:
    return say(shift.kind, value, shift.unit)


def _print_largest(comparison: Comparison, screen: Console) -> None:
    """The rows in which the first number that differs at all differs most."""
    moved = [each for each in comparison.shifts if each.rose + each.fell and each.kind.places is not None]
    if not moved:
        return
    out = next((shift for shift in moved if shift.name in comparison.measured_by), moved[0])
    change = pl.col(out.name + CHANGE)
    largest = comparison.side_by_side.filter(change != 0).top_k(LARGEST, by=change.abs())
    rows = comparison.table(largest)
    keys = key_facts(comparison.plan)
    names = [*(fact.name for fact in keys), *(out.name + ending for ending in ("", TRIAL, CHANGE))]
    heads = [*(fact.label for fact in keys), "现行", "试算", "相差"]
    found = rows.select(names).rows()
    said = [[*map(str, row[:-3]), *(_amount(out, each) for each in row[-3:])] for row in found]
    title = f"{out.label}：相差最大的{len(said)}行"
    print_table(heads, said, title=title, numbers=range(len(keys), len(heads)), screen=screen)
