"""What a file is by its content, and the name that may be shown for it."""

from __future__ import annotations

import codecs
import unicodedata
import zipfile
from pathlib import Path

import filetype

from gaodi.ground.refusals import Refused

TEXTS = frozenset({"txt", "csv", "tsv", "md"})
# kind → endings that the same content may carry
PROVED = {"jpg": {"jpg", "jpeg"}, "tif": {"tif", "tiff"}} | {
    kind: {kind} for kind in ("docx", "xlsx", "pptx", "ofd", "pdf", "png", "zip")
}
ALLOWED_ENDINGS = TEXTS.union(*PROVED.values())
# a part that each of these zips has; OFD is the national standard for fixed documents (GB/T 33190)
PARTS = {"docx": "word/", "xlsx": "xl/", "pptx": "ppt/", "ofd": "OFD.xml"}
# what the old formats are saved as today
SUCCESSORS = {"doc": "docx", "wps": "docx", "xls": "xlsx", "et": "xlsx", "ppt": "pptx", "dps": "pptx"}
MACROS = "vbaProject.bin"
OLD_OFFICE = bytes.fromhex("d0cf11e0a1b11ae1")
ENCRYPTED = "EncryptedPackage".encode("utf-16-le")
ALLOWED = (
    "Word（.docx）、Excel（.xlsx）、PDF、图片（.jpg .png .tif）、文本（.txt .csv .md）、OFD、压缩包（.zip）"
)
SAVE_AGAIN = "请用原来的软件打开，另存为正确的格式再传。"
NAME_LENGTH = 255
HEAD = 8192
STRAY = 50  # characters for each of which a text may hold one NUL
MIDDLES = frozenset("\t\n\r\f")  # control characters that text has


def kind_of(path: Path, name: str) -> str:
    """The ending that the content proves; a name that says otherwise is refused."""
    ending = _ending_of(name)
    with path.open("rb") as file:
        head = file.read(HEAD)
    if ending in TEXTS:
        return _text(head, ending)
    proved = _proved(path, head)
    if ending not in PROVED.get(proved, set()):
        raise Refused(f"文件内容不是 .{ending}。", SAVE_AGAIN)
    return proved


def shown_name(name: str) -> str:
    """The last part of a path, without control and direction characters, at most 255 characters, kind kept.

    Zero-width joiners stay: emoji are built with them, and they turn nothing around.
    """
    cleaned = "".join(c for c in name if unicodedata.category(c) not in {"Cc", "Cf", "Cs"} or c == "\u200d")
    last = cleaned.replace("\\", "/").rsplit("/", 1)[-1].strip()
    if not last.strip(". "):
        raise Refused("文件没有名字。", "请给文件起个名字再传。")
    ending = Path(last).suffix
    if len(ending) > NAME_LENGTH // 2:
        raise Refused("文件名没有后缀。", f"可以上传：{ALLOWED}。")
    return last if len(last) <= NAME_LENGTH else last[: NAME_LENGTH - len(ending)] + ending


def _ending_of(name: str) -> str:
    ending = Path(name).suffix.lower().lstrip(".")
    if not ending:
        raise Refused("文件名没有后缀。", f"可以上传：{ALLOWED}。")
    if successor := SUCCESSORS.get(ending):
        raise Refused(f"不收 .{ending} 文件。", f"请用原来的软件打开，另存为 .{successor} 再传。")
    if ending not in ALLOWED_ENDINGS:
        raise Refused(f"不收 .{ending} 文件。", f"可以上传：{ALLOWED}。")
    return ending


def _proved(path: Path, head: bytes) -> str:
    """The kind by content; empty for none that we take."""
    if head.startswith(OLD_OFFICE):
        if ENCRYPTED in path.read_bytes():
            raise Refused("文件加了密码。", "请取消密码后再传。")
        return ""
    if head.startswith(b"PK\x03\x04"):
        return _packed(path)
    guess = filetype.guess(head)
    return guess.extension if guess else ""


def _packed(path: Path) -> str:
    """Which kind a zip is, by the names of its parts; nothing is unpacked."""
    try:
        with zipfile.ZipFile(path) as parts:
            names = parts.namelist()
    except (zipfile.BadZipFile, OSError, NotImplementedError) as broken:
        raise Refused("文件是坏的，打不开。", "请重新导出或重新上传。") from broken
    if any(name.endswith(MACROS) for name in names):
        raise Refused("文件带宏，不收。", "请另存为不带宏的 .docx、.xlsx 再传。")
    if "[Content_Types].xml" not in names and PARTS["ofd"] not in names:
        return "zip"
    return next((kind for kind, part in PARTS.items() if any(name.startswith(part) for name in names)), "zip")


def _text(head: bytes, ending: str) -> str:
    plain = head.removeprefix(codecs.BOM_UTF8)  # utf-8-sig would count its errors from behind the mark
    if _reads_as_text(plain, "utf-8") or any(_reads_as_text(head, code) for code in ("gb18030", "utf-16")):
        return ending
    raise Refused(f"文件内容不是文本，不像 .{ending}。", SAVE_AGAIN)


def _reads_as_text(head: bytes, encoding: str) -> bool:
    """Whether the beginning can be read so; the last character may be cut off."""
    try:
        text = head.decode(encoding)
    except UnicodeDecodeError as error:
        if len(head) < HEAD - len(codecs.BOM_UTF8) or error.start < len(head) - 4:
            return False
        text = head[: error.start].decode(encoding)
    if text.count("\0") * STRAY <= len(text):  # what old software leaves behind; the reader names the lines
        text = text.replace("\0", "")
    unheard_of = {"Cc", "Cn", "Cs"} | ({"Co"} if encoding == "utf-16" else set())
    return all(c in MIDDLES or unicodedata.category(c) not in unheard_of for c in text)
