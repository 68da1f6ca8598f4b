"""Entering rows as a sheet or a page would: typed text in, verified facts out."""

from __future__ import annotations

from datetime import date
from typing import Any

from stdnum.cn import ric, uscc

from gaodi.ground.figures import Answer, Asked, figure
from gaodi.ground.models import Post
from gaodi.registers.actions import facts
from gaodi.registers.checking import problems_of
from gaodi.registers.declaration import REGISTERS, Register
from gaodi.registers.models import Fact


def id_number(serial: int = 1, born: str = "19850101", region: str = "371002") -> str:
    """A well-formed invented ID number."""
    first = f"{region}{born}{serial:03d}"
    return first + ric.calc_check_digit(first + "0")


def credit_code(serial: int = 1) -> str:
    """A well-formed invented credit code."""
    first = f"91371002MA3{serial:06d}"
    return first + uscc.calc_check_digit(first)


def read(register: Register, **typed: Any) -> dict[str, Any]:
    """What is typed, as the register's columns read it."""
    return {name: register.kind_of(name).parse(value) for name, value in typed.items()}


def enter(slug: str, by: Post, *, submit: bool = True, **typed: Any) -> Fact:
    """Propose a row."""
    register = REGISTERS[slug]
    return facts.propose(register, read(register, **typed), by=by, submit=submit)


def settle(slug: str, row: Fact, by: Post) -> Fact:
    """Verify a row."""
    return facts.verify(REGISTERS[slug], row, by=by, revision=row.revision)


def know(slug: str, by: Post, verifier: Post, **typed: Any) -> Fact:
    """A row that was proposed and verified."""
    return settle(slug, enter(slug, by, **typed), verifier)


def ask(name: str, by: Post, day: date = date(2023, 12, 31), **more: Any) -> Answer:
    """What a published figure says."""
    return figure(name).answer(Asked(by, day, **more))


def objections(slug: str, *, warning: bool = False, **typed: Any) -> list[str]:
    """What the register says against a row that is typed in: what refuses it, or what only warns."""
    register = REGISTERS[slug]
    found = problems_of(register, read(register, **typed))
    return [problem.sentence for problem in found if problem.warning is warning]
