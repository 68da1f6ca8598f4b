"""Versions: whatever is proposed, verified, returned and withdrawn, a past day is answered as it was known then.

The model beside the database is a list: it knows nothing of instants that end, only of days in China.
"""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from datetime import date, datetime, time, timedelta
from unittest.mock import patch

import pytest
from django.db import transaction
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from gaodi.bedrock import clock
from gaodi.ground.figures import Asked
from gaodi.ground.refusals import Refused
from gaodi.registers.actions import facts
from gaodi.registers.actions.locks import lift, lock_period, unlock_period
from gaodi.registers.actions.subjects import join
from gaodi.registers.declaration import REGISTERS
from gaodi.registers.figures import Count
from gaodi.registers.models import Subject
from gaodi.registers.queries.figures import figure_of
from gaodi.registers.queries.scope import known_on, standing, true_and_known, visible_rows
from tests.registers.entering import enter, id_number, read, settle

TEACHERS = REGISTERS["teachers"]
FIRST_DAY = date(2024, 12, 28)
DAYS = [FIRST_DAY + timedelta(n) for n in range(-1, 8)]
PEOPLE = [
    read(TEACHERS, subject=id_number(serial), label=f"教师{serial}", valid_from="2015-09-01")
    for serial in (1, 2)
]
TITLES = ["助教", "讲师", "教授"]
TIMES = [time(), time(0, 0, 0, 1), time(12), time(23, 59, 59, 999_999)]
HEADS = figure_of(TEACHERS, Count("v.heads", "教师数", "人"))


def at_instant(instant: datetime):
    return patch.object(clock, "now", lambda: instant)


# ------------------------------------------------------------------ the model


@dataclass
class Version:
    title: str
    void: bool
    counts: datetime
    ends: datetime | None = None

    def known(self, day: date) -> bool:
        counts, ends = self.counts.date(), self.ends.date() if self.ends else date.max
        return not self.void and counts <= day < ends


@dataclass(frozen=True)
class Open:
    title: str
    state: str
    void: bool = False


@dataclass
class Line:
    """What one school says of one person."""

    versions: list[Version] = field(default_factory=list)
    open: Open | None = None

    @property
    def last(self) -> Version | None:
        return self.versions[-1] if self.versions else None

    def propose(self, title: str, _now: datetime, *, state: str = "submitted") -> bool:
        same = self.last is not None and not self.last.void and self.last.title == title
        if self.open or same:
            return False
        self.open = Open(title, state)
        return True

    def draft(self, title: str, now: datetime) -> bool:
        return self.propose(title, now, state="draft")

    def edit(self, title: str, _now: datetime) -> bool:
        if not self.open or self.open.void:
            return False
        self.open = Open(title, "submitted")
        return True

    def _move(self, states: set[str], state: str) -> bool:
        if not self.open or self.open.state not in states:
            return False
        self.open = replace(self.open, state=state)
        return True

    def submit(self, _title: str, _now: datetime) -> bool:
        return self._move({"draft", "returned"}, "submitted")

    def send_back(self, _title: str, _now: datetime) -> bool:
        return self._move({"submitted"}, "returned")

    def discard(self, _title: str, _now: datetime) -> bool:
        was, self.open = self.open, None
        return was is not None

    def withdraw(self, _title: str, _now: datetime) -> bool:
        if self.open or self.last is None or self.last.void:
            return False
        self.open = Open(self.last.title, "submitted", void=True)
        return True

    def verify(self, _title: str, now: datetime) -> bool:
        if not self.open or self.open.state != "submitted":
            return False
        if self.last is not None:
            now = max(now, self.last.counts)
            self.last.ends = now
        self.versions.append(Version(self.open.title, self.open.void, now))
        self.open = None
        return True


# ------------------------------------------------------------------ the same steps in the database


@dataclass
class Desk:
    """The clerk of a school and who verifies, at work on one person's line."""

    clerk: object
    verifier: object
    person: dict

    def rows(self):
        key = self.person["subject"].key
        return visible_rows(TEACHERS, self.clerk).filter(unit=self.clerk.unit, subject__key=key)

    def act(self, verb: str, title: str) -> bool:
        try:
            getattr(self, verb)(title)
        except Refused:
            return False
        return True

    def propose(self, title: str, *, submit: bool = True):
        facts.propose(TEACHERS, self.person | {"title": title}, by=self.clerk, submit=submit)

    def draft(self, title: str):
        self.propose(title, submit=False)

    def edit(self, title: str):
        row = self.open()
        facts.edit(TEACHERS, row, self.person | {"title": title}, by=self.clerk, revision=row.revision)

    def submit(self, _title: str):
        row = self.open()
        facts.submit(TEACHERS, row, by=self.clerk, revision=row.revision)

    def send_back(self, _title: str):
        row = self.open()
        facts.send_back(TEACHERS, row, by=self.verifier, revision=row.revision, reason="请核对")

    def discard(self, _title: str):
        row = self.open()
        facts.discard(TEACHERS, row, by=self.clerk, revision=row.revision)

    def verify(self, _title: str):
        row = self.open()
        facts.verify(TEACHERS, row, by=self.verifier, revision=row.revision)

    def withdraw(self, _title: str):
        row = self.rows().filter(open=False).order_by("-pk").first()
        if row is None:
            raise Refused("没有可以撤销的。")
        facts.withdraw(TEACHERS, row, by=self.clerk, reason="填错了人")

    def open(self):
        row = self.rows().filter(open=True).first()
        if row is None:
            raise Refused("没有待办的。")
        return row


VERBS = ["propose", "draft", "edit", "submit", "send_back", "discard", "withdraw"]
STEPS = st.lists(
    st.tuples(
        st.sampled_from([*VERBS, *["propose", "verify"] * 4]),
        st.sampled_from([0, 0, 0, 1]),
        st.sampled_from([0, 0, 0, 1]),
        st.sampled_from(TITLES),
        st.tuples(st.integers(0, 5), st.sampled_from(TIMES)),
    ),
    min_size=4,
    max_size=24,
)


@pytest.mark.slow
def test_any_past_day_is_answered_as_it_was_known_then(教务员, 别校教务员, 科员, 管理员):
    @settings(max_examples=80, deadline=None, derandomize=True, suppress_health_check=[HealthCheck.too_slow])
    @given(steps=STEPS, in_order=st.sampled_from([True, True, True, False]))
    def follow(steps, in_order):
        instants = [
            datetime.combine(FIRST_DAY + timedelta(day), hour, clock.ZONE) for *_, (day, hour) in steps
        ]
        with transaction.atomic():
            lines = _both(steps, sorted(instants) if in_order else instants, [教务员, 别校教务员], 科员)
            _compare(lines, 科员)
            _compare_people(lines, 科员, 管理员)
            transaction.set_rollback(True)

    follow()


def _both(steps, instants, clerks, verifier):
    """Take the steps in the model and in the database; both refuse the same ones."""
    lines = {(unit, person): Line() for unit in (0, 1) for person in (0, 1)}
    for (verb, unit, person, title, _), now in zip(steps, instants, strict=True):
        desk = Desk(clerks[unit], verifier, PEOPLE[person])
        with at_instant(now):
            done = desk.act(verb, title)
        assert done == getattr(lines[unit, person], verb)(title, now), verb
    return {
        (clerks[unit].unit_id, PEOPLE[person]["subject"].key): line for (unit, person), line in lines.items()
    }


def _said(rows) -> list[tuple]:
    return sorted((row.unit_id, row.subject.key, row.title) for row in rows)


def _compare(lines, verifier) -> None:
    seen = visible_rows(TEACHERS, verifier)
    for day in DAYS:
        expected = sorted(
            (*key, version.title)
            for key, line in lines.items()
            for version in line.versions
            if version.known(day)
        )
        assert _said(known_on(seen, day)) == expected, day
        assert _said(true_and_known(seen, date(2024, 12, 31), day)) == expected
        assert not true_and_known(seen, date(2015, 8, 31), day).exists()
    counting = [(key, line.last) for key, line in lines.items() if line.last and not line.last.void]
    assert _said(standing(seen)) == sorted((*key, version.title) for key, version in counting)


def _compare_people(lines, verifier, admin) -> None:
    """People are counted once however many schools claim them; once joined, two are one."""
    days = {
        day: {key[1] for key, line in lines.items() for v in line.versions if v.known(day)} for day in DAYS
    }
    assert {day: _heads(verifier, day) for day in DAYS} == {day: len(known) for day, known in days.items()}
    found = list(Subject.objects.filter(kind="person").order_by("pk"))
    if len(found) == len(PEOPLE):
        join(found[0], found[1], by=admin, note="同一人")
        assert {day: _heads(verifier, day) for day in DAYS} == {
            day: min(1, len(k)) for day, k in days.items()
        }


def _heads(verifier, known: date):
    return HEADS.answer(Asked(verifier, date(2024, 12, 31), known)).value


# ------------------------------------------------------------------ cases worth their names


def test_three_verifications_at_one_instant_leave_the_last(教务员, 科员):
    noon = datetime(2025, 1, 10, 12, tzinfo=clock.ZONE)
    desk = Desk(教务员, 科员, PEOPLE[0])
    with at_instant(noon):
        for title in TITLES:
            desk.propose(title)
            desk.verify("")

    rows = list(desk.rows().order_by("pk"))

    assert [(row.title, row.counts_from == noon, row.ended_at == noon) for row in rows] == [
        ("助教", True, True),
        ("讲师", True, True),
        ("教授", True, False),
    ]
    assert [row.title for row in known_on(desk.rows(), noon.date())] == ["教授"]
    assert not known_on(desk.rows(), noon.date() - timedelta(1)).exists()


@pytest.mark.parametrize(
    ("hour", "day_before", "day_itself"), [(TIMES[3], "讲师", "讲师"), (TIMES[0], "助教", "讲师")]
)
def test_midnight_belongs_to_the_day_that_begins(教务员, 科员, hour, day_before, day_itself):
    """The last instant of the 9th and the first of the 10th."""
    desk = Desk(教务员, 科员, PEOPLE[0])
    day = date(2025, 1, 9 if hour == TIMES[3] else 10)
    for title, instant in (
        ("助教", datetime(2025, 1, 8, 12, tzinfo=clock.ZONE)),
        ("讲师", datetime.combine(day, hour, clock.ZONE)),
    ):
        with at_instant(instant):
            desk.propose(title)
            desk.verify("")

    known = [row.title for day in (9, 10) for row in known_on(desk.rows(), date(2025, 1, day))]

    assert known == [day_before, day_itself]


def test_a_clock_that_goes_back_ends_nothing_before_it_began(教务员, 科员):
    desk = Desk(教务员, 科员, PEOPLE[0])
    with at_instant(datetime(2025, 1, 10, 12, tzinfo=clock.ZONE)):
        desk.propose("助教")
        desk.verify("")
    with at_instant(datetime(2025, 1, 9, 12, tzinfo=clock.ZONE)):
        desk.propose("讲师")
        desk.verify("")

    assert [row.title for row in known_on(desk.rows(), date(2025, 1, 10))] == ["讲师"]
    assert not known_on(desk.rows(), date(2025, 1, 9)).exists()


def test_what_was_withdrawn_can_be_entered_again(教务员, 科员):
    desk = Desk(教务员, 科员, PEOPLE[0])
    for day, verb in ((1, "propose"), (3, "withdraw"), (5, "propose")):
        with clock.standing_on(date(2025, 1, day)):
            desk.act(verb, "讲师")
            desk.verify("")

    known = {day: known_on(desk.rows(), date(2025, 1, day)).count() for day in range(1, 7)}

    assert known == {1: 1, 2: 1, 3: 0, 4: 0, 5: 1, 6: 1}
    assert standing(desk.rows()).count() == 1


def test_a_withdrawal_that_waits_changes_nothing_and_is_not_edited(教务员, 科员):
    desk = Desk(教务员, 科员, PEOPLE[0])
    desk.propose("讲师")
    desk.verify("")
    desk.withdraw("")

    with pytest.raises(Refused, match="撤销"):
        desk.edit("教授")

    assert [row.title for row in standing(desk.rows())] == ["讲师"]


# ------------------------------------------------------------------ locks


def teacher(by, **typed):
    return enter("teachers", by, subject=id_number(), label="王安宁", valid_from="2024-09-01", **typed)


@pytest.fixture
def locked(教务员, 科员, 局长, 望海职专):
    """A verified teacher in a year that was locked."""
    row = settle("teachers", teacher(教务员, title="讲师", degree="本科"), 科员)
    return row, lock_period(TEACHERS, 望海职专, "2024", by=局长, reason="年报已报出")


def test_a_locked_period_refuses_new_rows_corrections_and_withdrawals(教务员, 科员, 局长, locked):
    row, _ = locked
    said = "2024年已由区教育体育局赵启明.*锁定（年报已报出）"

    with pytest.raises(Refused, match=said):
        teacher(教务员, title="教授", degree="本科")
    with pytest.raises(Refused, match=said):
        enter("teachers", 教务员, subject=id_number(2), label="新人", valid_from="2024-12-31")
    with pytest.raises(Refused, match=said):
        facts.withdraw(TEACHERS, row, by=教务员, reason="填错了人")

    enter("teachers", 教务员, subject=id_number(2), label="新人", valid_from="2025-01-01")


def test_what_was_handed_in_before_the_lock_is_not_verified_after_it(教务员, 科员, 局长, 望海职专):
    row = teacher(教务员, title="讲师")
    lock = lock_period(TEACHERS, 望海职专, "2024", by=局长, reason="年报已报出")

    with pytest.raises(Refused, match="锁定"):
        settle("teachers", row, 科员)

    unlock_period(lock, TEACHERS, by=局长, reason="有一条漏审")
    settle("teachers", row, 科员)
    assert standing(visible_rows(TEACHERS, 科员)).count() == 1


def test_a_lifted_value_passes_and_no_other(教务员, 科员, 局长, locked):
    row, lock = locked
    lift(lock, TEACHERS, row.subject, "title", by=局长, reason="职称证书补交")

    with pytest.raises(Refused, match="锁定"):
        teacher(教务员, title="教授", degree="硕士")
    settle("teachers", teacher(教务员, title="教授", degree="本科"), 科员)

    assert [(each.title, each.degree) for each in standing(visible_rows(TEACHERS, 科员))] == [
        ("教授", "本科")
    ]


def test_a_lock_binds_one_unit_and_one_register(别校教务员, 科员, locked):
    row = enter("teachers", 别校教务员, subject=id_number(), label="王安宁", valid_from="2024-09-01")

    settle("teachers", row, 科员)

    assert standing(visible_rows(TEACHERS, 科员)).count() == 2


def test_a_draft_may_be_discarded_in_a_locked_period(教务员, 科员, 局长, 望海职专):
    row = teacher(教务员, title="讲师")
    lock_period(TEACHERS, 望海职专, "2024", by=局长, reason="年报已报出")

    facts.discard(TEACHERS, row, by=教务员, revision=row.revision)

    assert not visible_rows(TEACHERS, 教务员).exists()
