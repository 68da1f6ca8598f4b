"""Facts: typed, or refused by row and column in a sentence."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal
from pathlib import Path

import polars as pl
import pytest

from gaodi.rules.facts import RefusedFacts, prepare
from gaodi.rules.tables import RefusedTable, of_rows, scan
from tests.rules import sample


def refusals(*rows: dict[str, object]) -> list[str]:
    with pytest.raises(RefusedFacts) as refusal:
        prepare(of_rows(rows), sample.FORMULA)
    return [str(problem) for problem in refusal.value.problems]


def read(**cells: object) -> dict[str, object]:
    return prepare(of_rows([sample.row(**cells)]), sample.FORMULA).frame.to_dicts()[0]


@pytest.mark.parametrize(
    ("column", "cell", "inside"),
    [
        ("heads", "1,234", 1234),
        ("heads", " １２ ", 12),
        ("heads", "", None),
        ("heads", "unknown", None),
        ("paid", "-0.05", -5),
        ("paid", "12.50", 1250),
        ("paid", "12.500", 1250),
        ("excluded", "是", True),
        ("excluded", "FALSE", False),
        ("kind", "小型", "small"),
        ("kind", "large", "large"),
        ("firm", "　甲 ", "甲"),
    ],
)
def test_a_cell_is_read_as_people_write_it(column: str, cell: str, inside: object):
    assert read(**{column: cell})[column] == inside


@pytest.mark.parametrize("cell", ["2019年5月1日", "2019-05-01", "2019/5/1", "2019.5.1"])
def test_a_day_is_read_as_people_write_it(cell: str):
    assert str(read(since=cell)["since"]) == "2019-05-01"


@pytest.mark.parametrize(
    ("column", "cell", "sentence"),
    [
        ("heads", "-1", "“-1”应是不小于0的整数"),
        ("heads", "1.5", "整数"),
        ("heads", "1e3", "整数"),
        ("heads", "１２人", "整数"),
        ("heads", "99999999999999999999", "绝对值小于"),
        ("paid", "0.125", "最多两位小数"),
        ("paid", "1,00", "金额"),
        ("since", "2019-02-30", "应是日期"),
        ("kind", "中型", "大型"),
        ("excluded", "也许", "应是 true（是）或 false（否）"),
        ("year", "23", "应是四位年份"),
        ("year", "", "不能空"),
        ("since", "2023-01-01", "成立日期晚于年末"),
    ],
)
def test_a_cell_that_cannot_be_is_refused_at_its_row_and_column(column: str, cell: str, sentence: str):
    [said] = refusals(sample.row(**{column: cell}))

    assert said.startswith(f"第2行 {column}：")
    assert sentence in said


def test_all_bad_cells_are_said_at_once_in_order_of_rows():
    said = refusals(sample.row(heads="多"), sample.row(year=2023, paid="少"), sample.row(year="x"))

    assert [each.split("：")[0] for each in said] == ["第2行 heads", "第3行 paid", "第4行 year"]


def test_a_missing_and_an_unknown_column_are_refused_by_name():
    whole = sample.row()
    del whole["heads"]

    assert refusals(whole | {"head": 1}) == ["heads：缺这一列（人数）", "head：不认识这一列，请删去或改名"]


def test_a_row_that_stands_twice_is_refused_where_it_stands_again():
    assert refusals(sample.row(), sample.row(heads=3)) == ["第3行 firm、year：与前面一行重复"]


def test_a_table_without_rows_is_refused():
    empty = pl.LazyFrame(schema=dict.fromkeys(sample.row(), pl.String))

    with pytest.raises(RefusedFacts, match="一行事实也没有"):
        prepare(empty, sample.FORMULA)


def typed(**columns: Sequence[object]) -> pl.LazyFrame:
    whole = {name: [value] for name, value in sample.row().items()} | columns
    return pl.LazyFrame(whole)


def test_decimals_of_parquet_are_taken_exactly(tmp_path: Path):
    path = tmp_path / "facts.parquet"
    typed(paid=[Decimal("12.30")], since=[None]).cast({"since": pl.Date}).sink_parquet(path)

    assert prepare(scan(path), sample.FORMULA).frame["paid"].to_list() == [1230]


def test_floats_of_parquet_are_taken_as_they_are_written_and_never_with_a_third_decimal():
    assert prepare(typed(paid=[0.1]), sample.FORMULA).frame["paid"].to_list() == [10]
    with pytest.raises(RefusedFacts, match="最多两位小数"):
        prepare(typed(paid=[0.1 + 0.2]), sample.FORMULA)


@pytest.mark.parametrize(
    ("name", "content", "sentence"),
    [
        ("facts.txt", b"x", "只读 CSV"),
        ("facts.csv", b"", "文件是空的"),
        ("facts.csv", b"\xff\xff\xfe", "认不出编码"),
        ("facts.json", b"{", "不是完整的 JSON"),
        ("facts.json", b"[1]", "应是一组对象"),
        ("facts.parquet", b"PAR1", "打不开或已损坏"),
        ("facts.xlsx", b"PK", "损坏"),
    ],
)
def test_a_file_that_cannot_be_read_is_refused_in_a_sentence(
    tmp_path: Path, name: str, content: bytes, sentence: str
):
    path = tmp_path / name
    path.write_bytes(content)

    with pytest.raises(RefusedTable, match=sentence):
        scan(path).collect()


def test_a_csv_in_the_old_coding_is_read(tmp_path: Path):
    path = tmp_path / "facts.csv"
    path.write_bytes("企业,人数\n甲,3\n".encode("gb18030"))

    assert scan(path).collect().to_dicts() == [{"企业": "甲", "人数": "3"}]


def test_numbers_of_json_are_read_as_they_are_written(tmp_path: Path):
    path = tmp_path / "facts.json"
    path.write_text('[{"paid": 0.10, "heads": 3}]', encoding="utf8")

    assert scan(path).collect().to_dicts() == [{"paid": "0.10", "heads": "3"}]
