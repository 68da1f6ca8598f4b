"""What may be done with a row, by whom, and from which state: one table."""

from __future__ import annotations

from dataclasses import dataclass

from gaodi.ground.models import Post, Role
from gaodi.registers.declaration import Register
from gaodi.registers.models.facts import Fact, State


@dataclass(frozen=True, slots=True)
class Move:
    """A verb: its word, the states of an open row it starts from, and which side does it."""

    verb: str
    word: str
    states: frozenset[str]
    side: str  # fills | verifies


DRAFT, SUBMITTED, RETURNED = State.DRAFT, State.SUBMITTED, State.RETURNED
MOVES = {
    move.verb: move
    for move in (
        Move("edit", "修改", frozenset({DRAFT, SUBMITTED, RETURNED}), "fills"),
        Move("submit", "报送审核", frozenset({DRAFT, RETURNED}), "fills"),
        Move("discard", "删除", frozenset({DRAFT, SUBMITTED, RETURNED}), "fills"),
        Move("verify", "审核通过", frozenset({SUBMITTED}), "verifies"),
        Move("send_back", "退回", frozenset({SUBMITTED}), "verifies"),
    )
}
HANDS = (Role.CLERK, Role.HEAD)


def fills(register: Register, by: Post) -> bool:
    """Whether the post may hand rows of the register in for its unit."""
    return by.role == Role.SYSTEM or (by.role in HANDS and register.may_fill(by.unit))


def verifies(register: Register, by: Post) -> bool:
    """Whether the post may verify rows of the register in its district."""
    return by.role == Role.SYSTEM or (by.role in HANDS and register.may_verify(by.unit))


def may(verb: str, register: Register, row: Fact, by: Post) -> bool:
    """Whether the post may do this with the row now. Who handed a row in never verifies it."""
    move = MOVES[verb]
    if not row.open or row.state not in move.states:
        return False
    if move.side == "fills":
        return fills(register, by) and row.unit_id == by.unit_id
    return verifies(register, by) and not same_person(row.reported_by, by) and in_district(row, by)


def in_district(row: Fact, by: Post) -> bool:
    return by.role == Role.SYSTEM or row.district_id == by.unit.district_id


def same_person(one: Post, other: Post) -> bool:
    """Whether two posts are held by one person; the system is nobody."""
    return one.account_id is not None and one.account_id == other.account_id
