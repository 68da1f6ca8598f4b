"""What a new database needs before anyone can act in it: the post of the house itself."""

from __future__ import annotations

from datetime import date

from django.core.management import call_command
from django.db import transaction

from gaodi.ground import audit_guard
from gaodi.ground.acting import acting
from gaodi.ground.models import District, Post, Role, Unit, UnitKind

SYSTEM_DISTRICT = "000000"
BEFORE_EVERYTHING = date(2000, 1, 1)


def ensure_system_post() -> Post:
    """The post that jobs, loaders and the command line act as; made once, found afterwards."""
    if post := Post.objects.select_related("unit__district").filter(role=Role.SYSTEM).first():
        return post
    with acting("first_run", "首次启用", None, by=Post()) as act:
        district, _ = District.objects.get_or_create(code=SYSTEM_DISTRICT, defaults={"name": "系统"})
        unit, _ = Unit.objects.get_or_create(
            district=district,
            key="system",
            defaults={
                "name": "系统",
                "kind": UnitKind.INSTITUTION,
                "may_be_ranked": False,
                "may_be_urged": False,
                "protected_because": "系统自身，不是机构",
            },
        )
        post = Post.objects.create(account=None, unit=unit, role=Role.SYSTEM, since=BEFORE_EVERYTHING)
        act.by, act.subject, act.unit = post, post, unit
        act.change("post", None, post)
    return post


def empty_database() -> None:
    """Delete every row there is, the audit's too, in one transaction. Only a demonstration is ever removed so."""
    with transaction.atomic():
        audit_guard.take_down()
        call_command("flush", interactive=False, verbosity=0)  # puts the guard up again
