"""Parameters and clauses of a book: every number and every wording, since when, and by which article."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from datetime import date
from decimal import Decimal
from itertools import pairwise
from pathlib import Path
from typing import Any

from gaodi.rules import kinds
from gaodi.rules.kinds import Kind, Plain
from gaodi.rules.strict_yaml import Unreadable, load_yaml

CONFIDENCE = {"copy": "据公开文本", "memory": "待核对原文", "default": "本系统约定"}
PARAMETER_KINDS = {
    kind.name: kind
    for kind in (kinds.MONEY, kinds.COUNT, kinds.QUANTITY, kinds.RATIO, kinds.DATE, kinds.CODE)
}
LISTED = "codes"  # a list of words; only asked whether it holds one
END = date(9999, 12, 31)
TRIAL = "试算"
MOST_TRIED = {
    "money": 10**12,
    "count": 10**6,
    "quantity": 10**12,
    "ratio": 100,
}  # beyond it only a slip of the pen


@dataclass(frozen=True, slots=True)
class Citation:
    """依据: the article on which a number or a wording stands, and how sure we are of its words."""

    document: str
    article: str = ""
    confidence: str = "copy"
    note: str = ""
    text: str = ""

    @property
    def sure(self) -> bool:
        return self.confidence == "copy"

    def __str__(self) -> str:
        return f"{self.document}{self.article}"


@dataclass(frozen=True, slots=True)
class Value:
    """What holds from ``since`` to ``until`` (inclusive), by its citation; a clause has no value."""

    since: date
    until: date
    value: Plain | tuple[str, ...]
    citation: Citation

    def holds(self, day: date) -> bool:
        return self.since <= day <= self.until


@dataclass(frozen=True, slots=True)
class Parameter:
    """A number of a policy, or (``kind`` None) a clause of it, with all its dated values in order."""

    name: str
    label: str
    rule: str
    kind: Kind | None
    unit: str
    values: tuple[Value, ...]
    words: Mapping[str, str] = field(default_factory=dict)  # of a code: what it may be, as people say it

    def at(self, day: date) -> Value | None:
        return next((value for value in self.values if value.holds(day)), None)


class Sources(Mapping[str, Parameter]):
    """All parameters and clauses of one book, by name."""

    def __init__(self, members: Mapping[str, Parameter]) -> None:
        self._members = dict(members)

    def __getitem__(self, name: str) -> Parameter:
        return self._members[name]

    def __iter__(self) -> Iterator[str]:
        return iter(self._members)

    def __len__(self) -> int:
        return len(self._members)

    @property
    def parameters(self) -> list[Parameter]:
        return [each for each in self.values() if each.kind]

    @property
    def clauses(self) -> list[Parameter]:
        return [each for each in self.values() if not each.kind]

    def value(self, name: str, on: date) -> Plain | tuple[str, ...]:
        """The value of a parameter on a day, or None."""
        held = self[name].at(on)
        return held.value if held else None

    def cite(self, name: str, on: date | None) -> Citation | None:
        """The citation of a parameter or a clause on a day; without a day, its latest."""
        if on is None:
            return self[name].values[-1].citation if self[name].values else None
        held = self[name].at(on)
        return held.citation if held else None

    def trying(self, changes: Mapping[str, str]) -> Sources:
        """These with some numbers replaced for all days, each marked as a trial; what cannot be is Unreadable."""
        return Sources({**self._members, **{name: self._tried(name, text) for name, text in changes.items()}})

    def _tried(self, name: str, text: str) -> Parameter:
        parameter = self._members.get(name)
        if parameter is None or not _may_be_tried(parameter):
            known = "、".join(each.name for each in self.parameters if _may_be_tried(each))
            raise Unreadable(f"没有可以试改的参数 {name}。可改：{known}")
        value = _tried_word(parameter, text) if parameter.words else _tried_number(parameter, text)
        citation = Citation(TRIAL, confidence="default", note="试算所设，不是政策规定")
        return replace(parameter, values=(Value(date.min, END, value, citation),))


def _may_be_tried(parameter: Parameter) -> bool:
    numbers = {kinds.MONEY, kinds.COUNT, kinds.QUANTITY, kinds.RATIO}
    return parameter.kind in numbers or (parameter.kind is kinds.CODE and bool(parameter.words))


def _tried_word(parameter: Parameter, text: str) -> str:
    if text not in parameter.words:
        allowed = "、".join(f"{code}（{word}）" for code, word in parameter.words.items())
        raise Unreadable(f"{parameter.label}（{parameter.name}）不能是“{text}”，可写 {allowed}")
    return text


def _tried_number(parameter: Parameter, text: str) -> Decimal:
    assert parameter.kind
    try:
        value = Decimal(text)
        kinds.to_inside(parameter.kind, value)
    except (ArithmeticError, ValueError) as error:
        raise Unreadable(
            f"{parameter.label}（{parameter.name}）不能是“{text}”，请写数，如 0.25{_places(parameter.kind)}"
        ) from error
    most = MOST_TRIED[parameter.kind.name]
    if value < 0 or value > most:
        raise Unreadable(f"{parameter.label}（{parameter.name}）不能是“{text}”，应在 0 到 {most:,} 之间")
    return value


def _places(kind: Kind) -> str:
    return f"，最多{kind.places}位小数" if kind.places else ""


# ------------------------------------------------------------------ reading the file

PARAMETER_KEYS = {"label", "kind", "unit", "rule", "values"}
CLAUSE_KEYS = {"label", "rule", "values"}
CITATION_KEYS = {"document", "article", "confidence", "note", "text"}
REQUIRED = {"document", "article", "confidence", "since"}


def load_sources(path: Path) -> Sources:
    """The parameters.yaml of a book; anything not as the format asks is Unreadable."""
    data = load_yaml(path)
    where = f"{path.parent.name}/{path.name}"
    _keys(data, {"parameters", "clauses"}, set(), where)
    members = {}
    for part, allowed in (("parameters", PARAMETER_KEYS), ("clauses", CLAUSE_KEYS)):
        for name, body in (data.get(part) or {}).items():
            at = f"{where} {name}"
            if name in members:
                raise Unreadable(f"{at}：两次写了这个名字")
            _keys(body, allowed | _optional(body), allowed, at)
            members[name] = _parameter(name, body, at)
    return Sources(members)


def _optional(body: object) -> set[str]:
    """A code, or a list of codes, may say what each is called; only a code that does can be tried."""
    coded = isinstance(body, dict) and body.get("kind") in {kinds.CODE.name, LISTED}
    return {"words"} if coded else set()


def _keys(body: object, allowed: set[str], required: set[str], where: str) -> None:
    if not isinstance(body, dict):
        raise Unreadable(f"{where}：应有 {'、'.join(sorted(allowed))}")
    if unknown := set(body) - allowed:
        raise Unreadable(f"{where}：不认识 {'、'.join(sorted(map(str, unknown)))}")
    if missing := required - set(body):
        raise Unreadable(f"{where}：缺 {'、'.join(sorted(missing))}")


def _parameter(name: str, body: dict[str, Any], where: str) -> Parameter:
    named = body.get("kind")
    if named is not None and named not in {*PARAMETER_KINDS, LISTED}:
        raise Unreadable(f"{where}：kind 不能是 {named}")
    kind = kinds.TEXT if named == LISTED else PARAMETER_KINDS.get(str(named))
    values = [_value(each, kind, where) for each in body["values"] or ()]
    values.sort(key=lambda value: value.since)
    for earlier, later in pairwise(values):
        if earlier.until >= later.since:
            raise Unreadable(f"{where}：{later.since} 起的值与前一个重叠")
    words = body.get("words") or {}
    if words and (wrong := [code for value in values for code in _codes(value) if code not in words]):
        raise Unreadable(f"{where}：{wrong[0]} 不在 words 里")
    return Parameter(name, body["label"], body["rule"], kind, body.get("unit", ""), tuple(values), words)


def _codes(value: Value) -> tuple[Plain, ...]:
    return value.value if isinstance(value.value, tuple) else (value.value,)


def _value(body: dict[str, Any], kind: Kind | None, where: str) -> Value:
    own = {"value"} if kind else set()
    _keys(body, {"since", "until"} | CITATION_KEYS | own, REQUIRED | own, where)
    if body["confidence"] not in CONFIDENCE:
        raise Unreadable(f"{where}：confidence 是 {'、'.join(CONFIDENCE)} 之一")
    if body["confidence"] != "copy" and not body.get("note"):
        raise Unreadable(f"{where}：{body['confidence']} 要写 note 说明")
    since, until = body["since"], body.get("until", END)
    if not isinstance(since, date) or not isinstance(until, date) or until < since:
        raise Unreadable(f"{where}：since、until 是先后两个日期")
    citation = Citation(**{key: str(body[key]) for key in CITATION_KEYS if key in body})
    return Value(since, until, _checked(body.get("value"), kind, where), citation)


def _checked(value: Any, kind: Kind | None, where: str) -> Plain | tuple[str, ...]:
    if kind is None:
        return None
    if kind is kinds.TEXT:
        return tuple(str(word) for word in value)
    try:
        kinds.to_inside(kind, value)
    except ValueError as error:
        raise Unreadable(f"{where}：{error}") from error
    if isinstance(value, int) and kind.places:
        return Decimal(value)
    return value  # type: ignore[no-any-return]
