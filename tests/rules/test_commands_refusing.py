"""``gaodi rule run`` on files that are not as they should be: where the mistake stands, and what was probably meant."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path

import polars as pl
import pytest
import xlsxwriter

from gaodi.cli import main

HEADS = (
    *("uscc", "period", "filing", "sales", "vat_base", "consumption_tax_base"),
    *("half_relief", "in_scope", "new_investment"),
)
ROW = ("A", "2022", "year", "", "1000000", "0", "false", "true", "100000")

Refusal = Callable[..., str]


@pytest.fixture
def refusal(capsys) -> Refusal:
    """What is said of a file; nothing is printed, and the code is 2."""

    def run(path: Path, *words: str, book: str = "surcharge_credit") -> str:
        assert main(["rule", "run", book, "--facts", str(path), *words]) == 2
        said = capsys.readouterr()
        assert said.out == ""
        assert said.err.endswith(("。\n", "？\n"))
        return said.err

    return run


def written(folder: Path, *lines: str, name: str = "facts.csv", coding: str = "utf8") -> Path:
    path = folder / name
    path.write_bytes("\n".join(lines).encode(coding))
    return path


def sheet(folder: Path, *rows: tuple[str, ...]) -> Path:
    return written(folder, *(",".join(row) for row in (HEADS, *rows)))


def changed(**cells: str) -> tuple[str, ...]:
    return tuple(cells.get(head, cell) for head, cell in zip(HEADS, ROW, strict=True))


def items(folder: Path, *changes: dict[str, object]) -> Path:
    known = dict(zip(HEADS, ROW, strict=True))
    return written(folder, json.dumps([{**known, **each} for each in changes]), name="facts.json")


# ------------------------------------------------------------------ cells


@pytest.mark.parametrize(
    ("cells", "said"),
    [
        ({"vat_base": "-3"}, "E2 vat_base：“-3”应是不小于0的金额"),
        ({"vat_base": "3.141"}, "E2 vat_base：“3.141”应是不小于0的金额（元，最多两位小数"),
        ({"sales": "三百"}, "D2 sales：“三百”应是"),
        ({"filing": "yearly"}, "C2 filing：“yearly”应是month（按月）、quarter（按季）、year（按年）之一"),
        ({"in_scope": "maybe"}, "H2 in_scope：“maybe”应是 true（是）或 false（否）"),
        ({"period": "二三年"}, "B2 period：应是年、季或月"),
        ({"filing": "month"}, "C2 filing：申报期限与税款所属期不符"),
        ({"uscc": ""}, "A2 uscc：不能空"),
        ({"new_investment": "1000000000000"}, "I2 new_investment：“1000000000000”应是"),
    ],
)
def test_a_cell_is_named_as_the_spreadsheet_names_it(refusal, tmp_path, cells: dict[str, str], said: str):
    assert said in refusal(sheet(tmp_path, changed(**cells)))


def test_all_mistakes_are_said_row_by_row(refusal, tmp_path):
    said = refusal(sheet(tmp_path, changed(vat_base="x", in_scope="?"), changed(uscc="B", sales="-1")))

    assert [line.split("：")[0] for line in said.splitlines()] == ["E2 vat_base", "H2 in_scope", "D3 sales"]


def test_of_many_mistakes_the_first_are_said_and_all_are_counted(refusal, tmp_path):
    said = refusal(sheet(tmp_path, *(changed(uscc=f"U{number}", sales="-1") for number in range(60))))

    assert len(said.splitlines()) == 51
    assert "共60处，以上是前50处。" in said


def test_rows_that_stand_twice_or_overlap_are_named(refusal, tmp_path):
    assert "B3 period：与同一对象的另一期重叠" in refusal(sheet(tmp_path, ROW, ROW))
    heads = "uscc,year,above_scale,staff_total,staff_on_post,posts_offered,interns"
    path = written(tmp_path, heads, "A,2023,true,9,9,1,1", "A,2023,true,9,9,1,1")
    assert refusal(path, book="internship_posts") == "A3、B3 uscc、year：与前面一行重复。\n"


def test_blank_rows_do_not_shift_the_numbers(refusal, tmp_path):
    lines = [",".join(row) for row in (HEADS, ROW, ("",) * len(HEADS), changed(uscc="B", sales="-1"))]

    assert "D4 sales" in refusal(written(tmp_path, *lines))
    assert "D5 sales" in refusal(written(tmp_path, *lines[:2], "", *lines[2:]))
    assert "D5 sales" in refusal(written(tmp_path, "", *lines))


def test_a_workbook_counts_its_rows_and_columns_as_excel_does(refusal, tmp_path):
    path = tmp_path / "facts.xlsx"
    with xlsxwriter.Workbook(str(path)) as book:
        page = book.add_worksheet()
        page.write_row(0, 1, HEADS)  # the first column is left free
        page.write_row(3, 1, ["A", "2022", "year", -1, 2.345, 0, False, True, 5])

    said = refusal(path)
    assert "E4 sales：“-1”应是不小于0的金额" in said
    assert "F4 vat_base：“2.345”" in said


def test_items_of_json_are_counted_from_one_and_have_no_letters(refusal, tmp_path):
    said = refusal(items(tmp_path, {}, {"uscc": "B", "vat_base": -1.5}))

    assert said.startswith("第2项 vat_base：“-1.5”应是不小于0的金额")


def test_rows_of_parquet_are_counted_from_one_and_floats_must_be_exact(refusal, tmp_path):
    path = tmp_path / "facts.parquet"
    rows = [
        dict(zip(HEADS, ROW, strict=True)) | {"uscc": uscc, "sales": s}
        for uscc, s in (("A", 0.5), ("B", 0.125))
    ]
    pl.DataFrame(rows).write_parquet(path)

    assert refusal(path).startswith("第2行 sales：“0.125”应是不小于0的金额")


# ------------------------------------------------------------------ columns


def test_for_an_unknown_column_the_nearest_is_suggested(refusal, tmp_path):
    heads = ("uscc", "period", "filling", *HEADS[3:4], "增值税计征", *HEADS[5:], "备注")
    said = refusal(written(tmp_path, ",".join(heads), ",".join((*ROW, ""))))

    assert "C列 filling：不认识这一列，请删去或改名；是不是 filing（申报期限）？" in said
    assert "E列 增值税计征：不认识这一列，请删去或改名；是不是 vat_base（增值税计征依据）？" in said
    assert "J列 备注：不认识这一列，请删去或改名。\n" in said
    assert "filing：缺这一列（申报期限）。" in said


def test_columns_that_fit_another_formula_of_the_book_are_sent_there(refusal, tmp_path):
    heads = "uscc,period,member,list_level,listed_on,certified_on,removed_on"
    path = written(tmp_path, heads, "A,2022,self,national,2020-01-01,,")

    said = refusal(path)
    assert said == (
        "这些列合 surcharge_credit.scope，不合 surcharge_credit.surcharge_credit；"
        "请写 gaodi rule run surcharge_credit.scope。\n"
    )
    assert main(["rule", "run", "surcharge_credit.scope", "--facts", str(path)]) == 0


def test_a_bad_cell_is_not_taken_for_another_formula(refusal, tmp_path):
    school = {
        "school_code": "1",
        "year": 2023,
        "kind": "?",
        "opened_year": 2000,
        "attached_class_only": False,
    }
    counted = ("students", "land_area", "building_area", "teachers", "equipment_value", "books")
    more = dict.fromkeys((*counted, "dual_teachers", "major_teachers"), 1)
    path = written(tmp_path, json.dumps([{**school, **more}]), name="school.json")

    assert refusal(path, book="school_standard").startswith("第1项 kind：“?”应是")


def test_facts_without_a_day_ask_for_one(refusal, tmp_path):
    from gaodi.rules import book as books

    undated = [
        (name, formula)
        for name in ("teacher_practice", "skill_rank", "surcharge_credit")
        for formula in books.load(name).formulas
        if not formula.dated_by
    ]
    name, formula = undated[0]
    path = written(
        tmp_path, ",".join(fact.name for fact in formula.facts), ",".join("1" for _ in formula.facts)
    )

    assert "事实里没有日期，请给出哪一天（--on 2023-12-31）。" in refusal(path, book=f"{name}.{formula.name}")


# ------------------------------------------------------------------ files


@pytest.mark.parametrize(
    ("name", "content", "said"),
    [
        ("facts.csv", "", "facts.csv：文件是空的，第一行应是列名"),
        ("facts.csv", ",".join(HEADS), "一行事实也没有"),
        ("facts.csv", "a,b\n1,2\n3,4,5\n", "facts.csv：第3行有3格，列名只有2个"),
        ("facts.csv", 'a,b\n"1,2\n', "多半是引号没有成对"),
        ("facts.csv", "a,a\n1,1\n", "facts.csv：列名“a”不止一个"),
        ("facts.csv", "_row,a\n1,1\n", "列名不能是 _row"),
        ("facts.json", '{"uscc": "A"}', "facts.json：应是一组对象"),
        ("facts.json", "[1, 2]", "facts.json：应是一组对象"),
        ("facts.json", "[{", "facts.json：不是完整的 JSON"),
        ("facts.json", "[]", "缺这一列"),
        ("facts.parquet", "no parquet", "facts.parquet：文件打不开或已损坏"),
        ("facts.xlsx", "no workbook", "facts.xlsx：文件内容不是 Excel 工作簿"),
        ("facts.txt", "x", "facts.txt：只读 CSV、Excel（xlsx）、JSON 和 Parquet"),
    ],
)
def test_a_file_that_is_no_table_is_refused(refusal, tmp_path, name: str, content: str, said: str):
    assert said in refusal(written(tmp_path, content, name=name))


def test_a_coding_that_nobody_knows_is_refused(refusal, tmp_path):
    path = tmp_path / "facts.csv"
    path.write_bytes(b"uscc\n\x81\x00\xff\n")

    assert "facts.csv：认不出编码" in refusal(path)


def test_a_title_merged_over_the_heads_is_refused(refusal, tmp_path):
    path = tmp_path / "facts.xlsx"
    with xlsxwriter.Workbook(str(path)) as book:
        page = book.add_worksheet()
        page.merge_range(0, 0, 0, len(HEADS) - 1, "投资抵免测算表")
        page.write_row(1, 0, HEADS)
        page.write_row(2, 0, ROW)

    assert refusal(path) == "facts.xlsx：列名“投资抵免测算表”不止一个；第一行应是列名，上面不要有标题。\n"


def test_a_file_that_is_not_there_is_said(refusal, tmp_path):
    assert refusal(tmp_path / "facts.csv") == f"没有这个文件：{tmp_path / 'facts.csv'}。\n"


@pytest.mark.parametrize("name", ["out.csv", "out.json", "out.parquet", "out.txt"])
def test_a_place_where_nothing_can_be_written_is_named(refusal, tmp_path, name: str):
    output = tmp_path / "nowhere" / name

    assert f"写不了 {name}" in refusal(sheet(tmp_path, ROW), "--output", str(output))


def test_a_folder_is_no_file_to_write(refusal, tmp_path):
    (tmp_path / "out.json").mkdir()

    assert "写不了文件" in refusal(sheet(tmp_path, ROW), "--output", str(tmp_path / "out.json"))


def test_refused_facts_leave_no_file_behind(refusal, tmp_path):
    output = tmp_path / "out.parquet"
    refusal(sheet(tmp_path, changed(sales="-1")), "--output", str(output))

    assert not output.exists()


# ------------------------------------------------------------------ words of the command


def test_a_book_or_formula_that_is_not_there_is_answered_with_those_that_are(refusal, tmp_path):
    path = sheet(tmp_path, ROW)

    assert "没有 surcharge 这本规则。有：" in refusal(path, book="surcharge")
    said = refusal(path, book="surcharge_credit.scop")
    assert said.startswith("surcharge_credit 里没有 scop。有：surcharge_credit、")
    assert "、scope、" in said


def test_a_day_is_written_as_a_day(capsys, tmp_path):
    with pytest.raises(SystemExit) as ended:
        main(["rule", "run", "surcharge_credit", "--facts", "x.csv", "--on", "2023"])

    assert ended.value.code == 2
    assert "日期“2023”请写成 2023-12-31 这样" in capsys.readouterr().err


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (["--engine", "flink"], "没有引擎 flink，请写 local、spark 或 spark://主机:端口"),
        (["--engine", "spark", "--set", "credit_rate=0.25"], "试算（--set）用 local 引擎"),
        (["--engine", "spark://host:7077"], "集群只读写 Parquet"),
    ],
)
def test_an_engine_that_cannot_do_it_says_so(refusal, tmp_path, words: list[str], said: str):
    assert said in refusal(sheet(tmp_path, ROW), *words)


def test_what_is_wrong_is_said_before_spark_starts(refusal, tmp_path, monkeypatch):
    monkeypatch.setattr("gaodi.rules.cluster.session", lambda *_: pytest.fail("started"))

    assert "D2 sales" in refusal(sheet(tmp_path, changed(sales="-1")), "--engine", "spark")


def test_a_machine_without_spark_says_what_to_install(refusal, tmp_path, monkeypatch):
    from gaodi.rules.cluster import NoCluster

    def missing(*_: object) -> None:
        raise NoCluster("没有安装 Spark：请安装 gaodi[spark]，并装好 Java 17")

    monkeypatch.setattr("gaodi.rules.cluster.session", missing)

    assert "没有安装 Spark" in refusal(sheet(tmp_path, ROW), "--engine", "spark")
