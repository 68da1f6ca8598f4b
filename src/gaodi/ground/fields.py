"""Forms and their fields as an office fills them in."""

from __future__ import annotations

import unicodedata
from datetime import date
from typing import Any

from django import forms

WAYS_TO_WRITE_A_DAY = ["%Y年%m月%d日", "%Y-%m-%d", "%Y.%m.%d", "%Y/%m/%d", "%Y%m%d"]


class Form(forms.Form):
    """A form that says what is missing as one would say it across the table."""

    def __init__(self, *given: Any, **options: Any) -> None:
        super().__init__(*given, **options)
        for field in self.fields.values():
            chosen = isinstance(field, forms.ChoiceField)
            field.error_messages["required"] = "还没有选，请选一项。" if chosen else "还没有填，请填写。"


class DayField(forms.DateField):
    """A day, typed as 2023年9月25日 or 2023-9-25: native pickers show the order of the system's language."""

    def __init__(self, **options: Any) -> None:
        widget = forms.DateInput(attrs={"autocomplete": "off", "size": 17})
        texts = {"invalid": "没有看懂，请写成2023年9月25日或2023-9-25。"}
        options.setdefault("help_text", "写法：2023年9月25日或2023-9-25")
        super().__init__(widget=widget, input_formats=WAYS_TO_WRITE_A_DAY, error_messages=texts, **options)

    def to_python(self, value: Any) -> date | None:
        if isinstance(value, str):
            value = "".join(unicodedata.normalize("NFKC", value).split())
        return super().to_python(value)

    def prepare_value(self, value: Any) -> Any:
        return f"{value.year}年{value.month}月{value.day}日" if isinstance(value, date) else value
