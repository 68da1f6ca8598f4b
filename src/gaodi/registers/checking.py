"""Checking a row: required cells, cells that do not apply, dates in their order, and the register's own checks."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from gaodi.registers.declaration import Problem, Register


def problems_of(register: Register, row: Mapping[str, Any]) -> Iterator[Problem]:
    """What is wrong with a row of read values, all of it. Used by the entry page and by imports alike."""
    for column in register.columns:
        value = row.get(column.name)
        if value is None:
            if column.required and column.name != "subject":
                yield Problem(column.name, "没有填", f"请填写{column.heading}")
        elif not column.applies(row):
            yield Problem(column.name, "这一行不适用这一栏", "请清空这一格，或改正它所依据的那一栏")
    begin, end = row.get("valid_from"), row.get("valid_to")
    if not register.period and begin and end and end < begin:
        yield Problem("valid_to", "止期早于起期", "请对照原件改正两个日期")
    for check in register.checks:
        yield from check(row)
