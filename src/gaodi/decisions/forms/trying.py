"""The forms of the calculator: a field for each fact, rows that are reckoned together, numbers that may be set."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from decimal import Decimal, InvalidOperation
from typing import Any
from unicodedata import normalize

from django import forms

from gaodi.bedrock.periods import say_day
from gaodi.decisions.policies import cases_of, said
from gaodi.ground.fields import DayField, Form
from gaodi.rules import kinds
from gaodi.rules.book import Book
from gaodi.rules.cases import Case
from gaodi.rules.formulas import Fact, Formula
from gaodi.rules.parameters import Parameter
from gaodi.rules.plans import Plan
from gaodi.rules.tables import written

MOST_ROWS = 12  # [D] rows that may be tried together: a year by months
LONGEST = 60  # [D] characters of a cell
UNKNOWN = [("", "不清楚")]
TRUTHS = [*UNKNOWN, ("true", "是"), ("false", "否")]
SET = "set-"
HINTS = {
    "date": "如 2023年6月1日",
    "period": "年、季或月，如 2023、2023Q1、2023-05",
    "year": "如 2023",
    "ratio": "如 25% 或 0.25",
}
NUMBERS = {kinds.MONEY, kinds.COUNT, kinds.QUANTITY, kinds.RATIO}


class Row(Form):
    """The facts of one row, as text; whether they can be read is for the rules to say."""

    marks_required = True  # nothing must be filled in: that is said once, at the top

    def __init__(self, asked: Sequence[Fact], data: Any = None, *, number: int, initial: Any = None) -> None:
        super().__init__(data, prefix=f"r{number}", initial=initial)
        self.number = number
        for fact in asked:
            self.fields[fact.name] = _field(fact)

    @property
    def units(self) -> list[tuple[forms.BoundField, str]]:
        """Each field with what stands behind it."""
        return [(bound, getattr(bound.field, "unit", "")) for bound in self]

    def typed(self) -> dict[str, str]:
        return {name: self.data.get(self.add_prefix(name), "")[:LONGEST] for name in self.fields}


def _field(fact: Fact) -> forms.Field:
    hint = HINTS.get(fact.kind.name, "")
    if fact.blank:
        hint = "；".join(part for part in (hint, "没有就空着") if part)
    field: forms.Field
    if fact.kind is kinds.TRUTH:
        field = forms.ChoiceField(label=fact.label, required=False, choices=TRUTHS)
    elif fact.words:
        field = forms.ChoiceField(label=fact.label, required=False, choices=[*UNKNOWN, *fact.words.items()])
    else:
        box = forms.TextInput(attrs={"autocomplete": "off", **_shape(fact)})
        field = forms.CharField(
            label=fact.label, required=False, max_length=LONGEST, widget=box, help_text=hint
        )
        field.unit = "" if fact.kind is kinds.RATIO else fact.unit  # type: ignore[attr-defined]
    return field


def _shape(fact: Fact) -> dict[str, str]:
    return {"inputmode": "decimal"} if fact.kind in NUMBERS else {}


class Numbers(Form):
    """Numbers of the policy that may be set otherwise; an empty field leaves what is in force."""

    marks_required = True

    def __init__(self, parameters: Sequence[Parameter], data: Any = None, initial: Any = None) -> None:
        super().__init__(data, initial=initial)
        for each in parameters:
            self.fields[SET + each.name] = _number(each)

    @property
    def changes(self) -> dict[str, str]:
        """What was set, as the rules read it: 25% is 0.25."""
        given = {name.removeprefix(SET): text for name, text in self.cleaned_data.items() if text}
        ratios = {name for name, field in self.fields.items() if getattr(field, "is_ratio", False)}
        return {name: as_ratio(text) if SET + name in ratios else text for name, text in given.items()}


def _number(parameter: Parameter) -> forms.Field:
    now = said(parameter, parameter.values[-1]) if parameter.values else ""
    hint = f"现行：{now}" if now else "没有查到，可以试填"
    if parameter.words:
        choices = [("", "按现行规定"), *parameter.words.items()]
        return forms.ChoiceField(label=parameter.label, required=False, choices=choices, help_text=hint)
    box = forms.TextInput(attrs={"autocomplete": "off", "inputmode": "decimal"})
    field = forms.CharField(label=parameter.label, required=False, max_length=20, widget=box, help_text=hint)
    field.is_ratio = parameter.kind is kinds.RATIO  # type: ignore[attr-defined]
    return field


def as_ratio(text: str) -> str:
    """25% as 0.25; anything else as it stands."""
    plain = normalize("NFKC", text).strip()
    if not plain.endswith("%"):
        return plain
    try:
        return f"{Decimal(plain[:-1].strip()) / 100:f}"
    except InvalidOperation:
        return plain


class Day(Form):
    """The day whose rules hold, where the facts carry none."""

    on = DayField(label="按哪一天的规定")


# ------------------------------------------------------------------ what a formula asks for


def is_several(formula: Formula) -> bool:
    """Whether rows are reckoned together: a chain of periods, or rows of one outcome."""
    return bool(formula.group or formula.per)


def hidden(formula: Formula, plan: Plan) -> list[str]:
    """Names of whom it is about: nothing is reckoned from them, so nobody is asked."""
    read = {root for step in plan.all_steps for root in step.roots}
    about = {*formula.group, *formula.per} if is_several(formula) else set(formula.key)
    texts = {fact.name for fact in formula.facts if fact.kind is kinds.TEXT}
    return [fact.name for fact in formula.facts if fact.name in (about & texts) - read]


def triable(plan: Plan) -> list[Parameter]:
    """The parameters that the formula reads and that can be set to something else; those without a value first."""
    names = dict.fromkeys(name for step in plan.all_steps for name in plan.direct_sources(step))
    parameters = [plan.sources[name] for name in names]
    tried = [each for each in parameters if each.kind in NUMBERS or (each.kind is kinds.CODE and each.words)]
    return sorted(tried, key=lambda each: bool(each.values))


def examples_of(book: Book, formula: Formula) -> list[tuple[int, Case]]:
    """The cases that can be filled in, each with its place in the book."""
    first = book.formulas[0].name
    return [
        (number, case)
        for number, case in enumerate(cases_of(book), 1)
        if (case.formula or first) == formula.name
        and not case.refuse
        and (len(case.facts) <= MOST_ROWS or not is_several(formula))
    ]


def filled(case: Case, formula: Formula, unasked: Sequence[str]) -> list[dict[str, str]]:
    """The rows of a case as one would type them; of several that it is about, the first."""
    rows = case.facts if is_several(formula) else case.facts[:1]
    first = [rows[0].get(name) for name in unasked]
    same = [row for row in rows if [row.get(name) for name in unasked] == first]
    facts = {fact.name: fact for fact in formula.facts}
    return [{name: typed(facts[name], value) for name, value in row.items() if name in facts} for row in same]


def typed(fact: Fact, value: object) -> str:
    if fact.kind is kinds.DATE and hasattr(value, "year"):
        return say_day(value)  # type: ignore[arg-type]
    if fact.kind is kinds.TRUTH or fact.words:
        return _code(fact, written(value) or "")
    return written(value) or ""


def _code(fact: Fact, text: str) -> str:
    """A choice by its code, though the case says it in words."""
    codes = {word: code for code, word in fact.words.items()} | {"是": "true", "否": "false"}
    return codes.get(text, text)


def following(row: Mapping[str, str], formula: Formula) -> dict[str, str]:
    """What a further row begins with: what is likely the same, and the next period."""
    kept = {}
    for fact in formula.facts:
        same = fact.words or fact.kind is kinds.TRUTH or fact.name in {*formula.group, *formula.per}
        if same and fact.name in row:
            kept[fact.name] = row[fact.name]
    if (formula.dated_by in row and formula.periods_apart) or formula.dated_by in formula.group:
        kept[formula.dated_by] = next_period(row[formula.dated_by])
    return kept


def next_period(text: str) -> str:
    """2023 → 2024, 2023Q4 → 2024Q1, 2023-12 → 2024-01; nothing where it is none of these."""
    year, mark, part = text[:4], text[4:5], text[5:]
    if not year.isdecimal() or len(year) < len("2023"):
        return ""
    if not mark:
        return str(int(year) + 1)
    last = {"Q": 4, "-": 12}.get(mark)
    if last is None or not part.isdecimal():
        return ""
    turned = int(part) >= last
    number = 1 if turned else int(part) + 1
    return f"{int(year) + turned}{mark}{number:0{len(part)}}"
