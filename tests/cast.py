"""The cast: two districts, their units, and one post for each role, asked for by its Chinese name.

督查员 issues and closes · 科员 and 局长 are clerk and head of a lead unit (区教育体育局) · 责任经办 is the clerk of a
responsible unit (区工业和信息化局) · 管理员 keeps people and units · 审计员 looks at everything · 外人 is the clerk
of a unit in another district · 系统 is the post of jobs and loaders · 教务员 and 校长 are clerk and head of a school,
别校教务员 the clerk of another one, 企业人事 the clerk of a firm.
"""

from __future__ import annotations

from datetime import date

import pytest

from gaodi.bedrock.names import searchable
from gaodi.ground.models import Account, District, Post, Role, Unit, UnitKind, UnitName
from gaodi.ground.models.units import NEVER_URGED

PASSWORD = "talent-heights-2020"
SINCE = date(2019, 1, 1)


def make_unit(district: District, key: str, name: str, kind: str = UnitKind.GOVERNMENT) -> Unit:
    may = kind not in NEVER_URGED
    unit = Unit.objects.create(
        district=district,
        key=key,
        name=name,
        kind=kind,
        may_be_ranked=may,
        may_be_urged=may,
        search=searchable(name),
    )
    UnitName.objects.create(unit=unit, name=name)
    return unit


def make_post(unit: Unit, role: Role, username: str, name: str) -> Post:
    """A person who holds a post, and whose password is PASSWORD."""
    account = Account(username=username, name=name)
    account.set_password(PASSWORD)
    account.save()
    return Post.objects.create(account=account, unit=unit, role=role, since=SINCE)


# ------------------------------------------------------------------ districts and units


@pytest.fixture(name="威海市")
def weihai(db) -> District:
    return District.objects.create(code="371000", name="威海市")


@pytest.fixture(name="环翠区")
def huancui(威海市) -> District:
    return District.objects.create(code="371002", name="环翠区", parent=威海市)


@pytest.fixture(name="文登区")
def wendeng(威海市) -> District:
    return District.objects.create(code="371003", name="文登区", parent=威海市)


@pytest.fixture(name="督查室")
def supervision_office(环翠区) -> Unit:
    return make_unit(环翠区, "supervision_office", "区委区政府督查室", UnitKind.SUPERVISION)


@pytest.fixture(name="教体局")
def edu_sports_bureau(环翠区) -> Unit:
    return make_unit(环翠区, "edu_sports_bureau", "区教育体育局")


@pytest.fixture(name="工信局")
def industry_it_bureau(环翠区) -> Unit:
    return make_unit(环翠区, "industry_it_bureau", "区工业和信息化局")


@pytest.fixture(name="审计局")
def audit_bureau(环翠区) -> Unit:
    return make_unit(环翠区, "audit_bureau", "区审计局")


@pytest.fixture(name="文登教体局")
def bureau_next_door(文登区) -> Unit:
    return make_unit(文登区, "edu_sports_bureau", "区教育体育局")


@pytest.fixture(name="望海职专")
def school(环翠区) -> Unit:
    return make_unit(环翠区, "wanghai", "望海职业中等专业学校", UnitKind.SCHOOL)


@pytest.fixture(name="别校")
def another_school(环翠区) -> Unit:
    return make_unit(环翠区, "shiyan", "实验职业中等专业学校", UnitKind.SCHOOL)


@pytest.fixture(name="企业")
def firm(环翠区) -> Unit:
    return make_unit(环翠区, "haibang", "海邦精工有限公司", UnitKind.ENTERPRISE)


# ------------------------------------------------------------------ posts


@pytest.fixture(name="督查员")
def supervisor(督查室) -> Post:
    return make_post(督查室, Role.SUPERVISOR, "ducha", "周明远")


@pytest.fixture(name="管理员")
def administrator(督查室) -> Post:
    return make_post(督查室, Role.ADMIN, "guanli", "林知行")


@pytest.fixture(name="审计员")
def auditor(审计局) -> Post:
    return make_post(审计局, Role.AUDITOR, "shenji", "沈清和")


@pytest.fixture(name="科员")
def clerk_of_the_lead(教体局) -> Post:
    return make_post(教体局, Role.CLERK, "keyuan", "王晓岚")


@pytest.fixture(name="局长")
def head_of_the_lead(教体局) -> Post:
    return make_post(教体局, Role.HEAD, "juzhang", "赵启明")


@pytest.fixture(name="责任经办")
def clerk_of_the_responsible(工信局) -> Post:
    return make_post(工信局, Role.CLERK, "jingban", "孙立行")


@pytest.fixture(name="教务员")
def clerk_of_the_school(望海职专) -> Post:
    return make_post(望海职专, Role.CLERK, "jiaowu", "迟晓")


@pytest.fixture(name="校长")
def headmaster(望海职专) -> Post:
    return make_post(望海职专, Role.HEAD, "xiaozhang", "鞠文")


@pytest.fixture(name="别校教务员")
def clerk_of_another_school(别校) -> Post:
    return make_post(别校, Role.CLERK, "biejiaowu", "隋安")


@pytest.fixture(name="企业人事")
def clerk_of_the_firm(企业) -> Post:
    return make_post(企业, Role.CLERK, "renshi", "于敏")


@pytest.fixture(name="外人")
def stranger(文登教体局) -> Post:
    return make_post(文登教体局, Role.CLERK, "wairen", "吴远山")


@pytest.fixture(name="系统")
def the_system(db) -> Post:
    from gaodi.ground.actions.first_run import ensure_system_post

    return ensure_system_post()


@pytest.fixture
def sign_in(client):
    """Sign the test's browser in as a post; gives the browser."""

    def as_post(post: Post):
        client.force_login(post.account)
        session = client.session
        session["post"] = post.pk
        session.save()
        return client

    return as_post
