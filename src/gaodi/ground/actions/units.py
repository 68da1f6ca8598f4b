"""Verbs about units. A unit is made by a person who says so, never by a paper that names it."""

from __future__ import annotations

from datetime import date

from gaodi.bedrock.names import plain_name, searchable
from gaodi.ground.acting import acting
from gaodi.ground.models import District, Post, Role, Unit, UnitAlias, UnitKind, UnitName
from gaodi.ground.models.units import NEVER_URGED
from gaodi.ground.refusals import NotYours, Refused

KEEPS_UNITS = (Role.ADMIN, Role.SUPERVISOR, Role.SYSTEM)


def add_unit(  # noqa: PLR0913 - what a unit is, each thing by its name
    *,
    by: Post,
    district: District,
    key: str,
    name: str,
    kind: str,
    full_name: str = "",
    urged_and_ranked: bool | None = None,
    protected_because: str = "",
) -> Unit:
    """Enter a unit. Party, congress, CPPCC, mass and vertically managed bodies are never urged or ranked."""
    with acting("add_unit", "登记单位", None, by=by) as act:
        _may_keep_units(by, district)
        open_to_all = kind not in NEVER_URGED if urged_and_ranked is None else urged_and_ranked
        if open_to_all and kind in NEVER_URGED:
            raise Refused(f"{UnitKind(kind).label}不排名、不催办。", "请不要勾选“可催办”。")
        _refuse_known_name(district, name)
        if Unit.objects.filter(district=district, key=key).exists():
            raise Refused(f"代号“{key}”已经用过。", "请换一个。")
        unit = Unit(
            district=district,
            key=key,
            name=name,
            full_name=full_name,
            kind=kind,
            may_be_ranked=open_to_all,
            may_be_urged=open_to_all,
            protected_because="" if open_to_all else protected_because or UnitKind(kind).label,
            search=searchable(name, full_name),
        )
        unit.save()
        UnitName.objects.create(unit=unit, name=name)
        act.subject, act.unit = unit, unit
        act.change("name", None, name)
        act.change("kind", None, kind)
    return unit


def add_alias(unit: Unit, *, by: Post, alias: str, basis: str) -> UnitAlias:
    """Remember another way papers write a unit."""
    with acting("add_alias", "登记别名", unit, by=by, unit=unit, note=basis) as act:
        _may_keep_units(by, unit.district)
        _refuse_known_name(unit.district, alias)
        made = UnitAlias.objects.create(unit=unit, district=unit.district, alias=alias, basis=basis)
        act.change("alias", None, alias)
        _index(unit)
    return made


def rename_unit(unit: Unit, *, by: Post, name: str, since: date, basis: str) -> Unit:
    """An official change of name: the old name stays in the history and still finds the unit."""
    with acting("rename_unit", "单位更名", unit, by=by, unit=unit, note=basis) as act:
        _may_keep_units(by, unit.district)
        if not basis.strip():
            raise Refused("没有写更名依据。", "请写明批准更名的文件。")
        _refuse_known_name(unit.district, name, besides=unit)
        act.set(unit, name=name)
        UnitName.objects.create(unit=unit, name=name, since=since, basis=basis)
        act.change("since", None, since)
        unit.save()
        _index(unit)
    return unit


def _index(unit: Unit) -> None:
    others = [*unit.names.values_list("name", flat=True), *unit.aliases.values_list("alias", flat=True)]
    unit.search = searchable(unit.name, unit.full_name, *others)
    unit.save(update_fields=["search"])


def _refuse_known_name(district: District, name: str, besides: Unit | None = None) -> None:
    wanted = plain_name(name)
    if not wanted:
        raise Refused("单位名称是空的。", "请填写名称。")
    known = {
        alias.alias: alias.unit
        for alias in UnitAlias.objects.filter(district=district).select_related("unit")
    }
    known |= {unit.name: unit for unit in Unit.objects.filter(district=district, ended_on=None)}
    for taken, unit in known.items():
        if plain_name(taken) == wanted and unit != besides:
            raise Refused(f"“{taken}”已经是{unit.name}的名称或别名。", "请核对是不是同一个单位。")


def _may_keep_units(by: Post, district: District) -> None:
    if by.role not in KEEPS_UNITS:
        raise NotYours("登记单位由管理员或督查员办理。")
    if by.role != Role.SYSTEM and by.unit.district_id != district.pk:
        raise NotYours(f"{district}的单位由{district}登记。")
