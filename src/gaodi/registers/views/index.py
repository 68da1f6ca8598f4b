"""台账: the index of the registers with what is to be done in each, and what each is."""

from __future__ import annotations

from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from gaodi.ground.models import Post
from gaodi.ground.permission import PostedRequest, allow
from gaodi.registers.asked import asked_register, open_registers
from gaodi.registers.declaration import Register
from gaodi.registers.next_steps import Line, grouped
from gaodi.registers.parameters import VERIFY_WITHIN
from gaodi.registers.queries.files import files_for
from gaodi.registers.queries.tallies import Tally, heaps, tallies
from gaodi.registers.states import fills, verifies
from gaodi.registers.wording import Hands, hands_of


@require_safe
@allow()
def index_page(request: PostedRequest) -> HttpResponse:
    """What is to be done; the registers one has a hand in, by group; below them those one only reads."""
    post = request.post
    registers = open_registers(post)
    filled = [each for each in registers if fills(each, post)]
    counts, waiting = tallies(post, post.unit, filled), _waiting(post)
    hands = hands_of(registers, post)
    lines = [_line(each, post, hands[each.slug], counts, waiting) for each in registers]
    mine = [line for line in lines if line.tally is not None or line.waiting is not None]
    due = [line for line in mine if line.is_due]
    context = {
        "due": due,
        "groups": grouped(line for line in mine if line not in due),
        "others": grouped(line for line in lines if line not in mine),
        "mine": len(mine),
        "files": files_for(post),
    }
    return render(request, "registers/index.html", context)


def _waiting(post: Post) -> dict[str, int]:
    waiting: dict[str, int] = {}
    for heap in heaps(post):
        waiting[heap.register.slug] = waiting.get(heap.register.slug, 0) + heap.count
    return waiting


def _line(
    register: Register, post: Post, hands: Hands, counts: dict[str, Tally], waiting: dict[str, int]
) -> Line:
    tally = counts.get(register.slug, Tally()) if fills(register, post) else None
    heap = waiting.get(register.slug, 0) if verifies(register, post) else None
    return Line(register, tally, heap, hands)


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
