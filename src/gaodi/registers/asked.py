"""What an address asks for: a register and a row that this post may open; all else is not there."""

from __future__ import annotations

from django.http import Http404

from gaodi.ground.models import Post, Role
from gaodi.registers.declaration import REGISTERS, Register, concerns
from gaodi.registers.models import Fact
from gaodi.registers.queries.scope import row_of

INSIDE = (Role.CLERK, Role.HEAD)


def may_open(register: Register, by: Post) -> bool:
    """Whether the post may know what the register holds; of a closed one only hands of those whom it concerns."""
    return not register.closed or (concerns(register, by) and by.role in INSIDE)


def open_registers(by: Post) -> list[Register]:
    """The registers that the post may open."""
    return [each for each in REGISTERS.values() if may_open(each, by)]


def asked_register(slug: str, by: Post) -> Register:
    """The register of an address."""
    register = REGISTERS.get(slug)
    if register is None or not may_open(register, by):
        raise Http404
    return register


def asked_row(register: Register, pk: int, by: Post) -> Fact:
    """The row of an address, if the post may see it."""
    row = row_of(register, by, pk) if pk < 2**63 else None
    if row is None:
        raise Http404
    return row
