"""Forms around lists and rows: the filter, reasons, locks."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import Any

from django import forms

from gaodi.bedrock import clock
from gaodi.bedrock.periods import Period, read_period
from gaodi.ground.fields import DayField, Form
from gaodi.ground.models import Unit
from gaodi.registers.declaration import Register
from gaodi.registers.kinds import PeriodKind
from gaodi.registers.models import State
from gaodi.registers.queries.lists import name_heading

ALL = ("", "全部")
YEARS = range(1900, 2101)


class RowFilter(Form):
    """The head of a list of rows."""

    q = forms.CharField(
        required=False,
        max_length=40,
        help_text="从头写起：王安、wangan、wan；按拼音一条也没有的，再按首字母找：wj",
    )
    unit = forms.ChoiceField(label="填报单位", required=False)
    state = forms.ChoiceField(label="状态", required=False, choices=[ALL, *State.choices])
    day = DayField(label="哪天的情况", required=False, help_text="")
    known = DayField(label="按哪天所知", required=False, help_text="")

    def __init__(self, register: Register, units: Sequence[Unit], data: Any) -> None:
        super().__init__(data)
        self.fields["q"].label = f"{name_heading(register)}开头"
        self.fields["unit"].choices = [ALL, *((str(each.pk), each.name) for each in units)]  # type: ignore[attr-defined]
        if not units:
            del self.fields["unit"]
        for name in ("day", "known"):
            self.fields[name].widget.attrs["size"] = 12

    def clean_day(self) -> date | None:
        return _day_in_range(self.cleaned_data["day"])

    def clean_known(self) -> date | None:
        known = _day_in_range(self.cleaned_data["known"])
        if known and known > clock.today():
            raise forms.ValidationError("还没有到这一天。请填今天或以前的一天。")
        return known

    @property
    def filters(self) -> dict[str, str]:
        """What is asked, as plain text; what could not be read is left out."""
        self.is_valid()
        asked = {name: value for name, value in self.cleaned_data.items() if value}
        return {n: v.isoformat() if isinstance(v, date) else str(v) for n, v in asked.items()}


def _day_in_range(day: date | None) -> date | None:
    if day and day.year not in YEARS:
        raise forms.ValidationError("没有看懂，请写成2023年9月25日或2023-9-25。")
    return day


class Seen(Form):
    """A press of a button on a row as it was seen."""

    revision = forms.IntegerField(required=False, widget=forms.HiddenInput)

    @property
    def seen(self) -> int:
        revision = self.cleaned_data.get("revision")
        return -1 if revision is None else int(revision)


class WithReason(Seen):
    """A press that needs a reason."""

    reason = forms.CharField(label="原因", max_length=200, widget=forms.Textarea(attrs={"rows": 3}))

    def __init__(self, data: Any = None, *, initial: Any = None, label: str = "原因", hint: str = "") -> None:
        super().__init__(data, initial=initial)
        self.fields["reason"].label = label
        self.fields["reason"].help_text = hint


class LockForm(Form):
    """A unit's period to be locked."""

    unit = forms.ChoiceField(label="填报单位")
    period = forms.CharField(label="期间", max_length=20)
    reason = forms.CharField(label="理由", max_length=200, help_text="如：年报已上报省厅")

    def __init__(self, register: Register, units: Sequence[Unit], data: Any = None) -> None:
        super().__init__(data)
        self.rhythm = register.period or "year"
        self.units = {str(each.pk): each for each in units}
        named = [("", "请选择"), *((key, each.name) for key, each in self.units.items())]
        self.fields["unit"].choices = named  # type: ignore[attr-defined]
        whole = "" if register.period else "，起始日期在这一年里的都锁定"
        self.fields["period"].help_text = f"如{PeriodKind(self.rhythm).example}{whole}"

    def clean_period(self) -> Period:
        found = read_period("".join(self.cleaned_data["period"].split()), self.rhythm)
        if found is None:
            raise forms.ValidationError(f"期间没有看懂。写成{PeriodKind(self.rhythm).example}。")
        return found

    def clean_unit(self) -> Unit:
        return self.units[self.cleaned_data["unit"]]


class LiftForm(Form):
    """One value of one row that may change although its period is locked."""

    column = forms.ChoiceField(label="开启哪一栏")
    reason = forms.CharField(label="理由", max_length=200)

    def __init__(self, register: Register, data: Any = None) -> None:
        super().__init__(data)
        columns = [(c.name, c.heading) for c in register.columns if c.name in register.value_fields]
        self.fields["column"].choices = [("", "请选择"), *columns, ("void", "撤销整条")]  # type: ignore[attr-defined]
