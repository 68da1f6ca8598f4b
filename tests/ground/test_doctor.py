"""The doctor: each check when all is well, and when it is not."""

from __future__ import annotations

import json
from datetime import date, timedelta
from typing import NamedTuple

import pytest
from django.core.management import call_command
from django.db import OperationalError, connection

from gaodi.bedrock import clock
from gaodi.ground import audit_guard, doctor, worker
from gaodi.ground.actions.calendar import load_calendar
from gaodi.ground.first_run import prepare
from gaodi.ground.models import Job, JobState


class Usage(NamedTuple):
    """What ``shutil.disk_usage`` gives."""

    total: int
    used: int
    free: int


@pytest.fixture(autouse=True)
def house_of_its_own(settings, tmp_path):
    settings.VAR = tmp_path
    settings.STATIC_ROOT = tmp_path / "static"


def test_a_sound_house_has_nothing_to_do(db, monkeypatch):
    prepare()
    worker.sign_of_life().touch()
    monkeypatch.setattr(doctor, "SQLITE_WANTED", doctor.SQLITE_WANTED | {"journal_mode": "memory"})

    with clock.standing_on(date(2023, 10, 20)):
        findings = list(doctor.examine())

    assert [finding.name for finding in findings if not finding.well] == []
    assert [finding.name for finding in findings] == [
        *("数据库", "数据库结构", "审计保护", "工作日历", "后台作业", "文件目录", "磁盘空间", "口令校验")
    ]


def test_as_json(db):
    findings = [doctor.Finding("甲", "好"), doctor.Finding("乙", "坏", "请修。")]

    assert json.loads(doctor.as_json(findings)) == {
        "checks": [
            {"name": "甲", "state": "好", "remedy": "", "well": True},
            {"name": "乙", "state": "坏", "remedy": "请修。", "well": False},
        ]
    }


def test_without_a_database_the_rest_is_still_examined(db, monkeypatch):
    def unreachable():
        raise OperationalError("connection refused\nIs the server running?")

    with monkeypatch.context() as patch:
        patch.setattr(connection, "cursor", unreachable)
        findings = list(doctor.examine())

    assert findings[0].state == "连不上"
    assert findings[0].remedy == "请检查 DATABASE_URL 和数据库服务：connection refused"
    assert [finding.name for finding in findings[1:]] == ["文件目录", "磁盘空间", "口令校验"]


def test_a_database_that_loses_what_was_confirmed_is_told(db, monkeypatch):
    if connection.vendor == "postgresql":
        assert doctor.the_database().state.startswith("PostgreSQL ")
        return
    wanted = {"journal_mode": "memory", "synchronous": "2", "foreign_keys": "0"}
    monkeypatch.setattr(doctor, "SQLITE_WANTED", wanted)

    assert doctor.the_database().remedy.startswith("foreign_keys不对，断电会丢数据")


@pytest.mark.django_db(transaction=True)
def test_a_database_that_is_behind_is_told():
    call_command("migrate", "django_tasks_database", "0018", verbosity=0)
    try:
        found = doctor.migrations()
    finally:
        call_command("migrate", verbosity=0)

    assert found.state.startswith("差")
    assert found.remedy == "请运行 gaodi migrate。"
    assert doctor.migrations().well


@pytest.mark.django_db(transaction=True)
def test_an_unguarded_audit_is_told():
    audit_guard.take_down()

    assert doctor.audit_triggers().remedy.endswith("请运行 gaodi migrate。")


@pytest.mark.parametrize(
    ("today", "remedy"),
    [
        (date(2023, 10, 31), ""),
        (date(2023, 11, 1), "缺2024年，工作日暂按周一至周五算。请升级后运行 gaodi migrate。"),
        (date(2024, 1, 1), "缺2024年，工作日暂按周一至周五算。请升级后运行 gaodi migrate。"),
    ],
)
def test_the_calendar_reaches_far_enough(系统, today, remedy):
    load_calendar({date(2023, 10, 2): (False, "国庆节")}, by=系统, source="通知")

    with clock.standing_on(today):
        assert doctor.calendar().remedy == remedy


def test_no_calendar_at_all_is_told(db):
    assert doctor.calendar().state == "没有"


def test_a_worker_that_never_was(db):
    assert doctor.worker().state == "从未运行"


def test_an_idle_worker_is_known_by_its_file_and_a_busy_one_by_its_job(科员):
    Job.objects.create(
        kind="count",
        by=科员,
        state=JobState.RUNNING,
        asked_at=clock.machine_now(),
        heartbeat=clock.machine_now() - timedelta(minutes=3),
    )
    assert doctor.worker().state.endswith("秒没有动静")

    worker.sign_of_life().touch()
    assert doctor.worker().well


def test_uploads_where_a_web_server_hands_them_out_are_told(settings, tmp_path):
    settings.FILES = settings.STATIC_ROOT / "files"

    assert "会被人直接下载" in doctor.files_folder().remedy


def test_a_folder_that_cannot_be_written_is_told(settings, tmp_path):
    (tmp_path / "a-file").touch()
    settings.FILES = tmp_path / "a-file" / "files"

    assert "写不进去" in doctor.files_folder().remedy


def test_a_full_disk_is_told(monkeypatch):
    assert doctor.disk_space().well
    monkeypatch.setattr(doctor.shutil, "disk_usage", lambda _path: Usage(10, 9, 1024**2))

    assert doctor.disk_space().remedy == "请清理磁盘，或换更大的盘。"


def test_a_slow_machine_is_told(monkeypatch):
    assert "毫秒" in doctor.password_hash().state
    monkeypatch.setattr(doctor, "SLOW_HASH", -1.0)

    assert doctor.password_hash().remedy.startswith("太慢")
