"""Verbs about people: accounts and posts."""

from __future__ import annotations

import re
from datetime import date

from django.contrib.auth import login, logout
from django.contrib.auth.password_validation import validate_password
from django.core.exceptions import ValidationError
from django.http import HttpRequest

from gaodi.bedrock import clock
from gaodi.bedrock.names import initials, pinyin, plain_name
from gaodi.bedrock.periods import ONE_DAY
from gaodi.ground.acting import Act, acting
from gaodi.ground.models import Account, Post, Role, Unit
from gaodi.ground.models.people import OPEN_END
from gaodi.ground.refusals import NotYours, Refused

USERNAME = re.compile(r"[\w.@-]{2,40}")
NAME_LENGTH = 40


def sign_in(account: Account, *, by: Post, request: HttpRequest) -> None:
    """Let a person in. The form has proved the password; the session gets a new number."""
    with acting("sign_in", "登录", None, by=by):
        login(request, account, backend="django.contrib.auth.backends.ModelBackend")


def sign_out(*, by: Post, request: HttpRequest) -> None:
    """Let a person out; the session ends on the server too."""
    with acting("sign_out", "退出", None, by=by):
        logout(request)


def open_account(
    *, by: Post, username: str, name: str, password: str, phone: str = "", must_change_password: bool = True
) -> Account:
    """Open an account for a person; what they may do comes with a post."""
    with acting("open_account", "开户", None, by=by) as act:
        _only_administrators(by)
        account = Account(
            username=username, name=name, phone=phone, must_change_password=must_change_password
        )
        _open(act, account, password)
    return account


def seat_new_person(
    *, by: Post, account: Account, password: str, unit: Unit, role: str, since: date
) -> Account:
    """Open an account together with its first post: an account without one would belong to nobody."""
    with acting("open_account", "开户任岗", None, by=by, unit=unit) as act:
        _only_administrators(by, unit)
        account.must_change_password = True
        _open(act, account, password)
        _seat(act, account, unit, role, since)
    return account


def give_post(account: Account, *, by: Post, unit: Unit, role: str, since: date) -> Post:
    """Seat a person in a unit with a role."""
    with acting("give_post", "任岗", account, by=by, unit=unit) as act:
        _only_administrators(by, unit)
        if by.account_id == account.pk:
            raise NotYours("不能给自己加岗位，请另一位管理员办理。")
        return _seat(act, account, unit, role, since)


def end_post(post: Post, *, by: Post, until: date) -> Post:
    """The last day of a post. What was done in it keeps the name of the day."""
    with acting("end_post", "离岗", post, by=by, unit=post.unit) as act:
        _only_administrators(by, post.unit)
        if post.pk == by.pk:
            raise NotYours("不能注销自己正在用的岗位，请另一位管理员办理。")
        if (
            post.account_id == by.account_id and until > post.until
        ):  # it would be a way to give oneself a post
            raise NotYours("不能延长自己的岗位，请另一位管理员办理。")
        if until < post.since - ONE_DAY:
            raise Refused("离岗日期早于到岗日期。", "请改日期。")
        act.set(post, until=until)
        post.save()
    return post


def suspend(account: Account, *, by: Post, active: bool, note: str) -> Account:
    """Stop an account, or let it in again. A stopped account is out at its next click."""
    with acting("suspend", "启用账号" if active else "停用账号", account, by=by, note=note) as act:
        _only_administrators(by)
        _not_of_other_districts(account, by)
        if by.account_id == account.pk:
            raise NotYours("不能停用自己的账号，请另一位管理员办理。")
        act.set(account, is_active=active)
        account.save()
    return account


def reset_password(account: Account, *, by: Post, password: str) -> Account:
    """Give a person a new first password; they must change it when they sign in."""
    with acting("reset_password", "重置密码", account, by=by) as act:
        _only_administrators(by)
        _not_of_other_districts(account, by)
        if by.account_id == account.pk:  # or an unlocked screen would be enough to take the account over
            raise NotYours("自己的密码请用“改密码”，要先输入现在的密码。")
        _set_password(account, password)
        act.set(account, must_change_password=True)
        account.save()
    return account


def change_own_password(account: Account, *, by: Post, password: str) -> Account:
    """A person changes their own password. The form has asked for the old one."""
    with acting("change_own_password", "修改密码", account, by=by) as act:
        if by.account_id != account.pk:
            raise NotYours("只能改自己的密码。")
        _set_password(account, password)
        act.set(account, must_change_password=False)
        account.save()
    return account


def _open(act: Act, account: Account, password: str) -> None:
    account.username = Account.normalize_username(account.username).strip()
    if not USERNAME.fullmatch(account.username):
        raise Refused(f"“{account.username}”不能作用户名。", "请用2至40个字母、数字、汉字，或 . _ - @。")
    if not account.name.strip() or len(account.name) > NAME_LENGTH:
        raise Refused("姓名是空的，或者太长。", f"请填写姓名，最多{NAME_LENGTH}个字。")
    if Account.objects.filter(username=account.username).exists():
        raise Refused(f"用户名“{account.username}”已有人用。", "请换一个。")
    name = account.name
    account.search = " ".join((pinyin(name), initials(name), plain_name(name), plain_name(account.username)))
    _set_password(account, password)
    account.save()
    act.subject = account
    act.change("username", None, account.username)
    act.change("name", None, name)


def _seat(act: Act, account: Account, unit: Unit, role: str, since: date) -> Post:
    if role not in Role.values or role == Role.SYSTEM:
        raise Refused("没有这样的岗位。", "请从督查员、单位负责人、经办人、管理员、审计员中选角色。")
    if Post.objects.filter(account=account, unit=unit, role=role, until=OPEN_END).exists():
        raise Refused(f"{account}已经在{unit}担任{Role(role).label}。")
    post = Post.objects.create(account=account, unit=unit, role=role, since=since)
    act.change("post", None, f"{unit}{Role(role).label}")
    act.change("since", None, since)
    return post


def _set_password(account: Account, password: str) -> None:
    try:
        validate_password(password, account)
    except ValidationError as refused:
        raise Refused("密码不合要求：" + "".join(refused.messages), "请换一个。") from refused
    account.set_password(password)


def _only_administrators(by: Post, unit: Unit | None = None) -> None:
    if by.role not in (Role.ADMIN, Role.SYSTEM):
        raise NotYours("账号和岗位由管理员办理。")
    if unit is not None and by.role == Role.ADMIN and unit.district_id != by.unit.district_id:
        raise NotYours(f"{unit}不在本地区，请该地区管理员办理。")


def _not_of_other_districts(account: Account, by: Post) -> None:
    """An account opens every post of its holder: who resets it in one district would hold those of another."""
    elsewhere = account.posts.filter(until__gte=clock.today()).exclude(unit__district=by.unit.district_id)
    if by.role == Role.ADMIN and elsewhere.exists():
        raise NotYours(f"{account}在其他地区还有岗位，请该地区管理员一同办理。")
