"""Verbs about districts."""

from __future__ import annotations

import re

from gaodi.ground.acting import acting
from gaodi.ground.models import District, Post, Role
from gaodi.ground.refusals import NotYours, Refused

CODE = re.compile(r"\d{6}(\d{3}|\d{6})?")


def add_district(*, by: Post, code: str, name: str, parent: District | None = None) -> District:
    """Enter an administrative area under its code."""
    with acting("add_district", "登记地区", None, by=by) as act:
        if by.role not in (Role.ADMIN, Role.SYSTEM):
            raise NotYours("登记地区由管理员办理。")
        if not CODE.fullmatch(code):
            raise Refused(f"“{code}”不像区划代码。", "请填6位、9位或12位数字，如环翠区371002。")
        if District.objects.filter(code=code).exists():
            raise Refused(f"区划代码{code}已经登记。", "请核对。")
        district = District.objects.create(code=code, name=name, parent=parent)
        act.subject = district
        act.change("code", None, code)
        act.change("name", None, name)
    return district
