"""What a check found, as a page shows it and JSON keeps it. No ID number appears in it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from typing import Any, Protocol

from gaodi.bedrock.sheets import cell_name
from gaodi.ground.models.people import OPEN_END
from gaodi.registers.importing.comparing import Change, Comparison
from gaodi.registers.importing.shape import LABEL, Shape
from gaodi.registers.importing.wrong import Wrong, hidden
from gaodi.registers.naming import SubjectCell
from gaodi.registers.queries.imports import shown_as

PROBLEMS_SHOWN, KINDS_SHOWN = 500, 50
COUNTED = ("new", "changed", "same", "refused", "cleared", "others", "rows")


class Sheet(Protocol):
    """Of a table in a sheet, what is told."""

    @property
    def sheet(self) -> str: ...
    @property
    def places(self) -> Mapping[str, int]: ...
    @property
    def extra(self) -> Any: ...
    @property
    def hidden(self) -> Any: ...
    @property
    def skipped(self) -> Any: ...


def told(comparison: Comparison, table: Sheet, encoding: str) -> dict[str, Any]:
    """All of it."""
    wrong = sorted(comparison.wrong, key=lambda w: (w.row, table.places.get(w.column, -1)))
    kinds = Counter(each.sentence for each in wrong).most_common(KINDS_SHOWN)
    show = _Shower(comparison)
    return {
        "sheet": table.sheet,
        "encoding": encoding,
        "counts": {name: comparison.counts[name] for name in COUNTED},
        "problems": [_problem(each, comparison, table) for each in wrong[:PROBLEMS_SHOWN]],
        "problems_total": len(wrong),
        "kinds": dict(kinds),
        "extra": [{"letter": letter, "heading": hidden(heading)} for letter, heading in table.extra],
        "hidden": list(table.hidden),
        "skipped": [{"row": row, "said": hidden(said)} for row, said in table.skipped],
        "changes": [show.change(each) for each in comparison.changes],
        "new": [{"row": number, "label": show.label(row)} for number, row in comparison.new],
        "serial": comparison.standing.serial,
    }


def cell_of(wrong: Wrong, table: Sheet) -> str:
    """Where it is: 教师!C7, or the row where the sheet has no such column."""
    index = table.places.get(wrong.column)
    return f"{table.sheet}!第{wrong.row}行" if index is None else cell_name(table.sheet, wrong.row, index)


def _problem(wrong: Wrong, comparison: Comparison, table: Sheet) -> dict[str, Any]:
    column = comparison.register.by_name.get(wrong.column)
    return {
        "cell": cell_of(wrong, table),
        "row": wrong.row,
        "given": wrong.given,
        "heading": column.title if column else "",
        "sentence": wrong.sentence,
        "remedy": wrong.remedy,
        "warning": wrong.warning,
    }


class _Shower:
    """Shows the cells of rows that are compared, subjects as they are shown everywhere."""

    def __init__(self, comparison: Comparison) -> None:
        self.shape = Shape(comparison.register)
        self.named = {whom: one.shown for whom, one in comparison.named.items()}
        rows = [row for each in comparison.changes for row in (each.was, each.now)]
        rows += [row for _, row in comparison.new]
        self.named |= shown_as(
            (cell, row[self.shape.fields.index(name)])
            for name, cell in self.shape.cells.items()
            for row in rows
            if row[self.shape.fields.index(name)]
        )

    def change(self, change: Change) -> dict[str, Any]:
        cells = [
            self._cell(at, was, now) for at, (was, now) in enumerate(zip(change.was, change.now, strict=True))
        ]
        return {
            "row": change.row,
            "label": self.label(change.now),
            "kind": change.kind,
            "cells": [cell for cell in cells if cell],
        }

    def label(self, row: tuple[Any, ...]) -> str:
        return hidden(row[LABEL] or self.named.get((self.shape.subjects["subject"], row[0]), ""))

    def _cell(self, at: int, was: Any, now: Any) -> dict[str, str] | None:
        column = self.shape.column(at)
        if was == now or column is None:
            return None
        return {"heading": column.title, "was": self._text(at, was), "now": self._text(at, now)}

    def _text(self, at: int, value: Any) -> str:
        column = self.shape.column(at)
        if column is None or value is None or value == OPEN_END:
            return ""
        if isinstance(column.kind, SubjectCell):
            return self.named.get((column.kind.kind, value), "")
        return hidden(column.kind.show(value))
