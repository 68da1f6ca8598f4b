"""Forms of reporting and verifying."""

from __future__ import annotations

from typing import Any

from django import forms

from gaodi.bedrock import clock
from gaodi.ground.fields import DayField
from gaodi.supervision.forms.amounts import AmountField


class ReportForm(forms.Form):
    """What a unit says of its duty. A draft may be saved half-done; what is missing is said when it is handed in."""

    text = forms.CharField(
        label="进展情况",
        max_length=4000,
        widget=forms.Textarea(attrs={"rows": 5}),
        error_messages={"required": "还没有写。请写明做了什么、做到哪一步。"},
        help_text="做了什么、做到哪一步、还差什么。",
    )
    value = AmountField(label="达到数", required=False)
    claims_met = forms.BooleanField(label="已达到目标，请审核", required=False)
    file = forms.FileField(label="佐证材料", required=False)
    dated_on = DayField(label="材料日期", required=False)
    seen = forms.IntegerField(required=False, widget=forms.HiddenInput)

    def __init__(self, data: Any = None, files: Any = None, *, counts: bool, initial: Any = None) -> None:
        super().__init__(data, files, initial=initial)
        self.fields[
            "file"
        ].help_text = "PDF、图片、Word、Excel、文本、OFD 或压缩包。一次一份，附上后可以再附。"
        self.fields["dated_on"].help_text = "材料本身的日期，不是上传日期。写法：2023年9月25日或2023-9-25"
        self.fields["text"].widget.attrs["autocomplete"] = "off"
        if not counts:
            del self.fields["value"]

    def clean(self) -> dict[str, Any]:
        said = self.cleaned_data
        if said.get("file") and not said.get("dated_on") and "dated_on" not in self.errors:
            self.add_error("dated_on", "还没有填材料日期。请填材料本身的日期。")
        if said.get("dated_on") and said["dated_on"] > clock.today():
            self.add_error("dated_on", "材料日期在今天之后。请填材料本身的日期。")
        if self.errors and (file := said.get("file")):
            self.add_error("file", f"改好后请重新选择“{file.name}”：浏览器不保留选过的文件。")
        return said


class VerdictForm(forms.Form):
    """What the head of the owning unit finds; a report is sent back with a reason only."""

    note = forms.CharField(
        label="审核意见",
        required=False,
        max_length=500,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text="退回的必须写明缺什么、怎么改；通过的可不写。",
    )
    seen = forms.IntegerField(widget=forms.HiddenInput)

    def __init__(self, data: Any, *, seen: int, sending_back: bool) -> None:
        super().__init__(data, initial={"seen": seen})
        self.sending_back = sending_back

    def clean_note(self) -> str:
        note: str = self.cleaned_data["note"]
        if self.sending_back and not note.strip():
            raise forms.ValidationError("还没有写退回理由。请写明缺什么、怎么改。")
        return note
