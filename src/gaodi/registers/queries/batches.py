"""Sheets as pages show them: what was found, in words; whose rows they became; what left as an export."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from django.db.models import Count, Exists, OuterRef, Q, QuerySet

from gaodi.ground.models import Evidence, JobState, Post
from gaodi.registers.actions.imports import ENDED, rests_at
from gaodi.registers.declaration import REGISTERS, Register
from gaodi.registers.findings import Finding
from gaodi.registers.models import Batch, BatchState, Export, Proof, State
from gaodi.registers.queries.findings import findings_of
from gaodi.registers.queries.scope import current, visible_batches, visible_rows
from gaodi.registers.queries.tallies import seen_of, waiting_rows
from gaodi.registers.states import fills, same_person, verifies

LATELY = 10
NONE = dict.fromkeys(("new", "changed", "same", "refused", "cleared", "others", "rows"), 0)
WORDS = {"new": "新增", "changed": "修改"}


def own_batches(by: Post) -> QuerySet[Batch]:
    """The sheets of one's own unit; what was found in them is not fetched."""
    return visible_batches(by).filter(unit=by.unit).defer("found")


def lately_of(register: Register, by: Post) -> list[Batch]:
    """The unit's last sheets of a register."""
    return list(own_batches(by).filter(register=register.slug).order_by("-at", "-pk")[:LATELY])


def state_said(batch: Batch) -> str:
    """Where a sheet stands, as a list says it."""
    if batch.state == BatchState.READING and batch.job is not None and batch.job.state in ENDED:
        return "没有核对完"
    return str(BatchState(rests_at(batch)).label)


def own_exports(register: Register, by: Post) -> list[Export]:
    """What this post took out of a register lately."""
    mine = Export.objects.filter(by=by, register=register.slug).select_related("file", "job")
    return list(mine.order_by("-at", "-pk")[:LATELY])


def own_rows(register: Register, by: Post) -> QuerySet[Any]:
    """The unit's rows as a sheet brings them: what is proposed, else what stands, never both."""
    same_key = {name: OuterRef(name) for name in register.key}
    proposed = register.model._default_manager.filter(**same_key, open=True)
    named = [column.name for column in register.columns if column.names_subject]
    rows = current(visible_rows(register, by)).filter(unit=by.unit).select_related("subject", *named)
    return rows.filter(Q(open=True, void=False) | (Q(open=False) & ~Q(Exists(proposed)))).order_by(
        "label", "pk"
    )


def proofs_of_batch(batch: Batch) -> list[Evidence]:
    proofs = Proof.objects.filter(batch=batch).select_related("evidence__file").order_by("pk")
    return [proof.evidence for proof in proofs]


@dataclass(frozen=True, slots=True)
class Sheet:
    """A sheet with what was found in it, said in words."""

    batch: Batch
    register: Register
    is_own: bool
    may_act: bool  # confirm, drop, hand in anew
    may_judge: bool
    own_report: bool  # one would verify it, had one not handed it in oneself
    waiting: int  # rows that one may verify now
    seen: str  # how they are now; verified only if they still are
    states: Mapping[str, int]

    @property
    def stands(self) -> str:
        return rests_at(self.batch)

    @property
    def counts(self) -> Mapping[str, int]:
        counts: dict[str, int] = self.batch.found.get("counts", {})
        return NONE | counts

    @property
    def problems(self) -> list[dict[str, Any]]:
        found: list[dict[str, Any]] = self.batch.found.get("problems", [])
        return found

    @property
    def wrong(self) -> list[dict[str, Any]]:
        return [each for each in self.problems if not each["warning"]]

    @property
    def warnings(self) -> list[dict[str, Any]]:
        return [each for each in self.problems if each["warning"]]

    @property
    def not_shown(self) -> int:
        return int(self.batch.found.get("problems_total", 0)) - len(self.problems)

    @property
    def writes(self) -> int:
        """How many rows would be stored."""
        return self.counts["new"] + self.counts["changed"]

    @property
    def does(self) -> str:
        """新增12行，修改8行."""
        return "，".join(f"{word}{self.counts[key]:,}行" for key, word in WORDS.items() if self.counts[key])

    @property
    def is_checking(self) -> bool:
        job = self.batch.job
        return self.stands in {BatchState.READING, BatchState.STORING} and (
            job is not None and job.state not in ENDED
        )

    @property
    def heading(self) -> str:
        """The answer in a sentence."""
        return _HEADINGS[BatchState(self.stands)](self)

    @property
    def lead(self) -> str:
        if self.stands == BatchState.STORED:
            return (
                f"{self.does or '没有要改的'}。" + "核定以前，台账和各项数还是原来的样子。" * self.is_waiting
            )
        said: dict[str, str] = {
            BatchState.READY: "现在一行也没有入库，台账还是原来的样子。",
            BatchState.REFUSED: "一行也没有入库，台账还是原来的样子。",
            BatchState.DROPPED: "一行也没有入库。",
            BatchState.READING: "一行也没有入库。",
        }
        return said.get(self.stands, "")

    @property
    def is_waiting(self) -> bool:
        return bool(self.states.get(State.SUBMITTED))

    @property
    def examples(self) -> Mapping[str, str]:
        """Of each kind of change the first, old beside new: 王春和　职称　讲师 → 助理讲师."""
        changes = self.batch.found.get("changes", [])
        found: dict[str, str] = {}
        for each in changes:
            found.setdefault(each["kind"], _example(each))
            found.setdefault("changed", _example(each))
        if new := self.batch.found.get("new"):
            found["new"] = f"{new[0]['label']}（第{new[0]['row']}行）"
        return found


def _ready(sheet: Sheet) -> str:
    rows = f"{sheet.counts['rows']:,}行"
    if sheet.counts["refused"]:
        spots = f"{len(sheet.wrong):,}处" if not sheet.not_shown else f"{sheet.counts['refused']:,}行"
        return f"{rows}里有{spots}要改，改好才能导入"
    if not sheet.counts["rows"]:
        return "表里没有数据行"
    if not sheet.writes:
        return f"{rows}都和台账一样，没有要入库的"
    return f"{rows}都能导入：{sheet.does}"


def _stored(sheet: Sheet) -> str:
    waits, back = sheet.states.get(State.SUBMITTED, 0), sheet.states.get(State.RETURNED, 0)
    stands = [f"已核定{n:,}行" for n in [sheet.states.get(State.VERIFIED, 0)] if n]
    stands += [f"待审核{waits:,}行"] * bool(waits) + [f"退回{back:,}行"] * bool(back)
    return f"已入库{'：' if stands else ''}{'，'.join(stands)}"


_HEADINGS: dict[BatchState, Callable[[Sheet], str]] = {
    BatchState.READY: _ready,
    BatchState.STORED: _stored,
    BatchState.REFUSED: lambda _: "这张表读不了",
    BatchState.DROPPED: lambda _: "这张表已放弃",
    BatchState.READING: lambda _: "这张表没有核对完",
    BatchState.STORING: lambda _: "正在入库",
}


def _example(change: Mapping[str, Any]) -> str:
    cells = change["cells"][:2]
    said = "；".join(f"{c['heading']}　{c['was'] or '未填'} → {c['now'] or '未填'}" for c in cells)
    return f"{change['label']}　{said}"


def sheet_of(batch: Batch, by: Post) -> Sheet:
    """A visible sheet, with what this post may do with it."""
    register = REGISTERS[batch.register]
    is_own = batch.unit_id == by.unit_id
    stored = batch.state == BatchState.STORED
    judges = stored and verifies(register, by) and batch.unit.district_id == by.unit.district_id
    mine = same_person(batch.by, by)
    waits = waiting_rows(register, by).filter(batch=batch)
    waiting = waits.count() if judges and not mine else 0
    return Sheet(
        batch,
        register,
        is_own,
        is_own and fills(register, by),
        bool(waiting),
        judges and mine,
        waiting,
        seen_of(waits) if waiting else "",
        _states(register, batch, by) if stored else {},
    )


def rows_of_batch(register: Register, batch: Batch, by: Post) -> QuerySet[Any]:
    """The rows that a sheet became, as far as one may see them; what has ended since, too."""
    named = [column.name for column in register.columns if column.names_subject]
    return visible_rows(register, by).filter(batch=batch).select_related("unit", "subject", *named)


def findings_of_batch(register: Register, batch: Batch, by: Post) -> list[Finding]:
    """What looks odd in a sheet's rows, for who verifies them."""
    found = findings_of(register, by)
    return [each for each in found if any(row.batch_id == batch.pk for row in each.rows)]


def _states(register: Register, batch: Batch, by: Post) -> dict[str, int]:
    rows = visible_rows(register, by).filter(batch=batch).select_related(None).order_by()
    return dict(rows.values_list("state").annotate(n=Count("pk")))


def export_of(by: Post, pk: int) -> Export | None:
    """An export, only for the post that asked for it."""
    return Export.objects.filter(by=by, pk=pk).select_related("file", "job").first()


def is_under_way(export: Export) -> bool:
    return export.job is not None and export.job.state in {JobState.WAITING, JobState.RUNNING}
