"""Excel: the template, handing a sheet in, what was found in it, and taking rows out."""

from __future__ import annotations

import tempfile
from pathlib import Path
from typing import Any
from urllib.parse import quote

from django.contrib import messages
from django.core.files.uploadedfile import UploadedFile
from django.http import FileResponse, Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from gaodi.bedrock import clock
from gaodi.ground.actions.files import add_evidence
from gaodi.ground.models import Evidence, Role
from gaodi.ground.permission import PostedRequest, allow
from gaodi.ground.queries.files import as_attachment
from gaodi.ground.queries.paging import page_of, say_count
from gaodi.ground.refusals import NotYours, Refused
from gaodi.registers.actions import imports
from gaodi.registers.actions.exports import ask_export
from gaodi.registers.asked import asked_register
from gaodi.registers.declaration import REGISTERS, Register
from gaodi.registers.forms.rows import RowFilter
from gaodi.registers.forms.sheets import Confirm, SendBack, Upload
from gaodi.registers.models import Batch, BatchState
from gaodi.registers.queries.batches import (
    Sheet,
    export_of,
    findings_of_batch,
    is_under_way,
    lately_of,
    own_batches,
    own_exports,
    own_rows,
    proofs_of_batch,
    rows_of_batch,
    sheet_of,
    state_said,
)
from gaodi.registers.queries.exports import marks
from gaodi.registers.queries.lists import filtered, said, state_word, units_that_fill
from gaodi.registers.queries.scope import visible_batches, visible_rows
from gaodi.registers.showing import cells_of
from gaodi.registers.states import fills
from gaodi.registers.wording import hands_of

XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
HANDS = (Role.CLERK, Role.HEAD)


def _filled_register(slug: str, request: PostedRequest) -> Register:
    """The register of an address, if one's unit fills it."""
    register = asked_register(slug, request.post)
    if not fills(register, request.post):
        who = hands_of([register], request.post)[slug].fills
        raise NotYours(f"{register.name}台账由{who}填报，不由{request.post.unit}填报。")
    return register


@require_safe
@allow(*HANDS)
def template_xlsx(request: PostedRequest, slug: str) -> FileResponse:
    """The template with the unit's rows already in it: what is downloaded can be handed in again."""
    from gaodi.registers.workbook import write_template  # slow: needed only to write a sheet

    register = _filled_register(slug, request)
    unit = request.post.unit
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "template.xlsx"
        rows = own_rows(register, request.post)
        write_template(register, unit.name, rows.iterator(chunk_size=2000), path, clock.today(), marks())
        file = path.open("rb")  # stays readable after its name is gone
    response = FileResponse(file, content_type=XLSX)
    response["Content-Disposition"] = f"attachment; filename*=UTF-8''{quote(f'{register.name}台账模板.xlsx')}"
    response["Cache-Control"] = "private, no-store"
    return response


@require_http_methods(["GET", "POST"])
@allow(*HANDS)
def upload_page(request: PostedRequest, slug: str) -> HttpResponse:
    """Hand a sheet in; its check begins at once."""
    register = _filled_register(slug, request)
    form = Upload(request.POST or None, request.FILES or None)
    if request.method == "POST":
        form = Upload(request.POST, request.FILES)
        if form.is_valid():
            try:
                return _taken_in(request, register, form.cleaned_data["file"])
            except NotYours:
                raise
            except Refused as refusal:
                form.add_error("file", str(refusal))
    facts = {
        "register": register,
        "form": form,
        "rows": say_count(own_rows(register, request.post)),
        "batches": [(batch, state_said(batch)) for batch in lately_of(register, request.post)],
    }
    return render(request, "registers/upload.html", facts, status=422 if form.errors else 200)


def _taken_in(request: PostedRequest, register: Register, file: UploadedFile[bytes]) -> HttpResponse:
    batch = imports.hand_in(register, file.chunks(), file.name or "", by=request.post)
    return redirect("register_batch", batch.pk)


@require_safe
@allow(*HANDS)
def batches_page(request: PostedRequest) -> HttpResponse:
    """The sheets of one's unit, the newest first."""
    page = page_of(own_batches(request.post), "at", request.GET, falling=True)
    lines = [(batch, REGISTERS[batch.register], state_said(batch)) for batch in page]
    return render(request, "registers/batches.html", {"page": page, "lines": lines})


# ------------------------------------------------------------------ one sheet


def _batch(request: PostedRequest, pk: int) -> Batch:
    return get_object_or_404(visible_batches(request.post).select_related("unit__district"), pk=pk)


@require_safe
@allow()
def batch_page(request: PostedRequest, pk: int) -> HttpResponse:
    """What was found in a sheet, and what became of it."""
    return _shown(request, _batch(request, pk))


def _shown(
    request: PostedRequest,
    batch: Batch,
    *,
    confirm: Confirm | None = None,
    back: SendBack | None = None,
    status: int = 200,
) -> HttpResponse:
    sheet = sheet_of(batch, request.post)
    if sheet.is_checking and sheet.is_own and batch.job is not None:
        return redirect("job", batch.job.pk)
    facts: dict[str, Any] = {"sheet": sheet, "batch": batch, "register": sheet.register, "found": batch.found}
    if batch.state == BatchState.STORED:
        facts |= _stored(request, sheet)
        facts["back"] = back or SendBack()
    elif sheet.may_act:
        facts["confirm"] = confirm or Confirm(sheet.counts)
        facts["upload"] = Upload()
    return render(request, "registers/batch.html", facts, status=status)


def _stored(request: PostedRequest, sheet: Sheet) -> dict[str, Any]:
    """The rows that a sheet became, its proofs, and for who verifies what looks odd."""
    register, post = sheet.register, request.post
    page = page_of(rows_of_batch(register, sheet.batch, post), "label", request.GET)
    columns = register.listed_columns
    return {
        "page": page,
        "columns": columns,
        "rows": [(row, state_word(row), cells_of(register, row, columns, post)) for row in page],
        "proofs": proofs_of_batch(sheet.batch),
        "findings": findings_of_batch(register, sheet.batch, post) if sheet.may_judge else [],
    }


@require_POST
@allow(*HANDS)
def confirm_batch(request: PostedRequest, pk: int) -> HttpResponse:
    """确认导入: what was ticked, the proof, then the storing job."""
    batch = _batch(request, pk)
    form = Confirm(sheet_of(batch, request.post).counts, request.POST, request.FILES)
    if form.is_valid():
        try:
            return _confirmed(request, batch, form)
        except NotYours:
            raise
        except Refused as refusal:
            form.add_error(None, str(refusal))
    return _shown(request, batch, confirm=form, status=422)


def _confirmed(request: PostedRequest, batch: Batch, form: Confirm) -> HttpResponse:
    """What is not ticked is refused before a proof is kept, so that no proof is left without its sheet."""
    ticked, said = form.ticked, form.cleaned_data
    asked = {"problems": ticked["partial"], "cleared": ticked["blanks"], "others": ticked["others"]}
    proofs: list[Evidence] = []
    ready = imports.rests_at(batch) == BatchState.READY and not imports.missing_ticks(batch.found, asked)
    if ready and batch.unit_id == request.post.unit_id and isinstance(file := said["evidence"], UploadedFile):
        dated_on = said["dated_on"]
        proofs.append(add_evidence(file.chunks(), file.name or "", by=request.post, dated_on=dated_on))
    imports.confirm(batch, by=request.post, **ticked, evidence=proofs)
    return redirect("register_batch", batch.pk)


@require_POST
@allow(*HANDS)
def drop_batch(request: PostedRequest, pk: int) -> HttpResponse:
    batch = _batch(request, pk)
    imports.drop(batch, by=request.post)
    messages.success(request, f"已放弃：{batch.name}。台账没有变动。")
    return redirect("register_upload", batch.register)


@require_POST
@allow(*HANDS)
def verify_batch(request: PostedRequest, pk: int) -> HttpResponse:
    batch = _batch(request, pk)
    count = imports.verify_batch(batch, by=request.post, seen=request.POST.get("seen") or "0.0")
    messages.success(request, f"审核通过{count}行，从现在起算数。")
    return redirect("register_batch", batch.pk)


@require_POST
@allow(*HANDS)
def send_back_batch(request: PostedRequest, pk: int) -> HttpResponse:
    batch = _batch(request, pk)
    form = SendBack(request.POST)
    if not form.is_valid():
        return _shown(request, batch, back=form, status=422)
    count = imports.send_back_batch(batch, by=request.post, reason=form.cleaned_data["reason"])
    messages.success(request, f"已退回{count}行，{batch.unit}会看到原因。")
    return redirect("register_batch", batch.pk)


@require_safe
@allow(*HANDS)
def batch_file(request: PostedRequest, pk: int) -> FileResponse:
    """The file as it was handed in. It holds full ID numbers: only its own unit has it."""
    batch = get_object_or_404(own_batches(request.post), pk=pk)
    return as_attachment(batch.file, batch.name)


@require_safe
@allow(*HANDS)
def batch_marked(request: PostedRequest, pk: int) -> FileResponse:
    """The file with its errors marked at their cells."""
    batch = get_object_or_404(own_batches(request.post), pk=pk)
    if batch.marked is None:
        raise Http404
    return as_attachment(batch.marked, f"{Path(batch.name).stem}（标好错误）.xlsx")


@require_safe
@allow(*HANDS)
def batch_evidence(request: PostedRequest, pk: int, number: int) -> FileResponse:
    """The paper that proves a sheet's rows: for its unit, and for who verifies them."""
    for evidence in proofs_of_batch(_batch(request, pk)):
        if evidence.pk == number:
            return as_attachment(evidence.file, evidence.name)
    raise Http404


# ------------------------------------------------------------------ taking rows out


@require_http_methods(["GET", "POST"])
@allow()
def export_page(request: PostedRequest, slug: str) -> HttpResponse:
    """The rows that the list shows, as a sheet: first what it will hold, then the job."""
    post, register = request.post, asked_register(slug, request.post)
    units = units_that_fill(register, post)
    form = RowFilter(register, units, request.POST if request.method == "POST" else request.GET)
    filters = form.filters
    words = said(register, filters, {unit.pk: unit.name for unit in units})
    count = say_count(filtered(register, visible_rows(register, post), filters))
    if request.method == "POST" and count == "0":
        form.add_error(None, "没有可以导出的记录，请放宽条件。")
    if request.method == "POST" and form.is_valid():
        export = ask_export(register, filters, words, by=post)
        return redirect("job", export.job_id)
    facts = {
        "register": register,
        "form": form,
        "filters": filters,
        "said": words or "全部",
        "count": count,
        "exports": [(each, is_under_way(each)) for each in own_exports(register, post)],
        "back": reverse("register", args=[slug]),
    }
    return render(request, "registers/export.html", facts, status=422 if request.method == "POST" else 200)


@require_safe
@allow()
def export_file(request: PostedRequest, pk: int) -> FileResponse:
    """The sheet, only for who asked for it."""
    export = export_of(request.post, pk)
    if export is None or export.file is None:
        raise Http404
    name = REGISTERS[export.register].name if export.register in REGISTERS else export.register
    day = export.at.astimezone(clock.ZONE).date()
    return as_attachment(export.file, f"{name}台账{day:%Y%m%d}.xlsx")
