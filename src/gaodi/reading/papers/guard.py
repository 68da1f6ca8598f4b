"""The door: what a file really is, whatever its name says, and the sentence that refuses what is no task list."""

from __future__ import annotations

import re
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from gaodi.reading.paper import Kind, RefusedPaper, Stopped

MAX_BYTES = 200 << 20  # of the file as it comes, pictures and all
MAX_TEXT = 32 << 20  # of a plain text, CSV or Markdown
MAX_ROWS = 20_000
MAX_LINES = 200_000
MAX_CELLS = 500_000
HEAD = 4096

SUFFIXES: dict[str, Kind] = {
    ".docx": "docx",
    ".xlsx": "xlsx",
    ".pdf": "pdf",
    ".csv": "csv",
    ".tsv": "csv",
    ".tab": "csv",
    ".md": "markdown",
    ".markdown": "markdown",
    ".txt": "text",
    ".text": "text",
}
TEXT_KINDS = ("csv", "markdown", "text")
KIND_NAMES: dict[str, str] = {
    "docx": "Word 文档（.docx）",
    "xlsx": "Excel 工作簿（.xlsx）",
    "pdf": "PDF 文件（.pdf）",
    "csv": "CSV 表格（.csv）",
    "markdown": "Markdown 文本（.md）",
    "text": "纯文本（.txt）",
}
REMEDY = "请另存为 .docx、.xlsx、.pdf、.csv、.md 或 .txt 后重新上传。"

OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
WEB_PAGE = re.compile(rb"(<!doctype\s+html|<html[\s>]|<head[\s>]|<body[\s>]|<meta\s)", re.IGNORECASE)
TABLE_TAG = re.compile(rb"<table[\s>]", re.IGNORECASE)
OFFICE_XML = re.compile(
    rb"<\?mso-application|<(\w+:)?(Workbook|wordDocument|package)\s[^>]*schemas[.-]microsoft", re.IGNORECASE
)
# old Office files name their parts in UTF-16; the first found says what the file is
OLE_PARTS = (
    ("EncryptedPackage", "文件已加密，请取消密码后重新上传。"),
    ("WordDocument", "这是旧版 Word（.doc）或 WPS 文字（.wps）文件，请另存为 .docx 后重新上传。"),
    ("Workbook", "这是旧版 Excel（.xls）或 WPS 表格（.et）文件，请另存为 .xlsx 后重新上传。"),
    ("Book", "这是旧版 Excel（.xls）文件，请另存为 .xlsx 后重新上传。"),
    ("PowerPoint Document", "这是演示文稿，不是任务清单，请上传 Word、Excel 或 PDF 文件。"),
)


def refuse_damaged(kind: str) -> RefusedPaper:
    return RefusedPaper(f"{KIND_NAMES.get(kind, '文件')}已损坏或不完整，无法打开，请重新导出或重新上传。")


@contextmanager
def damage_refused(kind: str, *errors: type[BaseException]) -> Iterator[None]:
    """Around calls into a library: its complaints about the file become our refusal.

    A refusal of our own, raised while the library read from us, passes, also where the library wrapped it.
    """
    try:
        yield
    except (RefusedPaper, Stopped):
        raise
    except errors as error:
        wrapped = (error.__cause__, error.__context__, *error.args)
        own = next((cause for cause in wrapped if isinstance(cause, RefusedPaper | Stopped)), None)
        raise (own or refuse_damaged(kind)) from error


def kind_of(path: Path, name: str | None = None) -> Kind:
    """The kind the file may be opened as; a refusal where size, name or content forbid it.

    ``name`` is what the file was called where it came from, if it is stored under another name.
    """
    named = Path(name or path.name)
    head = read_head(path)
    suffix = named.suffix.strip().lower()
    nature = nature_of(path, head)
    if suffix not in SUFFIXES:
        raise refused_suffix(suffix, nature, path)
    kind = SUFFIXES[suffix]
    if nature != ("text" if kind in TEXT_KINDS else "zip" if kind != "pdf" else "pdf"):
        raise refused_nature(kind, nature, path)
    return kind


def read_head(path: Path) -> bytes:
    """The first bytes; a refusal where there is no file, nothing in it, or far too much."""
    try:
        size = path.stat().st_size
        if not path.is_file():
            raise RefusedPaper("这不是一个文件，请选择要识读的任务清单文件。")
        if size == 0:
            raise RefusedPaper("文件为空（0 字节），请检查后重新上传。")
        if size > MAX_BYTES:
            raise RefusedPaper(f"文件超过 {MAX_BYTES >> 20} MB，不像是任务清单，请删去图片和附件后重新上传。")
        with path.open("rb") as file:
            return file.read(HEAD)
    except (OSError, ValueError) as error:
        raise RefusedPaper("找不到文件或文件无法读取，请检查文件名后重试。") from error


def nature_of(path: Path, head: bytes) -> str:
    """What the bytes are: zip, ole, pdf, picture, rtf, web, office-xml, archive, other or text."""
    bare = head.lstrip(b"\xef\xbb\xbf \t\r\n")
    signs = (
        ("zip", head.startswith((b"PK\x03\x04", b"PK\x05\x06", b"PK\x07\x08"))),
        ("ole", head.startswith(OLE)),
        ("pdf", b"%PDF-" in head[:1024]),
        ("rtf", bare.startswith(b"{\\rtf")),
        ("office-xml", bool(OFFICE_XML.search(head))),
        ("web", is_web_page(bare)),
    )
    known = next((nature for nature, fits in signs if fits), "") or known_nature(path)
    return known or ("text" if looks_like_text(head) else "other")


def is_web_page(bare: bytes) -> bool:
    """A page saved from a browser or an office system; a tag somewhere in a Markdown text is none."""
    if bare[:13].upper() == b"MIME-VERSION:":
        return True
    return bare.startswith(b"<") and bool(WEB_PAGE.search(bare[:1024]) or TABLE_TAG.match(bare))


def known_nature(path: Path) -> str:
    """What the library of magic bytes knows the file for, "" if nothing."""
    import filetype  # slow: 40 modules of magic bytes, wanted only for what is no document

    guess = filetype.guess(str(path))
    mime = "" if guess is None else str(guess.mime)
    family = mime.split("/")[0]
    if family in {"", "text"}:
        return ""
    if family in {"image", "audio", "video"}:
        return {"image": "picture"}.get(family, family)
    archives = ("zip", "tar", "rar", "7z", "gzip", "bzip", "xz", "compress", "zstd", "lz")
    return "archive" if any(word in mime for word in archives) else "other"


def looks_like_text(head: bytes) -> bool:
    """No more control bytes than a text with a few stray ones has; UTF-16 is half NUL in ASCII."""
    controls = sum(byte < 32 and byte not in b"\t\n\x0b\x0c\r\x1b\x00" for byte in head)
    wide = head[:2] in {b"\xff\xfe", b"\xfe\xff"} or head.count(0) > len(head) // 20
    return wide or controls * 50 <= len(head)


NATURE_NAMES = {
    "picture": "图片",
    "archive": "压缩包",
    "video": "视频",
    "audio": "音频",
    "web": "网页",
    "rtf": "RTF 文档",
    "office-xml": "旧版 Office 的 XML 文件",
    "pdf": "PDF 文件",
    "text": "纯文本",
    "zip": "压缩包",
    "other": "程序或其他二进制文件",
}
NATURE_REMEDIES = {
    "picture": "请先 OCR 识别成文字，或上传原始的 Word、Excel 文件。",
    "archive": "请解压后上传其中的任务清单文件。",
    "web": "请用 Excel 或 Word 打开，另存为 .xlsx 或 .docx 后重新上传。",
    "rtf": "请用 Word 打开，另存为 .docx 后重新上传。",
    "office-xml": "请用 Office 打开，另存为 .docx 或 .xlsx 后重新上传。",
    "pdf": "请把后缀改回 .pdf 后重新上传。",
    "text": "请把后缀改为 .txt 或 .csv，或重新导出后上传。",
}
SUFFIX_SENTENCES = {
    ".docm": "这是带宏的 Word 文档，请另存为不带宏的 .docx 后重新上传。",
    ".dotm": "这是带宏的 Word 模板，请另存为不带宏的 .docx 后重新上传。",
    ".dotx": "这是 Word 模板，请另存为 .docx 后重新上传。",
    ".xlsm": "这是带宏的 Excel 工作簿，请另存为不带宏的 .xlsx 后重新上传。",
    ".xltm": "这是带宏的 Excel 模板，请另存为不带宏的 .xlsx 后重新上传。",
    ".xltx": "这是 Excel 模板，请另存为 .xlsx 后重新上传。",
    ".xlsb": "这是 Excel 二进制工作簿（.xlsb），请另存为 .xlsx 后重新上传。",
    ".ofd": "这是 OFD 版式文件，请导出为 PDF 或 Word（.docx）后重新上传。",
    ".wps": "这是 WPS 文字文件，请在 WPS 中另存为 .docx 后重新上传。",
    ".et": "这是 WPS 表格文件，请在 WPS 中另存为 .xlsx 后重新上传。",
    ".odt": "这是 OpenDocument 文字文件，请另存为 .docx 后重新上传。",
    ".ods": "这是 OpenDocument 表格文件，请另存为 .xlsx 后重新上传。",
    ".doc": "这是旧版 Word 文件（.doc），请另存为 .docx 后重新上传。",
    ".xls": "这是旧版 Excel 文件（.xls），请另存为 .xlsx 后重新上传。",
}


def refused_suffix(suffix: str, nature: str, path: Path) -> RefusedPaper:
    """The name is of no kind that can be read: say what the file is, as far as its bytes tell."""
    if nature == "ole":
        return RefusedPaper(ole_sentence(path))
    if nature in {"web", "picture", "rtf", "office-xml", "archive"}:
        return RefusedPaper(f"文件的内容是{NATURE_NAMES[nature]}，{NATURE_REMEDIES[nature]}")
    if suffix in SUFFIX_SENTENCES:
        return RefusedPaper(SUFFIX_SENTENCES[suffix])
    said = f"后缀为 {suffix} 的文件" if suffix else "没有后缀的文件"
    return RefusedPaper(f"无法识读{said}，{REMEDY}")


def refused_nature(kind: Kind, nature: str, path: Path) -> RefusedPaper:
    """The name says one thing and the bytes another."""
    if nature == "ole":
        return RefusedPaper(ole_sentence(path))
    remedy = NATURE_REMEDIES.get(nature, REMEDY)
    return RefusedPaper(f"文件名写的是 {KIND_NAMES[kind]}，内容却是{NATURE_NAMES[nature]}，{remedy}")


def ole_sentence(path: Path) -> str:
    """An old Office container: its directory may lie anywhere, so the whole file is searched, a piece at a time."""
    found: set[str] = set()
    marks = {part: part.encode("utf-16-le") for part, _ in OLE_PARTS}
    with path.open("rb") as file:
        tail = b""
        while piece := file.read(1 << 20):
            found.update(part for part, mark in marks.items() if mark in tail + piece)
            tail = piece[-64:]
    for part, sentence in OLE_PARTS:
        if part in found:
            return sentence
    return SUFFIX_SENTENCES.get(
        path.suffix.lower(), "这是旧版 Office 文件，请另存为 .docx 或 .xlsx 后重新上传。"
    )
