"""The rows of an export, as a post may see them, a few thousand at a time.

By number, each time from where the last ended: a cursor held open for minutes would keep an old state of the database,
and on SQLite the sign of life that a job gives meanwhile would be refused.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from gaodi.ground.models import Post
from gaodi.ground.queries.first_run import demonstration_is_loaded
from gaodi.registers.declaration import Register
from gaodi.registers.models import State
from gaodi.registers.naming import SubjectCell
from gaodi.registers.queries.lists import WITHDRAWN, filtered
from gaodi.registers.queries.scope import visible_rows

AT_ONCE = 5_000
FACTS = ("pk", "unit_id", "district_id", "unit__name", "state", "open", "void")
STATES = dict(State.choices)
Row = Mapping[str, Any]


def marks() -> list[str]:
    """What a sheet says before anything else: that all in it is invented, where it is."""
    return ["演示数据：人员、学校、企业、数字均为虚构。"] if demonstration_is_loaded() else []


def exported(register: Register, filters: Mapping[str, Any], by: Post) -> Iterator[list[Row]]:
    """The rows that the filters leave, by name of column, with ``填报单位`` and ``状态``."""
    names = [column.name for column in register.columns]
    cells = {c.name: c.kind for c in register.columns if isinstance(c.kind, SubjectCell)}
    lookups = [f"{name}__{cells[name].told_by}" if name in cells else name for name in names]
    private = [c.name for c in register.columns if c.private and not c.names_subject]
    rows = filtered(register, visible_rows(register, by), filters).order_by("pk")
    last = 0
    while some := list(rows.filter(pk__gt=last).values_list(*FACTS, *lookups)[:AT_ONCE]):
        last = some[-1][0]
        yield [_coded(cells, _row(register, names, private, each, by)) for each in some]


def _coded(cells: Mapping[str, SubjectCell], row: dict[str, Any]) -> Row:
    """The row with whom it names by their codes."""
    return row | {name: row[name] and cell.made_of(row[name]) for name, cell in cells.items()}


def _row(
    register: Register, names: list[str], private: list[str], found: tuple[Any, ...], by: Post
) -> dict[str, Any]:
    _, unit, district, called, state, is_open, void = found[: len(FACTS)]
    row = dict(zip(names, found[len(FACTS) :], strict=True))
    row["填报单位"] = called
    row["状态"] = WITHDRAWN if is_open and void and state == State.SUBMITTED else STATES[state]
    keeps = unit == by.unit_id or (register.may_verify(by.unit) and district == by.unit.district_id)
    return row if keeps else row | dict.fromkeys(private)
