"""Judging rows a column at a time says what judging them one by one says."""

from __future__ import annotations

import random
from datetime import date
from decimal import Decimal

import pytest

from gaodi.registers.checking import problems_of
from gaodi.registers.declaration import REGISTERS
from gaodi.registers.importing.judging import Judge
from gaodi.registers.importing.shape import Shape
from gaodi.registers.kinds import Choice, Day, Number, Year, YesNo, Yuan

ROWS = 300
HALF, BLANK = 0.5, 0.3  # of the cells


def some_value(column, rng: random.Random):
    """A value as its kind reads it, or none."""
    kind = column.kind
    made = {
        Choice: lambda: rng.choice([value for value, _ in kind.options]),
        Day: lambda: date(rng.randrange(2015, 2026), rng.randrange(1, 13), 1),
        YesNo: lambda: rng.random() < HALF,
        Yuan: lambda: Decimal(rng.randrange(1000)),
        Number: lambda: rng.randrange(1000),
        Year: lambda: rng.randrange(1950, 2026),
    }
    return None if rng.random() < BLANK else made.get(type(kind), lambda: rng.choice(["a", "b"]))()


def told(problem):
    return problem.column, problem.sentence, problem.remedy, problem.warning


@pytest.mark.parametrize("slug", sorted(REGISTERS))
def test_columns_are_judged_as_their_rows_are(slug):
    register = REGISTERS[slug]
    rng = random.Random(slug)  # noqa: S311  rows, no secrets
    names = Shape(register).fields
    columns = {name: [None] * ROWS for name in names}
    for name in names:
        column = register.by_name.get(name)
        if column is not None:
            columns[name] = [some_value(column, rng) for _ in range(ROWS)]
    for name in ("valid_from", "valid_to"):
        columns[name] = [date(rng.randrange(2015, 2026), 9, 1) for _ in range(ROWS)]
    by_column: list[set] = [set() for _ in range(ROWS)]
    judge = Judge(register)
    for first in range(0, ROWS, ROWS // 3):  # what it remembers of some rows holds for the next
        some = {name: cells[first : first + ROWS // 3] for name, cells in columns.items()}
        judge.judge(some, lambda place, problem, first=first: by_column[first + place].add(told(problem)))
    by_row = [
        {told(p) for p in problems_of(register, dict(zip(names, cells, strict=True)))}
        for cells in zip(*columns.values(), strict=True)
    ]
    assert by_column == by_row
    assert any(by_row)
