"""Many rows at once: written as the ORM would write them, several times faster.

Cells are prepared a column at a time, rows go in by executemany on SQLite and as lines of COPY on PostgreSQL.
``names`` are names of fields; a foreign key is given as its number. Model defaults are not applied: every column that
may not be NULL is named. All of this belongs inside an act's transaction; ``rows`` may be made on the way, but not by
asking the database, which answers nothing on a connection that takes rows in.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager
from datetime import date
from functools import lru_cache
from itertools import islice
from typing import Any

from django.db import connection, models

from gaodi.bedrock.money import to_fen

ROOM = 65_536  # kilobytes [D]
AT_ONCE = 5_000  # rows prepared together
MANY = 5_000  # rows written at once after which a table is counted anew [D]
LOOKED_AT = 1_000  # entries of an index that SQLite counts [D]
ASIDE = "bulk_aside"  # the temporary table; gone when its verb is
Prepare = Callable[[Any], Any]
Column = Sequence[Any]
Write = Callable[[Column], Sequence[str]]
TEXTS = frozenset({"CharField", "TextField"})
COUNTS = frozenset({"PositiveBigIntegerField", "PositiveIntegerField", "SmallIntegerField"})
NUMBERS = frozenset({"AutoField", "BigAutoField", "BigIntegerField", "IntegerField"}) | COUNTS
NULL = "\\N"  # as COPY writes it
ESCAPES = str.maketrans({"\\": "\\\\", "\t": "\\t", "\n": "\\n", "\r": "\\r"})
ODD = re.compile(r"[\\\t\n\r]")


def insert(model: type[models.Model], names: Sequence[str], rows: Iterable[Sequence[Any]]) -> int:
    """Insert rows; gives how many."""
    fields = [_field(model, name) for name in names]
    return _load(model._meta.db_table, fields, rows)


def update(model: type[models.Model], names: Sequence[str], rows: Iterable[Sequence[Any]]) -> int:
    """Set columns of rows by their number, which stands first in each; gives how many were found."""
    table, fields = model._meta.db_table, [_field(model, name) for name in names]
    key = model._meta.pk
    if connection.vendor == "sqlite":
        setting = ", ".join(f"{_q(f.column)} = %s" for f in fields)
        sql = f"UPDATE {_q(table)} SET {setting} WHERE {_q(key.column)} = %s"  # noqa: S608
        turned = ((*row[1:], row[0]) for row in rows)
        return _many(sql, _prepared([*fields, key], turned))
    with _Aside(table, [key, *fields], rows):
        setting = ", ".join(f"{_q(f.column)} = a.{_q(f.column)}" for f in fields)
        key_column = _q(key.column)
        return _run(
            f"UPDATE {_q(table)} AS t SET {setting} FROM {ASIDE} AS a "  # noqa: S608
            f"WHERE t.{key_column} = a.{key_column}"
        )


def ensure(
    model: type[models.Model],
    key: Sequence[str],
    names: Sequence[str],
    rows: Iterable[Sequence[Any]],
    *,
    fill: Sequence[str] = (),
) -> dict[tuple[Any, ...], int]:
    """Insert the rows whose key is not there yet; gives the number of each row by its key.

    ``names`` begins with ``key``, which has a unique constraint. Columns of ``fill`` are set together where the
    first of them is NULL in the row that is there. Who inserts the same key at the same time is waited for.
    """
    table, fields = model._meta.db_table, [_field(model, name) for name in names]
    columns = ", ".join(_q(f.column) for f in fields)
    keys = [_q(f.column) for f in fields[: len(key)]]
    same = " AND ".join(f"t.{column} = a.{column}" for column in keys)
    number = _q(model._meta.pk.column)
    with _Aside(table, fields, rows) as given:
        # in the order of the key: two who insert the same never wait for each other in a circle
        made = _numbered(
            f"INSERT INTO {_q(table)} ({columns}) SELECT {columns} FROM {ASIDE} WHERE true "  # noqa: S608
            f"ORDER BY {', '.join(keys)} ON CONFLICT ({', '.join(keys)}) DO NOTHING "
            f"RETURNING {', '.join([number, *keys])}"
        )
        if len(made) == given:  # none was there: nothing to fill, nothing to look for
            return made
        if fill:
            filled = [_q(_field(model, name).column) for name in fill]
            setting = ", ".join(f"{column} = a.{column}" for column in filled)
            _run(
                f"UPDATE {_q(table)} AS t SET {setting} FROM {ASIDE} AS a "  # noqa: S608
                f"WHERE {same} AND t.{filled[0]} IS NULL AND a.{filled[0]} IS NOT NULL"
            )
        numbered = ", ".join(f"t.{column}" for column in (number, *keys))
        return _numbered(f"SELECT {numbered} FROM {ASIDE} AS a JOIN {_q(table)} AS t ON {same}")  # noqa: S608


def count_anew(written: int, *models_written: type[models.Model]) -> None:
    """Have the database count the tables anew after many rows, for it plans its questions by how many there are.

    Called after the commit. Without it PostgreSQL took minutes over a figure until it counted by itself.
    """
    if written <= MANY:
        return
    if connection.vendor == "sqlite":
        _run(f"PRAGMA analysis_limit = {LOOKED_AT}")
    for model in models_written:
        _run(f"ANALYZE {_q(model._meta.db_table)}")


@contextmanager
def roomy() -> Iterator[None]:
    """SQLite keeps 64 MB of pages in memory: with its usual 2 MB nearly every row writes a page of an index."""
    if connection.vendor != "sqlite":
        yield
        return
    with connection.cursor() as cursor:
        usual = cursor.execute("PRAGMA cache_size").fetchone()[0]
        cursor.execute(f"PRAGMA cache_size = -{ROOM}")
        try:
            yield
        finally:
            cursor.execute(f"PRAGMA cache_size = {usual}")


# ------------------------------------------------------------------ loading


class _Aside:
    """Rows in a temporary table with the columns of some fields, for as long as it is needed."""

    def __init__(
        self, table: str, fields: Sequence[models.Field[Any, Any]], rows: Iterable[Sequence[Any]]
    ) -> None:
        self.table, self.fields, self.rows = table, fields, rows

    def __enter__(self) -> int:
        """Gives how many they are."""
        columns = ", ".join(_q(f.column) for f in self.fields)
        _run(f"CREATE TEMPORARY TABLE {ASIDE} AS SELECT {columns} FROM {_q(self.table)} LIMIT 0")  # noqa: S608
        count = _load(ASIDE, self.fields, self.rows)
        if connection.vendor == "postgresql":
            _run(f"ANALYZE {ASIDE}")
        return count

    def __exit__(self, kind: object, *_: object) -> None:
        if kind is None:  # what fails is rolled back, and the table with it
            _run(f"DROP TABLE {ASIDE}")


def _load(table: str, fields: Sequence[models.Field[Any, Any]], rows: Iterable[Sequence[Any]]) -> int:
    columns = ", ".join(_q(f.column) for f in fields)
    if connection.vendor == "sqlite":
        marks = ", ".join(["%s"] * len(fields))
        return _many(
            f"INSERT INTO {_q(table)} ({columns}) VALUES ({marks})",  # noqa: S608
            _prepared(fields, rows),
        )
    return _copied(f"COPY {_q(table)} ({columns}) FROM STDIN", _lines(fields, rows))


def _copied(sql: str, blocks: Iterable[tuple[int, str]]) -> int:
    """Lines sent by a thread of the driver's own: the server takes them in while the next are made here."""
    from psycopg.copy import QueuedLibpqWriter  # slow: only where PostgreSQL is

    count = 0
    with connection.cursor() as cursor, connection.wrap_database_errors:
        driver = cursor.cursor  # Django's own lets no writer be named
        with driver.copy(sql, writer=QueuedLibpqWriter(driver)) as copy:
            for lines, block in blocks:
                copy.write(block)
                count += lines
    return count


def _many(sql: str, blocks: Iterable[Sequence[Any]]) -> int:
    count = 0
    with connection.cursor() as cursor:
        for block in blocks:
            cursor.executemany(sql, block)
            count += cursor.rowcount
    return count


def _run(sql: str) -> int:
    with connection.cursor() as cursor:
        cursor.execute(sql)
        return int(cursor.rowcount)


def _numbered(sql: str) -> dict[tuple[Any, ...], int]:
    """What a question gives, by all but its first column."""
    with connection.cursor() as cursor:
        cursor.execute(sql)
        return {tuple(row[1:]): row[0] for row in _fetched(cursor)}


def _fetched(cursor: Any) -> Iterator[tuple[Any, ...]]:
    while block := cursor.fetchmany(AT_ONCE):
        yield from block


# ------------------------------------------------------------------ preparing


def _prepared(
    fields: Sequence[models.Field[Any, Any]], rows: Iterable[Sequence[Any]]
) -> Iterator[list[tuple[Any, ...]]]:
    """The rows as the driver takes them, some thousand at a time: a column is prepared with one function."""
    ways = [_way(field) for field in fields]
    for columns in _columns(rows):
        ready = [
            [way(c) for c in column] if way else column for way, column in zip(ways, columns, strict=True)
        ]
        yield list(zip(*ready, strict=True))


def _columns(rows: Iterable[Sequence[Any]]) -> Iterator[Iterable[Column]]:
    waiting = iter(rows)
    while block := list(islice(waiting, AT_ONCE)):
        yield zip(*block, strict=True)


def _way(field: models.Field[Any, Any]) -> Prepare | None:
    """How a cell of the field is prepared; None where it goes as it is. A kind that is not known is refused."""
    kind = _of_number(field).get_internal_type()
    if field.__class__.__name__ == "YuanField":
        return _fen
    if kind in TEXTS | NUMBERS | {"BooleanField", "BinaryField"}:
        return None
    if kind == "DateField":
        return _day
    if kind == "DateTimeField":
        return _instants()
    if kind == "DecimalField":
        return _decimals(field)
    raise TypeError(f"{field.name}: no bulk writing of {kind}")


def _of_number(field: models.Field[Any, Any]) -> models.Field[Any, Any]:
    """The field that a foreign key's number is kept as."""
    return field.target_field if isinstance(field, models.ForeignKey) else field


def _fen(value: Any) -> int | None:
    return None if value is None else to_fen(value)


def _day(value: date | None) -> str | None:
    return None if value is None else value.isoformat()


def _instants() -> Prepare:
    adapt = connection.ops.adapt_datetimefield_value
    return lru_cache(maxsize=4096)(lambda value: None if value is None else adapt(value))


def _decimals(field: Any) -> Prepare:
    adapt = connection.ops.adapt_decimalfield_value
    return lru_cache(maxsize=4096)(lambda value: adapt(value, field.max_digits, field.decimal_places))


# ------------------------------------------------------------------ lines of COPY


def _lines(
    fields: Sequence[models.Field[Any, Any]], rows: Iterable[Sequence[Any]]
) -> Iterator[tuple[int, str]]:
    """The rows as COPY reads them, some thousand at a time, and how many they are."""
    ways = [_write(field) for field in fields]
    for columns in _columns(rows):
        told = [way(column) for way, column in zip(ways, columns, strict=True)]
        lines = list(map("\t".join, zip(*told, strict=True)))
        yield len(lines), "\n".join([*lines, ""])


def _write(field: models.Field[Any, Any]) -> Write:
    """How a column is written: numbers and texts all at once, of all else what recurs is written once."""
    way, kind = _way(field), _of_number(field).get_internal_type()
    if field.__class__.__name__ == "YuanField":
        return lambda column: _numbers([_fen(value) for value in column])
    if kind in TEXTS:
        return _texts
    if kind in NUMBERS:
        return _numbers
    if kind == "BooleanField":
        return lambda column: [NULL if value is None else "t" if value else "f" for value in column]
    if kind == "BinaryField":
        return lambda column: [NULL if value is None else f"\\\\x{value.hex()}" for value in column]
    once = lru_cache(maxsize=4096)(lambda value: NULL if value is None else str(way(value) if way else value))
    return lambda column: list(map(once, column))


def _texts(column: Column) -> Sequence[str]:
    if ODD.search("".join(filter(None, column))):
        return [NULL if text is None else text.translate(ESCAPES) for text in column]
    return [NULL if text is None else text for text in column] if None in column else column


def _numbers(column: Column) -> Sequence[str]:
    return [NULL if number is None else str(number) for number in column]


def _field(model: type[models.Model], name: str) -> models.Field[Any, Any]:
    found = model._meta.get_field(name)
    if not isinstance(found, models.Field):
        raise TypeError(f"{name} is no column of {model.__name__}")
    return found


def _q(name: str | None) -> str:
    return str(connection.ops.quote_name(name or ""))
