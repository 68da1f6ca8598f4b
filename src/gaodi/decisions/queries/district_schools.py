"""All schools of a district against the standard in a school year: each one's failed lines, and how many comply.

A handful of questions whatever the number of schools; all of them are judged in one run of the book.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from gaodi.decisions.feeds.school_standard import STANDARD, facts_of_schools
from gaodi.decisions.models import Decision
from gaodi.decisions.queries.lists import firms_known
from gaodi.decisions.queries.scope import visible_decisions
from gaodi.decisions.telling import Doubt, Told, doubts
from gaodi.ground.models import Post
from gaodi.registers.models import Subject
from gaodi.rules import book as books
from gaodi.rules.books.school_standard.lines import LINES
from gaodi.rules.facts import RefusedFacts, prepare
from gaodi.rules.kinds import Plain
from gaodi.rules.outcomes import explain, told
from gaodi.rules.tables import of_rows

DISTRICT = "district"
TARGETS = (("target", "国家目标（按省）"), ("task_list", "任务清单"))


@dataclass(frozen=True, slots=True)
class Judged:
    """What the book says of a school now: which lines fail, and how many cannot be told."""

    in_scope: bool | None
    compliant: bool | None
    failed: tuple[str, ...]
    unknown: int
    reported: bool = True

    @property
    def word(self) -> str:
        """In a word or two."""
        if not self.reported:
            return "没有填报"
        if self.in_scope is False:
            return "不在达标范围"
        if self.compliant:
            return "九项全部达标"
        return f"{len(self.failed)} 项没有达标" if self.failed else "还算不出来"


@dataclass(frozen=True, slots=True)
class Target:
    """A target for the share of schools, and whether it is reached."""

    label: str
    rate: str
    word: str
    state: str


@dataclass(frozen=True, slots=True)
class District:
    """How many schools comply of how many that are judged."""

    schools: str
    in_scope: str
    compliant: str
    rate: str
    targets: tuple[Target, ...]
    doubts: tuple[Doubt, ...]


@dataclass(frozen=True, slots=True)
class Listed:
    """A school of the list."""

    school: Subject
    judged: Judged | None
    last: Decision | None


@dataclass(frozen=True, slots=True)
class Overview:
    """The list of a school year. ``because`` says why nothing can be reckoned."""

    rows: Sequence[Listed]
    district: District | None
    because: str = ""


def overview(period: str, by: Post) -> Overview:
    """Every school that the post may know of, in a school year."""
    schools = list(firms_known(STANDARD, by).order_by("name", "pk"))
    facts = facts_of_schools(period, by) if period else {}
    facts = {school.pk: facts[school.pk] for school in schools if school.pk in facts}
    last = _last(schools, period, by)
    judged, because = _judged(facts)
    rows = [Listed(school, judged.get(school.pk), last.get(school.pk)) for school in schools]
    return Overview(rows, district(list(facts.values())) if judged else None, because)


def _last(schools: Sequence[Subject], period: str, by: Post) -> dict[int, Decision]:
    rows = visible_decisions(by).filter(subject__in=schools, feed=STANDARD.slug, asked=period)
    return {each.subject_id: each for each in rows.order_by("number")}


def _judged(facts: Mapping[int, Mapping[str, Plain]]) -> tuple[dict[int, Judged], str]:
    """Each school by its number; nothing, and why, where facts contradict one another."""
    if not facts:
        return {}, ""
    book = books.load(STANDARD.book)
    try:
        ready = prepare(of_rows(list(facts.values())), book.formula())
    except RefusedFacts as refusal:
        return {}, "；".join(dict.fromkeys(problem.sentence for problem in refusal.problems))
    columns = [f"{line.name}_pass" for line in LINES]
    names = ["school_code", "in_scope", "compliant", *columns]
    frame = book.plan().run(ready.frame.lazy(), ready.span).select(names).collect()
    by_code = {str(row["school_code"]): row for row in frame.iter_rows(named=True)}
    judged = {pk: _of_row(by_code[str(each["school_code"])], each) for pk, each in facts.items()}
    return judged, ""


REPORTED = tuple(dict.fromkeys(line.fact for line in LINES))


def _of_row(row: Mapping[str, object], facts: Mapping[str, Plain]) -> Judged:
    passed = {line.label: row[f"{line.name}_pass"] for line in LINES}
    return Judged(
        in_scope=None if row["in_scope"] is None else bool(row["in_scope"]),
        compliant=None if row["compliant"] is None else bool(row["compliant"]),
        failed=tuple(label for label, value in passed.items() if value is False),
        unknown=sum(value is None for value in passed.values()),
        reported=any(facts[name] is not None for name in REPORTED),
    )


# ------------------------------------------------------------------ the rate


def district(facts: Sequence[Mapping[str, Plain]]) -> District:
    """The schools of one year together: numbers before shares, because a district has few schools."""
    book = books.load(STANDARD.book)
    answer = told(explain(book, prepare(of_rows(facts), book.formula(DISTRICT)), DISTRICT)[-1])
    steps = {step["name"]: step for step in answer["steps"]}
    return District(
        schools=steps["schools"]["said"],
        in_scope=_said(steps["in_scope_count"]),
        compliant=_compliant(steps),
        rate=_said(steps["rate"]),
        targets=tuple(_target(steps, name, label) for name, label in TARGETS),
        doubts=tuple(doubts([answer])),
    )


def _compliant(steps: Mapping[str, Told]) -> str:
    """How many comply; while some cannot be told, how many surely do and how many may."""
    if steps["compliant_count"]["state"] == "value":
        return str(steps["compliant_count"]["said"])
    return f"{steps['certain']['said']}（已知），最多 {steps['possible']['said']}"


def _said(step: Told) -> str:
    return step["said"] or ("还算不出来" if step["state"] == "unknown" else "不适用")


def _target(steps: Mapping[str, Told], name: str, label: str) -> Target:
    state = steps[f"{name}_state"]
    return Target(label, steps[f"{name}_rate"]["said"], state["said"], str(state["value"]))
