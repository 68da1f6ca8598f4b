"""Checking many rows at once, a column at a time: what ``checking.problems_of`` says of each, sooner."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import Any

from gaodi.registers.columns import Column
from gaodi.registers.declaration import Problem, Register

Columns = Mapping[str, Sequence[Any]]
Complain = Callable[[int, Problem], None]


def judge(register: Register, columns: Columns, complain: Complain) -> None:
    """Tell ``complain`` the place of each row with a problem, and the problem. ``columns`` holds every column."""
    for column in register.columns:
        _judge_column(column, columns, complain)
    if not register.period and "valid_to" in columns:
        for place, (begin, end) in enumerate(zip(columns["valid_from"], columns["valid_to"], strict=True)):
            if begin and end and end < begin:
                complain(place, Problem("valid_to", "止期早于起期", "请对照原件改正两个日期"))
    if register.checks:
        _judge_rows(register, columns, complain)


def _judge_column(column: Column, columns: Columns, complain: Complain) -> None:
    values = columns[column.name]
    if column.required and column.name != "subject" and None in values:
        missing = Problem(column.name, "没有填", f"请填写{column.heading}")
        for place, value in enumerate(values):
            if value is None:
                complain(place, missing)
    for place in _inapplicable(column, values, columns):
        complain(place, Problem(column.name, "这一行不适用这一栏", "请清空这一格，或改正它所依据的那一栏"))


def _inapplicable(column: Column, values: Sequence[Any], columns: Columns) -> list[int]:
    """The places where something stands although another column says that nothing can."""
    found: set[int] = set()
    for other, allowed in column.applies_when.items():
        fits = {*allowed, None}
        pairs = enumerate(zip(values, columns[other], strict=True))
        found.update(place for place, (value, fact) in pairs if value is not None and fact not in fits)
    return sorted(found)


def _judge_rows(register: Register, columns: Columns, complain: Complain) -> None:
    names = tuple(columns)
    for place, cells in enumerate(zip(*columns.values(), strict=True)):
        row = dict(zip(names, cells, strict=True))
        for check in register.checks:
            for problem in check(row):
                complain(place, problem)
