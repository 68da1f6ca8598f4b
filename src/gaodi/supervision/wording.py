"""How a reading is said to a person and typed back by one: places, deadlines and figures, both ways.

What a person leaves as it is shown stays exactly as it was read; only a changed line is read anew, by the reader.
"""

from __future__ import annotations

import re
from typing import Any

from gaodi.reading.deadlines import find_deadlines
from gaodi.reading.targets import find_targets

_PLACES = (
    (re.compile(r"^table (\d+) row (\d+) cell (\d+)$"), "表{0}第{1}行第{2}格"),
    (re.compile(r"^sheet (.+) ([A-Z]+\d+)$"), "工作表“{0}”{1}"),
    (re.compile(r"^page (\d+) row (\d+)$"), "第{0}页表格第{1}行"),
    (re.compile(r"^page (\d+) line (\d+)$"), "第{0}页第{1}行"),
    (re.compile(r"^line (\d+)$"), "第{0}行"),
)


def _day(year: str, month: str, day: str) -> str:
    return f"{year}年{int(month)}月{int(day)}日"


_EVERY = {"1d": "每日", "1w": "每周", "10d": "每旬", "15d": "每半月", "1m": "每月"}
_EVERY |= {"3m": "每季度", "6m": "每半年", "1y": "每年"}
_LENGTHS = {"h": "小时", "d": "日", "wd": "个工作日", "w": "周", "m": "个月", "y": "年"}
_SPANS = (
    (re.compile(r"^from:(\d+)-(\d+)-(\d+)$"), lambda y, m, d: f"{y}年{int(m)}月{int(d)}日起"),
    (
        re.compile(r"^(\d{4})-(\d\d)-(\d\d)/(\d{4})-(\d\d)-(\d\d)$"),
        lambda *d: f"{_day(*d[:3])}至{_day(*d[3:])}",
    ),
    (re.compile(r"^(\d{4})-(\d\d)-(\d\d)$"), _day),
    (re.compile(r"^(\d{4})-(\d\d)$"), lambda y, m: f"{y}年{int(m)}月"),
    (re.compile(r"^(\d{4})$"), lambda y: f"{y}年"),
    (re.compile(r"^--(\d\d)-(\d\d)$"), lambda m, d: f"{int(m)}月{int(d)}日"),
    (re.compile(r"^--(\d\d)$"), lambda m: f"{int(m)}月"),
    (re.compile(r"^every:(\d+)([dwmy])$"), lambda n, unit: _EVERY.get(n + unit, f"每{n}{_LENGTHS[unit]}")),
    (re.compile(r"^within:(\d+)(wd|[hdwmy])$"), lambda n, unit: f"{n}{_LENGTHS[unit]}内"),
)
_WORDS = {"annual": "每年", "ongoing": "长期坚持"}
_COMPARE = {"ge": "不少于", "gt": "超过", "le": "不超过", "approx": "约"}


def say_place(where: str) -> str:
    """``table 1 row 5 cell 3`` → 表1第5行第3格."""
    for pattern, words in _PLACES:
        if found := pattern.match(where):
            return words.format(*found.groups())
    return where


def say_deadline(value: str) -> str:
    """``2013-12-31`` → 2013年12月31日; a form nobody knows is shown as it is."""
    if value in _WORDS:
        return _WORDS[value]
    for pattern, say in _SPANS:
        if found := pattern.match(value):
            return say(*found.groups())
    return value


def say_deadlines(values: list[str]) -> str:
    return "、".join(say_deadline(value) for value in values)


def typed_deadlines(text: str, was: list[str]) -> list[str]:
    """What a person left or wrote in the field; a part nobody can read is a ValueError with a sentence."""
    shown = {say_deadline(value): value for value in was}
    found: list[str] = []
    for part in filter(None, (piece.strip() for piece in re.split(r"[、；;\n]", text))):
        values = (
            [shown[part]]
            if part in shown
            else [each.value for each in find_deadlines(part, year=None, cell=True)]
        )
        if not values:
            raise ValueError(f"没有看懂时限“{part}”，请写成2023年、2023年6月30日、每年、每季度或长期坚持。")
        found += values
    return list(dict.fromkeys(found))


def say_target(target: dict[str, Any]) -> str:
    """One figure on one line: 投资额的30%, 不少于2个　学徒基地."""
    top = f"—{_number(target['value_max'])}" if target.get("value_max") is not None else ""
    figure = f"{_COMPARE.get(target.get('cmp') or '', '')}{_number(target['value'])}{top}{target['unit']}"
    of = f"{target['of']}的" if target.get("of") else ""
    what = target.get("what") or ""
    return f"{of}{figure}" + (f"　{what}" if what and what != target.get("of") else "")


def say_targets(targets: list[dict[str, Any]]) -> str:
    return "\n".join(say_target(target) for target in targets)


def typed_targets(text: str, was: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """One figure a line, as left or as written; a line without exactly one figure is a ValueError with a sentence."""
    shown = {say_target(target): target for target in was}
    found: list[dict[str, Any]] = []
    for line in filter(None, (piece.strip() for piece in text.splitlines())):
        if line in shown:
            found.append(shown[line])
            continue
        read = find_targets(line)
        if len(read) != 1:
            raise ValueError(f"“{line}”里要有且只有一个数，例如：2个学徒基地；占投资额的30%。")
        (target,) = read
        found.append(
            {"value": target.value, "unit": target.unit, "of": target.of, "what": target.what}
            | ({"cmp": target.cmp} if target.cmp else {})
            | ({"value_max": target.value_max} if target.value_max is not None else {})
        )
    return found


def typed_names(text: str) -> list[str]:
    """Names divided by 、 or a line break; the same name once."""
    return list(dict.fromkeys(filter(None, (name.strip() for name in re.split(r"[、，,；;\n]", text)))))


def _number(value: Any) -> str:
    return f"{float(value):.10g}"
