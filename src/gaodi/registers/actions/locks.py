"""Verbs about locks: a period that no longer changes, and the one value that may after all."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from gaodi.bedrock import clock
from gaodi.bedrock.periods import say_day, say_period
from gaodi.ground.models import Post, Role, Unit
from gaodi.ground.refusals import NotYours, Refused
from gaodi.registers.actions.stamps import stamp
from gaodi.registers.actions.telling import acting_on
from gaodi.registers.declaration import Register
from gaodi.registers.models import LiftedValue, PeriodLock, Subject
from gaodi.registers.states import verifies


def period_of(fields: Mapping[str, Any]) -> str:
    """The period by which a row is locked: its own, else the year it begins in."""
    return str(fields.get("period") or fields["valid_from"].year)


def refuse_locked(
    register: Register, unit: Unit, fields: Mapping[str, Any], *, changed: Sequence[str] | None
) -> None:
    """Refuse where the row's period is locked, unless all that changes was lifted. ``changed`` None: a new row."""
    lock = (
        PeriodLock.objects.filter(register=register.slug, unit=unit, period=period_of(fields))
        .select_related("by__account", "by__unit")
        .first()
    )
    if lock is None:
        return
    lifted = set(lock.lifted.filter(subject=fields["subject"]).values_list("column", flat=True))
    if changed is None or not set(changed) <= lifted:
        raise Refused(*said_of(lock))


def said_of(lock: PeriodLock) -> tuple[str, str]:
    """That the period is locked, by whom and why, and who can open one value."""
    day = say_day(lock.at.astimezone(clock.ZONE).date())
    return (
        f"{say_period(lock.period)}已由{lock.by.unit}{lock.by.person}在{day}锁定（{lock.reason}）。",
        f"确要改一个数的，请{lock.by.unit}负责人开启这一个值。",
    )


def lock_period(register: Register, unit: Unit, period: str, *, by: Post, reason: str) -> PeriodLock:
    """No row of the unit in this period changes any more."""
    with acting_on(register, "lock_period", "锁定期间", None, by=by, unit=unit, note=reason) as act:
        _refuse_other(register, by)
        if by.role != Role.SYSTEM and unit.district_id != by.unit.district_id:
            raise NotYours(f"{unit}不在{by.unit.district}。")
        stamp(register, unit)  # whoever is writing the unit's rows ends first, or sees the lock
        if PeriodLock.objects.filter(register=register.slug, unit=unit, period=period).exists():
            raise Refused(f"{unit}{say_period(period)}已经锁定。")
        lock = PeriodLock.objects.create(
            register=register.slug, unit=unit, period=period, by=by, at=clock.now(), reason=reason[:200]
        )
        act.subject, act.label = lock, f"{register.name}：{unit}{say_period(period)}"
    return lock


def unlock_period(lock: PeriodLock, register: Register, *, by: Post, reason: str) -> None:
    """The period may change again."""
    with acting_on(register, "unlock_period", "解除锁定", lock, by=by, unit=lock.unit, note=reason):
        _refuse_other(register, by)
        lock.delete()


def lift(
    lock: PeriodLock, register: Register, subject: Subject, column: str, *, by: Post, reason: str
) -> LiftedValue:
    """One value of one subject may change in a locked period."""
    with acting_on(register, "lift_value", "开启一个值", lock, by=by, unit=lock.unit, note=reason) as act:
        _refuse_other(register, by)
        if column not in {"void", *register.value_fields}:
            raise Refused("没有这一栏。")
        lifted, _ = LiftedValue.objects.get_or_create(
            lock=lock,
            subject=subject,
            column=column,
            defaults={"by": by, "at": clock.now(), "reason": reason[:200]},
        )
        act.change("column", None, column)
        act.label = f"{register.name}：{subject}　{say_period(lock.period)}"
    return lifted


def _refuse_other(register: Register, by: Post) -> None:
    if by.role != Role.SYSTEM and not (verifies(register, by) and by.role == Role.HEAD):
        raise NotYours(f"{register.name}台账的期间由审核单位的负责人锁定和开启。")
