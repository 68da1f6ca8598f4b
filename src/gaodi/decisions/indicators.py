"""Indicators: the lines of the school standard as a page shows them, what is missing first, in an office's words."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal
from typing import Literal

from gaodi.decisions.telling import SURE, Told, article
from gaodi.rules.books.school_standard.lines import LINES, PUPILS, SHARES

Result = Literal["failed", "unknown", "met", "not_applicable"]
WORDS: dict[Result, str] = {
    "failed": "未达标",
    "unknown": "还算不出来",
    "met": "达标",
    "not_applicable": "不适用",
}
ORDER: tuple[Result, ...] = ("failed", "unknown", "met", "not_applicable")
TEN_THOUSAND = Decimal(10_000)
MOST = "student_teacher"  # the one line of which less is better
# how a lack is said, before and after its amount
LACKS = {
    "land": ("还差占地 ", ""),
    "land_per_student": ("还差用地 ", ""),
    "building": ("还差校舍 ", ""),
    "building_per_student": ("按生均还差校舍 ", ""),
    "teachers": ("还要补 ", " 名专任教师"),
    "student_teacher": ("按师生比还要补 ", " 名专任教师"),
    "equipment": ("还差设备 ", ""),
    "equipment_per_student": ("按生均还差设备 ", ""),
    "books_per_student": ("还差图书 ", ""),
    "students_1200": ("还差在校生 ", ""),
    "major_share": ("还要补 ", " 名专业教师"),
    "dual_share": ("还要认定 ", " 名双师型教师"),
}


@dataclass(frozen=True, slots=True)
class Indicator:
    """One line: what there is, what is asked, what lacks."""

    name: str
    label: str
    now: str
    needed: str
    lack: str
    result: Result
    why: str  # it is unknown, or does not apply
    articles: tuple[str, ...]
    sure: bool

    @property
    def word(self) -> str:
        return WORDS[self.result]


def nine(outcome: Told) -> list[Indicator]:
    """The nine lines that are counted: failed ones first, then what is not known."""
    found = [_indicator(outcome, line.name, line.label) for line in LINES]
    return sorted(found, key=lambda each: ORDER.index(each.result))


def shown_only(outcome: Told) -> list[Indicator]:
    """Lines of the standard that are shown and judge nobody."""
    return [_indicator(outcome, line.name, line.label) for line in (PUPILS, *SHARES)]


def lacking(indicators: Iterable[Indicator]) -> list[str]:
    """What is missing, in words: 还差用地 4,550 ㎡."""
    return [each.lack for each in indicators if each.lack]


def _indicator(outcome: Told, name: str, label: str) -> Indicator:
    steps = {step["name"]: step for step in outcome["steps"]}
    value, needed, passed, gap = (steps[f"{name}_{what}"] for what in ("value", "threshold", "pass", "gap"))
    result = _result(passed)
    cited = _cited(name, needed)
    return Indicator(
        name=name,
        label=label,
        now=said(value),
        needed=f"{'≤' if name == MOST else '≥'} {said(needed)}" if needed["said"] else "",
        lack=_lack(name, gap) if result == "failed" else "",
        result=result,
        why=_why(passed),
        articles=tuple(dict.fromkeys(article(each) for each in cited)),
        sure=all(each["confidence"] == SURE for each in cited),
    )


def _cited(name: str, needed: Told) -> list[Told]:
    """The articles of the standard of this kind of school, of all those that the step looked at."""
    reads = {read["name"]: read for read in needed["reads"]}
    kind = reads["kind"]["value"] if "kind" in reads else None
    own = reads.get(f"{kind}_{name}") or reads.get(name)
    return [own["citation"]] if own and "citation" in own else list(needed["citations"])


def _result(passed: Told) -> Result:
    if passed["state"] != "value":
        return "unknown" if passed["state"] == "unknown" else "not_applicable"
    return "met" if passed["value"] == "true" else "failed"


def _why(passed: Told) -> str:
    if passed["state"] == "unknown":
        return "缺" + "、".join(passed["missing"])
    return str(passed["reason"]) if passed["state"] == "not_applicable" else ""


def _lack(name: str, gap: Told) -> str:
    before, after = LACKS[name]
    amount = said(gap)
    return f"{before}{amount.removesuffix(' 人') if after else amount}{after}"


def said(step: Told) -> str:
    """A value as people say it: large money in 万元 where that loses nothing."""
    text = str(step["said"])
    if step["unit"] == "元" and step["value"] is not None:
        return _money(Decimal(step["value"]), text)
    return text


def _money(amount: Decimal, text: str) -> str:
    in_ten_thousands = amount / TEN_THOUSAND
    if amount < TEN_THOUSAND or in_ten_thousands != round(in_ten_thousands, 2):
        return text
    return f"{in_ten_thousands.normalize():,f} 万元"


def headline(indicators: Iterable[Indicator], otherwise: str) -> str:
    """The answer in a sentence; up to three lacks are named in it."""
    lacks = lacking(indicators)
    if not lacks:
        return otherwise
    return f"{otherwise}：{'，'.join(lacks)}" if len(lacks) <= 3 else otherwise
