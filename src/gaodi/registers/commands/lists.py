"""``gaodi register list``: the registers as they are declared, and the rows of one."""

from __future__ import annotations

from argparse import Namespace
from typing import Any

from gaodi.ground.commands.printing import print_json, print_table
from gaodi.registers.columns import Column
from gaodi.registers.commands.who import opened, post_named, register_named
from gaodi.registers.declaration import REGISTERS, Register
from gaodi.registers.kinds import Yuan
from gaodi.registers.queries.lists import filtered, state_word
from gaodi.registers.queries.scope import visible_rows
from gaodi.registers.showing import cells_of


def print_list(args: Namespace) -> int:
    """The registers as they are declared; with a slug, the rows of one."""
    if args.slug:
        return print_rows(args)
    if args.format == "json":
        return print_json({"registers": [declaration_row(each) for each in REGISTERS.values()]})
    rows = [
        [each.slug, each.name, each.group, each.task, str(len(each.columns)), str(len(each.figures))]
        for each in REGISTERS.values()
    ]
    return print_table(["代号", "台账", "类别", "任务", "栏目数", "数"], rows)


def declaration_row(register: Register) -> dict[str, Any]:
    """A register as JSON holds it."""
    return {
        "slug": register.slug,
        "name": register.name,
        "group": register.group,
        "task": register.task,
        "columns": [_column_row(column) for column in register.columns],
        "figures": [{"name": each.name, "label": each.label, "unit": each.unit} for each in register.figures],
        "filled_by": list(register.filled_by),
        "verified_by": list(register.verified_by),
        "source": register.source,
    }


def _column_row(column: Column) -> dict[str, Any]:
    kind = column.kind
    return {
        "name": column.name,
        "heading": column.heading,
        "unit": kind.unit if isinstance(kind, Yuan) else column.unit,
        "kind": kind.word,
        "required": column.required,
    }


def print_rows(args: Namespace) -> int:
    """The rows one may see, as the list page shows them."""
    register, by = register_named(args.slug), post_named(args.username)
    rows = filtered(opened(register, by), visible_rows(register, by), {}).order_by("label", "pk")
    shown = [(row, cells_of(register, row, register.columns, by)) for row in rows[: args.limit]]
    if args.format == "table":
        heads = ["编号", "填报单位", "状态", *(column.title for column in register.columns)]
        return print_table(
            heads,
            [
                [str(row.pk), str(row.unit), state_word(row), *(c.shown for c in cells)]
                for row, cells in shown
            ],
        )
    names = [column.name for column in register.columns]
    return print_json(
        {
            "rows": [
                {
                    "id": row.pk,
                    "unit": row.unit.key,
                    "state": row.state,
                    "cells": {n: c.shown for n, c in zip(names, cells, strict=True)},
                }
                for row, cells in shown
            ]
        }
    )
