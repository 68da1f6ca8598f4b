"""试算 — anyone fills in facts and sees what comes out, how, and by which article; nothing is kept."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods

from gaodi.bedrock import clock
from gaodi.decisions.forms.notices import Notice
from gaodi.decisions.forms.trying import (
    MOST_ROWS,
    SET,
    Day,
    Numbers,
    Row,
    as_ratio,
    examples_of,
    filled,
    following,
    hidden,
    is_several,
    triable,
)
from gaodi.decisions.policies import EFFECTS, Policy, cases_of
from gaodi.decisions.trying import ANYBODY, Tried, try_formula
from gaodi.decisions.views.policies import policy_or_404
from gaodi.ground.permission import public
from gaodi.rules import kinds
from gaodi.rules.facts import RefusedFacts
from gaodi.rules.formulas import Formula
from gaodi.rules.strict_yaml import Unreadable
from gaodi.rules.tables import HEAD_ROW

WRONG = 422


@public
@sensitive_post_parameters()
@require_http_methods(["GET", "HEAD", "POST"])
def try_page(request: HttpRequest, book: str, formula: str = "") -> HttpResponse:
    """The calculator of a formula, the first where none is named; of a text rule, its own page."""
    policy = policy_or_404(book)
    if policy.book.text_rule is not None:
        if formula:
            raise Http404
        return _notice_page(request, policy)
    chosen = next((each for each in policy.book.formulas if formula in {"", each.name}), None)
    if chosen is None:
        raise Http404
    sheet = Sheet(policy, chosen)
    if request.method == "POST":
        sheet.read(request.POST)
        act = request.POST.get("act")
        if act in {"more", "fewer"}:
            sheet.resize(more=act == "more")
        else:
            sheet.reckon()
    else:
        sheet.begin(request.GET.get("example", ""))
    return render(
        request, "decisions/policy_try.html", sheet.context, status=WRONG if sheet.problems else 200
    )


@dataclass
class Sheet:
    """What is on the calculator's page: rows, a day, numbers to try, and what came out."""

    policy: Policy
    formula: Formula
    rows: list[Row] = field(default_factory=list)
    day: Day | None = None
    numbers: Numbers | None = None
    tried: Tried | None = None
    problems: list[tuple[str, str]] = field(default_factory=list)
    example: int = 0

    def __post_init__(self) -> None:
        self.plan = self.policy.book.plan(self.formula.name)
        self.unasked = hidden(self.formula, self.plan)
        self.asked = [fact for fact in self.formula.facts if fact.name not in self.unasked]
        self.examples = examples_of(self.policy.book, self.formula)
        self.several = is_several(self.formula)

    def begin(self, example: str) -> None:
        """An empty row, or an example that is filled in."""
        case = next((case for number, case in self.examples if str(number) == example), None)
        self.example = int(example) if case else 0
        first: list[dict[str, str]] = filled(case, self.formula, self.unasked) if case else [{}]
        self.rows = [Row(self.asked, number=place, initial=row) for place, row in enumerate(first)]
        if not self.formula.dated_by:
            self.day = Day(initial={"on": (case and case.on) or clock.today()})
        changes = {SET + name: text for name, text in case.changes.items()} if case else {}
        self.numbers = Numbers(triable(self.plan), initial=changes)

    def read(self, data: Any) -> None:
        count = data.get("rows", "1")
        wanted = int(count) if count.isascii() and count.isdecimal() and len(count) < 3 else 1
        most = MOST_ROWS if self.several else 1
        self.rows = [Row(self.asked, data, number=place) for place in range(max(1, min(wanted, most)))]
        self.day = None if self.formula.dated_by else Day(data)
        self.numbers = Numbers(triable(self.plan), data)

    def resize(self, *, more: bool) -> None:
        """A row more, which begins as the last one did, or the last one away; nothing is reckoned."""
        typed = [row.typed() for row in self.rows]
        if more and self.several and len(typed) < MOST_ROWS:
            typed.append(following(typed[-1], self.formula))
        elif not more and len(typed) > 1:
            typed.pop()
        self.rows = [Row(self.asked, number=place, initial=row) for place, row in enumerate(typed)]

    def reckon(self) -> None:
        forms = [*self.rows, *(each for each in (self.day, self.numbers) if each)]
        valid = [form.is_valid() for form in forms]
        if all(valid):
            self._try()
        for form in forms:
            self.problems += [
                (bound.id_for_label, f"{self._place(form)}{bound.label}：{error}")
                for bound in form
                for error in bound.errors
            ]

    def _try(self) -> None:
        on = self.day.cleaned_data["on"] if self.day else None
        rows = [self._typed(row) for row in self.rows]
        assert self.numbers
        try:
            self.tried = try_formula(self.policy.book, self.formula.name, rows, on, self.numbers.changes)
        except RefusedFacts as refusal:
            for problem in refusal.problems:
                self._refuse(problem.row - HEAD_ROW - 1, problem.column, problem.sentence)
        except Unreadable as refusal:
            self.problems.append(("", str(refusal)))

    def _typed(self, row: Row) -> dict[str, str]:
        typed = {**dict.fromkeys(self.unasked, ANYBODY), **row.cleaned_data}
        ratios = {fact.name for fact in self.asked if fact.kind is kinds.RATIO}
        return {name: as_ratio(text) if name in ratios else text for name, text in typed.items()}

    def _refuse(self, place: int, column: str, sentence: str) -> None:
        """At its field; what is wrong with two columns together at the first that is asked for."""
        row = self.rows[place] if 0 <= place < len(self.rows) else None
        name = next((name for name in column.split("、") if row and name in row.fields), None)
        if row and name:
            row.add_error(name, f"{sentence}。")
        else:
            self.problems.append(("", f"{sentence}。"))

    def _place(self, form: Any) -> str:
        return f"第{form.number + 1}行 " if isinstance(form, Row) and len(self.rows) > 1 else ""

    @property
    def context(self) -> dict[str, Any]:
        return {
            "policy": self.policy,
            "formula": self.formula,
            "formulas": self.policy.book.formulas,
            "rows": self.rows,
            "day": self.day,
            "numbers": self.numbers,
            "is_setting": bool(self.numbers and any(each.value() for each in self.numbers)),
            "tried": self.tried,
            "problems": self.problems,
            "several": self.several,
            "may_grow": self.several and len(self.rows) < MOST_ROWS,
            "most": MOST_ROWS,
            "examples": self.examples,
            "example": self.example,
        }


# ------------------------------------------------------------------ a rule over a notice


def _notice_page(request: HttpRequest, policy: Policy) -> HttpResponse:
    cases = cases_of(policy.book)
    asked = request.GET.get("example", "")
    place = int(asked) if asked.isascii() and asked.isdecimal() and 0 < int(asked[:4]) <= len(cases) else 0
    form = Notice(request.POST if request.method == "POST" else None, initial=_paper(cases, place))
    context: dict[str, Any] = {
        "policy": policy,
        "form": form,
        "examples": list(enumerate(cases, 1)),
        "example": place,
    }
    if form.is_bound and form.is_valid():
        context |= _judged(policy, form.facts)
    return render(request, "decisions/policy_notice.html", context, status=WRONG if form.errors else 200)


def _paper(cases: Any, place: int) -> dict[str, Any]:
    if not place:
        return {}
    given = cases[place - 1].facts[0]
    post = {True: "true", False: "false"}.get(given.get("on_establishment"), "")
    return {**given, "on_establishment": post}


def _judged(policy: Policy, facts: dict[str, Any]) -> dict[str, Any]:
    assert policy.book.text_rule
    judged = policy.book.text_rule.judge(facts, policy.book.sources)
    clauses = sorted(judged.clauses, key=lambda clause: clause.start)
    flagged = [clause for clause in clauses if clause.flagged]
    names = dict(policy.book.text_rule.FACTS)
    return {
        "judged": judged,
        "effect": EFFECTS[judged.effect],
        "flagged": list(enumerate(flagged, 1)),
        "lawful": [clause for clause in clauses if not clause.flagged],
        "pieces": pieces(facts["text"], flagged),
        "missing": [names.get(name, name) for name in judged.missing],
        "doubts": [each for each in judged.citations if not each.sure],
    }


def pieces(text: str, flagged: Any) -> list[tuple[str, int]]:
    """The text cut at what was flagged, each flagged piece with its number, any other with 0."""
    found, at = [], 0
    for number, clause in enumerate(flagged, 1):
        found += [(text[at : clause.start], 0), (text[clause.start : clause.end], number)]
        at = clause.end
    return [(piece, number) for piece, number in [*found, (text[at:], 0)] if piece]
