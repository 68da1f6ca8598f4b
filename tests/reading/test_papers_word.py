"""Word: what a .docx prints is what is read, in the order of the page."""

from __future__ import annotations

import pytest

from gaodi.reading.paper import Line, Stopped, Table
from gaodi.reading.papers import open_paper
from gaodi.reading.papers.numbering import chinese, in_format
from tests.reading.makers import (
    HEAD,
    TASK,
    W_NS,
    level,
    lists,
    numbered,
    p,
    package,
    relations,
    tbl,
    tc,
    tr,
    word,
    word_parts,
)

MC = "http://schemas.openxmlformats.org/markup-compatibility/2006"
WPS = "http://schemas.microsoft.com/office/word/2010/wordprocessingShape"


def texts(table: Table) -> list[list[str]]:
    return [[cell.text for cell in row] for row in table.rows]


def read(tmp_path, body: str, **parts: str):
    return open_paper(word(tmp_path / "清单.docx", body, **parts))


def lines_of(tmp_path, body: str, **parts: str) -> list[str]:
    return [line.text for line in read(tmp_path, body, **parts).lines()]


def table_of(tmp_path, *rows: str | list[str], **parts: str) -> Table:
    return next(read(tmp_path, tbl(*rows), **parts).tables())


def numbers_of(tmp_path, body: str, **parts: str) -> list[str | None]:
    return [line.number for line in read(tmp_path, body, **parts).lines()]


def box(content: str) -> str:
    """A text box as Word writes it: once for new programs, once for old ones."""
    inside = f"<w:txbxContent>{content}</w:txbxContent>"
    return (
        f'<w:p><w:r><mc:AlternateContent xmlns:mc="{MC}"><mc:Choice Requires="wps"><w:drawing>'
        f'<wps:txbx xmlns:wps="{WPS}">{inside}</wps:txbx></w:drawing></mc:Choice><mc:Fallback><w:pict>{inside}'
        "</w:pict></mc:Fallback></mc:AlternateContent></w:r></w:p>"
    )


def test_lines_and_tables_come_in_the_order_of_the_body_with_their_places(tmp_path):
    paper = read(tmp_path, p("附件") + p("") + p("青山县任务清单") + tbl(HEAD, TASK) + p("注：略"))

    assert paper.kind == "docx"
    assert paper.warnings == []
    first, title, table, note = paper.blocks
    assert (first, title, note) == (
        Line("附件", "line 1"),
        Line("青山县任务清单", "line 3"),
        Line("注：略", "line 4"),
    )
    assert texts(table) == [HEAD, TASK]
    assert table.rows[1][3].where == "table 1 row 2 cell 4"


def test_text_is_kept_to_the_blank(tmp_path):
    run = "<w:t xml:space='preserve'> 甲 </w:t><w:tab/><w:t>乙</w:t><w:noBreakHyphen/><w:t>丙</w:t>"

    assert lines_of(tmp_path, f"<w:p><w:r>{run}</w:r></w:p>") == [" 甲 \t乙-丙"]


def test_a_line_broken_by_hand_is_two_lines_at_their_offsets(tmp_path):
    paper = read(tmp_path, "<w:p><w:r><w:t>一、甲</w:t><w:br/><w:t>二、乙</w:t></w:r></w:p>")

    assert paper.blocks == [Line("一、甲", "line 1"), Line("二、乙", "line 1", offset=4)]


def test_a_page_break_is_no_line_break(tmp_path):
    assert lines_of(tmp_path, '<w:p><w:r><w:t>甲</w:t><w:br w:type="page"/><w:t>乙</w:t></w:r></w:p>') == [
        "甲乙"
    ]


def test_paragraphs_of_a_cell_are_lines_of_its_text(tmp_path):
    assert texts(table_of(tmp_path, ["1", p("牵头：县卫健局") + p("配合：县财政局")])) == [
        ["1", "牵头：县卫健局\n配合：县财政局"]
    ]


def test_links_fields_content_controls_and_old_tags_print_their_text(tmp_path):
    body = (
        "<w:sdt><w:sdtPr><w:alias w:val='x'/></w:sdtPr><w:sdtContent>"
        "<w:p><w:hyperlink><w:r><w:t>链</w:t></w:r></w:hyperlink>"
        "<w:r><w:fldChar w:fldCharType='begin'/></w:r><w:r><w:instrText>PAGE</w:instrText></w:r>"
        "<w:fldSimple w:instr='DATE'><w:r><w:t>域</w:t></w:r></w:fldSimple>"
        "<w:smartTag><w:r><w:t>签</w:t></w:r></w:smartTag></w:p></w:sdtContent></w:sdt>"
    )

    assert lines_of(tmp_path, body) == ["链域签"]


def test_content_controls_around_rows_and_cells_are_looked_through(tmp_path):
    row = f"<w:sdt><w:sdtContent>{tr(*TASK)}</w:sdtContent></w:sdt>"
    cell = f"<w:tr><w:sdt><w:sdtContent>{tc('甲')}</w:sdtContent></w:sdt>{tc('乙')}</w:tr>"

    assert texts(table_of(tmp_path, HEAD, row)) == [HEAD, TASK]
    assert texts(table_of(tmp_path, cell)) == [["甲", "乙"]]


def test_pinyin_above_a_character_is_not_read(tmp_path):
    ruby = "<w:ruby><w:rt><w:r><w:t>qū</w:t></w:r></w:rt><w:rubyBase><w:r><w:t>区</w:t></w:r></w:rubyBase></w:ruby>"

    assert lines_of(tmp_path, f"<w:p><w:r>{ruby}<w:t>教育局</w:t></w:r></w:p>") == ["区教育局"]


def test_a_cell_over_columns_covers_them(tmp_path):
    table = table_of(tmp_path, HEAD, tr(tc("一、民生", '<w:gridSpan w:val="5"/>')))

    assert [cell.text for cell in table.rows[1]] == ["一、民生"] * 5
    assert [cell.covered for cell in table.rows[1]] == ["", *["across"] * 4]
    assert {cell.where for cell in table.rows[1]} == {"table 1 row 2 cell 1"}


def test_a_cell_over_rows_covers_them_and_its_place_stays(tmp_path):
    down = '<w:vMerge w:val="restart"/>'
    table = table_of(tmp_path, tr(tc("1", down), "甲"), tr(tc("", "<w:vMerge/>"), "乙"), ["2", "丙"])

    assert texts(table) == [["1", "甲"], ["1", "乙"], ["2", "丙"]]
    assert table.rows[1][0].covered == "down"
    assert table.rows[1][0].where == "table 1 row 1 cell 1"
    assert table.rows[1][1].where == "table 1 row 2 cell 2"


def test_a_block_over_rows_and_columns_is_covered_all_over(tmp_path):
    span = '<w:gridSpan w:val="2"/>'
    first = tr(tc("块", span + '<w:vMerge w:val="restart"/>'), "右")
    table = table_of(tmp_path, first, tr(tc("", span + "<w:vMerge/>"), "下"))

    assert texts(table) == [["块", "块", "右"], ["块", "块", "下"]]
    assert [[cell.covered for cell in row] for row in table.rows] == [
        ["", "across", ""],
        ["down", "down", ""],
    ]


def test_columns_stay_in_line_where_a_row_begins_later_or_spans(tmp_path):
    late = tr("乙", "丙", properties='<w:gridBefore w:val="1"/>')
    table = table_of(tmp_path, ["1", "2", "3"], late)

    assert texts(table) == [["1", "2", "3"], ["", "乙", "丙"]]
    assert table.rows[1][1].where == "table 1 row 2 cell 2"


def test_a_merge_that_nothing_begins_is_an_empty_cell(tmp_path):
    assert texts(table_of(tmp_path, tr(tc("", "<w:vMerge/>"), "甲"))) == [["", "甲"]]


def test_an_absurd_span_does_not_cost_memory(tmp_path):
    table = table_of(tmp_path, tr(tc("甲", '<w:gridSpan w:val="999999"/>')))

    assert len(table.rows[0]) < 100


CHANGED = '<w:ins w:id="1" w:author="x">{}</w:ins>', '<w:del w:id="2" w:author="x">{}</w:del>'
DRAFT = ["文档含有修订痕迹，已按全部接受修订识读，请核对是否为定稿。"]


def test_changes_are_read_as_accepted_with_a_warning(tmp_path):
    ins, cut = CHANGED
    body = (
        "<w:p><w:r><w:t>培训</w:t></w:r>"
        + cut.format("<w:r><w:delText>800</w:delText></w:r>")
        + ins.format("<w:r><w:t>1200</w:t></w:r>")
        + "<w:moveFrom><w:r><w:t>旧</w:t></w:r></w:moveFrom><w:moveTo><w:r><w:t>人次</w:t></w:r></w:moveTo></w:p>"
    )

    paper = read(tmp_path, body)

    assert [line.text for line in paper.lines()] == ["培训1200人次"]
    assert paper.warnings == DRAFT


def test_deleted_rows_are_dropped_and_inserted_ones_kept(tmp_path):
    gone, new = tr("1", "旧", properties='<w:del w:id="1"/>'), tr("1", "新", properties='<w:ins w:id="2"/>')
    paper = read(tmp_path, tbl(["序号", "任务"], gone, new))

    assert texts(next(paper.tables())) == [["序号", "任务"], ["1", "新"]]
    assert paper.warnings == DRAFT


def test_a_paragraph_whose_end_was_deleted_goes_on_in_the_next(tmp_path):
    deleted_end = '<w:rPr><w:del w:id="1"/></w:rPr>'

    assert lines_of(tmp_path, p("前半", properties=deleted_end) + p("后半")) == ["前半后半"]
    assert texts(table_of(tmp_path, [p("前半", properties=deleted_end) + p("后半")])) == [["前半后半"]]


def test_hidden_text_is_left_out_with_a_warning(tmp_path):
    hidden = "<w:r><w:rPr><w:vanish/></w:rPr><w:t>内部</w:t></w:r>"
    paper = read(tmp_path, f"<w:p>{hidden}<w:r><w:t>公开</w:t></w:r></w:p>")

    assert [line.text for line in paper.lines()] == ["公开"]
    assert paper.warnings == ["文档含有设为隐藏的文字，未予识读，请核对。"]


def test_a_text_box_is_read_once_after_its_paragraph(tmp_path):
    paper = read(tmp_path, box(p("青山县") + p("任务清单")) + p("正文"))

    assert paper.blocks == [
        Line("青山县", "text box 1 line 1"),
        Line("任务清单", "text box 1 line 2"),
        Line("正文", "line 2"),
    ]


def test_a_table_in_a_text_box_is_a_table(tmp_path):
    assert texts(next(read(tmp_path, box(tbl(HEAD, TASK))).tables())) == [HEAD, TASK]


def test_a_text_box_in_a_cell_is_part_of_the_cell(tmp_path):
    assert texts(table_of(tmp_path, ["1", p("甲") + box(p("乙"))])) == [["1", "甲\n\n乙"]]


def test_a_table_that_only_frames_others_is_looked_through(tmp_path):
    framed = f"<w:tc>{p('标题')}{tbl(HEAD, TASK)}{p('注：略')}</w:tc>"
    paper = read(tmp_path, tbl(f"<w:tr>{framed}</w:tr>"))

    title, table, note = paper.blocks
    assert (title.text, note.text) == ("标题", "注：略")
    assert texts(table) == [HEAD, TASK]


def test_a_small_table_in_a_cell_is_part_of_its_text(tmp_path):
    inner = f"<w:tc>{p('分工：')}{tbl(['甲', '乙'])}{p('完')}</w:tc>"

    assert texts(table_of(tmp_path, HEAD, f"<w:tr>{tc('1')}{inner}</w:tr>"))[1] == ["1", "分工：\n甲\n乙\n完"]


def test_headers_footers_and_comments_are_not_read(tmp_path):
    parts = word_parts(p("正文")) | {
        "word/header1.xml": f"<w:hdr {W_NS}>{p('页眉')}</w:hdr>",
        "word/comments.xml": f"<w:comments {W_NS}>{p('批注')}</w:comments>",
    }

    assert [line.text for line in open_paper(package(tmp_path / "页眉.docx", parts)).lines()] == ["正文"]


def test_a_file_put_in_whole_is_announced(tmp_path):
    assert "altChunk" in read(tmp_path, p("正文") + '<w:altChunk r:id="x" xmlns:r="r"/>').warnings[0]


STYLES = (
    '<w:style w:type="paragraph" w:styleId="a"><w:name w:val="Title"/></w:style>'
    '<w:style w:type="paragraph" w:styleId="1"><w:name w:val="heading 1"/></w:style>'
    '<w:style w:type="paragraph" w:styleId="x"><w:name w:val="自定"/><w:basedOn w:val="1"/></w:style>'
    '<w:style w:type="paragraph" w:styleId="y"><w:name w:val="环"/><w:basedOn w:val="y"/></w:style>'
)


@pytest.mark.parametrize(
    ("properties", "style"),
    [
        ('<w:pStyle w:val="a"/>', "title"),
        ('<w:pStyle w:val="1"/>', "heading"),
        ('<w:pStyle w:val="x"/>', "heading"),
        ('<w:pStyle w:val="y"/>', ""),
        ('<w:outlineLvl w:val="1"/>', "heading"),
        ('<w:outlineLvl w:val="9"/>', ""),
        ("", ""),
    ],
)
def test_titles_and_headings_are_known_by_their_style(tmp_path, properties, style):
    paper = read(tmp_path, p("题", properties=properties), styles=STYLES)

    assert [line.style for line in paper.lines()] == [style]


def test_numbers_made_by_word_stand_before_lines_and_in_cells(tmp_path):
    numbering = lists(level(0, "chineseCounting", "%1、"), level(1, "decimal", "（%2）"))
    body = (
        numbered("甲")
        + numbered("乙", depth=1)
        + numbered("丙", depth=1)
        + numbered("丁")
        + numbered("戊", depth=1)
    )

    assert numbers_of(tmp_path, body, numbering=numbering) == ["一、", "（1）", "（2）", "二、", "（1）"]
    table = table_of(tmp_path, [numbered(""), "甲"], [numbered(""), "乙"], numbering=numbering)
    assert [(row[0].number, row[0].text) for row in table.rows] == [("一、", ""), ("二、", "")]


def test_a_number_may_name_the_levels_above_it(tmp_path):
    numbering = lists(level(0, "chineseCounting", "%1"), level(1, "decimal", "%1.%2", "<w:isLgl/>"))
    body = numbered("甲") + numbered("乙", depth=1) + numbered("丙") + numbered("丁", depth=1)

    assert numbers_of(tmp_path, body, numbering=numbering) == ["一", "1.1", "二", "2.1"]


def test_a_list_may_start_anew_and_another_go_on(tmp_path):
    nums = (
        '<w:num w:numId="1"><w:abstractNumId w:val="0"/></w:num>'
        '<w:num w:numId="2"><w:abstractNumId w:val="0"/><w:lvlOverride w:ilvl="0"><w:startOverride w:val="5"/>'
        '</w:lvlOverride></w:num><w:num w:numId="3"><w:abstractNumId w:val="0"/></w:num>'
    )
    body = "".join(numbered("x", list_id) for list_id in (1, 1, 2, 2, 3))

    found = numbers_of(tmp_path, body, numbering=lists(level(0, "decimal", "%1."), nums=nums))

    assert found == ["1.", "2.", "5.", "6.", "7."]


def test_bullets_and_unknown_lists_give_no_number(tmp_path):
    numbering = lists(level(0, "bullet", "●"))

    assert numbers_of(tmp_path, numbered("甲") + numbered("乙", 7), numbering=numbering) == [None, None]


def test_a_style_may_bring_the_number_and_list_0_take_it_away(tmp_path):
    styles = (
        '<w:style w:type="paragraph" w:styleId="n"><w:name w:val="编号"/><w:pPr><w:numPr><w:numId w:val="1"/>'
        "</w:numPr></w:pPr></w:style>"
    )
    own = '<w:pStyle w:val="n"/>'
    body = p("甲", properties=own) + p("乙", properties=own + '<w:numPr><w:numId w:val="0"/></w:numPr>')

    found = numbers_of(tmp_path, body, styles=styles, numbering=lists(level(0, "decimal", "%1.")))

    assert found == ["1.", None]


def test_rows_whose_deletion_is_tracked_do_not_count_in_a_list(tmp_path):
    gone = tr(numbered(""), "旧", properties='<w:del w:id="1"/>')
    table = table_of(tmp_path, gone, [numbered(""), "新"], numbering=lists(level(0, "decimal", "%1")))

    assert [row[0].number for row in table.rows] == ["1"]


@pytest.mark.parametrize(
    ("form", "number", "printed"),
    [
        ("decimal", 3, "3"),
        ("decimalZero", 3, "03"),
        ("chineseCountingThousand", 21, "二十一"),
        ("japaneseCounting", 10, "十"),
        ("ideographTraditional", 2, "乙"),
        ("ideographZodiac", 13, "子"),
        ("chineseLegalSimplified", 12, "拾贰"),
        ("decimalEnclosedCircleChinese", 20, "⑳"),
        ("decimalEnclosedCircle", 36, "㊱"),
        ("decimalFullWidth", 12, "１２"),
        ("upperRoman", 14, "XIV"),
        ("lowerLetter", 28, "bb"),
        ("ideographDigital", 10, "一〇"),
        ("none", 1, ""),
        ("heard of by nobody", 4, "4"),
    ],
)
def test_numbers_print_in_their_format(form, number, printed):
    assert in_format(number, form) == printed


@pytest.mark.parametrize(
    ("number", "said"),
    [
        (1, "一"),
        (11, "十一"),
        (20, "二十"),
        (101, "一百零一"),
        (110, "一百一十"),
        (1005, "一千零五"),
        (0, "零"),
    ],
)
def test_numbers_are_counted_in_chinese(number, said):
    assert chinese(number) == said


@pytest.mark.parametrize("target", ["https://192.0.2.1/a.dotm", r"\\host\share\a.dotm", "file://host/a.dotm"])
def test_a_template_at_an_address_is_announced_and_never_asked(tmp_path, target):
    parts = word_parts(p("正文")) | {
        "word/_rels/settings.xml.rels": relations(("r1", "attachedTemplate", target), external=True)
    }

    assert "外部地址" in open_paper(package(tmp_path / "模板.docx", parts)).warnings[0]


@pytest.mark.parametrize(
    ("kind", "target"),
    [("hyperlink", "https://192.0.2.1/"), ("attachedTemplate", r"file:///C:\Users\a\Normal.dotm")],
)
def test_links_to_click_and_templates_of_this_computer_are_no_cause_to_warn(tmp_path, kind, target):
    parts = word_parts(p("正文")) | {
        "word/_rels/settings.xml.rels": relations(("r1", kind, target), external=True)
    }

    assert open_paper(package(tmp_path / "链接.docx", parts)).warnings == []


def test_the_strict_variant_of_the_format_is_read(tmp_path):
    strict = {
        name: content.replace(
            "http://schemas.openxmlformats.org/wordprocessingml/2006/main",
            "http://purl.oclc.org/ooxml/wordprocessingml/main",
        ).replace(
            "http://schemas.openxmlformats.org/officeDocument/2006/relationships",
            "http://purl.oclc.org/ooxml/officeDocument/relationships",
        )
        for name, content in word_parts(tbl(HEAD, TASK)).items()
    }

    assert texts(next(open_paper(package(tmp_path / "严格.docx", strict)).tables())) == [HEAD, TASK]


def test_unseen_characters_are_dropped_and_named_by_their_cells(tmp_path):
    paper = read(tmp_path, p("甲\u200b") + tbl(["1", "县\u202e卫健局"]))

    assert texts(next(paper.tables())) == [["1", "县卫健局"]]
    assert paper.warnings == [
        "第1行、第1个表第1行第2格含有看不见的控制字符（U+200B、U+202E），已去掉，请核对。"
    ]


def test_a_long_table_tells_its_progress_and_can_be_stopped(tmp_path):
    path = word(tmp_path / "长.docx", tbl(*[TASK] * 250))

    def stop(done, total, what):
        assert (done, total, what) == (200, 0, "第1个表第200行")
        raise Stopped

    with pytest.raises(Stopped):
        open_paper(path, progress=stop)
