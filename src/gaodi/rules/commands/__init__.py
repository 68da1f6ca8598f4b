"""``gaodi rule``: the policies as books, and what they say of facts in a file. Needs neither Django nor a database."""

from __future__ import annotations

import argparse
import importlib
from datetime import date
from pathlib import Path

from gaodi.bedrock.commands import Command

STEPS = {
    "list": ("books", "print_list"),
    "show": ("books", "print_book"),
    "run": ("running", "run"),
}
FORMATS = ("table", "json", "csv", "parquet")


def add_rule(parser: argparse.ArgumentParser) -> None:
    actions = parser.add_subparsers(title="动作", metavar="动作", required=True, dest="action")
    listing = actions.add_parser("list", help="有哪些规则，各核对到哪一步")
    showing = actions.add_parser("show", help="一本规则：说什么，要哪些事实，每个数依据哪一条")
    running = actions.add_parser("run", help="按一本规则算一份事实")
    for each in (listing, showing):
        each.add_argument(
            "--format", choices=FORMATS[:2], default="table", help="table 供人看，json 供程序用"
        )
    for each in (showing, running):
        each.add_argument(
            "book", metavar="规则", help="代号，如 surcharge_credit；一本有几个公式的，写 代号.公式"
        )
    showing.add_argument("--on", type=_day, help="只看这一天有效的，如 2023-12-31")
    _run_arguments(running)


def _run_arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument(
        "--facts", required=True, type=Path, help="事实：csv、xlsx、json 或 parquet；文字规则用 txt 或 json"
    )
    parser.add_argument("--on", type=_day, help="事实里没有日期的，按哪一天，如 2023-12-31")
    parser.add_argument("--engine", default="local", help="local（缺省）、spark（本机）或 spark://主机:端口")
    parser.add_argument(
        "--set", action="append", default=[], metavar="参数=数", help="试算：改一个数看结果，可写几次"
    )
    parser.add_argument("--format", choices=FORMATS, help="缺省 table；写了 --output 的，按文件名")
    parser.add_argument("-o", "--output", type=Path, help="写到哪个文件，缺省写到屏幕；parquet 必须写")
    parser.add_argument("--explain", action="store_true", help="每一步怎么算、读了什么、依据哪一条")


def _day(text: str) -> date:
    try:
        return date.fromisoformat(text)
    except ValueError as error:
        raise argparse.ArgumentTypeError(f"日期“{text}”请写成 2023-12-31 这样") from error


def doing(args: argparse.Namespace) -> int:
    """Do it; a refusal is a sentence on standard error and the code 2."""
    from gaodi.rules.commands.refusals import guarded  # slow: Polars, which no help needs

    module, function = STEPS[args.action]
    return guarded(getattr(importlib.import_module(f"{__name__}.{module}"), function), args)


COMMANDS = [Command("rule", "规则：有哪些，说什么，按它算一份事实", add_rule, doing)]
