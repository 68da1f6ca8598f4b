"""``gaodi serve, worker, migrate, user, unit, doctor``: what whoever keeps the machine types."""

from __future__ import annotations

import argparse
import getpass
import json
import os
import secrets
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import date
from functools import wraps
from typing import TYPE_CHECKING, Any

import django
from django.core.exceptions import ImproperlyConfigured
from django.core.management.base import SystemCheckError

from gaodi.bedrock import clock
from gaodi.bedrock.commands import Command

if TYPE_CHECKING:
    from gaodi.ground.first_run import Demonstration, Progress
    from gaodi.ground.models import Account, District, Post, Unit
    from gaodi.ground.queries.units import Match

DEMO_DAY = "2023-10-20"
LETTERS = "abcdefghjkmnpqrstuvwxyz23456789"  # without those that look alike when read from a screen
ROLES = ("supervisor", "head", "clerk", "admin", "auditor")
Arguments = argparse.Namespace
Run = Callable[[Arguments], int]


def command(run: Run) -> Run:
    """Set Django up first; a refusal is a sentence on standard error and the code 2."""

    @wraps(run)
    def refusing(args: Arguments) -> int:
        try:
            clock.pretended_day()
            django.setup()
        except (ImproperlyConfigured, ValueError) as wrong:
            print(f"设置不对：{wrong}", file=sys.stderr)
            return 2
        from gaodi.ground.refusals import Refused  # app ready: the room is loaded after the set-up

        try:
            return run(args)
        except Refused as refusal:
            print(refusal, file=sys.stderr)
            return 2
        except SystemCheckError as problems:
            print(problems, file=sys.stderr)
            return 1

    return refusing


def migrated_system_post() -> Post:
    """The post the command line acts as; a database that is new or behind is refused, not changed on the way."""
    from django.db import DatabaseError  # app ready: as above

    from gaodi.ground.models import Post  # app ready: as above
    from gaodi.ground.queries.people import system_post  # app ready: as above
    from gaodi.ground.refusals import Refused  # app ready: as above

    try:
        return system_post()
    except (DatabaseError, Post.DoesNotExist) as missing:
        raise Refused("数据库还没有建好。", "请先运行 gaodi migrate。") from missing


# ------------------------------------------------------------------ serve, worker, migrate


def add_serve(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--host", default="127.0.0.1", help="监听地址，缺省只供本机访问")
    parser.add_argument("--port", type=int, default=8000, help="端口，缺省8000")
    parser.add_argument("--demo", action="store_true", help=f"演示：载入虚构数据，按{DEMO_DAY}计日期")
    parser.add_argument("--workers", type=int, default=2, help="网页进程数，缺省2，每个4线程")


def run_serve(args: Arguments) -> int:
    """Serve the pages; everything needed is made on the way. Ends with Ctrl-C."""
    if args.demo:
        os.environ["GAODI_DEMO"] = "1"
        os.environ["GAODI_TODAY"] = os.environ.get("GAODI_TODAY") or DEMO_DAY
    return _serve(args)


@command
def _serve(args: Arguments) -> int:
    from django.conf import settings  # app ready: the environment is read first

    from gaodi.ground import serving  # app ready: as above
    from gaodi.ground.first_run import load_demonstrations, prepare  # app ready: as above

    taken = serving.bind(args.host, args.port)
    settings.VAR.mkdir(parents=True, exist_ok=True)
    serving.migrate_when_needed()
    serving.check()
    serving.collect_static_when_stale()
    system = prepare()
    if args.demo:
        with progress_bar() as progress:
            load_demonstrations(by=system, progress=progress)
    print_welcome(
        f"http://{'[' + args.host + ']' if ':' in args.host else args.host}:{args.port}/", demo=args.demo
    )
    return serving.Children(
        {"网页": serving.serve_pages(taken, args.workers), "后台作业": serving.work}
    ).watch()


def print_welcome(address: str, *, demo: bool) -> None:
    """Where to go, and how to get in."""
    from gaodi.ground.first_run import demonstrations  # app ready: as above
    from gaodi.ground.queries.first_run import anyone_can_sign_in  # app ready: as above

    print(f"高地已启动：{address}　按 Ctrl+C 停止", flush=True)
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
    print(f"演示数据，全部虚构，按{clock.today()}计日期。密码都是 {demonstration.password}")
    rows = [
        [login["username"], login["name"], login["unit"], login["role"]] for login in demonstration.logins()
    ]
    print_table(["用户名", "姓名", "单位", "身份"], rows)


def add_nothing(_parser: argparse.ArgumentParser) -> None:
    """A command without arguments."""


@command
def run_worker(_args: Arguments) -> int:
    """Run jobs until a signal comes."""
    from gaodi.ground.worker import Worker  # app ready: as above

    migrated_system_post()
    print("后台作业已启动，按 Ctrl+C 停止", flush=True)
    Worker().run_until_told()
    return 0


@command
def run_migrate(_args: Arguments) -> int:
    """Bring the database up to this Gaodi, and see to what every database needs."""
    from django.core.management import call_command  # app ready: as above

    from gaodi.ground.first_run import prepare, renew_calendar  # app ready: as above

    call_command(
        "migrate", interactive=False, verbosity=0
    )  # also when nothing is pending: it mends the triggers
    renew_calendar(by=prepare())
    print("数据库已是最新。")
    return 0


# ------------------------------------------------------------------ user


def add_user(parser: argparse.ArgumentParser) -> None:
    actions = parser.add_subparsers(title="动作", metavar="动作", required=True, dest="action")
    _with_format(actions.add_parser("list", help="列出账号和岗位"))
    add = actions.add_parser("add", help="开户并任岗")
    add.add_argument("username", help="用户名")
    add.add_argument("name", help="姓名")
    post = actions.add_parser("post", help="任岗；写 --until 则离岗")
    post.add_argument("username", help="用户名")
    post.add_argument("--until", type=date.fromisoformat, help="离岗日期，如 2023-12-31")
    for each in (add, post):
        each.add_argument("--unit", required=True, help="单位代号或名称")
        each.add_argument("--district", default="", help="区划代码或地区名称；只有一个地区时不必写")
        each.add_argument(
            "--role", required=True, choices=ROLES, help="督查员、负责人、经办人、管理员、审计员"
        )
        each.add_argument("--since", type=date.fromisoformat, help="到岗日期，缺省今天")
    password = actions.add_parser("password", help="重置密码，下次登录须改")
    password.add_argument("username", help="用户名")
    for each in (add, password):
        each.add_argument("--ask", action="store_true", help="自己输入密码；不写则随机生成，只显示一次")
    suspend = actions.add_parser("suspend", help="停用账号；写 --lift 则重新启用")
    suspend.add_argument("username", help="用户名")
    suspend.add_argument("--note", required=True, help="理由，记入审计")
    suspend.add_argument("--lift", action="store_true", help="重新启用")


@command
def run_user(args: Arguments) -> int:
    """Accounts and posts, through the same actions as on the pages."""
    by = migrated_system_post()
    return USER[args.action](args, by)


def user_list(args: Arguments, _by: Post) -> int:
    from gaodi.ground.models import Role  # app ready: as above
    from gaodi.ground.queries.named import everyone  # app ready: as above

    users = [user_row(account) for account in everyone()]
    if args.format == "json":
        return print_json({"users": users})
    rows = [
        [
            user["username"],
            user["name"],
            "启用" if user["active"] else "停用",
            "\n".join(f"{post['unit']}{Role(post['role']).label}，{_span(post)}" for post in user["posts"]),
            user["last_login"] or "从未登录",
        ]
        for user in users
    ]
    return print_table(["用户名", "姓名", "账号", "岗位", "上次登录"], rows)


def _span(post: dict[str, Any]) -> str:
    return f"{post['since']}至{post['until']}" if post["until"] else f"{post['since']}起"


def user_row(account: Account) -> dict[str, Any]:
    from gaodi.ground.models.people import OPEN_END  # app ready: as above

    posts = [
        {
            "unit": post.unit.name,
            "district": post.unit.district.code,
            "role": post.role,
            "since": post.since.isoformat(),
            "until": None if post.until == OPEN_END else post.until.isoformat(),
        }
        for post in account.posts.all()
    ]
    return {
        "username": account.username,
        "name": account.name,
        "active": account.is_active,
        "must_change_password": account.must_change_password,
        "last_login": account.last_login.isoformat(timespec="seconds") if account.last_login else None,
        "posts": posts,
    }


def user_add(args: Arguments, by: Post) -> int:
    from gaodi.ground.actions.people import seat_new_person  # app ready: as above
    from gaodi.ground.models import Account  # app ready: as above

    password = new_password(ask=args.ask)
    seat_new_person(
        by=by,
        account=Account(username=args.username, name=args.name),
        password=password,
        unit=_unit(args),
        role=args.role,
        since=args.since or clock.today(),
    )
    return _print_password(args, password)


def user_post(args: Arguments, by: Post) -> int:
    from gaodi.ground.actions.people import end_post, give_post  # app ready: as above
    from gaodi.ground.queries.named import open_post, person_named  # app ready: as above

    account, unit = person_named(args.username), _unit(args)
    if args.until:
        print(f"{end_post(open_post(account, unit, args.role), by=by, until=args.until)}：任至{args.until}。")
    else:
        since = args.since or clock.today()
        print(f"{give_post(account, by=by, unit=unit, role=args.role, since=since)}：自{since}到岗。")
    return 0


def user_password(args: Arguments, by: Post) -> int:
    from gaodi.ground.actions.people import reset_password  # app ready: as above
    from gaodi.ground.queries.named import person_named  # app ready: as above

    password = new_password(ask=args.ask)
    reset_password(person_named(args.username), by=by, password=password)
    return _print_password(args, password)


def user_suspend(args: Arguments, by: Post) -> int:
    from gaodi.ground.actions.people import suspend  # app ready: as above
    from gaodi.ground.queries.named import person_named  # app ready: as above

    account = suspend(person_named(args.username), by=by, active=args.lift, note=args.note)
    print(f"{account.name}（{account.username}）已{'启用' if args.lift else '停用'}。")
    return 0


USER: dict[str, Callable[[Arguments, Any], int]] = {
    "list": user_list,
    "add": user_add,
    "post": user_post,
    "password": user_password,
    "suspend": user_suspend,
}


def new_password(*, ask: bool) -> str:
    """A password typed twice, or one made up that can be read out over the telephone."""
    from gaodi.ground.refusals import Refused  # app ready: as above

    if not ask:
        return "-".join("".join(secrets.choice(LETTERS) for _ in range(4)) for _ in range(4))
    typed = getpass.getpass("密码：")
    if typed != getpass.getpass("再输一次："):
        raise Refused("两次输入的密码不一样。", "请重新运行。")
    return typed


def _print_password(args: Arguments, password: str) -> int:
    shown = "" if args.ask else f"，密码 {password}（只显示这一次）"
    print(f"{args.username}{shown}，首次登录须改密码。")
    return 0


# ------------------------------------------------------------------ unit


def add_unit_arguments(parser: argparse.ArgumentParser) -> None:
    actions = parser.add_subparsers(title="动作", metavar="动作", required=True, dest="action")
    listing = _with_format(actions.add_parser("list", help="列出一个地区的单位"))
    match = _with_format(actions.add_parser("match", help="纸面上的名称指的是哪个单位"))
    match.add_argument("names", nargs="+", help="名称，可用顿号隔开")
    add = actions.add_parser("add", help="登记单位")
    add.add_argument("name", help="单位名称")
    add.add_argument("--key", default="", help="代号，缺省用拼音")
    add.add_argument("--kind", default="government_department", help="性质，缺省政府部门")
    add.add_argument("--district-name", default="", help="地区名称；地区还没有登记时写")
    for each in (listing, match, add):
        each.add_argument("--district", default="", help="区划代码或地区名称；只有一个地区时不必写")


@command
def run_unit(args: Arguments) -> int:
    """Units, and who is meant by a name on paper."""
    by = migrated_system_post()
    return UNIT[args.action](args, by)


def unit_list(args: Arguments, _by: Post) -> int:
    from gaodi.ground.queries.named import units_in  # app ready: as above

    units = [unit_row(unit) for unit in units_in(_district(args))]
    if args.format == "json":
        return print_json({"units": units})
    rows = [
        [
            unit["key"],
            unit["name"],
            unit["kind"],
            "是" if unit["may_be_urged"] else "否",
            "、".join(unit["aliases"]),
        ]
        for unit in units
    ]
    return print_table(["代号", "名称", "性质", "可催办", "别名"], rows)


def unit_row(unit: Unit) -> dict[str, Any]:
    return {
        "key": unit.key,
        "name": unit.name,
        "full_name": unit.full_name,
        "kind": unit.kind,
        "district": unit.district.code,
        "may_be_urged": unit.may_be_urged,
        "may_be_ranked": unit.may_be_ranked,
        "aliases": [alias.alias for alias in unit.aliases.all()],
    }


def unit_match(args: Arguments, _by: Post) -> int:
    from gaodi.ground.queries.units import Matcher  # app ready: as above

    printed = [name for text in args.names for name in text.split("、") if name]
    matches = Matcher(_district(args)).match_all(printed)
    if args.format == "json":
        return print_json({"matches": [match_row(match) for match in matches]})
    rows = [
        [
            match.printed,
            match.unit.name if match.unit else "",
            match.how,
            "、".join(f"{unit.name} {score}" for unit, score in match.proposals),
        ]
        for match in matches
    ]
    return print_table(["纸面名称", "单位", "依据", "可能是"], rows)


def match_row(match: Match) -> dict[str, Any]:
    return {
        "printed": match.printed,
        "how": match.how,
        "unit": {"key": match.unit.key, "name": match.unit.name} if match.unit else None,
        "proposals": [
            {"key": unit.key, "name": unit.name, "score": score} for unit, score in match.proposals
        ],
    }


def unit_add(args: Arguments, by: Post) -> int:
    from gaodi.bedrock.names import pinyin  # slow: only needed here
    from gaodi.ground.actions.districts import add_district  # app ready: as above
    from gaodi.ground.actions.units import add_unit  # app ready: as above
    from gaodi.ground.models import UnitKind  # app ready: as above
    from gaodi.ground.refusals import Refused  # app ready: as above

    if args.kind not in UnitKind.values:
        raise Refused(f"没有性质“{args.kind}”。", f"可以写：{'、'.join(UnitKind.values)}。")
    if args.district_name:
        district = add_district(by=by, code=args.district, name=args.district_name)
    else:
        district = _district(args)
    unit = add_unit(
        by=by, district=district, key=args.key or pinyin(args.name)[:60], name=args.name, kind=args.kind
    )
    print(f"已登记：{unit.name}，代号 {unit.key}，{district.name}。")
    return 0


UNIT: dict[str, Callable[[Arguments, Any], int]] = {"list": unit_list, "match": unit_match, "add": unit_add}


def _district(args: Arguments) -> District:
    from gaodi.ground.queries.named import district_named  # app ready: as above

    return district_named(args.district)


def _unit(args: Arguments) -> Unit:
    from gaodi.ground.queries.named import unit_named  # app ready: as above

    return unit_named(_district(args), args.unit)


# ------------------------------------------------------------------ doctor


@command
def run_doctor(args: Arguments) -> int:
    """Is this installation sound? 0 when it is, 1 when something is to be done."""
    from gaodi.ground.doctor import as_json, examine  # app ready: as above

    findings = list(examine())
    if args.format == "json":
        print(as_json(findings))
    else:
        for finding in findings:
            mark = "正常　" if finding.well else "要处理"
            print(f"{mark}　{finding.name}：{finding.state}{'。' + finding.remedy if finding.remedy else ''}")
    return 0 if all(finding.well for finding in findings) else 1


# ------------------------------------------------------------------ printing


def _with_format(parser: argparse.ArgumentParser) -> argparse.ArgumentParser:
    parser.add_argument(
        "--format", choices=["table", "json"], default="table", help="table 表格；json 供程序读"
    )
    return parser


def add_format(parser: argparse.ArgumentParser) -> None:
    _with_format(parser)


def print_json(data: dict[str, Any]) -> int:
    print(json.dumps(data, ensure_ascii=False, indent=1))
    return 0


def print_table(heads: list[str], rows: list[list[str]]) -> int:
    from rich.console import Console  # slow: only for eyes
    from rich.table import Table  # slow: as above

    table = Table()
    for head in heads:
        table.add_column(head, overflow="fold")
    for row in rows:
        table.add_row(*row)
    Console().print(table)
    return 0


@contextmanager
def progress_bar() -> Iterator[Progress]:
    """A bar on standard error where a person sits before it; a line at the beginning elsewhere."""
    from rich.console import Console  # slow: only for eyes
    from rich.progress import Progress as Bar  # slow: as above

    with Bar(console=Console(stderr=True), transient=True) as bar:
        task = bar.add_task("准备演示数据", total=None)

        def progress(done: int, total: int, what: str) -> None:
            bar.update(task, completed=done, total=total or None, description=what)

        yield progress


COMMANDS = [
    Command("serve", "启动网站和后台作业", add_serve, run_serve),
    Command("worker", "只运行后台作业（多台机器时用）", add_nothing, run_worker),
    Command("migrate", "建立或升级数据库", add_nothing, run_migrate),
    Command("user", "账号和岗位", add_user, run_user),
    Command("unit", "单位", add_unit_arguments, run_unit),
    Command("doctor", "检查安装是否正常", add_format, run_doctor),
]
