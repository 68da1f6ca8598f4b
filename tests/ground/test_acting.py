"""Acting: an act and its audit row are one; a refusal undoes the act and is recorded."""

from __future__ import annotations

import json
from datetime import date
from decimal import Decimal

import pytest
from django.db import DatabaseError, connection, transaction

from gaodi.bedrock import clock
from gaodi.ground.acting import Origin, acting, in_transaction, origin, record_refusal
from gaodi.ground.models import AuditRow, Unit, UnitAlias
from gaodi.ground.refusals import Overtaken, Refused


def call_it(unit: Unit, alias: str, by, *, refuse: bool = False) -> None:
    with acting("add_alias", "登记别名", unit, by=by, unit=unit, note="通行简称") as act:
        UnitAlias.objects.create(unit=unit, district=unit.district, alias=alias)
        act.change("alias", None, alias)
        if refuse:
            raise Refused("这个别名不收。", "请核对。")


def changes(row: AuditRow) -> dict:
    return json.loads(row.changes)


# ------------------------------------------------------------------ done


def test_an_act_leaves_one_row_with_the_names_of_the_day(科员, 工信局):
    token = origin.set(Origin("a1b2c3d4", "10.0.0.7"))
    call_it(工信局, "工信局", 科员)
    origin.reset(token)
    科员.account.name = "王晓岚（曾用）"
    科员.account.save()

    row = AuditRow.objects.get()

    assert (row.person, row.role, row.unit, row.post) == ("王晓岚", "clerk", "区教育体育局", 科员.pk)
    assert (row.verb, row.word, row.outcome, row.note) == ("add_alias", "登记别名", "done", "通行简称")
    assert (row.subject, row.subject_id, row.label) == ("ground.unit", str(工信局.pk), "区工业和信息化局")
    assert (row.about_unit, row.request, row.address) == ("区工业和信息化局", "a1b2c3d4", "10.0.0.7")
    assert row.changes == '{"alias":[null,"工信局"]}'


def test_the_time_of_the_row_is_real_whatever_day_is_pretended(科员, 工信局):
    with clock.standing_on(date(2023, 10, 20)):
        before = clock.machine_now()
        call_it(工信局, "工信局", 科员)

    assert before <= AuditRow.objects.get().at <= clock.machine_now()


@pytest.mark.parametrize(
    ("was", "now", "written"),
    [
        (date(2023, 10, 20), None, ["2023-10-20", None]),
        (Decimal("0.10"), Decimal("0.1"), None),
        (Decimal("0.10"), Decimal("0.20"), ["0.1", "0.2"]),
        (False, True, [False, True]),
        ({"乙", "甲"}, {"甲"}, [["乙", "甲"], ["甲"]]),
        ((date(2023, 1, 1),), [], [["2023-01-01"], []]),
        ({"到": date(2023, 1, 1)}, {}, [{"到": "2023-01-01"}, {}]),
        ("同", "同", None),
    ],
)
def test_values_are_written_as_canonical_json(科员, was, now, written):
    with acting("try", "试", None, by=科员) as act:
        act.change("value", was, now)

    assert changes(AuditRow.objects.get()) == ({} if written is None else {"value": written})


def test_a_row_is_written_by_its_words_and_number(科员, 工信局):
    with acting("try", "试", None, by=科员) as act:
        act.change("unit", None, 工信局)

    assert changes(AuditRow.objects.get()) == {"unit": [None, f"区工业和信息化局 #{工信局.pk}"]}


def test_what_changed_twice_went_from_the_first_to_the_last(科员, 工信局):
    with acting("try", "试", 工信局, by=科员) as act:
        act.set(工信局, name="甲局", full_name="甲")
        act.set(工信局, name="乙局", full_name="")

    assert changes(AuditRow.objects.get()) == {"name": ["区工业和信息化局", "乙局"]}


# ------------------------------------------------------------------ no row, no act


def test_without_its_audit_row_an_act_is_not_done(科员, 工信局, monkeypatch):
    def broken(*_args, **_kwargs):
        raise DatabaseError("disk full")

    monkeypatch.setattr(AuditRow, "save", broken)

    with pytest.raises(DatabaseError):
        call_it(工信局, "工信局", 科员)

    assert not UnitAlias.objects.exists()


def test_a_value_the_audit_cannot_write_stops_the_act(科员, 工信局):
    def act_with_a_strange_value() -> None:
        with acting("try", "试", None, by=科员) as act:
            UnitAlias.objects.create(unit=工信局, district=工信局.district, alias="工信局")
            act.change("value", None, object())

    with pytest.raises(TypeError):
        act_with_a_strange_value()

    assert not UnitAlias.objects.exists()
    assert not AuditRow.objects.exists()


def test_a_fault_of_ours_leaves_neither_act_nor_row(科员, 工信局):
    call_it(工信局, "工信局", 科员)

    with pytest.raises(DatabaseError):
        call_it(工信局, None, 科员)

    assert UnitAlias.objects.count() == AuditRow.objects.count() == 1


@pytest.mark.django_db(transaction=True)
def test_whoever_writes_what_somebody_else_has_just_written_is_overtaken(科员, 工信局):
    call_it(工信局, "工信局", 科员)

    with pytest.raises(Overtaken):
        call_it(工信局, "工信局", 科员)

    assert UnitAlias.objects.count() == 1
    assert list(AuditRow.objects.order_by("pk").values_list("outcome", flat=True)) == ["done", "refused"]


# ------------------------------------------------------------------ refused


@pytest.mark.django_db(transaction=True)
def test_a_refusal_undoes_the_act_and_is_recorded_after_that(科员, 工信局):
    with pytest.raises(Refused):
        call_it(工信局, "工信局", 科员, refuse=True)

    assert not UnitAlias.objects.exists()
    row = AuditRow.objects.get()
    assert (row.outcome, row.verb, row.note) == ("refused", "add_alias", "这个别名不收。请核对。")


@pytest.mark.django_db(transaction=True)
def test_inside_another_act_the_outer_one_records_the_refusal(科员, 工信局):
    def act_in_act() -> None:
        with acting("import", "导入", None, by=科员):
            call_it(工信局, "工信局", 科员)
            call_it(工信局, "工信", 科员, refuse=True)

    with pytest.raises(Refused):
        act_in_act()

    assert not UnitAlias.objects.exists()
    row = AuditRow.objects.get()
    assert (row.verb, row.outcome, row.note) == ("import", "refused", "这个别名不收。请核对。")


@pytest.mark.django_db(transaction=True)
def test_what_was_overtaken_is_a_refusal_too(科员):
    def overtaken() -> None:
        with acting("try", "试", None, by=科员):
            raise Overtaken

    with pytest.raises(Overtaken, match="刚才已有人办理"):
        overtaken()

    assert AuditRow.objects.get().outcome == "refused"


def test_a_failed_sign_in_is_recorded_without_a_post(db):
    record_refusal("sign_in", "登录", note="密码不对", person="某某" * 30)

    row = AuditRow.objects.get()
    assert (row.person, row.post, row.unit, row.outcome) == (("某某" * 30)[:40], None, "", "refused")


@pytest.mark.django_db(transaction=True)
def test_a_refusal_may_quote_what_no_database_takes(科员):
    def refuse() -> None:
        with acting("try", "试", None, by=科员) as act:
            act.label = "名\x00字"
            act.change("name", None, "\ud800\x00")
            raise Refused("“\x00\ud800”不能作名称。")

    with pytest.raises(Refused):
        refuse()

    row = AuditRow.objects.get()
    assert (row.label, row.note) == ("名\ufffd字", "“\ufffd?”不能作名称。")
    assert changes(row) == {"name": [None, "?\x00"]}


# ------------------------------------------------------------------ afterwards, transactions


@pytest.mark.django_db(transaction=True)
def test_messages_go_out_only_once_the_act_is_certain(科员):
    told = []

    def act_that_fails() -> None:
        with acting("try", "试", None, by=科员) as act:
            act.afterwards(lambda: told.append("失败的"))
            raise Refused("不行。")

    with acting("try", "试", None, by=科员) as act:
        act.afterwards(lambda: told.append("办成的"))
        assert told == []
    with pytest.raises(Refused):
        act_that_fails()

    assert told == ["办成的"]


@pytest.mark.django_db(transaction=True)
def test_an_open_transaction_is_known_of():
    assert not in_transaction()
    with transaction.atomic():
        assert in_transaction()


def test_the_transaction_of_a_test_does_not_count(db):
    assert connection.in_atomic_block
    assert not in_transaction()
