"""System checks: what must hold before the server starts."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any

from django.core.checks import CheckMessage, Error, Tags, register
from django.db import connection
from django.urls import URLPattern, URLResolver, get_resolver


@register(Tags.urls)
def every_view_declares_who_may_open_it(**_: Any) -> list[CheckMessage]:
    """``@allow(…)`` or ``@public`` on each view, without exception."""
    return [
        Error(
            f"视图 {pattern.callback.__module__}.{pattern.callback.__name__} 没有声明谁可以打开",
            id="gaodi.E001",
        )
        for pattern in _patterns(get_resolver().url_patterns)
        if not hasattr(pattern.callback, "permission")
    ]


@register(Tags.database)
def the_audit_is_guarded(*, databases: Sequence[str] | None = None, **_: Any) -> list[CheckMessage]:
    """The triggers of the audit stand (asked with ``--database default``)."""
    from gaodi.ground import audit_guard  # app ready: needs the models

    if not databases:
        return []
    with connection.cursor() as cursor:
        if audit_guard.TABLE not in connection.introspection.table_names(cursor):
            return []
    return (
        [] if audit_guard.standing() else [Error("审计表的触发器不在，请运行 gaodi migrate", id="gaodi.E002")]
    )


@register(Tags.database)
def postgresql_sorts_by_code_point(*, databases: Sequence[str] | None = None, **_: Any) -> list[CheckMessage]:
    """PostgreSQL databases are C.UTF-8: prefix searches and paging by key rest on that order."""
    if not databases or connection.vendor != "postgresql":
        return []
    with connection.cursor() as cursor:
        cursor.execute("SELECT datcollate FROM pg_database WHERE datname = current_database()")
        (collation,) = cursor.fetchone() or ("",)
    if collation.upper().replace("-", "") in {"C.UTF8", "C", "POSIX"}:
        return []
    return [
        Error(
            f"数据库排序规则是 {collation}，须为 C.UTF-8：CREATE DATABASE … LC_COLLATE 'C.UTF-8'",
            id="gaodi.E003",
        )
    ]


def _patterns(found: list[URLPattern | URLResolver]) -> Iterator[URLPattern]:
    for each in found:
        if isinstance(each, URLResolver):
            yield from _patterns(each.url_patterns)
        else:
            yield each
