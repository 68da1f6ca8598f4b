"""A field for figures, as people type them."""

from __future__ import annotations

import unicodedata
from decimal import Decimal
from typing import Any

from django import forms


class AmountField(forms.DecimalField):
    """A number as people type it: 1,200, １２００, 9.5; empty is unknown, never zero."""

    def __init__(self, **options: Any) -> None:
        widget = forms.TextInput(attrs={"inputmode": "decimal", "autocomplete": "off"})
        super().__init__(
            max_digits=16,
            decimal_places=4,
            widget=widget,
            error_messages={"invalid": "不是一个数。请只填数字，如 9 或 9.5，单位已写在后面。"},
            **options,
        )

    def to_python(self, value: Any) -> Any:
        if isinstance(value, str):
            value = "".join(unicodedata.normalize("NFKC", value).replace(",", "").split())
        return super().to_python(value)

    def prepare_value(self, value: Any) -> Any:
        if not isinstance(value, Decimal):
            return value
        return f"{value.normalize():f}"
