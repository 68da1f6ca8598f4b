"""``gaodi register link``: which unit a school's or a firm's code belongs to."""

from __future__ import annotations

from argparse import Namespace

from gaodi.ground.refusals import Refused
from gaodi.registers.actions.subjects import link_code
from gaodi.registers.commands.who import post_named, unit_meant
from gaodi.registers.kinds import BadCell
from gaodi.registers.naming import Firm, Named, School

SCHOOL_CODE = 10  # digits


def link(args: Namespace) -> int:
    """Link a code to a unit: its people then see what is verified about it, and need not write the code."""
    by = post_named(args.username)
    unit = unit_meant(args.unit, by, args.username)
    assert unit is not None
    subject = link_code(_named(args.code), unit, by=by)
    print(f"已关联：{subject.shown} 是{unit}。")
    return 0


def _named(code: str) -> Named:
    kind = School() if len(code.strip()) == SCHOOL_CODE else Firm()
    try:
        named = kind.parse(code)
    except BadCell as bad:
        raise Refused(f"{bad.sentence}。", f"{bad.remedy}。") from bad
    if named is None:
        raise Refused("没有写代码。", "请写学校标识码或统一社会信用代码。")
    return named
