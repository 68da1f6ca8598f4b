"""Pages: a job under way, and stopping it."""

from __future__ import annotations

from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_POST, require_safe

from gaodi.ground.jobs import stop, word_of
from gaodi.ground.models import JobState
from gaodi.ground.permission import PostedRequest, allow
from gaodi.ground.queries.jobs import UNDER_WAY, seconds_spent_and_left, visible_jobs


@require_safe
@allow()
def job_page(request: PostedRequest, pk: int) -> HttpResponse:
    job = get_object_or_404(visible_jobs(request.post), pk=pk)
    if job.state == JobState.DONE and job.args.get("then"):
        return redirect(job.args["then"])
    spent, left = seconds_spent_and_left(job)
    facts = {
        "job": job,
        "word": word_of(job.kind),
        "under_way": job.state in UNDER_WAY,
        "spent": spent,
        "left": left,
        "back": job.args.get("back", ""),
    }
    return render(request, "ground/job.html", facts)


@require_POST
@allow()
def stop_job(request: PostedRequest, pk: int) -> HttpResponse:
    job = get_object_or_404(visible_jobs(request.post), pk=pk)
    stop(job, by=request.post)
    return redirect("job", pk=job.pk)
