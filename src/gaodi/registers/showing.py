"""How a row is shown: every cell as a page prints it, with 未填 and 不适用 told apart from 0."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from gaodi.ground.models import Post
from gaodi.ground.models.people import OPEN_END
from gaodi.registers.columns import Column
from gaodi.registers.declaration import Register
from gaodi.registers.models.facts import Fact
from gaodi.registers.models.subjects import Subject

UNKNOWN, NOT_APPLICABLE, KEPT_BACK = "未填", "不适用", "不公开"


@dataclass(frozen=True, slots=True)
class Cell:
    """A cell of a page: its heading, what it shows, and whom it names."""

    heading: str
    shown: str
    is_figure: bool = False
    subject: Subject | None = None  # whose own page can be opened


def cells_of(register: Register, row: Fact, columns: Iterable[Column], by: Post) -> list[Cell]:
    """The cells of a row as this post may see them."""
    values = {column.name: getattr(row, column.name) for column in register.columns}
    return [_cell(register, row, column, values, by) for column in columns]


def _cell(register: Register, row: Fact, column: Column, values: dict[str, Any], by: Post) -> Cell:
    value = values[column.name]
    named = value if isinstance(value, Subject) else None
    shown = shown_value(column, value, values)
    if column.private and named is None and not keeps(register, row, by):
        shown = KEPT_BACK
    return Cell(column.title, shown, column.kind.is_figure, named)


def shown_value(column: Column, value: Any, values: dict[str, Any]) -> str:
    """A value as a page prints it; an empty one is unknown, or has no meaning in this row."""
    if column.name == "valid_to" and value == OPEN_END:
        return "至今"
    if value is None:
        return UNKNOWN if column.applies(values) else NOT_APPLICABLE
    if isinstance(value, Subject):
        code = column.kind.cell(value)
        return str(code if column.name == "subject" else value.name or code)
    return column.kind.show(value)


def keeps(register: Register, row: Fact, by: Post) -> bool:
    """Whether the post is of those who keep the row: who reports it, and who verifies it."""
    return row.unit_id == by.unit_id or (
        register.may_verify(by.unit) and row.district_id == by.unit.district_id
    )
