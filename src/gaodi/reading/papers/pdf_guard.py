"""The PDF library kept in bounds: what it unpacks, draws and follows on one page has an end, whatever the file says."""

from __future__ import annotations

import logging
import zlib
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pdfplumber
import pdfplumber.page
from pdfminer import pdftypes
from pdfminer.pdfdocument import PDFEncryptionError, PDFPasswordIncorrect
from pdfminer.pdfinterp import PDFPageInterpreter
from pdfplumber.table import merge_edges

from gaodi.reading.paper import RefusedPaper
from gaodi.reading.papers.guard import damage_refused

MAX_UNPACKED = 64 << 20  # of one stream
MAX_MARKS = 150_000  # bytes of text and strokes of a pen on one page
A_FORM = 20  # a drawing used again counts as so many marks, though it may be empty
MAX_CROSSINGS = 40_000  # of rulings on one page; a table of ten columns and two hundred rows has two thousand

PASSWORD = "PDF 文件已加密，请取消密码后重新上传。"  # noqa: S105 - a sentence
BOMB = "PDF 中有展开后超过 64 MB 的内容，疑似压缩炸弹，已停止读取，请重新导出后上传。"
CROWDED = "PDF 有一页的文字和线条多得不像任务清单，请只上传清单部分。"


@contextmanager
def opened(path: Path) -> Iterator[Any]:
    """The PDF in the library's hands, in bounds; what the library cannot read is refused."""
    logging.getLogger("pdfminer").setLevel(logging.CRITICAL)  # its complaints are about files, not about us
    vars(pdftypes).update(zlib=Unpacking, decompress_corrupted=salvaged)
    vars(pdfplumber.page).update(PDFPageInterpreter=Interpreter)
    with path.open("rb") as file:
        yield library_open(file)


def library_open(file: Any) -> Any:
    with damage_refused("pdf", Exception):
        try:
            return pdfplumber.open(file)
        except Exception as error:
            if any(
                isinstance(cause, PDFPasswordIncorrect | PDFEncryptionError) for cause in (error, *error.args)
            ):
                raise RefusedPaper(PASSWORD) from error
            raise


class Unpacking:
    """Stands in for zlib inside the library, which would unpack a bomb to the last byte."""

    error = zlib.error

    @staticmethod
    def decompress(data: bytes) -> bytes:
        unpacker = zlib.decompressobj()
        text = unpacker.decompress(data, MAX_UNPACKED)
        if unpacker.unconsumed_tail:
            raise RefusedPaper(BOMB)
        if not unpacker.eof:
            raise zlib.error("incomplete")
        return text


def salvaged(data: bytes) -> bytes:
    """What can be had of a damaged stream; the library's own way takes a byte at a time and hours for a megabyte."""
    unpacker = zlib.decompressobj()
    pieces, size = [], 0
    try:
        for start in range(0, len(data), 512):
            pieces.append(unpacker.decompress(data[start : start + 512], MAX_UNPACKED))
            size += len(pieces[-1])
            if size > MAX_UNPACKED:
                raise RefusedPaper(BOMB)
    except zlib.error:
        pass
    return b"".join(pieces)


class Interpreter(PDFPageInterpreter):
    """Draws a page as the library does, but counts: forms that use forms may draw a page a billion times.

    The library looks at the number of arguments of each method, so they stay as they are there.
    """

    def count(self, marks: int) -> None:
        device: Any = self.device  # shared by the forms of a page
        device.marks = getattr(device, "marks", 0) + marks
        if device.marks > MAX_MARKS:
            raise RefusedPaper(CROWDED)

    def do_TJ(self, seq: Any) -> None:  # noqa: N802 - the operator's own name
        self.count(
            1 + sum(len(part) for part in seq if isinstance(part, bytes)) if isinstance(seq, list) else 1
        )
        super().do_TJ(seq)

    def do_Do(self, xobjid_arg: Any) -> None:  # noqa: N802 - as above
        self.count(A_FORM)
        super().do_Do(xobjid_arg)

    def do_m(self, x: Any, y: Any) -> None:
        self.count(1)
        super().do_m(x, y)

    def do_l(self, x: Any, y: Any) -> None:
        self.count(1)
        super().do_l(x, y)

    def do_re(self, x: Any, y: Any, w: Any, h: Any) -> None:
        self.count(1)
        super().do_re(x, y, w, h)


def is_drawing(edges: list[Any]) -> bool:
    """More rulings crossing each other than any table has: looking for cells would never end.

    A stroke that lies aslant, as in a picture, is no ruling; the library's merging falls over it.
    """
    edges = [edge for edge in edges if edge["orientation"] in {"h", "v"}]
    across = sum(edge["orientation"] == "h" for edge in edges)
    if across * (len(edges) - across) <= MAX_CROSSINGS:
        return False
    merged = merge_edges(edges, 3, 3, 3, 3)
    across = sum(edge["orientation"] == "h" for edge in merged)
    return bool(across * (len(merged) - across) > MAX_CROSSINGS)
