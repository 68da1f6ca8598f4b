"""System checks: what keeps the server from starting."""

from __future__ import annotations

import pytest
from django.core.checks import run_checks
from django.db import connection
from django.http import HttpRequest, HttpResponse
from django.urls import include, path

from gaodi.ground import audit_guard, checks
from gaodi.ground.permission import public


def open_to_whom(_request: HttpRequest) -> HttpResponse:
    return HttpResponse("")


urlpatterns = [
    path("", public(lambda _request: HttpResponse(""))),
    path("inside/", include([path("forgotten/", open_to_whom)])),
]


@pytest.mark.urls(__name__)
def test_a_view_that_does_not_say_who_may_open_it_is_found():
    found = checks.every_view_declares_who_may_open_it()

    assert [(problem.id, problem.is_serious()) for problem in found] == [("gaodi.E001", True)]
    assert "open_to_whom" in found[0].msg


def test_every_view_of_ours_says_so():
    assert checks.every_view_declares_who_may_open_it() == []


def test_the_house_as_it_is_has_nothing_to_complain_of(db):
    assert [problem for problem in run_checks(databases=["default"]) if problem.is_serious()] == []


@pytest.mark.django_db(transaction=True)
def test_an_unguarded_audit_is_found():
    audit_guard.take_down()

    assert [problem.id for problem in checks.the_audit_is_guarded(databases=["default"])] == ["gaodi.E002"]


def test_without_a_database_nothing_is_asked_of_it():
    assert checks.the_audit_is_guarded(databases=None) == []
    assert checks.postgresql_sorts_by_code_point(databases=None) == []


@pytest.mark.parametrize(("collation", "complaints"), [("C.UTF-8", 0), ("C", 0), ("zh_CN.UTF-8", 1)])
def test_postgresql_must_sort_by_code_point(monkeypatch, collation, complaints):
    class Cursor:
        def __enter__(self):
            return self

        def __exit__(self, *_):
            return False

        def execute(self, _sql):
            pass

        def fetchone(self):
            return (collation,)

    class Connection:
        vendor = "postgresql"
        cursor = Cursor

    monkeypatch.setattr(checks, "connection", Connection())

    assert len(checks.postgresql_sorts_by_code_point(databases=["default"])) == complaints


def test_the_database_of_the_tests_sorts_by_code_point(db):
    with connection.cursor() as cursor:
        cursor.execute("SELECT 1 WHERE 'Z' < 'a'")
        assert cursor.fetchone() == (1,)
