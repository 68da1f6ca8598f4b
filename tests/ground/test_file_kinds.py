"""What a file is by its content, and the name that is shown for it."""

from __future__ import annotations

import io
import zipfile
from pathlib import Path

import pytest

from gaodi.ground.file_kinds import HEAD, NAME_LENGTH, kind_of, shown_name
from gaodi.ground.refusals import Refused


def packed(*parts: str) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as file:
        for part in parts:
            file.writestr(part, "x")
    return out.getvalue()


TYPES = "[Content_Types].xml"
OLD_OFFICE = bytes.fromhex("d0cf11e0a1b11ae1") + bytes(512)
DOCX = packed(TYPES, "word/document.xml")
XLSX = packed(TYPES, "xl/workbook.xml")
PDF = b"%PDF-1.7\n%\xe2\xe3\xcf\xd3\n"
PNG = b"\x89PNG\r\n\x1a\n\x00\x00\x00\rIHDR" + bytes(32)
JPEG = b"\xff\xd8\xff\xe0\x00\x10JFIF" + bytes(32)
TIFF = b"II*\x00" + bytes(32)
EXE = b"MZ\x90\x00\x03\x00\x00\x00\x04\x00\x00\x00\xff\xff\x00\x00\xb8" + bytes(range(256))
GIF = b"GIF89a" + bytes(32)
HTML = b"<html><script>alert(1)</script></html>"


def keep(folder: Path, content: bytes) -> Path:
    path = folder / "upload"
    path.write_bytes(content)
    return path


@pytest.mark.parametrize(
    ("name", "content", "kind"),
    [
        ("清单.docx", DOCX, "docx"),
        ("清单.DOCX", DOCX, "docx"),
        ("台账.xlsx", XLSX, "xlsx"),
        ("汇报.pptx", packed(TYPES, "ppt/presentation.xml"), "pptx"),
        ("红头.ofd", packed("OFD.xml", "Doc_0/Document.xml"), "ofd"),
        ("通知.pdf", PDF, "pdf"),
        ("现场.png", PNG, "png"),
        ("现场.jpg", JPEG, "jpg"),
        ("现场.jpeg", JPEG, "jpg"),
        ("扫描.tif", TIFF, "tif"),
        ("扫描.tiff", TIFF, "tif"),
        ("材料.zip", packed("一.txt"), "zip"),
        ("说明.txt", "环翠区任务清单\r\n".encode(), "txt"),
        ("说明.txt", "环翠区任务清单".encode("gb18030"), "txt"),
        ("清单.csv", ("序号,任务内容\n" * 20 + "技能\0培训").encode(), "csv"),
        ("说明.txt", "环翠区任务清单".encode("utf-16"), "txt"),
        ("说明.txt", "\ufeff环翠区".encode(), "txt"),
        ("说明.md", ("字" * HEAD).encode(), "md"),  # the last character is cut in two
        ("说明.md", ("a" + "字" * HEAD).encode("gb18030"), "md"),
        ("名单.csv", b"a,b\n1,2\n", "csv"),
        ("名单.tsv", b"a\tb\n", "tsv"),
    ],
)
def test_the_content_proves_the_kind(tmp_path, name, content, kind):
    assert kind_of(keep(tmp_path, content), name) == kind


@pytest.mark.parametrize(
    ("name", "content", "sentence"),
    [
        ("清单.pdf", EXE, "文件内容不是 .pdf。"),
        ("清单.txt", EXE, "文件内容不是文本，不像 .txt。"),
        ("清单.csv", PNG, "文件内容不是文本，不像 .csv。"),
        ("清单.csv", DOCX, "文件内容不是文本，不像 .csv。"),
        ("清单.md", bytes(64), "文件内容不是文本，不像 .md。"),
        ("清单.jpg", HTML, "文件内容不是 .jpg。"),
        ("清单.png", GIF, "文件内容不是 .png。"),
        ("清单.docx", b"<?php ?>", "文件内容不是 .docx。"),
        ("清单.docx", XLSX, "文件内容不是 .docx。"),
        ("清单.docx", packed("word/document.xml"), "文件内容不是 .docx。"),
        ("清单.xlsx", "甲,乙".encode(), "文件内容不是 .xlsx。"),
        ("清单.xlsx", OLD_OFFICE, "文件内容不是 .xlsx。"),
        ("清单.ofd", DOCX, "文件内容不是 .ofd。"),
        ("清单.zip", DOCX, "文件内容不是 .zip。"),
        ("清单.docx", DOCX[: len(DOCX) // 2], "文件是坏的，打不开。"),
        ("清单.xlsx", OLD_OFFICE + "EncryptedPackage".encode("utf-16-le"), "文件加了密码。"),
        ("清单.docx", packed(TYPES, "word/document.xml", "word/vbaProject.bin"), "文件带宏，不收。"),
        ("清单.xlsx", packed(TYPES, "xl/workbook.xml", "xl/vbaProject.bin"), "文件带宏，不收。"),
        ("清单.doc", OLD_OFFICE, "不收 .doc 文件。"),
        ("清单.wps", OLD_OFFICE, "不收 .wps 文件。"),
        ("清单.docm", DOCX, "不收 .docm 文件。"),
        ("清单.exe", EXE, "不收 .exe 文件。"),
        ("清单.docx.exe", EXE, "不收 .exe 文件。"),
        ("清单.html", HTML, "不收 .html 文件。"),
        ("清单.svg", b"<svg/>", "不收 .svg 文件。"),
        ("清单", DOCX, "文件名没有后缀。"),
        ("清单.docx.", DOCX, "文件名没有后缀。"),
        (".docx", DOCX, "文件名没有后缀。"),
    ],
)
def test_what_is_not_what_its_name_says_is_refused(tmp_path, name, content, sentence):
    with pytest.raises(Refused) as refused:
        kind_of(keep(tmp_path, content), name)

    assert refused.value.sentence == sentence
    assert refused.value.remedy.endswith("。")


@pytest.mark.parametrize(
    ("name", "shown"),
    [
        ("../../../任务清单.docx", "任务清单.docx"),
        ("..\\..\\任务清单.docx", "任务清单.docx"),
        ("/附件/任务清单.docx", "任务清单.docx"),
        ("C:\\桌面\\任务清单.docx", "任务清单.docx"),
        ("%2e%2e%2f任务清单.docx", "%2e%2e%2f任务清单.docx"),
        ("清" * 250 + ".docx", "清" * 250 + ".docx"),
        ("清" * 400 + ".docx", "清" * 250 + ".docx"),
        ("任务清单.DOCX", "任务清单.DOCX"),
        ("任务\n清单\t.docx", "任务清单.docx"),
        ("任务清单\u202exslx.docx", "任务清单xslx.docx"),
        ("任务\u200b清单\ufeff.docx", "任务清单.docx"),
        ("任务清单.docx\x00.exe", "任务清单.docx.exe"),
        ("任务清单\ud800.docx", "任务清单.docx"),
        ("<script>alert(1)</script>.docx", "script>.docx"),
        ("';--.docx", "';--.docx"),
        ("-rf.docx", "-rf.docx"),
        ("CON.docx", "CON.docx"),
        ("  任务清单.docx  ", "任务清单.docx"),
        ("👩\u200d🏫任务清单.docx", "👩\u200d🏫任务清单.docx"),
        ("𬭎㛃·买买提.docx", "𬭎㛃·买买提.docx"),
    ],
)
def test_the_name_that_is_shown(name, shown):
    assert shown_name(name) == shown
    assert len(shown_name(name)) <= NAME_LENGTH


@pytest.mark.parametrize("name", ["", " ", ".", "..", "\x00", "目录/", "\u202e", "...", "a." + "x" * 300])
def test_what_is_no_name_is_refused(name):
    with pytest.raises(Refused):
        shown_name(name)


@pytest.mark.parametrize("shift", range(4))
@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "gb18030"])
def test_a_long_text_is_a_text_wherever_its_beginning_is_cut(tmp_path, encoding, shift):
    path = tmp_path / "a.csv"
    path.write_text("x" * shift + "职" * 5000, encoding=encoding)

    assert kind_of(path, "a.csv") == "csv"
