"""The order of writers: whoever writes a unit's rows of a register locks its stamp first."""

from __future__ import annotations

from django.db.models import F

from gaodi.ground.models import Unit
from gaodi.registers.declaration import Register
from gaodi.registers.models import Stamp


def stamp(register: Register, unit: Unit) -> int:
    """Lock the stamp and count it up; gives how it was before. First thing in a writing transaction."""
    row, _ = Stamp.objects.get_or_create(register=register.slug, unit=unit)
    locked = Stamp.objects.select_for_update().get(pk=row.pk)
    Stamp.objects.filter(pk=row.pk).update(serial=F("serial") + 1)
    return locked.serial
