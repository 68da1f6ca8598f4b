"""What runs in the background for supervision: reading an uploaded paper."""

from __future__ import annotations

import shutil
import tempfile
from pathlib import Path

from gaodi.ground.jobs import Run, job_kind
from gaodi.ground.queries.files import path_of
from gaodi.ground.queries.people import system_post
from gaodi.supervision.models import Draft


@job_kind("read_draft", "识读文件")
def read_draft(run: Run, *, draft: int) -> None:
    """Read the paper of a draft and keep what was found; a paper that is no list leaves its sentence."""
    from gaodi.reading import read  # slow: the reader's libraries are needed by the worker only
    from gaodi.reading.paper import RefusedPaper  # slow: as above
    from gaodi.supervision.actions.drafts import (
        keep_reading,
        refuse_reading,
    )  # circle: drafts ask for this job

    standing = Draft.objects.select_related("source", "by__unit__district", "task_list").get(pk=draft)
    with tempfile.TemporaryDirectory() as folder:  # the reader believes an ending only beside its content
        paper = Path(folder) / f"paper.{Path(standing.source_name).suffix.lower().lstrip('.')}"
        shutil.copyfile(path_of(standing.source.sha256), paper)
        try:
            reading = read(paper, progress=run.progress)
        except RefusedPaper as refusal:
            refuse_reading(standing, str(refusal), by=system_post())
            return
    run.fence()
    keep_reading(standing, reading, by=system_post())
