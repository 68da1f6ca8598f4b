"""What a post may see of the registers. Every page, search, count, export, file and figure begins here."""

from __future__ import annotations

from datetime import date, datetime, time, timedelta
from typing import Any

from django.db.models import Q, QuerySet

from gaodi.bedrock import clock
from gaodi.ground.models import Post, Role
from gaodi.registers.declaration import REGISTERS, Register, concerns
from gaodi.registers.models import Batch, Subject
from gaodi.registers.models.facts import FOREVER, Fact, State, true_on

OVERSEES = (Role.SUPERVISOR, Role.AUDITOR)


def visible_rows(register: Register, by: Post) -> QuerySet[Any]:
    """The versions of rows one may see.

    One's own unit's, all. Who verifies: what was handed in, in the district. Who oversees the district, and every
    unit where the register is public: what was verified. And the verified rows about one's own unit, whoever
    reported them. A closed register is seen only by the units that fill or verify it.
    """
    rows: QuerySet[Any] = register.model._default_manager.select_related(
        "unit", "subject", "reported_by__account", "reported_by__unit"
    )
    if by.role == Role.SYSTEM:
        return rows
    if register.closed and not _is_inside(register, by):
        return rows.none()
    seen = Q(unit=by.unit)
    verified = Q(open=False)
    if register.may_verify(by.unit):
        seen |= Q(district=by.unit.district) & ~Q(state=State.DRAFT)
    elif by.role in OVERSEES or register.public:
        seen |= Q(district=by.unit.district) & verified
    elif not register.closed:
        seen |= Q(subject__in=own_subjects(by)) & verified
    return rows.filter(seen)


def _is_inside(register: Register, by: Post) -> bool:
    """Whether the post belongs to the circle of a closed register."""
    return concerns(register, by) and by.role in (Role.CLERK, Role.HEAD)


def own_subjects(by: Post) -> QuerySet[Subject]:
    """The subjects that are the post's own unit: the school a headmaster heads, the firm a clerk works for.

    Those found to be the same are too, such as a firm under its former code.
    """
    return Subject.objects.filter(Q(unit=by.unit) | Q(same_as__unit=by.unit))


def standing(rows: QuerySet[Any]) -> QuerySet[Any]:
    """The rows that count now."""
    return rows.filter(open=False, void=False, ended_at=FOREVER)


def current(rows: QuerySet[Any]) -> QuerySet[Any]:
    """What lists show: the rows that count, and beside them what is proposed."""
    return rows.filter(ended_at=FOREVER).exclude(open=False, void=True)


def known_on(rows: QuerySet[Any], day: date) -> QuerySet[Any]:
    """The rows that counted at the end of a day in China."""
    midnight = datetime.combine(day + timedelta(days=1), time(), tzinfo=clock.ZONE)
    return rows.filter(open=False, void=False, counts_from__lt=midnight, ended_at__gte=midnight)


def true_and_known(rows: QuerySet[Any], day: date, known: date | None = None) -> QuerySet[Any]:
    """The rows that say how it was on a day, as known on another (today where none is given)."""
    found = standing(rows) if known is None else known_on(rows, known)
    return found.filter(true_on(day))


def visible_batches(by: Post) -> QuerySet[Batch]:
    """The sheets of one's own unit, and those whose rows one verifies."""
    batches = Batch.objects.select_related("unit", "by__account", "by__unit", "file", "marked", "job")
    if by.role == Role.SYSTEM:
        return batches
    slugs = [each.slug for each in REGISTERS.values() if each.may_verify(by.unit)]
    judged = Q(register__in=slugs, unit__district=by.unit.district, state="stored")
    shut = [each.slug for each in REGISTERS.values() if each.closed and not _is_inside(each, by)]
    return batches.filter(Q(unit=by.unit) | judged).exclude(register__in=shut)


def row_of(register: Register, by: Post, pk: int) -> Fact | None:
    """A visible row by its number."""
    found: Fact | None = visible_rows(register, by).filter(pk=pk).first()
    return found
