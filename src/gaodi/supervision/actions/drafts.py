"""Verbs about an uploaded paper: upload, keep what was read, correct, confirm, discard.

Until ``confirm_draft`` nothing of it is in any list.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from django.urls import reverse

from gaodi.bedrock import clock
from gaodi.ground import jobs
from gaodi.ground.acting import acting, locked
from gaodi.ground.actions.files import store_file
from gaodi.ground.models import Post, Role, Unit
from gaodi.ground.queries.units import Matcher
from gaodi.ground.refusals import NotYours, Overtaken, Refused
from gaodi.reading.rows import STRENGTHS, Reading
from gaodi.supervision.actions.editions import Drawer, confirm_rows
from gaodi.supervision.models import Draft, DraftState, Edition, TaskList
from gaodi.supervision.queries.editions import current_texts, link_rows

READABLE = frozenset({"docx", "xlsx", "pdf", "csv", "tsv", "md", "txt"})
NAME_LENGTH = 120  # characters of a printed name
# What a person may correct in a row, as the audit calls it; quotes and places stay as read.
CORRECTED = {
    "no": "序号",
    "short_title": "短名",
    "text": "任务内容",
    "category": "类别",
    "lead": "牵头单位",
    "responsible": "责任单位",
    "open_ended": "名单未尽",
    "deadlines": "时限",
    "targets": "目标",
    "strength": "力度",
    "task": "接续的任务",
}


def upload(chunks: Iterable[bytes], name: str, *, by: Post, task_list: TaskList | None = None) -> Draft:
    """Take in a paper and have it read in the background. ``task_list`` says of which list it is a new edition."""
    with acting("upload", "上传识读", None, by=by) as act:
        draft = take_in(chunks, name, by=by, task_list=task_list)
        page = reverse("draft", args=[draft.pk])
        draft.job = jobs.ask("read_draft", by=by, draft=draft.pk, then=page, back=page)
        draft.save()
        act.subject = draft
        act.change("sha256", None, draft.source.sha256)
    return draft


def bring_in(
    chunks: Iterable[bytes], name: str, reading: Reading, *, by: Post, task_list: TaskList | None
) -> Draft:
    """Take in a small paper that was read while its sender waited."""
    with acting("upload", "上传识读", None, by=by) as act:
        draft = keep_reading(take_in(chunks, name, by=by, task_list=task_list), reading, by=by)
        act.subject = draft
        act.change("sha256", None, draft.source.sha256)
    return draft


def take_in(chunks: Iterable[bytes], name: str, *, by: Post, task_list: TaskList | None = None) -> Draft:
    """Store a paper as a draft that nobody has read yet. Part of another act."""
    _supervisors_only(by)
    stored, shown = store_file(chunks, name)
    if stored.kind not in READABLE:
        raise Refused(
            f"不能识读 .{stored.kind} 文件。", "请上传 Word、Excel、PDF、CSV 或文本格式的任务清单。"
        )
    return Draft.objects.create(
        source=stored, source_name=shown, by=by, made_at=clock.now(), task_list=task_list
    )


def keep_reading(draft: Draft, reading: Reading, *, by: Post) -> Draft:
    """Keep what the reader found: rows with their quotes, the names it could not match, and its warnings."""
    with acting("keep_reading", "识读完成", draft, by=by) as act:
        rows = [row.as_json() | {"checked": False, "task": None} for row in reading.rows]
        draft.as_read = [row.as_json() for row in reading.rows]
        draft.rows = link_rows(draft.task_list, rows) if draft.task_list else rows
        draft.names = recognised(draft, rows)
        draft.title, draft.warnings = reading.title[:200], reading.warnings
        draft.state = DraftState.READY
        draft.revision += 1
        draft.save()
        act.change("rows", 0, len(rows))
    return draft


def refuse_reading(draft: Draft, sentence: str, *, by: Post) -> Draft:
    """The paper is no task list; the sentence says why."""
    with acting("refuse_reading", "未能识读", draft, by=by, note=sentence) as act:
        act.set(draft, state=DraftState.REFUSED, sentence=sentence)
        draft.save()
    return draft


def correct_rows(draft: Draft, corrections: Mapping[int, dict[str, Any]], *, by: Post, seen: int) -> Draft:
    """Correct rows by their place, or say that they are right as read (no values); either settles their doubts."""
    with acting("correct_rows", "校改", draft, by=by) as act:
        draft = _ready(draft, by, seen)
        for place, values in corrections.items():
            _refuse_correction(draft, place, values)
            row = dict(draft.rows[place])
            for name, value in values.items():
                act.change(f"第{place + 1}行{CORRECTED[name]}", row.get(name), value)
            draft.rows[place] = row | values | {"checked": True}
        draft.names = recognised(draft, draft.rows)
        _save(draft)
    return draft


def _refuse_correction(draft: Draft, place: int, values: dict[str, Any]) -> None:
    if not 0 <= place < len(draft.rows):
        raise Refused("没有这一行。", "请刷新本页。")
    if unknown := set(values) - CORRECTED.keys():
        raise TypeError(f"nobody corrects {sorted(unknown)} in a row")
    if values.get("strength", "plain") not in STRENGTHS:
        raise Refused("没有这种力度。", "请从列出的力度中选。")
    if values.get("task") and values["task"] not in _tasks_of(draft):
        raise Refused("原清单里没有这项任务。", "请重新选择。")


def _tasks_of(draft: Draft) -> set[int]:
    return {text.task_id for text in current_texts(draft.task_list)} if draft.task_list else set()


def drop_row(draft: Draft, place: int, *, by: Post, seen: int) -> Draft:
    """Take out a row that is no task (a note, a total)."""
    with acting("drop_row", "剔除一行", draft, by=by) as act:
        draft = _ready(draft, by, seen)
        if not 0 <= place < len(draft.rows):
            raise Refused("没有这一行。", "请刷新本页。")
        act.change(f"第{place + 1}行", draft.rows[place]["text"], None)
        del draft.rows[place]
        draft.names = recognised(draft, draft.rows)
        _save(draft)
    return draft


def settle_name(draft: Draft, printed: str, *, by: Post, seen: int, unit: Unit | None) -> Draft:
    """Say which unit a printed name means; without a unit it names nobody yet and becomes an open end (待点名)."""
    with acting("settle_name", "认名", draft, by=by, unit=unit) as act:
        draft = _ready(draft, by, seen)
        if printed not in draft.names:
            raise Refused(f"原文里没有“{printed}”。", "请刷新本页。")
        if unit is not None and unit.district_id != by.unit.district_id:
            raise Refused("这个单位不在本地区。")
        decided = {"unit": unit.pk, "how": "person"} if unit else {"open": True, "how": "person"}
        act.change(printed, draft.names[printed], unit.name if unit else "待点名")
        draft.names = draft.names | {printed: decided}
        _save(draft)
    return draft


def name_draft(draft: Draft, *, by: Post, seen: int, title: str, task_list: TaskList | None) -> Draft:
    """Set the list's title, and of which list this paper is a new edition."""
    with acting("name_draft", "定标题", draft, by=by) as act:
        draft = _ready(draft, by, seen)
        if not title.strip():
            raise Refused("清单没有标题。", "请填写标题。")
        act.set(draft, title=title.strip()[:200], task_list=task_list)
        draft.rows = (
            link_rows(task_list, draft.rows) if task_list else [row | {"task": None} for row in draft.rows]
        )
        _save(draft)
    return draft


def confirm_draft(draft: Draft, *, by: Post, seen: int, draw: Drawer | None = None) -> Edition:
    """确认入库: from now on the list exists, with every row as it stands in the draft.

    ``draw`` writes the commitments of each new task; without one they are derived from the words.
    """
    with acting("confirm_draft", "确认入库", draft, by=by) as act:
        if draft.task_list_id:  # before the draft: two papers of one list are confirmed one after the other
            locked(TaskList.objects.all(), draft.task_list_id)
        draft = _ready(draft, by, seen)
        _refuse_unsettled(draft)
        edition = confirm_rows(draft, by, draw)
        act.set(draft, state=DraftState.CONFIRMED, edition=edition)
        _save(draft)
        act.change("tasks", 0, len(draft.rows))
    return edition


def discard_draft(draft: Draft, *, by: Post) -> Draft:
    """放弃: throw an unconfirmed paper away."""
    with acting("discard_draft", "放弃", draft, by=by) as act:
        _supervisors_only(by)
        fresh = locked(Draft.objects.all(), draft.pk)
        if fresh.state in (DraftState.CONFIRMED, DraftState.DISCARDED):
            raise Overtaken
        act.set(fresh, state=DraftState.DISCARDED)
        fresh.rows, fresh.as_read = [], []
        _save(fresh)
    return fresh


def recognised(draft: Draft, rows: list[dict[str, Any]]) -> dict[str, Any]:
    """Every printed name of the rows with whom it means; what a person decided before is kept."""
    matcher = Matcher(draft.by.unit.district)
    names: dict[str, Any] = {}
    for row in rows:
        for match in matcher.match_all([*row["lead"], *row["responsible"]]):
            kept = draft.names.get(match.printed, {})
            if kept.get("how") == "person":
                names[match.printed] = kept
            elif match.printed not in names:
                names[match.printed] = {"unit": match.unit.pk if match.unit else None, "how": match.how}
    return names


def unsettled(draft: Draft) -> list[str]:
    """The printed names of which nobody has said whom they mean."""
    return [
        name for name, decided in draft.names.items() if not decided.get("unit") and not decided.get("open")
    ]


def _refuse_unsettled(draft: Draft) -> None:
    if not draft.rows:
        raise Refused("清单里一项任务也没有。")
    if long := next((name for name in draft.names if len(name) > NAME_LENGTH), ""):
        raise Refused(f"“{long[:20]}……”有{len(long)}个字，不像单位名称。", "请在那一行里改好。")
    if names := unsettled(draft):
        raise Refused(f"还有{len(names)}个单位没有认定：{'、'.join(names[:5])}。", "请逐个认定后再确认。")
    for row in draft.rows:
        if not row["lead"] and not row["responsible"]:
            raise Refused(f"第{row['no'] or draft.rows.index(row) + 1}项没有单位。", "请填写牵头单位。")
    doubtful = [row for row in draft.rows if row.get("doubts") and not row.get("checked")]
    if doubtful:
        raise Refused(f"还有{len(doubtful)}处存疑没有看过。", "请逐处核对，改好或点“无误”。")


def _ready(draft: Draft, by: Post, seen: int) -> Draft:
    _supervisors_only(by)
    fresh = locked(Draft.objects.select_related("by__unit__district", "task_list"), draft.pk)
    if by.role != Role.SYSTEM and fresh.by.unit.district_id != by.unit.district_id:
        raise NotYours("这份文件由上传它的地区办理。")
    if fresh.state != DraftState.READY or fresh.revision != seen:
        raise Overtaken
    return fresh


def _save(draft: Draft) -> None:
    draft.revision += 1
    draft.save()


def _supervisors_only(by: Post) -> None:
    if by.role not in (Role.SUPERVISOR, Role.SYSTEM):
        raise NotYours("上传和确认任务清单由督查员办理。")
