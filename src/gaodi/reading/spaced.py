"""A table copied as text with one blank between its cells: 序号 工 作 任 务 牵头部门, and each row on a line below."""

from __future__ import annotations

import re
from collections.abc import Sequence

from gaodi.reading.grids import Box, Grid
from gaodi.reading.heads import BODY_ROLES, Head, Role, head_of
from gaodi.reading.numbering import bare_number
from gaodi.reading.passages import Passage

LEAST_COLUMNS = 3
LEAST_ROWS = 2
LONGEST_HEAD_LINE = 80
WORD = re.compile(r"\S+")
LETTERS = re.compile(r"(?<!\S)\S(?:[ \t\u3000]+\S(?!\S))+")  # 工 作 任 务


def find_spaced(lines: Sequence[Passage]) -> tuple[int, int, Grid] | None:
    """The first such table: where it begins and ends among the lines, and its cells.

    Only the task may hold blanks of its own, so that it takes what the other columns leave.
    """
    for start, line in enumerate(lines):
        heads = head_words(line) if len(line) <= LONGEST_HEAD_LINE else []
        if not is_head(heads):
            continue
        after = len(heads) - 1 - task_column(heads)
        rows = [[Box(word) for word in heads]]
        for following in lines[start + 1 :]:
            row = cells_of(following, task_column(heads), after)
            if row is None:
                break
            rows.append(row)
        if len(rows) > LEAST_ROWS:
            return start, start + len(rows), Grid(rows)
    return None


def head_words(line: Passage) -> list[Passage]:
    """The words of a line, letters set apart being one word."""
    words: list[Passage] = []
    at = 0
    for match in [*LETTERS.finditer(line.text), None]:
        end = match.start() if match else len(line)
        words += [line.cut(at + word.start(), at + word.end()) for word in WORD.finditer(line.text[at:end])]
        if match:
            words.append(line.cut(*match.span()))
            at = match.end()
    return words


def is_head(words: Sequence[Passage]) -> bool:
    """A number, a task and bodies, and nothing that is no head word."""
    if len(words) < LEAST_COLUMNS:
        return False
    heads = [head_of(word.text) for word in words]
    roles = [head.role for head in heads if head is not None]
    whole = len(roles) == len(words) and roles[0] is Role.NUMBER
    return whole and roles.count(Role.TASK) == 1 and bool(BODY_ROLES & set(roles))


def task_column(words: Sequence[Passage]) -> int:
    heads: list[Head | None] = [head_of(word.text) for word in words]
    return next(n for n, head in enumerate(heads) if head and head.role is Role.TASK)


def cells_of(line: Passage, before: int, after: int) -> list[Box] | None:
    """The cells of a row: some words before the task, some behind it; None where the line is none."""
    words = [word.span() for word in WORD.finditer(line.text)]
    if len(words) < before + 1 + after or bare_number(line.text[slice(*words[0])]) is None:
        return None
    middle = (words[before][0], words[len(words) - after - 1][1])
    spans = [*words[:before], middle, *words[len(words) - after :]]
    return [Box(line.cut(*span)) for span in spans]
