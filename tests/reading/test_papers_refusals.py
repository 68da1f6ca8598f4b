"""What is no paper is refused in one Chinese sentence, each kind of it by its own."""

from __future__ import annotations

import re
import struct
import zipfile
from contextlib import suppress

import pytest

from gaodi.reading.paper import RefusedPaper
from gaodi.reading.papers import guard, open_paper
from gaodi.reading.papers import package as packages
from tests.reading.makers import (
    HEAD,
    PNG,
    TASK,
    content_types,
    document,
    drawing,
    excel_parts,
    finish,
    inline,
    ole,
    p,
    package,
    relations,
    sheet,
    tbl,
    word,
    word_parts,
)

LIST = p("青山县重点任务清单") + tbl(HEAD, TASK)
SENTENCE = re.compile(r"[^。]*[\u4e00-\u9fff]{4}[^。]*。")


def refusal(path, name=None) -> str:
    """The sentence by which the file is refused; exactly one."""
    with pytest.raises(RefusedPaper) as refused:
        open_paper(path, name=name)
    assert SENTENCE.fullmatch(str(refused.value))
    return str(refused.value)


def written(path, data: bytes):
    path.write_bytes(data)
    return path


def test_a_missing_file_is_refused(tmp_path):
    assert "找不到文件" in refusal(tmp_path / "无.docx")


def test_a_folder_is_refused(tmp_path):
    assert "不是一个文件" in refusal(tmp_path)


@pytest.mark.parametrize("kind", ["docx", "xlsx", "pdf", "csv", "md", "txt", "zip"])
def test_an_empty_file_is_refused(tmp_path, kind):
    assert "文件为空" in refusal(written(tmp_path / f"空.{kind}", b""))


def test_a_file_over_the_limit_is_refused_before_it_is_read(tmp_path):
    path = tmp_path / "大.docx"
    with path.open("wb") as file:
        file.truncate(guard.MAX_BYTES + 1)

    assert "200 MB" in refusal(path)


def test_a_text_over_its_own_limit_is_refused(tmp_path, monkeypatch):
    monkeypatch.setattr("gaodi.reading.papers.decode.MAX_TEXT", 10)

    assert "文本超过" in refusal(written(tmp_path / "大.txt", "很长的一段话。".encode()))


@pytest.mark.parametrize(
    ("name", "data", "said"),
    [
        ("图.docx", PNG, "图片"),
        ("图.pdf", PNG, "图片"),
        ("图.csv", b"\xff\xd8\xff\xe0\0\x10JFIF" + b"\0" * 300, "图片"),
        ("图.txt", b"GIF89a" + b"\1\2\0\0" * 100, "图片"),
        ("文.docx", "序号 任务".encode(), "纯文本"),
        ("文.xlsx", "序号,任务".encode("gb18030"), "纯文本"),
        ("文.pdf", "任务清单".encode(), "纯文本"),
        ("页.xls", "<html><body><table><tr><td>序号".encode("gb18030"), "网页"),
        ("页.xlsx", b"\xef\xbb\xbf<!DOCTYPE html><html>", "网页"),
        ("页.doc", b"MIME-Version: 1.0\r\nContent-Type: multipart/related\r\n", "网页"),
        ("页.txt", b"<html><head></head></html>", "网页"),
        ("富.doc", rb"{\rtf1\ansi }", "RTF"),
        ("富.docx", rb"{\rtf1\ansi }", "RTF"),
        ("旧.xls", b'<?xml version="1.0"?><?mso-application progid="Excel.Sheet"?><Workbook/>', "XML"),
        ("包.docx", b"Rar!\x1a\x07\0" + b"\0" * 300, "压缩包"),
        ("包.rar", b"Rar!\x1a\x07\0" + b"\0" * 300, "解压"),
        ("包.csv", b"PK\x03\x04" + b"\0" * 300, "压缩包"),
        ("文.docx", b"%PDF-1.7\n%%EOF", "PDF"),
        ("程.docx", b"MZ\x90\0\3\0\0\0" + bytes(range(32)) * 20, "二进制"),
        ("程.txt", b"\x7fELF\2\1\1" + bytes(range(1, 32)) * 20, "二进制"),
        ("版.ofd", b"PK\x03\x04" + b"\0" * 300, "OFD"),
        ("版.odt", b"PK\x03\x04" + b"\0" * 300, "OpenDocument"),
        ("片.pptx", b"PK\x03\x04" + b"\0" * 300, "后缀为 .pptx"),
        ("任务清单", b"abc", "没有后缀"),
    ],
)
def test_a_name_that_lies_or_is_unknown_is_told_what_the_file_is(tmp_path, name, data, said):
    assert said in refusal(written(tmp_path / name, data))


@pytest.mark.parametrize(
    ("stream", "name", "said"),
    [
        ("EncryptedPackage", "密.xlsx", "取消密码"),
        ("EncryptedPackage", "密.docx", "取消密码"),
        ("WordDocument", "旧.doc", "另存为 .docx"),
        ("WordDocument", "旧.docx", "另存为 .docx"),
        ("WordDocument", "旧.wps", "另存为 .docx"),
        ("Workbook", "旧.xls", "另存为 .xlsx"),
        ("Book", "旧.xlsx", "另存为 .xlsx"),
        ("PowerPoint Document", "片.docx", "演示文稿"),
        ("另类", "旧.et", "WPS 表格"),
        ("另类", "旧.docx", "旧版 Office"),
    ],
)
def test_an_old_office_container_is_told_how_to_be_saved(tmp_path, stream, name, said):
    assert said in refusal(ole(tmp_path / name, stream))


def test_the_name_a_file_was_sent_under_decides_its_kind(tmp_path):
    stored = word(tmp_path / "0f3a9c", LIST)

    assert open_paper(stored, name="清单.DOCX").kind == "docx"
    assert "后缀为 .exe" in refusal(stored, name="清单.docx.exe")


def test_a_zip_of_files_is_no_document(tmp_path):
    assert "压缩包" in refusal(package(tmp_path / "包.docx", {"清单.txt": "一", "说明.txt": "二"}))


def test_an_ofd_named_as_word_is_told_to_be_exported(tmp_path):
    assert "OFD" in refusal(package(tmp_path / "红头.docx", {"OFD.xml": "<ofd/>"}))


def test_an_open_document_named_as_word_is_told_to_be_saved(tmp_path):
    assert "OpenDocument" in refusal(package(tmp_path / "文.docx", {"mimetype": "application/vnd.oasis"}))


def test_a_workbook_named_as_word_is_told_its_right_name(tmp_path):
    assert "改回正确的后缀" in refusal(package(tmp_path / "表.docx", excel_parts(sheet(""))))


@pytest.mark.parametrize(
    ("kind", "said"),
    [
        ("application/vnd.ms-word.document.macroEnabled.main+xml", "宏"),
        ("application/vnd.ms-word.template.macroEnabledTemplate.main+xml", "宏"),
        ("application/vnd.openxmlformats-officedocument.wordprocessingml.template.main+xml", "模板"),
        ("application/vnd.ms-excel.sheet.binary.macroEnabled.main", "二进制工作簿"),
        ("application/vnd.openxmlformats-officedocument.presentationml.presentation.main+xml", "演示文稿"),
    ],
)
def test_a_document_of_another_type_is_refused(tmp_path, kind, said):
    parts = word_parts(LIST) | {"[Content_Types].xml": content_types("word/document.xml", kind)}

    assert said in refusal(package(tmp_path / "文.docx", parts))


@pytest.mark.parametrize("part", ["word/vbaProject.bin", "xl/macrosheets/sheet1.xml"])
def test_macros_are_found_by_their_parts(tmp_path, part):
    assert "宏" in refusal(package(tmp_path / "宏.docx", word_parts(LIST) | {part: b"x"}))


def test_a_default_type_for_macros_alone_is_no_macro(tmp_path):
    types = content_types("word/document.xml", packages.__name__).replace(
        "<Override", '<Default Extension="bin" ContentType="application/vnd.ms-office.vbaProject"/><Override'
    )

    assert open_paper(
        package(tmp_path / "无宏.docx", word_parts(LIST) | {"[Content_Types].xml": types})
    ).blocks


def test_the_first_half_of_a_document_is_damaged(tmp_path):
    whole = word(tmp_path / "全.docx", LIST).read_bytes()

    assert "已损坏" in refusal(written(tmp_path / "半.docx", whole[: len(whole) // 2]))


def test_a_document_with_flipped_bytes_is_damaged(tmp_path):
    path = word(tmp_path / "坏.docx", LIST * 20)
    data = bytearray(path.read_bytes())
    at = data.find(b"word/document.xml") + 30
    data[at : at + 40] = b"\xff" * 40

    assert "已损坏" in refusal(written(path, bytes(data)))


def test_a_package_without_its_document_is_damaged(tmp_path):
    parts = word_parts(LIST)
    del parts["word/document.xml"]

    assert "已损坏" in refusal(package(tmp_path / "缺.docx", parts))


@pytest.mark.parametrize("xml", ["<w:document", "not xml", document("</w:p>"), document("&undeclared;")])
def test_xml_that_is_none_is_damaged(tmp_path, xml):
    assert "已损坏" in refusal(package(tmp_path / "坏.docx", word_parts("") | {"word/document.xml": xml}))


def test_a_password_on_the_zip_is_refused(tmp_path):
    path = word(tmp_path / "密.docx", LIST)
    data = bytearray(path.read_bytes())
    for mark, flags in ((b"PK\x01\x02", 8), (b"PK\x03\x04", 6)):
        at = -1
        while (at := data.find(mark, at + 1)) >= 0:
            data[at + flags] |= 1

    assert "取消密码" in refusal(written(path, bytes(data)))


ENTITIES = '<!DOCTYPE d [<!ENTITY a "好好好好好"><!ENTITY b "&a;&a;&a;&a;&a;">]>'


@pytest.mark.parametrize(
    "prolog", [ENTITIES, '<!DOCTYPE d [<!ENTITY x SYSTEM "file:///etc/hostname">]>', "<!DOCTYPE d>"]
)
def test_entities_are_refused(tmp_path, prolog):
    assert "DOCTYPE" in refusal(word(tmp_path / "实体.docx", LIST + p("&b;"), prolog=prolog))


def test_entities_behind_a_long_comment_are_refused(tmp_path):
    assert "DOCTYPE" in refusal(
        word(tmp_path / "实体.docx", LIST, prolog=f"<!--{'x' * 200_000}-->{ENTITIES}")
    )


def test_entities_in_other_parts_are_refused(tmp_path):
    strings = f'{ENTITIES}<sst xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"/>'

    assert "DOCTYPE" in refusal(package(tmp_path / "实体.xlsx", excel_parts(sheet(""), strings=strings)))
    assert "DOCTYPE" in refusal(word(tmp_path / "实体.docx", LIST, styles="<!DOCTYPE x>"))


def test_entities_in_wide_letters_are_refused(tmp_path):
    xml = document(LIST, ENTITIES).replace('encoding="UTF-8"', 'encoding="UTF-16"').encode("utf-16")

    assert "DOCTYPE" in refusal(package(tmp_path / "宽.docx", word_parts("") | {"word/document.xml": xml}))


@pytest.mark.parametrize("code", ["utf-7", "cp037", "utf-32"])
def test_letters_in_which_entities_could_hide_are_refused(tmp_path, code):
    xml = document(p("a"), ENTITIES.replace("好", "h")).replace("UTF-8", code).encode(code)

    refusal(package(tmp_path / "怪.docx", word_parts("") | {"word/document.xml": xml}))


@pytest.mark.parametrize("depth", [3_000, 200_000])
def test_xml_without_bottom_is_refused(tmp_path, depth):
    deep = "<w:smartTag>" * depth + "</w:smartTag>" * depth

    assert "已损坏" in refusal(word(tmp_path / "深.docx", deep))


@pytest.mark.parametrize("depth", [60, 600])
def test_tables_within_tables_cost_no_crash(tmp_path, depth):
    wrapped = "<w:tbl><w:tr><w:tc>" * depth + p("底") + "</w:tc></w:tr></w:tbl>" * depth

    with suppress(RefusedPaper):
        assert open_paper(word(tmp_path / "套.docx", wrapped)).blocks


def test_what_unpacks_to_more_than_the_limit_is_refused(tmp_path, monkeypatch):
    monkeypatch.setattr(packages, "MAX_XML", 1 << 20)

    assert "压缩炸弹" in refusal(word(tmp_path / "弹.docx", LIST + p("好" * 600_000)))


def test_the_limit_holds_for_all_parts_together_and_whatever_their_headers_say(tmp_path, monkeypatch):
    monkeypatch.setattr(packages, "MAX_XML", 1 << 20)
    path = word(tmp_path / "弹.docx", LIST + p("x" * 600_000), styles=f"<!--{'x' * 600_000}-->")
    data = bytearray(path.read_bytes())
    at = -1
    while (at := data.find(b"PK\x01\x02", at + 1)) >= 0:
        struct.pack_into("<I", data, at + 24, 100)

    refusal(written(path, bytes(data)))


def test_pictures_are_never_unpacked(tmp_path, monkeypatch):
    monkeypatch.setattr(packages, "MAX_XML", 1 << 20)
    parts = word_parts(LIST) | {f"word/media/{n}.bmp": b"\0" * (2 << 20) for n in range(3)}

    assert open_paper(package(tmp_path / "图.docx", parts)).blocks


def test_too_many_members_are_refused_by_the_end_of_the_file_alone(tmp_path):
    parts = word_parts(LIST) | {f"x/{n}.xml": "" for n in range(5_001)}

    assert "5000 个" in refusal(package(tmp_path / "多.docx", parts))


@pytest.mark.parametrize("name", ["../../x.xml", "/etc/x.xml", "C:/x.xml", "word/../../x"])
def test_names_that_lead_out_of_the_package_are_refused(tmp_path, name):
    assert "结构异常" in refusal(package(tmp_path / "出.docx", word_parts(LIST) | {name: "x"}))


def test_two_members_of_one_name_are_refused(tmp_path):
    path = word(tmp_path / "双.docx", LIST)
    with zipfile.ZipFile(path, "a") as archive, pytest.warns(UserWarning, match="Duplicate"):
        archive.writestr("word/document.xml", document(p("另一份")))

    assert "结构异常" in refusal(path)


def test_members_over_each_other_are_refused(tmp_path):
    path = word(tmp_path / "叠.docx", LIST)
    data = bytearray(path.read_bytes())
    first = data.find(b"PK\x01\x02")
    second = data.find(b"PK\x01\x02", first + 4)
    struct.pack_into("<I", data, second + 42, 10)

    assert "结构异常" in refusal(written(path, bytes(data)))


def test_more_rows_than_a_task_list_has_are_refused(tmp_path, monkeypatch):
    for module in ("word", "excel", "delimited", "markdown"):
        monkeypatch.setattr(f"gaodi.reading.papers.{module}.MAX_ROWS", 3)
    rows = "".join(f'<row r="{n}">{inline(f"A{n}", "任务")}</row>' for n in range(1, 6))

    assert "3 行" in refusal(word(tmp_path / "多.docx", tbl(*[TASK] * 5)))
    assert "不像是任务清单" in refusal(package(tmp_path / "多.xlsx", excel_parts(sheet(rows))))
    assert "3 行" in refusal(written(tmp_path / "多.csv", ("a,b\n" * 5).encode()))
    assert "3 行" in refusal(written(tmp_path / "多.md", ("|a|b|\n" * 5).encode()))


def test_a_sheet_wider_than_a_task_list_is_refused(tmp_path):
    rows = f'<row r="1">{inline("XFD1", "远")}</row>'

    assert "列" in refusal(package(tmp_path / "宽.xlsx", excel_parts(sheet(rows))))


def test_a_pdf_of_noise_is_damaged(tmp_path):
    assert "已损坏" in refusal(written(tmp_path / "噪.pdf", b"%PDF-1.7\n" + bytes(range(256)) * 8))


def test_the_first_half_of_a_pdf_is_refused(tmp_path):
    canvas, target = drawing()
    canvas.drawString(60, 700, "青山县重点任务清单，修建村级卫生室四间。")
    path = finish(canvas, target, tmp_path / "半.pdf")

    refusal(written(path, path.read_bytes()[:700]))


def test_a_pdf_with_a_password_is_refused(tmp_path):
    from reportlab.lib.pdfencrypt import StandardEncryption  # slow: for this test only

    canvas, target = drawing(encrypt=StandardEncryption("123456", "654321", canPrint=0))
    canvas.drawString(60, 700, "任务清单")

    assert "取消密码" in refusal(finish(canvas, target, tmp_path / "密.pdf"))


def test_a_scanned_pdf_is_sent_to_ocr(tmp_path):
    from PIL import Image  # slow: for this test only

    picture = tmp_path / "扫描.png"
    Image.new("L", (60, 80), 200).save(picture)
    canvas, target = drawing()
    canvas.drawImage(str(picture), 0, 0, 595, 842)

    assert "请先 OCR" in refusal(finish(canvas, target, tmp_path / "扫描.pdf"))


def test_a_pdf_without_anything_on_it_is_sent_to_ocr(tmp_path):
    canvas, target = drawing()
    canvas.showPage()

    assert "请先 OCR" in refusal(finish(canvas, target, tmp_path / "白.pdf"))


def test_a_pdf_bomb_is_refused(tmp_path, monkeypatch):
    monkeypatch.setattr("gaodi.reading.papers.pdf_guard.MAX_UNPACKED", 10_000)
    canvas, target = drawing(pageCompression=1)
    for _ in range(500):
        canvas.drawString(60, 700, "任务清单")

    assert "压缩炸弹" in refusal(finish(canvas, target, tmp_path / "弹.pdf"))


def pdf_of(path, *objects: str):
    """A PDF of hand-written objects, the first of them its catalog; the library finds them without a table."""
    body = "".join(f"{number} 0 obj\n{text}\nendobj\n" for number, text in enumerate(objects, 1))
    return written(
        path, f"%PDF-1.4\n{body}trailer\n<</Root 1 0 R/Size {len(objects) + 1}>>\n%%EOF\n".encode("latin-1")
    )


def stream(content: str, entries: str = "") -> str:
    return f"<<{entries}/Length {len(content)}>>\nstream\n{content}\nendstream"


def form(content: str, uses: int | None = None) -> str:
    resources = f"/Resources<</XObject<</A {uses} 0 R>>>>" if uses else ""
    return stream(content, f"/Type/XObject/Subtype/Form/BBox[0 0 9 9]{resources}")


CATALOG = ("<</Type/Catalog/Pages 2 0 R>>", "<</Type/Pages/Kids[3 0 R]/Count 1>>")
PAGE = "<</Type/Page/Parent 2 0 R/MediaBox[0 0 595 842]/Contents 4 0 R/Resources<</XObject<</A 5 0 R>>>>>>"


def test_a_drawing_that_draws_itself_is_refused(tmp_path):
    refusal(pdf_of(tmp_path / "环.pdf", *CATALOG, PAGE, stream("/A Do"), form("/A Do /A Do", 5)))


def test_drawings_that_multiply_are_refused(tmp_path):
    forms = [form("/A Do " * 10, number + 1) for number in range(5, 14)]

    assert "多得不像" in refusal(
        pdf_of(tmp_path / "倍.pdf", *CATALOG, PAGE, stream("/A Do"), *forms, form(""))
    )


def test_a_page_with_endless_text_is_refused(tmp_path, monkeypatch):
    monkeypatch.setattr("gaodi.reading.papers.pdf_guard.MAX_MARKS", 1_000)
    canvas, target = drawing()
    for _ in range(300):
        canvas.drawString(60, 700, "任务清单")

    assert "多得不像" in refusal(finish(canvas, target, tmp_path / "满.pdf"))


def test_more_pages_than_a_task_list_has_are_refused(tmp_path, monkeypatch):
    monkeypatch.setattr("gaodi.reading.papers.pdf.MAX_PAGES", 2)
    canvas, target = drawing()
    for _ in range(3):
        canvas.drawString(60, 700, "任务清单任务清单任务清单")
        canvas.showPage()

    assert "2 页" in refusal(finish(canvas, target, tmp_path / "多.pdf"))


def test_an_address_in_the_relations_is_never_a_reason_to_refuse(tmp_path):
    parts = word_parts(LIST) | {
        "word/_rels/settings.xml.rels": relations(
            ("r1", "attachedTemplate", "http://192.0.2.1/x.dotm"), external=True
        )
    }

    paper = open_paper(package(tmp_path / "模板.docx", parts))

    assert paper.warnings == ["文档引用了外部地址（模板、图片或其他文件），系统不会访问该地址，请核对来源。"]
