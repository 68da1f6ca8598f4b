"""Making invented people, codes and days, the same each time from one seed."""

from __future__ import annotations

import random
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import yaml
from django.conf import settings
from stdnum.cn import ric, uscc

REGION = "379999"  # no region has this code: no number made here is anybody's
Row = Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class Person:
    """An invented person."""

    name: str
    number: str
    born: date


@dataclass(frozen=True, slots=True)
class HandedIn:
    """What a unit handed in on a day, and when somebody verified it; without, it waits, or came back for a reason.

    A draft was typed on the page, and left half filled.
    """

    register: str
    unit: str  # key of the unit
    on: date
    rows: Sequence[Row]
    verified: date | None = None
    returned: str = ""
    draft: bool = False


@dataclass
class World:
    """The plan of the district, and the dice."""

    plan: dict[str, Any]
    dice: random.Random
    used: set[str] = field(default_factory=set)  # numbers of people, and names within one school

    @classmethod
    def from_plan(cls) -> World:
        plan = yaml.safe_load((Path(settings.DEMO_DATA) / "registers.yaml").read_text(encoding="utf8"))
        return cls(plan, random.Random(plan["seed"]))  # noqa: S311 - invented data, the same each time

    def person(self, first: int, last: int, *, among: str = "") -> Person:
        """Somebody born between two years, whose name nobody else has among those of a school."""
        while True:
            born = date(first, 1, 1) + timedelta(self.dice.randrange(365 * (last - first + 1)))
            number = f"{REGION}{born:%Y%m%d}{self.dice.randrange(1000):03d}"
            number += ric.calc_check_digit(number + "0")
            if number not in self.used:
                self.used.add(number)
                return Person(self.name(among), number, born)

    def name(self, among: str = "") -> str:
        while True:
            chosen: str = self.dice.choice(self.plan["surnames"]) + self.dice.choice(self.plan["given"])
            if not among or among + chosen not in self.used:
                self.used.add(among + chosen)
                return chosen

    def credit_code(self, serial: int) -> str:
        """A well-formed credit code of a region that does not exist."""
        first = f"91{REGION}MADEM{serial:04d}"
        return first.ljust(17, "0") + uscc.calc_check_digit(first.ljust(17, "0"))

    def day(self, first: date, last: date) -> date:
        return first + timedelta(self.dice.randrange((last - first).days + 1))

    def likely(self, chance: float) -> bool:
        return self.dice.random() < chance

    def weighted(self, choices: Mapping[Any, int]) -> Any:
        """One of the choices, by their weights."""
        return self.dice.choices(list(choices), list(choices.values()))[0]
