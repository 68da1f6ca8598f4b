"""The zip under .docx and .xlsx: its parts are streamed and counted, its XML is parsed without any of XML's dangers."""

from __future__ import annotations

import posixpath
import re
import struct
import zipfile
import zlib
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any
from urllib.parse import unquote

from lxml import etree

from gaodi.reading.paper import RefusedPaper
from gaodi.reading.papers.guard import KIND_NAMES, REMEDY, SUFFIX_SENTENCES, damage_refused, refuse_damaged

MAX_XML = 64 << 20  # unpacked, all parts together, counted while they stream and never believed from a header
MAX_AT_ONCE = 8 << 20  # of XML held as a tree: one small part, or one row or paragraph of a large one
MAX_MEMBERS = 5_000
MAX_DIRECTORY = 2 << 20  # bytes of the zip's own list of members
PIECE = 1 << 16
# No document of an office holds these; what comes through them (entities) is how XML attacks its reader.
FORBIDDEN = re.compile(b"<!DOCTYPE|<!ENTITY")
FORBIDDEN_WIDE = re.compile(
    b"|".join(
        re.escape(word.encode(code))
        for word in ("<!DOCTYPE", "<!ENTITY")
        for code in ("utf-16-le", "utf-16-be")
    )
)
DECLARED = re.compile(rb"<\?xml[^>]*?encoding\s*=\s*[\"']([^\"']+)[\"']")
ENCODINGS = (b"utf-8", b"utf8", b"us-ascii", b"ascii", b"utf-16", b"iso-8859-1")
STRICT = {
    b"http://purl.oclc.org/ooxml/wordprocessingml/main": b"http://schemas.openxmlformats.org/wordprocessingml/2006/main",
    b"http://purl.oclc.org/ooxml/spreadsheetml/main": b"http://schemas.openxmlformats.org/spreadsheetml/2006/main",
    b"http://purl.oclc.org/ooxml/officeDocument/relationships": b"http://schemas.openxmlformats.org/officeDocument/2006/relationships",
}

BOMB = "文件解压后超过 64 MB，疑似压缩炸弹或并非任务清单，已停止读取，请只保留清单部分后重新上传。"
SWOLLEN = "文件中有一处的 XML 大得异常，不像是任务清单，请用 Word、Excel 或 WPS 重新另存后上传。"
MACROS = "文件含有宏，请另存为不带宏的 .docx 或 .xlsx 后重新上传。"
ENTITIES = "文件的 XML 中含有实体声明（DOCTYPE），不安全，请用 Word 或 WPS 重新另存后上传。"
ODD_ZIP = "文件的压缩结构异常，不安全，请用 Word、Excel 或 WPS 重新另存后上传。"

ZIP_ERRORS = (
    zipfile.BadZipFile,
    zlib.error,
    EOFError,
    OSError,
    NotImplementedError,
    RuntimeError,
    ValueError,
    struct.error,
)

MACRO_PARTS = {"vbaproject.bin", "vbadata.xml"}
MAIN_TYPES = {
    "wordprocessingml.document.main+xml": "docx",
    "spreadsheetml.sheet.main+xml": "xlsx",
}
OTHER_TYPES = (
    ("wordprocessingml.template", SUFFIX_SENTENCES[".dotx"]),
    ("spreadsheetml.template", SUFFIX_SENTENCES[".xltx"]),
    ("sheet.binary", SUFFIX_SENTENCES[".xlsb"]),
    ("presentationml", "这是演示文稿，不是任务清单，请上传 Word、Excel 或 PDF 文件。"),
    ("visio", "这是 Visio 图，不是任务清单，请上传 Word、Excel 或 PDF 文件。"),
)


class Stream:
    """A part of the package as a file: every piece is counted, and searched for what XML may not hold."""

    def __init__(self, package: Package, raw: Any) -> None:
        self.package = package
        self.raw = raw
        self.tail = b""
        self.fresh = True

    def read(self, size: int = PIECE) -> bytes:
        with damage_refused(self.package.kind, *ZIP_ERRORS):
            piece: bytes = self.raw.read(min(size, PIECE) if size and size > 0 else PIECE)
        self.package.count(len(piece))
        if self.fresh:
            self.check_start(piece)
        window = self.tail + piece
        if FORBIDDEN.search(window) or (b"\0" in piece and FORBIDDEN_WIDE.search(window)):
            raise RefusedPaper(ENTITIES)
        self.tail = piece[-40:]
        return piece

    def check_start(self, piece: bytes) -> None:
        """Only encodings in which the forbidden words can be found are let in."""
        self.fresh = False
        declared = DECLARED.search(piece[:400])
        if declared and declared[1].lower() not in ENCODINGS:
            raise RefusedPaper(ODD_ZIP)

    def close(self) -> None:
        self.raw.close()


class Package:
    """An opened .docx or .xlsx: its parts by name, its relations, and the budget of unpacked XML."""

    def __init__(self, archive: zipfile.ZipFile, kind: str) -> None:
        self.archive = archive
        self.kind = kind
        self.unpacked = 0
        self.let_go = 0  # how much had been unpacked when the tree was last emptied
        self.names = {info.filename.lstrip("/").lower(): info for info in archive.infolist()}

    def count(self, size: int) -> None:
        self.unpacked += size
        if self.unpacked > MAX_XML:
            raise RefusedPaper(BOMB)
        if self.unpacked - self.let_go > MAX_AT_ONCE:
            raise RefusedPaper(SWOLLEN)

    def relax(self) -> None:
        """Whoever streams a part says that what was read so far has been let go of."""
        self.let_go = self.unpacked

    def has(self, name: str) -> bool:
        return name.lower() in self.names

    @contextmanager
    def open(self, name: str) -> Iterator[Stream]:
        """The part as a guarded stream; a missing part means a damaged file."""
        if not self.has(name):
            raise refuse_damaged(self.kind)
        with damage_refused(self.kind, *ZIP_ERRORS):
            raw = self.archive.open(self.names[name.lower()])
        stream = Stream(self, raw)
        self.relax()
        try:
            yield stream
        finally:
            stream.close()

    def read(self, name: str) -> bytes:
        with self.open(name) as stream:
            return b"".join(iter(stream.read, b""))

    def tree(self, name: str) -> etree._Element:
        """The whole part as a tree: for the small parts."""
        data = self.read(name)
        for strict, usual in STRICT.items():
            data = data.replace(strict, usual)
        parser = etree.XMLParser(resolve_entities=False, no_network=True, huge_tree=False, load_dtd=False)
        with damage_refused(self.kind, etree.LxmlError, ValueError):
            return etree.fromstring(data, parser)

    def events(self, name: str, events: tuple[str, ...], tags: tuple[str, ...]) -> Iterator[tuple[str, Any]]:
        """The part's elements as they begin and end, for the large parts; the caller clears what is done with."""
        with self.open(name) as stream, damage_refused(self.kind, etree.LxmlError):
            yield from etree.iterparse(
                StrictStream(stream), events=events, tag=tags, resolve_entities=False, no_network=True,
                load_dtd=False, huge_tree=False, remove_comments=True, remove_pis=True,
            )  # fmt: skip

    def relations(self, part: str) -> list[Relation]:
        """What the part points to, in and out of the package."""
        folder, base = posixpath.split(part)
        name = posixpath.join(folder, "_rels", f"{base}.rels")
        if not self.has(name):
            return []
        return [
            Relation(folder, element.attrib) for element in self.tree(name) if isinstance(element.tag, str)
        ]

    def main_part(self) -> str:
        """The document or workbook itself, as the package's own relations name it."""
        for relation in self.relations(""):
            if relation.kind == "officeDocument" and self.has(relation.target):
                return relation.target
        raise refuse_damaged(self.kind)

    def remote_targets(self) -> list[str]:
        """Addresses outside of the file that a program would ask by itself; a link that a person clicks is none."""
        found = []
        for name in self.names.values():
            if name.filename.lower().endswith(".rels"):
                rels = [
                    Relation("", element.attrib)
                    for element in self.tree(name.filename)
                    if isinstance(element.tag, str)
                ]
                found += [relation.target for relation in rels if relation.is_remote]
        return found


class StrictStream:
    """The stream of a part with the names of the strict variant of the format put into the usual ones."""

    def __init__(self, stream: Stream) -> None:
        self.stream = stream
        self.first = True

    def read(self, size: int = PIECE) -> bytes:
        piece = self.stream.read(size)
        if self.first:
            self.first = False
            for strict, usual in STRICT.items():
                piece = piece.replace(strict, usual)
        return piece


class Relation:
    """One line of a .rels part."""

    def __init__(self, folder: str, attributes: Any) -> None:
        self.id = attributes.get("Id", "")
        self.kind = attributes.get("Type", "").rsplit("/", 1)[-1]
        self.external = attributes.get("TargetMode", "") == "External"
        target = attributes.get("Target", "")
        self.target = (
            target
            if self.external
            else posixpath.normpath(posixpath.join("/", folder, unquote(target))).lstrip("/")
        )

    @property
    def is_remote(self) -> bool:
        """Whether opening the document in its program would reach beyond this computer."""
        if not self.external or self.kind in {"hyperlink", "hlinkClick"}:
            return False
        local = re.match(r"file:/*[A-Za-z]:|[A-Za-z]:[\\/]|#|mailto:|NULL$", self.target)
        return not local and (
            self.kind == "externalLinkPath" or ":" in self.target or self.target.startswith("\\\\")
        )


@contextmanager
def open_package(path: Path, kind: str) -> Iterator[Package]:
    """The package, once its list of members, its types and macros have been looked at; nothing goes to disk."""
    check_directory(path, kind)
    with damage_refused(kind, *ZIP_ERRORS):
        archive = zipfile.ZipFile(path)
    with archive:
        check_members(archive.infolist())
        package = Package(archive, kind)
        check_types(package)
        yield package


def check_directory(path: Path, kind: str) -> None:
    """The size of the list of members, from the end of the file, before anything reads that list into memory."""
    with path.open("rb") as file:
        size = file.seek(0, 2)
        file.seek(max(0, size - (PIECE + 22)))
        end = file.read()
    at = end.rfind(b"PK\x05\x06")
    if at < 0 or len(end) < at + 22:
        raise refuse_damaged(kind)
    count, directory = struct.unpack("<HI", end[at + 10 : at + 16])
    if count > MAX_MEMBERS or directory > MAX_DIRECTORY:
        raise RefusedPaper(f"压缩包内的文件超过 {MAX_MEMBERS} 个，不像是任务清单，请重新另存后上传。")


def check_members(members: list[zipfile.ZipInfo]) -> None:
    """Passwords, strange packing, members over each other, names that lead out: no office program writes these."""
    if any(info.flag_bits & 0x1 for info in members):
        raise RefusedPaper("文件已加密，请取消密码后重新上传。")
    names = [info.filename.lower() for info in members]
    strange = any(info.compress_type not in {zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED} for info in members)
    leads_out = any(".." in name.split("/") or name.startswith(("/", "\\")) or ":" in name for name in names)
    if strange or leads_out or len(set(names)) < len(names) or overlapping(members):
        raise RefusedPaper(ODD_ZIP)


def overlapping(members: list[zipfile.ZipInfo]) -> bool:
    """Members that share bytes of the file: one kernel of zeros may so be unpacked a thousand times."""
    end = 0
    for info in sorted(members, key=lambda info: info.header_offset):
        if info.header_offset < end:
            return True
        end = (
            info.header_offset
            + 30
            + len(info.orig_filename.encode("utf-8", "replace")) // 3
            + info.compress_size
        )
    return False


def check_types(package: Package) -> None:
    """The kind that the package itself says it is, and no macros."""
    if not package.has("[content_types].xml"):
        raise RefusedPaper(foreign_sentence(package))
    types = package.read("[Content_Types].xml").decode("utf-8", "replace")
    if has_macros(package, types):
        raise RefusedPaper(MACROS)
    for mark, sentence in OTHER_TYPES:
        if mark in types and not any(main in types for main in MAIN_TYPES):
            raise RefusedPaper(sentence)
    kinds = {kind for main, kind in MAIN_TYPES.items() if main in types}
    if kinds and package.kind not in kinds:
        raise RefusedPaper(renamed_sentence(package.kind, kinds.pop()))


def has_macros(package: Package, types: str) -> bool:
    """Macros by the name of a part, by its type, or by the type of the whole; a mere default type means nothing."""
    names = (
        name.rsplit("/", 1)[-1] in MACRO_PARTS or name.startswith("xl/macrosheets/") for name in package.names
    )
    main = re.search(
        r"macroenabled(?:\.main|template)", types.lower().replace("sheet.binary.macroenabled", "")
    )
    override = re.search(r"<(?:\w+:)?Override\b[^>]*vbaProject", types)
    return any(names) or bool(main) or bool(override)


def renamed_sentence(named: str, real: str) -> str:
    return f"文件名写的是 {KIND_NAMES[named]}，内容却是 {KIND_NAMES[real]}，请改回正确的后缀后重新上传。"


def foreign_sentence(package: Package) -> str:
    """A zip of another family."""
    if package.has("ofd.xml"):
        return SUFFIX_SENTENCES[".ofd"]
    if package.has("mimetype"):
        return "这是 OpenDocument 或电子书文件，请另存为 .docx 或 .xlsx 后重新上传。"
    return f"这是压缩包，不是 {KIND_NAMES[package.kind]}，请解压后上传其中的任务清单文件，或{REMEDY.removeprefix('请')}"
