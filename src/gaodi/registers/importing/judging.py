"""Checking many rows at once, a column at a time: what ``checking.problems_of`` says of each, sooner."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from typing import Any

from gaodi.registers.columns import Column
from gaodi.registers.declaration import Check, Problem, Register

REMEMBERED = 50_000  # different rows of one check
Columns = Mapping[str, Sequence[Any]]
Complain = Callable[[int, Problem], None]


class Judge:
    """Checks rows of one register, some thousand at a time."""

    def __init__(self, register: Register) -> None:
        self.register = register
        self.checks = [_Remembered(check) for check in register.checks]

    def judge(self, columns: Columns, complain: Complain) -> None:
        """Tell ``complain`` the place of each row with a problem, and the problem. ``columns`` holds every column."""
        for column in self.register.columns:
            _judge_column(column, columns, complain)
        if not self.register.period and "valid_to" in columns:
            _judge_days(columns, complain)
        for check in self.checks:
            check.judge(columns, complain)


class _Remembered:
    """A check that is asked once of all rows that look the same to it: which columns it looks at, it shows itself."""

    def __init__(self, check: Check) -> None:
        self.check = check
        self.looked_at: tuple[str, ...] = ()
        self.said: dict[tuple[Any, ...], tuple[Problem, ...]] = {}

    def judge(self, columns: Columns, complain: Complain) -> None:
        if len(self.said) > REMEMBERED:
            self.said = {}
        while not self._learn(columns):
            pass  # it looked at one more column: what was remembered did not tell it apart
        if any(map(self.said.__getitem__, {*self._seen(columns)})):
            for place, seen in enumerate(self._seen(columns)):
                for problem in self.said[seen]:
                    complain(place, problem)

    def _learn(self, columns: Columns) -> bool:
        """Ask of rows that look like none before; whether all could be told apart by what is looked at."""
        unknown = {*self._seen(columns)}.difference(self.said)
        places = {seen: place for place, seen in enumerate(self._seen(columns)) if seen in unknown}
        for seen, place in places.items():
            row = _Watched({name: cells[place] for name, cells in columns.items()})
            self.said[seen] = tuple(self.check(row))
            if not row.looked_at.issubset(self.looked_at):
                self.looked_at = tuple(sorted(row.looked_at.union(self.looked_at)))
                self.said = {}
                return False
        return True

    def _seen(self, columns: Columns) -> Iterator[tuple[Any, ...]]:
        """Each row as the check sees it."""
        if not self.looked_at:
            return iter([()] * len(next(iter(columns.values()))))
        return zip(*(columns[name] for name in self.looked_at), strict=True)


class _Watched(Mapping[str, Any]):
    """A row that keeps which of its cells were looked at."""

    def __init__(self, row: Mapping[str, Any]) -> None:
        self.row = row
        self.looked_at: set[str] = set()

    def __getitem__(self, name: str) -> Any:
        value = self.row[name]
        self.looked_at.add(name)
        return value

    def __iter__(self) -> Iterator[str]:
        return iter(self.row)

    def __len__(self) -> int:
        return len(self.row)


def _judge_days(columns: Columns, complain: Complain) -> None:
    for place, (begin, end) in enumerate(zip(columns["valid_from"], columns["valid_to"], strict=True)):
        if begin and end and end < begin:
            complain(place, Problem("valid_to", "止期早于起期", "请对照原件改正两个日期"))


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
