"""``gaodi rule`` in the shell: the books, what they say of a file, and refusals by row and column."""

from __future__ import annotations

import csv
import io
import json
import shutil
import subprocess
import sys
from collections.abc import Callable
from decimal import Decimal
from importlib.util import find_spec
from pathlib import Path

import polars as pl
import pytest
import xlsxwriter

from gaodi.cli import main
from gaodi.rules import book as books

HEADS = (
    *("uscc", "period", "filing", "sales", "vat_base", "consumption_tax_base"),
    *("half_relief", "in_scope", "new_investment"),
)
# 增值税 1,000,000: 30,000 + 20,000 due; 30 % of the investment is credited
FIRST = ("A", "2022", "year", "", "1000000", "0", "false", "true", "100000")
SECOND = ("A", "2023", "year", "", "1000000", "0", "false", "true", "300000")
UNKNOWN = ("C", "2023", "year", "", "1000000", "0", "false", "true", "")

Run = Callable[..., tuple[int, str, str]]


@pytest.fixture
def shell(capsys) -> Run:
    """Run a command; gives its code, what it printed and what it complained of."""

    def run(*words: object) -> tuple[int, str, str]:
        code = main(["rule", *map(str, words)])
        said = capsys.readouterr()
        return code, said.out, said.err

    return run


@pytest.fixture
def credit(shell, tmp_path) -> Run:
    """Run the credit over rows of text, written as CSV."""

    def run(*words: object, rows=(FIRST, SECOND, UNKNOWN), heads=HEADS) -> tuple[int, str, str]:
        return shell("run", "surcharge_credit", "--facts", sheet(tmp_path, *rows, heads=heads), *words)

    return run


def sheet(folder: Path, *rows: tuple[str, ...], heads: tuple[str, ...] = HEADS, coding: str = "utf8") -> Path:
    path = folder / "facts.csv"
    path.write_text("".join(",".join(row) + "\n" for row in (heads, *rows)), encoding=coding)
    return path


def workbook(folder: Path, *rows: tuple[object, ...]) -> Path:
    path = folder / "facts.xlsx"
    with xlsxwriter.Workbook(str(path)) as book:
        page = book.add_worksheet()
        for number, row in enumerate(rows):
            page.write_row(number, 0, row)
    return path


def changed(row: tuple[str, ...] = FIRST, **cells: str) -> tuple[str, ...]:
    return tuple(cells.get(head, cell) for head, cell in zip(HEADS, row, strict=True))


def read(text: str) -> dict:
    return json.loads(text, parse_float=Decimal)


def outcomes(answer: tuple[int, str, str]) -> list[dict]:
    code, out, err = answer
    assert code == 0, err
    return read(out)["outcomes"]


# ------------------------------------------------------------------ list and show


def test_every_book_is_listed_with_how_sure_its_numbers_are(shell):
    code, out, err = shell("list", "--format", "json")

    assert code == 0, err
    found = {each["name"]: each for each in read(out)["books"]}
    assert sorted(found) == books.names()
    credit = found["surcharge_credit"]
    assert credit["title"] == books.load("surcharge_credit").about.title
    assert credit["formulas"][0] == "surcharge_credit"
    assert "3" in credit["tasks"]
    assert credit["numbers"]["copy"] > 0
    assert set(credit["numbers"]) == {"copy", "memory", "default", "not_found"}
    assert found["per_student_funds"]["numbers"]["not_found"] == 1


def test_the_list_is_a_table_for_eyes(shell):
    code, out, _ = shell("list")

    assert code == 0
    assert "surcharge_credit" in out
    assert "据公开文本" in out


def test_a_book_that_cannot_be_read_is_said_and_the_others_are_listed(shell, monkeypatch):
    monkeypatch.setattr(books, "names", lambda: ["fiscal_tilt", "surcharge_credit"])
    monkeypatch.setattr(books, "load", _without("fiscal_tilt", books.load))

    code, out, err = shell("list", "--format", "json")

    assert (code, err) == (2, "fiscal_tilt：缺 cases.yaml。\n")
    assert [each["name"] for each in read(out)["books"]] == ["surcharge_credit"]


def _without(broken: str, load: Callable[[str], books.Book]) -> Callable[[str], books.Book]:
    def loaded(name: str) -> books.Book:
        if name == broken:
            raise books.Unreadable(f"{name}：缺 cases.yaml")
        return load(name)

    return loaded


def test_a_book_shows_what_it_asks_for_and_every_number_with_its_article(shell):
    code, out, err = shell("show", "surcharge_credit", "--format", "json")

    assert code == 0, err
    shown = read(out)
    assert shown["summary"].startswith("纳入培育范围的企业")
    assert shown["open_questions"]
    credit = shown["formulas"][0]
    assert [fact["name"] for fact in credit["facts"]] == list(HEADS)
    assert credit["facts"][2]["words"] == {"month": "按月", "quarter": "按季", "year": "按年"}
    assert credit["outs"][0] == {
        "name": "due_education",
        "label": "应缴教育费附加",
        "kind": "money",
        "unit": "元",
        "words": {},
    }
    rate = next(each for each in shown["parameters"] if each["name"] == "credit_rate")
    assert rate["values"][-1] | {"note": "", "text": ""} == {
        "since": "2019-01-01",
        "until": None,
        "value": Decimal("0.3"),
        "document": "财税〔2019〕46号",
        "article": "第三条",
        "confidence": "copy",
        "note": "",
        "text": "",
        "said": "30.00%",
    }
    carry = next(each for each in shown["clauses"] if each["name"] == "carry")
    assert "继续抵免" in carry["values"][0]["said"]


def test_on_a_day_only_what_holds_that_day_is_shown(shell):
    def values(*words: str) -> dict[str, int]:
        shown = read(shell("show", "surcharge_credit", "--format", "json", *words)[1])
        return {each["name"]: len(each["values"]) for each in shown["parameters"]}

    assert values()["half_relief_rate"] == 3
    assert values("--on", "2023-12-31")["half_relief_rate"] == 1
    assert values("--on", "2001-01-01")["education_rate"] == 0


def test_one_formula_shows_only_what_it_reads(shell):
    shown = read(shell("show", "surcharge_credit.scope", "--format", "json")[1])

    assert [each["name"] for each in shown["formulas"]] == ["scope"]
    assert "credit_rate" not in {each["name"] for each in shown["parameters"]}


def test_what_was_not_found_is_said_so(shell):
    code, out, _ = shell("show", "per_student_funds")

    assert code == 0
    assert "未查到" in out
    assert "存疑：" in out


# ------------------------------------------------------------------ run: formats


def test_json_has_exact_numbers_and_names_what_is_missing(credit):
    code, out, err = credit("--format", "json")

    assert code == 0, err
    found = read(out)
    assert found["version"] == books.load("surcharge_credit").version
    assert found["formula"] == "surcharge_credit"
    assert any(each.startswith("依据待核：财综〔2010〕98号") for each in found["doubts"])
    first, second, unknown = found["outcomes"]
    assert (first["uscc"], first["period"]) == ("A", "2022")
    assert '"credit_education": 18000.00,' in out, "a number with its places"
    assert (first["credit_local"], first["payable_local"]) == (Decimal("12000.00"), Decimal("8000.00"))
    assert (second["pool"], second["carry_out"]) == (Decimal("90000.00"), Decimal("40000.00"))
    assert (unknown["pool"], unknown["missing"]) == (None, ["new_investment"])
    assert first["exempt"] is False


def test_json_says_why_something_does_not_apply_and_which_condition_failed(shell, tmp_path):
    path = tmp_path / "posts.json"
    firm = {"uscc": "A", "year": 2023, "staff_total": 100, "posts_offered": 0}
    rows = [{**firm, "above_scale": scale, "staff_on_post": 20, "interns": 9} for scale in (True, False)]
    path.write_text(json.dumps([{**row, "uscc": f"A{number}"} for number, row in enumerate(rows)]), "utf8")

    above, below = outcomes(shell("run", "internship_posts", "--facts", path, "--format", "json"))

    assert (above["required"], above["offered_gap"], above["state"]) == (2, 2, "short")
    assert (below["required"], below["state"]) == ("not_applicable", "not_applicable")
    assert below["inapplicable"] == ["规模以上企业且有职工：否"]
    failed = {each["name"]: each for each in (*above["refused"], *above["advised"])}
    assert all(each["reason"] and each["article"] for each in failed.values())


def test_a_condition_that_only_compares_names_the_article_of_its_threshold(shell, tmp_path):
    school = {"school_code": "3737000001", "year": 2023, "kind": "ordinary", "opened_year": 2000}
    counted = {"attached_class_only": False, "students": 1350, "land_area": 1000, "building_area": 1000}
    people = {"teachers": 10, "equipment_value": 1000, "books": 10, "dual_teachers": 1, "major_teachers": 2}
    path = tmp_path / "school.json"
    path.write_text(json.dumps([{**school, **counted, **people}]), "utf8")

    [found] = outcomes(shell("run", "school_standard", "--facts", path, "--format", "json"))
    refused = found["refused"]

    assert refused
    assert [each["name"] for each in refused if not each["article"]] == []


def test_csv_goes_to_the_screen_without_a_mark_and_to_a_file_with_one(credit, tmp_path):
    code, out, err = credit("--format", "csv")
    rows = list(csv.DictReader(io.StringIO(out)))

    assert code == 0, err
    assert rows[1]["credit_education"] == "30000.00"
    assert rows[2]["missing"] == "new_investment"
    assert not out.startswith("\ufeff")
    assert credit("--output", tmp_path / "out.csv") == (0, "", "")
    assert (tmp_path / "out.csv").read_bytes().decode("utf8") == "\ufeff" + out


def test_parquet_needs_a_file(credit, tmp_path):
    assert credit("--format", "parquet")[::2] == (2, "parquet 不能写到屏幕，请用 --output 写明文件。\n")

    assert credit("--output", tmp_path / "out.parquet") == (0, "", "")
    found = pl.read_parquet(tmp_path / "out.parquet")
    assert found["credit_education"].to_list() == [Decimal("18000.00"), Decimal("30000.00"), None]


def test_json_and_table_can_go_to_a_file(credit, tmp_path):
    for name in ("out.json", "out.txt"):
        assert credit("--output", tmp_path / name)[:2] == (0, "")
    assert len(read((tmp_path / "out.json").read_text("utf8"))["outcomes"]) == 3
    assert "18,000.00 元" in (tmp_path / "out.txt").read_text("utf8")


def test_the_table_speaks_chinese_and_says_what_is_missing(credit):
    code, out, _ = credit()

    assert code == 0
    assert "结转下期可抵免额" in out
    assert "40,000.00 元" in out
    assert "缺：当期新增投资额" in out
    assert "依据待核：财综〔2010〕98号" in out
    assert "tax_base" not in out


def test_a_long_table_is_cut_and_says_so(credit):
    code, out, _ = credit(rows=[changed(uscc=f"U{number}") for number in range(60)])

    assert code == 0
    assert "还有10行，用 --format csv 看全部。" in out
    assert "U49" in out
    assert "U50" not in out


def test_a_few_columns_stand_side_by_side_with_numbers_at_the_right(shell, tmp_path):
    path = tmp_path / "tilt.csv"
    path.write_text(
        "year,education_prev,education,vocational_prev,vocational\n2023,1000,2000,100,200\n", "utf8"
    )
    code, out, err = shell("run", "fiscal_tilt", "--facts", path)

    assert code == 0, err
    row = next(line for line in out.splitlines() if "2023" in line and "│" in line)
    assert "年度" in out
    assert row.startswith("│")


# ------------------------------------------------------------------ run: explained


def test_each_step_is_explained_with_what_it_read_and_its_article(credit):
    first = outcomes(credit("--format", "json", "--explain"))[0]

    steps = {step["name"]: step for step in first["steps"]}
    grant = steps["grant"]
    assert (grant["value"], grant["unit"], grant["state"]) == (Decimal("30000.00"), "元", "value")
    reads = {each["name"]: each for each in grant["reads"]}
    assert reads["new_investment"]["value"] == Decimal("100000.00")
    assert reads["credit_rate"]["value"] == Decimal("0.3")
    assert (reads["credit_rate"]["document"], reads["credit_rate"]["article"]) == (
        "财税〔2019〕46号",
        "第三条",
    )
    assert {"document", "article", "confidence"} <= set(grant["citations"][0])
    assert first["credit_education"] == Decimal("18000.00"), "the flat columns stand there too"


def test_a_step_that_is_unknown_says_what_is_missing(credit):
    unknown = outcomes(credit("--format", "json", "--explain"))[2]
    pool = next(step for step in unknown["steps"] if step["name"] == "pool")

    assert (pool["value"], pool["state"], pool["missing"]) == (None, "unknown", ["当期新增投资额"])


def test_the_account_can_be_read(credit):
    code, out, _ = credit("--explain", rows=(FIRST, UNKNOWN))

    assert code == 0
    assert "A　2022" in out
    assert "抵免比例" in out
    assert "无法判断：缺" in out
    assert "财税〔2019〕46号第三条" in out


def test_steps_are_explained_in_tables_and_json_only(credit):
    code, _, err = credit("--explain", "--format", "csv")

    assert (code, err) == (2, "--explain 只和 table、json 一起用，也不和 --set 一起用。\n")


# ------------------------------------------------------------------ run: what if


def test_json_has_both_outcomes_and_what_changes(credit):
    code, out, err = credit("--set", "credit_rate=0.25", "--format", "json")

    assert code == 0, err
    found = read(out)
    assert found["trial"]["set"] == {"credit_rate": Decimal("0.25")}
    assert found["trial"]["version"] != found["base"]["version"]
    assert found["base"]["outcomes"][0]["credit_education"] == Decimal("18000.00")
    assert found["trial"]["outcomes"][0]["credit_education"] == Decimal("15000.00")
    assert found["changes"][0]["credit_education"] == Decimal("-3000.00")
    assert found["changes"][2]["credit_education"] is None
    summary = found["summary"]
    assert [summary[name] for name in ("gain", "lose", "mixed", "same", "unknown")] == [0, 1, 0, 0, 1]
    sums = {each["name"]: each for each in summary["outs"]}
    assert sums["credit_education"]["change"] == Decimal("-3000.00")
    assert (sums["carry_out"]["base"], sums["carry_out"]["trial"]) == (
        Decimal("40000.00"),
        Decimal("25000.00"),
    )


def test_a_state_that_changes_says_from_what_to_what(shell, tmp_path):
    path = tmp_path / "posts.csv"
    path.write_text(
        "uscc,year,above_scale,staff_total,staff_on_post,posts_offered,interns\nA,2023,true,100,100,2,0\n",
        "utf8",
    )
    words = ["run", "internship_posts", "--facts", path, "--set", "post_rate=0.05", "--format", "json"]
    code, out, err = shell(*words)

    assert code == 0, err
    assert read(out)["changes"][0]["state"] == {"from": "met", "to": "short"}


@pytest.mark.parametrize("ending", ["csv", "parquet"])
def test_tables_have_three_columns_for_each_number(credit, tmp_path, ending: str):
    path = tmp_path / f"out.{ending}"
    assert credit("--set", "credit_rate=0.25", "--output", path) == (0, "", "")

    found = pl.read_csv(path) if ending == "csv" else pl.read_parquet(path)
    names = ["credit_education", "credit_education_trial", "credit_education_change"]
    assert [float(each) for each in found.select(names).row(0)] == [18000, 15000, -3000]


def test_the_summary_says_who_gains_and_what_it_costs(credit):
    code, out, _ = credit("--set", "credit_rate=0.25")

    assert code == 0
    assert "试算 抵免比例 25.00%" in out
    assert "按统一社会信用代码数：得益0个，受损1个" in out
    assert "没有变化：应缴教育费附加" in out
    assert "相差最大的" in out


@pytest.mark.parametrize(
    ("word", "said"),
    [
        ("credit_rate", "--set 要写成 参数=数，如 credit_rate=0.25；“credit_rate”没有看懂"),
        ("=0.25", "“=0.25”没有看懂"),
        ("credit_rat=0.25", "不用参数 credit_rat；是不是 credit_rate（抵免比例）？可改："),
        ("credit_stage=certified", "不用参数 credit_stage。可改："),
        ("carry=1", "不用参数 carry"),
        ("credit_rate=很多", "抵免比例（credit_rate）不能是“很多”"),
        ("credit_rate=-1", "不能是“-1”"),
        ("credit_rate=0.1234567", "不能是“0.1234567”"),
    ],
)
def test_a_number_that_cannot_be_tried_is_refused(credit, word: str, said: str):
    code, out, err = credit("--set", word)

    assert (code, out) == (2, "")
    assert said in err


# ------------------------------------------------------------------ run: files


def test_a_sheet_of_gb18030_is_read(shell, tmp_path):
    path = sheet(tmp_path, changed(filing="按年", half_relief="否", in_scope="是"), coding="gb18030")

    [found] = outcomes(shell("run", "surcharge_credit", "--facts", path, "--format", "json"))
    assert found["credit_education"] == Decimal("18000.00")


def test_a_workbook_and_parquet_say_the_same(shell, tmp_path):
    numbers = [*FIRST[:3], None, 1_000_000, 0, False, True, 100_000]
    book = workbook(tmp_path, HEADS, numbers)
    parquet = tmp_path / "facts.parquet"
    pl.DataFrame([dict(zip(HEADS, numbers, strict=True))], infer_schema_length=None).write_parquet(parquet)

    found = [
        outcomes(shell("run", "surcharge_credit", "--facts", p, "--format", "json")) for p in (book, parquet)
    ]
    assert found[0] == found[1]
    assert found[0][0]["credit_local"] == Decimal("12000.00")


def test_a_day_that_the_facts_carry_themselves_is_not_replaced(credit):
    code, _, err = credit("--on", "2016-12-31", "--format", "json")

    assert (code, err) == (0, "提醒：事实自带日期（period），--on 不起作用。\n")


# ------------------------------------------------------------------ starting and ending


def test_help_needs_neither_django_nor_polars():
    code = (
        "import sys\nfrom gaodi.cli import main\n"
        "try:\n    main(['rule', 'list', '--help'])\nexcept SystemExit:\n    pass\n"
        "assert not {'django', 'polars', 'yaml', 'rich'} & set(sys.modules), sorted(sys.modules)"
    )
    subprocess.run([sys.executable, "-c", code], check=True, capture_output=True)


def test_a_run_needs_no_django(tmp_path):
    path = sheet(tmp_path, FIRST)
    words = ["rule", "run", "surcharge_credit", "--facts", str(path)]
    code = (
        "import sys\nfrom gaodi.cli import main\n"
        f"assert main(['rule', 'list']) in (0, 2)\nassert main({words!r}) == 0\n"
        "assert 'django' not in sys.modules and 'pyspark' not in sys.modules"
    )
    subprocess.run([sys.executable, "-c", code], check=True, capture_output=True)


def test_stopping_is_clean(credit, monkeypatch):
    def stopped(*_args: object, **_options: object) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr("gaodi.rules.commands.running.run_frame", stopped)

    code, _, err = credit("--format", "json")
    assert (code, err) == (130, "已停止。\n")


@pytest.mark.parametrize("form", ["json", "table", "csv"])
def test_a_reader_who_has_had_enough_is_no_mistake(tmp_path, form: str):
    path = sheet(tmp_path, *(changed(uscc=f"U{number}") for number in range(5_000)))
    words = [
        sys.executable,
        "-m",
        "gaodi.cli",
        "rule",
        "run",
        "surcharge_credit",
        "--format",
        form,
        "--facts",
        path,
    ]
    with subprocess.Popen(words, stdout=subprocess.PIPE, stderr=subprocess.PIPE) as process:
        assert process.stdout is not None
        assert process.stderr is not None
        process.stdout.read(10)
        process.stdout.close()
        assert process.stderr.read() == b""
    assert process.returncode == 0


@pytest.mark.skipif(
    find_spec("pyspark") is None or shutil.which("java") is None,
    reason="needs the extra “spark” and Java 17: make spark",
)
@pytest.mark.spark
@pytest.mark.parametrize("form", ["json", "csv", "table"])
def test_spark_says_what_the_machine_itself_says(credit, form: str):
    rows = [changed(row, uscc=f"{row[0]}{number}") for number in range(5) for row in (FIRST, SECOND, UNKNOWN)]

    here, there = (credit("--format", form, "--engine", each, rows=rows) for each in ("local", "spark"))
    assert here[:2] == there[:2]
