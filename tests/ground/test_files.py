"""Files: kept once by checksum, outside any web root, whatever their name and however they arrive."""

from __future__ import annotations

import hashlib
import os
import stat
from datetime import date
from pathlib import Path

import pytest
from django.conf import settings
from django.db import transaction

from gaodi.bedrock import clock
from gaodi.ground.actions.files import add_evidence, store_file, sweep_incoming
from gaodi.ground.models import AuditRow, Evidence, StoredFile
from gaodi.ground.queries.files import as_attachment, path_of
from gaodi.ground.refusals import Refused

TEXT = "环翠区任务清单，2020年。".encode()
TODAY = date(2023, 10, 20)


def kept() -> list[Path]:
    return sorted(path for path in Path(settings.FILES).rglob("*") if path.is_file())


def in_pieces(content: bytes, size: int = 7):
    return (content[start : start + size] for start in range(0, len(content), size))


# ------------------------------------------------------------------ kept


def test_the_bytes_lie_under_their_checksum_and_nothing_else(db):
    stored, shown = store_file(in_pieces(TEXT), "../清单.txt")

    digest = hashlib.sha256(TEXT).hexdigest()
    assert (stored.sha256, stored.size, stored.kind, shown) == (digest, len(TEXT), "txt", "清单.txt")
    assert kept() == [path_of(digest)]
    assert path_of(digest).read_bytes() == TEXT
    assert stat.S_IMODE(path_of(digest).stat().st_mode) == 0o600


def test_files_lie_outside_what_a_web_server_hands_out():
    from gaodi import settings as shipped  # slow: the settings as shipped, not as a test has set them

    assert not shipped.FILES.is_relative_to(shipped.STATIC_ROOT)
    assert not shipped.STATIC_ROOT.is_relative_to(shipped.FILES)
    assert not hasattr(shipped, "MEDIA_URL")


def test_the_same_bytes_are_kept_once_and_nobody_is_told(db):
    first, _ = store_file([TEXT], "甲.txt")
    second, shown = store_file([TEXT], "乙.txt")

    assert first == second
    assert shown == "乙.txt"
    assert len(kept()) == StoredFile.objects.count() == 1


def test_a_copy_that_was_cut_short_on_the_disk_is_mended(db):
    stored, _ = store_file([TEXT], "甲.txt")
    path_of(stored.sha256).write_bytes(TEXT[:3])

    store_file([TEXT], "甲.txt")

    assert path_of(stored.sha256).read_bytes() == TEXT


def test_a_file_comes_back_as_a_download_and_runs_nowhere(db):
    stored, _ = store_file([TEXT], "甲.txt")

    answer = as_attachment(stored, '"; filename=x.exe\r\nX-Bad: 1 👩‍🏫.txt')

    assert b"".join(answer.streaming_content) == TEXT
    answer.close()
    assert answer["Content-Type"] == "application/octet-stream"
    assert answer["Content-Disposition"].startswith(
        "attachment; filename*=UTF-8''%22%3B%20filename%3Dx.exe%0D%0A"
    )
    assert answer["Content-Security-Policy"] == "sandbox; default-src 'none'"
    assert "X-Bad" not in answer


# ------------------------------------------------------------------ refused, cut off


@pytest.mark.parametrize(
    ("chunks", "name", "sentence"),
    [
        ([], "甲.txt", "文件是空的。"),
        ([b""], "甲.txt", "文件是空的。"),
        ([b"x" * 1024] * 1025, "甲.txt", "文件超过1MB。"),
        ([b"MZ" + bytes(100)], "甲.pdf", "文件内容不是 .pdf。"),
        ([TEXT], "甲.exe", "不收 .exe 文件。"),
        ([TEXT], "..", "文件没有名字。"),
    ],
)
def test_a_refused_file_leaves_nothing_behind(db, chunks, name, sentence):
    with pytest.raises(Refused) as refused:
        store_file(chunks, name, limit=1024 * 1024)

    assert refused.value.sentence == sentence
    assert kept() == []
    assert not StoredFile.objects.exists()


def test_exactly_the_limit_is_accepted(db):
    stored, _ = store_file([b"x" * 512] * 2, "甲.txt", limit=1024)

    assert stored.size == 1024


def test_an_upload_that_is_cut_off_leaves_nothing_behind(db):
    def cut_off():
        yield TEXT
        raise ConnectionResetError

    with pytest.raises(ConnectionResetError):
        store_file(cut_off(), "甲.txt")

    assert kept() == []


def test_what_a_dead_process_left_is_swept_after_an_hour(db):
    folder = Path(settings.FILES)
    folder.mkdir(parents=True)
    old, fresh = folder / "incoming-old", folder / "incoming-fresh"
    stored, _ = store_file([TEXT], "甲.txt")
    for path in (old, fresh):
        path.write_bytes(b"half")
    hours_ago = clock.machine_now().timestamp() - 7200
    os.utime(old, (hours_ago, hours_ago))
    os.utime(path_of(stored.sha256), (hours_ago, hours_ago))

    assert sweep_incoming() == 1
    assert kept() == sorted([fresh, path_of(stored.sha256)])


@pytest.mark.django_db(transaction=True)
def test_a_row_is_never_without_its_file():
    """The file is in its place before the row is certain; the reverse would be a promise without proof."""
    with transaction.atomic():
        stored, _ = store_file([TEXT], "甲.txt")
        assert path_of(stored.sha256).exists()
        transaction.set_rollback(True)

    assert not StoredFile.objects.exists()


# ------------------------------------------------------------------ evidence


def test_evidence_is_an_act_with_its_checksum(科员):
    with clock.standing_on(TODAY):
        evidence = add_evidence([TEXT], "验收单.txt", by=科员, dated_on=date(2023, 9, 25))

    assert (evidence.name, evidence.unit, evidence.added_by) == ("验收单.txt", 科员.unit, 科员)
    row = AuditRow.objects.get()
    assert (row.verb, row.subject_id) == ("add_evidence", str(evidence.pk))
    assert evidence.file.sha256 in row.changes


def test_evidence_of_tomorrow_is_refused_and_nothing_kept(科员):
    with clock.standing_on(TODAY), pytest.raises(Refused, match="材料日期在今天之后"):
        add_evidence([TEXT], "验收单.txt", by=科员, dated_on=date(2023, 10, 21))

    assert not Evidence.objects.exists()
    assert kept() == []
