"""What somebody at the command line means by a word: a district, a unit, a person; a refusal says what there is."""

from __future__ import annotations

from django.db.models import Prefetch, Q, QuerySet

from gaodi.ground.models import Account, District, Post, Role, Unit
from gaodi.ground.refusals import Refused

SYSTEM = "000000"  # the district of the system's own unit


def district_named(text: str) -> District:
    """A district by code or name; without a word, the only one in which there are units."""
    districts = District.objects.exclude(code=SYSTEM).select_related("parent").order_by("code")
    if text:
        found = list(districts.filter(Q(code=text) | Q(name=text)))
    else:
        found = list(districts.filter(unit__isnull=False).distinct())
    if len(found) == 1:
        return found[0]
    known = "、".join(f"{district.name}（{district.code}）" for district in districts) or "还没有登记"
    remedy = "先登记单位：gaodi unit add 单位名称 --district 区划代码 --district-name 地区名称。"
    if text and not found:
        raise Refused(f"没有地区“{text}”，已有的地区：{known}。", remedy)
    if not found:
        raise Refused("还没有登记任何单位。", remedy)
    raise Refused(f"地区不止一个：{known}。", "请用 --district 写区划代码。")


def unit_named(district: District, text: str) -> Unit:
    """A unit of a district by its key or its exact name."""
    unit = Unit.objects.filter(Q(key=text) | Q(name=text), district=district, ended_on=None).first()
    if unit is None:
        raise Refused(
            f"{district}没有单位“{text}”。", "运行 gaodi unit list 看有哪些，或用 gaodi unit add 登记。"
        )
    return unit


def person_named(username: str) -> Account:
    account = Account.objects.filter(username=username).first()
    if account is None:
        raise Refused(f"没有用户名“{username}”。", "运行 gaodi user list 看有哪些。")
    return account


def everyone() -> QuerySet[Account]:
    """All accounts with all their posts, for the command line, which acts as the system."""
    posts = Post.objects.select_related("unit__district").order_by("since", "pk")
    return Account.objects.prefetch_related(Prefetch("posts", posts)).order_by("username")


def open_post(account: Account, unit: Unit, role: str) -> Post:
    post = Post.objects.filter(account=account, unit=unit, role=role).order_by("-until").first()
    if post is None:
        raise Refused(f"{account}没有{unit}的{Role(role).label}岗位。", "运行 gaodi user list 看现有的岗位。")
    return post


def units_in(district: District) -> QuerySet[Unit]:
    units = Unit.objects.filter(district=district, ended_on=None)
    return units.select_related("district").prefetch_related("aliases").order_by("name")
