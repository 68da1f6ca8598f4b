"""``gaodi unit``: the units of a district, and who is meant by a name on paper."""

from __future__ import annotations

from argparse import Namespace
from typing import Any

from gaodi.bedrock.names import pinyin
from gaodi.ground.actions.districts import add_district
from gaodi.ground.actions.units import add_unit
from gaodi.ground.commands.machine import migrated_system_post
from gaodi.ground.commands.printing import print_json, print_table
from gaodi.ground.models import Post, Unit, UnitKind
from gaodi.ground.queries.named import district_named, units_in
from gaodi.ground.queries.units import Match, Matcher
from gaodi.ground.refusals import Refused

HOW = {"exact": "名称", "alias": "别名", "prefix": "省略了地名", "none": "请人认定"}


def run(args: Namespace) -> int:
    return ACTIONS[args.action](args, migrated_system_post())


def print_units(args: Namespace, _by: Post) -> int:
    units = list(units_in(district_named(args.district)))
    if args.format == "json":
        return print_json({"units": [unit_row(unit) for unit in units]})
    rows = [
        [unit.key, unit.name, unit.get_kind_display(), "是" if unit.may_be_urged else "否", _aliases(unit)]
        for unit in units
    ]
    return print_table(["代号", "名称", "性质", "可催办", "别名"], rows)


def unit_row(unit: Unit) -> dict[str, Any]:
    """A unit as JSON holds it."""
    return {
        "key": unit.key,
        "name": unit.name,
        "full_name": unit.full_name,
        "kind": unit.kind,
        "district": unit.district.code,
        "may_be_urged": unit.may_be_urged,
        "may_be_ranked": unit.may_be_ranked,
        "aliases": [alias.alias for alias in unit.aliases.all()],
    }


def match(args: Namespace, _by: Post) -> int:
    printed = [name for text in args.names for name in text.split("、") if name]
    matches = Matcher(district_named(args.district)).match_all(printed)
    if args.format == "json":
        return print_json({"matches": [match_row(each) for each in matches]})
    rows = [
        [each.printed, each.unit.name if each.unit else "", HOW[each.how], _proposals(each)]
        for each in matches
    ]
    return print_table(["纸面名称", "单位", "依据", "可能是"], rows)


def match_row(found: Match) -> dict[str, Any]:
    """A match as JSON holds it; likeness is of 100."""
    return {
        "printed": found.printed,
        "how": found.how,
        "unit": {"key": found.unit.key, "name": found.unit.name} if found.unit else None,
        "proposals": [
            {"key": unit.key, "name": unit.name, "score": score} for unit, score in found.proposals
        ],
    }


def add(args: Namespace, by: Post) -> int:
    if args.kind not in UnitKind.values:
        raise Refused(f"没有性质“{args.kind}”。", f"可以写：{'、'.join(UnitKind.values)}。")
    if args.district_name:
        district = add_district(by=by, code=args.district, name=args.district_name)
    else:
        district = district_named(args.district)
    key = args.key or pinyin(args.name)[:60]
    unit = add_unit(by=by, district=district, key=key, name=args.name, kind=args.kind)
    print(f"已登记：{unit.name}，代号 {unit.key}，{district.name}。")
    return 0


ACTIONS = {"list": print_units, "match": match, "add": add}


def _aliases(unit: Unit) -> str:
    return "、".join(alias.alias for alias in unit.aliases.all())


def _proposals(found: Match) -> str:
    return "、".join(f"{unit.name} {score}" for unit, score in found.proposals)
