"""Making the demonstration: the same from one seed, in the order of its days, with nobody real in it."""

from __future__ import annotations

import re
from collections import Counter
from datetime import date

import pytest

from gaodi.registers.declaration import REGISTERS
from gaodi.registers.demo.cast import firms_of
from gaodi.registers.demo.loading import sheets_of
from gaodi.registers.demo.making import World

ID_NUMBER = re.compile(r"\d{17}[\dX]")


def made():
    world = World.from_plan()
    return sheets_of(world, firms_of(world))


@pytest.fixture(scope="module")
def sheets():
    return made()


def rows_of(sheets, slug, *, unit=""):
    return [row for each in sheets if each.register == slug and unit in each.unit for row in each.rows]


def test_the_same_seed_makes_the_same_sheets(sheets):
    assert made() == sheets


def test_another_seed_makes_others(sheets):
    world = World.from_plan()
    world.dice.seed(1)

    assert sheets_of(world, firms_of(world)) != sheets


def test_every_register_is_handed_in(sheets):
    assert {sheet.register for sheet in sheets} == set(REGISTERS)


def test_sheets_come_in_the_order_of_their_days_and_none_is_of_tomorrow(sheets):
    days = [sheet.on for sheet in sheets]

    assert days == sorted(days)
    assert days[-1] < date(2023, 10, 20)
    assert all(sheet.on <= sheet.verified < date(2023, 10, 20) for sheet in sheets if sheet.verified)


def test_no_number_is_of_a_region_that_exists(sheets):
    numbers = {
        value
        for sheet in sheets
        for row in sheet.rows
        for value in row.values()
        if isinstance(value, str) and ID_NUMBER.fullmatch(value)
    }

    assert len(numbers) > 6_000
    assert {number[:6] for number in numbers} == {"379999"}


@pytest.mark.parametrize("unit", ["wanghai", "shiyan", "haibin"])
def test_no_two_teachers_of_a_school_have_one_name(unit, sheets):
    people = {(row["subject"], row["label"]) for row in rows_of(sheets, "teachers", unit=unit)}
    names = Counter(label for _, label in people)

    # somebody of another school stands in one of the sheets by mistake
    assert sum(count > 1 for count in names.values()) <= 1


def test_sixty_firms_have_as_many_people_as_the_plan_says():
    world = World.from_plan()
    firms = firms_of(world)

    assert len({firm.name for firm in firms}) == len(firms) == 60
    assert sum(firm.staff for firm in firms) == world.plan["firms"]["staff"]
    assert min(firm.staff for firm in firms) > 0


def test_shares_of_one_project_do_not_add_up(sheets):
    shares = [row["share"] for row in rows_of(sheets, "cooperation-shares", unit="wanghai")]

    assert sum(shares) == 90
