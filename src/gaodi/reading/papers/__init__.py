"""Papers: any file that may be a task list is opened safely and becomes a ``Paper``, or is refused in one sentence."""

from __future__ import annotations

from pathlib import Path

from gaodi.reading.paper import Kind, Paper, Progress, no_progress
from gaodi.reading.papers.decode import read_text
from gaodi.reading.papers.delimited import read_delimited
from gaodi.reading.papers.guard import kind_of
from gaodi.reading.papers.markdown import read_markdown
from gaodi.reading.papers.plain import read_plain
from gaodi.reading.papers.sweep import Sweeper

TEXT_READERS = {"csv": read_delimited, "markdown": read_markdown, "text": read_plain}


def open_paper(path: Path, *, progress: Progress = no_progress, name: str | None = None) -> Paper:
    """The file as lines and tables; ``RefusedPaper`` where it is no file that can hold a task list.

    ``name`` is the name the file was sent under, where it is stored under another.
    """
    kind = kind_of(path, name)
    sweeper = Sweeper()
    if kind in TEXT_READERS:
        text, warnings = read_text(path)
        paper = TEXT_READERS[kind](text, sweeper)
        paper.warnings[:0] = warnings
    else:
        paper = read_office(path, kind, sweeper, progress)
    paper.warnings += sweeper.warnings()
    return paper


def read_office(path: Path, kind: Kind, sweeper: Sweeper, progress: Progress) -> Paper:
    """The kinds that need a library; only the one that is wanted is loaded."""
    if kind == "docx":
        from gaodi.reading.papers.word import read_word  # slow: lxml

        return read_word(path, sweeper, progress)
    if kind == "xlsx":
        from gaodi.reading.papers.excel import read_excel  # slow: lxml

        return read_excel(path, sweeper, progress)
    from gaodi.reading.papers.pdf import read_pdf  # slow: pdfplumber takes half a second

    return read_pdf(path, sweeper, progress)
