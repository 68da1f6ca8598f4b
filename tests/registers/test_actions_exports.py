"""Exports: what one may see leaves as a sheet, and the audit says who took it."""

from __future__ import annotations

import json

import pytest

from gaodi.ground.models import AuditRow
from gaodi.ground.queries.files import path_of
from gaodi.ground.refusals import NotYours
from gaodi.registers.actions.exports import ask_export
from gaodi.registers.actions.imports import hand_in
from gaodi.registers.declaration import REGISTERS
from gaodi.registers.models import Batch, Export
from gaodi.registers.queries import exports
from tests.registers.entering import id_number
from tests.registers.sheets import checked, counts, done, stored, teacher

TEACHERS = REGISTERS["teachers"]


@pytest.fixture(autouse=True)
def everybody_is_there(系统, 教务员):
    stored(checked([teacher(n) for n in range(1, 8)], 教务员), 教务员)


def taken_out(by, filters=None) -> Export:
    job = done(ask_export(TEACHERS, filters or {}, "状态为待审核" if filters else "", by=by).job)
    assert job.state == "done", job.sentence
    return Export.objects.get(by=by)


def test_what_goes_out_comes_in_again_unchanged_and_shows_no_number(教务员, monkeypatch):
    monkeypatch.setattr(exports, "AT_ONCE", 3)
    export = taken_out(教务员, {"state": "submitted"})
    content = path_of(export.file.sha256).read_bytes()
    assert export.rows == 7

    batch = hand_in(TEACHERS, [content], "export.xlsx", by=教务员)
    done(batch.job)
    batch = Batch.objects.get(pk=batch.pk)
    assert counts(batch) == {"same": 7, "rows": 7}
    assert id_number(1)[6:14] not in str(batch.found)
    row = AuditRow.objects.get(verb="export")
    told = json.loads(row.changes)
    assert (row.person, told["rows"], told["filters"]) == (
        教务员.person,
        [0, 7],
        [None, {"state": "submitted"}],
    )
    assert told["sha256"][1] == export.file.sha256


def test_another_school_takes_out_no_row_of_this_one(别校教务员):
    assert taken_out(别校教务员).rows == 0


def test_a_closed_register_is_not_taken_out_by_others(外人, monkeypatch):
    monkeypatch.setattr("gaodi.registers.actions.exports.registers_of", lambda _: [])
    with pytest.raises(NotYours):
        ask_export(TEACHERS, {}, "", by=外人)
    assert not Export.objects.exists()
