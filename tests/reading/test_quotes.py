"""Quotes and doubts: everything taken can be found where it was read, and what is unsure is said."""

from __future__ import annotations

from hypothesis import given, settings
from hypothesis import strategies as st

from gaodi.reading import read_paper
from gaodi.reading.paper import Cell, Line, Paper, Table
from gaodi.reading.rows import Row
from tests.reading.lists import lines_of, only, read_table, read_text

OFFICES = [
    "县教育局",
    "县人力资源社会保障局",
    "县委组织部（县公务员局）",
    "国网清江县供电公司",
    "各镇、街道",
    "县卫健局",
]
TEXTS = [
    "新建公园{}个，绿地率达到{}%以上。",
    "争取培训{}人次，每年不少于{}场。",
    "探索建立“1+X”机制，完善服务{}项、站点{}处。",
]
TIMES = ["2026年6月底前", "长期坚持", "每季度", "9月底前", "2025—2026年"]
offices = st.lists(st.sampled_from(OFFICES), min_size=1, max_size=4, unique=True)
rows = st.lists(
    st.tuples(
        st.sampled_from(TEXTS), st.integers(2, 900), offices, offices, st.sampled_from(TIMES), st.booleans()
    ),
    min_size=1,
    max_size=6,
)


def places(paper: Paper) -> dict[str, str]:
    """The text that stands in each place of a paper."""
    found: dict[str, str] = {}
    for block in paper.blocks:
        cells = [block] if isinstance(block, Line) else [cell for row in block.rows for cell in row]
        found.update({cell.where: " " * cell.offset + cell.text for cell in cells})
    return found


def assert_found(paper: Paper, found: list[Row]) -> None:
    texts = places(paper)
    for row in found:
        for quote in row.quotes:
            assert texts[quote.where][quote.start : quote.end] == quote.text
        names = {quote.purpose: "".join(quote.text.split()) for quote in row.quotes}
        assert [names[f"lead[{n}]"] for n in range(len(row.lead))] == row.lead
        assert [names[f"responsible[{n}]"] for n in range(len(row.responsible))] == row.responsible
        assert all(f"deadlines[{n}]" in names for n in range(len(row.deadlines)))
        assert all(f"targets[{n}]" in names for n in range(len(row.targets)))


@settings(deadline=None, max_examples=60)
@given(rows)
def test_every_quote_of_a_table_is_found_in_its_cell(made: list) -> None:
    head = [
        Cell(word, f"table 1 row 1 cell {n}")
        for n, word in enumerate(["序号", "任务", "牵头单位", "责任单位", "完成时限"], 1)
    ]
    table = [head]
    for r, (text, figure, lead, others, due, broken) in enumerate(made, 2):
        texts = [str(r - 1), text.format(figure, figure), "、".join(lead), "、".join(others) + "等", due]
        if broken:
            texts = [text[:-2] + "\n" + text[-2:] if len(text) > 5 else text for text in texts]
        table.append([Cell(text, f"table 1 row {r} cell {n}") for n, text in enumerate(texts, 1)])
    paper = Paper("docx", [Table(table)])

    reading = read_paper(paper)

    assert len(reading.rows) == len(made)
    assert_found(paper, reading.rows)


@settings(deadline=None, max_examples=60)
@given(rows)
def test_every_quote_of_a_paragraph_is_found_in_its_line(made: list) -> None:
    lines = []
    for n, (text, figure, lead, others, due, _) in enumerate(made, 1):
        bracket = f"（牵头单位：{'、'.join(lead)}；责任单位：{'、'.join(others)}；完成时限：{due}）"
        lines.append(Line(f"　　{n}.{text.format(figure, figure)}{bracket}", f"line {n}"))
    paper = Paper("text", [*lines])

    reading = read_paper(paper)

    assert len(reading.rows) == len(made)
    assert_found(paper, reading.rows)


def test_a_name_broken_over_two_lines_is_quoted_from_the_first() -> None:
    text = "\t序号\n\t任务内容\n\t责任单位\n\n\t1\n\t修路。\n\t县人力资源社会保障\n局"

    row = only(read_text(text))

    quote = next(quote for quote in row.quotes if quote.purpose == "responsible[0]")
    assert (quote.text, quote.where, quote.start) == ("县人力资源社会保障\n局", "line 7", 1)
    assert quote.text in text
    assert ("responsible[0]", "名称断在两行，已接上，请核对。") in row.doubts


def test_a_clean_row_has_no_doubts() -> None:
    assert (
        only(read_table("序号|任务|牵头单位|责任单位|完成时限", "1|修路。|县交通局|县财政局|2026年")).doubts
        == []
    )


def test_what_is_unsure_is_said() -> None:
    row = only(read_table("序号|任务|责任单位|完成时限", "1|修路。|县交通局、张三等|6月底前"))

    assert dict(row.doubts) == {
        "lead": "没有写明牵头单位，请指定。",
        "responsible[1]": "“张三”不像单位名称，请核对。",
        "deadlines[0]": "时限没有写年份，请补上年份。",
        "open_ended": "“等”待点名：名单没有写全。知道的单位请补上，不知道的入库后再点名。",
    }


def test_traditional_characters_and_pinyin_are_read_plainly_and_quoted_as_they_stand() -> None:
    lines = lines_of(
        "1.推進學校標準化建設，新增學位800個。（縣教育局、縣財政局負責，2026年8月底前完成）\n2.開展職業(yè)技能培訓。（縣人社局負責）"
    )
    paper = Paper("text", [*lines])

    first, second = read_paper(paper).rows

    assert (first.text, first.responsible) == (
        "推进学校标准化建设，新增学位800个。",
        ["县教育局", "县财政局"],
    )
    assert second.text == "开展职业技能培训。"
    quote = next(quote for quote in first.quotes if quote.purpose == "responsible[0]")
    assert (quote.text, lines[0].text[quote.start : quote.end]) == ("縣教育局", "縣教育局")
    assert ("text", "原文是繁体字，已转为简体识读，请对照原文。") in first.doubts


def test_the_rule_that_the_first_body_leads_is_known_in_traditional_characters() -> None:
    reading = read_text(
        "1.推進學校標準化建設。（縣教育局、縣財政局負責，列第一位者爲牽頭單位，下同）\n2.開展職業培訓。（縣財政局負責）"
    )

    assert [row.lead for row in reading.rows] == [["县教育局"], ["县财政局"]]
