"""Conditions of figures that look into another register: a researcher with an activity, a graduate certified."""

from __future__ import annotations

from collections.abc import Callable

from django.db.models import BigIntegerField, Count, Q
from django.db.models.functions import Coalesce

from gaodi.bedrock.periods import Period, read_period
from gaodi.ground.figures import Asked
from gaodi.registers.models.facts import true_on

EVERY_ROW = Q()


def period_of(asked: Asked) -> Period:
    """The period that is asked; a day asked alone means its calendar year."""
    period = asked.period or read_period(str(asked.day.year), "year")
    assert period is not None, "a year of four digits is a period"
    return period


def within_the_period(column: str) -> Callable[[Asked], Q]:
    """A day of the row lies in the period that is asked."""

    def q(asked: Asked) -> Q:
        period = period_of(asked)
        return Q(**{f"{column}__range": (period.first, period.last)})

    return q


def has_begun_in(slug: str, only: Q = EVERY_ROW) -> Callable[[Asked], Q]:
    """Whom the row is about has a row in another register that begins in the period that is asked."""

    def q(asked: Asked) -> Q:
        period = period_of(asked)
        return _named_in(slug, asked, only & Q(valid_from__range=(period.first, period.last)))

    return q


def stands_in(slug: str, only: Q = EVERY_ROW, *, of: str = "subject", least: int = 1) -> Callable[[Asked], Q]:
    """Whom the row is about, or names in a column, has rows in another register that are true on the day asked."""

    def q(asked: Asked) -> Q:
        return _named_in(slug, asked, only & true_on(asked.day), of=of, least=least)

    return q


def ever_in(slug: str, only: Q = EVERY_ROW) -> Callable[[Asked], Q]:
    """Whom the row is about has a row in another register that began before the period asked was over."""

    def q(asked: Asked) -> Q:
        return _named_in(slug, asked, only & Q(valid_from__lte=period_of(asked).last))

    return q


def _named_in(slug: str, asked: Asked, only: Q, *, of: str = "subject", least: int = 1) -> Q:
    from gaodi.registers.declaration import REGISTERS  # circle: the declarations of registers use this module
    from gaodi.registers.queries.scope import known_on, standing, visible_rows  # circle: as above

    rows = visible_rows(REGISTERS[slug], asked.by).select_related(None)
    known = standing(rows) if asked.known is None else known_on(rows, asked.known)
    whom = Coalesce("subject__same_as_id", "subject_id", output_field=BigIntegerField())
    named = known.filter(only).annotate(whom=whom).values("whom").order_by()
    if least > 1:
        named = named.annotate(rows=Count("pk")).filter(rows__gte=least).values("whom")
    return Q(**{f"{of}__in": named}) | Q(**{f"{of}__same_as__in": named})
