"""What a register can count: declared in its module, published to the ground by name (``queries.figures``)."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Literal

from django.db.models import Q

from gaodi.ground.figures import Asked


@dataclass(frozen=True, slots=True)
class Only:
    """Rows that do not meet ``q`` do not count, and ``why`` says so; NULL in a column of ``needs`` is unknown.

    ``q`` may follow from what is asked (who is 60 on the day). Put first what makes the columns of ``needs`` matter:
    a row that has fallen out is not asked for them. A column that does not apply to a row is not unknown there.
    """

    q: Q | Callable[[Asked], Q]
    why: str
    needs: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Count:
    """How many rows, or how many distinct subjects: persons, firms. Two subjects found to be one are one.

    ``when`` day: rows true on the day. period: rows that begin in the period that is asked (a day asked alone means
    the calendar year it lies in). latest: of each subject the row of the latest period that began up to the day.
    """

    name: str
    label: str
    unit: str
    only: tuple[Only, ...] = ()
    of: str = "subject"  # subject, row, or the name of a column that names a subject
    when: Literal["day", "period", "latest"] = "day"
    expected: str = ""  # slug of the register whose subjects must each have a row; who has none is missing


@dataclass(frozen=True, slots=True)
class Sum:
    """A sum over a column; a row that counts but has NULL there makes it unknown."""

    name: str
    label: str
    unit: str
    column: str = ""
    only: tuple[Only, ...] = ()
    when: Literal["day", "period", "latest"] = "day"
    expected: str = ""


@dataclass(frozen=True, slots=True)
class Share:
    """One figure divided by another, by their names; not applicable where the other is 0, never rounded.

    With the unit % it is in hundredths: 3 of 10 is 30.
    """

    name: str
    label: str
    top: str
    bottom: str
    unit: str = "%"
