"""What the audit is told of an act on a row: of a closed register, that something was done, never to whom or what."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

from django.db.models import Model

from gaodi.ground.acting import Act, acting
from gaodi.ground.models import Post, Unit
from gaodi.registers.declaration import Register


@contextmanager
def acting_on(
    register: Register, verb: str, word: str, thing: Model | None, *, by: Post, unit: Unit, note: str = ""
) -> Iterator[Act]:
    """An act on a row, a sheet or an export of a register.

    Whoever reads the audit of the district reads it whole. The rows of a closed register are not theirs to see, so
    its audit holds neither names nor values nor reasons; the versions of the rows keep those for the circle.
    """
    with acting(verb, word, thing, by=by, unit=unit, note="" if register.closed else note) as act:
        act.label = register.name if register.closed else ""
        try:
            yield act
        finally:  # what is refused is recorded too
            if register.closed:
                act.label, act.changes = register.name, {}
