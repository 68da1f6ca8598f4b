"""``gaodi register figures``: what is counted, how it was on a day, as known at the end of another."""

from __future__ import annotations

from argparse import Namespace
from typing import Any

from gaodi.bedrock import clock
from gaodi.bedrock.periods import PERIODS, Period, read_period
from gaodi.ground.commands.printing import print_json, print_table
from gaodi.ground.figures import Asked, figure
from gaodi.ground.models import Post
from gaodi.ground.refusals import Refused
from gaodi.registers.asked import open_registers
from gaodi.registers.commands.who import opened, post_named, unit_meant
from gaodi.registers.declaration import REGISTERS
from gaodi.registers.queries.answers import said_of


def print_figures(args: Namespace) -> int:
    """What is counted, how it was on a day, as known at the end of another."""
    by = post_named(args.username)
    period = _period(args.period)
    day = args.day or (min(period.last, clock.today()) if period else clock.today())
    asked = Asked(by, day, args.known, period, unit_meant(args.unit, by, args.username))
    answers = [figure_row(name, asked) for name in _figure_names(args.what, by)]
    if args.format == "json":
        return print_json({"figures": answers})
    heads = ["数", "名称", "结果", "缺什么、为什么"]
    return print_table(
        heads, [[a["label"], a["name"], a["said"], "；".join((*a["missing"], a["why"]))] for a in answers]
    )


def figure_row(name: str, asked: Asked) -> dict[str, Any]:
    """A figure's answer as JSON holds it; the value is text, exact to the last place."""
    said = said_of(figure(name), asked)
    value = said.answer.value
    return {
        "name": name,
        "label": said.figure.label,
        "unit": said.figure.unit,
        "state": said.answer.state,
        "value": None if value is None else f"{value:f}",
        "missing": list(said.answer.missing),
        "why": said.answer.why,
        "said": said.words,
    }


def _figure_names(what: str, by: Post) -> list[str]:
    """The names that are meant: one figure, those of one register, or all that the post may ask for."""
    if what in REGISTERS:
        return [each.name for each in opened(REGISTERS[what], by).figures]
    names = [each.name for register in open_registers(by) for each in register.figures]
    if what and what not in names:
        raise Refused(f"没有名为“{what}”的数，也没有这个台账。", "运行 gaodi register figures 看有哪些。")
    return [what] if what else names


def _period(text: str) -> Period | None:
    if not text:
        return None
    # a year before a school year: 2023 is both
    found = next((p for rhythm in sorted(PERIODS, reverse=True) if (p := read_period(text, rhythm))), None)
    if found is None:
        raise Refused(f"期间“{text}”没有看懂。", "写成2023、2023-2024、2023H1、2023Q1或2023-05。")
    return found
