"""The form of the rule over a notice: its words, and what is known of who gave it out."""

from __future__ import annotations

from typing import Any

from django import forms

from gaodi.ground.fields import DayField, Form
from gaodi.rules.books.recruitment_notice.issuer import KINDS

LONGEST = 20_000  # [D] characters of a notice
TRUTHS = {"true": True, "false": False}


class Notice(Form):
    """A notice to be looked at."""

    marks_required = True

    text = forms.CharField(
        label="招聘公告全文",
        max_length=LONGEST,
        strip=False,
        widget=forms.Textarea(attrs={"rows": 12}),
        help_text="把公告的文字粘贴到这里，最多2万字。",
    )
    issuer_kind = forms.ChoiceField(
        label="单位性质", required=False, choices=[("", "不清楚，从公告里读"), *KINDS.items()]
    )
    on = DayField(label="发布日期", required=False, help_text="不填的，从公告里读。如 2023年6月1日")
    on_establishment = forms.ChoiceField(
        label="是否在编",
        required=False,
        choices=[("", "不清楚，从公告里读"), ("true", "是"), ("false", "否")],
    )

    def clean_text(self) -> str:
        text: str = self.cleaned_data["text"].replace("\r\n", "\n")
        if not text.strip():
            raise forms.ValidationError("还没有填，请把公告的文字粘贴到这里。")
        return text

    @property
    def facts(self) -> dict[str, Any]:
        """As the rule reads them; what is not known is left out."""
        said = dict(self.cleaned_data)
        said["on_establishment"] = TRUTHS.get(said["on_establishment"])
        return {name: value for name, value in said.items() if value not in {None, ""}}
