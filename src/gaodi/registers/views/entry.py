"""Filling in a row, correcting one that stands, and the presses of a button on one's own rows."""

from __future__ import annotations

from collections.abc import Callable, Iterator

from django.contrib import messages
from django.core.files.uploadedfile import UploadedFile
from django.forms import BoundField
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_POST

from gaodi.ground.actions.files import add_evidence
from gaodi.ground.asking import Asking, ask, sent
from gaodi.ground.models import Evidence, Role
from gaodi.ground.permission import PostedRequest, allow
from gaodi.ground.refusals import NotYours, Overtaken, Refused
from gaodi.registers.actions import facts
from gaodi.registers.asked import asked_register, asked_row
from gaodi.registers.columns import Column
from gaodi.registers.declaration import Register
from gaodi.registers.forms.entry import EntryForm
from gaodi.registers.forms.rows import Seen, WithReason
from gaodi.registers.models import Fact
from gaodi.registers.queries.rows import Story, lines_of, may_correct, story_of
from gaodi.registers.queries.scope import own_subjects
from gaodi.registers.states import MOVES, fills, may
from gaodi.registers.wording import hands_of

Save = Callable[[EntryForm], Fact]


@require_http_methods(["GET", "POST"])
@allow(Role.CLERK, Role.HEAD)
def add_page(request: PostedRequest, slug: str) -> HttpResponse:
    """填报: a new row."""
    register = asked_register(slug, request.post)
    if not fills(register, request.post):
        raise NotYours(
            f"{register.name}台账不由{request.post.unit}填报，由{hands_of([register], request.post)[slug].fills}填报。"
        )
    own = own_subjects(request.post).filter(kind=register.about.kind).order_by("pk").first()
    form = EntryForm(register, sent(request), request.FILES or None, own=own)

    def save(form: EntryForm) -> Fact:
        return facts.propose(
            register, form.values, by=request.post, submit=_submits(request), evidence=_papers(request, form)
        )

    return _fill_in(request, register, form, save, None)


@require_http_methods(["GET", "POST"])
@allow(Role.CLERK, Role.HEAD)
def edit_page(request: PostedRequest, slug: str, pk: int) -> HttpResponse:
    """修改: an open row, if it is still as it was seen."""
    register = asked_register(slug, request.post)
    row = asked_row(register, pk, request.post)
    if not may("edit", register, row, request.post) or row.void:
        raise NotYours(f"这一条现在不能由您修改，它由{row.unit}填报，现在是“{row.get_state_display()}”。")
    form = EntryForm(register, sent(request), request.FILES or None, row=row)

    def save(form: EntryForm) -> Fact:
        seen = form.cleaned_data.get("revision")
        return facts.edit(
            register,
            row,
            form.values,
            by=request.post,
            revision=-1 if seen is None else seen,
            submit=_submits(request),
            evidence=_papers(request, form),
        )

    return _fill_in(request, register, form, save, story_of(register, row, request.post))


@require_http_methods(["GET", "POST"])
@allow(Role.CLERK, Role.HEAD)
def correct_page(request: PostedRequest, slug: str, pk: int) -> HttpResponse:
    """更正: a correction proposed beside what stands."""
    register = asked_register(slug, request.post)
    row = asked_row(register, pk, request.post)
    story = story_of(register, row, request.post)
    if story.proposal is not None and story.shown.unit_id == request.post.unit_id:
        raise Overtaken(facts.TAKEN)
    if not may_correct(story, request.post):
        raise NotYours(f"这一条由{row.unit}填报，由该单位更正现行的值。")
    form = EntryForm(register, sent(request), request.FILES or None, row=row)

    def save(form: EntryForm) -> Fact:
        return facts.propose(
            register, form.values, by=request.post, submit=_submits(request), evidence=_papers(request, form)
        )

    return _fill_in(request, register, form, save, story)


def _submits(request: PostedRequest) -> bool:
    return request.POST.get("do") == "submit"


def _papers(request: PostedRequest, form: EntryForm) -> Iterator[Evidence]:
    """What was handed in as proof; stored only once the row is, in the same act."""
    file = form.cleaned_data.get("file")
    if isinstance(file, UploadedFile):
        day = form.cleaned_data["dated_on"]
        yield add_evidence(file.chunks(), file.name or "", by=request.post, dated_on=day)


def _fill_in(
    request: PostedRequest, register: Register, form: EntryForm, save: Save, story: Story | None
) -> HttpResponse:
    """Show the form, or store what it says. Whoever was overtaken sees what stands now; what was typed stays."""
    status = 422 if form.is_bound else 200
    if form.is_bound and form.is_valid():
        try:
            row = save(form)
        except NotYours:
            raise
        except Refused as refusal:
            form.add_error(None, str(refusal))
            if isinstance(refusal, Overtaken):
                status = 409
                story = _as_it_is_now(request, register, form, story)
        else:
            done = "已报送审核" if _submits(request) else "已存草稿，报送以前别的单位看不到"
            messages.success(request, f"{done}：{row}。")
            return redirect("register_row", register.slug, row.pk)
    last = _last(story, request)
    context = {
        "register": register,
        "form": form,
        "story": story,
        "parts": _parts(form, last),
        "overtaken": status == 409,
        "now": lines_of(story, request.post) if story is not None and status == 409 else [],
        "act": "更正" if story and story.standing else "修改" if story else "填报",
        "hands": hands_of([register], request.post)[register.slug],
    }
    return render(request, "registers/entry.html", context, status=status)


def _parts(form: EntryForm, last: dict[str, str]) -> list[tuple[str, list[tuple[BoundField, str, str]]]]:
    """The fields in two parts: whom and when, then what is so."""
    names = {"subject", "label", "period", "valid_from", "valid_to"}
    first = [column for column in form.columns if column.name in names]
    rest = [column for column in form.columns if column.name not in names]
    return [
        (legend, [(form[c.name], _unit(c), last.get(c.name, "")) for c in columns])
        for legend, columns in (("对象和时间", first), ("各栏的值", rest))
        if columns
    ]


def _as_it_is_now(
    request: PostedRequest, register: Register, form: EntryForm, story: Story | None
) -> Story | None:
    """What a colleague made of the row meanwhile; the next press is about that."""
    if form.row is None or story is None:
        return story
    form.row.refresh_from_db()
    typed = request.POST.copy()
    typed["revision"] = str(form.row.revision)
    form.data = typed
    return story_of(register, form.row, request.post)


def _unit(column: Column) -> str:
    return column.title.removeprefix(column.heading).strip("（）")


def _last(story: Story | None, request: PostedRequest) -> dict[str, str]:
    """What was verified last, to stand beside each field."""
    if story is None or story.standing is None or story.standing.void:
        return {}
    return {line.name: f"上次核定：{line.now.shown}" for line in lines_of(story, request.post)}


# ------------------------------------------------------------------ presses


@require_POST
@allow(Role.CLERK, Role.HEAD)
def submit_row(request: PostedRequest, slug: str, pk: int) -> HttpResponse:
    """报送审核: a draft as it is."""
    register = asked_register(slug, request.post)
    row = asked_row(register, pk, request.post)
    form = Seen(request.POST)
    form.is_valid()
    facts.submit(register, row, by=request.post, revision=form.seen)
    messages.success(request, f"已报送审核：{row}。")
    return redirect("register_row", slug, pk)


@require_http_methods(["GET", "POST"])
@allow(Role.CLERK, Role.HEAD)
def discard_page(request: PostedRequest, slug: str, pk: int) -> HttpResponse:
    """删除: a row that was never verified, after one more question."""
    register = asked_register(slug, request.post)
    row = asked_row(register, pk, request.post)
    _refuse_other_unit(register, row, request)
    page = Asking(
        title=f"删除{register.name}：{row}",
        act=MOVES["discard"].word,
        back=reverse("register", args=[slug]),
        origin=f"{register.name}台账",
        lead="只删除还没有核定的这一条，已核定的值不变。删除后不能恢复，审计里留有原来的内容。",
        done=f"已删除：{row}。",
    )
    form = Seen(sent(request), initial={"revision": row.revision})
    return ask(
        request, form, page, lambda _: facts.discard(register, row, by=request.post, revision=form.seen)
    )


@require_http_methods(["GET", "POST"])
@allow(Role.CLERK, Role.HEAD)
def withdraw_page(request: PostedRequest, slug: str, pk: int) -> HttpResponse:
    """撤销: propose that a verified row no longer counts."""
    register = asked_register(slug, request.post)
    row = asked_row(register, pk, request.post)
    _refuse_other_unit(register, row, request)
    page = Asking(
        title=f"撤销{register.name}：{row}",
        act="报送撤销",
        back=reverse("register_row", args=[slug, pk]),
        origin=str(row),
        lead="撤销要经审核；通过以前，原来的值照样算数。以前按它算过的数不变。",
        done=f"已报送撤销：{row}，等审核。",
    )
    form = WithReason(sent(request), label="撤销原因", hint="为什么不再算数，如：重复填报、填错了人")
    return ask(
        request,
        form,
        page,
        lambda said: facts.withdraw(register, row, by=request.post, reason=said["reason"]),
    )


def _refuse_other_unit(register: Register, row: Fact, request: PostedRequest) -> None:
    if not fills(register, request.post) or row.unit_id != request.post.unit_id:
        raise NotYours(f"这一条由{row.unit}填报，由该单位办理。")
