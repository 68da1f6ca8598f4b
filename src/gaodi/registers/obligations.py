"""What the registers ask of a post: registered with the ground, read by the desk. One line a register and unit."""

from __future__ import annotations

from collections.abc import Iterator

from django.urls import reverse

from gaodi.bedrock import clock
from gaodi.bedrock.periods import say_day_near, working_days_after
from gaodi.ground.models import Post, Role
from gaodi.ground.queries.calendar import work_calendar
from gaodi.ground.registry import Obligation, obligations
from gaodi.registers.declaration import REGISTERS
from gaodi.registers.models import State
from gaodi.registers.parameters import VERIFY_WITHIN
from gaodi.registers.queries.tallies import heaps, tallies
from gaodi.registers.states import fills


@obligations("registers.mend")
def to_mend(post: Post) -> Iterator[Obligation]:
    """What was sent back to one's unit: its clerks mend it."""
    if post.role != Role.CLERK:
        return
    filled = [each for each in REGISTERS.values() if fills(each, post)]
    for slug, tally in tallies(post, post.unit, filled).items():
        if tally.returned:
            yield Obligation(
                what=f"修改后重报：{REGISTERS[slug].name}台账{tally.returned}条",
                about=f"{REGISTERS[slug].name}台账",
                why="审核单位退回，原因写在每一条里",
                due=None,
                url=f"{reverse('register', args=[slug])}?state={State.RETURNED}",
                verb="修改",
            )


@obligations("registers.verify")
def to_verify(post: Post) -> Iterator[Obligation]:
    """What units handed in and one may verify."""
    if post.role not in (Role.CLERK, Role.HEAD):
        return
    found = heaps(post)
    calendar = work_calendar() if found else None
    for heap in found:
        assert calendar is not None
        day = heap.oldest.astimezone(clock.ZONE).date()
        yield Obligation(
            what=f"审核：{heap.register.name}台账{heap.count}条",
            about=f"{heap.unit}填报",
            why=f"{heap.register.name}台账由本单位审核；最早{say_day_near(day, clock.today())}报送",
            due=working_days_after(calendar, day, VERIFY_WITHIN),
            url=reverse("register_queue", args=[heap.register.slug]),
            verb="审核",
        )
