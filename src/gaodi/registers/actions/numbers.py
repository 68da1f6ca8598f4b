"""Opening a number that is kept sealed: with a reason, and never without a line in the audit."""

from __future__ import annotations

from gaodi.ground.models import Post
from gaodi.ground.refusals import NotYours, Refused
from gaodi.ground.sealing import unseal
from gaodi.registers.actions.telling import acting_on
from gaodi.registers.declaration import Register
from gaodi.registers.models import Fact, State
from gaodi.registers.states import fills, in_district, verifies


def may_open_number(register: Register, row: Fact, by: Post) -> bool:
    """Who fills for the unit, and who verifies what was handed in."""
    if fills(register, by) and row.unit_id == by.unit_id:
        return True
    return verifies(register, by) and in_district(row, by) and row.state != State.DRAFT


def keeps_number(register: Register, row: Fact) -> bool:
    """Whether the register keeps the number of whom the row is about; what others keep is not theirs to open here."""
    return register.about.told_by == "shown" and row.subject.sealed is not None


def open_number(register: Register, row: Fact, *, by: Post, reason: str) -> str:
    """The full number of the person whom a row is about."""
    with acting_on(register, "open_number", "查看完整号码", row, by=by, unit=row.unit, note=reason) as act:
        act.label = f"{register.name}：{row}"
        if not may_open_number(register, row, by):
            raise NotYours("完整号码只有填报单位和审核单位的人能看。")
        if not reason.strip():
            raise Refused("没有写查看的原因。", "请写明为什么要看完整号码。")
        if not keeps_number(register, row):
            raise Refused("这里没有保存完整号码，只留了编码。", "要核对号码的，请看原件。")
        act.change("opened", None, register.by_name["subject"].heading)
        return unseal(bytes(row.subject.sealed or b""))
