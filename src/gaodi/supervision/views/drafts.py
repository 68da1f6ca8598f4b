"""上传识读: upload a paper, look through what was read, correct it, confirm it."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from django.contrib import messages
from django.core.files.uploadedfile import UploadedFile
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_POST

from gaodi.ground.file_kinds import shown_name
from gaodi.ground.models import Role
from gaodi.ground.permission import PostedRequest, allow
from gaodi.ground.queries.units import visible_units
from gaodi.ground.refusals import Overtaken, Refused
from gaodi.reading.paper import RefusedPaper
from gaodi.reading.rows import Reading
from gaodi.supervision.actions import drafts as actions
from gaodi.supervision.deciding import number_in, seen_in
from gaodi.supervision.forms.drafts import Heading, Meaning, RowForm, Upload
from gaodi.supervision.models import Draft, DraftState
from gaodi.supervision.queries.drafts import PER_PAGE, RowView, left_to_do, name_views, row_views
from gaodi.supervision.queries.editions import changes, current_texts
from gaodi.supervision.queries.scope import namesake, to_issue, visible_drafts

# bytes; what is larger, and any PDF, is read by the worker while its page shows progress. A sheet of 5,000 rows has
# 180 kB and would keep its sender waiting for seconds.
READ_AT_ONCE = 96 * 1024
LATELY = 20
ROW_GONE = "同事刚才剔除了一行，各行的位置变了，您刚才填的没有保存。"


@require_http_methods(["GET", "POST"])
@allow(Role.SUPERVISOR)
def drafts_page(request: PostedRequest) -> HttpResponse:
    """Upload, and the papers one uploaded lately."""
    form = Upload(request.post, request.POST or None, request.FILES or None)
    status = 200
    if request.method == "POST":
        status = 422
        if form.is_valid():
            try:
                return _upload(request, form.cleaned_data)
            except (Refused, RefusedPaper) as refusal:
                form.add_error("paper", str(refusal))
    drafts = [
        (each, left_to_do(each) if each.state == DraftState.READY else "")
        for each in visible_drafts(request.post).defer("as_read")[:LATELY]  # the largest column
    ]
    facts = {"form": form, "drafts": drafts}
    return render(request, "supervision/drafts.html", facts, status=status)


def _upload(request: PostedRequest, said: dict[str, Any]) -> HttpResponse:
    paper: UploadedFile[bytes] = said["paper"]
    name = shown_name(paper.name or "")
    if (paper.size or 0) > READ_AT_ONCE or name.lower().endswith(".pdf"):
        draft = actions.upload(paper.chunks(), name, by=request.post, task_list=said["task_list"])
        assert draft.job is not None
        return redirect("job", pk=draft.job.pk)
    reading = _read(paper, name)
    draft = actions.bring_in(paper.chunks(), name, reading, by=request.post, task_list=said["task_list"])
    return redirect("draft", pk=draft.pk)


def _read(paper: UploadedFile[bytes], name: str) -> Reading:
    import tempfile  # slow: with the reader, only where a paper comes

    from gaodi.reading import read  # slow: its grammar takes a tenth of a second

    with tempfile.NamedTemporaryFile() as file:
        for chunk in paper.chunks():
            file.write(chunk)
        file.flush()
        return read(Path(file.name), name=name)


@require_http_methods(["GET", "POST"])
@allow(Role.SUPERVISOR)
def draft_page(request: PostedRequest, pk: int) -> HttpResponse:
    """The preview: every row beside its words. One form holds all rows of the page, so that no typing is lost."""
    draft = get_object_or_404(visible_drafts(request.post), pk=pk)
    if draft.state == DraftState.READING and draft.job:
        return redirect("job", pk=draft.job.pk)
    if draft.state != DraftState.READY:
        return render(request, "supervision/draft_ended.html", {"draft": draft})
    views = _shown(row_views(draft), request)
    moved = request.POST.get("rows", str(len(draft.rows))) != str(len(draft.rows))
    if moved:  # forms go by place: what was typed into one row would now land in the next
        return _preview(request, draft, views, _forms(draft, views), refusal=Overtaken(ROW_GONE), status=409)
    forms = _forms(draft, views, request.POST or None)
    if request.method == "POST":
        return _corrected(request, draft, views, forms)
    return _preview(request, draft, views, forms)


def _forms(draft: Draft, views: list[RowView], data: Any = None) -> list[RowForm]:
    tasks = [text.task for text in current_texts(draft.task_list)] if draft.task_list else []
    return [RowForm(view.row, view.place, tasks, data) for view in views]


def _shown(views: list[RowView], request: PostedRequest) -> list[RowView]:
    """The doubtful rows, or all of them from a place on."""
    if request.method == "POST":
        sent = set(request.POST.getlist("place"))
        return [view for view in views if str(view.place) in sent]
    doubtful = [view for view in views if view.doubtful]
    if "all" not in request.GET and doubtful:
        return doubtful[:PER_PAGE]
    first = max(0, number_in(request.GET.get("all", "")))
    return views[first : first + PER_PAGE]


def _corrected(
    request: PostedRequest, draft: Draft, views: list[RowView], forms: list[RowForm]
) -> HttpResponse:
    """Save what was changed; the button pressed says what comes next."""
    do = request.POST.get("do", "save")
    if [
        form for form in forms if not form.is_valid()
    ]:  # every form is asked, so that each says what is wrong
        return _preview(request, draft, views, forms, status=422)
    said = {view.place: form.corrections() for view, form in zip(views, forms, strict=True)}
    settled = {place: values for place, values in said.items() if values or do == f"ok-{place}"}
    seen = seen_in(request)
    try:
        if settled:
            draft = actions.correct_rows(draft, settled, by=request.post, seen=seen)
            seen = draft.revision
        if do == "confirm":
            edition = actions.confirm_draft(draft, by=request.post, seen=seen)
            drawn = to_issue(request.post, edition.task_list).count()
            more = f"拟定了{drawn}条承诺，还没有交办。" if drawn else ""
            messages.success(request, f"已入库：{len(draft.rows)}项任务。{more}")
            return redirect("list", slug=edition.task_list.slug)
    except Refused as refusal:
        return _preview(request, draft, row_views_of(draft, views), forms, refusal=refusal, status=409)
    return redirect(_next(draft, request))


def row_views_of(draft: Draft, views: list[RowView]) -> list[RowView]:
    places = {view.place for view in views}
    return [view for view in row_views(draft) if view.place in places]


def _next(draft: Draft, request: PostedRequest) -> str:
    """Back to the preview, at the next doubt."""
    doubt = next((view.place for view in row_views(draft) if view.doubtful), None)
    page = reverse("draft", args=[draft.pk])
    shown = f"?all={request.POST['all']}" if request.POST.get("all") else ""
    return page + shown + (f"#row-{doubt}" if doubt is not None and not shown else "")


def _preview(
    request: PostedRequest,
    draft: Draft,
    views: list[RowView],
    forms: list[RowForm],
    *,
    refusal: Refused | None = None,
    status: int = 200,
) -> HttpResponse:
    every = row_views(draft)
    names = name_views(draft)
    unsettled = [name for name in names if not name.unit and not name.open]
    units = list(visible_units(request.post).order_by("name")) if unsettled else []
    compared = changes(draft) if draft.task_list else []
    first, last = (views[0].place, views[-1].place) if views else (0, -1)
    facts = {
        "draft": draft,
        "pairs": list(zip(views, forms, strict=True)),
        "forms": forms,
        "doubts": [view for view in every if view.doubtful],
        "total": len(every),
        "names": names,
        "unsettled": [(name, Meaning(units, name.likely)) for name in unsettled],
        "unsettled_count": len(unsettled),
        "heading": Heading(request.post, draft),
        "namesake": None if draft.task_list else namesake(request.post, draft.title),
        "changes": compared,
        "same": sum(change.what == "same" for change in compared),
        "hidden": len(every) - len(views),
        "all": "all" in request.GET
        or bool(request.POST.get("all"))
        or not any(view.doubtful for view in every),
        "previous": max(0, first - PER_PAGE) if first else None,
        "following": last + 1 if last + 1 < len(every) else None,
        "first": first,
        "refusal": refusal,
        "typed": any(form.is_bound for form in forms),
    }
    return render(request, "supervision/draft.html", facts, status=status)


@require_POST
@allow(Role.SUPERVISOR)
def drop_row(request: PostedRequest, pk: int, place: int) -> HttpResponse:
    draft = get_object_or_404(visible_drafts(request.post), pk=pk)
    draft = actions.drop_row(draft, place, by=request.post, seen=seen_in(request))
    return redirect("draft", pk=draft.pk)


@require_POST
@allow(Role.SUPERVISOR)
def settle_name(request: PostedRequest, pk: int) -> HttpResponse:
    """Whom a printed name means."""
    draft = get_object_or_404(visible_drafts(request.post), pk=pk)
    means = request.POST.get("means", "")
    if not means:
        raise Refused("没有选单位。", "请返回，选一个单位，或选“记入待点名”。")
    unit = (
        None if means == Meaning.OPEN else get_object_or_404(visible_units(request.post), pk=number_in(means))
    )
    actions.settle_name(
        draft, request.POST.get("printed", ""), by=request.post, seen=seen_in(request), unit=unit
    )
    return redirect(reverse("draft", args=[draft.pk]) + "#names")


@require_POST
@allow(Role.SUPERVISOR)
def name_draft(request: PostedRequest, pk: int) -> HttpResponse:
    """The title, and of which list this is a new edition."""
    draft = get_object_or_404(visible_drafts(request.post), pk=pk)
    form = Heading(request.post, draft, request.POST)
    if not form.is_valid():
        raise Refused("清单标题没有填好。", "请返回，填写200字以内的标题。")
    actions.name_draft(draft, by=request.post, seen=seen_in(request), **form.cleaned_data)
    return redirect("draft", pk=draft.pk)


@require_POST
@allow(Role.SUPERVISOR)
def discard_draft(request: PostedRequest, pk: int) -> HttpResponse:
    draft = get_object_or_404(visible_drafts(request.post), pk=pk)
    actions.discard_draft(draft, by=request.post)
    return redirect("drafts")
