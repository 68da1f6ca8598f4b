"""Builders of papers, good and bad: a few lines of XML in a zip, a drawn page, bytes that lie about themselves."""

from __future__ import annotations

import io
import zipfile
from pathlib import Path

W_NS = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'
TYPES = "http://schemas.openxmlformats.org/package/2006/content-types"
RELS = "http://schemas.openxmlformats.org/package/2006/relationships"
OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
WORD_MAIN = "application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"
EXCEL_MAIN = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet.main+xml"
DECLARATION = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>'
OLE_HEAD = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
PNG = b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR\0\0\0\1\0\0\0\1\x08\6\0\0\0\x1f\x15\xc4\x89" + b"\0" * 40

HEAD = ["序号", "任务内容", "牵头单位", "责任单位", "完成时限"]
TASK = ["1", "修建村级卫生室4间，配备医生6名。", "县卫健局", "县财政局、各乡镇", "2026年9月底前"]


def relations(*entries: tuple[str, str, str], external: bool = False) -> str:
    """The text of a .rels part: (id, kind, target)."""
    mode = ' TargetMode="External"' if external else ""
    lines = (
        f'<Relationship Id="{name}" Type="{OFFICE}/{kind}" Target="{target}"{mode}/>'
        for name, kind, target in entries
    )
    return f'{DECLARATION}<Relationships xmlns="{RELS}">{"".join(lines)}</Relationships>'


def content_types(part: str, kind: str) -> str:
    return (
        f'{DECLARATION}<Types xmlns="{TYPES}"><Default Extension="xml" ContentType="application/xml"/>'
        f'<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
        f'<Override PartName="/{part}" ContentType="{kind}"/></Types>'
    )


def package(path: Path, parts: dict[str, str | bytes]) -> Path:
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in parts.items():
            archive.writestr(name, content)
    return path


def p(text: str, *, properties: str = "") -> str:
    return f'<w:p><w:pPr>{properties}</w:pPr><w:r><w:t xml:space="preserve">{text}</w:t></w:r></w:p>'


def numbered(text: str, list_id: int = 1, depth: int = 0) -> str:
    return p(text, properties=f'<w:numPr><w:ilvl w:val="{depth}"/><w:numId w:val="{list_id}"/></w:numPr>')


def tc(content: str, properties: str = "") -> str:
    """A cell: of text, or of XML where it begins with a tag."""
    return f"<w:tc><w:tcPr>{properties}</w:tcPr>{content if content.startswith('<w:') else p(content)}</w:tc>"


def tr(*cells: str, properties: str = "") -> str:
    made = (cell if cell.startswith("<w:tc>") else tc(cell) for cell in cells)
    return f"<w:tr><w:trPr>{properties}</w:trPr>{''.join(made)}</w:tr>"


def tbl(*rows: str | list[str]) -> str:
    return f"<w:tbl><w:tblPr/>{''.join(row if isinstance(row, str) else tr(*row) for row in rows)}</w:tbl>"


def document(body: str, prolog: str = "") -> str:
    return f"{DECLARATION}{prolog}<w:document {W_NS}><w:body>{body}</w:body></w:document>"


def word_parts(
    body: str, *, styles: str = "", numbering: str = "", prolog: str = ""
) -> dict[str, str | bytes]:
    """The parts of a .docx, to be changed before they are zipped."""
    parts: dict[str, str | bytes] = {
        "[Content_Types].xml": content_types("word/document.xml", WORD_MAIN),
        "_rels/.rels": relations(("r1", "officeDocument", "word/document.xml")),
        "word/_rels/document.xml.rels": relations(
            ("r1", "styles", "styles.xml"), ("r2", "numbering", "numbering.xml")
        ),
        "word/document.xml": document(body, prolog),
    }
    if styles:
        parts["word/styles.xml"] = f"{DECLARATION}<w:styles {W_NS}>{styles}</w:styles>"
    if numbering:
        parts["word/numbering.xml"] = f"{DECLARATION}<w:numbering {W_NS}>{numbering}</w:numbering>"
    return parts


def word(path: Path, body: str, **more: str) -> Path:
    return package(path, word_parts(body, **more))


def level(depth: int, form: str, text: str, more: str = "") -> str:
    counted = f'<w:start w:val="1"/><w:numFmt w:val="{form}"/>{more}<w:lvlText w:val="{text}"/>'
    return f'<w:lvl w:ilvl="{depth}">{counted}</w:lvl>'


def lists(*levels: str, nums: str = '<w:num w:numId="1"><w:abstractNumId w:val="0"/></w:num>') -> str:
    return f'<w:abstractNum w:abstractNumId="0">{"".join(levels)}</w:abstractNum>{nums}'


def sheet(rows: str, after: str = "", before: str = "") -> str:
    return (
        f'{DECLARATION}<worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main">{before}'
        f"<sheetData>{rows}</sheetData>{after}</worksheet>"
    )


def excel_parts(*sheets: str, strings: str = "") -> dict[str, str | bytes]:
    """The parts of an .xlsx whose sheets are given as XML."""
    numbers = range(1, len(sheets) + 1)
    named = "".join(f'<sheet name="表{n}" sheetId="{n}" r:id="s{n}"/>' for n in numbers)
    entries = [(f"s{n}", "worksheet", f"worksheets/sheet{n}.xml") for n in numbers]
    parts: dict[str, str | bytes] = {
        "[Content_Types].xml": content_types("xl/workbook.xml", EXCEL_MAIN),
        "_rels/.rels": relations(("r1", "officeDocument", "xl/workbook.xml")),
        "xl/_rels/workbook.xml.rels": relations(*entries, ("t", "sharedStrings", "sharedStrings.xml")),
        "xl/workbook.xml": f'{DECLARATION}<workbook xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main" '
        f'xmlns:r="{OFFICE}"><sheets>{named}</sheets></workbook>',
    }
    parts |= {f"xl/worksheets/sheet{n}.xml": xml for n, xml in zip(numbers, sheets, strict=True)}
    if strings:
        parts["xl/sharedStrings.xml"] = strings
    return parts


def inline(reference: str, text: str) -> str:
    return f'<c r="{reference}" t="inlineStr"><is><t>{text}</t></is></c>'


def ole(path: Path, name: str) -> Path:
    """An old Office container that holds a stream of that name."""
    path.write_bytes(OLE_HEAD + b"\0" * 2000 + name.encode("utf-16-le") + b"\0" * 500)
    return path


def drawing(*, page: tuple[float, float] = (595, 842), **options: object):
    """A canvas with a Chinese font, and the bytes it will write to."""
    from reportlab.pdfbase import pdfmetrics  # slow: wanted by the tests of PDF only
    from reportlab.pdfbase.cidfonts import UnicodeCIDFont  # slow: as above
    from reportlab.pdfgen.canvas import Canvas  # slow: as above

    pdfmetrics.registerFont(UnicodeCIDFont("STSong-Light"))
    target = io.BytesIO()
    canvas = Canvas(target, pagesize=page, **options)
    canvas.setFont("STSong-Light", 10)
    return canvas, target


def draw_table(
    canvas, rows: list[list[str]], *, top: float, widths: list[float], height: float = 30
) -> float:
    """A ruled table; a line break in a text begins a new line in its cell. Gives where the table ends."""
    for row in rows:
        x = 60.0
        for text, width in zip(row, widths, strict=True):
            canvas.rect(x, top - height, width, height)
            for at, line in enumerate(text.split("\n")):
                canvas.drawString(x + 3, top - 12 - 13 * at, line)
            x += width
        top -= height
    return top


def finish(canvas, target: io.BytesIO, path: Path) -> Path:
    canvas.save()
    path.write_bytes(target.getvalue())
    return path
