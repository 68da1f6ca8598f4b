"""Bulk writing: the same bytes as the ORM's, on both databases."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta, timezone
from decimal import Decimal

import pytest
from django.db import IntegrityError, connection, models, transaction
from django.test.utils import CaptureQueriesContext

from gaodi.ground import bulk
from gaodi.ground.models import AuditRow, Job
from gaodi.ground.models.people import OPEN_END
from gaodi.registers.declared.schools import SchoolYear
from gaodi.registers.models import FOREVER, Stamp, Subject

pytestmark = pytest.mark.django_db

CELLS = {
    "label": "海湾'职专\t\\N\n",
    "sound": "haiwan",
    "initials": "",
    "period": "2023-2024",
    "valid_from": date(2023, 9, 1),
    "valid_to": OPEN_END,
    "state": "submitted",
    "open": True,
    "void": False,
    "revision": 3,
    "returned_because": "",
    "reported_at": datetime(2023, 10, 20, 9, 30, 1, 20, tzinfo=timezone(timedelta(hours=8))),
    "counts_from": None,
    "ended_at": FOREVER,
    "students": 0,
    "land_area": Decimal("33333.30"),
    "land_tenure": "owned",
    "building_area": Decimal(2),
    "teachers": None,
    "equipment_value": Decimal("0.30"),
    "books": 10**12,
}


def whole(unit, by, n: int) -> dict:
    subject = Subject.objects.get_or_create(kind="school", key=f"213710020{n}", shown=f"213710020{n}")[0]
    known = {"district_id": unit.district_id, "unit_id": unit.pk, "subject_id": subject.pk}
    rest = {"reported_by_id": by.pk, "verified_by_id": None, "batch_id": None}
    others = dict.fromkeys(("major_teachers", "senior_teachers", "computers"))
    return CELLS | others | known | rest


def stored(model: type[models.Model]) -> list[tuple]:
    """All rows as the database itself writes them: type and value of each cell but the number."""
    columns = [f.column for f in model._meta.concrete_fields if not f.primary_key]
    told = "typeof({0}), hex({0})" if connection.vendor == "sqlite" else "pg_typeof({0})::text, {0}::text"
    with connection.cursor() as cursor:
        cells = ", ".join(told.format(f'"{c}"') for c in columns)
        cursor.execute(f'SELECT {cells} FROM "{model._meta.db_table}" ORDER BY id')  # noqa: S608
        return cursor.fetchall()


def test_bulk_writes_the_bytes_that_the_orm_writes(教务员):
    cells = whole(教务员.unit, 教务员, 1)
    SchoolYear.objects.create(**cells)
    orm = stored(SchoolYear)
    SchoolYear.objects.all().delete()

    assert bulk.insert(SchoolYear, list(cells), [tuple(cells.values())]) == 1

    assert stored(SchoolYear) == orm


def test_bulk_changes_rows_to_the_bytes_that_the_orm_writes(教务员):
    cells = whole(教务员.unit, 教务员, 1)
    blank = cells | dict.fromkeys(("land_area", "equipment_value", "land_tenure", "students", "books"))
    row = SchoolYear.objects.create(
        **blank,
    )
    SchoolYear.objects.filter(pk=row.pk).update(**cells)
    orm = stored(SchoolYear)
    SchoolYear.objects.filter(pk=row.pk).update(**blank)
    assert stored(SchoolYear) != orm

    assert (
        bulk.update(SchoolYear, list(cells), [(row.pk, *cells.values()), (row.pk + 1, *cells.values())]) == 1
    )

    assert stored(SchoolYear) == orm


def test_sealed_bytes_are_kept_as_the_orm_keeps_them():
    Subject.objects.create(kind="person", key="a", shown="S", sealed=b"\x00\xff\\'1")
    orm = stored(Subject)
    Subject.objects.all().delete()
    bulk.insert(
        Subject,
        ["kind", "key", "shown", "sealed", "name", "unit", "same_as"],
        [("person", "a", "S", b"\x00\xff\\'1", "", None, None)],
    )
    assert stored(Subject) == orm


def test_rows_that_are_there_are_found_and_only_the_others_made():
    there = Subject.objects.create(kind="person", key="a", shown="S1", name="")
    other = Subject.objects.create(kind="school", key="a", shown="a", name="")
    names = ["kind", "key", "shown", "sealed", "name"]
    rows = [("person", key, f"3710…{key}", key.encode(), "") for key in ("b", "a", "c")]

    found = bulk.ensure(Subject, ["kind", "key"], names, rows, fill=["sealed", "shown"])

    assert found[("person", "a")] == there.pk
    assert sorted(found) == [("person", "a"), ("person", "b"), ("person", "c")]
    assert found == {(s.kind, s.key): s.pk for s in Subject.objects.filter(kind="person")}
    there.refresh_from_db()
    other.refresh_from_db()
    assert (bytes(there.sealed), there.shown, other.sealed) == (b"a", "3710…a", None)


def test_where_no_row_is_there_none_is_looked_for():
    names = ["kind", "key", "shown", "sealed", "name"]
    rows = [("person", key, key, b"1", "") for key in ("b", "a")]

    with CaptureQueriesContext(connection) as asked:
        found = bulk.ensure(Subject, ["kind", "key"], names, rows, fill=["sealed", "shown"])

    assert found == {(s.kind, s.key): s.pk for s in Subject.objects.all()}
    assert len(found) == 2
    assert not [each for each in asked if "JOIN" in each["sql"] or each["sql"].startswith("UPDATE")]


def test_a_row_named_twice_is_made_once():
    rows = [("item", "a", "a", None, "")] * 2
    found = bulk.ensure(Subject, ["kind", "key"], ["kind", "key", "shown", "sealed", "name"], rows)
    assert found == {("item", "a"): Subject.objects.get().pk}


def test_a_row_that_is_there_already_clashes_as_with_the_orm():
    rows = [("item", "a", "a", None, "")] * 2
    with pytest.raises(IntegrityError), transaction.atomic():
        bulk.insert(Subject, ["kind", "key", "shown", "sealed", "name"], rows)
    assert not Subject.objects.exists()


def test_a_number_once_sealed_is_not_sealed_again():
    Subject.objects.create(kind="person", key="a", shown="3710…1", sealed=b"first", name="")
    rows = [("person", "a", "3710…1", b"second", "")]
    bulk.ensure(
        Subject, ["kind", "key"], ["kind", "key", "shown", "sealed", "name"], rows, fill=["sealed", "shown"]
    )
    assert bytes(Subject.objects.get().sealed) == b"first"


def test_more_rows_than_are_prepared_together_all_arrive(望海职专, monkeypatch):
    monkeypatch.setattr(bulk, "AT_ONCE", 3)
    rows = ((f"r{n}", 望海职专.pk, n) for n in range(10))
    assert bulk.insert(Stamp, ["register", "unit", "serial"], rows) == 10
    assert sum(Stamp.objects.values_list("serial", flat=True)) == 45


def test_a_row_that_is_too_short_is_no_row(望海职专):
    with pytest.raises(ValueError, match="shorter"):
        bulk.insert(Stamp, ["register", "unit", "serial"], [("a", 望海职专.pk)])


def test_a_kind_of_column_that_nobody_thought_of_is_refused():
    with pytest.raises(TypeError, match="JSONField"):
        bulk.insert(Job, ["kind", "args"], [("a", {})])
    with pytest.raises(TypeError, match="no column"):
        bulk.insert(Subject, ["others"], [])


def test_an_instant_is_found_again_by_the_orm():
    at = datetime(2023, 10, 20, 1, 30, tzinfo=UTC)
    names = [f.name for f in AuditRow._meta.concrete_fields if not f.primary_key]
    row = [at if n == "at" else None if n == "post" else "" for n in names]
    bulk.insert(AuditRow, names, [row])
    assert AuditRow.objects.filter(at=at).count() == 1


def test_after_many_rows_the_tables_are_counted_anew_and_after_few_they_are_not():
    few, many = (CaptureQueriesContext(connection) for _ in range(2))
    with few:
        bulk.count_anew(bulk.MANY, Subject)
    with many:
        bulk.count_anew(bulk.MANY + 1, Subject, Stamp)
    assert not few.captured_queries
    analysed = [each["sql"] for each in many if each["sql"].startswith("ANALYZE")]
    assert analysed == ['ANALYZE "registers_subject"', 'ANALYZE "registers_stamp"']


def test_a_line_break_or_a_backslash_in_one_row_stays_in_it(望海职专):
    names = ["kind", "key", "shown", "sealed", "name"]
    odd = ["\\.", "\\N", "a\\tb", "a\tb", "a\r\nb", "", "'\"", "\\"]
    bulk.insert(Subject, names, [("item", str(n), "x", None, text) for n, text in enumerate(odd)])
    assert list(Subject.objects.order_by("pk").values_list("name", flat=True)) == odd
