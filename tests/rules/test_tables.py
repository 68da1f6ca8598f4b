"""Tables of facts: what offices save, and the numbers of the rows as they see them."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
import xlsxwriter

from gaodi.rules.plans import ROW
from gaodi.rules.tables import RefusedTable, heads_of, scan


def written(folder: Path, text: str, coding: str = "utf8", name: str = "facts.csv") -> Path:
    path = folder / name
    path.write_bytes(text.encode(coding))
    return path


def cells(path: Path) -> list[tuple[object, ...]]:
    return scan(path).collect().drop(ROW, strict=False).rows()


def numbers(path: Path) -> list[int]:
    return scan(path).collect()[ROW].to_list()


@pytest.mark.parametrize("coding", ["utf8", "utf-8-sig", "gb18030", "utf-16"])
@pytest.mark.parametrize("sign", [",", "\t", ";"])
def test_a_sheet_of_text_is_read_as_offices_save_it(tmp_path: Path, coding: str, sign: str):
    path = written(tmp_path, f"企业{sign}金额\n甲{sign}1.50\n乙{sign}\n", coding)

    assert heads_of(path) == ("企业", "金额")
    assert cells(path) == [("甲", "1.50"), ("乙", None)]


def test_blank_rows_are_left_out_and_the_others_keep_their_numbers(tmp_path: Path):
    path = written(tmp_path, "a,b\n1,2\n\n , \n3,4\n,\n")

    assert (cells(path), numbers(path)) == ([("1", "2"), ("3", "4")], [2, 5])


def test_a_line_within_quotes_is_one_row(tmp_path: Path):
    path = written(tmp_path, 'a,b\n"1\n2",3\n\n4,5\n')

    assert (cells(path), numbers(path)) == ([("1\n2", "3"), ("4", "5")], [2, 4])


def test_rows_without_gaps_need_no_numbers(tmp_path: Path):
    assert ROW not in scan(written(tmp_path, "a,b\n1,2\n3,4\n")).collect_schema()


def test_columns_that_are_wholly_empty_fall_away_and_others_without_a_name_do_not(tmp_path: Path):
    assert cells(written(tmp_path, "a,,b,\n1,,2,\n")) == [("1", "2")]

    path = written(tmp_path, "a,,b,\n1,x,2,\n")
    assert scan(path).collect_schema().names() == ["a", "第2列", "b"]


def test_a_workbook_keeps_its_numbers_too(tmp_path: Path):
    path = tmp_path / "facts.xlsx"
    with xlsxwriter.Workbook(str(path)) as book:
        page = book.add_worksheet()
        page.write_row(1, 1, ["a", "b"])
        page.write_row(4, 1, [1.5, True])
        page.write(6, 4, "在边上写的")

    assert heads_of(path) == ("", "a", "b", "", "")
    assert scan(path).collect_schema().names() == ["a", "b", "第5列", ROW]
    assert cells(path) == [("1.5", "true", None), (None, None, "在边上写的")]
    assert numbers(path) == [5, 7]


def test_an_empty_workbook_is_refused(tmp_path: Path):
    path = tmp_path / "facts.xlsx"
    with xlsxwriter.Workbook(str(path)) as book:
        book.add_worksheet()

    with pytest.raises(RefusedTable, match=r"facts\.xlsx：表是空的"):
        scan(path)


def test_numbers_of_json_are_never_floats(tmp_path: Path):
    rows = '{"facts": [{"a": 0.10, "b": true}, {"a": 12345678901234567890.12}]}'
    path = written(tmp_path, rows, name="facts.json")

    assert json.loads(rows)["facts"][1]["a"] != 0
    assert cells(path) == [("0.10", "true"), ("12345678901234567890.12", None)]
