"""``gaodi rule run`` of a text rule: one notice in, its clauses out, each quoted as it stands."""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Callable

import pytest

from gaodi.cli import main
from gaodi.rules import book as books

BOOK = "recruitment_notice"
LIMIT = "全日制大学本科及以上学历"
NOTICE = f"""某区教育局所属事业单位公开招聘工作人员公告
2023年5月6日
一、岗位和条件
本次公开招聘事业单位在编人员2名。应聘人员须具有{LIMIT}。
二、报名
时间为2023年5月10日至5月12日。
"""

Run = Callable[..., tuple[int, str, str]]


@pytest.fixture
def judged(capsys, tmp_path) -> Run:
    """Judge a notice; gives the code, what was printed and what was complained of."""

    def run(
        content: object, *words: object, name: str = "notice.txt", coding: str = "utf8"
    ) -> tuple[int, str, str]:
        path = tmp_path / name
        text = content if isinstance(content, str) else json.dumps(content, ensure_ascii=False)
        path.write_bytes(text.encode(coding))
        code = main(["rule", "run", BOOK, "--facts", str(path), *map(str, words)])
        said = capsys.readouterr()
        return code, said.out, said.err

    return run


def read(answer: tuple[int, str, str]) -> dict:
    code, out, err = answer
    assert code == 0, err
    return json.loads(out)


def flagged(found: dict) -> list[str]:
    return [clause["quote"] for clause in found["clauses"] if clause["flagged"]]


@pytest.mark.parametrize("coding", ["utf8", "utf-8-sig", "gb18030", "utf-16"])
def test_a_notice_is_judged_and_its_clauses_are_quoted(judged, coding: str):
    found = read(judged(NOTICE, "--format", "json", coding=coding))

    assert (found["book"], found["version"]) == (BOOK, books.load(BOOK).version)
    assert any(LIMIT[:3] in quote for quote in flagged(found))
    assert all(quote in NOTICE for quote in flagged(found))
    clause = next(each for each in found["clauses"] if each["flagged"])
    assert clause["why"]
    assert clause["article"]
    assert {"effect", "effect_why", "missing", "citations"} <= set(found)
    assert all(each.startswith("依据待核：") for each in found["doubts"])


def test_lines_may_end_as_windows_ends_them(judged):
    found = read(judged(NOTICE.replace("\n", "\r\n"), "--format", "json"))

    assert flagged(found) == flagged(read(judged(NOTICE, "--format", "json")))


def test_facts_beside_the_text_are_given_as_json(judged):
    facts = {"text": NOTICE, "issuer": "某民营公司", "issuer_kind": "private", "on": "2023-05-06"}

    found = read(judged(facts, "--format", "json", name="notice.json"))
    assert found["effect"] != read(judged(NOTICE, "--format", "json"))["effect"]


def test_the_day_is_given_by_the_facts_else_by_the_command(judged, monkeypatch):
    given = []
    rule = books.load(BOOK).text_rule
    judge = rule.judge

    def noted(facts, sources):
        given.append(str(facts["on"]))
        return judge(facts, sources)

    monkeypatch.setattr(rule, "judge", noted)
    judged(NOTICE, "--on", "2024-01-02", "--format", "json")
    judged({"text": NOTICE, "on": "2023-05-06"}, "--on", "2024-01-02", name="notice.json")
    judged(NOTICE)

    assert given == ["2024-01-02", "2023-05-06", "None"]


def test_csv_has_a_row_for_each_clause(judged, tmp_path):
    code, out, err = judged(NOTICE, "--format", "csv")
    rows = list(csv.DictReader(io.StringIO(out)))

    assert code == 0, err
    assert any(row["flagged"] == "true" and row["quote"] in NOTICE for row in rows)
    assert judged(NOTICE, "--output", tmp_path / "out.csv")[:2] == (0, "")
    assert (tmp_path / "out.csv").read_text("utf8") == "\ufeff" + out


def test_the_table_says_what_the_clauses_are_worth(judged):
    code, out, _ = judged(NOTICE)

    assert code == 0
    assert "不合规" in out
    assert read(judged(NOTICE, "--format", "json"))["effect_why"].split("，")[0] in out


@pytest.mark.parametrize(
    ("content", "name", "said"),
    [
        (" \n", "notice.txt", "notice.txt：没有文字。"),
        ({"issuer": "某局"}, "notice.json", "notice.json：没有文字。"),
        ("[1]", "notice.json", "notice.json：应是一个对象"),
        ("{", "notice.json", "notice.json：不是完整的 JSON"),
        ({"txet": "x"}, "notice.json", "不认识 txet；是不是 text（全文）？可写：text、"),
        ({"text": "x", "备注": "y"}, "notice.json", "不认识 备注。可写："),
        ({"text": "x", "on": "去年"}, "notice.json", "on 是“去年”，应是日期，如 2023-06-01"),
        ({"text": "x", "issuer": 3}, "notice.json", "issuer 应是文字或 true、false"),
        ("x", "notice.docx", "notice.docx：文字规则只读 txt，或 json"),
    ],
)
def test_a_paper_that_cannot_be_judged_is_refused(judged, content: object, name: str, said: str):
    code, out, err = judged(content, name=name)

    assert (code, out) == (2, "")
    assert said in err


def test_a_coding_that_nobody_knows_is_refused(capsys, tmp_path):
    path = tmp_path / "notice.txt"
    path.write_bytes(b"\x81\x00\xff")

    assert main(["rule", "run", BOOK, "--facts", str(path)]) == 2
    assert "notice.txt：认不出编码" in capsys.readouterr().err
    assert main(["rule", "run", BOOK, "--facts", str(tmp_path / "no.txt")]) == 2
    assert "没有这个文件" in capsys.readouterr().err


@pytest.mark.parametrize(
    "words",
    [["--set", "practice_share=0.4"], ["--engine", "spark"], ["--format", "parquet", "--output", "x"]],
)
def test_what_makes_no_sense_for_a_paper_is_refused(judged, words: list[str]):
    code, out, err = judged(NOTICE, *words)

    assert (code, out) == (2, "")
    assert err == "文字规则看一份文件，不用 --set、--engine 和 parquet。\n"


def test_the_book_shows_what_it_asks_for(capsys):
    assert main(["rule", "show", BOOK, "--format", "json"]) == 0
    shown: dict = json.loads(capsys.readouterr().out)

    assert [fact["name"] for fact in shown["facts"]][:2] == ["text", "issuer"]
    assert shown["formulas"] == []
