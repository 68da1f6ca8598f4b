"""``gaodi register`` in the shell: the same rows, figures and refusals as on the pages."""

from __future__ import annotations

import json
from datetime import date

import pytest
from python_calamine import CalamineWorkbook

from gaodi.bedrock import clock
from gaodi.cli import main
from gaodi.ground.figures import Asked, figure
from gaodi.ground.models import Job
from gaodi.registers.declaration import REGISTERS
from gaodi.registers.models import Batch, Subject
from gaodi.registers.queries.answers import said_of
from gaodi.registers.queries.scope import visible_rows
from tests.registers.entering import enter, id_number, settle

TEACHERS = REGISTERS["teachers"]
DUALS = next(each.name for each in TEACHERS.figures if "双师型" in each.label)
WANG = {
    "subject": id_number(),
    "label": "王安宁",
    "valid_from": "2015-09-01",
    "kind": "专业课",
    "employment": "在编",
}


@pytest.fixture
def shell(capsys):
    """Run a command; gives its code, what it printed and what it complained of."""

    def run(*words: str):
        code = main(["register", *words])
        said = capsys.readouterr()
        return code, said.out, said.err

    return run


def printed(shell, *words: str):
    code, out, err = shell(*words, "--format", "json")
    assert code == 0, err
    return json.loads(out)


# ------------------------------------------------------------------ list


def test_the_registers_are_listed_without_a_database(shell):
    found = printed(shell, "list")["registers"]

    assert [each["slug"] for each in found] == list(REGISTERS)
    teachers = next(each for each in found if each["slug"] == "teachers")
    assert teachers["columns"][:2] == [
        {"name": "subject", "heading": "身份证号", "unit": "", "kind": "身份证号", "required": True},
        {"name": "label", "heading": "姓名", "unit": "", "kind": "文字", "required": True},
    ]
    assert [each["name"] for each in teachers["figures"]] == [each.name for each in TEACHERS.figures]
    assert teachers["verified_by"] == ["edu_sports_bureau"]


def test_the_rows_of_a_register_are_those_that_one_may_see(shell, 系统, 教务员, 别校教务员):
    enter("teachers", 教务员, **WANG)
    enter("teachers", 别校教务员, **WANG | {"label": "孙远"})

    mine = printed(shell, "list", "teachers", "--as", "jiaowu")["rows"]

    assert [(each["unit"], each["state"], each["cells"]["label"]) for each in mine] == [
        ("wanghai", "submitted", "王安宁")
    ]
    assert mine[0]["cells"]["subject"].count("*") == 8
    assert len(printed(shell, "list", "teachers")["rows"]) == 2
    assert len(printed(shell, "list", "teachers", "--limit", "1")["rows"]) == 1
    assert "孙远" not in shell("list", "teachers", "--as", "jiaowu")[1]


def test_a_closed_register_is_opened_for_its_circle_only(shell, 系统, 教务员):
    closed = [each for each in REGISTERS.values() if each.closed]
    assert closed
    for register in closed:
        for words in (["list", register.slug], ["figures", register.slug]):
            code, out, err = shell(*words, "--as", "jiaowu")
            assert (code, out) == (2, "")
            assert "只供填报和审核的单位看" in err


def test_what_is_not_there_is_refused(shell, 系统, 教务员):
    assert shell("list", "nirgends")[::2] == (2, "没有台账“nirgends”。运行 gaodi register list 看有哪些。\n")
    assert "没有用户名“niemand”" in shell("list", "teachers", "--as", "niemand")[2]
    assert "没有名为“nirgends”的数" in shell("figures", "nirgends")[2]
    assert "期间“去年”没有看懂" in shell("figures", "--period", "去年")[2]
    assert "没有单位“nirgends”" in shell("figures", "--unit", "nirgends", "--as", "jiaowu")[2]


# ------------------------------------------------------------------ figures


@pytest.fixture
def corrected_late(教务员, 科员):
    """A teacher whose recognition of 2024 was verified in March 2025."""
    with clock.standing_on(date(2024, 12, 20)):
        settle("teachers", enter("teachers", 教务员, **WANG, dual_level="未认定"), 科员)
    with clock.standing_on(date(2025, 3, 3)):
        recognised = {"dual_level": "中级", "dual_on": "2024-06-01"}
        settle("teachers", enter("teachers", 教务员, **WANG, **recognised), 科员)


def test_a_figure_differs_by_the_day_on_which_it_was_known(shell, 系统, corrected_late):
    then = printed(shell, "figures", DUALS, "--as-of", "2024-12-31", "--known-on", "2025-01-15")["figures"]
    today = printed(shell, "figures", DUALS, "--as-of", "2024-12-31")["figures"]

    assert [(each["state"], each["value"]) for each in (*then, *today)] == [("value", "0"), ("value", "1")]


def test_the_shell_says_what_the_page_says(shell, 系统, 教务员, 科员, corrected_late):
    for by, username in ((科员, "keyuan"), (教务员, "jiaowu")):
        asked = Asked(by, date(2024, 12, 31))
        for found in printed(shell, "figures", "teachers", "--as-of", "2024-12-31", "--as", username)[
            "figures"
        ]:
            said = said_of(figure(found["name"]), asked)
            assert (found["said"], found["missing"]) == (said.words, list(said.answer.missing))


def test_all_figures_can_be_asked_by_anybody(shell, 系统, 教务员, 企业人事, 督查员, 科员):
    for username in ("jiaowu", "renshi", "ducha", "keyuan"):
        found = printed(shell, "figures", "--as", username, "--period", "2023")["figures"]
        assert len(found) > 10
        assert {each["state"] for each in found} <= {"value", "unknown", "not_applicable"}
    assert shell("figures")[0] == 0


def test_a_figure_of_one_unit(shell, 系统, 教务员, 别校教务员, 科员, corrected_late):
    assert (
        printed(shell, "figures", DUALS, "--unit", "wanghai", "--as", "keyuan")["figures"][0]["value"] == "1"
    )
    assert (
        printed(shell, "figures", DUALS, "--unit", "shiyan", "--as", "keyuan")["figures"][0]["value"] == "0"
    )


# ------------------------------------------------------------------ import


def sheet(tmp_path, *rows: str):
    path = tmp_path / "教师.csv"
    path.write_text("\n".join(("身份证号,姓名,到岗日期,任课类型", *rows)), encoding="gb18030")
    return str(path)


def labels(by) -> list[str]:
    return sorted(visible_rows(TEACHERS, by).values_list("label", flat=True))


def test_a_sheet_is_stored_and_waits_for_verification(shell, 系统, 教务员, tmp_path):
    path = sheet(
        tmp_path, f"{id_number(1)},王安宁,2015年9月1日,专业课", f"{id_number(2)},孙远,20160901,公共课"
    )

    found = printed(shell, "import", "teachers", path, "--as", "jiaowu")

    assert (found["stored"], found["counts"]["new"], found["problems"]) == (True, 2, [])
    assert [row.state for row in visible_rows(TEACHERS, 教务员)] == ["submitted", "submitted"]
    again = printed(shell, "import", "teachers", path, "--as", "jiaowu")
    assert (again["counts"]["new"], again["counts"]["same"]) == (0, 2)


def test_all_errors_are_named_by_cell_and_nothing_is_stored(shell, 系统, 教务员, tmp_path):
    path = sheet(tmp_path, "3.71E+17,王安宁,2015年6月31日,专业课", f"{id_number(2)},孙远,20160901,烹饪")

    code, out, _ = shell("import", "teachers", path, "--as", "jiaowu", "--format", "json")

    found = json.loads(out)
    assert (code, found["stored"]) == (2, False)
    assert [each["cell"].split("!")[1] for each in found["problems"]] == ["A2", "C2", "D3"]
    assert labels(教务员) == []
    assert [batch.state for batch in Batch.objects.all()] == ["dropped"]
    assert shell("import", "teachers", path, "--as", "jiaowu")[1].count("错误　") == 3


def test_the_rows_without_errors_are_stored_when_that_is_said(shell, 系统, 教务员, tmp_path):
    path = sheet(tmp_path, "3.71E+17,王安宁,2015-06-01,专业课", f"{id_number(2)},孙远,20160901,公共课")

    assert shell("import", "teachers", path, "--as", "jiaowu", "--partial")[0] == 0
    assert labels(教务员) == ["孙远"]


def test_checking_stores_nothing(shell, 系统, 教务员, tmp_path):
    path = sheet(tmp_path, f"{id_number(1)},王安宁,2015年9月1日,专业课")

    assert shell("import", "teachers", path, "--as", "jiaowu", "--check")[:2] == (
        0,
        "共1行，新增1行，变更0行，相同0行，有错0行\n只核对了，没有入库。\n",
    )
    assert labels(教务员) == []


def test_clearing_a_value_must_be_said(shell, 系统, 教务员, 科员, tmp_path):
    settle("teachers", enter("teachers", 教务员, **WANG), 科员)
    path = sheet(tmp_path, f"{id_number()},王安宁,2015-09-01,")

    code, _, err = shell("import", "teachers", path, "--as", "jiaowu")
    assert (code, err) == (2, "有1行会清空已有的值。没有入库。\n")

    assert shell("import", "teachers", path, "--as", "jiaowu", "--blanks")[0] == 0
    assert [row.kind for row in visible_rows(TEACHERS, 教务员).filter(open=True)] == [None]


def test_who_does_not_fill_a_register_cannot_import(shell, 系统, 科员, tmp_path):
    code, _, err = shell("import", "teachers", sheet(tmp_path), "--as", "keyuan")

    assert code == 2
    assert "不由区教育体育局填报" in err
    assert not Job.objects.exists()


def test_a_file_that_is_no_sheet_is_refused(shell, 系统, 教务员, tmp_path):
    path = tmp_path / "说明.csv"
    path.write_text("这里没有表\n", encoding="utf-8")

    code, out, err = shell("import", "teachers", str(path), "--as", "jiaowu")

    assert (code, out) == (2, "")
    assert err
    assert "打不开文件" in shell("import", "teachers", str(tmp_path / "没有.csv"), "--as", "jiaowu")[2]


# ------------------------------------------------------------------ template and export


def test_a_template_goes_in_again_and_changes_nothing(shell, 系统, 教务员, 别校教务员, 科员, tmp_path):
    settle("teachers", enter("teachers", 教务员, **WANG), 科员)
    enter("teachers", 教务员, **WANG | {"subject": id_number(2), "label": "孙远"})
    enter("teachers", 别校教务员, **WANG | {"subject": id_number(3), "label": "别人"})
    path = str(tmp_path / "教师.xlsx")

    code, _, err = shell("template", "teachers", "--as", "jiaowu", "-o", path)

    assert (code, err) == (0, "")
    found = printed(shell, "import", "teachers", path, "--as", "jiaowu")
    assert (found["counts"]["rows"], found["counts"]["same"], found["problems"]) == (2, 2, [])


def test_who_does_not_fill_gets_no_template(shell, 系统, 科员, tmp_path):
    path = tmp_path / "教师.xlsx"

    assert "不由区教育体育局填报" in shell("template", "teachers", "--as", "keyuan", "-o", str(path))[2]
    assert not path.exists()


def test_a_place_where_nothing_can_be_written_is_named(shell, 系统, 教务员, tmp_path):
    code, _, err = shell("template", "teachers", "--as", "jiaowu", "-o", str(tmp_path / "没有" / "教师.xlsx"))

    assert code == 2
    assert "写不了文件" in err


def test_an_export_holds_what_one_may_see_and_asks_for(shell, 系统, 教务员, 别校教务员, 科员, tmp_path):
    settle("teachers", enter("teachers", 教务员, **WANG), 科员)
    enter("teachers", 教务员, **WANG | {"subject": id_number(2), "label": "孙远"})
    settle(
        "teachers", enter("teachers", 别校教务员, **WANG | {"subject": id_number(3), "label": "别人"}), 科员
    )

    def exported(*words: str) -> str:
        path = tmp_path / "出.xlsx"
        assert shell("export", "teachers", *words, "-o", str(path))[0] == 0
        book = CalamineWorkbook.from_path(str(path))
        rows = book.get_sheet_by_index(0).to_python()
        return " ".join(name for name in ("王安宁", "孙远", "别人") if any(name in row for row in rows))

    assert exported("--as", "jiaowu") == "王安宁 孙远"
    assert exported("--as", "jiaowu", "--state", "verified") == "王安宁"
    assert exported("--as", "keyuan", "--unit", "shiyan") == "别人"
    assert exported("--as", "keyuan", "--known", "2019-01-01") == ""


def test_an_administrator_links_a_schools_code_and_the_school_need_not_write_it(
    shell, 系统, 管理员, 教务员, 望海职专
):
    code, said, wrong = shell("link", "3137100201", "wanghai", "--as", "guanli")

    assert code == 0, wrong
    assert said == "已关联：3137100201 是望海职业中等专业学校。\n"
    row = enter("school-years", 教务员, period="2023-2024学年", students="1350")
    assert row.subject.key == "3137100201"


def test_nobody_else_links_a_code_and_a_wrong_one_is_refused(shell, 系统, 管理员, 教务员, 望海职专):
    code, _, wrong = shell("link", "3137100201", "wanghai", "--as", "jiaowu")
    assert (code, wrong) == (2, "单位和代码由管理员关联。\n")

    code, _, wrong = shell("link", "31371002", "wanghai", "--as", "guanli")
    assert (code, wrong) == (2, "统一社会信用代码应为18位，这里是8位。请对照营业执照改正。\n")
    assert not Subject.objects.exists()
