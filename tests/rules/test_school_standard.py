"""The standard of schools beside a slow reference in fractions, with every fact at times unknown."""

from __future__ import annotations

from decimal import Decimal
from fractions import Fraction
from math import ceil

from hypothesis import given, settings
from hypothesis import strategies as st

from gaodi.rules import book as books
from gaodi.rules.facts import prepare
from gaodi.rules.outcomes import explain
from gaodi.rules.tables import of_rows

Facts = dict[str, int | Decimal | bool | str | None]
NOT_APPLICABLE = "not_applicable"
ABSOLUTE = {
    "land": ("land_area", 40_000),
    "building": ("building_area", 24_000),
    "teachers": ("teachers", 60),
    "equipment": ("equipment_value", 3_000_000),
}
PER_STUDENT = {
    "land_per_student": ("land_area", 33),
    "building_per_student": ("building_area", 20),
    "equipment_per_student": ("equipment_value", 2_500),
    "books_per_student": ("books", 30),
}
TECHNICAL = {"land": 30_000, "building": 18_000, "building_per_student": 20}
SENIOR = {"land": 66_000}


def threshold(line: str, usual: int, facts: Facts) -> int | None:
    """2010 to 2021 only the ordinary school has numbers."""
    kind = facts["kind"]
    if kind == "ordinary":
        return usual
    if int(str(facts["year"])) < 2022:
        return None
    known = {"technical": TECHNICAL, "senior_technical": SENIOR}.get(str(kind), {})
    return known.get(line)


def areas_counted(facts: Facts) -> bool | None:
    if int(str(facts["year"])) >= 2022:
        return True
    opened = facts["opened_year"]
    return None if opened is None else int(str(opened)) >= 2010


Judged = tuple[object, object]  # whether it is reached, and what is missing


def judged(have: object, need: object) -> Judged:
    if have is None or need is None:
        return None, None
    have, need = Fraction(str(have)), Fraction(str(need))
    return have >= need, max(Fraction(0), need - have)


def lines_of(facts: Facts) -> dict[str, Judged]:
    students, found = facts["students"], {}
    for line, (fact, usual) in ABSOLUTE.items():
        counted = areas_counted(facts) if line in {"land", "building"} else True
        result = judged(facts[fact], threshold(line, usual, facts))
        found[line] = {True: result, None: (None, None), False: (NOT_APPLICABLE,) * 2}[counted]
    for line, (fact, usual) in PER_STUDENT.items():
        each = threshold(line, usual, facts)
        known = students is not None and each is not None
        found[line] = judged(facts[fact], int(str(students)) * each if known and each else None)
    most = threshold("student_teacher", 20, facts)
    known = students is not None and most is not None
    found["student_teacher"] = judged(
        facts["teachers"], ceil(Fraction(str(students)) / 20) if known else None
    )
    if students == 0:
        found |= dict.fromkeys([*PER_STUDENT, "student_teacher"], (NOT_APPLICABLE, NOT_APPLICABLE))
    return found


def either(*truths: bool | None) -> bool | None:
    if True in truths:
        return True
    return None if None in truths else False


def in_scope(facts: Facts) -> bool | None:
    opened = facts["opened_year"]
    new = None if opened is None else int(str(opened)) >= 2022
    attached = facts["attached_class_only"]
    out = either(None if attached is None else bool(attached), new)
    return None if out is None else not out


def compliant(facts: Facts, lines: dict[str, Judged]) -> object:
    scope = in_scope(facts)
    if scope is not True:
        return NOT_APPLICABLE if scope is False else None
    passes = [
        passed
        for line, (passed, _) in lines.items()
        if not (line in {"land", "building"} and areas_counted(facts) is False)
    ]
    for word in (False, None, NOT_APPLICABLE):
        if word in passes:
            return word
    return True


def amounts(most: int) -> st.SearchStrategy[Decimal]:
    return st.integers(0, most * 100).map(lambda number: Decimal(number) / 100)


def perhaps(strategy: st.SearchStrategy[object]) -> st.SearchStrategy[object]:
    return st.one_of(strategy, strategy, strategy, strategy, strategy, st.none())


schools = st.fixed_dictionaries(
    {
        "year": st.integers(2010, 2026),
        "kind": st.sampled_from(["ordinary"] * 5 + ["technical", "senior_technical", "arts", "remote"]),
        "opened_year": perhaps(st.sampled_from([1985, 2009, 2010, 2021, 2022, 2024])),
        "attached_class_only": perhaps(st.sampled_from([False, False, False, True])),
        "students": perhaps(st.sampled_from([0, 900, 1199, 1200, 1201, 1350])),
        "land_area": perhaps(amounts(80_000) | st.sampled_from([Decimal(39_600), Decimal(44_550)])),
        "building_area": perhaps(amounts(50_000) | st.sampled_from([Decimal(24_000), Decimal("23999.99")])),
        "teachers": perhaps(st.integers(0, 120) | st.sampled_from([59, 60, 61])),
        "equipment_value": perhaps(amounts(6_000_000) | st.sampled_from([Decimal(3_000_000)])),
        "books": perhaps(st.integers(0, 60_000) | st.just(36_000)),
        "dual_teachers": st.none(),
        "major_teachers": st.none(),
    }
)


@settings(max_examples=40, deadline=None)
@given(st.lists(schools, min_size=1, max_size=12))
def test_each_line_its_gap_and_the_verdict_are_those_of_the_reference(drawn: list[Facts]):
    book = books.load("school_standard")
    rows = [{"school_code": f"学校{number}", **facts} for number, facts in enumerate(drawn)]

    outcomes = explain(book, prepare(of_rows(rows), book.formula()))

    for facts, outcome in zip(drawn, outcomes, strict=True):
        lines = lines_of(facts)
        for line, (passed, gap) in lines.items():
            assert said(outcome[f"{line}_pass"]) == passed, (line, facts)
            assert said(outcome[f"{line}_gap"]) == gap, (line, facts)
        assert said(outcome["in_scope"]) == in_scope(facts)
        assert said(outcome["compliant"]) == compliant(facts, lines), facts


def said(answer) -> object:
    if answer.state == "value":
        return answer.value
    return None if answer.state == "unknown" else NOT_APPLICABLE
