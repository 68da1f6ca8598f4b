"""我校达标差多少: a school in a school year as it is now, beside what was kept before."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from gaodi.bedrock import clock
from gaodi.bedrock.periods import read_period
from gaodi.decisions.asking import Asked, ask
from gaodi.decisions.differences import Difference, difference
from gaodi.decisions.feeds import Feed, feeds_of
from gaodi.decisions.feeds.dual_qualified import DUAL
from gaodi.decisions.feeds.school_standard import STANDARD, facts_of_years
from gaodi.decisions.feeds.teacher_practice import PRACTICE
from gaodi.decisions.forecasts import Forecast, forecast
from gaodi.decisions.indicators import Indicator, headline, nine, shown_only
from gaodi.decisions.models import Decision
from gaodi.decisions.queries.firms import Standing, sources
from gaodi.decisions.queries.lists import firms_known
from gaodi.decisions.queries.scope import INSIDE, may_ask, visible_decisions
from gaodi.decisions.telling import Told
from gaodi.ground.models import Post, Role
from gaodi.registers.declaration import REGISTERS, Register
from gaodi.registers.models import Subject, SubjectKind
from gaodi.registers.queries.scope import OVERSEES, own_subjects, standing, visible_rows

BESIDE = (DUAL, PRACTICE)  # what stands in cards below the standard


# ------------------------------------------------------------------ which school, which year, who may


def own_school(by: Post) -> Subject | None:
    """The school that the post works for."""
    return own_subjects(by).filter(kind=SubjectKind.SCHOOL, same_as=None).order_by("pk").first()


def oversees(by: Post) -> bool:
    """Whether the standard of all schools of the district is the post's business: who verifies it, who oversees all."""
    verifies = REGISTERS["school-years"].may_verify(by.unit)
    return STANDARD.seen_by(by) and (verifies or by.role in {*OVERSEES, Role.SYSTEM})


def school_of(pk: int, by: Post) -> Subject | None:
    """One's own school, or one of those that one oversees."""
    mine = own_school(by)
    if mine is not None and mine.pk == pk:
        return Subject.objects.select_related("unit__district").get(pk=pk)
    return firms_known(STANDARD, by).filter(pk=pk).first() if oversees(by) else None


def open_feeds(school: Subject, by: Post) -> list[Feed]:
    """The feeds that the post may have answered about the school."""
    return [feed for feed in feeds_of(SubjectKind.SCHOOL) if may_ask(feed, school, by)]


def may_keep(school: Subject, by: Post) -> bool:
    """Whether the post may keep an answer: the school itself, and who verifies its facts."""
    verifies = REGISTERS["school-years"].may_verify(by.unit)
    return by.role in INSIDE and (school.unit_id == by.unit_id or verifies)


def periods_known(by: Post, school: Subject | None = None) -> list[str]:
    """The school years of which something verified is known, the latest first."""
    rows = standing(visible_rows(REGISTERS["school-years"], by)).select_related(None).order_by()
    if school is not None:
        rows = rows.filter(subject__in=[school.pk, *school.others.values_list("pk", flat=True)])
    return sorted(set(rows.values_list("period", flat=True)), reverse=True)


def period_asked(feed: Feed, period: str) -> str:
    """What a feed is asked about a school year: the year itself, or the last day of it that has come."""
    return period if feed.rhythm != "day" else min(_days(period)[1], clock.today()).isoformat()


def _days(period: str) -> tuple[date, date]:
    found = read_period(period, "school_year")
    assert found is not None
    return found.first, found.last


# ------------------------------------------------------------------ the answers


@dataclass(frozen=True, slots=True)
class SchoolStanding:
    """The standard in a school year, with the nine lines, what else is shown, and what is to be expected."""

    standing: Standing
    nine: Sequence[Indicator]
    shown: Sequence[Indicator]
    forecast: Forecast | None
    beside: Sequence[Standing]

    @property
    def headline(self) -> str:
        return headline(self.nine, self.standing.asked.said) if self.standing.told else ""

    @property
    def failed(self) -> list[Indicator]:
        return [each for each in self.nine if each.result == "failed"]

    @property
    def met(self) -> int:
        return sum(each.result == "met" for each in self.nine)

    @property
    def doubtful(self) -> list[Indicator]:
        return [each for each in (*self.nine, *self.shown) if not each.sure]


def school_standing(school: Subject, period: str, by: Post) -> SchoolStanding:
    """The page of a school in a school year."""
    feeds = open_feeds(school, by)
    standard = standing_of(STANDARD, school, period, by)
    told = standard.told[-1] if standard.told else None
    years = [row for row in facts_of_years(school, by) if int(str(row["year"])) <= int(period[:4])]
    return SchoolStanding(
        standing=standard,
        nine=nine(told) if told else [],
        shown=shown_only(told) if told else [],
        forecast=forecast(years) if told else None,
        beside=[standing_of(feed, school, period, by) for feed in BESIDE if feed in feeds],
    )


def standing_of(feed: Feed, school: Subject, period: str, by: Post) -> Standing:
    """One feed of a school in a school year, beside what was kept on the same question."""
    asked = ask(feed, school, period_asked(feed, period), by=by)
    kept = list(
        visible_decisions(by).filter(subject=school, feed=feed.slug, asked=asked.period).order_by("-number")
    )
    return Standing(
        asked=asked,
        told=asked.outcomes,
        card=None,
        kept=kept,
        sources=sources(asked.used, by),
        change=_change(asked, kept),
        to_fill=_to_fill(feed, school, by),
    )


def _change(asked: Asked, kept: Sequence[Decision]) -> Difference | None:
    if not asked.outcomes or not kept or kept[0].digest == asked.digest:
        return None
    return difference(kept[0], asked)


def kept_in(feed: Feed, school: Subject, period: str, by: Post) -> list[Decision]:
    """All that was kept of a feed in a school year, on whichever day it was asked."""
    rows = visible_decisions(by).filter(subject=school, feed=feed.slug)
    first, last = (day.isoformat() for day in _days(period))
    asked = {"asked__range": (first, last)} if feed.rhythm == "day" else {"asked": period}
    return list(rows.filter(**asked).order_by("-asked", "-number"))


def _to_fill(feed: Feed, school: Subject, by: Post) -> list[Register]:
    if school.unit_id != by.unit_id or by.role not in INSIDE:
        return []
    return [REGISTERS[slug] for slug in feed.registers if REGISTERS[slug].may_fill(by.unit)]


# ------------------------------------------------------------------ teachers by name


@dataclass(frozen=True, slots=True)
class TeacherLine:
    """One teacher's months on a day. Without a name for who does not keep the register."""

    said: str
    row: int | None  # of the register, where it may be opened
    months: str
    required: str
    short: str
    state: str
    word: str


def teacher_lines(found: Standing, by: Post) -> list[TeacherLine]:
    """The teachers of 教师企业实践, who lack months first."""
    rows = _teachers(found.asked.subject, by)
    lines = [_teacher_line(told, rows) for told in found.told]
    return sorted(lines, key=lambda line: STATES.index(line.state))


STATES = ("not_met", "unknown", "met", "not_applicable")
WORDS = {"not_met": "月数不够", "unknown": "还算不出来", "met": "够了", "not_applicable": "没有月数要求"}


def keeps_teachers(school: Subject, by: Post) -> bool:
    """Whether the post keeps the school's teachers, and so reads their names."""
    own = school.unit_id == by.unit_id and by.role in INSIDE
    return own or (REGISTERS["teachers"].may_verify(by.unit) and by.role in INSIDE)


def _teachers(school: Subject, by: Post) -> dict[str, tuple[str, int]]:
    """Teachers' names and rows for who keeps them: the school, and who verifies."""
    register = REGISTERS["teachers"]
    if not keeps_teachers(school, by):
        return {}
    rows = standing(visible_rows(register, by)).filter(unit=school.unit).order_by("valid_from", "pk")
    return {str(row.subject.same_as_id or row.subject_id): (row.label, row.pk) for row in rows}


def _teacher_line(told: Told, rows: dict[str, tuple[str, int]]) -> TeacherLine:
    steps = {step["name"]: step for step in told["steps"]}
    number = str(told["key"]["teacher"])
    name, row = rows.get(number) or (f"教师{number}", None)
    state = str(steps["state"]["value"])
    return TeacherLine(
        said=name,
        row=row,
        months=steps["months"]["said"],
        required=steps["required"]["said"],
        short=steps["months_short"]["said"] if state == "not_met" else "",
        state=state,
        word=WORDS[state],
    )
