"""Verbs about subjects: finding whom a cell names, making one at first sight, joining two found to be one."""

from __future__ import annotations

from django.db import transaction

from gaodi.ground.acting import acting
from gaodi.ground.models import Post, Role, Unit
from gaodi.ground.refusals import NotYours, Refused
from gaodi.registers.models import Subject, SubjectKind
from gaodi.registers.naming import Named


def key_of(named: Named, unit: Unit) -> str:
    """The key of a subject; a number of the unit's own stands behind the unit."""
    return f"{unit.pk}:{named.key}" if named.own else named.key


def subject_of(named: Named, unit: Unit) -> Subject:
    """The subject that is named, made at first sight. Called inside an act."""
    values = {"shown": named.shown, "sealed": named.sealed}
    subject, _ = Subject.objects.get_or_create(kind=named.kind, key=key_of(named, unit), defaults=values)
    if subject.sealed is None and named.sealed is not None:
        subject.sealed, subject.shown = named.sealed, named.shown
        subject.save(update_fields=["sealed", "shown"])
    return subject


def subject_of_district(unit: Unit) -> Subject:
    """The unit's district as a subject. Called inside an act."""
    district = unit.district
    values = {"shown": district.code, "name": district.name}
    subject, _ = Subject.objects.get_or_create(kind=SubjectKind.DISTRICT, key=district.code, defaults=values)
    return subject


def link_unit(subject: Subject, unit: Unit, *, by: Post) -> Subject:
    """Say which unit a school's or a firm's code belongs to: from then on the unit sees what is verified about it."""
    with acting("link_unit", "关联单位", subject, by=by, unit=unit) as act:
        if by.role not in (Role.ADMIN, Role.SYSTEM):
            raise NotYours("单位和代码由管理员关联。")
        act.set(subject, unit=unit, name=subject.name or unit.name)
        subject.save(update_fields=["unit", "name"])
    return subject


def link_code(named: Named, unit: Unit, *, by: Post) -> Subject:
    """Link a code that no row may have named yet."""
    with transaction.atomic():
        return link_unit(subject_of(named, unit), unit, by=by)


def join(one: Subject, other: Subject, *, by: Post, note: str) -> Subject:
    """Two subjects are one: ``one`` is counted as ``other`` from now on. Rows keep pointing where they did."""
    with acting("join_subjects", "合并对象", one, by=by, note=note) as act:
        if by.role not in (Role.ADMIN, Role.SYSTEM):
            raise NotYours("对象由管理员合并。")
        _lock(one, other)
        target = other.same_as or other
        if target.pk == one.pk or one.kind != other.kind:
            raise Refused("这两个不能合并。", "只有同类的两个对象才能合并，且不能合并到自己。")
        act.set(one, same_as=target)
        one.save(update_fields=["same_as"])
        Subject.objects.filter(same_as=one).update(same_as=target)
    return one


def _lock(*subjects: Subject) -> None:
    """Nobody else joins these meanwhile: two joined crosswise would both be gone."""
    list(Subject.objects.select_for_update().filter(pk__in=[each.pk for each in subjects]).order_by("pk"))
    for each in subjects:
        each.refresh_from_db(fields=["same_as"])


def correct_key(subject: Subject, named: Named, *, by: Post, note: str) -> Subject:
    """A code was wrong from the beginning (a slip in a school code): the subject keeps its rows under the right one."""
    with acting("correct_key", "更正标识", subject, by=by, note=note) as act:
        if by.role not in (Role.ADMIN, Role.SYSTEM):
            raise NotYours("标识由管理员更正。")
        if named.kind != subject.kind or named.hidden:
            raise Refused("这不是同类的标识。", "请输入完整的标识。")
        unit, own, _ = subject.key.rpartition(":")  # a number of the unit's own stays the unit's
        key = f"{unit}{own}{named.key}"
        if Subject.objects.filter(kind=subject.kind, key=key).exclude(pk=subject.pk).exists():
            raise Refused("正确的标识已经有了。", "两条都在用的，请合并对象。")
        act.set(subject, key=key, shown=named.shown, sealed=named.sealed)
        act.changes.pop("sealed", None)
        subject.save(update_fields=["key", "shown", "sealed"])
    return subject
