"""Columns: model fields that also know their heading, unit and kind of cell, for every page and sheet.

    class Teacher(Fact):
        kind = choice("任课类型", TeacherKind)
        area = number("占地面积", unit="㎡", places=2)

Whatever is not required is NULL where unknown.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Any

from django.db import models

from gaodi.ground.yuan import YuanField
from gaodi.registers.kinds import Choice, Day, Kind, Number, Text, Year, YesNo, Yuan
from gaodi.registers.models.subjects import Subject
from gaodi.registers.naming import Firm, Numbered, Person, School, SubjectCell


@dataclass(frozen=True, slots=True)
class Column:
    """A column: the field's name, its heading without the unit, and what may stand in it.

    ``applies_when`` {other column: values}: with another value there the cell is 不适用, and nothing may stand in it.
    """

    name: str
    heading: str
    kind: Kind
    required: bool = False
    unit: str = ""
    example: Any = None
    note: str = ""
    aliases: tuple[str, ...] = ()
    applies_when: Mapping[str, Sequence[Any]] = field(default_factory=dict)
    private: bool = (
        False  # personal: masked or left out where the row is seen by others than those who keep it
    )

    @property
    def title(self) -> str:
        """The heading with its unit: 投资金额（万元）."""
        unit = self.kind.unit if isinstance(self.kind, Yuan) else self.unit
        return f"{self.heading}（{unit}）" if unit else self.heading

    @property
    def names_subject(self) -> bool:
        return isinstance(self.kind, SubjectCell)

    def applies(self, row: Mapping[str, Any]) -> bool:
        """Whether the column has a meaning in a row; where the other value is unknown, it may."""
        return all(
            row.get(other) is None or row[other] in values for other, values in self.applies_when.items()
        )


def _column(model_field: Any, kind: Kind, **more: Any) -> Any:
    heading = str(model_field.verbose_name)
    model_field.in_sheet = Column(name="", heading=heading, kind=kind, required=not model_field.null, **more)
    return model_field


def column_of(model_field: Any) -> Column | None:
    """The column of a model field, if it is one."""
    found: Column | None = getattr(model_field, "in_sheet", None)
    return replace(found, name=model_field.name) if found else None


def text(heading: str, size: int = 120, *, required: bool = False, **more: Any) -> Any:
    """Words of at most ``size`` characters."""
    return _column(models.CharField(heading, max_length=size, null=not required), Text(size), **more)


def code(heading: str, pattern: str, form: str, *, required: bool = False, **more: Any) -> Any:
    """A code that matches a pattern; ``form`` says in words what it asks for."""
    size = 40
    return _column(
        models.CharField(heading, max_length=size, null=not required), Text(size, pattern, form), **more
    )


def choice(
    heading: str,
    options: type[models.TextChoices],
    *,
    required: bool = False,
    also: Mapping[str, str] | None = None,
    **more: Any,
) -> Any:
    """One of some words; ``also`` maps other words onto their values."""
    kind = Choice(tuple((str(v), str(w)) for v, w in options.choices), also or {})
    return _column(
        models.CharField(heading, max_length=30, null=not required, choices=options.choices), kind, **more
    )


def yes_no(heading: str, *, required: bool = False, **more: Any) -> Any:
    """Yes or no; NULL is unknown."""
    return _column(models.BooleanField(heading, null=not required), YesNo(), **more)


def number(
    heading: str,
    *,
    places: int = 0,
    least: int | None = 0,
    most: int | None = None,
    required: bool = False,
    **more: Any,
) -> Any:
    """A number: an integer, or with ``places`` a Decimal."""
    null = not required
    made: Any = (
        models.DecimalField(heading, max_digits=15, decimal_places=places, null=null)
        if places
        else models.BigIntegerField(heading, null=null)
    )
    return _column(made, Number(places, least, most), **more)


def year(heading: str, **more: Any) -> Any:
    """A year of the calendar: 1985."""
    return _column(models.BigIntegerField(heading, null=True), Year(), **more)


def yuan(
    heading: str, *, unit: str = "元", negative: bool = False, required: bool = False, **more: Any
) -> Any:
    """Money; ``unit`` is what sheets write it in (元, 万元)."""
    return _column(YuanField(heading, null=not required), Yuan(unit, negative), **more)


def day(heading: str, *, required: bool = False, **more: Any) -> Any:
    """A day."""
    return _column(models.DateField(heading, null=not required), Day(), **more)


def _subject(heading: str, kind: SubjectCell, required: bool, more: dict[str, Any]) -> Any:  # noqa: FBT001
    made: Any = models.ForeignKey(
        Subject, models.PROTECT, null=not required, related_name="+", verbose_name=heading
    )
    return _column(made, kind, **more)


def firm(heading: str = "统一社会信用代码", *, required: bool = False, **more: Any) -> Any:
    """An enterprise, by its credit code."""
    return _subject(heading, Firm(), required, more)


def school(heading: str = "学校标识码", *, required: bool = False, **more: Any) -> Any:
    """A school, by its code."""
    return _subject(heading, School(), required, more)


def person(heading: str = "身份证号", *, kept: bool = True, required: bool = False, **more: Any) -> Any:
    """A person, by ID number; ``kept=False`` keeps only its hash."""
    return _subject(heading, Person(kept=kept), required, {"private": True, **more})


def numbered(
    heading: str,
    kind: str,
    *,
    shared: bool = False,
    pattern: str = "",
    form: str = "",
    required: bool = False,
    **more: Any,
) -> Any:
    """A thing with a number of the unit's own, or ``shared`` by all; with a pattern, a code."""
    return _subject(heading, Numbered(kind, shared, pattern=pattern, form=form), required, more)
