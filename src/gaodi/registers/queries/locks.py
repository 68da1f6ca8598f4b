"""The locked periods that one may see."""

from __future__ import annotations

from django.db.models import QuerySet

from gaodi.ground.models import Post
from gaodi.registers.declaration import Register
from gaodi.registers.models import PeriodLock
from gaodi.registers.queries.scope import OVERSEES


def visible_locks(by: Post, register: Register) -> QuerySet[PeriodLock]:
    """One's own unit's; those of the district for who verifies the register or oversees the district."""
    locks = PeriodLock.objects.filter(register=register.slug, unit__district=by.unit.district)
    if not (register.may_verify(by.unit) or by.role in OVERSEES):
        locks = locks.filter(unit=by.unit)
    joined = locks.select_related("unit__district", "by__account", "by__unit")
    return joined.prefetch_related("lifted__subject", "lifted__by__account", "lifted__by__unit").order_by(
        "-period", "unit__name"
    )
