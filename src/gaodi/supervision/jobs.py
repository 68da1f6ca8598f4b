"""What runs in the background for supervision: reading an uploaded paper that is too large to wait for."""

from __future__ import annotations

from django.db import transaction

from gaodi.ground.jobs import Run, job_kind
from gaodi.ground.queries.files import path_of
from gaodi.ground.queries.people import system_post
from gaodi.supervision.models import Draft


@job_kind("read_draft", "识读文件")
def read_draft(run: Run, *, draft: int) -> None:
    """Read the paper of a draft and keep what was found; a paper that is no list leaves its sentence."""
    from gaodi.reading import read  # slow: the reader's libraries are needed by the worker only
    from gaodi.reading.paper import RefusedPaper  # slow: as above
    from gaodi.supervision.actions.drafts import (  # circle: drafts ask for this job
        keep_reading,
        refuse_reading,
    )

    standing = Draft.objects.select_related("source", "by__unit__district", "task_list").get(pk=draft)
    try:
        reading = read(path_of(standing.source.sha256), progress=run.progress, name=standing.source_name)
    except RefusedPaper as refusal:
        with transaction.atomic():
            run.fence()
            refuse_reading(standing, str(refusal), by=system_post())
            run.finish()
        return
    with transaction.atomic():
        run.fence()
        keep_reading(standing, reading, by=system_post())
        run.finish()
