"""Verbs about a sheet: hand it in, confirm what the check found, drop it, verify or send back all its rows at once.

Until a sheet is confirmed nothing of it is in the register; then all accepted rows are, or none.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from django.db.models import Exists, F, Max, OuterRef, Q, QuerySet, Subquery

from gaodi.bedrock import clock
from gaodi.ground import jobs
from gaodi.ground.acting import locked
from gaodi.ground.actions.files import store_file
from gaodi.ground.models import Evidence, JobState, Post
from gaodi.ground.refusals import NotYours, Overtaken, Refused
from gaodi.registers.actions.facts import changed_between
from gaodi.registers.actions.locks import refuse_locked
from gaodi.registers.actions.stamps import stamp
from gaodi.registers.actions.telling import acting_on
from gaodi.registers.declaration import REGISTERS, Register
from gaodi.registers.models import FOREVER, Batch, BatchState, PeriodLock, Proof, State, Subject
from gaodi.registers.queries.tallies import seen_of
from gaodi.registers.states import fills, same_person, verifies

READABLE = frozenset({"xlsx", "csv"})
ENDED = frozenset({JobState.STOPPED, JobState.FAILED, JobState.REFUSED})
TICKS = {
    "problems": "表里有{n}处错误。",
    "cleared": "有{n}行会清空已有的值。",
    "others": "有{n}行会盖掉别人填报、还没有核定的值。",
}


def hand_in(register: Register, chunks: Iterable[bytes], name: str, *, by: Post) -> Batch:
    """Take a sheet in and ask for its check."""
    with acting_on(register, "hand_in", "上传导入表", None, by=by, unit=by.unit) as act:
        _refuse_stranger(register, by)
        stored, shown = store_file(chunks, name)
        if stored.kind not in READABLE:
            raise Refused(f"导入不收 .{stored.kind} 文件。", "请用 .xlsx 或 .csv，最好用本台账的模板。")
        batch = Batch.objects.create(
            register=register.slug, unit=by.unit, by=by, at=clock.now(), file=stored, name=shown
        )
        _ask(batch, "check_sheet", by)
        act.subject, act.label = batch, f"{register.name}：{shown}"
        act.change("sha256", None, stored.sha256)
    return batch


def confirm(
    batch: Batch,
    *,
    by: Post,
    blanks: bool = False,
    others: bool = False,
    partial: bool = False,
    evidence: Iterable[Evidence] = (),
) -> Batch:
    """Have the rows stored: those without a problem (``partial``), clearing values, overwriting others' proposals."""
    register = REGISTERS[batch.register]
    with acting_on(register, "confirm_sheet", "确认导入", batch, by=by, unit=batch.unit) as act:
        _refuse_other(register, batch, by)
        batch = locked(Batch.objects.select_related("unit__district", "by", "file", "job"), batch.pk)
        if rests_at(batch) != BatchState.READY:
            raise Overtaken(f"这张表现在是“{batch.get_state_display()}”，不能确认。")
        ticked = {"problems": partial, "cleared": blanks, "others": others}
        if unticked := missing_ticks(batch.found, ticked):
            raise Refused("".join(unticked), "请核对后勾选，或改好表再上传。")
        act.set(batch, state=BatchState.STORING)
        for each in evidence:
            Proof.objects.create(register=register.slug, batch=batch, evidence=each)
        _ask(batch, "store_sheet", by, ticked=ticked)
        act.label = f"{register.name}：{batch.name}"
    return batch


def drop(batch: Batch, *, by: Post) -> Batch:
    """Give a sheet up; nothing of it was stored."""
    with acting_on(REGISTERS[batch.register], "drop_sheet", "放弃导入", batch, by=by, unit=batch.unit) as act:
        _refuse_other(REGISTERS[batch.register], batch, by)
        batch = locked(Batch.objects.select_related("unit", "by", "file", "job"), batch.pk)
        is_over = batch.job is None or batch.job.state in ENDED
        if rests_at(batch) not in {BatchState.READY, BatchState.REFUSED} and not is_over:
            raise Overtaken(f"这张表现在是“{batch.get_state_display()}”，不能放弃。")
        if batch.state in {BatchState.STORED, BatchState.DROPPED}:
            raise Overtaken(f"这张表{batch.get_state_display()}。")
        act.set(batch, state=BatchState.DROPPED)
        Proof.objects.filter(batch=batch).delete()
        batch.save(update_fields=["state"])
    return batch


def rests_at(batch: Batch) -> str:
    """Where a sheet stands: one whose storing was stopped or failed waits for its confirmation again."""
    if batch.state == BatchState.STORING and batch.job is not None and batch.job.state in ENDED:
        return BatchState.READY
    return batch.state


def missing_ticks(found: Mapping[str, Any], ticked: Mapping[str, bool]) -> list[str]:
    """What must be ticked before a sheet is stored and was not, in sentences."""
    counts = {name: counted(found, name) for name in TICKS}
    return [said.format(n=counts[name]) for name, said in TICKS.items() if counts[name] and not ticked[name]]


def counted(found: Mapping[str, Any], tick: str) -> int:
    """How many rows of a sheet a tick is about."""
    return int(found.get("counts", {}).get("refused" if tick == "problems" else tick, 0))


# ------------------------------------------------------------------ those who verify


def verify_batch(batch: Batch, *, by: Post, seen: str = "") -> int:
    """All rows of a sheet that wait for it count from now on; gives how many.

    ``seen`` is what ``seen_of`` said when the verifier looked: rows that were changed since are not verified unseen.
    Loaders, which look at nothing, leave it empty.
    """
    register = REGISTERS[batch.register]
    with acting_on(register, "verify_batch", "批量审核通过", batch, by=by, unit=batch.unit) as act:
        _refuse_judge(register, batch, by)
        stamp(register, batch.unit)
        handed_in = _handed_in(register, batch, by)
        if seen and seen != seen_of(handed_in):
            raise Overtaken("您打开这一页以后，表里有行改过或退回了。")
        _refuse_locked(register, batch, handed_in)
        replaced = _replaced(register, batch)
        last = replaced.aggregate(last=Max("counts_from"))["last"]
        at = max(clock.now(), last) if last else clock.now()
        replaced.update(ended_at=at)
        _name_subjects(register, handed_in)
        count = handed_in.update(
            open=False, state=State.VERIFIED, counts_from=at, verified_by=by, revision=F("revision") + 1
        )
        act.label = f"{register.name}：{batch.name}"
        act.change("verified", 0, count)
    return count


def send_back_batch(batch: Batch, *, by: Post, reason: str) -> int:
    """Give all rows of a sheet that wait back to who handed them in, with the reason."""
    register = REGISTERS[batch.register]
    with acting_on(
        register, "send_back_batch", "批量退回", batch, by=by, unit=batch.unit, note=reason
    ) as act:
        _refuse_judge(register, batch, by)
        if not reason.strip():
            raise Refused("没有写退回原因。", "请写明哪里要改。")
        stamp(register, batch.unit)
        count = _handed_in(register, batch, by).update(
            state=State.RETURNED, returned_because=reason[:200], revision=F("revision") + 1
        )
        act.label = f"{register.name}：{batch.name}"
        act.change("returned", 0, count)
    return count


def _handed_in(register: Register, batch: Batch, by: Post) -> QuerySet[Any]:
    """The rows of the sheet that wait; none of them may be by who judges."""
    rows = register.model._default_manager.filter(batch=batch, open=True, state=State.SUBMITTED)
    if not rows.exists():
        raise Overtaken("这张表没有待审核的行。")
    if by.account_id is not None and rows.filter(reported_by__account=by.account_id).exists():
        raise NotYours("这张表里有您自己填报的行，要由另一个人审核。")
    return rows


def _replaced(register: Register, batch: Batch) -> QuerySet[Any]:
    """The rows that stand and have a successor among those of the sheet."""
    key = {name: OuterRef(name) for name in register.key}
    rows = register.model._default_manager
    successor = rows.filter(**key, batch=batch, open=True, state=State.SUBMITTED)
    return rows.filter(Exists(successor), unit=batch.unit, open=False, ended_at=FOREVER)


def _refuse_locked(register: Register, batch: Batch, handed_in: QuerySet[Any]) -> None:
    """Refuse where a row lies in a locked period; only those rows are looked at one by one."""
    periods = PeriodLock.objects.filter(register=register.slug, unit=batch.unit).values_list(
        "period", flat=True
    )
    by_period = Q(period__in=periods)
    by_year = Q(period="", valid_from__year__in=[int(each) for each in periods if len(each) == 4])
    for row in handed_in.filter(by_period | by_year) if periods else ():
        fields = {name: getattr(row, name) for name in (*register.key, "period")}
        stands = _replaced(register, batch).filter(**{name: fields[name] for name in register.key}).first()
        refuse_locked(register, batch.unit, fields, changed=changed_between(register, stands, row))


def _name_subjects(register: Register, handed_in: QuerySet[Any]) -> None:
    """Bodies and things are called as the rows say; a person's name stays in the rows."""
    if register.names_subject:
        named = handed_in.filter(void=False)
        label = Subquery(named.filter(subject=OuterRef("pk")).order_by("-valid_from").values("label")[:1])
        Subject.objects.filter(pk__in=named.values("subject")).update(name=label)


# ------------------------------------------------------------------ who may


def _refuse_stranger(register: Register, by: Post) -> None:
    if not fills(register, by):
        raise NotYours(f"{register.name}台账不由{by.unit}填报。")


def _refuse_other(register: Register, batch: Batch, by: Post) -> None:
    _refuse_stranger(register, by)
    if batch.unit_id != by.unit_id:
        raise NotYours(f"这张表由{batch.unit}导入，由该单位办理。")


def _refuse_judge(register: Register, batch: Batch, by: Post) -> None:
    if not verifies(register, by) or batch.unit.district_id != by.unit.district_id:
        raise NotYours(f"{register.name}台账不由{by.unit}审核。")
    if same_person(batch.by, by):
        raise NotYours("这张表是您自己导入的，要由另一个人审核。")


def _ask(batch: Batch, kind: str, by: Post, **args: Any) -> None:
    """Ask for a job about the sheet; when it ends, its page leads to the sheet's."""
    page = f"/registers/imports/{batch.pk}/"
    batch.job = jobs.ask(kind, by=by, batch=batch.pk, then=page, back=page, **args)
    batch.save(update_fields=["job", "state"])
