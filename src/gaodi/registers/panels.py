"""What the registers show on pages of the ground: a unit's registers with how its rows stand."""

from __future__ import annotations

from gaodi.ground.models import Post, Unit
from gaodi.ground.registry import Panel, unit_panels
from gaodi.registers.asked import open_registers
from gaodi.registers.queries.tallies import Tally, tallies


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
