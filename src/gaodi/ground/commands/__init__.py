"""``gaodi serve, worker, migrate, user, unit, doctor``: what whoever keeps the machine types.

Here are the words and their arguments; what a command does is in a module of its own, loaded once Django is set up.
"""

from __future__ import annotations

import argparse
import importlib
import os
import sys
from collections.abc import Callable
from datetime import date

import django
from django.core.exceptions import ImproperlyConfigured

from gaodi.bedrock import clock
from gaodi.bedrock.commands import Command

DEMO_DAY = "2023-10-20"
ROLES = ("supervisor", "head", "clerk", "admin", "auditor")
Arguments = argparse.Namespace


def doing(module: str, function: str = "run") -> Callable[[Arguments], int]:
    """What a command does: set Django up, then call the function. A refusal is a sentence and the code 2."""

    def run(args: Arguments) -> int:
        try:
            clock.pretended_day()
            django.setup()
        except (ImproperlyConfigured, ValueError) as wrong:
            print(f"设置不对：{wrong}", file=sys.stderr)
            return 2
        from gaodi.ground.refusals import Refused  # app ready: the room is loaded after the set-up

        try:
            done: int = getattr(importlib.import_module(f"{__name__}.{module}"), function)(args)
        except Refused as refusal:
            print(refusal, file=sys.stderr)
            return 2
        return done

    return run


def run_serve(args: Arguments) -> int:
    """Serve; what makes it a demonstration is said before the settings are read."""
    if args.demo:
        os.environ["GAODI_DEMO"] = "1"
        os.environ["GAODI_TODAY"] = os.environ.get("GAODI_TODAY") or DEMO_DAY
    return doing("machine", "serve")(args)


def serve_arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--host", default="127.0.0.1", help="监听地址，缺省只供本机访问")
    parser.add_argument("--port", type=int, default=8000, help="端口，缺省8000")
    parser.add_argument("--demo", action="store_true", help=f"演示：载入虚构数据，按{DEMO_DAY}计日期")
    parser.add_argument("--workers", type=int, default=2, help="网页进程数，缺省2，每个4线程")


def no_arguments(_parser: argparse.ArgumentParser) -> None:
    """A command that is only a word."""


def user_arguments(parser: argparse.ArgumentParser) -> None:
    actions = parser.add_subparsers(title="动作", metavar="动作", required=True, dest="action")
    format_argument(actions.add_parser("list", help="列出账号和岗位"))
    add = actions.add_parser("add", help="开户并任岗")
    post = actions.add_parser("post", help="任岗；写 --until 则离岗")
    password = actions.add_parser("password", help="重置密码，下次登录须改")
    suspend = actions.add_parser("suspend", help="停用账号；写 --lift 则重新启用")
    for each in (add, post, password, suspend):
        each.add_argument("username", help="用户名")
    add.add_argument("name", help="姓名")
    for each in (add, post):
        each.add_argument("--unit", required=True, help="单位代号或名称")
        each.add_argument(
            "--role", required=True, choices=ROLES, help="督查员、负责人、经办人、管理员、审计员"
        )
        each.add_argument("--since", type=date.fromisoformat, help="到岗日期，缺省今天")
        district_argument(each)
    post.add_argument("--until", type=date.fromisoformat, help="离岗日期，如 2023-12-31")
    for each in (add, password):
        each.add_argument("--ask", action="store_true", help="自己输入密码；不写则随机生成，只显示一次")
    suspend.add_argument("--note", required=True, help="理由，记入审计")
    suspend.add_argument("--lift", action="store_true", help="重新启用")


def unit_arguments(parser: argparse.ArgumentParser) -> None:
    actions = parser.add_subparsers(title="动作", metavar="动作", required=True, dest="action")
    listing = actions.add_parser("list", help="列出一个地区的单位")
    match = actions.add_parser("match", help="纸面上的名称指的是哪个单位")
    add = actions.add_parser("add", help="登记单位")
    match.add_argument("names", nargs="+", help="名称，可用顿号隔开")
    add.add_argument("name", help="单位名称")
    add.add_argument("--key", default="", help="代号，缺省用拼音")
    add.add_argument("--kind", default="government_department", help="性质，缺省政府部门")
    add.add_argument("--district-name", default="", help="地区名称；地区还没有登记时写")
    for each in (listing, match, add):
        district_argument(each)
    for each in (listing, match):
        format_argument(each)


def format_argument(parser: argparse.ArgumentParser) -> None:
    parser.add_argument(
        "--format", choices=["table", "json"], default="table", help="table 表格；json 供程序读"
    )


def district_argument(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--district", default="", help="区划代码或地区名称；只有一个地区时不必写")


COMMANDS = [
    Command("serve", "启动网站和后台作业", serve_arguments, run_serve),
    Command("worker", "只运行后台作业（多台机器时用）", no_arguments, doing("machine", "work")),
    Command("migrate", "建立或升级数据库", no_arguments, doing("machine", "migrate")),
    Command("user", "账号和岗位", user_arguments, doing("people")),
    Command("unit", "单位", unit_arguments, doing("units")),
    Command("doctor", "检查安装是否正常", format_argument, doing("machine", "doctor")),
]
