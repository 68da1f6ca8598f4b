"""Entering rows as a sheet or a page would: typed text in, verified facts out."""

from __future__ import annotations

from typing import Any

from stdnum.cn import ric, uscc

from gaodi.ground.models import Post
from gaodi.registers.actions import facts
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
