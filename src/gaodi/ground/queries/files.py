"""Reading stored files. A file is reached only through an object that one may see; there is no list of files."""

from __future__ import annotations

from pathlib import Path
from urllib.parse import quote

from django.conf import settings
from django.http import FileResponse

from gaodi.ground.models import StoredFile


def path_of(digest: str) -> Path:
    """Where the bytes of a checksum lie."""
    return Path(settings.FILES) / digest[:2] / digest


def as_attachment(file: StoredFile, name: str) -> FileResponse:
    """The file as a download, never shown inside our pages, whatever it holds."""
    response = FileResponse(path_of(file.sha256).open("rb"), content_type="application/octet-stream")
    response["Content-Disposition"] = f"attachment; filename*=UTF-8''{quote(name, safe='')}"
    response["Content-Security-Policy"] = "sandbox; default-src 'none'"
    response["Cache-Control"] = "private, no-store"
    return response
