"""Cases: the examples of a book that an official can read, run against its formula."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any

from gaodi.rules.book import Book
from gaodi.rules.facts import Facts, RefusedFacts, prepare
from gaodi.rules.outcomes import Outcome, explain
from gaodi.rules.strict_yaml import Unreadable
from gaodi.rules.tables import of_rows

KEYS = {"case", "rule", "example", "formula", "on", "set", "facts", "expect", "refuse"}
ROWS = "rows"
LIKE = "like"
REASONS = ("missing", "refused", "advised", "not_applicable")


@dataclass(frozen=True, slots=True)
class Case:
    """One example: facts, and what is expected of each outcome, or the words with which the facts are refused."""

    name: str
    rule: str
    formula: str
    on: date | None
    changes: dict[str, str]
    facts: list[dict[str, Any]]
    expect: list[dict[str, Any]]
    refuse: str

    def prepared(self, book: Book) -> Facts:
        """Typed facts; a column that no row names is unknown in all, unless a refusal is what the case is about."""
        formula = book.formula(self.formula)
        unknown = {} if self.refuse else dict.fromkeys(fact.name for fact in formula.facts)
        return prepare(of_rows([{**unknown, **row} for row in self.facts]), formula, self.on)


def cases_of(book: Book) -> Iterator[Case]:
    """The cases of a book; one that is not as the format asks is Unreadable."""
    first_rows: dict[str, dict[str, Any]] = {}
    for body in book.cases():
        name = body.get("case", "")
        if unknown := set(body) - KEYS:
            raise Unreadable(f"{book.name}/cases.yaml {name}：不认识 {'、'.join(sorted(unknown))}")
        if not name or not body.get("rule") or ("expect" in body) == ("refuse" in body):
            raise Unreadable(f"{book.name}/cases.yaml {name}：要有 case、rule，和 expect、refuse 之一")
        try:
            facts = list(_repeated([_likened(row, first_rows) for row in body["facts"]]))
        except KeyError as error:
            raise Unreadable(f"{book.name}/cases.yaml {name}：前面没有叫 {error} 的例子") from error
        first_rows[name] = facts[0]
        yield Case(
            name=name,
            rule=body["rule"],
            formula=body.get("formula", ""),
            on=body.get("on"),
            changes={key: str(value) for key, value in body.get("set", {}).items()},
            facts=facts,
            expect=body.get("expect", []),
            refuse=body.get("refuse", ""),
        )


def _likened(row: dict[str, Any], first_rows: Mapping[str, dict[str, Any]]) -> dict[str, Any]:
    """A row as it stands; one with ``like: a case's name`` is the first row of that case but for what it says."""
    if LIKE not in row:
        return row
    return first_rows[row[LIKE]] | {name: value for name, value in row.items() if name != LIKE}


def _repeated(rows: Sequence[dict[str, Any]]) -> Iterator[dict[str, Any]]:
    """Rows as they stand; one with ``rows: 40`` stands for 40 alike, {n} in its texts is 1, 2, 3 and so on."""
    for row in rows:
        alike = {name: value for name, value in row.items() if name != ROWS}
        for number in range(1, row.get(ROWS, 1) + 1):
            yield {
                name: value.replace("{n}", str(number)) if isinstance(value, str) else value
                for name, value in alike.items()
            }


def differences(book: Book, case: Case) -> list[str]:
    """In what the outcomes differ from what the case expects; nothing when it holds."""
    tried = book.trying(case.changes)
    try:
        outcomes = explain(tried, case.prepared(tried), case.formula)
    except RefusedFacts as refusal:
        if case.refuse and case.refuse in str(refusal):
            return []
        return [f"拒绝：{refusal}"]
    if case.refuse:
        return [f"应拒绝“{case.refuse}”，却算出了结果"]
    if len(outcomes) != len(case.expect):
        return [f"应有{len(case.expect)}个结果，得到{len(outcomes)}个"]
    return [
        f"第{number}个 {name}：应是 {wanted!r}，得到 {got!r}"
        for number, (outcome, expected) in enumerate(zip(outcomes, case.expect, strict=True), 1)
        for name, wanted in expected.items()
        if not agrees(got := _got(outcome, name), wanted)
    ]


def _got(outcome: Outcome, name: str) -> Any:
    """A value by its name; unknown and not_applicable as words; or a list of reasons."""
    if name in REASONS:
        return {
            "missing": outcome.missing,
            "refused": [each.label for each in outcome.refused],
            "advised": [each.label for each in outcome.advised],
            "not_applicable": outcome.inapplicable,
        }[name]
    if name in outcome.key:
        return outcome.key[name]
    answer = outcome[name]
    return answer.value if answer.state == "value" else answer.state


def agrees(got: Any, wanted: Any) -> bool:
    """Whether a value is the expected one; null expects unknown, a ratio holds at the places that the case writes."""
    if wanted is None:
        return bool(got == "unknown")
    if isinstance(wanted, Decimal) and isinstance(got, Decimal):
        return got == wanted or round(got, -int(wanted.as_tuple().exponent)) == wanted
    return bool(got == wanted)
