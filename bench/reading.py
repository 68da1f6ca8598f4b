"""How fast and how small the reader is, on papers made here and on the seed."""

from __future__ import annotations

import os
import tempfile
import zipfile
from collections.abc import Iterator
from pathlib import Path

from bench.measuring import Figure, alone, median

SEED = Path("lists/huancui_2020/source")
ROWS_A_PAGE = 9  # of 50 points below the head on A4 landscape
HEADS = ("序号", "任务内容", "牵头单位", "责任单位", "完成时限")
READ = "from pathlib import Path; from gaodi.reading import read"


def figures() -> Iterator[Figure]:
    from gaodi.reading import read  # slow: measured from here on

    for ending, goal in (("docx", 0.15), ("xlsx", None), ("txt", None)):
        paper = SEED / f"huancui-2020.{ending}"
        yield Figure(
            f"the seed's .{ending}, after start-up", median(lambda paper=paper: read(paper)), "s", goal
        )
    with tempfile.TemporaryDirectory() as folder:
        yield from _sheets(Path(folder))
        yield from _large_document(Path(folder))
        yield from _long_pdf(Path(folder))


def _row(n: int) -> tuple[str, str, str, str, str]:
    text = f"新建口袋公园{n % 9 + 1}个，新增绿地{n % 7 + 1}.5公顷，覆盖率达到{n % 60 + 30}%以上。"
    return (str(n), text, "区城管局、区住建局", "各镇、街道，区财政局等", f"202{n % 4 + 5}年6月底前")


def _sheets(folder: Path) -> Iterator[Figure]:
    import xlsxwriter  # slow: with the papers

    for rows, seconds in ((2_000, 2.0), (5_000, 5.0)):
        path = folder / f"{rows}.xlsx"
        with xlsxwriter.Workbook(str(path)) as book:
            sheet = book.add_worksheet("任务")
            for line, cells in enumerate((HEADS, *(_row(n) for n in range(1, rows + 1)))):
                sheet.write_row(line, 0, cells)
        took, peak = alone(f"assert len(read(Path({str(path)!r})).rows) == {rows}", READ)
        yield Figure(f"an .xlsx of {rows:,} rows", took, "s", seconds)
        yield Figure(f"an .xlsx of {rows:,} rows, peak memory", peak, "MB", 300)


def _large_document(folder: Path) -> Iterator[Figure]:
    """The seed's document with 50 MB of pictures in it."""
    path = folder / "50mb.docx"
    with zipfile.ZipFile(SEED / "huancui-2020.docx") as seed, zipfile.ZipFile(path, "w") as large:
        for part in seed.infolist():
            large.writestr(part, seed.read(part), zipfile.ZIP_DEFLATED)
        for n in range(10):
            large.writestr(f"word/media/image{n}.png", os.urandom(5 * 1024 * 1024))
    took, peak = alone(f"assert len(read(Path({str(path)!r})).rows) == 16", READ)
    yield Figure("a .docx of 50 MB", took, "s")
    yield Figure("a .docx of 50 MB, peak memory", peak, "MB", 300)


STOP = """
from gaodi.reading.paper import Stopped
told = []
def progress(done, total, what):
    told.append((done, total))
    if len(told) >= 20: raise Stopped
"""
STOPPED = """
try: read(Path({path!r}), progress=progress)
except Stopped: pass
assert told[-1][1] == {pages}, told[-1]
"""


def _long_pdf(folder: Path, pages: int = 500) -> Iterator[Figure]:
    path = str(folder / "long.pdf")
    _write_pdf(path, pages)
    took, peak = alone(f"assert len(read(Path({path!r})).rows) == {pages * ROWS_A_PAGE}", READ)
    yield Figure(f"a .pdf of {pages} pages", took, "s")
    yield Figure(f"a .pdf of {pages} pages, peak memory", peak, "MB", 300)
    took, _ = alone(STOPPED.format(path=path, pages=pages), READ + STOP)
    yield Figure(f"a .pdf of {pages} pages, stopped by its progress", took, "s", 5)


def _write_pdf(path: str, pages: int) -> None:
    """A ruled table of nine rows a page, its head on every page."""
    from reportlab.lib.pagesizes import A4, landscape  # slow: with the papers
    from reportlab.pdfbase import pdfmetrics  # slow: as above
    from reportlab.pdfbase.cidfonts import UnicodeCIDFont  # slow: as above
    from reportlab.platypus import SimpleDocTemplate, Table  # slow: as above

    pdfmetrics.registerFont(UnicodeCIDFont("STSong-Light"))
    rows = [list(HEADS), *(list(_row(n)) for n in range(1, pages * ROWS_A_PAGE + 1))]
    table = Table(rows, colWidths=(40, 400, 110, 130, 100), rowHeights=50, repeatRows=1, splitByRow=1)
    table.setStyle([("FONT", (0, 0), (-1, -1), "STSong-Light", 9), ("GRID", (0, 0), (-1, -1), 0.5, "black")])
    SimpleDocTemplate(path, pagesize=landscape(A4), topMargin=40, bottomMargin=40).build([table])
