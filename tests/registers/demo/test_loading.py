"""The demonstration's registers: the same each time, in agreement with the story, with slips that a checker finds."""

from __future__ import annotations

import re
import sys
import time
from datetime import date

import pytest
from django.db import connection, transaction
from django.test import override_settings

from gaodi.bedrock import clock
from gaodi.bedrock.periods import read_period
from gaodi.ground.figures import Asked, figure
from gaodi.ground.first_run import load_demonstrations, prepare, remove_demonstrations
from gaodi.ground.models import Account, Post, Role, Unit, UnitKind
from gaodi.registers.declaration import REGISTERS
from gaodi.registers.demo.making import World
from gaodi.registers.models import Batch, State, Subject
from gaodi.registers.queries.findings import findings_of

pytestmark = pytest.mark.slow
TODAY = date(2023, 10, 20)
SECONDS = (
    45  # of the processor of a slow and busy machine, three times what it takes; traced, it takes longer
)
# what one unit numbers for itself no other unit can report, so that these find nothing until subjects are joined
FOUND_BY_NOBODY = {
    "bases": {"一个基地由两个单位填报"},
    "base-years": {"一个基地的年度情况由两个单位填报"},
    "base-recognitions": {"一个基地的认定由两个单位填报"},
    "experience-centres": {"一个中心由两个单位填报"},
    "cooperation-shares": {"一个项目的出资由两个单位填报"},
    "exam-sites": {"一个站点由两个单位填报"},
    "school-years": {"一所学校的年度情况由两个单位填报"},
}
MOST = 3  # findings of one kind: what was planted, and nothing by accident
# what the story of supervision tells: figure, day, period, value
TOLD = (
    ("teachers.total", "2023-10-20", None, 260),
    ("teachers.major", "2022-12-14", None, 146),
    ("teachers.from_enterprise", "2023-10-10", None, 31),
    ("teacher_practices.teachers", "2023-10-10", "2023", 64),
    ("students.enrolled", "2023-10-20", None, 4000),
    ("apprentice_bases.majors", "2022-10-18", None, 5),
    ("apprentice_bases.majors", "2023-07-11", None, 7),
    ("apprentice_bases.majors", "2023-10-12", None, 9),
    ("majors.enrolling", "2023-10-12", None, 12),
    ("enterprise_years.above_scale", "2023-10-13", "2023", 60),
    ("enterprise_years.staff", "2023-10-13", "2023", 32_160),
    ("enterprise_years.posts_offered", "2023-10-13", "2023", 550),
    ("ie_enterprises.listed", "2023-07-11", None, 5),
    ("ie_enterprises.listed", "2023-10-20", None, 9),
    ("investments.eligible", "2021-12-31", "2021", 913_300),
    ("investments.eligible", "2023-06-30", "2023H1", 800_000),
    ("investments.eligible", "2023-10-12", "2023", 1_286_700),
    ("relief_years.credit_education", "2021-12-31", "2021", 128_400),
    ("cooperation_projects.committed", "2022-06-14", None, 8_600_000),
    ("cooperation_projects.paid", "2022-06-14", None, 3_200_000),
    ("cooperation_projects.joint_major", "2023-07-13", None, 7),
    ("craftsman_reserves.selected", "2020-11-05", "2020", 20),
    ("craftsman_reserves.selected", "2021-10-27", "2021", 22),
    ("craftsman_reserves.selected", "2023-09-25", "2023", 24),
    ("training_classes.person_times", "2021-05-12", "2021", 112),
    ("training_classes.farmers", "2022-11-16", "2022", 186),
    ("training_classes.buyers", "2022-12-13", "2022", 12),
    ("training_classes.community", "2023-07-12", "2023H1", 1_120),
    ("training_classes.elders", "2023-07-12", "2023H1", 640),
    ("training_classes.veterans", "2023-07-12", "2023H1", 170),
    ("staff_training_bases.valid", "2022-12-13", None, 4),
    ("exam_sites.total", "2023-07-12", None, 5),
    ("trainer_teachers.total", "2023-07-12", None, 26),
    ("x_certificates.holders", "2023-07-12", "2023", 318),
    ("researchers.appointed", "2023-07-13", None, 18),
    ("researcher_activities.total", "2023-07-13", "2023H1", 26),
    ("centre_visits.person_times", "2023-10-12", "2023", 4_860),
    ("centre_visits.schools", "2023-10-12", "2023", 21),
    ("experience_centres.counted", "2023-10-12", None, 1),
    ("base_recognitions.kinetic_city_recognised", "2022-11-15", None, 1),
    ("base_recognitions.kinetic_province_recognised", "2023-10-20", None, 0),
    ("budget_items.approved", "2021-02-23", "2021", 4_800_000),
    ("budget_items.approved", "2022-02-15", "2022", 5_200_000),
    ("budget_items.paid", "2022-12-31", "2022", 4_962_000),
    ("budget_items.approved", "2023-02-07", "2023", 5_600_000),
    ("job_notices.checked", "2023-07-12", "2023H1", 17),
    ("job_notices.violating", "2023-07-12", "2023H1", 1),
    ("policy_documents.checked", "2021-12-24", None, 212),
    ("policy_clauses.handled", "2021-12-24", None, 3),
    ("recommendations.congress_elected", "2022-01-19", "2022", 6),
    ("recommendations.cppcc_elected", "2022-01-19", "2022", 7),
)


def silent(_done: int, _total: int, _what: str) -> None:
    """A progress nobody looks at."""


@pytest.fixture(scope="module")
def took(django_db_setup, django_db_blocker, tmp_path_factory):
    """The whole demonstration, loaded once for all of these; how many seconds of the processor it took."""
    files = override_settings(FILES=tmp_path_factory.mktemp("files"))
    with django_db_blocker.unblock(), files, transaction.atomic():
        begun = time.process_time()
        load_demonstrations(by=prepare(), progress=silent)
        yield time.process_time() - begun
        transaction.set_rollback(True)


@pytest.fixture
def demonstrated(took, db):
    """The district on the day of the demonstration."""
    with clock.standing_on(TODAY):
        yield


def verifier_of(register) -> Post:
    """The first in post of the units that verify the register."""
    held = Post.objects.select_related("unit__district", "account").filter(
        since__lte=TODAY, until__gte=TODAY, account__isnull=False
    )
    for key in register.verified_by:
        if found := held.filter(unit__key=key, unit__district__code="371002").order_by("role").first():
            return found
    raise LookupError(f"nobody verifies {register.slug}")


def answer(name: str, day: date, period: str | None = None, known: date | None = None):
    register = next(each for each in REGISTERS.values() if name in {f.name for f in each.figures})
    rhythm = "half" if period and "H" in period else "year"
    asked = Asked(verifier_of(register), day, known, read_period(period, rhythm) if period else None)
    return figure(name).answer(asked)


def test_it_is_loaded_while_one_waits(took):
    if sys.gettrace() is None:
        assert took < SECONDS


def test_no_sheet_had_a_row_that_was_refused(demonstrated):
    refused = [batch.name for batch in Batch.objects.all() if batch.found["counts"]["refused"]]

    assert Batch.objects.count() > 200
    assert refused == []


@pytest.mark.parametrize("slug", sorted(REGISTERS))
def test_every_register_has_rows_that_count(slug, demonstrated):
    assert REGISTERS[slug].model.objects.filter(state=State.VERIFIED).exists()


@pytest.mark.parametrize("slug", sorted(slug for slug, each in REGISTERS.items() if each.findings))
def test_every_kind_of_finding_finds_what_was_planted_and_little_else(slug, demonstrated):
    register = REGISTERS[slug]
    found = [each.word for each in findings_of(register, verifier_of(register))]
    counts = {declared.word: found.count(declared.word) for declared in register.findings}

    assert {word for word, count in counts.items() if not count} == FOUND_BY_NOBODY.get(slug, set())
    assert max(counts.values()) <= MOST


@pytest.mark.parametrize(("name", "day", "period", "value"), TOLD)
def test_the_registers_agree_with_the_story(name, day, period, value, demonstrated):
    said = answer(name, date.fromisoformat(day), period)

    assert (said.state, said.value) == ("value", value)


def test_as_many_firms_offer_enough_posts_as_the_story_says(demonstrated):
    years = REGISTERS["enterprise-years"].model.objects.filter(
        state=State.VERIFIED, valid_from=date(2023, 1, 1)
    )

    assert sum(each.posts_offered * 50 >= each.staff_total for each in years) == 41


def test_a_late_correction_changes_what_is_known(demonstrated):
    then = answer("school_years.students", date(2022, 10, 31), known=date(2022, 12, 31))
    now = answer("school_years.students", date(2022, 10, 31))

    assert (then.value, now.value) == (3_935, 3_905)


@pytest.mark.parametrize(("day", "share"), [("2021-12-14", "45.07"), ("2022-12-14", "53.42")])
def test_as_many_were_recognised_as_the_schools_said_then(day, share, demonstrated):
    said = answer("teachers.dual_share", date.fromisoformat(day), known=date.fromisoformat(day))

    assert f"{said.value:.2f}" == share


def test_nobody_has_the_number_of_a_real_person(demonstrated):
    people = Subject.objects.filter(kind="person").exclude(shown__startswith="S")

    assert people.count() >= 260
    assert not people.exclude(shown__startswith="379999").exists()


def test_every_school_and_firm_with_an_account_has_something_open(demonstrated):
    units = set(
        Unit.objects.filter(
            kind__in=[UnitKind.SCHOOL, UnitKind.ENTERPRISE], posts__role=Role.CLERK
        ).values_list("key", flat=True)
    )
    open_units = {
        key
        for register in REGISTERS.values()
        for key in register.model.objects.filter(open=True).values_list("unit__key", flat=True)
    }

    assert units <= open_units
    assert len(units) == 7


@pytest.mark.parametrize("state", [State.DRAFT, State.SUBMITTED, State.RETURNED])
def test_rows_of_several_units_wait_or_came_back_or_were_begun(state, demonstrated):
    units = {
        unit
        for register in REGISTERS.values()
        for unit in register.model.objects.filter(state=state).values_list("unit", flat=True)
    }

    assert len(units) >= 2


def test_it_is_taken_away_whole(demonstrated):
    connection.check_constraints()  # the tests stand in one transaction: what its keys still wait for is settled
    remove_demonstrations()

    assert not Batch.objects.exists()
    assert not Subject.objects.exists()
    assert not Account.objects.exists()
    assert not any(register.model.objects.exists() for register in REGISTERS.values())


def test_a_number_of_another_region_is_never_made():
    world = World.from_plan()
    numbers = {world.person(1960, 2007).number for _ in range(500)}

    assert len(numbers) == 500
    assert all(re.fullmatch(r"379999\d{11}[\dX]", number) for number in numbers)
