"""What a file is by its content, and the name that may be shown for it."""

from __future__ import annotations

import unicodedata
from pathlib import Path

import filetype

from gaodi.ground.refusals import Refused

TEXTS = frozenset({"txt", "csv", "tsv", "md"})
# ending → endings that the same content may carry
PROVED = {"jpg": {"jpg", "jpeg"}, "tif": {"tif", "tiff"}} | {
    kind: {kind} for kind in ("docx", "xlsx", "pptx", "pdf", "png", "zip")
}
OFFICE_PARTS = {"docx": b"word/", "xlsx": b"xl/", "pptx": b"ppt/"}
ALLOWED = (
    "Word（.docx）、Excel（.xlsx）、PDF、图片（.jpg .png .tif）、文本（.txt .csv .md）、OFD、压缩包（.zip）"
)
NAME_LENGTH = 255
HEAD = 8192


def kind_of(path: Path, name: str) -> str:
    """The ending that the content proves; a name that says otherwise is refused."""
    ending = Path(name).suffix.lower().lstrip(".")
    if not ending:
        raise Refused("文件名没有后缀。", f"可以上传：{ALLOWED}。")
    with path.open("rb") as file:
        head = file.read(HEAD)
    if ending in TEXTS:
        return _text(head, ending)
    if ending == "ofd" and head.startswith(b"PK"):
        return ending
    proved = _proved(path, head)
    if proved is None or ending not in PROVED.get(proved, set()):
        if ending not in {each for endings in PROVED.values() for each in endings} | TEXTS | {"ofd"}:
            raise Refused(f"不收 .{ending} 文件。", f"可以上传：{ALLOWED}。")
        raise Refused(f"文件内容不是 .{ending}。", "请用原来的软件打开，另存为正确的格式再传。")
    return proved


def shown_name(name: str) -> str:
    """The last part of a path, without control and direction characters, at most 255 characters, kind kept.

    Zero-width joiners stay: emoji are built with them, and they turn nothing around.
    """
    cleaned = "".join(c for c in name if unicodedata.category(c) not in {"Cc", "Cf"} or c == "\u200d")
    last = cleaned.replace("\\", "/").rsplit("/", 1)[-1].strip()
    if not last.strip(". "):
        raise Refused("文件没有名字。", "请给文件起个名字再传。")
    ending = Path(last).suffix
    return last if len(last) <= NAME_LENGTH else last[: NAME_LENGTH - len(ending)] + ending


def _proved(path: Path, head: bytes) -> str | None:
    guess = filetype.guess(head)
    kind = guess.extension if guess else None
    if head.startswith(b"PK\x03\x04"):
        return _office(path) or "zip"
    return kind if kind in PROVED else None


def _office(path: Path) -> str | None:
    """Which Office format a zip is, by the names of its parts; filetype looks at the first part only."""
    import zipfile  # slow: only for zips

    try:
        with zipfile.ZipFile(path) as parts:
            names = parts.namelist()
    except (zipfile.BadZipFile, OSError) as broken:
        raise Refused("文件是坏的，打不开。", "请重新导出或重新上传。") from broken
    if "[Content_Types].xml" not in names:
        return None
    return next(
        (kind for kind, part in OFFICE_PARTS.items() if any(n.startswith(part.decode()) for n in names)), None
    )


def _text(head: bytes, ending: str) -> str:
    if head.startswith((b"\xff\xfe", b"\xfe\xff")):
        return ending
    for encoding in ("utf-8-sig", "gb18030", "utf-16-le"):
        try:
            head[: len(head) // 4 * 4 - 4 or len(head)].decode(encoding)
        except UnicodeDecodeError as error:
            if error.start > len(head) - 8:  # a character cut at the end of what was read
                return ending
            continue
        return ending
    raise Refused(f"文件内容不是文本，不像 .{ending}。", "请用原来的软件打开，另存为正确的格式再传。")
