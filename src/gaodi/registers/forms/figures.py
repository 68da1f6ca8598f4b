"""The head of pages of figures: how it was on a day, as known at the end of another, in one unit or in all."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import Any

from django import forms

from gaodi.bedrock import clock
from gaodi.ground.fields import DayField, Form
from gaodi.ground.figures import Asked
from gaodi.ground.models import Post, Unit

YEARS = range(1900, 2101)
ALL = ("", "全部")


class Days(Form):
    """Two days and a unit."""

    day = DayField(label="哪天的情况", required=False, help_text="")
    known = DayField(label="按哪天所知", required=False, help_text="")
    unit = forms.ChoiceField(label="填报单位", required=False)

    def __init__(self, units: Sequence[Unit], data: Any) -> None:
        super().__init__(data)
        self.units = {str(each.pk): each for each in units}
        self.fields["unit"].choices = [ALL, *((pk, each.name) for pk, each in self.units.items())]  # type: ignore[attr-defined]
        if not units:
            del self.fields["unit"]
        for name in ("day", "known"):
            self.fields[name].widget.attrs |= {"size": 12, "placeholder": "今天"}

    def clean_day(self) -> date | None:
        day: date | None = self.cleaned_data["day"]
        if day and day.year not in YEARS:
            raise forms.ValidationError("没有看懂，请写成2023年9月25日或2023-9-25。")
        return day

    def clean_known(self) -> date | None:
        known: date | None = self.cleaned_data["known"]
        if known and known > clock.today():
            raise forms.ValidationError("还没有到这一天。请填今天或以前的一天。")
        return known

    def asked(self, by: Post) -> Asked:
        """What is asked; today where nothing is said, or nothing could be read."""
        self.is_valid()
        said = self.cleaned_data
        known = said.get("known")
        return Asked(
            by,
            said.get("day") or clock.today(),
            known if known != clock.today() else None,
            unit=self.units.get(said.get("unit", "")),
        )
