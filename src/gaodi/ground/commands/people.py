"""``gaodi user``: accounts and posts, through the same actions as on the pages, by the post of the system."""

from __future__ import annotations

import getpass
from argparse import Namespace
from typing import Any

from gaodi.bedrock import clock
from gaodi.ground.actions.people import end_post, give_post, reset_password, seat_new_person, suspend
from gaodi.ground.commands.machine import migrated_system_post
from gaodi.ground.commands.printing import print_json, print_table
from gaodi.ground.models import Account, Post, Role
from gaodi.ground.models.people import OPEN_END
from gaodi.ground.passwords import first_password
from gaodi.ground.queries.named import district_named, everyone, open_post, person_named, unit_named
from gaodi.ground.refusals import Refused


def run(args: Namespace) -> int:
    return ACTIONS[args.action](args, migrated_system_post())


def print_everyone(args: Namespace, _by: Post) -> int:
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


def user_row(account: Account) -> dict[str, Any]:
    """An account with its posts, as JSON holds it."""
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


def add(args: Namespace, by: Post) -> int:
    unit = unit_named(district_named(args.district), args.unit)
    password = new_password(ask=args.ask)
    account = Account(username=args.username, name=args.name)
    since = args.since or clock.today()
    seat_new_person(by=by, account=account, password=password, unit=unit, role=args.role, since=since)
    return _print_password(args, password)


def post(args: Namespace, by: Post) -> int:
    account = person_named(args.username)
    unit = unit_named(district_named(args.district), args.unit)
    if args.until:
        ended = end_post(open_post(account, unit, args.role), by=by, until=args.until)
        print(f"{ended}：任至{ended.until}。")
        return 0
    given = give_post(account, by=by, unit=unit, role=args.role, since=args.since or clock.today())
    print(f"{given}：自{given.since}到岗。")
    return 0


def password(args: Namespace, by: Post) -> int:
    account = person_named(args.username)
    new = new_password(ask=args.ask)
    reset_password(account, by=by, password=new)
    return _print_password(args, new)


def switch(args: Namespace, by: Post) -> int:
    account = suspend(person_named(args.username), by=by, active=args.lift, note=args.note)
    print(f"{account.name}（{account.username}）已{'启用' if args.lift else '停用'}。")
    return 0


ACTIONS = {"list": print_everyone, "add": add, "post": post, "password": password, "suspend": switch}


def new_password(*, ask: bool) -> str:
    """A password typed twice, or one made up."""
    if not ask:
        return first_password()
    typed = getpass.getpass("密码：")
    if typed != getpass.getpass("再输一次："):
        raise Refused("两次输入的密码不一样。", "请重新运行。")
    return typed


def _print_password(args: Namespace, new: str) -> int:
    shown = "" if args.ask else f"，密码 {new}（只显示这一次）"
    print(f"{args.username}{shown}，首次登录须改密码。")
    return 0


def _span(post: dict[str, Any]) -> str:
    return f"{post['since']}至{post['until']}" if post["until"] else f"{post['since']}起"
