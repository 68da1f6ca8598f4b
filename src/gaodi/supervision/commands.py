"""``gaodi list`` and ``gaodi demo``: the lists from the shell."""

from __future__ import annotations

import argparse
import json
import os
import sys
from collections.abc import Callable
from contextlib import AbstractContextManager, nullcontext
from typing import Any

import django

from gaodi.bedrock.commands import Command
from gaodi.bedrock.periods import say_day

WIDTH = 120  # columns, where nobody says how many there are
NUMBERS = ("序号", "任务数", "销号")


def add_list(parser: argparse.ArgumentParser) -> None:
    parser.add_argument(
        "action", choices=["show", "load"], nargs="?", help="show 看清单；load 载入随高地提供的清单"
    )
    parser.add_argument("slug", nargs="?", default="", help="清单代号，如 huancui-2020；show 不写则列出全部")
    parser.add_argument("--as", dest="username", default="", help="load：由哪位督查员确认（用户名）")
    parser.add_argument("--format", choices=["table", "json"], default="table")


def run_list(args: argparse.Namespace) -> int:
    """Show or load lists. 0 done, 2 refused."""
    django.setup()
    from gaodi.ground.refusals import Refused  # slow: needs Django set up

    try:
        return _load(args) if args.action == "load" else _show(args)
    except Refused as refusal:
        print(refusal, file=sys.stderr)
        return 2


def _load(args: argparse.Namespace) -> int:
    from gaodi.ground.queries.people import acting_supervisor, system_post  # slow: needs Django set up
    from gaodi.supervision.packaged import folder_of, load_list, load_units  # slow: as above

    folder = folder_of(args.slug)
    district = load_units(folder, by=system_post())
    task_list = load_list(args.slug, by=acting_supervisor(args.username, district))
    print(f"已入库：{task_list.title}，{task_list.tasks.count()}项任务。")
    return 0


def _show(args: argparse.Namespace) -> int:
    from gaodi.ground.queries.people import system_post  # slow: needs Django set up
    from gaodi.ground.refusals import Refused  # slow: as above
    from gaodi.supervision.queries.scope import visible_lists  # slow: as above

    by = system_post()
    lists = visible_lists(by)
    if not args.slug:
        found = [{"slug": each.slug, "title": each.title, "tasks": each.tasks.count()} for each in lists]
        return _print({"lists": found}, args.format, _lists_table)
    task_list = lists.filter(slug=args.slug).first()
    if task_list is None:
        raise Refused(f"没有名为 {args.slug} 的清单。", "运行 gaodi list show 看有哪些。")
    with _its_own_day():
        return _print(_shown(task_list, by), args.format, _tasks_table)


def _its_own_day() -> AbstractContextManager[None]:
    """The demonstration stands on a day of its own; the shell must show the lights that its pages show."""
    from gaodi.bedrock import clock  # slow: needs Django set up
    from gaodi.ground.queries.first_run import demonstration_is_loaded  # slow: as above
    from gaodi.supervision import demo  # slow: as above

    if clock.pretended_day() is not None or not demonstration_is_loaded():
        return nullcontext()
    day = demo.day()
    print(f"演示数据，按{say_day(day)}计。", file=sys.stderr)
    return clock.standing_on(day)


def _shown(task_list: Any, by: Any) -> dict[str, Any]:
    from gaodi.supervision.queries.lists import summary, task_rows  # slow: needs Django set up

    rows = sorted(task_rows(task_list, by), key=lambda row: row.task.order)
    return {
        "slug": task_list.slug,
        "title": task_list.title,
        "counts": summary(rows),
        "tasks": [
            {
                "no": row.task.no,
                "title": row.task.title,
                "text": row.text.text if row.text else "",
                "lead": row.leads,
                "responsible": row.responsible,
                "open_ended": bool(row.text and row.text.open_ended),
                "light": row.light,
                "why": row.why,
                "due": row.due.isoformat() if row.due else None,
                "commitments": row.total,
                "closed": row.closed,
            }
            for row in rows
        ],
    }


def add_demo(parser: argparse.ArgumentParser) -> None:
    parser.add_argument(
        "action", choices=["load", "logins", "remove"], help="load 载入；logins 列出账号；remove 全部删除"
    )
    parser.add_argument("--format", choices=["table", "json"], default="table")


def run_demo(args: argparse.Namespace) -> int:
    """Load the demonstration, or say who can sign in to it."""
    django.setup()
    from gaodi.ground.first_run import (  # slow: needs Django set up
        DEMO_PASSWORD,
        load_demonstrations,
        prepare,
        remove_demonstrations,
    )
    from gaodi.ground.refusals import Refused  # slow: as above
    from gaodi.supervision import demo  # slow: as above

    try:
        if args.action == "load":
            load_demonstrations(by=prepare(), progress=lambda _done, _total, _what: None)
        if args.action == "remove":
            remove_demonstrations()
            print("演示数据已全部删除，现在是一个空的数据库。")
            return 0
    except Refused as refusal:
        print(refusal, file=sys.stderr)
        return 2
    return _print({"logins": demo.logins(), "password": DEMO_PASSWORD}, args.format, _logins_table)


def _print(data: dict[str, Any], form: str, table: Callable[[dict[str, Any]], Any]) -> int:
    if form == "json":
        print(json.dumps(data, ensure_ascii=False, indent=1))
        return 0
    from rich.console import Console  # slow: only for eyes

    # into a file or a pipe as wide as an office's window: rich would take 80 columns and cut
    Console(width=None if sys.stdout.isatty() or "COLUMNS" in os.environ else WIDTH).print(table(data))
    return 0


def _table(title: str, heads: list[str], rows: list[list[str]]) -> Any:
    from rich import box  # slow: only for eyes
    from rich.table import Table  # slow: as above

    table = Table(title=title, box=box.SIMPLE_HEAD, padding=(0, 1, 0, 0), title_justify="left")
    for head in heads:
        # Chinese has no blanks to break at: folded, nothing is lost behind an ellipsis; figures stand at the right
        table.add_column(head, overflow="fold", no_wrap=False, justify="right" if head in NUMBERS else "left")
    for row in rows:
        table.add_row(*row)
    return table


def _lists_table(data: dict[str, Any]) -> Any:
    return _table(
        "任务清单",
        ["代号", "标题", "任务数"],
        [[x["slug"], x["title"], str(x["tasks"])] for x in data["lists"]],
    )


def _logins_table(data: dict[str, Any]) -> Any:
    rows = [[x["username"], x["name"], x["unit"], x["role"]] for x in data["logins"]]
    return _table(f"演示账号，口令都是 {data['password']}", ["用户名", "姓名", "单位", "身份"], rows)


def _tasks_table(data: dict[str, Any]) -> Any:
    from gaodi.ground.lights import LIGHT  # slow: needs Django set up

    counts = data["counts"]
    title = (
        f"{data['title']}：{counts['tasks']}项任务，{counts['two_leads']}项两个牵头单位，"
        f"{counts['no_responsible']}项没有责任单位，{counts['open_ended']}项名单未尽"
    )
    rows = [
        [
            t["no"],
            t["title"],
            LIGHT[t["light"]].word,
            t["why"],
            "\n".join(t["lead"]),
            t["due"] or "未定",
            f"{t['closed']}/{t['commitments']}",
        ]
        for t in data["tasks"]
    ]
    return _table(title, ["序号", "任务", "状态", "为什么", "牵头单位", "时限", "销号"], rows)


COMMANDS = [
    Command("list", "任务清单：查看、载入", add_list, run_list),
    Command("demo", "演示数据：载入、列出账号、删除", add_demo, run_demo),
]
