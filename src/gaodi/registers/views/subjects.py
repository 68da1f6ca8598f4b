"""一校一档、一企一档、一人一档、一基地一档: everything known of one subject, and the lists that lead there."""

from __future__ import annotations

from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_safe

from gaodi.ground.permission import PostedRequest, allow
from gaodi.ground.queries.paging import page_of
from gaodi.registers.models import SubjectKind
from gaodi.registers.queries.files import own_file
from gaodi.registers.queries.subjects import FILES, LISTED, file_of, searched, visible_subjects

LONGEST = 80  # characters of a search: no name is longer


@require_safe
@allow()
def subjects_page(request: PostedRequest, kind: str) -> HttpResponse:
    """The subjects of one kind that one may know of. A school's people come to their own school, unless they search."""
    if kind not in LISTED:
        raise Http404
    own = own_file(request.post, kind) if not request.GET else None
    if own is not None:
        return redirect("subject", own.pk)
    word, file = LISTED[SubjectKind(kind)]
    asked = request.GET.get("q", "")[:LONGEST].replace("\0", "").strip()
    page = page_of(searched(visible_subjects(request.post, kind), asked), "name", request.GET)
    places = [(key, file) for key, (_, file) in LISTED.items()]
    facts = {"kind": kind, "word": word, "file": file, "asked": asked, "page": page, "places": places}
    return render(request, "registers/subjects.html", facts)


@require_safe
@allow()
def subject_page(request: PostedRequest, pk: int) -> HttpResponse:
    """All that is known of a subject."""
    found = file_of(pk, request.post)
    if found is None:
        raise Http404
    kind = found.subject.kind
    facts = {
        "file": found,
        "word": FILES.get(SubjectKind(kind), "档案"),
        "list": kind if kind in LISTED else "",
    }
    return render(request, "registers/subject.html", facts)
