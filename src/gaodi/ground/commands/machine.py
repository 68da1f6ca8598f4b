"""``gaodi serve, worker, migrate, doctor``: the machine on which Gaodi runs."""

from __future__ import annotations

import sys
from argparse import Namespace

from django.conf import settings
from django.core.management import call_command
from django.core.management.base import SystemCheckError
from django.db import DatabaseError

from gaodi.bedrock import clock
from gaodi.ground import serving
from gaodi.ground.first_run import (
    Demonstration,
    demonstrations,
    load_demonstrations,
    prepare,
    renew_calendar,
)
from gaodi.ground.models import Post
from gaodi.ground.queries.first_run import anyone_can_sign_in
from gaodi.ground.queries.people import system_post
from gaodi.ground.refusals import Refused
from gaodi.ground.worker import Worker


def serve(args: Namespace) -> int:
    """Make everything ready, then serve until Ctrl-C."""
    taken = serving.bind(args.host, args.port)
    settings.VAR.mkdir(parents=True, exist_ok=True)
    serving.migrate_when_needed()
    try:
        serving.check()
    except SystemCheckError as problems:
        print(problems, file=sys.stderr)
        return 1
    serving.collect_static_when_stale()
    system = prepare()
    if args.demo and (failed := serving.in_a_child(lambda: _load_the_demonstration(system))):
        return failed
    print_welcome(args.host, args.port, demo=args.demo)
    children = {serving.PAGES: serving.serve_pages(taken, args.workers), serving.JOBS: serving.work}
    return serving.Children(children).watch()


def _load_the_demonstration(system: Post) -> None:
    from gaodi.ground.commands.printing import progress_bar  # slow: only for eyes

    with progress_bar() as progress:
        load_demonstrations(by=system, progress=progress)


def print_welcome(host: str, port: int, *, demo: bool) -> None:
    """Where to go, and how to get in."""
    print(f"高地已启动：http://{f'[{host}]' if ':' in host else host}:{port}/　按 Ctrl+C 停止")
    if demo:
        for demonstration in demonstrations():
            print_logins(demonstration)
    elif not anyone_can_sign_in():
        print("还没有账号。另开一个终端，登记单位和第一个管理员：")
        print(
            "  gaodi unit add 区政府办公室 --district 371002 --district-name 环翠区 --key government_office"
        )
        print("  gaodi user add guanli 张三 --unit government_office --role admin")
    sys.stdout.flush()


def print_logins(demonstration: Demonstration) -> None:
    from gaodi.ground.commands.printing import print_table  # slow: only for eyes

    rows = [
        [login[name] for name in ("username", "name", "unit", "role")] for login in demonstration.logins()
    ]
    if not rows:  # it has no people of its own
        return
    print(f"演示数据，全部虚构，按{clock.today()}计日期。密码都是 {demonstration.password}")
    print_table(["用户名", "姓名", "单位", "身份"], rows)


def work(_args: Namespace) -> int:
    """Run jobs until a signal comes."""
    migrated_system_post()
    print("后台作业已启动，按 Ctrl+C 停止", flush=True)
    Worker().run_until_told()
    return 0


def migrate(_args: Namespace) -> int:
    """Bring the database up to this Gaodi, and see to what every database needs."""
    call_command(
        "migrate", interactive=False, verbosity=0
    )  # also when nothing is pending: it mends the triggers
    renew_calendar(by=prepare())
    print("数据库已是最新。")
    return 0


def doctor(args: Namespace) -> int:
    """Is this installation sound? 0 when it is, 1 when something is to be done."""
    from gaodi.ground.doctor import as_json, examine  # slow: only needed here

    findings = list(examine())
    if args.format == "json":
        print(as_json(findings))
    else:
        for finding in findings:
            mark = "正常　" if finding.well else "要处理"
            print(f"{mark}　{finding.name}：{finding.state}{'。' + finding.remedy if finding.remedy else ''}")
    return 0 if all(finding.well for finding in findings) else 1


def migrated_system_post() -> Post:
    """The post the command line acts as; a database that is new or behind is refused, not changed on the way."""
    try:
        return system_post()
    except (DatabaseError, Post.DoesNotExist) as missing:
        raise Refused("数据库还没有建好。", "请先运行 gaodi migrate。") from missing
