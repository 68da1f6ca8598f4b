"""Triggers that make the audit append-only. Put up after every migration: SQLite drops a table's triggers
when it remakes the table.
"""

from __future__ import annotations

from typing import Any

from django.db import connections, transaction

TABLE = "ground_auditrow"
NAMES = ("audit_no_update", "audit_no_delete", "audit_no_replace")
SAY = "audit rows are never changed"

SQLITE = (
    f"CREATE TRIGGER audit_no_update BEFORE UPDATE ON {TABLE} BEGIN SELECT RAISE(ABORT, '{SAY}'); END",
    f"CREATE TRIGGER audit_no_delete BEFORE DELETE ON {TABLE} BEGIN SELECT RAISE(ABORT, '{SAY}'); END",
    # INSERT OR REPLACE deletes without firing the delete trigger
    f"""CREATE TRIGGER audit_no_replace BEFORE INSERT ON {TABLE}
        WHEN EXISTS (SELECT 1 FROM {TABLE} WHERE id = NEW.id) BEGIN SELECT RAISE(ABORT, '{SAY}'); END""",  # noqa: S608
)
POSTGRES = (
    f"""CREATE OR REPLACE FUNCTION audit_is_append_only() RETURNS trigger LANGUAGE plpgsql AS
        $$ BEGIN RAISE EXCEPTION '{SAY}'; END $$""",
    f"""CREATE TRIGGER audit_no_update BEFORE UPDATE OR DELETE ON {TABLE}
        FOR EACH ROW EXECUTE FUNCTION audit_is_append_only()""",
    f"CREATE TRIGGER audit_no_delete BEFORE TRUNCATE ON {TABLE} EXECUTE FUNCTION audit_is_append_only()",
)


def put_up(using: str = "default", **_: Any) -> None:
    """(Re)make the triggers; also the ``post_migrate`` handler. In one transaction: whoever looks, finds them."""
    with transaction.atomic(using=using), connections[using].cursor() as cursor:
        take_down(using)
        if TABLE not in connections[using].introspection.table_names(cursor):
            return
        for statement in SQLITE if connections[using].vendor == "sqlite" else POSTGRES:
            cursor.execute(statement)


def take_down(using: str = "default") -> None:
    """Remove the triggers: for tests that flush their tables, and before they are remade."""
    suffix = "" if connections[using].vendor == "sqlite" else f" ON {TABLE}"
    with connections[using].cursor() as cursor:
        if TABLE in connections[using].introspection.table_names(cursor):
            for name in NAMES:
                cursor.execute(f"DROP TRIGGER IF EXISTS {name}{suffix}")


def standing(using: str = "default") -> bool:
    """Whether the triggers are there."""
    with connections[using].cursor() as cursor:
        if connections[using].vendor == "sqlite":
            cursor.execute("SELECT name FROM sqlite_master WHERE type = 'trigger'")
            return set(NAMES) <= {name for (name,) in cursor.fetchall()}
        cursor.execute(
            "SELECT tgname FROM pg_trigger WHERE tgrelid = to_regclass(%s) AND tgenabled <> 'D'", [TABLE]
        )
        return {"audit_no_update", "audit_no_delete"} <= {name for (name,) in cursor.fetchall()}
