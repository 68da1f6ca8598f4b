"""What one may ask of a list."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any, cast

from django import forms
from django.http import QueryDict

from gaodi.ground.lights import LIGHTS
from gaodi.ground.models import Unit
from gaodi.supervision.queries.lists import Sieve

DUES = (
    ("", "全部时限"),
    ("overdue", "已过时限"),
    ("month", "本月底前"),
    ("quarter", "本季度末前"),
    ("year", "今年底前"),
    ("none", "未定时限"),
)


class ListFilter(forms.Form):
    """Which tasks of a list are shown."""

    q = forms.CharField(label="找任务、单位", required=False, max_length=60)
    unit = forms.TypedChoiceField(label="单位", required=False, coerce=int, empty_value=None)
    light = forms.ChoiceField(
        label="状态",
        required=False,
        choices=[("", "全部状态"), *((light.key, light.word) for light in LIGHTS)],
    )
    due = forms.ChoiceField(label="时限", required=False, choices=DUES)

    def __init__(self, data: Any, units: Iterable[Unit]) -> None:
        super().__init__(data)
        self.fields["q"].widget.attrs |= {"placeholder": "汉字、全拼或首字母，如 xtjd、jyj", "type": "search"}
        self.fields["unit"].choices = [("", "全部单位"), *((unit.pk, unit.name) for unit in units)]  # type: ignore[attr-defined]

    @property
    def sieve(self) -> Sieve:
        """What is asked, as far as it was understood; a choice that does not exist asks nothing."""
        self.is_valid()
        asked = self.cleaned_data
        return Sieve(
            text=asked.get("q", ""),
            unit=asked.get("unit"),
            light=asked.get("light", ""),
            due=asked.get("due", ""),
        )

    @property
    def asked(self) -> list[tuple[str, str]]:
        """The filters in use by label and choice, so that an empty result can say which to loosen."""
        said = []
        for name in self._used():
            value = self.cleaned_data[name]
            choices = dict(getattr(self.fields[name], "choices", []))
            said.append((str(self.fields[name].label), str(choices.get(value, value))))
        return said

    @property
    def loosened(self) -> list[tuple[str, str, str]]:
        """For each filter in use its label, its choice and the address without it."""
        without = []
        for name, (label, choice) in zip(self._used(), self.asked, strict=True):
            query = cast("QueryDict", self.data).copy()
            del query[name]
            without.append((label, choice, f"?{query.urlencode()}"))
        return without

    def _used(self) -> list[str]:
        return [bound.name for bound in self if self.cleaned_data.get(bound.name)]
