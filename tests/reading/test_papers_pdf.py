"""PDF: ruled tables over several pages and paragraphs over several lines, as a reader would see them."""

from __future__ import annotations

import pytest

from gaodi.reading import read_paper
from gaodi.reading.paper import Cell, Line, Stopped, Table
from gaodi.reading.papers import open_paper
from gaodi.reading.papers.pdf_tables import placed
from gaodi.reading.papers.pdf_text import PAGE_NUMBER, one_line
from tests.reading.makers import HEAD, draw_table, drawing, finish

WIDTHS = [30.0, 170.0, 90.0, 100.0, 80.0]


def texts(table: Table) -> list[list[str]]:
    return [[cell.text for cell in row] for row in table.rows]


@pytest.fixture
def page(tmp_path):
    """A page to draw on; ``read`` saves it and opens it as a paper."""
    return page_in(tmp_path, 595)


@pytest.fixture
def narrow_page(tmp_path):
    """A page that some eighteen letters fill."""
    return page_in(tmp_path, 310)


def page_in(tmp_path, width: float):
    canvas, target = drawing(page=(width, 842))

    def turn(number=None):
        if number is not None:
            canvas.drawCentredString(width / 2, 30, f"— {number} —")
        canvas.showPage()
        canvas.setFont("STSong-Light", 10)

    def read(**options):
        return open_paper(finish(canvas, target, tmp_path / "清单.pdf"), **options)

    canvas.turn, canvas.read = turn, read
    return canvas


def task(number: int) -> list[str]:
    return [str(number), f"修建村级卫生室{number}间。", "县卫健局", "县财政局", "2026年底前"]


def test_a_ruled_table_is_read_with_the_lines_around_it(page):
    page.drawCentredString(297, 780, "青山县重点任务清单")
    end = draw_table(page, [HEAD, task(1)], top=760, widths=WIDTHS)
    page.drawString(60, end - 20, "注：本表由县政府督查室解释。")

    title, table, note = page.read().blocks

    assert (title, note) == (
        Line("青山县重点任务清单", "page 1 line 1"),
        Line("注：本表由县政府督查室解释。", "page 1 line 2"),
    )
    assert texts(table) == [HEAD, task(1)]
    assert {cell.where for cell in table.rows[1]} == {"page 1 row 2"}
    line = "\t".join(task(1))
    assert [line[cell.offset :].partition("\t")[0] for cell in table.rows[1]] == task(1)


def test_a_quote_of_a_row_counts_in_what_its_cells_say(page):
    draw_table(page, [HEAD, task(1), ["2", "修路5里。", "县交通局", "", "2026年"]], top=780, widths=WIDTHS)

    rows = read_paper(page.read()).rows

    places = {"page 1 row 2": "\t".join(task(1)), "page 1 row 3": "2\t修路5里。\t县交通局\t\t2026年"}
    for quote in (quote for row in rows for quote in row.quotes):
        assert places[quote.where][quote.start : quote.end] == quote.text


def test_a_covered_cell_stands_where_the_cell_over_it_stands() -> None:
    def cell(text, covered=""):
        return Cell(text, "page 1 row 1", covered=covered)

    above = [cell("1"), cell("办学"), cell("", "across"), cell("建校。")]
    below = [cell("1", "down"), cell("办学", "down"), cell("", "down"), cell("招生。")]

    assert [[cell.offset for cell in row] for row in placed([above, below])] == [[0, 2, 2, 5], [0, 2, 2, 0]]


def test_a_table_goes_on_over_pages_and_its_repeated_head_is_dropped(page):
    for start in (1, 3, 5):
        draw_table(page, [HEAD, task(start), task(start + 1)], top=780, widths=WIDTHS)
        page.turn(start)

    (table,) = page.read().blocks

    assert texts(table) == [HEAD, *(task(n) for n in range(1, 7))]
    assert table.rows[3][0].where == "page 2 row 2"


def test_a_table_goes_on_without_a_repeated_head_too(page):
    draw_table(page, [HEAD, task(1)], top=100, widths=WIDTHS)
    page.turn(1)
    draw_table(page, [task(2)], top=780, widths=WIDTHS)

    (table,) = page.read().blocks

    assert texts(table) == [HEAD, task(1), task(2)]


def test_another_table_on_the_next_page_is_another_table(page):
    draw_table(page, [HEAD, task(1)], top=100, widths=WIDTHS)
    page.turn(1)
    page.drawString(60, 790, "二、第二张表的名称")
    draw_table(page, [HEAD, task(1)], top=780, widths=WIDTHS)
    page.turn(2)
    draw_table(page, [["甲", "乙"]], top=780, widths=[220, 250])

    assert [len(table.rows) for table in page.read().tables()] == [2, 2, 1]


def test_a_row_broken_by_the_page_is_one_row(page):
    draw_table(
        page,
        [HEAD, ["1", "修建村级卫生室4间，配备医生\n6名，培训乡村医", "县卫健局", "县财政局", "年底前"]],
        top=120,
        widths=WIDTHS,
    )
    page.turn(1)
    draw_table(page, [HEAD, ["", "生30人次。", "", "", ""], task(2)], top=780, widths=WIDTHS)

    (table,) = page.read().blocks

    assert len(table.rows) == 3
    assert "".join(table.rows[1][1].text.split()) == "修建村级卫生室4间，配备医生6名，培训乡村医生30人次。"
    assert table.rows[1][1].where == "page 1 row 2"


def test_a_measure_without_a_number_of_its_own_is_no_broken_row(page):
    draw_table(page, [HEAD, task(1)], top=120, widths=WIDTHS)
    page.turn(1)
    draw_table(page, [["", "配备医生6名。", "县人社局", "无", "年底前"]], top=780, widths=WIDTHS)

    assert len(page.read().blocks[0].rows) == 3


def test_merged_cells_cover_across_and_down(page):
    page.rect(60, 700, 300, 30)
    page.drawString(63, 712, "一、民生")
    page.rect(60, 640, 100, 60)
    page.drawString(63, 670, "左")
    for top, text in ((700, "上"), (670, "下")):
        page.rect(160, top - 30, 200, 30)
        page.drawString(163, top - 18, text)
    page.drawString(60, 600, "没有别的内容了，就这么多。")

    table = page.read().blocks[0]

    assert texts(table) == [["一、民生", "一、民生"], ["左", "上"], ["左", "下"]]
    assert [[cell.covered for cell in row] for row in table.rows] == [["", "across"], ["", ""], ["down", ""]]
    assert table.rows[2][0].where == "page 1 row 2"


def test_a_full_line_in_a_cell_goes_on_and_a_short_one_breaks(page):
    cell = "区域内就诊率达到百分之九十以上，\n基层诊疗量占比\n不低于三分之二。"
    draw_table(
        page,
        [HEAD, ["1", cell, "牵头：县卫健局\n配合：县财政局", "无", "年底前"]],
        top=780,
        widths=WIDTHS,
        height=60,
    )

    row = page.read().blocks[0].rows[1]

    assert row[1].text == "区域内就诊率达到百分之九十以上，基层诊疗量占比\n不低于三分之二。"
    assert row[2].text == "牵头：县卫健局\n配合：县财政局"


def test_a_label_begins_a_line_however_full_the_line_above(page):
    draw_table(
        page,
        [HEAD, ["1", "甲。", "牵头：县中医院\n配合：县人社局", "无", "年底前"]],
        top=780,
        widths=[30, 170, 77, 100, 80],
    )

    assert page.read().blocks[0].rows[1][2].text == "牵头：县中医院\n配合：县人社局"


def test_wrapped_lines_are_one_paragraph_and_numbered_ones_begin_anew(narrow_page):
    lines = [
        "一、加快建设村级卫生室，配备医生，确保",
        "年底前完成。（县卫健局负责）",
        "（二）加快建设乡镇文化站，配备器材，确",
        "保年底前完成。",
        "二、附则",
    ]
    for at, line in enumerate(lines):
        narrow_page.drawString(60, 780 - 18 * at, line)

    assert [(line.text, line.where) for line in narrow_page.read().lines()] == [
        ("一、加快建设村级卫生室，配备医生，确保年底前完成。（县卫健局负责）", "page 1 line 1"),
        ("（二）加快建设乡镇文化站，配备器材，确保年底前完成。", "page 1 line 3"),
        ("二、附则", "page 1 line 5"),
    ]


def test_an_indented_line_begins_a_paragraph(narrow_page):
    for at, (x, line) in enumerate(
        [
            (80, "加快建设村级卫生室，配备医生，确保年底"),
            (80, "加快建设乡镇文化站，配备器材，确保年底"),
            (60, "前完成。"),
        ]
    ):
        narrow_page.drawString(x, 780 - 18 * at, line)

    assert len(list(narrow_page.read().lines())) == 2


def test_a_paragraph_goes_on_over_the_page(narrow_page):
    narrow_page.drawString(60, 780, "加快建设村级卫生室，配备医生，确保年底")
    narrow_page.turn(1)
    narrow_page.drawString(60, 780, "前完成。加快建设乡镇文化站，配备器材。")
    narrow_page.turn(2)

    assert [line.text for line in narrow_page.read().lines()] == [
        "加快建设村级卫生室，配备医生，确保年底前完成。加快建设乡镇文化站，配备器材。"
    ]


def test_heads_and_feet_of_every_page_are_read_once(page):
    for number in (1, 2, 3):
        page.drawString(60, 810, "青山县人民政府文件")
        page.drawString(60, 400, f"第{number}项任务的说明文字在这里。")
        page.drawString(500, 30, f"第 {number} 页 共 3 页")
        page.showPage()
        page.setFont("STSong-Light", 10)

    assert [line.text for line in page.read().lines()] == [
        "青山县人民政府文件",
        *(f"第{n}项任务的说明文字在这里。" for n in (1, 2, 3)),
    ]


@pytest.mark.parametrize("text", ["— 1 —", "- 12 -", "3", "第3页", "第 3 页 共 12 页", "3/12", "第三页"])
def test_page_numbers_are_known(text):
    assert PAGE_NUMBER.fullmatch(text)


@pytest.mark.parametrize("text", ["2026年", "一", "第三条", "3个", "1.5"])
def test_other_short_lines_are_no_page_numbers(text):
    assert not PAGE_NUMBER.fullmatch(text)


def test_strokes_aslant_beside_many_rulings_are_no_damage(page):
    """A browser's print of a long list: a full grid, and small pictures in its cells."""
    rows = [HEAD, *map(task, range(1, 26))]
    draw_table(page, rows, top=780, widths=WIDTHS, height=26)
    page.line(300, 700, 308, 708)

    assert len(texts(page.read().blocks[0])) == len(rows)


def test_a_frame_around_a_text_is_no_table(page):
    page.rect(50, 600, 500, 200)
    page.drawString(60, 780, "青山县重点任务清单说明文字在此。")

    assert [type(block) for block in page.read().blocks] == [Line]


def test_letters_printed_twice_to_look_bold_are_read_once(page):
    for shift in (0, 0.3):
        page.drawString(60 + shift, 780, "青山县重点任务清单（公开稿）")

    assert page.read().blocks[0].text == "青山县重点任务清单（公开稿）"


def test_letters_lying_across_the_page_are_no_text(page):
    page.drawString(60, 780, "青山县重点任务清单（公开稿）")
    page.rotate(45)
    page.drawString(500, 200, "内部资料")

    assert [line.text for line in page.read().lines()] == ["青山县重点任务清单（公开稿）"]


def test_a_page_lying_on_its_side_is_read(tmp_path):
    canvas, target = drawing(page=(842, 595))
    draw_table(canvas, [HEAD, task(1)], top=500, widths=WIDTHS)

    assert texts(open_paper(finish(canvas, target, tmp_path / "横.pdf")).blocks[0]) == [HEAD, task(1)]


def test_a_scanned_page_among_others_is_announced(page, tmp_path):
    from PIL import Image  # slow: for this test only

    for _ in range(2):
        for at in range(20):
            page.drawString(60, 780 - at * 20, "青山县重点任务清单的说明文字。")
        page.turn()
    picture = tmp_path / "扫描.png"
    Image.new("L", (60, 80), 200).save(picture)
    page.drawImage(str(picture), 0, 0, 595, 842)

    assert page.read().warnings == ["第3页没有文字，可能是扫描件，未予识读，请先 OCR 识别后重新上传。"]


def test_every_page_is_told_and_the_reading_can_be_stopped(page):
    for number in range(1, 6):
        page.drawString(60, 780, "青山县重点任务清单的说明文字。")
        page.turn(number)
    told = []

    def stop(done, total, what):
        told.append((done, total, what))
        if done == 2:
            raise Stopped

    with pytest.raises(Stopped):
        page.read(progress=stop)

    assert told == [(0, 6, "第1页"), (1, 6, "第2页"), (2, 6, "第3页")]


def test_a_mistake_of_our_own_is_not_taken_for_damage(page, monkeypatch):
    def mistaken(*_):
        raise TypeError("ours")

    monkeypatch.setattr("gaodi.reading.papers.pdf.read_rows", mistaken)
    draw_table(page, [HEAD, task(1)], top=780, widths=WIDTHS)

    with pytest.raises(TypeError, match="ours"):
        page.read()


def test_a_row_that_the_page_leaves_open_below_is_closed_and_joined(page):
    draw_table(page, [HEAD], top=120, widths=WIDTHS)
    x = 60
    for width in (0, *WIDTHS):
        x += width
        page.line(x, 90, x, 50)
    for at, text in enumerate(["1", "修建村级卫生室4间，", "县卫健局", "无", "年底前"]):
        page.drawString(63 + sum(WIDTHS[:at]), 75, text)
    page.turn(1)
    draw_table(page, [HEAD, ["", "配备医生6名。", "", "", ""], task(2)], top=780, widths=WIDTHS)

    (table,) = page.read().blocks

    assert texts(table) == [
        HEAD,
        ["1", "修建村级卫生室4间，配备医生6名。", "县卫健局", "无", "年底前"],
        task(2),
    ]


def test_characters_read_back_as_radicals_are_characters_again():
    row = [
        {"text": text, "x0": 10.0 * at, "x1": 10.0 * at + 10, "top": 0, "bottom": 10, "size": 10}
        for at, text in enumerate("⾃⺠⻔⼾⽉")
    ]

    assert one_line(row).text == "自民门户月"


def draw_open_table(canvas, rows: list[list[str]], *, top: float, ruled: bool) -> None:
    """Columns by blanks alone; a rule below every row, or none."""
    for row in rows:
        lines = 1
        for at, text in enumerate(row):
            for down, line in enumerate(text.split("\n")):
                canvas.drawString(60 + sum(WIDTHS[:at]), top - 12 - 13 * down, line)
                lines = max(lines, down + 1)
        top -= 13 * lines + 8
        if ruled:
            canvas.line(55, top, 520, top)


OPEN_ROWS = [
    HEAD,
    ["1", "修建村级卫生室4间，配备医\n生6名。", "县卫健局", "县财政局", "2026年底前"],
    ["2", "修建乡镇文化站2座。", "县文旅局", "无", "2026年6月"],
    ["3", "开展技能培训300人次，其中\n农民工200人次以上。", "县人社局", "各乡镇", "每季度"],
]


@pytest.mark.parametrize("ruled", [True, False])
def test_a_table_without_upright_rulings_is_read_by_its_blanks(page, ruled):
    page.drawCentredString(297, 800, "青山县重点任务清单")
    draw_open_table(page, OPEN_ROWS, top=780, ruled=ruled)
    page.drawString(60, 640, "注：本表由县政府督查室负责解释，自印发之日起执行，各单位要认真抓好落实。")

    title, table, note = page.read().blocks

    assert (title.text, note.text[:2]) == ("青山县重点任务清单", "注：")
    assert [["".join(text.split()) for text in row] for row in texts(table)] == [
        ["".join(text.split()) for text in row] for row in OPEN_ROWS
    ]


def test_paragraphs_and_a_signature_are_no_table(page):
    lines = [
        "加快建设村级卫生室，配备医生，确保年底",
        "前完成。",
        "县政府办公室  县卫健局",
        "2026年3月6日  印发",
    ]
    for at, line in enumerate(lines):
        page.drawString(60, 780 - 18 * at, line)

    assert not list(page.read().tables())


def test_a_row_that_the_page_leaves_open_above_is_joined_too(page):
    draw_table(page, [HEAD, ["1", "修建村级卫生室4间，", "县卫健局", "无", "年底前"]], top=120, widths=WIDTHS)
    page.turn(1)
    x = 60
    for width in (0, *WIDTHS):
        x += width
        page.line(x, 800, x, 780)
    page.drawString(93, 788, "配备医生6名。")
    draw_table(page, [task(2)], top=780, widths=WIDTHS)

    (table,) = page.read().blocks

    assert [row[1] for row in texts(table)] == [
        HEAD[1],
        "修建村级卫生室4间，配备医生6名。",
        "修建村级卫生室2间。",
    ]
    assert table.rows[2][0].where == "page 2 row 2"


def test_a_narrow_blank_between_names_is_a_blank_and_spread_letters_have_none(page):
    page.drawString(60, 780, "县住建局")
    page.drawString(103, 780, "县交通局")
    for at, letter in enumerate("任务清单"):
        page.drawString(60 + 14 * at, 740, letter)

    assert [line.text for line in page.read().lines()] == ["县住建局 县交通局", "任务清单"]


def test_on_a_page_of_short_lines_none_is_full(page):
    for at, line in enumerate(["各镇、街道，区直各部门：", "县政府办公室", "抄送：县委办"]):
        page.drawString(60, 780 - 18 * at, line)

    assert len(list(page.read().lines())) == 3
