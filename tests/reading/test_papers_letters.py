"""Texts, CSV and Markdown: whatever letters they are written in, whatever stands between their cells."""

from __future__ import annotations

import codecs

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from gaodi.reading.paper import Line, RefusedPaper, Table
from gaodi.reading.papers import open_paper
from gaodi.reading.papers.decode import decode
from gaodi.reading.papers.delimited import read_delimited
from gaodi.reading.papers.sweep import INVISIBLE, Sweeper, in_chinese

CSV = "序号,任务内容,牵头单位\n1,修建村级卫生室4间。,县卫健局\n2,配备医生6名。,县人社局\n"
ROWS = [
    ["序号", "任务内容", "牵头单位"],
    ["1", "修建村级卫生室4间。", "县卫健局"],
    ["2", "配备医生6名。", "县人社局"],
]


def texts(table: Table) -> list[list[str]]:
    return [[cell.text for cell in row] for row in table.rows]


def opened(tmp_path, data: bytes | str, name: str = "清单.csv"):
    path = tmp_path / name
    path.write_bytes(data if isinstance(data, bytes) else data.encode())
    return open_paper(path)


def rows_of(tmp_path, data: bytes | str, name: str = "清单.csv") -> list[list[str]]:
    return [row for table in opened(tmp_path, data, name).tables() for row in texts(table)]


def refusal(tmp_path, data: bytes | str, name: str = "清单.csv") -> str:
    with pytest.raises(RefusedPaper) as refused:
        opened(tmp_path, data, name)
    return str(refused.value)


# ------------------------------------------------------------------ letters


@pytest.mark.parametrize("code", ["utf-8", "utf-8-sig", "gbk", "gb18030", "utf-16", "utf-32"])
@pytest.mark.parametrize("ends", ["\n", "\r\n", "\r"])
def test_the_usual_letters_are_known_without_a_word(tmp_path, code, ends):
    paper = opened(tmp_path, CSV.replace("\n", ends).encode(code))

    assert texts(paper.blocks[0]) == ROWS
    assert paper.warnings == []


@pytest.mark.parametrize("code", ["utf-16-le", "utf-16-be"])
def test_utf16_without_a_mark_is_guessed_with_a_warning(tmp_path, code):
    paper = opened(tmp_path, CSV.encode(code))

    assert texts(paper.blocks[0]) == ROWS
    assert paper.warnings[0].startswith("文件没有注明编码，按 UTF-16")


def test_utf16_of_the_other_order_is_known_by_its_mark(tmp_path):
    assert rows_of(tmp_path, codecs.BOM_UTF16_BE + CSV.encode("utf-16-be")) == ROWS


def test_rare_characters_of_gb18030_are_kept(tmp_path):
    assert (
        rows_of(tmp_path, "序号,任务\n1,𬭎㛃镕县教育局组织培训。\n".encode("gb18030"))[1][1]
        == "𬭎㛃镕县教育局组织培训。"
    )


def test_big5_is_guessed_with_a_warning(tmp_path):
    text = "序號,工作任務,責任部門\n1,積極推進綜合保稅區的建設。,財政部、稅務總局\n2,釋放企業產能。,商務部\n"
    paper = opened(tmp_path, text.encode("big5"))

    assert texts(paper.blocks[0])[1][1] == "積極推進綜合保稅區的建設。"
    assert "Big5" in paper.warnings[0]


def test_traditional_characters_in_gbk_stay_gbk(tmp_path):
    text = "序號,工作任務,責任部門\n1,積極推進綜合保稅區的建設。,財政部、稅務總局\n"

    assert rows_of(tmp_path, text.encode("gbk"))[1][1] == "積極推進綜合保稅區的建設。"


@pytest.mark.parametrize(
    ("first", "then"), [("utf-8", "gb18030"), ("gb18030", "utf-8"), ("utf-8-sig", "gb18030")]
)
def test_mixed_letters_are_refused_naming_the_line(tmp_path, first, then):
    lines = CSV.splitlines(keepends=True)
    data = "".join(lines[:2]).encode(first) + "".join(lines[2:]).encode(then)

    assert refusal(tmp_path, data).startswith("第3行的编码与前面各行不同")


def test_one_broken_byte_is_refused_naming_the_line(tmp_path):
    assert refusal(tmp_path, CSV.encode()[:-3] + b"\n").startswith("第3行的编码")


def test_letters_of_no_known_kind_are_refused(tmp_path):
    assert "第2行" in refusal(tmp_path, "序号,任务\n".encode("gb18030") + b"\xff\xfe\xfd,\x80\n")


def test_ascii_alone_is_ascii():
    assert decode(b"a,b\n") == ("a,b\n", [])


@settings(deadline=None)
@given(st.text(st.characters(codec="gb18030", exclude_categories=["C"]), min_size=1))
def test_utf8_is_always_what_it_was(text):
    assert decode(text.encode())[0] == text


# ------------------------------------------------------------------ unseen characters


def test_nul_is_dropped_naming_the_line(tmp_path):
    paper = opened(tmp_path, CSV.replace("卫生室", "卫\0生室"))

    assert texts(paper.blocks[0]) == ROWS
    assert paper.warnings == ["第2行含有看不见的控制字符（NUL），已去掉，请核对。"]


@pytest.mark.parametrize(
    "code", [0x200B, 0x200F, 0x202E, 0x2066, 0xFEFF, 0xAD, 0x1, 0x7F, 0x85, 0x2060, 0xE0041]
)
def test_unseen_characters_are_dropped_and_told(tmp_path, code):
    paper = opened(tmp_path, CSV.replace("卫健", f"卫{chr(code)}健"))

    assert texts(paper.blocks[0]) == ROWS
    assert f"U+{code:04X}" in paper.warnings[0]


@pytest.mark.parametrize("char", ["\u3000", "\xa0", "\ue000", "葛\U000e0100", "·", "㊣"])
def test_seen_characters_stay(tmp_path, char):
    paper = opened(tmp_path, f"甲{char}乙", "清单.txt")

    assert paper.blocks == [Line(f"甲{char}乙", "line 1")]
    assert paper.warnings == []


def test_many_places_are_counted(tmp_path):
    paper = opened(tmp_path, "甲\u200b\n" * 30, "清单.txt")

    assert "等30处" in paper.warnings[0]


@pytest.mark.parametrize(
    ("where", "said"),
    [
        ("line 12", "第12行"),
        ("table 1 row 5 cell 3", "第1个表第5行第3格"),
        ("sheet 任务 B7", "“任务”表B7"),
        ("page 3 row 4", "第3页表格第4行"),
        ("page 3 line 7", "第3页第7行"),
        ("text box 1 line 2", "文本框1第2行"),
        ("elsewhere", "elsewhere"),
    ],
)
def test_places_are_said_in_chinese(where, said):
    assert in_chinese(where) == said


# ------------------------------------------------------------------ delimited


@pytest.mark.parametrize("delimiter", [",", ";", "\t", "，", "；", "|"])
def test_any_delimiter_is_found(tmp_path, delimiter):
    assert rows_of(tmp_path, CSV.replace(",", delimiter)) == ROWS


def test_commas_in_the_text_do_not_hide_tabs(tmp_path):
    assert (
        rows_of(tmp_path, CSV.replace(",", "\t").replace("。", ",甲,乙"), "清单.tsv")[1][1]
        == "修建村级卫生室4间,甲,乙"
    )


def test_a_hint_for_excel_is_obeyed(tmp_path):
    assert rows_of(tmp_path, "sep=;\n" + CSV.replace(",", ";")) == ROWS


def test_cells_know_their_line_and_offset(tmp_path):
    (table,) = opened(tmp_path, '标题,,\n1,"甲\n乙",丙\n2, "丁" ,戊\n').tables()

    assert [(cell.text, cell.where, cell.offset) for row in table.rows[1:] for cell in row] == [
        ("1", "line 2", 0),
        ("甲\n乙", "line 2", 3),
        ("丙", "line 3", 3),
        ("2", "line 4", 0),
        ("丁", "line 4", 4),
        ("戊", "line 4", 8),
    ]


def test_doubled_quotes_are_one(tmp_path):
    assert rows_of(tmp_path, '1,"推进""放管服""改革",县局\n') == [["1", '推进"放管服"改革', "县局"]]


def test_bare_quotes_in_one_line_are_forgiven(tmp_path):
    assert rows_of(tmp_path, '1,"推进"放管服"改革",县局\n2,深化"放管服",县局\n') == [
        ["1", '推进"放管服"改革', "县局"],
        ["2", '深化"放管服"', "县局"],
    ]


UNCLOSED = '序号,任务,牵头\n1,甲,县局\n2,"乙,县局\n3,丙,县局\n'


@pytest.mark.parametrize(
    "more", ["", '4,"丁",县局\n', '4,新建"公园",县局\n', '4,丁,"县局"\n5,"戊",县局\n', '4,丁"\n']
)
def test_a_quote_that_never_closes_is_refused_naming_its_line(tmp_path, more):
    assert refusal(tmp_path, UNCLOSED + more).startswith("第3行有未闭合的引号")


def test_blank_lines_and_empty_cells_at_the_end(tmp_path):
    assert rows_of(tmp_path, "甲,乙,\n\n,,\n丙,丁") == [["甲", "乙", ""], ["丙", "丁"]]


SEEN = st.text(st.characters(exclude_categories=["C", "Z"]), max_size=8).filter(
    lambda text: not INVISIBLE.search(text)
)


@settings(deadline=None)
@given(
    st.lists(
        st.lists(SEEN, min_size=3, max_size=3),
        min_size=1,
        max_size=6,
    )
)
def test_what_is_quoted_by_the_rule_comes_back(rows):
    rows = [["甲" + row[0], *row[1:]] for row in rows]
    text = "\n".join(",".join('"' + cell.replace('"', '""') + '"' for cell in row) for row in rows)

    (table,) = read_delimited(text, Sweeper()).tables()

    assert texts(table) == rows


# ------------------------------------------------------------------ Markdown and plain text

MARKDOWN = """# 青山县任务表

> 依据文件制定。

| 序号 | 任务 | 单位 |
|:---:|---|---|
| 1 | 修建**卫生室** | 牵头：县卫健局<br>配合：/ |
| 2 |  | 甲\\|乙 |

- 注：略
"""


def test_a_markdown_paper_is_lines_and_tables(tmp_path):
    title, note, table, last = opened(tmp_path, MARKDOWN, "清单.md").blocks

    assert title == Line("青山县任务表", "line 1", style="title", offset=2)
    assert note == Line("依据文件制定。", "line 3", offset=2)
    assert last == Line("注：略", "line 10", offset=2)
    assert texts(table)[0] == ["序号", "任务", "单位"]
    assert [cell.where for cell in table.rows[1]] == ["line 7"] * 3


def test_markup_in_a_cell_is_blanked_so_that_every_offset_holds(tmp_path):
    (table,) = opened(tmp_path, MARKDOWN, "清单.md").tables()
    source = MARKDOWN.split("\n")[6]
    _, task, bodies = table.rows[1]

    assert [line.strip() for line in bodies.text.split("\n")] == ["牵头：县卫健局", "配合：/"]
    assert "".join(task.text.split()) == "修建卫生室"
    for cell, word in ((task, "卫生室"), (bodies, "县卫健局"), (bodies, "配合：/")):
        at = cell.offset + cell.text.index(word)
        assert source[at : at + len(word)] == word


def test_an_escaped_pipe_is_no_border(tmp_path):
    (table,) = opened(tmp_path, MARKDOWN, "清单.md").tables()

    assert table.rows[2][2].text == "甲 |乙"
    assert table.rows[2][1].text == ""


@pytest.mark.parametrize("name", ["清单.txt", "清单.md"])
@pytest.mark.parametrize(
    "text",
    [
        "标题\n\n| 序号 | 任务 |\n| --- | --- |\n| 1 | 甲 |",
        "标题\n序号 | 任务 |\n1 | 甲 |",
        "标题\n序号 | 任务\n--- | ---\n1 | 甲",
        "标题\n｜序号｜任务｜\n｜1｜甲｜",
    ],
)
def test_pipes_make_a_table_in_any_text(tmp_path, name, text):
    paper = opened(tmp_path, text, name)

    assert [line.text for line in paper.lines()] == ["标题"]
    assert rows_of(tmp_path, text, name) == [["序号", "任务"], ["1", "甲"]]


def test_empty_cells_of_a_pipe_table_stay(tmp_path):
    assert rows_of(tmp_path, "| a | | c |\n| | b | |", "清单.txt") == [["a", "", "c"], ["", "b", ""]]


def test_one_pipe_in_a_sentence_makes_no_table(tmp_path):
    paper = opened(tmp_path, "甲|乙的说明\n正文", "清单.txt")

    assert [line.text for line in paper.lines()] == ["甲|乙的说明", "正文"]


def test_plain_lines_are_kept_to_the_blank_and_numbered(tmp_path):
    paper = opened(tmp_path, "\ufeff标题\r\n\r\n  一、甲\t乙  \r\n# 不是标题", "清单.txt")

    assert paper.kind == "text"
    assert paper.blocks == [
        Line("标题", "line 1"),
        Line("  一、甲\t乙  ", "line 3"),
        Line("# 不是标题", "line 4"),
    ]


def test_tabs_in_line_make_a_table(tmp_path):
    paper = opened(tmp_path, "标题\n序号\t任务\t单位\n1\t甲\t县局\n2\t乙\t县局\n注", "清单.txt")

    assert [line.text for line in paper.lines()] == ["标题", "注"]
    assert rows_of(tmp_path, "序号\t任务\t单位\n1\t甲\t县局\n2\t乙\t县局", "清单.txt")[2] == [
        "2",
        "乙",
        "县局",
    ]


def test_code_fences_are_not_read(tmp_path):
    assert [line.text for line in opened(tmp_path, "```\n甲\n```", "清单.md").lines()] == ["甲"]


def test_a_text_of_one_endless_line_is_quick(tmp_path):
    paper = opened(tmp_path, "推进重点工作。" * 200_000, "清单.txt")

    assert len(paper.blocks) == 1


def test_too_many_lines_are_refused(tmp_path, monkeypatch):
    monkeypatch.setattr("gaodi.reading.papers.markdown.MAX_LINES", 5)

    assert "5 行" in refusal(tmp_path, "甲\n" * 9, "清单.txt")
