"""A form for each task: head words down the left, what they hold beside them. Turned round, it is a table."""

from __future__ import annotations

from collections.abc import Sequence

from gaodi.reading.grids import EMPTY, Box, Grid
from gaodi.reading.heads import BODY_ROLES, Role, head_of

LEAST_PAIRS = 3
WIDEST = 4


def turned(grid: Grid) -> Grid | None:
    """The forms of a grid as the rows of a table; None where it is no stack of forms."""
    if not grid.rows or grid.width > WIDEST:
        return None
    pairs = [pair for row in grid.rows for pair in pairs_of(row)]
    if len(pairs) < LEAST_PAIRS or not are_forms(grid, pairs):
        return None
    words: dict[str, Box] = {}
    forms: list[dict[str, Box]] = [{}]
    for head, box in pairs:
        if head.text.text in forms[-1]:
            forms.append({})
        words.setdefault(head.text.text, head)
        forms[-1][head.text.text] = box
    rows = [list(words.values()), *([form.get(word, EMPTY) for word in words] for form in forms)]
    return Grid(rows, grid.name, merges=True)


def pairs_of(row: Sequence[Box]) -> list[tuple[Box, Box]]:
    """The head words of a row, each with the cell beside it."""
    own = [box for box in row if box.covered != "across"]
    return [
        (head, box)
        for head, box in zip(own[::2], own[1::2], strict=False)
        if head.covered != "down" and head_of(head.text.text) is not None
    ]


def are_forms(grid: Grid, pairs: Sequence[tuple[Box, Box]]) -> bool:
    """Head words lead every row, a task and its bodies among them, and what stands beside them is none."""
    roles = {head.role for box, _ in pairs if (head := head_of(box.text.text))}
    leads = sum(bool(pairs_of(row)) for row in grid.rows)
    answers = sum(head_of(box.text.text) is None for _, box in pairs)
    enough = leads * 3 >= len(grid.rows) * 2 and answers * 3 >= len(pairs) * 2
    return enough and bool(roles & {Role.TASK, Role.TARGET}) and bool(roles & BODY_ROLES)
