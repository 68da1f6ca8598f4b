"""Comparing a paper with the list as it stands: what is the same, changed, added, ended."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, Literal

from rapidfuzz import fuzz

from gaodi.bedrock.names import plain_name
from gaodi.supervision.models import Draft, Task, TaskList, TaskText

SAME_TASK = 55  # [D] likeness of 100 from which two texts are taken for one task; a person can say otherwise
What = Literal["same", "changed", "added", "ended"]


@dataclass(frozen=True, slots=True)
class Change:
    """One task through two editions; ``row`` is the place in the new paper, ``no`` its printed number there,
    ``was`` the text before.
    """

    what: What
    row: int | None
    task: Task | None
    was: TaskText | None
    fields: tuple[str, ...] = ()
    no: str = ""

    @property
    def number(self) -> str:
        """As the rows of the preview are called: by what is printed, else counted."""
        return self.no or str((self.row or 0) + 1)


def current_texts(task_list: TaskList) -> list[TaskText]:
    """The texts of the list's newest edition, in order."""
    edition = task_list.editions.order_by("-number").first()
    if edition is None:
        return []
    texts = edition.texts.select_related("task").prefetch_related("bodies").filter(task__ended_on=None)
    return list(texts.order_by("task__order", "task_id"))


def link_rows(task_list: TaskList | None, rows: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """Propose for each row the task that it continues: the most alike first, each task once."""
    texts = current_texts(task_list) if task_list else []
    plain = {text.pk: plain_name(text.text) for text in texts}
    likeness = sorted(
        (
            (
                fuzz.ratio(plain_name(row["text"]), plain[text.pk]) + (row["no"] == text.no),
                place,
                text.task_id,
            )
            for place, row in enumerate(rows)
            for text in texts
        ),
        reverse=True,
    )
    linked: dict[int, int] = {}
    taken: set[int] = set()
    for score, place, task in likeness:
        if score >= SAME_TASK and place not in linked and task not in taken:
            linked[place] = task
            taken.add(task)
    return [row | {"task": linked.get(place)} for place, row in enumerate(rows)]


def changes(draft: Draft) -> list[Change]:
    """What a draft would do to its list, in the order of the paper, what ends last."""
    if draft.task_list is None:
        return [Change("added", place, None, None) for place in range(len(draft.rows))]
    texts = {text.task_id: text for text in current_texts(draft.task_list)}
    found = [_change(place, row, texts.get(row.get("task"))) for place, row in enumerate(draft.rows)]
    kept = {row.get("task") for row in draft.rows}
    return found + [
        Change("ended", None, text.task, text) for task, text in texts.items() if task not in kept
    ]


def _change(place: int, row: dict[str, Any], was: TaskText | None) -> Change:
    if was is None:
        return Change("added", place, None, None, no=row["no"] or "")
    fields = tuple(name for name, differs in _differences(row, was) if differs)
    return Change("changed" if fields else "same", place, was.task, was, fields, row["no"] or "")


def _differences(row: dict[str, Any], was: TaskText) -> list[tuple[str, bool]]:
    bodies = {
        role: [b.printed for b in was.bodies.all() if b.role == role] for role in ("lead", "responsible")
    }
    return [
        ("任务内容", plain_name(row["text"]) != plain_name(was.text)),
        ("序号", (row["no"] or "") != was.no),
        ("牵头单位", row["lead"] != bodies["lead"]),
        ("责任单位", row["responsible"] != bodies["responsible"]),
        ("时限", row["deadlines"] != was.deadlines),
        ("名单未尽", bool(row["open_ended"]) != was.open_ended),
    ]
