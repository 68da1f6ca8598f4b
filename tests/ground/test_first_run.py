"""A new database: the system's post, the calendar, and the demonstration, loaded whole and once."""

from __future__ import annotations

import pytest

from gaodi.ground import audit_guard, first_run
from gaodi.ground.actions.first_run import ensure_system_post
from gaodi.ground.actions.people import open_account
from gaodi.ground.first_run import Demonstration, load_demonstrations, prepare
from gaodi.ground.models import Account, AuditRow, CalendarDay, Post, Unit
from gaodi.ground.refusals import Refused

PASSWORD = "quiet-harbour-1891"


def silent(_done: int, _total: int, _what: str) -> None:
    """A progress nobody looks at."""


def load(*, by: Post, progress) -> None:
    progress(1, 2, "开户")
    open_account(by=by, username="yanshi", name="演示", password=PASSWORD)


def load_half(*, by: Post, progress) -> None:
    load(by=by, progress=progress)
    raise ZeroDivisionError


@pytest.fixture
def demonstration(monkeypatch):
    """The only demonstration there is, loaded by the given function."""

    def only(work) -> None:
        monkeypatch.setattr(first_run, "_demonstrations", {})
        first_run.first_run(Demonstration("试演", work, list, PASSWORD))

    return only


def test_the_system_has_one_post_however_often_it_is_asked_for(db):
    first = ensure_system_post()

    assert ensure_system_post() == first == Post.objects.get()
    assert (first.unit.name, first.unit.district.code) == ("系统", "000000")
    assert Unit.objects.count() == AuditRow.objects.count() == 1


def test_a_new_database_is_prepared_once(db):
    system = prepare()
    rows, days = AuditRow.objects.count(), CalendarDay.objects.count()

    assert prepare() == system
    assert (AuditRow.objects.count(), CalendarDay.objects.count()) == (rows, days)
    assert rows == 2


def test_the_demonstration_is_loaded_once(系统, demonstration):
    demonstration(load)
    said = []

    load_demonstrations(by=系统, progress=lambda *what: said.append(what))
    load_demonstrations(by=系统, progress=lambda *what: said.append(what))

    assert said == [(1, 2, "开户")]
    assert Account.objects.get().username == "yanshi"
    assert AuditRow.objects.get(verb="load_demonstration").changes == '{"demonstration":[null,"试演"]}'


def test_half_a_demonstration_is_none(系统, demonstration):
    demonstration(load_half)
    with pytest.raises(ZeroDivisionError):
        load_demonstrations(by=系统, progress=silent)
    assert not Account.objects.exists()

    demonstration(load)
    load_demonstrations(by=系统, progress=silent)

    assert Account.objects.exists()


def test_real_people_and_the_demonstration_do_not_mix(系统, 科员, demonstration):
    demonstration(load)

    with pytest.raises(Refused, match="已经有正式的账号"):
        load_demonstrations(by=系统, progress=silent)

    assert list(Account.objects.all()) == [科员.account]


def test_a_demonstration_is_registered_once(demonstration):
    demonstration(load)

    with pytest.raises(ValueError, match="twice"):
        first_run.first_run(Demonstration("试演", load, list, PASSWORD))


@pytest.mark.django_db(transaction=True)
def test_a_demonstration_is_taken_away_whole(系统, demonstration):
    demonstration(load)
    load_demonstrations(by=系统, progress=silent)
    Account.objects.all().delete()

    first_run.remove_demonstrations()

    assert not AuditRow.objects.exclude(verb="first_run").exclude(verb="load_calendar").exists()
    assert audit_guard.standing()
    load_demonstrations(by=first_run.prepare(), progress=silent)
    assert Account.objects.exists()


def test_a_demonstration_stays_where_others_sign_in(系统, demonstration):
    demonstration(load)
    load_demonstrations(by=系统, progress=silent)

    with pytest.raises(Refused, match="演示以外的账号：yanshi"):
        first_run.remove_demonstrations()

    assert Account.objects.exists()


@pytest.mark.django_db(transaction=True)
def test_who_came_with_the_demonstration_and_left_does_not_keep_it(系统, monkeypatch):
    monkeypatch.setattr(first_run, "_demonstrations", {})
    first_run.first_run(Demonstration("试演", load, list, PASSWORD, accounts=lambda: {"yanshi"}))
    load_demonstrations(by=系统, progress=silent)

    first_run.remove_demonstrations()

    assert not Account.objects.exists()


def test_where_no_demonstration_was_loaded_none_is_removed(系统):
    with pytest.raises(Refused, match="没有载入演示数据"):
        first_run.remove_demonstrations()
