"""The form by which a row is filled in: one field a column, read by the column's own kind."""

from __future__ import annotations

from collections.abc import Mapping
from decimal import Decimal
from typing import Any

from django import forms

from gaodi.bedrock import clock
from gaodi.bedrock.periods import Period, read_period, say_day
from gaodi.ground.fields import DayField, Form
from gaodi.ground.models.people import OPEN_END
from gaodi.registers.checking import problems_of
from gaodi.registers.columns import Column
from gaodi.registers.declaration import Problem, Register
from gaodi.registers.kinds import SCALES, BadCell, Day, PeriodKind, Text, Yuan
from gaodi.registers.models import Fact, Subject
from gaodi.registers.naming import Named

LONG = 80  # characters: what may be longer has a field of several lines
NOT_CHOSEN = ("", "未填")


class CellField(forms.Field):
    """A cell: what is typed is read as an import would read it."""

    def __init__(self, column: Column, was: Any = None, *, required: bool) -> None:
        self.column, self.was = column, was
        super().__init__(
            label=column.heading,
            required=required,
            widget=_widget(column),
            help_text=_hint(column),
            initial=typed(column, was),
        )

    def clean(self, value: Any) -> Any:
        if isinstance(value, str) and "\x00" in value:
            raise forms.ValidationError("有看不见的字符。请重新输入。")
        if isinstance(self.was, Subject) and value == typed(self.column, self.was):
            return self.was  # a number shown with stars stands for whom it was shown for
        try:
            read = self.column.kind.parse(value)
        except BadCell as bad:
            raise forms.ValidationError(f"{bad.sentence}。{bad.remedy}。") from None
        if isinstance(read, Named) and read.hidden:
            raise forms.ValidationError("带星号的号码看不出是谁。请输入完整的18位号码。")
        if read is None and self.required:
            chosen = bool(self.column.kind.choices())
            raise forms.ValidationError("还没有选，请选一项。" if chosen else "还没有填，请填写。")
        return read


def _widget(column: Column) -> forms.Widget:
    if choices := column.kind.choices():
        return forms.Select(choices=[NOT_CHOSEN, *choices])
    kind = column.kind
    attrs: dict[str, Any] = {"autocomplete": "off"}
    if isinstance(kind, Text) and kind.size > LONG and not kind.pattern:
        return forms.Textarea(attrs={**attrs, "rows": 2})
    if isinstance(kind, Day | PeriodKind):
        attrs["size"] = 17
    if kind.is_figure:
        attrs["inputmode"] = "decimal"
    return forms.TextInput(attrs=attrs)


def _hint(column: Column) -> str:
    says = "" if column.kind.choices() else column.kind.says()
    example = f"例：{column.example}" if column.example is not None else ""
    return "；".join(part for part in (says, column.note, example) if part)


def typed(column: Column, value: Any) -> str:
    """A value as one would type it in."""
    kind = column.kind
    if value is None or (column.name == "valid_to" and value == OPEN_END):
        return ""
    if isinstance(value, Subject):
        return str(kind.cell(value))
    if isinstance(kind, Yuan):
        return _plain(value.scaleb(-SCALES[kind.unit]))
    if isinstance(value, Decimal):
        return _plain(value)
    if isinstance(kind, Day):
        return say_day(value)
    return str(value) if kind.choices() and isinstance(value, str) else str(kind.cell(value))


def _plain(number: Decimal) -> str:
    shown = f"{number:f}"
    return shown.rstrip("0").rstrip(".") if "." in shown else shown


class EntryForm(Form):
    """A row to be filled in. With ``row`` it begins with its values, and its key stays as it is."""

    marks_required = True  # most columns may stay empty: those that may not are marked, not the others

    file = forms.FileField(
        label="佐证材料",
        required=False,
        help_text="PDF、图片、Word、Excel、文本、OFD 或压缩包；可不附，一次附一份",
    )
    dated_on = DayField(
        label="材料日期",
        required=False,
        help_text="材料本身的日期，不是上传日期。写法：2023年9月25日或2023-9-25",
    )
    revision = forms.IntegerField(required=False, widget=forms.HiddenInput)

    def __init__(
        self,
        register: Register,
        data: Any = None,
        files: Any = None,
        *,
        row: Fact | None = None,
        own: Subject | None = None,
    ) -> None:
        initial = {"revision": row.revision} if row is not None else {}
        super().__init__(data, files, initial=initial)
        self.register, self.row, self.warnings = register, row, list[Problem]()
        self.columns = [c for c in register.columns if row is None or c.name not in register.key_columns]
        for column in self.columns:
            was = getattr(row, column.name) if row is not None else own if column.name == "subject" else None
            needed = column.required and not (column.name == "subject" and own is not None)
            self.fields[column.name] = CellField(column, was, required=needed)
        self.order_fields([column.name for column in self.columns])

    def clean(self) -> dict[str, Any]:
        said = self.cleaned_data
        self._check_proof(said)
        if self.errors:
            if file := said.get("file"):
                self.add_error("file", f"改好后请重新选择“{file.name}”：浏览器不保留选过的文件。")
            return said
        for problem in problems_of(self.register, _as_kept(self.values)):
            if problem.warning:
                self.warnings.append(problem)
            else:
                place = problem.column if problem.column in self.fields else None
                self.add_error(place, f"{problem.sentence}。{problem.remedy}。")
        return said

    def _check_proof(self, said: Mapping[str, Any]) -> None:
        dated_on = said.get("dated_on")
        if said.get("file") and not dated_on and "dated_on" not in self.errors:
            self.add_error("dated_on", "还没有填材料日期。请填材料本身的日期。")
        if dated_on and dated_on > clock.today():
            self.add_error("dated_on", "材料日期在今天之后。请填材料本身的日期。")

    def _key(self) -> dict[str, Any]:
        """What a correction may not change, as the row has it."""
        if self.row is None:
            return {}
        fixed = [column for column in self.register.columns if column.name in self.register.key_columns]
        found = {column.name: getattr(self.row, column.name) for column in fixed}
        found["subject"] = self.row.subject
        if self.register.period:
            found["period"] = read_period(self.row.period, self.register.period)
        return found

    @property
    def values(self) -> dict[str, Any]:
        """The row as it is to be, by name of column."""
        read = {column.name: self.cleaned_data.get(column.name) for column in self.columns}
        return {**self._key(), **read}

    @property
    def fixed(self) -> list[tuple[str, str]]:
        """What cannot be changed here, to be shown above the fields."""
        if self.row is None:
            return []
        names = [column for column in self.register.columns if column.name in self.register.key_columns]
        return [(column.heading, column.kind.show(self._shown(column))) for column in names]

    def _shown(self, column: Column) -> Any:
        value = getattr(self.row, column.name)
        if isinstance(value, Subject):
            code = typed(column, value)
            return code if value.name in {"", code} else f"{value.name}　{code}"
        return value


def _as_kept(values: Mapping[str, Any]) -> dict[str, Any]:
    """Values as the checks know them from the register itself: a period as its text, with its days."""
    period = values.get("period")
    if not isinstance(period, Period):
        return dict(values)
    return {**values, "period": period.text, "valid_from": period.first, "valid_to": period.last}
