"""识读 — what the paper says: Word, Excel, PDF, CSV, Markdown or plain text in, rows with their quotes out."""

from __future__ import annotations

from pathlib import Path

from gaodi.reading.paper import Paper, Progress, no_progress
from gaodi.reading.rows import Reading

__all__ = ["read", "read_paper"]


def read(path: Path, *, progress: Progress = no_progress, name: str | None = None) -> Reading:
    """The list in a file; ``RefusedPaper`` where the file is none, ``Stopped`` where ``progress`` raises it.

    ``name`` is the name the file was sent under, where it is stored under another.
    """
    from gaodi.reading.papers import open_paper  # slow: not wanted by those who bring a paper

    return read_paper(open_paper(path, progress=progress, name=name), progress=progress)


def read_paper(paper: Paper, *, progress: Progress = no_progress) -> Reading:
    """The list in an opened paper."""
    from gaodi.reading.structure import read_paper as read_structure  # slow: compiles the grammar

    return read_structure(paper, progress=progress)
