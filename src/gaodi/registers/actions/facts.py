"""Verbs about one row: propose, edit, submit, discard, withdraw, verify, send back.

A value is never overwritten: a correction is proposed beside what stands, and what stands ends when its successor is
verified. ``values`` are {name of column: value as its kind reads it}; whom a cell names comes as ``Named``.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from django.db.models import F, QuerySet

from gaodi.bedrock import clock
from gaodi.bedrock.names import initials, pinyin
from gaodi.bedrock.periods import Period
from gaodi.ground.acting import Act
from gaodi.ground.models import Evidence, Post, Unit
from gaodi.ground.models.people import OPEN_END
from gaodi.ground.refusals import NotYours, Overtaken, Refused
from gaodi.registers.actions.locks import refuse_locked
from gaodi.registers.actions.stamps import stamp
from gaodi.registers.actions.subjects import subject_of, subject_of_district
from gaodi.registers.actions.telling import acting_on
from gaodi.registers.checking import problems_of
from gaodi.registers.declaration import Register
from gaodi.registers.models import FOREVER, Fact, Proof, State, Subject
from gaodi.registers.naming import Named, TheDistrict
from gaodi.registers.states import MOVES, fills, in_district, may, same_person, verifies

TAKEN = "这一条已有人填报，还没有核定。"
LOOK_AGAIN = "请刷新页面，看看现在的值再改。"
SOUND, INITIALS = 200, 80  # as long as their columns


def propose(
    register: Register,
    values: Mapping[str, Any],
    *,
    by: Post,
    submit: bool = True,
    evidence: Iterable[Evidence] = (),
    unit: Unit | None = None,
) -> Fact:
    """A new row, or a correction of the one that stands under the same key. ``unit`` is set by loaders only."""
    unit = unit or by.unit
    with acting_on(register, "propose", "填报", None, by=by, unit=unit) as act:
        _refuse_stranger(register, unit, by)
        stamp(register, unit)
        fields = fields_of(register, values, unit)
        _refuse_problems(register, fields)
        before = _with_key(register, unit, fields)
        if before.filter(open=True).exists():
            raise Overtaken(TAKEN)
        now = before.filter(open=False, ended_at=FOREVER).first()
        if now is not None and not now.void and not differences(register, now, fields):
            raise Refused("和已核定的值一样，没有要改的。")
        refuse_locked(register, unit, fields, changed=differences(register, now, fields) if now else None)
        row = _new(register, fields, unit, by, State.SUBMITTED if submit else State.DRAFT)
        row.save(force_insert=True)
        _record(act, register, now, row)
        act.subject, act.label = row, f"{register.name}：{row}"
        _prove(register, row, evidence)
    return row


def edit(
    register: Register,
    row: Fact,
    values: Mapping[str, Any],
    *,
    by: Post,
    revision: int,
    submit: bool = True,
    evidence: Iterable[Evidence] = (),
) -> Fact:
    """Change an open row, if it is still as it was seen."""
    with acting_on(register, "edit", "修改", row, by=by, unit=row.unit) as act:
        _refuse_move("edit", register, row, by)
        if row.void:
            raise Refused(
                "这一条是撤销申请，不能修改。", "不撤销了的，请删除这一条；要更正的，删除后再填报。"
            )
        stamp(register, row.unit)
        fields = fields_of(register, values, row.unit)
        _refuse_problems(register, fields)
        key = {name: fields[name] for name in register.key if name != "unit"}
        if any(getattr(row, name) != value for name, value in key.items()):
            raise Refused("标识和期间不能改。", "填错了对象或期间的，请删除这一条，重新填报。")
        refuse_locked(register, row.unit, fields, changed=differences(register, row, fields))
        state = State.SUBMITTED if submit else State.DRAFT
        changed = {
            **fields,
            "state": state,
            "returned_because": "",
            "reported_by": by,
            "reported_at": clock.now(),
        }
        for name in differences(register, row, fields):
            act.change(name, getattr(row, name), fields[name])
        act.change("state", row.state, state)
        _touched(_if_as_seen(register, row, revision).update(**changed, revision=F("revision") + 1))
        row.refresh_from_db()
        act.label = f"{register.name}：{row}"
        _prove(register, row, evidence)
    return row


def submit(register: Register, row: Fact, *, by: Post, revision: int) -> Fact:
    """Hand a draft in for verification."""
    return _move(
        "submit", register, row, by, revision, state=State.SUBMITTED, reported_by=by, reported_at=clock.now()
    )


def send_back(register: Register, row: Fact, *, by: Post, revision: int, reason: str) -> Fact:
    """Give a row back to who handed it in, with the reason."""
    if not reason.strip():
        raise Refused("没有写退回原因。", "请写明哪里要改。")
    return _move(
        "send_back", register, row, by, revision, state=State.RETURNED, returned_because=reason[:200]
    )


def discard(register: Register, row: Fact, *, by: Post, revision: int) -> None:
    """Delete a row that was never verified; the audit keeps what it said."""
    with acting_on(register, "discard", "删除", row, by=by, unit=row.unit) as act:
        _refuse_move("discard", register, row, by)
        stamp(register, row.unit)
        for name in register.value_fields:
            act.change(name, getattr(row, name), None)
        act.label = f"{register.name}：{row}"
        Proof.objects.filter(register=register.slug, row=row.pk).delete()
        _touched(_if_as_seen(register, row, revision).delete()[0])


def withdraw(register: Register, row: Fact, *, by: Post, reason: str) -> Fact:
    """Propose that a verified row no longer counts: verified like any other; entering it anew succeeds it."""
    with acting_on(register, "withdraw", "撤销", row, by=by, unit=row.unit, note=reason) as act:
        if row.open or row.void or row.ended_at != FOREVER:
            raise Refused("只能撤销现行的记录。", LOOK_AGAIN)
        if not fills(register, by) or row.unit_id != by.unit_id:
            raise NotYours(f"这一条由{row.unit}填报，由该单位撤销。")
        if not reason.strip():
            raise Refused("没有写撤销原因。", "请写明为什么不再算数。")
        stamp(register, row.unit)
        fields = {name: getattr(row, name) for name in (*register.key, "period", *register.value_fields)}
        refuse_locked(register, row.unit, fields, changed=["void"])
        if _with_key(register, row.unit, fields).filter(open=True).exists():
            raise Overtaken(TAKEN)
        proposal = _new(register, fields, row.unit, by, State.SUBMITTED)
        proposal.void = True
        proposal.save(force_insert=True)
        act.subject, act.label = proposal, f"{register.name}：{row}"
        act.change("void", False, True)
    return proposal


def verify(register: Register, row: Fact, *, by: Post, revision: int) -> Fact:
    """What was handed in counts from now on, and what stood before ends at the same instant."""
    with acting_on(register, "verify", "审核通过", row, by=by, unit=row.unit) as act:
        _refuse_move("verify", register, row, by)
        stamp(register, row.unit)
        fields = {name: getattr(row, name) for name in (*register.key, "period")}
        before = _with_key(register, row.unit, fields).filter(open=False, ended_at=FOREVER)
        standing = before.select_for_update().first()
        refuse_locked(register, row.unit, fields, changed=changed_between(register, standing, row))
        at = max(clock.now(), standing.counts_from) if standing and standing.counts_from else clock.now()
        if standing is not None:
            before.update(ended_at=at)
        handed_in = _if_as_seen(register, row, revision).filter(state=State.SUBMITTED)
        counts = {"open": False, "state": State.VERIFIED, "counts_from": at, "verified_by": by}
        _touched(handed_in.update(**counts, revision=F("revision") + 1))
        row.refresh_from_db()
        _record(act, register, standing, row)
        act.label = f"{register.name}：{row}"
        _name_subject(register, row)
    return row


# ------------------------------------------------------------------ what verbs share


def fields_of(register: Register, values: Mapping[str, Any], unit: Unit) -> dict[str, Any]:
    """Values as the model's fields: subjects found, period and days set, the name in its sounds."""
    fields: dict[str, Any] = dict.fromkeys(register.value_fields)
    fields |= {name: subject_of(v, unit) if isinstance(v, Named) else v for name, v in values.items()}
    if isinstance(register.about, TheDistrict):
        fields["subject"] = subject_of_district(unit)
    elif fields.get("subject") is None:
        fields["subject"] = own_subject(register, unit)
    if isinstance(period := fields.get("period"), Period):
        fields |= {"period": period.text, "valid_from": period.first, "valid_to": period.last}
    fields["valid_to"] = fields.get("valid_to") or OPEN_END
    subject = fields["subject"]
    label = (fields.get("label") or subject.name or register.about.code(subject))[:80]
    return fields | {"label": label, "sound": pinyin(label)[:SOUND], "initials": initials(label)[:INITIALS]}


def own_subject(register: Register, unit: Unit) -> Subject:
    """The unit itself as a subject: a school that fills in its own sheet need not write its code in each line."""
    found = Subject.objects.filter(unit=unit, kind=register.about.kind).order_by("pk").first()
    if found is None:
        heading = register.by_name["subject"].heading
        raise Refused(f"没有填{heading}。", "请填写；本单位的代码可请管理员关联，以后就不必填。")
    return found


def differences(register: Register, row: Fact, fields: Mapping[str, Any]) -> list[str]:
    """The names of columns whose value differs from the row's."""
    return [name for name in register.value_fields if getattr(row, name) != fields.get(name)]


def changed_between(register: Register, standing: Fact | None, row: Fact) -> list[str] | None:
    """What changes when a row succeeds the one that stands; None where it is new."""
    if standing is None or standing.void or row.void:
        return None if standing is None else ["void"]
    return [n for n in register.value_fields if getattr(standing, n) != getattr(row, n)]


def _new(register: Register, fields: Mapping[str, Any], unit: Unit, by: Post, state: str) -> Fact:
    known = {name: value for name, value in fields.items() if name != "unit"}
    return register.model(
        **known, unit=unit, district=unit.district, state=state, reported_by=by, reported_at=clock.now()
    )


def _with_key(register: Register, unit: Unit, fields: Mapping[str, Any]) -> QuerySet[Any]:
    key = {name: fields[name] for name in register.key if name != "unit"}
    return register.model._default_manager.filter(unit=unit, **key)


def _if_as_seen(register: Register, row: Fact, revision: int) -> QuerySet[Any]:
    return register.model._default_manager.filter(pk=row.pk, open=True, revision=revision)


def _touched(rows: int) -> None:
    """The row was still as it was seen; none touched means that somebody else was faster."""
    if not rows:
        raise Overtaken("这一条刚被别人改过。")


def _move(verb: str, register: Register, row: Fact, by: Post, revision: int, **changed: Any) -> Fact:
    note = changed.get("returned_because", "")
    with acting_on(register, verb, MOVES[verb].word, row, by=by, unit=row.unit, note=note) as act:
        _refuse_move(verb, register, row, by)
        stamp(register, row.unit)
        act.change("state", row.state, changed["state"])
        act.label = f"{register.name}：{row}"
        _touched(_if_as_seen(register, row, revision).update(**changed, revision=F("revision") + 1))
        row.refresh_from_db()
    return row


def _refuse_stranger(register: Register, unit: Unit, by: Post) -> None:
    if not fills(register, by) or (unit.pk != by.unit_id and by.role != "system"):
        raise NotYours(f"{register.name}台账不由{by.unit}填报。")


def _refuse_move(verb: str, register: Register, row: Fact, by: Post) -> None:
    """Say why not, where the post may not do this."""
    if may(verb, register, row, by):
        return
    move = MOVES[verb]
    if move.side == "verifies" and verifies(register, by) and in_district(row, by):
        if same_person(row.reported_by, by):
            raise NotYours("这一条是您自己填报的，要由另一个人审核。")
    elif move.side == "verifies":
        raise NotYours(f"{register.name}台账不由{by.unit}审核。")
    elif not fills(register, by) or row.unit_id != by.unit_id:
        raise NotYours(f"这一条由{row.unit}填报，由该单位{move.word}。")
    word = row.get_state_display()
    raise Overtaken(f"这一条现在是“{word}”，不能{move.word}。")


def _refuse_problems(register: Register, fields: Mapping[str, Any]) -> None:
    for problem in problems_of(register, fields):
        if not problem.warning:
            heading = register.by_name[problem.column].heading
            raise Refused(f"{heading}：{problem.sentence}。", f"{problem.remedy}。")


def _record(act: Act, register: Register, was: Fact | None, now: Fact) -> None:
    for name in register.value_fields:
        act.change(name, getattr(was, name) if was else None, getattr(now, name))
    if was is not None and was.void != now.void:
        act.change("void", was.void, now.void)


def _prove(register: Register, row: Fact, evidence: Iterable[Evidence]) -> None:
    for each in evidence:
        Proof.objects.create(register=register.slug, row=row.pk, evidence=each)


def _name_subject(register: Register, row: Fact) -> None:
    """A body or a thing is called as the register that names it says; a person's name stays in the rows."""
    if register.names_subject and not row.void:
        Subject.objects.filter(pk=row.subject_id).update(name=row.label)
