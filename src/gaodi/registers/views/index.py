"""台账: the index of the registers with what is to be done in each, and what each is."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from itertools import groupby

from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_safe

from gaodi.ground.permission import PostedRequest, allow
from gaodi.registers.asked import asked_register, open_registers
from gaodi.registers.declaration import Register
from gaodi.registers.models import State
from gaodi.registers.parameters import VERIFY_WITHIN
from gaodi.registers.queries.tallies import Tally, heaps, tallies
from gaodi.registers.states import fills, verifies
from gaodi.registers.wording import Hands, hands_of


@dataclass(frozen=True, slots=True)
class Line:
    """A register on the index: how one's unit's rows stand, what waits for one, and the next step."""

    register: Register
    hands: Hands
    tally: Tally | None
    waiting: int | None
    step: tuple[str, str]

    @property
    def is_due(self) -> bool:
        """Whether somebody waits: rows to verify, rows that came back."""
        return bool(self.waiting or (self.tally and self.tally.returned))


@require_safe
@allow()
def index_page(request: PostedRequest) -> HttpResponse:
    """The registers one has a hand in, by group, with the next step; below them those one only reads."""
    post = request.post
    registers = open_registers(post)
    hands = hands_of(registers, post)
    counts = tallies(post, post.unit, [each for each in registers if fills(each, post)])
    waiting: dict[str, int] = {}
    for heap in heaps(post):
        waiting[heap.register.slug] = waiting.get(heap.register.slug, 0) + heap.count
    lines = [_line(each, hands[each.slug], request, counts, waiting) for each in registers]
    mine = [line for line in lines if line.tally is not None or line.waiting is not None]
    due = [line for line in mine if line.is_due]
    context = {
        "due": due,
        "groups": _grouped([line for line in mine if line not in due]),
        "others": _grouped([line for line in lines if line not in mine]),
        "mine": len(mine),
    }
    return render(request, "registers/index.html", context)


def _line(
    register: Register,
    hands: Hands,
    request: PostedRequest,
    counts: dict[str, Tally],
    waiting: dict[str, int],
) -> Line:
    post = request.post
    tally = counts.get(register.slug, Tally()) if fills(register, post) else None
    heap = waiting.get(register.slug, 0) if verifies(register, post) else None
    return Line(register, hands, tally, heap, _step(register, tally, heap))


def _step(register: Register, tally: Tally | None, waiting: int | None) -> tuple[str, str]:
    """What to do next, and where."""
    rows = reverse("register", args=[register.slug])
    if waiting:
        return f"审核{waiting}条", reverse("register_queue", args=[register.slug])
    if tally is not None and tally.returned:
        return f"修改{tally.returned}条", f"{rows}?state={State.RETURNED}"
    if tally is not None and tally.draft:
        return f"报送{tally.draft}条草稿", f"{rows}?state={State.DRAFT}"
    return ("填报", reverse("register_add", args=[register.slug])) if tally is not None else ("查看", rows)


def _grouped(lines: Iterable[Line]) -> list[tuple[str, list[Line]]]:
    order = {line.register.group: place for place, line in reversed(list(enumerate(lines)))}
    ordered = sorted(lines, key=lambda line: order[line.register.group])
    return [(group, list(each)) for group, each in groupby(ordered, lambda line: line.register.group)]


@require_safe
@allow()
def about_page(request: PostedRequest, slug: str) -> HttpResponse:
    """The declaration as one reads it: columns, who fills, who verifies, figures, how to hand in."""
    register = asked_register(slug, request.post)
    context = {
        "register": register,
        "hands": hands_of([register], request.post)[slug],
        "fills": fills(register, request.post),
        "conditions": [(column, _condition(register, column.applies_when)) for column in register.columns],
        "verify_within": VERIFY_WITHIN,
    }
    return render(request, "registers/about.html", context)


def _condition(register: Register, when: object) -> str:
    """双师等级为初级、中级、高级时填."""
    parts = []
    for other, values in dict(when).items():  # type: ignore[call-overload]
        column = register.by_name[other]
        parts.append(f"{column.heading}为{'、'.join(column.kind.show(value) for value in values)}")
    return f"{'，且'.join(parts)}时才填" if parts else ""
