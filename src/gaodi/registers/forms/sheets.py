"""Forms around a sheet: handing it in, confirming what the check found, sending it back. They never write."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any

from django import forms
from django.conf import settings

from gaodi.bedrock import clock
from gaodi.ground.fields import DayField, Form

MB = 1024 * 1024


class Upload(Form):
    """A filled sheet."""

    file = forms.FileField(
        label="表格文件",
        error_messages={
            "required": "没有选文件。请选择填好的表格。",
            "empty": "文件是空的。请重新选择文件。",
        },
    )

    def __init__(self, *given: Any, **options: Any) -> None:
        super().__init__(*given, **options)
        self.fields["file"].error_messages["required"] = "没有选文件。请选择填好的表格。"
        self.fields[
            "file"
        ].help_text = (
            f".xlsx 或 .csv，不超过{settings.MAX_UPLOAD // MB} MB。同一张表传两次，第二次不会改动任何内容。"
        )


class Confirm(Form):
    """What is agreed to before rows are stored, and the paper that proves them."""

    partial = forms.BooleanField(required=False)
    blanks = forms.BooleanField(required=False)
    others = forms.BooleanField(required=False)
    evidence = forms.FileField(
        label="佐证文件",
        required=False,
        help_text="可以不附。一份证明整张表的，附在这里。",
        error_messages={"empty": "文件是空的。请重新选择文件。"},
    )
    dated_on = DayField(label="材料日期", required=False, help_text="佐证本身的日期；附了佐证就要填")

    def __init__(self, counts: Mapping[str, int], data: Any = None, files: Any = None) -> None:
        super().__init__(data, files)
        good = counts["new"] + counts["changed"]
        labels = {
            "partial": (counts["refused"], f"只导入没有问题的{good}行，有错的{counts['refused']}行不导入"),
            "blanks": (counts["cleared"], f"有{counts['cleared']}行把已有的值清空，确实要清空"),
            "others": (counts["others"], f"覆盖他人未核定的填报{counts['others']}行"),
        }
        for name, (count, label) in labels.items():
            self.fields[name].label = label
            if not count:
                del self.fields[name]

    def clean_dated_on(self) -> date | None:
        dated_on: date | None = self.cleaned_data["dated_on"]
        if dated_on and dated_on > clock.today():
            raise forms.ValidationError("还没有到这一天。请填材料本身的日期。")
        return dated_on

    def clean(self) -> dict[str, Any]:
        cleaned = self.cleaned_data
        if cleaned.get("evidence") and "dated_on" in cleaned and not cleaned["dated_on"]:
            self.add_error("dated_on", "附了佐证，还没有填它的日期。")
        return cleaned

    @property
    def ticked(self) -> dict[str, bool]:
        return {name: bool(self.cleaned_data.get(name)) for name in ("partial", "blanks", "others")}


class SendBack(Form):
    """Why a sheet is given back."""

    reason = forms.CharField(
        label="退回原因",
        max_length=200,
        widget=forms.Textarea(attrs={"rows": 2}),
        help_text="写明哪几行、哪一栏要改",
    )
