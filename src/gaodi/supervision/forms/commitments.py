"""Forms by which a supervisor writes, issues, strikes off and names."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Any

from django import forms
from django.db.models import QuerySet

from gaodi.ground.fields import DayField
from gaodi.ground.models import Unit
from gaodi.supervision.forms.amounts import AmountField
from gaodi.supervision.models import (
    Commitment,
    CommitmentKind,
    Direction,
    DueBasis,
    DutyRole,
    Rhythm,
    Strength,
)

REASON_LENGTH = 500
OWN_WORDS = "-"


class Reason(forms.Form):
    """One reason, and the revision of what was shown."""

    note = forms.CharField(max_length=REASON_LENGTH, widget=forms.Textarea(attrs={"rows": 3}))
    seen = forms.IntegerField(widget=forms.HiddenInput)

    def __init__(self, data: Any, *, seen: int, label: str, hint: str = "", required: bool = True) -> None:
        super().__init__(data)
        self.fields["note"].required = required
        self.fields["note"].label = label
        self.fields["note"].help_text = hint
        self.fields["note"].error_messages["required"] = f"还没有写{label}。"
        self.fields["seen"].initial = seen


class ReopenReason(Reason):
    """Why a striking-off is taken back, and whether the finding that the target was met stands."""

    met_stands = forms.BooleanField(
        label="达到目标的认定仍然有效（只恢复督办）",
        required=False,
        help_text="不勾选的，达到日期一并取消，主责单位要重新填报。",
    )


class AddBearer(Reason):
    """Which unit bears a commitment from now on, and as what."""

    unit: forms.ModelChoiceField[Unit] = forms.ModelChoiceField(
        label="单位", queryset=None, empty_label="请选择", error_messages={"required": "还没有选单位。"}
    )
    role = forms.ChoiceField(
        label="分工",
        choices=[(role.value, f"{role.label}单位") for role in (DutyRole.RESPONSIBLE, DutyRole.LEAD)],
        help_text="牵头单位可以主责，责任单位配合。",
    )
    field_order = ("unit", "role", "note", "seen")

    def __init__(self, data: Any, *, units: QuerySet[Unit], **around: Any) -> None:
        super().__init__(data, **around)
        self.fields["unit"].queryset = units  # type: ignore[attr-defined]


class NameOpenEnd(forms.Form):
    """Which units are meant."""

    units: forms.ModelMultipleChoiceField[Unit] = forms.ModelMultipleChoiceField(
        label="单位", queryset=None, required=False, widget=forms.CheckboxSelectMultiple
    )
    note = forms.CharField(
        label="依据", max_length=200, required=False, help_text="确实没有别的单位的，不选单位，写明理由。"
    )

    def __init__(self, data: Any, *, units: QuerySet[Unit]) -> None:
        super().__init__(data)
        self.fields["units"].queryset = units  # type: ignore[attr-defined]


class IssueForm(forms.Form):
    """Which commitments are given out, and how often they are reported on."""

    commitments: forms.ModelMultipleChoiceField[Commitment] = forms.ModelMultipleChoiceField(
        label="承诺",
        queryset=None,
        widget=forms.CheckboxSelectMultiple,
        error_messages={"required": "没有选承诺。"},
    )
    report_every = forms.ChoiceField(
        label="填报周期",
        required=False,
        choices=[("", "不定期"), *Rhythm.choices],
        initial=Rhythm.QUARTER,
        help_text="只对还没有定填报周期的承诺起作用。首次填报在本期末。",
    )

    def __init__(self, data: Any, *, commitments: QuerySet[Commitment]) -> None:
        super().__init__(data)
        self.fields["commitments"].queryset = commitments  # type: ignore[attr-defined]


class CommitmentForm(forms.Form):
    """A commitment as a supervisor writes it: every word of it rests on a quote of the paper."""

    clause = forms.ChoiceField(
        label="原文依据",
        help_text="从原文里选一句。",
        error_messages={"required": "还没有选。请从原文里选一句，或照抄一段。"},
    )
    quote = forms.CharField(
        label="另照抄一段", required=False, max_length=300, help_text="上面选“另照抄”时才填，一字不改。"
    )
    title = forms.CharField(label="承诺", max_length=80, help_text="一件可以单独判定的事。")
    kind = forms.ChoiceField(label="类型", choices=CommitmentKind.choices)
    strength = forms.ChoiceField(label="力度", choices=Strength.choices, help_text="照原文的措辞，不拔高。")
    owner = forms.TypedChoiceField(label="主责单位", coerce=int, help_text="从牵头单位中选一个。")
    units = forms.TypedMultipleChoiceField(
        label="承办单位", coerce=int, widget=forms.CheckboxSelectMultiple, help_text="不勾选的不承担这一条。"
    )
    target_value = AmountField(label="目标值", required=False, help_text="原文印出的数量才填。")
    target_unit = forms.CharField(label="计量单位", required=False, max_length=20)
    target_of = forms.CharField(
        label="占比基数", required=False, max_length=60, help_text="百分比是占什么的比例。"
    )
    direction = forms.ChoiceField(label="方向", choices=Direction.choices)
    begins = DayField(label="开始日期", required=False)
    due = DayField(label="时限", required=False)
    due_basis = forms.ChoiceField(
        label="时限依据", required=False, choices=[("", "未定时限"), *DueBasis.choices]
    )
    rhythm = forms.ChoiceField(label="周期", required=False, choices=[("", "不重复"), *Rhythm.choices])
    report_every = forms.ChoiceField(
        label="填报周期", required=False, choices=[("", "不定期"), *Rhythm.choices]
    )
    judged_by = forms.CharField(
        label="怎样算完成", required=False, max_length=300, widget=forms.Textarea(attrs={"rows": 2})
    )
    note = forms.CharField(
        label="调整理由", required=False, max_length=REASON_LENGTH, widget=forms.Textarea(attrs={"rows": 2})
    )
    seen = forms.IntegerField(required=False, widget=forms.HiddenInput)

    def __init__(
        self, data: Any, *, text: str, bearers: Sequence[tuple[Unit, str]], standing: Commitment | None = None
    ) -> None:
        super().__init__(data, initial=_standing(standing) if standing else None)
        leads = [(unit.pk, unit.name) for unit, role in bearers if role != DutyRole.RESPONSIBLE]
        offered = dict.fromkeys([standing.quote, *clauses(text)] if standing else clauses(text))
        picks = [("", "请选择"), *((each, each) for each in offered), (OWN_WORDS, "都不合适，另照抄一段")]
        self._choose("clause", picks)
        self._choose("owner", leads)
        self._choose("units", [(unit.pk, unit.name) for unit, _ in bearers])
        if standing is None:
            self.fields["units"].initial = [unit.pk for unit, _ in bearers]
            del self.fields["note"], self.fields["seen"]
        else:
            del self.fields["units"]
            self.fields["note"].required = standing.issued_on is not None
            self.fields["note"].error_messages["required"] = "已经交办的承诺，调整要写理由。"

    def _choose(self, name: str, choices: list[tuple[Any, str]]) -> None:
        self.fields[name].choices = choices  # type: ignore[attr-defined]

    def clean(self) -> dict[str, Any]:
        said = self.cleaned_data
        clause = said.pop("clause", OWN_WORDS)
        if clause != OWN_WORDS:
            said["quote"] = clause
        elif not said.get("quote") and not self.errors:
            self.add_error("quote", "还没有照抄。请从原文照抄一段。")
        if said.get("due") and not said.get("due_basis"):
            said["due_basis"] = DueBasis.SET
        if not said.get("due"):
            said["due_basis"] = ""
        if said.get("begins") and said.get("due") and said["begins"] > said["due"]:
            self.add_error("due", "时限早于开始日期。请核对两个日期。")
        if said.get("target_value") is not None and not said.get("target_unit"):
            self.add_error("target_unit", "有目标值的要写计量单位。")
        return said


def clauses(text: str) -> list[str]:
    """The sentences and clauses of a text, each once, for picking a quote."""
    sentences = [each.strip() for each in re.split(r"(?<=[。；;！])", text) if each.strip()]
    parts = [
        part.strip()
        for each in sentences
        for part in re.split(r"[，,。；;！]", each)
        if len(part.strip()) > 3
    ]
    return [each for each in dict.fromkeys([*sentences, *parts]) if len(each) <= 300]


def _standing(commitment: Commitment) -> dict[str, Any]:
    """What the form starts with when a commitment is changed."""
    names = [
        name
        for name in CommitmentForm.base_fields
        if name not in ("clause", "units", "note", "seen", "owner")
    ]
    shown = {name: getattr(commitment, name) for name in names}
    return shown | {
        "owner": commitment.owner_id,
        "seen": commitment.revision,
        "clause": commitment.quote,
        "quote": "",
    }
