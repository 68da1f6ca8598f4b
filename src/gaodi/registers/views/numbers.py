"""Opening one full ID number: it asks why, and the audit keeps who looked."""

from __future__ import annotations

from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_http_methods

from gaodi.ground.asking import sent
from gaodi.ground.permission import PostedRequest, allow
from gaodi.ground.refusals import NotYours, Refused
from gaodi.registers.actions.numbers import keeps_number, may_open_number, open_number
from gaodi.registers.asked import asked_register, asked_row
from gaodi.registers.forms.rows import WithReason


@require_http_methods(["GET", "POST"])
@allow()
def number_page(request: PostedRequest, slug: str, pk: int) -> HttpResponse:
    """Show the number once, on this page only, to who keeps the row and says why."""
    register = asked_register(slug, request.post)
    row = asked_row(register, pk, request.post)
    form = WithReason(sent(request), label="查看原因", hint="如：办理职称申报，核对证件")
    number, status = "", 422 if form.is_bound else 200
    kept = keeps_number(register, row)
    if not may_open_number(register, row, request.post):
        if form.is_bound:
            open_number(register, row, by=request.post, reason="")  # refuses, and the audit says so
        raise NotYours("完整号码只有填报单位和审核单位的人能看。")
    if form.is_bound and form.is_valid():
        try:
            number = open_number(register, row, by=request.post, reason=form.cleaned_data["reason"])
            status = 200
        except Refused as refusal:
            form.add_error(None, str(refusal))
    context = {"register": register, "row": row, "form": form, "number": number, "kept": kept}
    return render(request, "registers/number.html", context, status=status)
