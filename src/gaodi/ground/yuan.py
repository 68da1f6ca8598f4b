"""Money columns: whole 分 in the database, Decimal yuan in Python.

A DecimalField on SQLite is a float inside and never finds 0.1 + 0.1 + 0.1. Arithmetic over such columns names
``output_field=YuanField()``.
"""

from __future__ import annotations

from decimal import Decimal, InvalidOperation
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.db import models

from gaodi.bedrock.money import to_fen, to_yuan


class YuanField(models.Field[Any, Any]):
    """An amount in yuan. Not a subclass of BigIntegerField, whose look-ups and sums would take it for an integer."""

    description = "Yuan, kept as whole 分"

    def get_internal_type(self) -> str:
        return "BigIntegerField"

    def from_db_value(self, value: int | None, *_: Any) -> Decimal | None:
        return None if value is None else to_yuan(int(value))

    def to_python(self, value: Any) -> Decimal | None:
        if value is None or isinstance(value, Decimal):
            return value
        if isinstance(value, float):
            raise TypeError("money is Decimal yuan, not float")
        try:
            return Decimal(value)
        except InvalidOperation:
            raise ValidationError("不是金额。") from None

    def get_prep_value(self, value: Any) -> int | None:
        value = super().get_prep_value(value)
        return None if value is None else to_fen(self.to_python(value) or Decimal(0))

    def formfield(self, **options: Any) -> Any:
        return super().formfield(
            **{"form_class": forms.DecimalField, "max_digits": 15, "decimal_places": 2, **options}
        )
