"""The audit is append-only: the triggers refuse, and stand again after whatever took them away."""

from __future__ import annotations

import pytest
from django.core.management import call_command
from django.db import DatabaseError, connection, transaction

from gaodi.bedrock import clock
from gaodi.ground import audit_guard
from gaodi.ground.checks import the_audit_is_guarded
from gaodi.ground.models import AuditRow

COLUMNS = [field.column for field in AuditRow._meta.concrete_fields if field.column != "id"]
# What would go round a trigger that only knows UPDATE and DELETE, on the database at hand.
ROUND_ABOUT = {
    "sqlite": f"INSERT OR REPLACE INTO ground_auditrow SELECT id, {', '.join(COLUMNS)} FROM ground_auditrow",  # noqa: S608
    "postgresql": "TRUNCATE ground_auditrow",
}


@pytest.fixture
def row(db) -> AuditRow:
    return AuditRow.objects.create(at=clock.machine_now(), person="周明远", verb="issue", outcome="done")


def run(sql: str) -> None:
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(sql)


@pytest.mark.parametrize(
    "sql",
    [
        "UPDATE ground_auditrow SET person = '某某'",
        "UPDATE ground_auditrow SET person = person",
        "DELETE FROM ground_auditrow",
        ROUND_ABOUT[connection.vendor],
    ],
)
def test_a_written_row_is_neither_changed_nor_deleted(row, sql):
    with pytest.raises(DatabaseError, match="never changed"):
        run(sql)

    assert AuditRow.objects.get().person == "周明远"


def test_the_orm_is_refused_alike(row):
    row.person = "某某"

    with pytest.raises(DatabaseError, match="never changed"), transaction.atomic():
        row.save()
    with pytest.raises(DatabaseError, match="never changed"), transaction.atomic():
        row.delete()


def test_new_rows_are_welcome(row):
    AuditRow.objects.create(at=clock.machine_now(), person="王晓岚", verb="receive", outcome="done")

    assert AuditRow.objects.count() == 2


@pytest.mark.django_db(transaction=True)
def test_migrating_puts_the_triggers_back():
    audit_guard.take_down()
    assert [problem.id for problem in the_audit_is_guarded(databases=["default"])] == ["gaodi.E002"]

    call_command("migrate", verbosity=0)

    assert audit_guard.standing()
    assert the_audit_is_guarded(databases=["default"]) == []


@pytest.mark.django_db(transaction=True)
def test_they_come_back_when_sqlite_remakes_the_table():
    field = AuditRow._meta.get_field("note")

    with connection.schema_editor() as editor:
        longer = field.clone()
        longer.set_attributes_from_name("note")
        longer.model, longer.null = AuditRow, True
        editor.alter_field(AuditRow, field, longer)
    call_command("migrate", verbosity=0)
    assert audit_guard.standing()

    with connection.schema_editor() as editor:
        editor.alter_field(AuditRow, longer, field)
    call_command("migrate", verbosity=0)
    assert audit_guard.standing()


@pytest.mark.django_db(transaction=True)
def test_a_test_that_commits_leaves_an_empty_audit_behind_first():
    AuditRow.objects.create(at=clock.machine_now(), person="周明远", verb="issue", outcome="done")


@pytest.mark.django_db(transaction=True)
def test_a_test_that_commits_leaves_an_empty_audit_behind_second():
    assert audit_guard.standing()
    assert not AuditRow.objects.exists()
