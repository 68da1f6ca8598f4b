"""What the registers show on pages of the ground: a unit's registers with how its rows stand."""

from __future__ import annotations

from gaodi.ground.models import Post, Role, Unit
from gaodi.ground.registry import Panel, desk_panels, unit_panels
from gaodi.registers.asked import open_registers
from gaodi.registers.next_steps import Line, place
from gaodi.registers.queries.tallies import Tally, tallies
from gaodi.registers.states import fills

ON_DESK = 8  # registers; all of them stand on the index


@unit_panels("registers.rows")
def kept(by: Post, unit: Unit) -> Panel | None:
    """The registers that the unit fills, as far as one may see its rows."""
    filled = [each for each in open_registers(by) if each.may_fill(unit)]
    counts = tallies(by, unit, filled)
    own = unit.pk == by.unit_id
    shown = [
        (each, counts.get(each.slug, Tally()), own or each.may_verify(by.unit))
        for each in filled
        if own or each.slug in counts
    ]
    return Panel("台账", "registers/unit_rows.html", {"registers": shown}) if shown else None


@desk_panels("registers.rows")
def on_the_desk(by: Post) -> Panel | None:
    """The registers of one's unit that something is under way in, then those that it has never filled.

    Only schools and firms are told of the latter: an office fills a register when there is something to enter.
    """
    if by.role not in (Role.CLERK, Role.HEAD):
        return None
    filled = [each for each in open_registers(by) if fills(each, by)]
    counts = tallies(by, by.unit, filled)
    lines = [Line(each, counts.get(each.slug, Tally())) for each in filled]
    shown = sorted((line for line in lines if _is_open(line) or _is_owed(line, by)), key=_pressing)
    if not shown:
        return None
    done = sum(line.tally.verified > 0 for line in lines if line.tally)
    return Panel(
        "本单位的台账",
        "registers/desk_rows.html",
        {"lines": shown[:ON_DESK]},
        f"填报{len(lines)}个，{done}个已有核定的记录",
    )


def _is_open(line: Line) -> bool:
    return line.is_due or bool(line.tally and line.tally.submitted)


def _is_owed(line: Line, by: Post) -> bool:
    return by.unit.kind in line.register.filled_by and not (line.tally and line.tally.all)


def _pressing(line: Line) -> tuple[bool, bool, bool, tuple[int, str]]:
    tally = line.tally or Tally()
    return not tally.returned, not tally.draft, not tally.submitted, place(line.register.group)
