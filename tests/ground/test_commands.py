"""The command line: what is printed, what is refused, and with which exit code."""

from __future__ import annotations

import getpass
import json
from datetime import date

import pytest

from gaodi.cli import main
from gaodi.ground import doctor
from gaodi.ground.actions.units import add_alias
from gaodi.ground.models import Account, AuditRow, CalendarDay, Post, Unit

PASSWORD = "quiet-harbour-1891"


@pytest.fixture
def gaodi(capsys, monkeypatch):
    """Run a command in this process; gives its exit code and what it printed to both."""
    monkeypatch.setenv("COLUMNS", "200")

    def run(*args: str) -> tuple[int, str, str]:
        try:
            code = main(args)
        except SystemExit as ended:
            code = ended.code
        printed = capsys.readouterr()
        return code, printed.out, printed.err

    return run


@pytest.fixture
def ready(系统, 教体局, 工信局, 督查员) -> None:
    """A migrated database with a district, some units and a person."""


# ------------------------------------------------------------------ what every command keeps to


@pytest.mark.parametrize("command", ["serve", "worker", "migrate", "user", "unit", "doctor"])
def test_each_has_help_without_a_database(gaodi, command):
    code, out, _ = gaodi(command, "--help")

    assert code == 0
    assert out.startswith(f"usage: gaodi {command}")


@pytest.mark.parametrize("args", [("user",), ("user", "dance"), ("unit", "match"), ("serve", "--port", "x")])
def test_words_that_make_no_command_are_2(gaodi, args):
    assert gaodi(*args)[0] == 2


@pytest.mark.parametrize("args", [("user", "list"), ("unit", "list"), ("worker",)])
def test_a_database_that_is_not_there_yet_is_said(db, gaodi, args):
    assert gaodi(*args) == (2, "", "数据库还没有建好。请先运行 gaodi migrate。\n")


def test_a_malformed_day_is_said(gaodi, monkeypatch):
    monkeypatch.setenv("GAODI_TODAY", "2023-13-01")

    code, _, err = gaodi("unit", "list")

    assert code == 2
    assert err.startswith("设置不对：")


# ------------------------------------------------------------------ user


def test_a_user_is_added_with_a_password_shown_once(ready, gaodi):
    code, out, _ = gaodi("user", "add", "zhangsan", "张三", "--unit", "区教育体育局", "--role", "clerk")

    assert code == 0
    assert out.startswith("zhangsan，密码 ")
    password = out.split("密码 ")[1].split("（")[0]
    account = Account.objects.get(username="zhangsan")
    assert account.check_password(password)
    assert account.must_change_password
    row = AuditRow.objects.get(verb="open_account")
    assert (row.person, row.about_unit) == ("系统", "区教育体育局")


def test_the_first_administrator_of_a_new_house(系统, gaodi):
    unit = ("--district", "371002", "--district-name", "环翠区", "--key", "government_office")
    assert gaodi("unit", "add", "区政府办公室", *unit)[0] == 0
    assert gaodi("user", "add", "guanli", "张三", "--unit", "government_office", "--role", "admin")[0] == 0

    assert str(Post.objects.get(account__username="guanli")) == "区政府办公室管理员张三"


def test_a_password_may_be_typed(ready, gaodi, monkeypatch):
    monkeypatch.setattr(getpass, "getpass", lambda _prompt: PASSWORD)

    code, out, _ = gaodi("user", "password", "ducha", "--ask")

    assert (code, out) == (0, "ducha，首次登录须改密码。\n")
    assert Account.objects.get(username="ducha").check_password(PASSWORD)


def test_a_password_typed_differently_is_refused(ready, gaodi, monkeypatch):
    typed = iter([PASSWORD, PASSWORD + "x"])
    monkeypatch.setattr(getpass, "getpass", lambda _prompt: next(typed))

    assert gaodi("user", "password", "ducha", "--ask")[2] == "两次输入的密码不一样。请重新运行。\n"


def test_a_post_is_given_and_ended(ready, gaodi):
    seat = ("user", "post", "ducha", "--unit", "edu_sports_bureau", "--role", "head")

    assert gaodi(*seat, "--since", "2023-01-01")[1] == "区教育体育局单位负责人周明远：自2023-01-01到岗。\n"
    assert gaodi(*seat, "--until", "2023-06-30")[1] == "区教育体育局单位负责人周明远：任至2023-06-30。\n"
    assert Post.objects.get(role="head").until == date(2023, 6, 30)


def test_an_account_is_stopped_and_let_in_again(ready, gaodi):
    assert gaodi("user", "suspend", "ducha", "--note", "借调")[1] == "周明远（ducha）已停用。\n"
    assert not Account.objects.get(username="ducha").is_active
    assert gaodi("user", "suspend", "ducha", "--note", "回来", "--lift")[1] == "周明远（ducha）已启用。\n"
    assert [row.note for row in AuditRow.objects.filter(verb="suspend").order_by("pk")] == ["借调", "回来"]


@pytest.mark.parametrize(
    ("args", "sentence"),
    [
        (("password", "niemand"), "没有用户名“niemand”。"),
        (("suspend", "niemand", "--note", "x"), "没有用户名“niemand”。"),
        (("add", "zs", "张三", "--unit", "某局", "--role", "clerk"), "环翠区没有单位“某局”。"),
        (("add", "ducha", "张三", "--unit", "区教育体育局", "--role", "clerk"), "用户名“ducha”已有人用。"),
        (
            ("post", "ducha", "--unit", "区教育体育局", "--role", "head", "--until", "2023-01-01"),
            "周明远没有区教育体育局",
        ),
        (("add", "zs", "张三", "--unit", "x", "--district", "北京", "--role", "clerk"), "没有地区“北京”"),
    ],
)
def test_what_cannot_be_done_is_a_sentence_and_2(ready, gaodi, args, sentence):
    code, out, err = gaodi("user", *args)

    assert (code, out) == (2, "")
    assert err.startswith(sentence)


def test_the_people_as_json(ready, gaodi):
    code, out, _ = gaodi("user", "list", "--format", "json")

    assert code == 0
    assert json.loads(out) == {
        "users": [
            {
                "username": "ducha",
                "name": "周明远",
                "active": True,
                "must_change_password": False,
                "last_login": None,
                "posts": [
                    {
                        "unit": "区委区政府督查室",
                        "district": "371002",
                        "role": "supervisor",
                        "since": "2019-01-01",
                        "until": None,
                    }
                ],
            }
        ]
    }


def test_the_people_as_a_table(ready, gaodi):
    out = gaodi("user", "list")[1]

    for word in ("ducha", "周明远", "区委区政府督查室督查员，2019-01-01起", "从未登录"):
        assert word in out


# ------------------------------------------------------------------ unit


def test_the_units_as_json_and_as_a_table(ready, 教体局, 督查员, gaodi):
    add_alias(教体局, by=督查员, alias="教体局", basis="通行简称")

    units = json.loads(gaodi("unit", "list", "--district", "环翠区", "--format", "json")[1])["units"]
    table = gaodi("unit", "list")[1]

    assert {unit["key"] for unit in units} == {
        "edu_sports_bureau",
        "industry_it_bureau",
        "supervision_office",
    }
    assert next(unit for unit in units if unit["key"] == "edu_sports_bureau") == {
        "key": "edu_sports_bureau",
        "name": "区教育体育局",
        "full_name": "",
        "kind": "government_department",
        "district": "371002",
        "may_be_urged": True,
        "may_be_ranked": True,
        "aliases": ["教体局"],
    }
    assert "教体局" in table
    assert "系统" not in table


def test_names_on_paper_are_matched_in_the_order_of_the_paper(ready, gaodi):
    code, out, _ = gaodi("unit", "match", "区教育体育局、工业和信息化局、区教体局", "--format", "json")

    assert code == 0
    exact, prefix, nobody = json.loads(out)["matches"]
    assert exact == {
        "printed": "区教育体育局",
        "how": "exact",
        "unit": {"key": "edu_sports_bureau", "name": "区教育体育局"},
        "proposals": [],
    }
    assert (prefix["how"], prefix["unit"]["key"]) == ("prefix", "industry_it_bureau")
    assert (nobody["how"], nobody["unit"]) == ("none", None)
    assert nobody["proposals"][0]["key"] == "edu_sports_bureau"
    assert "请人认定" in gaodi("unit", "match", "区教体局")[1]


@pytest.mark.parametrize(
    ("args", "sentence"),
    [
        (
            ("list", "--district", "文登区"),
            "没有地区“文登区”，已有的地区：威海市（371000）、环翠区（371002）。",
        ),
        (("add", "区某局", "--kind", "circus"), "没有性质“circus”。"),
        (("add", "区教育体育局", "--key", "x"), "“区教育体育局”已经是区教育体育局的名称或别名。"),
        (("add", "区某局", "--district", "37", "--district-name", "某区"), "“37”不像区划代码。"),
        (("add", "区某局", "--district", "371002", "--district-name", "某区"), "区划代码371002已经登记。"),
    ],
)
def test_a_unit_that_cannot_be_is_refused(ready, gaodi, args, sentence):
    before = Unit.objects.count()

    code, _, err = gaodi("unit", *args)

    assert code == 2
    assert err.startswith(sentence)
    assert Unit.objects.count() == before


def test_two_districts_must_be_told_apart(ready, 文登教体局, gaodi):
    assert gaodi("unit", "list")[2].startswith("地区不止一个：")
    assert "文登" not in gaodi("unit", "list", "--district", "371002")[1]


def test_a_house_without_units_says_how_to_begin(系统, gaodi):
    assert gaodi("unit", "list")[2].startswith("还没有登记任何单位。先登记单位：gaodi unit add")


# ------------------------------------------------------------------ migrate, doctor


@pytest.mark.django_db(transaction=True)
def test_migrate_prepares_what_every_database_needs_and_may_be_repeated(gaodi):
    assert gaodi("migrate") == (0, "数据库已是最新。\n", "")
    rows = AuditRow.objects.count()
    assert gaodi("migrate")[0] == 0

    assert Post.objects.get().role == "system"
    assert CalendarDay.objects.exists()
    assert AuditRow.objects.count() == rows


@pytest.mark.parametrize(
    ("remedy", "code", "line"), [("", 0, "正常　　甲：好\n"), ("请修。", 1, "要处理　甲：好。请修。\n")]
)
def test_the_doctor_says_what_is_to_be_done(db, gaodi, monkeypatch, remedy, code, line):
    monkeypatch.setattr(doctor, "examine", lambda: iter([doctor.Finding("甲", "好", remedy)]))

    assert gaodi("doctor") == (code, line, "")
    said = json.loads(gaodi("doctor", "--format", "json")[1])
    assert said == {"checks": [{"name": "甲", "state": "好", "remedy": remedy, "well": not remedy}]}
