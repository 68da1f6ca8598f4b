"""``gaodi doctor``: is this installation sound? Each check is a line that says what is so, and what to do if not."""

from __future__ import annotations

import json
import os
import shutil
from collections.abc import Callable, Iterator
from dataclasses import asdict, dataclass
from datetime import date, timedelta
from pathlib import Path
from tempfile import TemporaryFile

from django.conf import settings
from django.contrib.auth.hashers import get_hasher
from django.db import DatabaseError, connection
from django.db.migrations.executor import MigrationExecutor

from gaodi.bedrock import clock
from gaodi.ground import audit_guard
from gaodi.ground.checks import postgresql_sorts_by_code_point
from gaodi.ground.queries.calendar import work_calendar
from gaodi.ground.queries.jobs import last_sign_of_life
from gaodi.ground.worker import sign_of_life

LEAST_SPACE = 1024**3  # [D] bytes free, below which uploads and the database are in danger
SILENT = timedelta(minutes=2)  # four sweeps
NOTICE_MONTH = 11  # the notice of next year's holidays comes at the end of October
SLOW_HASH = 400.0  # [D] milliseconds: two processors would let five people in a second
SQLITE_WANTED = {"journal_mode": "wal", "synchronous": "2", "foreign_keys": "1"}


@dataclass(frozen=True, slots=True)
class Finding:
    """What one check found: ``remedy`` is empty when all is well."""

    name: str
    state: str
    remedy: str = ""

    @property
    def well(self) -> bool:
        return not self.remedy


Check = Callable[[], Finding]


def examine() -> Iterator[Finding]:
    """Every check in turn; without a database only what needs none."""
    database = the_database()
    yield database
    checks: tuple[Check, ...] = (files_folder, disk_space, password_hash)
    if database.state != UNREACHABLE:
        checks = (migrations, audit_triggers, calendar, worker, *checks)
    for check in checks:
        yield check()


UNREACHABLE = "连不上"


def the_database() -> Finding:
    """Reachable, and set up so that what was confirmed survives a power cut."""
    try:
        with connection.cursor() as cursor:
            cursor.execute("SELECT 1")
    except DatabaseError as error:
        return Finding(
            "数据库", UNREACHABLE, f"请检查 DATABASE_URL 和数据库服务：{str(error).strip().splitlines()[0]}"
        )
    return _sqlite() if connection.vendor == "sqlite" else _postgresql()


def _sqlite() -> Finding:
    with connection.cursor() as cursor:
        found = {name: str(cursor.execute(f"PRAGMA {name}").fetchone()[0]) for name in SQLITE_WANTED}
    wrong = [name for name, value in SQLITE_WANTED.items() if found[name] != value]
    state = f"SQLite，{found['journal_mode'].upper()}，同步级别{found['synchronous']}"
    if wrong:
        return Finding(
            "数据库", state, f"{'、'.join(wrong)}不对，断电会丢数据：数据目录不要放在网络盘上，设置不要改。"
        )
    return Finding("数据库", state)


def _postgresql() -> Finding:
    version = connection.get_database_version()
    problems = postgresql_sorts_by_code_point(databases=["default"])
    return Finding("数据库", f"PostgreSQL {version[0]}", "".join(str(problem.msg) for problem in problems))


def migrations() -> Finding:
    executor = MigrationExecutor(connection)
    pending = executor.migration_plan(executor.loader.graph.leaf_nodes())
    if pending:
        return Finding("数据库结构", f"差{len(pending)}步", "请运行 gaodi migrate。")
    return Finding("数据库结构", "与程序一致")


def audit_triggers() -> Finding:
    if not audit_guard.standing():
        return Finding("审计保护", "触发器不在", "审计记录现在可以被改动，请运行 gaodi migrate。")
    return Finding("审计保护", "只能追加")


def calendar() -> Finding:
    """Working days are known for this year; from November on for the next too, as its notice is out by then."""
    today = clock.today()
    if "ground_calendarday" not in connection.introspection.table_names():
        return Finding("工作日历", "没有", "请运行 gaodi migrate。")
    known_to = work_calendar().known_to
    wanted = today.year + (today.month >= NOTICE_MONTH)
    if known_to.year < wanted or known_to == date.min:
        state = f"到{known_to.year}年" if known_to != date.min else "没有"
        return Finding(
            "工作日历", state, f"缺{wanted}年，工作日暂按周一至周五算。请升级后运行 gaodi migrate。"
        )
    return Finding("工作日历", f"到{known_to.year}年")


def worker() -> Finding:
    """Some worker was seen a moment ago, idle or at a job."""
    seen = last_sign_of_life()
    file = sign_of_life()
    ages = [clock.machine_now() - seen] if seen else []
    if file.exists():
        ages.append(timedelta(seconds=max(0.0, clock.machine_now().timestamp() - file.stat().st_mtime)))
    if not ages:
        return Finding("后台作业", "从未运行", "识读文件要靠它：请运行 gaodi serve 或 gaodi worker。")
    age = int(min(ages).total_seconds())
    if min(ages) > SILENT:
        return Finding("后台作业", f"已{age}秒没有动静", "请运行 gaodi serve 或 gaodi worker。")
    return Finding("后台作业", f"{age}秒前有动静")


def files_folder() -> Finding:
    """Uploaded files lie where we can write, and where no web server hands them out."""
    files, static = Path(settings.FILES).resolve(), Path(settings.STATIC_ROOT).resolve()
    if files.is_relative_to(static) or static.is_relative_to(files):
        return Finding(
            "文件目录", str(files), "上传的文件和网页样式混在一起，会被人直接下载。请改 GAODI_VAR。"
        )
    try:
        files.mkdir(parents=True, exist_ok=True)
        with TemporaryFile(dir=files):
            pass
    except OSError as error:
        return Finding(
            "文件目录", str(files), f"写不进去（{os.strerror(error.errno or 0)}），请检查目录的属主和权限。"
        )
    return Finding("文件目录", str(files))


def disk_space() -> Finding:
    free = shutil.disk_usage(
        next(each for each in (settings.VAR, *settings.VAR.parents) if each.exists())
    ).free
    state = f"剩{free / 1024**3:.1f} GB"
    return Finding("磁盘空间", state, "请清理磁盘，或换更大的盘。" if free < LEAST_SPACE else "")


def password_hash() -> Finding:
    """How long the check of one password takes here."""
    hasher = get_hasher()
    begun = clock.seconds()
    hasher.encode("一个用来计时的口令", hasher.salt())
    took = (clock.seconds() - begun) * 1000
    state = f"{hasher.algorithm}，{took:.0f} 毫秒"
    return Finding(
        "口令校验", state, "太慢，多人同时登录会排队：请换快一些的机器。" if took > SLOW_HASH else ""
    )


def as_json(findings: list[Finding]) -> str:
    rows = [{**asdict(finding), "well": finding.well} for finding in findings]
    return json.dumps({"checks": rows}, ensure_ascii=False, indent=1)
