"""Places as a person says them: ``table 1 row 5 cell 3`` is 表1第5行第3格."""

from __future__ import annotations

import re

FORMS = (
    (re.compile(r"sheet (.+) ([A-Z]+\d+)"), r"工作表“\1”单元格\2"),
    (re.compile(r"table (\d+) row (\d+) cell (\d+)"), r"表\1第\2行第\3格"),
    (re.compile(r"table (\d+) row (\d+)"), r"表\1第\2行"),
    (re.compile(r"page (\d+) row (\d+)"), r"第\1页第\2行"),
    (re.compile(r"page (\d+) line (\d+)"), r"第\1页第\2行"),
    (re.compile(r"paragraph (\d+)"), r"第\1段"),
    (re.compile(r"line (\d+)"), r"第\1行"),
)


def say_place(where: str) -> str:
    """The place in Chinese; an unknown form is said as it stands."""
    for form, chinese in FORMS:
        if form.fullmatch(where):
            return form.sub(chinese, where)
    return where
