"""Policies: what the pages say of the books — how sure their numbers are, since when each holds, and examples."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from functools import cache, cached_property

from gaodi.bedrock.periods import say_day, say_period
from gaodi.decisions.wording import Section, sections
from gaodi.rules import book as books
from gaodi.rules import cases, kinds
from gaodi.rules.book import Book
from gaodi.rules.cases import Case
from gaodi.rules.formulas import Fact, Formula
from gaodi.rules.kinds import say
from gaodi.rules.parameters import CONFIDENCE, END, Citation, Parameter, Value
from gaodi.rules.plans import Plan

NOT_FOUND = "not_found"
WORDS = {**CONFIDENCE, NOT_FOUND: "未查到"}


@dataclass(frozen=True)
class Policy:
    """A book as the register shows it."""

    book: Book

    @property
    def name(self) -> str:
        return self.book.name

    @property
    def title(self) -> str:
        return self.book.about.title

    @cached_property
    def owners(self) -> tuple[str, ...]:
        return tuple(self.book.about.owner.split("、"))

    @cached_property
    def tasks(self) -> tuple[str, ...]:
        return self.book.about.tasks

    @property
    def status(self) -> str:
        return self.book.about.status.partition("——")[0]

    @property
    def beyond(self) -> str:
        """What a policy of which only a part is held does not tell."""
        return self.book.about.status.partition("——")[2]

    @cached_property
    def counts(self) -> dict[str, int]:
        """How many dated numbers are copied, remembered or our own; and how many parameters have none."""
        parameters = self.book.sources.parameters
        found = Counter(value.citation.confidence for each in parameters for value in each.values)
        found[NOT_FOUND] = sum(not each.values for each in parameters)
        return {name: found[name] for name in WORDS}

    @cached_property
    def sections(self) -> list[Section]:
        return sections(self.book)

    @cached_property
    def numbers(self) -> list[Source]:
        return [Source(each) for each in self.book.sources.parameters]

    @cached_property
    def clauses(self) -> list[Source]:
        return [Source(each) for each in self.book.sources.clauses]

    @cached_property
    def formulas(self) -> list[Asks]:
        return [asks(self.book, formula) for formula in self.book.formulas]

    def holds(self, words: str) -> bool:
        """Whether it is spoken of in these words: title, summary, owner, sources, or what a number is called."""
        about = self.book.about
        labels = [each.label for each in self.book.sources.values()]
        text = "\n".join([about.title, about.summary, about.owner, about.source, self.name, *labels])
        return words.casefold() in text.casefold()


@dataclass(frozen=True, slots=True)
class Dated:
    """A value or a wording with its days and its article."""

    since: date
    until: date | None
    said: str
    citation: Citation

    @property
    def days(self) -> str:
        return f"{say_day(self.since)}{'至' + say_day(self.until) if self.until else '起'}"

    @property
    def word(self) -> str:
        return CONFIDENCE[self.citation.confidence]


@dataclass(frozen=True)
class Source:
    """A number or a clause with all that it was since when."""

    parameter: Parameter

    @property
    def label(self) -> str:
        return self.parameter.label

    @property
    def rule(self) -> str:
        return self.parameter.rule

    @cached_property
    def values(self) -> list[Dated]:
        return [
            Dated(
                each.since,
                None if each.until == END else each.until,
                said(self.parameter, each),
                each.citation,
            )
            for each in self.parameter.values
        ]


def said(parameter: Parameter, value: Value) -> str:
    """A value for people; of a clause its words, where they are known."""
    if parameter.kind is None:
        return value.citation.text
    if isinstance(value.value, tuple):
        return "、".join(parameter.words.get(code, code) for code in value.value)
    return say(parameter.kind, value.value, parameter.unit, dict(parameter.words))


@dataclass(frozen=True, slots=True)
class Asks:
    """A formula: what it asks for, and what it answers."""

    name: str
    label: str
    facts: tuple[str, ...]
    outs: tuple[str, ...]


def asks(book: Book, formula: Formula) -> Asks:
    plan = book.plan(formula.name)
    facts = tuple(f"{fact.label}（{fact.unit}）" if fact.unit else fact.label for fact in formula.facts)
    return Asks(formula.name, formula.label, facts, tuple(plan.step(name).label for name in formula.outs))


# ------------------------------------------------------------------ the register


@cache
def policies() -> tuple[Policy, ...]:
    """All books, read once."""
    return tuple(Policy(books.load(name)) for name in books.names())


def policy_of(name: str) -> Policy | None:
    return next((policy for policy in policies() if policy.name == name), None)


def all_tasks() -> list[str]:
    return sorted({task for policy in policies() for task in policy.tasks}, key=int)


def all_owners() -> list[str]:
    return sorted({owner for policy in policies() for owner in policy.owners})


def found(words: str = "", task: str = "", owner: str = "") -> list[Policy]:
    """The policies of a task and of a bureau in which the words are."""
    kept = [
        policy
        for policy in policies()
        if (not words or policy.holds(words))
        and (not task or task in policy.tasks)
        and (not owner or owner in policy.owners)
    ]
    return sorted(kept, key=lambda policy: (min(map(int, policy.tasks)), policy.name))


def totals(chosen: list[Policy]) -> dict[str, int]:
    return {name: sum(policy.counts[name] for policy in chosen) for name in WORDS}


# ------------------------------------------------------------------ examples

SHOWN_ROWS = 6  # [D] of an example with many rows


@dataclass(frozen=True, slots=True)
class Example:
    """A case that an official can read: what is given, and what comes out. ``number`` is its place in the book."""

    number: int
    name: str
    formula: str
    rows: tuple[tuple[tuple[str, str], ...], ...]
    more: int
    results: tuple[tuple[tuple[str, str], ...], ...]
    refused: str


@cache
def cases_of(book: Book) -> tuple[Case, ...]:
    return tuple(cases.cases_of(book))


@cache
def examples(book: Book) -> tuple[Example, ...]:
    """All cases of a book, in the words of its labels."""
    if book.text_rule is not None:
        return tuple(_paper(number, case) for number, case in enumerate(cases_of(book), 1))
    return tuple(_example(book, number, case) for number, case in enumerate(cases_of(book), 1))


def _example(book: Book, number: int, case: Case) -> Example:
    plan = book.plan(case.formula)
    given = [tuple(_facts(plan, row)) for row in case.facts]
    given = [(("哪天的情况", say_day(case.on)), *row) if case.on else row for row in given]
    tried = tuple((f"试算：{book.sources[name].label}", text) for name, text in case.changes.items())
    results = tuple(tuple(_results(plan, row)) for row in case.expect)
    rows = tuple(row + tried for row in given[:SHOWN_ROWS])
    more = max(0, len(given) - SHOWN_ROWS)
    return Example(number, case.name, plan.formula.name, rows, more, results, case.refuse)


def _facts(plan: Plan, row: dict[str, object]) -> Iterator[tuple[str, str]]:
    facts = {fact.name: fact for fact in plan.formula.facts}
    for name, value in row.items():
        if fact := facts.get(name):
            yield fact.label, "不清楚" if value is None else told_as(fact, value)


def told_as(fact: Fact, value: object) -> str:
    """A fact of an example for people; what a case writes wrongly on purpose stays as it is."""
    if fact.kind is kinds.PERIOD:
        text = str(value)
        return say_period(text) if re.fullmatch(r"\d{4}(Q\d|-\d\d)?", text) else text
    if fact.kind is kinds.YEAR and value:
        return f"{value}年"
    return say(fact.kind, value, fact.unit, dict(fact.words))  # type: ignore[arg-type]


REASONS = {"missing": "还缺", "refused": "不符合", "advised": "提示", "not_applicable": "不适用"}


def _results(plan: Plan, row: dict[str, object]) -> Iterator[tuple[str, str]]:
    steps = {step.name: step for step in plan.shown}
    for name, value in row.items():
        if isinstance(value, list):
            if value:
                yield REASONS.get(name, name), "、".join(map(str, value))
        elif step := steps.get(name):
            unsaid = (
                "无法判断" if value in {None, "unknown"} else "不适用" if value == "not_applicable" else ""
            )
            yield step.label, unsaid or say(step.kind, value, step.unit, dict(step.words))  # type: ignore[arg-type]


EFFECTS = {
    "violation": "违反规定",
    "law_53": "不符合职业教育法第五十三条",
    "advice": "提示：建议修改",
    "none": "不受这条规定约束，或者没有发现问题",
    "unknown": "无法判断",
}


def _paper(number: int, case: Case) -> Example:
    given = case.facts[0]
    wanted = case.expect[0] if case.expect else {}
    flagged = "；".join(wanted.get("flagged", ())) or "没有"
    results = (("标出的条款", flagged), ("结论", EFFECTS[wanted.get("effect", "none")]))
    return Example(number, case.name, "", ((("公告", str(given["text"])),),), 0, (results,), case.refuse)
