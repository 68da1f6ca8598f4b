"""Forms of the preview: the upload, one form a row, the title, and whom a name means. They never write."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import Any, TypeVar

from django import forms

from gaodi.ground.models import Post, Unit
from gaodi.reading.rows import STRENGTHS
from gaodi.supervision import wording
from gaodi.supervision.models import Draft, Task, TaskList
from gaodi.supervision.queries.scope import visible_lists

Typed = TypeVar("Typed")
NEW_LIST = "新清单"
NEW_TASK = "新任务"


class Upload(forms.Form):
    """A paper, and of which list it is a new edition."""

    paper = forms.FileField(
        label="任务清单文件",
        help_text="Word（.docx）、Excel（.xlsx）、PDF、CSV、Markdown 或文本，不超过50MB。扫描件请先 OCR。",
        error_messages={
            "required": "没有选文件。请选择任务清单文件。",
            "empty": "文件是空的。请重新选择文件。",
        },
    )
    task_list: forms.ModelChoiceField[TaskList] = forms.ModelChoiceField(
        queryset=None,
        label="是哪份清单的新版",
        required=False,
        empty_label="都不是，是新清单",
    )

    def __init__(self, by: Post, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["task_list"].queryset = visible_lists(by)  # type: ignore[attr-defined]


class RowForm(forms.Form):
    """One row as read, everything editable. ``corrections`` gives only what the person changed."""

    no = forms.CharField(label="序号", max_length=20, required=False)
    short_title = forms.CharField(label="任务短名", max_length=80, required=False)
    text = forms.CharField(label="任务内容", widget=forms.Textarea(attrs={"rows": 3}))
    lead = forms.CharField(label="牵头单位", required=False)
    responsible = forms.CharField(label="责任单位", required=False)
    open_ended = forms.BooleanField(label="名单没有列全（等、有关部门）", required=False)
    deadlines = forms.CharField(label="时限", required=False)
    targets = forms.CharField(label="目标", required=False, widget=forms.Textarea(attrs={"rows": 1}))
    strength = forms.ChoiceField(label="力度", choices=list(STRENGTHS.items()))
    task = forms.ChoiceField(label="接续原清单的", required=False)

    def __init__(self, row: dict[str, Any], place: int, tasks: Iterable[Task], data: Any = None) -> None:
        self.row = row
        shown = {
            "no": row["no"] or "",
            "short_title": row.get("short_title") or "",
            "text": row["text"],
            "lead": "、".join(row["lead"]),
            "responsible": "、".join(row["responsible"]),
            "open_ended": row["open_ended"],
            "deadlines": wording.say_deadlines(row["deadlines"]),
            "targets": wording.say_targets(row["targets"]),
            "strength": row["strength"],
            "task": str(row.get("task") or ""),
        }
        super().__init__(data, prefix=f"r{place}", initial=shown)
        choices = [("", NEW_TASK), *((str(task.pk), str(task)) for task in tasks)]
        if len(choices) == 1:
            del self.fields["task"]
        else:
            self.fields["task"].choices = choices  # type: ignore[attr-defined]
        self.fields["targets"].widget.attrs["rows"] = max(1, len(row["targets"]))

    def clean_lead(self) -> list[str]:
        return wording.typed_names(self.cleaned_data["lead"])

    def clean_responsible(self) -> list[str]:
        return wording.typed_names(self.cleaned_data["responsible"])

    def clean_deadlines(self) -> list[str]:
        return self._typed(wording.typed_deadlines, "deadlines")

    def clean_targets(self) -> list[dict[str, Any]]:
        return self._typed(wording.typed_targets, "targets")

    def clean_task(self) -> int | None:
        return int(self.cleaned_data["task"]) if self.cleaned_data["task"] else None

    def _typed(self, read: Callable[[str, list[Typed]], list[Typed]], name: str) -> list[Typed]:
        try:
            return read(self.cleaned_data[name], self.row[name])
        except ValueError as unread:
            raise forms.ValidationError(str(unread)) from unread

    def corrections(self) -> dict[str, Any]:
        """The fields that now say something else than the row."""
        said = self.cleaned_data | {"no": self.cleaned_data["no"].strip() or None}
        said["text"] = (
            said["text"]
            if "".join(said["text"].split()) != "".join(self.row["text"].split())
            else self.row["text"]
        )
        return {
            name: value for name, value in said.items() if (self.row.get(name) or None) != (value or None)
        }


class Heading(forms.Form):
    """The list's title, and of which list this is a new edition."""

    title = forms.CharField(label="清单标题", max_length=200)
    task_list: forms.ModelChoiceField[TaskList] = forms.ModelChoiceField(
        queryset=None, label="是哪份清单的新版", required=False, empty_label=NEW_LIST
    )

    def __init__(self, by: Post, draft: Draft, data: Any = None) -> None:
        super().__init__(data, initial={"title": draft.title, "task_list": draft.task_list_id})
        self.fields["task_list"].queryset = visible_lists(by)  # type: ignore[attr-defined]


class Meaning:
    """The choices for whom a printed name means: likely units first, or nobody in particular yet."""

    OPEN = "open"

    def __init__(self, units: Iterable[Unit], likely: Iterable[tuple[Unit, int]]) -> None:
        proposals = [(str(unit.pk), f"{unit}（像{score}%）") for unit, score in likely]
        proposed = {pk for pk, _ in proposals}
        others = [(str(unit.pk), unit.name) for unit in units if str(unit.pk) not in proposed]
        self.groups: list[tuple[str, list[tuple[str, str]]]] = [
            ("", [("", "请选择"), (self.OPEN, "没有具体指明，记入待点名")]),
            *([("可能是", proposals)] if proposals else []),
            ("全部单位", others),
        ]
