"""Schools and firms of the demonstration as units, with their people."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date
from typing import Any

from gaodi.ground.acting import acting
from gaodi.ground.actions.people import give_post, open_account
from gaodi.ground.actions.units import add_unit
from gaodi.ground.models import District, Post, Unit, UnitKind
from gaodi.registers.actions.subjects import link_unit, subject_of
from gaodi.registers.demo.making import World
from gaodi.registers.models import SubjectKind
from gaodi.registers.naming import Named

SINCE = date(2020, 6, 15)
STAFF = {9: 1, 45: 3, 120: 12, 260: 16, 480: 10, 900: 6, 2400: 2}  # how often firms are of which size


@dataclass(frozen=True, slots=True)
class Firm:
    """An invented firm above scale."""

    key: str
    name: str
    uscc: str
    industry: str
    staff: int
    parent: str = ""


def firms_of(world: World) -> list[Firm]:
    """The firms of the plan, then as many as it asks for, no name twice."""
    plan = world.plan["firms"]
    firms = [Firm(uscc=world.credit_code(no), **spec) for no, spec in enumerate(plan["named"], start=1)]
    names = {firm.name for firm in firms}
    for no in range(len(firms) + 1, len(firms) + 1 + plan["generated"]):
        name, industry = next(_names(world, names))
        names.add(name)
        staff = world.weighted(STAFF) + world.dice.randrange(40)
        firms.append(Firm(f"firm{no:02}", name, world.credit_code(no), industry, staff))
    return _staffed(firms, len(plan["named"]), plan["staff"])


def _staffed(firms: list[Firm], named: int, total: int) -> list[Firm]:
    """The same firms, so many people in each that all together have the total."""
    fixed, free = firms[:named], firms[named:]
    left, now = total - sum(firm.staff for firm in fixed), sum(firm.staff for firm in free)
    scaled = [replace(firm, staff=firm.staff * left // now) for firm in free]
    rest = left - sum(firm.staff for firm in scaled)
    scaled[0] = replace(scaled[0], staff=scaled[0].staff + rest)
    return [*fixed, *scaled]


def _names(world: World, taken: set[str]) -> Iterator[tuple[str, str]]:
    parts = world.plan["firms"]["name_parts"]
    while True:
        trade = world.dice.choice(parts["trade"])
        name = (
            world.dice.choice(parts["first"])
            + world.dice.choice(parts["second"])
            + trade["word"]
            + "有限公司"
        )
        if name not in taken:
            yield name, trade["industry"]


def load_cast(world: World, district: District, firms: list[Firm], *, by: Post, password: str) -> None:
    """Enter schools and firms as units, tell their codes, give their people accounts and posts."""
    with acting("load_cast", "载入演示人员", None, by=by):
        units: dict[str, Unit] = {}
        for school in world.plan["schools"]:
            units[school["key"]] = _unit(district, school["key"], school["name"], UnitKind.SCHOOL, by)
            _link(SubjectKind.SCHOOL, school["code"], units[school["key"]], by)
        for firm in firms:
            units[firm.key] = _unit(district, firm.key, firm.name, UnitKind.ENTERPRISE, by)
            _link(SubjectKind.ENTERPRISE, firm.uscc, units[firm.key], by)
        for person in world.plan["people"]:
            _person(person, units[person["unit"]], by, password)


def _unit(district: District, key: str, name: str, kind: str, by: Post) -> Unit:
    return add_unit(by=by, district=district, key=key, name=name, kind=kind)


def _link(kind: str, code: str, unit: Unit, by: Post) -> None:
    link_unit(subject_of(Named(kind, code, code), unit), unit, by=by)


def _person(person: dict[str, Any], unit: Unit, by: Post, password: str) -> None:
    account = open_account(
        by=by, username=person["username"], name=person["name"], password=password, must_change_password=False
    )
    give_post(account, by=by, unit=unit, role=person["role"], since=SINCE)
