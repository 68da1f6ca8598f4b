"""``gaodi register``: the registers from the shell, by the same steps as the pages.

``list`` without ``--as`` needs no database: the declarations suffice.
"""

from __future__ import annotations

import argparse
import importlib
import sys
from datetime import date
from pathlib import Path

import django
from django.core.exceptions import ImproperlyConfigured

from gaodi.bedrock.commands import Command

STEPS = {
    "list": ("lists", "print_list"),
    "template": ("sheets", "write_template"),
    "import": ("sheets", "bring_in"),
    "export": ("sheets", "write_export"),
    "figures": ("figures", "print_figures"),
    "link": ("links", "link"),
}
FEW = 100  # rows that ``list`` prints where nobody says how many


def add_register(parser: argparse.ArgumentParser) -> None:
    actions = parser.add_subparsers(title="动作", metavar="动作", required=True, dest="action")
    listing = actions.add_parser("list", help="有哪些台账；写代号并写 --as，则列出这个人看得到的行")
    template = actions.add_parser("template", help="下载模板，里面已有本单位的行")
    importing = actions.add_parser("import", help="导入 .xlsx 或 .csv，步骤和网页一样")
    export = actions.add_parser("export", help="导出这个人看得到的行")
    figures = actions.add_parser("figures", help="数：算多少，缺什么，哪天的情况，按哪天所知")
    link = actions.add_parser("link", help="关联单位：学校标识码或统一社会信用代码属于哪个单位（管理员办）")
    link.add_argument("code", help="10位学校标识码，或18位统一社会信用代码")
    link.add_argument("unit", help="单位代号或名称")
    listing.add_argument("slug", nargs="?", default="", help="台账代号，如 teachers")
    listing.add_argument("--limit", type=_positive, default=FEW, help=f"最多列几行，缺省{FEW}")
    figures.add_argument("what", nargs="?", default="", help="数的名称或台账代号，不写则全部")
    for each in (template, importing, export):
        each.add_argument("slug", help="台账代号，如 teachers")
    _import_arguments(importing)
    _export_arguments(export)
    _figure_arguments(figures)
    for each in (template, export):
        each.add_argument("-o", "--output", required=True, type=Path, help="写到哪个文件")
    for each in (listing, figures):
        each.add_argument("--as", dest="username", default="", help="按谁看（用户名），缺省按系统")
    for each in (template, importing, export, link):
        each.add_argument("--as", dest="username", required=True, help="由谁办（用户名）")
    for each in (listing, importing, figures):
        each.add_argument(
            "--format", choices=["table", "json"], default="table", help="table 表格；json 供程序读"
        )


def _import_arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("file", type=Path, help="要导入的文件")
    parser.add_argument("--check", action="store_true", help="只核对，不入库")
    parser.add_argument("--blanks", action="store_true", help="确认：表里空着的格，清空已有的值")
    parser.add_argument("--others", action="store_true", help="确认：盖掉别人填报、还没有核定的值")
    parser.add_argument("--partial", action="store_true", help="确认：有错的行不要，其余入库")


def _export_arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--unit", default="", help="只要一个填报单位（代号或名称）")
    parser.add_argument("--state", choices=["draft", "submitted", "returned", "verified"], default="")
    parser.add_argument("--q", default="", help="只要名称以这几个字或拼音开头的")
    _day_arguments(parser, "--day", "--known")


def _figure_arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--unit", default="", help="只算一个填报单位的（代号或名称）")
    parser.add_argument("--period", default="", help="哪个期间：2023 · 2023-2024 · 2023H1 · 2023Q1 · 2023-05")
    _day_arguments(parser, "--as-of", "--known-on")


def _day_arguments(parser: argparse.ArgumentParser, true: str, known: str) -> None:
    parser.add_argument(true, dest="day", type=date.fromisoformat, help="哪天的情况，如 2024-12-31")
    parser.add_argument(
        known, dest="known", type=date.fromisoformat, help="按哪天终了时所知，如 2025-01-15；缺省按今天"
    )


def _positive(text: str) -> int:
    number = int(text)
    if number < 1:
        raise ValueError(text)
    return number


def doing(args: argparse.Namespace) -> int:
    """Set Django up, then do it. A refusal is a sentence and the code 2."""
    try:
        django.setup()
    except (ImproperlyConfigured, ValueError) as wrong:
        print(f"设置不对：{wrong}", file=sys.stderr)
        return 2
    from gaodi.ground.refusals import Refused  # app ready: after the set-up

    module, function = STEPS[args.action]
    try:
        done: int = getattr(importlib.import_module(f"{__name__}.{module}"), function)(args)
    except Refused as refusal:
        print(refusal, file=sys.stderr)
        return 2
    return done


COMMANDS = [Command("register", "台账：列出、模板、导入、导出、数、关联单位", add_register, doing)]
