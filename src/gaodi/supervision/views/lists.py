"""The lists, one list on screen, on paper and as a table, and how its lights are computed."""

from __future__ import annotations

from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_safe

from gaodi.bedrock import clock
from gaodi.ground.lights import LIGHT
from gaodi.ground.models import Role
from gaodi.ground.permission import PostedRequest, allow
from gaodi.supervision import lights
from gaodi.supervision.forms.lists import ListFilter
from gaodi.supervision.parameters import PARAMETERS
from gaodi.supervision.queries.lists import by_number, overview, page_of_rows
from gaodi.supervision.queries.scope import bodies_of, to_issue, to_receive, visible_lists
from gaodi.supervision.workbook import list_workbook

PAPERS = {"a4": "paper-wide", "a3": "paper-a3"}


@require_safe
@allow()
def lists_page(request: PostedRequest) -> HttpResponse:
    """One's lists; whoever has a single one goes straight to it."""
    lists = list(visible_lists(request.post))
    if len(lists) == 1:
        return redirect("list", lists[0].slug)
    shown = [(each, overview(each, request.post)) for each in lists]
    uploads = request.post.role == Role.SUPERVISOR
    return render(request, "supervision/lists.html", {"lists": shown, "uploads": uploads})


@require_safe
@allow()
def list_page(request: PostedRequest, slug: str) -> HttpResponse:
    """Every task with its light and why; ``?paper=`` gives the face that is printed, by number and whole."""
    post, task_list = request.post, get_object_or_404(visible_lists(request.post), slug=slug)
    form = ListFilter(request.GET, bodies_of(task_list))
    seen = overview(task_list, post, form.sieve)
    paper = request.GET.get("paper", "")
    receive, issue = to_receive(post, task_list).count(), to_issue(post, task_list).count()
    rows = by_number(seen.shown) if paper in PAPERS else seen.shown
    page = page_of_rows(len(rows), request.GET, whole=paper in PAPERS)
    context = {
        "task_list": task_list,
        "form": form,
        "seen": seen,
        "rows": rows[page.first : page.end],
        "page": page,
        "pressing": [(count, LIGHT[key].word) for key, count in seen.pressing],
        "pressing_count": sum(count for _, count in seen.pressing),
        "paper": PAPERS.get(paper, ""),
        "paper_words": "A3" if paper == "a3" else "A4",
        "receive": receive,
        "receive_what": f"轮到您：签收{receive}条承诺",
        "issue": issue,
        "issue_what": f"轮到您：交办{issue}条承诺",
        "list_title": task_list.title,
        "data_until": clock.now(),
    }
    return render(request, "supervision/list.html", context)


@require_safe
@allow()
def list_xlsx(request: PostedRequest, slug: str) -> HttpResponse:
    """The rows that the page shows, as a table for the office's own software."""
    task_list = get_object_or_404(visible_lists(request.post), slug=slug)
    form = ListFilter(request.GET, bodies_of(task_list))
    rows = by_number(overview(task_list, request.post, form.sieve).shown)
    return list_workbook(task_list, rows, form.asked, by=request.post)


@require_safe
@allow()
def how_page(request: PostedRequest) -> HttpResponse:
    """怎么算的: the table of lights in plain words, and the numbers that no paper gives."""
    plain = [
        (place, key, lights.PLAIN[key], lights.THEN[key])
        for place, (key, _) in enumerate(lights.table(clock.today()), 1)
    ]
    return render(request, "supervision/how.html", {"lights": plain, "parameters": PARAMETERS})
