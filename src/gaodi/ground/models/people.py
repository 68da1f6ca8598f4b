"""People: an account is a person who signs in; a post is what they act as."""

from __future__ import annotations

from datetime import date
from typing import Any

from django.contrib.auth.base_user import AbstractBaseUser, BaseUserManager
from django.db import models
from django.db.models import Q
from django.utils import timezone

from gaodi.ground.models.units import Unit

OPEN_END = date(9999, 12, 31)


class AccountManager(BaseUserManager["Account"]):
    """What Django's authentication asks of a manager."""

    def get_by_natural_key(self, username: str | None) -> Account:
        return self.get(username=username)


class Account(AbstractBaseUser):
    """账号: a person who can sign in. What they may do hangs on their posts."""

    username = models.CharField("用户名", max_length=40, unique=True)
    name = models.CharField("姓名", max_length=40)
    phone = models.CharField("办公电话", max_length=40, blank=True)
    is_active = models.BooleanField("启用", default=True)
    must_change_password = models.BooleanField("首次登录须改密码", default=False)
    # the name by its sound first, so that it also gives the order of lists: wangfang wf 王芳 wangf
    search = models.TextField("检索", default="", editable=False, db_index=True)
    joined_at = models.DateTimeField("开户时间", default=timezone.now)

    objects = AccountManager()
    USERNAME_FIELD = "username"
    REQUIRED_FIELDS = ["name"]

    class Meta:
        verbose_name = "账号"

    def __str__(self) -> str:
        return self.name

    # Axes and Django's backends ask these two of any account; we have no superusers.
    is_staff = False
    is_superuser = False

    def has_perm(self, *_args: Any) -> bool:
        return False


class Role(models.TextChoices):
    """What a post may do. Whether a clerk acts for a lead or a responsible unit follows from the duty at hand."""

    SUPERVISOR = "supervisor", "督查员"
    HEAD = "head", "单位负责人"
    CLERK = "clerk", "经办人"
    ADMIN = "admin", "管理员"
    AUDITOR = "auditor", "审计员"
    SYSTEM = "system", "系统"


class Post(models.Model):
    """岗位: a person in a unit with a role, from a day to a day. Every act is done by a post."""

    account = models.ForeignKey(
        Account, models.PROTECT, null=True, blank=True, related_name="posts", verbose_name="账号"
    )
    unit = models.ForeignKey(Unit, models.PROTECT, related_name="posts", verbose_name="单位")
    role = models.CharField("角色", max_length=16, choices=Role.choices)
    since = models.DateField("到岗")
    until = models.DateField("离岗", default=OPEN_END)

    class Meta:
        verbose_name = "岗位"
        constraints = [
            models.UniqueConstraint(
                fields=["account", "unit", "role"],
                condition=Q(until=OPEN_END),
                name="one_open_post_of_a_kind",
            ),
            models.CheckConstraint(
                condition=Q(account__isnull=False) | Q(role="system"), name="only_the_system_has_no_account"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.unit}{self.get_role_display()}{self.person}"

    @property
    def person(self) -> str:
        """The name of the person, or 系统."""
        return self.account.name if self.account else "系统"

    def holds_on(self, day: date) -> bool:
        return self.since <= day <= self.until
