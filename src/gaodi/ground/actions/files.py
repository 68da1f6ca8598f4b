"""Verbs about files: bytes are kept once under their checksum, outside any web root."""

from __future__ import annotations

import hashlib
import os
from collections.abc import Iterable, Iterator
from datetime import date
from pathlib import Path
from tempfile import NamedTemporaryFile

from django.conf import settings

from gaodi.bedrock import clock
from gaodi.ground.acting import acting
from gaodi.ground.file_kinds import kind_of, shown_name
from gaodi.ground.models import Evidence, Post, StoredFile
from gaodi.ground.queries.files import path_of
from gaodi.ground.refusals import Refused

INCOMING = "incoming-"
LEFT_BEHIND = 3600.0  # seconds after which an upload is over, one way or the other


def store_file(chunks: Iterable[bytes], name: str, *, limit: int | None = None) -> tuple[StoredFile, str]:
    """Keep a file; gives it with the name to show. Called inside an act, whose audit row names it.

    The kind is proved by the content, not believed from the name; what is not on the list is refused.
    """
    shown = shown_name(name)
    temporary, digest, size = _write(chunks, limit or settings.MAX_UPLOAD)
    try:
        if size == 0:
            raise Refused("文件是空的。", "请重新选择文件。")
        kind = kind_of(temporary, shown)
        _keep(temporary, path_of(digest), size)
    finally:
        temporary.unlink(missing_ok=True)
    stored, _ = StoredFile.objects.get_or_create(
        sha256=digest, defaults={"size": size, "kind": kind, "stored_at": clock.machine_now()}
    )
    return stored, shown


def add_evidence(chunks: Iterable[bytes], name: str, *, by: Post, dated_on: date) -> Evidence:
    """Hand in a file as proof, with the date it bears."""
    with acting("add_evidence", "提供佐证", None, by=by, unit=by.unit) as act:
        if dated_on > clock.today():
            raise Refused("材料日期在今天之后。", "请填材料本身的日期。")
        stored, shown = store_file(chunks, name)
        evidence = Evidence.objects.create(
            file=stored, name=shown, dated_on=dated_on, unit=by.unit, added_by=by, added_at=clock.now()
        )
        act.subject = evidence
        act.change("sha256", None, stored.sha256)
        act.change("dated_on", None, dated_on)
    return evidence


def sweep_incoming() -> int:
    """Remove what uploads left behind whose process died; gives how many files that were."""
    old = clock.machine_now().timestamp() - LEFT_BEHIND
    left = [path for path in Path(settings.FILES).glob(f"{INCOMING}*") if path.stat().st_mtime < old]
    for path in left:
        path.unlink(missing_ok=True)
    return len(left)


def _keep(temporary: Path, target: Path, size: int) -> None:
    """Give the bytes their place, for good: after a power cut a row must find its file."""
    if target.exists() and target.stat().st_size == size:
        return
    target.parent.mkdir(parents=True, exist_ok=True)
    temporary.chmod(0o600)
    temporary.replace(target)
    for folder in (target.parent, target.parent.parent):
        handle = os.open(folder, os.O_RDONLY)
        try:
            os.fsync(handle)
        finally:
            os.close(handle)


def _write(chunks: Iterable[bytes], limit: int) -> tuple[Path, str, int]:
    """Write to a temporary file beside the final place, counting and hashing on the way."""
    Path(settings.FILES).mkdir(parents=True, exist_ok=True)
    hasher, size = hashlib.sha256(), 0
    with NamedTemporaryFile(dir=settings.FILES, prefix=INCOMING, delete=False) as out:
        try:
            for chunk in _up_to(limit, chunks):
                size += len(chunk)
                hasher.update(chunk)
                out.write(chunk)
            out.flush()
            os.fsync(out.fileno())
        except BaseException:
            Path(out.name).unlink(missing_ok=True)
            raise
    return Path(out.name), hasher.hexdigest(), size


def _up_to(limit: int, chunks: Iterable[bytes]) -> Iterator[bytes]:
    """The chunks, as long as they keep to the limit."""
    size = 0
    for chunk in chunks:
        size += len(chunk)
        if size > limit:
            raise Refused(f"文件超过{limit // 1024 // 1024}MB。", "请拆开或压缩图片后再传。")
        yield chunk
