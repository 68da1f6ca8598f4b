"""A draft: one task with everything the paper says of it, still as passages; ``finish`` makes a row of it."""

from __future__ import annotations

from dataclasses import dataclass, field

from gaodi.reading.bodies import Bodies
from gaodi.reading.heads import Role
from gaodi.reading.passages import Passage


@dataclass(slots=True)
class Draft:
    """A task on its way to a row."""

    text: Passage
    bodies: Bodies
    no: str | None = None
    repeats: bool = False  # the number of its block, that another row has already
    due: list[Passage] = field(default_factory=list)
    dates: list[tuple[str, Passage]] = field(default_factory=list)  # real dates of a sheet
    spans: list[tuple[str, Passage]] = field(
        default_factory=list
    )  # cells under 2025年目标: the time, the figures
    aims: list[Passage] = field(default_factory=list)  # cells whose figures are targets and no text
    year: int | None = None
    part: str | None = None
    title: str | None = None
    category: str | None = None
    leads_named_elsewhere: bool = False  # a column of leads stands beside: its empty cell means nobody
    where: str = ""
    cells: dict[Role, Passage] = field(default_factory=dict)  # the cells the bodies were read from
    doubts: list[tuple[str, str]] = field(default_factory=list)
